// clew path: how two are linked.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "graph/paths.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string from, to;
  uint64_t count = 3;
  uint64_t hub_degree = 100;
  bool through_hubs = false;
  bool at_any_time = false;
  bool in_order = false;
  bool through_claims = false;
  std::string roles, during;
};

// Links that are claims of two being the same: the path is worth no more than they are.
size_t claim_count(const TraceView& view, const graph::Path& path) {
  return static_cast<size_t>(std::count_if(path.links.begin(), path.links.end(), [&](graph::LinkNumber link) {
    return view.graph.link(link).kind == graph::LinkKind::identity;
  }));
}

std::string times_text(const graph::Path& path, bool in_order) {
  if (path.from == graph::kNoStart) return "";
  if (in_order) return fmt::format(", complete from {}", date_text(path.from));
  if (path.until == graph::kNoEnd) return fmt::format(", all at once from {}", date_text(path.from));
  return fmt::format(", all at once from {} until {}", date_text(path.from), date_text(path.until));
}

void print_path(const TraceView& view, const graph::LinkView& links, const graph::Path& path, size_t number,
                bool in_order) {
  const size_t claims = claim_count(view, path);
  fmt::print("{}. {} step{}, rarity {:.0f} bits{}{}\n", number, path.links.size(),
             path.links.size() == 1 ? "" : "s", path.rarity, times_text(path, in_order),
             claims == 0 ? ""
                         : fmt::format("; rests on {} claim{} that two are the same", claims,
                                       claims == 1 ? "" : "s"));
  Table table({"who", "what the source says", "of", "neighbours", "source"});
  for (size_t at = 0; at < path.links.size(); ++at) {
    const graph::LinkNumber link_number = path.links[at];
    const graph::Link& link = view.graph.link(link_number);
    table.add({view.name(link.from), link_text(view.graph, link), view.name(link.to),
               with_commas(graph::neighbour_count(view.graph, links, path.nodes[at + 1])),
               view.place(link_number)});
  }
  table.print_whole();
  fmt::print("\n");
}

