// /v1 of the server: what the command line says with --json, of the same commands.
#pragma once

#include <memory>
#include <string>

#include "base/error.h"
#include "serve/house.h"

namespace clew::cli {

// Reads a customer as `clew screen` does.
match::Subject subject_of_fields(const clean::Tables& tables, std::string_view schema,
                                 const std::vector<serve::Field>& fields);

// Adds the routes below /v1 to those that are there. `store` is the path that commands are given.
void add_v1_routes(serve::Router& router, serve::House& house, const std::string& store);

}  // namespace clew::cli
