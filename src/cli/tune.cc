// clew tune: pairs that people decided, and what each threshold would have shown and missed.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "base/data_dir.h"
#include "base/disk.h"
#include "base/hash.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/pairs.h"
#include "cli/rulings.h"
#include "cli/terminal.h"
#include "match/compare.h"
#include "model/schema.h"
#include "screen/validation.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

struct Options {
  std::string store, pairs, model, report, schema = "Person";
  double score_min = 0;
  uint64_t sample = 20;
  bool json = false;
};

// One pair with what people and what the model say.
struct Judged {
  std::string left, right;  // Names, and ids where there are some.
  std::optional<desk::Judgement> judgement;
  match::Comparison comparison;
};

struct Study {
  std::string of;  // What was judged: the file with its SHA-256, or the desk.
  std::string model_path, model_hash;
  match::Model model;
  double score_min = 0;
  std::vector<Judged> pairs;
  uint64_t not_compared = 0, unlabelled = 0;

  std::vector<screen::LabelledScore> labelled() const {
    std::vector<screen::LabelledScore> scores;
    for (const Judged& one : pairs) {
      if (is_labelled(one))
        scores.push_back(
            {one.comparison.score, one.comparison.probability, *one.judgement == desk::Judgement::same});
    }
    return scores;
  }
  static bool is_labelled(const Judged& one) {
    return one.judgement && *one.judgement != desk::Judgement::unsure;
  }
};

std::string name_of(const match::Subject& subject) {
  const std::string name = subject.names.empty() ? "" : subject.names.front().name.written;
  return subject.id.empty() ? name : fmt::format("{} ({})", name, subject.id);
}

Result<void> read_pairs(const Options& options, const clean::Tables& tables, Study& study) {
  CLEW_TRY_ASSIGN(const std::string bytes, base::real_disk().read_file(options.pairs));
  study.of = fmt::format("{} (SHA-256 {})", options.pairs, base::hex(base::sha256(bytes)));
  CLEW_TRY_ASSIGN(PairReader reader, PairReader::open(options.pairs));
  if (!reader.columns_told().empty()) fmt::print(stderr, "{}\n", reader.columns_told());
  Pair pair;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_pair, reader.next(pair));
    if (!has_pair) return {};
    const std::string& schema = pair.schema.empty() ? options.schema : pair.schema;
    const Customer left = customer_of(tables, schema, pair.left);
    const Customer right = customer_of(tables, schema, pair.right);
    if (!pair.problem.empty() || !left.problem.empty() || !right.problem.empty()) {
      ++study.not_compared;
      fmt::print(stderr, "line {}: not compared\n", pair.line);
      continue;
    }
    study.pairs.push_back({name_of(left.subject), name_of(right.subject), pair.judgement,
                           match::compare(study.model, left.subject, right.subject)});
  }
}

Result<void> read_desk(const Options& options, const clean::Tables& tables, Study& study) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  const std::string folder = desk_of(options.store);
  if (!base::exists(folder))
    return fail(ErrorKind::not_found, fmt::format("there is no desk {}: nothing was decided yet", folder));
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::write));
  CLEW_TRY_ASSIGN(auto all, desk::all_decisions(database));
  CLEW_TRY_ASSIGN(const Records records, Records::open(store));
  study.of = fmt::format("the decisions of {}", folder);
  const desk::Decisions decisions(std::move(all));
  for (const desk::Decision& one : decisions.kept()) {
    CLEW_TRY_ASSIGN(const auto left, records.listed(one.left, {}, tables));
    CLEW_TRY_ASSIGN(const auto right, records.listed(one.right, {}, tables));
    if (!left || !right) {
      ++study.not_compared;
      continue;
    }
    study.pairs.push_back({name_of(left->subject), name_of(right->subject), one.judgement,
                           match::compare(study.model, left->subject, right->subject)});
  }
  return {};
}

