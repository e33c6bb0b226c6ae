#include "cli/rulings.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/clock.h"
#include "base/disk.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::Result;
using desk::Decision;

bool is_expired(const Decision& decision) {
  return !decision.expires_on.empty() && decision.expires_on <= base::iso_day(base::now());
}

std::string ids_between(const std::vector<const Decision*>& way, std::string_view id,
                        std::string_view other) {
  std::vector<std::string_view> ids;
  for (const Decision* one : way) {
    for (const std::string_view end : {std::string_view(one->left), std::string_view(one->right)}) {
      if (end != id && end != other && std::find(ids.begin(), ids.end(), end) == ids.end())
        ids.push_back(end);
    }
  }
  std::string text;
  for (const std::string_view between : ids) text += fmt::format("{}{}", text.empty() ? "" : ", ", between);
  return text;
}

}  // namespace

std::string_view to_string(Standing standing) {
  constexpr std::string_view kNames[] = {"holds", "expired", "changed"};
  return kNames[static_cast<size_t>(standing)];
}

std::string ruling_words(const Ruling& ruling) {
  const Decision& decision = ruling.decision;
  std::string words =
      fmt::format("decided {} by {} on {}: {}", to_string(decision.judgement), fit(decision.author, 60),
                  decision.decided_at.substr(0, 10), fit(decision.why, 200));
  if (!ruling.through.empty()) words += fmt::format(" (of {}, decided to be the same)", ruling.through);
  if (ruling.standing == Standing::expired)
    words += fmt::format("; ran out on {}: decide again", decision.expires_on);
  if (ruling.standing == Standing::changed) words += "; a record has changed since: decide again";
  if (ruling.standing == Standing::holds && !decision.expires_on.empty())
    words += fmt::format(" (until {})", decision.expires_on);
  return words;
}

template <class AnyJson>
void write_ruling(AnyJson& json, const Ruling& ruling) {
  const desk::Decision& decision = ruling.decision;
  json.key("decision").open();
  json.member("judgement", desk::to_string(decision.judgement));
  json.member("author", decision.author);
  json.member("decided_at", decision.decided_at);
  json.member("why", decision.why);
  if (!decision.expires_on.empty()) json.member("expires_on", decision.expires_on);
  if (!ruling.through.empty()) json.member("through", ruling.through);
  json.member("standing", to_string(ruling.standing));
  json.close();
}

template void write_ruling(Json&, const Ruling&);
template void write_ruling(JsonLine&, const Ruling&);

std::string desk_of(const std::string& store_path) {
  std::string path = store_path;
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  if (path.ends_with(".clew")) path.resize(path.size() - 5);
  return path + ".desk";
}

Result<std::unique_ptr<Rulings>> Rulings::open(const store::Store& store) {
  std::unique_ptr<Rulings> rulings(new Rulings);
  const std::string folder = desk_of(store.path());
  if (!base::exists(folder)) return rulings;
  CLEW_TRY_ASSIGN(desk::Database database, desk::Database::open(folder, desk::Access::write));
  CLEW_TRY_ASSIGN(auto all, desk::all_decisions(database));
  rulings->decisions_ = desk::Decisions(std::move(all));
  CLEW_TRY_ASSIGN(rulings->records_, Records::open(store));
  return rulings;
}

bool Rulings::is_changed(std::string_view id, const std::string& decided, std::string_view asked_id,
                         std::string_view asked_hash) const {
  if (decided.empty()) return false;
  if (id == asked_id && !asked_hash.empty()) return decided != asked_hash;
  const auto now = records_->hash(id);
  // A customer between the two is in no store: nothing is known of a change. One that is gone has not
  // changed.
  return now && *now && **now != decided;
}

Standing Rulings::standing_of(const Decision& decision, std::string_view id, std::string_view hash) const {
  if (is_expired(decision)) return Standing::expired;
  const bool changed = is_changed(decision.left, decision.left_hash, id, hash) ||
                       is_changed(decision.right, decision.right_hash, id, hash);
  return changed ? Standing::changed : Standing::holds;
}

std::optional<Ruling> Rulings::of(std::string_view id, std::string_view hash, std::string_view other) const {
  if (id.empty() || !decisions_.knows(id) || !decisions_.knows(other)) return std::nullopt;
  const auto counts = [&](const Decision& decision) {
    return standing_of(decision, id, hash) == Standing::holds;
  };
  const auto way = decisions_.between(id, other, counts);
  if (way.empty()) return std::nullopt;
  return Ruling{*way.front(), standing_of(*way.front(), id, hash), ids_between(way, id, other)};
}

std::vector<Ruling> Rulings::same_as(std::string_view id, std::string_view asked) const {
  std::vector<Ruling> same;
  for (const Decision* one : decisions_.about(id)) {
    const std::string& other = one->left == id ? one->right : one->left;
    if (one->judgement != desk::Judgement::same || other == asked) continue;
    if (standing_of(*one, {}, {}) == Standing::holds) same.push_back({*one, Standing::holds, other});
  }
  return same;
}

}  // namespace clew::cli
