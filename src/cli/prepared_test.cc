// The prepared list as a file of a real store: made once, opened afterwards, true to the slow twin, gone when
// somebody is forgotten.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "clean/tokens.h"
#include "load/forget.h"
#include "load/load.h"
#include "screen/list.h"
#include "store/check.h"
#include "store/compact.h"

namespace clew {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::temp_directory_path() / ("clew-prepared-" + name + "-" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  std::string store() const { return *this / "s.clew"; }

  void load(std::vector<std::string> paths, const std::string& day) const {
    load::LoadOptions options;
    options.store = store();
    options.paths = std::move(paths);
    options.published_on = day;
    const auto loaded = load::load(options);
    if (!loaded) FAIL(loaded.error().message);
  }

  std::vector<fs::path> lists() const {
    std::vector<fs::path> found;
    if (!fs::exists(store() + "/derived")) return found;
    for (const auto& entry : fs::directory_iterator(store() + "/derived")) {
      if (entry.path().filename().string().find("screen-") != std::string::npos)
        found.push_back(entry.path());
    }
    return found;
  }

  std::string bytes_of_all() const {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(store())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
    }
    return all;
  }

 private:
  fs::path path_;
};

// OFAC's legacy CSV with invented people.
constexpr const char* kSdn =
    "9001,\"VASQUINE, Teodor Emil\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 04 "
    "May 1961; Passport XA5550123 (Arvenia).\"\n"
    "9003,\"MERIDEW, Anselm Otho\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB "
    "1970.\"\n";

std::shared_ptr<const clean::Tables> tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return *loaded;
}

screen::List list_of(const store::Store& store, const store::View& view = {}) {
  const auto weights = match::Model::load(CLEW_SOURCE_DIR "/data/match/model.yaml");
  REQUIRE_MESSAGE(weights, weights.error().message);
  auto list = screen::List::open(store, view, tables(), *weights);
  REQUIRE_MESSAGE(list, list.error().message);
  return std::move(*list);
}

store::Store open(const Folder& folder) {
  auto store = store::Store::open(folder.store());
  REQUIRE_MESSAGE(store, store.error().message);
  return std::move(*store);
}

match::Subject person(const std::string& name) {
  match::Subject subject;
  subject.schema = "Person";
  subject.kind = clean::NameKind::person;
  match::add_value(*tables(), subject, "name", name);
  return subject;
}

std::string shown(const std::vector<screen::Hit>& hits) {
  std::string rows;
  for (const screen::Hit& hit : hits) {
    rows += hit.listed->subject.id + " " + std::to_string(hit.comparison.weight) + " " +
            hit.comparison.listed_name + "\n";
    for (const match::Evidence& one : hit.comparison.evidence)
      rows += "  " + one.query + " " + one.listed + " " + one.how + " " + std::to_string(one.weight) + "\n";
  }
  return rows;
}

