// clew compact: many small segments become one for each dataset.
#include "store/compact.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "load/prepare.h"

namespace clew::cli {
namespace {

struct Options {
  std::string store;
  bool json = false;
};

void print_json(const store::Compacted& done) {
  Json json;
  json.open();
  json.member("generation", done.generation);
  json.key("datasets").open_list();
  for (const store::CompactedDataset& dataset : done.datasets) {
    json.open();
    json.member("dataset", dataset.dataset);
    json.member("segments_before", dataset.segments_before);
    json.member("rows_before", dataset.rows_before);
    json.member("bytes_before", dataset.bytes_before);
    json.member("rows", dataset.rows);
    json.member("bytes", dataset.bytes);
    json.close();
  }
  json.close_list();
  json.member("files_removed", done.files_removed);
  json.member("bytes_removed", done.bytes_removed);
  json.close();
  json.print();
}

void print_text(const store::Compacted& done) {
  if (done.datasets.empty()) fmt::print("every dataset is in one segment already\n");
  for (const store::CompactedDataset& dataset : done.datasets) {
    fmt::print("{}: {}, {}, {} -> 1 segment, {}, {}\n", dataset.dataset,
               counted(dataset.segments_before, "segment"), counted(dataset.rows_before, "row"),
               bytes_text(dataset.bytes_before), counted(dataset.rows, "row"), bytes_text(dataset.bytes));
  }
  fmt::print("removed {} that nobody uses any more, {}\n", counted(done.files_removed, "file"),
             bytes_text(done.bytes_removed));
}

int run_compact(const Options& options) {
  base::Progress progress;
  base::Result<store::Compacted> done;
  {
    const ProgressLine line(progress);
    done = store::compact(options.store, base::real_disk(), &progress);
  }
  if (!done) return report(done.error());
  if (options.json) {
    print_json(*done);
  } else {
    print_text(*done);
  }
  // What was compacted stands; only the first question would be slower.
  const auto prepared = load::prepare(options.store);
  return prepared ? static_cast<int>(kDone) : report(prepared.error());
}

}  // namespace

Run declare_compact(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.flag("--json", options->json, "print JSON");
  return [options] { return run_compact(*options); };
}

}  // namespace clew::cli
