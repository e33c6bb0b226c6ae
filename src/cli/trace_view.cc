#include "cli/trace_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "cli/terminal.h"

namespace clew::cli {

using base::ErrorKind;
using base::fail;
using base::Result;
using graph::Right;

namespace {

bool is_clean_number(int32_t day) { return day != INT32_MIN && day != INT32_MAX; }

}  // namespace

bool TraceView::is_minor(graph::NodeNumber node) const {
  if (graph.node(node).kind != graph::NodeKind::person) return false;
  return is_under_age(graph.node(node).born, links.day);
}

std::string TraceView::name(graph::NodeNumber node) const {
  if (is_minor(node)) return std::string(kChild);
  if (graph.node(node).kind == graph::NodeKind::unnamed) {
    const std::string_view said = graph.name(node);
    if (!said.empty()) return fmt::format("(not known who: {})", fit(said, 60));
    // Of whom a source says that it does not know; else the store has no more than the id.
    return is_said_unknown(node) ? "(somebody not named)" : fmt::format("(no name: {})", id(node));
  }
  return fit(graph.caption(node), 200);
}

bool TraceView::is_said_unknown(graph::NodeNumber node) const {
  if (!graph.negative_facts_of(node).empty()) return true;
  const auto out = graph.out_of(node);
  if (out.empty()) return false;
  // Who stands in a record for somebody whom the same record says it does not name.
  const std::string record(graph.record_id(*out.begin()));
  const auto facts = graph.negative_facts_of(graph.link(*out.begin()).to);
  return !record.empty() &&
         std::ranges::any_of(facts, [&](const auto* fact) { return fact->record_id == record; });
}

std::string TraceView::id(graph::NodeNumber node) const {
  return is_minor(node) ? std::string(kHidden) : fit(graph.id(node), 200);
}

std::string TraceView::place_of(const model::Record& record) const { return place_short(store, record); }
std::string TraceView::place(graph::LinkNumber link) const { return place_of(graph.link(link).record); }

std::string TraceView::day_text() const {
  if (day.empty()) return "at any time";
  if (day_was_asked) return fmt::format("as of {}", day);
  return day == today() ? fmt::format("as of {}, today", day)
                        : fmt::format("as of {}, the newest publication in this store", day);
}

Result<TraceView> open_for_tracing(const ViewFlags& flags) {
  CLEW_TRY_ASSIGN(store::Store store, flags.open());
  CLEW_TRY_ASSIGN(graph::OwnershipGraph graph, graph::OwnershipGraph::open(store, flags.view));
  TraceView view{.store = std::move(store),
                 .graph = std::move(graph),
                 .links = {},
                 .day = flags.view.valid_on,
                 .day_was_asked = !flags.view.valid_on.empty()};
  if (view.day.empty()) view.day = newest_publication(view.store, flags.view);
  view.links.day = graph::day_number(view.day).value_or(0);
  return view;
}

Result<graph::NodeNumber> node_meant(const TraceView& view, std::string_view id) {
  CLEW_TRY_ASSIGN(const auto ids, view.store.resolve_id(id));
  if (ids.size() > 1) {
    std::string list;
    for (const std::string& candidate : ids) list += " " + candidate;
    return fail(ErrorKind::usage, fmt::format("{} may be any of:{}; say which", id, list));
  }
  const auto node = view.graph.find(ids.empty() ? id : ids.front());
  if (!node) {
    if (!ids.empty())
      return fail(ErrorKind::not_found,
                  fmt::format("{} is in {}, but not in the datasets or on the dates asked for", ids.front(),
                              view.store.path()));
    return fail(ErrorKind::not_found,
                fmt::format("no entity {} in {}; look by name with: clew find {} \"NAME\"", id,
                            view.store.path(), view.store.path()));
  }
  return *node;
}

Result<void> names_found(const TraceView& view) {
  if (auto trouble = view.graph.trouble()) return std::unexpected(std::move(*trouble));
  return {};
}

std::string bounds_text(const trace::Bounds& bounds) {
  const clean::Share share{bounds.low, bounds.high, bounds.low_open, bounds.high_open};
  if (share == clean::Share{}) return bounds.tight ? "from 0 % to 100 %" : "not worked out";
  return share_text(share) + (bounds.tight ? "" : " (not tight)");
}

std::string_view right_text(const graph::Link& link) {
  switch (link.right) {
    case Right::shares: return "shares";
    case Right::votes: return "votes";
    case Right::other_economic: return "other economic right";
    case Right::appointment: return "appoints the board";
    case Right::influence: return "influence or control";
    case Right::trust_role: return "role in the trust";
    case Right::nominator: return "held for this nominator";
    case Right::nominee: return "nominee";
    case Right::unstated: return "interest of an unstated kind";
    case Right::none: break;
  }
  switch (link.kind) {
    case graph::LinkKind::directorship: return "director or officer";
    case graph::LinkKind::representation: return "acts for";
    case graph::LinkKind::membership: return "office or membership";
    case graph::LinkKind::family: return "family or associate";
    case graph::LinkKind::identity: return "said to be the same";
    case graph::LinkKind::address: return "has this address";
    default: return "link";
  }
}

std::string_view kind_text(graph::NodeKind kind) {
  switch (kind) {
    case graph::NodeKind::missing: return "not in this store";
    case graph::NodeKind::person: return "person";
    case graph::NodeKind::state: return "state or state body";
    case graph::NodeKind::company: return "company or other body";
    case graph::NodeKind::unnamed: return "not named";
    case graph::NodeKind::nomination: return "nomination agreement";
    case graph::NodeKind::trust: return "trust";
    case graph::NodeKind::thing: return "thing";
    case graph::NodeKind::party: return "person or body, the source does not say";
  }
  return "";
}

std::string date_text(int32_t day) {
  const int32_t month = day / 100 % 100, of_month = day % 100;
  if (month == 0) return fmt::format("{:04}", day / 10000);
  if (of_month == 0 || of_month > 31) return fmt::format("{:04}-{:02}", day / 10000, month);
  return fmt::format("{:04}-{:02}-{:02}", day / 10000, month, of_month);
}

std::string link_text(const graph::OwnershipGraph& graph, const graph::Link& link) {
  std::string text(right_text(link));
  const bool has_share =
      link.right == Right::shares || link.right == Right::votes || link.right == Right::unstated;
  if (has_share) text = fmt::format("{} of the {}", share_text(graph.share_of(link)), text);
  if (has_share && graph.share_of(link) == clean::Share{})
    text = fmt::format("{}, how much is not said", right_text(link));
  const std::string_view role = graph.role(link.number);
  const bool says_more = link.right != Right::nominator && link.right != Right::nominee;
  if (!has_share && says_more && !role.empty()) text += fmt::format(" ({})", fit(role, 200));
  if (link.directness == graph::Directness::indirect) text += ", indirect";
  if (is_clean_number(link.valid_from)) text += fmt::format(", since {}", date_text(link.valid_from));
  if (is_clean_number(link.valid_until)) text += fmt::format(", until {}", date_text(link.valid_until));
  return text;
}

void write_bounds(Json& json, std::string_view key, const trace::Bounds& bounds) {
  json.key(key).open();
  json.member("low", base::percent_text(bounds.low, 9));
  json.member("high", base::percent_text(bounds.high, 9));
  json.member("low_open", bounds.low_open);
  json.member("high_open", bounds.high_open);
  json.member("tight", bounds.tight);
  json.close();
}

void write_link(Json& json, const TraceView& view, graph::LinkNumber number) {
  const graph::Link& link = view.graph.link(number);
  json.open();
  const bool hides = view.is_minor(link.from) || view.is_minor(link.to);
  json.member("link", hides ? kHidden : view.graph.link_id(number));
  json.member("from", view.id(link.from));
  json.member("to", view.id(link.to));
  json.member("says", link_text(view.graph, link));
  json.member("dataset", std::string_view(view.store.manifest().datasets[link.dataset].name));
  json.member("source", view.place(number));
  json.close();
}

void write_node(Json& json, const TraceView& view, graph::NodeNumber node) {
  json.member("id", view.id(node));
  json.member("name", view.name(node));
  json.member("kind", kind_text(view.graph.node(node).kind));
}

}  // namespace clew::cli
