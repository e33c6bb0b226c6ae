#include "read/list_words.h"

#include <algorithm>
#include <array>

#include "read/dates.h"
#include "read/text.h"

namespace clew::read {
namespace {

// Where "b) " begins, at the beginning or after a blank; npos where it does not.
size_t find_letter(std::string_view words, char letter, size_t from) {
  const std::string mark{letter, ')'};
  for (size_t at = words.find(mark, from); at != words.npos; at = words.find(mark, at + 1)) {
    if (at == 0 || words[at - 1] == ' ' || words[at - 1] == '\n' || words[at - 1] == ';') return at;
  }
  return words.npos;
}

// Lower-case, blanks of any kind as one, without the dots of "Oct." and the words for "about".
std::string plain_date(std::string_view words) {
  std::string plain;
  for (size_t i = 0; i < words.size(); ++i) {
    char c = words[i];
    if (c == '\xC2' && i + 1 < words.size() && words[i + 1] == '\xA0') {
      c = ' ';
      ++i;
    }
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    const bool letter_before = !plain.empty() && plain.back() >= 'a' && plain.back() <= 'z';
    if (c == '.' && letter_before) c = ' ';
    if ((c == ' ' || c == '\n' || c == '\t' || c == '\r') && (plain.empty() || plain.back() == ' ')) continue;
    plain += c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  }
  static constexpr std::array kAbout = std::to_array<std::string_view>(
      {"alt dob:", " ", "approximately ", "approx ", "circa ", "c ", "about ", "around ", "between "});
  for (const std::string_view about : kAbout) {
    if (plain.starts_with(about)) plain.erase(0, about.size());
  }
  while (!plain.empty() && std::string_view(" ;,.").find(plain.back()) != std::string_view::npos)
    plain.pop_back();
  const bool brackets = plain.size() > 2 && plain.front() == '(' && plain.find(')') == plain.size() - 1;
  return std::string(trim(brackets ? std::string_view(plain).substr(1, plain.size() - 2) : plain));
}

}  // namespace

std::vector<std::string_view> lettered_parts(std::string_view words) {
  words = trim(words);
  std::vector<std::string_view> parts;
  size_t begin = find_letter(words, 'a', 0);
  if (begin != 0 || find_letter(words, 'b', 2) == words.npos) return {words};
  for (char letter = 'b'; begin != words.npos; ++letter) {
    const size_t next = letter <= 'z' ? find_letter(words, letter, begin + 2) : words.npos;
    parts.push_back(trim(words.substr(begin + 2, next == words.npos ? next : next - begin - 2)));
    begin = next;
  }
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  return parts;
}

std::vector<std::string_view> parts_between(std::string_view words, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = words.find(separator);
    const std::string_view part = trim(words.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    if (end == words.npos) return parts;
    words.remove_prefix(end + separator.size());
  }
}

std::vector<std::string> dates_in(std::string_view words) {
  const std::string plain = plain_date(words);
  if (const auto date = iso_date(plain)) return {*date};
  for (const std::string_view between :
       {" to ", " and ", " or ", " - ", "- ", " -", "-", "/", "\xE2\x80\x93"}) {
    const size_t at = plain.find(between);
    if (at == plain.npos) continue;
    const auto first = iso_date(trim(std::string_view(plain).substr(0, at)));
    const auto last = iso_date(trim(std::string_view(plain).substr(at + between.size())));
    if (first && last) return {*first, *last};
  }
  return {};
}

void add_loose_dates(Emit& emit, std::string_view property, std::string_view words, std::string_view field) {
  for (const std::string_view some : parts_between(words, ">>")) {
    for (const std::string_view part : parts_between(some, ";")) {
      const std::vector<std::string> dates = dates_in(part);
      if (dates.empty()) emit.add_date(property, part, field);
      for (const std::string& date : dates) emit.add(property, date, field, {.original = words});
    }
  }
}

void add_address_line(Emit& main, Emit& side, std::string_view prefix, std::string_view line,
                      std::string_view field) {
  line = trim(line);
  if (line.empty()) return;
  const std::string id = model::link_id(std::string(prefix) + "address-", "Address", line, {});
  side.begin(id, "Address", main.record());
  side.add("full", line, field);
  main.add("addressEntity", id, field);
  main.add("address", line, field);
}

}  // namespace clew::read
