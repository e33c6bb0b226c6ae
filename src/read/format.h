// The formats Clew reads, and which of them a file is.
//
// One format, one file read/NAME.cc, one line in formats.cc. The format is recognised from the content.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

struct Mapping;  // See mapping.h.

struct ReadOptions {
  uint32_t part = 0;                       // Goes into every Record.
  std::string dataset;                     // As the user or the reader named it.
  std::vector<std::string_view> siblings;  // Names of the formats of the other files of the bundle.
  // Opens the first other file of the bundle that is of this format, for one that continues another; nullptr
  // where there is none. May be empty.
  std::function<base::Result<std::unique_ptr<Stream>>(std::string_view format)> open_sibling = {};
  const Mapping* mapping = nullptr;  // For the mapped formats.
  std::string encoding;              // For text that is not UTF-8; empty: windows-1252, with an issue.
};

struct Format {
  std::string_view name;       // "ofac-csv-sdn"
  std::string_view title;      // "OFAC legacy CSV, primary names (sdn.csv, cons_prim.csv)"
  std::string_view dataset;    // "us_ofac_sdn": the default name; empty: the file's stem.
  std::string_view prefix;     // "ofac-": what the publisher's ids get; empty where ids are kept whole.
  std::string_view publisher;  // For "listed by"; empty where the file says it or nobody can.
  // How sure, 0 (no) to 100, that bytes beginning with `head` (at most 64 KiB, UTF-8) are this format.
  int (*recognise)(std::string_view head);
  // Reads all of `stream` into `sink`. An error means that the rest of this stream could not be read;
  // what came before is in the sink.
  base::Result<void> (*read)(Stream& stream, Sink& sink, const ReadOptions& options);
  // Whether each line stands alone (of JSON: where the file shows an object a line), so that several threads
  // may read one large file in pieces.
  bool lines_stand_alone = false;
  // The file does not say which of the publisher's datasets it belongs to: that of the files beside it, and
  // only alone the default.
  bool dataset_of_siblings = false;
  // One file is all of the list and does not say its day: two files are two versions of it.
  bool whole_list = false;
};

// Any CSV, JSON or YAML, read by ReadOptions.mapping; never recognised by itself.
extern const Format kMapped;

// Every format, in the order in which ties are decided.
std::span<const Format* const> formats();

// nullptr where no format is surer than 0.
const Format* recognise(std::string_view head);

}  // namespace clew::read
