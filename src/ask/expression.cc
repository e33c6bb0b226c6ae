#include "ask/expression.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "ask/fact_set.h"
#include "ask/vocabulary.h"

namespace clew::ask {
namespace {

// ---- words ------------------------------------------------------------------------------------------

enum class Kind : uint8_t { end, word, number, date, text, sign };

struct Token {
  Kind kind = Kind::end;
  std::string text;
  int column = 1;
};

bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool is_word(char c) { return is_word_start(c) || (c >= '0' && c <= '9') || c == '.'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Fault {  // Carried out of the recursive descent, caught in compile().
  SyntaxError error;
};

[[noreturn]] void fault(int column, std::string text) { throw Fault{{column, std::move(text)}}; }

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> all() {
    std::vector<Token> out;
    do out.push_back(next());
    while (out.back().kind != Kind::end);
    return out;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;

  Token next() {
    while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != std::string_view::npos)
      ++at_;
    Token token;
    token.column = static_cast<int>(at_) + 1;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (is_word_start(c)) return take(token, Kind::word, is_word);
    if (is_digit(c)) return number_or_date(token);
    if (c == '\'') return quoted(token);
    return sign(token);
  }

  Token take(Token token, Kind kind, bool (*belongs)(char)) {
    const size_t start = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    token.kind = kind;
    token.text = text_.substr(start, at_ - start);
    return token;
  }

  Token number_or_date(Token token) {
    if (const std::string_view ten = text_.substr(at_, 10);
        ten.size() == 10 && ten[4] == '-' && ten[7] == '-') {
      if (!parse_date(ten)) fault(token.column, fmt::format("{} is no date", ten));
      token.kind = Kind::date;
      token.text = ten;
      at_ += 10;
      return token;
    }
    return take(token, Kind::number, [](char c) { return is_digit(c) || c == '.'; });
  }

  Token quoted(Token token) {
    const size_t end = text_.find('\'', at_ + 1);
    if (end == std::string_view::npos) fault(token.column, "a quote is opened and not closed");
    token.kind = Kind::text;
    token.text = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return token;
  }

  Token sign(Token token) {
    static constexpr std::string_view kSigns[] = {"!=", "<=", ">=", "=", "<", ">", "(",
                                                  ")",  "[",  "]",  ",", "+", "-"};
    for (const std::string_view sign : kSigns) {
      if (text_.substr(at_, sign.size()) == sign) {
        at_ += sign.size();
        token.kind = Kind::sign;
        token.text = sign;
        return token;
      }
    }
    fault(token.column, fmt::format("unexpected character \"{}\"", text_[at_]));
  }
};

// ---- grammar ----------------------------------------------------------------------------------------

constexpr int kDepthMax = 60;

class Parser {
 public:
  Parser(std::string_view text, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary), tokens_(Lexer(text).all()) {
    result_.text = text;
  }

  Expression parse() {
    result_.root = any_of();
    if (now().kind != Kind::end) fault(now().column, fmt::format("\"{}\" is not expected here", now().text));
    need(result_.root, Type::truth, 1);
    return std::move(result_);
  }

 private:
  const Vocabulary& vocabulary_;
  std::vector<Token> tokens_;
  Expression result_;
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<int> bound_;  // Kinds of things the enclosing quantifiers speak of.

  const Token& now() const { return tokens_[at_]; }
  const Token& advance() { return tokens_[at_++]; }
  bool is(std::string_view word) const { return now().kind != Kind::text && now().text == word; }
  bool accept(std::string_view word) {
    if (!is(word)) return false;
    ++at_;
    return true;
  }
  void expect(std::string_view word) {
    if (!accept(word)) {
      fault(now().column, fmt::format("\"{}\" is expected{}", word,
                                      now().kind == Kind::end ? std::string{", the line ends"}
                                                              : fmt::format(" before \"{}\"", now().text)));
    }
  }

  int add(Node node) {
    result_.nodes.push_back(std::move(node));
    return static_cast<int>(result_.nodes.size()) - 1;
  }
  Type type(int node) const { return result_.nodes[node].type; }
  void need(int node, Type wanted, int column) const {
    if (type(node) != wanted) {
      fault(column,
            fmt::format("a {} is expected here, this is a {}", to_string(wanted), to_string(type(node))));
    }
  }
  int join(Op op, int left, int right, Type type) {
    Node node;
    node.op = op;
    node.type = type;
    node.left = left;
    node.right = right;
    return add(std::move(node));
  }

