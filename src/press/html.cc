#include "press/html.h"

#include <libxml/HTMLparser.h>

#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/utf8.h"
#include "read/text.h"

namespace clew::press {
namespace {

constexpr std::string_view kNames[] = {
    "",         "",           "a",        "abbr",     "b",        "big",     "br",         "cite",
    "code",     "em",         "font",     "i",        "img",      "input",   "kbd",        "label",
    "mark",     "q",          "s",        "samp",     "small",    "span",    "strong",     "sub",
    "sup",      "time",       "tt",       "u",        "var",      "wbr",     "del",        "ins",
    "button",   "picture",    "source",   "address",  "article",  "aside",   "blockquote", "body",
    "caption",  "center",     "dd",       "details",  "dialog",   "div",     "dl",         "dt",
    "fieldset", "figcaption", "figure",   "footer",   "form",     "h1",      "h2",         "h3",
    "h4",       "h5",         "h6",       "header",   "hgroup",   "hr",      "html",       "li",
    "main",     "menu",       "nav",      "ol",       "optgroup", "option",  "p",          "pre",
    "section",  "select",     "summary",  "table",    "tbody",    "td",      "tfoot",      "th",
    "thead",    "tr",         "ul",       "head",     "title",    "meta",    "link",       "base",
    "script",   "style",      "noscript", "template", "svg",      "math",    "iframe",     "object",
    "video",    "audio",      "canvas",   "textarea", "noframes", "noembed", "xmp",        "embed",
    "param",    "track",      "area",     "col",      "colgroup", "map"};
static_assert(std::size(kNames) == static_cast<size_t>(Tag::count_));

constexpr size_t kNameMax = 16;

const std::unordered_map<std::string_view, Tag>& tags_by_name() {
  static const auto tags = [] {
    std::unordered_map<std::string_view, Tag> all;
    for (size_t i = 2; i < std::size(kNames); ++i) all.emplace(kNames[i], static_cast<Tag>(i));
    return all;
  }();
  return tags;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_raw(Tag tag) {
  switch (tag) {
    case Tag::script:
    case Tag::style:
    case Tag::title:
    case Tag::textarea:
    case Tag::iframe:
    case Tag::noembed:
    case Tag::noframes:
    case Tag::xmp: return true;
    default: return false;
  }
}

bool equal_name(std::string_view text, std::string_view name) {
  if (text.size() < name.size()) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    if (lower(text[i]) != lower(name[i])) return false;
  }
  return text.size() == name.size() || !(is_letter(text[name.size()]) || text[name.size()] == '-');
}

class Reader {
 public:
  Reader(std::string_view page, MarkupSink& sink) : page_(page), sink_(sink) {}

  void read() {
    while (at_ < page_.size()) {
      const size_t open = find('<', at_);
      if (open == std::string_view::npos) break;
      read_at(open);
    }
    if (text_begin_ < page_.size()) sink_.on_text(page_.substr(text_begin_));
  }

 private:
  size_t find(char c, size_t from) const { return page_.find(c, from); }

  // What a '<' begins: a tag, a comment, or nothing but itself.
  void read_at(size_t open) {
    const char next = open + 1 < page_.size() ? page_[open + 1] : '\0';
    const bool is_end = next == '/' && open + 2 < page_.size() && is_letter(page_[open + 2]);
    if (is_letter(next) || is_end) return read_tag(open, is_end);
    if (next == '!' || next == '?' || next == '/') return skip_comment(open);
    at_ = open + 1;
  }

  void say_text_before(size_t open) {
    if (text_begin_ < open) sink_.on_text(page_.substr(text_begin_, open - text_begin_));
  }

  void go_on_behind(size_t end) {
    at_ = end;
    text_begin_ = end;
  }

  void skip_comment(size_t open) {
    size_t end = std::string_view::npos;
    if (page_.substr(open, 4) == "<!--") {
      if (!comments_end_) {
        end = page_.find("-->", open + 2);
        // An unclosed comment hides nothing: the page goes on behind the next '>'.
        if (end == std::string_view::npos)
          comments_end_ = true;
        else
          end += 3;
      }
    }
    if (end == std::string_view::npos) {
      end = find('>', open);
      if (end == std::string_view::npos) {
        at_ = open + 1;
        return;
      }
      ++end;
    }
    say_text_before(open);
    go_on_behind(end);
  }

