// What was decided of two records, as the desk keeps it, and whether it still counts.
//
// A decision stands until its expiry, and as long as both records are what they were when it was made. One
// that does not stand any more is still shown: it re-opens the question. Decisions of "same" carry over: who
// is the same as A is different from whom A is different from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/json.h"
#include "cli/records.h"
#include "desk/decisions.h"
#include "store/store.h"

namespace clew::cli {

enum class Standing : uint8_t { holds, expired, changed };
std::string_view to_string(Standing standing);

struct Ruling {
  desk::Decision decision;
  Standing standing = Standing::holds;
  std::string through;  // Ids that lie between the two, where it was not decided of them directly.

  bool sets_aside() const {
    return standing == Standing::holds && decision.judgement == desk::Judgement::different;
  }
};

// "decided different by J. Doe on 2026-11-24: other birth date (until 2027-01-01)".
std::string ruling_words(const Ruling& ruling);

// "decision": {judgement, author, decided_at, why, standing ...} into an open object.
template <class AnyJson>
void write_ruling(AnyJson& json, const Ruling& ruling);

// The desk that belongs to a store: lists.clew has lists.desk beside it.
std::string desk_of(const std::string& store_path);

// The decisions beside a store, ready to be asked. Thread-safe.
class Rulings {
 public:
  // Without a desk there are none.
  static base::Result<std::unique_ptr<Rulings>> open(const store::Store& store);

  // `hash` is of the record `id` where that is no entity of the store; else empty.
  std::optional<Ruling> of(std::string_view id, std::string_view hash, std::string_view other) const;
  // The decisions that hold that `id` is the same as another record than `asked`, which `through` names.
  std::vector<Ruling> same_as(std::string_view id, std::string_view asked) const;
  bool empty() const { return decisions_.empty(); }
  // Whether anything was ever decided of it: hash only what is asked of.
  bool knows(std::string_view id) const { return decisions_.knows(id); }

 private:
  Rulings() = default;
  Standing standing_of(const desk::Decision& decision, std::string_view id, std::string_view hash) const;
  bool is_changed(std::string_view id, const std::string& decided, std::string_view asked_id,
                  std::string_view asked_hash) const;

  std::optional<Records> records_;  // There where there are decisions.
  desk::Decisions decisions_;
};

}  // namespace clew::cli
