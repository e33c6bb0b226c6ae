// clew check: is every byte of a store as it was written?
#include "store/check.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

struct Options {
  std::string store;
  bool json = false;
};

void print_json(const std::string& store, const store::Checked& checked) {
  Json json;
  json.open();
  json.member("store", store);
  json.member("generation", checked.generation);
  json.member("segments", checked.segments);
  json.member("segment_bytes", checked.segment_bytes);
  json.member("shards", checked.shards);
  json.member("blocks", checked.blocks);
  json.member("rows", checked.rows);
  json.member("derived", checked.derived);
  json.member("derived_bytes", checked.derived_bytes);
  json.member("reports", checked.reports);
  json.member("sources", checked.sources);
  json.member("source_bytes", checked.source_bytes);
  json.member("sources_elsewhere", checked.sources_elsewhere);
  json.member("sources_redacted", checked.sources_redacted);
  json.key("damages").open_list();
  for (const store::Damage& damage : checked.damages) {
    json.open();
    json.member("file", damage.file);
    json.member("message", damage.message);
    json.close();
  }
  json.close_list();
  json.list("unused", checked.unused);
  json.close();
  json.print();
}

std::string beside(const store::Checked& checked) {
  std::string text;
  if (checked.sources_elsewhere != 0)
    text += fmt::format("; {} lie elsewhere and were not tested", checked.sources_elsewhere);
  if (checked.sources_redacted != 0)
    text += fmt::format("; {} blanked in part by forget", checked.sources_redacted);
  return text;
}

void print_text(const std::string& store, const store::Checked& checked) {
  fmt::print("{}, generation {}, was read whole:\n", store, checked.generation);
  fmt::print("  manifest       its checksum, and that it agrees with the files\n");
  fmt::print("  segments       {} ({}): {} blocks by checksum, {} rows by their versions and sources\n",
             checked.segments, bytes_text(checked.segment_bytes), with_commas(checked.blocks),
             with_commas(checked.rows));
  fmt::print("  derived files  {} ({}) by checksum\n", checked.derived, bytes_text(checked.derived_bytes));
  fmt::print("  reports        {}\n", checked.reports);
  fmt::print("  kept sources   {} ({}) by SHA-256{}\n", checked.sources, bytes_text(checked.source_bytes),
             beside(checked));
  if (!checked.unused.empty())
    fmt::print("{} that nobody uses; clew compact {} removes what is unused\n",
               counted(checked.unused.size(), "file"), store);
  for (const store::Damage& damage : checked.damages) fmt::print("damaged: {}\n", damage.message);
  fmt::print("{}\n", checked.damages.empty() ? "All is as it was written."
                                             : fmt::format("{} damaged places.", checked.damages.size()));
}

int run_check(const Options& options) {
  base::Progress progress;
  base::Result<store::Checked> checked;
  {
    const ProgressLine line(progress);
    checked = store::check(options.store, base::real_disk(), &progress);
  }
  if (!checked) return report(checked.error());
  if (options.json) {
    print_json(options.store, *checked);
  } else {
    print_text(options.store, *checked);
  }
  return checked->damages.empty() ? kDone : kDiffers;
}

}  // namespace

Run declare_check(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.flag("--json", options->json, "print JSON");
  return [options] { return run_check(*options); };
}

}  // namespace clew::cli
