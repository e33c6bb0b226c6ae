// The account of a company: who stands behind it, what of that is proved, what is only a range, what is dark.
//
//   proved    what known holders have at the least, all together
//   ranged    what they may have beyond that, jointly
//   unknown   the rest; the three are 100 %
#pragma once

#include <vector>

#include "trace/rules.h"

namespace clew::trace {

// In larger structures control is not worked out for each holder; rules still do so for the largest.
constexpr size_t kControlPartsMax = 20'000;

struct HolderAccount {
  uint32_t part = 0;
  Bounds shares, votes;
  Bounds with_undisclosed;           // The most, if all that nobody knows were theirs.
  Verdict control;                   // More than half of the votes at each level, or other means.
  std::vector<LinkNumber> rests_on;  // Links on the chains from the holder down to the company.
};

// Where in the chain the unknown begins.
struct DarkAccount {
  NodeNumber company = 0;
  Bounds shares;                  // Of the company asked about.
  std::vector<LinkNumber> links;  // To holders without a name; empty for what nobody declared.
  Fault fault = Fault::none;
};

struct Account {
  Fault fault = Fault::none;  // Then there are no shares, and that is the answer.
  base::Ratio proved, ranged, unknown = base::kWhole;
  bool is_tight = true;
  std::vector<HolderAccount> holders;  // The largest first; at most `holders_max`.
  size_t holder_count = 0;
  std::vector<DarkAccount> dark;  // The largest first.
  size_t dark_count = 0;
  std::vector<std::vector<NodeNumber>> loops;
  std::vector<Finding> findings;  // Of structure and computation.
};

struct AccountLimits {
  size_t holders_max = 200;
  size_t dark_max = 200;
};

Account account_of(const graph::OwnershipGraph& graph, const Structure& structure,
                   const AccountLimits& limits = {});

// What is declared of a holder by way of others, beside what the chains give. A share is held against the
// multiplied shares; votes against those of all whom the holder controls, as votes are steered and not
// diluted; control against control.
struct Comparison {
  LinkNumber link = 0;
  clean::Share declared;
  Bounds computed;  // Direct holdings left out, as the declaration is of indirect ones.
  enum class Outcome : uint8_t { agrees, may_agree, differs, no_share } outcome = Outcome::no_share;
  bool through_control = false;      // The declared holder controls who holds it, and holds no share itself.
  bool is_of_control = false;        // No share is declared, but control.
  bool is_another_declared = false;  // Another ultimate parent, for one that controls the company.
  std::vector<LinkNumber> against;   // What the chains rest on, or other declarations that contradict it.
};
// Of ultimate parents, two that are declared for a company and for one that controls it contradict each
// other.
std::vector<Comparison> compare_declared(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                         const Structure& structure);

// What to ask for next about the person: the company whose column leaves most open, weighed by its share.
struct NextDocument {
  NodeNumber company = 0;
  Bounds open_part;       // Of the company asked about.
  bool is_range = false;  // The shares are given as a range; else nobody declared who holds them.
};
std::vector<NextDocument> next_documents(const Structure& structure, uint32_t holder);

// The smallest set of statements whose failure changes a verdict that is proved.
struct Flip {
  std::vector<LinkNumber> links;
  bool is_smallest =
      true;  // False: found by leaving out one after another, smaller sets of up to three do not do.
};
Flip flip_of(const graph::OwnershipGraph& graph, const graph::LinkView& view, const Structure& structure,
             const Rule& rule, std::span<const uint32_t> persons, std::span<const LinkNumber> rests_on);

}  // namespace clew::trace