std::vector<double> thresholds_of(const Study& study) {
  std::vector<double> thresholds;
  for (int percent = 40; percent <= 95; percent += 5) thresholds.push_back(percent / 100.0);
  thresholds.push_back(study.score_min);
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end(),
                               [](double a, double b) { return std::abs(a - b) < 1e-9; }),
                   thresholds.end());
  return thresholds;
}

std::string share_text(const screen::Share& share) {
  return fmt::format("{:.3f} ({:.2f}-{:.2f})", share.value, share.low, share.high);
}

// What lies just below the line, drawn by a hash of the names: the same sample at each run, of no order.
std::vector<const Judged*> below_the_line(const Study& study, uint64_t most) {
  constexpr double kReach = 0.2;
  std::vector<const Judged*> sample;
  for (const Judged& one : study.pairs) {
    if (one.comparison.score < study.score_min && one.comparison.score >= study.score_min - kReach)
      sample.push_back(&one);
  }
  const auto draw = [](const Judged* one) { return base::hash64(one->left + "\n" + one->right); };
  std::sort(sample.begin(), sample.end(), [&](auto* a, auto* b) { return draw(a) < draw(b); });
  if (sample.size() > most) sample.resize(most);
  std::stable_sort(sample.begin(), sample.end(),
                   [](auto* a, auto* b) { return a->comparison.score > b->comparison.score; });
  return sample;
}

// Same below the line, or others above it; the worst first.
std::vector<const Judged*> failures(const Study& study, desk::Judgement judgement) {
  std::vector<const Judged*> wrong;
  for (const Judged& one : study.pairs) {
    const bool shown = one.comparison.score >= study.score_min;
    if (one.judgement == judgement && shown == (judgement == desk::Judgement::different))
      wrong.push_back(&one);
  }
  std::stable_sort(wrong.begin(), wrong.end(), [&](auto* a, auto* b) {
    return judgement == desk::Judgement::same ? a->comparison.score < b->comparison.score
                                              : a->comparison.score > b->comparison.score;
  });
  return wrong;
}

// The evidence that weighs most, either way: why the pair lies where it lies.
std::string reason_of(const Judged& one) {
  const auto& evidence = one.comparison.evidence;
  const bool against = one.judgement == desk::Judgement::same;
  const auto strongest = std::min_element(
      evidence.begin(), evidence.end(),
      [&](const auto& a, const auto& b) { return against ? a.weight < b.weight : a.weight > b.weight; });
  if (strongest == evidence.end()) return "no part of the names meets";
  return fmt::format("{}: {} {:+.1f}", to_string(strongest->feature), strongest->how,
                     strongest->weight / 1000.0);
}

std::string judgement_text(const Judged& one) {
  return one.judgement ? std::string(desk::to_string(*one.judgement)) : "not decided";
}

void print_sample(const std::vector<const Judged*>& sample) {
  if (sample.empty()) return;
  fmt::print("\njust below the line, to be looked at:\n");
  Table table({">score", "decided", "left", "right", "weighs most"});
  for (const Judged* one : sample)
    table.add({fmt::format("{:.2f}", one->comparison.score), judgement_text(*one), one->left, one->right,
               reason_of(*one)});
  table.print();
}

void print_study(const Study& study, const Options& options) {
  const auto rows = screen::at_thresholds(study.labelled(), thresholds_of(study));
  Table table(
      {">threshold", ">alerts", ">right", ">wrong", ">missed", ">of alerts right", ">of same found", ">F1"});
  for (const screen::AtThreshold& row : rows) {
    const bool is_now = std::abs(row.threshold - study.score_min) < 1e-9;
    table.add({fmt::format("{}{:.2f}", is_now ? "now " : "", row.threshold), with_commas(row.alerts()),
               with_commas(row.right), with_commas(row.wrong), with_commas(row.missed),
               share_text(row.precision()), share_text(row.recall()), fmt::format("{:.3f}", row.f1())});
  }
  table.print();
  const double safe = screen::highest_missing_nobody(rows);
  const bool misses = std::any_of(rows.begin(), rows.end(),
                                  [&](const auto& row) { return row.threshold == safe && row.missed > 0; });
  fmt::print("\n{}\n", misses ? "at every threshold shown somebody is missed"
                              : fmt::format("nobody of these is missed up to {:.2f}", safe));
  print_sample(below_the_line(study, options.sample));
}

