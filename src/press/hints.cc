#include "press/hints.h"

#include <array>
#include <cstdint>
#include <queue>
#include <vector>

#include "read/text.h"

namespace clew::press {
namespace {

enum Meaning : uint16_t {
  furniture = 1,
  content = 2,
  byline = 4,
  caption = 8,
  dialog = 16,
  hidden = 32,
};

struct Needle {
  std::string_view text;
  uint16_t meaning;
};

// Parts of the names that publishers give their elements, found anywhere in them. Chosen by hand from the
// saved pages of the development set; what each does to extraction is measured by ./dev bench press.
constexpr Needle kNeedles[] = {
    {"comment", furniture},
    {"disqus", furniture},
    {"sidebar", furniture},
    {"footer", furniture},
    {"related", furniture},
    {"recommend", furniture},
    {" share ", furniture},
    {" share-", furniture},
    {"-share ", furniture},
    {"-share-", furniture},
    {"sharebar", furniture},
    {"sharetool", furniture},
    {"sharelink", furniture},
    {" sharing ", furniture},
    {"social", furniture},
    {"newsletter", furniture},
    {"subscri", furniture},
    {"signup", furniture},
    {"sign-up", furniture},
    {"promo", furniture},
    {"sponsor", furniture},
    {"advert", furniture},
    {"banner", furniture},
    {"breadcrumb", furniture},
    {"cookie", furniture},
    {"consent", furniture},
    {"masthead", furniture},
    {"navbar", furniture},
    {"navigation", furniture},
    {"menu", furniture},
    {"pagination", furniture},
    {"pager", furniture},
    {"popular", furniture},
    {"most-read", furniture},
    {"mostread", furniture},
    {"trending", furniture},
    {"outbrain", furniture},
    {"taboola", furniture},
    {"toolbar", furniture},
    {"widget", furniture},
    {"tag-list", furniture},
    {"taglist", furniture},
    {"rss", 0},
    {"skip-", furniture},
    {"skyscraper", furniture},
    {"copyright", furniture},
    {"login", furniture},
    {"read-more", furniture},
    {"readmore", furniture},
    {"read-next", furniture},
    {"more-on", furniture},
    {"also-read", furniture},
    {"infobox", 0},
    {"navbox", furniture},
    {"toc", 0},
    {"feedback", furniture},
    {"print-only", furniture},
    {"printonly", furniture},
    {"noprint", furniture},
    {"replies", furniture},
    {"author-bio", furniture},
    {"authorbio", furniture},
    {"about-author", furniture},
    {"ad-", 0},
    {"sociable", furniture},
    {"facebook", furniture},
    {"twitter-share", furniture},
    {"whatsapp", furniture},
    {"carousel", furniture},
    {"up-next", furniture},
    {"article", content},
    {"story", content},
    {"content", content},
    {"entry", content},
    {"post", content},
    {"main", content},
    {"body", content},
    {"text", content},
    {"page", content},
    {"column", content},
    {"blog", content},
    {"news", content},
    {"byline", byline},
    {"author", byline},
    {"dateline", byline},
    {"posted-by", byline},
    {"caption", caption},
    {"credit", caption},
    {"modal", dialog},
    {"popup", dialog},
    {"overlay", dialog},
    {"lightbox", dialog},
};

// Finds all needles in one walk over a text (Aho and Corasick), letters of any case.
class Finder {
 public:
  Finder() {
    add_state();
    for (const Needle& needle : kNeedles) add(needle);
    link();
  }

  uint16_t meanings_in(std::string_view text) const {
    uint16_t meanings = 0;
    uint32_t state = 0;
    const auto step = [&](char c) {
      state = next_[state][letter(c)];
      meanings |= found_[state];
    };
    step(' ');
    for (const char c : text) step(c);
    step(' ');
    return meanings;
  }

