// Listed names by every word that could be met by a query's: the few a query could be, none left out.
//
//   query part ── related (edits by symmetric deletes, bones, nickname, run, acronym) ──▶ listed parts
//   listed parts ── postings, lightest names first, cut where a heavier name could not reach the share ──▶
//   names ── with all that met in them, those that could reach the share ──▶ candidates
//
// Two parts are asked clean::related() once, whatever the number of names they are in; a thread remembers the
// answers. For each name the index bounds the share of the two names that could be met; the bound never falls
// below what match could yield, so nothing is lost. Lies in tables that can be mapped (index/layout.h).
// Thread-safe. Cost: some microseconds for words seen before, tens for new ones.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clean/names.h"
#include "index/key_table.h"
#include "index/layout.h"

namespace clew::index {

// What a name must fulfil: gained / (gained + contradiction * unmet on both sides + omission * unmet on one)
// of at least share_min, were everything that is related fully alike.
struct Need {
  double share_min = 0;
  // The same for names that have one of `tags`, where that asks for less.
  double share_min_tagged = 0;
  uint16_t tags = 0;
  double contradiction = 0;
  double omission = 0;
  uint8_t kinds = 0xff;  // A bit for each clean::NameKind that is asked for.
};

// Parts [query_first, +query_count) could meet parts [listed_first, +listed_count).
struct Met {
  uint8_t query_first, query_count, listed_first, listed_count;
  clean::Likeness
      likeness;  // Its relation is what relates the words; `acronym` where letters stand for words.
};

// One name that could be, and which parts could meet.
struct Candidate {
  uint32_t name;
  uint32_t owner;
  uint32_t first_met;  // Into Found::met.
  uint32_t met_count;
};

struct Found {
  std::vector<Candidate> candidates;  // Each name at most once for a query; no order.
  std::vector<Met> met;
  void clear() {
    candidates.clear();
    met.clear();
  }
};

class NameIndexBuilder {
 public:
  NameIndexBuilder();
  ~NameIndexBuilder();
  // `owner` is whatever number the caller gives the entity of that name, `tags` whatever it wants to ask for.
  // Names are numbered in the order in which they are added.
  void add(const clean::Name& name, uint32_t owner, uint16_t tags = 0, bool is_weak = false);
  size_t name_count() const;
  // The tables, in the order of index/layout.h; to be called once.
  std::vector<std::string> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class NameIndex {
 public:
  NameIndex() = default;
  // Of those tables, aligned to 8 bytes, which must outlive it. Their bytes are believed.
  explicit NameIndex(std::span<const std::string_view> tables);

  // Adds the names that could be `query`.
  void find(const clean::Name& query, const Need& need, Found& found) const;

  size_t name_count() const { return names_.size() - 1; }
  size_t part_count() const { return parts_.size() - 1; }
  size_t term_count() const { return terms_.size() - 1; }

  const NameRow& name(uint32_t number) const { return names_[number]; }
  std::string_view written(uint32_t name) const {
    return name_text_.substr(names_[name].written, names_[name + 1].written - names_[name].written);
  }
  std::span<const uint32_t> parts_of(uint32_t name) const {
    return name_parts_.subspan(names_[name].first_part,
                               names_[name + 1].first_part - names_[name].first_part);
  }
  const PartRow& part(uint32_t number) const { return parts_[number]; }

 private:
  friend class Query;

  uint64_t serial_ = 0;  // Tells the memories of threads which index they remember.
  std::span<const uint32_t> numbers_;
  std::string_view name_text_, part_text_, class_text_, term_text_;
  std::span<const NameRow> names_;
  std::span<const uint32_t> name_parts_;
  std::span<const PartRow> parts_;
  std::span<const uint32_t> part_forms_, part_classes_, classes_;
  std::span<const TermRow> terms_;
  std::span<const uint32_t> term_parts_, term_parts_at_;
  std::span<const uint32_t> postings_, postings_at_;
  KeyTable<uint32_t> keys_, class_keys_;
  KeyTable<uint64_t> run_keys_;
};

}  // namespace clew::index
