// clew screen: one name, or a file of customers, held against the listed entities of a store.
#include <fmt/core.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>

#include "cli/commands.h"
#include "cli/customers.h"
#include "cli/json.h"
#include "cli/screen_print.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "screen/list.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

struct Options {
  ViewFlags view;
  std::string file;
  std::string name, birth_date, gender, schema = "Person";
  std::vector<std::string> countries, identifiers;
  double score_min = 0;  // 0: as the model says.
  uint64_t limit = 10;
};

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

Result<match::Subject> subject_asked(const Options& options, const clean::Tables& tables) {
  match::Subject subject;
  subject.schema = options.schema;
  subject.kind = match::kind_of_schema(options.schema);
  if (model::find_schema(options.schema) == nullptr) {
    return fail(ErrorKind::usage,
                fmt::format("{} is no schema; Person, Company, LegalEntity or Vessel are", options.schema));
  }
  add_field(tables, subject, "name", options.name);
  if (!options.name.empty() && subject.names.empty()) {
    return fail(ErrorKind::usage,
                fmt::format("there is no letter or digit in the name \"{}\"", fit(options.name, 60)));
  }
  add_field(tables, subject, "birthDate", options.birth_date);
  if (!options.birth_date.empty() && subject.birth_dates.empty()) {
    return fail(ErrorKind::usage,
                fmt::format("{} is no date; write 1948-12-10, 1948-12 or 1948", options.birth_date));
  }
  add_field(tables, subject, "gender", options.gender);
  for (const std::string& country : options.countries) add_field(tables, subject, "country", country);
  for (const std::string& identifier : options.identifiers) {
    subject.identifiers.push_back({"idNumber", match::identifier_key(identifier)});
  }
  return subject;
}

void print_hit(size_t rank, const screen::Hit& hit) {
  const match::Comparison& comparison = hit.comparison;
  fmt::print("\n{}. candidate  score {:.2f}  probability {:.2g}  {}  {}  {}\n", rank, comparison.score,
             comparison.probability, hit.listed->subject.id, hit.listed->subject.schema,
             fit(hit.listed->caption, 60));
  if (comparison.listed_name != hit.listed->caption && !comparison.listed_name.empty()) {
    fmt::print("    by the name {}\n", fit(comparison.listed_name, 80));
  }
  for (const screen::Listing& listing : hit.listed->listings) fmt::print("    {}\n", listing_words(listing));
  print_evidence(comparison);
}

void write_hit(Json& json, const screen::Hit& hit) {
  json.open();
  json.member("id", hit.listed->subject.id);
  json.member("caption", hit.listed->caption);
  json.member("schema", hit.listed->subject.schema);
  json.list("datasets", hit.listed->datasets);
  json.list("topics", hit.listed->topics);
  json.member("status", "candidate");
  json.key("listings").open_list();
  for (const screen::Listing& listing : hit.listed->listings) json.value(listing_words(listing));
  json.close_list();
  write_comparison(json, hit.comparison);
  json.close();
}

int print_one(const Options& options, const screen::List& list, const match::Subject& subject,
              const screen::Ask& ask) {
  const auto hits = list.candidates(subject, ask);
  if (options.view.json) {
    Json json;
    json.open();
    json.key("results").open_list();
    for (const screen::Hit& hit : hits) write_hit(json, hit);
    json.close_list();
    json.close();
    json.print();
    return hits.empty() ? kNotFound : kDone;
  }
  if (hits.empty()) {
    fmt::print("no candidate in {} at a score of {:.2f}; that is no proof that nobody is meant\n",
               options.view.store, ask.score_min);
    return kNotFound;
  }
  for (size_t i = 0; i < hits.size(); ++i) print_hit(i + 1, hits[i]);
  fmt::print(
      "\nA candidate is somebody to look at, not a verdict. Bits: +1 doubles the odds, -1 halves them.\n");
  return kDone;
}

// One JSON object a customer, on one line, in the order of the file.
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, std::string_view text) { out.String(text.data(), static_cast<unsigned>(text.size())); }
void put(Writer& out, std::string_view key, std::string_view text) {
  out.Key(key.data(), static_cast<unsigned>(key.size()));
  put(out, text);
}

void write_explanations(Writer& out, const match::Comparison& comparison) {
  out.Key("explanations");
  out.StartArray();
  for (const match::Evidence& one : comparison.evidence) {
    out.StartObject();
    put(out, "feature", to_string(one.feature));
    put(out, "query", one.query);
    put(out, "listed", one.listed);
    put(out, "relation", one.how);
    out.Key("weight");
    out.Int(one.weight);
    out.EndObject();
  }
  out.EndArray();
}

