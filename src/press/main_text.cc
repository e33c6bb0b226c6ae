#include "press/main_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace clew::press {
namespace {

// Shorter blocks say nothing of where the story is.
constexpr uint32_t kParagraphLetters = 22;
// Less text than this is doubted, and looked for once more with fewer things set aside.
constexpr uint32_t kEnoughLetters = 420;
// An element that holds this share of a page's paragraphs is no furniture, whatever it is called.
constexpr double kBulk = 0.4;

struct Totals {
  uint32_t letters = 0, linked = 0, commas = 0, stops = 0;
  uint32_t paragraphs = 0, items = 0, inputs = 0, heading_letters = 0;
  double mass = 0;

  void operator+=(const Totals& other) {
    letters += other.letters;
    linked += other.linked;
    commas += other.commas;
    stops += other.stops;
    paragraphs += other.paragraphs;
    items += other.items;
    inputs += other.inputs;
    heading_letters += other.heading_letters;
    mass += other.mass;
  }
  void operator-=(const Totals& other) {
    letters -= other.letters;
    linked -= other.linked;
    commas -= other.commas;
    stops -= other.stops;
    paragraphs -= other.paragraphs;
    items -= other.items;
    inputs -= other.inputs;
    heading_letters -= other.heading_letters;
    mass -= other.mass;
  }
  double link_share() const { return letters == 0 ? 0.0 : static_cast<double>(linked) / letters; }
};

bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

// Elements whose blocks are paragraphs of what is around them.
bool is_paragraph(Tag tag) {
  switch (tag) {
    case Tag::p:
    case Tag::pre:
    case Tag::blockquote:
    case Tag::td:
    case Tag::li:
    case Tag::dd:
    case Tag::span:
    case Tag::label:
    case Tag::time: return true;
    default: return is_heading(tag);
  }
}

double tag_score(Tag tag) {
  switch (tag) {
    case Tag::article:
    case Tag::main: return 8;
    case Tag::div: return 5;
    case Tag::pre:
    case Tag::td:
    case Tag::blockquote: return 3;
    case Tag::address:
    case Tag::ol:
    case Tag::ul:
    case Tag::dl:
    case Tag::dd:
    case Tag::dt:
    case Tag::li:
    case Tag::form: return -3;
    default: return is_heading(tag) || tag == Tag::th ? -5 : 0;
  }
}

double class_score(const Hints& hints) {
  return (hints.is_content ? 25.0 : 0.0) - (hints.is_furniture ? 25.0 : 0.0);
}

std::string folded(std::string_view text) {
  std::string key;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
    if (c >= 'A' && c <= 'Z') key += static_cast<char>(c + 32);
  }
  return key;
}

class Finder {
 public:
  Finder(const PageTree& tree, std::string_view title)
      : tree_(tree), title_(folded(title)), alive_(tree.blocks.size(), true) {}

  MainText find() {
    MainText best;
    uint32_t most = 0;
    // Each round sets less aside; the first that finds enough is right, else the one that found most.
    for (int round = 0; round < 3; ++round) {
      const MainText found = find_once(round);
      const uint32_t letters = letters_of(found);
      if (letters > most || round == 0) {
        best = found;
        most = letters;
      }
      if (most >= kEnoughLetters) break;
    }
    return best;
  }

 private:
  uint32_t letters_of(const MainText& text) const {
    uint32_t letters = 0;
    for (const uint32_t block : text.blocks) letters += tree_.blocks[block].letters;
    return letters;
  }

  MainText find_once(int round) {
    std::fill(alive_.begin(), alive_.end(), true);
    sum_up();
    if (round < 2) set_furniture_aside(round);
    score();
    const uint32_t top = widen(best_node());
    std::vector<uint32_t> chosen = with_neighbours(top);
    if (round < 2) {
      for (const uint32_t node : chosen) clean(node);
    }
    return {collect(chosen), top};
  }

  static double mass_of(const Block& block) {
    const uint32_t own = block.letters - block.linked;
    if (own < kParagraphLetters || block.linked > own) return 0;
    return 1.0 + block.commas + std::min(3.0, own / 100.0);
  }

  void sum_up() {
    totals_.assign(tree_.nodes.size(), {});
    for (const Block& block : tree_.blocks) {
      Totals& sum = totals_[block.node];
      const Tag tag = tree_.nodes[block.node].tag;
      sum.letters += block.letters;
      sum.linked += block.linked;
      sum.commas += block.commas;
      sum.stops += block.stops;
      sum.mass += mass_of(block);
      if (is_heading(tag)) sum.heading_letters += block.letters;
    }
    for (size_t i = tree_.nodes.size(); i-- > 0;) {
      const Node& node = tree_.nodes[i];
      totals_[i].paragraphs += node.tag == Tag::p;
      totals_[i].items += node.tag == Tag::li;
      totals_[i].inputs += node.tag == Tag::select || node.tag == Tag::textarea;
      if (node.parent != kNoNode) totals_[node.parent] += totals_[i];
    }
  }

