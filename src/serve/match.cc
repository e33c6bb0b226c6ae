// POST /match/{dataset}: query by example, in yente's shapes.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/json.h"
#include "serve/candidates.h"
#include "serve/examples.h"

namespace clew::serve {
namespace {

using net::Request;
using net::Response;

// Names that yente's clients ask by; all are answered by Clew's own comparison.
constexpr std::string_view kAlgorithms[] = {"best", "clew",       "logic-v2",       "logic-v1",
                                            "ofac", "name-based", "name-qualified", "regression-v1"};

struct Wanted {
  uint64_t limit;
  double threshold, score_min;
};

std::string_view feature_name(match::Feature feature) {
  return feature == match::Feature::name ? "name_match" : to_string(feature);
}

// One entry a feature: the bits it adds up to, and the words for them.
void write_explanations(base::JsonLine& json, const match::Comparison& comparison, bool is_child) {
  std::map<std::string_view, std::vector<const match::Evidence*>> by_feature;
  for (const match::Evidence& one : comparison.evidence)
    by_feature[feature_name(one.feature)].push_back(&one);
  json.key("explanations").open();
  for (const auto& [feature, evidence] : by_feature) {
    int32_t weight = 0;
    std::string detail, query, candidate;
    for (const match::Evidence* one : evidence) {
      weight += one->weight;
      const std::string listed = is_child ? std::string() : one->listed;
      detail += fmt::format("{}'{}' ~ '{}' {}: {:+.3f} bits", detail.empty() ? "" : "; ", one->query, listed,
                            one->how, one->weight / 1000.0);
      if (!one->query.empty()) query += (query.empty() ? "" : " ") + one->query;
      if (!listed.empty()) candidate += (candidate.empty() ? "" : " ") + listed;
    }
    json.key(feature).open();
    json.member("detail", std::string_view(detail));
    json.member("score", weight / 1000.0);
    json.key("query");
    query.empty() ? json.null() : json.value(std::string_view(query));
    json.key("candidate");
    candidate.empty() ? json.null() : json.value(std::string_view(candidate));
    json.close();
  }
  json.close();
}

std::string result_text(const Snapshot& snapshot, const screen::Hit& hit, double threshold) {
  const auto rendered = snapshot.rendered(hit.listed->subject.id);
  if (rendered == nullptr) return {};
  base::JsonLine json;
  json.open();
  json.member("score", hit.comparison.score);
  write_explanations(json, hit.comparison, rendered->is_child);
  json.member("match", hit.comparison.score >= threshold);
  json.close();
  return fmt::format("{},{}", rendered->json, json.text().substr(1));
}

void write_query(base::JsonLine& json, const Example& example) {
  std::map<std::string_view, std::vector<std::string_view>> properties;
  for (const auto& [property, value] : example.fields) properties[property].push_back(value);
  json.key("query").open();
  json.key("id");
  example.has_id ? json.value(std::string_view(example.id)) : json.null();
  json.member("schema", std::string_view(example.schema));
  json.key("properties").open();
  for (const auto& [property, values] : properties) json.list(property, values);
  json.close();
  json.close();
}

void write_response(base::JsonLine& json, House& house, const Asked& asked, const Example& example,
                    const Filter& filter, const Wanted& wanted) {
  const Snapshot& snapshot = *asked.snapshot;
  const match::Subject subject = house.as_subject(*snapshot.tables, example.schema, example.fields);
  const Found found = candidates(snapshot, subject, wanted.score_min, filter);
  count_hits(house.figures, found, wanted.threshold);
  uint64_t total = 0;
  for (const screen::Hit& hit : found.hits) total += hit.comparison.score >= wanted.threshold ? 1 : 0;
  json.key(example.key).open();
  json.member("status", uint64_t{200});
  json.key("results").open_list();
  for (size_t i = 0; i < std::min<size_t>(wanted.limit, found.hits.size()); ++i) {
    if (const std::string text = result_text(snapshot, found.hits[i], wanted.threshold); !text.empty())
      json.raw(text);
  }
  json.close_list();
  json.key("total").open();
  json.member("value", total);
  json.member("relation", found.is_cut ? "gte" : "eq");
  json.close();
  write_query(json, example);
  json.close();
}

std::expected<Wanted, Response> wanted_of(const Request& request) {
  const auto limit = number_asked(request, "limit", 5, {.least = 1, .most = 500});
  if (!limit) return std::unexpected(limit.error());
  const auto threshold = share_asked(request, "threshold", 0.7);
  if (!threshold) return std::unexpected(threshold.error());
  const auto cutoff = share_asked(request, "cutoff", 0.7);
  if (!cutoff) return std::unexpected(cutoff.error());
  const std::string_view algorithm = request.query.get("algorithm", "best");
  if (std::find(std::begin(kAlgorithms), std::end(kAlgorithms), algorithm) == std::end(kAlgorithms))
    return std::unexpected(problem(400, fmt::format("Invalid algorithm: {}", algorithm)));
  return Wanted{*limit, *threshold, std::min(*cutoff, *threshold)};
}

Response match_examples(House& house, const Asked& asked) {
  const auto filter = Filter::of(asked, asked.values[0]);
  if (!filter) return filter.error();
  const auto wanted = wanted_of(asked.request);
  if (!wanted) return wanted.error();
  const auto examples = examples_of(asked.request.body, house.batch_max);
  if (!examples) return examples.error();
  base::JsonLine json;
  json.open();
  json.key("responses").open();
  for (const Example& example : *examples) write_response(json, house, asked, example, *filter, *wanted);
  json.close();
  json.member("limit", wanted->limit);
  json.close();
  house.figures.screened(examples->size());
  Response response = net::json_response(200, std::string(json.text()));
  response.headers.emplace_back("x-batch-size", std::to_string(examples->size()));
  return response;
}

void write_features(base::JsonLine& json) {
  json.key("features").open();
  for (const auto feature : {match::Feature::name, match::Feature::birth_date, match::Feature::country,
                             match::Feature::gender, match::Feature::identifier, match::Feature::address}) {
    json.key(feature_name(feature)).open();
    json.member("description",
                fmt::format("What the two say of {}: bits of evidence, +1 doubles the odds "
                            "and -1 halves them.",
                            feature == match::Feature::birth_date ? "birth date" : to_string(feature)));
    json.member("coefficient", 1.0);
    json.member("url", "");
    json.close();
  }
  json.close();
}

Response algorithms(const Asked&) {
  constexpr std::string_view kDescription =
      "Clew's own comparison: evidence in bits that adds up to a weight, the weight as a score from 0 to 1. "
      "Asked for by other names it answers the same.";
  base::JsonLine json;
  json.open();
  json.key("algorithms").open_list();
  json.open();
  json.member("name", "clew");
  json.member("description", kDescription);
  write_features(json);
  json.key("docs").open();
  json.member("name", "clew");
  json.member("description", kDescription);
  json.key("config").open();
  json.close();
  write_features(json);
  json.close();
  json.close();
  json.close_list();
  json.member("default", "best");
  json.member("best", "clew");
  json.close();
  return net::json_response(200, std::string(json.text()));
}

}  // namespace

void add_match_routes(Router& router, House& house) {
  router.add({"POST", "/match/{dataset}", "query by example",
              [&house](const Asked& asked) { return match_examples(house, asked); }});
  router.add({"GET", "/algorithms", "how candidates are scored", algorithms});
}

}  // namespace clew::serve