std::string markdown_cell(std::string_view text) {
  std::string cell;
  for (const char c : fit(text, 80)) cell += c == '|' ? std::string("\\|") : std::string(1, c);
  return cell;
}

std::string rows_of(const std::vector<const Judged*>& pairs, size_t most) {
  std::string text = "| score | decided | left | right | weighs most |\n|---|---|---|---|---|\n";
  for (size_t i = 0; i < std::min(most, pairs.size()); ++i) {
    const Judged& one = *pairs[i];
    text += fmt::format("| {:.2f} | {} | {} | {} | {} |\n", one.comparison.score, judgement_text(one),
                        markdown_cell(one.left), markdown_cell(one.right), markdown_cell(reason_of(one)));
  }
  if (pairs.size() > most) text += fmt::format("\nand {} more.\n", pairs.size() - most);
  return text;
}

std::string thresholds_text(const Study& study) {
  std::string text =
      "| threshold | alerts | right | wrong | missed | of alerts right (95 %) | of the same found (95 %) | "
      "F1 "
      "|\n|---|---|---|---|---|---|---|---|\n";
  for (const screen::AtThreshold& row : screen::at_thresholds(study.labelled(), thresholds_of(study)))
    text += fmt::format("| {:.2f} | {} | {} | {} | {} | {} | {} | {:.3f} |\n", row.threshold, row.alerts(),
                        row.right, row.wrong, row.missed, share_text(row.precision()),
                        share_text(row.recall()), row.f1());
  return text;
}

std::string calibration_text(const Study& study) {
  std::string text = "| probability | pairs | the model's mean | decided the same |\n|---|---|---|---|\n";
  for (const screen::Calibration& one : screen::calibration(study.labelled())) {
    text += fmt::format("| {:g} to {:g} | {} | {:.3f} | {} |\n", one.from, one.to, one.pairs,
                        one.probability_mean, share_text(screen::share_of(one.same, one.pairs)));
  }
  return text;
}

std::string report_of(const Study& study, const Options& options) {
  const auto labelled = study.labelled();
  const auto same = static_cast<size_t>(
      std::count_if(labelled.begin(), labelled.end(), [](const auto& one) { return one.is_same; }));
  const auto missed = failures(study, desk::Judgement::same);
  const auto wrong = failures(study, desk::Judgement::different);
  constexpr size_t kShown = 200;
  std::string text = "# Validation of screening\n\n";
  text += fmt::format("- Made: {}\n- Judged on: {}\n- Model: {}, SHA-256 {}\n", base::iso_time(base::now()),
                      study.of, study.model_path, study.model_hash);
  text += fmt::format("- Threshold in use: {:.2f}; base rate {:g}\n", study.score_min, study.model.base_rate);
  text += fmt::format("- Pairs: {} decided the same, {} different, {} undecided, {} not compared\n\n", same,
                      labelled.size() - same, study.unlabelled, study.not_compared);
  text += "## What each threshold shows and misses\n\n" + thresholds_text(study);
  text += "\nIntervals are Wilson's. They hold for pairs drawn as these were; customers may differ.\n\n";
  text += "## Whether the probabilities are true\n\n" + calibration_text(study);
  text += fmt::format(
      "\nThe model's probability is of one customer and one of the listed, with a base rate of {:g}. Where a "
      "larger share of the pairs is the same, as in most labelled sets, more turn out to be the same than it "
      "says.\n\n",
      study.model.base_rate);
  text +=
      fmt::format("## Missed at {:.2f}: {}\n\n", study.score_min, missed.size()) + rows_of(missed, kShown);
  text += fmt::format("\n## Wrong alerts at {:.2f}: {}\n\n", study.score_min, wrong.size()) +
          rows_of(wrong, kShown);
  text += "\n## Below the line: a sample to be looked at\n\n" +
          rows_of(below_the_line(study, options.sample), kShown);
  return text;
}

