// What to read, in which format, into which dataset: settled before anything is written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "load/load.h"
#include "read/format.h"
#include "read/mapping.h"
#include "read/stream.h"

namespace clew::load {

// A file, or a member of an archive, whose format is known.
struct PlannedInput {
  read::Input input;
  const read::Format* format = nullptr;
  // The file's bytes are the stream's bytes, and its lines stand alone: threads may read it in pieces.
  bool in_pieces = false;
};

struct Bundle {
  std::string dataset;
  std::vector<PlannedInput> inputs;
  std::shared_ptr<const read::Mapping> mapping;  // By which all inputs are read, if the user gave one.
};

struct Plan {
  std::vector<Bundle> bundles;
  std::vector<Skipped> skipped;
  std::vector<std::string> unread;  // Files in folders that cannot be opened, each with what is wrong.
};

// A file named by the user whose format is unknown is an error that lists the known ones.
base::Result<Plan> make_plan(const LoadOptions& options);

// A stretch of a plain file that a thread reads on its own.
struct Piece {
  uint64_t begin = 0, end = 0;
  uint32_t lines_before = 0;
};

}  // namespace clew::load
