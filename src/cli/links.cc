// clew links: one step of links, in both directions.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "cli/view_flags.h"
#include "cli/words.h"
#include "graph/references.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string id;
  uint64_t limit = 200;
};

// A link as seen from one of its ends, or a thing that belongs to the entity.
struct Step {
  std::string relation;  // "owned by", "owns", "passport", "address" ...
  std::string other;     // Id of the other end; empty where the link has none.
  std::string caption;
  std::string details;
  std::string link;  // Id of the link itself.
  std::string schema;
  std::string place;
};

std::string name_of(const store::Store& store, std::string_view id, const store::View& view) {
  const auto entity =
      store.entity(id, {.known_on = view.known_on, .valid_on = {}, .datasets = view.datasets});
  if (!entity || !*entity) return "(not in this store)";
  return is_child(store, **entity, view) ? std::string(kChild) : std::string((*entity)->caption());
}

// What of a link is worth a look at first: share, role, time; each said once, as sources repeat themselves.
std::string details_of(const store::Entity& link) {
  std::vector<std::string> pieces;
  const auto add = [&](std::string_view label, std::string_view property) {
    for (const std::string_view value : link.values(property)) {
      std::string piece =
          fmt::format("{}{}", label, label == "share " ? share_words(value) : std::string(value));
      if (std::find(pieces.begin(), pieces.end(), piece) == pieces.end()) pieces.push_back(std::move(piece));
    }
  };
  add("share ", "shareInterval");
  if (link.values("shareInterval").empty()) add("share ", "percentage");
  add("", "role");
  add("", "relationship");
  add("", "interestType");
  add("", "directness");
  add("", "ownershipType");
  add("number ", "number");
  // Of a document: that it is false, lost or expired.
  if (!link.values("number").empty()) add("", "summary");
  add("", "program");
  add("", "kind");
  add("", "reason");
  add("from ", "startDate");
  add("until ", "endDate");
  add("listed ", "listingDate");
  add("", "status");
  return fmt::format("{}", fmt::join(pieces, ", "));
}

std::string relation_of(const store::Entity& link, std::string_view property) {
  const model::Property* own = link.schema->property(property);
  const std::string reverse =
      own == nullptr || own->reverse_label.empty() ? std::string(property) : std::string(own->reverse_label);
  return reverse;
}

std::string place_of(const store::Store& store, const store::Entity& entity) {
  return place_short(store, entity.statements.front().statement.record);
}

// Steps through an entity that points to the one asked about.
void add_steps(const store::Store& store, const store::Entity& pointing, std::string_view id,
               const store::View& view, std::vector<Step>& steps) {
  if (pointing.schema == nullptr) return;
  const model::Edge& edge = pointing.schema->edge;
  for (const auto& [property, target] : graph::names_others(pointing)) {
    if (target != id) continue;
    Step step;
    step.relation = relation_of(pointing, property);
    step.link = pointing.id;
    step.schema = pointing.schema->name;
    step.details = details_of(pointing);
    step.place = place_of(store, pointing);
    if (!pointing.schema->is_link()) {
      step.other = pointing.id;
      step.caption = step.schema == "Sanction" ? listing_text(pointing) : std::string(pointing.caption());
      steps.push_back(step);
      continue;
    }
    const std::string_view far = property == edge.source ? edge.target : edge.source;
    const auto ends = pointing.values(far);
    for (const std::string_view end : ends) {
      step.other = end;
      step.caption = name_of(store, end, view);
      steps.push_back(step);
    }
    if (ends.empty()) {
      step.caption = "(unknown)";
      steps.push_back(step);
    }
  }
}

