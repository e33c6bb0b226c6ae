// clew officials: who holds an office, and which of their relatives and associates have a role of their own.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"

namespace clew::cli {
namespace {

using graph::LinkKind;
using graph::LinkNumber;
using graph::NodeNumber;

struct Options {
  ViewFlags view;
  std::string id, why;
};

struct Relative {
  NodeNumber node = 0;
  LinkNumber link = 0;            // The family link or association.
  std::vector<LinkNumber> roles;  // Owner, director, signatory, party to a payment.
};

struct Official {
  NodeNumber node = 0;
  std::vector<LinkNumber> offices, roles;
  std::vector<Relative> relatives;
  size_t relatives_without_role = 0, relatives_under_age = 0;
};

NodeNumber other_end(const graph::Link& link, NodeNumber node) {
  return link.from == node ? link.to : link.from;
}

class Finder {
 public:
  explicit Finder(const TraceView& view) : view_(view) {}

  // Offices: posts of a public body, as the source states them.
  std::vector<LinkNumber> offices(NodeNumber node) const {
    std::vector<LinkNumber> found;
    if (view_.graph.kind(node) != graph::NodeKind::person) return found;
    for (const LinkNumber number : view_.graph.out_of(node)) {
      const graph::Link link = view_.graph.link(number);
      if (link.kind != LinkKind::membership || !view_.graph.holds(number, view_.links)) continue;
      const bool is_office =
          view_.graph.kind(link.to) == graph::NodeKind::state || view_.graph.schema(link.to) == "Position";
      if (is_office) found.push_back(number);
    }
    return found;
  }

  // What a party does itself: family and claims of identity are no roles.
  std::vector<LinkNumber> roles(NodeNumber node) const {
    std::vector<LinkNumber> found;
    const auto look = [&](LinkNumber number, bool is_holder) {
      const graph::Link link = view_.graph.link(number);
      if (!view_.graph.holds(number, view_.links)) return;
      const bool holds = link.kind == LinkKind::ownership || link.kind == LinkKind::control ||
                         link.kind == LinkKind::directorship || link.kind == LinkKind::representation;
      const bool pays = link.kind == LinkKind::other && !link_schema(number).empty();
      if ((holds && is_holder) || pays) found.push_back(number);
    };
    for (const LinkNumber number : view_.graph.out_of(node)) look(number, true);
    for (const LinkNumber number : view_.graph.into(node)) look(number, false);
    return found;
  }

  Official official(NodeNumber node, bool with_all) const {
    Official official{.node = node, .offices = offices(node), .roles = roles(node), .relatives = {}};
    const auto look = [&](LinkNumber number) {
      const graph::Link link = view_.graph.link(number);
      if (link.kind != LinkKind::family || !view_.graph.holds(number, view_.links)) return;
      Relative relative{.node = other_end(link, node), .link = number, .roles = {}};
      relative.roles = roles(relative.node);
      // A child is nobody's business, whatever is recorded.
      if (view_.is_minor(relative.node)) {
        ++official.relatives_under_age;
      } else if (relative.roles.empty() && !with_all) {
        ++official.relatives_without_role;
      } else {
        official.relatives.push_back(std::move(relative));
      }
    };
    for (const LinkNumber number : view_.graph.out_of(node)) look(number);
    for (const LinkNumber number : view_.graph.into(node)) look(number);
    return official;
  }

 private:
  // "Payment" where the link is one; the graph itself does not tell.
  std::string link_schema(LinkNumber number) const {
    const auto entity = view_.store.entity(view_.graph.link_id(number), {});
    if (!entity || !*entity) return {};
    return (*entity)->schema_name() == "Payment" ? "Payment" : "";
  }

