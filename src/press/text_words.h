// The words of a running text, each with its place: what names are looked for in.
//
//   "Al-Zawahiri's" -> al | zawahiri        "Müller & Co." -> muller | co       "习近平" -> 习 | 近 | 平
//
// A word's key is a hash of its letters with case and accents gone, so that names of a list and words of a
// text meet. Han and kana give one word a character, since nothing parts their words. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace clew::press {

struct TextWord {
  uint64_t key = 0;
  uint32_t begin = 0;
  uint32_t size = 0;
  bool is_upper_first = false;  // Or of a script without capitals.
  bool is_all_upper = false;    // Two letters or more, none of them small.
};

// Appends the words of `text`. At most 4 GiB.
void append_words(std::string_view text, std::vector<TextWord>& words);
std::vector<TextWord> words_of(std::string_view text);

}  // namespace clew::press
