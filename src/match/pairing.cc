#include "match/pairing.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace clew::match {
namespace {

using clean::Likeness;
using clean::Name;
using clean::Part;
using clean::Relation;
using clean::Role;

// Beyond so many steps the best assignment found so far stands; only names of many like parts get there.
constexpr uint32_t kStepsMax = 400;
constexpr uint32_t kAcronymQuality = 780;

uint32_t mask(size_t first, size_t count) { return ((1u << count) - 1u) << first; }
uint32_t query_mask(const Meeting& m) { return mask(m.query_first, m.query_count); }
uint32_t listed_mask(const Meeting& m) { return mask(m.listed_first, m.listed_count); }

void add_single_meetings(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  for (size_t q = 0; q < query.parts.size(); ++q) {
    for (size_t l = 0; l < listed.parts.size(); ++l) {
      const Likeness likeness = related(query.parts[q], listed.parts[l]);
      if (likeness.quality == 0) continue;
      meetings.push_back(single_meeting(q, query.parts[q].weight, l, listed.parts[l].weight, likeness));
    }
  }
}

void add_joined_meetings(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  for (const clean::Run& run : query.runs) {
    for (size_t l = 0; l < listed.parts.size(); ++l) {
      const Likeness likeness = related(run, listed.parts[l]);
      if (likeness.quality == 0) continue;
      meetings.push_back(
          joined_meeting(run.first, run.count, l, 1, likeness, run.part.weight, listed.parts[l].weight));
    }
  }
  for (const clean::Run& run : listed.runs) {
    for (size_t q = 0; q < query.parts.size(); ++q) {
      const Likeness likeness = related(run, query.parts[q]);
      if (likeness.quality == 0) continue;
      meetings.push_back(
          joined_meeting(q, 1, run.first, run.count, likeness, query.parts[q].weight, run.part.weight));
    }
  }
}

uint32_t weight_of_all(const Name& name) {
  uint32_t weight = 0;
  for (const Part& part : name.parts) weight += part.weight;
  return weight;
}

// What says little by itself does not stand for a whole name.
bool may_be_acronym(const Part& part, const std::string& acronym) {
  return part.may_be_acronym && part.forms.front().latin == acronym;
}

void add_acronyms(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  for (size_t q = 0; q < query.parts.size() && !listed.acronym.empty(); ++q) {
    if (!may_be_acronym(query.parts[q], listed.acronym)) continue;
    meetings.push_back(
        acronym_meeting(q, 1, 0, listed.parts.size(), query.parts[q].weight, weight_of_all(listed)));
  }
  for (size_t l = 0; l < listed.parts.size() && !query.acronym.empty(); ++l) {
    if (!may_be_acronym(listed.parts[l], query.acronym)) continue;
    meetings.push_back(
        acronym_meeting(0, query.parts.size(), l, 1, weight_of_all(query), listed.parts[l].weight));
  }
}

// Gains first; the rest only so that the order in which meetings were found changes nothing.
bool goes_before(const Meeting& a, const Meeting& b) {
  const auto key = [](const Meeting& m) {
    return std::tuple(m.query_count + m.listed_count, m.query_first, m.listed_first, m.query_count);
  };
  return a.gain() != b.gain() ? a.gain() > b.gain() : key(a) < key(b);
}

// Branch and bound over meetings ordered by gain.
struct Search {
  std::span<const Meeting> meetings;
  std::span<uint32_t> rest;  // Gains from here on.
  std::array<uint32_t, clean::kPartsMax> chosen = {}, best = {};
  size_t chosen_count = 0, best_count = 0;
  uint32_t best_gain = 0;
  uint32_t steps = 0;

  void go(size_t at, uint32_t query_used, uint32_t listed_used, uint32_t gain) {
    if (gain > best_gain) {
      best_gain = gain;
      best = chosen;
      best_count = chosen_count;
    }
    if (at == meetings.size() || gain + rest[at] <= best_gain || ++steps > kStepsMax) return;
    const Meeting& m = meetings[at];
    if ((query_used & query_mask(m)) == 0 && (listed_used & listed_mask(m)) == 0) {
      chosen[chosen_count++] = static_cast<uint32_t>(at);
      go(at + 1, query_used | query_mask(m), listed_used | listed_mask(m), gain + m.gain());
      --chosen_count;
    }
    go(at + 1, query_used, listed_used, gain);
  }
};

Meetings search_meetings(std::span<Meeting> possible, std::span<uint32_t> rest) {
  std::sort(possible.begin(), possible.end(), goes_before);
  Search search{.meetings = possible, .rest = rest};
  rest[possible.size()] = 0;
  for (size_t i = possible.size(); i > 0; --i) rest[i - 1] = rest[i] + possible[i - 1].gain();
  search.go(0, 0, 0, 0);
  Meetings best;
  for (size_t i = 0; i < search.best_count; ++i) best.push_back(possible[search.best[i]]);
  return best;
}

// Where no two meetings want one part, all of them hold.
bool none_compete(std::span<const Meeting> possible) {
  uint32_t query_used = 0, listed_used = 0;
  for (const Meeting& m : possible) {
    if ((query_used & query_mask(m)) != 0 || (listed_used & listed_mask(m)) != 0) return false;
    query_used |= query_mask(m);
    listed_used |= listed_mask(m);
  }
  return true;
}

Meetings best_meetings(std::span<Meeting> possible) {
  constexpr size_t kUsual = 64;
  Meetings best;
  if (none_compete(possible)) {
    for (const Meeting& m : possible) best.push_back(m);
  } else if (possible.size() <= kUsual) {
    std::array<uint32_t, kUsual + 1> rest;
    best = search_meetings(possible, rest);
  } else {
    std::vector<uint32_t> rest(possible.size() + 1);
    best = search_meetings(possible, rest);
  }
  std::sort(best.begin(), best.end(),
            [](const Meeting& a, const Meeting& b) { return a.query_first < b.query_first; });
  return best;
}

bool tells(const Meeting& m, const Shape& query) {
  const bool is_single = m.query_count == 1 && m.listed_count == 1;
  const uint32_t part = 1u << m.query_first;
  if (m.relation == Relation::initial || (m.query_count == 1 && (query.initials & part) != 0)) return false;
  return !is_single || ((query.soft | query.servants) & part) == 0;
}

}  // namespace

