#include "screen/scope.h"

#include <algorithm>

#include "model/schema.h"

namespace clew::screen {
namespace {

bool is_below(std::string_view topic, std::string_view wanted) {
  return topic.starts_with(wanted) && (topic.size() == wanted.size() || topic[wanted.size()] == '.');
}

bool has_topic(const Listed& listed, std::string_view wanted) {
  if (!listed.listings.empty() && is_below("sanction", wanted)) return true;
  return std::any_of(listed.topics.begin(), listed.topics.end(),
                     [&](const std::string& topic) { return is_below(topic, wanted); });
}

bool is_a(const Listed& listed, std::string_view wanted) {
  const model::Schema* schema = model::find_schema(listed.subject.schema);
  const model::Schema* above = model::find_schema(wanted);
  return schema != nullptr && above != nullptr && schema->is_a(*above);
}

bool has_country(const Listed& listed, const std::string& wanted) {
  const auto& countries = listed.subject.countries;
  return std::find(countries.begin(), countries.end(), wanted) != countries.end();
}

template <class Test>
bool one_of(const std::vector<std::string>& wanted, const Test& test) {
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), test);
}

}  // namespace

bool holds(const Scope& scope, const Listed& listed) {
  return one_of(scope.topics, [&](const std::string& topic) { return has_topic(listed, topic); }) &&
         one_of(scope.schemas, [&](const std::string& schema) { return is_a(listed, schema); }) &&
         one_of(scope.countries, [&](const std::string& country) { return has_country(listed, country); });
}

std::vector<Hit> candidates(const List& list, const match::Subject& customer, const Ask& ask,
                            const Scope& scope) {
  if (scope.is_all()) return list.candidates(customer, ask);
  auto hits = list.candidates(customer, {.score_min = ask.score_min, .limit = list.size()});
  std::erase_if(hits, [&](const Hit& hit) { return !holds(scope, *hit.listed); });
  if (hits.size() > ask.limit) hits.resize(ask.limit);
  return hits;
}

}  // namespace clew::screen
