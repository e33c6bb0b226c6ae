// Entities by the words of their names: all words, in any order, accents and case ignored.
//
// Built on a derived file per segment; see store/key_pairs.h. Which words a name has is clean/tokens.h.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "store/key_pairs.h"
#include "store/store.h"

namespace clew::index {

class Names {
 public:
  // Makes the derived files that are absent. `store` must outlive it.
  static base::Result<Names> open(const store::Store& store);

  // Entities of the view with one name (or alias, or former name) that holds all words of `text`; those
  // with the fewest words beside them first, then by id. A text without words finds nothing.
  base::Result<std::vector<store::Entity>> find(std::string_view text, const store::View& view) const;

 private:
  const store::Store* store_ = nullptr;
  std::vector<std::shared_ptr<const store::KeyPairs>> pairs_;
};

}  // namespace clew::index
