// Any bytes as a file: gzip, zstandard, zip, UTF-16 or plain. What comes out is bounded, and the same
// however much is asked for at a time.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "check.h"
#include "read/stream.h"

namespace {

using namespace clew;

constexpr read::UnfoldLimits kLimits = {
    .bytes_max = 1 << 20, .ratio_max = 100, .ratio_from = 64 << 10, .members_max = 20};

struct Outcome {
  std::string text;
  bool whole = false;  // Read to the end without an error.
};

Outcome read_all(const read::Input& input, size_t piece) {
  auto stream = read::open_input(input, kLimits);
  if (!stream) return {};
  Outcome outcome;
  std::vector<char> buffer(piece);
  while (true) {
    const auto got = (*stream)->read(buffer.data(), buffer.size());
    if (!got) return outcome;
    outcome.whole = *got == 0;
    if (outcome.whole) return outcome;
    outcome.text.append(buffer.data(), *got);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("clew-archive-fuzz-" + std::to_string(::getpid()))).native();
  std::filesystem::remove(path);  // Else the file would be taken for the one before, written to at once.
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  const auto inputs = read::find_inputs(path, kLimits);
  if (!inputs) return 0;
  for (const read::Input& input : *inputs) {
    const Outcome outcome = read_all(input, 64 << 10);
    // UTF-16 grows by half in UTF-8.
    CLEW_FUZZ_CHECK(outcome.text.size() <= kLimits.bytes_max + kLimits.bytes_max / 2 ||
                    size > kLimits.bytes_max);
    if (!outcome.whole || outcome.text.size() > 4096) continue;
    const Outcome in_bits = read_all(input, 3);
    CLEW_FUZZ_CHECK(in_bits.whole && in_bits.text == outcome.text);
  }
  std::filesystem::remove(path);
  return 0;
}
