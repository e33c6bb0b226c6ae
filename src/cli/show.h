// How an entity is printed: shared by show and links.
#pragma once

#include "cli/json.h"
#include "store/store.h"

namespace clew::cli {

// One statement with where it stands, as JSON.
void write_statement(Json& json, const store::Store& store, const store::EntityStatement& stated);
// "listed on 2021-07-06 by Office of Foreign Assets Control, may since be lifted" for a Sanction; else empty.
std::string listing_text(const store::Entity& entity);

}  // namespace clew::cli
