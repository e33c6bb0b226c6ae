#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "cli/terminal.h"
#include "cli/trace_found.h"

namespace clew::cli {
namespace {

using trace::Answer;

constexpr size_t kLinesMax = 20;

bool holds(const graph::NegativeFact& fact, int32_t day) {
  return day == 0 || (fact.valid_from <= day && day < fact.valid_until);
}

// What the codes of the Legal Entity Identifier's reporting exceptions mean; others are shown as they are.
std::string words_of_code(std::string_view code) {
  constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "no direct parent is reported that has it in its accounts"},
      {"ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
       "no ultimate parent is reported that has it in its accounts"},
      {"NO_LEI", "the parent has no identifier of its own, or does not agree to one"},
      {"NATURAL_PERSONS", "people control it, and no company that has it in its accounts"},
      {"NON_CONSOLIDATING", "whoever controls it need not have it in its accounts"},
      {"NO_KNOWN_PERSON", "no known person controls it"},
      {"NON_PUBLIC", "the relation may not be made public"},
  };
  const auto* at = std::ranges::find(kWords, code, [](const auto& word) { return word.first; });
  return at == std::end(kWords) ? std::string(code) : fmt::format("{} [{}]", at->second, code);
}

std::string name_of(const TraceView& view, const Traced& traced, uint32_t part) {
  const trace::PartInfo& info = traced.structure.parts[part];
  if (info.is_undisclosed) return "(nobody declared)";
  return info.is_maybe_person ? view.name(info.node) + " (not said whether a person)" : view.name(info.node);
}

std::string control_text(const trace::Verdict& verdict) {
  switch (verdict.answer) {
    case Answer::proved: return "controls it";
    case Answer::refuted: return "no";
    case Answer::undetermined: return verdict.by_range ? "possible" : "if the unknown were theirs";
  }
  return "";
}

void print_head(const TraceView& view, const Traced& traced) {
  const std::string country = view.graph.jurisdiction(traced.company);
  fmt::print("{}  {}{}\n{}\n\n", view.id(traced.company), view.name(traced.company),
             country.empty() ? "" : fmt::format("  ({})", country), view.day_text());
}

void print_totals(const TraceView& view, const Traced& traced) {
  const trace::Account& account = traced.account;
  if (account.fault == trace::Fault::ownerless_ring) {
    const bool alone = std::ranges::any_of(
        account.loops, [&](const auto& loop) { return loop.size() == 1 && loop.front() == traced.company; });
    fmt::print("There is no answer: {} {}, and nobody stands at the end.\n\n", view.name(traced.company),
               alone ? "owns all of itself" : "and others own all of each other");
    return;
  }
  if (account.fault == trace::Fault::above_whole) {
    fmt::print("There is no answer: what its owners are said to hold adds up to more than the whole.\n\n");
    return;
  }
  fmt::print("  proved  {:>12}   held at the least by people and states that are named\n",
             base::percent_text(account.proved));
  const bool maybe = std::ranges::any_of(traced.structure.parts, &trace::PartInfo::is_maybe_person);
  fmt::print("  ranged  {:>12}   may be theirs too: the sources give ranges{}\n",
             base::percent_text(account.ranged), maybe ? ", or do not say who is a person" : "");
  fmt::print("  unknown {:>12}   nobody can tell from these sources whose this is\n\n",
             base::percent_text(account.unknown));
  if (!account.is_tight)
    fmt::print("The structure is too large to be exact; these are bounds that hold, not the closest.\n\n");
}

