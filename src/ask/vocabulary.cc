#include "ask/vocabulary.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

namespace clew::ask {
namespace {

std::optional<Type> type_of(std::string_view word) {
  for (const Type type :
       {Type::truth, Type::number, Type::months, Type::days, Type::date, Type::text, Type::set}) {
    if (to_string(type) == word) return type;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const std::string& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {}

  Vocabulary read(const Doc& doc) {
    Vocabulary vocabulary;
    for (const auto& [name, def] : doc["items"].fields) vocabulary.items.push_back(item(name, def));
    for (const auto& [name, def] : doc["facts"].fields) vocabulary.facts.push_back(fact(name, def));
    vocabulary.index_names();
    compile_derived(vocabulary);
    refuse_circles(vocabulary);
    return vocabulary;
  }

 private:
  const std::string& file_;
  std::vector<Problem>& problems_;

  void problem(int line, std::string text) { problems_.push_back({file_, line, std::move(text)}); }

  Type type(const Doc& def) {
    if (def["one_of"]) return Type::text;
    if (def["some_of"]) return Type::set;
    if (!def["type"]) return Type::truth;
    if (const auto found = type_of(def["type"].words())) return *found;
    problem(def["type"].line, fmt::format("\"{}\" is no type", def["type"].words()));
    return Type::truth;
  }

  ItemDef item(const std::string& name, const Doc& def) {
    ItemDef out{name, std::string(def["path"].words()), {}};
    if (out.path.empty()) problem(def.line, fmt::format("{} does not say where it is listed (path)", name));
    for (const auto& [field_name, field] : def["fields"].fields) {
      FieldDef made;
      made.name = field_name;
      made.type = type(field);
      made.options = field[made.type == Type::set ? "some_of" : "one_of"].strings();
      made.given = field["given"].words() == "true";
      made.absent_is_no = field["absent"].words() == "false" || made.given;
      made.path = field["path"] ? std::string(field["path"].words()) : field_name;
      out.fields.push_back(std::move(made));
    }
    return out;
  }

  FactDef fact(const std::string& name, const Doc& def) {
    refuse_strange_keys(name, def);
    FactDef out;
    out.name = name;
    out.type = type(def);
    out.options = def[out.type == Type::set ? "some_of" : "one_of"].strings();
    out.asks = def["asks"].words();
    out.right = def["right"].words();
    out.protection = def["protected"].words();
    out.given = def["given"].words();
    out.means = def["means"].words();
    out.fallback = fallback(out, def["default"]);
    out.file = file_;
    out.line = def.line;
    if (out.asks.empty() && out.means.empty()) problem(def.line, fmt::format("{} asks no question", name));
    if (!out.means.empty() && out.type != Type::truth) problem(def.line, "a derived fact must be a truth");
    return out;
  }

  // A place asked for and not filled in is "no"; a default is said in the fact's own words.
  Value fallback(const FactDef& def, const Doc& doc) {
    if (!def.given.empty() && def.type == Type::truth) return false;
    if (!doc) return {};
    if (def.type == Type::set) return doc.strings();
    if (def.type == Type::text) return std::string(doc.words());
    if (def.type == Type::truth && (doc.words() == "true" || doc.words() == "false"))
      return doc.words() == "true";
    problem(doc.line, fmt::format("{}: \"{}\" is no default", def.name, doc.words()));
    return {};
  }

  void refuse_strange_keys(const std::string& name, const Doc& def) {
    static constexpr std::array kKeys = {"type",      "one_of", "some_of", "asks",   "right",
                                         "protected", "given",  "means",   "default"};
    for (const auto& [key, value] : def.fields) {
      if (std::ranges::find(kKeys, key) == kKeys.end()) {
        problem(value.line, fmt::format("{}: \"{}\" is not understood", name, key));
      }
    }
  }

  void compile_derived(Vocabulary& vocabulary) {
    for (FactDef& fact : vocabulary.facts) {
      if (fact.means.empty()) continue;
      auto compiled = compile(fact.means, vocabulary);
      if (compiled) {
        fact.derived = std::move(*compiled);
      } else {
        problem(fact.line, fmt::format("{}: {} (column {} of its meaning)", fact.name, compiled.error().text,
                                       compiled.error().column));
      }
    }
  }

  // A fact that means itself, straight or through others, would never be known.
  void refuse_circles(Vocabulary& vocabulary) {
    for (int i = 0; i < static_cast<int>(vocabulary.facts.size()); ++i) {
      std::set<int> seen;
      if (!reaches(vocabulary, i, i, seen)) continue;
      FactDef& fact = vocabulary.facts[i];
      problem(fact.line, fmt::format("{} is recursive: its meaning leads back to itself", fact.name));
      fact.derived = {};
    }
  }

  static bool reaches(const Vocabulary& vocabulary, int from, int goal, std::set<int>& seen) {
    for (const Node& node : vocabulary.facts[from].derived.nodes) {
      if (node.op != Op::fact) continue;
      if (node.fact == goal) return true;
      if (seen.insert(node.fact).second && reaches(vocabulary, node.fact, goal, seen)) return true;
    }
    return false;
  }
};

void collect_leaves(const Vocabulary& vocabulary, const Expression& expression, std::set<int>& out) {
  for (const Node& node : expression.nodes) {
    if (node.op != Op::fact) continue;
    const Expression& means = vocabulary.facts[node.fact].derived;
    if (means.empty()) {
      out.insert(node.fact);
    } else {
      collect_leaves(vocabulary, means, out);
    }
  }
}

bool rests_on(const Vocabulary& vocabulary, const Expression& expression) {
  return std::ranges::any_of(expression.nodes, [&](const Node& node) {
    if (node.op != Op::fact) return false;
    const FactDef& fact = vocabulary.facts[node.fact];
    return !fact.protection.empty() || rests_on(vocabulary, fact.derived);
  });
}

}  // namespace

void Vocabulary::index_names() {
  by_name_.clear();
  for (int i = 0; i < static_cast<int>(facts.size()); ++i) by_name_.emplace(facts[i].name, i);
}

std::optional<int> Vocabulary::fact(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

std::optional<int> Vocabulary::item(std::string_view name) const {
  for (int i = 0; i < static_cast<int>(items.size()); ++i) {
    if (items[i].name == name) return i;
  }
  return std::nullopt;
}

std::optional<int> Vocabulary::field(int item, std::string_view name) const {
  const auto& fields = items[item].fields;
  for (int i = 0; i < static_cast<int>(fields.size()); ++i) {
    if (fields[i].name == name) return i;
  }
  return std::nullopt;
}

std::vector<int> Vocabulary::leaves(const Expression& expression) const {
  std::set<int> out;
  collect_leaves(*this, expression, out);
  return {out.begin(), out.end()};
}

bool Vocabulary::rests_on_protected(const Expression& expression) const {
  return rests_on(*this, expression);
}

Vocabulary read_vocabulary(const Doc& doc, const std::string& file, std::vector<Problem>& problems) {
  return Reader(file, problems).read(doc);
}

}  // namespace clew::ask