void Shape::add(Role role, uint32_t weight) {
  const auto part = static_cast<uint16_t>(1u << count);
  if (clean::is_soft(role)) soft |= part;
  if (role == Role::servant) servants |= part;
  if (role == Role::initial) initials |= part;
  weights[count++] = static_cast<uint16_t>(weight);
}

uint32_t Shape::weight_of(uint32_t parts) const {
  uint32_t weight = 0;
  for (; parts != 0; parts &= parts - 1) weight += weights[static_cast<size_t>(std::countr_zero(parts))];
  return weight;
}

Shape shape_of(const Name& name) {
  Shape shape;
  shape.kind = name.kind;
  for (const Part& part : name.parts) shape.add(part.role, part.weight);
  return shape;
}

Meeting single_meeting(size_t query_part, uint32_t query_weight, size_t listed_part, uint32_t listed_weight,
                       Likeness likeness) {
  const bool is_initial = likeness.relation == Relation::initial;
  const uint32_t weight =
      is_initial ? std::min(query_weight, listed_weight) : (query_weight + listed_weight) / 2;
  return {static_cast<uint8_t>(query_part),
          1,
          static_cast<uint8_t>(listed_part),
          1,
          likeness.relation,
          likeness.quality,
          weight};
}

Meeting joined_meeting(size_t query_first, size_t query_count, size_t listed_first, size_t listed_count,
                       Likeness likeness, uint32_t query_weight, uint32_t listed_weight) {
  return {static_cast<uint8_t>(query_first),
          static_cast<uint8_t>(query_count),
          static_cast<uint8_t>(listed_first),
          static_cast<uint8_t>(listed_count),
          query_count > 1 ? Relation::split : Relation::joined,
          likeness.quality,
          (query_weight + listed_weight) / 2};
}

Meeting acronym_meeting(size_t query_first, size_t query_count, size_t listed_first, size_t listed_count,
                        uint32_t query_weight, uint32_t listed_weight) {
  return {static_cast<uint8_t>(query_first),
          static_cast<uint8_t>(query_count),
          static_cast<uint8_t>(listed_first),
          static_cast<uint8_t>(listed_count),
          Relation::acronym,
          kAcronymQuality,
          (query_weight + listed_weight) / 2};
}

std::vector<Meeting> possible_meetings(const Name& query, const Name& listed) {
  std::vector<Meeting> meetings;
  add_single_meetings(query, listed, meetings);
  add_joined_meetings(query, listed, meetings);
  add_acronyms(query, listed, meetings);
  return meetings;
}

Pairing best_pairing(const Shape& query, const Shape& listed, std::span<Meeting> possible) {
  Pairing pairing;
  if (possible.empty()) return pairing;
  pairing.meetings = best_meetings(possible);
  uint32_t query_used = 0;
  uint32_t listed_used = 0;
  for (const Meeting& m : pairing.meetings) {
    query_used |= query_mask(m);
    listed_used |= listed_mask(m);
    pairing.met += m.weight;
    pairing.gained += m.gain();
    pairing.is_evidence = pairing.is_evidence || tells(m, query);
  }
  const uint32_t query_left = mask(0, query.count) & ~query_used;
  const uint32_t listed_left = mask(0, listed.count) & ~listed_used;
  const uint32_t query_hard = query.weight_of(query_left & ~uint32_t{query.soft});
  const uint32_t listed_hard = listed.weight_of(listed_left & ~uint32_t{listed.soft});
  pairing.contradicted = std::min(query_hard, listed_hard);
  pairing.omitted = std::max(query_hard, listed_hard) - pairing.contradicted +
                    query.weight_of(query_left & query.soft) + listed.weight_of(listed_left & listed.soft);
  return pairing;
}

Pairing pair_parts(const Name& query, const Name& listed) {
  auto possible = possible_meetings(query, listed);
  if (possible.empty()) return {};
  return best_pairing(shape_of(query), shape_of(listed), possible);
}

}  // namespace clew::match
