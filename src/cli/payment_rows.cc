#include "cli/payment_rows.h"

#include <algorithm>

#include "read/iso20022.h"

namespace clew::cli {
namespace {

constexpr size_t kWordsOfName = 5;
constexpr size_t kFewWords = 3;
constexpr std::string_view kBlanks = " \t\r\n";
// A name does not go on across these.
constexpr std::string_view kStops = ",;:/|()[]{}\"";

CustomerRow row_of(const read::PaymentField& field) {
  CustomerRow row;
  row.line = field.line;
  row.field = field.field;
  row.is_text = field.role == read::PaymentRole::text;
  row.fields.push_back({"id", field.transaction});
  const char* schema = field.is_person ? "Person" : field.is_organisation ? "Organization" : "LegalEntity";
  row.fields.push_back({"schema", row.is_text ? "LegalEntity" : schema});
  row.fields.push_back({"name", field.text});
  if (!field.birth_date.empty()) row.fields.push_back({"birthDate", field.birth_date});
  for (const std::string& country : field.countries) row.fields.push_back({"country", country});
  for (const auto& [property, number] : field.identifiers) row.fields.push_back({property, number});
  return row;
}

// The words of a text; an empty one where a name cannot go on.
std::vector<std::string_view> words_of(std::string_view text, size_t most) {
  std::vector<std::string_view> words;
  size_t at = 0;
  while (at < text.size() && words.size() < most) {
    const char c = text[at];
    if (kStops.find(c) != kStops.npos) {
      if (!words.empty() && !words.back().empty()) words.emplace_back();
      ++at;
    } else if (kBlanks.find(c) != kBlanks.npos) {
      ++at;
    } else {
      const size_t end = std::min(text.find_first_of(" \t\r\n,;:/|()[]{}\"", at), text.size());
      words.push_back(text.substr(at, end - at));
      at = end;
    }
  }
  return words;
}

}  // namespace

base::Result<void> read_payment_rows(read::Stream& stream, std::vector<CustomerRow>& rows) {
  return read::read_payments(stream, [&](const read::PaymentField& field) { rows.push_back(row_of(field)); });
}

std::vector<std::string> names_possible(std::string_view text) {
  const auto words = words_of(text, kTextWordsMax);
  const size_t shortest = words.size() <= kFewWords ? 1 : 2;
  std::vector<std::string> names;
  for (size_t first = 0; first < words.size(); ++first) {
    std::string name;
    for (size_t i = first; i < std::min(words.size(), first + kWordsOfName) && !words[i].empty(); ++i) {
      name += (i == first ? "" : " ") + std::string(words[i]);
      if (i - first + 1 >= shortest) names.push_back(name);
    }
  }
  return names;
}

bool is_text_too_long(std::string_view text) {
  return words_of(text, kTextWordsMax + 1).size() > kTextWordsMax;
}

}  // namespace clew::cli
