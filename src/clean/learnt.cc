#include "clean/learnt.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "base/utf8.h"
#include "clean/sound.h"
#include "clean/table_file.h"

namespace clew::clean {
namespace {

using base::Result;

constexpr size_t kBeam = 24;         // Beginnings of spellings that are followed at a time.
constexpr size_t kPiecesTried = 10;  // Spellings of one piece.
constexpr size_t kLatinMax = 28;     // Letters of a spelling.
constexpr size_t kUnitsMax = 24;     // Of a word; longer ones are not names.
// How much the order of Latin letters counts beside the pieces; that of a usual letter is taken away, so that
// long spellings are as dear as short ones. Spellings that are so much less likely than the best are no
// answer. Tuned.
constexpr int32_t kLettersPercent = 60;
constexpr int32_t kLetterCostUsual = 380;
constexpr int32_t kWorseMost = 500;

bool read_number(std::string_view text, int32_t& number) {
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
}

size_t letter_index(char c) { return static_cast<size_t>(c - 'a'); }
size_t context_index(char c) { return c == '^' ? 0 : letter_index(c) + 1; }

struct Hypothesis {
  std::array<char, kLatinMax> latin{};
  uint8_t size = 0;
  int32_t cost = 0;
  std::string_view text() const { return {latin.data(), size}; }
};

int32_t cost_of_letter(const LetterCosts& letters, const Hypothesis& before, size_t letter) {
  const auto at = [&](size_t back) {
    return before.size < back ? size_t{0} : context_index(before.latin[before.size - back]);
  };
  const size_t context = at(2) * LetterCosts::kLetters + at(1);
  const int32_t cost = letters.costs[context * LetterCosts::kLetters + letter];
  return (cost - kLetterCostUsual) * kLettersPercent / 100;
}

bool extend(const LetterCosts& letters, const LearntPiece& piece, Hypothesis& hypothesis) {
  if (hypothesis.size + piece.latin.size() > kLatinMax) return false;
  for (const char c : piece.latin) {
    hypothesis.cost += cost_of_letter(letters, hypothesis, letter_index(c));
    hypothesis.latin[hypothesis.size++] = c;
  }
  hypothesis.cost += piece.cost;
  return true;
}

// Keeps the cheapest of each spelling, and of all the kBeam cheapest.
void prune(std::vector<Hypothesis>& beam) {
  std::sort(beam.begin(), beam.end(), [](const Hypothesis& a, const Hypothesis& b) {
    return a.text() != b.text() ? a.text() < b.text() : a.cost < b.cost;
  });
  beam.erase(std::unique(beam.begin(), beam.end(),
                         [](const Hypothesis& a, const Hypothesis& b) { return a.text() == b.text(); }),
             beam.end());
  std::sort(beam.begin(), beam.end(), [](const Hypothesis& a, const Hypothesis& b) {
    return a.cost != b.cost ? a.cost < b.cost : a.text() < b.text();
  });
  if (beam.size() > kBeam) beam.resize(kBeam);
}

void append_unit(std::vector<std::string>& units, uint32_t code) {
  base::append_utf8(units.emplace_back(), code);
}

void append_hangul(std::vector<std::string>& units, uint32_t code) {
  const uint32_t number = code - 0xac00;
  append_unit(units, 0x1100 + number / 588);
  append_unit(units, 0x1161 + number % 588 / 28);
  if (number % 28 != 0) append_unit(units, 0x11a7 + number % 28);
}

// Letters of the word between "^" and "$": Hangul syllables taken apart, hiragana as katakana.
std::vector<std::string> units_of(std::string_view word) {
  std::vector<std::string> units = {"^"};
  for (size_t at = 0; at < word.size();) {
    const auto lead = static_cast<uint8_t>(word[at]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    uint32_t code = 0;
    if (length == 3 && at + 2 < word.size()) {
      code = (lead & 0x0fu) << 12 | (static_cast<uint8_t>(word[at + 1]) & 0x3fu) << 6 |
             (static_cast<uint8_t>(word[at + 2]) & 0x3fu);
    }
    if (code >= 0xac00 && code <= 0xd7a3) {
      append_hangul(units, code);
    } else if (code >= 0x3041 && code <= 0x3096) {
      append_unit(units, code + 96);
    } else {
      units.emplace_back(word.substr(at, length));
    }
    at += length;
  }
  units.emplace_back("$");
  return units;
}

// beams[i]: spellings of the first i units.
using Beams = std::vector<std::vector<Hypothesis>>;

void follow(const LearntScript& script, const LetterCosts& letters, std::span<const std::string> units,
            Beams& beams, size_t at) {
  std::string piece;
  for (size_t taken = 1; taken <= 2 && at + taken <= units.size(); ++taken) {
    piece += units[at + taken - 1];
    const auto found = script.pieces.find(piece);
    if (found == script.pieces.end()) continue;
    for (size_t i = 0; i < std::min(kPiecesTried, found->second.size()); ++i) {
      for (const Hypothesis& before : beams[at]) {
        Hypothesis next = before;
        if (extend(letters, found->second[i], next)) beams[at + taken].push_back(next);
      }
    }
  }
}

}  // namespace

Result<LearntScript> read_learnt(const std::string& path, uint64_t& version) {
  LearntScript script;
  CLEW_TRY(read_table(path, 3, version, [&](const Columns& columns) {
    LearntPiece piece{columns[1], 0};
    if (!read_number(columns[2], piece.cost)) return false;
    for (const char c : piece.latin) {
      if (c < 'a' || c > 'z') return false;
    }
    script.pieces[columns[0]].push_back(std::move(piece));
    return true;
  }));
  for (auto& [piece, spellings] : script.pieces) {
    std::stable_sort(spellings.begin(), spellings.end(),
                     [](const LearntPiece& a, const LearntPiece& b) { return a.cost < b.cost; });
  }
  return script;
}

Result<LetterCosts> read_letter_costs(const std::string& path, uint64_t& version) {
  constexpr uint16_t kUnseen = 1600;
  LetterCosts letters;
  letters.costs.assign(LetterCosts::kLetters * LetterCosts::kLetters * LetterCosts::kLetters, kUnseen);
  const auto is_context = [](char c) { return c == '^' || (c >= 'a' && c <= 'z'); };
  CLEW_TRY(read_table(path, 2, version, [&](const Columns& columns) {
    const Columns costs = split(columns[1], ' ');
    if (costs.size() != LetterCosts::kLetters || columns[0].size() != 2) return false;
    if (!is_context(columns[0][0]) || !is_context(columns[0][1])) return false;
    const size_t context =
        context_index(columns[0][0]) * LetterCosts::kLetters + context_index(columns[0][1]);
    for (size_t i = 0; i < costs.size(); ++i) {
      int32_t cost = 0;
      if (!read_number(costs[i], cost)) return false;
      letters.costs[context * LetterCosts::kLetters + i] = static_cast<uint16_t>(std::clamp(cost, 0, 60'000));
    }
    return true;
  }));
  return letters;
}

std::vector<std::string> spellings_learnt(const LearntScript& script, const LetterCosts& letters,
                                          std::string_view word, size_t count) {
  const std::vector<std::string> units = units_of(word);
  if (units.size() > kUnitsMax) return {};
  Beams beams(units.size() + 1);
  beams.front().emplace_back();
  for (size_t at = 0; at < units.size(); ++at) {
    prune(beams[at]);
    follow(script, letters, units, beams, at);
  }
  std::vector<Hypothesis>& whole = beams.back();
  for (Hypothesis& one : whole) one.cost += cost_of_letter(letters, one, LetterCosts::kLetters - 1);
  prune(whole);
  std::vector<std::string> spellings;
  std::vector<std::string> sounds;
  for (const Hypothesis& one : whole) {
    if (spellings.size() == count || one.cost > whole.front().cost + kWorseMost) break;
    if (one.size == 0) continue;
    std::string sound = sound_of(one.text());
    if (std::find(sounds.begin(), sounds.end(), sound) != sounds.end()) continue;
    sounds.push_back(std::move(sound));
    spellings.emplace_back(one.text());
  }
  return spellings;
}

}  // namespace clew::clean
