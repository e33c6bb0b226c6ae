// Words of any script as Latin spellings, by the tables of data/clean and, for what they lack, by ICU.
//
//   сергей -> sergei, sergey      محمد -> muhammad, mohamed, mhmd      오바마 -> obama, opama
//
// Thread-safe. ICU's answers are kept, so that a word costs it once in a thread (about 10 microseconds).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "clean/tables.h"

namespace clew::clean {

enum class Script : uint8_t {
  latin,
  cyrillic,
  greek,
  armenian,
  georgian,
  arabic,
  hebrew,
  kana,
  hangul,
  han,
  other
};

// Of the word's first letter.
Script script_of(std::string_view word);

struct Romanised {
  std::vector<std::string> spellings;  // Lower-case ASCII, distinct, the most usual first; never empty.
  bool vowels_unwritten = false;       // The script leaves vowels out.
};

// `word` is as tokens() gives it.
Romanised romanise(const Tables& tables, std::string_view word);

// A word whose letters are of several of the scripts Latin, Cyrillic and Greek, as it looks: each letter of
// the fewer that looks like one of the many is taken for it ("рutin" with a Cyrillic р is "putin"). Any other
// word as it is. `word` is as tokens() gives it.
std::string without_lookalikes(const Tables& tables, std::string_view word);

// Parts of a name written without blanks: family name and given name in Han or Hangul. One part where nobody
// knows.
struct NameSyllables {
  std::string written;
  std::vector<std::string> spellings;
};
std::vector<NameSyllables> split_family_name(const Tables& tables, std::string_view word);

}  // namespace clew::clean
