// XML as a stream of small trees: each element named in `record_elements` is handed over whole, with its
// place in the file; what lies between them comes as attributes and text of the enclosing elements.
//
// Safe by construction: DOCTYPE is refused, no entity is expanded beyond the five of XML, nothing is
// fetched. Depth, attribute count and a record's size are bounded. Built on libxml2's SAX parser.
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

struct XmlNode {
  std::string name;  // Local name, without prefix.
  std::string text;  // Character data directly inside, in document order, trimmed of blanks.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::vector<XmlNode> children;
  uint32_t line = 0;
  uint64_t offset = 0;  // Of the '<' that opens it.
  uint32_t length = 0;  // To the '>' that closes it.

  // The first child of that name, or nullptr.
  const XmlNode* child(std::string_view child_name) const;
  // The text of the first child of that name, or empty.
  std::string_view child_text(std::string_view child_name) const;
  std::string_view attribute(std::string_view attribute_name) const;
};

struct XmlLimits {
  int depth_max = 64;
  size_t record_bytes_max = 64 << 20;
};

// Called for each element whose local name is in `record_elements` (outermost only), and with the root
// element (without children) before the first. Malformed XML is an error with file line; records before
// it have been handed over.
base::Result<void> read_xml(Stream& stream, std::vector<std::string> record_elements,
                            const std::function<void(const XmlNode& root)>& on_root,
                            const std::function<void(const XmlNode& record)>& on_record,
                            const XmlLimits& limits = {});

}  // namespace clew::read
