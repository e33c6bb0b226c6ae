#include "cli/records.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "base/hash.h"

namespace clew::cli {
namespace {

using base::Result;

std::vector<std::string> lines_of(const store::Entity& entity) {
  std::vector<std::string> lines;
  for (const store::EntityStatement& stated : entity.statements) {
    const model::Statement& statement = stated.statement;
    if (statement.slot.property != "id")
      lines.push_back(fmt::format("{}\t{}\n", statement.slot.property, statement.value));
  }
  return lines;
}

}  // namespace

Result<Records> Records::open(const store::Store& store) {
  CLEW_TRY_ASSIGN(auto references, graph::References::open(store));
  return Records(store, std::move(references));
}

Result<std::optional<screen::Listed>> Records::listed(std::string_view id, const store::View& view,
                                                      const clean::Tables& tables) const {
  CLEW_TRY_ASSIGN(const auto entity, store_->entity(id, view));
  if (!entity || entity->schema == nullptr) return std::nullopt;
  screen::Listed listed = screen::listed_of(tables, *entity);
  CLEW_TRY_ASSIGN(const graph::Pointing pointing, references_.pointing_to(id, view, 0));
  for (const store::Entity& about : pointing.about) screen::add_belonging(tables, listed, about);
  return std::optional(std::move(listed));
}

Result<std::optional<std::string>> Records::hash(std::string_view id) const {
  CLEW_TRY_ASSIGN(const auto entity, store_->entity(id, {}));
  if (!entity) return std::nullopt;
  std::vector<std::string> lines = lines_of(*entity);
  CLEW_TRY_ASSIGN(const graph::Pointing pointing, references_.pointing_to(id, {}, 0));
  for (const store::Entity& about : pointing.about) {
    for (const auto& [property, number] : screen::numbers_of(about))
      lines.push_back(fmt::format("{}\t{}\n", property, number));
  }
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  std::string text = fmt::format("{}\n", entity->schema_name());
  for (const std::string& line : lines) text += line;
  return base::hex(base::sha256(text));
}

}  // namespace clew::cli
