#include "graph/reading.h"

#include <algorithm>
#include <array>

#include "graph/ownership_graph.h"

namespace clew::graph {
namespace {

using clean::Share;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != text.npos; }

struct Named {
  std::string_view word;
  Right right;
};

// The interests of BODS 0.4 and what they give.
constexpr std::array kInterests = std::to_array<Named>({
    {"shareholding", Right::shares},
    {"votingRights", Right::votes},
    {"rightsToSurplusAssetsOnDissolution", Right::other_economic},
    {"rightsToProfitOrIncome", Right::other_economic},
    {"rightToProfitOrIncomeFromAssets", Right::other_economic},
    {"enjoymentAndUseOfAssets", Right::other_economic},
    {"appointmentOfBoard", Right::appointment},
    {"otherInfluenceOrControl", Right::influence},
    {"rightsGrantedByContract", Right::influence},
    {"conditionalRightsGrantedByContract", Right::influence},
    {"controlViaCompanyRulesOrArticles", Right::influence},
    {"controlByLegalFramework", Right::influence},
    {"settlor", Right::trust_role},
    {"trustee", Right::trust_role},
    {"protector", Right::trust_role},
    {"beneficiaryOfLegalArrangement", Right::trust_role},
    {"nominator", Right::nominator},
    {"nominee", Right::nominee},
    {"unknownInterest", Right::unstated},
    {"unpublishedInterest", Right::unstated},
});

LinkKind kind_of(std::string_view schema) {
  if (schema == "Ownership") return LinkKind::ownership;
  if (schema == "Control") return LinkKind::control;
  if (schema == "Directorship") return LinkKind::directorship;
  if (schema == "Representation") return LinkKind::representation;
  if (schema == "Membership" || schema == "Employment" || schema == "Occupancy") return LinkKind::membership;
  if (schema == "Family" || schema == "Associate") return LinkKind::family;
  if (schema == "IdentityClaim" || schema == "Similar") return LinkKind::identity;
  return LinkKind::other;
}

Right right_by_words(LinkKind kind, std::string_view role, std::string_view control) {
  const bool trust =
      has(role, "trust") || has(role, "settlor") || has(role, "protector") || has(role, "beneficiary of");
  switch (kind) {
    case LinkKind::ownership:
      return has(role, "nominee") ? Right::nominee : trust ? Right::trust_role : Right::shares;
    case LinkKind::control:
      if (control == "voting") return Right::votes;
      if (control == "appointment") return Right::appointment;
      return control == "trust" || trust ? Right::trust_role : Right::influence;
    case LinkKind::representation: return has(role, "nominee") ? Right::nominee : Right::none;
    case LinkKind::directorship: return trust && has(role, "trustee") ? Right::trust_role : Right::none;
    default: return Right::none;
  }
}

// A link whose source speaks of an interest but not of its kind is an interest all the same.
bool speaks_of_an_interest(const store::Entity& link) {
  return !link.first("directness").empty() || !link.first("isComponent").empty();
}

Right right_of(const store::Entity& link, LinkKind kind) {
  const std::string_view interest = link.first("interestType");
  const auto known = std::find_if(kInterests.begin(), kInterests.end(),
                                  [&](const Named& named) { return named.word == interest; });
  if (known != kInterests.end()) return known->right;
  if (kind == LinkKind::other && speaks_of_an_interest(link)) return Right::unstated;
  return right_by_words(kind, lower(link.first("role")), link.first("controlType"));
}

Directness directness_of(const store::Entity& link) {
  std::string_view said = link.first("directness");
  if (said.empty()) said = link.first("ownershipType");
  if (said == "direct") return Directness::direct;
  if (said == "indirect" || said == "ultimate") return Directness::indirect;
  return Directness::unknown;
}

int number_at(std::string_view text, size_t at, size_t length) {
  int number = 0;
  for (size_t i = at; i < at + length; ++i) number = number * 10 + (text[i] - '0');
  return number;
}

// Start: the first day it may mean. End: a day on which it no longer holds.
int32_t start_number(std::string_view date) {
  const auto last = day_number(date);
  if (!last) return INT32_MIN;
  return date.size() >= 10 ? *last : date.size() >= 7 ? *last / 100 * 100 : *last / 10000 * 10000;
}

int32_t end_number(std::string_view date) {
  const auto last = day_number(date);
  if (!last) return INT32_MAX;
  return date.size() >= 10 ? *last : *last + 1;
}

struct Time {
  int32_t from = INT32_MIN, until = INT32_MAX;
};

Time time_of(const store::Entity& entity) {
  if (entity.schema == nullptr) return {};
  Time time;
  if (!entity.schema->start.empty()) time.from = start_number(entity.first(entity.schema->start));
  if (!entity.schema->end.empty()) time.until = end_number(entity.first(entity.schema->end));
  return time;
}

// All that is stated of one link's share speaks of the same holding: what all of it says.
struct StatedShare {
  Share share;
  bool bad = false;
};

StatedShare stated_share(const store::Entity& link) {
  StatedShare stated;
  auto values = link.values("shareInterval");
  if (values.empty()) values = link.values("percentage");
  for (const std::string_view value : values) {
    const auto share = clean::parse_share(value);
    const auto both = share ? clean::intersection(stated.share, *share) : std::nullopt;
    if (both) stated.share = *both;
    stated.bad = stated.bad || !both;
  }
  // "Shareholder (Trident) - 34%" hides the share in the role.
  if (values.empty() && link.schema->name == "Ownership" && has(link.first("role"), "%")) {
    if (const auto share = clean::parse_share(link.first("role"))) stated.share = *share;
  }
  if (stated.bad) stated.share = {};
  return stated;
}

bool is_the_bearer(std::string_view name) {
  const std::string said = lower(name);
  return said == "the bearer" || said == "bearer" || said == "el portador" || said == "to the bearer";
}

NodeKind node_kind(const store::Entity& entity) {
  const model::Schema& schema = *entity.schema;
  static const model::Schema* const kLegal = model::find_schema("LegalEntity");
  if (!schema.is_a(*kLegal)) return NodeKind::thing;
  const std::string_view classification = entity.first("classification");
  if (classification == "anonymousEntity" || classification == "unknownEntity") return NodeKind::unnamed;
  for (const std::string_view form : entity.values("legalForm")) {
    if (form == "nomination") return NodeKind::nomination;
    if (form == "trust") return NodeKind::trust;
  }
  const std::string_view name = entity.caption();
  if (name == entity.id && entity.first("registrationNumber").empty()) return NodeKind::unnamed;
  if (is_the_bearer(name)) return NodeKind::unnamed;
  if (schema.name == "Person") return NodeKind::person;
  if (schema.name == "PublicBody") return NodeKind::state;
  return &schema == kLegal ? NodeKind::party : NodeKind::company;
}

LinkClass link_class_of(const store::Entity& link, uint16_t dataset) {
  LinkClass what;
  what.kind = kind_of(link.schema->name);
  what.right = right_of(link, what.kind);
  what.directness = directness_of(link);
  what.dataset = dataset;
  what.part = link.statements.front().statement.record.part;
  const Time time = time_of(link);
  what.valid_from = time.from;
  what.valid_until = time.until;
  if (what.directness == Directness::indirect) what.flags |= kIsConclusion;
  if (link.first("isBeneficial") == "true") what.flags |= kIsBeneficial;
  return what;
}

void read_link(const store::Entity& entity, uint16_t dataset, Reading& reading) {
  LinkReading link;
  link.what = link_class_of(entity, dataset);
  const StatedShare stated = stated_share(entity);
  link.share = stated.share;
  if (stated.bad) link.what.flags |= kHasBadShare;
  for (const std::string_view from : entity.values(entity.schema->edge.source)) {
    for (const std::string_view to : entity.values(entity.schema->edge.target)) {
      link.from = store::entity_key(from);
      link.to = store::entity_key(to);
      reading.links.push_back(link);
    }
  }
}

NoteRow note_of(const store::Entity& entity, uint16_t dataset) {
  const model::Record& record = entity.statements.front().statement.record;
  const Time time = time_of(entity);
  NoteRow note;
  note.key = store::entity_key(entity.id);
  note.valid_from = time.from;
  note.valid_until = time.until;
  note.part = record.part;
  note.line = record.line;
  note.offset = record.offset;
  note.dataset = dataset;
  return note;
}

void read_notes(const store::Entity& entity, uint16_t dataset, std::string_view about,
                std::vector<NoteReading>& notes) {
  NoteRow note = note_of(entity, dataset);
  note.kind = fact_word(entity.first("kind"));
  note.reason = fact_word(entity.first("reason"));
  for (const std::string_view node : entity.values(about)) notes.push_back({store::entity_key(node), note});
}

// Who shares an address is linked by it.
void read_addresses(const store::Entity& entity, uint16_t dataset, Reading& reading) {
  LinkReading link;
  link.what.kind = LinkKind::address;
  link.what.dataset = dataset;
  link.what.part = entity.statements.front().statement.record.part;
  link.from = store::entity_key(entity.id);
  for (const std::string_view address : entity.values("addressEntity")) {
    link.to = store::entity_key(address);
    reading.links.push_back(link);
  }
}

NodeReading node_of(const store::Entity& entity, uint16_t dataset) {
  std::string_view country = entity.first("jurisdiction");
  if (country.empty()) country = entity.first("country");
  NodeReading node;
  node.what.kind = node_kind(entity);
  node.what.dataset = dataset;
  node.what.country = packed_code(country);
  node.what.has_country = !country.empty();
  node.born = day_number(entity.first("birthDate")).value_or(0);
  return node;
}

struct FactName {
  std::string_view text;
  FactWord word;
};

constexpr std::array kFactWords = std::to_array<FactName>({
    {"", FactWord::none},
    {"anonymousPerson", FactWord::anonymous_person},
    {"unknownPerson", FactWord::unknown_person},
    {"anonymousEntity", FactWord::anonymous_entity},
    {"unknownEntity", FactWord::unknown_entity},
    {"unspecifiedInterestedParty", FactWord::unspecified_party},
    {"unspecifiedSubject", FactWord::unspecified_subject},
    {"holder", FactWord::holder},
    {"bearer", FactWord::bearer},
    {"noBeneficialOwners", FactWord::no_beneficial_owners},
    {"subjectUnableToConfirmOrIdentifyBeneficialOwner", FactWord::subject_unable},
    {"interestedPartyHasNotProvidedInformation", FactWord::party_has_not_provided},
    {"subjectExemptFromDisclosure", FactWord::subject_exempt},
    {"interestedPartyExemptFromDisclosure", FactWord::party_exempt},
    {"unknown", FactWord::unknown},
    {"informationUnknownToPublisher", FactWord::unknown_to_publisher},
});

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
constexpr uint32_t kCodeLettersCount = 38;
constexpr size_t kCodeLength = 6;

}  // namespace

