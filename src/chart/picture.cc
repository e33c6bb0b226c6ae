#include "chart/picture.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "graph/components.h"

namespace clew::chart {
namespace {

using base::kWhole;
using base::Ratio;
using base::Round;
using graph::LinkNumber;
using graph::NodeKind;
using graph::NodeNumber;
using graph::Right;
using trace::Bounds;
using trace::Holder;
using trace::Stake;

constexpr uint32_t kNone = UINT32_MAX;
constexpr size_t kRunEnds = 2;  // Of a long chain, so many stay at each end.
constexpr size_t kRunLeast = 7;
constexpr size_t kRingBoxesMax = 6;

int ten_thousandths(const Ratio& share) {
  const Ratio scaled = base::multiply(share, base::ratio(10'000, 1), Round::down);
  return static_cast<int>(scaled.numerator / scaled.denominator);
}

// A percentage without its sign; what is rounded says so once, in front of all.
struct Figure {
  std::string text;
  bool is_rounded = false;
};

Figure figure(const Ratio& share, int decimals) {
  constexpr std::string_view kRounded = "≈ ";
  std::string text = base::percent_text(share, decimals);
  text.resize(text.size() - 2);
  if (!text.starts_with(kRounded)) return {text, false};
  text.erase(0, kRounded.size());
  return {text == "0" ? std::string(decimals == 1 ? "0.0…" : "0.00…") : text, true};
}

std::string bar_words(const Bounds& known) {
  const Figure proved = figure(known.low, 1);
  const Figure ranged = figure(base::subtract(known.high, known.low, Round::up), 1);
  const Figure unknown = figure(base::subtract(kWhole, known.high, Round::down), 1);
  const bool rounded = proved.is_rounded || ranged.is_rounded || unknown.is_rounded;
  return fmt::format("{}proved {} · ranged {} · unknown {} %", rounded ? "≈ " : "", proved.text, ranged.text,
                     unknown.text);
}

// Who owns whom by what, of the whole structure.
struct Owner {
  uint32_t part = 0;
  LineKind kind = LineKind::shares;
  clean::Share share;
  std::vector<LinkNumber> links;
};

class Painter {
 public:
  Painter(const graph::OwnershipGraph& graph, const trace::Structure& structure, const Naming& naming,
          const PictureLimits& limits)
      : graph_(graph), structure_(structure), naming_(naming), limits_(limits), shares_(structure.shares) {}

  Picture picture() {
    gather_owners();
    find_runs();
    choose_boxes();
    draw_lines();
    fill_bars();
    find_frames();
    count_folded();
    return std::move(picture_);
  }

 private:
  // --- Owners -----------------------------------------------------------------------------------------

  void gather_owners() {
    const size_t count = structure_.parts.size();
    owners_.resize(count);
    for (uint32_t part = 0; part < count; ++part) {
      const auto& stakes = structure_.shares[part].stakes;
      // The box itself says that it may be a person.
      if (!stakes.empty() && structure_.parts[stakes.front().owner].is_maybe_person) continue;
      add_stakes(part, stakes, structure_.share_links[part], LineKind::shares);
      add_votes(part);
    }
    for (const trace::ControlLink& link : structure_.control) add_control(link);
  }

  void add_stakes(uint32_t part, const std::vector<Stake>& stakes,
                  const std::vector<std::vector<LinkNumber>>& links, LineKind kind) {
    for (size_t i = 0; i < stakes.size(); ++i) {
      const bool through_nominee = std::any_of(links[i].begin(), links[i].end(), [&](LinkNumber number) {
        const Right right = graph_.link(number).right;
        return right == Right::nominee || right == Right::nominator;
      });
      owners_[part].push_back(
          {stakes[i].owner, through_nominee ? LineKind::nominee : kind, stakes[i].share, links[i]});
    }
  }

  // Only what is stated as votes; elsewhere votes follow shares.
  void add_votes(uint32_t part) {
    const auto& stakes = structure_.votes[part].stakes;
    for (size_t i = 0; i < stakes.size(); ++i) {
      const auto& links = structure_.vote_links[part][i];
      const bool stated = std::any_of(links.begin(), links.end(), [&](LinkNumber number) {
        return graph_.link(number).right == Right::votes;
      });
      if (stated) owners_[part].push_back({stakes[i].owner, LineKind::votes, stakes[i].share, links});
    }
  }

  void add_control(const trace::ControlLink& link) {
    for (const Owner& owner : owners_[link.controlled]) {
      const bool is_same = owner.part == link.controller && owner.kind == LineKind::nominee;
      if (is_same && link.right == Right::nominator) return;
    }
    for (Owner& owner : owners_[link.controlled]) {
      const bool is_same = owner.part == link.controller && owner.kind == LineKind::control;
      if (is_same) return owner.links.push_back(link.link);
    }
    owners_[link.controlled].push_back({link.controller, LineKind::control, {}, {link.link}});
  }

  // --- Chains without a branch ------------------------------------------------------------------------

  // Of a company with one owner, itself the owner of one: that owner.
  uint32_t only_owner(uint32_t part) const {
    std::set<uint32_t> different;
    for (const Owner& owner : owners_[part]) different.insert(owner.part);
    return different.size() == 1 ? *different.begin() : kNone;
  }

  void find_runs() {
    const size_t count = structure_.parts.size();
    std::vector<uint32_t> owned(count), last_owned(count, kNone), above(count, kNone);
    for (uint32_t part = 0; part < count; ++part) {
      above[part] = owners_[part].size() > 4 ? kNone : only_owner(part);
      for (const Owner& owner : owners_[part]) {
        if (last_owned[owner.part] != part) ++owned[owner.part];
        last_owned[owner.part] = part;
      }
    }
    const auto passes = [&](uint32_t part) {
      return part != 0 && owned[part] == 1 && above[part] != kNone && above[part] != part &&
             structure_.shares[part].holder == Holder::passes && !shares_.is_in_ring(part);
    };
    skip_to_.assign(count, kNone);
    for (uint32_t part = 0; part < count; ++part) {
      const bool begins = passes(part) && !passes(last_owned[part]);
      if (!begins) continue;
      std::vector<uint32_t> run;
      for (uint32_t at = part; passes(at) && run.size() < count; at = above[at]) run.push_back(at);
      if (run.size() < kRunLeast) continue;
      skip_to_[run[kRunEnds - 1]] = run[run.size() - kRunEnds];
      run_length_[run[kRunEnds - 1]] = run.size() - 2 * kRunEnds;
    }
  }

  // --- Boxes ------------------------------------------------------------------------------------------

  void choose_boxes() {
    box_of_.assign(structure_.parts.size(), kNone);
    std::vector<uint32_t> waiting = {0};
    add_box(0);
    for (size_t at = 0; at < waiting.size(); ++at) {
      const uint32_t part = waiting[at];
      if (skip_to_[part] != kNone) {
        add_chain(part, waiting);
        continue;
      }
      for (const uint32_t owner : chosen_owners(part)) {
        if (box_of_[owner] != kNone) continue;
        // The rest of a large loop is folded.
        if (shares_.is_in_ring(owner) && ++ring_boxes_[shares_.ring(owner)] > kRingBoxesMax) continue;
        add_box(owner);
        waiting.push_back(owner);
      }
    }
  }

  bool is_shown_first(uint32_t part) const {
    return graph_.node(structure_.parts[part].node).is_listed || box_of_[part] != kNone;
  }

  // Those of a part's owners that get boxes: all, or the largest where there are too many.
  std::vector<uint32_t> chosen_owners(uint32_t part) const {
    std::map<uint32_t, clean::Share> most;
    for (const Owner& owner : owners_[part]) {
      if (owner.part == part) continue;
      const clean::Share said =
          owner.kind == LineKind::control ? clean::Share{kWhole, kWhole, false, false} : owner.share;
      const auto [place, is_new] = most.try_emplace(owner.part, said);
      if (!is_new && said.high > place->second.high) place->second = said;
    }
    std::vector<uint32_t> chosen;
    for (const auto& [owner, share] : most) chosen.push_back(owner);
    const size_t room = limits_.boxes_max - std::min(limits_.boxes_max, picture_.boxes.size());
    const size_t max = std::min(limits_.siblings_max, room);
    if (chosen.size() <= max) return chosen;
    std::stable_sort(chosen.begin(), chosen.end(), [&](uint32_t a, uint32_t b) {
      const bool first = is_shown_first(a), second = is_shown_first(b);
      if (first != second) return first;
      if (most.at(a).high != most.at(b).high) return most.at(a).high > most.at(b).high;
      if (most.at(a).low != most.at(b).low) return most.at(a).low > most.at(b).low;
      return a < b;
    });
    // One place is for those that are folded.
    chosen.resize(max == 0 ? 0 : max - 1);
    return chosen;
  }

  static BoxKind kind_of(NodeKind kind) {
    switch (kind) {
      case NodeKind::person: return BoxKind::person;
      case NodeKind::state: return BoxKind::state;
      case NodeKind::nomination:
      case NodeKind::trust: return BoxKind::arrangement;
      case NodeKind::unnamed: return BoxKind::unnamed;
      default: return BoxKind::company;
    }
  }

  void add_box(uint32_t part) {
    const trace::PartInfo& info = structure_.parts[part];
    Box box;
    if (info.is_undisclosed) {
      box.kind = BoxKind::undisclosed;
      box.name = "not declared";
    } else {
      box.node = info.node;
      box.kind = kind_of(graph_.node(info.node).kind);
      box.name = naming_.name(info.node);
      box.id = naming_.id(info.node);
      box.nature = naming_.nature(info.node);
      box.marks = naming_.marks(info.node);
      const bool unknown_client =
          structure_.shares[part].holder == Holder::unknown && box.kind != BoxKind::unnamed;
      if (unknown_client) {
        box.kind = BoxKind::unnamed;
        box.name = fmt::format("unknown, behind the nominee {}", box.name);
      }
    }
    if (part != 0) box.held = held_text(part);
    box_of_[part] = static_cast<uint32_t>(picture_.boxes.size());
    part_of_box_.push_back(part);
    picture_.boxes.push_back(std::move(box));
  }

  std::string held_text(uint32_t part) {
    if (shares_.fault(0) != trace::Fault::none) return "";
    const uint32_t one[] = {part};
    const Bounds bounds = shares_.share(one, 0);
    return bounds.high.is_zero() ? "" : range_label(bounds) + " in all";
  }

  // Folds the middle of a chain into a box.
  void add_chain(uint32_t part, std::vector<uint32_t>& waiting) {
    const size_t length = run_length_.at(part);
    Box box;
    box.kind = BoxKind::chain;
    box.name = fmt::format("{} more in a row", length);
    box.nature = "each held by the next one above alone";
    const auto number = static_cast<uint32_t>(picture_.boxes.size());
    picture_.boxes.push_back(std::move(box));
    part_of_box_.push_back(kNone);
    const uint32_t upper = skip_to_[part];
    add_box(upper);
    waiting.push_back(upper);
    picture_.lines.push_back({number, box_of_[part], LineKind::shares, lines_label(part), 0, {}});
    picture_.lines.push_back({box_of_[upper], number, LineKind::shares, "", 0, {}});
  }

  std::string lines_label(uint32_t part) const {
    return owners_[part].empty() ? "" : label_of(owners_[part].front());
  }

  // --- Lines ------------------------------------------------------------------------------------------

  void draw_lines() {
    const size_t boxes = picture_.boxes.size();
    for (uint32_t box = 0; box < boxes; ++box) {
      const uint32_t part = part_of_box_[box];
      if (part == kNone || skip_to_[part] != kNone) continue;
      std::vector<const Owner*> folded;
      for (const Owner& owner : owners_[part]) {
        if (owner.part == part) {
          picture_.boxes[box].marks.push_back(fmt::format("own shares: {}", label_of(owner)));
        } else if (box_of_[owner.part] == kNone) {
          folded.push_back(&owner);
        } else {
          add_line(box_of_[owner.part], box, owner);
        }
      }
      if (!folded.empty()) add_others(box, folded);
    }
  }

  void add_line(uint32_t from, uint32_t to, const Owner& owner) {
    Line line{from, to, owner.kind, label_of(owner), ten_thousandths(owner.share.high), {}};
    for (const LinkNumber link : owner.links) line.sources.push_back(source(link));
    picture_.lines.push_back(std::move(line));
  }

  std::string label_of(const Owner& owner) const {
    const Bounds bounds{owner.share.low, owner.share.high, owner.share.low_open, owner.share.high_open, true};
    switch (owner.kind) {
      case LineKind::shares: return range_label(bounds);
      case LineKind::votes: return "votes " + range_label(bounds);
      case LineKind::nominee: return nominee_label(owner, bounds);
      case LineKind::control: return control_label(owner);
    }
    return "";
  }

  std::string nominee_label(const Owner& owner, const Bounds& bounds) const {
    const graph::Link& link = graph_.link(owner.links.front());
    if (link.right == Right::nominator) return owner.share.is_exact() ? "held for" : "held in part for";
    return fmt::format("{} by nominee", range_label(bounds));
  }

  std::string control_label(const Owner& owner) const {
    std::vector<std::string> words;
    for (const LinkNumber number : owner.links) {
      const graph::Link& link = graph_.link(number);
      const std::string_view role = graph_.role(number);
      std::string said = link.right == Right::appointment                   ? "appoints board"
                         : link.right == Right::trust_role && !role.empty() ? std::string(role)
                         : link.right == Right::trust_role                  ? "role in trust"
                         : link.right == Right::nominator                   ? "held for"
                                                                            : "influence";
      if (std::find(words.begin(), words.end(), said) == words.end()) words.push_back(std::move(said));
    }
    if (words.size() > 2) words.resize(2);
    return fmt::format("{}", fmt::join(words, ", "));
  }

  void add_others(uint32_t box, const std::vector<const Owner*>& folded) {
    std::set<uint32_t> parties;
    Ratio low = base::kNothing, high = base::kNothing;
    bool low_open = false, high_open = false;
    size_t listed = 0;
    for (const Owner* owner : folded) {
      const bool is_new = parties.insert(owner->part).second;
      if (is_new && graph_.node(structure_.parts[owner->part].node).is_listed) ++listed;
      if (owner->kind == LineKind::control || owner->kind == LineKind::votes) continue;
      low = base::add(low, owner->share.low, Round::down);
      high = std::min(kWhole, base::add(high, owner->share.high, Round::up));
      low_open = low_open || owner->share.low_open;
      high_open = high_open || owner->share.high_open;
    }
    Box others;
    others.kind = BoxKind::others;
    const bool only_undisclosed = parties.size() == 1 && structure_.parts[*parties.begin()].is_undisclosed;
    others.name = fmt::format("{} other{}", parties.size(), parties.size() == 1 ? "" : "s");
    others.nature =
        listed == 0 ? "not drawn one by one" : fmt::format("not drawn one by one; {} listed", listed);
    if (only_undisclosed) {
      others.kind = BoxKind::undisclosed;
      others.name = "not declared";
      others.nature.clear();
    }
    const Bounds all{std::min(low, kWhole), high, low_open, high_open, true};
    const auto number = static_cast<uint32_t>(picture_.boxes.size());
    picture_.boxes.push_back(std::move(others));
    part_of_box_.push_back(kNone);
    picture_.lines.push_back(
        {number,
         box,
         LineKind::shares,
         high.is_zero() ? "control" : range_label(all) + (parties.size() == 1 ? "" : " together"),
         ten_thousandths(high),
         {}});
  }

  uint32_t source(LinkNumber link) {
    const auto [place, is_new] = source_of_.try_emplace(link, static_cast<uint32_t>(picture_.sources.size()));
    if (is_new) {
      const graph::Link& one = graph_.link(link);
      picture_.sources.push_back(
          {link, naming_.name(one.from), naming_.name(one.to), naming_.says(link), naming_.place(link)});
    }
    return place->second;
  }

  // --- Bars, frames -----------------------------------------------------------------------------------

  void fill_bars() {
    const auto known = structure_.known_holders();
    std::vector<Bounds> held(structure_.parts.size());
    for (const trace::Held& one : shares_.held_by(known)) held[one.part] = one.bounds;
    for (uint32_t box = 0; box < picture_.boxes.size(); ++box) {
      const uint32_t part = part_of_box_[box];
      const bool has_bar = part != kNone && structure_.shares[part].holder == Holder::passes;
      if (!has_bar || structure_.parts[part].is_undisclosed) continue;
      if (shares_.fault(part) != trace::Fault::none) {
        picture_.boxes[box].bar_words = shares_.fault(part) == trace::Fault::ownerless_ring
                                            ? "no answer: owned in a ring"
                                            : "no answer: more than 100 %";
        continue;
      }
      const int low = ten_thousandths(held[part].low), high = ten_thousandths(held[part].high);
      picture_.boxes[box].bar = Bar{low, high - low};
      picture_.boxes[box].bar_words = bar_words(held[part]);
    }
  }

  void find_frames() {
    std::vector<std::vector<uint32_t>> down(picture_.boxes.size());
    for (const Line& line : picture_.lines) down[line.from].push_back(line.to);
    graph::each_component(
        static_cast<uint32_t>(down.size()),
        [&](uint32_t box, uint32_t i) { return i < down[box].size() ? down[box][i] : graph::kNoMoreEdges; },
        [&](std::span<const uint32_t> boxes) {
          if (boxes.size() < 2) return;
          std::vector<uint32_t> members(boxes.begin(), boxes.end());
          std::sort(members.begin(), members.end());
          picture_.frames.push_back({"A loop: these hold or control each other", std::move(members)});
        });
  }

  void count_folded() {
    size_t shown = 0;
    size_t parties = 0;
    for (uint32_t part = 0; part < structure_.parts.size(); ++part) {
      if (structure_.parts[part].is_undisclosed || structure_.parts[part].is_maybe_person) continue;
      ++parties;
      shown += box_of_[part] != kNone ? 1 : 0;
    }
    picture_.parties_folded = parties - shown;
  }

  const graph::OwnershipGraph& graph_;
  const trace::Structure& structure_;
  const Naming& naming_;
  const PictureLimits& limits_;
  trace::Ownership shares_;
  std::vector<std::vector<Owner>> owners_;
  std::vector<uint32_t> skip_to_;  // By part: where the chain goes on after its folded middle.
  std::map<uint32_t, size_t> run_length_, ring_boxes_;
  std::vector<uint32_t> box_of_, part_of_box_;
  std::map<LinkNumber, uint32_t> source_of_;
  Picture picture_;
};

std::string line_words(const Picture& picture, const Line& line) {
  std::string text = picture.boxes[line.from].name;
  if (!line.label.empty()) text += " (" + line.label + ")";
  return text;
}

}  // namespace

Picture picture_of(const graph::OwnershipGraph& graph, const trace::Structure& structure,
                   const Naming& naming, const PictureLimits& limits) {
  return Painter(graph, structure, naming, limits).picture();
}

std::string range_label(const trace::Bounds& bounds) {
  const Figure high = figure(bounds.high, 2), low = figure(bounds.low, 2);
  const std::string rough = !bounds.tight || low.is_rounded || high.is_rounded ? "≈ " : "";
  if (bounds.low == bounds.high) return rough + low.text + " %";
  const bool from_nothing = bounds.low.is_zero() && !bounds.low_open;
  const bool to_the_whole = bounds.high == kWhole && !bounds.high_open;
  if (from_nothing && to_the_whole) return "? %";
  if (from_nothing) return fmt::format("{} {}{} %", bounds.high_open ? "<" : "≤", rough, high.text);
  if (to_the_whole) return fmt::format("{} {}{} %", bounds.low_open ? ">" : "≥", rough, low.text);
  return fmt::format("{}{}{} – {}{} %", rough, bounds.low_open ? "> " : "", low.text,
                     bounds.high_open ? "< " : "", high.text);
}

std::vector<std::string> sentences(const Picture& picture) {
  std::vector<std::string> said;
  for (uint32_t box = 0; box < picture.boxes.size(); ++box) {
    const Box& one = picture.boxes[box];
    std::string text = one.name;
    if (!one.nature.empty()) text += fmt::format(" ({})", one.nature);
    for (const std::string& mark : one.marks) text += fmt::format(" [{}]", mark);
    if (!one.held.empty()) text += fmt::format(", {}", one.held);
    if (!one.bar_words.empty()) text += fmt::format("; {}", one.bar_words);
    std::string above;
    for (const Line& line : picture.lines) {
      if (line.to == box) above += (above.empty() ? ". Above it: " : "; ") + line_words(picture, line);
    }
    said.push_back(text + above + ".");
  }
  for (const Frame& frame : picture.frames) {
    std::string text = frame.title + ":";
    for (size_t i = 0; i < frame.boxes.size(); ++i)
      text += (i == 0 ? " " : ", ") + picture.boxes[frame.boxes[i]].name;
    said.push_back(text + ".");
  }
  return said;
}

}  // namespace clew::chart
