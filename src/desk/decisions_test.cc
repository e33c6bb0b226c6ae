#include "desk/decisions.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/hash.h"

namespace clew::desk {
namespace {

struct TempDesk {
  std::string folder =
      (std::filesystem::temp_directory_path() / ("clew-" + base::hex(base::random_bytes(6)) + ".desk"))
          .string();
  ~TempDesk() { std::filesystem::remove_all(folder); }
};

Decision decision(std::string left, std::string right, Judgement judgement) {
  Decision one;
  one.left = std::move(left);
  one.right = std::move(right);
  one.judgement = judgement;
  one.why = "the birth dates differ";
  one.author = "J. Doe";
  one.decided_at = "2026-11-24T10:00:00Z";
  one.left_hash = "hash of " + one.left;
  one.right_hash = "hash of " + one.right;
  return one;
}

const auto kAll = [](const Decision&) { return true; };

TEST_CASE("a decision is kept whole, its records in order, and the last one of two records counts") {
  TempDesk temp;
  auto desk = Database::open(temp.folder, Access::create);
  REQUIRE_MESSAGE(desk, desk.error().message);
  REQUIRE(keep(*desk, {decision("b", "a", Judgement::same), decision("a", "b", Judgement::different)}));
  const auto all = all_decisions(*desk);
  REQUIRE(all);
  REQUIRE(all->size() == 2);
  CHECK((*all)[0].left == "a");
  CHECK((*all)[0].left_hash == "hash of a");
  CHECK((*all)[0].judgement == Judgement::same);
  CHECK((*all)[0].why == "the birth dates differ");
  const Decisions decisions(*all);
  REQUIRE(decisions.direct("b", "a") != nullptr);
  CHECK(decisions.direct("b", "a")->judgement == Judgement::different);
  CHECK(decisions.direct("b", "a")->number == 2);
  CHECK(decisions.direct("a", "c") == nullptr);
}

TEST_CASE("decisions are kept all or none, and none of a record beside itself") {
  TempDesk temp;
  auto desk = Database::open(temp.folder, Access::create);
  REQUIRE(desk);
  CHECK_FALSE(keep(*desk, {decision("a", "b", Judgement::same), decision("c", "c", Judgement::same)}));
  CHECK_FALSE(keep(*desk, {decision("", "b", Judgement::same)}));
  CHECK(all_decisions(*desk)->empty());
}

TEST_CASE("a kept decision cannot be changed") {
  TempDesk temp;
  auto desk = Database::open(temp.folder, Access::create);
  REQUIRE(desk);
  REQUIRE(keep(*desk, {decision("a", "b", Judgement::same)}));
  CHECK_FALSE(desk->execute("UPDATE decision SET judgement = 'different'"));
}

TEST_CASE("sameness carries over, and so does difference from one of those that are the same") {
  const Decisions decisions({decision("a", "b", Judgement::same), decision("b", "c", Judgement::same),
                             decision("c", "x", Judgement::different), decision("x", "y", Judgement::same),
                             decision("m", "n", Judgement::unsure), decision("n", "o", Judgement::same)});
  const auto same = decisions.between("a", "c", kAll);
  REQUIRE(same.size() == 2);
  CHECK(same.front()->judgement == Judgement::same);
  const auto different = decisions.between("y", "a", kAll);
  REQUIRE(different.size() == 4);
  CHECK(different.front()->judgement == Judgement::different);
  CHECK(decisions.between("a", "m", kAll).empty());
  CHECK(decisions.between("a", "unheard of", kAll).empty());
  // Doubt does not carry over.
  CHECK(decisions.between("m", "o", kAll).empty());
}

TEST_CASE("a decision that counts no more leads nowhere, and is still shown of the two it was made of") {
  const Decisions decisions({decision("a", "b", Judgement::same), decision("b", "c", Judgement::different)});
  const auto none = [](const Decision&) { return false; };
  CHECK(decisions.between("a", "c", none).empty());
  CHECK(decisions.between("a", "c", kAll).size() == 2);
  CHECK(decisions.between("a", "b", none).size() == 1);
}

}  // namespace
}  // namespace clew::desk
