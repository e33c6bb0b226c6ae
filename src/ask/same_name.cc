#include "ask/same_name.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "clean/names.h"
#include "clean/tables.h"
#include "clean/tokens.h"

namespace clew::ask {
namespace {

using clean::Likeness;
using clean::Part;
using clean::Relation;

// Below this a slip of the pen makes rather another name.
constexpr uint32_t kQualityMin = 850;

const clean::Tables* tables() {
  static const std::shared_ptr<const clean::Tables> loaded = [] {
    auto made = clean::Tables::load();
    return made ? *made : nullptr;
  }();
  return loaded.get();
}

std::vector<Part> words_of(const clean::Name& name) {
  std::vector<Part> out;
  std::ranges::copy_if(name.parts, std::back_inserter(out),
                       [](const Part& part) { return !clean::is_soft(part.role); });
  return out;
}

bool is_same(const Likeness& likeness) {
  return likeness.relation != Relation::none && likeness.relation != Relation::initial &&
         likeness.quality >= kQualityMin;
}

// Words that are the same take each other first, so that an initial is left what remains.
bool covers(const std::vector<Part>& few, const std::vector<Part>& many) {
  std::vector<bool> taken(many.size());
  std::vector<bool> met(few.size());
  const auto meet = [&](const auto& fits) {
    for (size_t i = 0; i < few.size(); ++i) {
      for (size_t j = 0; j < many.size() && !met[i]; ++j) {
        if (!taken[j] && fits(clean::related(few[i], many[j]))) met[i] = taken[j] = true;
      }
    }
  };
  meet(is_same);
  if (std::ranges::none_of(met, [](bool is) { return is; })) return false;
  meet([](const Likeness& likeness) { return likeness.relation == Relation::initial; });
  return std::ranges::all_of(met, [](bool is) { return is; });
}

bool are_equal(std::string_view one, std::string_view other) {
  std::array<std::vector<std::string>, 2> words{clean::tokens(one), clean::tokens(other)};
  for (auto& each : words) std::ranges::sort(each);
  return !words[0].empty() && words[0] == words[1];
}

}  // namespace

bool may_be_one_person(std::string_view one, std::string_view other) {
  if (are_equal(one, other)) return true;
  if (!tables()) return false;
  std::vector<Part> few = words_of(clean::analyse_name(*tables(), one, clean::NameKind::person));
  std::vector<Part> many = words_of(clean::analyse_name(*tables(), other, clean::NameKind::person));
  if (few.size() > many.size()) std::swap(few, many);
  return few.size() >= 2 && covers(few, many);
}

}  // namespace clew::ask
