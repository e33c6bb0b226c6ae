#include "read/json_items.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace clew::read {
namespace {

constexpr size_t kShownMax = 200;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// What ends a run of bytes outside of strings that brackets need not look at.
constexpr std::array<bool, 256> kOfInterest = [] {
  std::array<bool, 256> table{};
  for (const unsigned char c : {'"', '{', '}', '[', ']', '\n'}) table[c] = true;
  return table;
}();

uint32_t clamped(uint64_t length) {
  return static_cast<uint32_t>(std::min<uint64_t>(length, std::numeric_limits<uint32_t>::max()));
}

}  // namespace

// Follows one value to its closing bracket or quote, over any number of pieces of text.
struct JsonItems::BracketScan {
  enum class State { open, closed, broken };

  uint32_t own_indent = 0;
  bool careful = false;  // Whether a line that looks like an item at own_indent ends this one.

  uint32_t depth = 0;
  uint32_t indent = 0;  // Of the line that the scan is on, once a line end was passed.
  bool in_string = false, escaped = false, line_begins = false, spans_lines = false;
  bool before_item = false;  // Broken by a line that looks like an item.

  // One bit for each of the innermost 64 open brackets: whether it is an array, and whether we know.
  uint64_t is_array = 0, is_known = 0;

  // Moves `at` behind the closing byte (closed), to the byte that cannot be (broken), or to `end` (open).
  State run(const char*& at, const char* end) {
    State state = State::open;
    while (at < end && state == State::open) {
      if (in_string) {
        state = run_string(at, end);
      } else if (line_begins) {
        state = run_indent(at, end);
      } else {
        state = run_brackets(at, end);
      }
    }
    return state;
  }

 private:
  State run_string(const char*& at, const char* end) {
    for (; at < end; ++at) {
      if (*at == '\n') return State::broken;  // JSON writes a line end inside a string as \n.
      if (escaped) {
        escaped = false;
      } else if (*at == '\\') {
        escaped = true;
      } else if (*at == '"') {
        ++at;
        in_string = false;
        return depth == 0 ? State::closed : State::open;
      }
    }
    return State::open;
  }

  State run_indent(const char*& at, const char* end) {
    for (; at < end && is_blank(*at); ++at) ++indent;
    if (at == end) return State::open;
    line_begins = false;
    before_item = careful && *at == '{' && indent <= own_indent;
    return before_item ? State::broken : State::open;
  }

  State run_brackets(const char*& at, const char* end) {
    while (at < end) {
      const char c = *at++;
      if (!kOfInterest[static_cast<unsigned char>(c)]) continue;
      if (c == '"') {
        in_string = true;
        return State::open;
      }
      if (c == '\n') {
        line_begins = spans_lines = true;
        indent = 0;
        return State::open;
      }
      if (c == '{' || c == '[') {
        open(c == '[');
        continue;
      }
      if (!close(c == ']')) return State::broken;
      if (depth == 0) return State::closed;
    }
    return State::open;
  }

  void open(bool array) {
    ++depth;
    is_array = is_array << 1 | (array ? 1 : 0);
    is_known = is_known << 1 | 1;
  }

  // False where the bracket is not of the kind that was opened.
  bool close(bool array) {
    const bool fits = !(is_known & 1) || (is_array & 1) == (array ? 1u : 0u);
    --depth;
    is_array >>= 1;
    is_known >>= 1;
    return fits;
  }
};

JsonItems::JsonItems(Stream& stream, uint32_t part, size_t item_bytes_max)
    : window_(stream), part_(part), item_bytes_max_(item_bytes_max) {}

base::Result<bool> JsonItems::next(JsonItem& item) {
  if (handed_ > 0) pass(handed_);
  handed_ = 0;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, skip_blanks());
    if (!found) return take_end(item);
    if (in_array_ && *window_.data() == ']') {
      in_array_ = false;
      pass(1);
      continue;
    }
    if (!in_array_ && *window_.data() == '[') {
      CLEW_TRY_ASSIGN(in_array_, opens_array());
      if (in_array_) {
        pass(1);
        continue;
      }
    }
    CLEW_TRY(take(item));
    last_damaged_ = item.damaged;
    return true;
  }
}

base::Result<void> JsonItems::take(JsonItem& item) {
  item.record = {part_, line_, window_.offset(), 0};
  item.damaged = false;
  const char first = *window_.data();
  if (in_lines_ && !in_array_) {
    CLEW_TRY_ASSIGN(const bool taken, take_line(item));
    if (taken) return {};
  }
  if (first == '{' || first == '[') return take_brackets(item);
  if (in_array_) return first == '"' ? take_brackets(item) : take_scalar(item);
  return take_damaged(item, 0);
}

