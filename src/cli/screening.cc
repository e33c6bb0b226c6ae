#include "cli/screening.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/data_dir.h"
#include "base/disk.h"
#include "base/hash.h"
#include "cli/screen_print.h"
#include "cli/terminal.h"
#include "match/flips.h"
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

bool is_feature_of(std::string_view property, match::Feature feature) {
  switch (feature) {
    case match::Feature::birth_date: return property == "birthDate";
    case match::Feature::country: return match::is_country(property);
    case match::Feature::gender: return property == "gender";
    case match::Feature::address: return property == "address" || property == "birthPlace";
    case match::Feature::identifier:
    case match::Feature::name: break;
  }
  return false;
}

// Whether the value is what the evidence says of the listed. Names and identifiers by themselves, whatever
// property states them.
bool is_evidence(const match::Evidence& one, const model::Statement& statement, const clean::Tables& tables) {
  using match::Feature;
  if (one.listed.empty() || !is_feature_of(statement.slot.property, one.feature)) {
    return one.feature == Feature::identifier &&
           one.listed ==
               fmt::format("{} {}", statement.slot.property, match::identifier_key(statement.value));
  }
  if (one.feature == Feature::country)
    return one.listed.find(clean::country_word(tables, statement.value)) != std::string::npos;
  return one.feature == Feature::address || statement.value.starts_with(one.listed);
}

// Whether the comparison rests on what the statement says.
bool is_said(const match::Comparison& comparison, const model::Statement& statement,
             const clean::Tables& tables) {
  const bool is_name = statement.slot.property == "name" || statement.slot.property == "alias" ||
                       statement.slot.property.ends_with("Alias") ||
                       statement.slot.property.ends_with("Name");
  if (is_name && !comparison.listed_name.empty() &&
      statement.value.find(comparison.listed_name) != std::string::npos)
    return true;
  return std::any_of(comparison.evidence.begin(), comparison.evidence.end(),
                     [&](const match::Evidence& one) { return is_evidence(one, statement, tables); });
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
Result<std::string> model_hash(const std::string& path) {
  std::string of = path;
  if (of.empty()) {
    CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("match/model.yaml"));
    of = folder + "/match/model.yaml";
  }
  CLEW_TRY_ASSIGN(const std::string text, base::real_disk().read_file(of));
  return base::hex(base::sha256(text)).substr(0, 16);
}

// The first screening of a list takes seconds: whoever watches is told what they wait for.
Result<screen::List> list_opened(const store::Store& store, const store::View& view,
                                 std::shared_ptr<const clean::Tables> tables, match::Model model) {
  base::Progress progress;
  progress.begin("making the list ready, once for this state of the store", 0);
  const ProgressLine line(progress);
  return screen::List::open(store, view, std::move(tables), std::move(model));
}

// Where the list says what met, each place once, and the values' record.
std::vector<std::string> places_of(const Alert& alert, const Screener& screener) {
  std::vector<std::string> places;
  const auto entity = screener.store().entity(alert.hit.listed->subject.id, screener.view());
  if (!entity || !*entity) return places;
  for (const store::EntityStatement& stated : (*entity)->statements) {
    if (!is_said(alert.hit.comparison, stated.statement, screener.list().tables())) continue;
    std::string place = fmt::format("{} {}", stated.statement.dataset,
                                    place_short(screener.store(), stated.statement.record));
    if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
  }
  return places;
}

template <class AnyJson>
void write_fully(AnyJson& json, const Asked& asked, const Alert& alert, const Screener& screener) {
  json.list("listed_at", places_of(alert, screener));
  json.key("would_flip").open_list();
  for (const match::Flip& flip : match::flips(screener.list().model(), *asked.subject,
                                              alert.hit.listed->subject, screener.ask().score_min))
    write_flip(json, flip);
  json.close_list();
}

