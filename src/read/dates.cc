#include "read/dates.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "read/text.h"

namespace clew::read {
namespace {

constexpr int kYearMin = 1000;
constexpr int kYearMax = 2100;

struct Date {
  int year = 0;
  int month = 0;  // 0: not said.
  int day = 0;    // 0: not said.
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// A number or word of the date; blanks, commas and separators lie between.
struct Piece {
  std::string_view text;
  char before = 0;  // The separator in front of it: ' ', ',', '-', '/', '.'.
  bool number = false;
};

constexpr size_t kPiecesMax = 4;
struct Pieces {
  std::array<Piece, kPiecesMax> at;
  size_t count = 0;
};

// Splits "10 Dec 1948" into 10, Dec, 1948; nothing where there is more than a date.
std::optional<Pieces> pieces_of(std::string_view words) {
  Pieces pieces;
  size_t i = 0;
  while (i < words.size()) {
    char before = i == 0 ? 0 : words[i];
    const size_t separators_from = i;
    while (i < words.size() && !is_digit(words[i]) && !is_letter(words[i])) {
      if (std::string_view(" ,-/.").find(words[i]) == std::string_view::npos) return {};
      if (words[i] != ' ') before = words[i];
      ++i;
    }
    const size_t separators = i - separators_from;
    if (separators > 2 || (separators == 2 && words.substr(separators_from, 2) != ", ")) return {};
    if (i == words.size()) return {};  // A separator ends the text.
    if (pieces.count == kPiecesMax || (pieces.count == 0 && separators_from != i)) return {};
    const bool number = is_digit(words[i]);
    const size_t begin = i;
    while (i < words.size() && (number ? is_digit(words[i]) : is_letter(words[i]))) ++i;
    if (i < words.size() && (is_digit(words[i]) || is_letter(words[i]))) return {};  // "10Dec"
    pieces.at[pieces.count++] = {words.substr(begin, i - begin), before, number};
  }
  return pieces;
}

// The value of at most four digits, or -1.
int number_of(const Piece& piece) {
  if (!piece.number || piece.text.size() > 4) return -1;
  int value = 0;
  for (const char c : piece.text) value = value * 10 + (c - '0');
  return value;
}

int month_of(std::string_view word) {
  static constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                                 "may",       "june",     "july",     "august",
                                                 "september", "october",  "november", "december"};
  for (int month = 1; month <= 12; ++month) {
    const std::string_view name = kMonths[month - 1];
    if (equal_ignoring_case(word, name) || equal_ignoring_case(word, name.substr(0, 3))) return month;
  }
  return equal_ignoring_case(word, "sept") ? 9 : 0;
}

// The year that two or four digits write; 0 where they write none.
int year_of(const Piece& piece) {
  const int value = number_of(piece);
  if (value < 0) return 0;
  if (piece.text.size() == 2) return value < 50 ? 2000 + value : 1900 + value;
  return piece.text.size() == 4 ? value : 0;
}

int four_digit_year(const Piece& piece) { return piece.text.size() == 4 ? year_of(piece) : 0; }
// A day or a month: one or two digits, or -1.
int short_number(const Piece& piece) { return piece.text.size() <= 2 ? number_of(piece) : -1; }

std::optional<Date> one_piece(const Piece& a) {
  const int year = four_digit_year(a);
  if (year == 0) return {};
  return Date{.year = year};
}

std::optional<Date> two_pieces(const Piece& a, const Piece& b) {
  if (!a.number) return Date{four_digit_year(b), month_of(a.text), 0};       // Dec 1948, OCT-2019
  if (four_digit_year(a) != 0) return Date{year_of(a), short_number(b), 0};  // 1948-12
  if (four_digit_year(b) != 0 && b.before != ' ') return Date{year_of(b), short_number(a), 0};  // 12/1948
  return {};
}

std::optional<Date> three_pieces(const Piece& a, const Piece& b, const Piece& c, DayOrder order) {
  if (!b.number) return Date{year_of(c), month_of(b.text), short_number(a)};          // 10 Dec 1948
  if (!a.number) return Date{four_digit_year(c), month_of(a.text), short_number(b)};  // Dec 10, 1948
  if (b.before != c.before || b.before == ' ' || b.before == ',') return {};
  if (four_digit_year(a) != 0) return Date{year_of(a), short_number(b), short_number(c)};  // 1948-12-10
  if (order == DayOrder::month_first) return Date{year_of(c), short_number(a), short_number(b)};
  return Date{year_of(c), short_number(b), short_number(a)};
}

bool is_possible(const Date& date) {
  if (date.year < kYearMin || date.year > kYearMax) return false;
  using namespace std::chrono;
  return year_month_day(year(date.year), month(static_cast<unsigned>(date.month)),
                        day(static_cast<unsigned>(date.day)))
      .ok();
}

std::optional<std::string> written(const Date& date, size_t parts) {
  // Parts that were not said count as 1 when we ask whether the day exists.
  Date whole = date;
  if (parts < 3) whole.day = 1;
  if (parts < 2) whole.month = 1;
  if (whole.month < 1 || whole.day < 1 || !is_possible(whole)) return {};
  std::string text = "0000-00-00";
  const auto put = [&](size_t last, int number) {
    for (; number > 0; number /= 10) text[last--] = static_cast<char>('0' + number % 10);
  };
  put(3, whole.year), put(6, whole.month), put(9, whole.day);
  text.resize(parts == 1 ? 4 : parts == 2 ? 7 : 10);
  return text;
}

// Whether `text` is the time of a date-time: "T00:00:00", " 10:15:30.123+02:00", "T10:15Z", or the zone
// of a day, as XML writes it: "Z", "+02:00".
bool is_time_or_zone(std::string_view text) {
  if (text == "Z") return true;
  if (text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':') return true;
  if (text.size() < 6 || (text[0] != 'T' && text[0] != ' ' && text[0] != 't')) return false;
  text.remove_prefix(1);
  if (!is_digit(text[0]) || !is_digit(text[1]) || text[2] != ':') return false;
  return text.find_first_not_of("0123456789:.,+-Zz ") == std::string_view::npos;
}

// The day in front of a time, or the words as they are.
std::string_view without_time(std::string_view words) {
  constexpr size_t kDay = 10;  // 1948-12-10
  if (words.size() <= kDay || words[4] != '-' || words[7] != '-') return words;
  return is_time_or_zone(words.substr(kDay)) ? words.substr(0, kDay) : words;
}

}  // namespace

std::optional<std::string> iso_date(std::string_view words, DayOrder order) {
  const auto pieces = pieces_of(without_time(trim(words)));
  if (!pieces || pieces->count == 0 || pieces->count > 3) return {};
  const auto& at = pieces->at;
  std::optional<Date> date;
  if (pieces->count == 1) date = one_piece(at[0]);
  if (pieces->count == 2) date = two_pieces(at[0], at[1]);
  if (pieces->count == 3) date = three_pieces(at[0], at[1], at[2], order);
  return date ? written(*date, pieces->count) : std::nullopt;
}

}  // namespace clew::read
