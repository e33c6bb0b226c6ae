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
constexpr std::string_view kArticle = "ال";
constexpr size_t kSpellingsBare = 5;  // Of a word without its article.

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
  const auto known = tables.readings.find(word);
  const bool is_known = known != tables.readings.end();
  if (is_known) {
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
  if (script == Script::arabic && word.starts_with(kArticle) && word.size() >= kArticle.size() + 6) {
    // "الاسد" is "al-Assad", whose article stands by itself in Latin.
    const Romanised bare = romanise(tables, word.substr(kArticle.size()));
    for (size_t i = 0; i < std::min(kSpellingsBare, bare.spellings.size()); ++i)
      add_spelling(romanised.spellings, bare.spellings[i]);
  }
  // One syllable is spelt in so many ways that pairs of words teach nothing of it.
  const bool has_syllables = script == Script::han || script == Script::hangul;
  const size_t syllables = has_syllables ? letters_of(word).size() : 0;
  // "han" is too little of 하윤, where its spellings are known: such a shred would meet anybody.
  const size_t halves_min = script == Script::hangul && is_known ? 4 : 3;
  if (name != nullptr && syllables != 1) {
    for (const std::string& spelling : ask_learnt(tables, name, word, kSpellingsMax)) {
      if (2 * spelling.size() >= halves_min * syllables) add_spelling(romanised.spellings, spelling);
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

namespace {

std::string character_of(UChar32 c) {
  std::string character;
  append(character, c);
  return character;
}

// As Mandarin is spelt by Pinyin, by Wade and Giles, and as Hong Kong spells Cantonese.
std::vector<std::string> spell_chinese(const Tables& tables, std::string_view word, std::string pinyin) {
  std::string wade_giles, cantonese;
  for (const UChar32 c : letters_of(word)) {
    const std::string character = character_of(c);
    const auto read = tables.han.find(character);
    // A surname is read as a surname: its one syllable is the whole.
    const std::string syllable = word.size() == character.size() ? pinyin
                                 : read == tables.han.end()      ? std::string()
                                                                 : read->second;
    const auto other = tables.wade_giles.find(syllable);
    wade_giles += other == tables.wade_giles.end() ? syllable : other->second;
    if (const auto spelt = tables.cantonese.find(character); spelt != tables.cantonese.end())
      cantonese += spelt->second;
  }
  std::vector<std::string> spellings;
  for (std::string* spelling : {&pinyin, &wade_giles, &cantonese})
    add_spelling(spellings, std::move(*spelling));
  return spellings;
}

// The usual spellings of each syllable, put together; those of the commonest syllables first.
std::vector<std::string> spell_korean(const Tables& tables, std::string_view word) {
  constexpr size_t kKept = 6;
  std::vector<std::pair<size_t, std::string>> spelt = {{0, {}}};  // How seldom, and the spelling so far.
  for (const UChar32 c : letters_of(word)) {
    const auto found = tables.hangul_syllables.find(character_of(c));
    if (found == tables.hangul_syllables.end()) return {};
    std::vector<std::pair<size_t, std::string>> longer;
    for (const auto& [seldom, text] : spelt) {
      for (size_t i = 0; i < found->second.size(); ++i)
        longer.emplace_back(seldom + i, text + found->second[i]);
    }
    std::sort(longer.begin(), longer.end());
    if (longer.size() > kKept) longer.resize(kKept);
    spelt = std::move(longer);
  }
  std::vector<std::string> spellings;
  for (auto& [seldom, text] : spelt) add_spelling(spellings, std::move(text));
  return spellings;
}

void add_spellings(std::vector<std::string>& spellings, const std::vector<std::string>& more) {
  for (const std::string& spelling : more) add_spelling(spellings, spelling);
}

std::vector<NameSyllables> split_chinese_name(const Tables& tables, std::string_view family,
                                              std::string_view given) {
  const auto found = tables.han_surnames.find(family);
  if (found == tables.han_surnames.end() || letters_of(given).size() > 2) return {};
  std::vector<NameSyllables> parts = {
      {std::string(family), spell_chinese(tables, family, found->second)},
      {std::string(given), spell_chinese(tables, given, spell_han(tables, given))}};
  for (NameSyllables& part : parts) {
    if (const auto known = tables.readings.find(part.written); known != tables.readings.end())
      add_spellings(part.spellings, known->second);
  }
  return parts;
}

std::vector<NameSyllables> split_japanese_name(const Tables& tables, std::string_view family,
                                               std::string_view given) {
  const auto first = tables.japanese_names.find(family);
  const auto second = tables.japanese_names.find(given);
  if (first == tables.japanese_names.end() || second == tables.japanese_names.end()) return {};
  return {{std::string(family), first->second}, {std::string(given), second->second}};
}

std::vector<NameSyllables> split_korean_name(const Tables& tables, std::string_view family,
                                             std::string_view given) {
  const auto found = tables.hangul.family.find(family);
  if (found == tables.hangul.family.end() || letters_of(given).size() > 2) return {};
  std::vector<std::string> spellings = spell_hangul(tables.hangul, given);
  if (const auto known = tables.readings.find(given); known != tables.readings.end())
    add_spellings(spellings, known->second);
  add_spellings(spellings, spell_korean(tables, given));
  return {{std::string(family), found->second}, {std::string(given), std::move(spellings)}};
}

using Split = std::vector<NameSyllables> (*)(const Tables&, std::string_view family, std::string_view given);

// The first way to part the word that makes a name.
std::vector<NameSyllables> split_by(Split split, const Tables& tables, std::string_view word) {
  constexpr size_t kBytes = 3;  // Of every letter of these scripts.
  for (const size_t bytes : {2 * kBytes, kBytes, 3 * kBytes}) {
    if (bytes >= word.size()) continue;
    auto parts = split(tables, word.substr(0, bytes), word.substr(bytes));
    if (!parts.empty()) return parts;
  }
  return {};
}

// A name that may be Chinese and Japanese is read both ways, if both part it at one place; else as Chinese.
std::vector<NameSyllables> split_han_name(const Tables& tables, std::string_view word) {
  std::vector<NameSyllables> chinese = split_by(split_chinese_name, tables, word);
  if (chinese.empty()) return split_by(split_japanese_name, tables, word);
  const auto japanese = split_japanese_name(tables, chinese.front().written, chinese.back().written);
  for (size_t i = 0; i < japanese.size(); ++i) add_spellings(chinese[i].spellings, japanese[i].spellings);
  return chinese;
}

}  // namespace

std::vector<NameSyllables> split_family_name(const Tables& tables, std::string_view word) {
  const Script script = script_of(word);
  constexpr size_t kLettersMost = 6;
  const size_t letters = letters_of(word).size();
  std::vector<NameSyllables> whole = {{std::string(word), romanise(tables, word).spellings}};
  if ((script != Script::han && script != Script::hangul) || letters < 2 || letters > kLettersMost)
    return whole;
  auto parts =
      script == Script::han ? split_han_name(tables, word) : split_by(split_korean_name, tables, word);
  return parts.empty() ? whole : parts;
}

}  // namespace clew::clean
