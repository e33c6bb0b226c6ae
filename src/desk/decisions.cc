#include "desk/decisions.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace clew::desk {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::string_view kJudgements[] = {"same", "different", "unsure"};

const std::string& other_end(const Decision& decision, std::string_view id) {
  return decision.left == id ? decision.right : decision.left;
}

}  // namespace

std::string_view to_string(Judgement judgement) { return kJudgements[static_cast<size_t>(judgement)]; }

std::optional<Judgement> read_judgement(std::string_view word) {
  for (size_t i = 0; i < std::size(kJudgements); ++i) {
    if (kJudgements[i] == word) return static_cast<Judgement>(i);
  }
  return std::nullopt;
}

void put_in_order(Decision& decision) {
  if (decision.left <= decision.right) return;
  std::swap(decision.left, decision.right);
  std::swap(decision.left_hash, decision.right_hash);
}

Result<void> keep(Database& desk, std::vector<Decision> decisions) {
  CLEW_TRY_ASSIGN(Transaction change, desk.begin());
  CLEW_TRY_ASSIGN(Query insert,
                  desk.prepare("INSERT INTO decision (left_id, right_id, judgement, why, author, decided_at, "
                               "expires_on, left_hash, right_hash, origin) VALUES (?,?,?,?,?,?,?,?,?,?)"));
  for (Decision& one : decisions) {
    put_in_order(one);
    if (one.left.empty() || one.left == one.right)
      return fail(ErrorKind::usage, fmt::format("\"{}\" and \"{}\" are no two records", one.left, one.right));
    CLEW_TRY(insert.bind(one.left)
                 .bind(one.right)
                 .bind(to_string(one.judgement))
                 .bind(one.why)
                 .bind(one.author)
                 .bind(one.decided_at)
                 .bind(one.expires_on)
                 .bind(one.left_hash)
                 .bind(one.right_hash)
                 .bind(one.origin)
                 .run());
  }
  return change.commit();
}

Result<std::vector<Decision>> all_decisions(Database& desk) {
  CLEW_TRY_ASSIGN(Query query,
                  desk.prepare("SELECT number, left_id, right_id, judgement, why, author, decided_at, "
                               "expires_on, left_hash, right_hash, origin FROM decision ORDER BY number"));
  std::vector<Decision> all;
  while (true) {
    CLEW_TRY_ASSIGN(const bool has_row, query.next());
    if (!has_row) return all;
    const auto judgement = read_judgement(query.bytes(3));
    if (!judgement)
      return fail(ErrorKind::corrupt, fmt::format("decision {} says nothing", query.integer(0)));
    all.push_back({query.integer(0), query.text(1), query.text(2), *judgement, query.text(4), query.text(5),
                   query.text(6), query.text(7), query.text(8), query.text(9), query.text(10)});
  }
}

Decisions::Decisions(std::vector<Decision> all) {
  std::map<std::pair<std::string, std::string>, Decision> last;
  for (Decision& one : all) {
    put_in_order(one);
    auto pair = std::pair(one.left, one.right);
    last.insert_or_assign(std::move(pair), std::move(one));
  }
  for (auto& [pair, one] : last) {
    of_record_[pair.first].push_back(kept_.size());
    of_record_[pair.second].push_back(kept_.size());
    kept_.push_back(std::move(one));
  }
}

std::vector<const Decision*> Decisions::about(std::string_view id) const {
  std::vector<const Decision*> decisions;
  const auto found = of_record_.find(std::string(id));
  if (found == of_record_.end()) return decisions;
  for (const size_t number : found->second) decisions.push_back(&kept_[number]);
  return decisions;
}

const Decision* Decisions::direct(std::string_view a, std::string_view b) const {
  const auto found = of_record_.find(std::string(a));
  if (found == of_record_.end()) return nullptr;
  for (const size_t number : found->second) {
    if (other_end(kept_[number], a) == b) return &kept_[number];
  }
  return nullptr;
}

// Breadth first, the record itself at place 0.
std::vector<Decisions::Reached> Decisions::same_as(std::string_view id,
                                                   const std::function<bool(const Decision&)>& counts) const {
  std::vector<Reached> reached = {{std::string(id), 0, nullptr}};
  for (size_t at = 0; at < reached.size() && reached.size() < kReach; ++at) {
    const auto found = of_record_.find(reached[at].id);
    if (found == of_record_.end()) continue;
    for (const size_t number : found->second) {
      const Decision& decision = kept_[number];
      const std::string& other = other_end(decision, reached[at].id);
      const bool is_new =
          std::none_of(reached.begin(), reached.end(), [&](const Reached& one) { return one.id == other; });
      if (decision.judgement == Judgement::same && is_new && counts(decision))
        reached.push_back({other, at, &decision});
    }
  }
  return reached;
}

std::vector<const Decision*> Decisions::between(std::string_view a, std::string_view b,
                                                const std::function<bool(const Decision&)>& counts) const {
  if (const Decision* decided = direct(a, b); decided != nullptr) return {decided};
  if (!knows(a) || !knows(b)) return {};
  const auto from_a = same_as(a, counts);
  const auto from_b = same_as(b, counts);
  const auto way_back = [](const std::vector<Reached>& reached, size_t at,
                           std::vector<const Decision*>& way) {
    for (; at != 0; at = reached[at].from) way.push_back(reached[at].by);
  };
  std::vector<const Decision*> way;
  for (size_t i = 1; i < from_a.size(); ++i) {
    if (from_a[i].id != b) continue;
    way_back(from_a, i, way);
    return way;
  }
  for (size_t i = 0; i < from_a.size(); ++i) {
    for (size_t k = 0; k < from_b.size(); ++k) {
      const Decision* decided = direct(from_a[i].id, from_b[k].id);
      if (decided == nullptr || decided->judgement != Judgement::different || !counts(*decided)) continue;
      way.push_back(decided);
      way_back(from_a, i, way);
      way_back(from_b, k, way);
      return way;
    }
  }
  return {};
}

}  // namespace clew::desk
