#include "clean/sound.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace clew::clean {
namespace {

struct Spelling {
  std::string_view written;
  std::string_view heard;
};
// Longest first where one begins another.
constexpr Spelling kSpellings[] = {
    {"tsch", "C"}, {"shch", "S"}, {"sch", "S"}, {"tch", "C"}, {"dzh", "j"}, {"sh", "S"}, {"ch", "C"},
    {"zh", "j"},   {"kh", "h"},   {"gh", "g"},  {"ph", "f"},  {"th", "t"},  {"dh", "d"}, {"dj", "j"},
    {"ts", "z"},   {"tz", "z"},   {"cz", "C"},  {"ck", "k"},  {"qu", "k"},  {"ou", "u"}, {"oo", "u"},
    {"ee", "i"},   {"ie", "i"},   {"q", "k"},   {"y", "i"},
};

// Where in kSpellings those lie that begin with a letter, in their order; the rest of a row is kNone.
constexpr uint8_t kNone = 255;
constexpr auto kByLetter = [] {
  std::array<std::array<uint8_t, 6>, 26> rows{};
  for (auto& row : rows) row.fill(kNone);
  for (size_t i = 0; i < std::size(kSpellings); ++i) {
    auto& row = rows[static_cast<size_t>(kSpellings[i].written.front() - 'a')];
    size_t place = 0;
    while (row[place] != kNone) ++place;
    row[place] = static_cast<uint8_t>(i);
  }
  return rows;
}();

constexpr bool begins_with(std::string_view text, std::string_view beginning) {
  if (text.size() < beginning.size()) return false;
  for (size_t i = 0; i < beginning.size(); ++i) {
    if (text[i] != beginning[i]) return false;
  }
  return true;
}

const Spelling* spelling_at(std::string_view latin, size_t at) {
  const char c = latin[at];
  if (c < 'a' || c > 'z') return nullptr;
  for (const uint8_t number : kByLetter[static_cast<size_t>(c - 'a')]) {
    if (number == kNone) return nullptr;
    if (begins_with(latin.substr(at), kSpellings[number].written)) return &kSpellings[number];
  }
  return nullptr;
}

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

char single_sound(std::string_view latin, size_t at) {
  const char c = latin[at];
  const char next = at + 1 < latin.size() ? latin[at + 1] : ' ';
  if (c == 'c') return next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
  if (c == 'j') return is_vowel(next) ? 'j' : 'i';  // "Sergej" ends in a vowel.
  return c;
}

void add(std::string& sound, char c) {
  if (sound.empty() || sound.back() != c) sound += c;
}

// The letter of the skeleton, or 0 for what the skeleton leaves out.
constexpr char skeleton_letter(char c, bool is_first, bool is_last) {
  switch (c) {
    case 'b':
    case 'p': return 'B';
    case 'f':
    case 'v': return 'F';
    case 'w': return is_first ? 'F' : '\0';
    case 'k':
    case 'g': return 'K';
    case 'h': return is_last ? '\0' : 'H';
    case 'C':
    case 'j': return 'J';
    case 's':
    case 'z':
    case 'S': return 'S';
    case 't':
    case 'd': return 'T';
    case 'm': return 'M';
    case 'n': return 'N';
    case 'r':
    case 'l': return 'R';
    default: return c >= '0' && c <= '9' ? c : '\0';
  }
}

constexpr uint32_t vowel_cost(char a, char b) {
  constexpr std::string_view kClose[] = {"ae", "ei", "ou", "ao", "iu"};
  for (const std::string_view pair : kClose) {
    if (pair.find(a) != pair.npos && pair.find(b) != pair.npos)
      return pair == "ao" || pair == "iu" ? 350 : 250;
  }
  return 500;
}

constexpr uint32_t swap_cost(char a, char b) {
  if (a == b) return 0;
  if (is_vowel(a) && is_vowel(b)) return vowel_cost(a, b);
  if ((a == 'v' && b == 'w') || (a == 'w' && b == 'v')) return 100;
  const char left = skeleton_letter(a, true, false);
  return left != '\0' && left == skeleton_letter(b, true, false) ? 400 : 1000;
}

uint32_t gap_cost(char c, bool vowels_unwritten) {
  if (is_vowel(c) || c == 'w') return vowels_unwritten ? 180 : 400;
  return c == 'h' ? 300 : 1000;
}

constexpr size_t kLongest = 64;

// Costs of every pair of ASCII characters, so that comparing is looking up. The letters of sounds take 2 KB.
constexpr size_t kAscii = 128;
constexpr auto kSwapCosts = [] {
  std::array<std::array<uint16_t, kAscii>, kAscii> costs{};
  for (size_t a = 0; a < kAscii; ++a) {
    for (size_t b = 0; b < kAscii; ++b)
      costs[a][b] = static_cast<uint16_t>(swap_cost(static_cast<char>(a), static_cast<char>(b)));
  }
  return costs;
}();

uint32_t swap_cost_of(char a, char b) {
  const auto left = static_cast<uint8_t>(a), right = static_cast<uint8_t>(b);
  return left < kAscii && right < kAscii ? kSwapCosts[left][right] : swap_cost(a, b);
}

// What two words begin and end with alike never counts as an edit.
void trim_alike(std::string_view& a, std::string_view& b) {
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
}

}  // namespace

std::string sound_of(std::string_view latin) {
  std::string sound;
  for (size_t at = 0; at < latin.size();) {
    if (latin[at] == 'x') {
      sound += at == 0 ? "S" : "ks";  // Pinyin begins with it.
      ++at;
    } else if (const Spelling* found = spelling_at(latin, at); found != nullptr) {
      add(sound, found->heard.front());
      at += found->written.size();
    } else {
      add(sound, single_sound(latin, at));
      ++at;
    }
  }
  return sound;
}

std::string skeleton_of(std::string_view sound) {
  std::string skeleton;
  for (size_t at = 0; at < sound.size(); ++at) {
    const char letter = skeleton_letter(sound[at], at == 0, at + 1 == sound.size());
    if (letter != '\0') add(skeleton, letter);
  }
  return skeleton;
}

uint32_t sound_distance(std::string_view a, std::string_view b, bool vowels_unwritten) {
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  std::array<uint32_t, kLongest + 1> row;
  std::array<uint32_t, kLongest> gaps;
  row[0] = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    gaps[j] = gap_cost(b[j], vowels_unwritten);
    row[j + 1] = row[j] + gaps[j];
  }
  for (const char c : a) {
    const uint32_t gap = gap_cost(c, vowels_unwritten);
    uint32_t diagonal = row[0];
    row[0] += gap;
    for (size_t j = 0; j < b.size(); ++j) {
      const uint32_t swapped = diagonal + swap_cost_of(c, b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({swapped, row[j + 1] + gap, row[j] + gaps[j]});
    }
  }
  return row[b.size()];
}

uint32_t edit_distance(std::string_view a, std::string_view b, uint32_t limit) {
  a = a.substr(0, kLongest);
  b = b.substr(0, kLongest);
  const size_t apart = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (apart > limit) return limit + 1;
  trim_alike(a, b);
  if (a.empty() || b.empty()) return static_cast<uint32_t>(apart);
  std::array<std::array<uint32_t, kLongest + 1>, 3> rows;
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<uint32_t>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    row[0] = static_cast<uint32_t>(i);
    uint32_t least = row[0];
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], rows[(i + 1) % 3][j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return rows[a.size() % 3][b.size()];
}

}  // namespace clew::clean
