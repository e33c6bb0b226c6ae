#include "read/bods_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <unordered_set>
#include <utility>

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

// Rights to shares and profits are ownership, rights to decide are control, seats are directorships. Who
// holds for another represents him.
constexpr std::array kInterests = std::to_array<BodsInterest>({
    {"shareholding", "Ownership", "owner", "asset", ""},
    {"rightsToSurplusAssetsOnDissolution", "Ownership", "owner", "asset", ""},
    {"rightsToProfitOrIncome", "Ownership", "owner", "asset", ""},
    {"rightToProfitOrIncomeFromAssets", "Ownership", "owner", "asset", ""},
    {"enjoymentAndUseOfAssets", "Ownership", "owner", "asset", ""},
    {"beneficiaryOfLegalArrangement", "Ownership", "owner", "asset", ""},
    {"votingRights", "Control", "controller", "controlled", "voting"},
    {"appointmentOfBoard", "Control", "controller", "controlled", "appointment"},
    {"otherInfluenceOrControl", "Control", "controller", "controlled", ""},
    {"rightsGrantedByContract", "Control", "controller", "controlled", "contractual"},
    {"conditionalRightsGrantedByContract", "Control", "controller", "controlled", "contractual"},
    {"controlViaCompanyRulesOrArticles", "Control", "controller", "controlled", ""},
    {"controlByLegalFramework", "Control", "controller", "controlled", ""},
    {"settlor", "Control", "controller", "controlled", "trust"},
    {"trustee", "Control", "controller", "controlled", "trust"},
    {"protector", "Control", "controller", "controlled", "trust"},
    {"nominator", "Control", "controller", "controlled", "nominee"},
    {"nominee", "Representation", "agent", "client", ""},
    {"seniorManagingOfficial", "Directorship", "director", "organization", ""},
    {"boardMember", "Directorship", "director", "organization", ""},
    {"boardChair", "Directorship", "director", "organization", ""},
    {"unknownInterest", "UnknownLink", "subject", "object", ""},
    {"unpublishedInterest", "UnknownLink", "subject", "object", ""},
});
constexpr BodsInterest kOtherInterest = {"", "UnknownLink", "subject", "object", ""};

