#include "index/name_index.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <unordered_map>

#include "base/hash.h"
#include "clean/sound.h"

namespace clew::index {
namespace {

using clean::Form;
using clean::Name;
using clean::Part;
using clean::Role;

// Deletes are made of so many first letters: two words within two edits share one of them.
constexpr size_t kPrefix = 7;
constexpr size_t kMemoMax = 20'000;

struct Posting {
  uint32_t name;
  uint32_t parts;  // Which of them the term stands for.
};

struct NameEntry {
  uint32_t owner;
  uint32_t first_weight;  // Into `weights`.
  uint16_t part_count;
  uint16_t soft;      // Parts that contradict nobody.
  uint16_t initials;  // Parts that one letter could meet, or that are one letter.
};

struct Term {
  std::string latin;
  std::string skeleton;
};

// Every spelling with up to `deletes` letters left out of its beginning, as hashes.
void delete_keys(std::string_view word, size_t deletes, std::vector<uint64_t>& keys) {
  keys.push_back(base::hash64(word));
  if (deletes == 0) return;
  std::string shorter;
  for (size_t i = 0; i < word.size(); ++i) {
    shorter.assign(word.substr(0, i)).append(word.substr(i + 1));
    delete_keys(shorter, deletes - 1, keys);
  }
}

std::vector<uint64_t> delete_keys(std::string_view word) {
  std::vector<uint64_t> keys;
  delete_keys(word.substr(0, kPrefix), word.size() >= 4 ? 2 : 1, keys);
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// Pairs (key, term), sorted, to be asked for one key.
class KeyTable {
 public:
  void add(uint64_t key, uint32_t term) { rows_.push_back({key, term}); }
  void seal() {
    std::sort(rows_.begin(), rows_.end());
    rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
    rows_.shrink_to_fit();
    while ((size_t{1} << (bits_ + 1)) < rows_.size()) ++bits_;
    starts_.assign((size_t{1} << bits_) + 1, 0);
    for (const auto& row : rows_) ++starts_[slot(row.first) + 1];
    for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  }
  template <class Take>
  void find(uint64_t key, Take&& take) const {
    const size_t at = slot(key);
    for (uint32_t i = starts_[at]; i < starts_[at + 1]; ++i) {
      if (rows_[i].first == key) take(rows_[i].second);
    }
  }
  size_t bytes() const { return rows_.capacity() * sizeof(rows_[0]) + starts_.capacity() * sizeof(uint32_t); }

 private:
  size_t slot(uint64_t key) const { return bits_ == 0 ? 0 : static_cast<size_t>(key >> (64 - bits_)); }
  std::vector<std::pair<uint64_t, uint32_t>> rows_;
  std::vector<uint32_t> starts_;
  size_t bits_ = 0;
};

uint32_t mask(size_t first, size_t count) { return ((1u << count) - 1u) << first; }

}  // namespace

struct NameIndex::State {
  std::vector<NameEntry> names;
  std::vector<uint32_t> weights;
  std::vector<Term> terms;
  std::unordered_map<std::string, uint32_t> term_ids;
  std::vector<std::vector<Posting>> gathering;  // By term, until sealed.
  std::vector<Posting> postings;
  std::vector<uint64_t> posting_starts;
  KeyTable by_deletes, by_skeleton, by_nickname;
  bool sealed = false;
  uint64_t serial = 0;  // Tells the memories of threads which index they remember.

  uint32_t term_of(const Form& form) {
    const auto [found, is_new] = term_ids.emplace(form.latin, static_cast<uint32_t>(terms.size()));
    if (is_new) {
      const uint32_t id = found->second;
      terms.push_back({form.latin, form.skeleton});
      gathering.emplace_back();
      for (const uint64_t key : delete_keys(form.latin)) by_deletes.add(key, id);
      if (!form.skeleton.empty()) by_skeleton.add(base::hash64(form.skeleton), id);
    }
    return found->second;
  }

  void add_part(const Part& part, uint32_t name, uint32_t parts) {
    for (const Form& form : part.forms) {
      const uint32_t term = term_of(form);
      gathering[term].push_back({name, parts});
      for (const std::string& nickname : part.nickname_classes) by_nickname.add(base::hash64(nickname), term);
    }
  }

