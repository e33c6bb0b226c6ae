// The names of a store's people, companies and vessels, looked for in running text in one pass.
//
//   "... Sadegh Amoli LARIJANI's office, and Green Wave Telecommunication ..."
//        └──── ofac-22850 ───┘               └──────── ofac-22853 ──────┘
//
// An automaton over words: case, accents and punctuation do not count. A person listed as "LARIJANI, Sadegh
// Amoli" is found in either order and without middle names, where what is left is rare enough to tell
// somebody; an organisation without its legal form. Names of one word are found only where they are rare or
// written in capitals. Leftmost, longest. What is found is a candidate: other spellings are for the scorer.
// Held in memory; thread-safe once made.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "clean/tables.h"
#include "match/subject.h"
#include "press/text_words.h"

namespace clew::press {

// How a name of the list stands in the text.
enum class NameForm : uint8_t { whole, alias, shortened, weak };

struct Owner {
  uint32_t number = 0;  // As given to add().
  NameForm form = NameForm::whole;
};

struct NameHit {
  uint32_t begin = 0;  // Bytes of the text.
  uint32_t size = 0;
  std::vector<Owner> owners;  // Whole names first.
};

class KnownNames {
 public:
  explicit KnownNames(std::shared_ptr<const clean::Tables> tables);
  ~KnownNames();
  KnownNames(KnownNames&&) noexcept;
  KnownNames& operator=(KnownNames&&) noexcept;

  // All names of the subject, under a number of the caller's; `caption` is the one the list calls it by. For
  // one thread.
  void add(const match::Subject& subject, std::string_view caption, uint32_t number);

  std::vector<NameHit> find(std::string_view text) const;

  size_t name_count() const;
  size_t pattern_count() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace clew::press