void print_json(const TraceView& view, const graph::LinkView& links, const std::vector<graph::Path>& paths,
                const Options& options) {
  Json json;
  json.open();
  json.member("valid_on", options.at_any_time ? std::string() : view.day);
  json.member("hub_degree", options.hub_degree);
  json.member("through_hubs", options.through_hubs);
  json.member("through_claims", options.through_claims);
  if (!options.roles.empty()) json.member("roles", options.roles);
  if (!options.during.empty()) json.member("during", options.during);
  json.key("paths").open_list();
  for (const graph::Path& path : paths) {
    json.open();
    json.member("rarity_bits", fmt::format("{:.1f}", path.rarity));
    json.member("claims_of_identity", static_cast<uint64_t>(claim_count(view, path)));
    if (path.from != graph::kNoStart) json.member("from", date_text(path.from));
    if (path.until != graph::kNoEnd) json.member("until", date_text(path.until));
    json.key("nodes").open_list();
    for (const graph::NodeNumber node : path.nodes) {
      json.open();
      write_node(json, view, node);
      json.member("neighbours", static_cast<uint64_t>(graph::neighbour_count(view.graph, links, node)));
      json.close();
    }
    json.close_list();
    json.key("links").open_list();
    for (const graph::LinkNumber link : path.links) write_link(json, view, link);
    json.close_list();
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

// "2015..2016-06": days within, both included.
base::Result<void> read_window(const std::string& words, graph::PathOptions& options) {
  const size_t dots = words.find("..");
  const std::string first = words.substr(0, dots), last = dots == words.npos ? "" : words.substr(dots + 2);
  const auto from = graph::day_number(first), until = graph::day_number(last);
  if (!is_iso_date(first) || !is_iso_date(last))
    return base::fail(
        base::ErrorKind::usage,
        fmt::format("--during \"{}\" is no window of days; write 2015-01-01..2016-12-31", words));
  const size_t length = dots;
  options.from = length >= 10 ? *from : length >= 7 ? *from / 100 * 100 : *from / 10000 * 10000;
  options.until = *until + 1;
  if (options.from >= options.until)
    return base::fail(base::ErrorKind::usage, fmt::format("--during \"{}\" ends before it begins", words));
  return {};
}

base::Result<graph::PathOptions> path_options(const Options& options) {
  if (options.count == 0 || options.count > 1000)
    return base::fail(base::ErrorKind::usage, "--k is from 1 to 1000");
  graph::PathOptions asked{.count = options.count,
                           .hub_degree = options.hub_degree,
                           .through_hubs = options.through_hubs,
                           .through_claims = options.through_claims};
  CLEW_TRY_ASSIGN(asked.roles, graph::PathRoles::parse(options.roles));
  if (!options.during.empty()) {
    CLEW_TRY(read_window(options.during, asked));
    asked.time = graph::PathTime::at_once;
  }
  if (options.in_order) asked.time = graph::PathTime::in_order;
  return asked;
}

std::string time_text(const TraceView& view, const Options& options) {
  if (!options.during.empty())
    return fmt::format("during {}{}", options.during,
                       options.in_order ? ", one after another" : ", all at once");
  if (options.in_order) return "one after another, at any time";
  return options.at_any_time ? "at any time" : view.day_text();
}

base::Result<void> run_path(const Options& options) {
  CLEW_TRY_ASSIGN(const graph::PathOptions asked, path_options(options));
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  CLEW_TRY_ASSIGN(const graph::NodeNumber from, node_meant(view, options.from));
  CLEW_TRY_ASSIGN(const graph::NodeNumber to, node_meant(view, options.to));
  graph::LinkView links = view.links;
  if (options.at_any_time || asked.time != graph::PathTime::as_view) links.day = 0;
  const auto found = graph::find_paths(view.graph, links, from, to, asked);
  const auto& paths = found.paths;
  if (options.view.json) {
    print_json(view, links, paths, options);
    return names_found(view);
  }
  fmt::print("{} to {}\n{}\n\n", view.name(from), view.name(to), time_text(view, options));
  for (size_t i = 0; i < paths.size(); ++i) print_path(view, links, paths[i], i + 1, options.in_order);
  if (found.is_cut)
    fmt::print("There was more to look through than fits into memory; a path may have been missed.\n");
  if (paths.empty()) {
    fmt::print(
        "No path in these sources{}. That proves nothing about whether they are linked.\n",
        options.through_hubs
            ? ""
            : fmt::format(" but through hubs (more than {} neighbours): --through-hubs looks there too",
                          options.hub_degree));
  } else {
    fmt::print(
        "A path is a reason to look, not a dealing; the more neighbours a step has, the less it says.\n");
  }
  return names_found(view);
}

}  // namespace

Run declare_path(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("FROM", options->from, "the id of one end");
  flags.positional("TO", options->to, "the id of the other end");
  flags.option("--k", "COUNT", options->count, "how many paths, the shortest first (default 3)");
  flags.option("--hub-degree", "COUNT", options->hub_degree,
               "who has more neighbours is a hub (default 100)");
  flags.flag("--through-hubs", options->through_hubs, "walk through hubs too");
  flags.flag("--through-claims", options->through_claims,
             "walk claims that two are the same, too; each path says on how many it rests");
  flags.option(
      "--roles", "PATTERN", options->roles,
      "links in this order, such as \"owner*\" or \">owner* director\": roles owner, votes, control, "
      "director, agent, nominee, nominator, trust, member, family, claim, address, other, any; | between "
      "several; * any number, + at least one, ? none or one; > the way the link points, < against it");
  flags.option("--during", "FROM..TO", options->during,
               "all links hold at once on some day within, such as 2015-01-01..2016-12-31");
  flags.flag("--in-order", options->in_order,
             "each link holds on a day not before that of the link before it, from FROM to TO");
  flags.flag("--at-any-time", options->at_any_time, "links of any day, not only those that hold at once");
  return [options] {
    const auto result = run_path(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
