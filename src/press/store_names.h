// The people, companies and vessels of a store, ready to be looked for in pages.
//
//   page ── KnownNames: names as listed ──────────▶ candidates ── match: each weighed, with its explanation
//      └── a name in another spelling: NameIndex ─▶
//
// A candidate is somebody a mention could be, never a verdict. Opening reads every entity of the view once
// and keeps what is compared in memory. Thread-safe once open; the store is not needed afterwards.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/name_index.h"
#include "match/compare.h"
#include "press/known_names.h"
#include "store/store.h"

namespace clew::press {

struct KnownEntity {
  match::Subject subject;
  std::string caption;
  std::vector<std::string> datasets;
};

struct Candidate {
  const KnownEntity* entity = nullptr;  // Lives as long as the StoreNames.
  match::Comparison comparison;
  NameForm form = NameForm::whole;
  bool is_as_listed = false;  // Found letter by letter; else only alike.
};

class StoreNames {
 public:
  static base::Result<StoreNames> open(const store::Store& store, const store::View& view,
                                       std::shared_ptr<const clean::Tables> tables, match::Model model);
  static StoreNames of(std::vector<KnownEntity> entities, std::shared_ptr<const clean::Tables> tables,
                       match::Model model);

  const KnownNames& known() const { return known_; }
  const std::vector<KnownEntity>& entities() const { return entities_; }
  const clean::Tables& tables() const { return *tables_; }

  // Those that a hit of known() could be, the likeliest first; at most `limit`.
  std::vector<Candidate> candidates(const NameHit& hit, std::string_view words, size_t limit) const;
  // Those that a name in any spelling could be, at the model's score_min.
  std::vector<Candidate> candidates(std::string_view name, clean::NameKind kind, size_t limit) const;

 private:
  explicit StoreNames(std::shared_ptr<const clean::Tables> tables)
      : known_(tables), tables_(std::move(tables)) {}

  std::vector<KnownEntity> entities_;
  KnownNames known_;
  std::vector<std::string> tables_of_names_;  // What names_ looks into; never changed once made.
  index::NameIndex names_;
  std::shared_ptr<const clean::Tables> tables_;
  match::Model model_;
};

}  // namespace clew::press