  const TraceView& view_;
};

std::string link_line(const TraceView& view, LinkNumber number) {
  const graph::Link link = view.graph.link(number);
  return fmt::format("{} - {}: {}  [{}]", view.name(link.from), view.name(link.to),
                     link_text(view.graph, link), view.place(number));
}

void print_text(const TraceView& view, const std::vector<Official>& officials, const std::string& why) {
  fmt::print("{}\n", view.day_text());
  if (!why.empty()) fmt::print("Relatives without a role are shown for this reason: {}\n", fit(why, 500));
  fmt::print("\n");
  for (const Official& official : officials) {
    fmt::print("{}  {}\n", view.name(official.node), view.id(official.node));
    for (const LinkNumber link : official.offices) fmt::print("  {}\n", link_line(view, link));
    for (const LinkNumber link : official.roles) fmt::print("  {}\n", link_line(view, link));
    for (const Relative& relative : official.relatives) {
      fmt::print("  {}\n", link_line(view, relative.link));
      for (const LinkNumber link : relative.roles) fmt::print("    {}\n", link_line(view, link));
      if (relative.roles.empty()) fmt::print("    no role of their own in these sources\n");
    }
    if (official.relatives_without_role > 0)
      fmt::print("  {} relative{} or associate{} without a role of their own, not named\n",
                 official.relatives_without_role, official.relatives_without_role == 1 ? "" : "s",
                 official.relatives_without_role == 1 ? "" : "s");
    if (official.relatives_under_age > 0)
      fmt::print("  {} relative{} or associate{} under 18, not named whatever is on record\n",
                 official.relatives_under_age, official.relatives_under_age == 1 ? "" : "s",
                 official.relatives_under_age == 1 ? "" : "s");
  }
  if (officials.empty()) fmt::print("Nobody holds an office in these sources on that day.\n");
  fmt::print("\nAn office, or a relative with an office, says nothing of anybody's conduct.\n");
}

void write_links(Json& json, std::string_view key, const TraceView& view,
                 const std::vector<LinkNumber>& links) {
  json.key(key).open_list();
  for (const LinkNumber link : links) write_link(json, view, link);
  json.close_list();
}

void print_json(const TraceView& view, const std::vector<Official>& officials, const std::string& why) {
  Json json;
  json.open();
  json.member("valid_on", view.day);
  json.member("why", why);
  json.key("officials").open_list();
  for (const Official& official : officials) {
    json.open();
    write_node(json, view, official.node);
    write_links(json, "offices", view, official.offices);
    write_links(json, "roles", view, official.roles);
    json.key("relatives").open_list();
    for (const Relative& relative : official.relatives) {
      json.open();
      write_node(json, view, relative.node);
      json.key("link");
      write_link(json, view, relative.link);
      write_links(json, "roles", view, relative.roles);
      json.close();
    }
    json.close_list();
    json.member("relatives_not_named", static_cast<uint64_t>(official.relatives_without_role));
    json.member("relatives_under_18", static_cast<uint64_t>(official.relatives_under_age));
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> run_officials(const Options& options) {
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  const Finder finder(view);
  std::vector<Official> officials;
  if (!options.id.empty()) {
    CLEW_TRY_ASSIGN(const NodeNumber node, node_meant(view, options.id));
    officials.push_back(finder.official(node, !options.why.empty()));
  } else {
    for (NodeNumber node = 0; node < view.graph.node_count(); ++node) {
      if (!finder.offices(node).empty() && !view.is_minor(node))
        officials.push_back(finder.official(node, !options.why.empty()));
    }
    std::sort(officials.begin(), officials.end(),
              [&](const Official& a, const Official& b) { return view.id(a.node) < view.id(b.node); });
  }
  if (options.view.json)
    print_json(view, officials, options.why);
  else
    print_text(view, officials, options.why);
  return names_found(view);
}

}  // namespace

Run declare_officials(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("ID", options->id, "one official (default: all in the store)", false);
  flags.option("--why", "REASON", options->why,
               "why relatives without a role of their own are needed; it is printed with them");
  return [options] {
    const auto result = run_officials(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
