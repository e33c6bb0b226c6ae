// What clew trace found, for printing as text or JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/trace_view.h"
#include "trace/account.h"

namespace clew::cli {

// The verdict of one rule on one person, or on all listed ones together.
struct RuleLine {
  const trace::Rule* rule = nullptr;
  std::vector<uint32_t> persons;
  trace::Verdict verdict;
  std::vector<trace::ReadingVerdict> readings;
  std::vector<graph::LinkNumber> rests_on;
  std::optional<trace::Flip> flip;
  std::vector<trace::NextDocument> next;
};

struct Traced {
  graph::NodeNumber company = 0;
  trace::Structure structure;
  trace::Account account;
  std::vector<trace::Comparison> comparisons;
  std::vector<trace::Rule> rules;
  std::vector<RuleLine> lines;
  size_t persons_not_judged = 0;
  std::string why;  // Families were put together, for this reason.
};

// So many holders, the largest first, are held against a rule.
constexpr size_t kJudgedMax = 25;

// "in force from 2024-07-03", with what is not known of it.
std::string force_text(const trace::Rule& rule);
bool is_in_force(const trace::Rule& rule, const std::string& day);
// Why the unknown begins there.
std::string dark_reason(const TraceView& view, const Traced& traced, const trace::DarkAccount& dark);
// Links of the structure from the company upwards, each once.
std::vector<graph::LinkNumber> chain_links(const Traced& traced);
// Who has a part in the company itself that is neither shares nor control, in the sources' order.
std::vector<graph::LinkNumber> role_links(const TraceView& view, graph::NodeNumber company);
// What is declared beside what the chains give.
std::string outcome_text(const trace::Comparison& comparison);
// What sources deny of the parts of the structure, in the sources' order.
std::vector<const graph::NegativeFact*> negative_facts(const TraceView& view, const Traced& traced);
std::string negative_text(const graph::NegativeFact& fact);

void print_trace_text(const TraceView& view, const Traced& traced, bool listed);
void print_trace_json(const TraceView& view, const Traced& traced);

}  // namespace clew::cli
