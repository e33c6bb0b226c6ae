// The tables of data/clean: letters, words, readings. Read once, then only looked into.
//
// Every file is lines of columns parted by tabs; '#' begins a comment. Immutable and thread-safe when loaded.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "clean/learnt.h"
#include "clean/text_map.h"

namespace clew::clean {

// How the letters of one script are written in Latin, by several conventions side by side.
struct LetterTable {
  TextMap<std::vector<std::string>> replacements;  // "^" before or "$" behind binds to the ends of a word.
  size_t longest = 1;                              // Bytes of the longest sequence.
  size_t conventions = 0;
};

enum class WordKind : uint8_t { title, particle, servant, generic, number, vessel, abbreviation, form };

struct WordMeaning {
  WordKind kind;
  std::string meaning;
};

struct Hangul {
  std::array<std::vector<std::string>, 19> lead;
  std::array<std::vector<std::string>, 21> vowel;
  std::array<std::vector<std::string>, 28> tail;
  TextMap<std::vector<std::string>> family;
};

struct Tables {
  uint64_t version = 0;          // A hash of all lines of all files: other tables, other version.
  TextMap<LetterTable> letters;  // By script: "cyrillic", "greek" ...
  Hangul hangul;
  TextMap<std::string> han;  // One character, its reading.
  TextMap<std::string> han_surnames;
  TextMap<std::string> wade_giles;                     // A syllable of Pinyin, as Wade and Giles spell it.
  TextMap<std::string> cantonese;                      // A Han character, as Hong Kong spells it.
  TextMap<std::vector<std::string>> japanese_names;    // Words in Han characters.
  TextMap<std::vector<std::string>> hangul_syllables;  // Of Korean names, most used first.
  TextMap<LearntScript> learnt;                        // By script, as letters.
  LetterCosts letter_costs;
  TextMap<std::vector<std::string>> readings;      // A word in another script, its usual Latin spellings.
  TextMap<std::vector<WordMeaning>> words;         // Single words and phrases, blanks between.
  TextMap<size_t> longest_from;                    // In words, of the phrases that begin with a word.
  TextMap<std::vector<std::string>> nicknames;     // Each word, the names it belongs to, itself one of them.
  TextMap<std::array<std::string, 3>> lookalikes;  // A letter; what it looks like in Latin, Cyrillic, Greek.
  TextMap<std::string> countries;                  // Names in the words of tokens(), their ISO 3166-1 codes.
  TextMap<uint32_t> person_bits;                   // Thousandths of a bit.
  TextMap<uint32_t> organisation_bits;

  // Reads the folder; names file and line of what it cannot read.
  static base::Result<std::shared_ptr<const Tables>> load(const std::string& folder);
  // From the data folder (base/data_dir.h).
  static base::Result<std::shared_ptr<const Tables>> load();
};

// "Iran (Islamic Republic of)", "IRN", "ir", "Iran, Islamische Republik" are "IR". Codes that ISO 3166-1
// leaves to its users ("XA") are themselves. Nothing where nobody knows the name.
std::optional<std::string> country_code(const Tables& tables, std::string_view text);
// The same, or the words in capitals where nobody knows them: they can equal, and contradict nothing.
std::string country_word(const Tables& tables, std::string_view text);
// Whether country_word() gave a code.
constexpr bool is_country_code(std::string_view word) { return word.size() == 2; }

}  // namespace clew::clean
