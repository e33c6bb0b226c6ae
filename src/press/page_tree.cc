#include "press/page_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "press/hints.h"

namespace clew::press {
namespace {

constexpr size_t kFactsMax = 20'000;
constexpr size_t kBlocksMax = 4'000'000;
constexpr size_t kRunsMax = 8'000'000;

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Elements that the end of something outside them does not end: a stray </div> in a cell stays in it.
bool is_wall(Tag tag) {
  return tag == Tag::td || tag == Tag::th || tag == Tag::table || tag == Tag::caption ||
         tag == Tag::template_ || tag == Tag::svg || tag == Tag::object;
}
bool is_table_part(Tag tag) {
  switch (tag) {
    case Tag::table:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
    case Tag::caption: return true;
    default: return false;
  }
}

// Which open elements a start tag closes, within the list, cell or table it stands in.
struct Closes {
  std::array<Tag, 3> what = {Tag::count_, Tag::count_, Tag::count_};
  Tag within = Tag::count_;
};
Closes closed_by(Tag tag) {
  switch (tag) {
    case Tag::li: return {{Tag::li}, Tag::ul};
    case Tag::dt:
    case Tag::dd: return {{Tag::dt, Tag::dd}, Tag::dl};
    case Tag::tr: return {{Tag::tr}, Tag::table};
    case Tag::td:
    case Tag::th: return {{Tag::td, Tag::th}, Tag::tr};
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot: return {{Tag::tbody, Tag::thead, Tag::tfoot}, Tag::table};
    case Tag::option: return {{Tag::option}, Tag::select};
    default: return {};
  }
}

// Formatting that does not matter to what a text is: no node is made of it.
bool is_transparent(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::span:
    case Tag::label:
    case Tag::time:
    case Tag::button: return false;
    default: return is_inline(tag);
  }
}

struct Measure {
  uint32_t letters = 0, words = 0, commas = 0, stops = 0;
};

// Letters of scripts without blanks: Thai to Burmese, kana, Han, Hangul is not among them.
bool is_unspaced_lead(unsigned char a, unsigned char b) {
  if (a == 0xE0) return b >= 0xB8 && b <= 0xBB;
  if (a == 0xE1) return b == 0x80 || b == 0x81 || b == 0x82 || b == 0x9E;
  return a >= 0xE3 && a <= 0xE9;
}

Measure measure(std::string_view raw) {
  Measure sum;
  bool in_word = false;
  uint32_t unspaced = 0;
  for (size_t i = 0; i < raw.size(); ++i) {
    const auto c = static_cast<unsigned char>(raw[i]);
    if (c < 0x80) {
      if (is_space(raw[i])) {
        in_word = false;
        continue;
      }
      ++sum.letters;
      sum.words += !in_word;
      in_word = true;
      sum.commas += c == ',';
      const bool ends = i + 1 == raw.size() || is_space(raw[i + 1]) || raw[i + 1] == '"' || raw[i + 1] == '&';
      sum.stops += (c == '.' || c == '!' || c == '?') && ends;
      if (c == '&' && raw.substr(i, 6) == "&nbsp;") {
        i += 5;
        in_word = false;
        --sum.letters;
      }
      continue;
    }
    if ((c & 0xC0) == 0x80) continue;
    ++sum.letters;
    const unsigned char next = i + 1 < raw.size() ? static_cast<unsigned char>(raw[i + 1]) : 0;
    const std::string_view three = raw.substr(i, 3);
    if (is_unspaced_lead(c, next)) {
      ++unspaced;
      sum.commas += three == "\u3001";
      sum.stops += three == "\u3002";
    } else {
      sum.words += !in_word;
      in_word = true;
      sum.commas += three == "\uFF0C" || three.starts_with("\u060C");
      sum.stops += three == "\u0964" || three.starts_with("\u061F") || three.starts_with("\u06D4");
    }
  }
  sum.words += unspaced / 2;
  return sum;
}

class Builder : public MarkupSink {
 public:
  explicit Builder(PageTree& tree) : tree_(tree) {
    tree_.nodes.push_back({.tag = Tag::html, .hints = {}, .attributes = {}});
    stack_.push_back({Tag::html, 0});
  }

  void on_tag(const Markup& markup) override {
    if (markup.is_end) return end_tag(markup.tag);
    start_tag(markup);
  }

