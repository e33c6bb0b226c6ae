#include "cli/json.h"
#include "cli/trace_found.h"

namespace clew::cli {
namespace {

using trace::Answer;

void write_links(Json& json, std::string_view key, const TraceView& view,
                 const std::vector<graph::LinkNumber>& links) {
  json.key(key).open_list();
  for (const graph::LinkNumber link : links) write_link(json, view, link);
  json.close_list();
}

void write_verdict(Json& json, const trace::Verdict& verdict) {
  json.member("answer", to_string(verdict.answer));
  if (verdict.answer == Answer::undetermined)
    json.member("because", verdict.by_range ? "ranges" : "undisclosed");
}

void write_rule_line(Json& json, const TraceView& view, const Traced& traced, const RuleLine& line) {
  json.open();
  json.member("rule", line.rule->name);
  json.member("version", line.rule->version);
  json.member("source", line.rule->source);
  json.member("checked", line.rule->is_checked);
  json.member("in_force", is_in_force(*line.rule, view.day));
  json.member("in_force_checked", line.rule->is_day_checked);
  if (!traced.why.empty() && line.persons.size() > 1) json.member("together_because", traced.why);
  json.key("persons").open_list();
  for (const uint32_t person : line.persons) json.value(view.id(traced.structure.parts[person].node));
  json.close_list();
  write_verdict(json, line.verdict);
  json.member("about_listed", line.rule->is_about_listed);
  json.key("readings").open_list();
  for (const trace::ReadingVerdict& reading : line.readings) {
    json.open();
    json.member("test", reading_text(reading.reading));
    write_verdict(json, reading.verdict);
    json.close();
  }
  json.close_list();
  write_links(json, "rests_on", view, line.rests_on);
  if (line.flip) {
    write_links(json, "falls_without", view, line.flip->links);
    json.member("proved_smallest", line.flip->is_smallest);
  }
  json.key("ask_next").open_list();
  for (const trace::NextDocument& next : line.next) {
    json.open();
    json.member("register_of_holders_of", view.id(next.company));
    json.member("open_at_most", base::percent_text(next.open_part.high));
    json.close();
  }
  json.close_list();
  json.close();
}

}  // namespace

void print_trace_json(const TraceView& view, const Traced& traced) {
  const trace::Account& account = traced.account;
  Json json;
  json.open();
  write_node(json, view, traced.company);
  json.member("valid_on", view.day);
  json.member("has_answer", account.fault == trace::Fault::none);
  json.member("proved", base::percent_text(account.proved, 9));
  json.member("ranged", base::percent_text(account.ranged, 9));
  json.member("unknown", base::percent_text(account.unknown, 9));
  json.member("holder_count", static_cast<uint64_t>(account.holder_count));
  json.key("holders").open_list();
  for (const trace::HolderAccount& holder : account.holders) {
    json.open();
    const graph::NodeNumber node = traced.structure.parts[holder.part].node;
    write_node(json, view, node);
    json.member("listed", view.graph.node(node).is_listed);
    write_bounds(json, "shares", holder.shares);
    write_bounds(json, "votes", holder.votes);
    write_bounds(json, "shares_with_unknown", holder.with_undisclosed);
    json.key("control").open();
    write_verdict(json, holder.control);
    json.close();
    write_links(json, "rests_on", view, holder.rests_on);
    json.close();
  }
  json.close_list();
  json.key("unknown_begins").open_list();
  for (const trace::DarkAccount& dark : account.dark) {
    json.open();
    json.member("company", view.id(dark.company));
    write_bounds(json, "shares", dark.shares);
    json.member("why", dark_reason(view, traced, dark));
    write_links(json, "links", view, dark.links);
    json.close();
  }
  json.close_list();
  write_links(json, "chain", view, chain_links(traced));
  write_links(json, "roles", view, role_links(view, traced.company));
  json.key("declared").open_list();
  for (const trace::Comparison& comparison : traced.comparisons) {
    json.open();
    json.key("link");
    write_link(json, view, comparison.link);
    write_bounds(json, "computed", comparison.computed);
    json.member("outcome", outcome_text(comparison));
    write_links(json, "against", view, comparison.against);
    json.close();
  }
  json.close_list();
  json.key("negative_facts").open_list();
  for (const graph::NegativeFact* fact : negative_facts(view, traced)) {
    json.open();
    json.member("subject", view.id(fact->subject));
    json.member("says", negative_text(*fact));
    json.member("source", view.place_of(fact->record));
    json.close();
  }
  json.close_list();
  json.key("findings").open_list();
  for (const trace::Finding& finding : account.findings) {
    json.open();
    json.member("kind", finding.kind);
    json.member("text", finding.text);
    write_links(json, "links", view, finding.links);
    json.close();
  }
  json.close_list();
  json.key("loops").open_list();
  for (const auto& loop : account.loops) {
    json.open_list();
    for (const graph::NodeNumber node : loop) json.value(view.id(node));
    json.close_list();
  }
  json.close_list();
  json.key("verdicts").open_list();
  for (const RuleLine& line : traced.lines) write_rule_line(json, view, traced, line);
  json.close_list();
  json.close();
  json.print();
}

}  // namespace clew::cli
