// clew info: what a store holds.
#include <fmt/core.h>

#include <algorithm>
#include <span>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "load/report.h"

namespace clew::cli {
namespace {

struct Options {
  std::string store;
  std::string issues_of;
  bool all_sources = false;
  bool json = false;
};

constexpr size_t kSourcesShown = 12;

// The end of a long path, where the file's name is.
std::string tail_of(const std::string& path) {
  constexpr size_t kBytesMax = 48;
  if (path.size() <= kBytesMax) return path;
  const size_t slash = path.find('/', path.size() - kBytesMax);
  return "…" + path.substr(slash == std::string::npos ? path.rfind('/') : slash);
}

void print_datasets(const store::Store& store, bool all_sources) {
  const store::Manifest& manifest = store.manifest();
  uint64_t bytes = 0;
  for (const auto& segment : manifest.segments) bytes += segment.bytes;
  fmt::print("{}: {}, {} of {} in all, generation {}\n\n", store.path(),
             counted(manifest.datasets.size(), "dataset"), counted(manifest.segments.size(), "segment"),
             bytes_text(bytes), manifest.generation);
  Table table({"dataset", "version", ">entities", ">links", ">statements", ">added", ">ended", ">issues",
               ">not mapped"});
  for (const store::Dataset& dataset : manifest.datasets) {
    for (const store::Version& version : dataset.versions) {
      const bool is_named = version.name != version.published_on;
      table.add({version.number == 1 ? dataset.name : "",
                 is_named ? fmt::format("{} ({})", version.name, version.published_on) : version.name,
                 with_commas(version.entities), with_commas(version.links), with_commas(version.statements),
                 with_commas(version.added), with_commas(version.ended), with_commas(version.issues),
                 with_commas(version.not_mapped)});
    }
  }
  table.print();
  fmt::print("\n");
  std::map<std::string, uint64_t> by_schema;
  for (const store::Dataset& dataset : manifest.datasets) {
    if (dataset.versions.empty()) continue;
    for (const auto& [schema, count] : dataset.versions.back().by_schema) by_schema[schema] += count;
  }
  Table kinds({"kind", ">entities"});
  for (const auto& [schema, count] : by_schema) kinds.add({schema, with_commas(count)});
  kinds.print();
  fmt::print("\n");
  Table publishers({"dataset", "publisher", "licence"});
  for (const store::Dataset& dataset : manifest.datasets) {
    if (!dataset.publisher.empty() || !dataset.licence.empty())
      publishers.add({dataset.name, dataset.publisher, dataset.licence});
  }
  if (!publishers.empty()) {
    publishers.print();
    fmt::print("\n");
  }
  Table sources({"source", ">bytes", "kept", "obtained", "sha256"});
  const size_t shown =
      all_sources ? manifest.sources.size() : std::min(manifest.sources.size(), kSourcesShown);
  for (const store::KeptSource& kept : std::span(manifest.sources).first(shown)) {
    sources.add({tail_of(kept.source.from), with_commas(kept.source.size), kept.kept ? "yes" : "no",
                 std::string(model::to_string(kept.source.obtained)),
                 kept.source.sha256.substr(0, 16) + "…"});
  }
  sources.print();
  if (shown < manifest.sources.size())
    fmt::print("and {} more: clew info {} --sources\n", manifest.sources.size() - shown, store.path());
  if (!manifest.tombstones.empty())
    fmt::print("\n{} erased: clew forget --list {}\n", manifest.tombstones.size(), store.path());
}

void print_datasets_json(const store::Store& store) {
  const store::Manifest& manifest = store.manifest();
  Json json;
  json.open();
  json.member("store", store.path());
  json.member("generation", manifest.generation);
  json.key("datasets").open_list();
  for (const store::Dataset& dataset : manifest.datasets) {
    json.open();
    json.member("name", dataset.name);
    json.member("title", dataset.title);
    json.member("publisher", dataset.publisher);
    json.member("licence", dataset.licence);
    json.key("versions").open_list();
    for (const store::Version& version : dataset.versions) {
      json.open();
      json.member("number", version.number);
      json.member("name", version.name);
      json.member("published_on", version.published_on);
      json.member("loaded_at", version.loaded_at);
      json.member("delta", version.delta);
      json.member("entities", version.entities);
      json.member("links", version.links);
      json.member("statements", version.statements);
      json.member("added", version.added);
      json.member("ended", version.ended);
      json.member("issues", version.issues);
      json.member("not_mapped", version.not_mapped);
      json.key("by_schema").open();
      for (const auto& [schema, count] : version.by_schema) json.member(schema, count);
      json.close();
      json.close();
    }
    json.close_list();
    json.close();
  }
  json.close_list();
  json.key("sources").open_list();
  for (const store::KeptSource& kept : manifest.sources) {
    json.open();
    json.member("from", kept.source.from);
    json.member("sha256", kept.source.sha256);
    json.member("size", kept.source.size);
    json.member("published_on", kept.source.published_on);
    json.member("loaded_at", kept.source.loaded_at);
    json.member("obtained", model::to_string(kept.source.obtained));
    json.member("kept", kept.kept);
    json.close();
  }
  json.close_list();
  json.key("segments").open_list();
  for (const auto& segment : manifest.segments) {
    json.open();
    json.member("file", segment.file);
    json.member("dataset", manifest.datasets[segment.dataset].name);
    json.member("bytes", segment.bytes);
    json.member("rows", segment.rows);
    json.member("entities", segment.entities);
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> print_issues(const store::Store& store, const std::string& name, bool as_json) {
  const store::Dataset* dataset = store.manifest().dataset(name);
  if (dataset == nullptr || dataset->versions.empty()) {
    return base::fail(base::ErrorKind::not_found, fmt::format("no dataset {} in {}", name, store.path()));
  }
  CLEW_TRY_ASSIGN(const std::string text,
                  store.disk().read_file(store.path() + "/reports/" + dataset->versions.back().report));
  if (as_json) {
    fmt::print("{}", text);
    return {};
  }
  const load::Report report = load::read_report(text);
  Table counts({"issue", ">count"});
  for (const auto& [kind, count] : report.issue_counts) counts.add({kind, with_commas(count)});
  Table issues({"issue", "where", "what"});
  for (const model::Issue& issue : report.issues)
    issues.add({issue.kind, place_short(store, issue.record), issue.text});
  Table fields({"field without a place in the model", ">values", "for example", "at"});
  for (const auto& [field, unmapped] : report.not_mapped) {
    fields.add({field, with_commas(unmapped.count), unmapped.example, place_short(store, unmapped.record)});
  }
  const std::pair<const char*, const Table*> tables[] = {
      {"Odd", &counts}, {"Where (the first 200 of each)", &issues}, {"Not mapped", &fields}};
  for (const auto& [heading, table] : tables) {
    if (table->empty()) continue;
    fmt::print("{}\n", heading);
    table->print();
    fmt::print("\n");
  }
  for (const auto& [property, count] : report.withheld)
    fmt::print("kept out: {} of {}\n", counted(count, "value"), property);
  return {};
}

base::Result<void> show_info(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.store));
  if (!options.issues_of.empty()) return print_issues(store, options.issues_of, options.json);
  if (options.json) {
    print_datasets_json(store);
  } else {
    print_datasets(store, options.all_sources);
  }
  return {};
}

}  // namespace

Run declare_info(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.option("--issues", "DATASET", options->issues_of,
               "what was odd in a dataset, and what of it has no place in the model");
  flags.flag("--sources", options->all_sources, "list every source, not the first 12");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = show_info(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
