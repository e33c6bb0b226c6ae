// Contradictions in the rule book that no single line shows.
//
// A test is tried over every combination of values its facts can take (a number stands for itself and its
// neighbours, a date for the day before, on and after; quantified parts count as one yes or no). Tests over
// more combinations than kCombinationsMax are left out of this check and said so.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "ask/fact_set.h"
#include "ask/rules.h"

namespace clew::ask {
namespace {

constexpr size_t kCombinationsMax = 200'000;

// A test as a formula over atoms that can be set freely: facts of few values, and quantified parts.
struct Atom {
  int fact = -1;  // Or a quantified part, by its text position.
  std::vector<Value> values;
};

class Domain {
 public:
  Domain(const Vocabulary& vocabulary, std::vector<const Expression*> tests)
      : vocabulary_(vocabulary), tests_(std::move(tests)) {
    for (const Expression* test : tests_) collect(*test);
  }

  size_t combinations() const {
    size_t count = 1;
    for (const auto& [fact, values] : facts_) {
      count *= values.size();
      if (count > kCombinationsMax) return count;
    }
    for (size_t i = 0; i < quantified_.size(); ++i) {
      count *= 2;
      if (count > kCombinationsMax) return count;
    }
    return count;
  }

  // Calls `each` with the truth of every test under every combination; stops when it returns false.
  template <class Each>
  void try_all(Each each) {
    const size_t count = combinations();
    for (size_t i = 0; i < count; ++i) {
      set(i);
      std::vector<bool> truths;
      for (size_t t = 0; t < tests_.size(); ++t) truths.push_back(truth(t, tests_[t]->root));
      if (!each(truths)) return;
    }
  }

 private:
  const Vocabulary& vocabulary_;
  std::vector<const Expression*> tests_;
  std::map<int, std::vector<Value>> facts_;
  std::map<int, Value> now_;
  std::map<std::string, bool> quantified_;

  void collect(const Expression& test) { collect(test, test.root); }

  void collect(const Expression& test, int index) {
    const Node& node = test.nodes[index];
    if (is_quantified(node)) {
      quantified_[shape(test, index)] = false;
      return;
    }
    if (node.op == Op::fact) return collect_fact(node.fact);
    if (node.left >= 0) collect(test, node.left);
    if (node.right >= 0) collect(test, node.right);
    offer(test, node);
  }

  void collect_fact(int fact) {
    const FactDef& def = vocabulary_.facts[fact];
    if (!def.derived.empty()) return collect(def.derived);
    auto& values = facts_[fact];
    if (!values.empty()) return;
    switch (def.type) {
      case Type::truth: values = {true, false}; break;
      case Type::text:
        for (const std::string& word : def.options) values.emplace_back(word);
        if (def.options.empty()) values.emplace_back(std::string("another word"));
        break;
      case Type::set:
        values.emplace_back(std::vector<std::string>{});
        for (const std::string& word : def.options) values.emplace_back(std::vector<std::string>{word});
        values.emplace_back(def.options);
        break;
      case Type::date:
        for (const int day : {0, 1000, 1039, 1040, 1041, 3000})
          values.emplace_back(Date{std::chrono::days{day + 15000}});
        break;
      default: values = {0.0, 1e5}; break;
    }
  }

  // A constant a fact is compared with adds itself and its neighbours to what the fact can be.
  void offer(const Expression& test, const Node& node) {
    if (node.left < 0 || node.right < 0) return;
    for (const auto& [a, b] : {std::pair{node.left, node.right}, std::pair{node.right, node.left}}) {
      const Node& leaf = test.nodes[a];
      const Node& constant = test.nodes[b];
      if (leaf.op != Op::fact || constant.op != Op::literal || leaf.type != constant.type) continue;
      auto& values = facts_[leaf.fact];
      if (const auto* number = std::get_if<double>(&constant.literal)) {
        for (const double each : {*number - 0.5, *number, *number + 0.5}) values.emplace_back(each);
      } else if (std::holds_alternative<std::string>(constant.literal) &&
                 vocabulary_.facts[leaf.fact].options.empty()) {
        values.push_back(constant.literal);
      }
    }
  }

  static bool is_quantified(const Node& node) {
    return node.op == Op::some || node.op == Op::every || node.op == Op::none || node.op == Op::count;
  }

  // One name per quantified part: what it says, so that two rules that say the same share it.
  std::string shape(const Expression& test, int index) const {
    const Node& node = test.nodes[index];
    std::string out = fmt::format("({} {} {} {} {} {}", static_cast<int>(node.op), node.fact, node.item,
                                  node.field, to_string(node.literal), fmt::join(node.words, "|"));
    if (node.left >= 0) out += shape(test, node.left);
    if (node.right >= 0) out += shape(test, node.right);
    return out + ")";
  }

  void set(size_t combination) {
    for (const auto& [fact, values] : facts_) {
      now_[fact] = values[combination % values.size()];
      combination /= values.size();
    }
    for (auto& [name, truth] : quantified_) {
      truth = combination % 2;
      combination /= 2;
    }
  }

  // Facts are set through a FactSet, quantified parts are replaced by their free yes or no.
  bool truth(size_t test, int index) const { return truth(*tests_[test], index); }

