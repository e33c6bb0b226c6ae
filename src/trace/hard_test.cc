// Inputs that choke programs that walk every path: an answer or a named finding, in bounded time.
#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

#include "graph/graph_builder.h"
#include "trace/account.h"
#include "trace/rules.h"

namespace clew::trace {
namespace {

using base::kNothing;
using base::kWhole;
using base::ratio;
using base::Round;
using graph::NodeKind;

class Drawing {
 public:
  graph::NodeNumber node(uint64_t key, NodeKind kind) {
    const size_t before = made_;
    const graph::NodeNumber number = tables_.node(key);
    if (number < before) return number;
    made_ = number + size_t{1};
    graph::NodeClass what;
    what.kind = kind;
    if (kind != NodeKind::missing) tables_.state(number, what, 0);
    return number;
  }
  void holds(graph::NodeNumber owner, const clean::Share& share, graph::NodeNumber company,
             uint16_t dataset = 0, bool is_bad = false) {
    graph::LinkClass what;
    what.kind = graph::LinkKind::ownership;
    what.right = graph::Right::shares;
    what.dataset = dataset;
    if (is_bad) what.flags = graph::kHasBadShare;
    ++links_;
    tables_.link(owner, company, what, share, links_, 0, links_);
  }
  graph::OwnershipGraph finish() {
    return graph::OwnershipGraph::of(tables_.finish(graph::NodeOrder::as_they_came));
  }

