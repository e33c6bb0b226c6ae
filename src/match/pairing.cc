#include "match/pairing.h"

#include <algorithm>

namespace clew::match {
namespace {

using clean::Likeness;
using clean::Name;
using clean::Part;
using clean::Relation;
using clean::Role;

// Beyond so many steps the best assignment found so far stands; only names of many like parts get there.
constexpr uint32_t kStepsMax = 400;
constexpr uint32_t kJoinedQualityMin = 850;
constexpr uint32_t kAcronymQuality = 780;

uint32_t mask(size_t first, size_t count) { return ((1u << count) - 1u) << first; }
uint32_t query_mask(const Meeting& m) { return mask(m.query_first, m.query_count); }
uint32_t listed_mask(const Meeting& m) { return mask(m.listed_first, m.listed_count); }

Meeting meeting(size_t q, size_t q_count, size_t l, size_t l_count, Likeness likeness, uint32_t weight) {
  return {static_cast<uint8_t>(q),
          static_cast<uint8_t>(q_count),
          static_cast<uint8_t>(l),
          static_cast<uint8_t>(l_count),
          likeness.relation,
          likeness.quality,
          weight};
}

void add_single_meetings(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  for (size_t q = 0; q < query.parts.size(); ++q) {
    for (size_t l = 0; l < listed.parts.size(); ++l) {
      const Part& left = query.parts[q];
      const Part& right = listed.parts[l];
      const Likeness likeness = related(left, right);
      if (likeness.quality == 0) continue;
      const bool is_initial = likeness.relation == Relation::initial;
      const uint32_t weight =
          is_initial ? std::min(left.weight, right.weight) : (left.weight + right.weight) / 2;
      meetings.push_back(meeting(q, 1, l, 1, likeness, weight));
    }
  }
}

void add_joined_meetings(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  const auto is_near = [](const Part& run, const Part& part) {
    const size_t a = run.forms.front().latin.size();
    const size_t b = part.forms.front().latin.size();
    const bool vowels_unwritten = run.vowels_unwritten != part.vowels_unwritten;
    if (vowels_unwritten && run.forms.front().skeleton.size() < 4) return false;
    // A word that swallows a short neighbour would hide that the other name lacks it.
    return part.role != Role::initial && (a > b ? a - b : b - a) <= (vowels_unwritten ? 4u : 1u);
  };
  // A letter that a longer word swallows would hide that it contradicts: with one, only the whole word
  // counts.
  const auto least_quality = [](const Name& name, const clean::Run& run) {
    const auto begin = name.parts.begin() + run.first;
    const bool has_initial =
        std::any_of(begin, begin + run.count, [](const Part& part) { return part.role == Role::initial; });
    return has_initial ? 1000u : kJoinedQualityMin;
  };
  for (const clean::Run& run : query.runs) {
    for (size_t l = 0; l < listed.parts.size(); ++l) {
      if (!is_near(run.part, listed.parts[l])) continue;
      Likeness likeness = related(run.part, listed.parts[l]);
      if (likeness.quality < least_quality(query, run)) continue;
      likeness.relation = Relation::split;
      meetings.push_back(
          meeting(run.first, run.count, l, 1, likeness, (run.part.weight + listed.parts[l].weight) / 2));
    }
  }
  for (const clean::Run& run : listed.runs) {
    for (size_t q = 0; q < query.parts.size(); ++q) {
      if (!is_near(run.part, query.parts[q])) continue;
      Likeness likeness = related(query.parts[q], run.part);
      if (likeness.quality < least_quality(listed, run)) continue;
      likeness.relation = Relation::joined;
      meetings.push_back(
          meeting(q, 1, run.first, run.count, likeness, (run.part.weight + query.parts[q].weight) / 2));
    }
  }
}

uint32_t weight_of_all(const Name& name) {
  uint32_t weight = 0;
  for (const Part& part : name.parts) weight += part.weight;
  return weight;
}

void add_acronyms(const Name& query, const Name& listed, std::vector<Meeting>& meetings) {
  for (size_t q = 0; q < query.parts.size() && !listed.acronym.empty(); ++q) {
    if (query.parts[q].forms.front().latin != listed.acronym) continue;
    meetings.push_back(meeting(q, 1, 0, listed.parts.size(), {Relation::acronym, kAcronymQuality},
                               (query.parts[q].weight + weight_of_all(listed)) / 2));
  }
  for (size_t l = 0; l < listed.parts.size() && !query.acronym.empty(); ++l) {
    if (listed.parts[l].forms.front().latin != query.acronym) continue;
    meetings.push_back(meeting(0, query.parts.size(), l, 1, {Relation::acronym, kAcronymQuality},
                               (listed.parts[l].weight + weight_of_all(query)) / 2));
  }
}

// Branch and bound over meetings ordered by gain.
struct Search {
  const std::vector<Meeting>& meetings;
  std::vector<uint32_t> rest;  // Gains from here on.
  std::vector<size_t> chosen, best;
  uint32_t best_gain = 0;
  uint32_t steps = 0;

