// What a chart shows of all that stands behind a company: boxes, lines, loops, and the sources of each.
//
//   boxes     the company asked about (box 0) and those above it; under each company a bar of what is proved,
//             ranged and unknown of it
//   lines     shares, votes and other control apart, each with its interval and the numbers of its sources
//   frames    those who hold or control each other in a loop
//
// Too many owners of one company are folded into one box that says how many and how much; long chains without
// a branch are folded too. What is folded is counted, never lost. Names, ids and places are asked of the
// caller, who knows what may be shown. Cost: that of the computation of the boxes shown.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "trace/account.h"

namespace clew::chart {

enum class BoxKind : uint8_t { company, person, state, arrangement, unnamed, undisclosed, others, chain };

// In ten-thousandths; what they leave of 10,000 is unknown.
struct Bar {
  int proved = 0, ranged = 0;
};

struct Box {
  BoxKind kind = BoxKind::company;
  std::string name, id;
  std::string nature;  // "company, XC".
  std::string held;    // What it holds of the company asked about, in all: "> 62.5 - 70 % in all".
  std::vector<std::string> marks;  // "listed", "own shares 30 %": each a few words.
  std::optional<Bar> bar;
  std::string bar_words;
  uint32_t node = UINT32_MAX;  // In the graph; UINT32_MAX for what is no party.
};

enum class LineKind : uint8_t { shares, votes, control, nominee };

struct Line {
  uint32_t from = 0, to = 0;  // Boxes: the owner, the owned.
  LineKind kind = LineKind::shares;
  std::string label;
  int weight = 0;                 // The greatest share it may be, in ten-thousandths.
  std::vector<uint32_t> sources;  // Places in Picture::sources.
};

struct Frame {
  std::string title;
  std::vector<uint32_t> boxes;
};

struct Source {
  graph::LinkNumber link = 0;
  std::string who, of, says, place;
};

struct Picture {
  std::string title, subtitle;
  std::vector<Box> boxes;
  std::vector<Line> lines;
  std::vector<Frame> frames;
  std::vector<Source> sources;
  std::vector<std::string> notes;
  size_t parties_folded = 0;  // Not shown as boxes of their own.
};

// How parties, links and places may be shown.
struct Naming {
  std::function<std::string(graph::NodeNumber)> name, id, nature;
  std::function<std::vector<std::string>(graph::NodeNumber)> marks;
  std::function<std::string(graph::LinkNumber)> says, place;
};

struct PictureLimits {
  size_t siblings_max = 8;  // Owners of one company with boxes of their own.
  size_t boxes_max = 40;
};

Picture picture_of(const graph::OwnershipGraph& graph, const trace::Structure& structure,
                   const Naming& naming, const PictureLimits& limits = {});

// "55 %", "> 25 - 50 %", "at most 50 %", short enough for a line.
std::string range_label(const trace::Bounds& bounds);

// The picture in sentences, one a line: for those who hear it, and for a terminal.
std::vector<std::string> sentences(const Picture& picture);

}  // namespace clew::chart
