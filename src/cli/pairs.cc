#include "cli/pairs.h"

#include <fmt/core.h>
#include <simdjson.h>

#include <algorithm>
#include <array>

#include "clean/tokens.h"
#include "cli/terminal.h"
#include "read/csv.h"
#include "read/json_records.h"
#include "read/lines.h"
#include "read/text.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

enum class Side : uint8_t { none, left, right, both, judgement };

struct Meaning {
  Side side = Side::none;
  std::string property;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Side side_of(std::string_view word) {
  if (is_one_of(word, {"1", "left", "a", "query", "first", "x"})) return Side::left;
  if (is_one_of(word, {"2", "right", "b", "listed", "second", "y", "candidate", "result"}))
    return Side::right;
  return Side::none;
}

// The words of a heading, a number at the end of a word apart: "name1" is "name 1", "birthDate_b" "birthdate
// b".
std::vector<std::string> words_of(std::string_view heading) {
  std::string text(heading);
  std::replace(text.begin(), text.end(), '_', ' ');
  std::replace(text.begin(), text.end(), '.', ' ');
  std::vector<std::string> words = clean::tokens(text);
  if (!words.empty() && words.back().size() > 1 &&
      (words.back().back() == '1' || words.back().back() == '2')) {
    words.push_back(words.back().substr(words.back().size() - 1));
    words[words.size() - 2].pop_back();
  }
  return words;
}

std::string property_of(const std::vector<std::string>& words, size_t first, size_t end) {
  std::string rest;
  for (size_t i = first; i < end; ++i) rest += (rest.empty() ? "" : " ") + words[i];
  return rest.empty() ? "name" : std::string(property_of_heading(rest));
}

Meaning meaning_of(std::string_view heading) {
  const auto words = words_of(heading);
  if (words.empty()) return {};
  if (words.size() <= 2 &&
      is_one_of(words.back(), {"judgement", "judgment", "label", "match", "decision", "same"}))
    return {Side::judgement, {}};
  if (const Side side = side_of(words.front()); side != Side::none)
    return {side, property_of(words, 1, words.size())};
  if (const Side side = side_of(words.back()); side != Side::none)
    return {side, property_of(words, 0, words.size() - 1)};
  if (property_of(words, 0, words.size()) == "schema") return {Side::both, "schema"};
  return {};
}

void put(Pair& pair, const Meaning& meaning, std::string_view value) {
  if (value.empty()) return;
  switch (meaning.side) {
    case Side::none: return;
    case Side::left: pair.left.fields.push_back({meaning.property, std::string(value)}); return;
    case Side::right: pair.right.fields.push_back({meaning.property, std::string(value)}); return;
    case Side::both: pair.schema = value; return;
    case Side::judgement: pair.judgement = judgement_meant(value); return;
  }
}

std::string text_of_json(const simdjson::dom::element& element) { return simdjson::to_string(element); }

void take_json(Pair& pair, const simdjson::dom::object& object) {
  for (const auto& [key, value] : object) {
    const Meaning meaning = meaning_of(key);
    if (simdjson::dom::object entity; value.get(entity) == simdjson::SUCCESS) {
      if (meaning.side == Side::left) pair.left = row_of_json(text_of_json(value));
      if (meaning.side == Side::right) pair.right = row_of_json(text_of_json(value));
      continue;
    }
    std::string buffer;
    put(pair, meaning, read::text_of(value, buffer));
  }
}

void read_json(Pair& pair, std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  simdjson::dom::object object;
  if (const auto error = parser.parse(text.data(), text.size()).get(element); error != simdjson::SUCCESS) {
    pair.problem = fmt::format("no JSON: {}", simdjson::error_message(error));
  } else if (element.get(object) != simdjson::SUCCESS) {
    pair.problem = "no JSON object";
  } else {
    take_json(pair, object);
  }
}

}  // namespace

std::optional<desk::Judgement> judgement_meant(std::string_view word) {
  const auto words = clean::tokens(word);
  if (words.size() != 1) return std::nullopt;
  if (is_one_of(words[0], {"same", "positive", "true", "1", "yes", "match"})) return desk::Judgement::same;
  if (is_one_of(words[0], {"different", "negative", "false", "0", "no"})) return desk::Judgement::different;
  if (is_one_of(words[0], {"unsure", "unknown"})) return desk::Judgement::unsure;
  return std::nullopt;
}

struct PairReader::Source {
  Source(std::unique_ptr<read::Stream> stream, std::string of)
      : bytes(std::move(stream)), encoding(std::move(of)) {}