void write_result(Writer& out, const screen::Hit& hit, const screen::Ask& ask) {
  out.StartObject();
  put(out, "id", hit.listed->subject.id);
  put(out, "caption", hit.listed->caption);
  put(out, "schema", hit.listed->subject.schema);
  out.Key("datasets");
  out.StartArray();
  for (const std::string& dataset : hit.listed->datasets) put(out, dataset);
  out.EndArray();
  out.Key("score");
  out.Double(hit.comparison.score);
  out.Key("match");
  out.Bool(hit.comparison.score >= ask.score_min);
  put(out, "status", "candidate");
  out.Key("probability");
  out.Double(hit.comparison.probability);
  out.Key("weight");
  out.Int(hit.comparison.weight);
  out.Key("listings");
  out.StartArray();
  for (const screen::Listing& listing : hit.listed->listings) put(out, listing_words(listing));
  out.EndArray();
  write_explanations(out, hit.comparison);
  out.EndObject();
}

std::string line_of(const Customer& customer, const std::vector<screen::Hit>& hits, const screen::Ask& ask) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  out.Key("query");
  out.StartObject();
  out.Key("line");
  out.Uint64(customer.line);
  put(out, "id", customer.id);
  put(out, "name", customer.subject.names.empty() ? "" : customer.subject.names.front().name.written);
  out.EndObject();
  out.Key("results");
  out.StartArray();
  for (const screen::Hit& hit : hits) write_result(out, hit, ask);
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

struct Tally {
  uint64_t customers = 0;
  uint64_t with_candidates = 0;
  uint64_t candidates = 0;
};

void print_customer(const Customer& customer, const std::vector<screen::Hit>& hits) {
  if (hits.empty()) return;
  fmt::print("\nline {}{}: {}\n", customer.line, customer.id.empty() ? "" : " (" + fit(customer.id, 40) + ")",
             customer.subject.names.empty() ? "" : fit(customer.subject.names.front().name.written, 80));
  for (size_t i = 0; i < hits.size(); ++i) print_hit(i + 1, hits[i]);
}

int tell_of_file(const CustomersRead& read, const Tally& tally, double seconds) {
  std::string used;
  for (const std::string& column : read.columns_used) used += (used.empty() ? "" : ", ") + column;
  if (!used.empty()) fmt::print(stderr, "columns used: {}\n", used);
  for (const std::string& problem : read.problems) fmt::print(stderr, "{}\n", problem);
  fmt::print(
      stderr, "{} customers, {} with candidates, {} candidates; {:.2f} seconds, {} customers a second\n",
      with_commas(tally.customers), with_commas(tally.with_candidates), with_commas(tally.candidates),
      seconds,
      with_commas(static_cast<uint64_t>(static_cast<double>(tally.customers) / std::max(seconds, 1e-6))));
  return read.rows_passed_over > 0 ? kDoneWithLosses : kDone;
}

Result<int> screen_file(const Options& options, const screen::List& list, const screen::Ask& ask) {
  Tally tally;
  const auto begin = Clock::now();
  CLEW_TRY_ASSIGN(const CustomersRead read,
                  read_customers(options.file, list.tables(), options.schema, [&](const Customer& customer) {
                    const auto hits = list.candidates(customer.subject, ask);
                    ++tally.customers;
                    tally.candidates += hits.size();
                    if (!hits.empty()) ++tally.with_candidates;
                    if (options.view.json) {
                      fmt::print("{}\n", line_of(customer, hits, ask));
                    } else {
                      print_customer(customer, hits);
                    }
                    return std::ferror(stdout) == 0;
                  }));
  return tell_of_file(read, tally, seconds_since(begin));
}

Result<int> screen_run(const Options& options) {
  if (options.file.empty() == (options.name.empty() && options.identifiers.empty())) {
    return fail(ErrorKind::usage, "give either a file of customers or --name (or --id)");
  }
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(match::Model model, match::Model::load());
  const screen::Ask ask = {.score_min = options.score_min > 0 ? options.score_min : model.score_min,
                           .limit = static_cast<size_t>(options.limit)};
  const auto begin = Clock::now();
  CLEW_TRY_ASSIGN(const screen::List list,
                  screen::List::open(store, options.view.view, std::move(tables), std::move(model)));
  if (!options.file.empty()) {
    fmt::print(stderr, "{} listed entities by {} names made ready in {:.2f} seconds\n",
               with_commas(list.listed().size()), with_commas(list.names().name_count()),
               seconds_since(begin));
    return screen_file(options, list, ask);
  }
  CLEW_TRY_ASSIGN(const match::Subject subject, subject_asked(options, list.tables()));
  return print_one(options, list, subject, ask);
}

}  // namespace

Run declare_screen(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("FILE", options->file, "customers as CSV or JSON lines; - is standard input", false);
  flags.option("--name", "NAME", options->name, "one name to screen, in any script");
  flags.option("--birth-date", "DATE", options->birth_date, "the date of birth, or only the year");
  flags.option("--country", "COUNTRY", options->countries, "nationality or country, by name or code");
  flags.option("--gender", "WORD", options->gender, "male or female");
  flags.option("--id", "NUMBER", options->identifiers, "passport, tax, registration or other number");
  flags.option("--schema", "SCHEMA", options->schema,
               "what is screened: Person (default), Company, LegalEntity, Vessel");
  flags.option("--score-min", "SCORE", options->score_min,
               "show candidates from this score on (default 0.70)");
  flags.option("--limit", "N", options->limit, "how many candidates for each customer (default 10)");
  return [options] {
    const auto result = screen_run(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
