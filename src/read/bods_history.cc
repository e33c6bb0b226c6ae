#include "read/bods_history.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace clew::read {
namespace {

void end_unrepeated(const BodsVersion& older, const BodsVersion& newer, Emit& emit,
                    const model::Record& record) {
  for (const BodsLink& link : older.links) {
    if (link.ended || std::ranges::find(newer.links, link.id, &BodsLink::id) != newer.links.end()) continue;
    const auto next = std::ranges::find(newer.links, link.type, &BodsLink::type);
    const bool begins_later = next != newer.links.end() && next->start > link.start;
    emit.resume(link.id, link.schema, record);
    emit.add("endDate", bods_day(begins_later ? next->start : newer.date),
             begins_later ? newer.start_field : "statementDate");
  }
}

}  // namespace

std::string_view bods_day(std::string_view date) {
  constexpr size_t kDay = std::string_view("2021-09-11").size();
  const std::string_view day = date.substr(0, kDay);
  return day.find_first_not_of("0123456789-") == std::string_view::npos ? day : date;
}

bool BodsHistory::is_changed(const std::string& relationship, const BodsLink& link,
                             std::string_view date) const {
  const auto before = last_.find(relationship);
  if (before == last_.end() || before->second.date > date) return false;
  const std::vector<BodsLink>& links = before->second.links;
  if (std::ranges::find(links, link.id, &BodsLink::id) != links.end()) return false;
  return std::ranges::any_of(
      links, [&](const BodsLink& old) { return old.type == link.type && old.start == link.start; });
}

void BodsHistory::supersede(const std::string& relationship, BodsVersion version, Emit& emit,
                            const model::Record& record) {
  const auto [place, is_first] = last_.try_emplace(relationship, BodsVersion{});
  BodsVersion& before = place->second;
  if (is_first) {
    before = std::move(version);
  } else if (before.date <= version.date) {
    end_unrepeated(before, version, emit, record);
    before = std::move(version);
  } else {
    end_unrepeated(version, before, emit, record);
  }
}

void BodsHistory::hand_over(const std::string& relationship, const std::string& by) {
  const auto old = last_.find(relationship);
  if (relationship == by || old == last_.end()) return;
  BodsVersion moved = std::move(old->second);
  last_.erase(old);
  BodsVersion& next = last_[by];
  next.date = std::max(next.date, moved.date);
  std::ranges::move(moved.links, std::back_inserter(next.links));
}

}  // namespace clew::read
