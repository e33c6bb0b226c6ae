#include "chart/picture.h"

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "chart/draw.h"
#include "chart/page.h"
#include "chart/pdf.h"
#include "chart/svg.h"
#include "graph/graph_builder.h"

namespace clew::chart {
namespace {

using graph::NodeKind;

class Sample {
 public:
  Sample& party(const char* id, NodeKind kind) {
    builder_.name(builder_.node(id), kind, id);
    return *this;
  }
  Sample& link(const char* from, const char* to, const clean::Share& share,
               graph::Right right = graph::Right::shares) {
    graph::Link link;
    link.kind = right == graph::Right::shares ? graph::LinkKind::ownership : graph::LinkKind::control;
    link.right = right;
    link.from = builder_.node(from);
    link.to = builder_.node(to);
    builder_.link(link, fmt::format("{}-{}", from, to), share);
    return *this;
  }
  Sample& holds(const char* from, const char* to, int percent) {
    const base::Ratio exact = base::ratio(percent, 100);
    return link(from, to, {exact, exact, false, false});
  }

  Picture picture(const char* company, const PictureLimits& limits = {}) {
    graph_ = builder_.finish();
    const trace::Structure structure = trace::structure_behind(graph_, {}, *graph_.find(company));
    const Naming naming{.name = [&](graph::NodeNumber node) { return std::string(graph_.caption(node)); },
                        .id = [&](graph::NodeNumber node) { return std::string(graph_.id(node)); },
                        .nature = [](graph::NodeNumber) { return std::string(); },
                        .marks = [](graph::NodeNumber) { return std::vector<std::string>(); },
                        .says = [](graph::LinkNumber) { return std::string("says so"); },
                        .place = [](graph::LinkNumber link) { return fmt::format("file:{}", link); }};
    Picture picture = picture_of(graph_, structure, naming, limits);
    picture.title = "Who stands behind it";
    return picture;
  }