void print_holders(const TraceView& view, const Traced& traced) {
  const trace::Account& account = traced.account;
  if (account.holders.empty()) {
    fmt::print(
        "Nobody who is named stands behind it in these sources; that proves nothing about who does.\n\n");
    return;
  }
  Table table({"who stands behind it", "id", "shares", "at most, with the unknown", "control", "listed"});
  for (size_t i = 0; i < std::min(kLinesMax, account.holders.size()); ++i) {
    const trace::HolderAccount& holder = account.holders[i];
    const graph::NodeNumber node = traced.structure.parts[holder.part].node;
    const bool none = holder.shares.high.is_zero();
    table.add({name_of(view, traced, holder.part), view.id(node),
               none ? "no shares" : bounds_text(holder.shares),
               fmt::format("{}{}", holder.with_undisclosed.high_open ? "below " : "",
                           base::percent_text(holder.with_undisclosed.high)),
               traced.structure.parts.size() > trace::kControlPartsMax ? "not worked out"
                                                                       : control_text(holder.control),
               view.graph.node(node).is_listed ? "yes" : ""});
  }
  table.print_whole();
  if (account.holder_count > kLinesMax)
    fmt::print("... and {} more holders\n", with_commas(account.holder_count - kLinesMax));
  fmt::print("\n");
}

void print_dark(const TraceView& view, const Traced& traced) {
  const auto& dark = traced.account.dark;
  if (dark.empty()) return;
  Table table({"where the unknown begins", "part of this company", "why", "source"});
  for (size_t i = 0; i < std::min(kLinesMax, dark.size()); ++i) {
    table.add({view.name(dark[i].company), bounds_text(dark[i].shares), dark_reason(view, traced, dark[i]),
               dark[i].links.empty() ? "" : view.place(dark[i].links.front())});
  }
  table.print_whole();
  if (traced.account.dark_count > kLinesMax)
    fmt::print("... and {} more places\n", with_commas(traced.account.dark_count - kLinesMax));
  fmt::print("\n");
}

void print_chain(const TraceView& view, const Traced& traced) {
  const auto links = chain_links(traced);
  if (links.empty()) return;
  Table table({"of", "who", "what the source says", "source"});
  for (size_t i = 0; i < std::min(2 * kLinesMax, links.size()); ++i) {
    const graph::Link& link = view.graph.link(links[i]);
    table.add({view.name(link.to), view.name(link.from), link_text(view.graph, link), view.place(links[i])});
  }
  table.print_whole();
  if (links.size() > 2 * kLinesMax) fmt::print("... and more; --json has them all\n");
  fmt::print("\n");
}

// Directors, agents and others with a part in the company that is neither shares nor control.
void print_roles(const TraceView& view, const Traced& traced) {
  const auto roles = role_links(view, traced.company);
  if (roles.empty()) return;
  Table table({"directors, agents and other roles", "id", "what the source says", "source"});
  for (size_t i = 0; i < std::min(kLinesMax, roles.size()); ++i) {
    const graph::Link& link = view.graph.link(roles[i]);
    table.add({view.name(link.from), view.id(link.from), link_text(view.graph, link), view.place(roles[i])});
  }
  table.print_whole();
  if (roles.size() > kLinesMax)
    fmt::print("... and {} more; --json has them all\n", with_commas(roles.size() - kLinesMax));
  fmt::print("\n");
}

// That of the declaration; where it is contradicted, those of what it is held against, too.
std::string places_of(const TraceView& view, const trace::Comparison& comparison) {
  constexpr size_t kPlacesMax = 3;
  std::string places = view.place(comparison.link);
  if (comparison.outcome != trace::Comparison::Outcome::differs) return places;
  for (size_t i = 0; i < std::min(comparison.against.size(), kPlacesMax); ++i)
    places += (i == 0 ? "; against " : ", ") + view.place(comparison.against[i]);
  if (comparison.against.size() > kPlacesMax)
    places += fmt::format(" and {} more", comparison.against.size() - kPlacesMax);
  return places;
}

std::string control_outcome_text(const trace::Comparison& comparison) {
  using Outcome = trace::Comparison::Outcome;
  if (comparison.outcome == Outcome::agrees) return "agrees: the chains give control";
  if (comparison.outcome == Outcome::may_agree)
    return "may be: the chains neither prove control nor exclude it";
  return comparison.is_another_declared
             ? "DIFFERS: of one that controls it, another ultimate parent is declared"
             : "DIFFERS: the chains exclude control";
}

