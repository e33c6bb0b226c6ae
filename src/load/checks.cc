#include "load/checks.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

#include "clean/nearest.h"
#include "model/schema.h"
#include "read/text.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

// "Person:birthDate", "birthDate" or "date".
bool is_known(std::string_view name) {
  const auto has = [](const model::Schema* schema, std::string_view property) {
    return property != "id" && schema->property(property) != nullptr;
  };
  if (const size_t colon = name.find(':'); colon != name.npos) {
    const model::Schema* schema = model::find_schema(name.substr(0, colon));
    return schema != nullptr && has(schema, name.substr(colon + 1));
  }
  return model::find_type(name).has_value() ||
         std::ranges::any_of(model::all_schemas(),
                             [&](const model::Schema* schema) { return has(schema, name); });
}

std::string_view nearest_property(std::string_view name) {
  std::vector<std::string_view> known;
  for (const model::Schema* schema : model::all_schemas()) {
    for (const model::Property* property : schema->properties) {
      known.push_back(property->name);
      known.push_back(model::to_string(property->type));
    }
  }
  return clean::nearest(name.substr(name.find(':') + 1), known);
}

Result<void> check_without(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (is_known(name)) continue;
    const std::string_view near = nearest_property(name);
    return fail(ErrorKind::usage,
                fmt::format("--without: the model has no property, type or SCHEMA:PROPERTY {}{}; nothing "
                            "was loaded (docs/model.md lists them)",
                            name, near.empty() ? "" : fmt::format(" (did you mean {}?)", near)));
  }
  return {};
}

// Also of a far future, which the load then remarks upon.
bool is_in_calendar(const std::string& day) {
  int year = 0;
  unsigned month = 0, day_of_month = 0;
  constexpr std::string_view kForm = "dddd-dd-dd";
  const bool fits = std::ranges::equal(
      day, kForm, [](char c, char form) { return form == 'd' ? c >= '0' && c <= '9' : c == form; });
  if (!fits || std::sscanf(day.c_str(), "%d-%u-%u", &year, &month, &day_of_month) != 3) return false;
  return year > 0 && std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                                 std::chrono::day(day_of_month))
                         .ok();
}

Result<void> check_day(const std::string& day) {
  if (day.empty() || is_in_calendar(day)) return {};
  return fail(ErrorKind::usage, fmt::format("--published-on: {} is no day; write it as 2024-05-17", day));
}

Result<void> check_encoding(const std::string& encoding) {
  if (encoding.empty()) return {};
  if (const auto text = read::to_utf8("", encoding); !text)
    return fail(ErrorKind::usage, fmt::format("--encoding: {}", text.error().message));
  return {};
}

// A lock or originals are left where a first load was killed, or where a manifest was lost.
Result<void> check_store(const std::string& store) {
  namespace fs = std::filesystem;
  if (store.empty()) return fail(ErrorKind::usage, "--into names no folder; write --into NAME.clew");
  std::error_code ignored;
  if (!fs::exists(store, ignored)) return {};
  if (!fs::is_directory(store, ignored))
    return fail(ErrorKind::usage, fmt::format("{} is a file; a store is a folder, NAME.clew", store));
  for (const char* own : {"manifest", "lock", "sources"}) {
    if (fs::exists(fs::path(store) / own, ignored)) return {};
  }
  if (fs::is_empty(store, ignored) || ignored) return {};
  return fail(ErrorKind::usage,
              fmt::format("{} holds files and is no store; name a new or an empty folder", store));
}

}  // namespace

Result<void> check_options(const LoadOptions& options) {
  CLEW_TRY(check_store(options.store));
  CLEW_TRY(check_without(options.without));
  CLEW_TRY(check_day(options.published_on));
  return check_encoding(options.encoding);
}

}  // namespace clew::load
