// clew_floor: how fast the bytes of some files can be had at all, on this machine, now.
//
//   clew_floor FILE...         {"read": {"bytes": ..., "seconds": ...}, "parse": {...}, ...}
//
// read:     read(2) of every byte in pieces of 1 MiB, one thread. The first pass warms the page cache and
//           is not counted.
// parse:    reading, and finding every value: CSV cells (found 16 bytes at a time, unquoted), or the
//           values of every property of each JSON line (simdjson, on demand). Nothing is kept.
// clew_csv: reading, and the cells by the project's own CsvReader. Only for .csv.
// Each figure is the best of three passes. Loading the same files cannot be faster than "parse" on one core.
#include <fcntl.h>
#include <fmt/core.h>
#include <simdjson.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "read/csv.h"
#include "read/stream.h"

namespace {

constexpr size_t kPieceBytes = 1 << 20;

[[noreturn]] void give_up(std::string_view what, const std::string& path, std::string_view why) {
  fmt::print(stderr, "{} {}: {}\n", what, path, why);
  std::exit(1);
}

// What a pass over the files found; printed, so that no compiler may leave the work out.
struct Found {
  uint64_t bytes = 0;    // In the files.
  uint64_t records = 0;  // Rows with the header, or lines.
  uint64_t values = 0;   // Cells with something in them, or an entity's id, schema and values of properties.
  uint64_t value_bytes = 0;
};

class File {
 public:
  explicit File(const std::string& path) : path_(path), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (file_ < 0) give_up("cannot open", path, std::strerror(errno));
  }
  ~File() { ::close(file_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  size_t read(char* to, size_t size) {
    ssize_t count;
    do count = ::read(file_, to, size);
    while (count < 0 && errno == EINTR);
    if (count < 0) give_up("cannot read", path_, std::strerror(errno));
    return static_cast<size_t>(count);
  }

 private:
  std::string path_;
  int file_;
};

void read_only(const std::string& path, Found& found) {
  File file(path);
  std::vector<char> piece(kPieceBytes);
  while (const size_t size = file.read(piece.data(), piece.size())) {
    found.bytes += size;
  }
}

// Hands over whole lines, as many as a piece holds, with room for simdjson to read past the end.
void each_piece(const std::string& path, Found& found,
                const std::function<void(std::string_view)>& whole_lines) {
  File file(path);
  std::vector<char> buffer(kPieceBytes + simdjson::SIMDJSON_PADDING);
  size_t kept = 0;
  while (true) {
    if (buffer.size() < kept + kPieceBytes + simdjson::SIMDJSON_PADDING)
      buffer.resize(2 * kept + kPieceBytes + simdjson::SIMDJSON_PADDING);
    const size_t size = file.read(buffer.data() + kept, kPieceBytes);
    found.bytes += size;
    const std::string_view text(buffer.data(), kept + size);
    const size_t end = size == 0 ? text.size() : text.rfind('\n') + 1;  // npos + 1 is 0: no whole line yet.
    if (size == 0) buffer[end] = '\n';
    if (end > 0) whole_lines(text.substr(0, end));
    if (size == 0) return;
    kept = text.size() - end;
    std::memmove(buffer.data(), buffer.data() + end, kept);
  }
}

// The next comma or line end; reads up to 16 bytes at a time, past the text into the padding, where it
// stops at the latest because each_piece keeps a line end there.
const char* find_separator(const char* at) {
#ifdef __SSE2__
  const __m128i comma = _mm_set1_epi8(','), line_end = _mm_set1_epi8('\n');
  while (true) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i found = _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, line_end));
    if (const int mask = _mm_movemask_epi8(found)) return at + __builtin_ctz(static_cast<unsigned>(mask));
    at += 16;
  }
#else
  while (*at != ',' && *at != '\n') ++at;
  return at;
#endif
}

// Splits without regard to what a CSV file may do wrong; a quoted cell must not hold a line end.
class CsvSplitter {
 public:
  explicit CsvSplitter(Found& found) : found_(found) {}

