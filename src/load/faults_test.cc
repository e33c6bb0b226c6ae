// Every operation of a load, a compaction and an erasure is made to fail once, in every way that a disk
// fails: afterwards the old or the new store is there, whole, and the next load succeeds.
#include <doctest/doctest.h>

#include <functional>

#include "base/fault_disk.h"
#include "load/forget.h"
#include "load/load.h"
#include "load/testing.h"
#include "store/check.h"
#include "store/compact.h"
#include "store/testing.h"

namespace clew::load {
namespace {

namespace fs = std::filesystem;
using base::Fault;
using base::FaultDisk;
using base::Metadata;
using Lines = std::multiset<std::string>;

struct Way {
  Fault fault;
  Metadata metadata;
  std::string name;
};
const Way kWays[] = {
    {Fault::fail, Metadata::kept, "fails"},
    {Fault::tear, Metadata::kept, "is torn"},
    {Fault::full, Metadata::kept, "finds the disk full"},
    {Fault::crash, Metadata::kept, "is cut off; changes to directories are kept"},
    {Fault::crash, Metadata::lost, "is cut off; changes to directories are lost"},
    {Fault::crash, Metadata::lost_at_top, "is cut off; changes to the store's own directory are lost"},
    {Fault::crash, Metadata::lost_below, "is cut off; changes below the store's own directory are lost"},
};

// What the store says as of any day; "no store" where there is none.
Lines content_of(const std::string& path) {
  const auto store = store::Store::open(path);
  if (!store) return {store.error().kind == base::ErrorKind::not_found ? "no store" : store.error().message};
  return store::rows_of(*store);
}

// The error's words; empty if the work was done.
using Work = std::function<std::string(base::Disk&)>;

struct Tried {
  size_t operations = 0;
  size_t left_old = 0, left_new = 0;
};

// `work` is done on a copy of `before` (which may not be there), once for each operation and way to fail.
Tried try_every_fault(const std::string& before, const std::string& work_path, const Work& work,
                      const Work& next_load) {
  Tried tried;
  const auto start_again = [&] {
    fs::remove_all(work_path);
    if (base::exists(before)) fs::copy(before, work_path, fs::copy_options::recursive);
  };
  start_again();
  const Lines old_content = content_of(work_path);
  REQUIRE(work(base::real_disk()).empty());
  const Lines new_content = content_of(work_path);
  REQUIRE(next_load(base::real_disk()).empty());
  const Lines content_after = content_of(work_path);
  for (const Way& way : kWays) {
    for (size_t at = 1;; ++at) {
      CAPTURE(way.name);
      CAPTURE(at);
      start_again();
      FaultDisk disk(base::real_disk(), way.fault, at, work_path);
      const std::string error = work(disk);
      if (!disk.has_failed()) {  // The work took fewer operations: all have been tried.
        REQUIRE(error.empty());
        tried.operations = std::max(tried.operations, disk.operations());
        break;
      }
      disk.lose_unsynced(way.metadata);
      const Lines content = content_of(work_path);
      const bool is_old = content == old_content, is_new = content == new_content;
      REQUIRE((is_old || is_new));
      if (error.empty()) REQUIRE(is_new);
      ++(is_new ? tried.left_new : tried.left_old);
      if (base::exists(work_path + "/manifest")) {
        const auto checked = store::check(work_path);
        REQUIRE(checked);
        if (!checked->damages.empty()) FAIL(checked->damages.front().message);
      }
      const std::string next_error = next_load(base::real_disk());
      if (!next_error.empty()) FAIL(next_error);
      if (is_new) REQUIRE(content_of(work_path) == content_after);
      const auto checked = store::check(work_path);
      REQUIRE(checked);
      REQUIRE(checked->damages.empty());
    }
  }
  return tried;
}

// Three versions of a small dataset as files, and the stores they make.
struct Files {
  store::TestFolder folder;
  std::string path[3];
  const char* day[3] = {"2024-01-01", "2024-02-01", "2024-03-01"};

