#include "match/compare.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "clean/identifiers.h"
#include "match/pairing.h"

namespace clew::match {
namespace {

using clean::Name;
using clean::NameKind;
using clean::Relation;

constexpr uint32_t kBitsPerWeight = 11;  // A part of weight 1000 tells 11 bits; see clean/names.cc.

struct Weighed {
  int32_t weight = 0;
  bool is_evidence = false;
};

size_t kind_index(NameKind query, NameKind listed) {
  return static_cast<size_t>(query == NameKind::unknown ? listed : query);
}

double share_of(const Model& model, size_t kind, const Pairing& pairing) {
  const double whole =
      pairing.met + model.contradiction[kind] * pairing.contradicted + model.omission[kind] * pairing.omitted;
  return whole > 0 ? pairing.gained / whole : 0;
}

int hard_parts(const Shape& name) { return name.count - std::popcount(name.soft); }

bool is_one_part_only(const Shape& query, const Shape& listed, const Pairing& pairing) {
  int query_met = 0, listed_met = 0;
  for (const Meeting& m : pairing.meetings) {
    if (m.relation == Relation::acronym) return false;
    if (m.query_count == 1 && (query.soft & (1u << m.query_first)) != 0) continue;
    query_met += m.query_count;
    listed_met += m.listed_count;
  }
  if (query_met == 1 && listed_met == 1) return hard_parts(query) > 1 || hard_parts(listed) > 1;
  return (query_met == 1 && hard_parts(query) > 1) || (listed_met == 1 && hard_parts(listed) > 1);
}

// A name that falls short, and of which little was met, is one that thousands could have: a common given name
// and a common family name, with a third part on one side only.
int32_t commonness_of(const Model& model, const Pairing& pairing, double share) {
  const double lack = model.imperfect_from - static_cast<double>(pairing.gained * kBitsPerWeight);
  if (lack <= 0) return 0;
  // From these shares on it counts in full: of the name that is not alike, of its parts that were not met at
  // all.
  constexpr double kWhollyImperfect = 0.25;
  constexpr double kWhollyIncomplete = 0.4;
  const double left = pairing.omitted + pairing.contradicted;
  const double incomplete = left / (left + pairing.met);
  return static_cast<int32_t>(lack *
                              (model.imperfect_share * std::min(1.0, (1 - share) / kWhollyImperfect) +
                               model.incomplete_share * std::min(1.0, incomplete / kWhollyIncomplete)));
}

int32_t rarity_of(const Model& model, const Pairing& pairing) {
  const double difference = static_cast<double>(pairing.gained * kBitsPerWeight) - model.rarity_from;
  return static_cast<int32_t>(
      std::clamp(difference * model.rarity_share, -1.0 * model.rarity_most, 1.0 * model.rarity_most));
}

// The parts of a name's weight, which compare() lists one by one.
struct NameWeights {
  int32_t base = 0;  // equal, less what imperfect, contradicted and missing parts take.
  int32_t rarity = 0;
  int32_t one_part = 0;
  int32_t weak = 0;
  int32_t total() const { return base + rarity + one_part + weak; }
};

NameWeights name_weights(const Model& model, const Shape& query, const Shape& listed, bool is_weak,
                         const Pairing& pairing) {
  NameWeights weights;
  const double share = share_of(model, kind_index(query.kind, listed.kind), pairing);
  weights.base = model.name_equal - static_cast<int32_t>(std::lround(model.name_per_share * (1 - share)));
  weights.rarity = rarity_of(model, pairing);
  if (query.kind != NameKind::organisation && listed.kind != NameKind::organisation)
    weights.rarity -= commonness_of(model, pairing, share);
  if (is_one_part_only(query, listed, pairing)) weights.one_part = -model.one_part_only;
  if (is_weak) weights.weak = -model.weak_alias;
  return weights;
}

struct BestNames {
  const SubjectName* query = nullptr;
  const SubjectName* listed = nullptr;
  Pairing pairing;
  NameWeights weights;
};

std::optional<BestNames> best_names(const Model& model, const Subject& query, const Subject& listed) {
  std::optional<BestNames> best;
  for (const SubjectName& left : query.names) {
    const Shape left_shape = shape_of(left.name);
    for (const SubjectName& right : listed.names) {
      auto possible = possible_meetings(left.name, right.name);
      if (possible.empty()) continue;
      const Shape right_shape = shape_of(right.name);
      Pairing pairing = best_pairing(left_shape, right_shape, possible);
      if (!pairing.is_evidence) continue;
      const NameWeights weights = name_weights(model, left_shape, right_shape, right.is_weak, pairing);
      if (best && weights.total() <= best->weights.total()) continue;
      best = BestNames{&left, &right, std::move(pairing), weights};
    }
  }
  return best;
}

// What one field says, and of which values; the same for texts and for their numbers.
struct Judged {
  int32_t weight = 0;
  std::string_view how = {};  // Empty where it says nothing.
  size_t query = 0, listed = 0;
};

std::pair<int32_t, std::string_view> compare_dates(const Model& model, PartialDate a, PartialDate b) {
  if (a.year != b.year) {
    const bool beside = std::abs(int{a.year} - int{b.year}) == 1;
    if (beside && (a.day == 0 || b.day == 0)) return {model.birth_year_beside, "one year apart"};
    if (a.day == 0 || b.day == 0 || (a.day == b.day && a.month == b.month))
      return {model.birth_year_differs, "another year"};
    return {model.birth_dates_differ, "another day of another year"};
  }
  if (a.month == 0 || b.month == 0) return {model.birth_year_equal, "same year"};
  if (a.month == b.month && (a.day == 0 || b.day == 0)) return {model.birth_year_equal, "same month"};
  if (a == b) return {model.birth_day_equal, "same day"};
  if (a.month == b.day && a.day == b.month) return {model.birth_swapped, "day and month swapped"};
  return {model.birth_day_differs, "another day of the same year"};
}

template <class Fields>
Judged judge_birth(const Model& model, const Fields& query, const Fields& listed) {
  Judged best;
  for (size_t i = 0; i < query.birth_dates.size(); ++i) {
    for (size_t j = 0; j < listed.birth_dates.size(); ++j) {
      const auto [weight, how] = compare_dates(model, query.birth_dates[i], listed.birth_dates[j]);
      if (best.how.empty() || weight > best.weight) best = {weight, how, i, j};
    }
  }
  return best;
}

template <class Words>
Judged judge_words(const Words& query, const Words& listed, int32_t equal, int32_t differs) {
  if (query.empty() || listed.empty()) return {};
  for (size_t i = 0; i < query.size(); ++i) {
    for (size_t j = 0; j < listed.size(); ++j) {
      if (query[i] == listed[j]) return {equal, "equal", i, j};
    }
  }
  return {differs, "differs"};
}

bool has_unknown_country(const Subject& subject) {
  return !std::all_of(subject.countries.begin(), subject.countries.end(),
                      [](const std::string& word) { return clean::is_country_code(word); });
}
bool has_unknown_country(const NumberedFields& fields) { return fields.has_unknown_country; }

// A country that nobody knows by that name may be the other's: it contradicts nothing.
template <class Fields>
Judged judge_country(const Model& model, const Fields& query, const Fields& listed) {
  const Judged judged =
      judge_words(query.countries, listed.countries, model.country_equal, model.country_differs);
  if (judged.how != "differs" || (!has_unknown_country(query) && !has_unknown_country(listed))) return judged;
  return {0, "cannot be compared: not known by that name"};
}

uint32_t class_of(const Identifier& identifier) { return identifier_class(identifier); }
uint32_t class_of(const NumberedIdentifier& identifier) { return identifier.type; }

// Equal ones are evidence unless the number is ill made: a slip, or a filler that many wrote into the field.
template <class One>
Judged judge_pair(const Model& model, const One& a, const One& b, size_t i, size_t j) {
  const bool is_equal = a.value == b.value;
  const uint32_t left = class_of(a), right = class_of(b);
  if (left == kIllMade || right == kIllMade)
    return is_equal ? Judged{0, "equal, but not a valid number", i, j} : Judged{};
  if (is_equal) return {model.identifier_equal, "equal", i, j};
  if (left != 0 && left == right) return {model.identifier_differs, "differs", i, j};
  return {};
}

template <class Fields>
Judged judge_identifiers(const Model& model, const Fields& query, const Fields& listed) {
  Judged other;
  for (size_t i = 0; i < query.identifiers.size(); ++i) {
    for (size_t j = 0; j < listed.identifiers.size(); ++j) {
      const Judged one = judge_pair(model, query.identifiers[i], listed.identifiers[j], i, j);
      if (one.how == "equal") return one;
      if (!one.how.empty() && (other.how.empty() || one.weight <= other.weight)) other = one;
    }
  }
  return other;
}

// Both in ascending order.
template <class Words>
size_t shared_count(const Words& a, const Words& b) {
  size_t count = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++count, ++i, ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return count;
}

template <class Fields>
Judged judge_address(const Model& model, const Fields& query, const Fields& listed) {
  const size_t shared = shared_count(query.address_words, listed.address_words);
  if (shared == 0) return {};
  return {std::min<int32_t>(model.address_most, model.address_per_word * static_cast<int32_t>(shared)),
          "shared words"};
}

template <class Fields>
Judged judge(const Model& model, Feature feature, const Fields& query, const Fields& listed) {
  switch (feature) {
    case Feature::name: return {};
    case Feature::birth_date: return judge_birth(model, query, listed);
    case Feature::country: return judge_country(model, query, listed);
    case Feature::gender:
      return judge_words(query.genders, listed.genders, model.gender_equal, model.gender_differs);
    case Feature::identifier: return judge_identifiers(model, query, listed);
    case Feature::address: return judge_address(model, query, listed);
  }
  return {};
}

std::string text_of(PartialDate date) {
  if (date.day != 0) return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
  if (date.month != 0) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}", date.year);
}

std::string list_of(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : ", ") + value;
  return text;
}

