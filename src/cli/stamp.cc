// clew stamp: a time stamp of RFC 3161 for a pack's checkpoint: the question, and the answer put into the
// pack.
#include "prove/stamp.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"
#include "prove/pack_format.h"
#include "prove/zip.h"

namespace clew::cli {
namespace {

using base::Result;

struct Options {
  std::string file, query, answer, output, roots;
};

Result<std::string_view> checkpoint_in(const prove::ZipReading& pack, const std::string& file) {
  for (const prove::ZipMember& member : pack.members) {
    if (member.name == prove::kCheckpoint) return member.bytes;
  }
  return base::fail(base::ErrorKind::format,
                    fmt::format("{} is no pack: it has no {}", file, prove::kCheckpoint));
}

Result<void> add_answer(const Options& options, prove::ZipReading pack, std::string_view checkpoint) {
  CLEW_TRY_ASSIGN(const std::string answer, read_whole(options.answer));
  std::string roots;
  if (!options.roots.empty()) {
    CLEW_TRY_ASSIGN(roots, read_whole(options.roots));
  }
  CLEW_TRY_ASSIGN(const prove::Stamp stamp, prove::read_stamp(answer, checkpoint, roots));
  size_t number = 1;
  for (const prove::ZipMember& member : pack.members) number += prove::is_stamp_name(member.name) ? 1 : 0;
  pack.members.push_back({fmt::format("ledger/stamp-{}.tsr", number), answer});
  std::sort(pack.members.begin(), pack.members.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  const std::string partial = options.output + ".part";
  CLEW_TRY_ASSIGN(auto file, base::real_disk().create(partial));
  CLEW_TRY(prove::write_zip(*file, pack.members));
  CLEW_TRY(file->sync());
  CLEW_TRY(file->close());
  CLEW_TRY(base::real_disk().rename(partial, options.output));
  fmt::print("{}: stamped {} by {}.\n", options.output, stamp.at, stamp.authority);
  return {};
}

Result<void> stamp(const Options& options) {
  CLEW_TRY_ASSIGN(const base::Mapping mapping, base::Mapping::open(options.file));
  prove::ZipReading pack = prove::read_zip(mapping.bytes());
  if (!pack.wrong.empty()) return base::fail(base::ErrorKind::corrupt, pack.wrong.front());
  CLEW_TRY_ASSIGN(const std::string_view checkpoint, checkpoint_in(pack, options.file));
  if (!options.query.empty()) return put(options.query, prove::stamp_request(checkpoint));
  if (options.answer.empty() || options.output.empty())
    return base::fail(base::ErrorKind::usage, "either --query FILE, or --answer FILE --output FILE");
  return add_answer(options, std::move(pack), checkpoint);
}

}  // namespace

Run declare_stamp(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("FILE", options->file, "the pack");
  flags.option("--query", "FILE", options->query,
               "write the question to an authority (.tsq): a hash, nothing else");
  flags.option("--answer", "FILE", options->answer, "the authority's answer (.tsr)");
  flags.option("--output", "FILE", options->output, "the pack with the answer in it");
  flags.option("--roots", "FILE", options->roots, "certificates (PEM) that the authority's must lead to");
  return [options] {
    const Result<void> done = stamp(*options);
    return done ? static_cast<int>(kDone) : report(done.error());
  };
}

}  // namespace clew::cli
