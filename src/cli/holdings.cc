// clew holdings: what a person or a company stands behind.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "trace/control.h"
#include "trace/ownership.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string id;
};

// One company below the holder.
struct Holding {
  graph::NodeNumber node = 0;
  trace::Bounds shares;
  bool is_controlled = false;  // By majorities proved, or by other means.
  bool may_be_controlled = false;
  bool no_answer = false;                // Its own owners contradict each other, or own each other.
  std::vector<graph::LinkNumber> links;  // By which it is held from within the group.
};

constexpr size_t kRowsMax = 200;

std::vector<graph::LinkNumber> links_into(const trace::Structure& structure, uint32_t part,
                                          const std::vector<bool>& reached) {
  std::vector<graph::LinkNumber> links;
  const auto add = [&](const trace::Network& network, const auto& sources) {
    for (size_t i = 0; i < network[part].stakes.size(); ++i) {
      if (reached[network[part].stakes[i].owner])
        links.insert(links.end(), sources[part][i].begin(), sources[part][i].end());
    }
  };
  add(structure.shares, structure.share_links);
  add(structure.votes, structure.vote_links);
  for (const trace::ControlLink& link : structure.control) {
    if (link.controlled == part && reached[link.controller]) links.push_back(link.link);
  }
  std::sort(links.begin(), links.end());
  links.erase(std::unique(links.begin(), links.end()), links.end());
  return links;
}

std::vector<Holding> holdings_of(const trace::Structure& structure) {
  const uint32_t holder[] = {0};
  trace::Ownership ownership(structure.shares);
  const trace::Control control(structure, {.threshold = {}, .by_votes = true, .otherwise = true});
  const std::vector<bool> proved = control.controlled_by(holder, trace::Reading::proved);
  const std::vector<bool> possible = control.controlled_by(holder, trace::Reading::possible);
  std::vector<trace::Bounds> shares(structure.parts.size());
  std::vector<bool> reached = possible;
  for (const trace::Held& held : ownership.held_by(holder)) {
    shares[held.part] = held.bounds;
    reached[held.part] = true;
  }
  std::vector<Holding> holdings;
  for (uint32_t part = 1; part < structure.parts.size(); ++part) {
    const bool no_answer = ownership.fault(part) != trace::Fault::none;
    auto links = links_into(structure, part, reached);
    if (!reached[part] && !(no_answer && !links.empty())) continue;
    holdings.push_back({structure.parts[part].node, shares[part], proved[part], possible[part], no_answer,
                        std::move(links)});
  }
  std::stable_sort(holdings.begin(), holdings.end(), [](const Holding& a, const Holding& b) {
    if (a.shares.low != b.shares.low) return a.shares.low > b.shares.low;
    return a.shares.high > b.shares.high;
  });
  return holdings;
}

// Seats, offices and other roles of the holder that give neither shares nor control.
std::vector<graph::LinkNumber> other_roles(const TraceView& view, graph::NodeNumber holder) {
  std::vector<graph::LinkNumber> roles;
  for (const graph::LinkNumber number : view.graph.out_of(holder)) {
    const graph::Link& link = view.graph.link(number);
    const bool is_role = link.kind == graph::LinkKind::directorship ||
                         link.kind == graph::LinkKind::representation ||
                         link.kind == graph::LinkKind::membership || link.is_conclusion;
    if (is_role && view.graph.holds(number, view.links)) roles.push_back(number);
  }
  return roles;
}

std::string shares_text(const Holding& holding) {
  if (holding.no_answer) return "no answer";
  return holding.shares.high.is_zero() ? "no shares" : bounds_text(holding.shares);
}

std::string control_text(const Holding& holding) {
  return holding.is_controlled ? "controls it" : holding.may_be_controlled ? "possible" : "not shown";
}

void print_text(const TraceView& view, graph::NodeNumber holder, const trace::Structure& structure,
                const std::vector<Holding>& holdings, const std::vector<graph::LinkNumber>& roles) {
  fmt::print("{}  {}\n{}\n\n", view.id(holder), view.name(holder), view.day_text());
  if (holdings.empty()) {
    fmt::print("It stands behind nothing in these sources; that proves nothing about what it does own.\n");
  } else {
    Table table({"stands behind", "id", "shares", "control", "through", "source"});
    for (size_t i = 0; i < std::min(kRowsMax, holdings.size()); ++i) {
      const Holding& holding = holdings[i];
      const graph::LinkNumber first = holding.links.empty() ? 0 : holding.links.front();
      std::string through = holding.links.empty() ? "" : view.name(view.graph.link(first).from);
      if (!holding.links.empty() && view.graph.link(first).from == holder) through = "directly";
      if (holding.links.size() > 1) through += fmt::format(" and {} more", holding.links.size() - 1);
      table.add({view.name(holding.node), view.id(holding.node), shares_text(holding), control_text(holding),
                 through, holding.links.empty() ? "" : view.place(first)});
    }
    table.print_whole();
    if (holdings.size() > kRowsMax)
      fmt::print("... and {} more; --json has them all\n", with_commas(holdings.size() - kRowsMax));
  }
  if (!roles.empty()) {
    fmt::print("\n");
    Table table({"other roles and declarations", "in", "source"});
    for (size_t i = 0; i < std::min(kRowsMax, roles.size()); ++i) {
      const graph::Link& link = view.graph.link(roles[i]);
      table.add({link_text(view.graph, link), view.name(link.to), view.place(roles[i])});
    }
    table.print_whole();
  }
  for (const trace::Finding& finding : structure.findings) fmt::print("\nNote: {}\n", finding.text);
}

void print_json(const TraceView& view, graph::NodeNumber holder, const trace::Structure& structure,
                const std::vector<Holding>& holdings, const std::vector<graph::LinkNumber>& roles) {
  Json json;
  json.open();
  write_node(json, view, holder);
  json.member("valid_on", view.day);
  json.key("holdings").open_list();
  for (const Holding& holding : holdings) {
    json.open();
    write_node(json, view, holding.node);
    json.member("has_answer", !holding.no_answer);
    write_bounds(json, "shares", holding.shares);
    json.member("control", control_text(holding));
    json.key("links").open_list();
    for (const graph::LinkNumber link : holding.links) write_link(json, view, link);
    json.close_list();
    json.close();
  }
  json.close_list();
  json.key("other_roles").open_list();
  for (const graph::LinkNumber link : roles) write_link(json, view, link);
  json.close_list();
  json.key("findings").open_list();
  for (const trace::Finding& finding : structure.findings) json.value(finding.text);
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> run_holdings(const Options& options) {
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  CLEW_TRY_ASSIGN(const graph::NodeNumber holder, node_meant(view, options.id));
  const trace::Structure structure = trace::structure_below(view.graph, view.links, holder);
  const auto holdings = holdings_of(structure);
  const auto roles = other_roles(view, holder);
  if (options.view.json) {
    print_json(view, holder, structure, holdings, roles);
  } else {
    print_text(view, holder, structure, holdings, roles);
  }
  return names_found(view);
}

}  // namespace

Run declare_holdings(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("HOLDER", options->id, "the id of a person or a company");
  return [options] {
    const auto result = run_holdings(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