void print_comparisons(const TraceView& view, const Traced& traced) {
  if (traced.comparisons.empty()) return;
  Table table({"declared, compared and never added", "what is declared", "what the chains give", "source"});
  for (const trace::Comparison& comparison : traced.comparisons) {
    const graph::Link& link = view.graph.link(comparison.link);
    table.add({view.name(link.from), link_text(view.graph, link), outcome_text(comparison),
               places_of(view, comparison)});
  }
  table.print_whole();
  fmt::print("\n");
}

void print_odd(const TraceView& view, const Traced& traced) {
  for (const graph::NegativeFact* fact : negative_facts(view, traced)) {
    fmt::print("Said of {}: {}  [{}]\n", view.name(fact->subject), negative_text(*fact),
               view.place_of(fact->record));
  }
  for (const trace::Finding& finding : traced.account.findings) {
    std::string places;
    for (size_t i = 0; i < std::min<size_t>(finding.links.size(), 5); ++i)
      places += (i == 0 ? "  [" : ", ") + view.place(finding.links[i]);
    fmt::print("Note: {}{}\n", finding.text, places.empty() ? "" : places + "]");
  }
  for (const auto& loop : traced.account.loops) {
    std::string names;
    for (size_t i = 0; i < std::min<size_t>(loop.size(), 6); ++i)
      names += (i == 0 ? "" : ", ") + view.name(loop[i]);
    if (loop.size() == 1) {
      fmt::print("A loop: {} holds part of itself.\n", names);
      continue;
    }
    fmt::print("A loop: {}{} hold parts of each other.\n", names,
               loop.size() > 6 ? fmt::format(" and {} more", loop.size() - 6) : "");
  }
  const bool any = !traced.account.findings.empty() || !traced.account.loops.empty() ||
                   !negative_facts(view, traced).empty();
  if (any) fmt::print("\n");
}

std::string verdict_text(const trace::Verdict& verdict) {
  if (verdict.answer != Answer::undetermined) return std::string(to_string(verdict.answer));
  return verdict.by_range ? "undetermined: the ranges allow both"
                          : "undetermined: it hangs on what is unknown";
}

std::string names_of(const TraceView& view, const Traced& traced, const std::vector<uint32_t>& parts) {
  std::string names;
  for (size_t i = 0; i < std::min<size_t>(parts.size(), 5); ++i)
    names += (i == 0 ? "" : ", ") + name_of(view, traced, parts[i]);
  return parts.size() > 5 ? fmt::format("{} and {} more", names, parts.size() - 5) : names;
}

// Rules on listed persons, asked of others: what would be, were they listed.
std::string listing_text(const TraceView& view, const Traced& traced, const RuleLine& line) {
  if (!line.rule->is_about_listed || line.verdict.answer == Answer::refuted) return "";
  const bool any = std::ranges::any_of(line.persons, [&](uint32_t person) {
    return view.graph.node(traced.structure.parts[person].node).is_listed;
  });
  return any ? ""
             : fmt::format(" (no listing of {} in this store)",
                           line.persons.size() == 1 ? "this holder is" : "these is");
}

void print_rule_line(const TraceView& view, const Traced& traced, const RuleLine& line) {
  const bool is_family = !traced.why.empty() && line.persons.size() > 1;
  fmt::print("  {}{}: {}\n", names_of(view, traced, line.persons),
             is_family ? fmt::format(", together as a family (\"{}\")", traced.why) : "",
             verdict_text(line.verdict) + listing_text(view, traced, line));
  for (const trace::ReadingVerdict& reading : line.readings) {
    if (line.readings.size() > 1)
      fmt::print("      {}: {}\n", reading_text(reading.reading), to_string(reading.verdict.answer));
  }
  if (line.flip && !line.flip->links.empty()) {
    fmt::print("      It falls if {} statement{} {} set aside{}:\n", line.flip->links.size(),
               line.flip->links.size() == 1 ? "" : "s", line.flip->links.size() == 1 ? "is" : "are",
               line.flip->is_smallest ? "" : " (not proved smallest)");
    for (const graph::LinkNumber number : line.flip->links) {
      const graph::Link& link = view.graph.link(number);
      fmt::print("        {} - {}: {}  [{}]\n", view.name(link.from), view.name(link.to),
                 link_text(view.graph, link), view.place(number));
    }
  }
  if (!line.next.empty()) {
    const trace::NextDocument& next = line.next.front();
    fmt::print("      Ask next for the register of holders of {}: {}, up to {} of this company.\n",
               view.name(next.company),
               next.is_range ? "its shares are given as ranges or not at all" : "who holds them is not said",
               base::percent_text(next.open_part.high));
  }
}

