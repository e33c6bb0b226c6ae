// Holders who may act as one: families, put together only when somebody asks for it and says why.
#pragma once

#include "trace/structure.h"

namespace clew::trace {

// Known holders linked by family or as associates, directly or through each other; each group has at least
// two, in the order of their parts. Cost: linear in the holders' links.
std::vector<std::vector<uint32_t>> families(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                            const Structure& structure);

}  // namespace clew::trace
