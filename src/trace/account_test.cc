#include "trace/account.h"

#include <doctest/doctest.h>

#include "graph/graph_builder.h"

namespace clew::trace {
namespace {

using graph::LinkKind;
using graph::NodeKind;
using graph::Right;
using Outcome = Comparison::Outcome;

// Links with what they give; what is `declared` is a conclusion. Names in capitals are companies.
class Declared {
 public:
  void says(std::string_view owner, std::string_view company, Right right, std::string_view share = {},
            bool is_declared = false, std::string_view role = {}) {
    graph::Link link;
    link.from = node(owner);
    link.to = node(company);
    link.kind = right == Right::shares ? LinkKind::ownership : LinkKind::control;
    link.right = right;
    link.is_conclusion = is_declared;
    link.directness = is_declared ? graph::Directness::indirect : graph::Directness::direct;
    ids_.push_back(std::to_string(ids_.size()));
    builder_.link(link, ids_.back(), clean::parse_share(share).value_or(clean::Share{}), role);
  }
  std::vector<Comparison> of(std::string_view company) {
    graph_ = builder_.finish();
    return compare_declared(graph_, {}, structure_behind(graph_, {}, *graph_.find(company)));
  }

 private:
  graph::NodeNumber node(std::string_view id) {
    const graph::NodeNumber number = builder_.node(id);
    builder_.name(number, id.front() < 'a' ? NodeKind::company : NodeKind::person, id);
    return number;
  }
  graph::OwnershipGraphBuilder builder_;
  graph::OwnershipGraph graph_;
  std::vector<std::string> ids_;
};

constexpr std::string_view kDirect = "IS_DIRECTLY_CONSOLIDATED_BY",
                           kUltimate = "IS_ULTIMATELY_CONSOLIDATED_BY";

TEST_CASE("An ultimate parent that the chain of direct parents leads to agrees with it") {
  Declared group;
  group.says("MID", "LOW", Right::influence, {}, false, kDirect);
  group.says("TOP", "MID", Right::influence, {}, false, kDirect);
  group.says("TOP", "LOW", Right::influence, {}, true, kUltimate);
  const auto compared = group.of("LOW");
  REQUIRE(compared.size() == 1);
  CHECK(compared[0].is_of_control);
  CHECK(compared[0].outcome == Outcome::agrees);
  CHECK(compared[0].against.size() == 2);  // Both links of the chain, not the declaration itself.
}

TEST_CASE("Two ultimate parents, of a company and of its direct parent, contradict each other") {
  Declared group;
  group.says("MID", "LOW", Right::influence, {}, false, kDirect);
  group.says("TOP", "LOW", Right::influence, {}, true, kUltimate);
  group.says("OTHER", "MID", Right::influence, {}, true, kUltimate);
  const auto compared = group.of("LOW");
  REQUIRE(compared.size() == 1);
  CHECK(compared[0].outcome == Outcome::differs);
  CHECK(compared[0].is_another_declared);
  REQUIRE(compared[0].against.size() == 1);
  CHECK(compared[0].against[0] != compared[0].link);
}

TEST_CASE("Declared control of which the chains know nothing may be, and where all is known it differs") {
  Declared open;
  open.says("MID", "LOW", Right::shares, "100");
  open.says("boss", "LOW", Right::influence, {}, true);
  CHECK(open.of("LOW")[0].outcome == Outcome::may_agree);

  Declared known;
  known.says("MID", "LOW", Right::shares, "100");
  known.says("owner", "MID", Right::shares, "100");
  known.says("boss", "LOW", Right::influence, {}, true);
  CHECK(known.of("LOW")[0].outcome == Outcome::differs);
}

TEST_CASE("Declared votes are held against those of whom the holder controls: steered, not diluted") {
  Declared votes;
  votes.says("boss", "MID", Right::shares, "60");
  votes.says("MID", "LOW", Right::shares, "50");
  votes.says("boss", "LOW", Right::votes, "50", true);
  const auto compared = votes.of("LOW");
  CHECK(compared[0].computed.low == base::ratio(1, 2));  // 60 % of 50 % would be 30 %.
  CHECK(compared[0].outcome == Outcome::agrees);
}

}  // namespace
}  // namespace clew::trace
