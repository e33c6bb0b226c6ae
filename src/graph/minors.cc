#include "graph/minors.h"

#include <algorithm>

#include "base/clock.h"
#include "graph/ownership_graph.h"

namespace clew::graph {

std::string today() { return base::iso_day(base::now()); }
int32_t today_number() { return day_number(today()).value_or(0); }

std::string newest_publication(const store::Store& store, const store::View& view) {
  const std::string now = today();
  std::string newest;
  for (const store::Dataset& dataset : store.manifest().datasets) {
    const auto& names = view.datasets;
    if (!names.empty() && std::find(names.begin(), names.end(), dataset.name) == names.end()) continue;
    for (const store::Version& version : dataset.versions) {
      if (!view.known_on.empty() && version.published_on > view.known_on) continue;
      // One list with a wrong date does not move the day of all that is asked.
      if (version.published_on > now) continue;
      newest = std::max(newest, version.published_on);
    }
  }
  return newest.empty() ? now : newest;
}

bool is_under_age(int32_t born, int32_t day) {
  if (born == 0) return false;
  const int32_t now = today_number();
  const int32_t asked = day == 0 ? now : std::min(day, now);
  return born + 180000 > asked;
}

bool is_child(const store::Store& store, const store::Entity& entity, const store::View& view) {
  if (entity.schema_name() != "Person") return false;
  const auto dates = entity.values("birthDate");
  if (dates.empty()) return false;
  const std::string day = view.valid_on.empty() ? newest_publication(store, view) : view.valid_on;
  return std::any_of(dates.begin(), dates.end(), [&](std::string_view date) {
    return is_under_age(day_number(date).value_or(0), day_number(day).value_or(0));
  });
}

}  // namespace clew::graph
