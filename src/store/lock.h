// The one writer of a store.
#pragma once

#include <string>

#include "base/error.h"

namespace clew::store {

// Holds NAME.clew/lock until it goes. The kernel lets go of it when the process dies, however it dies.
class WriterLock {
 public:
  // Makes the store's folder if it is not there. Fails at once when another writer holds the lock, and
  // says which process that is.
  static base::Result<WriterLock> take(const std::string& store);
  ~WriterLock();
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&&) = delete;

 private:
  explicit WriterLock(int file) : file_(file) {}
  int file_ = -1;
};

}  // namespace clew::store
