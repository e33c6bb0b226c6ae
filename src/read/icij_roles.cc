#include "read/icij_roles.h"

#include <algorithm>
#include <array>
#include <optional>

#include "read/text.h"

namespace clew::read {
namespace {

using enum IcijRole;

struct Rule {
  std::string_view words;
  IcijRole role;
};

// Whole texts (without a last "of") that the rules for words below would get wrong.
constexpr Rule kWholeTexts[] = {
    {"authorised person / signatory", signatory},
    {"board representative", director},
    {"business executive", director},
    {"general counsel", service},
    {"nominated person", representative},
    {"nominee name", nominee},
    {"records & registers", service},
    {"register of director", service},
    {"register of shareholder", service},
    {"registrar and transfer agent", service},
    {"unit trust register", service},
    // Managers of something that is not said to be the company.
    {"project manager", other},
    {"regional commercial technical project manager (apac)", other},
    {"relationship manager", service},
    {"tourism manager", other},
};

// Words with which a word of a piece begins. The first rule that fits decides, so the narrower come first.
constexpr Rule kWords[] = {
    // Claims of identity.
    {"same", identity},
    {"similar", identity},
    {"probably same", identity},
    {"entity similar", identity},
    // Addresses, and who provides them.
    {"registered office service provider", service},
    {"registered agent", service},
    {"correspondent addr", service},  // Stands between a provider and a company, not at an address.
    {"addr", address},
    {"registered office", address},
    {"principal office", address},
    {"registered at", address},
    // Those who serve the company under titles that resemble others.
    {"fund administrator", service},
    {"fund manager", service},
    {"investment manager", service},
    {"investment adv", service},
    {"financial controller", director},
    {"assistant controller", director},
    {"asst. controller", director},
    {"member credit committee", director},
    {"member of the board", director},
    {"member of the supervisory board", director},
    {"member of foundation council", director},
    {"board of directors member", director},
    {"lid van het college van bestuur", director},
    {"foundation council", director},
    {"business executive", director},
    // Interests.
    {"beneficial owner", beneficial_owner},
    {"beneficialowner", beneficial_owner},
    {"bemeficial owner", beneficial_owner},
    {"beneficiary owner", beneficial_owner},
    {"ubo", beneficial_owner},
    {"b.o", beneficial_owner},
    {"person of significant control", controller},
    {"controller", controller},
    {"ultimate controling", controller},
    {"ultimate controlling", controller},
    {"nominator", nominator},
    {"protector", protector},
    {"enforcer", protector},
    {"settlor", settlor},
    {"grantor", settlor},
    {"trustor", settlor},
    {"founder", settlor},
    {"creator", settlor},
    {"appointor", appointor},
    {"appointer", appointor},
    {"trustee", trustee},
    {"benefic", beneficiary},
    {"benefii", beneficiary},
    {"shareholder", owner},
    {"stockholder", owner},
    {"owner", owner},
    {"subscriber", owner},
    {"investor", owner},
    {"partner", owner},
    // Who signs or speaks for it.
    {"power of attorney", signatory},
    {"poa", signatory},
    {"p.o.a", signatory},
    {"attorney in fact", signatory},
    {"attorney-in-fact", signatory},
    {"signatory", signatory},
    {"authorised", signatory},
    {"authorized", signatory},
    {"proxy", signatory},
    {"attorney at law", service},
    {"attorney", representative},
    {"representative", representative},
    {"client contact", representative},
    // Who serves it.
    {"auditor", service},
    {"accountant", service},
    {"advisor", service},
    {"adviser", service},
    {"advocate", service},
    {"agent", service},
    {"banker", service},
    {"consultant", service},
    {"custodian", service},
    {"safekeeping", service},
    {"eligible introducer", service},
    {"intermediary", service},
    {"lawyer", service},
    {"liquidator", service},
    {"messenger", service},
    {"registrar", service},
    {"stockbroker", service},
    // Who directs or manages it.
    {"sec", secretary},
    {"as. sec", secretary},
    {"dir", director},
    {"irector", director},
    {"tre", director},
    {"pres", director},
    {"president", director},
    {"vice-president", director},
    {"v.p", director},
    {"vp", director},
    {"v. p", director},
    {"chair", director},
    {"chrm", director},
    {"cob", director},
    {"ceo", director},
    {"c.e.o", director},
    {"c.f.o", director},
    {"c.o.o", director},
    {"chief", director},
    {"ch.exec", director},
    {"ch.invest", director},
    {"deputy ch", director},
    {"board member", director},
    {"board-member", director},
    {"administrator", director},
    {"administration", director},
    {"manager", director},
    {"operations manager", director},
    {"executive", director},
    {"company executive", director},
    {"officer", director},
    {"member", member},
    // Links that say no more than that they are.
    {"connected", connected},
    {"linked to", connected},
    {"related", connected},
    {"underlying company", connected},
    {"grantee of a mortgage", connected},
};

constexpr Rule kTypes[] = {
    {"registered_address", address},
    {"intermediary_of", service},
    {"connected_to", connected},
    {"underlying", connected},
    {"same_name_as", identity},
    {"similar", identity},
    {"same_company_as", identity},
    {"same_as", identity},
    {"same_id_as", identity},
    {"similar_company_as", identity},
    {"same_address_as", identity},
    {"probably_same_officer_as", identity},
    {"registered address", address},
    {"same_intermediary_as", identity},
    {"registered", service},  // A client that registered the company, in the edition of power players.
    {"has similar name and address as", identity},
};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Lower case, one blank between words, every hyphen the ASCII one, no "of" at the end.
std::string normalised(std::string_view words) {
  constexpr std::string_view kNonBreakingHyphen = "\xE2\x80\x91";
  std::string out;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words.substr(i).starts_with(kNonBreakingHyphen)) {
      out += '-';
      i += kNonBreakingHyphen.size() - 1;
    } else if (words[i] == '_' || words[i] == ' ' || words[i] == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += words[i];
    }
  }
  out = lower(trim(out));
  if (out.ends_with(" of")) out.resize(out.size() - 3);
  return out;
}