FactWord fact_word(std::string_view word) {
  const auto at = std::ranges::find(kFactWords, word, &FactName::text);
  return at == kFactWords.end() ? FactWord::other : at->word;
}

std::string_view fact_text(FactWord word) {
  const auto at = std::ranges::find(kFactWords, word, &FactName::word);
  return at == kFactWords.end() ? std::string_view() : at->text;
}

uint32_t packed_code(std::string_view code) {
  if (code.size() > kCodeLength) return 0;
  uint64_t packed = 0;
  for (size_t i = kCodeLength; i-- > 0;) {
    const size_t letter = i < code.size() ? kLetters.find(code[i]) : 0;
    if (letter == kLetters.npos) return 0;
    packed = packed * kCodeLettersCount + (i < code.size() ? letter + 1 : 0);
  }
  return packed > UINT32_MAX ? 0 : static_cast<uint32_t>(packed);
}

std::string code_text(uint32_t packed) {
  std::string text;
  for (; packed != 0; packed /= kCodeLettersCount) {
    const uint32_t letter = packed % kCodeLettersCount;
    if (letter != 0) text.push_back(kLetters[letter - 1]);
  }
  return text;
}

std::optional<int32_t> day_number(std::string_view day) {
  for (size_t i = 0; i < std::min<size_t>(day.size(), 10); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? day[i] != '-' : day[i] < '0' || day[i] > '9') return std::nullopt;
  }
  if (day.size() < 4) return std::nullopt;
  const int month = day.size() >= 7 ? number_at(day, 5, 2) : 12;
  return number_at(day, 0, 4) * 10000 + month * 100 + (day.size() >= 10 ? number_at(day, 8, 2) : 31);
}

Reading reading_of(const store::Entity& entity, uint16_t dataset) {
  Reading reading;
  if (entity.schema == nullptr) return reading;
  static const model::Schema* const kThing = model::find_schema("Thing");
  const model::Record& record = entity.statements.front().statement.record;
  reading.line = record.line;
  reading.offset = record.offset;
  if (entity.schema->is_link()) {
    read_link(entity, dataset, reading);
  } else if (entity.schema->name == "NegativeFact") {
    // That somebody is no official says nothing of who is behind a company.
    if (entity.first("kind") != "role.pep") read_notes(entity, dataset, "subject", reading.facts);
  } else if (entity.schema->name == "Sanction") {
    read_notes(entity, dataset, "entity", reading.listings);
  } else if (entity.schema->is_a(*kThing)) {
    reading.node = node_of(entity, dataset);
    read_addresses(entity, dataset, reading);
  }
  return reading;
}

}  // namespace clew::graph
