// The original bytes behind a statement.
#pragma once

#include <string>

#include "store/store.h"

namespace clew::load {

struct Quote {
  std::string from;    // Where the source lay when it was loaded.
  std::string member;  // Inside an archive.
  std::string sha256;
  std::string published_on;
  model::Record record;
  std::string bytes;  // The record, at most bytes_max of it.
  bool cut = false;
  bool redacted = false;
};

// Reads the kept copy, else the file where it lay: if that is gone or has changed since, an error says so.
// Archives are unpacked up to the record.
base::Result<Quote> quote(const store::Store& store, const model::Record& record,
                          size_t bytes_max = 64 << 10);

}  // namespace clew::load
