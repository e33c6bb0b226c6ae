// Parts of BODS statements that are entities of their own and the same in every version: annotations,
// securities.
#pragma once

#include <simdjson.h>

#include <string_view>

#include "read/emit.h"

namespace clew::read {

constexpr std::string_view kBodsPrefix = "bods-";

// Each annotation of a statement becomes a Note about the entity `about`.
void read_bods_annotations(const simdjson::dom::object& statement, std::string_view statement_id,
                           std::string_view about, Emit& emit, const model::Record& record);

// A security that `issuer` has listed; `field` is where it stands.
void read_bods_security(const simdjson::dom::object& security, std::string_view issuer,
                        std::string_view field, Emit& emit, const model::Record& record);

}  // namespace clew::read
