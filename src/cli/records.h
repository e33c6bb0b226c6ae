// One entity of a store, whole: with the papers and listings that belong to it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "graph/references.h"
#include "screen/listed.h"
#include "store/store.h"

namespace clew::cli {

// Thread-safe once open. `store` outlives it.
class Records {
 public:
  static base::Result<Records> open(const store::Store& store);

  // Ready to be compared; nothing where the view does not hold it.
  base::Result<std::optional<screen::Listed>> listed(std::string_view id, const store::View& view,
                                                     const clean::Tables& tables) const;

  // SHA-256, in hexadecimal, of what the entity's record states now: its values and the numbers of its
  // papers, whatever dataset and place they come from. Nothing where it is not there.
  base::Result<std::optional<std::string>> hash(std::string_view id) const;

 private:
  Records(const store::Store& store, graph::References references)
      : store_(&store), references_(std::move(references)) {}

  const store::Store* store_;
  graph::References references_;
};

}  // namespace clew::cli