  int any_of() {
    if (++depth_ > kDepthMax) fault(now().column, "nested too deeply");
    const int column = now().column;
    int left = all_of();
    while (accept("or")) {
      need(left, Type::truth, column);
      const int here = now().column;
      const int right = all_of();
      need(right, Type::truth, here);
      left = join(Op::either, left, right, Type::truth);
    }
    --depth_;
    return left;
  }

  int all_of() {
    const int column = now().column;
    int left = negation();
    while (accept("and")) {
      need(left, Type::truth, column);
      const int here = now().column;
      const int right = negation();
      need(right, Type::truth, here);
      left = join(Op::both, left, right, Type::truth);
    }
    return left;
  }

  int negation() {
    if (!accept("not")) return comparison();
    if (++depth_ > kDepthMax) fault(now().column, "nested too deeply");
    const int column = now().column;
    const int inner = negation();
    need(inner, Type::truth, column);
    --depth_;
    return join(Op::negate, inner, -1, Type::truth);
  }

  int comparison() {
    const int column = now().column;
    const int left = sum();
    if (accept("is")) {
      expect("known");
      return join(Op::known, left, -1, Type::truth);
    }
    if (accept("in")) return in_list(left, column);
    if (accept("has")) return has_word(left, column);
    static constexpr std::pair<std::string_view, Op> kSigns[] = {
        {"=", Op::equal},          {"!=", Op::unequal}, {"<=", Op::less_equal},
        {">=", Op::greater_equal}, {"<", Op::less},     {">", Op::greater}};
    for (const auto& [sign, op] : kSigns) {
      if (!accept(sign)) continue;
      const int here = now().column;
      const int right = sum();
      check_comparable(op, left, right, here);
      return join(op, left, right, Type::truth);
    }
    return left;
  }

  void check_comparable(Op op, int left, int right, int column) {
    if (type(left) != type(right)) {
      fault(column,
            fmt::format("a {} cannot be compared with a {}", to_string(type(left)), to_string(type(right))));
    }
    const bool ordered = op != Op::equal && op != Op::unequal;
    if (ordered && (type(left) == Type::text || type(left) == Type::truth || type(left) == Type::set)) {
      fault(column, fmt::format("a {} has no order", to_string(type(left))));
    }
    if (type(left) == Type::set) fault(column, "a set is asked with `has`");
    check_word(left, right, column);
    check_word(right, left, column);
  }

  const std::vector<std::string>* options(int node) const {
    const Node& n = result_.nodes[node];
    if (n.op == Op::fact) return &vocabulary_.facts[n.fact].options;
    if (n.op == Op::field) return &vocabulary_.items[n.item].fields[n.field].options;
    return nullptr;
  }
  // A word compared with a fact whose words are a closed list must be one of them.
  void check_word(int leaf, int literal, int column) const {
    const Node& node = result_.nodes[literal];
    if (node.op == Op::literal && node.type == Type::text)
      check_option(leaf, std::get<std::string>(node.literal), column);
  }
  void check_option(int leaf, const std::string& word, int column) const {
    const auto* allowed = options(leaf);
    if (!allowed || allowed->empty() || std::ranges::find(*allowed, word) != allowed->end()) return;
    fault(column,
          fmt::format("'{}' is none of the words this fact can have: {}", word, fmt::join(*allowed, ", ")));
  }

  int in_list(int left, int column) {
    need(left, Type::text, column);
    expect("[");
    Node node;
    node.op = Op::in;
    node.left = left;
    do {
      if (now().kind != Kind::text) fault(now().column, "a word in quotes is expected");
      check_option(left, now().text, now().column);
      node.words.push_back(advance().text);
    } while (accept(","));
    expect("]");
    return add(std::move(node));
  }

  int has_word(int left, int column) {
    need(left, Type::set, column);
    if (now().kind != Kind::text) fault(now().column, "a word in quotes is expected after `has`");
    check_option(left, now().text, now().column);
    Node node;
    node.op = Op::has;
    node.left = left;
    node.words.push_back(advance().text);
    return add(std::move(node));
  }

  int sum() {
    int left = primary();
    while (is("+") || is("-")) {
      const Op op = advance().text == "+" ? Op::add : Op::subtract;
      const int here = now().column;
      const int right = primary();
      left = join(op, left, right, sum_type(op, type(left), type(right), here));
    }
    return left;
  }

  static Type sum_type(Op op, Type left, Type right, int column) {
    if (left == Type::date && (right == Type::days || right == Type::months)) return Type::date;
    if (op == Op::subtract && left == Type::date && right == Type::date) return Type::days;
    if (left == right && (left == Type::number || left == Type::days || left == Type::months)) return left;
    fault(column, fmt::format("a {} and a {} cannot be added", to_string(left), to_string(right)));
  }