// Moves the window on, counting lines.
void JsonItems::pass(size_t bytes) {
  const char* at = window_.data();
  const char* const to = at + bytes;
  while (at < to) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(to - at)));
    if (!at) break;
    ++at;
    ++line_;
    line_begin_ = window_.offset() + static_cast<uint64_t>(at - window_.data());
  }
  window_.consume(bytes);
}

// To the next byte that is no blank, line end or comma between elements; false at the end of the stream.
base::Result<bool> JsonItems::skip_blanks() {
  bool new_line = window_.offset() == 0;
  while (true) {
    size_t at = 0;
    for (; at < window_.size(); ++at) {
      const char c = window_.data()[at];
      if (c == '\n') {
        ++line_;
        line_begin_ = window_.offset() + at + 1;
        new_line = true;
      } else if (!is_blank(c) && !(in_array_ && c == ',')) {
        window_.consume(at);
        if (new_line) indent_ = clamped(window_.offset() - line_begin_);
        return true;
      }
    }
    window_.consume(at);
    CLEW_TRY_ASSIGN(const bool got, window_.more());
    if (!got) return false;
  }
}

// The first byte from `at` on that is no blank; a line end at the end of the stream or past the bound.
base::Result<char> JsonItems::next_other_than_blank(size_t at) {
  for (;; ++at) {
    if (at > item_bytes_max_) return '\n';
    if (at >= window_.size()) {
      CLEW_TRY_ASSIGN(const bool got, window_.more());
      if (!got) return '\n';
    }
    if (!is_blank(window_.data()[at])) return window_.data()[at];
  }
}

// Whether the [ at the beginning opens an array of items.
base::Result<bool> JsonItems::opens_array() {
  for (size_t at = 1; at < item_bytes_max_; ++at) {
    if (at == window_.size()) {
      CLEW_TRY_ASSIGN(const bool got, window_.more());
      if (!got) return true;
    }
    const char c = window_.data()[at];
    if (!is_blank(c) && c != '\n') return c == '{' || c == '[' || c == ']';
  }
  return true;
}

// Bytes up to the next line end or the end of the stream; more than the bound where there is none in it.
base::Result<size_t> JsonItems::line_length() {
  size_t searched = 0;
  while (true) {
    if (const void* found = std::memchr(window_.data() + searched, '\n', window_.size() - searched)) {
      return static_cast<size_t>(static_cast<const char*>(found) - window_.data());
    }
    searched = window_.size();
    if (searched > item_bytes_max_) return searched;
    CLEW_TRY_ASSIGN(const bool got, window_.more());
    if (!got) return searched;
  }
}

// Takes a line that begins and ends as an object or array does; false if this one does not.
base::Result<bool> JsonItems::take_line(JsonItem& item) {
  CLEW_TRY_ASSIGN(size_t length, line_length());
  if (length > item_bytes_max_) return false;
  const char* const text = window_.data();
  while (length > 1 && (is_blank(text[length - 1]) || text[length - 1] == ',')) --length;
  const char first = text[0], last = text[length - 1];
  if (!(first == '{' && last == '}') && !(first == '[' && last == ']')) return false;
  take_whole(item, length);
  return true;
}

base::Result<void> JsonItems::take_brackets(JsonItem& item) {
  BracketScan scan{.own_indent = indent_, .careful = careful_ || in_lines_};
  const uint32_t indent = indent_;
  size_t scanned = 0;
  while (true) {
    const char* at = window_.data() + scanned;
    const auto state = scan.run(at, window_.data() + window_.size());
    scanned = static_cast<size_t>(at - window_.data());
    if (state == BracketScan::State::broken) {
      return take_damaged(item, scan.before_item ? scanned - scan.indent : scanned);
    }
    if (state == BracketScan::State::closed) break;
    if (scanned > item_bytes_max_) return take_unclosed(item, scan);
    CLEW_TRY_ASSIGN(const bool got, window_.more());
    if (!got) return take_unclosed(item, scan);
  }
  if (scanned > item_bytes_max_) return take_overlong(item, scanned);
  if (scan.spans_lines) indent_ = scan.indent;
  const bool begins_line = window_.offset() == line_begin_ + indent;
  CLEW_TRY_ASSIGN(const char follows, next_other_than_blank(scanned));
  in_lines_ = !in_array_ && !scan.spans_lines && begins_line && (follows == '\n' || follows == ',');
  take_whole(item, scanned);
  return {};
}

