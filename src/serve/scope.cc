#include "serve/scope.h"

#include <algorithm>

namespace clew::serve {
namespace {

constexpr size_t kExcludedMax = 50;

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// yente's pattern: a day, with a time if need be.
bool is_time(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() != 10 && text.size() != 13 && text.size() != 16 && text.size() != 19) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : text[i] != kShape[i]) return false;
  }
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> datasets_of_scope(const store::Manifest& manifest,
                                                          std::string_view name) {
  if (manifest.dataset(name) != nullptr) return std::vector<std::string>{std::string(name)};
  if (name != "default" && name != "all") return std::nullopt;
  std::vector<std::string> names;
  for (const store::Dataset& dataset : manifest.datasets) names.push_back(dataset.name);
  return names;
}

std::expected<Filter, net::Response> Filter::of(const Asked& asked, std::string_view scope) {
  const store::Manifest& manifest = asked.snapshot->store.manifest();
  const auto& query = asked.request.query;
  const auto datasets = datasets_of_scope(manifest, scope);
  if (!datasets) return std::unexpected(problem(404, "No such dataset."));
  const auto include = query.all("include_dataset"), exclude = query.all("exclude_dataset");
  Filter filter;
  for (const std::string& name : *datasets) {
    if ((include.empty() || contains(include, name)) && !contains(exclude, name))
      filter.datasets.push_back(name);
  }
  filter.exclude_schema = query.all("exclude_schema");
  filter.topics = query.all("topics");
  filter.exclude_ids = query.all("exclude_entity_ids");
  if (filter.exclude_ids.size() > kExcludedMax)
    return std::unexpected(invalid({"query", "exclude_entity_ids"}, "too_long", "at most 50"));
  filter.changed_since = query.get("changed_since");
  if (!filter.changed_since.empty() && !is_time(filter.changed_since)) {
    return std::unexpected(invalid({"query", "changed_since"}, "string_pattern_mismatch",
                                   "write 2024-05-17 or 2024-05-17T10:00"));
  }
  filter.is_all = filter.datasets.size() == manifest.datasets.size() && filter.exclude_schema.empty() &&
                  filter.topics.empty() && filter.exclude_ids.empty() && filter.changed_since.empty();
  return filter;
}

bool Filter::holds(const Snapshot& snapshot, const screen::Listed& listed) const {
  if (is_all) return true;
  if (std::none_of(listed.datasets.begin(), listed.datasets.end(),
                   [&](const std::string& name) { return contains(datasets, name); }))
    return false;
  if (contains(exclude_schema, listed.subject.schema) || contains(exclude_ids, listed.subject.id))
    return false;
  const auto has = [&](const std::string& topic) {
    return (topic == "sanction" && !listed.listings.empty()) || contains(listed.topics, topic);
  };
  if (!topics.empty() && std::none_of(topics.begin(), topics.end(), has)) return false;
  if (changed_since.empty()) return true;
  const auto rendered = snapshot.rendered(listed.subject.id);
  return rendered != nullptr && rendered->last_change > changed_since.substr(0, 10);
}

bool Filter::holds(const Snapshot& snapshot, const store::Entity& entity) const {
  if (is_all) return true;
  screen::Listed outline;
  outline.subject.id = entity.id;
  outline.subject.schema = entity.schema_name();
  for (const auto& stated : entity.statements) outline.datasets.emplace_back(stated.statement.dataset);
  for (const std::string_view topic : entity.values("topics")) outline.topics.emplace_back(topic);
  const bool asks_sanction = contains(topics, "sanction");
  if (asks_sanction) {
    const auto pointing = snapshot.references->pointing_to(entity.id, {}, 0);
    if (pointing && std::any_of(pointing->about.begin(), pointing->about.end(),
                                [](const store::Entity& one) { return one.schema_name() == "Sanction"; }))
      outline.listings.emplace_back();
  }
  return holds(snapshot, outline);
}

}  // namespace clew::serve
