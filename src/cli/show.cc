// clew show: an entity, every value with its source and line.
#include "cli/show.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "cli/commands.h"
#include "cli/minors.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "graph/references.h"

namespace clew::cli {
namespace {

constexpr std::string_view kWhyNotShown = "by the birth date this person is, or may be, under 18";

struct Options {
  ViewFlags view;
  std::string id;
};

// Of these an entity has one in the world; two different values contradict each other.
bool has_one_in_the_world(std::string_view property) {
  constexpr std::array kSingle = {
      "birthDate",       "birthPlace",   "deathDate",          "gender",    "incorporationDate",
      "dissolutionDate", "jurisdiction", "registrationNumber", "leiCode",   "imoNumber",
      "startDate",       "endDate",      "listingDate",        "percentage"};
  return std::find(kSingle.begin(), kSingle.end(), property) != kSingle.end();
}

// Statements of one property beside each other, properties in a fixed order: names first, then as stated.
std::vector<const store::EntityStatement*> in_order(const store::Entity& entity) {
  std::map<std::string_view, size_t> first_place;
  for (const auto& stated : entity.statements)
    first_place.emplace(stated.statement.slot.property, first_place.size());
  std::vector<const store::EntityStatement*> ordered;
  for (const auto& stated : entity.statements) {
    if (stated.statement.slot.property != "id") ordered.push_back(&stated);
  }
  const auto rank = [&](const store::EntityStatement* stated) {
    const std::string_view property = stated->statement.slot.property;
    return property == "name" ? size_t{0} : first_place[property] + 1;
  };
  std::stable_sort(ordered.begin(), ordered.end(), [&](const auto* a, const auto* b) {
    return std::pair(rank(a), a->statement.value) < std::pair(rank(b), b->statement.value);
  });
  return ordered;
}

bool is_contradicted(const store::Entity& entity, std::string_view property) {
  return has_one_in_the_world(property) && entity.values(property).size() > 1;
}

std::string value_text(const store::EntityStatement& stated) {
  const model::Statement& statement = stated.statement;
  if (statement.original.empty() || statement.original == statement.value)
    return std::string(statement.value);
  return fmt::format("{} (\"{}\")", statement.value, statement.original);
}

void print_values(const store::Store& store, const store::Entity& entity, bool hides) {
  if (hides) {
    fmt::print("{} on record, not shown: {}\n",
               counted(entity.statements.size(), "value") + (entity.statements.size() == 1 ? " is" : " are"),
               kWhyNotShown);
    return;
  }
  Table table({"property", "value", "dataset", "source"});
  std::string_view before;
  bool contradicts = false;
  for (const auto* stated : in_order(entity)) {
    const model::Statement& statement = stated->statement;
    const bool contradicted = is_contradicted(entity, statement.slot.property);
    contradicts = contradicts || contradicted;
    const std::string name = std::string(statement.slot.property) + (contradicted ? " ≠" : "");
    table.add({statement.slot.property == before ? "" : name, value_text(*stated),
               std::string(statement.dataset), place_short(store, statement.record)});
    before = statement.slot.property;
  }
  table.print();
  if (contradicts) fmt::print("\n≠ the sources contradict each other; all are kept.\n");
}

void print_text(const store::Store& store, const store::Entity& entity, bool hides,
                const graph::Pointing& pointing) {
  fmt::print("{}  {}  {}\n", fit(entity.id, 200), entity.schema_name(),
             hides ? std::string(kChild) : fit(entity.caption(), terminal_width()));
  for (const store::Entity& other : pointing.about) {
    if (const std::string listing = listing_text(other); !listing.empty()) fmt::print("{}\n", listing);
  }
  if (const std::string listing = listing_text(entity); !listing.empty()) fmt::print("{}\n", listing);
  fmt::print("\n");
  print_values(store, entity, hides);
  std::map<std::string_view, size_t> kinds;
  for (const store::Entity& other : pointing.about) ++kinds[other.schema_name()];
  std::vector<std::string> pieces;
  for (const auto& [schema, count] : kinds) pieces.push_back(fmt::format("{} {}", count, schema));
  if (pointing.others_total != 0)
    pieces.push_back(pointing.others_total == 1
                         ? "1 link or other"
                         : fmt::format("{} links and others", with_commas(pointing.others_total)));
  if (!pieces.empty())
    fmt::print("\nPointed to by {}: clew links {} {}\n", fmt::join(pieces, ", "), store.path(), entity.id);
  fmt::print("The bytes behind a value: clew source {} {} PROPERTY\n", store.path(), entity.id);
}

void print_json(const store::Store& store, const store::Entity& entity, bool hides,
                const graph::Pointing& pointing) {
  Json json;
  json.open();
  json.member("id", entity.id);
  json.member("schema", entity.schema_name());
  json.member("caption", hides ? kChild : entity.caption());
  json.key("listings").open_list();
  for (const store::Entity& other : pointing.about) {
    if (const std::string listing = listing_text(other); !listing.empty()) json.value(listing);
  }
  json.close_list();
  json.key("contradicted").open_list();
  std::string_view before;
  for (const auto* stated : in_order(entity)) {
    const std::string_view property = stated->statement.slot.property;
    if (property != before && is_contradicted(entity, property)) json.value(property);
    before = property;
  }
  json.close_list();
  json.key("statements").open_list();
  for (const auto* stated : in_order(entity)) {
    if (!hides) write_statement(json, store, *stated);
  }
  json.close_list();
  if (hides) json.member("statements_not_shown", static_cast<uint64_t>(entity.statements.size()));
  json.member("others_total", static_cast<uint64_t>(pointing.others_total));
  json.key("about").open_list();
  for (const store::Entity& other : pointing.about) {
    json.open();
    json.member("id", other.id);
    json.member("schema", other.schema_name());
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> show(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const store::Entity entity, entity_meant(store, options.id, options.view.view));
  CLEW_TRY_ASSIGN(const auto references, graph::References::open(store));
  CLEW_TRY_ASSIGN(const auto pointing, references.pointing_to(entity.id, options.view.view, 0));
  const bool hides = is_child(store, entity, options.view.view);
  if (options.view.json) {
    print_json(store, entity, hides, pointing);
  } else {
    print_text(store, entity, hides, pointing);
  }
  return {};
}

}  // namespace

void write_statement(Json& json, const store::Store& store, const store::EntityStatement& stated) {
  const model::Statement& statement = stated.statement;
  json.open();
  json.member("property", statement.slot.property);
  json.member("value", statement.value);
  if (!statement.original.empty()) json.member("original", statement.original);
  if (!statement.slot.language.empty()) json.member("language", statement.slot.language);
  json.member("schema", statement.slot.schema);
  json.member("dataset", statement.dataset);
  json.member("field", statement.slot.field);
  const store::Manifest& manifest = store.manifest();
  if (statement.record.part < manifest.parts.size()) {
    const store::Part& part = manifest.parts[statement.record.part];
    json.member("source", manifest.sources[part.source].source.from);
    json.member("sha256", manifest.sources[part.source].source.sha256);
    if (!part.member.empty()) json.member("member", part.member);
  }
  json.member("line", statement.record.line);
  json.member("offset", statement.record.offset);
  json.member("length", statement.record.length);
  if (const store::Dataset* dataset = manifest.dataset(statement.dataset); dataset != nullptr) {
    json.member("known_from", dataset->versions[stated.known_from - 1].published_on);
    if (stated.known_to != 0) json.member("known_to", dataset->versions[stated.known_to - 1].published_on);
  }
  json.close();
}

std::string listing_text(const store::Entity& entity) {
  if (entity.schema_name() != "Sanction") return {};
  std::string_view authority = entity.first("authority");
  if (authority.empty()) authority = entity.first("publisher");
  std::string_view day = entity.first("listingDate");
  if (day.empty()) day = entity.first("startDate");
  return fmt::format("listed {} by {}, may since be lifted",
                     day.empty() ? "on an unstated day" : fmt::format("on {}", day),
                     authority.empty() ? "an unstated authority" : fit(authority, 80));
}

Run declare_show(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("ID", options->id, "the entity's id, with or without its prefix");
  return [options] {
    const auto result = show(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
