// clew backup: a tested copy of a store.
#include "store/backup.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

struct Options {
  std::string store, to;
  bool json = false;
};

int run_backup(const Options& options) {
  base::Progress progress;
  base::Result<store::BackedUp> done;
  {
    const ProgressLine line(progress);
    done = store::backup(options.store, options.to, base::real_disk(), &progress);
  }
  if (!done) return report(done.error());
  if (options.json) {
    Json json;
    json.open();
    json.member("to", options.to);
    json.member("generation", done->generation);
    json.member("files", done->files);
    json.member("bytes", done->bytes);
    json.close();
    json.print();
  } else {
    fmt::print("{} holds generation {} of {}: {}, {}, each tested while it was copied\n", options.to,
               done->generation, options.store, counted(done->files, "file"), bytes_text(done->bytes));
  }
  return kDone;
}

}  // namespace

Run declare_backup(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.positional("TO", options->to, "the copy, a folder that is not there yet");
  flags.flag("--json", options->json, "print JSON");
  return [options] { return run_backup(*options); };
}

}  // namespace clew::cli