  // The '>' that ends a tag, quoted values stepped over; npos where there is none.
  size_t end_of_tag(size_t from) {
    bool after_equals = false;
    for (size_t i = from; i < page_.size(); ++i) {
      const char c = page_[i];
      if (c == '>') return i;
      if ((c == '"' || c == '\'') && after_equals) {
        bool& none_left = c == '"' ? no_double_ : no_single_;
        const size_t close = none_left ? std::string_view::npos : find(c, i + 1);
        if (close == std::string_view::npos) {
          none_left = true;  // An unclosed quote is a letter like any other.
        } else {
          i = close;
        }
        after_equals = false;
      } else if (!is_space(c)) {
        after_equals = c == '=';
      }
    }
    return std::string_view::npos;
  }

  void read_tag(size_t open, bool is_end) {
    const size_t name = open + (is_end ? 2 : 1);
    size_t name_end = name;
    while (name_end < page_.size() && page_[name_end] != '>' && page_[name_end] != '/' &&
           !is_space(page_[name_end]) && page_[name_end] != '<') {
      ++name_end;
    }
    const size_t end = no_tag_ends_ ? std::string_view::npos : end_of_tag(name_end);
    if (end == std::string_view::npos) {
      no_tag_ends_ = true;
      at_ = open + 1;
      return;
    }
    say_text_before(open);
    go_on_behind(end + 1);
    const std::string_view written = page_.substr(name, name_end - name);
    Markup markup = {.tag = tag_of(written),
                     .is_end = is_end,
                     .name = written,
                     .attributes = is_end ? std::string_view() : page_.substr(name_end, end - name_end)};
    if (!is_end && is_raw(markup.tag) && !markup.attributes.ends_with('/')) return read_raw(markup);
    sink_.on_tag(markup);
  }

  void read_raw(const Markup& markup) {
    bool& never_ends = never_ends_[static_cast<size_t>(markup.tag)];
    size_t close = never_ends ? page_.size() : at_;
    while ((close = page_.find("</", close)) != std::string_view::npos) {
      if (equal_name(page_.substr(close + 2), markup.name)) break;
      close += 2;
    }
    // A script that never ends takes the rest of the page, as in a browser; an unclosed title takes a line.
    if (close == std::string_view::npos) {
      never_ends = true;
      close = markup.tag == Tag::script || markup.tag == Tag::style ? page_.size()
                                                                    : std::min(find('<', at_), page_.size());
    }
    sink_.on_raw(markup, page_.substr(at_, close - at_));
    const size_t end = find('>', close);
    const bool is_closed = close < page_.size() && page_[close] == '<' && page_.substr(close, 2) == "</";
    go_on_behind(!is_closed ? close : end == std::string_view::npos ? page_.size() : end + 1);
  }

