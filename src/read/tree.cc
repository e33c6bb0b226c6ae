#include "read/tree.h"

#include <simdjson.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <map>
#include <sstream>

#include "read/json_items.h"
#include "read/text.h"

namespace clew::read {
namespace {

using Kind = TreeNode::Kind;

// ---- JSON ----

// False where the value is malformed or too deep.
bool to_tree(simdjson::ondemand::value value, TreeNode& node, int depth);

bool list_to_tree(simdjson::ondemand::value value, TreeNode& node, int depth) {
  simdjson::ondemand::array array;
  if (value.get_array().get(array)) return false;
  node.kind = Kind::list;
  for (auto item : array) {
    simdjson::ondemand::value inner;
    if (item.get(inner) || !to_tree(inner, node.items.emplace_back(), depth + 1)) return false;
  }
  return true;
}

bool map_to_tree(simdjson::ondemand::value value, TreeNode& node, int depth) {
  simdjson::ondemand::object object;
  if (value.get_object().get(object)) return false;
  node.kind = Kind::map;
  for (auto field : object) {
    std::string_view key;
    simdjson::ondemand::value inner;
    if (field.unescaped_key().get(key)) return false;
    node.keys.emplace_back(key);
    if (field.value().get(inner) || !to_tree(inner, node.items.emplace_back(), depth + 1)) return false;
  }
  return true;
}

// A number, true or false. The parser hands over what stands there unread, to the next comma or bracket.
bool is_bare_word(std::string_view token) {
  const auto belongs = [](unsigned char c) { return std::isalnum(c) || c == '+' || c == '-' || c == '.'; };
  return !token.empty() && std::ranges::all_of(token, belongs);
}

bool scalar_to_tree(simdjson::ondemand::value value, simdjson::ondemand::json_type type, TreeNode& node) {
  std::string_view text;
  std::string converted;
  if (type == simdjson::ondemand::json_type::string) {
    if (value.get_string().get(text)) return false;
    node.text = clean_utf8(text, "utf-8", converted);
  } else if (type != simdjson::ondemand::json_type::null) {
    node.text = trim(value.raw_json_token());
    return is_bare_word(node.text);
  }
  return true;
}

bool to_tree(simdjson::ondemand::value value, TreeNode& node, int depth) {
  if (depth > kTreeDepthMax) return false;
  simdjson::ondemand::json_type type;
  if (value.type().get(type)) return false;
  if (type == simdjson::ondemand::json_type::array) return list_to_tree(value, node, depth);
  if (type == simdjson::ondemand::json_type::object) return map_to_tree(value, node, depth);
  return scalar_to_tree(value, type, node);
}

bool parse_item(simdjson::ondemand::parser& parser, std::string_view text, TreeNode& tree) {
  simdjson::ondemand::document document;
  if (parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING).get(document))
    return false;
  simdjson::ondemand::value value;
  if (document.get_value().get(value)) return false;  // A scalar by itself is no record.
  return to_tree(value, tree, 0);
}

// ---- YAML ----

constexpr size_t kYamlBytesMax = 1 << 30;

base::Result<std::string> whole_text(Stream& stream) {
  std::string text;
  size_t used = 0;
  while (true) {
    text.resize(used + (1 << 18));
    CLEW_TRY_ASSIGN(const size_t got, stream.read(text.data() + used, text.size() - used));
    used += got;
    if (got == 0) break;
    if (used > kYamlBytesMax)
      return base::fail(base::ErrorKind::unsupported, "the YAML text is larger than 1 GiB; split it");
  }
  text.resize(used);
  return text;
}

// Thrown through yaml-cpp, and caught below.
struct TooLarge {};

// Builds trees from the events of the parser and hands them over as they are complete.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, uint32_t part, const OnTree& on_tree)
      : text_(text), part_(part), on_tree_(on_tree) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (mark.pos <= document_) throw YAML::ParserException(mark, "the text can not be told apart further");
    document_ = mark.pos;
    anchors_.clear();
    stack_.clear();
    root_is_list_ = false;
  }
  void OnDocumentEnd() override { hand_over(text_.size()); }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { scalar(mark, {}, anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                const std::string& value) override {
    scalar(mark, value, anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    count(found == anchors_.end() ? 1 : size_of(found->second));
    TreeNode node = found == anchors_.end() ? TreeNode{} : found->second;
    node.line = line_of(mark);
    begin(mark);
    complete(std::move(node), 0);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, Kind::list, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, Kind::map, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    TreeNode node;
    YAML::anchor_t anchor = 0;
    bool at_key = true;
  };

  static uint32_t line_of(const YAML::Mark& mark) { return static_cast<uint32_t>(mark.line + 1); }
  static size_t size_of(const TreeNode& node) {
    size_t size = 1;
    for (const TreeNode& item : node.items) size += size_of(item);
    return size;
  }
  void count(size_t nodes) {
    nodes_ += nodes;
    if (nodes_ > kTreeNodesMax) throw TooLarge{};
  }

  // An item begins: the one before it ends here.
  void begin(const YAML::Mark& mark) {
    const bool is_item = stack_.empty() || (stack_.size() == 1 && root_is_list_);
    if (!is_item) return;
    const auto at = static_cast<size_t>(std::max(mark.pos, 0));
    hand_over(at);
    begin_ = std::min(at, text_.size());
    line_ = line_of(mark);
  }

  void open(const YAML::Mark& mark, Kind kind, YAML::anchor_t anchor) {
    count(1);
    if (stack_.size() >= static_cast<size_t>(kTreeDepthMax)) throw TooLarge{};
    begin(mark);
    if (stack_.empty()) root_is_list_ = kind == Kind::list;
    Open& top = stack_.emplace_back();
    top.node.kind = kind;
    top.node.line = line_of(mark);
    top.anchor = anchor;
  }

  void scalar(const YAML::Mark& mark, const std::string& value, YAML::anchor_t anchor) {
    count(1);
    begin(mark);
    TreeNode node;
    node.text = value;
    node.line = line_of(mark);
    complete(std::move(node), anchor);
  }

  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (stack_.empty() && root_is_list_) return;  // Its items were handed over one by one.
    complete(std::move(done.node), done.anchor);
  }

  void complete(TreeNode node, YAML::anchor_t anchor) {
    if (anchor != 0) anchors_[anchor] = node;
    if (stack_.empty() || (stack_.size() == 1 && root_is_list_)) {
      waiting_ = std::move(node);
      has_waiting_ = true;
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.kind == Kind::map && parent.at_key) {
      parent.node.keys.push_back(node.kind == Kind::scalar ? node.text : std::string());
      parent.at_key = false;
      return;
    }
    parent.node.items.push_back(std::move(node));
    parent.at_key = true;
  }

  // An item's bytes reach to the next one, without the dash and the blanks in front of that.
  void hand_over(size_t end) {
    if (!has_waiting_) return;
    has_waiting_ = false;
    end = std::clamp(end, begin_, text_.size());
    while (end > begin_ && std::string_view("- \t\r\n").find(text_[end - 1]) != std::string_view::npos) --end;
    const auto length = std::min<size_t>(end - begin_, std::numeric_limits<uint32_t>::max());
    on_tree_(waiting_, {part_, line_, begin_, static_cast<uint32_t>(length)});
    nodes_ = 0;
    for (const auto& [anchor, node] : anchors_) nodes_ += size_of(node);
  }

  std::string_view text_;
  uint32_t part_;
  const OnTree& on_tree_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, TreeNode> anchors_;
  int document_ = -1;  // Where the last one began; the parser can stand still on malformed text.
  bool root_is_list_ = false;
  bool has_waiting_ = false;
  TreeNode waiting_;
  size_t begin_ = 0;
  uint32_t line_ = 0;
  size_t nodes_ = 0;
};

