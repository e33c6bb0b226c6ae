#include "read/stream.h"

#include <doctest/doctest.h>
#include <unistd.h>
#include <zip.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "read/testing.h"

namespace clew::read {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "clew-stream-XXXXXX").native();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { fs::remove_all(path_); }
  std::string file(const std::string& name, std::string_view bytes) const {
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.native();
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string gzip(std::string_view text) {
  z_stream state = {};
  deflateInit2(&state, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&state, text.size()) + 64, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  deflate(&state, Z_FINISH);
  out.resize(state.total_out);
  deflateEnd(&state);
  return out;
}

std::string zstd(std::string_view text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

using Members = std::vector<std::pair<std::string, std::string>>;

std::string zip(const TemporaryFolder& folder, const std::string& name, const Members& members) {
  const std::string path = (fs::path(folder.path()) / name).native();
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [member, bytes] : members) {
    zip_file_add(archive, member.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0),
                 ZIP_FL_ENC_UTF_8);
  }
  zip_close(archive);
  return path;
}

struct Outcome {
  std::string text;
  std::string error;  // Empty where all was read.
};

Outcome read_all(const Input& input, const UnfoldLimits& limits = {}, OnProgress on_progress = {}) {
  auto stream = open_input(input, limits, std::move(on_progress));
  if (!stream) return {{}, stream.error().message};
  Outcome outcome;
  std::vector<char> buffer(10'007);
  while (true) {
    const auto got = (*stream)->read(buffer.data(), buffer.size());
    if (!got) {
      const auto again = (*stream)->read(buffer.data(), buffer.size());
      CHECK_FALSE(again);
      return {outcome.text, got.error().message};
    }
    if (*got == 0) return outcome;
    outcome.text.append(buffer.data(), *got);
  }
}

Outcome read_all(const std::string& path) { return read_all(Input{path, {}, 0}); }

// Text that does not fold to nothing.
std::string numbers(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += std::to_string(i * 7919) + (i % 10 == 9 ? "\n" : ",");
  return text;
}

TEST_CASE("open_input opens plain, gzip and zstandard files by their content, whatever their name") {
  const TemporaryFolder folder;
  const std::string text = numbers(200'000);
  CHECK(read_all(folder.file("plain.gz", text)).text == text);
  CHECK(read_all(folder.file("folded.csv", gzip(text))).text == text);
  CHECK(read_all(folder.file("folded.txt", zstd(text))).text == text);
  CHECK(read_all(folder.file("empty", "")).text.empty());
  CHECK(read_all(folder.file("one", "x")).text == "x");
  CHECK(read_all(folder.file("empty.gz", gzip(""))).error.empty());
  CHECK(read_all(folder.file("empty.zst", zstd(""))).error.empty());
}

TEST_CASE("open_input reads gzip members and zstandard frames one after the other as one text") {
  const TemporaryFolder folder;
  const std::string text = numbers(50'000);
  CHECK(read_all(folder.file("a", gzip(text) + gzip("") + gzip("end"))).text == text + "end");
  CHECK(read_all(folder.file("b", zstd(text) + zstd("end"))).text == text + "end");
  const Outcome padded = read_all(folder.file("c", gzip(text) + std::string(512, '\0')));
  CHECK(padded.text == text);
  CHECK(padded.error.empty());
}

TEST_CASE("A cut or damaged archive gives its good part, then an error that names the file") {
  const TemporaryFolder folder;
  const std::string text = numbers(200'000);
  for (const std::string& folded : {gzip(text), zstd(text)}) {
    const std::string cut = folder.file("cut", std::string_view(folded).substr(0, folded.size() / 2));
    const Outcome outcome = read_all(cut);
    CHECK(outcome.text.size() > text.size() / 3);
    CHECK(text.starts_with(outcome.text));
    CHECK(outcome.error.find(cut) != std::string::npos);
    CHECK(outcome.error.find("cut off") != std::string::npos);
  }
  std::string broken = gzip(text);
  for (size_t i = broken.size() / 2; i < broken.size() / 2 + 64; ++i)
    broken[i] = static_cast<char>(~broken[i]);
  const Outcome outcome = read_all(folder.file("broken", broken));
  CHECK(outcome.text.size() > text.size() / 3);
  CHECK(outcome.error.find("damaged") != std::string::npos);
  CHECK_FALSE(read_all(folder.file("magic", "\x1f\x8b")).error.empty());
  CHECK_FALSE(read_all(folder.file("checksum", std::string_view(gzip(text)).substr(0, gzip(text).size() - 2)))
                  .error.empty());
}

TEST_CASE("A bomb is an error, not a full disk") {
  const TemporaryFolder folder;
  const std::string zeros(4 << 20, '0');
  const UnfoldLimits small = {
      .bytes_max = 1 << 20, .ratio_max = 1000, .ratio_from = 64 << 10, .members_max = 3};
  for (const std::string& path : {folder.file("a", gzip(zeros)), folder.file("b", zstd(zeros))}) {
    const Outcome outcome = read_all({path, {}, 0}, small);
    CHECK(outcome.text.size() <= small.bytes_max);
    CHECK(outcome.error.find(path) != std::string::npos);
    CHECK(outcome.error.find("zip bomb") != std::string::npos);
  }
  const UnfoldLimits ratio = {
      .bytes_max = 1 << 30, .ratio_max = 100, .ratio_from = 64 << 10, .members_max = 3};
  CHECK(read_all({folder.file("c", zstd(zeros)), {}, 0}, ratio).error.find("100 times") != std::string::npos);
  CHECK_FALSE(find_inputs(zip(folder, "d", {{"zeros", zeros}}), small));
  CHECK_FALSE(find_inputs(zip(folder, "e", {{"1", ""}, {"2", ""}, {"3", ""}, {"4", ""}}), ratio));
  CHECK(find_inputs(zip(folder, "f", {{"1", ""}, {"2", ""}, {"3", ""}}), ratio));
}

TEST_CASE("find_inputs lists files and members of archives in the order of names, folders in folders") {
  const TemporaryFolder folder;
  folder.file("in/b.csv", "b");
  folder.file("in/a/deep/er/z.csv", "z");
  folder.file("in/c.gz", gzip("c"));
  zip(folder, "in/d", {{"two.csv", "2"}, {"sub/", ""}, {"sub/one.csv", "1"}, {"имя.csv", "3"}});
  zip(folder, "in/e.xlsx", {{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<y/>"}});
  fs::create_directory_symlink(folder.path(), fs::path(folder.path()) / "in" / "loop");
  const auto inputs = find_inputs(folder.path() + "/in");
  REQUIRE(inputs);
  std::string listed;
  for (const Input& input : *inputs) {
    listed += input.path.substr(folder.path().size()) + " " + input.member + " = ";
    listed += input.path.ends_with(".xlsx") ? "office" : read_all(input).text;
    listed += "\n";
  }
  CHECK(listed ==
        "/in/a/deep/er/z.csv  = z\n/in/b.csv  = b\n/in/c.gz  = c\n/in/d sub/one.csv = 1\n/in/d two.csv = 2\n"
        "/in/d имя.csv = 3\n/in/e.xlsx  = office\n");
}

TEST_CASE("A zip is read member by member; several streams of one archive do not disturb one another") {
  const TemporaryFolder folder;
  const std::string a = numbers(100'000);
  const std::string b = numbers(60'000).substr(5);
  const std::string path = zip(folder, "two.zip", {{"a", a}, {"b", b}});
  auto first = open_input({path, "a", 0});
  auto second = open_input({path, "b", 0});
  REQUIRE(first);
  REQUIRE(second);
  std::string read_a, read_b;
  std::vector<char> buffer(5000);
  for (bool more = true; more;) {
    const size_t got_a = (*first)->read(buffer.data(), buffer.size()).value();
    read_a.append(buffer.data(), got_a);
    const size_t got_b = (*second)->read(buffer.data(), buffer.size()).value();
    read_b.append(buffer.data(), got_b);
    more = got_a + got_b > 0;
  }
  CHECK(read_a == a);
  CHECK(read_b == b);
  CHECK(read_all(path).error.find("archive of 2 files") != std::string::npos);
  CHECK(read_all(Input{path, "c", 0}).error.find("no member named 'c'") != std::string::npos);
  CHECK(read_all(zip(folder, "one.zip", {{"only", "text"}})).text == "text");
}

TEST_CASE("A damaged zip says so and names the member") {
  const TemporaryFolder folder;
  const std::string path = zip(folder, "z.zip", {{"a", numbers(100'000)}});
  std::string bytes(fs::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  for (size_t i = bytes.size() / 2; i < bytes.size() / 2 + 100; ++i) bytes[i] = static_cast<char>(~bytes[i]);
  const Outcome outcome = read_all(Input{folder.file("broken.zip", bytes), "a", 0});
  CHECK(outcome.error.find("broken.zip (a) is damaged") != std::string::npos);
  CHECK_FALSE(find_inputs(folder.file("cut.zip", std::string_view(bytes).substr(0, 1000))));
}

TEST_CASE("Text comes out in UTF-8 without a byte-order mark") {
  const TemporaryFolder folder;
  using namespace std::string_literals;
  struct {
    std::string bytes;
    std::string text;
  } cases[] = {
      {"\xEF\xBB\xBFИван", "Иван"},
      {"\xEF\xBB\xBF", ""},
      {"\xEF\xBB", "\xEF\xBB"},
      {"\xFF\xFE"s, ""},
      {"\xFF\xFE\x18\x04\x32\x04"s, "Ив"},
      {"\xFE\xFF\x04\x18\x04\x32"s, "Ив"},
      {"\xFF\xFE\x3D\xD8\x00\xDE"s, "😀"},
      {"\xFF\xFE\x3D\xD8\x41\x00"s, "\uFFFDA"},
      {"\xFF\xFE\x3D\xD8"s, "\uFFFD"},
      {"\xFF\xFE\x41\x00\x42"s, "A\uFFFD"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.text);
    CHECK(read_all(folder.file("t", c.bytes)).text == c.text);
    CHECK(read_all(folder.file("t.gz", gzip(c.bytes))).text == c.text);
  }
  std::string wide = "\xFF\xFE", narrow;
  for (int i = 0; i < 300'001; ++i) wide += "\x3D\xD8\x00\xDE"s, narrow += "😀";
  CHECK(read_all(folder.file("long", wide)).text == narrow);
}

TEST_CASE("What cannot be opened is an error that says what to do") {
  const TemporaryFolder folder;
  const auto missing = find_inputs(folder.path() + "/nothing.csv");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == base::ErrorKind::not_found);
  CHECK(missing.error().message.find("nothing.csv") != std::string::npos);
  CHECK(read_all(folder.path() + "/nothing.csv").error.find("check the path") != std::string::npos);
  CHECK_FALSE(read_all(folder.path()).error.empty());
}

TEST_CASE("Progress counts bytes on disk and ends at the file's size") {
  const TemporaryFolder folder;
  const std::string text = numbers(300'000);
  for (const std::string& path :
       {folder.file("a", text), folder.file("b", gzip(text)), folder.file("c", zstd(text))}) {
    uint64_t done = 0;
    CHECK(read_all({path, {}, 0}, {}, [&](uint64_t bytes) {
            CHECK(bytes >= done);
            done = bytes;
          }).error.empty());
    CHECK(done == fs::file_size(path));
  }
  uint64_t done = 0;
  const auto inputs = find_inputs(zip(folder, "d", {{"x", text}}));
  REQUIRE(inputs);
  CHECK(read_all(inputs->front(), {}, [&](uint64_t bytes) { done = bytes; }).text == text);
  CHECK(done == inputs->front().size);
}

TEST_CASE("Peeked shows the beginning and then gives everything") {
  const std::string text = numbers(50'000);
  Peeked peeked(memory_stream(text), 1000);
  CHECK(peeked.head() == text.substr(0, 1000));
  std::string all(text.size() + 10, '\0');
  size_t filled = 0;
  while (const size_t got = peeked.read(all.data() + filled, 777).value()) filled += got;
  CHECK(all.substr(0, filled) == text);

  Peeked broken(std::make_unique<PiecewiseStream>("good", 3, true));
  CHECK(broken.head() == "good");
  char buffer[10];
  CHECK(broken.read(buffer, 10).value() == 4);
  CHECK_FALSE(broken.read(buffer, 10));
}

}  // namespace
}  // namespace clew::read