  void go(size_t at, uint32_t query_used, uint32_t listed_used, uint32_t gain) {
    if (gain > best_gain) {
      best_gain = gain;
      best = chosen;
    }
    if (at == meetings.size() || gain + rest[at] <= best_gain || ++steps > kStepsMax) return;
    const Meeting& m = meetings[at];
    if ((query_used & query_mask(m)) == 0 && (listed_used & listed_mask(m)) == 0) {
      chosen.push_back(at);
      go(at + 1, query_used | query_mask(m), listed_used | listed_mask(m), gain + m.gain());
      chosen.pop_back();
    }
    go(at + 1, query_used, listed_used, gain);
  }
};

std::vector<Meeting> best_meetings(std::vector<Meeting> meetings) {
  std::stable_sort(meetings.begin(), meetings.end(),
                   [](const Meeting& a, const Meeting& b) { return a.gain() > b.gain(); });
  Search search{meetings, std::vector<uint32_t>(meetings.size() + 1, 0), {}, {}};
  for (size_t i = meetings.size(); i > 0; --i) search.rest[i - 1] = search.rest[i] + meetings[i - 1].gain();
  search.go(0, 0, 0, 0);
  std::vector<Meeting> best;
  for (const size_t i : search.best) best.push_back(meetings[i]);
  std::sort(best.begin(), best.end(),
            [](const Meeting& a, const Meeting& b) { return a.query_first < b.query_first; });
  return best;
}

struct Left {
  uint32_t hard = 0;
  uint32_t soft = 0;
};

Left left_over(const Name& name, uint32_t used) {
  Left left;
  for (size_t i = 0; i < name.parts.size(); ++i) {
    if ((used >> i) & 1u) continue;
    (clean::is_soft(name.parts[i].role) ? left.soft : left.hard) += name.parts[i].weight;
  }
  return left;
}

bool tells(const Meeting& m, const Name& query) {
  const Role role = query.parts[m.query_first].role;
  if (m.relation == Relation::initial || (m.query_count == 1 && role == Role::initial)) return false;
  return m.query_count > 1 || m.listed_count > 1 || (!clean::is_soft(role) && role != Role::servant);
}

}  // namespace

Pairing pair_parts(const Name& query, const Name& listed) {
  std::vector<Meeting> meetings;
  add_single_meetings(query, listed, meetings);
  add_joined_meetings(query, listed, meetings);
  add_acronyms(query, listed, meetings);
  Pairing pairing;
  if (meetings.empty()) return pairing;
  pairing.meetings = best_meetings(std::move(meetings));
  uint32_t query_used = 0;
  uint32_t listed_used = 0;
  for (const Meeting& m : pairing.meetings) {
    query_used |= query_mask(m);
    listed_used |= listed_mask(m);
    pairing.met += m.weight;
    pairing.gained += m.gain();
    pairing.is_evidence = pairing.is_evidence || tells(m, query);
  }
  const Left left = left_over(query, query_used);
  const Left right = left_over(listed, listed_used);
  pairing.contradicted = std::min(left.hard, right.hard);
  pairing.omitted = std::max(left.hard, right.hard) - pairing.contradicted + left.soft + right.soft;
  return pairing;
}

}  // namespace clew::match