  int primary() {
    const Token token = advance();
    switch (token.kind) {
      case Kind::end: fault(token.column, "the line ends too early");
      case Kind::number: return number(token);
      case Kind::date: return literal(Type::date, *parse_date(token.text));
      case Kind::text: return literal(Type::text, token.text);
      case Kind::word: return word(token);
      case Kind::sign: break;
    }
    if (token.text != "(") fault(token.column, fmt::format("\"{}\" is not expected here", token.text));
    const int inner = any_of();
    expect(")");
    return inner;
  }

  int literal(Type type, Value value) {
    Node node;
    node.type = type;
    node.literal = std::move(value);
    return add(std::move(node));
  }

  int number(const Token& token) {
    double value = 0;
    const auto [end, error] =
        std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
    if (error != std::errc{} || end != token.text.data() + token.text.size()) {
      fault(token.column, fmt::format("{} is no number", token.text));
    }
    if (accept("year") || accept("years")) return literal(Type::months, value * 12);
    if (accept("month") || accept("months")) return literal(Type::months, value);
    if (accept("day") || accept("days")) return literal(Type::days, value);
    return literal(Type::number, value);
  }

  int word(const Token& token) {
    if (token.text == "true" || token.text == "false") return literal(Type::truth, token.text == "true");
    if (token.text == "some") return quantifier(Op::some);
    if (token.text == "every") return quantifier(Op::every);
    if (token.text == "no") return quantifier(Op::none);
    if (token.text == "count") return quantifier(Op::count);
    const size_t dot = token.text.find('.');
    if (dot != std::string::npos) {
      if (const auto item = vocabulary_.item(token.text.substr(0, dot)); item && is_bound(*item)) {
        return field(token, *item, token.text.substr(dot + 1));
      }
    }
    return fact(token);
  }

  bool is_bound(int item) const { return std::ranges::find(bound_, item) != bound_.end(); }

  int fact(const Token& token) {
    const auto index = vocabulary_.fact(token.text);
    if (!index)
      fault(token.column, fmt::format("no fact is called \"{}\"{}", token.text, nearest(token.text)));
    Node node;
    node.op = Op::fact;
    node.fact = *index;
    node.type = vocabulary_.facts[*index].type;
    return add(std::move(node));
  }

  int field(const Token& token, int item, std::string_view name) {
    const auto index = vocabulary_.field(item, name);
    if (!index) fault(token.column, fmt::format("{} has no \"{}\"", vocabulary_.items[item].name, name));
    Node node;
    node.op = Op::field;
    node.item = item;
    node.field = *index;
    node.type = vocabulary_.items[item].fields[*index].type;
    return add(std::move(node));
  }

  int quantifier(Op op) {
    const Token name = advance();
    const auto item = vocabulary_.item(name.text);
    if (!item) fault(name.column, fmt::format("\"{}\" is nothing a request lists", name.text));
    if (is_bound(*item)) fault(name.column, fmt::format("\"{}\" is already spoken of outside", name.text));
    bound_.push_back(*item);
    expect("(");
    const int column = now().column;
    const int inner = any_of();
    need(inner, Type::truth, column);
    expect(")");
    bound_.pop_back();
    const int node = join(op, inner, -1, op == Op::count ? Type::number : Type::truth);
    result_.nodes[node].item = *item;
    return node;
  }

  // A misspelt name is the commonest mistake: say the name it probably was.
  std::string nearest(std::string_view name) const {
    const std::string_view tail = name.substr(name.rfind('.') + 1);
    for (const FactDef& def : vocabulary_.facts) {
      if (!tail.empty() && def.name.size() >= tail.size() && def.name.ends_with(tail)) {
        return fmt::format("; is \"{}\" meant?", def.name);
      }
    }
    return "; facts are listed in facts.yaml";
  }
};

// ---- evaluation -------------------------------------------------------------------------------------

class Evaluation {
 public:
  Evaluation(const Expression& expression, const FactSet& facts)
      : expression_(expression), facts_(facts), bound_(facts.vocabulary().items.size(), -1) {}

