#include "press/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>
#include <map>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"

namespace clew::press {
namespace {

constexpr size_t kLooked = 64 << 10;

struct Words {
  std::string_view language;
  std::string_view words;  // The small words that every sentence needs, parted by blanks.
};

constexpr Words kLatin[] = {
    {"en", "the of and to in that is was for on with as it his at by from are has have said not be"},
    {"fr", "le la les des du et est une que dans pour qui sur pas au par avec il ont sont aux cette"},
    {"de", "der die das und ist von den mit zu dem des nicht ein eine auf für im sich auch hat wird"},
    {"es", "el la los las de que y en un una por con para del se no es al lo como más su fue"},
    {"pt", "o os as de que e em um uma por com para do da não no na dos se mais foi ao são"},
    {"it", "il lo la gli di che e un una per con del della nel non è sono si da anche più alla"},
    {"nl", "de het een van en in is op te dat die voor met zijn niet aan er ook door naar bij"},
    {"pl", "w i na z że się nie do to jest o jak po ale przez od dla który są oraz"},
    {"cs", "a v se na je že s z o do pro za by ale jako který podle jsou také byl"},
    {"sv", "och i att det som en på är av för med den till inte har de om ett var"},
    {"da", "og i at det er en til på som med for af den de ikke har der et var om"},
    {"no", "og i at det er en til på som med for av den de ikke har et var om fra"},
    {"fi", "ja on ei että se oli hän ovat mutta myös kun mukaan joka sen kuin"},
    {"tr", "ve bir bu da de için ile olarak çok daha olan gibi ise kadar sonra değil"},
    {"ro", "și de la în a cu pe pentru nu este care din o un mai sunt fost că"},
    {"hu", "a az és hogy nem is egy volt meg ez mint csak már azt szerint"},
    {"id", "yang dan di dengan untuk dari ini itu tidak dalam pada akan oleh juga"},
    {"vi", "và của là có được cho không trong các một những với này đã người"},
    {"lv", "un ir ka no ar par uz kas tika arī bet nav gada kā pēc"},
    {"lt", "ir kad yra su iš į bet tai buvo apie už kaip jis nuo"},
    {"sk", "a v sa na je že s z o do pre za by ale ako ktorý podľa sú aj bol"},
    {"hr", "i je u da se na za su od s koji će iz ne bi kao ali što"},
    {"sq", "e të në dhe për që me një nga është më si ka se"},
};

std::string by_words(std::string_view text) {
  static const auto languages_of = [] {
    std::unordered_map<std::string, std::vector<size_t>> map;
    for (size_t i = 0; i < std::size(kLatin); ++i) {
      std::string_view rest = kLatin[i].words;
      while (!rest.empty()) {
        const size_t blank = std::min(rest.find(' '), rest.size());
        map[std::string(rest.substr(0, blank))].push_back(i);
        rest.remove_prefix(std::min(blank + 1, rest.size()));
      }
    }
    return map;
  }();
  std::array<size_t, std::size(kLatin)> hits = {};
  size_t words = 0;
  std::string word;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z')) {
      word += c;
    } else if (c >= 'A' && c <= 'Z') {
      word += static_cast<char>(c + 32);
    } else if (!word.empty()) {
      ++words;
      const auto found = languages_of.find(word);
      if (found != languages_of.end()) {
        for (const size_t language : found->second) ++hits[language];
      }
      word.clear();
    }
  }
  size_t best = 0;
  for (size_t i = 1; i < hits.size(); ++i) {
    if (hits[i] > hits[best]) best = i;
  }
  // A text of any of these languages is a fifth small words; a list of names is not.
  if (words < 20 || hits[best] * 10 < words) return {};
  for (size_t i = 0; i < hits.size(); ++i) {
    if (i != best && hits[i] == hits[best]) return {};
  }
  return std::string(kLatin[best].language);
}

struct Letters {
  std::map<UScriptCode, size_t> scripts;
  std::map<UChar32, size_t> telling;
  size_t all = 0;
  size_t count(char32_t letter) const {
    const auto found = telling.find(static_cast<UChar32>(letter));
    return found == telling.end() ? 0 : found->second;
  }
};

Letters letters_of(std::string_view text) {
  Letters letters;
  while (!text.empty()) {
    const base::Character character = base::first_character(text);
    const auto c = static_cast<UChar32>(character.code);
    text.remove_prefix(character.size);
    if (!u_isalpha(c)) continue;
    UErrorCode status = U_ZERO_ERROR;
    ++letters.scripts[c < 0x250 ? USCRIPT_LATIN : uscript_getScript(c, &status)];
    if (c >= 0x400 && c < 0x700) ++letters.telling[u_tolower(c)];
    ++letters.all;
  }
  return letters;
}

std::string cyrillic(const Letters& letters) {
  const size_t all = letters.all;
  if (letters.count(U'ї') + letters.count(U'є') + letters.count(U'ґ') > all / 400) return "uk";
  if (letters.count(U'ў') > all / 400) return "be";
  if (letters.count(U'ђ') + letters.count(U'ћ') > all / 1000) return "sr";
  if (letters.count(U'ј') + letters.count(U'њ') > all / 300)
    return letters.count(U'ѓ') + letters.count(U'ќ') > 0 ? "mk" : "sr";
  if (letters.count(U'ы') + letters.count(U'э') > all / 400)
    return letters.count(U'қ') > all / 400 ? "kk" : "ru";
  return letters.count(U'ъ') > all / 400 ? "bg" : std::string();
}

std::string arabic(const Letters& letters) {
  if (letters.count(U'ے') + letters.count(U'ٹ') + letters.count(U'ڈ') > letters.all / 100) return "ur";
  if (letters.count(U'ګ') + letters.count(U'ښ') + letters.count(U'ې') > letters.all / 200) return "ps";
  return letters.count(U'پ') + letters.count(U'چ') + letters.count(U'گ') + letters.count(U'ی') >
                 letters.all / 50
             ? "fa"
             : "ar";
}

}  // namespace

std::string language_of(std::string_view text) {
  text = text.substr(0, kLooked);
  const Letters letters = letters_of(text);
  if (letters.all < 40) return {};
  UScriptCode most = USCRIPT_LATIN;
  size_t count = 0;
  for (const auto& [script, letters_of_it] : letters.scripts) {
    if (letters_of_it > count) {
      most = script;
      count = letters_of_it;
    }
  }
  const auto kana = [&] {
    const auto hiragana = letters.scripts.find(USCRIPT_HIRAGANA);
    return hiragana == letters.scripts.end() ? size_t{0} : hiragana->second;
  };
  switch (most) {
    case USCRIPT_LATIN: return by_words(text);
    case USCRIPT_CYRILLIC: return cyrillic(letters);
    case USCRIPT_ARABIC: return arabic(letters);
    case USCRIPT_GREEK: return "el";
    case USCRIPT_HEBREW: return "he";
    case USCRIPT_THAI: return "th";
    case USCRIPT_HANGUL: return "ko";
    case USCRIPT_GEORGIAN: return "ka";
    case USCRIPT_ARMENIAN: return "hy";
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA: return "ja";
    case USCRIPT_HAN: return kana() * 20 > letters.all ? "ja" : "zh";
    case USCRIPT_MYANMAR: return "my";
    case USCRIPT_BENGALI: return "bn";
    case USCRIPT_TAMIL: return "ta";
    case USCRIPT_KHMER: return "km";
    default: return {};  // Devanagari is Hindi, Nepali, Marathi: their letters do not say which.
  }
}

}  // namespace clew::press
