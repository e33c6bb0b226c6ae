// A page saved as text: lines of the story among those of navigation, slogans and captions.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "press/page.h"
#include "press/page_facts.h"
#include "read/text.h"

namespace clew::press {
namespace {

enum class LineKind : uint8_t { other, sentence, caption, furniture, date };

struct Line {
  std::string_view text;
  size_t at = 0;
  size_t words = 0;
  LineKind kind = LineKind::other;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool begins_with_words(std::string_view text, std::string_view words) {
  return text.size() >= words.size() && read::equal_ignoring_case(text.substr(0, words.size()), words);
}

// Lines that invite the reader to do something, or name a part of the site.
bool is_furniture(std::string_view text) {
  static constexpr std::string_view kBeginnings[] = {"like us",
                                                     "follow us",
                                                     "share",
                                                     "tweet",
                                                     "advertisement",
                                                     "sign up",
                                                     "sign in",
                                                     "log in",
                                                     "login",
                                                     "subscribe",
                                                     "read more",
                                                     "read also",
                                                     "see also",
                                                     "related",
                                                     "comments",
                                                     "make ",
                                                     "home",
                                                     "menu",
                                                     "skip to",
                                                     "search",
                                                     "cookie",
                                                     "we use cookies",
                                                     "accept",
                                                     "click here",
                                                     "print",
                                                     "email",
                                                     "copyright",
                                                     "©",
                                                     "all rights reserved",
                                                     "most read",
                                                     "most popular",
                                                     "trending",
                                                     "tags:",
                                                     "join the conversation",
                                                     "real time analytics",
                                                     "loading",
                                                     "terms of",
                                                     "privacy",
                                                     "contact us",
                                                     "about us",
                                                     "newsletter",
                                                     "breaking news",
                                                     "watch:",
                                                     "video:"};
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return begins_with_words(text, beginning); });
}

bool is_caption(std::string_view text) {
  static constexpr std::string_view kBeginnings[] = {"(photo",   "photo:",    "photo :",  "photograph",
                                                     "(image",   "image:",    "(picture", "picture:",
                                                     "(reuters", "(ap photo", "credit:"};
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return begins_with_words(text, beginning); });
}

size_t count_words(std::string_view text) {
  size_t words = 0;
  bool in_word = false;
  size_t high = 0;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\r';
    words += !is_blank && !in_word;
    in_word = !is_blank;
    high += (c & 0xC0) == 0xC0;
  }
  // Scripts without blanks: three letters are about a word.
  return std::max(words, high > text.size() / 4 && words * 12 < high ? high / 3 : words);
}

bool ends_a_sentence(std::string_view text) {
  for (const std::string_view end :
       {".", "!", "?", ".\"", "?\"", "!\"", ".”", "?”", "!”", ".’", ".)", "。", "।", "؟", "…", "\"", "”"}) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

// Mostly digits, with a clock or a year: "04/28/2024 01:39:15 am".
bool is_date_line(std::string_view text) {
  if (text.size() > 70) return false;
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits < 4) return false;
  return !date_stated(text).empty() || digits * 2 >= static_cast<long>(text.size()) ||
         (text.find(':') != text.npos && digits >= 6 && count_words(text) <= 9);
}

LineKind kind_of(const Line& line) {
  if (is_caption(line.text)) return LineKind::caption;
  if (line.words >= 8 && (ends_a_sentence(line.text) || line.text.size() >= 160)) return LineKind::sentence;
  if (is_date_line(line.text)) return LineKind::date;
  if (line.words <= 7 && is_furniture(line.text)) return LineKind::furniture;
  return LineKind::other;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = read::trim(text.substr(at, end - at));
    if (!line.empty()) {
      lines.push_back({line, static_cast<size_t>(line.data() - text.data()), count_words(line)});
      lines.back().kind = kind_of(lines.back());
    }
    at = end + 1;
  }
  return lines;
}

struct Span {
  size_t begin = 0, end = 0;  // Lines.
};

// The stretch with most words in sentences, short lines between them allowed for.
Span story_of(const std::vector<Line>& lines) {
  constexpr size_t kGap = 4;
  Span best;
  size_t most = 0;
  for (size_t i = 0; i < lines.size();) {
    if (lines[i].kind != LineKind::sentence) {
      ++i;
      continue;
    }
    Span span = {i, i + 1};
    size_t words = 0;
    for (size_t k = i; k < lines.size() && k <= span.end + kGap; ++k) {
      if (lines[k].kind != LineKind::sentence) continue;
      span.end = k + 1;
      words += lines[k].words;
    }
    if (words > most) {
      most = words;
      best = span;
    }
    i = span.end;
  }
  return best;
}

bool is_title_case(std::string_view text) {
  bool begins = true;
  for (const char c : text) {
    if (begins && c >= 'a' && c <= 'z') return false;
    begins = c == ' ';
  }
  return true;
}

// "CHINA TOPIX" as a name is written: "China Topix"; short words in capitals are taken for abbreviations.
std::string as_name(std::string_view text) {
  const bool has_small = std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  std::string name(text);
  if (has_small) return name;
  for (size_t begin = 0; begin < name.size();) {
    const size_t end = std::min(name.find(' ', begin), name.size());
    const bool is_short = end - begin <= 3 && std::string_view(name).substr(begin, 3) != "THE";
    for (size_t i = begin + 1; !is_short && i < end; ++i) name[i] = lower(name[i]);
    begin = end + 1;
  }
  return name;
}

// The longest line above the story that is none of the other kinds.
size_t title_line(const std::vector<Line>& lines, size_t story) {
  size_t best = lines.size();
  for (size_t i = 0; i < story; ++i) {
    if (lines[i].kind != LineKind::other || lines[i].words < 4) continue;
    if (best == lines.size() || lines[i].words >= lines[best].words) best = i;
  }
  return best;
}

