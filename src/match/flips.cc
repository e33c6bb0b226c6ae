#include "match/flips.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace clew::match {
namespace {

struct Two {
  Subject query, listed;
};

struct Change {
  Feature feature;
  std::string words;
  std::function<void(Two&)> make;
};

template <class T>
bool share_one(const std::vector<T>& a, const std::vector<T>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const T& x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

// "equal" and "different" of a field that may be absent, and the field left out where both have it.
template <class T>
void field_changes(std::vector<Change>& changes, Feature feature, std::vector<T> Subject::* field,
                   const Two& two, const char* plural, T one, T other) {
  const bool both = !(two.query.*field).empty() && !(two.listed.*field).empty();
  const T known = (two.listed.*field).empty() ? one : (two.listed.*field).front();
  const std::string known_words = both ? "" : "known and ";
  if (!both || !share_one(two.query.*field, two.listed.*field)) {
    changes.push_back(
        {feature, std::string("if the ") + plural + " were " + known_words + "equal", [field, known](Two& t) {
           t.query.*field = {known};
           t.listed.*field = {known};
         }});
  }
  changes.push_back(
      {feature, std::string("if the ") + plural + " were " + known_words + "different", [=](Two& t) {
         t.query.*field = {known == one ? other : one};
         t.listed.*field = {known};
       }});
  if (both) {
    changes.push_back({feature, std::string("without the ") + plural, [field](Two& t) {
                         (t.query.*field).clear();
                         (t.listed.*field).clear();
                       }});
  }
}

void birth_changes(std::vector<Change>& changes, const Two& two) {
  const auto& listed = two.listed.birth_dates;
  const bool both = !two.query.birth_dates.empty() && !listed.empty();
  const PartialDate known = listed.empty() || listed.front().day == 0
                                ? PartialDate{listed.empty() ? uint16_t{1970} : listed.front().year, 5, 17}
                                : listed.front();
  const std::string known_words = both ? "" : "known and ";
  // A year alone would say less than two days that are known and differ.
  PartialDate other = {static_cast<uint16_t>(known.year + 9), 0, 0};
  if (both && two.query.birth_dates.front().day != 0 && listed.front().day != 0)
    other = {other.year, static_cast<uint8_t>(known.month % 12 + 1), known.day};
  changes.push_back({Feature::birth_date, "if the dates of birth were " + known_words + "the same day",
                     [known](Two& t) { t.query.birth_dates = t.listed.birth_dates = {known}; }});
  changes.push_back({Feature::birth_date, "if the years of birth were " + known_words + "different",
                     [known, other](Two& t) {
                       t.listed.birth_dates = {known};
                       t.query.birth_dates = {other};
                     }});
  if (!both) return;
  changes.push_back({Feature::birth_date, "without the dates of birth", [](Two& t) {
                       t.query.birth_dates.clear();
                       t.listed.birth_dates.clear();
                     }});
}

void identifier_changes(std::vector<Change>& changes, const Two& two) {
  const Identifier same = {"idNumber", "CLEW0EQUAL0NUMBER"};
  changes.push_back({Feature::identifier, "if an identifier were equal", [same](Two& t) {
                       t.query.identifiers.push_back(same);
                       t.listed.identifiers.push_back(same);
                     }});
  if (two.query.identifiers.empty() || two.listed.identifiers.empty()) return;
  changes.push_back(
      {Feature::identifier, "without the identifiers", [](Two& t) { t.query.identifiers.clear(); }});
}

// The name that the comparison rests on, written as the list writes it.
void name_changes(std::vector<Change>& changes, const Comparison& comparison, const Two& two) {
  for (const SubjectName& name : two.listed.names) {
    if (name.name.written != comparison.listed_name) continue;
    if (comparison.query_name == comparison.listed_name) continue;
    changes.push_back({Feature::name, "if the name were \"" + name.name.written + "\"",
                       [names = std::vector{name}](Two& t) { t.query.names = names; }});
  }
}

std::vector<Change> changes_of(const Comparison& comparison, const Two& two) {
  std::vector<Change> changes;
  name_changes(changes, comparison, two);
  if (two.query.kind != clean::NameKind::organisation && two.query.kind != clean::NameKind::thing) {
    birth_changes(changes, two);
    field_changes<std::string>(changes, Feature::gender, &Subject::genders, two, "genders", "male", "female");
  }
  field_changes<std::string>(changes, Feature::country, &Subject::countries, two, "countries", "XA", "XB");
  identifier_changes(changes, two);
  if (!two.query.address_words.empty() && !two.listed.address_words.empty())
    changes.push_back(
        {Feature::address, "without the addresses", [](Two& t) { t.query.address_words.clear(); }});
  return changes;
}

class Weigher {
 public:
  Weigher(const Model& model, const Two& two, const Comparison& now, double score_min)
      : model_(model), two_(two), now_(now), score_min_(score_min) {}

  // Keeps it if it flips.
  void weigh_changes(std::string words, std::initializer_list<const Change*> changes) {
    Two other = two_;
    for (const Change* change : changes) change->make(other);
    const int32_t weight = weigh(model_, other.query, other.listed);
    const double score = model_.score_of(weight);
    if ((score >= score_min_) != (now_.score >= score_min_))
      found_.push_back({std::move(words), weight, score});
  }

  std::vector<Flip> take() {
    std::stable_sort(found_.begin(), found_.end(), [&](const Flip& a, const Flip& b) {
      return std::abs(a.weight - now_.weight) < std::abs(b.weight - now_.weight);
    });
    return std::move(found_);
  }
  bool empty() const { return found_.empty(); }

 private:
  const Model& model_;
  const Two& two_;
  const Comparison& now_;
  double score_min_;
  std::vector<Flip> found_;
};

}  // namespace

std::vector<Flip> flips(const Model& model, const Subject& query, const Subject& listed, double score_min) {
  const Comparison now = compare(model, query, listed);
  const Two two{query, listed};
  const auto changes = changes_of(now, two);
  Weigher weigher(model, two, now, score_min);
  for (const Change& change : changes) weigher.weigh_changes(change.words, {&change});
  if (!weigher.empty()) return weigher.take();
  for (size_t i = 0; i < changes.size(); ++i) {
    for (size_t k = i + 1; k < changes.size(); ++k) {
      if (changes[i].feature != changes[k].feature)
        weigher.weigh_changes(changes[i].words + ", and " + changes[k].words, {&changes[i], &changes[k]});
    }
  }
  return weigher.take();
}

}  // namespace clew::match