std::optional<double> number_at(const dom::object& object, std::string_view key) {
  double number = 0;
  if (object[key].get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

bool is_bool_at(const dom::object& object, std::string_view key) {
  bool value = false;
  return object[key].get(value) == simdjson::SUCCESS;
}

bool is_true_at(const dom::object& object, std::string_view key, bool otherwise) {
  bool value = otherwise;
  return object[key].get(value) == simdjson::SUCCESS ? value : otherwise;
}

std::string share_words(std::optional<double> minimum, std::optional<double> above,
                        std::optional<double> maximum, std::optional<double> below) {
  std::string words;
  if (minimum) words = fmt::format("{} {}", maximum || below ? "from" : "at least", *minimum);
  if (above) words = fmt::format("more than {}", *above);
  const bool begun = !words.empty();
  if (maximum) words += fmt::format("{} {}", begun ? " to" : "at most", *maximum);
  if (below) words += fmt::format("{} {}", begun ? " to below" : "below", *below);
  return words;
}

// Places that only say which record or version this is count as read.
constexpr const char* kPathsRead = R"(
    statementId statementDate recordId recordType recordStatus publicationDetails/bodsVersion
    publicationDetails/publicationDate publicationDetails/license publicationDetails/publisher/name
    publicationDetails/publisher/url source/url source/retrievedAt annotations/statementPointerTarget
    annotations/motivation annotations/description annotations/creationDate annotations/createdBy/name
    annotations/url annotations/transformedContent
    recordDetails/entityType/type recordDetails/entityType/subtype recordDetails/entityType/details
    recordDetails/unspecifiedEntityDetails/reason recordDetails/unspecifiedEntityDetails/description
    recordDetails/name recordDetails/alternateNames recordDetails/jurisdiction/name
    recordDetails/jurisdiction/code recordDetails/foundingDate recordDetails/dissolutionDate
    recordDetails/uri recordDetails/publicListing/companyFilingsURLs
    recordDetails/publicListing/securitiesListings/security/id
    recordDetails/publicListing/securitiesListings/security/idScheme
    recordDetails/publicListing/securitiesListings/security/ticker
    recordDetails/personType recordDetails/unspecifiedPersonDetails/reason
    recordDetails/unspecifiedPersonDetails/description recordDetails/names/type
    recordDetails/names/fullName recordDetails/names/familyName recordDetails/names/givenName
    recordDetails/names/patronymicName recordDetails/nationalities/name recordDetails/nationalities/code
    recordDetails/placeOfBirth/address recordDetails/placeOfBirth/postCode
    recordDetails/placeOfBirth/country/name recordDetails/placeOfBirth/country/code
    recordDetails/birthDate recordDetails/deathDate recordDetails/taxResidencies/name
    recordDetails/taxResidencies/code recordDetails/politicalExposure/status
    recordDetails/politicalExposure/details/reason
    recordDetails/politicalExposure/details/jurisdiction/name
    recordDetails/politicalExposure/details/jurisdiction/code
    recordDetails/politicalExposure/details/startDate recordDetails/politicalExposure/details/endDate
    recordDetails/identifiers/id recordDetails/identifiers/scheme recordDetails/identifiers/schemeName
    recordDetails/addresses/type recordDetails/addresses/address recordDetails/addresses/postCode
    recordDetails/addresses/country/name recordDetails/addresses/country/code
    recordDetails/subject recordDetails/subject/reason recordDetails/subject/description
    recordDetails/interestedParty recordDetails/interestedParty/reason
    recordDetails/interestedParty/description recordDetails/interests/type
    recordDetails/interests/directOrIndirect recordDetails/interests/beneficialOwnershipOrControl
    recordDetails/interests/details recordDetails/interests/startDate recordDetails/interests/endDate
    recordDetails/interests/share/exact recordDetails/interests/share/minimum
    recordDetails/interests/share/exclusiveMinimum recordDetails/interests/share/maximum
    recordDetails/interests/share/exclusiveMaximum
)";

// Only before 0.4.
constexpr const char* kOldPathsRead = R"(
    statementID statementType replacesStatements entityType entitySubtype/generalCategory
    entitySubtype/localTerm incorporatedInJurisdiction incorporatedInJurisdiction/name
    incorporatedInJurisdiction/code jurisdiction addresses/country placeOfBirth/country nationalities
    taxResidencies pepStatusDetails/reason pepStatusDetails/jurisdiction pepStatusDetails/jurisdiction/name
    pepStatusDetails/jurisdiction/code pepStatusDetails/startDate pepStatusDetails/endDate
    subject/describedByEntityStatement subject/describedByPersonStatement
    interestedParty/describedByEntityStatement interestedParty/describedByPersonStatement
    interestedParty/unspecified/reason interestedParty/unspecified/description interests/interestLevel
)";

using Paths = std::unordered_set<std::string>;

Paths words_of(const char* text) {
  std::istringstream words(text);
  return Paths(std::istream_iterator<std::string>(words), {});
}

// What 0.4 keeps in recordDetails stood in the statement itself, but for what says which record it is.
Paths paths_before_0_4() {
  Paths paths = words_of(kOldPathsRead);
  for (const std::string& path : words_of(kPathsRead)) {
    static constexpr std::string_view kDetails = "recordDetails/";
    const bool is_party =
        path.starts_with("recordDetails/subject") || path.starts_with("recordDetails/interestedParty");
    if (path.starts_with("record") && !path.starts_with(kDetails)) continue;
    if (path != "statementId" && !is_party && !path.starts_with("recordDetails/entityType/"))
      paths.insert(path.starts_with(kDetails) ? path.substr(kDetails.size()) : path);
  }
  return paths;
}

}  // namespace

const BodsInterest& bods_interest(std::string_view type) {
  const auto found = std::ranges::find(kInterests, type, &BodsInterest::type);
  return found == kInterests.end() ? kOtherInterest : *found;
}

