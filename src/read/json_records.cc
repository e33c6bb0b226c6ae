#include "read/json_records.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "read/text.h"

namespace clew::read {
namespace {

// The four digits of the \u escape that stands at `at`, or nothing.
std::optional<unsigned> escaped_unit(std::string_view text, size_t at) {
  unsigned unit = 0;
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size()) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + at + 2, text.data() + at + 6, unit, 16);
  if (error != std::errc() || end != text.data() + at + 6) return std::nullopt;
  return unit;
}

// Makes each escaped NUL, and each half of a surrogate pair that stands alone, \uFFFD; false if there is
// none.
bool replace_bad_escapes(std::string& text) {
  bool any = false;
  for (size_t at = 0; (at = text.find('\\', at)) != std::string::npos;) {
    const std::optional<unsigned> unit = escaped_unit(text, at);
    const bool high = unit && *unit >= 0xD800 && *unit < 0xDC00,
               low = unit && *unit >= 0xDC00 && *unit < 0xE000;
    const unsigned next = high ? escaped_unit(text, at + 6).value_or(0) : 0;
    const bool pair = next >= 0xDC00 && next < 0xE000;
    if (low || (high && !pair) || unit == 0u) {
      text.replace(at + 2, 4, "FFFD");
      any = true;
    }
    at += pair ? 12 : 2;
  }
  return any;
}

// Makes each number of more than 18 digits a string; false if there is none. The parser knows no such
// numbers; where they stand they are names of things.
bool quote_long_numbers(std::string& text) {
  constexpr size_t kDigitsMax = 18;
  std::string quoted;
  bool in_string = false;
  for (size_t at = 0; at < text.size();) {
    const size_t digits =
        in_string ? 0 : std::min(text.find_first_not_of("0123456789", at), text.size()) - at;
    if (digits > kDigitsMax) {
      quoted.append("\"").append(text, at, digits).append("\"");
      at += digits;
      continue;
    }
    if (text[at] == '"') in_string = !in_string;
    const size_t taken = in_string && text[at] == '\\' ? 2 : std::max<size_t>(digits, 1);
    quoted.append(text, at, taken);
    at += taken;
  }
  const bool any = quoted.size() != text.size();
  text = std::move(quoted);
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
  if (item.text.find("\\u0000") == std::string_view::npos) {
    const auto error = parser_.parse(item.text.data(), item.text.size(), false).get(value);
    if (!error) return true;
  }
  const auto error = parse_repaired(item, value);
  if (error && !line_items_ && split_line(item)) return false;
  if (error) report(item, fmt::format("cannot be parsed ({})", simdjson::error_message(error)));
  return !error;
}

simdjson::error_code JsonRecords::parse_repaired(const JsonItem& item, simdjson::dom::element& value) {
  const std::string_view clean = clean_utf8(item.text, options_.encoding, repaired_);
  const bool converted = clean.data() != item.text.data();
  if (!converted) repaired_ = clean;
  const bool escapes = replace_bad_escapes(repaired_);
  auto error = parser_.parse(repaired_).get(value);
  const bool numbers = error == simdjson::NUMBER_ERROR && quote_long_numbers(repaired_);
  if (numbers) error = parser_.parse(repaired_).get(value);
  if (error) return error;
  if (converted) {
    const std::string_view encoding =
        options_.encoding.empty() ? "windows-1252" : std::string_view(options_.encoding);
    sink_.issue("not-utf8", fmt::format("no UTF-8, read as {}", encoding), item.record);
  }
  if (escapes) sink_.issue("bad-character", "a NUL or half a surrogate pair, read as U+FFFD", item.record);
  if (numbers) sink_.issue("long-number", "a number of more than 18 digits, read as text", item.record);
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
  sink_.issue("malformed-json",
              fmt::format("what begins with \"{}\" {}; it is not read", shortened(text), what), item.record);
}

base::Result<void> read_json_records(
    Stream& stream, Sink& sink, const ReadOptions& options,
    const std::function<void(const simdjson::dom::element&, const model::Record&)>& on_record) {
  JsonRecords records(stream, sink, options);
  simdjson::dom::element value;
  model::Record record;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, records.next(value, record));
    if (!more) return {};
    on_record(value, record);
  }
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
