// Who and what a story names: people, organisations, offices, countries, events, each with its place.
//
//   "Minister Teodor Vasquine told the Ministry of Ports ..."
//    office   person                    organisation
//
// Found by the shape of names and the words around them, not by a model of language: docs/limits.md says how
// often that is wrong. Rules are for English; in other languages only countries and the names of a store are
// found. What is found is words on a page, never a person: who they are is for candidates and for people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "clean/tables.h"
#include "press/page.h"
#include "press/text_words.h"
#include "press/word_book.h"

namespace clew::press {

enum class MentionKind : uint8_t { person, organisation, office, country, event };
std::string_view to_string(MentionKind kind);

struct Mention {
  MentionKind kind = MentionKind::person;
  size_t begin = 0;  // In the text of the page.
  size_t size = 0;
  uint32_t first_word = 0;  // In Reading::words.
  uint32_t words = 0;
  uint32_t paragraph = 0;
};

// A story read into words, sentences and mentions; its text is the page's.
struct Reading {
  std::vector<TextWord> words;
  std::vector<std::string> folded;  // Each word in small letters without accents.
  std::vector<uint32_t> sentence;   // Of each word.
  std::vector<uint32_t> paragraph;  // Of each word.
  std::vector<char> is_quoted;      // Whether the word stands between quotation marks.
  std::vector<Mention> mentions;    // In the order of the text, none inside another.
};

Reading read_mentions(const Page& page, const clean::Tables& tables, const WordBook& book);

}  // namespace clew::press
