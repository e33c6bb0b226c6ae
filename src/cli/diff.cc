// clew diff: what changed in a dataset from one version to another.
#include "store/diff.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/show.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"

namespace clew::cli {
namespace {

struct Options {
  std::string store, dataset, from, to;
  uint64_t limit = 20;
  bool json = false;
};

struct Sums {
  uint64_t entities_added = 0, entities_ended = 0, entities_changed = 0;
  uint64_t statements_added = 0, statements_ended = 0;

  uint64_t entities() const { return entities_added + entities_ended + entities_changed; }
  void add(const store::Difference& difference) {
    ++(!difference.before ? entities_added : !difference.after ? entities_ended : entities_changed);
    statements_added += difference.added.size();
    statements_ended += difference.ended.size();
  }
};

std::string_view kind_of(const store::Difference& difference) {
  return !difference.before ? "added" : !difference.after ? "ended" : "changed";
}

void print_statements(const store::Store& store, char sign,
                      const std::vector<store::EntityStatement>& statements) {
  for (const auto& [statement, from, to] : statements) {
    fmt::print("    {} {} = {}  [{}]\n", sign, statement.slot.property,
               fit(statement.value, terminal_width() * 2), place_short(store, statement.record));
  }
}

void print_difference(const store::Store& store, const store::Difference& difference) {
  const store::Entity& entity = difference.either();
  fmt::print("{} {} {}: {}\n", kind_of(difference), entity.schema_name(), entity.id,
             fit(entity.caption(), terminal_width()));
  print_statements(store, '-', difference.ended);
  print_statements(store, '+', difference.added);
}

void write_list(Json& json, const char* name, const store::Store& store,
                const std::vector<store::EntityStatement>& statements) {
  json.key(name).open_list();
  for (const store::EntityStatement& stated : statements) write_statement(json, store, stated);
  json.close_list();
}

void write_difference(Json& json, const store::Store& store, const store::Difference& difference) {
  const store::Entity& entity = difference.either();
  json.open();
  json.member("id", entity.id);
  json.member("change", kind_of(difference));
  json.member("schema", entity.schema_name());
  json.member("caption", entity.caption());
  write_list(json, "added", store, difference.added);
  write_list(json, "ended", store, difference.ended);
  json.close();
}

void write_version(Json& json, const char* name, const store::Version& version) {
  json.key(name).open();
  json.member("number", version.number);
  json.member("name", version.name);
  json.member("published_on", version.published_on);
  json.close();
}

// The versions meant; without words, the last and the one before.
base::Result<std::pair<uint32_t, uint32_t>> versions_meant(const store::Dataset& dataset,
                                                           const Options& options) {
  const auto count = static_cast<uint32_t>(dataset.versions.size());
  std::pair<uint32_t, uint32_t> meant(count > 1 ? count - 1 : 1, count);
  if (!options.from.empty()) {
    CLEW_TRY_ASSIGN(meant.first, store::find_version(dataset, options.from));
  }
  if (!options.to.empty()) {
    CLEW_TRY_ASSIGN(meant.second, store::find_version(dataset, options.to));
  }
  return meant;
}

base::Result<void> run_diff(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  const auto& datasets = store.manifest().datasets;
  const store::Dataset* dataset = store.manifest().dataset(options.dataset);
  if (dataset == nullptr || dataset->versions.empty()) {
    return base::fail(base::ErrorKind::not_found, fmt::format("no dataset {} in {}; clew info {} lists them",
                                                              options.dataset, options.store, options.store));
  }
  CLEW_TRY_ASSIGN(const auto meant, versions_meant(*dataset, options));
  const store::Version& from = dataset->versions[meant.first - 1];
  const store::Version& to = dataset->versions[meant.second - 1];
  Sums sums;
  Json json;
  json.open();
  json.member("dataset", dataset->name);
  write_version(json, "from", from);
  write_version(json, "to", to);
  json.key("differences").open_list();
  CLEW_TRY(store::diff(store, static_cast<uint32_t>(dataset - datasets.data()), meant.first, meant.second,
                       [&](const store::Difference& difference) {
                         sums.add(difference);
                         if (sums.entities() > options.limit) return true;
                         if (options.json) {
                           write_difference(json, store, difference);
                         } else {
                           print_difference(store, difference);
                         }
                         return true;
                       }));
  json.close_list();
  json.member("entities_added", sums.entities_added);
  json.member("entities_ended", sums.entities_ended);
  json.member("entities_changed", sums.entities_changed);
  json.member("statements_added", sums.statements_added);
  json.member("statements_ended", sums.statements_ended);
  json.close();
  if (options.json) {
    json.print();
    return {};
  }
  if (sums.entities() > options.limit)
    fmt::print("{} of {}; --limit shows more\n", options.limit, with_commas(sums.entities()));
  fmt::print(
      "{} from version {} ({}) to {} ({}): {} added, {} ended, {} changed; {} added, {} "
      "ended\n",
      dataset->name, from.number, from.name, to.number, to.name, counted(sums.entities_added, "entity"),
      with_commas(sums.entities_ended), with_commas(sums.entities_changed),
      counted(sums.statements_added, "statement"), with_commas(sums.statements_ended));
  return {};
}

}  // namespace

Run declare_diff(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.positional("DATASET", options->dataset, "the dataset, as clew info names it");
  flags.option("--from", "VERSION", options->from,
               "name, number or day of the earlier version (default: the last but one)");
  flags.option("--to", "VERSION", options->to,
               "name, number or day of the later version (default: the last)");
  flags.option("--limit", "N", options->limit, "how many entities to show (default 20); all are counted");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = run_diff(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
