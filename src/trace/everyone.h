// Every person's part of every company, in one go.
//
// Most companies are held by people alone: their column is all there is to it, and the tight bounds follow
// from it at once. The others - held by companies, nominees or as several sources say - are traced one by one
// (structure_behind, Ownership). The same bounds either way; a test holds the two against each other. On all
// processors; what is found is handed over on the thread that found it.
#pragma once

#include <functional>

#include "trace/ownership.h"
#include "trace/structure.h"

namespace clew::trace {

struct PersonsPart {
  NodeNumber person = 0, company = 0;
  Bounds shares;
};

struct EveryoneTotals {
  uint64_t companies = 0;  // That anybody is stated to hold a part of.
  uint64_t traced = 0;     // Of these, not by their column alone.
  uint64_t parts = 0;      // Persons' parts found.
  uint64_t no_answer = 0;  // Companies whose owners contradict each other, or own each other.
  uint64_t not_whole = 0;  // Companies with more behind them than was looked at.
};

struct EveryoneOptions {
  size_t workers = 0;                                                    // 0: as many as processors.
  bool by_column = true;                                                 // False: trace all, to compare.
  StructureLimits limits = {.parts_max = 20'000, .links_max = 200'000};  // For each company.
};

using OnPart = std::function<void(size_t worker, const PersonsPart& part)>;

EveryoneTotals everyone_everywhere(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                   const OnPart& on_part, const EveryoneOptions& options = {});

}  // namespace clew::trace