  Files() {
    std::mt19937_64 random(5);
    for (int i = 0; i < 3; ++i) {
      path[i] = folder / ("v" + std::to_string(i + 1) + ".json");
      store::write_bytes(path[i], ftm_lines(some_people(random, 30)));
    }
  }
  std::string load_error(const std::string& store, int version, base::Disk& disk,
                         size_t memory_bytes = 1 << 20) const {
    LoadOptions options = options_for(store, path[version], day[version]);
    options.memory_bytes = memory_bytes;
    const auto loaded = load(options, disk);
    return loaded ? "" : loaded.error().message;
  }
};

}  // namespace

TEST_CASE("a first load that fails at any operation leaves no store or the whole one, and can be repeated") {
  const Files files;
  const std::string store = files.folder / "s.clew";
  const auto tried = try_every_fault(
      files.folder / "none.clew", store, [&](base::Disk& disk) { return files.load_error(store, 0, disk); },
      [&](base::Disk& disk) { return files.load_error(store, 1, disk); });
  CHECK(tried.operations > 20);
  CHECK(tried.left_old > 20);
  CHECK(tried.left_new > 0);
}

TEST_CASE(
    "a load into a store that fails at any operation leaves the old or the new version, and can be "
    "repeated") {
  const Files files;
  const std::string before = files.folder / "before.clew", store = files.folder / "s.clew";
  REQUIRE(files.load_error(before, 0, base::real_disk()).empty());
  for (const size_t memory_bytes : {size_t{1} << 20, size_t{0}}) {  // In memory, and through a spill file.
    const auto tried = try_every_fault(
        before, store, [&](base::Disk& disk) { return files.load_error(store, 1, disk, memory_bytes); },
        [&](base::Disk& disk) { return files.load_error(store, 2, disk); });
    CHECK(tried.operations > 20);
    CHECK(tried.left_old > 20);
    CHECK(tried.left_new > 0);
  }
}

TEST_CASE("a compaction that fails at any operation loses nothing") {
  const Files files;
  const std::string before = files.folder / "before.clew", store = files.folder / "s.clew";
  for (const int version : {0, 1}) REQUIRE(files.load_error(before, version, base::real_disk()).empty());
  const auto tried = try_every_fault(
      before, store,
      [&](base::Disk& disk) {
        const auto done = store::compact(store, disk);
        return done ? std::string() : done.error().message;
      },
      [&](base::Disk& disk) { return files.load_error(store, 2, disk); });
  CHECK(tried.operations > 15);
  CHECK(tried.left_new > 0);
}

TEST_CASE(
    "an erasure that fails at any operation leaves the person or nothing of them, and the next load finishes "
    "it") {
  const Files files;
  const std::string before = files.folder / "before.clew", store = files.folder / "s.clew";
  // Somebody with a name of their own in both versions.
  for (const int version : {0, 1}) {
    std::string text = store::read_bytes(files.path[version]);
    text += ftm_entity_json("q-77", {{"Person", "id", "q-77"},
                                     {"Person", "name", "Teodor Vasquine"},
                                     {"Person", "passportNumber", "XA5550123"}});
    store::write_bytes(files.path[version], text + "\n");
    REQUIRE(files.load_error(before, version, base::real_disk()).empty());
  }
  const auto holds_name = [&] {
    for (const auto& entry : fs::recursive_directory_iterator(store + "/sources")) {
      if (store::read_bytes(entry.path().string()).find("Vasquine") != std::string::npos) return true;
    }
    return false;
  };
  const auto tried = try_every_fault(
      before, store,
      [&](base::Disk& disk) {
        ForgetOptions options;
        options.store = store;
        options.id = "q-77";
        options.reason = "court order";
        options.approver = "A. Reviewer";
        const auto done = forget(options, disk);
        return done ? std::string() : done.error().message;
      },
      [&](base::Disk& disk) {
        const auto opened = store::Store::open(store);
        const bool is_erased = opened && !opened->manifest().tombstones.empty();
        std::string error = files.load_error(store, 2, disk);
        if (error.empty() && is_erased && holds_name()) error = "the name is still in the kept sources";
        return error;
      });
  CHECK(tried.operations > 20);
  CHECK(tried.left_old > 20);
  CHECK(tried.left_new > 0);
}

}  // namespace clew::load
