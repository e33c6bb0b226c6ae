// Listed names by every word that could be met by a query's: the few a query could be, none left out.
//
//   query part ── related terms (edits by symmetric deletes, skeleton, nickname, acronym) ──▶ postings: name,
//   part
//                                                     names touched ──▶ those whose unmet parts leave enough
//                                                     ──▶ owners
//
// A term is a Latin spelling of a part, or of neighbours read as one. For each name touched, the index bounds
// the share of the two names that could be met, from the weights of the parts; names that cannot reach the
// share asked for are left out. The bound never falls below what clean::related could yield, so nothing is
// lost. Held in memory. add() is for one thread; find() is thread-safe once sealed.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "clean/names.h"

namespace clew::index {

// What a name must fulfil: gained / (gained + contradiction * unmet on both sides + omission * unmet on one)
// of at least share_min, were everything that could be related fully alike.
struct Need {
  double share_min = 0;
  double contradiction = 0;
  double omission = 0;
};

class NameIndex {
 public:
  NameIndex();
  ~NameIndex();
  NameIndex(NameIndex&&) noexcept;
  NameIndex& operator=(NameIndex&&) noexcept;

  // `owner` is whatever number the caller gives the entity of that name.
  void add(const clean::Name& name, uint32_t owner);
  // To be called once, after the last add.
  void seal();

  // Adds the owners of names that could be `query`, each once, in ascending order.
  void find(const clean::Name& query, const Need& need, std::vector<uint32_t>& owners) const;

  size_t name_count() const;
  size_t term_count() const;
  // Bytes held, as allocated.
  size_t bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace clew::index