std::pair<std::string, std::string> words_judged(const std::vector<std::string>& query,
                                                 const std::vector<std::string>& listed,
                                                 const Judged& judged) {
  if (judged.how == "equal") return {query[judged.query], listed[judged.listed]};
  return {list_of(query), list_of(listed)};
}

// The values on both sides that the judgement is of.
std::pair<std::string, std::string> values_judged(Feature feature, const Subject& query,
                                                  const Subject& listed, const Judged& judged) {
  switch (feature) {
    case Feature::name: break;
    case Feature::birth_date:
      return {text_of(query.birth_dates[judged.query]), text_of(listed.birth_dates[judged.listed])};
    case Feature::country: return words_judged(query.countries, listed.countries, judged);
    case Feature::gender: return words_judged(query.genders, listed.genders, judged);
    case Feature::identifier: {
      const Identifier& a = query.identifiers[judged.query];
      const Identifier& b = listed.identifiers[judged.listed];
      return {a.type + " " + a.value, b.type + " " + b.value};
    }
    case Feature::address: {
      std::vector<std::string> shared;
      std::set_intersection(query.address_words.begin(), query.address_words.end(),
                            listed.address_words.begin(), listed.address_words.end(),
                            std::back_inserter(shared));
      return {list_of(shared), list_of(shared)};
    }
  }
  return {};
}

