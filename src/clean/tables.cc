#include "clean/tables.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/data_dir.h"
#include "clean/table_file.h"
#include "clean/tokens.h"

namespace clew::clean {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
// The letters as tokens() leaves them, so that a table may be written with its accents; of two that become
// one the first counts.
std::string as_tokenised(const std::string& key) {
  const auto words = tokens(key);
  const std::string bare = words.empty() ? std::string() : words.front();
  return (key.starts_with('^') ? "^" : "") + bare + (key.ends_with('$') ? "$" : "");
}

Result<LetterTable> read_letters(const std::string& path, uint64_t& version) {
  LetterTable table;
  CLEW_TRY(read_table(path, 2, version, [&](const Columns& columns) {
    const std::string key = as_tokenised(columns[0]);
    table.longest = std::max(table.longest, key.size());
    table.conventions = std::max(table.conventions, columns.size() - 1);
    table.replacements.emplace(key, Columns(columns.begin() + 1, columns.end()));
    return true;
  }));
  return table;
}

bool read_number(std::string_view text, uint32_t& number) {
  return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
}

bool take_hangul(Hangul& hangul, const Columns& columns) {
  if (columns[0] == "family") {
    hangul.family[columns[1]] = split(columns[2], ' ');
    return true;
  }
  uint32_t number = 0;
  if (!read_number(columns[1], number)) return false;
  const Columns spellings(columns.begin() + 2, columns.end());
  const auto put = [&](auto& place) { return number < place.size() && (place[number] = spellings, true); };
  if (columns[0] == "lead") return put(hangul.lead);
  if (columns[0] == "vowel") return put(hangul.vowel);
  return columns[0] == "tail" && put(hangul.tail);
}

std::string phrase_of(std::string_view text) {
  std::string phrase;
  for (const std::string& word : tokens(text)) phrase += (phrase.empty() ? "" : " ") + word;
  return phrase;
}

bool take_word(Tables& tables, const Columns& columns) {
  constexpr std::pair<std::string_view, WordKind> kKinds[] = {{"title", WordKind::title},
                                                              {"particle", WordKind::particle},
                                                              {"servant", WordKind::servant},
                                                              {"generic", WordKind::generic},
                                                              {"number", WordKind::number},
                                                              {"vessel", WordKind::vessel},
                                                              {"abbreviation", WordKind::abbreviation},
                                                              {"form", WordKind::form}};
  const auto kind =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](auto& k) { return k.first == columns[0]; });
  if (kind == std::end(kKinds)) return false;
  const auto words = tokens(columns[1]);
  if (words.empty()) return true;  // Of signs alone: no name has it as a word.
  size_t& longest = tables.longest_from[words.front()];
  longest = std::max(longest, words.size());
  tables.words[phrase_of(columns[1])].push_back({kind->second, columns[2]});
  return true;
}

// Characters of UTF-8 text, one by one.
Columns characters(std::string_view text) {
  Columns found;
  for (const char c : text) {
    if ((static_cast<uint8_t>(c) & 0xc0) != 0x80) found.emplace_back();
    if (!found.empty()) found.back() += c;
  }
  return found;
}

