// clew changes: between two days, what changed in the world, and what changed in what was known.
#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "trace/account.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string id, from, to;
};

// What stands behind (or below) the party, on one day and as known by one day.
struct Picture {
  trace::Structure structure;
  trace::Account account;
  std::set<graph::LinkNumber> links;
};

// The difference of two pictures. Numbers of links are the same in every view of a store.
struct Change {
  const TraceView* before_view = nullptr;  // Whom to ask for words.
  const TraceView* after_view = nullptr;
  Picture before, after;
  std::vector<graph::LinkNumber> gone, come;
};

Picture picture_of(const TraceView& view, graph::NodeNumber node, int32_t day) {
  graph::LinkView links = view.links;
  links.day = day;
  Picture picture;
  const bool is_person = view.graph.kind(node) == graph::NodeKind::person;
  picture.structure = is_person ? trace::structure_below(view.graph, links, node)
                                : trace::structure_behind(view.graph, links, node);
  if (!is_person) picture.account = trace::account_of(view.graph, picture.structure);
  const auto add = [&](const auto& sources) {
    for (const auto& stakes : sources) {
      for (const auto& stake : stakes) picture.links.insert(stake.begin(), stake.end());
    }
  };
  add(picture.structure.share_links);
  add(picture.structure.vote_links);
  for (const trace::ControlLink& link : picture.structure.control) picture.links.insert(link.link);
  picture.links.insert(picture.structure.declared.begin(), picture.structure.declared.end());
  return picture;
}

Change change_of(const TraceView& before_view, Picture before, const TraceView& after_view, Picture after) {
  Change change{&before_view, &after_view, std::move(before), std::move(after), {}, {}};
  std::ranges::set_difference(change.before.links, change.after.links, std::back_inserter(change.gone));
  std::ranges::set_difference(change.after.links, change.before.links, std::back_inserter(change.come));
  return change;
}

std::string total_text(const trace::Account& account) {
  if (account.fault != trace::Fault::none) return "no answer";
  return fmt::format("proved {}, ranged {}, unknown {}", base::percent_text(account.proved),
                     base::percent_text(account.ranged), base::percent_text(account.unknown));
}

// The publication that said a link first, or no longer.
std::string dataset_text(const TraceView& view, graph::LinkNumber number) {
  return view.store.manifest().datasets[view.graph.link(number).dataset].name;
}

std::string link_line(const TraceView& view, graph::LinkNumber number) {
  const graph::Link link = view.graph.link(number);
  return fmt::format("{} - {}: {}  [{}, {}]", view.name(link.from), view.name(link.to),
                     link_text(view.graph, link), view.place(number), dataset_text(view, number));
}

struct HolderChange {
  graph::NodeNumber node = 0;
  trace::Bounds before, after;
};

std::vector<HolderChange> holder_changes(const Change& change) {
  std::map<graph::NodeNumber, HolderChange> changes;
  for (const trace::HolderAccount& holder : change.before.account.holders) {
    const graph::NodeNumber node = change.before.structure.parts[holder.part].node;
    changes[node] = {node, holder.shares, {}};
  }
  for (const trace::HolderAccount& holder : change.after.account.holders) {
    const graph::NodeNumber node = change.after.structure.parts[holder.part].node;
    changes[node].node = node;
    changes[node].after = holder.shares;
  }
  std::vector<HolderChange> list;
  for (const auto& [node, one] : changes) {
    if (!(one.before == one.after)) list.push_back(one);
  }
  return list;
}

std::string share_words(const trace::Bounds& bounds) {
  return bounds.high.is_zero() ? "nothing" : bounds_text(bounds);
}

void print_change(const Change& change, bool is_company, const char* nothing) {
  if (is_company) {
    const std::string before = total_text(change.before.account), after = total_text(change.after.account);
    fmt::print("  before: {}\n  after:  {}\n", before, after);
    for (const HolderChange& holder : holder_changes(change)) {
      fmt::print("  {}  {}: {}, then {}\n", change.after_view->name(holder.node),
                 change.after_view->id(holder.node), share_words(holder.before), share_words(holder.after));
    }
  }
  for (const graph::LinkNumber link : change.gone)
    fmt::print("  - {}\n", link_line(*change.before_view, link));
  for (const graph::LinkNumber link : change.come)
    fmt::print("  + {}\n", link_line(*change.after_view, link));
  if (change.gone.empty() && change.come.empty()) fmt::print("  {}\n", nothing);
}

