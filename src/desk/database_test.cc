#include "desk/database.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/hash.h"

namespace clew::desk {
namespace {

namespace fs = std::filesystem;

struct TempDesk {
  std::string folder =
      (fs::temp_directory_path() / ("clew-" + base::hex(base::random_bytes(6)) + ".desk")).string();
  ~TempDesk() { fs::remove_all(folder); }
};

std::string colour_of(Database& desk) {
  auto query = desk.prepare("SELECT value FROM meta WHERE key = ?");
  REQUIRE(query);
  const auto found = query->bind("colour").next();
  REQUIRE(found);
  return *found ? query->text(0) : "none";
}

void set_colour(Database& desk, std::string_view colour) {
  auto query =
      desk.prepare("INSERT INTO meta VALUES ('colour', ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  REQUIRE(query);
  REQUIRE(query->bind(colour).run());
}

TEST_CASE("a new desk is for its owner alone, and what is committed is there when it is opened again") {
  TempDesk temp;
  {
    auto desk = Database::open(temp.folder, Access::create);
    REQUIRE(desk);
    auto change = desk->begin();
    REQUIRE(change);
    set_colour(*desk, "red");
    REQUIRE(change->commit());
    for (const char* file : {"", "/desk.sqlite", "/desk.sqlite-wal"}) {
      CAPTURE(file);
      struct stat info = {};
      REQUIRE(stat((temp.folder + file).c_str(), &info) == 0);
      CHECK((info.st_mode & 077) == 0);
    }
  }
  auto again = Database::open(temp.folder, Access::read);
  REQUIRE(again);
  CHECK(colour_of(*again) == "red");
  CHECK_FALSE(again->execute("DELETE FROM meta"));
}

TEST_CASE("a change that is not committed never happened") {
  TempDesk temp;
  auto desk = Database::open(temp.folder, Access::create);
  REQUIRE(desk);
  {
    auto change = desk->begin();
    REQUIRE(change);
    set_colour(*desk, "red");
  }
  CHECK(colour_of(*desk) == "none");
}

TEST_CASE("a reader keeps its view while another writes, and a second writer is told to wait") {
  TempDesk temp;
  auto writer = Database::open(temp.folder, Access::create);
  auto reader = Database::open(temp.folder, Access::write);
  REQUIRE(writer);
  REQUIRE(reader);
  auto change = writer->begin();
  REQUIRE(change);
  set_colour(*writer, "red");
  CHECK(colour_of(*reader) == "none");
  REQUIRE(reader->execute("PRAGMA busy_timeout = 1"));
  const auto second = reader->begin();
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == base::ErrorKind::locked);
  REQUIRE(change->commit());
  CHECK(colour_of(*reader) == "red");
}

TEST_CASE(
    "a desk that is absent, open to others, newer than this Clew or no database is refused with a reason") {
  TempDesk temp;
  const auto absent = Database::open(temp.folder, Access::write);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == base::ErrorKind::not_found);
  {
    auto desk = Database::open(temp.folder, Access::create);
    REQUIRE(desk);
    REQUIRE(desk->execute("PRAGMA user_version = 9999"));
  }
  const auto newer = Database::open(temp.folder, Access::write);
  REQUIRE_FALSE(newer);
  CHECK(newer.error().message.find("newer Clew") != std::string::npos);

  fs::permissions(temp.folder, fs::perms::owner_all | fs::perms::others_read);
  const auto open_to_others = Database::open(temp.folder, Access::write);
  REQUIRE_FALSE(open_to_others);
  CHECK(open_to_others.error().message.find("chmod 700") != std::string::npos);
  fs::permissions(temp.folder, fs::perms::owner_all);

  std::ofstream(temp.folder + "/desk.sqlite", std::ios::trunc) << std::string(4096, 'x');
  const auto damaged = Database::open(temp.folder, Access::write);
  REQUIRE_FALSE(damaged);
  CHECK(damaged.error().kind == base::ErrorKind::corrupt);
}

TEST_CASE("erased bytes are in no file of the desk after scrub") {
  TempDesk temp;
  auto desk = Database::open(temp.folder, Access::create);
  REQUIRE(desk);
  set_colour(*desk, "a-word-that-must-go");
  REQUIRE(desk->scrub());
  REQUIRE(desk->execute("DELETE FROM meta"));
  REQUIRE(desk->scrub());
  for (const auto& entry : fs::directory_iterator(temp.folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    CAPTURE(entry.path().string());
    CHECK(bytes.find("a-word-that-must-go") == std::string::npos);
  }
}

}  // namespace
}  // namespace clew::desk
