// clew trace: who is behind a company, what of it is proved, and what each law makes of it.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_found.h"
#include "cli/trace_listed.h"
#include "trace/groups.h"

namespace clew::cli {
namespace {

using trace::Answer;

struct Options {
  ViewFlags view;
  std::string id;
  std::string rule;
  bool listed = false;
  std::string output;
  bool family = false;
  std::string why;
};

RuleLine judged(const TraceView& view, const Traced& traced, trace::Judge& judge, const trace::Rule& rule,
                std::vector<uint32_t> persons) {
  RuleLine line{.rule = &rule,
                .persons = std::move(persons),
                .verdict = {},
                .readings = {},
                .rests_on = {},
                .flip = {},
                .next = {}};
  line.readings = judge.judge(rule, line.persons);
  line.verdict = trace::Judge::together(rule, line.readings);
  for (const trace::HolderAccount& holder : traced.account.holders) {
    const graph::NodeNumber node = traced.structure.parts[holder.part].node;
    const bool is_one = std::ranges::any_of(
        line.persons, [&](uint32_t person) { return traced.structure.parts[person].node == node; });
    if (!is_one) continue;
    line.rests_on.insert(line.rests_on.end(), holder.rests_on.begin(), holder.rests_on.end());
  }
  std::sort(line.rests_on.begin(), line.rests_on.end());
  line.rests_on.erase(std::unique(line.rests_on.begin(), line.rests_on.end()), line.rests_on.end());
  if (line.verdict.answer == Answer::proved) {
    line.flip = trace::flip_of(view.graph, view.links, traced.structure, rule, line.persons, line.rests_on);
  } else if (line.verdict.answer == Answer::undetermined) {
    line.next = trace::next_documents(traced.structure, line.persons.front());
  }
  return line;
}

void judge_all(const TraceView& view, Traced& traced, bool listed) {
  const auto families = traced.why.empty() ? std::vector<std::vector<uint32_t>>()
                                           : trace::families(view.graph, view.links, traced.structure);
  trace::Judge judge(traced.structure);
  std::vector<uint32_t> listed_persons;
  for (const trace::HolderAccount& holder : traced.account.holders) {
    const trace::PartInfo& info = traced.structure.parts[holder.part];
    if (!view.graph.node(info.node).is_listed) continue;
    // Listed it is, whether it is a person or not.
    listed_persons.push_back(info.is_maybe_person ? traced.structure.part_of.at(info.node) : holder.part);
  }
  for (const trace::Rule& rule : traced.rules) {
    if (listed) {
      if (listed_persons.empty()) continue;
      if (rule.adds_listed) {
        traced.lines.push_back(judged(view, traced, judge, rule, listed_persons));
      } else {
        for (const uint32_t person : listed_persons)
          traced.lines.push_back(judged(view, traced, judge, rule, {person}));
      }
      continue;
    }
    for (const auto& family : families) traced.lines.push_back(judged(view, traced, judge, rule, family));
    const size_t count = std::min(kJudgedMax, traced.account.holders.size());
    for (size_t i = 0; i < count; ++i)
      traced.lines.push_back(judged(view, traced, judge, rule, {traced.account.holders[i].part}));
    traced.persons_not_judged = traced.account.holder_count - count;
  }
}

base::Result<void> run_trace(const Options& options) {
  if (options.id.empty()) {
    if (options.listed && !options.rule.empty())
      return trace_listed(options.view, options.rule, options.output);
    return base::fail(base::ErrorKind::usage,
                      "say which company; for all that listed people own: --listed --rule NAME");
  }
  if (!options.output.empty())
    return base::fail(base::ErrorKind::usage, "--output is for --listed without a company");
  Traced traced;
  if (options.family != !options.why.empty()) {
    return base::fail(
        base::ErrorKind::usage,
        "putting families together needs a reason, and a reason is for that: --family --why TEXT");
  }
  traced.why = options.why;
  const std::string rule = options.rule.empty() && options.listed ? "all" : options.rule;
  if (!rule.empty()) {
    CLEW_TRY_ASSIGN(traced.rules, trace::rules_named(rule));
  }
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  CLEW_TRY_ASSIGN(traced.company, node_meant(view, options.id));
  const graph::NodeKind kind = view.graph.node(traced.company).kind;
  if (kind == graph::NodeKind::person) {
    return base::fail(base::ErrorKind::usage,
                      fmt::format("{} is a person; what a person stands behind: clew holdings {} {}",
                                  options.id, options.view.store, options.id));
  }
  traced.structure = trace::structure_behind(view.graph, view.links, traced.company);
  traced.account = trace::account_of(view.graph, traced.structure);
  traced.comparisons = trace::compare_declared(view.graph, view.links, traced.structure);
  judge_all(view, traced, options.listed);
  if (options.view.json) {
    print_trace_json(view, traced);
  } else {
    print_trace_text(view, traced, options.listed);
  }
  return names_found(view);
}

}  // namespace

Run declare_trace(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("COMPANY", options->id, "the company's id; without one: --listed --rule NAME", false);
  flags.option("--rule", "NAME", options->rule, "hold it against a rule, or against all");
  flags.flag("--listed", options->listed, "ask for listed persons, together where the rule adds them up");
  flags.option("--output", "FILE", options->output,
               "write the companies that listed persons own as a dataset to load (without COMPANY)");
  flags.flag("--family", options->family,
             "hold relatives and associates against the rule together, too; needs --why");
  flags.option("--why", "TEXT", options->why, "the reason for it, shown with each such verdict");
  return [options] {
    const auto result = run_trace(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
