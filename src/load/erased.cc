#include "load/erased.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "clean/tokens.h"

namespace clew::load {
namespace {

constexpr size_t kIdentifierLettersMin = 5;

// The words in alphabetical order: "VASQUINE, Teodor" and "Teodor Vasquine" name the same person.
std::string joined(const std::vector<std::string>& words, size_t begin, size_t count) {
  std::vector<std::string> sorted(words.begin() + static_cast<ptrdiff_t>(begin),
                                  words.begin() + static_cast<ptrdiff_t>(begin + count));
  std::sort(sorted.begin(), sorted.end());
  std::string text;
  for (const std::string& word : sorted) text += word + ' ';
  return text;
}

// "t2:<hash>" for a text of two words, "e:<hash>" for an entity.
std::string words_hash(std::string_view salt, const std::vector<std::string>& words, size_t begin,
                       size_t count) {
  const std::string text = joined(words, begin, count);
  return fmt::format("t{}:{}", count, base::hex(base::sha256(fmt::format("{}\nt\n{}", salt, text))));
}

}  // namespace

bool names_one(std::string_view text, bool is_name) {
  const auto words = clean::tokens(text);
  if (is_name) return words.size() >= 2;
  size_t letters = 0;
  for (const std::string& word : words) letters += word.size();
  return letters >= kIdentifierLettersMin;
}

std::string Erased::entity_hash(std::string_view salt, std::string_view id) {
  return "e:" + base::hex(base::sha256(fmt::format("{}\ne\n{}", salt, id)));
}

std::string Erased::text_hash(std::string_view salt, std::string_view text) {
  const auto words = clean::tokens(text);
  return words_hash(salt, words, 0, words.size());
}

Erased::Erased(const store::Manifest& manifest) : salt_(manifest.salt) {
  for (const store::Tombstone& tombstone : manifest.tombstones) {
    for (const std::string& hash : tombstone.hashes) {
      hashes_.insert(hash);
      size_t words = 0;
      if (hash.starts_with('t')) std::from_chars(hash.data() + 1, hash.data() + hash.find(':'), words);
      if (words != 0) word_counts_.insert(words);
    }
  }
}

bool Erased::hides_entity(std::string_view id) const {
  return !empty() && hashes_.contains(entity_hash(salt_, id));
}

bool Erased::hides_text(std::string_view text) const {
  if (word_counts_.empty()) return false;
  const auto words = clean::tokens(text);
  for (const size_t count : word_counts_) {
    for (size_t begin = 0; begin + count <= words.size(); ++begin) {
      if (hashes_.contains(words_hash(salt_, words, begin, count))) return true;
    }
  }
  return false;
}

}  // namespace clew::load
