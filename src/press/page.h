// A news page as evidence: what it says of itself, and its story without what stands around it.
//
//   HTML or saved text ──▶ title, outlet, authors, date, language   each with where on the page it stands
//                     └──▶ paragraphs of the story                  each with its place in the file
//
// What the page does not say stays unknown: nothing is taken from an address, a clock or a guess. Reading
// never fails; what is odd is said. Cost: some 100 MB a second; memory is bounded, see page_tree.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "press/page_tree.h"

namespace clew::press {

// A value and where it was found: "og:title", "JSON-LD author", "byline". An empty value is unknown.
struct Stated {
  std::string value;
  std::string from;
  bool is_known() const { return !value.empty(); }
};

enum class ParagraphKind : uint8_t { body, heading, caption };
std::string_view to_string(ParagraphKind kind);

struct Paragraph {
  size_t begin = 0;  // In the text of the page.
  size_t size = 0;
  ParagraphKind kind = ParagraphKind::body;
};

struct Page {
  Stated title, outlet, published, modified, language;
  std::vector<Stated> authors;
  std::string text;                   // The story, UTF-8, a line end behind each paragraph.
  std::vector<Paragraph> paragraphs;  // In the order of the text.
  std::vector<PlaceMark> marks;       // Where the text stands in the page as decoded.
  bool is_markup = false;
  std::string encoding, encoding_known_by;
  size_t bytes = 0;
  std::vector<std::string> oddities;

  // Where text[offset] stands in the page: a byte of the file where its encoding is UTF-8 (has_file_offsets),
  // else of the page converted to UTF-8.
  size_t place_of(size_t offset) const;
  bool has_file_offsets = false;
};

Page read_page(std::string_view bytes);

// Builds a page's text from its paragraphs; used by the readers of the two kinds of page.
void add_paragraph(Page& page, std::string_view text, ParagraphKind kind, size_t in_page);

// Whether the bytes are markup; a saved text has none.
bool looks_like_markup(std::string_view text);

// The two kinds of page; `text` is UTF-8 and may go when they are done.
void read_html_page(std::string_view text, Page& page);
void read_saved_text(std::string_view text, Page& page);

}  // namespace clew::press