  bool truth(const Expression& expression, int index) const {
    const Node& node = expression.nodes[index];
    switch (node.op) {
      case Op::both: return truth(expression, node.left) && truth(expression, node.right);
      case Op::either: return truth(expression, node.left) || truth(expression, node.right);
      case Op::negate: return !truth(expression, node.left);
      case Op::some:
      case Op::every:
      case Op::none:
      case Op::count: return quantified_.at(shape(expression, index));
      case Op::fact: {
        const FactDef& def = vocabulary_.facts[node.fact];
        if (!def.derived.empty()) return truth(def.derived, def.derived.root);
        return std::get<bool>(now_.at(node.fact));
      }
      default: return compare(expression, index);
    }
  }

  // A comparison has no quantified part but count; it is evaluated as it would be on a request.
  bool compare(const Expression& expression, int index) const {
    FactSet facts(vocabulary_);
    for (const auto& [fact, value] : now_) facts.set(fact, value);
    Expression part = expression;
    part.root = index;
    if (counts(expression, index)) return quantified_.at(count_shape(expression, index));
    return evaluate(part, facts) == Truth::yes;
  }

  bool counts(const Expression& expression, int index) const {
    const Node& node = expression.nodes[index];
    if (node.op == Op::count) return true;
    return (node.left >= 0 && counts(expression, node.left)) ||
           (node.right >= 0 && counts(expression, node.right));
  }
  std::string count_shape(const Expression& expression, int index) const {
    const Node& node = expression.nodes[index];
    if (node.op == Op::count) return shape(expression, index);
    if (node.left >= 0 && counts(expression, node.left)) return count_shape(expression, node.left);
    return count_shape(expression, node.right);
  }
};

class Checker {
 public:
  explicit Checker(const RuleBook& book) : book_(book) {}

  std::vector<Problem> all() {
    for (const Rule& rule : book_.rules) {
      for (const Part& part : rule.parts) check(rule, part);
    }
    for (size_t i = 0; i < book_.rules.size(); ++i) {
      for (size_t j = i + 1; j < book_.rules.size(); ++j) check(book_.rules[i], book_.rules[j]);
    }
    return std::move(problems_);
  }

 private:
  const RuleBook& book_;
  std::vector<Problem> problems_;

  void problem(const Rule& rule, const Part& part, std::string text) {
    problems_.push_back({rule.file, part.line, fmt::format("{}: {}", rule.id, text)});
  }

  void check(const Rule& rule, const Part& part) {
    Domain domain(book_.vocabulary, {&part.test});
    if (domain.combinations() > kCombinationsMax)
      return problem(rule, part, "the test has too many combinations to be checked; divide it into parts");
    bool can_hold = false;
    bool can_fail = false;
    domain.try_all([&](const std::vector<bool>& truth) {
      (truth[0] ? can_hold : can_fail) = true;
      return !(can_hold && can_fail);
    });
    if (!can_hold) problem(rule, part, "contradicts itself: the test can never be true");
    if (!can_fail) problem(rule, part, "the test is always true, whatever the facts are");
    for (const std::string& ground : part.strikes) {
      if (is_right(ground))
        problem(rule, part, fmt::format("a bar may not strike {}: a right rests on it", ground));
    }
  }

  bool is_right(std::string_view ground) const {
    return std::ranges::any_of(book_.rules, [&](const Rule& rule) {
      return std::ranges::any_of(
          rule.parts, [&](const Part& part) { return part.ground == ground && !part.right.empty(); });
    });
  }

  // Within one instrument, for requests both speak of, two parts may not decide opposite things of the same
  // facts.
  void check(const Rule& a, const Rule& b) {
    if (a.instrument != b.instrument || !share_type(a, b)) return;
    for (const Part& first : a.parts) {
      for (const Part& second : b.parts) {
        if (opposed(first, second) || opposed(second, first)) check_together(a, first, b, second);
      }
    }
  }

  static bool share_type(const Rule& a, const Rule& b) {
    return std::ranges::any_of(a.applies_to, [&](const std::string& type) {
      const std::string base = type.substr(0, type.find(':'));
      return std::ranges::any_of(
          b.applies_to, [&](const std::string& other) { return other.substr(0, other.find(':')) == base; });
    });
  }

  static bool opposed(const Part& a, const Part& b) {
    if (a.outcome == "BASIS_OK" && b.outcome == "NO_LEGAL_BASIS") return true;
    const bool same_ground = !a.ground.empty() && a.ground == b.ground && a.article == b.article;
    return same_ground && a.outcome == "REFUSE_MANDATORY" && b.outcome == "REFUSE_OPTIONAL";
  }

  void check_together(const Rule& a, const Part& first, const Rule& b, const Part& second) {
    Domain domain(book_.vocabulary, {&first.test, &second.test});
    if (domain.combinations() > kCombinationsMax) return;
    bool clash = false;
    domain.try_all([&](const std::vector<bool>& truth) {
      clash = truth[0] && truth[1];
      return !clash;
    });
    if (clash)
      problem(b, second,
              fmt::format("contradicts {} ({}:{}): {} and {} of the same facts", a.id, a.file, first.line,
                          first.outcome, second.outcome));
  }
};

}  // namespace

std::vector<Problem> check_rules(const RuleBook& book) { return Checker(book).all(); }

}  // namespace clew::ask
