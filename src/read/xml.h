// XML as a stream of small trees: each element named in `record_elements` is handed over whole, with its
// place in the file.
//
//   <list date="2026-02-27">        on_root:   list, with its attributes, before all else
//     <people>
//       <person>...</person>        on_record: person, with all that is in it; offset .. offset + length
//       <person>...</person>                   are the bytes from < to >
//
// Safe by construction: DOCTYPE is refused, no entity is expanded beyond the five of XML, nothing is
// fetched. Depth, attribute count and a record's size are bounded. Built on libxml2's SAX parser.
//
// The encoding is the one declared (any that ICU knows); offsets count bytes of the stream as it is. Where
// UTF-8 is declared, bytes that are none are read as windows-1252, as real lists need; characters that XML
// forbids are read as U+FFFD; either way the record is marked as repaired. Cost: see bench; memory: one
// record and a window of the file.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "read/sink.h"
#include "read/stream.h"

namespace clew::read {

// Valid during the callback: names live in the parser.
struct XmlNode {
  std::string_view name;  // Local name, without prefix.
  std::string text;       // Character data directly inside, in document order, trimmed of blanks.
  std::vector<std::pair<std::string_view, std::string>> attributes;
  std::vector<XmlNode> children;
  uint32_t line = 0;
  uint64_t offset = 0;    // Of the '<' that opens it.
  uint32_t length = 0;    // To the '>' that closes it.
  bool repaired = false;  // Bytes in it, or between the record before and it, were no text.

  // The first child of that name, or nullptr.
  const XmlNode* child(std::string_view child_name) const;
  // The text of the first child of that name, or empty.
  std::string_view child_text(std::string_view child_name) const;
  std::string_view attribute(std::string_view attribute_name) const;
  model::Record record(uint32_t part) const { return {part, line, offset, length}; }
};

struct XmlLimits {
  int depth_max = 64;
  int attributes_max = 256;
  size_t record_bytes_max = 64 << 20;
};

struct XmlHandlers {
  // The root element, its attributes only, before all else.
  std::function<void(const XmlNode& root)> on_root = [](const XmlNode&) {};
  // Each element whose local name is in `record_elements`, outermost only.
  std::function<void(const XmlNode& record)> on_record = [](const XmlNode&) {};
  // A stretch that could not be read, from the record that holds the damage to the next one.
  std::function<void(const XmlNode& stretch, std::string_view what)> on_damage = [](const XmlNode&,
                                                                                    std::string_view) {};
};

// Damage costs the record it stands in: reading goes on at the next record element. Where none follows, and
// for a DOCTYPE, the result is an error with the line; the records before it have been handed over. A record
// element inside one of the same name means that the outer one was never closed.
base::Result<void> read_xml(Stream& stream, const std::vector<std::string_view>& record_elements,
                            const XmlHandlers& handlers, const XmlLimits& limits = {});

}  // namespace clew::read
