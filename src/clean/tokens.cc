#include "clean/tokens.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace clew::clean {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

std::vector<std::string> ascii_tokens(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += is_upper ? static_cast<char>(c + 32) : c;
    } else if (c != '\'' && !word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool is_apostrophe(UChar32 c) {
  return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x0060;
}

// Marks of combining classes below 10 are letters' other halves: the vowels of Indic scripts, the voicing of
// kana.
bool is_accent(UChar32 c, int8_t type) { return type == U_NON_SPACING_MARK && u_getCombiningClass(c) >= 10; }

// Letters that are not a plain letter with a mark, so that no decomposition yields it.
const char* plain_letter(UChar32 c) {
  switch (c) {
    case 0x0142: return "l";   // ł
    case 0x00f8: return "o";   // ø
    case 0x0111: return "d";   // đ
    case 0x00e6: return "ae";  // æ
    case 0x0153: return "oe";  // œ
    case 0x0131: return "i";   // dotless i
    case 0x00f0: return "d";   // ð
    case 0x00fe: return "th";  // þ
    default: return nullptr;
  }
}

}  // namespace

std::vector<std::string> tokens(std::string_view text) {
  if (is_ascii(text)) return ascii_tokens(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return ascii_tokens(text);
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString folded = decompose->normalize(fold->normalize(source, status), status);
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto end_word = [&] {
    if (word.isEmpty()) return;
    compose->normalize(word, status).toUTF8String(words.emplace_back());
    word.remove();
  };
  for (int32_t at = 0; at < folded.length(); at = folded.moveIndex32(at, 1)) {
    const UChar32 c = folded.char32At(at);
    const int8_t type = u_charType(c);
    if (type == U_FORMAT_CHAR || is_accent(c, type)) continue;
    if (const char* letter = plain_letter(c); letter != nullptr) {
      word.append(icu::UnicodeString::fromUTF8(letter));
    } else if (u_isalnum(c) != 0 || type == U_COMBINING_SPACING_MARK || type == U_NON_SPACING_MARK) {
      word.append(c);
    } else if (!is_apostrophe(c)) {
      end_word();
    }
  }
  end_word();
  return words;
}

}  // namespace clew::clean
