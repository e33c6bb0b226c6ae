// The items of a JSON text as parsed values: what is damaged becomes an issue with its line.
//
// An item that is no UTF-8 is read in the encoding of the options, NULs and halves of surrogate pairs become
// U+FFFD, numbers of more than 18 digits text, each with an issue; a line that holds several objects gives
// each. The parser is simdjson's, which validates an item whole before any of it is seen.
#pragma once

#include <simdjson.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "read/format.h"
#include "read/json_items.h"
#include "read/sink.h"

namespace clew::read {

class JsonRecords {
 public:
  JsonRecords(Stream& stream, Sink& sink, const ReadOptions& options);

  // False at the end of the stream. `value` is valid until the next call.
  base::Result<bool> next(simdjson::dom::element& value, model::Record& record);

 private:
  bool parse(const JsonItem& item, simdjson::dom::element& value);
  simdjson::error_code parse_repaired(const JsonItem& item, simdjson::dom::element& value);
  base::Result<bool> next_of_line(simdjson::dom::element& value, model::Record& record);
  bool split_line(const JsonItem& item);
  void report(const JsonItem& item, std::string_view what);

  Sink& sink_;
  const ReadOptions& options_;
  JsonItems items_;
  simdjson::dom::parser parser_;
  std::string repaired_;

  // The items of a line that holds several; their places are counted from the line's.
  std::string line_;
  model::Record line_record_;
  std::unique_ptr<Stream> line_stream_;
  std::unique_ptr<JsonItems> line_items_;
};

// Hands over each item of the stream; it is valid during the call.
base::Result<void> read_json_records(
    Stream& stream, Sink& sink, const ReadOptions& options,
    const std::function<void(const simdjson::dom::element&, const model::Record&)>& on_record);

// The text of a string, number, true or false; of null nothing. Arrays and objects as JSON, in `buffer`.
std::string_view text_of(const simdjson::dom::element& value, std::string& buffer);

// object[key] where it is a string, otherwise nothing.
std::string_view string_at(const simdjson::dom::object& object, std::string_view key);

// Calls `with` for object[key], or for each object in it if it is an array.
template <class With>
void each_object(const simdjson::dom::object& object, std::string_view key, const With& with) {
  simdjson::dom::object one;
  simdjson::dom::array array;
  if (object[key].get(one) == simdjson::SUCCESS) return with(one);
  if (object[key].get(array) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element element : array) {
    simdjson::dom::object inner;
    if (element.get(inner) == simdjson::SUCCESS) with(inner);
  }
}

// The same for strings.
template <class With>
void each_string(const simdjson::dom::object& object, std::string_view key, const With& with) {
  std::string_view one;
  simdjson::dom::array array;
  if (object[key].get(one) == simdjson::SUCCESS) return with(one);
  if (object[key].get(array) != simdjson::SUCCESS) return;
  for (const simdjson::dom::element element : array) {
    std::string_view text;
    if (element.get(text) == simdjson::SUCCESS) with(text);
  }
}

// A key as the name of a field, which must not be empty.
inline std::string_view field_name(std::string_view key) { return key.empty() ? "\"\"" : key; }

// Whether `head`, the beginning of a text, is JSON and has an object with this key near its beginning.
bool has_json_key(std::string_view head, std::string_view key);

}  // namespace clew::read