  Truth truth(int index) const {
    const Node& node = expression_.nodes[index];
    switch (node.op) {
      case Op::both: {
        const Truth left = truth(node.left);
        return left == Truth::no ? left : both(left, truth(node.right));
      }
      case Op::either: {
        const Truth left = truth(node.left);
        return left == Truth::yes ? left : either(left, truth(node.right));
      }
      case Op::negate: return !truth(node.left);
      case Op::known: return known(node.left);
      case Op::in: return in(node);
      case Op::has: return has(node);
      case Op::some: return some(node);
      case Op::none: return !some(node);
      case Op::every: return every(node);
      case Op::literal:
      case Op::fact:
      case Op::field: return as_truth(leaf(node));
      default: return compare(node);
    }
  }

  void explain(int index, Reasons& reasons) const {
    const Node& node = expression_.nodes[index];
    switch (node.op) {
      case Op::both: return explain_pair(node, Truth::no, reasons);
      case Op::either: return explain_pair(node, Truth::yes, reasons);
      case Op::negate: return explain(node.left, reasons);
      case Op::literal: return;
      case Op::fact:
      case Op::field: return explain_leaf(node, reasons);
      case Op::some:
      case Op::none:
      case Op::every:
      case Op::count: return explain_items(node, reasons);
      default:
        explain(node.left, reasons);
        if (node.right >= 0) explain(node.right, reasons);
    }
  }

 private:
  const Expression& expression_;
  const FactSet& facts_;
  mutable std::vector<int> bound_;  // By kind of thing: the one a quantifier is looking at.

  static Truth as_truth(const Value& value) {
    const bool* truth = std::get_if<bool>(&value);
    return truth ? truth_of(*truth) : Truth::unknown;
  }

  const Value& leaf(const Node& node) const {
    if (node.op == Op::literal) return node.literal;
    if (node.op == Op::fact) return facts_.value(node.fact);
    return facts_.items(node.item)[bound_[node.item]][node.field];
  }

  Value value(int index) const {
    const Node& node = expression_.nodes[index];
    if (node.op == Op::add || node.op == Op::subtract) return sum(node);
    if (node.op == Op::count) return count(node);
    if (node.type == Type::truth && node.op > Op::field) {
      const Truth result = truth(index);
      return result == Truth::unknown ? Value{} : Value{result == Truth::yes};
    }
    return leaf(node);
  }

  Truth known(int index) const {
    const Node& node = expression_.nodes[index];
    return truth_of(node.op <= Op::field ? is_known(leaf(node)) : is_known(value(index)));
  }

  Truth in(const Node& node) const {
    const Value& word = leaf(expression_.nodes[node.left]);
    const auto* text = std::get_if<std::string>(&word);
    return text ? truth_of(std::ranges::find(node.words, *text) != node.words.end()) : Truth::unknown;
  }

  Truth has(const Node& node) const {
    const auto* set = std::get_if<std::vector<std::string>>(&leaf(expression_.nodes[node.left]));
    return set ? truth_of(std::ranges::find(*set, node.words.front()) != set->end()) : Truth::unknown;
  }

  template <class Each>
  void for_each(const Node& node, Each each) const {
    const int count = static_cast<int>(facts_.items(node.item).size());
    for (int i = 0; i < count; ++i) {
      bound_[node.item] = i;
      if (!each(i)) break;
    }
    bound_[node.item] = -1;
  }

  Truth some(const Node& node) const {
    Truth result = Truth::no;
    for_each(node, [&](int) { return (result = either(result, truth(node.left))) != Truth::yes; });
    return result;
  }

  Truth every(const Node& node) const {
    if (facts_.items(node.item).empty()) return Truth::unknown;
    Truth result = Truth::yes;
    for_each(node, [&](int) { return (result = both(result, truth(node.left))) != Truth::no; });
    return result;
  }

  Value count(const Node& node) const {
    double sure = 0;
    bool open = false;
    for_each(node, [&](int) {
      const Truth each = truth(node.left);
      sure += each == Truth::yes;
      open = open || each == Truth::unknown;
      return true;
    });
    return open ? Value{} : Value{sure};
  }

  Value sum(const Node& node) const {
    const Value left = value(node.left);
    const Value right = value(node.right);
    if (!is_known(left) || !is_known(right)) return {};
    const int sign = node.op == Op::add ? 1 : -1;
    const auto* date = std::get_if<Date>(&left);
    if (!date) return std::get<double>(left) + sign * std::get<double>(right);
    if (const auto* other = std::get_if<Date>(&right)) return static_cast<double>((*date - *other).count());
    const int steps = sign * static_cast<int>(std::lround(std::get<double>(right)));
    if (expression_.nodes[node.right].type == Type::months) return add_months(*date, steps);
    return add_days(*date, steps);
  }