void print_json(const Study& study, const Options& options) {
  Json json;
  json.open();
  json.member("judged_on", study.of);
  json.member("model_sha256", study.model_hash);
  json.member("score_min", study.score_min);
  json.key("thresholds").open_list();
  for (const screen::AtThreshold& row : screen::at_thresholds(study.labelled(), thresholds_of(study))) {
    json.open();
    json.member("threshold", row.threshold);
    json.member("alerts", row.alerts());
    json.member("right", row.right);
    json.member("wrong", row.wrong);
    json.member("missed", row.missed);
    json.member("precision", row.precision().value);
    json.member("recall", row.recall().value);
    json.member("f1", row.f1());
    json.close();
  }
  json.close_list();
  json.key("below_the_line").open_list();
  for (const Judged* one : below_the_line(study, options.sample)) {
    json.open();
    json.member("score", one->comparison.score);
    json.member("judgement", judgement_text(*one));
    json.member("left", one->left);
    json.member("right", one->right);
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

Result<Study> study_asked(const Options& options) {
  Study study;
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("match/model.yaml"));
  study.model_path = options.model.empty() ? folder + "/match/model.yaml" : options.model;
  CLEW_TRY_ASSIGN(study.model, match::Model::load(study.model_path));
  CLEW_TRY_ASSIGN(const std::string text, base::real_disk().read_file(study.model_path));
  if (options.model.empty()) study.model_path = "data/match/model.yaml";
  study.model_hash = base::hex(base::sha256(text));
  study.score_min = options.score_min > 0 ? options.score_min : study.model.score_min;
  CLEW_TRY_ASSIGN(const auto tables, clean::Tables::load());
  CLEW_TRY(options.pairs.empty() ? read_desk(options, *tables, study) : read_pairs(options, *tables, study));
  study.unlabelled = static_cast<uint64_t>(std::count_if(
      study.pairs.begin(), study.pairs.end(), [](const Judged& one) { return !Study::is_labelled(one); }));
  if (study.unlabelled == study.pairs.size()) {
    return fail(
        ErrorKind::not_found,
        fmt::format("{}: no pair is decided same or different; a column judgement (or is_match, label) "
                    "says it",
                    study.of));
  }
  return study;
}

Result<int> run_tune(const Options& options) {
  if (options.store.empty() == options.pairs.empty())
    return fail(ErrorKind::usage, "give a store with decisions, or --pairs FILE with decided pairs");
  if (model::find_schema(options.schema) == nullptr)
    return fail(ErrorKind::usage,
                fmt::format("{} is no schema; Person, Company or Vessel are", options.schema));
  CLEW_TRY_ASSIGN(const Study study, study_asked(options));
  if (options.json) {
    print_json(study, options);
  } else {
    print_study(study, options);
  }
  if (!options.report.empty()) {
    CLEW_TRY(base::replace_file(base::real_disk(), options.report, report_of(study, options)));
    fmt::print(stderr, "report written to {}\n", options.report);
  }
  fmt::print(stderr, "{} pairs, {} undecided, {} not compared\n", with_commas(study.pairs.size()),
             with_commas(study.unlabelled), with_commas(study.not_compared));
  return study.not_compared > 0 ? kDoneWithLosses : kDone;
}

}  // namespace

Run declare_tune(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "a store whose desk holds decisions", false);
  flags.option("--pairs", "FILE", options->pairs,
               "decided pairs instead, as for clew compare, with a column judgement");
  flags.option("--model", "FILE", options->model, "other weights than those in use, to be tried");
  flags.option("--score-min", "SCORE", options->score_min, "another threshold than the model's");
  flags.option("--schema", "SCHEMA", options->schema, "of pairs that state none (default Person)");
  flags.option("--sample", "N", options->sample, "how many pairs below the line to draw (default 20)");
  flags.option("--report", "FILE", options->report, "write a validation report there, Markdown");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = run_tune(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