void write_total(Json& json, std::string_view key, const trace::Account& account) {
  json.key(key).open();
  json.member("has_answer", account.fault == trace::Fault::none);
  json.member("proved", base::percent_text(account.proved, 9));
  json.member("ranged", base::percent_text(account.ranged, 9));
  json.member("unknown", base::percent_text(account.unknown, 9));
  json.close();
}

void write_change(Json& json, std::string_view key, const Change& change, bool is_company) {
  json.key(key).open();
  if (is_company) {
    write_total(json, "before", change.before.account);
    write_total(json, "after", change.after.account);
    json.key("holders").open_list();
    for (const HolderChange& holder : holder_changes(change)) {
      json.open();
      write_node(json, *change.after_view, holder.node);
      write_bounds(json, "before", holder.before);
      write_bounds(json, "after", holder.after);
      json.close();
    }
    json.close_list();
  }
  json.key("gone").open_list();
  for (const graph::LinkNumber link : change.gone) write_link(json, *change.before_view, link);
  json.close_list();
  json.key("come").open_list();
  for (const graph::LinkNumber link : change.come) write_link(json, *change.after_view, link);
  json.close_list();
  json.close();
}

// A view as known by `known`; whoever was under 18 on `day` is not named.
base::Result<TraceView> view_known_on(ViewFlags flags, const std::string& known, const std::string& day) {
  flags.view.known_on = known;
  flags.view.valid_on = day;
  return open_for_tracing(flags);
}

base::Result<void> run_changes(const Options& options) {
  const auto from = graph::day_number(options.from), to = graph::day_number(options.to);
  if (!is_iso_date(options.from) || !is_iso_date(options.to) || *from >= *to) {
    return base::fail(base::ErrorKind::usage,
                      "--from and --to are two days, the earlier first: --from 2019-01-01 --to 2024-05-17");
  }
  // Whoever was a child on the earlier day is not named for the later either.
  CLEW_TRY_ASSIGN(const TraceView now, view_known_on(options.view, options.to, options.from));
  CLEW_TRY_ASSIGN(const TraceView then, view_known_on(options.view, options.from, options.from));
  CLEW_TRY_ASSIGN(const graph::NodeNumber node, node_meant(now, options.id));
  if (now.graph.id(node).empty())
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("nothing on {} was published by {} in {}: there is nothing to compare",
                                  options.id, options.to, now.store.path()));
  const bool is_company = now.graph.kind(node) != graph::NodeKind::person;
  const Change world = change_of(now, picture_of(now, node, *from), now, picture_of(now, node, *to));
  const Change known = change_of(then, picture_of(then, node, *to), now, picture_of(now, node, *to));
  if (options.view.json) {
    Json json;
    json.open();
    write_node(json, now, node);
    json.member("from", options.from);
    json.member("to", options.to);
    write_change(json, "in_the_world", world, is_company);
    write_change(json, "in_what_was_known", known, is_company);
    json.close();
    json.print();
    return names_found(now);
  }
  fmt::print("{}  {}\n\n", now.id(node), now.name(node));
  fmt::print("What changed in the world from {} to {}, as far as was published by {}\n", options.from,
             options.to, options.to);
  print_change(world, is_company, "nothing that these sources show; dates that nobody states show no change");
  fmt::print("\nWhat changed in what was known of {}: published by {}, against published by {}\n", options.to,
             options.from, options.to);
  print_change(known, is_company, "nothing");
  fmt::print(
      "\nAn unstated beginning or end counts as holding; a change in what is known may be a correction.\n");
  CLEW_TRY(names_found(then));
  return names_found(now);
}

}  // namespace

Run declare_changes(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->view.store, "the store, a folder NAME.clew");
  flags.positional("ID", options->id, "the id of a company or a person");
  flags.option("--from", "DATE", options->from, "the earlier day", true);
  flags.option("--to", "DATE", options->to, "the later day", true);
  flags.option("--datasets", "NAMES", options->view.view.datasets, "only these datasets (default: all)");
  flags.flag("--json", options->view.json, "print JSON");
  return [options] {
    const auto result = run_changes(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
