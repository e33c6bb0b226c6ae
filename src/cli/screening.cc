#include "cli/screening.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/data_dir.h"
#include "base/disk.h"
#include "base/hash.h"
#include "cli/screen_print.h"
#include "cli/terminal.h"
#include "model/schema.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ",") + word;
  return text;
}

Result<void> check_topics(const std::vector<std::string>& topics, const screen::List& list) {
  for (const std::string& topic : topics) {
    screen::Scope scope;
    scope.topics = {topic};
    std::set<std::string> there;
    bool is_found = false;
    for (size_t i = 0; i < list.size() && !is_found; ++i) {
      const screen::Listed one = list.outline(i);
      is_found = screen::holds(scope, one);
      there.insert(one.topics.begin(), one.topics.end());
      if (!one.listings.empty()) there.insert("sanction");
    }
    if (is_found) continue;
    return fail(ErrorKind::not_found, fmt::format("nobody listed here has the topic {}; there are: {}",
                                                  fit(topic, 40), joined({there.begin(), there.end()})));
  }
  return {};
}

// What the answers rest on beside the store: a changed weight gives other answers.
Result<std::string> model_hash() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("match/model.yaml"));
  CLEW_TRY_ASSIGN(const std::string text, base::real_disk().read_file(folder + "/match/model.yaml"));
  return base::hex(base::sha256(text)).substr(0, 16);
}

template <class AnyJson>
void write_alert(AnyJson& json, const Alert& alert, bool is_match) {
  const screen::Listed& listed = *alert.hit.listed;
  json.open();
  json.member("id", listed.subject.id);
  json.member("caption", listed.caption);
  json.member("schema", listed.subject.schema);
  json.list("datasets", listed.datasets);
  json.list("topics", listed.topics);
  json.member("match", is_match);
  json.member("status", "candidate");
  if (alert.ruling) write_ruling(json, *alert.ruling);
  json.key("listings").open_list();
  for (const screen::Listing& listing : listed.listings) json.value(listing_words(listing));
  json.close_list();
  write_comparison(json, alert.hit.comparison);
  json.close();
}

void print_alert(size_t rank, const Alert& alert) {
  const screen::Hit& hit = alert.hit;
  const match::Comparison& comparison = hit.comparison;
  fmt::print("\n{}. candidate  score {:.2f}  probability {:.2g}  {}  {}  {}\n", rank, comparison.score,
             comparison.probability, hit.listed->subject.id, hit.listed->subject.schema,
             fit(hit.listed->caption, 60));
  if (comparison.listed_name != hit.listed->caption && !comparison.listed_name.empty())
    fmt::print("    by the name {}\n", fit(comparison.listed_name, 80));
  if (alert.ruling) fmt::print("    {}\n", ruling_words(*alert.ruling));
  for (const screen::Listing& listing : hit.listed->listings) fmt::print("    {}\n", listing_words(listing));
  print_evidence(comparison);
}

}  // namespace

Result<screen::Scope> scope_of(const ScreenFlags& flags, const clean::Tables& tables) {
  screen::Scope scope;
  scope.topics = flags.topics;
  scope.schemas = flags.listed_schemas;
  for (const std::string& schema : scope.schemas) {
    if (model::find_schema(schema) == nullptr)
      return fail(ErrorKind::usage, fmt::format("{} is no schema; Person, Company or Vessel are", schema));
  }
  for (const std::string& country : flags.listed_countries)
    scope.countries.push_back(clean::country_code(tables, country));
  return scope;
}

template <class AnyJson>
void write_asked(AnyJson& json, const Asked& asked) {
  json.key("query").open();
  if (asked.row != 0) json.member("row", asked.row);
  if (asked.line != 0) json.member("line", asked.line);
  json.member("id", asked.id);
  if (!asked.field.empty()) json.member("field", asked.field);
  if (asked.subject != nullptr) {
    const auto& names = asked.subject->names;
    json.member("name", names.empty() ? std::string_view() : std::string_view(names.front().name.written));
    json.member("schema", asked.subject->schema);
  }
  json.close();
}

template void write_asked(Json&, const Asked&);
template void write_asked(JsonLine&, const Asked&);