base::Result<void> parse_yaml(const std::string& text, uint32_t part, const OnTree& on_tree) {
  try {
    std::istringstream input(text);
    YAML::Parser parser(input);
    TreeBuilder builder(text, part, on_tree);
    while (parser.HandleNextDocument(builder)) {
    }
    return {};
  } catch (const YAML::Exception& error) {
    return base::fail(base::ErrorKind::format, "the YAML is malformed in line " +
                                                   std::to_string(error.mark.line + 1) + ": " + error.msg);
  } catch (const TooLarge&) {
    return base::fail(base::ErrorKind::format,
                      "an item of the YAML is nested too deep or has too many parts");
  }
}

}  // namespace

const TreeNode* TreeNode::find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key);
  return found == keys.end() || kind != Kind::map ? nullptr
                                                  : &items[static_cast<size_t>(found - keys.begin())];
}

base::Result<void> read_json_trees(Stream& stream, Sink& sink, uint32_t part, const OnTree& on_tree) {
  JsonItems items(stream, part);
  simdjson::ondemand::parser parser;
  JsonItem item;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_item, items.next(item));
    if (!has_item) return {};
    TreeNode tree;
    if (item.damaged || !parse_item(parser, item.text, tree)) {
      sink.issue("malformed-item", "this is no whole JSON object or list that we can read", item.record);
      continue;
    }
    on_tree(tree, item.record);
  }
}

base::Result<void> read_yaml_trees(Stream& stream, Sink& sink, uint32_t part, std::string_view encoding,
                                   const OnTree& on_tree) {
  CLEW_TRY_ASSIGN(std::string text, whole_text(stream));
  std::string converted;
  if (clean_utf8(text, encoding, converted).data() == converted.data() && !converted.empty()) {
    sink.issue("bad-encoding", "the text is not UTF-8; it was read in another encoding", {part, 1, 0, 0});
    text = std::move(converted);
  }
  return parse_yaml(text, part, on_tree);
}

}  // namespace clew::read
