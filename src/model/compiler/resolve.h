// The entity model with inheritance worked out, and held against its own rules.
#pragma once

#include <string>
#include <vector>

#include "model/compiler/source.h"

namespace clew::model::compiler {

struct PropertyOf {
  const SchemaSource* schema;  // Where it is defined.
  const PropertySource* property;
};

struct ResolvedSchema {
  const SchemaSource* source;
  std::vector<const SchemaSource*> ancestors;  // This one first, each once, every child before its parents.
  std::vector<PropertyOf> properties;          // Own and inherited, sorted by name.
  Words start;
  Words end;
};

// Sorted by name; borrows from `model`. Of two inherited properties with one name, the one of the parent
// named first counts, and one's own before both: FollowTheMoney's rule.
// Empty if schemas inherit in a circle or from nothing; other problems are added and the rest is resolved.
std::vector<ResolvedSchema> resolve(const ModelSource& model, Problems& problems);

}  // namespace clew::model::compiler
