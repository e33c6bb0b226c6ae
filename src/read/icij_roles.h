// What the words on a link of the Offshore Leaks databases mean: about four hundred texts, most of them
// written once, among them typing errors, occupations, names of people and of towns.
//
//   "Shareholder (Acme) - 34%"               owner, 34 percent
//   "Nominee Director of"                    director, as nominee
//   "shareholder via Acme Holdings"          owner, indirectly, through Acme Holdings
//   "Settlor, Protector, Investment director"  settlor, protector, director
//   "Taipei"                                 other
//
// A text is taken apart at , ; / & and "and"; each piece is held against a table of whole texts and then
// against words that a piece begins or goes on with. The words themselves are always kept as the link's role:
// what is found here only chooses the kind of link. Pure and thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace clew::read {

enum class IcijRole : uint8_t {
  owner,             // Shareholder, owner, partner: holds in its own name.
  beneficial_owner,  // Called so by the source.
  beneficiary,       // Of a trust, a foundation or a company: gains without holding.
  controller,
  settlor,  // Also founder, grantor.
  trustee,
  protector,  // Also enforcer.
  appointor,  // Names the trustees.
  nominee,    // Of what, is not said.
  nominator,
  director,  // Whoever directs or manages: board, president, treasurer, manager.
  secretary,
  signatory,       // Signs for it: power of attorney, proxy.
  representative,  // Legal, judicial and other representatives.
  service,         // Agent, auditor, registrar, lawyer, adviser, intermediary.
  member,
  connected,  // The source says only that there is a link.
  address,
  identity,  // Said to be the same: a claim.
  other,     // An occupation, a name, a place, or words nobody understands.
};
std::string_view to_string(IcijRole role);

struct IcijLink {
  std::vector<IcijRole> roles;    // At least one, each once, in the order of the words.
  bool nominee = false;           // The words call the holder of the role a nominee.
  std::string percentage;         // "34", "33.3"; empty where the words name no share, or several.
  std::string via;                // Through whom the interest runs, as written; empty: not said.
  bool impossible_share = false;  // More than 100 percent: percentage is empty.
};

// What the words of a link say.
IcijLink read_icij_link(std::string_view words);

// What a rel_type ("officer_of", "same_as") says by itself; `other` where that is up to the words.
IcijRole icij_role_of_type(std::string_view rel_type);

}  // namespace clew::read
