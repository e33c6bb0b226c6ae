// clew path: how two are linked.
#include <fmt/core.h>

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
};

void print_path(const TraceView& view, const graph::Path& path, size_t number) {
  fmt::print("{}. {} step{}\n", number, path.links.size(), path.links.size() == 1 ? "" : "s");
  Table table({"who", "what the source says", "of", "neighbours", "source"});
  for (size_t at = 0; at < path.links.size(); ++at) {
    const graph::LinkNumber link_number = path.links[at];
    const graph::Link& link = view.graph.link(link_number);
    table.add({view.name(link.from), link_text(view.graph, link), view.name(link.to),
               with_commas(graph::neighbour_count(view.graph, view.links, path.nodes[at + 1])),
               view.place(link_number)});
  }
  table.print();
  fmt::print("\n");
}

void print_json(const TraceView& view, const std::vector<graph::Path>& paths, const Options& options) {
  Json json;
  json.open();
  json.member("valid_on", options.at_any_time ? std::string() : view.day);
  json.member("hub_degree", options.hub_degree);
  json.member("through_hubs", options.through_hubs);
  json.key("paths").open_list();
  for (const graph::Path& path : paths) {
    json.open();
    json.key("nodes").open_list();
    for (const graph::NodeNumber node : path.nodes) {
      json.open();
      write_node(json, view, node);
      json.member("neighbours", static_cast<uint64_t>(graph::neighbour_count(view.graph, view.links, node)));
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

base::Result<void> run_path(const Options& options) {
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  CLEW_TRY_ASSIGN(const graph::NodeNumber from, node_meant(view, options.from));
  CLEW_TRY_ASSIGN(const graph::NodeNumber to, node_meant(view, options.to));
  if (options.count == 0 || options.count > 1000) {
    return base::fail(base::ErrorKind::usage, "--k is from 1 to 1000");
  }
  graph::LinkView links = view.links;
  if (options.at_any_time) links.day = 0;
  const auto paths = graph::paths_between(
      view.graph, links, from, to,
      {.count = options.count, .hub_degree = options.hub_degree, .through_hubs = options.through_hubs});
  if (options.view.json) {
    print_json(view, paths, options);
    return names_found(view);
  }
  fmt::print("{} to {}\n{}\n\n", view.name(from), view.name(to),
             options.at_any_time ? "at any time" : view.day_text());
  for (size_t i = 0; i < paths.size(); ++i) print_path(view, paths[i], i + 1);
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
  flags.flag("--at-any-time", options->at_any_time, "links of any day, not only those that hold at once");
  return [options] {
    const auto result = run_path(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