BodsShare bods_share(const dom::object& share, bool before_0_4) {
  const auto exact = number_at(share, "exact");
  auto minimum = number_at(share, "minimum"), above = number_at(share, "exclusiveMinimum");
  auto maximum = number_at(share, "maximum"), below = number_at(share, "exclusiveMaximum");
  const bool flags = is_bool_at(share, "exclusiveMinimum") || is_bool_at(share, "exclusiveMaximum");
  const bool wrong_version = before_0_4 ? above || below : flags;
  if (before_0_4 && !wrong_version) {
    const bool repeats_exact = exact && minimum == exact && maximum == exact && !flags;
    if (minimum && is_true_at(share, "exclusiveMinimum", false)) std::swap(minimum, above);
    if (maximum && !repeats_exact && is_true_at(share, "exclusiveMaximum", !(exact && maximum == exact)))
      std::swap(maximum, below);
  }
  const double low = exact ? *exact : minimum ? *minimum : above.value_or(0);
  const double high = exact ? *exact : maximum ? *maximum : below.value_or(100);
  BodsShare result;
  result.words = exact ? fmt::format("{}", *exact) : share_words(minimum, above, maximum, below);
  const bool repeats = (!minimum || minimum == exact) && (!maximum || maximum == exact) && !above && !below;
  const bool open = low == high && (above || below);
  if (wrong_version) {
    result.wrong = before_0_4 ? "before 0.4 exclusiveMinimum and exclusiveMaximum are true or false"
                              : "in 0.4 exclusiveMinimum and exclusiveMaximum are numbers";
    if (result.words.empty()) result.words = simdjson::minify(share);
  } else if (result.words.empty()) {
    result.wrong = "it has no number";
  } else if (exact && !repeats) {
    result.wrong = "exact stands beside another bound";
  } else if (!exact && ((minimum && above) || (maximum && below))) {
    result.wrong = "a bound stands there both inclusive and exclusive";
  } else if (low < 0 || high > 100 || low > high || open) {
    result.wrong = fmt::format("{} to {} is no part of 0 to 100", low, high);
  } else {
    result.interval = fmt::format("{}{},{}{}", above ? "(" : "[", low, high, below ? ")" : "]");
  }
  return result;
}

std::string_view bods_record_type(std::string_view statement_type) {
  if (statement_type == "entityStatement") return "entity";
  if (statement_type == "personStatement") return "person";
  return statement_type == "ownershipOrControlStatement" ? "relationship" : statement_type;
}

std::string_view bods_entity_schema(std::string_view type) {
  if (type == "registeredEntity") return "Company";
  if (type == "state" || type == "stateBody") return "PublicBody";
  return "LegalEntity";  // Arrangements such as trusts, and what is not registered or not known.
}

std::string_view bods_name_property(std::string_view type) {
  if (type == "former" || type == "birth") return "previousName";
  if (type == "alternative" || type == "translation" || type == "transliteration") return "alias";
  return "name";
}

std::string_view bods_identifier_property(std::string_view scheme, bool person) {
  if (scheme == "XI-LEI") return "leiCode";
  if (scheme.ends_with("-PASSPORT") && person) return "passportNumber";
  if (scheme.ends_with("-TAXID")) return "taxNumber";
  return person ? "idNumber" : "registrationNumber";
}

std::string bods_code(std::string_view word) {
  std::string code;
  bool upper = false;
  for (const char c : word) {
    if (c != '-') code += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    upper = c == '-';
  }
  static constexpr std::array kRenamed = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"settlorOfTrust", "settlor"},
      {"trusteeOfTrust", "trustee"},
      {"protectorOfTrust", "protector"},
      {"beneficiaryOfTrust", "beneficiaryOfLegalArrangement"},
      {"otherInfluenceOrControlOfTrust", "otherInfluenceOrControl"},
      {"rightsToSurplusAssets", "rightsToSurplusAssetsOnDissolution"},
  });
  const auto renamed =
      std::ranges::find(kRenamed, code, &std::pair<std::string_view, std::string_view>::first);
  return renamed == kRenamed.end() ? code : std::string(renamed->second);
}

bool is_bods_path_read(std::string_view path, bool before_0_4) {
  static const Paths paths = words_of(kPathsRead);
  static const Paths old_paths = paths_before_0_4();
  return (before_0_4 ? old_paths : paths).contains(std::string(path));
}

}  // namespace clew::read