void print_rules(const TraceView& view, const Traced& traced, bool listed) {
  for (const trace::Rule& rule : traced.rules) {
    fmt::print("{}  [{}, version {}]\n", rule.title, rule.name, rule.version);
    fmt::print("  {}; {}{}\n", rule.source, force_text(rule),
               rule.is_checked ? "" : "; the text was not checked");
    if (!is_in_force(rule, view.day)) fmt::print("  Not in force on {}; shown for comparison.\n", view.day);
    if (rule.readings.size() == 1) fmt::print("  Test: {}.\n", reading_text(rule.readings.front()));
    if (rule.is_apart)
      fmt::print("  The text does not settle how chains count: the readings are shown apart.\n");
    bool any = false;
    for (const RuleLine& line : traced.lines) {
      if (line.rule != &rule) continue;
      print_rule_line(view, traced, line);
      any = true;
    }
    if (!any)
      fmt::print("  {}\n", listed ? "No listed person stands behind it in these sources."
                                  : "Nobody who is named stands behind it.");
    fmt::print("\n");
  }
  if (traced.persons_not_judged > 0) {
    fmt::print("The {} largest holders were held against the rules; {} smaller ones were not.\n\n",
               kJudgedMax, with_commas(traced.persons_not_judged));
  }
  if (!traced.rules.empty())
    fmt::print(
        "A verdict is a reading of shares and control for a lawyer to judge, and says nothing of anybody's "
        "conduct.\n");
}

}  // namespace

std::string negative_text(const graph::NegativeFact& fact) {
  std::string text = words_of_code(fact.kind);
  if (!fact.reason.empty()) text += fmt::format(": {}", words_of_code(fact.reason));
  if (!fact.description.empty()) text += fmt::format(" (\"{}\")", fit(fact.description, 90));
  return text;
}

