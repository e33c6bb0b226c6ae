// clew-verify: tests an evidence pack, and nothing else. No store, no desk, no network; it writes no file.
//
//   clew-verify FILE.zip [--node KEY] [--witness KEY]... [--since EARLIER.zip]
//
// Exit code 0: nothing was changed since the export; 11: something was, and each line WRONG names it; else as
// of `clew verify`: 2 how it was called, 3 a file that is not there, 4 one that cannot be read, 6 no key.
#include <fmt/core.h>

#include <cstring>
#include <string>

#include "base/exit_codes.h"
#include "base/mapping.h"
#include "prove/verify.h"

namespace {

using clew::base::Result;

struct Arguments {
  std::string file, since;
  clew::prove::VerifyOptions options;
};

constexpr const char* kUsage =
    "usage: clew-verify FILE.zip [--node KEY] [--witness KEY]... [--since EARLIER.zip]\n"
    "Tests every byte of an evidence pack and names what is not as it was exported.\n";

Result<void> take(Arguments& arguments, const std::string& flag, const std::string& value) {
  if (flag == "--since") {
    arguments.since = value;
    return {};
  }
  CLEW_TRY_ASSIGN(clew::prove::NamedKey key, clew::prove::parse_vkey(value));
  if (flag == "--node") {
    arguments.options.node = std::move(key);
  } else {
    arguments.options.witnesses.push_back(std::move(key));
  }
  return {};
}

Result<Arguments> parse(int count, char** words) {
  Arguments arguments;
  for (int at = 1; at < count; ++at) {
    const std::string word = words[at];
    const bool takes = word == "--node" || word == "--witness" || word == "--since";
    if (takes && at + 1 < count) {
      CLEW_TRY(take(arguments, word, words[++at]));
    } else if (!takes && !word.starts_with("-") && arguments.file.empty()) {
      arguments.file = word;
    } else {
      return clew::base::fail(clew::base::ErrorKind::usage, kUsage);
    }
  }
  if (arguments.file.empty()) return clew::base::fail(clew::base::ErrorKind::usage, kUsage);
  return arguments;
}

Result<bool> run(const Arguments& arguments) {
  CLEW_TRY_ASSIGN(const clew::base::Mapping pack, clew::base::Mapping::open(arguments.file));
  clew::prove::Verification verification = clew::prove::verify_pack(pack.bytes(), arguments.options);
  if (!arguments.since.empty()) {
    CLEW_TRY_ASSIGN(const clew::base::Mapping earlier, clew::base::Mapping::open(arguments.since));
    for (std::string& says : clew::prove::compare_packs(earlier.bytes(), pack.bytes(), arguments.options))
      verification.wrong.push_back(std::move(says));
  }
  fmt::print("{}", clew::prove::to_text(verification));
  return verification.wrong.empty();
}

}  // namespace

int main(int count, char** words) {
  const auto arguments = parse(count, words);
  if (!arguments) {
    fmt::print(stderr, "clew-verify: {}\n", arguments.error().message);
    return clew::base::exit_code(arguments.error().kind);
  }
  const Result<bool> unchanged = run(*arguments);
  if (!unchanged) {
    fmt::print(stderr, "clew-verify: {}\n", unchanged.error().message);
    return clew::base::exit_code(unchanged.error().kind);
  }
  return *unchanged ? clew::base::kDone : clew::base::kDiffers;
}
