// The language of rules: one line a lawyer can read, over named facts, in three values.
//
//   penalty.max_requesting < 1 year or penalty.max_requested < 1 year
//   trial.in_absentia and not some assurance (assurance.kind = 'retrial' and assurance.binding)
//   every element (element.carried)             arrest.date + 40 days < case.on
//   refusal.reasons has 'bank_secrecy'          person.status in ['charged', 'suspected']
//
//   or  and  not      = != < <= > >=      in [..]   has '..'   is known
//   some / every / no / count THING (...)          + -  years months days       true false
//
// What is compared with something unknown is unknown. `some` of an empty list is false, `every` of an empty
// list is unknown: nothing is said of nothing. There are no loops, no functions, no side effects; a rule can
// not refer to a rule, and a derived fact not to itself. Evaluation allocates nothing but dates' sums.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "ask/value.h"

namespace clew::ask {

class Vocabulary;
class FactSet;

enum class Op : uint8_t {
  literal,
  fact,
  field,  // Leaves.
  both,
  either,
  negate,  // and, or, not.
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  has,
  known,
  some,
  every,
  none,
  count,
  add,
  subtract,
};

struct Node {
  Op op = Op::literal;
  Type type = Type::truth;
  int left = -1;
  int right = -1;
  int fact = -1;
  int item = -1;
  int field = -1;
  Value literal;
  std::vector<std::string> words;  // Of `in`.
};

struct SyntaxError {
  int column = 0;  // From 1.
  std::string text;
};

struct Expression {
  std::string text;
  std::vector<Node> nodes;
  int root = -1;

  bool empty() const { return root < 0; }
};

// Compiles; the result must be a truth. Names must be known to the vocabulary and types must fit.
std::expected<Expression, SyntaxError> compile(std::string_view text, const Vocabulary& vocabulary);

// A leaf that a value rests on: a fact, or a field of one listed thing, or a whole list.
struct Use {
  int fact = -1;
  int item = -1;
  int index = -1;
  int field = -1;

  friend auto operator<=>(const Use&, const Use&) = default;
};

Truth evaluate(const Expression& expression, const FactSet& facts);

// Why the value is what it is: the known leaves it rests on, and the unknown ones it waits for. Derived
// facts are followed down to what was stated. Sorted, each once.
struct Reasons {
  std::vector<Use> because;
  std::vector<Use> missing;
};
Reasons explain(const Expression& expression, const FactSet& facts);

}  // namespace clew::ask