Result<void> read_all(const std::string& folder, Tables& tables) {
  for (const char* script : {"cyrillic", "greek", "armenian", "georgian", "arabic", "hebrew", "kana"}) {
    CLEW_TRY_ASSIGN(tables.letters[script],
                    read_letters(fmt::format("{}/{}.tsv", folder, script), tables.version));
  }
  for (const char* script : {"cyrillic", "arabic", "hebrew", "kana", "hangul", "han"}) {
    CLEW_TRY_ASSIGN(tables.learnt[script],
                    read_learnt(fmt::format("{}/learnt_{}.tsv", folder, script), tables.version));
  }
  CLEW_TRY_ASSIGN(tables.letter_costs, read_letter_costs(folder + "/letters.tsv", tables.version));
  CLEW_TRY(read_table(folder + "/hangul.tsv", 3, tables.version,
                      [&](const Columns& c) { return take_hangul(tables.hangul, c); }));
  CLEW_TRY(read_table(folder + "/han.tsv", 2, tables.version, [&](const Columns& c) {
    for (const std::string& character : characters(c[1])) tables.han[character] = c[0];
    return true;
  }));
  CLEW_TRY(read_table(folder + "/han_surnames.tsv", 2, tables.version, [&](const Columns& c) {
    tables.han_surnames[c[0]] = c[1];
    return true;
  }));
  CLEW_TRY(read_table(folder + "/readings.tsv", 2, tables.version, [&](const Columns& c) {
    tables.readings[c[0]] = split(c[1], ' ');
    return true;
  }));
  CLEW_TRY(read_table(folder + "/name_readings.tsv", 2, tables.version, [&](const Columns& c) {
    auto& known = tables.readings[c[0]];
    for (std::string& spelling : split(c[1], ' ')) {
      if (std::find(known.begin(), known.end(), spelling) == known.end())
        known.push_back(std::move(spelling));
    }
    return true;
  }));
  CLEW_TRY(read_table(folder + "/japanese_names.tsv", 2, tables.version, [&](const Columns& c) {
    tables.japanese_names[c[0]] = split(c[1], ' ');
    return true;
  }));
  CLEW_TRY(read_table(folder + "/hangul_syllables.tsv", 2, tables.version, [&](const Columns& c) {
    tables.hangul_syllables[c[0]] = split(c[1], ' ');
    return true;
  }));
  CLEW_TRY(read_table(folder + "/cantonese.tsv", 2, tables.version, [&](const Columns& c) {
    for (const std::string& character : characters(c[1])) tables.cantonese[character] = c[0];
    return true;
  }));
  CLEW_TRY(read_table(folder + "/wade_giles.tsv", 2, tables.version, [&](const Columns& c) {
    tables.wade_giles[c[0]] = c[1];
    return true;
  }));
  CLEW_TRY(read_table(folder + "/lookalikes.tsv", 3, tables.version, [&](const Columns& c) {
    for (size_t i = 0; i < 3; ++i) {
      if (c[i] != "-") tables.lookalikes.emplace(c[i], std::array<std::string, 3>{c[0], c[1], c[2]});
    }
    return true;
  }));
  CLEW_TRY(read_table(folder + "/words.tsv", 3, tables.version,
                      [&](const Columns& c) { return take_word(tables, c); }));
  CLEW_TRY(read_table(folder + "/nicknames.tsv", 2, tables.version, [&](const Columns& c) {
    tables.nicknames[c[0]].push_back(c[0]);
    for (const std::string& nickname : split(c[1], ' ')) tables.nicknames[nickname].push_back(c[0]);
    return true;
  }));
  CLEW_TRY(read_table(folder + "/countries.tsv", 2, tables.version, [&](const Columns& c) {
    tables.countries[phrase_of(c[0])] = c[0];
    for (const std::string& name : split(c[1], '|')) tables.countries[phrase_of(name)] = c[0];
    return true;
  }));
  return read_table(folder + "/frequency.tsv", 3, tables.version, [&](const Columns& c) {
    auto& bits = c[0] == "person" ? tables.person_bits : tables.organisation_bits;
    return read_number(c[2], bits[c[1]]);
  });
}

std::string capitals_of(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  return capitals;
}

// AA, QM to QZ and XA to XZ; ZZ says that the country is unknown.
bool is_left_to_users(std::string_view code) {
  if (code.size() != 2 || code[1] < 'A' || code[1] > 'Z') return false;
  return code == "AA" || (code[0] == 'Q' && code[1] >= 'M') || code[0] == 'X';
}

}  // namespace

Result<std::shared_ptr<const Tables>> Tables::load(const std::string& folder) {
  auto tables = std::make_shared<Tables>();
  CLEW_TRY(read_all(folder, *tables));
  return std::shared_ptr<const Tables>(std::move(tables));
}

Result<std::shared_ptr<const Tables>> Tables::load() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("clean/words.tsv"));
  return load(folder + "/clean");
}

std::optional<std::string> country_code(const Tables& tables, std::string_view text) {
  for (const std::string_view part : {text, text.substr(0, text.find('('))}) {
    if (const auto found = tables.countries.find(phrase_of(part)); found != tables.countries.end())
      return found->second;
  }
  const std::string code = capitals_of(text);
  if (is_left_to_users(code)) return code;
  return std::nullopt;
}

std::string country_word(const Tables& tables, std::string_view text) {
  if (auto code = country_code(tables, text)) return std::move(*code);
  std::string word = capitals_of(text);
  return is_country_code(word) ? word + " (no code)" : word;
}

}  // namespace clew::clean