  // Terms that clean::related might relate to a form; more rather than fewer.
  void related_terms(const Form& form, std::vector<uint32_t>& found) const {
    for (const uint64_t key : delete_keys(form.latin)) {
      by_deletes.find(key, [&](uint32_t id) {
        const std::string& latin = terms[id].latin;
        const uint32_t allowed = clean::edits_allowed(std::max(latin.size(), form.latin.size()));
        if (clean::edit_distance(latin, form.latin, allowed) <= allowed) found.push_back(id);
      });
    }
    if (form.skeleton.empty()) return;
    by_skeleton.find(base::hash64(form.skeleton), [&](uint32_t id) { found.push_back(id); });
  }

  const std::vector<uint32_t>& remembered_terms(const Form& form) const {
    thread_local uint64_t remembered = 0;
    thread_local std::unordered_map<std::string, std::vector<uint32_t>> memory;
    if (remembered != serial || memory.size() > kMemoMax) {
      memory.clear();
      remembered = serial;
    }
    const auto [found, is_new] = memory.try_emplace(form.latin);
    if (is_new) {
      related_terms(form, found->second);
      std::sort(found->second.begin(), found->second.end());
      found->second.erase(std::unique(found->second.begin(), found->second.end()), found->second.end());
    }
    return found->second;
  }
};

namespace {

struct Touched {
  uint32_t query_parts = 0;
  uint32_t listed_parts = 0;
};

// Which names a query touched, and where; made once for each thread.
struct Board {
  std::vector<Touched> touched;
  std::vector<uint32_t> names;

