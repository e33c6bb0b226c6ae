// Children are named in no answer: whoever is, or may be, under 18 on the day asked about, or today if that
// is earlier. What the store holds stays in it; `clew source` shows the bytes of a source as they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "store/store.h"

namespace clew::graph {

constexpr std::string_view kChild = "(a person under 18, not named)";
constexpr std::string_view kHidden = "(not shown)";

// Today as base's clock has it, "2026-02-27" and 20260227.
std::string today();
int32_t today_number();
// The newest publication that the view shows and that is not in the future; where there is none, today.
std::string newest_publication(const store::Store& store, const store::View& view);
// Whether a person was, or may have been, under 18 on the day (20240517; 0: not known) or is today.
bool is_under_age(int32_t born, int32_t day);
// The same of an entity, by any of its dates of birth.
bool is_child(const store::Store& store, const store::Entity& entity, const store::View& view);

}  // namespace clew::graph