// Steps that the entity itself states: its address, the parent it names.
void add_own_steps(const store::Store& store, const store::Entity& entity, const store::View& view,
                   std::vector<Step>& steps) {
  const auto others = graph::names_others(entity);
  for (const auto& [statement, known_from, known_to] : entity.statements) {
    const std::pair named(statement.slot.property, statement.value);
    if (std::find(others.begin(), others.end(), named) == others.end()) continue;
    const model::Property* known = entity.schema == nullptr ? nullptr : entity.schema->property(named.first);
    Step step;
    step.relation = known == nullptr ? std::string(named.first) : std::string(known->label);
    step.other = named.second;
    step.caption = name_of(store, named.second, view);
    step.schema = entity.schema_name();
    step.link = entity.id;
    step.place = place_short(store, statement.record);
    steps.push_back(step);
  }
}

// By relation; under each other end what the link says and where it stands, since both must be read whole.
void print_steps(const std::vector<Step>& steps) {
  std::string_view relation;
  for (const Step& step : steps) {
    if (step.relation != relation) fmt::print("{}\n", fit(step.relation, terminal_width()));
    relation = step.relation;
    const std::string name = fit(step.caption, terminal_width() - 4);
    const bool names_itself = step.other == step.caption || step.other.empty();
    const bool fits = display_width(name) + display_width(step.other) + 4 <= terminal_width();
    if (names_itself) {
      fmt::print("  {}\n", name);
    } else if (fits) {
      fmt::print("  {}  {}\n", name, step.other);
    } else {
      fmt::print("  {}\n  {}\n", name, step.other);
    }
    if (!step.details.empty()) fmt::print("    {}\n", fit(step.details, terminal_width() - 4));
    fmt::print("    {}\n", step.place);
  }
}

base::Result<void> show_links(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const store::Entity entity, entity_meant(store, options.id, options.view.view));
  CLEW_TRY_ASSIGN(const auto references, graph::References::open(store));
  CLEW_TRY_ASSIGN(const auto pointing, references.pointing_to(entity.id, options.view.view, options.limit));
  std::vector<Step> steps;
  add_own_steps(store, entity, options.view.view, steps);
  for (const auto* some : {&pointing.about, &pointing.others}) {
    for (const store::Entity& other : *some) add_steps(store, other, entity.id, options.view.view, steps);
  }
  // Ids may hold names too.
  const bool asks_of_child = is_child(store, entity, options.view.view);
  for (Step& step : steps) {
    if (step.caption == kChild) step.other = step.link = kHidden;
    if (!asks_of_child) continue;
    step.link = kHidden;
    // A passport or an address tells as much as a name.
    const model::Schema* schema = model::find_schema(step.schema);
    if (schema == nullptr || schema->is_link() || step.schema == "Sanction") continue;
    step.other = step.caption = kHidden;
    step.details.clear();
  }
  const std::string caption(asks_of_child ? kChild : entity.caption());
  const bool cut = pointing.others.size() >= options.limit && pointing.others_total > pointing.others.size();
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.relation < b.relation; });

  if (options.view.json) {
    Json json;
    json.open();
    json.member("id", entity.id);
    json.member("caption", caption);
    json.member("others_total", static_cast<uint64_t>(pointing.others_total));
    json.member("cut", cut);
    json.key("links").open_list();
    for (const Step& step : steps) {
      json.open();
      json.member("relation", step.relation);
      json.member("other", step.other);
      json.member("caption", step.caption);
      json.member("details", step.details);
      json.member("link", step.link);
      json.member("schema", step.schema);
      json.member("source", step.place);
      json.close();
    }
    json.close_list();
    json.close();
    json.print();
    return {};
  }
  fmt::print("{}  {}  {}\n\n", fit(entity.id, 80), entity.schema_name(), fit(caption, terminal_width()));
  if (steps.empty())
    fmt::print("no link to or from it in this store and view; absence of a link proves nothing.\n");
  print_steps(steps);
  if (cut) {
    fmt::print("{} of about {} that point to it, no order of weight; --limit shows more\n",
               with_commas(pointing.others.size()), with_commas(pointing.others_total));
  }
  return {};
}

}  // namespace

Run declare_links(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("ID", options->id, "the entity's id");
  flags.option("--limit", "N", options->limit, "how many of those that point to it to show (default 200)");
  return [options] {
    const auto result = show_links(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
