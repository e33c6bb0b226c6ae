#include "clean/romanise.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>

namespace clew::clean {
namespace {

constexpr size_t kSpellingsMax = 12;

// `word` is well-formed: it comes from tokens().
UChar32 next_letter(std::string_view word, size_t& at) {
  const auto lead = static_cast<uint8_t>(word[at]);
  const size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  UChar32 c = length == 1 ? lead : lead & (0x7f >> length);
  for (size_t i = 1; i < length && at + i < word.size(); ++i)
    c = (c << 6) | (static_cast<uint8_t>(word[at + i]) & 0x3f);
  at += length;
  return c;
}

UChar32 first_letter(std::string_view word) {
  size_t at = 0;
  return word.empty() ? 0 : next_letter(word, at);
}

std::vector<UChar32> letters_of(std::string_view word) {
  std::vector<UChar32> letters;
  for (size_t at = 0; at < word.size();) letters.push_back(next_letter(word, at));
  return letters;
}

void append(std::string& text, UChar32 c) { icu::UnicodeString(c).toUTF8String(text); }

void add_spelling(std::vector<std::string>& spellings, std::string spelling) {
  if (spelling.empty() || spellings.size() >= kSpellingsMax) return;
  if (std::find(spellings.begin(), spellings.end(), spelling) == spellings.end())
    spellings.push_back(std::move(spelling));
}

const char* table_name(Script script) {
  switch (script) {
    case Script::cyrillic: return "cyrillic";
    case Script::greek: return "greek";
    case Script::armenian: return "armenian";
    case Script::georgian: return "georgian";
    case Script::arabic: return "arabic";
    case Script::hebrew: return "hebrew";
    case Script::kana: return "kana";
    case Script::hangul: return "hangul";
    case Script::han: return "han";
    default: return nullptr;
  }
}

// The longest sequence of the table at `at`, those bound to an end of the word first.
const std::vector<std::string>* replacement_at(const LetterTable& table, std::string_view word, size_t at,
                                               size_t& taken) {
  for (size_t length = std::min(table.longest, word.size() - at); length > 0; --length) {
    const std::string piece(word.substr(at, length));
    const bool ends = at + length == word.size();
    for (const std::string& key :
         {at == 0 ? "^" + piece : std::string(), ends ? piece + "$" : std::string(), piece}) {
      if (key.empty()) continue;
      if (const auto found = table.replacements.find(key); found != table.replacements.end()) {
        taken = length;
        return &found->second;
      }
    }
  }
  return nullptr;
}

std::string spell(const LetterTable& table, std::string_view word, size_t convention) {
  std::string latin;
  for (size_t at = 0; at < word.size();) {
    size_t taken = 1;
    if (const auto* spellings = replacement_at(table, word, at, taken)) {
      latin += (*spellings)[std::min(convention, spellings->size() - 1)];
    } else if (static_cast<uint8_t>(word[at]) < 0x80) {
      latin += word[at];
    }
    at += taken;
  }
  return latin;
}

// Hiragana lies 96 code points below katakana.
std::string as_katakana(std::string_view word) {
  std::string katakana;
  for (const UChar32 c : letters_of(word)) append(katakana, c >= 0x3041 && c <= 0x3096 ? c + 96 : c);
  return katakana;
}

std::string spell_syllable(const Hangul& hangul, UChar32 c, size_t convention) {
  if (c < 0xac00 || c > 0xd7a3) return {};
  const auto number = static_cast<size_t>(c - 0xac00);
  return hangul.lead[number / 588][convention] + hangul.vowel[number % 588 / 28][convention] +
         hangul.tail[number % 28][convention];
}

std::vector<std::string> spell_hangul(const Hangul& hangul, std::string_view word) {
  std::vector<std::string> spellings;
  for (size_t convention = 0; convention < 2; ++convention) {
    std::string latin;
    for (const UChar32 c : letters_of(word)) latin += spell_syllable(hangul, c, convention);
    add_spelling(spellings, std::move(latin));
  }
  return spellings;
}

std::string spell_han(const Tables& tables, std::string_view word) {
  std::string latin;
  for (const UChar32 c : letters_of(word)) {
    std::string character;
    append(character, c);
    if (const auto found = tables.han.find(character); found != tables.han.end()) latin += found->second;
  }
  return latin;
}

std::string ask_icu(std::string_view word) {
  thread_local TextMap<std::string> known;
  if (const auto found = known.find(word); found != known.end()) return found->second;
  UErrorCode status = U_ZERO_ERROR;
  thread_local const std::unique_ptr<icu::Transliterator> icu(icu::Transliterator::createInstance(
      "Any-Latin; NFD; [:Mn:] Remove; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  std::string latin;
  if (icu != nullptr) {
    auto text =
        icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size())));
    icu->transliterate(text);
    text.toUTF8String(latin);
    std::erase_if(latin, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
  }
  if (known.size() > 100'000) known.clear();
  known.emplace(word, latin);
  return latin;
}

// Remembered, since a word costs as much as a hundred comparisons.
const std::vector<std::string>& ask_learnt(const Tables& tables, std::string_view script,
                                           std::string_view word, size_t count) {
  thread_local TextMap<std::vector<std::string>> known;
  if (const auto found = known.find(word); found != known.end()) return found->second;
  if (known.size() > 100'000) known.clear();
  const auto learnt = tables.learnt.find(script);
  std::vector<std::string> spellings;
  if (learnt != tables.learnt.end())
    spellings = spellings_learnt(learnt->second, tables.letter_costs, word, count);
  return known.emplace(word, std::move(spellings)).first->second;
}

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

}  // namespace

Script script_of(std::string_view word) {
  const UChar32 c = first_letter(word);
  if (c < 0x250) return Script::latin;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(c, &status)) {
    case USCRIPT_LATIN: return Script::latin;
    case USCRIPT_CYRILLIC: return Script::cyrillic;
    case USCRIPT_GREEK: return Script::greek;
    case USCRIPT_ARMENIAN: return Script::armenian;
    case USCRIPT_GEORGIAN: return Script::georgian;
    case USCRIPT_ARABIC: return Script::arabic;
    case USCRIPT_HEBREW: return Script::hebrew;
    case USCRIPT_KATAKANA:
    case USCRIPT_HIRAGANA: return Script::kana;
    case USCRIPT_HANGUL: return Script::hangul;
    case USCRIPT_HAN: return Script::han;
    default: return Script::other;
  }
}

Romanised romanise(const Tables& tables, std::string_view word) {
  Romanised romanised;
  if (is_plain(word)) {
    romanised.spellings.emplace_back(word);
    return romanised;
  }
  const Script script = script_of(word);
  romanised.vowels_unwritten = script == Script::arabic || script == Script::hebrew;
  if (const auto known = tables.readings.find(word); known != tables.readings.end()) {
    for (const std::string& spelling : known->second) add_spelling(romanised.spellings, spelling);
  }
  const char* name = table_name(script);
  const auto table = name == nullptr ? tables.letters.end() : tables.letters.find(std::string_view(name));
  if (table != tables.letters.end()) {
    const std::string read = script == Script::kana ? as_katakana(word) : std::string(word);
    for (size_t i = 0; i < table->second.conventions; ++i)
      add_spelling(romanised.spellings, spell(table->second, read, i));
  } else if (script == Script::hangul) {
    for (std::string& spelling : spell_hangul(tables.hangul, word))
      add_spelling(romanised.spellings, std::move(spelling));
  } else if (script == Script::han) {
    add_spelling(romanised.spellings, spell_han(tables, word));
  }
  // One syllable is spelt in so many ways that pairs of words teach nothing of it.
  const bool has_syllables = script == Script::han || script == Script::hangul;
  const size_t syllables = has_syllables ? letters_of(word).size() : 0;
  if (name != nullptr && syllables != 1) {
    for (const std::string& spelling : ask_learnt(tables, name, word, kSpellingsMax)) {
      if (2 * spelling.size() >= 3 * syllables) add_spelling(romanised.spellings, spelling);
    }
  }
  if (romanised.spellings.empty()) add_spelling(romanised.spellings, ask_icu(word));
  if (romanised.spellings.empty()) romanised.spellings.emplace_back(word);
  return romanised;
}

std::string without_lookalikes(const Tables& tables, std::string_view word) {
  if (is_plain(word)) return std::string(word);
  constexpr Script kScripts[] = {Script::latin, Script::cyrillic, Script::greek};
  std::array<size_t, 3> counts = {};
  std::vector<std::string> letters;
  for (const UChar32 c : letters_of(word)) {
    append(letters.emplace_back(), c);
    for (size_t i = 0; i < 3; ++i) counts[i] += u_isalpha(c) && script_of(letters.back()) == kScripts[i];
  }
  const auto many = static_cast<size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  if (counts[many] == counts[0] + counts[1] + counts[2]) return std::string(word);
  std::string plain;
  for (const std::string& letter : letters) {
    const auto found = tables.lookalikes.find(letter);
    const bool is_seen =
        found != tables.lookalikes.end() && script_of(letter) != kScripts[many] && found->second[many] != "-";
    plain += is_seen ? found->second[many] : letter;
  }
  return plain;
}

std::vector<NameSyllables> split_family_name(const Tables& tables, std::string_view word) {
  const Script script = script_of(word);
  const size_t letters = letters_of(word).size();
  std::vector<NameSyllables> whole = {{std::string(word), romanise(tables, word).spellings}};
  if ((script != Script::han && script != Script::hangul) || letters < 2 || letters > 4) return whole;
  for (const size_t family_letters : {size_t{2}, size_t{1}}) {
    const size_t bytes = family_letters * 3;  // Every letter of these scripts takes three bytes.
    if (letters <= family_letters || letters - family_letters > 2 || bytes >= word.size()) continue;
    const std::string_view family = word.substr(0, bytes);
    const std::string given(word.substr(bytes));
    if (script == Script::han) {
      const auto found = tables.han_surnames.find(family);
      if (found == tables.han_surnames.end()) continue;
      return {{std::string(family), {found->second}}, {given, {spell_han(tables, given)}}};
    }
    const auto found = tables.hangul.family.find(family);
    if (found != tables.hangul.family.end())
      return {{std::string(family), found->second}, {given, spell_hangul(tables.hangul, given)}};
  }
  return whole;
}

}  // namespace clew::clean
