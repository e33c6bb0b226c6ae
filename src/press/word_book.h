// The words of data/press/words.tsv: who speaks, what is said of whom, what a name is the name of.
//
// English only: pages in other languages give the names of the store and of countries. Immutable and
// thread-safe once loaded.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"

namespace clew::press {

enum class WordUse : uint8_t {
  speech,
  source,
  status,
  deed,
  tie,
  negation,
  open,
  be,
  office,
  organisation,
  event,
  place,
  time,
  small
};

// Where the name stands that a phrase tells of.
enum class Side : uint8_t { before, after, both, passive };

struct Phrase {
  WordUse use = WordUse::small;
  std::string meaning;  // "charged", "holding" ...
  Side side = Side::before;
  size_t words = 1;
};

class WordBook {
 public:
  static base::Result<std::shared_ptr<const WordBook>> load(const std::string& path);
  // From the data folder.
  static base::Result<std::shared_ptr<const WordBook>> load();

  // What the words of `text` mean (small letters, one blank between); nullptr where there is nothing.
  const Phrase* find(std::string_view text, WordUse use) const;
  bool is(std::string_view word, WordUse use) const { return find(word, use) != nullptr; }
  size_t longest() const { return longest_; }

 private:
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;
  size_t longest_ = 1;
};

}  // namespace clew::press
