// A stretch of an XML file as text that the parser may be given: clean UTF-8, and the way back from each of
// its bytes to the stream's own offsets.
//
//   stream   <a>\xC8\xE2</a>          windows-1251, 9 bytes
//   text     <a>Ив</a>              11 bytes; from each anchor on, the two run side by side
//              ^ ^^
//
// Where UTF-8 is declared, bytes that are none are read as windows-1252; what XML forbids becomes U+FFFD.
#pragma once

#include <unicode/ucnv.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::read {

// The encoding that the first bytes of a file show or declare; "UTF-8" where they do neither.
std::string declared_xml_encoding(std::string_view head);

class XmlText {
 public:
  base::Result<void> open(const std::string& encoding);

  // Adds the stream's next bytes.
  void add(std::string_view bytes, bool last);

  // Forgets what lies before `offset` of the text.
  void forget_before(uint64_t offset);

  uint64_t begin() const { return offset_; }
  uint64_t end() const { return offset_ + text_.size(); }
  // The text from `from` to `to`; valid until the next add() or forget_before().
  std::string_view between(uint64_t from, uint64_t to) const;

  // Where in the stream the text's byte at `offset` stands.
  uint64_t raw_offset(uint64_t offset) const;

  // Whether anything before `offset` of the text was repaired since this was last asked.
  bool take_repairs(uint64_t offset);

 private:
  struct Anchor {
    uint64_t text, raw;
  };
  struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
  };

  void add_utf8(std::string_view bytes, bool last);
  void append(std::string_view text, size_t raw_size);
  void repair(std::string_view bytes);
  void convert(std::string_view bytes, bool last);
  void append_units(size_t count);
  void anchor(uint64_t raw);
  void note_repair();

  std::unique_ptr<UConverter, CloseConverter> converter_;
  bool is_utf8_ = true;
  std::string text_;
  std::string held_;  // UTF-8 that waits for the rest of its last character.
  std::vector<Anchor> anchors_ = {{0, 0}};
  std::vector<uint64_t> repairs_;
  std::u16string units_;
  std::vector<int32_t> sources_;
  uint64_t offset_ = 0;   // Of text_ in the whole text.
  uint64_t raw_end_ = 0;  // Of what was added, in the stream.
};

}  // namespace clew::read
