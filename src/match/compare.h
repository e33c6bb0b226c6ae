// Two entities: how alike, and why?
//
//   query   Sergej Lawrow, 1950        listed  Сергей Викторович ЛАВРОВ, 1950-03-21
//     sergej ~ сергей   romanisation  +9.4 bits
//     lawrow ~ лавров   romanisation  +9.1
//             викторович is missing   -1.2
//     1950 ~ 1950-03-21 same year     +5.0
//     ------------------------------------
//     weight 22.3 bits -> score 0.96, probability 0.99
//
// Weights are integers, thousandths of a bit; the evidence sums to the weight exactly. What one side lacks is
// no evidence. A match is a candidate, never a verdict. Thread-safe; needs neither a store nor an index.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "match/model.h"
#include "match/pairing.h"
#include "match/subject.h"

namespace clew::match {

enum class Feature : uint8_t { name, birth_date, country, gender, identifier, address };
std::string_view to_string(Feature feature);

struct Evidence {
  Feature feature;
  std::string query;  // The value on that side; empty where it has none.
  std::string listed;
  std::string how;     // "equal", "romanisation", "missing", "contradicts", "same year" ...
  int32_t weight = 0;  // Negative speaks against.
};

struct Comparison {
  int32_t weight = 0;
  double score = 0;
  double probability = 0;
  std::string query_name;  // The two names that were held against each other.
  std::string listed_name;
  std::vector<Evidence> evidence;
  uint32_t rarity_bits = 0;  // How much the parts of the name that met tell, in thousandths of a bit.
  uint32_t fields_agreeing = 0;
};

// Only the weight: what screening asks of every candidate. The floor of the score table where the two are of
// kinds that cannot be one, or no part of a name and no identifier meets.
int32_t weigh(const Model& model, const Subject& query, const Subject& listed);

// What one name of each says, once it is known which parts could meet; nothing where too little did. weigh()
// takes the most of it over all pairs of names. Allocates nothing.
std::optional<int32_t> weigh_name(const Model& model, const Shape& query, const Shape& listed, bool is_weak,
                                  std::span<Meeting> possible);

// The fields other than names, with a number for each value: equal numbers are equal values. Borrows.
struct NumberedIdentifier {
  uint32_t type;  // See identifier_class().
  uint32_t value;
};
struct NumberedFields {
  std::span<const PartialDate> birth_dates;
  std::span<const uint32_t> countries, genders;
  std::span<const NumberedIdentifier> identifiers;
  std::span<const uint32_t> address_words;  // Ascending.
  bool has_unknown_country = false;         // Which may be any other: then countries do not differ.
};

// Identifiers of which each body has but one are told apart by a number from 1 on; all others are 0, those
// that fail clean::check_property are kIllMade: shown where equal, but they say nothing, for or against.
constexpr uint32_t kIllMade = 0xffff'ffff;
uint32_t identifier_class(const Identifier& identifier);

// What the fields other than names say, identifiers included; far cheaper than weigh().
int32_t weigh_fields(const Model& model, const Subject& query, const Subject& listed);
int32_t weigh_fields(const Model& model, const NumberedFields& query, const NumberedFields& listed);

// A person is no ship, whatever they are called.
bool may_be_one(clean::NameKind query, clean::NameKind listed);

Comparison compare(const Model& model, const Subject& query, const Subject& listed);

// The most that a field could add for this query.
int32_t most_of(const Model& model, Feature feature, const Subject& query);

// The share of a name that must be met for it to reach `weight_min` with `beside` added; see name_share.
double share_needed(const Model& model, int32_t weight_min, int32_t beside);

}  // namespace clew::match
