#include "chart/draw.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "chart/text.h"

namespace clew::chart {
namespace {

constexpr int kMargin = 28;
constexpr int kBoxWidth = 208, kFirstWidth = 236, kSmallWidth = 150;
constexpr int kPad = 9;
constexpr int kNameSize = 12, kWordSize = 10, kHeldSize = 11, kLabelSize = 11;
constexpr int kLabelRow = 17;
constexpr int kBarHeight = 9;
constexpr int kFramePad = 16, kFrameBetween = 40, kFrameLane = 22;
constexpr uint32_t kNone = UINT32_MAX;

// The words of a box, broken into lines, and its size.
struct Face {
  std::vector<std::string> name, nature, marks;
  std::string held;
  int width = 0, height = 0;
};

bool is_small(const Box& box) {
  return box.kind == BoxKind::undisclosed || box.kind == BoxKind::others || box.kind == BoxKind::chain;
}

Face face_of(const Box& box, bool is_first) {
  Face face;
  face.width = is_first ? kFirstWidth : is_small(box) ? kSmallWidth : kBoxWidth;
  const int room =
      face.width - 2 * kPad - (box.kind == BoxKind::person || box.kind == BoxKind::state ? 18 : 0);
  face.name = wrapped(cleaned(box.name), room, kNameSize, true, 3);
  face.nature = wrapped(cleaned(box.nature), face.width - 2 * kPad, kWordSize, false, 2);
  for (const std::string& mark : box.marks) {
    for (std::string& line : wrapped(cleaned(mark), face.width - 2 * kPad - 12, kWordSize, true, 2))
      face.marks.push_back(std::move(line));
  }
  face.held = cut(cleaned(box.held), face.width - 2 * kPad, kHeldSize, true);
  face.height = kPad + static_cast<int>(face.name.size()) * 15 + static_cast<int>(face.nature.size()) * 13 +
                static_cast<int>(face.marks.size()) * 14 + (face.held.empty() ? 0 : 16) + kPad - 2;
  if (!box.bar_words.empty()) face.height += 16;
  if (box.bar) face.height += kBarHeight + 4;
  return face;
}

// A member's place in a frame.
struct Member {
  uint32_t item = kNone;
  Point offset;  // Within the item.
};

// A line within a frame, in a lane under its members.
struct Inner {
  uint32_t line = 0;
  int lane = 0;
};

class Artist {
 public:
  Artist(const Picture& picture, const DrawOptions& options) : picture_(picture), options_(options) {}

  Drawing drawing() {
    make_faces();
    make_items();
    make_ties();
    layout_ = lay_out(items_, ties_);
    drawing_.title = cleaned(picture_.title);
    for (const std::string& sentence : sentences(picture_))
      drawing_.description += (drawing_.description.empty() ? "" : "\n") + cleaned(sentence);
    drawing_.width = std::max(layout_.width + 2 * kMargin, 760);
    draw_head();
    shift_ = {(drawing_.width - layout_.width) / 2, y_};
    draw_frames();
    draw_pieces();
    draw_inner_lines();
    for (uint32_t box = 0; box < picture_.boxes.size(); ++box) draw_box(box);
    draw_labels();
    y_ = shift_.y + layout_.height + 30;
    draw_legend();
    draw_notes();
    if (options_.with_sources) draw_sources();
    drawing_.height = y_ + kMargin - 8;
    return std::move(drawing_);
  }

 private:
  template <class T>
  void put(T shape) {
    drawing_.shapes.emplace_back(std::move(shape));
  }

  // --- What is laid out -------------------------------------------------------------------------------

  void make_faces() {
    for (uint32_t box = 0; box < picture_.boxes.size(); ++box)
      faces_.push_back(face_of(picture_.boxes[box], box == 0));
  }

  void make_items() {
    member_.resize(picture_.boxes.size());
    for (const Frame& frame : picture_.frames) make_frame_item(frame);
    for (uint32_t box = 0; box < picture_.boxes.size(); ++box) {
      if (member_[box].item != kNone) continue;
      member_[box] = {static_cast<uint32_t>(items_.size()), {}};
      items_.push_back({faces_[box].width, faces_[box].height, 0});
      frame_of_item_.push_back(kNone);
    }
  }

