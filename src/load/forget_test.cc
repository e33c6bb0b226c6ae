#include "load/forget.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "graph/ownership_graph.h"
#include "load/load.h"
#include "store/store.h"

namespace clew::load {
namespace {

namespace fs = std::filesystem;

// OFAC's legacy CSV with invented people: two bear one name, and one is named in another's remarks.
constexpr const char* kSdn =
    "9001,\"VASQUINE, Teodor Emil\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 04 "
    "May 1961; "
    "Passport XA5550123 (Arvenia); Linked To: HARBOUR LANTERN HOLDINGS LTD.\"\n"
    "9002,\"HARBOUR LANTERN HOLDINGS LTD\",-0- ,\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Founded by "
    "Teodor Emil "
    "VASQUINE in 2009; Registration Number C778812 (Corvane).\"\n"
    "9003,\"MERIDEW, Anselm Otho\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB "
    "1970.\"\n";
constexpr const char* kAlt =
    "9001,1,\"aka\",\"WASKIN, Fyodor Emil\",-0- \n9003,2,\"aka\",\"MERIDEW, A.O.\",-0- \n";
constexpr const char* kAdd = "9001,77,\"3 Quince Court, Flat 9\",\"Lower Arven\",\"Arvenia\",-0- \n";

bool holds(const std::string& all, std::string_view text) { return all.find(text) != std::string::npos; }

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("clew-forget-" + std::to_string(getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    for (const auto& [name, text] :
         {std::pair("sdn.csv", kSdn), std::pair("alt.csv", kAlt), std::pair("add.csv", kAdd)}) {
      std::ofstream(path_ / name) << text;
    }
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }
  std::string store() const { return file("s.clew"); }

  void load(const std::string& day, bool keep_sources = true) const {
    LoadOptions options;
    options.keep_sources = keep_sources;
    options.store = store();
    options.paths = {file("sdn.csv"), file("alt.csv"), file("add.csv")};
    options.published_on = day;
    const auto loaded = load::load(options);
    if (!loaded) FAIL(loaded.error().message);
  }

  bool has_graph_file() const {
    for (const auto& entry : fs::directory_iterator(path_ / "s.clew" / "derived")) {
      if (entry.path().filename().string().starts_with("all-")) return true;
    }
    return false;
  }

  // The bytes of the derived graph, which is made when there is none.
  std::string graph_file() const {
    const auto opened = store::Store::open(store());
    REQUIRE(opened);
    const auto graph = graph::OwnershipGraph::open(*opened, {});
    REQUIRE(graph);
    const auto person = graph->find("ofac-9001");
    const std::string name(person ? graph->caption(*person) : "");
    CHECK(holds(name, "VASQUINE") == holds(everything(), "VASQUINE"));
    for (const auto& entry : fs::directory_iterator(path_ / "s.clew" / "derived")) {
      if (!entry.path().filename().string().starts_with("all-")) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      return {std::istreambuf_iterator<char>(in), {}};
    }
    return {};
  }

  // All that the store holds: files as they are, and segments unpacked.
  std::string everything() const {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(store())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(in), {});
      if (entry.path().extension() != ".seg") continue;
      const auto segment = store::Segment::open(base::real_disk(), entry.path().string());
      REQUIRE(segment);
      for (size_t i = 0; i < (*segment)->shards().size(); ++i) {
        const auto shard = (*segment)->unpack(i);
        REQUIRE(shard);
        for (uint32_t j = 0; j < (*shard)->string_count(); ++j)
          all += std::string((*shard)->string(j)) + "\n";
      }
    }
    return all;
  }

 private:
  fs::path path_;
};