 private:
  graph::GraphTableBuilder tables_;
  uint64_t links_ = 0;
  size_t made_ = 0;
};

clean::Share exactly(int64_t of, int64_t whole) {
  return {.low = ratio(of, whole), .high = ratio(of, whole)};
}

bool has_finding(const Account& account, std::string_view kind) {
  return std::ranges::any_of(account.findings, [&](const Finding& finding) { return finding.kind == kind; });
}

// The three parts of a company are the whole, but for what rounding outwards adds.
void check_is_whole(const Account& account) {
  const base::Ratio sum =
      base::add(base::add(account.proved, account.ranged, Round::up), account.unknown, Round::up);
  CHECK(sum >= base::subtract(kWhole, ratio(1, 1'000'000), Round::down));
  CHECK(sum <= base::add(kWhole, ratio(1, 1'000'000), Round::up));
}

// Companies that all hold equal parts of each other, a tenth apart from it; a person holds five hundredths of
// every tenth.
graph::OwnershipGraph clique(uint32_t size) {
  Drawing drawing;
  const graph::NodeNumber person = drawing.node(1'000'000'000, NodeKind::person);
  for (uint32_t i = 0; i < size; ++i) drawing.node(i, NodeKind::company);
  for (uint32_t to = 0; to < size; ++to) {
    for (uint32_t from = 0; from < size; ++from) {
      if (from != to) drawing.holds(1 + from, exactly(9, 10 * (size - 1)), 1 + to);
    }
    if (to % 10 == 0) drawing.holds(person, exactly(1, 20), 1 + to);
  }
  return drawing.finish();
}

TEST_CASE("A clique of 300 companies is answered to within a hair of the exact share") {
  const graph::OwnershipGraph graph = clique(300);
  const Structure structure = structure_behind(graph, {}, 1);
  const Account account = account_of(graph, structure);
  CHECK(account.is_tight);
  check_is_whole(account);
  REQUIRE(account.holders.size() == 1);
  // All members together: S = 0.9 S + 30 * 0.05, so S = 15; company 1: x = 0.05 + 0.9 (15 - x) / 299.
  const double x = (0.05 + 0.9 * 15 / 299) / (1 + 0.9 / 299);
  CHECK(static_cast<double>(account.proved.numerator) / static_cast<double>(account.proved.denominator) ==
        doctest::Approx(x).epsilon(1e-9));
}

TEST_CASE("A clique of thousands is cut where it is too large, and that is said") {
  const bool all = std::getenv("CLEW_TEST_ALL") != nullptr;
  const graph::OwnershipGraph graph = clique(all ? 5'000 : 1'000);
  const Structure structure =
      structure_behind(graph, {}, 1, {.parts_max = 300'000, .links_max = all ? 3'000'000u : 300'000u});
  CHECK_FALSE(structure.is_whole);
  const Account account = account_of(graph, structure);
  CHECK(has_finding(account, "too-large"));
  check_is_whole(account);
  const auto rules = shipped_rules();
  REQUIRE(rules);
  Judge judge(structure);
  const auto person = structure.part_of.find(0);
  REQUIRE(person != structure.part_of.end());
  const uint32_t one[] = {person->second};
  for (const Rule& rule : *rules)
    CHECK(Judge::together(rule, judge.judge(rule, one)).answer != Answer::proved);
}

TEST_CASE("100,000 owners of one company each have their part, and the company its whole") {
  Drawing drawing;
  const graph::NodeNumber company = drawing.node(0, NodeKind::company);
  for (uint32_t i = 1; i <= 100'000; ++i)
    drawing.holds(drawing.node(i, NodeKind::person), exactly(1, 100'000), company);
  const graph::OwnershipGraph graph = drawing.finish();
  const Account account = account_of(graph, structure_behind(graph, {}, company));
  CHECK(account.holder_count == 100'000);
  CHECK(account.proved == kWhole);
  CHECK(account.unknown == kNothing);
  CHECK(account.holders.front().shares.low == ratio(1, 100'000));
}

TEST_CASE("A chain of 10,000 companies has an answer at its end") {
  Drawing drawing;
  graph::NodeNumber last = drawing.node(0, NodeKind::person);
  for (uint32_t i = 1; i <= 10'000; ++i) {
    const graph::NodeNumber next = drawing.node(i, NodeKind::company);
    drawing.holds(last, exactly(9'999, 10'000), next);
    last = next;
  }
  const graph::OwnershipGraph graph = drawing.finish();
  const Account account = account_of(graph, structure_behind(graph, {}, last));
  check_is_whole(account);
  CHECK(account.proved > ratio(36'786, 100'000));
  CHECK(account.proved < ratio(36'787, 100'000));
}

TEST_CASE("A company that owns all of itself has no answer, and that is said") {
  Drawing drawing;
  const graph::NodeNumber company = drawing.node(0, NodeKind::company);
  drawing.holds(company, exactly(1, 1), company);
  const graph::OwnershipGraph graph = drawing.finish();
  const Account account = account_of(graph, structure_behind(graph, {}, company));
  CHECK(account.fault == Fault::ownerless_ring);
  CHECK(has_finding(account, "ownerless-ring"));
}

TEST_CASE("Shares that are no part of a whole, and owners that are nowhere, count as not known") {
  Drawing drawing;
  const graph::NodeNumber company = drawing.node(0, NodeKind::company);
  drawing.holds(drawing.node(1, NodeKind::person), {}, company, 0, true);  // -5 % or 300 % as read.
  drawing.holds(drawing.node(2, NodeKind::missing), exactly(1, 4), company);
  const graph::OwnershipGraph graph = drawing.finish();
  const Account account = account_of(graph, structure_behind(graph, {}, company));
  CHECK(has_finding(account, "bad-share"));
  CHECK(account.proved == kNothing);
  CHECK(account.ranged == ratio(3, 4));
  CHECK(account.unknown == ratio(1, 4));
}

TEST_CASE(
    "Sources that contradict each other on one holding are named, and anything between counts as possible") {
  Drawing drawing;
  const graph::NodeNumber company = drawing.node(0, NodeKind::company),
                          person = drawing.node(1, NodeKind::person);
  drawing.holds(person, exactly(1, 4), company, 0);
  drawing.holds(person, exactly(1, 2), company, 1);
  const graph::OwnershipGraph graph = drawing.finish();
  const Account account = account_of(graph, structure_behind(graph, {}, company));
  CHECK(has_finding(account, "sources-differ"));
  CHECK(account.proved == ratio(1, 4));
  CHECK(account.ranged == ratio(1, 4));
}

}  // namespace
}  // namespace clew::trace
