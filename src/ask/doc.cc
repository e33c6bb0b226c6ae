#include "ask/doc.h"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace clew::ask {
namespace {

constexpr size_t kDepthMax = 64;
constexpr size_t kValuesMax = 400'000;

struct Refusal {
  int line;
  std::string text;
};

// Builds the tree from the parser's events; a stack of open nodes, no recursion.
class Builder : public YAML::EventHandler {
 public:
  Doc root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { add(scalar(mark, "null", false)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refusal{mark.line + 1, "an alias (*name) is not accepted here: write the value out"};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    add(scalar(mark, value, tag == "!"));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, Doc::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, Doc::Kind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Doc doc;
    std::string key;
    int key_line = 0;
    bool has_key = false;
  };
  std::vector<Open> stack_;
  size_t values_ = 0;

  static Doc scalar(const YAML::Mark& mark, const std::string& value, bool quoted) {
    Doc doc;
    doc.kind = Doc::Kind::scalar;
    doc.text = value;
    doc.quoted = quoted;
    doc.line = mark.line + 1;
    return doc;
  }

  void open(const YAML::Mark& mark, Doc::Kind kind) {
    if (stack_.size() >= kDepthMax) {
      throw Refusal{mark.line + 1, fmt::format("nested deeper than {} levels", kDepthMax)};
    }
    Open node;
    node.doc.kind = kind;
    node.doc.line = mark.line + 1;
    stack_.push_back(std::move(node));
  }

  void close() {
    Doc done = std::move(stack_.back().doc);
    stack_.pop_back();
    add(std::move(done));
  }

  void add(Doc doc) {
    if (++values_ > kValuesMax) {
      throw Refusal{doc.line, fmt::format("more than {} values in one file", kValuesMax)};
    }
    if (stack_.empty()) {
      root = std::move(doc);
    } else if (stack_.back().doc.is_list()) {
      stack_.back().doc.items.push_back(std::move(doc));
    } else {
      add_to_map(stack_.back(), std::move(doc));
    }
  }

  static void add_to_map(Open& map, Doc doc) {
    if (map.has_key) {
      doc.key_line = map.key_line;
      map.doc.fields.emplace_back(std::move(map.key), std::move(doc));
      map.has_key = false;
      return;
    }
    if (!doc.is_scalar()) throw Refusal{doc.line, "a key must be a word"};
    for (const auto& [key, value] : map.doc.fields) {
      if (key == doc.text) {
        throw Refusal{doc.line, fmt::format("this key is written twice (first on line {})", value.line)};
      }
    }
    map.key = std::move(doc.text);
    map.key_line = doc.line;
    map.has_key = true;
  }
};

bool looks_like_json(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && text[start] == '{';
}

// JSON that YAML 1.2 readers stumble over: tabs between values, and characters past U+FFFF written as two
// escapes. Both are rewritten; strings keep their content.
std::string json_as_yaml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool inside = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') inside = !inside;
    if (!inside || c != '\\' || i + 1 >= text.size()) {
      out += (!inside && c == '\t') ? ' ' : c;
      continue;
    }
    unsigned high = 0;
    unsigned low = 0;
    const std::string rest{text.substr(i, 12)};
    if (rest.size() == 12 && std::sscanf(rest.c_str(), "\\u%4x\\u%4x", &high, &low) == 2 && high >= 0xD800 &&
        high < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
      out += fmt::format("\\U{:08X}", 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
      i += 11;
    } else {
      out += c;
      out += text[++i];
    }
  }
  return out;
}

base::Result<Doc> refuse(std::string_view file, int line, std::string_view text) {
  return base::fail(base::ErrorKind::format, to_string(Problem{std::string(file), line, std::string(text)}));
}

}  // namespace

std::string to_string(const Problem& problem) {
  if (problem.line == 0) return fmt::format("{}: {}", problem.file, problem.text);
  return fmt::format("{}:{}: {}", problem.file, problem.line, problem.text);
}

