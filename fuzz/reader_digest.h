// What a reader told its sink, as text: two ways of reading the same bytes must tell the same.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "check.h"
#include "checking_sink.h"
#include "read/format.h"

namespace clew {

// Keeps what was told beside checking it.
class DigestSink : public CheckingSink {
 public:
  explicit DigestSink(std::string_view bytes) : CheckingSink(kPart), bytes_(bytes) {}
  static constexpr uint32_t kPart = 3;

  void add(std::string_view entity, read::SlotId slot, std::string_view value, std::string_view original,
           const model::Record& record) override {
    CheckingSink::add(entity, slot, value, original, record);
    CLEW_FUZZ_CHECK(record.line > 0 && record.offset + record.length <= bytes_.size());
    for (const std::string_view part : {entity, value, original}) (text_ += part) += '\t';
    text_ += std::to_string(slot) + "@" + std::to_string(record.offset) + "\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string_view bytes_;
  std::string text_;
};

// Bytes that come a few at a time.
class PieceStream : public read::Stream {
 public:
  PieceStream(std::string_view bytes, size_t piece) : bytes_(bytes), piece_(piece) {}
  base::Result<size_t> read(char* to, size_t size) override {
    const size_t got = bytes_.copy(to, std::min(size, piece_));
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
  size_t piece_;
};

inline std::string read_as(const read::Format& format, std::string_view bytes, size_t piece) {
  PieceStream stream(bytes, piece);
  DigestSink sink(bytes);
  read::ReadOptions options;
  options.part = DigestSink::kPart;
  options.dataset = "fuzz";
  (void)format.read(stream, sink, options);
  return sink.text();
}

// Reads the bytes at once and in pieces; both must tell the same.
inline void read_both_ways(const read::Format& format, std::string_view bytes) {
  CLEW_FUZZ_CHECK(read_as(format, bytes, bytes.size() + 1) == read_as(format, bytes, 5));
}

}  // namespace clew