  void make_frame_item(const Frame& frame) {
    const auto item = static_cast<uint32_t>(items_.size());
    int x = kFramePad, tallest = 0, lanes = 0;
    for (const uint32_t box : frame.boxes) tallest = std::max(tallest, faces_[box].height);
    for (const uint32_t box : frame.boxes) {
      member_[box] = {item, {x, kFramePad + tallest - faces_[box].height}};
      x += faces_[box].width + kFrameBetween;
    }
    for (uint32_t number = 0; number < picture_.lines.size(); ++number) {
      const Line& line = picture_.lines[number];
      if (member_[line.from].item == item && member_[line.to].item == item)
        inner_.push_back({number, lanes++});
    }
    const int least = pixels(frame.title, kWordSize, true) + 2 * kFramePad;
    items_.push_back({std::max(x - kFrameBetween + kFramePad, least),
                      kFramePad + tallest + (lanes + 1) * kFrameLane + 14, 0});
    frame_of_item_.push_back(static_cast<uint32_t>(&frame - picture_.frames.data()));
  }

  bool is_inner(const Line& line) const { return member_[line.from].item == member_[line.to].item; }

  static int lead_in(LineKind kind) {
    switch (kind) {
      case LineKind::shares: return 0;
      case LineKind::votes: return 26;
      case LineKind::control: return -26;
      case LineKind::nominee: return 0;
    }
    return 0;
  }

  void make_ties() {
    std::map<uint32_t, std::vector<uint32_t>> leaving;
    for (uint32_t number = 0; number < picture_.lines.size(); ++number) {
      leaving[picture_.lines[number].from].push_back(number);
      const uint32_t from = picture_.lines[number].from;
      port_.push_back(0);
      slot_.push_back(static_cast<int>(leaving[from].size()) - 1);
    }
    constexpr int kPorts = 22;
    for (const auto& [box, lines] : leaving) {
      const int count = static_cast<int>(lines.size());
      const int step = std::min(kPorts, (faces_[box].width - 20) / std::max(count, 1));
      for (int i = 0; i < count; ++i)
        port_[lines[i]] = faces_[box].width / 2 + (2 * i - (count - 1)) * step / 2;
      lines_from_[box] = count;
    }
    tie_of_line_.assign(picture_.lines.size(), kNone);
    for (uint32_t number = 0; number < picture_.lines.size(); ++number) {
      const Line& line = picture_.lines[number];
      if (is_inner(line)) continue;
      tie_of_line_[number] = static_cast<uint32_t>(ties_.size());
      line_of_tie_.push_back(number);
      const int to_port = member_[line.to].offset.x + faces_[line.to].width / 2 + lead_in(line.kind);
      ties_.push_back({member_[line.from].item, member_[line.to].item,
                       member_[line.from].offset.x + port_[number], to_port});
      Item& item = items_[member_[line.from].item];
      item.below = std::max(item.below, lines_from_[line.from] * kLabelRow + 6);
    }
  }

  Point corner(uint32_t box) const {
    const Point item = layout_.corners[member_[box].item];
    return {shift_.x + item.x + member_[box].offset.x, shift_.y + item.y + member_[box].offset.y};
  }

  // --- Head, legend, lists ----------------------------------------------------------------------------

  void write(int x, int y, int size, bool bold, std::string text, Tone tone = Tone::ink) {
    put(Words{.x = x, .y = y, .size = size, .bold = bold, .tone = tone, .text = isolated(text)});
  }

  void draw_head() {
    y_ = kMargin + 14;
    const int room = drawing_.width - 2 * kMargin;
    for (const std::string& line : wrapped(cleaned(picture_.title), room, 17, true, 2)) {
      write(kMargin, y_, 17, true, line);
      y_ += 22;
    }
    for (const std::string& line : wrapped(cleaned(picture_.subtitle), room, 11, false, 2)) {
      write(kMargin, y_, 11, false, line, Tone::grey);
      y_ += 16;
    }
    y_ += 18;
  }

  void rule() {
    put(Polyline{.points = {{kMargin, y_}, {drawing_.width - kMargin, y_}}, .stroke = 6, .tone = Tone::grey});
    y_ += 18;
  }

  void draw_legend() {
    rule();
    int x = kMargin;
    const auto sample_bar = [&](Fill fill, const char* words) {
      put(Rectangle{.x = x, .y = y_ - 9, .width = 26, .height = kBarHeight, .fill = fill, .stroke = 8});
      write(x + 32, y_, kWordSize, false, words);
      x += 48 + pixels(words, kWordSize);
    };
    sample_bar(Fill::dark, "proved: known people and states hold it at the least");
    sample_bar(Fill::hatched, "ranged: may be theirs");
    if (x > drawing_.width - kMargin - 240) next_row(x);
    sample_bar(Fill::dotted, "unknown: nobody can tell from these sources");
    next_row(x);
    const auto sample_line = [&](LineKind kind, const char* words) {
      const int width = 50 + pixels(words, kWordSize);
      if (x + width > drawing_.width - kMargin) next_row(x);
      put(styled({{x, y_ - 4}, {x + 28, y_ - 4}}, kind, 5000, true));
      write(x + 34, y_, kWordSize, false, words);
      x += width + 6;
    };
    sample_line(LineKind::shares, "shares (the wider, the more)");
    sample_line(LineKind::votes, "votes, stated apart");
    sample_line(LineKind::nominee, "held for another");
    sample_line(LineKind::control, "control by other means");
    y_ += 20;
  }

