// clew load: files into a store.
#include "load/load.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "load/prepare.h"

namespace clew::cli {
namespace {

struct Options {
  load::LoadOptions load;
  std::string obtained = "unknown";
  std::string sources = "keep";
  uint64_t threads = 0;
  uint64_t memory_mb = 512;
  bool json = false;
  bool quiet = false;
};

model::Obtained obtained_from(std::string_view word) {
  for (const auto way : {model::Obtained::official, model::Obtained::open, model::Obtained::leak}) {
    if (word == model::to_string(way)) return way;
  }
  return model::Obtained::unknown;
}

void print_json(const std::vector<load::Loaded>& all, double seconds_index) {
  Json json;
  json.open();
  json.key("datasets").open_list();
  for (const load::Loaded& loaded : all) {
    json.open();
    json.member("dataset", loaded.dataset);
    json.list("formats", loaded.formats);
    json.member("version", loaded.version.name);
    json.member("published_on", loaded.version.published_on);
    json.member("day_is_taken", loaded.day_is_taken);
    json.member("unchanged", loaded.unchanged);
    json.member("delta", loaded.version.delta);
    json.member("entities", loaded.version.entities);
    json.member("links", loaded.version.links);
    json.member("statements", loaded.version.statements);
    json.member("added", loaded.version.added);
    json.member("ended", loaded.version.ended);
    json.member("issues", loaded.version.issues);
    json.member("not_mapped", loaded.version.not_mapped);
    json.key("issues_by_kind").open();
    for (const auto& [kind, count] : loaded.report.issue_counts) json.member(kind, count);
    json.close();
    json.key("by_schema").open();
    for (const auto& [schema, count] : loaded.version.by_schema) json.member(schema, count);
    json.close();
    json.key("withheld").open();
    for (const auto& [property, count] : loaded.report.withheld) json.member(property, count);
    json.close();
    json.list("failures", loaded.failures);
    json.key("skipped").open_list();
    for (const load::Skipped& skipped : loaded.skipped) json.value(std::string_view(skipped.path));
    json.close_list();
    json.member("bytes", loaded.bytes);
    json.member("seconds", loaded.seconds);
    json.member("seconds_reading", loaded.seconds_reading);
    json.close();
  }
  json.close_list();
  json.member("seconds_index", seconds_index);
  json.close();
  json.print();
}

void print_text(const std::vector<load::Loaded>& all, double seconds_index, const std::string& store) {
  Table table({"dataset", "version", ">entities", ">links", ">statements", ">added", ">ended", ">issues",
               ">not mapped"});
  uint64_t bytes = 0;
  double seconds = 0;
  for (const load::Loaded& loaded : all) {
    const store::Version& version = loaded.version;
    table.add({loaded.dataset, version.name + (loaded.unchanged ? " (unchanged)" : ""),
               with_commas(version.entities), with_commas(version.links), with_commas(version.statements),
               with_commas(version.added), with_commas(version.ended), with_commas(version.issues),
               with_commas(version.not_mapped)});
    bytes += loaded.bytes;
    seconds += loaded.seconds;
  }
  table.print();
  fmt::print("{} in {:.2f} s, {}/s; look-up tables {:.2f} s\n", bytes_text(bytes), seconds,
             bytes_text(seconds > 0 ? static_cast<uint64_t>(static_cast<double>(bytes) / seconds) : 0),
             seconds_index);
  for (const load::Loaded& loaded : all) {
    if (loaded.day_is_taken) {
      fmt::print("{}: the file does not say its day; taken: today, {}; --published-on says another\n",
                 loaded.dataset, loaded.version.published_on);
    }
    for (const std::string& failure : loaded.failures) fmt::print("broke off: {}\n", failure);
    for (const load::Skipped& skipped : loaded.skipped) {
      fmt::print("not read (no known format): {}{}{}\n", skipped.path, skipped.advice.empty() ? "" : ": ",
                 skipped.advice);
    }
    for (const auto& [property, count] : loaded.report.withheld) {
      fmt::print("kept out of {}: {} of {}\n", loaded.dataset, counted(count, "value"), property);
    }
    if (loaded.version.issues + loaded.version.not_mapped == 0) continue;
    fmt::print("what was odd or has no place in the model: clew info {} --issues {}\n", store,
               loaded.dataset);
  }
}

int run_load(Options options) {
  options.load.obtained = obtained_from(options.obtained);
  options.load.threads = options.threads;
  constexpr uint64_t kMemoryMbMax = 1 << 20;  // More than any machine has; and the bytes still fit.
  options.load.memory_bytes = std::min(options.memory_mb, kMemoryMbMax) << 20;
  // What is kept out of the statements must not come back in through a copy of the source.
  options.load.keep_sources = options.sources == "keep" && options.load.without.empty();
  base::Progress progress;
  options.load.progress = &progress;
  base::Result<std::vector<load::Loaded>> all;
  {
    const ProgressLine line(progress);
    all = load::load(options.load);
  }
  if (!all) return report(all.error());
  const auto start = std::chrono::steady_clock::now();
  const auto prepared = load::prepare(options.load.store);
  const double seconds_index =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.json) {
    print_json(*all, seconds_index);
  } else {
    print_text(*all, seconds_index, options.load.store);
  }
  // What was loaded stands; only the first question will be slower.
  if (!prepared) return report(prepared.error());
  bool lost = false;
  for (const load::Loaded& loaded : *all)
    lost = lost || loaded.report.lost_count() != 0 || !loaded.failures.empty();
  return lost ? kDoneWithLosses : kDone;
}

}  // namespace

Run declare_load(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positionals("FILE", options->load.paths, "files, archives or folders to read");
  flags.option("--into", "STORE", options->load.store,
               "the store, a folder NAME.clew; made if it is not there", true);
  flags.option("--dataset", "NAME", options->load.dataset,
               "name of the dataset (default: as the format says, else the file's stem)");
  flags.option("--version-name", "NAME", options->load.version,
               "name of this version (default: the publisher's, else its day)");
  flags.option("--published-on", "DATE", options->load.published_on,
               "day of publication, where the file does not say it");
  flags.choice("--obtained", options->obtained, {"official", "open", "leak", "unknown"},
               "how the files were obtained");
  flags.option(
      "--without", "FIELDS", options->load.without,
      "properties or types of value to keep out, e.g. birthDate,address,phone; implies --sources reference");
  flags.option("--mapping", "FILE", options->load.mapping,
               "a mapping (YAML) for CSV, JSON or YAML of your own");
  flags.option("--encoding", "NAME", options->load.encoding,
               "of text that is not UTF-8 (default windows-1252)");
  flags.choice("--sources", options->sources, {"keep", "reference"},
               "copy the originals into the store, or only note where they lie");
  flags.option("--threads", "N", options->threads, "reading threads (default: one for each processor)");
  flags.option("--memory-mb", "N", options->memory_mb,
               "memory for statements on their way; what is more goes to disk (default 512)");
  flags.flag("--json", options->json, "print JSON");
  return [options] { return run_load(*options); };
}

}  // namespace clew::cli