  void on_text(std::string_view raw) override {
    if (hidden_ > 0 || in_head_) {
      if (!in_head_ || hidden_ > 0 || is_blank(raw)) return;
      in_head_ = false;  // Text ends a head that nobody closed.
    }
    const Measure sum = measure(raw);
    if (sum.letters == 0 && !open_block_) return;
    if (tree_.runs.size() >= kRunsMax) {
      is_cut_ = true;
      return;
    }
    open_block();
    Block& block = tree_.blocks.back();
    tree_.runs.push_back({raw, in_link_, break_pending_});
    break_pending_ = false;
    if (sum.letters > 0) breaks_ = 0;
    ++block.runs;
    block.letters += sum.letters;
    block.words += sum.words;
    block.commas += sum.commas;
    block.stops += sum.stops;
    if (in_link_) block.linked += sum.letters;
  }

  void on_raw(const Markup& markup, std::string_view content) override {
    if (markup.tag == Tag::title && tree_.title.empty() && !in_svg()) tree_.title = content;
    if (markup.tag != Tag::script) return;
    const std::string type = attribute(markup.attributes, "type");
    if (type.starts_with("application/ld+json") && tree_.json_ld.size() < 64)
      tree_.json_ld.push_back(content);
  }

  void finish() {
    pop_to(1);
    tree_.nodes[0].last = static_cast<uint32_t>(tree_.nodes.size() - 1);
    tree_.nodes[0].end_block = static_cast<uint32_t>(tree_.blocks.size());
    if (too_deep_) {
      tree_.oddities.push_back(
          fmt::format("elements more than {} deep are read as part of those around them", kDepthMax));
    }
    if (is_cut_) {
      tree_.oddities.push_back(
          fmt::format("the page has more than {} pieces of text; the rest is not read", kRunsMax));
    }
    if (too_many_) {
      tree_.oddities.push_back(fmt::format(
          "the page has more than {} elements; the rest is read without its structure", kNodesMax));
    }
  }

 private:
  struct Open {
    Tag tag;
    uint32_t node;
    bool hides = false;
  };

  static bool is_blank(std::string_view raw) { return std::all_of(raw.begin(), raw.end(), is_space); }
  bool in_svg() const { return !open_at(Tag::svg).empty(); }
  std::vector<uint16_t>& open_at(Tag tag) { return open_at_[static_cast<size_t>(tag)]; }
  const std::vector<uint16_t>& open_at(Tag tag) const { return open_at_[static_cast<size_t>(tag)]; }
  int last_open(Tag tag) const {
    return tag == Tag::count_ || open_at(tag).empty() ? -1 : open_at(tag).back();
  }

  void open_block() {
    if (open_block_) return;
    if (tree_.blocks.size() >= kBlocksMax) {
      open_block_ = true;
      too_many_ = true;
      return;
    }
    tree_.blocks.push_back(
        {.node = stack_.back().node, .first_run = static_cast<uint32_t>(tree_.runs.size())});
    open_block_ = true;
    break_pending_ = false;
  }
  void close_block() {
    open_block_ = false;
    breaks_ = 0;
  }

  void start_tag(const Markup& markup) {
    const Tag tag = markup.tag;
    if (tag == Tag::br) return line_break();
    note_fact(markup);
    if (tag == Tag::html || tag == Tag::head || tag == Tag::body) return enter_part(markup);
    if (tag == Tag::a) start_link();
    if (is_void(tag)) {
      if (!is_inline(tag)) close_block();
      return;
    }
    if (tag == Tag::a || is_transparent(tag)) return;
    if (in_head_ && tag != Tag::noscript && tag != Tag::template_) in_head_ = false;
    if (!is_inline(tag)) {
      close_paragraph(tag);
      close_block();
    }
    close_siblings(tag);
    push(markup);
  }

  void enter_part(const Markup& markup) {
    if (markup.tag == Tag::head && tree_.blocks.empty()) in_head_ = true;
    if (markup.tag != Tag::body) return;
    in_head_ = false;
    close_block();
    if (tree_.nodes[0].attributes.empty()) {
      tree_.nodes[0].attributes = markup.attributes;
    }
  }

  void line_break() {
    break_pending_ = true;
    if (open_block_ && ++breaks_ >= 2) close_block();
  }