  void next_row(int& x) {
    x = kMargin;
    y_ += 18;
  }

  void draw_notes() {
    if (picture_.notes.empty()) return;
    const int room = drawing_.width - 2 * kMargin - 14;
    for (const std::string& note : picture_.notes) {
      bool first = true;
      for (const std::string& line : wrapped(cleaned(note), room, kWordSize, false, 6)) {
        if (first) write(kMargin, y_, kWordSize, true, "–");
        write(kMargin + 14, y_, kWordSize, false, line);
        first = false;
        y_ += 14;
      }
    }
    y_ += 10;
  }

  void draw_sources() {
    if (picture_.sources.empty()) return;
    rule();
    write(kMargin, y_, 12, true, "What the sources say");
    y_ += 18;
    const int room = drawing_.width - 2 * kMargin - 30;
    for (size_t i = 0; i < picture_.sources.size(); ++i) {
      const Source& source = picture_.sources[i];
      const std::string name = fmt::format("s{}", i + 1);
      put(Words{.x = kMargin + 22,
                .y = y_,
                .size = kWordSize,
                .bold = true,
                .anchor = Anchor::end,
                .text = std::to_string(i + 1),
                .name = name});
      const std::string text =
          fmt::format("{}, of {}: {}  [{}]", isolated(cleaned(source.who)), isolated(cleaned(source.of)),
                      cleaned(source.says), cleaned(source.place));
      for (const std::string& line : wrapped(text, room, kWordSize, false, 4)) {
        put(Words{.x = kMargin + 30, .y = y_, .size = kWordSize, .text = line});
        y_ += 14;
      }
    }
  }

  // --- Lines ------------------------------------------------------------------------------------------

  static Polyline styled(std::vector<Point> points, LineKind kind, int weight, bool arrow) {
    Polyline line{.points = std::move(points), .stroke = 10 + weight / 500, .arrow = arrow};
    if (kind == LineKind::nominee) line.dash = Dash::dashed;
    if (kind == LineKind::control) line.dash = Dash::dotted, line.stroke = 14;
    if (kind == LineKind::votes) line.doubled = true;
    return line;
  }

  void draw_pieces() {
    for (const Piece& piece : layout_.pieces) {
      std::vector<Point> points = piece.points;
      for (Point& point : points) point = {point.x + shift_.x, point.y + shift_.y};
      const Line& line = picture_.lines[line_of_tie_[piece.tie]];
      extend_into_frames(piece, line, points);
      put(styled(std::move(points), line.kind, line.weight, piece.arrives));
    }
  }

  // Lines of a member of a frame begin and end at the member.
  void extend_into_frames(const Piece& piece, const Line& line, std::vector<Point>& points) const {
    const Point start = layout_.starts[piece.tie];
    const bool begins = piece.points.front() == start;
    if (begins && frame_of_item_[member_[line.from].item] != kNone)
      points.front().y = corner(line.from).y + faces_[line.from].height;
    if (piece.arrives && frame_of_item_[member_[line.to].item] != kNone) points.back().y = corner(line.to).y;
  }

  void draw_frames() {
    for (uint32_t item = 0; item < items_.size(); ++item) {
      if (frame_of_item_[item] == kNone) continue;
      const Point at = {shift_.x + layout_.corners[item].x, shift_.y + layout_.corners[item].y};
      put(Rectangle{.x = at.x,
                    .y = at.y,
                    .width = items_[item].width,
                    .height = items_[item].height,
                    .radius = 10,
                    .fill = Fill::pale,
                    .stroke = 16,
                    .dash = Dash::dashed,
                    .tone = Tone::alarm});
    }
  }

  void draw_frame_titles() {
    for (uint32_t item = 0; item < items_.size(); ++item) {
      if (frame_of_item_[item] == kNone) continue;
      put(Words{.x = shift_.x + layout_.corners[item].x + kFramePad,
                .y = shift_.y + layout_.corners[item].y + items_[item].height - 10,
                .size = kWordSize,
                .bold = true,
                .tone = Tone::alarm,
                .text = picture_.frames[frame_of_item_[item]].title,
                .plate = true});
    }
  }

