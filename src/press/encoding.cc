#include "press/encoding.h"

#include <fmt/core.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>

#include "read/text.h"

namespace clew::press {
namespace {

// Far more than the 1,024 bytes that browsers look at: saved pages carry long comments before their head.
constexpr size_t kHeadBytes = 16 << 10;
constexpr size_t kGuessBytes = 64 << 10;

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return low;
}

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

std::string name_after(std::string_view text, size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '=' || text[at] == '"' || text[at] == '\''))
    ++at;
  const size_t begin = at;
  while (at < text.size() && is_name_byte(text[at])) ++at;
  return std::string(text.substr(begin, at - begin));
}

// Names that pages use for supersets of what they say; browsers read them the same way.
std::string usual_encoding(const std::string& name) {
  if (name == "utf8") return "utf-8";
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii")
    return "windows-1252";
  if (name == "gb2312" || name == "gbk" || name == "x-gbk") return "gb18030";
  if (name == "ks_c_5601-1987" || name == "euc-kr") return "windows-949";
  if (name == "shift_jis" || name == "shift-jis" || name == "sjis" || name == "x-sjis") return "windows-31j";
  if (name == "iso-8859-9") return "windows-1254";
  return name;
}

bool is_latin(const std::string& encoding) {
  return encoding == "windows-1252" || encoding == "windows-1250" || encoding == "iso-8859-2" ||
         encoding == "iso-8859-15" || encoding == "windows-1254";
}

// UTF-16 without a mark: nearly every second byte of markup is zero.
std::string unmarked_utf16(std::string_view bytes) {
  const size_t size = std::min<size_t>(bytes.size(), 1024) & ~size_t{1};
  if (size < 8) return {};
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < size; ++i) zeros[i % 2] += bytes[i] == 0;
  if (zeros[1] > size * 4 / 10 && zeros[0] < size / 20) return "UTF-16LE";
  if (zeros[0] > size * 4 / 10 && zeros[1] < size / 20) return "UTF-16BE";
  return {};
}

// How many bytes above ASCII stand beside another such byte: nearly all in a text that is not in Latin
// letters, few in one that is.
bool is_dense(std::string_view bytes) {
  size_t high = 0, beside = 0;
  bool before = false;
  for (const char c : bytes.substr(0, kGuessBytes * 4)) {
    const bool is_high = (static_cast<unsigned char>(c) & 0x80) != 0;
    high += is_high;
    beside += is_high && before;
    before = is_high;
  }
  return high >= 20 && beside * 10 > high * 6;
}

std::string without_tags(std::string_view bytes) {
  std::string text;
  bool in_tag = false;
  for (const char c : bytes) {
    if (c == '<') in_tag = true;
    if (!in_tag && c != 0) text += c;
    if (c == '>') in_tag = false;
    if (text.size() >= kGuessBytes) break;
  }
  return text;
}

std::string guessed_encoding(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            ucsdet_close);
  const std::string text = without_tags(bytes);
  ucsdet_setText(detector.get(), text.data(), static_cast<int32_t>(text.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr || ucsdet_getConfidence(match, &status) < 15)
    return "windows-1252";
  const char* name = ucsdet_getName(match, &status);
  if (U_FAILURE(status) || name == nullptr) return "windows-1252";
  const std::string found = usual_encoding(lower(name));
  // Bytes that are not UTF-8, or have no zeros, are not made so by a detector that saw part of them.
  return found.starts_with("utf-") ? "windows-1252" : found;
}

size_t count_replaced(std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos;
       at = text.find("\xEF\xBF\xBD", at + 3)) {
    ++count;
  }
  return count;
}

size_t count_high(std::string_view bytes) {
  return static_cast<size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; }));
}

bool convert(std::string_view bytes, const std::string& encoding, std::string_view known_by,
             Decoded& decoded) {
  auto text = read::to_utf8(bytes, encoding);
  if (!text) return false;
  decoded.converted = std::move(*text);
  decoded.is_converted = true;
  decoded.encoding = encoding;
  decoded.known_by = known_by;
  return true;
}

