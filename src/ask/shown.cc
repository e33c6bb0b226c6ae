#include "ask/shown.h"

#include <algorithm>
#include <cassert>
#include <set>

namespace clew::ask {
namespace {

// What is marked is protected, unless the mark says clearly that it is not.
bool is_marked(const Doc& doc) {
  const Doc& mark = doc["protected"];
  return !mark.empty() && mark.words() != "false" && mark.words() != "no";
}

class Pruner {
 public:
  Pruner(const Request& request, const RuleBook& book) : request_(request), book_(book), doc_(request.doc) {}

  Doc prune() {
    for (const auto& [id, statement] : doc_["statements"].fields) {
      if (is_marked(statement)) hidden_.insert(id);
    }
    for (auto& [key, value] : doc_.fields) {
      if (key != "parties") take_marked(value);
      if (key != "statements") take_citations(value);
      if (key == "facts") take_facts(value);
      if (key == "assessments") std::erase_if(value.items, [&](const Doc& each) { return hides(each); });
      if (key == "supplements") take_supplements(value);
    }
    return std::move(doc_);
  }

  std::vector<Problem> unnamed() && { return std::move(unnamed_); }

 private:
  const Request& request_;
  const RuleBook& book_;
  Doc doc_;
  std::set<std::string, std::less<>> hidden_;  // Statements.
  std::vector<Problem> unnamed_;

  void take_marked(Doc& doc) {
    std::erase_if(doc.items, is_marked);
    std::erase_if(doc.fields, [](const DocField& field) { return is_marked(field.value); });
    for (Doc& item : doc.items) take_marked(item);
    for (DocField& field : doc.fields) take_marked(field.value);
  }

  void take_citations(Doc& doc) {
    for (Doc& item : doc.items) take_citations(item);
    for (auto& [key, value] : doc.fields) {
      if (key == "statements" || key.ends_with("_statements")) {
        std::erase_if(value.items, [&](const Doc& each) { return hidden_.contains(each.text); });
        if (value.is_scalar() && hidden_.contains(value.text)) value = Doc{};
      } else {
        take_citations(value);
      }
    }
  }

  // A name the vocabulary does not have may be a protected one, misspelt: it is not repeated.
  void take_facts(Doc& doc) {
    std::erase_if(doc.fields, [&](const DocField& field) {
      const auto fact = book_.vocabulary.fact(field.key);
      if (!fact)
        unnamed_.push_back({request_.file, field.value.line, "no fact has this name; it is not used"});
      return !fact || !book_.vocabulary.facts[*fact].protection.empty();
    });
  }

  bool hides(const Doc& assessment) const {
    const std::string_view right = assessment["right"].words();
    return std::ranges::any_of(book_.vocabulary.facts, [&](const FactDef& fact) {
      return !fact.protection.empty() && fact.right == right;
    });
  }

  void take_supplements(Doc& doc) {
    std::erase_if(doc.items, [&](Doc& each) {
      const Doc* facts = &each["facts"];
      if (facts->empty()) return false;
      Doc left = *facts;
      take_facts(left);
      each.set("facts", left);
      return left.empty();
    });
  }
};

}  // namespace

std::optional<Request> without_protected(const Request& request, const RuleBook& book, View view) {
  if (!hides_protected(request, view)) return std::nullopt;
  Pruner pruner(request, book);
  auto shown = read_request(pruner.prune(), request.file, book);
  assert(shown);  // Type and parties are as they were.
  if (!shown) return std::nullopt;
  for (Problem& problem : std::move(pruner).unnamed()) shown->problems.push_back(std::move(problem));
  shown->sha256 = request.sha256;
  shown->side = request.side;
  shown->profile = request.profile;
  shown->on = request.on;
  return std::move(*shown);
}

std::vector<Problem> problems_for_a_log(const Request& request, const RuleBook& book) {
  const auto shown = without_protected(request, book, View::outgoing);
  return shown ? shown->problems : std::vector<Problem>{};
}

}  // namespace clew::ask
