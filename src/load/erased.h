// Who was erased from a store, as far as the store still knows: salted hashes.
//
// A reload must not bring an erased person back, and must do so without a list of names. Each tombstone
// holds SHA-256(salt, text) of entity ids and of names and identifiers as clean::tokens folds them, their
// words sorted, with the number of words. Whoever has the store can test a guess against it, and only that.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/manifest.h"

namespace clew::load {

// What of a person's values counts as naming them: full names (two words or more), and numbers or codes of
// five characters or more. Shorter ones name too many others.
bool names_one(std::string_view text, bool is_name);

class Erased {
 public:
  explicit Erased(const store::Manifest& manifest);

  bool empty() const { return hashes_.empty(); }
  bool hides_entity(std::string_view id) const;
  // Whether the text holds an erased name or identifier, as whole
  // words beside each other, in any order. Cost: a SHA-256 per word.
  bool hides_text(std::string_view text) const;

  // The hashes that a tombstone keeps.
  static std::string entity_hash(std::string_view salt, std::string_view id);
  static std::string text_hash(std::string_view salt, std::string_view text);

 private:
  std::string salt_;
  boost::unordered_flat_set<std::string> hashes_;
  std::set<size_t> word_counts_;
};

}  // namespace clew::load
