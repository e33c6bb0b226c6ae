#include "prove/json.h"

#include <fmt/core.h>

#include <charconv>

#include "base/utf8.h"

namespace clew::prove {
namespace {

constexpr int64_t kNumberMax = (int64_t{1} << 53) - 1;
constexpr int kDepthMax = 32;

void write_text(std::string& out, std::string_view raw) {
  const std::string mended = base::is_utf8(raw) ? std::string() : base::valid_utf8(raw);
  out += '"';
  for (const char c : mended.empty() ? raw : std::string_view(mended)) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\t': out += "\\t"; break;
      case '\n': out += "\\n"; break;
      case '\f': out += "\\f"; break;
      case '\r': out += "\\r"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write(std::string& out, const Value& value) {
  if (value.is_object()) {
    out += '{';
    for (const auto& [key, member] : value.object()) {
      if (out.back() != '{') out += ',';
      write_text(out, key);
      out += ':';
      write(out, member);
    }
    out += '}';
  } else if (value.is_list()) {
    out += '[';
    bool first = true;
    for (const Value& item : value.list()) {
      if (!first) out += ',';
      first = false;
      write(out, item);
    }
    out += ']';
  } else if (value.is_text()) {
    write_text(out, value.text());
  } else if (value.is_number()) {
    out += std::to_string(value.number());
  } else {
    out += value.is_null() ? "null" : value.truth() ? "true" : "false";
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  base::Result<Value> whole() {
    CLEW_TRY_ASSIGN(Value value, any(0));
    skip_space();
    if (at_ != text_.size()) return wrong("more text after the value");
    return value;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;

  std::unexpected<base::Error> wrong(std::string_view what) const {
    return base::fail(base::ErrorKind::format,
                      fmt::format("not the JSON expected here: {} at byte {}", what, at_));
  }
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  base::Result<Value> any(int depth) {
    if (depth > kDepthMax) return wrong("nested too deep");
    skip_space();
    if (at_ >= text_.size()) return wrong("the end");
    if (text_[at_] == '{') return object(depth);
    if (text_[at_] == '[') return list(depth);
    if (text_[at_] == '"') return quoted();
    if (take_word("true")) return Value(true);
    if (take_word("false")) return Value(false);
    if (take_word("null")) return Value();
    return number();
  }

  base::Result<Value> object(int depth) {
    Value::Object members;
    ++at_;
    if (take('}')) return Value(std::move(members));
    do {
      skip_space();
      CLEW_TRY_ASSIGN(const std::string key, text());
      if (!take(':')) return wrong("no ':'");
      CLEW_TRY_ASSIGN(Value member, any(depth + 1));
      if (!members.emplace(key, std::move(member)).second) return wrong("a key given twice");
    } while (take(','));
    if (!take('}')) return wrong("no '}'");
    return Value(std::move(members));
  }

  base::Result<Value> list(int depth) {
    Value::List items;
    ++at_;
    if (take(']')) return Value(std::move(items));
    do {
      CLEW_TRY_ASSIGN(Value item, any(depth + 1));
      items.push_back(std::move(item));
    } while (take(','));
    if (!take(']')) return wrong("no ']'");
    return Value(std::move(items));
  }

  base::Result<Value> number() {
    int64_t value = 0;
    const char* const begin = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || value > kNumberMax || value < -kNumberMax) return wrong("no whole number");
    if (stop < end && (*stop == '.' || *stop == 'e' || *stop == 'E')) return wrong("a fraction");
    at_ += static_cast<size_t>(stop - begin);
    return Value(value);
  }

  base::Result<Value> quoted() {
    CLEW_TRY_ASSIGN(std::string words, text());
    return Value(std::move(words));
  }

  base::Result<std::string> text() {
    if (at_ >= text_.size() || text_[at_] != '"') return wrong("no text in quotes");
    std::string out;
    for (++at_; at_ < text_.size() && text_[at_] != '"';) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) < 0x20) return wrong("a control character");
      ++at_;
      if (c != '\\') {
        out += c;
      } else {
        CLEW_TRY(escaped(out));
      }
    }
    if (at_ >= text_.size()) return wrong("text without its end");
    ++at_;
    if (!base::is_utf8(out)) return wrong("text that is not UTF-8");
    return out;
  }

  base::Result<void> escaped(std::string& out) {
    if (at_ >= text_.size()) return wrong("the end");
    static constexpr std::string_view kLetters = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const char letter = text_[at_];
    if (const size_t which = kLetters.find(letter); which != std::string_view::npos) {
      out += kMeanings[which];
      ++at_;
      return {};
    }
    if (letter != 'u') return wrong("an unknown escape");
    ++at_;
    CLEW_TRY_ASSIGN(unsigned code, four_digits());
    if (code >= 0xd800 && code < 0xdc00 && take_word("\\u")) {
      CLEW_TRY_ASSIGN(const unsigned low, four_digits());
      if (low < 0xdc00 || low > 0xdfff) return wrong("half a surrogate pair");
      code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    base::append_utf8(out, code);
    return {};
  }

  base::Result<unsigned> four_digits() {
    unsigned code = 0;
    const char* const begin = text_.data() + at_;
    if (at_ + 4 > text_.size() || std::from_chars(begin, begin + 4, code, 16).ptr != begin + 4)
      return wrong("no four hexadecimal digits");
    at_ += 4;
    return code;
  }
};

template <class T, class Variant>
const T& held_or_nothing(const Variant& value) {
  static const T kNothingHeld{};
  const T* held = std::get_if<T>(&value);
  return held == nullptr ? kNothingHeld : *held;
}

}  // namespace

Value::Value(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.emplace_back(text);
  value_ = std::move(list);
}

const std::string& Value::text() const { return held_or_nothing<std::string>(value_); }
int64_t Value::number() const { return held_or_nothing<int64_t>(value_); }
bool Value::truth() const { return held_or_nothing<bool>(value_); }
const Value::List& Value::list() const { return held_or_nothing<List>(value_); }
const Value::Object& Value::object() const { return held_or_nothing<Object>(value_); }

std::vector<std::string> Value::texts() const {
  std::vector<std::string> texts;
  for (const Value& item : list()) texts.push_back(item.text());
  return texts;
}

const Value& Value::operator[](std::string_view key) const {
  static const Value kNull;
  const auto found = object().find(key);
  return found == object().end() ? kNull : found->second;
}

Value& Value::set(std::string key, Value value) {
  if (!is_object()) value_ = Object{};
  std::get<Object>(value_).insert_or_assign(std::move(key), std::move(value));
  return *this;
}

Value& Value::set_text(std::string key, std::string_view text) {
  if (!text.empty()) set(std::move(key), Value(text));
  return *this;
}

void Value::erase(std::string_view key) {
  if (!is_object()) return;
  auto& members = std::get<Object>(value_);
  if (const auto found = members.find(key); found != members.end()) members.erase(found);
}

std::string canonical(const Value& value) {
  std::string out;
  write(out, value);
  return out;
}

base::Result<Value> parse_json(std::string_view text) { return Parser(text).whole(); }

base::Result<Value> parse_canonical(std::string_view text) {
  CLEW_TRY_ASSIGN(Value value, parse_json(text));
  if (canonical(value) == text) return value;
  return base::fail(base::ErrorKind::format, "JSON, but not in its one spelling (keys sorted, no spaces)");
}

}  // namespace clew::prove
