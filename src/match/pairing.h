// Which part of one name met which part of the other: the assignment with the most agreement.
#pragma once

#include <cstdint>
#include <vector>

#include "clean/names.h"

namespace clew::match {

// Parts [query_first, +query_count) met parts [listed_first, +listed_count).
struct Meeting {
  uint8_t query_first, query_count, listed_first, listed_count;
  clean::Relation relation;
  uint32_t quality;  // Thousandths.
  uint32_t weight;
  uint32_t gain() const { return weight * quality / 1000; }
};

struct Pairing {
  std::vector<Meeting> meetings;  // No part in two of them.
  uint32_t met = 0;               // Sum of weights.
  uint32_t gained = 0;            // Sum of gains.
  uint32_t contradicted = 0;      // Weight left over on both sides.
  uint32_t omitted = 0;           // Weight that only one side has.
  bool is_evidence = false;       // Something more than initials, particles and forms met.
};

Pairing pair_parts(const clean::Name& query, const clean::Name& listed);

}  // namespace clew::match
