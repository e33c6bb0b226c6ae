#include "press/page_facts.h"

#include <fmt/core.h>
#include <simdjson.h>

#include <algorithm>

#include "read/dates.h"
#include "read/text.h"

namespace clew::press {
namespace {

constexpr size_t kNameMax = 80;

void settle(Stated& stated, std::string value, std::string_view from) {
  if (stated.is_known() || value.empty()) return;
  stated = {std::move(value), std::string(from)};
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kNameMax && text.find("://") == text.npos &&
         text.find('@') == text.npos && text.find('<') == text.npos;
}

void add_author(Page& page, std::string_view value, std::string_view from) {
  std::string name = decoded_line(value);
  if (name.size() > 3 && (name.starts_with("By ") || name.starts_with("by ") || name.starts_with("BY ")))
    name.erase(0, 3);
  if (!is_name(name) || page.authors.size() >= 12) return;
  const auto is_same = [&](const Stated& author) { return read::equal_ignoring_case(author.value, name); };
  if (std::any_of(page.authors.begin(), page.authors.end(), is_same)) return;
  page.authors.push_back({name, std::string(from)});
}

// --- JSON-LD ---------------------------------------------------------------------------------------------

using simdjson::dom::element;

std::string text_of(element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? decoded_line(text) : std::string();
}

std::string member(element object, std::string_view key) {
  element value;
  return object[key].get(value) == simdjson::SUCCESS ? text_of(value) : std::string();
}

// A person or publisher is given by name, as an object or as a list of either.
void each_name(element value, const std::function<void(std::string_view)>& on_name, int depth = 0) {
  simdjson::dom::array many;
  if (depth < 3 && value.get(many) == simdjson::SUCCESS) {
    for (const element one : many) each_name(one, on_name, depth + 1);
    return;
  }
  const std::string plain = text_of(value);
  if (!plain.empty()) return on_name(plain);
  element name;
  if (value.is_object() && value["name"].get(name) == simdjson::SUCCESS) {
    if (depth < 3) each_name(name, on_name, depth + 1);
  }
}

bool is_article(element object) {
  element type;
  if (object["@type"].get(type) != simdjson::SUCCESS) return false;
  std::string types = text_of(type);
  simdjson::dom::array many;
  if (type.get(many) == simdjson::SUCCESS) {
    for (const element one : many) types += text_of(one);
  }
  return types.find("Article") != types.npos || types.find("Posting") != types.npos ||
         types.find("Report") != types.npos;
}

void read_article(element object, Page& page) {
  settle(page.title, member(object, "headline"), "JSON-LD headline");
  settle(page.published, date_stated(member(object, "datePublished")), "JSON-LD datePublished");
  settle(page.modified, date_stated(member(object, "dateModified")), "JSON-LD dateModified");
  settle(page.language, member(object, "inLanguage"), "JSON-LD inLanguage");
  element value;
  if (object["author"].get(value) == simdjson::SUCCESS) {
    each_name(value, [&](std::string_view name) { add_author(page, name, "JSON-LD author"); });
  }
  if (object["publisher"].get(value) == simdjson::SUCCESS) {
    each_name(value, [&](std::string_view name) {
      if (is_name(name)) settle(page.outlet, std::string(name), "JSON-LD publisher");
    });
  }
}

// An article stands alone, in a list, or in a graph.
bool read_articles(element value, Page& page, int depth = 0) {
  if (depth > 3) return false;
  simdjson::dom::array many;
  if (value.get(many) == simdjson::SUCCESS) {
    for (const element one : many) {
      if (read_articles(one, page, depth + 1)) return true;
    }
    return false;
  }
  if (!value.is_object()) return false;
  if (is_article(value)) {
    read_article(value, page);
    return true;
  }
  element inner;
  if (value["@graph"].get(inner) == simdjson::SUCCESS && read_articles(inner, page, depth + 1)) return true;
  return value["mainEntity"].get(inner) == simdjson::SUCCESS && read_articles(inner, page, depth + 1);
}

void read_json_ld(const PageTree& tree, Page& page) {
  simdjson::dom::parser parser;
  for (const std::string_view json : tree.json_ld) {
    element document;
    if (parser.parse(json.data(), json.size(), true).get(document) != simdjson::SUCCESS) {
      page.oddities.push_back("a JSON-LD block on the page is damaged; it is passed over");
      continue;
    }
    if (read_articles(document, page)) return;
  }
}

// --- <meta>, <html>, itemprop ----------------------------------------------------------------------------

struct Meta {
  std::string key;
  std::string content;
};

Meta meta_of(std::string_view attributes) {
  Meta meta;
  for_each_attribute(attributes, [&](std::string_view name, std::string_view value) {
    if (read::equal_ignoring_case(name, "content")) {
      meta.content = decoded_line(value);
    } else if (read::equal_ignoring_case(name, "name") || read::equal_ignoring_case(name, "property") ||
               read::equal_ignoring_case(name, "itemprop") || read::equal_ignoring_case(name, "http-equiv")) {
      if (meta.key.empty()) meta.key = decoded_line(value);
      for (char& c : meta.key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return true;
  });
  return meta;
}

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> keys) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

void take_meta(const Meta& meta, Page& page) {
  const std::string& key = meta.key;
  if (key.empty() || meta.content.empty()) return;
  if (is_one_of(key, {"og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title",
                      "sailthru.title"})) {
    settle(page.title, meta.content, key);
  } else if (is_one_of(key, {"og:site_name", "application-name", "dc.publisher", "cre"})) {
    if (is_name(meta.content)) settle(page.outlet, meta.content, key);
  } else if (is_one_of(key,
                       {"article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
                        "pubdate", "publishdate", "publish-date", "dcterms.created", "dcterms.date",
                        "dcterms.issued", "parsely-pub-date", "sailthru.date", "og:article:published_time",
                        "article.published", "publication_date", "ptime", "rnews:datepublished"})) {
    settle(page.published, date_stated(meta.content), key);
  } else if (is_one_of(key, {"article:modified_time", "datemodified", "og:updated_time", "lastmod",
                             "dcterms.modified"})) {
    settle(page.modified, date_stated(meta.content), key);
  } else if (is_one_of(key, {"content-language", "og:locale", "dc.language", "inlanguage", "language"})) {
    settle(page.language, meta.content, key);
  }
}

void take_author_meta(const Meta& meta, Page& page) {
  if (is_one_of(meta.key, {"author", "article:author", "byl", "dc.creator", "dcterms.creator",
                           "parsely-author", "sailthru.author", "og:article:author", "dc.author"})) {
    for (const std::string& name : names_in_byline(meta.content)) add_author(page, name, meta.key);
  }
}

std::string first_block_at(const PageTree& tree, const Fact& fact) {
  if (fact.block >= tree.blocks.size()) return {};
  const Block& block = tree.blocks[fact.block];
  return block.letters > 200 ? std::string() : tree.text(block);
}

void take_marked(const PageTree& tree, const Fact& fact, Page& page) {
  const std::string property = attribute(fact.attributes, "itemprop");
  const std::string content = attribute(fact.attributes, "content");
  if (property.find("datePublished") != property.npos) {
    const std::string when = attribute(fact.attributes, "datetime");
    settle(page.published,
           date_stated(!when.empty()      ? when
                       : !content.empty() ? content
                                          : first_block_at(tree, fact)),
           "itemprop datePublished");
  } else if (property.find("dateModified") != property.npos) {
    settle(page.modified, date_stated(!content.empty() ? content : attribute(fact.attributes, "datetime")),
           "itemprop dateModified");
  }
}

void take_html(std::string_view attributes, Page& page) {
  settle(page.language, attribute(attributes, "lang"), "<html lang>");
  settle(page.language, attribute(attributes, "xml:lang"), "<html xml:lang>");
}

// "Headline | The Arven Courier": the part behind the last separator names the outlet, where the part before
// it is what the page calls its title elsewhere.
void read_title_element(std::string_view title, const PageTree& tree, Page& page) {
  const std::string whole = decoded_line(title);
  static constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ", " :: ", " « ", " · "};
  std::string heading;
  for (const Fact& fact : tree.facts) {
    if (fact.tag == Tag::h1) {
      heading = first_block_at(tree, fact);
      break;
    }
  }
  const auto is_title = [&](std::string_view text) {
    return text == page.title.value || (!heading.empty() && text == heading);
  };
  for (const std::string_view separator : kSeparators) {
    const size_t last = whole.rfind(separator);
    if (last == std::string::npos) continue;
    const std::string before = whole.substr(0, last), behind = whole.substr(last + separator.size());
    if (is_title(before) && is_name(behind)) {
      settle(page.outlet, behind, "<title>");
      settle(page.title, before, "<title>");
    }
  }
  settle(page.title, heading, "<h1>");
  settle(page.title, whole, "<title>");
}

// --- Bylines ---------------------------------------------------------------------------------------------

bool is_upper_word(std::string_view word) {
  const auto c = static_cast<unsigned char>(word.empty() ? 0 : word[0]);
  return (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_particle(std::string_view word) {
  return is_one_of(word, {"de", "da", "di", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "dos",
                          "du", "del", "y"});
}

std::string_view without_by(std::string_view words) {
  for (const std::string_view by : {"By ", "BY ", "by ", "Von ", "Par ", "Por ", "Di ", "Autor: ", "Author: ",
                                    "Автор: ", "Written by ", "Story by ", "Reported by ", "Posted by "}) {
    if (words.starts_with(by)) return words.substr(by.size());
  }
  return {};
}

void take_date_words(std::string_view words, std::string_view from, Page& page) {
  for (const std::string_view label :
       {"Published ", "Published: ", "Published on ", "Posted ", "Posted on ", "First published "}) {
    if (words.starts_with(label)) settle(page.published, date_stated(words.substr(label.size())), from);
  }
}

}  // namespace

std::string date_stated(std::string_view words) {
  words = read::trim(words);
  if (words.size() > 60 || words.size() < 8) return {};
  const bool has_iso_day = words.size() >= 10 && words[4] == '-' && words[7] == '-';
  if (has_iso_day && read::iso_date(words.substr(0, 10))) return std::string(words);
  // "14 March 2024, 06:10": what stands behind a comma or a clock is no part of the day.
  for (size_t end = words.size(); end >= 8; --end) {
    if (end < words.size() && words[end] != ' ' && words[end] != ',' && words[end] != '.') continue;
    const std::string_view part = words.substr(0, end);
    const bool has_slash = part.find('/') != part.npos;
    if (has_slash) return {};  // 03/04/2013 is two days, and a page does not say which.
    if (const auto date = read::iso_date(part); date && date->size() == 10) return *date;
  }
  return {};
}

std::vector<std::string> names_in_byline(std::string_view words) {
  words = read::trim(words);
  const std::string_view behind = without_by(words);
  if (!behind.empty()) words = behind;
  std::vector<std::string> names;
  std::string name;
  const auto close = [&] {
    if (!name.empty() && is_name(name)) names.push_back(name);
    name.clear();
  };
  while (!words.empty()) {
    const size_t blank = std::min(words.find(' '), words.size());
    std::string word(words.substr(0, blank));
    words.remove_prefix(std::min(blank + 1, words.size()));
    if (word == "and" || word == "und" || word == "et" || word == "&") {
      close();
      continue;
    }
    const bool ends = word.ends_with(',') || word.ends_with(';');
    if (ends) word.pop_back();
    const bool is_word = is_upper_word(word) && word.find_first_of("0123456789|@/") == word.npos;
    if (!is_word && !(is_particle(word) && !name.empty())) {
      close();
      return names;
    }
    name += (name.empty() ? "" : " ") + word;
    if (ends) close();
  }
  close();
  return names;
}

void read_facts(const PageTree& tree, Page& page) {
  read_json_ld(tree, page);
  const bool has_authors = !page.authors.empty();
  for (const Fact& fact : tree.facts) {
    if (fact.tag == Tag::html) {
      take_html(fact.attributes, page);
    } else if (fact.tag == Tag::meta) {
      const Meta meta = meta_of(fact.attributes);
      take_meta(meta, page);
      if (!has_authors) take_author_meta(meta, page);
    } else {
      take_marked(tree, fact, page);
    }
  }
  read_title_element(tree.title, tree, page);
  if (page.language.value == "und") page.language = {};
}

void read_byline(const PageTree& tree, const MainText& story, Page& page) {
  const uint32_t first = story.blocks.empty() ? 0 : story.blocks.front();
  const uint32_t begin = first > 12 ? first - 12 : 0;
  const uint32_t end = std::min<uint32_t>(first + 6, static_cast<uint32_t>(tree.blocks.size()));
  const bool has_authors = !page.authors.empty();
  for (uint32_t i = begin; i < end; ++i) {
    const Block& block = tree.blocks[i];
    if (block.letters > 100 || block.letters < 4) continue;
    const std::string words = tree.text(block);
    bool is_marked = false;
    for (uint32_t up = block.node, steps = 0; up != 0 && steps < 3; up = tree.nodes[up].parent, ++steps) {
      is_marked |= tree.nodes[up].hints.is_byline;
    }
    if (!has_authors && (!without_by(words).empty() || (is_marked && block.words <= 8))) {
      for (const std::string& name : names_in_byline(words)) {
        if (name.find(' ') != std::string::npos && name != page.outlet.value)
          add_author(page, name, "byline");
      }
    }
    take_date_words(words, "dateline", page);
  }
  for (const Fact& fact : tree.facts) {
    if (fact.tag != Tag::time || fact.block + 12 < first || fact.block > first + 6) continue;
    settle(page.published, date_stated(attribute(fact.attributes, "datetime")), "<time>");
  }
}

}  // namespace clew::press