void ScreenFlags::declare_for(Flags& flags, With with) {
  if (with.datasets) view.declare(flags);
  if (!with.datasets) view.declare_without_datasets(flags);
  flags.option("--topics", "TOPICS", topics,
               "only listed entities with one of these topics: sanction, role.pep, crime ...");
  flags.option("--listed-schema", "SCHEMAS", listed_schemas,
               "only listed entities of these kinds: Person, Organization, Vessel ...");
  flags.option("--listed-country", "COUNTRIES", listed_countries,
               "only listed entities of these countries, by name or code");
  flags.option("--score-min", "SCORE", score_min, "show candidates from this score on (default 0.70)");
  flags.option("--limit", "N", limit, "how many candidates for each customer (default 10)");
}

Result<Screener> Screener::open(const ScreenFlags& flags) {
  if (flags.score_min < 0 || flags.score_min > 1)
    return fail(ErrorKind::usage, "--score-min is between 0 and 1, as in 0.75");
  Screener screener;
  CLEW_TRY_ASSIGN(store::Store store, flags.view.open());
  screener.store_ = std::make_unique<store::Store>(std::move(store));
  CLEW_TRY_ASSIGN(auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(match::Model model, match::Model::load());
  screener.ask_ = {.score_min = flags.score_min > 0 ? flags.score_min : model.score_min,
                   .limit = static_cast<size_t>(flags.limit)};
  CLEW_TRY_ASSIGN(screen::List list,
                  screen::List::open(*screener.store_, flags.view.view, std::move(tables), std::move(model)));
  if (list.size() == 0) {
    return fail(ErrorKind::not_found,
                fmt::format("nobody is listed in {} in the datasets or on the dates asked "
                            "for: there is nothing to screen against",
                            flags.view.store));
  }
  screener.list_ = std::make_unique<screen::List>(std::move(list));
  CLEW_TRY_ASSIGN(screener.scope_, scope_of(flags, screener.list_->tables()));
  CLEW_TRY(check_topics(screener.scope_.topics, *screener.list_));
  CLEW_TRY_ASSIGN(screener.rulings_, Rulings::open(*screener.store_));
  CLEW_TRY_ASSIGN(const std::string model_text, model_hash());
  screener.settings_ = fmt::format(
      "store {} generation {}; valid on {}; known on {}; datasets {}; topics {}; schemas {}; "
      "countries {}; score {}; limit {}; model {}",
      screener.store_->manifest().salt, screener.store_->manifest().generation, flags.view.view.valid_on,
      flags.view.view.known_on, joined(flags.view.view.datasets), joined(flags.topics),
      joined(flags.listed_schemas), joined(screener.scope_.countries), screener.ask_.score_min,
      screener.ask_.limit, model_text);
  return screener;
}

std::string Screener::settings() const { return settings_; }

Answer Screener::answer(const Asked& asked) const {
  Answer answer;
  for (screen::Hit& hit : screen::candidates(*list_, *asked.subject, ask_, scope_)) {
    Alert alert{std::move(hit), std::nullopt};
    if (!rulings_->empty())
      alert.ruling = rulings_->of(asked.id, asked.record_hash, alert.hit.listed->subject.id);
    const bool is_other = alert.ruling && alert.ruling->sets_aside();
    (is_other ? answer.set_aside : answer.results).push_back(std::move(alert));
  }
  return answer;
}

template <class AnyJson>
void write_answer(AnyJson& json, const Asked& asked, const Answer& answer, const screen::Ask& ask,
                  std::string_view error) {
  write_asked(json, asked);
  if (!error.empty()) json.member("error", error);
  json.key("results").open_list();
  for (const Alert& alert : answer.results)
    write_alert(json, alert, alert.hit.comparison.score >= ask.score_min);
  json.close_list();
  if (answer.set_aside.empty()) return;
  json.key("set_aside").open_list();
  for (const Alert& alert : answer.set_aside) write_alert(json, alert, false);
  json.close_list();
}

template void write_answer(Json&, const Asked&, const Answer&, const screen::Ask&, std::string_view);
template void write_answer(JsonLine&, const Asked&, const Answer&, const screen::Ask&, std::string_view);

void print_answer(const Answer& answer, bool set_aside_too) {
  for (size_t i = 0; i < answer.results.size(); ++i) print_alert(i + 1, answer.results[i]);
  if (!set_aside_too || answer.set_aside.empty()) return;
  fmt::print("\nset aside:\n");
  for (const Alert& alert : answer.set_aside) {
    fmt::print("    {}  {}  score {:.2f}\n      {}\n", alert.hit.listed->subject.id,
               fit(alert.hit.listed->caption, 60), alert.hit.comparison.score, ruling_words(*alert.ruling));
  }
}

}  // namespace clew::cli
