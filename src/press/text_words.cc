#include "press/text_words.h"

#include <string>
#include <unordered_map>

#include "clean/tokens.h"

namespace clew::press {
namespace {

// FNV-1a, 64 bits: quick on short words, and these keys never leave the process.
constexpr uint64_t kSeed = 0xcbf29ce484222325;
uint64_t mixed(uint64_t key, unsigned char byte) { return (key ^ byte) * 0x100000001b3; }

uint64_t key_of(std::string_view folded) {
  uint64_t key = kSeed;
  for (const char c : folded) key = mixed(key, static_cast<unsigned char>(c));
  return key;
}

enum class Letter : uint8_t { none, small, capital, digit, apostrophe, other, ideograph };

struct Seen {
  Letter letter;
  uint32_t size;
};

// What stands at text[at] beyond ASCII, by its first two bytes: blocks of marks, of ideographs, the rest
// letters.
Seen beyond_ascii(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned lead = byte(at);
  if (lead < 0xE0) return {lead == 0xC2 ? Letter::none : Letter::other, 2};
  if (lead < 0xF0) {
    const unsigned second = byte(at + 1);
    if (lead == 0xE2 && second == 0x80 && byte(at + 2) == 0x99) return {Letter::apostrophe, 3};
    if (lead == 0xE2 && second < 0xB0) return {Letter::none, 3};
    if (lead == 0xE3 && second == 0x80) return {Letter::none, 3};
    if (lead == 0xEF && second >= 0xBC) return {Letter::none, 3};
    return {lead >= 0xE3 && lead <= 0xE9 ? Letter::ideograph : Letter::other, 3};
  }
  return {Letter::other, 4};
}

Seen seen_at(std::string_view text, size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c >= 'a' && c <= 'z') return {Letter::small, 1};
  if (c >= 'A' && c <= 'Z') return {Letter::capital, 1};
  if (c >= '0' && c <= '9') return {Letter::digit, 1};
  if (c == '\'' || c == '`') return {Letter::apostrophe, 1};
  return c < 0x80 ? Seen{Letter::none, 1} : beyond_ascii(text, at);
}

bool is_word_letter(Letter letter) {
  return letter == Letter::small || letter == Letter::capital || letter == Letter::digit ||
         letter == Letter::other;
}

// The key of a word with letters beyond ASCII; asked of clean::tokens once a word and thread.
uint64_t folded_key(std::string_view word) {
  thread_local std::unordered_map<std::string, uint64_t> known;
  if (known.size() > 200'000) known.clear();
  const auto [at, is_new] = known.try_emplace(std::string(word), 0);
  if (is_new) {
    std::string folded;
    for (const std::string& token : clean::tokens(word)) folded += token;
    at->second = key_of(folded);
  }
  return at->second;
}

class Scanner {
 public:
  Scanner(std::string_view text, std::vector<TextWord>& words) : text_(text), words_(words) {}

  void scan() {
    while (at_ < text_.size()) {
      const Seen seen = seen_at(text_, at_);
      if (seen.letter == Letter::ideograph) {
        take_ideograph(seen);
      } else if (is_word_letter(seen.letter)) {
        take_word();
      } else {
        at_ += seen.size;
      }
    }
  }

 private:
  void take_ideograph(Seen seen) {
    const std::string_view one = text_.substr(at_, seen.size);
    words_.push_back(
        {key_of(one), static_cast<uint32_t>(at_), static_cast<uint32_t>(one.size()), true, false});
    at_ += seen.size;
  }

  // "Zawahiri's": the s that shows possession is no part of the name.
  bool is_possessive(size_t apostrophe, uint32_t size) const {
    const size_t s = apostrophe + size;
    if (s >= text_.size() || (text_[s] != 's' && text_[s] != 'S')) return false;
    return s + 1 == text_.size() || !is_word_letter(seen_at(text_, s + 1).letter);
  }

  void take_word() {
    const size_t begin = at_;
    uint64_t key = kSeed;
    bool is_ascii = true, has_small = false;
    uint32_t letters = 0;
    size_t behind = 0;
    const Letter first = seen_at(text_, begin).letter;
    while (at_ < text_.size()) {
      const Seen seen = seen_at(text_, at_);
      if (seen.letter == Letter::apostrophe) {
        const size_t next = at_ + seen.size;
        const bool goes_on = next < text_.size() && is_word_letter(seen_at(text_, next).letter);
        if (!goes_on) break;
        if (is_possessive(at_, seen.size)) {
          behind = seen.size + 1;
          break;
        }
      } else if (!is_word_letter(seen.letter)) {
        break;
      } else {
        ++letters;
        has_small |= seen.letter == Letter::small;
        if (seen.letter == Letter::other) is_ascii = false;
        const char c = text_[at_];
        key = mixed(key, static_cast<unsigned char>(seen.letter == Letter::capital ? c + 32 : c));
      }
      at_ += seen.size;
    }
    at_ = std::min(at_, text_.size());
    const std::string_view word = text_.substr(begin, at_ - begin);
    words_.push_back({is_ascii ? key : folded_key(word), static_cast<uint32_t>(begin),
                      static_cast<uint32_t>(word.size()), first != Letter::small,
                      letters > 1 && !has_small && first != Letter::digit});
    at_ += behind;
  }

  std::string_view text_;
  std::vector<TextWord>& words_;
  size_t at_ = 0;
};

}  // namespace

void append_words(std::string_view text, std::vector<TextWord>& words) { Scanner(text, words).scan(); }

std::vector<TextWord> words_of(std::string_view text) {
  std::vector<TextWord> words;
  append_words(text, words);
  return words;
}

}  // namespace clew::press