  static Truth ordered(Op op, std::strong_ordering order) {
    switch (op) {
      case Op::equal: return truth_of(order == 0);
      case Op::unequal: return truth_of(order != 0);
      case Op::less: return truth_of(order < 0);
      case Op::less_equal: return truth_of(order <= 0);
      case Op::greater: return truth_of(order > 0);
      default: return truth_of(order >= 0);
    }
  }

  static std::strong_ordering order(double a, double b) {
    if (a < b) return std::strong_ordering::less;
    return a > b ? std::strong_ordering::greater : std::strong_ordering::equal;
  }

  bool simple(int index) const { return expression_.nodes[index].op <= Op::field; }

  Truth compare(const Node& node) const {
    if (simple(node.left) && simple(node.right)) {
      return compare(node.op, leaf(expression_.nodes[node.left]), leaf(expression_.nodes[node.right]));
    }
    return compare(node.op, value(node.left), value(node.right));
  }

  static Truth compare(Op op, const Value& left, const Value& right) {
    if (!is_known(left) || !is_known(right)) return Truth::unknown;
    assert(left.index() == right.index());
    if (const auto* number = std::get_if<double>(&left))
      return ordered(op, order(*number, std::get<double>(right)));
    if (const auto* date = std::get_if<Date>(&left)) {
      return ordered(op,
                     date->time_since_epoch().count() <=> std::get<Date>(right).time_since_epoch().count());
    }
    if (const auto* text = std::get_if<std::string>(&left))
      return ordered(op, *text <=> std::get<std::string>(right));
    return ordered(op, std::get<bool>(left) <=> std::get<bool>(right));
  }

  // `and` that is false rests on its false sides only; otherwise on both. `or` mirrors it.
  void explain_pair(const Node& node, Truth decisive, Reasons& reasons) const {
    const Truth left = truth(node.left);
    const Truth right = truth(node.right);
    const bool decided = left == decisive || right == decisive;
    if (!decided || left == decisive) explain(node.left, reasons);
    if (!decided || right == decisive) explain(node.right, reasons);
  }

  void explain_leaf(const Node& node, Reasons& reasons) const {
    if (node.op == Op::fact && !facts_.stated(node.fact)) {
      const Expression& means = facts_.vocabulary().facts[node.fact].derived;
      if (!means.empty()) return Evaluation(means, facts_).explain(means.root, reasons);
    }
    Use use;
    use.fact = node.fact;
    use.item = node.item;
    use.index = node.op == Op::field ? bound_[node.item] : -1;
    use.field = node.field;
    (is_known(leaf(node)) ? reasons.because : reasons.missing).push_back(use);
  }

  void explain_items(const Node& node, Reasons& reasons) const {
    Use whole;
    whole.item = node.item;
    const bool open = node.op == Op::every && facts_.items(node.item).empty();
    (open ? reasons.missing : reasons.because).push_back(whole);
    const Truth result = node.op == Op::count ? Truth::unknown : truth_at(node);
    for_each(node, [&](int) {
      if (decides(node.op, result, truth(node.left))) explain(node.left, reasons);
      return true;
    });
  }

  Truth truth_at(const Node& node) const { return node.op == Op::every ? every(node) : some(node); }

  // Of the things looked at, those that made the result: the ones that hold for a `some` that holds, the
  // ones that fail for an `every` that fails, the open ones where it is open, all otherwise.
  static bool decides(Op op, Truth result, Truth each) {
    if (op == Op::count) return true;
    if (result == Truth::unknown) return each == Truth::unknown;
    if (op == Op::every) return result == Truth::yes || each == Truth::no;
    return result == Truth::no || each == Truth::yes;
  }
};

void sort_once(std::vector<Use>& uses) {
  std::ranges::sort(uses);
  const auto [first, last] = std::ranges::unique(uses);
  uses.erase(first, last);
}

}  // namespace

std::expected<Expression, SyntaxError> compile(std::string_view text, const Vocabulary& vocabulary) {
  if (text.size() > 4000) return std::unexpected(SyntaxError{1, "longer than 4,000 characters"});
  try {
    return Parser(text, vocabulary).parse();
  } catch (const Fault& caught) {
    return std::unexpected(caught.error);
  }
}

Truth evaluate(const Expression& expression, const FactSet& facts) {
  assert(!expression.empty());
  return Evaluation(expression, facts).truth(expression.root);
}

Reasons explain(const Expression& expression, const FactSet& facts) {
  Reasons reasons;
  Evaluation(expression, facts).explain(expression.root, reasons);
  sort_once(reasons.because);
  sort_once(reasons.missing);
  return reasons;
}

}  // namespace clew::ask