constexpr Feature kFields[] = {Feature::birth_date, Feature::country, Feature::gender, Feature::identifier,
                               Feature::address};

template <class Fields>
int32_t weight_of_fields(const Model& model, const Fields& query, const Fields& listed) {
  int32_t weight = 0;
  for (const Feature field : kFields) weight += judge(model, field, query, listed).weight;
  return weight;
}

std::string words_of(const Name& name, size_t first, size_t count) {
  std::string text;
  for (size_t i = first; i < first + count; ++i) text += (i == first ? "" : " ") + name.parts[i].written;
  return text;
}

// Words that are read as one word need not be written as one: "abdul ~ abdur", "llc ~ ooo".
std::string_view relation_in_words(Relation relation, std::string_view asked, std::string_view found,
                                   clean::Role role) {
  if (relation != Relation::equal || asked == found) return to_string(relation);
  const bool is_meant =
      role == clean::Role::form || role == clean::Role::title || role == clean::Role::generic;
  return is_meant ? "the same meaning" : "another spelling";
}

// Lists the name's evidence; each line but the last of those met is rounded, the last takes what is left, so
// that the lines sum to `weights.base`.
void list_meetings(const Model& model, const BestNames& best, std::vector<Evidence>& evidence) {
  const Name& query = best.query->name;
  const Name& listed = best.listed->name;
  const size_t kind = kind_index(query.kind, listed.kind);
  const Pairing& p = best.pairing;
  const double whole = p.met + model.contradiction[kind] * p.contradicted + model.omission[kind] * p.omitted;
  const auto against = static_cast<int32_t>(
      -std::lround(model.name_per_share * model.contradiction[kind] * p.contradicted / whole));
  const auto missing =
      static_cast<int32_t>(-std::lround(model.name_per_share * model.omission[kind] * p.omitted / whole));
  int32_t left = best.weights.base - against - missing;
  for (size_t i = 0; i < p.meetings.size(); ++i) {
    const Meeting& m = p.meetings[i];
    const double loss = model.name_per_share * m.weight * (1000 - m.quality) / 1000.0 / whole;
    int32_t weight = static_cast<int32_t>(std::lround(1.0 * model.name_equal * m.weight / p.met - loss));
    if (i + 1 == p.meetings.size()) weight = left;
    left -= weight;
    std::string asked = words_of(query, m.query_first, m.query_count);
    std::string found = words_of(listed, m.listed_first, m.listed_count);
    const std::string_view how =
        relation_in_words(m.relation, asked, found, listed.parts[m.listed_first].role);
    evidence.push_back({Feature::name, std::move(asked), std::move(found), std::string(how), weight});
  }
  const auto unmet = [](const Name& name, uint32_t used) {
    std::string text;
    for (size_t i = 0; i < name.parts.size(); ++i) {
      if (((used >> i) & 1u) == 0) text += (text.empty() ? "" : " ") + name.parts[i].written;
    }
    return text;
  };
  uint32_t query_used = 0;
  uint32_t listed_used = 0;
  for (const Meeting& m : p.meetings) {
    query_used |= ((1u << m.query_count) - 1u) << m.query_first;
    listed_used |= ((1u << m.listed_count) - 1u) << m.listed_first;
  }
  const std::string left_query = unmet(query, query_used);
  const std::string left_listed = unmet(listed, listed_used);
  if (against != 0) evidence.push_back({Feature::name, left_query, left_listed, "contradicts", against});
  if (missing != 0)
    evidence.push_back({Feature::name, left_query, left_listed, "only one side has it", missing});
}