  void drop(uint32_t node) {
    for (uint32_t i = tree_.nodes[node].first_block; i < tree_.nodes[node].end_block; ++i) alive_[i] = false;
    const Totals gone = totals_[node];
    totals_[node] = {};
    // What lies within is no longer looked at: its own totals stay, and its blocks are gone.
    for (uint32_t up = tree_.nodes[node].parent; up != kNoNode; up = tree_.nodes[up].parent) {
      totals_[up] -= gone;
    }
  }

  bool is_furniture(uint32_t node, int round) const {
    const Node& one = tree_.nodes[node];
    if (one.hints.is_dialog && (one.hints.is_furniture || one.tag == Tag::dialog)) return true;
    if (!one.hints.is_furniture) return false;
    if (round > 0) return one.tag == Tag::nav || one.tag == Tag::footer || one.tag == Tag::menu;
    return one.tag != Tag::body && one.tag != Tag::article && one.tag != Tag::main;
  }

  void set_furniture_aside(int round) {
    const double all = totals_[0].mass;
    for (uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      if (!is_furniture(i, round)) continue;
      if (totals_[i].mass > all * kBulk && totals_[i].letters > kEnoughLetters) continue;
      drop(i);
      i = tree_.nodes[i].last;
    }
  }

  // Hands the mass of a block to the elements around it: whole to the first, less to those further out.
  void hand_out(uint32_t node, double mass) {
    uint32_t up = node;
    while (up != 0 && is_paragraph(tree_.nodes[up].tag)) up = tree_.nodes[up].parent;
    // An element that holds one block alone is a paragraph by another name.
    if (up != 0 && up == node && tree_.nodes[up].end_block - tree_.nodes[up].first_block == 1) {
      up = tree_.nodes[up].parent;
    }
    for (int level = 0; level < 5 && up != kNoNode; ++level, up = tree_.nodes[up].parent) {
      const double part = level == 0 ? 1.0 : level == 1 ? 0.5 : 1.0 / (level * 3.0);
      if (!is_scored_[up]) {
        is_scored_[up] = true;
        score_[up] = tag_score(tree_.nodes[up].tag) + class_score(tree_.nodes[up].hints);
      }
      score_[up] += mass * part;
    }
  }

  void score() {
    score_.assign(tree_.nodes.size(), 0);
    is_scored_.assign(tree_.nodes.size(), false);
    for (size_t i = 0; i < tree_.blocks.size(); ++i) {
      const double mass = alive_[i] ? mass_of(tree_.blocks[i]) : 0;
      if (mass > 0) hand_out(tree_.blocks[i].node, mass);
    }
    for (size_t i = 0; i < score_.size(); ++i) {
      if (is_scored_[i]) score_[i] *= 1 - totals_[i].link_share();
    }
  }

  uint32_t best_node() const {
    uint32_t best = 0;
    double most = 0;
    for (uint32_t i = 0; i < score_.size(); ++i) {
      if (is_scored_[i] && score_[i] > most) {
        most = score_[i];
        best = i;
      }
    }
    return best;
  }

  // The story may be cut into sections: an ancestor that holds several nearly as good is the story.
  uint32_t widen(uint32_t top) const {
    std::vector<uint32_t> good;
    for (uint32_t i = 0; i < score_.size(); ++i) {
      if (i != top && is_scored_[i] && score_[i] >= score_[top] * 0.75) good.push_back(i);
    }
    for (uint32_t up = tree_.nodes[top].parent; up != kNoNode && up != 0; up = tree_.nodes[up].parent) {
      const auto inside = std::count_if(
          good.begin(), good.end(), [&](uint32_t node) { return node != up && tree_.is_inside(node, up); });
      if (inside >= 3) {
        top = up;
        break;
      }
    }
    double last = score_[top];
    const double least = last / 3;
    for (uint32_t up = tree_.nodes[top].parent; up != kNoNode && up != 0; up = tree_.nodes[up].parent) {
      if (!is_scored_[up]) continue;
      if (score_[up] < least) break;
      if (score_[up] > last) return up;
      last = score_[up];
    }
    return only_child_up(top);
  }

  // While nothing but `node` is in its parent, the parent's neighbours are the ones to look at.
  uint32_t only_child_up(uint32_t node) const {
    while (true) {
      const uint32_t up = tree_.nodes[node].parent;
      if (up == kNoNode || up == 0 || totals_[up].letters != totals_[node].letters) return node;
      node = up;
    }
  }

