// The words of the graph: what nodes and links are.
#pragma once

#include <cstdint>
#include <string_view>

namespace clew::graph {

enum class NodeKind : uint8_t {
  missing,     // Named by a link, not in the store.
  person,      // A human being with a name.
  state,       // A state or a body of one.
  company,     // Anything else that can own and be owned.
  unnamed,     // A holder without a name: not identified, anonymous, the bearer.
  nomination,  // An agreement by which one holds for another.
  trust,
  thing,  // A house, a ship, a document.
  party,  // A person or a body: the source does not say which.
};

enum class LinkKind : uint8_t {
  ownership,
  control,
  directorship,
  representation,
  membership,
  family,
  identity,
  other,
  address,  // Where somebody is registered or lives; the address is a node.
};

// What a link gives its holder. Shares and votes are kept apart: votes are steered, not diluted.
enum class Right : uint8_t {
  none,
  shares,
  votes,
  other_economic,  // Profit, surplus, use: a right beside the shares, no second portion of them.
  appointment,     // Of the majority of the board.
  influence,
  trust_role,
  nominator,
  nominee,
  unstated,  // An interest of which nobody says what it is.
};

enum class Directness : uint8_t { unknown, direct, indirect };

// Kinds and reasons of facts that something is not there, as far as they are fixed words.
enum class FactWord : uint8_t {
  other,
  none,
  anonymous_person,
  unknown_person,
  anonymous_entity,
  unknown_entity,
  unspecified_party,
  unspecified_subject,
  holder,
  bearer,
  no_beneficial_owners,
  subject_unable,
  party_has_not_provided,
  subject_exempt,
  party_exempt,
  unknown,
  unknown_to_publisher,
};
FactWord fact_word(std::string_view word);
// Empty for `other` and `none`.
std::string_view fact_text(FactWord word);

using NodeNumber = uint32_t;
using LinkNumber = uint32_t;

}  // namespace clew::graph
