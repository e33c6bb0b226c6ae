// clew xref: the records of some datasets against those of others, ranked.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <unordered_set>

#include "base/in_order.h"
#include "base/threads.h"
#include "cli/commands.h"
#include "cli/hits_file.h"
#include "cli/json.h"
#include "cli/screen_print.h"
#include "cli/screening.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using screen::Listed;
using Clock = std::chrono::steady_clock;

struct Options {
  ScreenFlags screen;
  std::vector<std::string> left, right;
  std::string out;
  uint64_t pairs_shown = 50;
};

// Two records that may be one. The evidence is worked out anew for those that are shown.
struct PairFound {
  int32_t weight = 0;
  size_t left = 0;  // Number in its list.
  std::shared_ptr<const Listed> right;
  std::optional<Ruling> ruling;
};

struct Found {
  std::vector<PairFound> pairs;
  uint64_t set_aside = 0;
};

std::unordered_set<std::string> ids_of(const screen::List& list) {
  std::unordered_set<std::string> ids;
  for (size_t i = 0; i < list.size(); ++i) ids.insert(list.outline(i).subject.id);
  return ids;
}

class Matcher {
 public:
  Matcher(const screen::List& left, const Screener& right)
      : left_(left), right_(right), left_ids_(ids_of(left)), right_ids_(ids_of(right.list())) {}

  Found matches_of(size_t number) const {
    const Listed left = left_.listed(number);
    Asked asked;
    asked.id = left.subject.id;
    asked.subject = &left.subject;
    const Answer answer = right_.answer(asked);
    Found found;
    found.set_aside = answer.set_aside.size();
    for (const Alert& alert : answer.results) {
      if (!is_seen_from_the_other_side(left.subject.id, alert.hit.listed->subject.id))
        found.pairs.push_back({alert.hit.comparison.weight, number, alert.hit.listed, alert.ruling});
    }
    return found;
  }

 private:
  // A record is no pair with itself, and two records on both sides are one pair.
  bool is_seen_from_the_other_side(const std::string& left, const std::string& right) const {
    if (left == right) return true;
    return left > right && left_ids_.contains(right) && right_ids_.contains(left);
  }

  const screen::List& left_;
  const Screener& right_;
  std::unordered_set<std::string> left_ids_, right_ids_;
};

Found all_matches(const screen::List& left, const Matcher& matcher) {
  Found all;
  size_t next = 0;
  base::in_order<size_t, Found>(
      base::processor_count(), 256, [&] { return next < left.size() ? std::optional(next++) : std::nullopt; },
      [&](size_t number) { return matcher.matches_of(number); },
      [&](Found found) {
        all.set_aside += found.set_aside;
        std::move(found.pairs.begin(), found.pairs.end(), std::back_inserter(all.pairs));
        return true;
      });
  std::stable_sort(all.pairs.begin(), all.pairs.end(),
                   [](const PairFound& a, const PairFound& b) { return a.weight > b.weight; });
  return all;
}

template <class AnyJson>
void write_record(AnyJson& json, const char* side, const Listed& listed) {
  json.key(side).open();
  json.member("id", listed.subject.id);
  json.member("caption", listed.caption);
  json.member("schema", listed.subject.schema);
  json.list("datasets", listed.datasets);
  json.close();
}

// How the pairs of one run are shown.
class Shown {
 public:
  explicit Shown(const screen::List& left) : left_(left) {}

  std::string json_line(uint64_t rank, const PairFound& pair) const {
    const Listed left = left_.listed(pair.left);
    JsonLine json;
    json.open();
    json.member("rank", rank);
    write_record(json, "left", left);
    write_record(json, "right", *pair.right);
    json.member("status", "candidate");
    if (pair.ruling) write_ruling(json, *pair.ruling);
    write_comparison(json, match::compare(left_.model(), left.subject, pair.right->subject));
    json.close();
    return fmt::format("{}\n", json.text());
  }