template <class AnyJson>
void write_same(AnyJson& json, const Alert& alert) {
  if (alert.same.empty()) return;
  json.key("decided_same").open_list();
  for (const Ruling& one : alert.same) {
    json.open();
    json.member("id", one.through);
    json.member("author", one.decision.author);
    json.member("decided_at", one.decision.decided_at);
    json.member("why", one.decision.why);
    json.close();
  }
  json.close_list();
}

template <class AnyJson>
void write_alert(AnyJson& json, const Asked& asked, const Alert& alert, bool is_match,
                 const Screener& screener, Fullness fullness) {
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
  write_same(json, alert);
  json.key("listings").open_list();
  for (const screen::Listing& listing : listed.listings) json.value(listing_words(listing));
  json.close_list();
  write_comparison(json, alert.hit.comparison);
  if (fullness == Fullness::full && asked.subject != nullptr) write_fully(json, asked, alert, screener);
  json.close();
}

std::string list_of(const std::vector<std::string>& places) {
  constexpr size_t kShown = 4;
  std::string text;
  for (size_t i = 0; i < std::min(kShown, places.size()); ++i) text += (i == 0 ? "" : ", ") + places[i];
  if (places.size() > kShown) text += fmt::format(" and {} more", places.size() - kShown);
  return text;
}

void print_alert(size_t rank, const Alert& alert, const Screener* screener) {
  const screen::Hit& hit = alert.hit;
  const match::Comparison& comparison = hit.comparison;
  fmt::print("\n{}. candidate  score {:.2f}  probability {}  {}  {}  {}\n", rank, comparison.score,
             probability_text(comparison.probability), hit.listed->subject.id, hit.listed->subject.schema,
             fit(hit.listed->caption, 60));
  if (comparison.listed_name != hit.listed->caption && !comparison.listed_name.empty())
    fmt::print("    by the name {}\n", fit(comparison.listed_name, 80));
  if (alert.ruling) fmt::print("    {}\n", ruling_words(*alert.ruling));
  for (const Ruling& one : alert.same)
    fmt::print("    decided to be the same as {}: by {} on {}: {}\n", fit(one.through, 60),
               fit(one.decision.author, 60), one.decision.decided_at.substr(0, 10),
               fit(one.decision.why, 200));
  for (const screen::Listing& listing : hit.listed->listings) fmt::print("    {}\n", listing_words(listing));
  if (screener != nullptr) {
    if (const auto places = places_of(alert, *screener); !places.empty())
      fmt::print("    what met is stated in {}\n", list_of(places));
  }
  print_evidence(comparison);
}

}  // namespace

Result<match::Model> model_meant(const std::string& path) {
  return path.empty() ? match::Model::load() : match::Model::load(path);
}

Result<std::string> country_meant(std::string_view flag, std::string_view country,
                                  const clean::Tables& tables, const screen::List* list) {
  if (auto code = clean::country_code(tables, country)) return std::move(*code);
  std::string word = clean::country_word(tables, country);
  if (list != nullptr && list->states_country(word)) return word;
  return fail(
      ErrorKind::usage,
      fmt::format("{} {}: no country of that name is known; write a code of ISO 3166-1, as RU or RUS, "
                  "or the name in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, "
                  "Ukrainian, Turkish, Russian, Arabic or Chinese",
                  flag, fit(country, 40)));
}

Result<screen::Scope> scope_of(const ScreenFlags& flags, const clean::Tables& tables,
                               const screen::List* list) {
  screen::Scope scope;
  scope.topics = flags.topics;
  scope.schemas = flags.listed_schemas;
  for (const std::string& schema : scope.schemas) {
    if (model::find_schema(schema) == nullptr)
      return fail(ErrorKind::usage, fmt::format("{} is no schema; Person, Company or Vessel are", schema));
  }
  for (const std::string& country : flags.listed_countries) {
    CLEW_TRY_ASSIGN(std::string meant, country_meant("--listed-country", country, tables, list));
    scope.countries.push_back(std::move(meant));
  }
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
  if (asked.is_read_as_guessed) json.member("encoding_guessed", "windows-1252");
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
  flags.option("--model", "FILE", model,
               "weigh by the numbers of this file instead of data/match/model.yaml");
}

