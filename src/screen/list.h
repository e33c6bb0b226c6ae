// A store's listed people, companies and vessels, ready to be held against customers.
//
//   customer ── index: the few it could be ──▶ match: weigh each ──▶ those at score_min, the likeliest first
//
// A hit is a candidate, never a verdict. Opening maps the prepared list of the store, and makes it where
// there is none (screen/prepared.h). Thread-safe once open; the store is not needed afterwards.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "match/compare.h"
#include "screen/listed.h"
#include "screen/prepared.h"
#include "store/store.h"

namespace clew::screen {

struct Hit {
  std::shared_ptr<const Listed> listed;  // Of its names the one that met, where one did; else all.
  match::Comparison comparison;
};

struct Ask {
  double score_min = 0.7;
  size_t limit = 10;
};

class List {
 public:
  static base::Result<List> open(const store::Store& store, const store::View& view,
                                 std::shared_ptr<const clean::Tables> tables, match::Model model);
  // The same of subjects made elsewhere.
  static List of(const std::vector<Listed>& listed, std::shared_ptr<const clean::Tables> tables,
                 match::Model model);

  static List of(PreparedBuilder& builder, std::shared_ptr<const clean::Tables> tables, match::Model model);

  // Everything listed that scores at least score_min, best first, then by id; at most `limit`.
  std::vector<Hit> candidates(const match::Subject& customer, const Ask& ask) const;
  // The same by comparing with everybody: the slow twin, for tests. Reads the whole list back at its first
  // call.
  std::vector<Hit> candidates_by_force(const match::Subject& customer, const Ask& ask) const;

  size_t size() const { return prepared_->size(); }
  // One of them as it was listed, its names analysed again: some microseconds a name.
  Listed listed(size_t number) const;
  // The same without its names.
  Listed outline(size_t number) const { return prepared_->outline(static_cast<uint32_t>(number)); }

  // Whether anybody listed is of the country, as clean::country_word() gives it.
  bool states_country(std::string_view word) const { return prepared_->states_country(word); }
  const index::NameIndex& names() const { return prepared_->names(); }
  uint64_t bytes() const { return prepared_->bytes(); }
  const clean::Tables& tables() const { return *tables_; }
  const match::Model& model() const { return model_; }

 private:
  // A listed entity by the best of its names: `name` is its number in the index, kNoName for all of them.
  struct Weighed {
    int32_t weight;
    uint32_t entity;
    uint32_t name;
    uint32_t query_name;
  };
  static constexpr uint32_t kNoName = UINT32_MAX;
  struct Customer;

  List(std::shared_ptr<const Prepared> prepared, std::shared_ptr<const clean::Tables> tables,
       match::Model model);

  void weigh_names(const Customer& customer, std::vector<Weighed>& weighed) const;
  void add_fields(const Customer& customer, std::vector<Weighed>& weighed) const;
  void add_by_identifier(const Customer& customer, std::vector<Weighed>& weighed) const;
  std::vector<Hit> best(const match::Subject& customer, std::vector<Weighed>&& weighed, const Ask& ask) const;
  match::SubjectName name(uint32_t number) const;

  std::shared_ptr<const Prepared> prepared_;
  std::shared_ptr<const clean::Tables> tables_;
  match::Model model_;
  struct Everybody;
  std::shared_ptr<Everybody> everybody_;  // For candidates_by_force().
};

}  // namespace clew::screen
