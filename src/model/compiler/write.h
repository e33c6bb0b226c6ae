// What the compiler makes of a model that is in order.
#pragma once

#include <string>
#include <vector>

#include "model/compiler/resolve.h"

namespace clew::model::compiler {

// C++ source that defines kSchemaTable and kTopicTable as constants.
std::string table_source(const std::vector<ResolvedSchema>& schemas, const ModelSource& model);

// The schemas as a Markdown table, for people.
std::string markdown_table(const std::vector<ResolvedSchema>& schemas);

}  // namespace clew::model::compiler
