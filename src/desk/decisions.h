// What people decided of two records: the same, different, or unsure; by whom, when, why, and until when.
//
//   ofac-36  ── same ──  un-KPe.001  ── different ──  customer 17
//   ofac-36  ───────────── so, different too ───────  customer 17
//
// A decision is kept as it was made: with the hashes of both records, so that it can be told when one of them
// has changed since. Nothing is overwritten; of two records the last decision counts. Who is one and who is
// not is a person's decision: nothing here is ever written by a score.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "desk/database.h"

namespace clew::desk {

enum class Judgement : uint8_t { same, different, unsure };
std::string_view to_string(Judgement judgement);
// Nothing for any other word.
std::optional<Judgement> read_judgement(std::string_view word);

struct Decision {
  int64_t number = 0;  // In the desk, from 1; 0 before it is kept.
  std::string left;    // Ids of records: of entities of a store, or of customers. left < right.
  std::string right;
  Judgement judgement = Judgement::unsure;
  std::string why;
  std::string author;
  std::string decided_at;  // ISO time, UTC.
  std::string expires_on;  // ISO day from which it counts no more; empty: never.
  std::string left_hash;   // Of the records as they were; empty where nobody saw them (an import).
  std::string right_hash;
  std::string origin;  // "", or the file it was imported from.
};

// Puts left before right, with their hashes.
void put_in_order(Decision& decision);

// Keeps decisions, all or none. Error: a record beside itself, an empty id.
base::Result<void> keep(Database& desk, std::vector<Decision> decisions);

// All decisions, in the order in which they were made.
base::Result<std::vector<Decision>> all_decisions(Database& desk);

// The decisions that count, to be asked of two records. A value; thread-safe once made.
class Decisions {
 public:
  Decisions() = default;
  explicit Decisions(std::vector<Decision> all);

  bool empty() const { return kept_.empty(); }
  bool knows(std::string_view id) const { return of_record_.contains(std::string(id)); }

  // Of each pair that the record is one of, the last decision.
  std::vector<const Decision*> about(std::string_view id) const;

  // The last decision of exactly these two.
  const Decision* direct(std::string_view a, std::string_view b) const;

  // What was decided of the two, directly or by way of "same": the decision that settles it first, then those
  // that lead to it. Only decisions for which `counts` holds lead on; a direct one is given in any case.
  // Empty: nothing was decided. At most kReach records are looked at from each of the two.
  std::vector<const Decision*> between(std::string_view a, std::string_view b,
                                       const std::function<bool(const Decision&)>& counts) const;
  static constexpr size_t kReach = 1000;

  const std::vector<Decision>& kept() const { return kept_; }

 private:
  struct Reached {
    std::string id;
    size_t from;  // Place in the list of those reached.
    const Decision* by;
  };
  std::vector<Reached> same_as(std::string_view id, const std::function<bool(const Decision&)>& counts) const;

  std::vector<Decision> kept_;  // The last of each pair.
  std::unordered_map<std::string, std::vector<size_t>> of_record_;
};

}  // namespace clew::desk