 private:
  static constexpr size_t kLetters = 29;
  static size_t letter(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<size_t>(c - 'a');
    if (c >= 'A' && c <= 'Z') return static_cast<size_t>(c - 'A');
    return c == '-' || c == '_' ? 26 : c == ' ' ? 27 : 28;
  }
  uint32_t add_state() {
    next_.emplace_back().fill(0);
    found_.push_back(0);
    return static_cast<uint32_t>(next_.size() - 1);
  }
  void add(const Needle& needle) {
    uint32_t state = 0;
    for (const char c : needle.text) {
      if (next_[state][letter(c)] == 0) {
        const uint32_t added = add_state();
        next_[state][letter(c)] = added;
      }
      state = next_[state][letter(c)];
    }
    found_[state] |= needle.meaning;
  }
  void link() {
    std::vector<uint32_t> fallback(next_.size(), 0);
    std::queue<uint32_t> open;
    for (const uint32_t state : next_[0]) {
      if (state != 0) open.push(state);
    }
    while (!open.empty()) {
      const uint32_t state = open.front();
      open.pop();
      found_[state] |= found_[fallback[state]];
      for (size_t i = 0; i < kLetters; ++i) {
        const uint32_t child = next_[state][i];
        const uint32_t other = next_[fallback[state]][i];
        if (child == 0) {
          next_[state][i] = other;
        } else {
          fallback[child] = other;
          open.push(child);
        }
      }
    }
  }

  std::vector<std::array<uint32_t, kLetters>> next_;
  std::vector<uint16_t> found_;
};

bool is_style_hidden(std::string_view style) {
  std::string low;
  for (const char c : style) {
    if (c != ' ') low += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return low.find("display:none") != std::string::npos || low.find("visibility:hidden") != std::string::npos;
}

uint16_t role_meaning(std::string_view role) {
  if (role == "navigation" || role == "complementary" || role == "contentinfo" || role == "search" ||
      role == "menu" || role == "menubar" || role == "banner") {
    return furniture;
  }
  if (role == "dialog" || role == "alertdialog") return dialog | furniture;
  return role == "main" || role == "article" ? content : 0;
}

// Elements whose very name says it.
uint16_t tag_meaning(Tag tag) {
  switch (tag) {
    case Tag::nav:
    case Tag::aside:
    case Tag::footer:
    case Tag::menu: return furniture;
    case Tag::article:
    case Tag::main: return content;
    case Tag::figcaption: return caption;
    case Tag::select:
    case Tag::option:
    case Tag::optgroup:
    case Tag::button:
    case Tag::template_:
    case Tag::svg:
    case Tag::math:
    case Tag::object:
    case Tag::video:
    case Tag::audio:
    case Tag::canvas:
    case Tag::noscript:
    case Tag::map: return hidden;
    case Tag::dialog: return dialog | furniture;
    default: return 0;
  }
}

// Whether a word stands alone in a list of class names.
bool has_word(std::string_view names, std::string_view word) {
  for (size_t at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1)) {
    const bool begins = at == 0 || names[at - 1] == ' ';
    const size_t end = at + word.size();
    if (begins && (end == names.size() || names[end] == ' ')) return true;
  }
  return false;
}

}  // namespace

Hints hints_of(Tag tag, std::string_view attributes) {
  static const Finder finder;
  uint16_t meanings = tag_meaning(tag);
  for_each_attribute(attributes, [&](std::string_view name, std::string_view value) {
    if (read::equal_ignoring_case(name, "class") || read::equal_ignoring_case(name, "id")) {
      meanings |= finder.meanings_in(value);
      if (has_word(value, "nav") || has_word(value, "share") || has_word(value, "ad") ||
          has_word(value, "ads"))
        meanings |= furniture;
    } else if (read::equal_ignoring_case(name, "role")) {
      meanings |= role_meaning(value);
    } else if (read::equal_ignoring_case(name, "hidden")) {
      meanings |= hidden;
    } else if (read::equal_ignoring_case(name, "style") && is_style_hidden(value)) {
      meanings |= hidden;
    } else if (read::equal_ignoring_case(name, "aria-hidden") && value == "true") {
      meanings |= hidden;
    } else if (read::equal_ignoring_case(name, "itemprop") && value.find("articleBody") != value.npos) {
      meanings |= content;
    } else if (read::equal_ignoring_case(name, "rel") && value == "author") {
      meanings |= byline;
    }
    return true;
  });
  return {.is_hidden = (meanings & hidden) != 0,
          .is_furniture = (meanings & furniture) != 0,
          .is_content = (meanings & content) != 0,
          .is_byline = (meanings & byline) != 0,
          .is_caption = (meanings & caption) != 0,
          .is_dialog = (meanings & dialog) != 0};
}

}  // namespace clew::press
