#include "read/bods_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>
#include <unordered_set>

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

}  // namespace

const BodsInterest& bods_interest(std::string_view type) {
  const auto found = std::ranges::find(kInterests, type, &BodsInterest::type);
  return found == kInterests.end() ? kOtherInterest : *found;
}

BodsShare bods_share(const dom::object& share) {
  const auto exact = number_at(share, "exact");
  const auto minimum = number_at(share, "minimum"), above = number_at(share, "exclusiveMinimum");
  const auto maximum = number_at(share, "maximum"), below = number_at(share, "exclusiveMaximum");
  const double low = exact ? *exact : minimum ? *minimum : above.value_or(0);
  const double high = exact ? *exact : maximum ? *maximum : below.value_or(100);
  BodsShare result;
  result.words = exact ? fmt::format("{}", *exact) : share_words(minimum, above, maximum, below);
  const bool repeats = (!minimum || minimum == exact) && (!maximum || maximum == exact) && !above && !below;
  const bool open = low == high && (above || below);
  if (result.words.empty()) {
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

bool is_bods_path_read(std::string_view path) {
  static const auto paths = [] {
    std::istringstream words(kPathsRead);
    return std::unordered_set<std::string>(std::istream_iterator<std::string>(words), {});
  }();
  return paths.contains(std::string(path));
}

}  // namespace clew::read
