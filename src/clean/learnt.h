// Spellings that nobody wrote into a table: what pairs of personal names teach of a script.
//
//   伊莎貝拉 -> isabella, isabela      브라운 -> brown, braun      سهير -> souhair, suhair
//   pieces, each with its Latin and a cost (data/clean/learnt_*.tsv), and what letters follow which
//   (letters.tsv)
//
// The cheapest ways to read a word, by a beam. Thread-safe; a word costs 20 to 200 microseconds, so callers
// remember.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "clean/text_map.h"

namespace clew::clean {

// Costs are hundredths of a bit.
struct LearntPiece {
  std::string latin;
  int32_t cost = 0;
};

struct LearntScript {
  TextMap<std::vector<LearntPiece>> pieces;  // The cheapest first.
};

// The cost of each letter (and, last, of the end) behind two others.
struct LetterCosts {
  static constexpr size_t kLetters = 27;
  std::vector<uint16_t>
      costs;  // [(before * kLetters + last) * kLetters + letter]; 0 of a context is the beginning.
};

// `version` takes up the lines of the file.
base::Result<LearntScript> read_learnt(const std::string& path, uint64_t& version);
base::Result<LetterCosts> read_letter_costs(const std::string& path, uint64_t& version);

// Up to `count` spellings that sound different, the likeliest first; none where a letter of the word was
// never seen. `word` is as tokens() gives it.
std::vector<std::string> spellings_learnt(const LearntScript& script, const LetterCosts& letters,
                                          std::string_view word, size_t count);

}  // namespace clew::clean