std::vector<const graph::NegativeFact*> negative_facts(const TraceView& view, const Traced& traced) {
  std::vector<const graph::NegativeFact*> facts;
  for (const trace::PartInfo& part : traced.structure.parts) {
    if (part.is_undisclosed || part.is_maybe_person) continue;
    for (const graph::NegativeFact* fact : view.graph.negative_facts_of(part.node)) {
      if (holds(*fact, view.links.day)) facts.push_back(fact);
    }
  }
  std::sort(facts.begin(), facts.end(), [](const auto* a, const auto* b) {
    const auto place = [](const auto* fact) {
      return std::tuple(fact->record.part, fact->record.line, fact->record.offset, fact);
    };
    return place(a) < place(b);
  });
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

bool is_in_force(const trace::Rule& rule, const std::string& day) {
  if (day.empty()) return true;
  if (!rule.in_force_from.empty() && rule.in_force_from != "unstated" && day < rule.in_force_from)
    return false;
  return rule.in_force_until.empty() || day < rule.in_force_until;
}

std::string force_text(const trace::Rule& rule) {
  const auto said = [](const std::string& day) {
    return day == "unstated" ? std::string("a day nobody has checked") : day;
  };
  std::string text;
  if (!rule.in_force_from.empty()) text = "in force from " + said(rule.in_force_from);
  if (!rule.in_force_until.empty())
    text += (text.empty() ? "in force until " : " until ") + said(rule.in_force_until);
  if (!rule.is_day_checked) text += " (a day nobody has checked)";
  return text;
}

std::string dark_reason(const TraceView& view, const Traced& traced, const trace::DarkAccount& dark) {
  if (dark.fault == trace::Fault::ownerless_ring) return "owned in a ring, without an end";
  if (dark.fault == trace::Fault::above_whole) return "its owners add up to more than the whole";
  const uint32_t part = traced.structure.part_of.at(dark.company);
  const auto& stakes = traced.structure.shares[part].stakes;
  if (!stakes.empty() && traced.structure.parts[stakes.front().owner].is_maybe_person)
    return "not said whether a person";
  if (dark.links.empty())
    return dark.company == traced.company ? "nobody declared" : "its owners are not declared";
  const graph::Link link = view.graph.link(dark.links.front());
  for (const graph::NegativeFact* fact : view.graph.negative_facts_of(dark.company)) {
    if (!fact->record_id.empty() && fact->record_id == view.graph.record_id(dark.links.front())) {
      return std::string(fact->description.empty() ? fact->reason : fact->description);
    }
  }
  return link.right == graph::Right::nominee ? "held by a nominee, for whom is not said"
                                             : "the holder is not named";
}

std::vector<graph::LinkNumber> chain_links(const Traced& traced) {
  std::vector<graph::LinkNumber> links;
  const auto add = [&](const auto& sources) {
    for (const auto& stake : sources) links.insert(links.end(), stake.begin(), stake.end());
  };
  for (uint32_t part = 0; part < traced.structure.parts.size(); ++part) {
    add(traced.structure.share_links[part]);
    add(traced.structure.vote_links[part]);
    for (const trace::ControlLink& link : traced.structure.control) {
      if (link.controlled == part) links.push_back(link.link);
    }
    if (links.size() > 10 * kLinesMax) break;
  }
  std::vector<graph::LinkNumber> once;
  for (const graph::LinkNumber link : links) {
    if (std::find(once.begin(), once.end(), link) == once.end()) once.push_back(link);
  }
  return once;
}

std::vector<graph::LinkNumber> role_links(const TraceView& view, graph::NodeNumber company) {
  std::vector<graph::LinkNumber> roles;
  for (const graph::LinkNumber number : view.graph.into(company)) {
    const graph::Link& link = view.graph.link(number);
    const bool is_role = link.kind == graph::LinkKind::directorship ||
                         link.kind == graph::LinkKind::representation ||
                         link.kind == graph::LinkKind::membership;
    if (is_role && !trace::matters(link) && view.graph.holds(number, view.links)) roles.push_back(number);
  }
  const auto place = [&](graph::LinkNumber number) {
    const model::Record& record = view.graph.link(number).record;
    return std::tuple(record.part, record.line, record.offset, number);
  };
  std::ranges::sort(roles, {}, place);
  return roles;
}

std::string outcome_text(const trace::Comparison& comparison) {
  using Outcome = trace::Comparison::Outcome;
  if (comparison.is_of_control) return control_outcome_text(comparison);
  const std::string computed =
      comparison.computed.high.is_zero() ? "nothing" : bounds_text(comparison.computed);
  const std::string how = comparison.through_control ? " held by those whom the holder controls" : "";
  switch (comparison.outcome) {
    case Outcome::agrees: return fmt::format("agrees: {}{}", computed, how);
    case Outcome::may_agree: return fmt::format("may be: {}{}", computed, how);
    case Outcome::differs: return fmt::format("DIFFERS: {}{}", computed, how);
    case Outcome::no_share: return "no share declared";
  }
  return {};
}

void print_trace_text(const TraceView& view, const Traced& traced, bool listed) {
  print_head(view, traced);
  print_totals(view, traced);
  print_holders(view, traced);
  print_dark(view, traced);
  print_chain(view, traced);
  print_roles(view, traced);
  print_comparisons(view, traced);
  print_odd(view, traced);
  print_rules(view, traced, listed);
}

}  // namespace clew::cli
