// clew screen: one name, or a file of customers, held against the listed entities of a store.
#include <fmt/core.h>

#include <chrono>

#include "cli/commands.h"
#include "cli/customers.h"
#include "cli/screen_changed.h"
#include "cli/screen_file.h"
#include "cli/screening.h"
#include "cli/terminal.h"
#include "model/schema.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

struct Options {
  ScreenFlags screen;
  FileTask task;
  std::string name, birth_date, gender, schema = "Person";
  std::vector<std::string> countries, identifiers;
  std::string changed;
  bool stream = false;
};

Result<match::Subject> subject_asked(const Options& options, const screen::List& list) {
  const clean::Tables& tables = list.tables();
  match::Subject subject;
  subject.schema = options.schema;
  subject.kind = match::kind_of_schema(options.schema);
  add_field(tables, subject, "name", options.name);
  if (!options.name.empty() && subject.names.empty()) {
    return fail(ErrorKind::usage,
                fmt::format("there is no letter or digit in the name \"{}\"", fit(options.name, 60)));
  }
  if (!subject.names.empty() && subject.names.front().name.is_titles_alone) {
    return fail(
        ErrorKind::usage,
        fmt::format("\"{}\" is nothing but titles: nobody in particular is meant by them; give the name",
                    fit(options.name, 60)));
  }
  add_field(tables, subject, "birthDate", options.birth_date);
  if (!options.birth_date.empty() && subject.birth_dates.empty()) {
    return fail(ErrorKind::usage,
                fmt::format("{} is no date; write 1948-12-10, 1948-12 or 1948", options.birth_date));
  }
  if (!options.gender.empty() && !add_field(tables, subject, "gender", options.gender))
    return fail(ErrorKind::usage, fmt::format("--gender {}: write male or female", fit(options.gender, 20)));
  for (const std::string& country : options.countries) {
    CLEW_TRY(country_meant("--country", country, tables, &list));
    add_field(tables, subject, "country", country);
  }
  for (const std::string& identifier : options.identifiers)
    subject.identifiers.push_back({"idNumber", match::identifier_key(identifier)});
  return subject;
}

bool is_one_word(const match::Subject& subject) {
  return subject.names.size() == 1 && subject.names.front().name.parts.size() == 1;
}

Result<int> screen_one(const Options& options, const Screener& screener) {
  CLEW_TRY_ASSIGN(const match::Subject subject, subject_asked(options, screener.list()));
  Asked asked;
  asked.subject = &subject;
  const Answer answer = screener.answer(asked);
  const int code = answer.results.empty() ? kNotFound : kDone;
  if (options.screen.view.json) {
    Json json;
    json.open();
    write_answer(json, asked, answer, screener, {}, Fullness::full);
    json.close();
    json.print();
    return code;
  }
  if (answer.results.empty()) {
    fmt::print("no candidate in {} at a score of {:.2f}; that is no proof that nobody is meant\n",
               options.screen.view.store, screener.ask().score_min);
    if (is_one_word(subject))
      fmt::print("one word alone is seldom enough for that; clew find {} \"{}\" lists who bears it\n",
                 options.screen.view.store, fit(options.name, 60));
    return code;
  }
  print_answer(answer, &screener);
  fmt::print(
      "\nA candidate is somebody to look at, not a verdict. Bits: +1 doubles the odds, -1 halves them.\n");
  return code;
}

Result<void> check(const Options& options) {
  const bool has_query = !options.name.empty() || !options.identifiers.empty();
  const int asked = (has_query ? 1 : 0) + (options.task.file.empty() ? 0 : 1) + (options.stream ? 1 : 0);
  if (asked != 1)
    return fail(ErrorKind::usage, "give one of: a file of customers, --name (or --id), --stream");
  if (model::find_schema(options.schema) == nullptr) {
    return fail(ErrorKind::usage,
                fmt::format("{} is no schema; Person, Company, LegalEntity or Vessel are", options.schema));
  }
  if (options.task.file.empty() &&
      (!options.task.out.empty() || !options.task.maps.empty() || !options.task.encoding.empty()))
    return fail(ErrorKind::usage, "--out, --map, --encoding and --resume go with a file of customers");
  if (!options.changed.empty() && (options.task.file.empty() || options.task.resume))
    return fail(ErrorKind::usage, "--changed goes with a file of customers, and without --resume");
  return {};
}

Result<int> screen_run(Options options) {
  CLEW_TRY(check(options));
  options.task.schema = options.schema;
  options.task.json = options.screen.view.json;
  if (!options.changed.empty()) return screen_changed(options.screen, options.changed, options.task);
  const auto begin = Clock::now();
  CLEW_TRY_ASSIGN(const Screener screener, Screener::open(options.screen));
  if (options.stream) return screen_stream(screener, options.schema);
  if (options.task.file.empty()) return screen_one(options, screener);
  fmt::print(stderr, "{} by {} made ready in {:.2f} seconds\n",
             screener.list().size() == 1 ? "1 listed entity"
                                         : with_commas(screener.list().size()) + " listed entities",
             counted(screener.list().names().name_count(), "name"),
             std::chrono::duration<double>(Clock::now() - begin).count());
  return screen_file(screener, options.task);
}

}  // namespace

Run declare_screen(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->screen.declare(flags);
  flags.positional("FILE", options->task.file,
                   "customers as CSV or JSON lines, or a payment message; - is standard input", false);
  flags.option("--name", "NAME", options->name, "one name to screen, in any script");
  flags.option("--birth-date", "DATE", options->birth_date, "the date of birth, or only the year");
  flags.option("--country", "COUNTRY", options->countries, "nationality or country, by name or code");
  flags.option("--gender", "WORD", options->gender, "male or female");
  flags.option("--id", "NUMBER", options->identifiers, "passport, tax, registration or other number");
  flags.option("--schema", "SCHEMA", options->schema,
               "what is screened: Person (default), Company, LegalEntity, Vessel");
  flags.option("--out", "FILE", options->task.out,
               "write the answers there: .jsonl, a line for each customer; .csv, a row for each candidate");
  flags.flag("--resume", options->task.resume,
             "go on with a run into --out that was broken off, or begin it");
  flags.option("--map", "PROPERTY=COLUMN", options->task.maps,
               "say what a column is, as in name=Kunde; none=COLUMN leaves it out");
  flags.option("--encoding", "NAME", options->task.encoding,
               "of customers in CSV that are no UTF-8: windows-1251, koi8-r, iso-8859-5");
  flags.flag("--stream", options->stream,
             "one JSON object per line on standard input, one line of answer at once, in order");
  flags.option("--changed", "FROM..TO", options->changed,
               "only what the lists changed between two days: who became a candidate, who ceased to be one");
  flags.option("--threads", "N", options->task.threads,
               "screening threads (default: one for each processor)");
  return [options] {
    const auto result = screen_run(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