  void start_link() {
    in_link_ = true;
    link_depth_ = stack_.size();
  }

  // A block inside a paragraph ends it.
  void close_paragraph(Tag tag) {
    if (tag == Tag::custom) return;
    const int paragraph = last_open(Tag::p);
    if (paragraph > last_wall()) pop_to(static_cast<size_t>(paragraph));
  }

  void close_siblings(Tag tag) {
    const Closes closes = closed_by(tag);
    int wall = last_open(closes.within);
    if (tag == Tag::li) wall = std::max({wall, last_open(Tag::ol), last_open(Tag::menu)});
    if (tag == Tag::td || tag == Tag::th || tag == Tag::tr)
      wall = std::max(wall, last_open(Tag::table));
    else if (!is_table_part(tag))
      wall = std::max(wall, last_wall());
    for (const Tag what : closes.what) {
      const int at = last_open(what);
      if (at > wall) pop_to(static_cast<size_t>(at));
    }
  }

  int last_wall() const { return walls_.empty() ? -1 : walls_.back(); }

  void end_tag(Tag tag) {
    if (tag == Tag::a) {
      in_link_ = false;
      return;
    }
    if (tag == Tag::head) in_head_ = false;
    if (tag == Tag::p && last_open(Tag::p) < 0) return close_block();
    if (is_void(tag) || is_transparent(tag) || tag == Tag::html || tag == Tag::body || tag == Tag::head)
      return;
    if (!is_inline(tag)) close_block();
    if (overflow_ > 0) {
      --overflow_;
      return;
    }
    const int at = last_open(tag);
    if (at < 1) return;
    if (!is_table_part(tag) && at < last_wall()) return;
    // What is part of a sentence ends nothing that holds paragraphs.
    if (is_inline(tag) && has_block_above(static_cast<size_t>(at))) return;
    pop_to(static_cast<size_t>(at));
  }

  bool has_block_above(size_t at) const { return !blocks_open_.empty() && blocks_open_.back() > at; }

  void push(const Markup& markup) {
    if (stack_.size() >= kDepthMax || tree_.nodes.size() >= kNodesMax) {
      (stack_.size() >= kDepthMax ? too_deep_ : too_many_) = true;
      ++overflow_;
      return;
    }
    const auto at = static_cast<uint16_t>(stack_.size());
    const auto node = static_cast<uint32_t>(tree_.nodes.size());
    tree_.nodes.push_back({.tag = markup.tag,
                           .depth = at,
                           .hints = hints_of(markup.tag, markup.attributes),
                           .parent = stack_.back().node,
                           .last = node,
                           .first_block = static_cast<uint32_t>(tree_.blocks.size()),
                           .attributes = markup.attributes});
    const bool hides = tree_.nodes.back().hints.is_hidden;
    stack_.push_back({markup.tag, node, hides});
    open_at(markup.tag).push_back(at);
    if (is_wall(markup.tag)) walls_.push_back(at);
    if (!is_inline(markup.tag)) blocks_open_.push_back(at);
    hidden_ += hides;
  }

  // Closes what is open from stack_[at] on.
  void pop_to(size_t at) {
    while (stack_.size() > std::max<size_t>(at, 1)) {
      const Open open = stack_.back();
      stack_.pop_back();
      tree_.nodes[open.node].last = static_cast<uint32_t>(tree_.nodes.size() - 1);
      tree_.nodes[open.node].end_block = static_cast<uint32_t>(tree_.blocks.size());
      open_at(open.tag).pop_back();
      if (is_wall(open.tag)) walls_.pop_back();
      if (!is_inline(open.tag)) {
        blocks_open_.pop_back();
        close_block();
      }
      hidden_ -= open.hides;
    }
    if (in_link_ && stack_.size() < link_depth_) in_link_ = false;
  }

  void note_fact(const Markup& markup) {
    if (tree_.facts.size() >= kFactsMax) return;
    const bool is_body_fact = markup.tag == Tag::time || markup.tag == Tag::h1 ||
                              markup.attributes.find("itemprop") != std::string_view::npos ||
                              markup.attributes.find("author") != std::string_view::npos ||
                              markup.attributes.find("byline") != std::string_view::npos;
    if (markup.tag != Tag::meta && markup.tag != Tag::link && markup.tag != Tag::html && !is_body_fact)
      return;
    tree_.facts.push_back({markup.tag, markup.attributes, static_cast<uint32_t>(tree_.nodes.size()),
                           static_cast<uint32_t>(tree_.blocks.size())});
  }