Result<Screener> Screener::open(const ScreenFlags& flags) {
  if (flags.score_min < 0 || flags.score_min > 1)
    return fail(ErrorKind::usage, "--score-min is between 0 and 1, as in 0.75");
  if (flags.limit == 0)
    return fail(ErrorKind::usage,
                "--limit 0 would show nobody, as if there were no candidate; write 1 or more");
  Screener screener;
  CLEW_TRY_ASSIGN(store::Store store, flags.view.open());
  screener.store_ = std::make_unique<store::Store>(std::move(store));
  CLEW_TRY_ASSIGN(auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(match::Model model, model_meant(flags.model));
  screener.view_ = flags.view.view;
  screener.ask_ = {.score_min = flags.score_min > 0 ? flags.score_min : model.score_min,
                   .limit = static_cast<size_t>(flags.limit)};
  CLEW_TRY_ASSIGN(screen::List list,
                  list_opened(*screener.store_, flags.view.view, std::move(tables), std::move(model)));
  if (list.size() == 0) {
    return fail(ErrorKind::not_found,
                fmt::format("nobody is listed in {} in the datasets or on the dates asked "
                            "for: there is nothing to screen against",
                            flags.view.store));
  }
  screener.list_ = std::make_unique<screen::List>(std::move(list));
  CLEW_TRY_ASSIGN(screener.scope_, scope_of(flags, screener.list_->tables(), screener.list_.get()));
  CLEW_TRY(check_topics(screener.scope_.topics, *screener.list_));
  CLEW_TRY_ASSIGN(screener.rulings_, Rulings::open(*screener.store_));
  CLEW_TRY_ASSIGN(const std::string model_text, model_hash(flags.model));
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
    Alert alert{std::move(hit), std::nullopt, {}};
    if (!rulings_->empty()) {
      alert.ruling = rulings_->of(asked.id, asked.record_hash, alert.hit.listed->subject.id);
      alert.same = rulings_->same_as(alert.hit.listed->subject.id, asked.id);
    }
    const bool is_other = alert.ruling && alert.ruling->sets_aside();
    (is_other ? answer.set_aside : answer.results).push_back(std::move(alert));
  }
  return answer;
}

template <class AnyJson>
void write_answer(AnyJson& json, const Asked& asked, const Answer& answer, const Screener& screener,
                  std::string_view error, Fullness fullness) {
  write_asked(json, asked);
  if (!error.empty()) json.member("error", error);
  json.key("results").open_list();
  for (const Alert& alert : answer.results)
    write_alert(json, asked, alert, alert.hit.comparison.score >= screener.ask().score_min, screener,
                fullness);
  json.close_list();
  if (answer.set_aside.empty()) return;
  json.key("set_aside").open_list();
  for (const Alert& alert : answer.set_aside)
    write_alert(json, asked, alert, false, screener, Fullness::brief);
  json.close_list();
}

template void write_answer(Json&, const Asked&, const Answer&, const Screener&, std::string_view, Fullness);
template void write_answer(JsonLine&, const Asked&, const Answer&, const Screener&, std::string_view,
                           Fullness);

void print_answer(const Answer& answer, const Screener* screener) {
  for (size_t i = 0; i < answer.results.size(); ++i) print_alert(i + 1, answer.results[i], screener);
  if (answer.set_aside.empty()) return;
  fmt::print("\nset aside:\n");
  for (const Alert& alert : answer.set_aside) {
    fmt::print("    {}  {}  score {:.2f}\n      {}\n", alert.hit.listed->subject.id,
               fit(alert.hit.listed->caption, 60), alert.hit.comparison.score, ruling_words(*alert.ruling));
  }
}

}  // namespace clew::cli
