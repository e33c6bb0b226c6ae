// The words rules may use: named facts and the kinds of things a request lists (offences, elements,
// statements, assurances, officials ...), each with its type, its question, and who may never be told.
//
//   data/rules/facts.yaml          facts:                        items:
//                                    risk.torture.personal:        assurance:
//                                      type: truth                   path: assurances
//                                      asks: Would this person ...   fields: {kind: {one_of: [...]}, ...}
//                                      right: torture
//
// A fact is one of: stated (set in the request's `facts`), given (present in a place of the file, `given:`),
// or derived (`means:`, an expression over others). Immutable once loaded; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ask/doc.h"
#include "ask/expression.h"
#include "ask/value.h"

namespace clew::ask {

struct FieldDef {
  std::string name;
  Type type = Type::truth;
  std::vector<std::string> options;  // Of a text or set, where the words are a closed list.
  bool absent_is_no = false;
  bool given = false;  // True where the place is filled in, whatever with.
  std::string path;    // Where in the item it stands; its name when empty.
};

struct ItemDef {
  std::string name;  // "assurance"
  std::string path;  // "assurances"; "offences.elements" lists the elements of every offence.
  std::vector<FieldDef> fields;
};

struct FactDef {
  std::string name;
  Type type = Type::truth;
  std::vector<std::string> options;
  std::string asks;        // The question, in plain words.
  std::string right;       // persecution, torture, fair_trial ...: a right turns on it.
  std::string protection;  // refugee, health, witness ...: never leaves the office.
  Value fallback;          // What it is when nobody says anything; unknown without a `default`.
  std::string given;       // A path in the request.
  std::string means;       // An expression; compiled as `derived`.
  Expression derived;
  std::string file;
  int line = 0;
};

class Vocabulary {
 public:
  std::vector<FactDef> facts;
  std::vector<ItemDef> items;

  std::optional<int> fact(std::string_view name) const;
  std::optional<int> item(std::string_view name) const;
  std::optional<int> field(int item, std::string_view name) const;

  // The facts an expression rests on, derived ones resolved to what they are made of; sorted.
  std::vector<int> leaves(const Expression& expression) const;
  bool rests_on_protected(const Expression& expression) const;

  void index_names();

 private:
  std::unordered_map<std::string, int> by_name_;
};

// Reads the words and compiles the derived ones. What is wrong goes to `problems` with file and line:
// unknown types, expressions that do not parse, facts that mean themselves in a circle.
Vocabulary read_vocabulary(const Doc& doc, const std::string& file, std::vector<Problem>& problems);

}  // namespace clew::ask
