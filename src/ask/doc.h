// A file that people write by hand (YAML, or JSON, which is read the same way), as a plain tree that
// remembers the line every value stands on.
//
//   parties:                      map   line 1
//     requesting: {state: XA}       map   line 2
//       state = "XA"                  scalar line 2
//
// Text is UTF-8 as written; nothing is interpreted here ("true" stays the word true). Refused with file and
// line: a key given twice, an alias (&x *x: a page may not quote itself), nesting past 64 levels, more than
// 8 MiB or 400,000 values. The tree owns its text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace clew::ask {

// Something wrong or odd in a file written by hand, with its place.
struct Problem {
  std::string file;
  int line = 0;  // From 1; 0 for the file as a whole.
  std::string text;

  friend bool operator==(const Problem&, const Problem&) = default;
};

// "rules/uncac.yaml:12: text".
std::string to_string(const Problem& problem);

struct DocField;

struct Doc {
  enum class Kind { none, scalar, list, map };

  Kind kind = Kind::none;
  std::string text;     // Of a scalar.
  bool quoted = false;  // The scalar was written in quotes.
  int line = 0;
  int key_line = 0;              // Of its key, in a map.
  bool in_start = false;         // Both are lines of the file that this one starts from (request.h).
  std::vector<Doc> items;        // Of a list.
  std::vector<DocField> fields;  // Of a map, in the order written.

  explicit operator bool() const { return kind != Kind::none; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  // The field of that name; an empty Doc where there is none.
  const Doc& operator[](std::string_view key) const;
  // Walks "parties.requesting.authority"; an empty Doc where the path ends early.
  const Doc& at(std::string_view path) const;
  // The scalar's words, else nothing; `null` says nothing.
  std::string_view words() const {
    return is_scalar() && !empty() ? std::string_view{text} : std::string_view{};
  }
  // A list's scalars, or the one scalar; without those that say nothing, or blanks alone.
  std::vector<std::string> strings() const;
  // True when nothing is written: no node, an empty scalar, `null`, an empty list or map.
  bool empty() const;

  Doc& set(std::string key, Doc value);  // Replaces or appends.
};

struct DocField {
  std::string key;
  Doc value;
};

Doc scalar_doc(std::string text);

// Where a value stands.
struct Place {
  int line = 0;
  bool in_start = false;

  Place() = default;
  Place(const Doc& doc) : line(doc.line), in_start(doc.in_start) {}  // NOLINT: a value is its place here.
  friend bool operator==(const Place&, const Place&) = default;
};

// Where the key of that value stands; the value's own place where it has none.
Place key_place(const Doc& value);

constexpr size_t kDocBytesMax = 8u << 20;

// Reads text; `file` only names it in messages.
base::Result<Doc> parse_doc(std::string_view text, std::string_view file);
base::Result<Doc> load_doc(const std::string& path);

// The whole file as bytes.
base::Result<std::string> read_text(const std::string& path, size_t bytes_max = kDocBytesMax);

}  // namespace clew::ask
