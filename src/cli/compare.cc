// clew compare: two records beside each other, whether of a store or of a file of pairs.
#include <fmt/core.h>

#include <optional>

#include "base/in_order.h"
#include "base/threads.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pairs.h"
#include "cli/rulings.h"
#include "cli/screen_print.h"
#include "cli/screening.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "match/flips.h"
#include "model/schema.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct Options {
  ViewFlags view;
  std::string left_id, right_id, pairs, left, right, schema = "Person";
  std::string model, encoding;
  double score_min = 0;
};

struct Compared {
  match::Comparison comparison;
  std::vector<match::Flip> flips;
  bool is_match = false;
};

Compared compared(const match::Model& model, const match::Subject& left, const match::Subject& right,
                  double score_min) {
  Compared result;
  result.comparison = match::compare(model, left, right);
  result.flips = match::flips(model, left, right, score_min);
  result.is_match = result.comparison.score >= score_min;
  return result;
}

template <class AnyJson>
void write_compared(AnyJson& json, const Compared& result) {
  json.member("match", result.is_match);
  json.member("status", "candidate");
  write_comparison(json, result.comparison);
  json.key("would_flip").open_list();
  for (const match::Flip& flip : result.flips) write_flip(json, flip);
  json.close_list();
}

void print_compared(const Compared& result, double score_min) {
  const match::Comparison& comparison = result.comparison;
  fmt::print("score {:.2f}, {} the threshold of {:.2f}; probability {}\n", comparison.score,
             result.is_match ? "at or above" : "below", score_min, probability_text(comparison.probability));
  print_evidence(comparison);
  fmt::print("\nwhat would flip it:\n");
  if (result.flips.empty()) fmt::print("    no change of one field or of two\n");
  constexpr size_t kShown = 6;
  for (size_t i = 0; i < std::min(kShown, result.flips.size()); ++i)
    fmt::print("    score {:.2f}  {}\n", result.flips[i].score, result.flips[i].change);
  fmt::print(
      "\nA candidate is somebody to look at, not a verdict. Bits: +1 doubles the odds, -1 halves them.\n");
}

struct Tools {
  std::shared_ptr<const clean::Tables> tables;
  match::Model model;
  double score_min = 0;

  static Result<Tools> load(double score_min, const std::string& model) {
    Tools tools;
    CLEW_TRY_ASSIGN(tools.tables, clean::Tables::load());
    CLEW_TRY_ASSIGN(tools.model, model_meant(model));
    tools.score_min = score_min > 0 ? score_min : tools.model.score_min;
    return tools;
  }
};

Result<screen::Listed> record_meant(const store::Store& store, const Records& records, std::string_view id,
                                    const store::View& view, const clean::Tables& tables) {
  CLEW_TRY_ASSIGN(const store::Entity entity, entity_meant(store, id, view));
  CLEW_TRY_ASSIGN(auto listed, records.listed(entity.id, view, tables));
  if (!listed)
    return fail(ErrorKind::not_found, fmt::format("{} cannot be compared: its sources call it by kinds that "
                                                  "nothing can be at once",
                                                  entity.id));
  return std::move(*listed);
}

Result<int> compare_entities(const Options& options, const Tools& tools) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const Records records, Records::open(store));
  const store::View& view = options.view.view;
  CLEW_TRY_ASSIGN(const auto left, record_meant(store, records, options.left_id, view, *tools.tables));
  CLEW_TRY_ASSIGN(const auto right, record_meant(store, records, options.right_id, view, *tools.tables));
  CLEW_TRY_ASSIGN(const auto rulings, Rulings::open(store));
  const auto ruling = rulings->of(left.subject.id, {}, right.subject.id);
  const Compared result = compared(tools.model, left.subject, right.subject, tools.score_min);
  if (options.view.json) {
    Json json;
    json.open();
    json.member("left", left.subject.id);
    json.member("right", right.subject.id);
    if (ruling) write_ruling(json, *ruling);
    write_compared(json, result);
    json.close();
    json.print();
    return kDone;
  }
  for (const screen::Listed* one : {&left, &right}) {
    fmt::print("{}  {}  {}\n", one->subject.id, one->subject.schema, fit(one->caption, 80));
    for (const screen::Listing& listing : one->listings) fmt::print("    {}\n", listing_words(listing));
  }
  if (ruling) fmt::print("{}\n", ruling_words(*ruling));
  print_compared(result, tools.score_min);
  return kDone;
}

CustomerRow row_of_name(const std::string& name) {
  CustomerRow row;
  row.fields.push_back({"name", name});
  return row;
}

Result<int> compare_names(const Options& options, const Tools& tools) {
  const Customer left = customer_of(*tools.tables, options.schema, row_of_name(options.left));
  const Customer right = customer_of(*tools.tables, options.schema, row_of_name(options.right));
  for (const auto& [customer, name] : {std::pair{&left, &options.left}, {&right, &options.right}}) {
    if (!customer->problem.empty())
      return fail(ErrorKind::usage,
                  fmt::format("\"{}\" cannot be compared: {}", fit(*name, 60), customer->problem));
  }
  const Compared result = compared(tools.model, left.subject, right.subject, tools.score_min);
  if (!options.view.json) {
    print_compared(result, tools.score_min);
    return kDone;
  }
  Json json;
  json.open();
  json.member("left", options.left);
  json.member("right", options.right);
  write_compared(json, result);
  json.close();
  json.print();
  return kDone;
}

struct PairDone {
  Pair pair;
  std::string left, right;  // Names.
  Compared result;
};

std::string name_of(const Customer& customer) {
  return customer.subject.names.empty() ? "" : customer.subject.names.front().name.written;
}

