#include "trace/ownership.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <random>

#include "trace/trace_reference.h"

namespace clew::trace {
namespace {

using base::percent_text;
using base::ratio;

clean::Share share(std::string_view words) {
  const auto parsed = clean::parse_share(words);
  REQUIRE(parsed);
  return *parsed;
}

std::string shown(const Bounds& bounds) {
  return std::string(bounds.low_open ? "(" : "[") + percent_text(bounds.low) + ", " +
         percent_text(bounds.high) + (bounds.high_open ? ")" : "]");
}

Part company(std::vector<Stake> stakes) { return {Holder::passes, std::move(stakes)}; }
const Part kSomebody = {Holder::known, {}};

std::string held(const Network& network, uint32_t holder, uint32_t of) {
  const uint32_t holders[] = {holder};
  return shown(Ownership(network).share(holders, of));
}

TEST_CASE("Shares along loops are the solution of the whole system, not the sum of simple paths") {
  // P 60 % of A, B 40 % of A, P 30 % of B, A 50 % of B, Q 20 % of B.
  enum : uint32_t { P, Q, A, B };
  const Network network = {kSomebody, kSomebody, company({{P, share("60")}, {B, share("40")}}),
                           company({{P, share("30")}, {A, share("50")}, {Q, share("20")}})};
  CHECK(held(network, P, A) == "[90 %, 90 %]");
  CHECK(held(network, P, B) == "[75 %, 75 %]");
  CHECK(held(network, Q, A) == "[10 %, 10 %]");
  CHECK(held(network, Q, B) == "[25 %, 25 %]");
}

TEST_CASE("Half of a half is exactly a quarter, and ranges are multiplied end by end") {
  enum : uint32_t { X, A, B };
  CHECK(held({kSomebody, company({{X, share("50")}}), company({{A, share("50")}})}, X, B) == "[25 %, 25 %]");
  CHECK(held({kSomebody, company({{X, share("25-50")}}), company({{A, share("50-75")}})}, X, B) ==
        "[12.5 %, 37.5 %]");
  CHECK(held({kSomebody, company({{X, share("(25,50]")}}), company({{A, share("30")}})}, X, B) ==
        "(7.5 %, 15 %]");
}

TEST_CASE("Bounds keep to one whole for each company: tight, not the product of the single bounds") {
  enum : uint32_t { P, A, T };
  const Network network = {kSomebody, company({{P, share("50-75")}}),
                           company({{P, share("25-50")}, {A, share("50-75")}})};
  CHECK(held(network, P, T) == "[50 %, 87.5 %]");
}

TEST_CASE("A ring that holds all of itself has no answer; one that only may close has bounds") {
  enum : uint32_t { P, A, B, C };
  const Network closed = {kSomebody, company({{B, share("100")}}), company({{A, share("100")}}),
                          company({{A, share("50")}, {P, share("50")}})};
  Ownership ownership(closed);
  CHECK(ownership.fault(A) == Fault::ownerless_ring);
  CHECK(ownership.fault(B) == Fault::ownerless_ring);
  CHECK(ownership.fault(C) == Fault::none);
  CHECK(held(closed, P, C) == "[50 %, 50 %]");
  const Network may_close = {kSomebody, company({{B, share("50-100")}, {P, share("0-50")}}),
                             company({{A, share("50-100")}})};
  CHECK(Ownership(may_close).fault(A) == Fault::none);
  CHECK(held(may_close, P, B) == "[0 %, 100 %]");
}

TEST_CASE("Owners whose least shares exceed the whole are a contradiction, and what it holds is nobody's") {
  enum : uint32_t { P, Q, A, B };
  const Network network = {kSomebody, kSomebody, company({{P, share("75-100")}, {Q, share("50")}}),
                           company({{A, share("60")}, {Q, share("40")}})};
  CHECK(Ownership(network).fault(A) == Fault::above_whole);
  CHECK(held(network, P, B) == "[0 %, 0 %]");
  CHECK(held(network, Q, B) == "[40 %, 40 %]");
  // Open ends: more than half and a half.
  CHECK(Ownership({kSomebody, kSomebody, company({{P, share("(50,75]")}, {Q, share("50")}})}).fault(A) ==
        Fault::above_whole);
}

TEST_CASE("A chain of 10,000 links and 100,000 owners of one company take one pass") {
  Network chain(1, kSomebody);
  for (uint32_t i = 0; i < 10'000; ++i) chain.push_back(company({{i, share("99.99")}}));
  const uint32_t holders[] = {0};
  const Bounds end = Ownership(chain).share(holders, 10'000);
  // 0.9999^10000 = 0.36786...
  CHECK(end.low > ratio(36'786, 100'000));
  CHECK(end.high < ratio(36'787, 100'000));
  CHECK(end.low <= end.high);
  CHECK(base::subtract(end.high, end.low, base::Round::up) < ratio(1, 1'000'000'000'000));

  Network star(100'001, kSomebody);
  star[100'000] = company({});
  for (uint32_t i = 0; i < 100'000; ++i) star[100'000].stakes.push_back({i, share("0.001")});
  Ownership ownership(star);
  for (uint32_t i = 0; i < 100'000; i += 7) {
    const uint32_t one[] = {i};
    CHECK(ownership.share(one, 100'000).low == ratio(1, 100'000));
  }
}

TEST_CASE("What is only approached stays so in a loop that could hold all of itself") {
  // E is below half P's. A may give all to E, or all to B; but B is A's, and together they would be nobody's.
  enum : uint32_t { P, E, A, B };
  const Network network = {kSomebody, company({{P, share("[0,50)")}}),
                           company({{E, share("0-100")}, {B, share("0-100")}}), company({{A, share("100")}})};
  CHECK(held(network, P, E) == "[0 %, 50 %)");
  CHECK(held(network, P, A) == "[0 %, 50 %)");
  CHECK(held(network, P, B) == "[0 %, 50 %)");
}

TEST_CASE("A loop of two hundred companies is closed in on from both sides") {
  Network ring(1, kSomebody);
  for (uint32_t i = 1; i <= 200; ++i)
    ring.push_back(company({{i == 1 ? 200 : i - 1, share("50")}, {0, share("50")}}));
  const uint32_t holders[] = {0};
  const Bounds bounds = Ownership(ring).share(holders, 100);
  CHECK(bounds.tight);
  CHECK(bounds.low > ratio(999'999'999, 1'000'000'000));
  CHECK(bounds.high == base::kWhole);
}

// --- Against the twin -----------------------------------------------------------------------------------

clean::Share some_share(std::mt19937_64& random) {
  const auto quarter = [&](uint64_t most) { return static_cast<int64_t>(random() % (most + 1)); };
  const int64_t low = quarter(2);
  if (random() % 3 != 0) return {.low = ratio(low, 4), .high = ratio(low, 4)};
  const int64_t high = std::min<int64_t>(4, low + 1 + quarter(1));
  return {.low = ratio(low, 4),
          .high = ratio(high, 4),
          .low_open = random() % 3 == 0,
          .high_open = random() % 3 == 0};
}

// Up to four companies with loops; three holders of whom nobody knows the last.
Network some_network(std::mt19937_64& random) {
  Network network = {kSomebody, kSomebody, {Holder::unknown, {}}};
  const auto companies = static_cast<uint32_t>(1 + random() % 4);
  for (uint32_t i = 0; i < companies; ++i) {
    Part part;
    for (uint32_t owner = 0; owner < 3 + companies; ++owner) {
      if (random() % 3 == 0) part.stakes.push_back({owner, some_share(random)});
    }
    network.push_back(part);
  }
  return network;
}

// Networks with more are left out: each corner is a system of equations.
constexpr size_t kCornersMax = 300;

// Whether the twin had an answer.
bool check_against_twin(const Network& network, uint64_t number) {
  CAPTURE(number);
  Ownership ownership(network);
  std::vector<bool> alive(network.size());
  for (uint32_t part = 3; part < network.size(); ++part) {
    reference::Exact total = 0;
    bool open = false;
    for (const Stake& stake : network[part].stakes) {
      total += reference::exact(stake.share.low);
      open = open || stake.share.low_open;
    }
    const bool contradictory = total > 1 || (total == 1 && open);
    alive[part] = !contradictory;
    CHECK((ownership.fault(part) == Fault::above_whole) == contradictory);
  }
  const std::vector<bool> rings = reference::ownerless(network, alive);
  for (uint32_t part = 3; part < network.size(); ++part) {
    CHECK((ownership.fault(part) == Fault::ownerless_ring) == rings[part]);
    alive[part] = alive[part] && !rings[part];
  }
  const std::vector<std::vector<uint32_t>> groups = {{0}, {1}, {0, 1}, {2}};
  for (const auto& holders : groups) {
    std::vector<bool> is_holder(network.size());
    for (const uint32_t holder : holders) is_holder[holder] = true;
    const auto all = reference::extremes(network, alive, is_holder, 0, kCornersMax);
    if (!all) return false;
    const bool any_open = std::ranges::any_of(network, [](const Part& part) {
      return std::ranges::any_of(part.stakes,
                                 [](const Stake& one) { return one.share.low_open || one.share.high_open; });
    });
    const auto all_inner = any_open ? reference::extremes(network, alive, is_holder,
                                                          reference::Exact(1, 1'000'000'007), kCornersMax)
                                    : all;
    if (!all_inner) return false;
    for (uint32_t of = 3; of < network.size(); ++of) {
      const reference::Extremes* expected = &(*all)[of];
      const reference::Extremes* inner = &(*all_inner)[of];
      const Bounds bounds = ownership.share(holders, of);
      CAPTURE(of);
      CAPTURE(shown(bounds));
      CAPTURE(holders.front());
      CHECK(reference::exact(bounds.low) == expected->low);
      CHECK(reference::exact(bounds.high) == expected->high);
      CHECK(bounds.low_open == (inner->low != expected->low));
      CHECK(bounds.high_open == (inner->high != expected->high));
      CHECK(bounds.high <= base::kWhole);
    }
  }
  return true;
}

TEST_CASE("Bounds equal those found by trying every corner, on random networks with loops and ranges") {
  const bool all = std::getenv("CLEW_TEST_ALL") != nullptr;
  const uint64_t wanted = all ? 100'000 : 2'000;
  uint64_t compared = 0;
  for (uint64_t number = 0; compared < wanted; ++number) {
    std::mt19937_64 random(number);
    compared += check_against_twin(some_network(random), number) ? 1 : 0;
    REQUIRE(number < 2 * wanted);
  }
}

TEST_CASE(
    "Bounds of loops found in floating point enclose the exact ones, and are near them when they say so") {
  size_t compared = 0;
  for (uint64_t number = 0; number < 3'000; ++number) {
    CAPTURE(number);
    std::mt19937_64 random(number);
    const Network network = some_network(random);
    Ownership exact(network), floating(network, 200'000'000, 0);
    for (const uint32_t holder : {0u, 1u, 2u}) {
      for (uint32_t of = 3; of < network.size(); ++of) {
        const uint32_t one[] = {holder};
        const Bounds a = exact.share(one, of), b = floating.share(one, of);
        CHECK(b.low <= a.low);
        CHECK(b.high >= a.high);
        if (!exact.is_in_ring(of) || !b.tight) continue;
        ++compared;
        const base::Ratio near = ratio(1, 100'000'000);
        CHECK(base::subtract(a.low, b.low, base::Round::up) < near);
        CHECK(base::subtract(b.high, a.high, base::Round::up) < near);
      }
    }
  }
  CHECK(compared > 5'000);
}

}  // namespace
}  // namespace clew::trace
