// A page as nodes that hold blocks of text: what extraction weighs.
//
//   <div class="story"><p>One <a>two</a>.</p><p>Three</p></div>
//
//   nodes   div .story ── p ── p
//   blocks             [One two.] [Three]       each with its words, how many of them linked, and its node
//
// Views point into the page's text, which must outlive the tree. Built in one pass without recursion; deeper
// than kDepthMax, or past kNodesMax nodes, elements are part of the one around them, so memory is bounded
// by about 300 MB and the page, whatever the page holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "press/html.h"

namespace clew::press {

constexpr size_t kDepthMax = 600;
constexpr size_t kNodesMax = 2'000'000;

// What the words of an element's class, id and role say it is for.
struct Hints {
  bool is_hidden = false;     // Not shown: hidden, display:none, templates, form fields.
  bool is_furniture = false;  // Navigation, comments, sharing, advertising, related stories ...
  bool is_content = false;    // "article-body", "story", "post" ...
  bool is_byline = false;
  bool is_caption = false;
  bool is_dialog = false;
};

constexpr uint32_t kNoNode = UINT32_MAX;

struct Node {
  Tag tag = Tag::other;
  uint16_t depth = 0;
  Hints hints;
  uint32_t parent = kNoNode;
  uint32_t last = 0;         // The last node inside it; itself if there is none.
  uint32_t first_block = 0;  // Its blocks and those of all within it: [first_block, end_block).
  uint32_t end_block = 0;
  std::string_view attributes;
};

struct TextRun {
  std::string_view raw;
  bool is_linked = false;
  bool breaks_before = false;  // A <br> stands before it.
};

struct Block {
  uint32_t node = 0;
  uint32_t first_run = 0;
  uint32_t runs = 0;
  uint32_t letters = 0;  // Characters that are no white space.
  uint32_t words = 0;    // Parted by blanks; Han, kana and Thai count two letters a word.
  uint32_t linked = 0;   // Letters inside links.
  uint32_t commas = 0;
  uint32_t stops = 0;  // Ends of sentences.
};

// From text[at] on, up to the next mark, the bytes of the text are those of the page from page[in_page] on.
struct PlaceMark {
  size_t at = 0;
  size_t in_page = 0;
};

// An element that says something of the page itself: <meta>, <link>, <html lang>, <time>, itemprop ...
struct Fact {
  Tag tag;
  std::string_view attributes;
  uint32_t node = kNoNode;  // For elements of the body.
  uint32_t block = 0;       // The block that begins at or behind it.
};

struct PageTree {
  std::vector<Node> nodes;  // nodes[0] is the page; a node's parent stands before it.
  std::vector<TextRun> runs;
  std::vector<Block> blocks;
  std::vector<Fact> facts;
  std::vector<std::string_view> json_ld;
  std::string_view title;
  std::vector<std::string> oddities;

  bool is_inside(uint32_t node, uint32_t ancestor) const {
    return node >= ancestor && node <= nodes[ancestor].last;
  }
  // The block as text: entities decoded, one blank between words, a line end for each <br>.
  std::string text(const Block& block) const;
  // The same, added to `text`; `marks` gets where each stretch of it stands in the page.
  void append_text(const Block& block, std::string_view page, std::string& text,
                   std::vector<PlaceMark>& marks) const;
};

PageTree build_tree(std::string_view page);

}  // namespace clew::press
