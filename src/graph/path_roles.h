// What kinds of links a path may take, one after another, as a pattern:
//
//   "owner+"                 one or more holdings, walked either way
//   ">owner* >director"      holdings down to a company, then a seat in the next
//   "director <director"     two who sit in one board
//
// Steps stand apart by spaces or commas. A step is one role or several with "|" between, after it "*" (any
// number), "+" (at least one) or "?" (none or one), before it ">" (the way the link points: from holder to
// held) or "<" (against it). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "graph/graph_columns.h"

namespace clew::graph {

class PathRoles {
 public:
  static base::Result<PathRoles> parse(std::string_view words);

  bool is_empty() const { return steps_.empty(); }
  // Places in the pattern, one bit each.
  uint32_t begin() const { return closed(1); }
  bool is_end(uint32_t places) const { return (places >> steps_.size() & 1) != 0; }
  // Steps that a link of the class fits, walked as it points or against it.
  uint32_t fitting(const LinkClass& what, bool along) const;
  uint32_t next(uint32_t places, uint32_t fitting) const;

 private:
  struct Step {
    uint32_t roles = 0;  // One bit for each role.
    bool along = true, against = true;
    bool repeats = false, may_miss = false;
  };
  uint32_t closed(uint32_t places) const;
  std::vector<Step> steps_;
};

}  // namespace clew::graph