void check_is_gone(const Folder& folder) {
  const std::string all = folder.everything();
  for (const std::string trace : {"VASQUINE", "Teodor", "WASKIN", "Fyodor", "XA5550123", "ofac-9001", "9001,",
                                  "Quince Court", "1961-05-04", "04 May 1961"}) {
    CAPTURE(trace);
    const size_t at = all.find(trace);
    const std::string around = at == std::string::npos ? "" : all.substr(at - std::min<size_t>(at, 60), 120);
    CAPTURE(around);
    CHECK_FALSE(holds(all, trace));
  }
  for (const std::string other : {"HARBOUR LANTERN", "C778812", "MERIDEW", "ofac-9003"}) {
    CAPTURE(other);
    CHECK(holds(all, other));
  }
}

}  // namespace

TEST_CASE("after forget no byte of the store names the person, and a reload does not bring them back") {
  const Folder folder;
  folder.load("2024-01-01");
  CHECK(holds(folder.everything(), "XA5550123"));

  ForgetOptions options{folder.store(), "ofac-9001", "", "", true};
  const auto tried = forget(options);
  REQUIRE(tried);
  CHECK(holds(folder.everything(), "XA5550123"));
  CHECK(std::find(tried->mentioned_by.begin(), tried->mentioned_by.end(), "ofac-9002") !=
        tried->mentioned_by.end());

  options.try_only = false;
  CHECK(forget(options).error().kind == base::ErrorKind::usage);  // Without reason and approver.
  options.reason = "order 17/2026";
  options.approver = "A Supervisor";
  const std::string graph_before = folder.graph_file();
  CHECK(graph_before.size() > 1000);
  CHECK_FALSE(holds(graph_before, "VASQUINE"));
  CHECK_FALSE(holds(graph_before, "9001"));
  REQUIRE(forget(options));
  CHECK_FALSE(folder.has_graph_file());  // Made of numbers only, and gone all the same.
  check_is_gone(folder);
  CHECK(folder.graph_file() != graph_before);
  check_is_gone(folder);

  folder.load("2024-01-01");  // The same bytes.
  check_is_gone(folder);
  std::ofstream(folder.file("alt.csv"), std::ios::app) << "9003,3,\"aka\",\"MERIDEW, Otho\",-0- \n";
  folder.load("2024-02-01");  // A new version that still lists the person.
  check_is_gone(folder);
  CHECK(holds(folder.everything(), "MERIDEW, Otho"));

  const auto store = store::Store::open(folder.store());
  REQUIRE(store);
  REQUIRE(store->manifest().tombstones.size() == 1);
  CHECK(store->manifest().tombstones[0].reason == "order 17/2026");
  CHECK(store->manifest().tombstones[0].approver == "A Supervisor");
}

TEST_CASE("forget finds the person in the originals of every version, not only in the first") {
  const Folder folder;
  folder.load("2024-01-01");
  std::ofstream(folder.file("sdn.csv"))
      << "9000,\"ELDRIN, Oda\",\"individual\",\"ARVENIA\",-0- ,-0- ,-0- ,-0- ,-0- ,"
         "-0- ,-0- ,\"DOB 1980.\"\n"
      << kSdn;
  folder.load("2024-02-01");
  REQUIRE(holds(folder.everything(), "04 May 1961"));
  const auto forgotten = forget({folder.store(), "ofac-9001", "order 12", "Registrar", false});
  REQUIRE(forgotten);
  for (const char* trace : {"04 May 1961", "Teodor Emil", "Quince Court"}) {
    CAPTURE(trace);
    CHECK(!holds(folder.everything(), trace));
  }
  CHECK(holds(folder.everything(), "ELDRIN, Oda"));
}

TEST_CASE("a store without the originals forgets as well") {
  const Folder folder;
  folder.load("2024-01-01", false);
  CHECK(holds(folder.everything(), "XA5550123"));
  const auto done = forget({folder.store(), "ofac-9001", "order 17/2026", "A Supervisor", false});
  if (!done) FAIL(done.error().message);
  check_is_gone(folder);
}

TEST_CASE("forget refuses an entity that is not there") {
  const Folder folder;
  folder.load("2024-01-01");
  const auto result = forget({folder.store(), "ofac-1", "r", "a", false});
  REQUIRE_FALSE(result);
  CHECK(result.error().kind == base::ErrorKind::not_found);
}

}  // namespace clew::load
