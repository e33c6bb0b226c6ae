#include "read/xml.h"

#include <fmt/format.h>
#include <libxml/parser.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

#include "read/text.h"
#include "read/xml_text.h"

namespace clew::read {
namespace {

constexpr size_t kPieceSize = 64 << 10;
constexpr size_t kFirstPieceAfterDamage = 512;
constexpr size_t kTagNameMax = 256;
constexpr size_t kReferenceMax = 256;  // Bytes from & to ; in a reference, generously.

// What a file may make us read again after damage, beyond its own size. A comment that is never closed takes
// all that follows; a file of such comments is given up at last.
constexpr uint64_t kReadAgainMax = 256ull << 20;

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const {
    if (parser->myDoc) xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
  }
};

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

// libxml2 leaves & in attribute values as &#38; when it is told not to expand entities, and nothing else.
std::string attribute_value(const xmlChar* begin, const xmlChar* end) {
  std::string value(reinterpret_cast<const char*>(begin), static_cast<size_t>(end - begin));
  static constexpr std::string_view kAmpersand = "&#38;";
  for (size_t at = 0; (at = value.find(kAmpersand, at)) != std::string::npos; ++at) {
    value.replace(at, kAmpersand.size(), "&");
  }
  return value;
}

void trim_text(std::string& text) {
  const std::string_view trimmed = trim(text);
  if (trimmed.size() != text.size()) text = std::string(trimmed);
}

uint32_t clamped(uint64_t length) {
  return static_cast<uint32_t>(std::min<uint64_t>(length, std::numeric_limits<uint32_t>::max()));
}

uint32_t lines_in(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

// The local name of the element that `text`, which begins with <, opens; empty if it does not end here.
std::string_view tag_name(std::string_view text) {
  const size_t end = text.find_first_of(" \t\r\n/>", 1);
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class XmlReader {
 public:
  XmlReader(const std::vector<std::string_view>& record_elements, const XmlHandlers& handlers,
            const XmlLimits& limits)
      : record_elements_(record_elements), handlers_(handlers), limits_(limits) {}

  base::Result<void> read(Stream& stream) {
    std::vector<char> piece(kPieceSize);
    CLEW_TRY_ASSIGN(size_t size, first_piece(stream, piece));
    CLEW_TRY(text_.open(declared_xml_encoding({piece.data(), size})));
    open_parser();
    while (size > 0) {
      CLEW_TRY(parse({piece.data(), size}, false));
      CLEW_TRY_ASSIGN(size, stream.read(piece.data(), piece.size()));
    }
    return parse({}, true);
  }

 private:
  // The beginning must hold the whole XML declaration.
  static base::Result<size_t> first_piece(Stream& stream, std::vector<char>& piece) {
    size_t size = 0;
    while (size < 1024) {
      CLEW_TRY_ASSIGN(const size_t got, stream.read(piece.data() + size, piece.size() - size));
      if (got == 0) break;
      size += got;
    }
    return size;
  }

  void open_parser() {
    xmlInitParser();
    xmlSAXHandler handler;
    std::memset(&handler, 0, sizeof(handler));
    handler.initialized = XML_SAX2_MAGIC;
    handler.internalSubset = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
      of(self).refuse_doctype();
    };
    handler.startElementNs = [](void* self, const xmlChar* name, const xmlChar* prefix, const xmlChar*, int,
                                const xmlChar**, int count, int, const xmlChar** attributes) {
      of(self).start(view(name), view(prefix), count, attributes);
    };
    handler.endElementNs = [](void* self, const xmlChar*, const xmlChar*, const xmlChar*) { of(self).end(); };
    handler.characters = [](void* self, const xmlChar* text, int length) {
      of(self).characters({reinterpret_cast<const char*>(text), static_cast<size_t>(length)});
    };
    handler.cdataBlock = handler.ignorableWhitespace = handler.characters;
    handler.serror = [](void* self, xmlErrorPtr error) { of(self).note_error(*error); };
    parser_.reset(xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr));
    xmlCtxtUseOptions(parser_.get(), XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
  }

  static XmlReader& of(void* self) { return *static_cast<XmlReader*>(self); }

  // --- Feeding the parser -------------------------------------------------------------------------------

  base::Result<void> parse(std::string_view bytes, bool last) {
    text_.forget_before(position_);
    text_.add(bytes, last);
    while (fed_ < text_.end() || last) {
      if (damaged_ && !resume(last)) return last || refused_ ? given_up() : base::Result<void>();
      const size_t size = std::min(piece_size_, static_cast<size_t>(text_.end() - fed_));
      const std::string_view piece = text_.between(fed_, fed_ + size);
      fed_ += size;
      piece_size_ = std::min(piece_size_ * 2, kPieceSize);
      const bool ends = last && fed_ == text_.end();
      xmlParseChunk(parser_.get(), piece.data(), static_cast<int>(piece.size()), ends ? 1 : 0);
      if (waits_for_semicolon()) fail("the XML is damaged: an & that begins no reference");
      if (refused_) return given_up();
      if (ends && !damaged_) return {};
    }
    return {};
  }

  // The parser waits at an & for its semicolon, however far that is.
  bool waits_for_semicolon() const {
    const uint64_t at = parser_offset();
    return !damaged_ && at >= text_.begin() && at + kReferenceMax < fed_ && text_.between(at, at + 1) == "&";
  }

  base::Result<void> given_up() const {
    return base::fail(base::ErrorKind::format, fmt::format("line {}: {}", error_line_, error_));
  }

  // After damage: goes on at the next record, in a parser that has just entered the elements around it.
  // False if there is none in the text so far.
  bool resume(bool last) {
    if (!find_record(last)) return false;
    read_again_ += fed_ - std::min(fed_, position_);
    refused_ = read_again_ > kReadAgainMax + text_.end();
    if (refused_) return false;
    XmlNode stretch;
    stretch.name = damaged_name_;
    stretch.line = damaged_line_;
    stretch.offset = damaged_offset_;
    stretch.length = clamped(text_.raw_offset(position_) - damaged_offset_);
    handlers_.on_damage(stretch, fmt::format("line {}: {}", error_line_, error_));
    damaged_ = false;
    error_.clear();
    // The parser keeps its dictionary, in which the names of nodes live.
    xmlCtxtResetPush(parser_.get(), nullptr, 0, nullptr, nullptr);
    xmlCtxtUseOptions(parser_.get(), XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    enter_path();
    return true;
  }

  void enter_path() {
    std::string tags;
    for (const std::string& name : path_) tags += "<" + name + ">";
    entering_ = path_.size();
    depth_ = static_cast<int>(path_.size());
    fed_ = position_;
    shift_ = position_ - tags.size();
    piece_size_ = kFirstPieceAfterDamage;
    xmlParseChunk(parser_.get(), tags.data(), static_cast<int>(tags.size()), 0);
  }

  // Moves position_ to the next tag that opens a record element, or near the end of the text.
  bool find_record(bool last) {
    if (path_.empty()) return false;  // The root was the record.
    const std::string_view text = text_.between(position_, text_.end());
    for (size_t at = text.find('<', include_here_ ? 0 : 1); at != std::string_view::npos;
         at = text.find('<', at + 1)) {
      const std::string_view name = tag_name(text.substr(at, kTagNameMax));
      const bool unfinished = name.empty() && text.size() - at < kTagNameMax && !last;
      if (!is_record(name) && !unfinished) continue;
      move_to(position_ + at);
      include_here_ = unfinished;
      return !unfinished;
    }
    move_to(text_.end());
    include_here_ = true;
    return false;
  }

  bool is_record(std::string_view name) const {
    return std::ranges::find(record_elements_, name) != record_elements_.end();
  }

  // Where the parser stands, as an offset of the text.
  uint64_t parser_offset() const {
    const xmlParserInput& input = *parser_->input;
    return input.consumed + static_cast<uint64_t>(input.cur - input.base) + shift_;
  }

  // Moves on to `offset`, counting lines.
  void move_to(uint64_t offset) {
    line_ += lines_in(text_.between(position_, offset));
    position_ = offset;
  }

  // --- What the parser finds ----------------------------------------------------------------------------

  void start(std::string_view name, std::string_view prefix, int attribute_count,
             const xmlChar** attributes) {
    if (entering_ > 0) {
      --entering_;
      return;
    }
    // The parser stands behind the tag's attributes, in which a < cannot be: the last one opens the tag.
    move_to(position_ + text_.between(position_, parser_offset()).rfind('<'));
    if (++depth_ > limits_.depth_max)
      return fail(fmt::format("elements nest deeper than {}", limits_.depth_max));
    if (attribute_count > limits_.attributes_max) {
      return fail(fmt::format("<{}> has more than {} attributes", name, limits_.attributes_max));
    }
    if (!root_seen_) handlers_.on_root(node_of(name, attribute_count, attributes));
    root_seen_ = true;
    if (open_.empty() && !is_record(name)) {
      path_.push_back(prefix.empty() ? std::string(name) : fmt::format("{}:{}", prefix, name));
      return;
    }
    open_node(name, attribute_count, attributes);
  }

  void open_node(std::string_view name, int attribute_count, const xmlChar** attributes) {
    if (open_.empty()) {
      record_ = node_of(name, attribute_count, attributes);
      record_begin_ = position_;
      open_.push_back(&record_);
    } else if (name == record_.name) {
      fail(fmt::format("<{}> inside <{}>: the outer one was not closed", name, name));
      include_here_ = true;
    } else {
      open_.back()->children.push_back(node_of(name, attribute_count, attributes));
      open_.push_back(&open_.back()->children.back());
    }
  }

  XmlNode node_of(std::string_view name, int attribute_count, const xmlChar** attributes) const {
    XmlNode node;
    node.name = name;
    node.line = line_;
    node.offset = text_.raw_offset(position_);
    for (int i = 0; i < attribute_count; ++i, attributes += 5) {
      node.attributes.emplace_back(view(attributes[0]), attribute_value(attributes[3], attributes[4]));
    }
    return node;
  }

  void end() {
    move_to(parser_offset());
    --depth_;
    if (open_.empty()) {
      if (!path_.empty()) path_.pop_back();
      return;
    }
    if (!within_bound()) return;
    XmlNode& node = *open_.back();
    node.length = clamped(text_.raw_offset(position_) - node.offset);
    trim_text(node.text);
    open_.pop_back();
    if (!open_.empty()) return;
    node.repaired = text_.take_repairs(position_);
    handlers_.on_record(node);
  }

  void characters(std::string_view text) {
    move_to(std::max(position_, parser_offset()));
    if (!open_.empty() && within_bound()) open_.back()->text += text;
  }

  bool within_bound() {
    if (position_ - record_begin_ <= limits_.record_bytes_max) return true;
    fail(fmt::format("<{}> is longer than {} bytes", record_.name, limits_.record_bytes_max));
    return false;
  }

  // --- What is wrong ------------------------------------------------------------------------------------

  void refuse_doctype() {
    refused_ = true;
    fail("a DOCTYPE is not accepted: what it declares could make a small file huge or fetch others");
  }

  void note_error(const xmlError& error) {
    if (error.level != XML_ERR_FATAL) return;
    if (!root_seen_) {
      refused_ = true;
      return note_damage("there is no XML element in it");
    }
    const std::string_view message = trim(error.message ? error.message : "not well-formed");
    note_damage(fmt::format("the XML is damaged: {}", message));
  }

  // Stops at something that is no error to the parser.
  void fail(std::string_view what) {
    note_damage(what);
    xmlStopParser(parser_.get());
  }

  void note_damage(std::string_view what) {
    if (damaged_) return;
    damaged_ = true;
    include_here_ = false;
    error_ = what;
    const uint64_t at = std::clamp(parser_offset(), position_, text_.end());
    error_line_ = line_ + lines_in(text_.between(position_, at));
    damaged_name_ = open_.empty() ? "" : record_.name;
    damaged_line_ = open_.empty() ? line_ : record_.line;
    damaged_offset_ = open_.empty() ? text_.raw_offset(position_) : record_.offset;
    open_.clear();
  }

  const std::vector<std::string_view>& record_elements_;
  const XmlHandlers& handlers_;
  const XmlLimits limits_;

  XmlText text_;
  std::unique_ptr<xmlParserCtxt, FreeParser> parser_;
  uint64_t fed_ = 0;    // How far the parser was given the text.
  uint64_t shift_ = 0;  // From the parser's count of bytes to offsets of the text.
  size_t piece_size_ = kPieceSize;
  uint64_t read_again_ = 0;  // Bytes fed more than once, because of damage.
  size_t entering_ = 0;      // Tags of path_ that the parser has yet to tell again.

  uint64_t position_ = 0;      // Offset in the text of the last thing that was met.
  uint32_t line_ = 1;          // Of position_.
  bool include_here_ = false;  // After damage: the tag at position_ may be the record to resume at.
  int depth_ = 0;
  bool root_seen_ = false;
  std::vector<std::string> path_;  // The elements around the records.
  XmlNode record_;
  uint64_t record_begin_ = 0;
  std::vector<XmlNode*> open_;  // From the record down to the element that is being read.

  bool damaged_ = false;
  bool refused_ = false;  // Nothing after the damage can be trusted.
  std::string error_;
  uint32_t error_line_ = 0;
  std::string damaged_name_;
  uint32_t damaged_line_ = 0;
  uint64_t damaged_offset_ = 0;
};

}  // namespace

const XmlNode* XmlNode::child(std::string_view child_name) const {
  const auto found = std::ranges::find(children, child_name, &XmlNode::name);
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlNode::child_text(std::string_view child_name) const {
  const XmlNode* const found = child(child_name);
  return found ? std::string_view(found->text) : std::string_view();
}

std::string_view XmlNode::attribute(std::string_view attribute_name) const {
  for (const auto& [attribute, value] : attributes) {
    if (attribute == attribute_name) return value;
  }
  return {};
}

base::Result<void> read_xml(Stream& stream, const std::vector<std::string_view>& record_elements,
                            const XmlHandlers& handlers, const XmlLimits& limits) {
  return XmlReader(record_elements, handlers, limits).read(stream);
}

}  // namespace clew::read
