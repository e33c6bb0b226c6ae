#include "read/json_records.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "read/text.h"

namespace clew::read {
namespace {

constexpr size_t kQuotedMax = 60;

std::string_view quoted(std::string_view text) {
  size_t length = std::min(text.size(), kQuotedMax);
  while (length < text.size() && length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
    --length;
  return text.substr(0, length);
}

// The four digits of the \u escape that stands at `at`, or nothing.
std::optional<unsigned> escaped_unit(std::string_view text, size_t at) {
  unsigned unit = 0;
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size()) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
  if (error != std::errc() || end != text.data() + at + 6) return std::nullopt;
  return unit;
}

// Copies `text` with each half of a surrogate pair that stands alone made \uFFFD; false if there is none.
bool replace_lone_surrogates(std::string_view text, std::string& repaired) {
  repaired = text;
  bool any = false;
  for (size_t at = 0; (at = repaired.find('\\', at)) != std::string::npos;) {
    const unsigned unit = escaped_unit(repaired, at).value_or(0);
    const bool high = unit >= 0xD800 && unit < 0xDC00, low = unit >= 0xDC00 && unit < 0xE000;
    const unsigned next = high ? escaped_unit(repaired, at + 6).value_or(0) : 0;
    const bool pair = next >= 0xDC00 && next < 0xE000;
    if (low || (high && !pair)) {
      repaired.replace(at + 2, 4, "FFFD");
      any = true;
    }
    at += pair ? 12 : 2;
  }
  return any;
}

// Copies `text` with each number of more than 18 digits made a string; false if there is none. The parser
// knows no such numbers; where they stand they are names of things.
bool quote_long_numbers(std::string_view text, std::string& repaired) {
  constexpr size_t kDigitsMax = 18;
  repaired.clear();
  bool any = false, in_string = false;
  for (size_t at = 0; at < text.size();) {
    const size_t digits =
        in_string ? 0 : std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
    if (digits > kDigitsMax) {
      repaired.append("\"").append(text.substr(at, digits)).append("\"");
      any = true;
      at += digits;
      continue;
    }
    if (text[at] == '"') in_string = !in_string;
    const size_t taken = in_string && text[at] == '\\' ? 2 : std::max<size_t>(digits, 1);
    repaired += text.substr(at, taken);
    at += taken;
  }
  return any;
}

}  // namespace

JsonRecords::JsonRecords(Stream& stream, Sink& sink, const ReadOptions& options)
    : sink_(sink), options_(options), items_(stream, options.part) {}

base::Result<bool> JsonRecords::next(simdjson::dom::element& value, model::Record& record) {
  JsonItem item;
  while (true) {
    if (line_items_) {
      CLEW_TRY_ASSIGN(const bool found, next_of_line(value, record));
      if (found) return true;
      line_items_.reset();
    }
    CLEW_TRY_ASSIGN(const bool found, items_.next(item));
    if (!found) return false;
    if (item.damaged) {
      report(item, "is cut off, too long or no JSON");
    } else if (parse(item, value)) {
      record = item.record;
      return true;
    }
  }
}

// Parses an item; what cannot be parsed is reported or, where it is several, left to next_of_line().
bool JsonRecords::parse(const JsonItem& item, simdjson::dom::element& value) {
  auto error = parser_.parse(item.text.data(), item.text.size(), false).get(value);
  if (!error) return true;
  if (!line_items_ && split_line(item)) return false;
  error = parse_repaired(item, error, value);
  if (!error) return true;
  report(item, fmt::format("cannot be parsed ({})", simdjson::error_message(error)));
  return false;
}

simdjson::error_code JsonRecords::parse_repaired(const JsonItem& item, simdjson::error_code error,
                                                 simdjson::dom::element& value) {
  std::string_view kind = "not-utf8";
  std::string what;
  if (!is_clean_utf8(item.text)) {
    clean_utf8(item.text, options_.encoding, repaired_);
    what =
        fmt::format("no UTF-8, read as {}", options_.encoding.empty() ? "windows-1252" : options_.encoding);
  } else if (error == simdjson::STRING_ERROR && replace_lone_surrogates(item.text, repaired_)) {
    what = "half a surrogate pair, read as U+FFFD";
  } else if (error == simdjson::NUMBER_ERROR && quote_long_numbers(item.text, repaired_)) {
    kind = "long-number";
    what = "a number of more than 18 digits, read as text";
  } else {
    return error;
  }
  error = parser_.parse(repaired_).get(value);
  if (!error) sink_.issue(kind, what, item.record);
  return error;
}

// Whether the item is more than one value on a line. Then next_of_line() goes through them.
bool JsonRecords::split_line(const JsonItem& item) {
  const auto stream = memory_stream(item.text);
  JsonItems items(*stream, item.record.part);
  JsonItem first;
  const auto found = items.next(first);
  if (!found || !*found || first.damaged || first.text.size() == item.text.size()) return false;
  line_ = item.text;
  line_record_ = item.record;
  line_stream_ = memory_stream(line_);
  line_items_ = std::make_unique<JsonItems>(*line_stream_, item.record.part);
  return true;
}

base::Result<bool> JsonRecords::next_of_line(simdjson::dom::element& value, model::Record& record) {
  JsonItem item;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, line_items_->next(item));
    if (!found) return false;
    item.record.line += line_record_.line - 1;
    item.record.offset += line_record_.offset;
    record = item.record;
    if (item.damaged) {
      report(item, "is cut off, too long or no JSON");
    } else if (parse(item, value)) {
      return true;
    }
  }
}

void JsonRecords::report(const JsonItem& item, std::string_view what) {
  std::string clean;
  const std::string_view text = clean_utf8(item.text, options_.encoding, clean);
  sink_.issue("malformed-json", fmt::format("what begins with \"{}\" {}; it is not read", quoted(text), what),
              item.record);
}

std::string_view text_of(const simdjson::dom::element& value, std::string& buffer) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return text;
  if (value.is_null()) return {};
  buffer = simdjson::minify(value);
  return buffer;
}

std::string_view string_at(const simdjson::dom::object& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return text;
}

bool has_json_key(std::string_view head, std::string_view key) {
  const std::string_view text = trim(head);
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const std::string quoted_key = fmt::format("\"{}\"", key);
  for (size_t at = 0; (at = text.find(quoted_key, at)) != std::string_view::npos;) {
    at += quoted_key.size();
    const size_t next = text.find_first_not_of(" \t\r\n", at);
    if (next != std::string_view::npos && text[next] == ':') return true;
  }
  return false;
}

}  // namespace clew::read
