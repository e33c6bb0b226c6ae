#include "load/prepare.h"

#include "base/threads.h"
#include "graph/references.h"
#include "index/names.h"
#include "store/store.h"

namespace clew::load {

base::Result<void> prepare(const std::string& path, base::Disk& disk) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(path, disk));
  base::Result<void> made[2];
  base::parallel_for(2, 2, [&](size_t, size_t table) {
    if (table == 0) {
      if (auto names = index::Names::open(store); !names) made[0] = std::unexpected(names.error());
    } else {
      if (auto references = graph::References::open(store); !references)
        made[1] = std::unexpected(references.error());
    }
  });
  for (base::Result<void>& result : made) CLEW_TRY(std::move(result));
  return {};
}

}  // namespace clew::load