  PageTree& tree_;
  std::vector<Open> stack_;
  std::array<std::vector<uint16_t>, static_cast<size_t>(Tag::count_)> open_at_;
  std::vector<uint16_t> walls_;
  std::vector<uint16_t> blocks_open_;
  int hidden_ = 0;
  bool in_head_ = false;
  bool in_link_ = false;
  size_t link_depth_ = 0;
  bool open_block_ = false;
  bool break_pending_ = false;
  int breaks_ = 0;
  uint64_t overflow_ = 0;
  bool too_deep_ = false;
  bool too_many_ = false;
  bool is_cut_ = false;
};

}  // namespace

namespace {

// Adds the decoded text of runs as one line, and says where its bytes stand.
class LineWriter {
 public:
  LineWriter(std::string_view page, std::string& text, std::vector<PlaceMark>* marks)
      : page_(page), text_(text), marks_(marks), begin_(text.size()) {}

  void add(const TextRun& run) {
    if (run.breaks_before) blank('\n');
    const std::string_view raw = run.raw;
    for (size_t i = 0; i < raw.size();) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      const size_t size = raw[i] == '&' ? entity_size(raw, i) : byte == 0xC2 ? 2 : 1;
      if (raw[i] == '&' && size > 1) {
        put_entity(raw, i, size);
      } else if (is_space(raw[i]) || raw.substr(i, 2) == "\xC2\xA0") {
        blank(' ');
      } else {
        mark(raw.data() + i);
        text_.append(raw.substr(i, size));
      }
      i += size;
    }
  }

  void finish() {
    while (text_.size() > begin_ && (text_.back() == ' ' || text_.back() == '\n')) text_.pop_back();
  }

 private:
  static size_t entity_size(std::string_view raw, size_t at) {
    const size_t end = std::min(raw.size(), at + 12);
    for (size_t i = at + 1; i < end; ++i) {
      if (raw[i] == ';') return i - at + 1;
      const bool goes_on = raw[i] == '#' || (raw[i] >= '0' && raw[i] <= '9') ||
                           (raw[i] >= 'a' && raw[i] <= 'z') || (raw[i] >= 'A' && raw[i] <= 'Z');
      if (!goes_on) return i - at;
    }
    return end - at;
  }
  void put_entity(std::string_view raw, size_t at, size_t size) {
    const std::string letter = decoded(raw.substr(at, size));
    if (letter == "\xC2\xA0" || (letter.size() == 1 && is_space(letter[0]))) return blank(' ');
    mark(raw.data() + at);
    text_ += letter;
  }
  void blank(char c) {
    if (text_.size() == begin_) return;
    if (text_.back() == ' ' && c == '\n')
      text_.back() = '\n';
    else if (text_.back() != ' ' && text_.back() != '\n')
      text_ += c;
  }
  void mark(const char* place) {
    if (marks_ == nullptr) return;
    const auto in_page = static_cast<size_t>(place - page_.data());
    if (!marks_->empty() && marks_->back().at >= begin_ &&
        in_page - marks_->back().in_page == text_.size() - marks_->back().at) {
      return;
    }
    marks_->push_back({text_.size(), in_page});
  }

  std::string_view page_;
  std::string& text_;
  std::vector<PlaceMark>* marks_;
  size_t begin_;
};

}  // namespace

std::string PageTree::text(const Block& block) const {
  std::string line;
  LineWriter writer({}, line, nullptr);
  for (uint32_t i = block.first_run; i < block.first_run + block.runs; ++i) writer.add(runs[i]);
  writer.finish();
  return line;
}

void PageTree::append_text(const Block& block, std::string_view page, std::string& text,
                           std::vector<PlaceMark>& marks) const {
  LineWriter writer(page, text, &marks);
  for (uint32_t i = block.first_run; i < block.first_run + block.runs; ++i) writer.add(runs[i]);
  writer.finish();
}

PageTree build_tree(std::string_view page) {
  PageTree tree;
  Builder builder(tree);
  read_markup(page, builder);
  builder.finish();
  return tree;
}

}  // namespace clew::press
