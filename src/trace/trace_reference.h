// The slow twin of Ownership, for tests: every corner of every column, each solved in exact fractions.
//
// A corner of a column has every share at its least or its greatest, but for at most one that takes what is
// then missing to the whole. Open ends are drawn in by a tiny amount and the result compared. Exponential.
#pragma once

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <functional>
#include <optional>
#include <vector>

#include "trace/network.h"

namespace clew::trace::reference {

using Exact = boost::multiprecision::cpp_rational;
using Column = std::vector<Exact>;  // A share for each stake.

struct Extremes {
  Exact low, high;
};

inline Exact exact(const base::Ratio& ratio) { return Exact(ratio.numerator, ratio.denominator); }

struct Ends {
  std::vector<Exact> low, high;
};

inline Ends ends_of(const Part& part, const Exact& drawn_in) {
  Ends ends;
  for (const Stake& stake : part.stakes) {
    ends.low.push_back(exact(stake.share.low) + (stake.share.low_open ? drawn_in : Exact(0)));
    ends.high.push_back(exact(stake.share.high) - (stake.share.high_open ? drawn_in : Exact(0)));
  }
  return ends;
}

inline Exact sum(const Column& column) {
  Exact total = 0;
  for (const Exact& share : column) total += share;
  return total;
}

inline std::vector<Column> corners(const Ends& ends) {
  std::vector<Column> found;
  const size_t count = ends.low.size();
  for (size_t bits = 0; bits < (size_t{1} << count); ++bits) {
    // What is exact has one end, not two.
    bool is_again = false;
    for (size_t i = 0; i < count; ++i)
      is_again = is_again || ((bits >> i & 1) && ends.low[i] == ends.high[i]);
    if (is_again) continue;
    Column column(count);
    for (size_t i = 0; i < count; ++i) column[i] = (bits >> i & 1) ? ends.high[i] : ends.low[i];
    if (sum(column) <= 1) found.push_back(column);
    for (size_t i = 0; i < count; ++i) {
      const Exact missing = 1 - (sum(column) - column[i]);
      if (missing <= ends.low[i] || missing >= ends.high[i]) continue;
      Column filled = column;
      filled[i] = missing;
      found.push_back(filled);
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// By owner and owned: whether stakes lead from one to the other.
inline std::vector<std::vector<bool>> reaches(const Network& network) {
  const size_t n = network.size();
  std::vector<std::vector<bool>> reach(n, std::vector<bool>(n));
  for (size_t part = 0; part < n; ++part) {
    reach[part][part] = true;
    for (const Stake& stake : network[part].stakes) reach[stake.owner][part] = true;
  }
  for (size_t by = 0; by < n; ++by) {
    for (size_t from = 0; from < n; ++from) {
      for (size_t to = 0; to < n && reach[from][by]; ++to) reach[from][to] = reach[from][to] || reach[by][to];
    }
  }
  return reach;
}

// Companies that hold all of each other whatever the ranges: the greatest set in which each is held wholly by
// those of the set that it has a stake in, by whatever chain. Who is only held by such a set is not in it.
inline std::vector<bool> ownerless(const Network& network, const std::vector<bool>& alive) {
  std::vector<bool> within = alive;
  const std::vector<std::vector<bool>> reach = reaches(network);
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t part = 0; part < network.size(); ++part) {
      if (!within[part]) continue;
      Exact held = 0;
      for (const Stake& stake : network[part].stakes) {
        if (within[stake.owner] && reach[part][stake.owner]) held += exact(stake.share.low);
      }
      if (held == 1) continue;
      within[part] = false;
      changed = true;
    }
  }
  return within;
}

// x = A x + b, the least solution: parts that nothing of the holders reaches are 0, the rest has one
// solution.
inline std::vector<Exact> least_solution(const Network& network, const std::vector<Column>& columns,
                                         const std::vector<bool>& alive, const std::vector<bool>& is_holder) {
  const size_t n = network.size();
  std::vector<bool> reached = is_holder;
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t part = 0; part < n; ++part) {
      if (reached[part] || !alive[part]) continue;
      for (size_t i = 0; i < columns[part].size(); ++i) {
        if (columns[part][i] > 0 && reached[network[part].stakes[i].owner]) reached[part] = changed = true;
      }
    }
  }
  std::vector<std::vector<Exact>> m(n, std::vector<Exact>(n + 1));
  for (size_t part = 0; part < n; ++part) {
    m[part][part] = 1;
    if (is_holder[part]) m[part][n] = 1;
    if (is_holder[part] || !reached[part]) continue;
    for (size_t i = 0; i < columns[part].size(); ++i) {
      const uint32_t owner = network[part].stakes[i].owner;
      if (reached[owner]) m[part][owner] -= columns[part][i];
    }
  }
  for (size_t c = 0; c < n; ++c) {
    size_t pivot = c;
    while (m[pivot][c] == 0) ++pivot;
    std::swap(m[pivot], m[c]);
    for (size_t r = 0; r < n; ++r) {
      if (r == c || m[r][c] == 0) continue;
      const Exact factor = m[r][c] / m[c][c];
      for (size_t j = c; j <= n; ++j) m[r][j] -= factor * m[c][j];
    }
  }
  std::vector<Exact> x(n);
  for (size_t part = 0; part < n; ++part) x[part] = m[part][n] / m[part][part];
  return x;
}

// Least and greatest share of each part that the holders can have; nothing for a network with more than
// `corners_max` corners.
inline std::optional<std::vector<Extremes>> extremes(const Network& network, const std::vector<bool>& alive,
                                                     const std::vector<bool>& is_holder,
                                                     const Exact& drawn_in, size_t corners_max) {
  std::vector<std::vector<Column>> choices(network.size());
  size_t product = 1;
  for (size_t part = 0; part < network.size(); ++part) {
    choices[part] = alive[part] ? corners(ends_of(network[part], drawn_in)) : std::vector<Column>(1);
    product *= choices[part].size();
    if (product == 0 || product > corners_max) return std::nullopt;
  }
  std::vector<Extremes> found;
  std::vector<Column> columns(network.size());
  for (size_t number = 0; number < product; ++number) {
    size_t rest = number;
    for (size_t part = 0; part < network.size(); ++part) {
      columns[part] = choices[part][rest % choices[part].size()];
      rest /= choices[part].size();
    }
    // One solution gives the shares of all parts.
    const std::vector<Exact> shares = least_solution(network, columns, alive, is_holder);
    for (size_t of = 0; of < shares.size(); ++of) {
      if (number == 0) found.push_back({shares[of], shares[of]});
      found[of].low = std::min(found[of].low, shares[of]);
      found[of].high = std::max(found[of].high, shares[of]);
    }
  }
  return found;
}

}  // namespace clew::trace::reference
