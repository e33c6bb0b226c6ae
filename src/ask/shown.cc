#include "ask/shown.h"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>

namespace clew::ask {
namespace {

// What is marked is protected, unless the mark says clearly that it is not.
bool is_marked(const Doc& doc) {
  const Doc& mark = doc["protected"];
  return mark && mark.words() != "false" && mark.words() != "no";
}

class Pruner {
 public:
  Pruner(const Request& request, const RuleBook& book) : request_(request), book_(book), doc_(request.doc) {}

  Doc prune() {
    for (auto& [key, value] : doc_.fields) {
      if (key == "parties") continue;
      if (is_marked(value)) value = Doc{};
      take_marked(value);
      if (key == "facts") take_facts(value);
      if (key == "assessments") take_assessments(value);
      if (key == "supplements") take_supplements(value);
    }
    statements_ = doc_["statements"];
    for (auto& [key, value] : doc_.fields) {
      if (key != "statements") take_citations(value);
    }
    return std::move(doc_);
  }

  std::vector<Problem> unnamed() && { return std::move(unnamed_); }

 private:
  const Request& request_;
  const RuleBook& book_;
  Doc doc_;
  Doc statements_;  // Those that are left.
  std::vector<Problem> unnamed_;

  void take_marked(Doc& doc) {
    std::erase_if(doc.items, is_marked);
    std::erase_if(doc.fields, [](const DocField& field) { return is_marked(field.value); });
    for (Doc& item : doc.items) take_marked(item);
    for (DocField& field : doc.fields) take_marked(field.value);
  }

  // A statement that is protected is as if it had never been there: so is one that never was.
  void take_citations(Doc& doc) {
    for (Doc& item : doc.items) take_citations(item);
    for (auto& [key, value] : doc.fields) {
      if (key == "statements" || key.ends_with("_statements")) {
        std::erase_if(value.items, [&](const Doc& each) { return !statements_[each.text]; });
        if (value.is_scalar() && !statements_[value.text]) value = Doc{};
      } else {
        take_citations(value);
      }
    }
  }

  void take_facts(Doc& doc) {
    std::erase_if(doc.fields, [&](const DocField& field) {
      const auto fact = book_.vocabulary.fact(field.key);
      return !fact || !book_.vocabulary.facts[*fact].protection.empty();
    });
  }

  void take_assessments(Doc& doc) {
    std::erase_if(doc.items, [&](const Doc& each) {
      const std::string_view right = each["right"].words();
      const bool known = knows_right(book_, right);
      if (!known)
        unnamed_.push_back(
            {request_.file, 0, "an assessment is of a right the rules do not know; it does not count"});
      return !known || is_protected_right(right);
    });
  }

  bool is_protected_right(std::string_view right) const {
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

// The section and the entry that stand on the line: lines themselves would tell what was taken out above.
std::string place_of(const Doc& doc, Place place, int depth = 0) {
  const auto inside = [&](const std::string& name, const Doc& each) -> std::string {
    const std::string rest = place_of(each, place, depth + 1);
    if (rest.empty() && Place(each) != place) return "";
    return rest.empty() || depth > 0 ? name : fmt::format("{}.{}", name, rest);
  };
  for (const auto& [name, each] : doc.fields) {
    if (const std::string found = inside(name, each); !found.empty()) return found;
  }
  for (size_t i = 0; i < doc.items.size(); ++i) {
    if (const std::string found = inside(std::to_string(i + 1), doc.items[i]); !found.empty()) return found;
  }
  return "";
}

}  // namespace

void name_places(const Request& request, std::vector<Problem>& problems) {
  for (Problem& problem : problems) {
    Place at;
    at.line = problem.line;
    at.in_start = !request.start_file.empty() && problem.file == request.start_file;
    const std::string place = place_of(request.doc, at);
    if (!place.empty()) problem.text = fmt::format("at {}: {}", place, problem.text);
    problem.line = 0;
  }
}

std::optional<Request> without_protected(const Request& request, const RuleBook& book, View view) {
  if (!hides_protected(request, view)) return std::nullopt;
  Pruner pruner(request, book);
  auto shown = read_request(pruner.prune(), request.file, book, View::outgoing, request.start_file);
  assert(shown);  // Type and parties are as they were.
  if (!shown) return std::nullopt;
  name_places(*shown, shown->problems);
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
