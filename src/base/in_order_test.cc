#include "base/in_order.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>

namespace clew::base {
namespace {

TEST_CASE("in_order delivers in the order of the input, whichever thread is done first") {
  constexpr int kItems = 2000;
  int given = 0;
  std::vector<int> delivered;
  in_order<int, int>(
      4, 16, [&] { return given < kItems ? std::optional(given++) : std::nullopt; },
      [](int item) {
        if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
        return item * 2;
      },
      [&](int result) {
        delivered.push_back(result);
        return true;
      });
  REQUIRE(delivered.size() == kItems);
  for (int i = 0; i < kItems; ++i) CHECK(delivered[static_cast<size_t>(i)] == i * 2);
}

TEST_CASE("in_order never has more between than was asked for") {
  std::atomic<int> between = 0;
  std::atomic<int> most = 0;
  int given = 0;
  in_order<int, int>(
      3, 5,
      [&]() -> std::optional<int> {
        if (given == 500) return std::nullopt;
        most = std::max(most.load(), between.load());
        ++between;
        return given++;
      },
      [](int item) { return item; },
      [&](int) {
        --between;
        return true;
      });
  CHECK(given == 500);
  CHECK(between == 0);
  CHECK(most <= 6);  // Five inside, one in the hand of who puts.
}

TEST_CASE("in_order stops when the results are not wanted any more") {
  int delivered = 0;
  in_order<int, int>(
      2, 4, [] { return std::optional(1); }, [](int item) { return item; },
      [&](int) { return ++delivered < 10; });
  CHECK(delivered == 10);
}

TEST_CASE("in_order of nothing delivers nothing") {
  in_order<int, int>(
      2, 4, []() -> std::optional<int> { return std::nullopt; }, [](int item) { return item; },
      [](int) -> bool {
        FAIL("there was nothing to deliver");
        return false;
      });
}

}  // namespace
}  // namespace clew::base
