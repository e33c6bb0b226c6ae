#include "trace/rules.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "graph/graph_builder.h"
#include "trace/account.h"
#include "trace/groups.h"

namespace clew::trace {
namespace {

using graph::LinkKind;
using graph::NodeKind;
using graph::Right;

// A graph from lines "owner share company"; names in capitals are companies, others people, "?" nobody knows.
class Drawing {
 public:
  Drawing& holds(std::string_view owner, std::string_view share, std::string_view company,
                 Right right = Right::shares) {
    graph::Link link;
    link.from = node(owner);
    link.to = node(company);
    link.kind = right == Right::shares ? LinkKind::ownership : LinkKind::control;
    link.right = right;
    const auto parsed = clean::parse_share(share);
    links_.push_back(std::string(owner) + " - " + std::string(company));
    builder_.link(link, links_.back(), parsed.value_or(clean::Share{}));
    return *this;
  }
  void finish() { graph_ = builder_.finish(); }
  const graph::OwnershipGraph& graph() const { return graph_; }
  Structure behind(std::string_view company) const {
    return structure_behind(graph_, {}, *graph_.find(company));
  }
  uint32_t part(const Structure& structure, std::string_view id) const {
    return structure.part_of.at(*graph_.find(id));
  }

 private:
  graph::NodeNumber node(std::string_view id) {
    const graph::NodeNumber number = builder_.node(id);
    const bool is_company = id.front() >= 'A' && id.front() <= 'Z';
    builder_.name(number,
                  id.front() == '?' ? NodeKind::unnamed
                  : is_company      ? NodeKind::company
                                    : NodeKind::person,
                  id);
    return number;
  }
  graph::OwnershipGraphBuilder builder_;
  graph::OwnershipGraph graph_;
  std::vector<std::string> links_;
};

std::vector<Rule> all_rules() {
  auto rules = read_rules(CLEW_SOURCE_DIR "/data/ownership_rules/rules.yaml");
  REQUIRE(rules);
  return *rules;
}

std::string answer(const Drawing& drawing, std::string_view company, std::string_view person,
                   std::string_view rule) {
  const Structure structure = drawing.behind(company);
  Judge judge(structure);
  for (const Rule& candidate : all_rules()) {
    if (candidate.name != rule) continue;
    const uint32_t persons[] = {drawing.part(structure, person)};
    std::string text;
    const auto readings = judge.judge(candidate, persons);
    if (!candidate.is_apart) return std::string(to_string(Judge::together(candidate, readings).answer));
    for (const ReadingVerdict& reading : readings)
      text += (text.empty() ? "" : " / ") + std::string(to_string(reading.verdict.answer));
    return text;
  }
  return "no such rule";
}

TEST_CASE("Half of a half: one structure, and each law answers for itself") {
  Drawing drawing;
  drawing.holds("x", "50", "A").holds("A", "50", "B").holds("y", "50", "A").holds("z", "50", "B").finish();
  CHECK(answer(drawing, "B", "x", "ofac") == "proved");
  CHECK(answer(drawing, "B", "x", "eu") == "proved / refuted");        // Whole stake; multiplied: 25 %.
  CHECK(answer(drawing, "B", "x", "eu-until-2024") == "refuted / refuted");  // 50 is not more than 50.
  CHECK(answer(drawing, "B", "x", "uk") == "refuted");
  CHECK(answer(drawing, "B", "x", "amlr-52") == "proved");   // Exactly a quarter is enough.
  CHECK(answer(drawing, "B", "x", "amlr-53") == "refuted");  // Half is not half plus one.
  CHECK(answer(drawing, "B", "x", "amld") == "refuted");     // A quarter is not more than a quarter.
  CHECK(answer(drawing, "A", "x", "eu") == "proved / proved");
  CHECK(answer(drawing, "A", "x", "eu-until-2024") == "refuted / refuted");
}

TEST_CASE("A range that straddles the threshold is undetermined, and an undeclared rest never refutes") {
  Drawing drawing;
  drawing.holds("x", "25-50", "A")
      .holds("y", "50-75", "A")
      .holds("A", "50-75", "B")
      .holds("z", "25-50", "B")
      .finish();
  CHECK(answer(drawing, "B", "x", "amlr-52") == "undetermined");
  CHECK(answer(drawing, "B", "x", "uk") == "refuted");
  Drawing open;
  open.holds("x", "20", "A").finish();
  CHECK(answer(open, "A", "x", "amlr-52") == "undetermined");
  Drawing closed;
  closed.holds("x", "20", "A").holds("y", "80", "A").finish();
  CHECK(answer(closed, "A", "x", "amlr-52") == "refuted");
  CHECK(answer(closed, "A", "y", "amlr-53") == "proved");
}

TEST_CASE("Majorities are added up inside what a person controls, and stakes count whole") {
  Drawing drawing;
  drawing.holds("x", "51", "A")
      .holds("x", "51", "B")
      .holds("A", "30", "C")
      .holds("B", "30", "C")
      .holds("y", "40", "C")
      .finish();
  CHECK(answer(drawing, "C", "x", "amlr-53") == "proved");
  CHECK(answer(drawing, "C", "x", "amlr-54") == "proved");
  CHECK(answer(drawing, "C", "y", "amlr-53") == "refuted");
  CHECK(answer(drawing, "C", "x", "ofac") == "proved");
}

TEST_CASE("Control over a board or by influence counts as control and gives no share") {
  Drawing drawing;
  drawing.holds("x", "", "A", Right::influence)
      .holds("A", "60", "B")
      .holds("y", "100", "A")
      .holds("z", "40", "B")
      .finish();
  CHECK(answer(drawing, "B", "x", "amlr-53") == "proved");
  CHECK(answer(drawing, "B", "x", "amlr-52") == "refuted");
  CHECK(answer(drawing, "B", "x", "ofac") == "refuted");
}

TEST_CASE("A company's own shares keep their economic part and have no votes") {
  Drawing drawing;
  drawing.holds("x", "30", "A").holds("y", "20", "A").holds("A", "50", "A").finish();
  const Structure structure = drawing.behind("A");
  Judge judge(structure);
  const uint32_t x[] = {drawing.part(structure, "x")};
  CHECK(judge.share(x).low == base::ratio(3, 5));  // 0.3 / (1 - 0.5)
  CHECK(judge.share(x, true).low == base::ratio(3, 5));
  CHECK(answer(drawing, "A", "x", "amlr-53") == "proved");
}

TEST_CASE("Proved, ranged and unknown are one whole") {
  Drawing drawing;
  drawing.holds("x", "(25,50]", "A")
      .holds("?1", "[50,75)", "A")
      .holds("A", "30", "B")
      .holds("x", "55", "B")
      .holds("?2", "15", "B")
      .finish();
  const Structure structure = drawing.behind("B");
  const Account account = account_of(drawing.graph(), structure);
  CHECK(base::percent_text(account.proved) == "62.5 %");
  CHECK(base::percent_text(account.ranged) == "7.5 %");
  CHECK(base::percent_text(account.unknown) == "30 %");
  REQUIRE(account.dark.size() == 2);
  CHECK(base::percent_text(account.dark[0].shares.high) == "22.5 %");
  CHECK(account.dark[0].shares.high_open);
}

TEST_CASE("A proved verdict names the smallest set of statements whose failure would change it") {
  Drawing drawing;
  drawing.holds("x", "40", "A").holds("x", "40", "B").holds("A", "100", "C").finish();
  Drawing two;
  two.holds("x", "30", "A").holds("x", "100", "B").holds("B", "30", "A").finish();
  const Structure structure = two.behind("A");
  const uint32_t x[] = {two.part(structure, "x")};
  const Account account = account_of(two.graph(), structure);
  for (const Rule& rule : all_rules()) {
    if (rule.name != "amlr-52") continue;
    // 30 % directly and 30 % through B: one of the two remains if the other falls.
    const Flip flip = flip_of(two.graph(), {}, structure, rule, x, account.holders.front().rests_on);
    CHECK(flip.is_smallest);
    CHECK(flip.links.size() == 2);
  }
}

TEST_CASE("Relatives who hold a majority only together are a group, when asked") {
  graph::OwnershipGraphBuilder builder;
  const auto node = [&](const char* id, NodeKind kind) {
    const graph::NodeNumber number = builder.node(id);
    builder.name(number, kind, id);
    return number;
  };
  const auto company = node("A", NodeKind::company), wife = node("wife", NodeKind::person),
             man = node("man", NodeKind::person), other = node("other", NodeKind::person);
  const auto link = [&](graph::NodeNumber from, graph::NodeNumber to, LinkKind kind, std::string_view share) {
    graph::Link made;
    made.from = from;
    made.to = to;
    made.kind = kind;
    if (kind == LinkKind::ownership) made.right = Right::shares;
    builder.link(made, std::to_string(from) + "-" + std::to_string(to),
                 clean::parse_share(share).value_or(clean::Share{}));
  };
  link(wife, company, LinkKind::ownership, "30");
  link(man, company, LinkKind::ownership, "30");
  link(other, company, LinkKind::ownership, "40");
  link(wife, man, LinkKind::family, "");
  const graph::OwnershipGraph graph = builder.finish();
  const Structure structure = structure_behind(graph, {}, company);
  const auto groups = families(graph, {}, structure);
  REQUIRE(groups.size() == 1);
  REQUIRE(groups[0].size() == 2);
  Judge judge(structure);
  const RuleReading control{.way = Way::control, .by_votes = true, .threshold = {}};
  const uint32_t alone[] = {structure.part_of.at(man)};
  CHECK(judge.judge(control, alone).answer == Answer::refuted);
  CHECK(judge.judge(control, groups[0]).answer == Answer::proved);
}

TEST_CASE("Every shipped rule is read, and a malformed file is refused with its line") {
  CHECK(all_rules().size() == 10);
  const auto missing = read_rules("/nowhere/rules.yaml");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == base::ErrorKind::not_found);
}

}  // namespace
}  // namespace clew::trace