  void draw_inner_lines() {
    for (const Inner& inner : inner_) {
      const Line& line = picture_.lines[inner.line];
      const Point from = corner(line.from), to = corner(line.to);
      const int floor = std::max(from.y + faces_[line.from].height, to.y + faces_[line.to].height);
      const int lane = floor + 8 + (inner.lane + 1) * kFrameLane - 6;
      const int start = from.x + port_[inner.line];
      const int end =
          to.x + faces_[line.to].width / 2 + (start < to.x ? -60 : 60) + 5 * (inner.lane % 5) - 10;
      Polyline path = styled({{start, from.y + faces_[line.from].height},
                              {start, lane},
                              {end, lane},
                              {end, to.y + faces_[line.to].height}},
                             line.kind, line.weight, true);
      path.tone = Tone::alarm;
      put(std::move(path));
      inner_labels_.push_back({(start + end) / 2, lane + 4});
    }
  }

  // --- Boxes ------------------------------------------------------------------------------------------

  void draw_box(uint32_t number) {
    const Box& box = picture_.boxes[number];
    const Face& face = faces_[number];
    const Point at = corner(number);
    put(Begin{cleaned(box.id.empty() ? box.name : fmt::format("{} ({})", box.name, box.id))});
    draw_outline(box, face, at, number == 0);
    const int middle = at.x + face.width / 2;
    const bool has_icon = box.kind == BoxKind::person || box.kind == BoxKind::state;
    if (box.kind == BoxKind::person) draw_person(at.x + 15, at.y + 19);
    if (box.kind == BoxKind::state) draw_state(at.x + 15, at.y + 19);
    int y = at.y + kPad + 10;
    const auto line = [&](const std::string& text, int size, bool bold, Tone tone, int step, int x) {
      put(Words{
          .x = x, .y = y, .size = size, .bold = bold, .anchor = Anchor::middle, .tone = tone, .text = text});
      y += step;
    };
    for (const std::string& name : face.name)
      line(name, kNameSize, true, Tone::ink, 15, middle + (has_icon ? 8 : 0));
    for (const std::string& words : face.nature) line(words, kWordSize, false, Tone::grey, 13, middle);
    for (const std::string& mark : face.marks) draw_mark(mark, middle, y);
    if (!face.held.empty()) {
      y += 2;
      line(face.held, kHeldSize, true, Tone::ink, 14, middle);
    }
    draw_bar(box, face, at, y);
    put(End{});
  }

  void draw_mark(const std::string& mark, int middle, int& y) {
    const int width = pixels(mark, kWordSize, true) + 10;
    put(Rectangle{.x = middle - width / 2,
                  .y = y - 10,
                  .width = width,
                  .height = 13,
                  .radius = 3,
                  .fill = Fill::paper,
                  .stroke = 10,
                  .tone = Tone::alarm});
    put(Words{.x = middle,
              .y = y,
              .size = kWordSize,
              .bold = true,
              .anchor = Anchor::middle,
              .tone = Tone::alarm,
              .text = mark});
    y += 14;
  }

  void draw_outline(const Box& box, const Face& face, Point at, bool is_first) {
    Rectangle outline{.x = at.x,
                      .y = at.y,
                      .width = face.width,
                      .height = face.height,
                      .radius = 2,
                      .fill = Fill::paper,
                      .stroke = is_first ? 28 : 14};
    switch (box.kind) {
      case BoxKind::company: break;
      case BoxKind::person:
      case BoxKind::state:
        outline.radius = 16;
        outline.fill = Fill::pale;
        break;
      case BoxKind::arrangement: outline.dash = Dash::dashed; break;
      case BoxKind::unnamed:
      case BoxKind::undisclosed:
        outline.fill = Fill::dotted;
        outline.dash = Dash::dotted;
        outline.radius = 16;
        break;
      case BoxKind::others:
      case BoxKind::chain: {
        Rectangle behind = outline;
        behind.x += 4;
        behind.y += 4;
        put(behind);
        break;
      }
    }
    put(outline);
    // Words need a quiet ground.
    if (outline.fill == Fill::dotted) {
      put(Rectangle{.x = at.x + 6,
                    .y = at.y + 6,
                    .width = face.width - 12,
                    .height = face.height - 12,
                    .radius = 10,
                    .fill = Fill::paper,
                    .stroke = 0});
    }
  }

  void draw_person(int x, int y) {
    put(Circle{x, y - 6, 4, Fill::dark});
    put(Polyline{.points = {{x - 6, y + 7},
                            {x - 6, y + 2},
                            {x - 3, y},
                            {x + 3, y},
                            {x + 6, y + 2},
                            {x + 6, y + 7},
                            {x - 6, y + 7}},
                 .stroke = 16});
  }

