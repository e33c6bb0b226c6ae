// A store's listed people, companies and vessels, ready to be held against customers.
//
//   customer ── index: the few it could be ──▶ match: weigh each ──▶ those at score_min, the likeliest first
//
// A hit is a candidate, never a verdict. Opening reads every entity of the view once and keeps what is
// compared in memory. Thread-safe once open; the store is not needed afterwards.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/name_index.h"
#include "match/compare.h"
#include "screen/listed.h"
#include "store/store.h"

namespace clew::screen {

struct Hit {
  const Listed* listed = nullptr;  // Lives as long as the List.
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
  static List of(std::vector<Listed> listed, std::shared_ptr<const clean::Tables> tables, match::Model model);

  // Everything listed that scores at least score_min, best first, then by id; at most `limit`.
  std::vector<Hit> candidates(const match::Subject& customer, const Ask& ask) const;
  // The same by comparing with everybody: the slow twin, for tests.
  std::vector<Hit> candidates_by_force(const match::Subject& customer, const Ask& ask) const;

  const std::vector<Listed>& listed() const { return listed_; }
  const index::NameIndex& names() const { return names_; }
  const clean::Tables& tables() const { return *tables_; }
  const match::Model& model() const { return model_; }

 private:
  std::vector<uint32_t> with_names_like(const match::Subject& customer, int32_t weight_min,
                                        int32_t beside) const;
  std::vector<uint32_t> could_be(const match::Subject& customer, double score_min) const;
  std::vector<Hit> best(const match::Subject& customer, const std::vector<uint32_t>& numbers,
                        const Ask& ask) const;

  std::vector<Listed> listed_;
  index::NameIndex names_;
  std::unordered_map<std::string, std::vector<uint32_t>> identifiers_;
  std::shared_ptr<const clean::Tables> tables_;
  match::Model model_;
};

}  // namespace clew::screen