// A mark at the very beginning says it all.
bool convert_by_mark(std::string_view bytes, Decoded& decoded) {
  const auto marked = [&](std::string_view mark, const char* encoding) {
    return bytes.starts_with(mark) &&
           convert(bytes.substr(mark.size()), encoding, "byte-order mark", decoded);
  };
  using namespace std::string_view_literals;
  return marked("\xFF\xFE\x00\x00"sv, "UTF-32LE") || marked("\x00\x00\xFE\xFF"sv, "UTF-32BE") ||
         marked("\xFF\xFE"sv, "UTF-16LE") || marked("\xFE\xFF"sv, "UTF-16BE");
}

// What the page declares, if its bytes do not speak against it.
bool convert_as_declared(std::string_view bytes, const std::string& declared, Decoded& decoded) {
  if (declared.empty() || declared.starts_with("utf-16") || declared.starts_with("utf-32")) return false;
  if (is_latin(declared) && is_dense(bytes)) {
    const std::string guess = guessed_encoding(bytes);
    if (!is_latin(guess) && !guess.starts_with("iso-8859-1")) return false;
  }
  if (!convert(bytes, declared, "declaration", decoded)) return false;
  const size_t replaced = count_replaced(decoded.converted);
  if (replaced * 20 <= count_high(bytes)) return true;
  decoded = {};
  return false;
}

Decoded read_as_utf8(std::string_view bytes, const std::string& declared, size_t skipped) {
  Decoded decoded;
  decoded.encoding = "UTF-8";
  decoded.known_by = skipped > 0 ? "byte-order mark" : "bytes";
  decoded.skipped = skipped;
  const bool says_other = !declared.empty() && declared != "utf-8" && declared != "windows-1252";
  if ((says_other || declared == "windows-1252") && count_high(bytes.substr(0, kGuessBytes * 4)) > 0) {
    decoded.oddities.push_back(
        fmt::format("the page declares {}, but its bytes are UTF-8 and are read so", declared));
  }
  return decoded;
}

}  // namespace

std::string declared_encoding(std::string_view head) {
  const std::string text = lower(head.substr(0, kHeadBytes));
  if (text.starts_with("<?xml")) {
    const size_t at = text.find("encoding", 0);
    if (at < text.find("?>")) return usual_encoding(name_after(text, at + 8));
  }
  for (size_t at = text.find("<meta"); at != std::string::npos; at = text.find("<meta", at + 5)) {
    const size_t end = std::min(text.find('>', at), text.size());
    const size_t charset = std::string_view(text).substr(0, end).find("charset", at);
    if (charset == std::string::npos) continue;
    const std::string name = name_after(text, charset + 7);
    if (!name.empty()) return usual_encoding(name);
  }
  return {};
}

Decoded decode_page(std::string_view bytes) {
  Decoded decoded;
  if (convert_by_mark(bytes, decoded)) return decoded;
  const std::string unmarked = unmarked_utf16(bytes);
  if (!unmarked.empty() && convert(bytes, unmarked, "bytes", decoded)) return decoded;

  const std::string declared = declared_encoding(bytes);
  const size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const bool has_escapes = declared.starts_with("iso-2022") && bytes.find('\x1B') != std::string_view::npos;
  if (!has_escapes && read::is_clean_utf8(bytes.substr(mark))) return read_as_utf8(bytes, declared, mark);
  if (convert_as_declared(bytes.substr(mark), declared, decoded)) {
    if (declared == "utf-8") decoded.oddities.push_back("some bytes are not UTF-8; they are shown as U+FFFD");
    return decoded;
  }
  // UTF-8 with a few broken places, whatever is declared or not: most of a page's high bytes still pair up.
  if (convert(bytes.substr(mark), "UTF-8", "bytes", decoded) &&
      count_replaced(decoded.converted) * 20 <= count_high(bytes)) {
    decoded.oddities.push_back("some bytes are not UTF-8; they are shown as U+FFFD");
    return decoded;
  }
  decoded = {};
  if (!convert(bytes, guessed_encoding(bytes), "guess", decoded)) {
    convert(bytes, "windows-1252", "guess", decoded);
  }
  decoded.oddities.push_back(
      declared.empty()
          ? fmt::format("the page declares no encoding; its bytes look like {}", decoded.encoding)
          : fmt::format("the page declares {}, but its bytes look like {} and are read so", declared,
                        decoded.encoding));
  return decoded;
}

}  // namespace clew::press
