// The atom: one value that one source states of one entity, and where it stands written.
//
//   source file --- part --- record --- field            slot = what kind of value, from which field
//   sdn.csv         (zip      line 812   remarks           { Person, birthDate, "remarks", "" }
//                   member)   bytes a..b
//                                |
//   statement   ofac-12345 . birthDate = "1948-12-10"  (original "DOB 10 Dec 1948")
//
// Text is UTF-8. A statement keeps the source's own words: `value` is what the format's grammar says the
// words mean (an ISO date, an interval of shares) and `original` the words themselves where they differ.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clew::model {

// Where in a source something stands. `part` numbers the source file, or the member of an archive, that
// the bytes were read from; offset and length count bytes of that part after decompression.
struct Record {
  uint32_t part = 0;
  uint32_t line = 0;  // From 1; 0 where the format has no lines.
  uint64_t offset = 0;
  uint32_t length = 0;

  friend bool operator==(const Record&, const Record&) = default;
};

// What kind of value a statement holds and which field of the record it came from. Sources repeat a few
// hundred slots millions of times, so they are numbered once.
struct Slot {
  std::string_view schema;    // "Person"
  std::string_view property;  // "birthDate"; "id" states that the entity exists.
  std::string_view field;     // As the source names it: a column, an XML path, a JSON pointer.
  std::string_view language;  // ISO 639-3 ("rus"), or empty.

  friend bool operator==(const Slot&, const Slot&) = default;
};

// A statement as a reader of a store sees it. The text lives as long as what handed it out says.
struct Statement {
  std::string_view entity;
  Slot slot;
  std::string_view value;
  std::string_view original;  // Empty where it equals value.
  std::string_view dataset;
  Record record;
};

// How a source came to us. It is asked, never guessed.
enum class Obtained : uint8_t { unknown, official, open, leak };
std::string_view to_string(Obtained obtained);

// One file, as it was when loaded.
struct Source {
  std::string sha256;        // 64 hexadecimal digits.
  std::string from;          // The path or address it was read from.
  std::string published_on;  // ISO date, empty when the source does not say.
  std::string loaded_at;     // ISO date and time, UTC.
  Obtained obtained = Obtained::unknown;
  uint64_t size = 0;
};

// Something odd in the data. The data is kept as written; the oddness is said, with its place.
struct Issue {
  std::string kind;  // A stable word: "bad-date", "malformed-line", "unknown-property" ...
  std::string text;  // For people; quotes at most a few words of the source.
  Record record;
};

// The id of a link that its source gives none: the prefix, then a hash of what makes the link itself.
std::string link_id(std::string_view prefix, std::string_view kind, std::string_view from,
                    std::string_view to, std::string_view role = {}, std::string_view start = {});

}  // namespace clew::model