// A slip of the pen, words in another order, a word left out; often nothing.
std::string disturbed(std::string name, std::mt19937& random) {
  std::vector<std::string> words = clean::tokens(name);
  if (words.empty()) return name;
  if (random() % 3 == 0) std::shuffle(words.begin(), words.end(), random);
  if (words.size() > 2 && random() % 4 == 0) words.erase(words.begin() + random() % words.size());
  if (words.size() > 1 && random() % 5 == 0) {
    words[0] += words[1];
    words.erase(words.begin() + 1);
  }
  std::string text;
  for (std::string& word : words) {
    const size_t at = random() % word.size();
    const bool is_ascii = static_cast<uint8_t>(word[at]) < 0x80;
    if (is_ascii && random() % 4 == 0) word[at] = static_cast<char>('a' + random() % 26);
    if (is_ascii && word.size() > 3 && random() % 6 == 0) word.erase(at, 1);
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

TEST_CASE("over real lists the prepared list finds what a comparison with everybody finds") {
  const Folder folder("real");
  folder.load({CLEW_SOURCE_DIR "/data/lists/us_ofac_sdn"}, "2021-07-07");
  folder.load({CLEW_SOURCE_DIR "/data/lists/un_sc_sanctions"}, "2026-02-27");
  const auto store = open(folder);
  const screen::List list = list_of(store);
  REQUIRE(list.size() > 5'000);
  const char* seed_text = std::getenv("CLEW_TEST_SEED");
  const auto seed = seed_text == nullptr ? 1u : static_cast<uint32_t>(std::stoul(seed_text));
  const char* count_text = std::getenv("CLEW_TEST_COUNT");
  const int count = count_text == nullptr ? 25 : std::stoi(count_text);
  CAPTURE(seed);
  std::mt19937 random(seed);
  size_t found = 0;
  for (int i = 0; i < count; ++i) {
    const screen::Listed meant = list.listed(random() % list.size());
    if (meant.subject.names.empty()) continue;
    match::Subject customer;
    customer.schema = meant.subject.schema;
    customer.kind = random() % 8 == 0 ? clean::NameKind::unknown : meant.subject.kind;
    const std::string name =
        disturbed(meant.subject.names[random() % meant.subject.names.size()].name.written, random);
    match::add_value(*tables(), customer, "name", name);
    if (random() % 3 == 0) customer.birth_dates = meant.subject.birth_dates;
    if (random() % 4 == 0) customer.countries = meant.subject.countries;
    if (random() % 8 == 0) customer.identifiers = meant.subject.identifiers;
    CAPTURE(name);
    const screen::Ask ask = {.score_min = random() % 2 == 0 ? 0.7 : 0.55, .limit = 1000};
    const auto hits = list.candidates(customer, ask);
    found += hits.empty() ? 0 : 1;
    CHECK(shown(hits) == shown(list.candidates_by_force(customer, ask)));
  }
  CHECK(found > static_cast<size_t>(count) / 2);
}

TEST_CASE("a list is prepared once, opened afterwards, and made again when damaged") {
  const Folder folder("once");
  std::ofstream(folder / "sdn.csv") << kSdn;
  folder.load({folder / "sdn.csv"}, "2024-01-01");
  const auto store = open(folder);
  const std::string first = shown(list_of(store).candidates(person("Teodor Vasquine"), {}));
  CHECK_FALSE(first.empty());
  REQUIRE(folder.lists().size() == 1);
  const fs::path file = folder.lists().front();
  const auto made = fs::last_write_time(file);
  CHECK(shown(list_of(store).candidates(person("Teodor Vasquine"), {})) == first);
  CHECK(fs::last_write_time(file) == made);

  const auto checked = store::check(folder.store());
  REQUIRE(checked);
  CHECK(checked->damages.empty());

  std::ifstream whole(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(whole), {});
  std::fstream damaged(file, std::ios::in | std::ios::out | std::ios::binary);
  damaged.seekp(static_cast<std::streamoff>(bytes.find("VASQUINE"))).put('F');
  damaged.close();
  CHECK(store::check(folder.store())->damages.size() == 1);
  CHECK(shown(list_of(store).candidates(person("Teodor Vasquine"), {})) == first);
  CHECK(store::check(folder.store())->damages.empty());
}

TEST_CASE("views have lists of their own, and no more than four are kept") {
  const Folder folder("views");
  std::ofstream(folder / "sdn.csv") << kSdn;
  folder.load({folder / "sdn.csv"}, "2024-01-01");
  const auto store = open(folder);
  CHECK(list_of(store, {.known_on = "2023-01-01"}).size() == 0);
  CHECK(list_of(store, {.known_on = "2023-01-01"}).candidates(person("Teodor Vasquine"), {}).empty());
  for (const char* day : {"2024-02-01", "2024-02-02", "2024-02-03", "2024-02-04", "2024-02-05"})
    CHECK(list_of(store, {.known_on = day}).size() == 2);
  CHECK(folder.lists().size() == 4);
}

TEST_CASE("who is forgotten is in no prepared list, whenever it was made") {
  const Folder folder("forget");
  std::ofstream(folder / "sdn.csv") << kSdn;
  folder.load({folder / "sdn.csv"}, "2024-01-01");
  const auto before = open(folder);
  (void)list_of(before);
  CHECK(folder.bytes_of_all().find("VASQUINE") != std::string::npos);
  CHECK(folder.bytes_of_all().find("vasquine") != std::string::npos);

  const auto forgotten = load::forget({folder.store(), "ofac-9001", "order 17/2026", "A Supervisor", false});
  REQUIRE_MESSAGE(forgotten, forgotten.error().message);
  const auto is_named = [&] {
    const std::string all = folder.bytes_of_all();
    for (const char* trace : {"VASQUINE", "vasquine", "VASKINE", "XA5550123", "ofac-9001", "teodor"}) {
      if (all.find(trace) != std::string::npos) return true;
    }
    return false;
  };
  CHECK(folder.lists().empty());
  CHECK_FALSE(is_named());
  // A reader that opened the store before still sees who was listed then, and leaves nothing behind.
  CHECK(list_of(before).size() == 2);
  CHECK_FALSE(is_named());
  const screen::List after = list_of(open(folder));
  CHECK(after.size() == 1);
  CHECK(after.candidates(person("Teodor Vasquine"), {}).empty());
  CHECK(after.candidates(person("Anselm Meridew"), {}).size() == 1);
  CHECK_FALSE(is_named());
}

TEST_CASE("compacting and loading leave no list of what the store held before") {
  const Folder folder("compact");
  std::ofstream(folder / "sdn.csv") << kSdn;
  folder.load({folder / "sdn.csv"}, "2024-01-01");
  (void)list_of(open(folder));
  std::ofstream(folder / "sdn.csv", std::ios::app)
      << "9004,\"QUORRIN, Ilse\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n";
  folder.load({folder / "sdn.csv"}, "2024-02-01");
  CHECK(list_of(open(folder)).size() == 3);
  REQUIRE(store::compact(folder.store()));
  CHECK(folder.lists().empty());
  CHECK(list_of(open(folder)).size() == 3);
  CHECK(folder.lists().size() == 1);
}

}  // namespace
}  // namespace clew
