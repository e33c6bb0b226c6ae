// One generation of a store, opened and made ready to be asked by all threads; and the shelf on which the
// newest lies.
//
//   clew load ──▶ manifest, generation 8        requests in flight keep generation 7 until they are answered
//                     │                                       ▲
//   shelf.refresh() ──┴──▶ open, prepare ──▶ swap ────────────┘
#pragma once

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "graph/references.h"
#include "index/names.h"
#include "screen/list.h"
#include "store/store.h"

namespace clew::serve {

// An entity as it is answered: JSON without its last brace, and what filters ask of it.
struct Rendered {
  std::string json;
  std::string last_change;
  bool is_child = false;
};

// Immutable but for the memory of rendered entities; thread-safe.
class Snapshot {
 public:
  static base::Result<std::shared_ptr<const Snapshot>> open(const std::string& path);

  store::Store store;
  std::shared_ptr<const clean::Tables> tables;
  std::unique_ptr<screen::List> list;
  std::unique_ptr<graph::References> references;
  std::unique_ptr<index::Names> names;
  std::string updated_at;

  // Nothing where it is not in the store, or cannot be read. Remembered; the memory is bounded.
  std::shared_ptr<const Rendered> rendered(std::string_view id) const;

 private:
  explicit Snapshot(store::Store opened) : store(std::move(opened)) {}
  struct Memory {
    std::mutex mutex;
    std::unordered_map<std::string, std::shared_ptr<const Rendered>> entities;
    size_t bytes = 0;
  };
  mutable std::array<Memory, 16> memories_;
};

class Shelf {
 public:
  explicit Shelf(std::string path) : path_(std::move(path)) {}

  std::shared_ptr<const Snapshot> current() const;
  // Opens the newest generation, if there is one that is newer; true if it was put in place. One at a time.
  base::Result<bool> refresh();

 private:
  std::string path_;
  std::mutex refreshing_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> current_;
};

}  // namespace clew::serve
