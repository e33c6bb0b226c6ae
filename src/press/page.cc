#include "press/page.h"

#include <fmt/core.h>

#include <algorithm>

#include "press/encoding.h"
#include "press/language.h"
#include "press/main_text.h"
#include "press/page_facts.h"
#include "read/text.h"

namespace clew::press {
namespace {

// A heading that stands last has nothing below it; "Related" and "More from us" are such.
void drop_last_headings(const PageTree& tree, std::vector<uint32_t>& blocks) {
  const auto is_heading = [&](uint32_t block) {
    const Tag tag = tree.nodes[tree.blocks[block].node].tag;
    return tag >= Tag::h1 && tag <= Tag::h6;
  };
  while (blocks.size() > 1 && is_heading(blocks.back())) blocks.pop_back();
}

ParagraphKind kind_of(const PageTree& tree, uint32_t block) {
  for (uint32_t node = tree.blocks[block].node; node != kNoNode && node != 0;
       node = tree.nodes[node].parent) {
    const Node& one = tree.nodes[node];
    if (one.tag >= Tag::h1 && one.tag <= Tag::h6) return ParagraphKind::heading;
    if (one.tag == Tag::figcaption || one.tag == Tag::figure) return ParagraphKind::caption;
    if (one.hints.is_caption && tree.blocks[block].letters < 400) return ParagraphKind::caption;
    if (!is_inline(one.tag) && one.tag != Tag::p && one.tag != Tag::div) break;
  }
  return ParagraphKind::body;
}

void settle_language(Page& page) {
  const std::string heard = language_of(page.text);
  if (!page.language.is_known()) {
    if (!heard.empty()) page.language = {heard, "the words of the text"};
    return;
  }
  const std::string declared = page.language.value.substr(0, 2);
  if (!heard.empty() && heard != declared) {
    page.oddities.push_back(fmt::format("the page declares the language {}, but its text reads like {}",
                                        page.language.value, heard));
  }
}

}  // namespace

std::string_view to_string(ParagraphKind kind) {
  switch (kind) {
    case ParagraphKind::heading: return "heading";
    case ParagraphKind::caption: return "caption";
    case ParagraphKind::body: break;
  }
  return "body";
}

size_t Page::place_of(size_t offset) const {
  const auto behind = std::upper_bound(marks.begin(), marks.end(), offset,
                                       [](size_t at, const PlaceMark& mark) { return at < mark.at; });
  if (behind == marks.begin()) return 0;
  const PlaceMark& mark = *(behind - 1);
  return mark.in_page + (offset - mark.at);
}

void add_paragraph(Page& page, std::string_view text, ParagraphKind kind, size_t in_page) {
  page.marks.push_back({page.text.size(), in_page});
  page.paragraphs.push_back({page.text.size(), text.size(), kind});
  page.text += text;
  page.text += '\n';
}

bool looks_like_markup(std::string_view text) {
  size_t tags = 0;
  for (size_t at = text.find('<'); at != std::string_view::npos && at < (256u << 10);
       at = text.find('<', at + 1)) {
    size_t end = at + 1;
    if (end < text.size() && (text[end] == '!' || text[end] == '/' || text[end] == '?')) ++end;
    const size_t name = end;
    while (end < text.size() && end - name < 12 && ((text[end] | 32) >= 'a' && (text[end] | 32) <= 'z'))
      ++end;
    const Tag tag = tag_of(text.substr(name, end - name));
    const std::string low = text.substr(name, 7) == "DOCTYPE" || text.substr(name, 7) == "doctype" ? "d" : "";
    if (tag == Tag::html || tag == Tag::head || tag == Tag::body || !low.empty()) return true;
    if (tag != Tag::other && tag != Tag::custom && ++tags >= 2) return true;
  }
  return false;
}

void read_html_page(std::string_view text, Page& page) {
  const PageTree tree = build_tree(text);
  page.oddities.insert(page.oddities.end(), tree.oddities.begin(), tree.oddities.end());
  read_facts(tree, page);
  MainText story = find_main_text(tree, page.title.value);
  read_byline(tree, story, page);
  drop_last_headings(tree, story.blocks);
  for (const uint32_t block : story.blocks) {
    const size_t begin = page.text.size();
    tree.append_text(tree.blocks[block], text, page.text, page.marks);
    if (page.text.size() == begin) continue;
    page.paragraphs.push_back({begin, page.text.size() - begin, kind_of(tree, block)});
    page.text += '\n';
  }
}

Page read_page(std::string_view bytes) {
  Page page;
  page.bytes = bytes.size();
  Decoded decoded = decode_page(bytes);
  page.encoding = decoded.encoding;
  page.encoding_known_by = decoded.known_by;
  page.oddities = decoded.oddities;
  page.has_file_offsets = !decoded.is_converted;
  const std::string_view text = decoded.text(bytes);
  page.is_markup = looks_like_markup(text);
  if (page.is_markup) {
    read_html_page(text, page);
  } else {
    read_saved_text(text, page);
  }
  for (PlaceMark& mark : page.marks) mark.in_page += decoded.skipped;
  settle_language(page);
  if (page.text.empty()) page.oddities.push_back("no running text was found on the page");
  return page;
}

}  // namespace clew::press