  void split(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at < end) {
      at = *at == '"' ? quoted(at + 1, end) : plain(at, end);
      if (at == end || *at == '\n') ++found_.records;
      ++at;
    }
  }

 private:
  const char* plain(const char* at, const char* end) {
    const char* const begin = at;
    at = std::min(find_separator(at), end);
    add({begin, static_cast<size_t>(at - begin)});
    return at;
  }

  const char* quoted(const char* at, const char* end) {
    unquoted_.clear();
    while (at < end) {
      const auto* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<size_t>(end - at)));
      if (quote == nullptr) quote = end;
      unquoted_.append(at, quote);
      at = quote + 1;
      if (at >= end || *at != '"') break;
      unquoted_ += '"';
      ++at;
    }
    add(unquoted_);
    return std::min(at, end);
  }

  void add(std::string_view cell) {
    found_.values += !cell.empty();
    found_.value_bytes += cell.size();
  }

  Found& found_;
  std::string unquoted_;
};

void parse_csv(const std::string& path, Found& found) {
  CsvSplitter splitter(found);
  each_piece(path, found, [&](std::string_view lines) { splitter.split(lines); });
}

void touch(std::string_view value, Found& found) {
  ++found.values;
  found.value_bytes += value.size();
}

void touch_entity(simdjson::ondemand::document& entity, Found& found) {
  touch(entity["id"].get_string(), found);
  touch(entity["schema"].get_string(), found);
  for (auto property : entity["properties"].get_object()) {
    for (auto value : property.value().get_array()) {
      touch(value.get_string(), found);
    }
  }
}

void parse_json_lines(const std::string& path, Found& found) {
  simdjson::ondemand::parser parser;
  each_piece(path, found, [&](std::string_view lines) {
    while (!lines.empty()) {
      const size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
      // The buffer has padding behind its last line; within, the lines that follow serve as such.
      auto entity = parser.iterate(lines.data(), end, end + simdjson::SIMDJSON_PADDING).value();
      touch_entity(entity, found);
      ++found.records;
      lines.remove_prefix(end);
    }
  });
}

class FileStream : public clew::read::Stream {
 public:
  explicit FileStream(const std::string& path) : file_(path) {}
  clew::base::Result<size_t> read(char* to, size_t size) override {
    const size_t count = file_.read(to, std::min(size, kPieceBytes));
    bytes_ += count;
    return count;
  }
  uint64_t bytes() const { return bytes_; }

 private:
  File file_;
  uint64_t bytes_ = 0;
};

void parse_with_csv_reader(const std::string& path, Found& found) {
  FileStream stream(path);
  clew::read::CsvReader reader(stream, 0);
  clew::read::CsvRow row;
  while (true) {
    const auto more = reader.next(row);
    if (!more) give_up("cannot read", path, more.error().message);
    if (!*more) break;
    ++found.records;
    for (const std::string_view cell : row.cells)
      found.values += !cell.empty(), found.value_bytes += cell.size();
  }
  found.bytes += stream.bytes();
}

using Pass = void (*)(const std::string& path, Found& found);

Found run(Pass pass, const std::vector<std::string>& paths) {
  Found found;
  for (const std::string& path : paths) pass(path, found);
  return found;
}

std::string measure(std::string_view name, Pass pass, const std::vector<std::string>& paths) {
  double best = 1e300;
  Found found;
  for (int i = 0; i < 3; ++i) {
    const auto start = std::chrono::steady_clock::now();
    found = run(pass, paths);
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return fmt::format(
      "\"{}\": {{\"seconds\": {:.4f}, \"mb_per_second\": {:.1f}, \"bytes\": {}, \"records\": {}, \"values\": "
      "{}, "
      "\"value_bytes\": {}}}",
      name, best, static_cast<double>(found.bytes) / 1e6 / best, found.bytes, found.records, found.values,
      found.value_bytes);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> paths(argv + 1, argv + argc);
  if (paths.empty()) {
    fmt::print(stderr, "usage: clew_floor FILE.csv...  or  clew_floor FILE.json...\n");
    return 2;
  }
  const bool is_csv = paths[0].ends_with(".csv");
  try {
    run(read_only, paths);
    std::string report = measure("read", read_only, paths) + ",\n ";
    report += measure("parse", is_csv ? parse_csv : parse_json_lines, paths);
    if (is_csv) report += ",\n " + measure("clew_csv", parse_with_csv_reader, paths);
    fmt::print("{{{}}}\n", report);
  } catch (const simdjson::simdjson_error& error) {
    fmt::print(stderr, "cannot parse {}: {}\n", paths[0], error.what());
    return 1;
  }
  return 0;
}
