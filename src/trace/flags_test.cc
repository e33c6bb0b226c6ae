#include "trace/flags.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "graph/graph_builder.h"

namespace clew::trace {
namespace {

using graph::NodeKind;

class Sample {
 public:
  Sample& party(const std::string& id, NodeKind kind) {
    builder_.name(builder_.node(id), kind, id);
    return *this;
  }
  Sample& holds(const std::string& from, const std::string& to, int64_t hundredths) {
    graph::Link link;
    link.kind = graph::LinkKind::ownership;
    link.right = graph::Right::shares;
    link.from = builder_.node(from);
    link.to = builder_.node(to);
    const base::Ratio exact = base::ratio(hundredths, 10'000);
    builder_.link(link, fmt::format("{}-{}", from, to), {exact, exact, false, false});
    return *this;
  }
  FlagFound find(const std::string& kind, size_t shown_max = 10) {
    graph_ = builder_.finish();
    data_ = *read_flags(CLEW_SOURCE_DIR "/data/flags/flags.yaml",
                        CLEW_SOURCE_DIR "/data/flags/jurisdictions.yaml");
    const FlagOptions options{.kinds = {kind}, .shown_max = shown_max};
    return find_flags(graph_, {}, CompanyFacts{}, data_, options).front();
  }
  std::string id(const Raised& raised) const { return std::string(graph_.id(raised.node)); }

 private:
  graph::OwnershipGraphBuilder builder_;
  graph::OwnershipGraph graph_;
  FlagData data_;
};

}  // namespace

TEST_CASE("the shipped definitions and lists are whole") {
  const auto data =
      read_flags(CLEW_SOURCE_DIR "/data/flags/flags.yaml", CLEW_SOURCE_DIR "/data/flags/jurisdictions.yaml");
  REQUIRE(data.has_value());
  CHECK(data->flags.size() == 9);
  CHECK(data->lists.size() == 2);
}

TEST_CASE("a loop is found however long, and what only hangs on it is not part of it") {
  Sample sample;
  constexpr int kLength = 20'000;
  for (int i = 0; i < kLength; ++i) sample.party(fmt::format("C{}", i), NodeKind::company);
  for (int i = 0; i < kLength; ++i)
    sample.holds(fmt::format("C{}", i), fmt::format("C{}", (i + 1) % kLength), 5000);
  sample.party("P", NodeKind::person)
      .party("T", NodeKind::company)
      .holds("P", "C0", 1000)
      .holds("C0", "T", 1000);
  const FlagFound loops = sample.find("loop");
  CHECK(loops.count == 1);
  CHECK(loops.first.front().number == kLength);
}

TEST_CASE("shares are just below a threshold within one point, and not at it") {
  Sample sample;
  sample.party("P", NodeKind::person);
  for (const int64_t hundredths : {2499, 2400, 2399, 2500, 4999, 999, 5000, 1000})
    sample.party(fmt::format("C{}", hundredths), NodeKind::company)
        .holds("P", fmt::format("C{}", hundredths), hundredths);
  const FlagFound found = sample.find("threshold");
  CHECK(found.asked_of == 8);
  CHECK(found.count == 4);
}

TEST_CASE("a company under a person, however far, has a human being; others with owners have none") {
  Sample sample;
  sample.party("P", NodeKind::person).party("A", NodeKind::company).party("B", NodeKind::company);
  sample.party("X", NodeKind::company).party("Y", NodeKind::company);
  sample.holds("P", "A", 100).holds("A", "B", 100).holds("X", "Y", 10'000);
  const FlagFound found = sample.find("no_human");
  CHECK(found.asked_of == 3);
  REQUIRE(found.count == 1);
  CHECK(sample.id(found.first.front()) == "Y");
}

TEST_CASE("all are counted and only the weightiest kept") {
  Sample sample;
  sample.party("P", NodeKind::person);
  for (int i = 0; i < 1000; ++i)
    sample.party(fmt::format("C{}", i), NodeKind::company)
        .holds("P", fmt::format("C{}", i), i == 700 ? 2499 : 2410);
  const FlagFound found = sample.find("threshold", 3);
  CHECK(found.count == 1000);
  REQUIRE(found.first.size() == 3);
  CHECK(sample.id(found.first.front()) == "C700");
}

}  // namespace clew::trace