// What stands in brackets only tells more: "Director (of the board)".
std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  const auto end_piece = [&](size_t end, size_t separator) {
    const std::string_view piece = trim(text.substr(begin, end - begin));
    if (!piece.empty()) pieces.push_back(piece);
    begin = end + separator;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (std::string_view(",;/&").find(text[i]) != std::string_view::npos) end_piece(i, 1);
    if (text.substr(i).starts_with(" and ")) end_piece(i, 5);
  }
  end_piece(text.size(), 0);
  return pieces;
}

// Whether `words` stand in `piece`, beginning where a word begins.
bool has_words(std::string_view piece, std::string_view words) {
  for (size_t at = piece.find(words); at != std::string_view::npos; at = piece.find(words, at + 1)) {
    if (at == 0 || !is_letter_or_digit(piece[at - 1])) return true;
  }
  return false;
}

IcijRole role_of_piece(std::string_view piece) {
  if (piece == "bo") return beneficial_owner;
  for (const Rule& rule : kWords) {
    if (has_words(piece, rule.words)) return rule.role;
  }
  return has_words(piece, "nominee") ? nominee : other;
}

void add_once(std::vector<IcijRole>& roles, IcijRole role) {
  if (std::ranges::find(roles, role) == roles.end()) roles.push_back(role);
}

// Pieces nobody understands say nothing beside those that are understood.
std::vector<IcijRole> roles_of(const std::string& text) {
  for (const Rule& rule : kWholeTexts) {
    if (rule.words == text) return {rule.role};
  }
  std::vector<IcijRole> roles;
  const std::string plain = without_brackets(text);
  for (const std::string_view piece : pieces_of(plain)) {
    add_once(roles, role_of_piece(piece));
  }
  if (std::ranges::find(roles, identity) != roles.end()) return {identity};
  if (roles.size() > 1) std::erase(roles, other);
  if (roles.empty()) roles.push_back(other);
  return roles;
}

// Where "through X" or "via X" begins; npos where it stands nowhere.
struct Via {
  size_t begin = std::string_view::npos;
  size_t name = 0;
};
Via find_via(std::string_view lower_words) {
  for (const std::string_view word : {"through ", "via "}) {
    for (size_t at = lower_words.find(word); at != std::string_view::npos;
         at = lower_words.find(word, at + 1)) {
      if (at > 0 && !is_letter_or_digit(lower_words[at - 1])) return {at, at + word.size()};
    }
  }
  return {};
}

std::string_view name_after(const Via& via, std::string_view words) {
  std::string_view name = words.substr(via.name);
  name = name.substr(0, name.find_first_of("();,"));
  return trim(name);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The digits in front of the percent sign at `sign`, with one point or comma.
std::string number_before(std::string_view words, size_t sign) {
  size_t end = sign;
  while (end > 0 && words[end - 1] == ' ') --end;
  size_t begin = end;
  bool point = false;
  while (begin > 0) {
    const char c = words[begin - 1];
    const bool is_point =
        (c == '.' || c == ',') && !point && begin < end && begin > 1 && is_digit(words[begin - 2]);
    if (!is_digit(c) && !is_point) break;
    point |= is_point;
    --begin;
  }
  std::string number(words.substr(begin, end - begin));
  std::ranges::replace(number, ',', '.');
  return number;
}

// At most 100, without being troubled by long numbers.
bool is_share(std::string_view number) {
  const size_t whole = std::min(number.find('.'), number.size());
  std::string_view digits = number.substr(0, whole);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  if (digits.size() < 3) return true;
  const std::string_view rest = number.substr(whole);
  return digits == "100" && rest.find_first_not_of(".0") == std::string_view::npos;
}

void read_share(std::string_view words, IcijLink& link) {
  std::vector<std::string> shares;
  for (size_t sign = words.find('%'); sign != std::string_view::npos; sign = words.find('%', sign + 1)) {
    std::string number = number_before(words, sign);
    if (!number.empty() && std::ranges::find(shares, number) == shares.end())
      shares.push_back(std::move(number));
  }
  if (shares.size() != 1) return;
  link.impossible_share = !is_share(shares[0]);
  if (!link.impossible_share) link.percentage = shares[0];
}

}  // namespace

std::string_view to_string(IcijRole role) {
  static constexpr std::string_view kNames[] = {"owner",     "beneficial owner", "beneficiary", "controller",
                                                "settlor",   "trustee",          "protector",   "appointor",
                                                "nominee",   "nominator",        "director",    "secretary",
                                                "signatory", "representative",   "service",     "member",
                                                "connected", "address",          "identity",    "other"};
  static_assert(std::size(kNames) == static_cast<size_t>(other) + 1);
  return kNames[static_cast<size_t>(role)];
}

IcijLink read_icij_link(std::string_view words) {
  IcijLink link;
  const Via via = find_via(lower(words));
  if (via.begin != std::string_view::npos) link.via = name_after(via, words);
  if (link.via.ends_with(" of")) link.via.resize(link.via.size() - 3);
  const std::string text = normalised(words.substr(0, link.via.empty() ? words.size() : via.begin));
  link.roles = roles_of(text);
  link.nominee = has_words(text, "nominee");
  read_share(words, link);
  return link;
}

IcijRole icij_role_of_type(std::string_view rel_type) {
  for (const Rule& rule : kTypes) {
    if (equal_ignoring_case(rule.words, rel_type)) return rule.role;
  }
  return other;
}

}  // namespace clew::read
