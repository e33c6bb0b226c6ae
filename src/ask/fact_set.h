// The facts of one request, as one reader may see them: values by fact number, listed things by kind.
//
// A value stated wins over what a derived fact means; derived values are computed once, on first use, so a
// FactSet is for one thread at a time. Borrows the vocabulary.
#pragma once

#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "ask/vocabulary.h"

namespace clew::ask {

using Item = std::vector<Value>;  // By field number.

class FactSet {
 public:
  explicit FactSet(const Vocabulary& vocabulary)
      : vocabulary_(&vocabulary),
        values_(vocabulary.facts.size()),
        stated_(vocabulary.facts.size()),
        derived_(vocabulary.facts.size()),
        items_(vocabulary.items.size()) {}

  const Vocabulary& vocabulary() const { return *vocabulary_; }

  void set(int fact, Value value) {
    values_[fact] = std::move(value);
    stated_[fact] = true;
    derived_.assign(derived_.size(), std::nullopt);
  }
  void forget(int fact) {
    values_[fact] = Unknown{};
    stated_[fact] = false;
    derived_.assign(derived_.size(), std::nullopt);
  }
  bool stated(int fact) const { return stated_[fact]; }

  const Value& value(int fact) const {
    const Expression& means = vocabulary_->facts[fact].derived;
    if (stated_[fact] || means.empty()) return values_[fact];
    if (!derived_[fact]) {
      const Truth truth = evaluate(means, *this);
      derived_[fact] = truth == Truth::unknown ? Value{} : Value{truth == Truth::yes};
    }
    return *derived_[fact];
  }

  const std::vector<Item>& items(int item) const { return items_[item]; }
  std::vector<Item>& items(int item) { return items_[item]; }

 private:
  const Vocabulary* vocabulary_;
  std::vector<Value> values_;
  std::vector<char> stated_;
  mutable std::vector<std::optional<Value>> derived_;
  std::vector<std::vector<Item>> items_;
};

}  // namespace clew::ask
