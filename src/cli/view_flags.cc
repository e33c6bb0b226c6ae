#include "cli/view_flags.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

}  // namespace

bool is_iso_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : text[i] != '-') return false;
  }
  const auto number = [&](size_t at, size_t length) {
    int value = 0;
    for (size_t i = at; i < at + length; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  // Parts that are not given count as the first.
  const int year = number(0, 4);
  const auto month = static_cast<unsigned>(text.size() < 7 ? 1 : number(5, 2));
  const auto day = static_cast<unsigned>(text.size() < 10 ? 1 : number(8, 2));
  return year != 0 && std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                                  std::chrono::day(day))
                          .ok();
}

void ViewFlags::declare(Flags& flags) {
  declare_without_json(flags);
  flags.flag("--json", json, "print JSON");
}

void ViewFlags::declare_without_json(Flags& flags) {
  flags.positional("STORE", store, "the store, a folder NAME.clew");
  flags.option("--valid-on", "DATE", view.valid_on, "only what held in the world on that day");
  flags.option("--known-on", "DATE", view.known_on, "as it was published by that day");
  flags.option("--datasets", "NAMES", view.datasets, "only these datasets (default: all)");
}

void ViewFlags::declare_without_datasets(Flags& flags) {
  flags.positional("STORE", store, "the store, a folder NAME.clew");
  flags.option("--valid-on", "DATE", view.valid_on, "only what held in the world on that day");
  flags.option("--known-on", "DATE", view.known_on, "as it was published by that day");
  flags.flag("--json", json, "print JSON");
}

Result<store::Store> ViewFlags::open() const {
  for (const std::string& date : {view.valid_on, view.known_on}) {
    if (!date.empty() && !is_iso_date(date)) {
      return fail(ErrorKind::usage, fmt::format("{} is no date; write 2024-05-17, 2024-05 or 2024", date));
    }
  }
  return store::Store::open(store);
}

Result<store::Entity> entity_meant(const store::Store& store, std::string_view id, const store::View& view) {
  CLEW_TRY_ASSIGN(const auto ids, store.resolve_id(id));
  if (ids.empty()) {
    return fail(ErrorKind::not_found,
                fmt::format("no entity {} in {}; look by name with: clew find {} \"NAME\"", id, store.path(),
                            store.path()));
  }
  if (ids.size() > 1) {
    std::string list;
    for (const std::string& candidate : ids) list += " " + candidate;
    return fail(ErrorKind::usage, fmt::format("{} may be any of:{}; say which", id, list));
  }
  CLEW_TRY_ASSIGN(auto entity, store.entity(ids.front(), view));
  if (!entity && view.known_on.empty()) {
    CLEW_TRY_ASSIGN(const auto now, store.entity(ids.front(), {}));
    CLEW_TRY_ASSIGN(const std::string day, store.last_known(ids.front()));
    if (!now && !day.empty()) {
      return fail(
          ErrorKind::not_found,
          fmt::format("{} has lapsed: the sources last held it on {} and no longer do; see it as it was "
                      "with --known-on {}",
                      ids.front(), day, day));
    }
  }
  if (!entity) {
    return fail(ErrorKind::not_found,
                fmt::format("{} is in {}, but not in the datasets or on the dates asked for", ids.front(),
                            store.path()));
  }
  return std::move(*entity);
}

std::string place_short(const store::Store& store, const model::Record& record) {
  if (record.part >= store.manifest().parts.size()) return "?";
  const store::Part& part = store.manifest().parts[record.part];
  const std::string& path =
      part.member.empty() ? store.manifest().sources[part.source].source.from : part.member;
  const std::string name = std::filesystem::path(path).filename().string();
  return record.line == 0 ? fmt::format("{}@{}", name, record.offset)
                          : fmt::format("{}:{}", name, record.line);
}

std::string place_text(const store::Store& store, const model::Statement& statement) {
  return fmt::format("{}, {}, field {}", statement.dataset, place_short(store, statement.record),
                     statement.slot.field);
}

}  // namespace clew::cli