  std::vector<uint32_t> with_neighbours(uint32_t top) const {
    const uint32_t parent = tree_.nodes[top].parent;
    if (parent == kNoNode) return {top};
    std::vector<uint32_t> chosen;
    const double least = std::max(10.0, score_[top] * 0.2);
    for (uint32_t i = parent + 1; i <= tree_.nodes[parent].last; i = tree_.nodes[i].last + 1) {
      if (i == top || is_like(i, top, least)) chosen.push_back(i);
    }
    return chosen;
  }

  bool is_like(uint32_t node, uint32_t top, double least) const {
    const Totals& sum = totals_[node];
    if (sum.letters == 0) return false;
    const bool same_class =
        !tree_.nodes[node].attributes.empty() &&
        attribute(tree_.nodes[node].attributes, "class") == attribute(tree_.nodes[top].attributes, "class") &&
        !attribute(tree_.nodes[node].attributes, "class").empty();
    if (is_scored_[node] && score_[node] + (same_class ? score_[top] * 0.2 : 0) >= least) return true;
    // A section of the story may be wrapped deeper than the one that won.
    if (sum.mass >= totals_[top].mass * 0.2 && sum.link_share() < 0.25) return true;
    if (tree_.nodes[node].tag != Tag::p) return false;
    if (sum.letters > 70) return sum.link_share() < 0.25;
    uint32_t stops = 0;
    for (uint32_t i = tree_.nodes[node].first_block; i < tree_.nodes[node].end_block; ++i) {
      stops += tree_.blocks[i].stops;
    }
    return sum.linked == 0 && stops > 0;
  }

  // From the innermost outwards, so that a box is judged by what was left in it.
  void clean(uint32_t root) {
    for (uint32_t i = tree_.nodes[root].last; i > root; --i) {
      if (totals_[i].letters > 0 && is_clutter(i)) drop(i);
    }
  }

  bool is_clutter(uint32_t i) const {
    const Node& node = tree_.nodes[i];
    const Totals& sum = totals_[i];
    switch (node.tag) {
      case Tag::form:
      case Tag::fieldset:
      case Tag::footer:
      case Tag::aside:
      case Tag::nav: return sum.mass < totals_[0].mass * kBulk;
      case Tag::h1: return is_title(i);
      case Tag::h2: return is_title(i) || class_score(node.hints) < 0;
      case Tag::p:
      case Tag::span:
      case Tag::time:
      case Tag::address: return is_byline(i);
      case Tag::div:
      case Tag::section:
      case Tag::ul:
      case Tag::ol:
      case Tag::table:
      case Tag::header:
      case Tag::custom: return is_byline(i) || is_box_of_links(node, sum);
      default: return false;
    }
  }

  bool is_byline(uint32_t i) const {
    return tree_.nodes[i].hints.is_byline && totals_[i].letters < 90 && totals_[i].mass < 3;
  }

  bool is_title(uint32_t i) const {
    const Node& node = tree_.nodes[i];
    if (title_.empty() || node.end_block - node.first_block != 1) return false;
    return folded(tree_.text(tree_.blocks[node.first_block])) == title_;
  }

  bool is_box_of_links(const Node& node, const Totals& sum) const {
    const double weight = class_score(node.hints);
    if (weight < 0 && sum.mass < totals_[0].mass * kBulk) return true;
    if (sum.commas >= 10) return false;
    const bool is_list = node.tag == Tag::ul || node.tag == Tag::ol;
    const double links = sum.link_share();
    if (!is_list && sum.items > sum.paragraphs + 100) return true;
    if (sum.inputs * 3 > sum.paragraphs && sum.inputs > 0) return true;
    if (weight < 25 && links > 0.2 && sum.letters < 2000 && sum.stops < 3) return true;
    return links > 0.5;
  }

  std::vector<uint32_t> collect(const std::vector<uint32_t>& chosen) const {
    std::vector<uint32_t> blocks;
    for (const uint32_t node : chosen) {
      for (uint32_t i = tree_.nodes[node].first_block; i < tree_.nodes[node].end_block; ++i) {
        if (alive_[i] && tree_.blocks[i].letters > 0) blocks.push_back(i);
      }
    }
    std::sort(blocks.begin(), blocks.end());
    blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
    return blocks;
  }

  const PageTree& tree_;
  std::string title_;
  std::vector<char> alive_;
  std::vector<Totals> totals_;
  std::vector<double> score_;
  std::vector<char> is_scored_;
};

}  // namespace

MainText find_main_text(const PageTree& tree, std::string_view title) {
  if (tree.blocks.empty()) return {};
  return Finder(tree, title).find();
}

}  // namespace clew::press
