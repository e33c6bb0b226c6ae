#include "read/xml_text.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "read/text.h"

namespace clew::read {
namespace {

// Where more places stand between two records, that there are some is enough.
constexpr size_t kRepairsMax = 1 << 16;

bool is_xml_char(char32_t c) {
  return c >= 0x20 ? c != 0xFFFE && c != 0xFFFF : c == '\t' || c == '\n' || c == '\r';
}

bool has_forbidden_control(std::string_view bytes) {
  uint8_t found = 0;  // A byte and no branches, so that the compiler takes many at once.
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    found = static_cast<uint8_t>(found | ((byte < 0x20) & (byte != '\t') & (byte != '\n') & (byte != '\r')));
  }
  return found != 0;
}

// The length of the UTF-8 character that `bytes` begin with; 0 if they begin with none.
size_t character_length(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const std::string_view character = bytes.substr(0, length);
  const bool whole = character.size() == length;
  return whole && simdjson::validate_utf8(character.data(), character.size()) ? length : 0;
}

// What windows-1252 reads in one byte, as UTF-8.
const std::string& windows_1252(char byte) {
  static const auto table = [] {
    std::array<std::string, 256> texts;
    for (size_t i = 0; i < texts.size(); ++i) {
      const char c = static_cast<char>(static_cast<unsigned char>(i));
      texts[i] = to_utf8({&c, 1}, "windows-1252").value_or("\uFFFD");
    }
    return texts;
  }();
  return table[static_cast<unsigned char>(byte)];
}

// How many bytes at the end of `bytes` begin a UTF-8 character that is not complete.
size_t incomplete_tail(std::string_view bytes) {
  for (size_t back = 1; back <= std::min<size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const size_t length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

std::string declared_xml_encoding(std::string_view head) {
  using namespace std::string_view_literals;
  if (head.starts_with("<\0?\0"sv)) return "UTF-16LE";
  if (head.starts_with("\0<\0?"sv)) return "UTF-16BE";
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (!head.starts_with("<?xml"sv)) return "UTF-8";
  const std::string_view declaration = head.substr(0, head.find("?>"sv));
  const size_t word = declaration.find("encoding"sv);
  const size_t begin = declaration.find_first_of("\"'"sv, std::min(word, declaration.size()));
  if (begin == std::string_view::npos) return "UTF-8";
  const std::string_view name =
      declaration.substr(begin + 1, declaration.find(declaration[begin], begin + 1) - begin - 1);
  // What declares UTF-16 and yet is read byte by byte was converted on its way here.
  return equal_ignoring_case(name.substr(0, 6), "UTF-16") ? "UTF-8" : std::string(name);
}

base::Result<void> XmlText::open(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) {
    return base::fail(
        base::ErrorKind::unsupported,
        fmt::format("the XML declares the encoding \"{}\", which is not known here; convert the "
                    "file to UTF-8 and load that",
                    encoding));
  }
  const UConverterType type = ucnv_getType(converter_.get());
  is_utf8_ = type == UCNV_UTF8 || type == UCNV_US_ASCII;
  return {};
}

void XmlText::add(std::string_view bytes, bool last) {
  if (is_utf8_) {
    add_utf8(bytes, last);
  } else {
    convert(bytes, last);
  }
}

void XmlText::forget_before(uint64_t offset) {
  text_.erase(0, static_cast<size_t>(offset - offset_));
  offset_ = offset;
  size_t passed = 0;
  while (passed + 1 < anchors_.size() && anchors_[passed + 1].text <= offset) ++passed;
  anchors_.erase(anchors_.begin(), anchors_.begin() + static_cast<std::ptrdiff_t>(passed));
}

std::string_view XmlText::between(uint64_t from, uint64_t to) const {
  return std::string_view(text_).substr(static_cast<size_t>(from - offset_), static_cast<size_t>(to - from));
}

uint64_t XmlText::raw_offset(uint64_t offset) const {
  const auto after = std::upper_bound(anchors_.begin(), anchors_.end(), offset,
                                      [](uint64_t at, const Anchor& anchor) { return at < anchor.text; });
  const Anchor& anchor = *(after - 1);
  return anchor.raw + (offset - anchor.text);
}

bool XmlText::take_repairs(uint64_t offset) {
  const auto after = std::ranges::upper_bound(repairs_, offset);
  const bool any = after != repairs_.begin();
  repairs_.erase(repairs_.begin(), after);
  return any;
}

void XmlText::add_utf8(std::string_view bytes, bool last) {
  std::string joined;
  if (!held_.empty()) {
    joined = held_;
    bytes = joined += bytes;
  }
  const size_t tail = last ? 0 : incomplete_tail(bytes);
  const std::string_view whole = bytes.substr(0, bytes.size() - tail);
  held_ = bytes.substr(whole.size());
  if (simdjson::validate_utf8(whole.data(), whole.size()) && !has_forbidden_control(whole)) {
    append(whole, whole.size());
  } else {
    repair(whole);
  }
}

// Appends text that took `raw_size` bytes of the stream to write.
void XmlText::append(std::string_view text, size_t raw_size) {
  anchor(raw_end_);
  text_ += text;
  raw_end_ += raw_size;
}

void XmlText::repair(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t length = character_length(bytes);
    const std::string_view character = bytes.substr(0, std::max<size_t>(length, 1));
    const bool good = length > 0 && !has_forbidden_control(character);
    append(good ? character : length > 0 ? "\uFFFD" : windows_1252(bytes.front()), character.size());
    if (!good) note_repair();
    bytes.remove_prefix(character.size());
  }
}

void XmlText::convert(std::string_view bytes, bool flush) {
  units_.resize(bytes.size() * 2 + 16);
  sources_.resize(units_.size());
  const char* source = bytes.data();
  char16_t* target = units_.data();
  UErrorCode status = U_ZERO_ERROR;
  ucnv_toUnicode(converter_.get(), &target, units_.data() + units_.size(), &source, source + bytes.size(),
                 sources_.data(), flush, &status);
  append_units(static_cast<size_t>(target - units_.data()));
  raw_end_ += bytes.size();
  if (flush) ucnv_reset(converter_.get());
}

void XmlText::append_units(size_t count) {
  for (size_t i = 0; i < count; ++i) {
    // The source of a character that began in the piece before is -1: it stands at this one's beginning.
    anchor(raw_end_ + static_cast<uint64_t>(std::max(sources_[i], 0)));
    char32_t point = units_[i];
    if (point >= 0xD800 && point < 0xDC00 && i + 1 < count) {
      point = 0x10000 + ((point - 0xD800) << 10) + (units_[++i] - 0xDC00u);
    }
    if (!is_xml_char(point)) point = 0xFFFD;
    base::append_utf8(text_, point);
    if (point == 0xFFFD) note_repair();
  }
}

// Says that what is appended next stands at `raw` in the stream.
void XmlText::anchor(uint64_t raw) {
  const Anchor& last = anchors_.back();
  if (last.raw + (end() - last.text) != raw) anchors_.push_back({end(), raw});
}

void XmlText::note_repair() {
  if (repairs_.size() == kRepairsMax) repairs_.pop_back();
  repairs_.push_back(end());
}

}  // namespace clew::read