void read_masthead(const std::vector<Line>& lines, size_t title, Page& page) {
  if (title == 0 || title >= lines.size()) return;
  const Line& first = lines.front();
  const bool has_digit =
      std::any_of(first.text.begin(), first.text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (first.kind == LineKind::other && first.words <= 4 && !has_digit && is_title_case(first.text)) {
    page.outlet = {as_name(first.text), "the first line, above the headline"};
  }
}

bool is_labelled(std::string_view text) {
  for (const std::string_view label : {"published", "posted", "updated", "first published", "date:"}) {
    if (begins_with_words(text, label)) return true;
  }
  return false;
}

std::string_view without_label(std::string_view text) {
  const size_t colon = text.find(':');
  const size_t blank = text.find(' ');
  if (!is_labelled(text) || blank == text.npos) return text;
  text.remove_prefix(colon != text.npos && colon < 16 ? colon + 1 : blank + 1);
  text = read::trim(text);
  return begins_with_words(text, "on ") ? text.substr(3) : text;
}

// A date below the headline, or called the date of publication, is the story's. One above the headline is
// the clock of the page that somebody saved.
void read_dates(const std::vector<Line>& lines, size_t title, size_t story, Page& page) {
  for (size_t i = 0; i < story; ++i) {
    const bool is_date = lines[i].kind == LineKind::date;
    if (!is_date && !is_labelled(lines[i].text)) continue;
    if (is_labelled(lines[i].text) || (i > title && title < lines.size())) {
      const std::string date = date_stated(without_label(lines[i].text));
      if (!date.empty() && !page.published.is_known()) page.published = {date, "a line below the headline"};
      if (date.empty() && is_date) {
        page.oddities.push_back(
            fmt::format("\"{}\" may be the date of the story, but cannot be read for certain",
                        read::shortened(lines[i].text)));
      }
    } else {
      page.oddities.push_back(
          fmt::format("\"{}\" stands above the headline: the clock of the page, not the date of the story",
                      read::shortened(lines[i].text)));
    }
  }
}

void read_author(const std::vector<Line>& lines, size_t title, size_t story, Page& page) {
  for (size_t i = title < lines.size() ? title + 1 : 0; i < std::min(story + 1, lines.size()); ++i) {
    if (!begins_with_words(lines[i].text, "by ") || lines[i].words > 12) continue;
    for (const std::string& name : names_in_byline(lines[i].text)) page.authors.push_back({name, "byline"});
  }
}

std::set<std::string> long_words(std::string_view text) {
  std::set<std::string> words;
  std::string word;
  for (const char c : std::string(text) + ' ') {
    const bool goes_on = (c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (goes_on) {
      word += lower(c);
    } else {
      if (word.size() >= 5) words.insert(word);
      word.clear();
    }
  }
  return words;
}

// A caption that shares few of its words with the story may have come with another.
void doubt_caption(std::string_view caption, const std::set<std::string>& story, Page& page) {
  const std::set<std::string> words = long_words(caption);
  const auto shared = std::count_if(words.begin(), words.end(),
                                    [&](const std::string& word) { return story.contains(word); });
  if (words.size() >= 5 && static_cast<size_t>(shared) * 2 < words.size()) {
    page.oddities.push_back(
        fmt::format("the caption \"{}\" shares {} of its {} longer words with the story: it may "
                    "belong to another one",
                    read::shortened(caption), shared, words.size()));
  }
}

bool is_heading(const std::vector<Line>& lines, size_t i) {
  const Line& line = lines[i];
  return line.kind == LineKind::other && line.words <= 9 && i + 1 < lines.size() &&
         lines[i + 1].kind == LineKind::sentence && !ends_a_sentence(line.text);
}

void write_story(const std::vector<Line>& lines, Span story, size_t title, Page& page) {
  const size_t from = title < lines.size() ? title + 1 : story.begin;
  for (size_t i = from; i < story.end; ++i) {
    const Line& line = lines[i];
    const bool has_caption_below = i + 1 < story.end && lines[i + 1].kind == LineKind::caption;
    if (line.kind == LineKind::caption || (has_caption_below && line.kind == LineKind::other)) {
      add_paragraph(page, line.text, ParagraphKind::caption, line.at);
    } else if (line.kind == LineKind::sentence || (i > story.begin && line.words >= 8)) {
      add_paragraph(page, line.text, ParagraphKind::body, line.at);
    } else if (i > story.begin && is_heading(lines, i)) {
      add_paragraph(page, line.text, ParagraphKind::heading, line.at);
    }
  }
  std::string body;
  for (const Paragraph& one : page.paragraphs) {
    if (one.kind != ParagraphKind::caption) body += page.text.substr(one.begin, one.size) + "\n";
  }
  const std::set<std::string> story_words = long_words(body + page.title.value);
  for (const Paragraph& one : page.paragraphs) {
    if (one.kind == ParagraphKind::caption) {
      doubt_caption(std::string_view(page.text).substr(one.begin, one.size), story_words, page);
    }
  }
}

}  // namespace

void read_saved_text(std::string_view text, Page& page) {
  const std::vector<Line> lines = lines_of(text);
  if (lines.empty()) return;
  const Span story = story_of(lines);
  const size_t title = title_line(lines, story.begin);
  if (title < lines.size()) page.title = {std::string(lines[title].text), "the line above the story"};
  read_masthead(lines, title, page);
  read_dates(lines, title, story.begin, page);
  read_author(lines, title, story.begin, page);
  write_story(lines, story, title, page);
}

}  // namespace clew::press