  void start(size_t count) {
    for (const uint32_t name : names) touched[name] = {};
    names.clear();
    if (touched.size() < count) touched.resize(count);
  }
  void touch(const Posting& posting, uint32_t query_parts) {
    Touched& one = touched[posting.name];
    if (one.query_parts == 0) names.push_back(posting.name);
    one.query_parts |= query_parts;
    one.listed_parts |= posting.parts;
  }
};

struct QueryParts {
  std::vector<uint32_t> weights;
  uint32_t soft = 0;
  uint32_t initials = 0;
};

QueryParts parts_of(const Name& query) {
  QueryParts parts;
  for (size_t i = 0; i < query.parts.size(); ++i) {
    parts.weights.push_back(query.parts[i].weight);
    if (clean::is_soft(query.parts[i].role)) parts.soft |= 1u << i;
    if (query.parts[i].role == Role::initial) parts.initials |= 1u << i;
  }
  return parts;
}

struct Sums {
  uint64_t met = 0;
  uint64_t unmet = 0;
};

// Soft parts count as met: they may be, and their absence is never held against a name here.
Sums sum(std::span<const uint32_t> weights, uint32_t met_parts, uint32_t soft) {
  Sums sums;
  for (size_t i = 0; i < weights.size(); ++i) {
    const bool met = (((met_parts | soft) >> i) & 1u) != 0;
    (met ? sums.met : sums.unmet) += weights[i];
  }
  return sums;
}

bool can_reach(const Need& need, const Sums& query, const Sums& listed) {
  const double met = static_cast<double>(query.met + listed.met) / 2;
  const double both = static_cast<double>(std::min(query.unmet, listed.unmet));
  const double one = static_cast<double>(std::max(query.unmet, listed.unmet)) - both;
  return met >= need.share_min * (met + need.contradiction * both + need.omission * one);
}

uint64_t next_serial() {
  static std::atomic<uint64_t> serial = 0;
  return ++serial;
}

}  // namespace

NameIndex::NameIndex() : state_(std::make_unique<State>()) { state_->serial = next_serial(); }
NameIndex::~NameIndex() = default;
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;

void NameIndex::add(const Name& name, uint32_t owner) {
  State& state = *state_;
  assert(!state.sealed);
  const auto number = static_cast<uint32_t>(state.names.size());
  const QueryParts parts = parts_of(name);
  state.names.push_back({owner, static_cast<uint32_t>(state.weights.size()),
                         static_cast<uint16_t>(name.parts.size()), static_cast<uint16_t>(parts.soft),
                         static_cast<uint16_t>(parts.initials)});
  state.weights.insert(state.weights.end(), parts.weights.begin(), parts.weights.end());
  for (size_t i = 0; i < name.parts.size(); ++i) {
    if (name.parts[i].role != Role::form && name.parts[i].role != Role::initial)
      state.add_part(name.parts[i], number, 1u << i);
  }
  for (const clean::Run& run : name.runs) state.add_part(run.part, number, mask(run.first, run.count));
  if (!name.acronym.empty()) {
    const uint32_t term = state.term_of({name.acronym, {}, {}});
    state.gathering[term].push_back({number, mask(0, name.parts.size())});
  }
}

void NameIndex::seal() {
  State& state = *state_;
  state.by_deletes.seal();
  state.by_skeleton.seal();
  state.by_nickname.seal();
  state.posting_starts.push_back(0);
  for (auto& postings : state.gathering) {
    state.postings.insert(state.postings.end(), postings.begin(), postings.end());
    state.posting_starts.push_back(state.postings.size());
  }
  state.postings.shrink_to_fit();
  std::vector<std::vector<Posting>>().swap(state.gathering);
  state.sealed = true;
}

void NameIndex::find(const Name& query, const Need& need, std::vector<uint32_t>& owners) const {
  const State& state = *state_;
  assert(state.sealed);
  thread_local Board board;
  board.start(state.names.size());
  const auto touch = [&](uint32_t term, uint32_t query_parts) {
    for (uint64_t i = state.posting_starts[term]; i < state.posting_starts[term + 1]; ++i) {
      board.touch(state.postings[i], query_parts);
    }
  };
  const auto touch_part = [&](const Part& part, uint32_t query_parts) {
    for (const Form& form : part.forms) {
      for (const uint32_t term : state.remembered_terms(form)) touch(term, query_parts);
    }
    for (const std::string& nickname : part.nickname_classes) {
      state.by_nickname.find(base::hash64(nickname), [&](uint32_t term) { touch(term, query_parts); });
    }
  };
  for (size_t i = 0; i < query.parts.size(); ++i) {
    const Role role = query.parts[i].role;
    if (role != Role::form && role != Role::initial && !clean::is_soft(role))
      touch_part(query.parts[i], 1u << i);
  }
  for (const clean::Run& run : query.runs) touch_part(run.part, mask(run.first, run.count));
  if (!query.acronym.empty()) {
    if (const auto found = state.term_ids.find(query.acronym); found != state.term_ids.end()) {
      touch(found->second, mask(0, query.parts.size()));
    }
  }
  const QueryParts parts = parts_of(query);
  const size_t before = owners.size();
  for (const uint32_t name : board.names) {
    const NameEntry& entry = state.names[name];
    const Touched& touched = board.touched[name];
    const std::span<const uint32_t> weights(&state.weights[entry.first_weight], entry.part_count);
    // One letter may meet any part, so where either side has one, everything counts as met that it could
    // meet.
    const uint32_t query_met = touched.query_parts | parts.initials | (entry.initials != 0 ? ~0u : 0u);
    const uint32_t listed_met = touched.listed_parts | entry.initials | (parts.initials != 0 ? ~0u : 0u);
    if (can_reach(need, sum(parts.weights, query_met, parts.soft), sum(weights, listed_met, entry.soft))) {
      owners.push_back(entry.owner);
    }
  }
  std::sort(owners.begin() + static_cast<ptrdiff_t>(before), owners.end());
  owners.erase(std::unique(owners.begin() + static_cast<ptrdiff_t>(before), owners.end()), owners.end());
}

size_t NameIndex::name_count() const { return state_->names.size(); }
size_t NameIndex::term_count() const { return state_->terms.size(); }

size_t NameIndex::bytes() const {
  const State& state = *state_;
  size_t bytes = state.names.capacity() * sizeof(NameEntry) + state.weights.capacity() * sizeof(uint32_t) +
                 state.postings.capacity() * sizeof(Posting) +
                 state.posting_starts.capacity() * sizeof(uint64_t) + state.by_deletes.bytes() +
                 state.by_skeleton.bytes() + state.by_nickname.bytes();
  for (const Term& term : state.terms)
    bytes += 2 * sizeof(Term) + 2 * term.latin.capacity() + term.skeleton.capacity() + 48;
  return bytes;
}

}  // namespace clew::index