  std::string_view page_;
  MarkupSink& sink_;
  size_t at_ = 0;
  size_t text_begin_ = 0;
  // What is not found once is not searched for again: a page of a million unclosed quotes is read once.
  bool comments_end_ = false;
  bool no_double_ = false;
  bool no_single_ = false;
  bool no_tag_ends_ = false;
  std::array<bool, static_cast<size_t>(Tag::count_)> never_ends_ = {};
};

// Numbers from 128 to 159 mean the letters of windows-1252, as every browser reads them.
char32_t code_point(uint32_t number) {
  static constexpr char16_t kWindows[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                            0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                            0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                            0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (number >= 0x80 && number < 0xA0) return kWindows[number - 0x80];
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return 0xFFFD;
  return number;
}

// "#8217" and "#x2019"; nothing where there is no digit, or something else.
std::optional<uint32_t> number_of(std::string_view body) {
  const bool is_hex = body.size() > 1 && lower(body[1]) == 'x';
  uint32_t number = 0;
  size_t digits = 0;
  for (size_t i = is_hex ? 2 : 1; i < body.size(); ++i) {
    const char c = lower(body[i]);
    const int digit = c >= '0' && c <= '9' ? c - '0' : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    if (digit < 0) return std::nullopt;
    if (number < 0x200000) number = number * (is_hex ? 16 : 10) + static_cast<uint32_t>(digit);
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  return number;
}

// What an entity stands for; 0 where it is none.
char32_t entity(std::string_view body) {
  if (body.empty()) return 0;
  if (body[0] == '#') {
    const auto number = number_of(body);
    return number ? code_point(*number) : 0;
  }
  if (body == "apos") return '\'';
  char name[kNameMax + 1] = {};
  if (body.size() > kNameMax) return 0;
  std::memcpy(name, body.data(), body.size());
  const htmlEntityDesc* found = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name));
  return found == nullptr ? 0 : static_cast<char32_t>(found->value);
}

// Reads the entity at raw[at], which is '&'; gives the bytes it takes, 0 where it is none.
size_t take_entity(std::string& text, std::string_view raw, size_t at) {
  size_t end = at + 1;
  while (end < raw.size() && end - at <= kNameMax &&
         (is_letter(raw[end]) || raw[end] == '#' || (raw[end] >= '0' && raw[end] <= '9'))) {
    ++end;
  }
  const char32_t point = entity(raw.substr(at + 1, end - at - 1));
  if (point == 0) return 0;
  base::append_utf8(text, point);
  return end - at + (end < raw.size() && raw[end] == ';' ? 1 : 0);
}

}  // namespace

Tag tag_of(std::string_view name) {
  char low[kNameMax];
  if (name.find('-') != std::string_view::npos) return Tag::custom;
  if (name.size() > kNameMax) return Tag::other;
  for (size_t i = 0; i < name.size(); ++i) low[i] = lower(name[i]);
  const auto found = tags_by_name().find(std::string_view(low, name.size()));
  return found == tags_by_name().end() ? Tag::other : found->second;
}

bool is_void(Tag tag) {
  switch (tag) {
    case Tag::br:
    case Tag::img:
    case Tag::input:
    case Tag::wbr:
    case Tag::source:
    case Tag::hr:
    case Tag::meta:
    case Tag::link:
    case Tag::base:
    case Tag::embed:
    case Tag::param:
    case Tag::track:
    case Tag::area:
    case Tag::col: return true;
    default: return false;
  }
}

bool is_inline(Tag tag) { return (tag >= Tag::a && tag <= Tag::source) || tag == Tag::other; }

void read_markup(std::string_view page, MarkupSink& sink) { Reader(page, sink).read(); }

void for_each_attribute(std::string_view attributes,
                        const std::function<bool(std::string_view, std::string_view)>& each) {
  size_t i = 0;
  const size_t size = attributes.size();
  while (i < size) {
    while (i < size && (is_space(attributes[i]) || attributes[i] == '/')) ++i;
    const size_t name = i;
    while (i < size && !is_space(attributes[i]) && attributes[i] != '=' && attributes[i] != '/') ++i;
    if (i == name) {
      ++i;
      continue;
    }
    const std::string_view name_text = attributes.substr(name, i - name);
    while (i < size && is_space(attributes[i])) ++i;
    std::string_view value;
    if (i < size && attributes[i] == '=') {
      ++i;
      while (i < size && is_space(attributes[i])) ++i;
      const char quote = i < size ? attributes[i] : '\0';
      const size_t close =
          quote == '"' || quote == '\'' ? attributes.find(quote, i + 1) : std::string_view::npos;
      const size_t begin = i;
      if (close != std::string_view::npos) {
        value = attributes.substr(begin + 1, close - begin - 1);
        i = close + 1;
      } else {
        while (i < size && !is_space(attributes[i])) ++i;
        value = attributes.substr(begin, i - begin);
      }
    }
    if (!each(name_text, value)) return;
  }
}

std::string attribute(std::string_view attributes, std::string_view name) {
  std::string found;
  for_each_attribute(attributes, [&](std::string_view key, std::string_view value) {
    if (!read::equal_ignoring_case(key, name)) return true;
    found = decoded_line(value);
    return false;
  });
  return found;
}

void append_decoded(std::string& text, std::string_view raw) {
  size_t at = 0;
  while (at < raw.size()) {
    const size_t mark = std::min(raw.find('&', at), raw.size());
    text.append(raw.substr(at, mark - at));
    if (mark == raw.size()) return;
    const size_t taken = take_entity(text, raw, mark);
    if (taken == 0) text += '&';
    at = mark + std::max<size_t>(taken, 1);
  }
}

std::string decoded(std::string_view raw) {
  std::string text;
  append_decoded(text, raw);
  return text;
}

std::string decoded_line(std::string_view raw) {
  const std::string text = decoded(raw);
  std::string line;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_hard_blank = text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0';
    if (is_hard_blank || is_space(text[i])) {
      if (!line.empty() && line.back() != ' ') line += ' ';
      i += is_hard_blank;
    } else {
      line += text[i];
    }
  }
  if (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace clew::press
