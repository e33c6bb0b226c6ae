// The compiled entity model: what src/model/compiler writes and schema.cc reads. For everybody else:
// schema.h.
#pragma once

#include <span>

#include "model/schema.h"

namespace clew::model {

extern const std::span<const Schema* const> kSchemaTable;  // Sorted by name.
extern const std::span<const Topic> kTopicTable;           // Sorted by code.

}  // namespace clew::model