 private:
  graph::OwnershipGraphBuilder builder_;
  graph::OwnershipGraph graph_;
};

const Box* box_named(const Picture& picture, std::string_view name) {
  for (const Box& box : picture.boxes) {
    if (box.name == name) return &box;
  }
  return nullptr;
}

trace::Bounds bounds(int low, int high, bool low_open = false, bool high_open = false) {
  return {base::ratio(low, 100), base::ratio(high, 100), low_open, high_open, true};
}

}  // namespace

TEST_CASE("an interval is said as short as it can be, with its open ends") {
  CHECK(range_label(bounds(55, 55)) == "55 %");
  CHECK(range_label(bounds(25, 50, true)) == "> 25 – 50 %");
  CHECK(range_label(bounds(50, 75, false, true)) == "50 – < 75 %");
  CHECK(range_label(bounds(0, 50)) == "≤ 50 %");
  CHECK(range_label(bounds(75, 100)) == "≥ 75 %");
  CHECK(range_label(bounds(0, 100)) == "? %");
  CHECK(range_label({base::ratio(1, 3), base::ratio(1, 3), false, false, true}) == "≈ 33.33 %");
}

TEST_CASE("every company has its bar, every holder what it holds in all, every line its source") {
  Sample sample;
  sample.party("P", NodeKind::person).party("A", NodeKind::company).party("T", NodeKind::company);
  sample.holds("P", "A", 50).holds("A", "T", 50);
  const Picture picture = sample.picture("T");
  REQUIRE(picture.boxes[0].bar.has_value());
  CHECK(picture.boxes[0].bar->proved == 2500);
  CHECK(picture.boxes[0].bar->ranged == 0);
  CHECK(picture.boxes[0].bar_words == "proved 25 · ranged 0 · unknown 75 %");
  CHECK(box_named(picture, "P")->held == "25 % in all");
  CHECK(box_named(picture, "not declared") != nullptr);
  CHECK(picture.sources.size() == 2);
  CHECK(picture.parties_folded == 0);
}

TEST_CASE("many owners of one company are folded into a box that counts them and adds them up") {
  Sample sample;
  sample.party("T", NodeKind::company);
  std::vector<std::string> names;
  for (int i = 0; i < 50; ++i) names.push_back(fmt::format("P{:02}", i));
  for (const std::string& name : names)
    sample.party(name.c_str(), NodeKind::person).holds(name.c_str(), "T", 2);
  const Picture picture = sample.picture("T", {.siblings_max = 8, .boxes_max = 40});
  const Box* others = box_named(picture, "43 others");
  REQUIRE(others != nullptr);
  CHECK(others->kind == BoxKind::others);
  CHECK(picture.boxes.size() == 1 + 7 + 1);
  CHECK(picture.parties_folded == 43);
  CHECK(picture.lines.back().label == "86 % together");
}

TEST_CASE("a long chain without a branch shows its ends and counts its middle") {
  Sample sample;
  std::vector<std::string> names;
  for (int i = 0; i < 10'000; ++i) names.push_back(fmt::format("K{}", i));
  for (const std::string& name : names) sample.party(name.c_str(), NodeKind::company);
  for (size_t i = 1; i < names.size(); ++i) sample.holds(names[i].c_str(), names[i - 1].c_str(), 100);
  sample.party("P", NodeKind::person).holds("P", "K9999", 100);
  const Picture picture = sample.picture("K0");
  CHECK(box_named(picture, "9995 more in a row") != nullptr);
  CHECK(box_named(picture, "P")->held == "100 % in all");
  CHECK(picture.boxes.size() == 7);
}

TEST_CASE("a loop is one frame, and a clique of many companies a frame of a few and a count") {
  Sample sample;
  sample.party("P", NodeKind::person).party("A", NodeKind::company).party("B", NodeKind::company);
  sample.holds("P", "A", 60).holds("B", "A", 40).holds("A", "B", 50).holds("B", "B", 10);
  const Picture picture = sample.picture("A");
  REQUIRE(picture.frames.size() == 1);
  CHECK(picture.frames[0].boxes.size() == 2);
  CHECK(box_named(picture, "B")->marks == std::vector<std::string>{"own shares: 10 %"});

  Sample clique;
  std::vector<std::string> names;
  for (int i = 0; i < 60; ++i) names.push_back(fmt::format("C{}", i));
  for (const std::string& name : names) clique.party(name.c_str(), NodeKind::company);
  for (const std::string& a : names) {
    for (const std::string& b : names) {
      if (a != b) clique.holds(a.c_str(), b.c_str(), 1);
    }
  }
  const Picture large = clique.picture("C0");
  REQUIRE(large.frames.size() == 1);
  CHECK(large.frames[0].boxes.size() <= 7);
  CHECK(large.parties_folded >= 53);
}

TEST_CASE("votes and control have lines of their own") {
  Sample sample;
  sample.party("P", NodeKind::person).party("Q", NodeKind::person).party("T", NodeKind::company);
  sample.holds("P", "T", 100);
  sample.link("Q", "T", {base::ratio(3, 5), base::ratio(3, 5), false, false}, graph::Right::votes);
  sample.link("Q", "T", {}, graph::Right::appointment);
  const Picture picture = sample.picture("T");
  std::vector<std::string> labels;
  for (const Line& line : picture.lines) labels.push_back(line.label);
  CHECK(labels == std::vector<std::string>{"100 %", "votes 60 %", "appoints board"});
}

TEST_CASE("a hostile name is text in SVG and HTML, and the bytes are the same each time") {
  Sample sample;
  const char* kName = "<script>alert(1)</script>\u202E\"&";
  sample.party(kName, NodeKind::person).party("T", NodeKind::company).holds(kName, "T", 100);
  const Picture picture = sample.picture("T");
  const std::string svg = to_svg(draw(picture));
  CHECK(svg.find("<script") == std::string::npos);
  CHECK(svg.find("\u202E") == std::string::npos);
  CHECK(svg.find("&lt;script&gt;") != std::string::npos);
  CHECK(svg == to_svg(draw(picture)));
  const std::string page = to_page(draw(picture, {.with_sources = false}), picture);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<li id=\"s1\">") != std::string::npos);
  CHECK(page.find("href=\"#s1\"") != std::string::npos);
}

TEST_CASE("a PDF is made of it, the same bytes each time") {
  Sample sample;
  sample.party("P", NodeKind::person).party("T", NodeKind::company).holds("P", "T", 100);
  const Picture picture = sample.picture("T");
  const auto pdf = to_pdf(draw(picture, {.with_sources = false}), picture, "2025-01-01");
  REQUIRE(pdf.has_value());
  CHECK(pdf->starts_with("%PDF-"));
  CHECK(*pdf == *to_pdf(draw(picture, {.with_sources = false}), picture, "2025-01-01"));
}

}  // namespace clew::chart