  void draw_state(int x, int y) {
    put(Polyline{.points = {{x - 5, y + 8}, {x - 5, y - 9}, {x + 6, y - 9}, {x + 6, y - 2}, {x - 5, y - 2}},
                 .stroke = 16});
  }

  void draw_bar(const Box& box, const Face& face, Point at, int y) {
    if (box.bar_words.empty()) return;
    const int left = at.x + kPad, width = face.width - 2 * kPad;
    if (box.bar) {
      const int proved = width * box.bar->proved / 10'000;
      const int ranged = width * (box.bar->proved + box.bar->ranged) / 10'000 - proved;
      y += 2 - kBarHeight;
      const auto part = [&](int from, int wide, Fill fill) {
        if (wide > 0)
          put(Rectangle{
              .x = left + from, .y = y, .width = wide, .height = kBarHeight, .fill = fill, .stroke = 0});
      };
      part(0, proved, Fill::dark);
      part(proved, ranged, Fill::hatched);
      part(proved + ranged, width - proved - ranged, Fill::dotted);
      put(Rectangle{.x = left, .y = y, .width = width, .height = kBarHeight, .stroke = 8});
      y += kBarHeight + 12;
    }
    const int size = pixels(box.bar_words, 9) > width ? 8 : 9;
    put(Words{.x = at.x + face.width / 2,
              .y = y,
              .size = size,
              .anchor = Anchor::middle,
              .tone = Tone::ink,
              .text = cut(cleaned(box.bar_words), width + 12, size)});
  }

  // --- Labels -----------------------------------------------------------------------------------------

  // A label with the numbers of its sources, each a link.
  void draw_label(const Line& line, int x, int y, Anchor anchor) {
    std::vector<Words> words;
    const std::string label = cut(cleaned(line.label), 150, kLabelSize, true);
    if (!label.empty()) words.push_back({.size = kLabelSize, .bold = true, .text = label, .plate = true});
    for (size_t i = 0; i < std::min<size_t>(line.sources.size(), 3); ++i) {
      words.push_back({.size = 9,
                       .tone = Tone::link,
                       .text = fmt::format("[{}]", line.sources[i] + 1),
                       .target = fmt::format("s{}", line.sources[i] + 1),
                       .plate = true});
    }
    if (line.sources.size() > 3)
      words.push_back({.size = 9,
                       .tone = Tone::link,
                       .text = "…",
                       .target = fmt::format("s{}", line.sources[3] + 1),
                       .plate = true});
    int width = 0;
    for (const Words& one : words) width += pixels(one.text, one.size, one.bold) + 3;
    int at = anchor == Anchor::start ? x : anchor == Anchor::end ? x - width : x - width / 2;
    for (Words& one : words) {
      one.x = at;
      one.y = one.size == 9 ? y - 1 : y;
      at += pixels(one.text, one.size, one.bold) + 3;
      put(std::move(one));
    }
  }

  void draw_labels() {
    for (uint32_t number = 0; number < picture_.lines.size(); ++number) {
      const uint32_t tie = tie_of_line_[number];
      if (tie == kNone) continue;
      const Line& line = picture_.lines[number];
      const Point start = {shift_.x + layout_.starts[tie].x, shift_.y + layout_.starts[tie].y};
      const int count = lines_from_[line.from];
      const bool to_the_left = count > 1 && slot_[number] < count / 2;
      draw_label(line, start.x + (to_the_left ? -6 : 6), start.y + 14 + slot_[number] * kLabelRow,
                 to_the_left ? Anchor::end : Anchor::start);
    }
    draw_frame_titles();
    for (size_t i = 0; i < inner_.size(); ++i)
      draw_label(picture_.lines[inner_[i].line], inner_labels_[i].x, inner_labels_[i].y, Anchor::middle);
  }

  const Picture& picture_;
  const DrawOptions& options_;
  std::vector<Face> faces_;
  std::vector<Item> items_;
  std::vector<uint32_t> frame_of_item_;
  std::vector<Member> member_;  // By box.
  std::vector<Inner> inner_;
  std::vector<Point> inner_labels_;
  std::vector<Tie> ties_;
  std::vector<uint32_t> tie_of_line_, line_of_tie_;
  std::vector<int> port_, slot_;        // By line: where it leaves, as which of its box.
  std::map<uint32_t, int> lines_from_;  // By box.
  Layout layout_;
  Drawing drawing_;
  Point shift_;
  int y_ = 0;
};

}  // namespace

Drawing draw(const Picture& picture, const DrawOptions& options) {
  return Artist(picture, options).drawing();
}

}  // namespace clew::chart