  std::string csv_line(uint64_t rank, const PairFound& pair) const {
    const Listed left = left_.outline(pair.left);
    return fmt::format("{},{:.4f},{},{},{},{},{},{}\n", rank, left_.model().score_of(pair.weight),
                       csv_cell(left.subject.id), csv_cell(left.caption), csv_cell(pair.right->subject.id),
                       csv_cell(pair.right->caption), left.subject.schema,
                       csv_cell(pair.ruling ? ruling_words(*pair.ruling) : ""));
  }

  void print(const Found& found, size_t most) const {
    Table table({">score", "left", "", "right", "", "decided"});
    for (size_t i = 0; i < std::min(most, found.pairs.size()); ++i) {
      const PairFound& pair = found.pairs[i];
      const Listed left = left_.outline(pair.left);
      table.add({fmt::format("{:.2f}", left_.model().score_of(pair.weight)), left.subject.id, left.caption,
                 pair.right->subject.id, pair.right->caption,
                 pair.ruling ? std::string(desk::to_string(pair.ruling->decision.judgement)) : ""});
    }
    if (!table.empty()) table.print();
    if (found.pairs.size() > most)
      fmt::print("{} of {} pairs; --pairs shows more, --out writes all\n", with_commas(most),
                 with_commas(found.pairs.size()));
  }

 private:
  const screen::List& left_;
};

Result<void> write_out(const std::string& path, const Found& found, const Shown& shown) {
  CLEW_TRY_ASSIGN(const HitsForm form, hits_form(path));
  CLEW_TRY_ASSIGN(HitsFile file, HitsFile::begin(path));
  if (form == HitsForm::csv)
    CLEW_TRY(file.append("rank,score,left_id,left_caption,right_id,right_caption,schema,decision\n"));
  for (size_t i = 0; i < found.pairs.size(); ++i) {
    const PairFound& pair = found.pairs[i];
    CLEW_TRY(file.append(form == HitsForm::csv ? shown.csv_line(i + 1, pair) : shown.json_line(i + 1, pair)));
  }
  return file.finish();
}

Result<int> run_xref(Options options) {
  if (options.left.empty() || options.right.empty())
    return fail(ErrorKind::usage, "--left and --right name the datasets; clew info lists them");
  if (!options.out.empty()) CLEW_TRY(hits_form(options.out));
  options.screen.view.view.datasets = options.right;
  CLEW_TRY_ASSIGN(const Screener right, Screener::open(options.screen));
  store::View left_view = options.screen.view.view;
  left_view.datasets = options.left;
  CLEW_TRY_ASSIGN(auto tables, clean::Tables::load());
  CLEW_TRY_ASSIGN(const screen::List left,
                  screen::List::open(right.store(), left_view, std::move(tables), right.list().model()));
  const auto begin = Clock::now();
  const Found found = all_matches(left, Matcher(left, right));
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  const Shown shown(left);
  if (!options.out.empty()) {
    CLEW_TRY(write_out(options.out, found, shown));
  } else if (options.screen.view.json) {
    for (size_t i = 0; i < found.pairs.size(); ++i) fmt::print("{}", shown.json_line(i + 1, found.pairs[i]));
  } else {
    shown.print(found, static_cast<size_t>(options.pairs_shown));
  }
  fmt::print(
      stderr, "{} on the left, {} on the right; {}{}; {:.2f} seconds\n", counted(left.size(), "record"),
      with_commas(right.list().size()), counted(found.pairs.size(), "pair"),
      found.set_aside == 0 ? "" : fmt::format(", {} set aside by decisions", found.set_aside), seconds);
  return found.pairs.empty() ? kNotFound : kDone;
}

}  // namespace

Run declare_xref(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->screen.declare_for(flags, {.datasets = false});
  flags.option("--left", "DATASETS", options->left, "whose records are looked for");
  flags.option("--right", "DATASETS", options->right, "where they are looked for; may be the same");
  flags.option("--pairs", "N", options->pairs_shown, "how many pairs to show (default 50)");
  flags.option("--out", "FILE", options->out, "write all pairs there: .jsonl, with the evidence; or .csv");
  return [options] {
    const auto result = run_xref(*options);
    return result ? *result : report(result.error());
  };
}

}  // namespace clew::cli
