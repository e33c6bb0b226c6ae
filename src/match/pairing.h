// Which part of one name met which part of the other: the assignment with the most agreement.
#pragma once

#include <array>
#include <cstdint>
#include <span>
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

// What pairing asks of a name once it is known which parts could meet: a bit for each part.
struct Shape {
  clean::NameKind kind = clean::NameKind::unknown;
  uint8_t count = 0;
  uint16_t soft = 0;      // Titles, particles, forms: they contradict nobody.
  uint16_t servants = 0;  // "Abd", which alone tells nothing.
  uint16_t initials = 0;
  std::array<uint16_t, clean::kPartsMax> weights = {};

  void add(clean::Role role, uint32_t weight);
  uint32_t weight_of(uint32_t parts) const;
};

Shape shape_of(const clean::Name& name);

// Of the parts met; no part is in two of them.
class Meetings {
 public:
  void push_back(const Meeting& meeting) { all_[count_++] = meeting; }
  const Meeting* begin() const { return all_.data(); }
  const Meeting* end() const { return all_.data() + count_; }
  Meeting* begin() { return all_.data(); }
  Meeting* end() { return all_.data() + count_; }
  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  const Meeting& operator[](size_t i) const { return all_[i]; }

 private:
  std::array<Meeting, clean::kPartsMax> all_;
  size_t count_ = 0;
};

struct Pairing {
  Meetings meetings;          // In the order of the query.
  uint32_t met = 0;           // Sum of weights.
  uint32_t gained = 0;        // Sum of gains.
  uint32_t contradicted = 0;  // Weight left over on both sides.
  uint32_t omitted = 0;       // Weight that only one side has.
  bool is_evidence = false;   // Something more than initials, particles and forms met.
};

// What could meet what, in any order.
std::vector<Meeting> possible_meetings(const clean::Name& query, const clean::Name& listed);

// One part meets one part; nothing (weight 0) where they are not related.
Meeting single_meeting(size_t query_part, uint32_t query_weight, size_t listed_part, uint32_t listed_weight,
                       clean::Likeness likeness);
// A run meets a part (query_count > 1), or a part a run.
Meeting joined_meeting(size_t query_first, size_t query_count, size_t listed_first, size_t listed_count,
                       clean::Likeness likeness, uint32_t query_weight, uint32_t listed_weight);
// The letters of one name stand for the whole other.
Meeting acronym_meeting(size_t query_first, size_t query_count, size_t listed_first, size_t listed_count,
                        uint32_t query_weight, uint32_t listed_weight);
// The best of the possible meetings, which it puts in another order. The answer depends on which they are,
// not on their order. Allocates nothing where there are up to 64.
Pairing best_pairing(const Shape& query, const Shape& listed, std::span<Meeting> possible);

Pairing pair_parts(const clean::Name& query, const clean::Name& listed);

}  // namespace clew::match