const Doc& Doc::operator[](std::string_view key) const {
  static const Doc kNone;
  for (const auto& [name, value] : fields) {
    if (name == key) return value;
  }
  return kNone;
}

const Doc& Doc::at(std::string_view path) const {
  const size_t dot = path.find('.');
  const Doc& next = (*this)[path.substr(0, dot)];
  if (dot == std::string_view::npos) return next;
  return next.at(path.substr(dot + 1));
}

std::vector<std::string> Doc::strings() const {
  std::vector<std::string> out;
  const auto add = [&](const Doc& doc) {
    if (doc.is_scalar() && !doc.empty() && doc.text.find_first_not_of(" \t\r\n") != std::string::npos)
      out.push_back(doc.text);
  };
  add(*this);
  for (const Doc& item : items) add(item);
  return out;
}

bool Doc::empty() const {
  switch (kind) {
    case Kind::none: return true;
    case Kind::scalar: return text.empty() || (!quoted && (text == "null" || text == "~"));
    case Kind::list: return items.empty();
    case Kind::map: return fields.empty();
  }
  return true;
}

Doc& Doc::set(std::string key, Doc value) {
  kind = Kind::map;
  for (auto& [name, old] : fields) {
    if (name == key) return old = std::move(value);
  }
  fields.emplace_back(std::move(key), std::move(value));
  return fields.back().value;
}

Doc scalar_doc(std::string text) {
  Doc doc;
  doc.kind = Doc::Kind::scalar;
  doc.text = std::move(text);
  return doc;
}

Place key_place(const Doc& value) {
  Place place = value;
  if (value.key_line > 0) place.line = value.key_line;
  return place;
}

base::Result<Doc> parse_doc(std::string_view text, std::string_view file) {
  if (text.size() > kDocBytesMax) {
    return refuse(
        file, 0,
        fmt::format("{} bytes; at most {} are read. Keep documents beside the file and name them in it",
                    text.size(), kDocBytesMax));
  }
  if (text.find('\0') != std::string_view::npos) return refuse(file, 0, "holds zero bytes; it is not text");
  try {
    std::istringstream stream(looks_like_json(text) ? json_as_yaml(text) : std::string(text));
    YAML::Parser parser(stream);
    Builder builder;
    if (!parser.HandleNextDocument(builder)) return refuse(file, 0, "is empty");
    return std::move(builder.root);
  } catch (const Refusal& refusal) {
    return refuse(file, refusal.line, refusal.text);
  } catch (const YAML::Exception& error) {
    return refuse(file, error.mark.is_null() ? 0 : error.mark.line + 1, error.msg);
  } catch (const std::exception& error) {
    return refuse(file, 0, error.what());
  }
}

base::Result<std::string> read_text(const std::string& path, size_t bytes_max) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return base::fail(base::ErrorKind::usage, fmt::format("{} is a folder; name a file in it", path));
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("cannot open {}: {}", path, std::strerror(errno)));
  in.seekg(0, std::ios::end);
  const auto size = in.tellg();
  if (size < 0) return base::fail(base::ErrorKind::io, fmt::format("cannot read {}: is it a file?", path));
  if (static_cast<uint64_t>(size) > bytes_max) {
    return base::fail(
        base::ErrorKind::format,
        fmt::format("{}: {} bytes; at most {} are read. Keep documents beside the file and name them in it",
                    path, static_cast<int64_t>(size), bytes_max));
  }
  std::string text(static_cast<size_t>(size), '\0');
  in.seekg(0);
  if (!in.read(text.data(), size))
    return base::fail(base::ErrorKind::io, fmt::format("cannot read {}", path));
  return text;
}

base::Result<Doc> load_doc(const std::string& path) {
  CLEW_TRY_ASSIGN(const std::string text, read_text(path));
  return parse_doc(text, path);
}

}  // namespace clew::ask