void list_name(const Model& model, const BestNames& best, std::vector<Evidence>& evidence) {
  list_meetings(model, best, evidence);
  const std::string& query = best.query->name.written;
  const std::string& listed = best.listed->name.written;
  if (best.weights.rarity != 0) {
    evidence.push_back({Feature::name, query, listed,
                        best.weights.rarity > 0 ? "what met is rare" : "what met is common",
                        best.weights.rarity});
  }
  if (best.weights.one_part != 0)
    evidence.push_back({Feature::name, query, listed, "only one part met", best.weights.one_part});
  if (best.weights.weak != 0)
    evidence.push_back({Feature::name, {}, listed, "a weak alias, says the list", best.weights.weak});
}

}  // namespace

std::string_view to_string(Feature feature) {
  constexpr std::string_view kNames[] = {"name", "birth_date", "country", "gender", "identifier", "address"};
  return kNames[static_cast<size_t>(feature)];
}

std::optional<int32_t> weigh_name(const Model& model, const Shape& query, const Shape& listed, bool is_weak,
                                  std::span<Meeting> possible) {
  const Pairing pairing = best_pairing(query, listed, possible);
  if (!pairing.is_evidence) return std::nullopt;
  return name_weights(model, query, listed, is_weak, pairing).total();
}

bool may_be_one(NameKind query, NameKind listed) {
  if (query == listed) return true;
  const bool has_thing = query == NameKind::thing || listed == NameKind::thing;
  return !has_thing && (query == NameKind::unknown || listed == NameKind::unknown);
}