// A number or a word as an element of an array.
base::Result<void> JsonItems::take_scalar(JsonItem& item) {
  for (size_t length = 0; length <= item_bytes_max_; ++length) {
    if (length == window_.size()) {
      CLEW_TRY_ASSIGN(const bool got, window_.more());
      if (!got) return take_damaged(item, 0);
    }
    const char c = window_.data()[length];
    if (c == ',' || c == ']' || c == '}' || c == '\n' || is_blank(c)) {
      if (length == 0) break;
      take_whole(item, length);
      return {};
    }
  }
  return take_damaged(item, 0);
}

void JsonItems::take_whole(JsonItem& item, size_t length) {
  item.text = {window_.data(), length};
  item.record.length = clamped(length);
  handed_ = length;
}

// Passes an item of which the first bytes are surely no good, and all up to the next line that begins one.
base::Result<void> JsonItems::take_damaged(JsonItem& item, size_t surely_damaged) {
  CLEW_TRY(show_damaged(item));
  pass(surely_damaged);
  CLEW_TRY(pass_to_item_line(item.record.offset));
  item.record.length = clamped(window_.offset() - item.record.offset);
  return {};
}

// An item that does not close before the bound or the end of the stream.
base::Result<void> JsonItems::take_unclosed(JsonItem& item, BracketScan& scan) {
  careful_ = true;
  if (window_.at_end() || std::memchr(window_.data(), '\n', window_.size())) return take_damaged(item, 0);
  CLEW_TRY(show_damaged(item));
  CLEW_TRY(pass_to_close(scan));
  item.record.length = clamped(window_.offset() - item.record.offset);
  return {};
}

// To the end of an item of which nothing but its beginning is in the buffer, or of its line.
base::Result<void> JsonItems::pass_to_close(BracketScan& scan) {
  pass(window_.size());
  while (true) {
    CLEW_TRY_ASSIGN(const bool got, window_.more());
    if (!got) return {};
    const void* const line_end = std::memchr(window_.data(), '\n', window_.size());
    const char* at = window_.data();
    const auto state =
        scan.run(at, line_end ? static_cast<const char*>(line_end) : window_.data() + window_.size());
    pass(static_cast<size_t>(at - window_.data()));
    if (state != BracketScan::State::open || line_end) return {};
  }
}

base::Result<void> JsonItems::take_overlong(JsonItem& item, size_t length) {
  CLEW_TRY(show_damaged(item));
  pass(length);
  item.record.length = clamped(length);
  return {};
}

// Stops at the beginning of a line that begins an item, or at the end of the stream.
base::Result<void> JsonItems::pass_to_item_line(uint64_t damaged_from) {
  const uint32_t indent_max = indent_;
  while (true) {
    if (window_.offset() == line_begin_ && window_.offset() > damaged_from) {
      CLEW_TRY_ASSIGN(const bool found, at_item_line(indent_max));
      if (found) return {};
    }
    if (window_.size() == 0) {
      CLEW_TRY_ASSIGN(const bool got, window_.more());
      if (!got) return {};
    }
    const void* line_end = std::memchr(window_.data(), '\n', window_.size());
    pass(line_end ? static_cast<size_t>(static_cast<const char*>(line_end) - window_.data()) + 1
                  : window_.size());
  }
}

// Whether the line that begins here begins an item, or ends the array.
base::Result<bool> JsonItems::at_item_line(uint32_t indent_max) {
  for (size_t indent = 0; indent <= indent_max; ++indent) {
    if (indent == window_.size()) {
      CLEW_TRY_ASSIGN(const bool got, window_.more());
      if (!got) return true;
    }
    const char c = window_.data()[indent];
    if (!is_blank(c)) return c == '{' || c == '[' || (in_array_ && c == ']');
  }
  return false;
}

// The first line of what begins here, or its first bytes.
base::Result<void> JsonItems::show_damaged(JsonItem& item) {
  while (window_.size() < kShownMax && !std::memchr(window_.data(), '\n', window_.size())) {
    CLEW_TRY_ASSIGN(const bool got, window_.more());
    if (!got) break;
  }
  const std::string_view beginning(window_.data(), std::min(window_.size(), kShownMax));
  const size_t length = std::min(beginning.find('\n'), beginning.size());
  shown_.assign(kShownMax + Window::kPadding, '\0');
  std::memcpy(shown_.data(), beginning.data(), length);
  item.text = std::string_view(shown_).substr(0, length);
  item.damaged = true;
  return {};
}

// At the end of the stream: an array that was never closed is told once.
base::Result<bool> JsonItems::take_end(JsonItem& item) {
  const bool untold = in_array_ && !last_damaged_;
  in_array_ = false;
  if (!untold) return false;
  item.record = {part_, line_, window_.offset(), 0};
  CLEW_TRY(show_damaged(item));
  return true;
}

}  // namespace clew::read