  read::Peeked bytes;
  std::string encoding;
  std::unique_ptr<read::CsvReader> csv;  // Or
  std::unique_ptr<read::LineReader> lines;
  std::vector<Meaning> columns;

  Result<std::string> read_heading() {
    read::CsvRow row;
    CLEW_TRY_ASSIGN(const bool has_heading, csv->next(row));
    if (!has_heading) return fail(ErrorKind::format, "the file is empty");
    const read::CsvHeader header(row.cells);
    std::string told;
    std::string all;
    for (const std::string& heading : header.names()) {
      columns.push_back(clean::tokens(heading).size() == 1 && heading.size() == 1 ? Meaning{}
                                                                                  : meaning_of(heading));
      const Meaning& meaning = columns.back();
      constexpr const char* kSides[] = {"", "left", "right", "both", "judgement"};
      all += fmt::format("{}{}", all.empty() ? "" : ", ", fit(heading, 40));
      if (meaning.side == Side::none) continue;
      told += fmt::format("{}{} is {}{}{}", told.empty() ? "" : ", ", fit(heading, 40),
                          kSides[static_cast<size_t>(meaning.side)], meaning.property.empty() ? "" : " ",
                          meaning.property);
    }
    if (!has(Side::left) || !has(Side::right)) {
      return fail(ErrorKind::format,
                  fmt::format("no two columns say two names; the first line must name them, as name1 and "
                              "name2, or left_name and right_name. It reads: {}",
                              all));
    }
    return told + repeated_words(header.names());
  }

  bool has(Side side) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Meaning& one) { return one.side == side && !one.property.empty(); });
  }

  Result<bool> next_csv(Pair& pair) {
    read::CsvRow row;
    CLEW_TRY_ASSIGN(const bool has_row, csv->next(row));
    if (!has_row) return false;
    pair.line = row.record.line;
    if (row.damaged) pair.problem = "a quote that never closes";
    for (size_t i = 0; i < std::min(columns.size(), row.cells.size()); ++i) {
      put(pair, columns[i], cell_text(read::trim(row.cells[i]), encoding, pair.left.is_read_as_guessed));
    }
    return true;
  }

  Result<bool> next_json(Pair& pair) {
    read::Line line;
    do {
      CLEW_TRY_ASSIGN(const bool has_line, lines->next(line));
      if (!has_line) return false;
    } while (line.text.find_first_not_of(" \t\r") == line.text.npos);
    pair.line = line.record.line;
    if (line.too_long) {
      pair.problem = "the line is longer than 64 MiB";
    } else {
      read_json(pair, line.text);
    }
    return true;
  }
};

PairReader::PairReader() = default;
PairReader::PairReader(PairReader&&) noexcept = default;
PairReader::~PairReader() = default;

Result<PairReader> PairReader::open(const std::string& path, const std::string& encoding) {
  CLEW_TRY(check_encoding(encoding));
  CLEW_TRY_ASSIGN(auto stream, open_customers(path, {}));
  return of(std::move(stream), path, encoding);
}

Result<PairReader> PairReader::of(std::unique_ptr<read::Stream> stream, const std::string& path,
                                  const std::string& encoding) {
  PairReader reader;
  reader.path_ = path;
  reader.source_ = std::make_unique<Source>(std::move(stream), encoding);
  Source& source = *reader.source_;
  const std::string_view head = source.bytes.head();
  const size_t begin = head.find_first_not_of(" \t\r\n");
  if (begin != head.npos && head[begin] == '{') {
    source.lines = std::make_unique<read::LineReader>(source.bytes, 0);
    return reader;
  }
  source.csv =
      std::make_unique<read::CsvReader>(source.bytes, 0, read::CsvOptions{.separator = separator_of(head)});
  auto told = source.read_heading();
  if (!told) return fail(told.error().kind, fmt::format("{}: {}", path, told.error().message));
  reader.columns_told_ = std::move(*told);
  return reader;
}

Result<bool> PairReader::next(Pair& pair) {
  pair = {};
  pair.row = row_ + 1;
  auto found = source_->csv ? source_->next_csv(pair) : source_->next_json(pair);
  if (!found) return fail(found.error().kind, fmt::format("{}: {}", path_, found.error().message));
  if (!*found) return false;
  ++row_;
  if (pair.problem.empty() && (pair.left.fields.empty() || pair.right.fields.empty()))
    pair.problem = "there are no two records";
  return true;
}

}  // namespace clew::cli
