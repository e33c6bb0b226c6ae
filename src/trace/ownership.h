// Effective ownership: what part of a company belongs to somebody through all chains, loops included.
//
//   P -60%-> A -50%-> B,  B -40%-> A,  P -30%-> B      P holds 90 % of A and 75 % of B
//
// Chains are multiplied and added up; with loops that is a system of linear equations (Brioschi, Buzzacchi
// and Colombo 1989). Where shares are ranges, each company's column is a polytope - every share within its
// bounds, all together one whole - and a bound is the best choice in every column: a Markov decision process
// whose steps are fractional knapsacks. So bounds are tight, not the product of the single bounds.
//
// Exact while fractions fit into 64 bits and loops have at most kExactRing companies; else rounded outwards,
// and `tight` says whether larger loops were left before their bounds had come together. One pass over what
// lies below the holder: cost is linear in those stakes, but for loops. Not thread-safe: one Ownership for
// each thread.
#pragma once

#include <span>
#include <vector>

#include "trace/network.h"
#include "trace/ring.h"

namespace clew::trace {

constexpr size_t kExactRing = 16;
// A stake looked at in fractions, beside one in floating point.
constexpr uint64_t kFractionCost = 20;

// Why a company has no bounds of its own; whatever it holds is then nobody knows whose.
enum class Fault : uint8_t {
  none,
  above_whole,     // Its owners' least shares exceed 100 %.
  ownerless_ring,  // It and others hold all of each other: no holder can be told, and that is the answer.
};

struct Held {
  uint32_t part = 0;
  Bounds bounds;
};

class Ownership {
 public:
  // `network` must outlive it. `work_max` bounds the work of all calls together, in units of about 10 ns;
  // when it is used up, bounds are 0 to 100 % and not tight.
  explicit Ownership(const Network& network, uint64_t work_max = 200'000'000, size_t exact_ring = kExactRing);

  Fault fault(uint32_t part) const { return faults_[part]; }
  bool is_in_ring(uint32_t part) const { return ring_sizes_[rings_[part]] > 1 || holds_itself_[part]; }
  // Numbers the loops; parts with the same number hold each other.
  uint32_t ring(uint32_t part) const { return rings_[part]; }

  // What the holders have together of every part that something of theirs reaches, owners before the owned.
  std::vector<Held> held_by(std::span<const uint32_t> holders);
  Bounds share(std::span<const uint32_t> holders, uint32_t of);

 private:
  struct Offer {
    Bounds value;
    const clean::Share* share;
  };
  void find_rings();
  void find_faults();
  void reach(std::span<const uint32_t> holders);
  bool passes(uint32_t part) const {
    return network_[part].holder == Holder::passes && faults_[part] == Fault::none;
  }
  bool lies_in(uint32_t part, uint32_t ring) const { return rings_[part] == ring; }
  std::vector<Offer> offers(uint32_t part) const;
  Bounds evaluate(uint32_t part, std::vector<Offer> offers) const;
  void solve_ring(std::span<const uint32_t> members);
  void solve_ring_exactly(std::span<const uint32_t> members);
  void close_in_on_ring(std::span<const uint32_t> members);
  RingColumn column_in_ring(uint32_t part, const std::vector<uint32_t>& place) const;
  void open_ends_of_ring(std::span<const uint32_t> members);
  bool open_more_ends(std::span<const uint32_t> members);
  bool open_ends_of_closed(std::span<const uint32_t> members);
  bool may_give_outside(uint32_t part, std::span<const uint32_t> closed) const;

  const Network& network_;
  uint64_t work_left_;
  size_t exact_ring_;
  struct Owned {
    uint32_t part = 0;
    const Stake* stake = nullptr;
  };
  std::vector<std::vector<Owned>> owned_;           // By owner: what it has a stake in.
  std::vector<std::vector<const Stake*>> offered_;  // By part: stakes of those that were reached.
  std::vector<uint32_t> rings_, ring_sizes_, position_;
  std::vector<bool> holds_itself_;
  std::vector<Fault> faults_;
  std::vector<base::Ratio> slack_;   // What the least shares of a column leave.
  std::vector<uint32_t> open_lows_;  // How many of its least shares are open.
  std::vector<Bounds> values_;       // Of the holders asked for; valid where reached_.
  std::vector<bool> reached_, is_holder_;
  std::vector<uint32_t> reached_list_;
};

}  // namespace clew::trace