PairDone compare_pair(const Tools& tools, const std::string& schema, Pair pair) {
  PairDone done;
  const std::string& stated = pair.schema.empty() ? schema : pair.schema;
  const Customer left = customer_of(*tools.tables, stated, pair.left);
  const Customer right = customer_of(*tools.tables, stated, pair.right);
  if (pair.problem.empty() && !left.problem.empty())
    pair.problem = fmt::format("on the left {}", left.problem);
  if (pair.problem.empty() && !right.problem.empty())
    pair.problem = fmt::format("on the right {}", right.problem);
  done.left = name_of(left);
  done.right = name_of(right);
  if (pair.problem.empty()) done.result = compared(tools.model, left.subject, right.subject, tools.score_min);
  done.pair = std::move(pair);
  return done;
}

void print_pair_json(const PairDone& done) {
  JsonLine json;
  json.open();
  json.key("query").open();
  json.member("row", done.pair.row);
  json.member("line", done.pair.line);
  json.member("left", done.left);
  json.member("right", done.right);
  if (done.pair.is_read_as_guessed()) json.member("encoding_guessed", "windows-1252");
  if (done.pair.judgement) json.member("judgement", desk::to_string(*done.pair.judgement));
  json.close();
  if (done.pair.problem.empty()) {
    write_compared(json, done.result);
  } else {
    json.member("error", done.pair.problem);
  }
  json.close();
  json.print();
}

void print_pair(const PairDone& done) {
  if (!done.pair.problem.empty()) return;
  const auto& flips = done.result.flips;
  fmt::print("{:>6}  {:.2f}  {:<9}  {}  ~  {}{}\n", done.pair.row, done.result.comparison.score,
             done.result.is_match ? "candidate" : "-", fit(done.left, 60), fit(done.right, 60),
             flips.empty() ? "" : fmt::format("  ({:.2f} {})", flips.front().score, flips.front().change));
}

Result<int> compare_pairs(const Options& options, const Tools& tools) {
  CLEW_TRY_ASSIGN(PairReader reader, PairReader::open(options.pairs, options.encoding));
  if (!reader.columns_told().empty()) fmt::print(stderr, "{}\n", reader.columns_told());
  Result<void> state;
  uint64_t pairs = 0, unread = 0, guessed = 0;
  base::in_order<Pair, PairDone>(
      base::processor_count(), 256,
      [&]() -> std::optional<Pair> {
        Pair pair;
        const auto found = reader.next(pair);
        if (!found) state = std::unexpected(found.error());
        return found && *found ? std::optional(std::move(pair)) : std::nullopt;
      },
      [&](Pair pair) { return compare_pair(tools, options.schema, std::move(pair)); },
      [&](const PairDone& done) {
        ++pairs;
        if (done.pair.is_read_as_guessed()) ++guessed;
        if (!done.pair.problem.empty()) {
          ++unread;
          fmt::print(stderr, "line {}: {}; not compared\n", done.pair.line, done.pair.problem);
        }
        options.view.json ? print_pair_json(done) : print_pair(done);
        return std::ferror(stdout) == 0;
      });
  CLEW_TRY(std::move(state));
  if (guessed != 0) fmt::print(stderr, "{}\n", guessed_words(guessed));
  fmt::print(stderr, "{}, {} not compared\n", counted(pairs, "pair"), with_commas(unread));
  return unread > 0 ? kDoneWithLosses : kDone;
}

Result<int> run_compare(const Options& options) {
  const bool has_ids = !options.left_id.empty() && !options.right_id.empty();
  const bool has_names = !options.left.empty() && !options.right.empty();
  if ((has_ids ? 1 : 0) + (has_names ? 1 : 0) + (options.pairs.empty() ? 0 : 1) != 1)
    return fail(ErrorKind::usage, "give one of: STORE ID1 ID2; --pairs FILE; --left NAME --right NAME");
  if (model::find_schema(options.schema) == nullptr)
    return fail(ErrorKind::usage,
                fmt::format("{} is no schema; Person, Company or Vessel are", options.schema));
  CLEW_TRY_ASSIGN(const Tools tools, Tools::load(options.score_min, options.model));
  if (!options.encoding.empty() && options.pairs.empty())
    return fail(ErrorKind::usage, "--encoding goes with --pairs FILE");
  if (has_ids) return compare_entities(options, tools);
  return has_names ? compare_names(options, tools) : compare_pairs(options, tools);
}

}  // namespace

Run declare_compare(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->view.store, "the store, a folder NAME.clew", false);
  flags.positional("ID1", options->left_id, "one entity of the store", false);
  flags.positional("ID2", options->right_id, "the other", false);
  flags.option("--pairs", "FILE", options->pairs,
               "a file of pairs, CSV or JSON lines; needs no store; - is standard input");
  flags.option("--left", "NAME", options->left, "one name; needs no store");
  flags.option("--right", "NAME", options->right, "the other name");
  flags.option("--encoding", "NAME", options->encoding,
               "of a file of pairs in CSV that is no UTF-8: windows-1251, koi8-r");
  flags.option("--model", "FILE", options->model,
               "weigh by the numbers of this file instead of data/match/model.yaml");
  flags.option("--schema", "SCHEMA", options->schema,
               "of names and pairs that state none: Person (default), Company, Vessel");
  flags.option("--score-min", "SCORE", options->score_min, "the threshold (default 0.70)");
  flags.option("--valid-on", "DATE", options->view.view.valid_on, "only what held in the world on that day");
  flags.option("--known-on", "DATE", options->view.view.known_on, "as it was published by that day");
  flags.option("--datasets", "NAMES", options->view.view.datasets, "only these datasets (default: all)");
  flags.flag("--json", options->view.json, "print JSON; of pairs one line each");
  return [options] {
    const auto result = run_compare(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