uint32_t identifier_class(const Identifier& identifier) {
  if (clean::check_property(identifier.type, identifier.value) == clean::Check::invalid) return kIllMade;
  return identifier.type == "imoNumber" ? 1 : identifier.type == "leiCode" ? 2 : 0;
}

int32_t weigh_fields(const Model& model, const Subject& query, const Subject& listed) {
  return weight_of_fields(model, query, listed);
}

int32_t weigh_fields(const Model& model, const NumberedFields& query, const NumberedFields& listed) {
  return weight_of_fields(model, query, listed);
}

int32_t weigh(const Model& model, const Subject& query, const Subject& listed) {
  const int32_t floor = model.score_table.front().weight;
  if (!may_be_one(query.kind, listed.kind)) return floor;
  const auto best = best_names(model, query, listed);
  if (!best && judge_identifiers(model, query, listed).weight <= 0) return floor;
  return (best ? best->weights.total() : 0) + weigh_fields(model, query, listed);
}

Comparison compare(const Model& model, const Subject& query, const Subject& listed) {
  Comparison comparison;
  comparison.weight = model.score_table.front().weight;
  if (may_be_one(query.kind, listed.kind)) {
    const auto best = best_names(model, query, listed);
    if (best || judge_identifiers(model, query, listed).weight > 0) {
      comparison.weight = 0;
      if (best) {
        list_name(model, *best, comparison.evidence);
        comparison.query_name = best->query->name.written;
        comparison.listed_name = best->listed->name.written;
        comparison.rarity_bits = best->pairing.gained * kBitsPerWeight;
        ++comparison.fields_agreeing;
      }
      for (const Feature field : kFields) {
        const Judged judged = judge(model, field, query, listed);
        if (judged.how.empty()) continue;
        if (judged.weight > 0) ++comparison.fields_agreeing;
        auto [asked, found] = values_judged(field, query, listed, judged);
        comparison.evidence.push_back(
            {field, std::move(asked), std::move(found), std::string(judged.how), judged.weight});
      }
      for (const Evidence& one : comparison.evidence) comparison.weight += one.weight;
    }
  }
  comparison.score = model.score_of(comparison.weight);
  comparison.probability = model.probability_of(comparison.weight);
  return comparison;
}

int32_t most_of(const Model& model, Feature feature, const Subject& query) {
  switch (feature) {
    case Feature::birth_date:
      return query.birth_dates.empty() ? 0
                                       : std::max({0, model.birth_day_equal, model.birth_year_equal,
                                                   model.birth_swapped, model.birth_year_beside});
    case Feature::country:
      return query.countries.empty() ? 0 : std::max({0, model.country_equal, model.country_differs});
    case Feature::gender:
      return query.genders.empty() ? 0 : std::max({0, model.gender_equal, model.gender_differs});
    case Feature::address: return query.address_words.empty() ? 0 : std::max(0, model.address_most);
    case Feature::identifier: return query.identifiers.empty() ? 0 : std::max(0, model.identifier_equal);
    case Feature::name: break;
  }
  return 0;
}

double share_needed(const Model& model, int32_t weight_min, int32_t beside) {
  const double spare = model.name_equal + model.rarity_most + beside - weight_min;
  return std::max(0.0, 1 - spare / model.name_per_share);
}

}  // namespace clew::match
