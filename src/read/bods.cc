// Beneficial Ownership Data Standard 0.4: statements about entities, people and relationships.
//
// - A record (recordId) is one entity, "bods-" + recordId, however many statements the publisher made of it;
//   each value keeps the place of the statement that holds it, and the ids of the statements are referents.
// - A relationship is one link for each of its interests. What the interest is decides the schema, see
//   bods_terms.h. Shares become an interval, "[25,50)" or "(25,50]", by the rules of 0.4: minimum and maximum
//   belong to it, exclusiveMinimum and exclusiveMaximum do not.
// - A later statement of a relationship takes the place of the earlier one: an interest that it no longer
//   states, or states otherwise, ends, at the latest when the later statement was made. An interest that goes
//   on with another share holds so from the later statement on.
// - Parties that are not named become a NegativeFact with the reason given.
//
// Memory: about 200 bytes for each relationship, to know what a later statement ends.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "read/bods_terms.h"
#include "read/emit.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "bods-";

// The day of a date with a time; what is no date as it is.
std::string_view day_of(std::string_view date) {
  constexpr size_t kDay = std::string_view("2021-09-11").size();
  const std::string_view day = date.substr(0, kDay);
  return day.find_first_not_of("0123456789-") == std::string_view::npos ? day : date;
}

// --- The reader -----------------------------------------------------------------------------------------

class BodsReader {
 public:
  explicit BodsReader(Sink& sink) : sink_(sink), main_(sink), link_(sink), side_(sink) {}

  void read(const dom::element& value, const model::Record& record) {
    record_ = record;
    dom::object statement;
    if (value.get(statement) != simdjson::SUCCESS) return malformed("it is no JSON object");
    if (!supported(statement)) return;
    Statement head = head_of(statement);
    if (head.record_id.empty()) return malformed("it has no recordId");
    dom::object details;
    if (statement["recordDetails"].get(details) != simdjson::SUCCESS)
      return malformed("it has no recordDetails");
    ++read_;
    type_ = head.type;
    note_publication(statement);
    if (head.type == "entity") {
      read_entity(head, details);
    } else if (head.type == "person") {
      read_person(head, details);
    } else if (head.type == "relationship") {
      read_relationship(head, details);
    } else {
      return malformed(fmt::format("its recordType is \"{}\"", shortened(head.type, 40)));
    }
    read_annotations(head);
    count_not_mapped(value, {});
  }

  base::Result<void> finish() {
    if (read_ == 0 && !unsupported_.empty()) {
      return base::fail(
          base::ErrorKind::unsupported,
          fmt::format("these statements follow BODS {}; only 0.4 can be read. The shares of older "
                      "versions mean something else at their bounds, so they are not guessed",
                      unsupported_));
    }
    sink_.note({.title = {},
                .publisher = publisher_,
                .published_on = published_on_,
                .version = {},
                .licence = licence_});
    return {};
  }

 private:
  struct Statement {
    std::string_view id, date, record_id, type, status;
    dom::object whole;
    std::string entity;  // "bods-" + recordId
    bool closed() const { return status == "closed"; }
  };

  // An interest as it was stated: what is needed to end it when it is stated no more.
  struct Link {
    std::string id;
    std::string_view schema;
    std::string type;
    std::string start;
    bool ended = false;
  };
  struct Version {
    std::string date;
    std::vector<Link> links;
  };

  struct Ends {
    std::string party, subject;
  };

  void malformed(std::string_view what) {
    sink_.issue("malformed-statement", fmt::format("a statement is not read: {}", what), record_);
  }

  // Whether the statement says that it follows 0.4, or says nothing and looks like it.
  bool supported(const dom::object& statement) {
    std::string_view version;
    each_object(statement, "publicationDetails",
                [&](const dom::object& details) { version = string_at(details, "bodsVersion"); });
    if (version == "0.4") return true;
    if (version.empty() && string_at(statement, "statementID").empty()) return true;
    unsupported_ = version.empty() ? "0.3 or older" : std::string(shortened(version, 20));
    sink_.issue("unsupported-version",
                fmt::format("a statement of BODS {} is not read: only 0.4 can be", unsupported_), record_);
    return false;
  }

  static Statement head_of(const dom::object& statement) {
    Statement head{.id = string_at(statement, "statementId"),
                   .date = string_at(statement, "statementDate"),
                   .record_id = string_at(statement, "recordId"),
                   .type = string_at(statement, "recordType"),
                   .status = string_at(statement, "recordStatus"),
                   .whole = statement,
                   .entity = {}};
    head.entity = fmt::format("{}{}", kPrefix, head.record_id);
    return head;
  }

  void note_publication(const dom::object& statement) {
    each_object(statement, "publicationDetails", [&](const dom::object& details) {
      each_object(details, "publisher", [&](const dom::object& publisher) {
        if (publisher_.empty()) publisher_ = string_at(publisher, "name");
      });
      if (licence_.empty()) licence_ = string_at(details, "license");
      published_on_ =
          std::max<std::string>(published_on_, std::string(string_at(details, "publicationDate")));
    });
  }

  // What every statement says of itself, stated of the entity or link that it speaks of.
  void add_provenance(Emit& emit, const Statement& head) {
    emit.add("referents", head.id, "statementId");
    emit.add_date("modifiedAt", head.date, "statementDate");
    each_object(head.whole, "source", [&](const dom::object& source) {
      emit.add("sourceUrl", string_at(source, "url"), "source/url");
      emit.add_date("retrievedAt", string_at(source, "retrievedAt"), "source/retrievedAt");
    });
    each_object(head.whole, "publicationDetails", [&](const dom::object& details) {
      each_object(details, "publisher", [&](const dom::object& publisher) {
        emit.add("publisher", string_at(publisher, "name"), "publicationDetails/publisher/name");
        emit.add("publisherUrl", string_at(publisher, "url"), "publicationDetails/publisher/url");
      });
    });
  }

  void begin_entity(const Statement& head, std::string_view schema) {
    main_.begin(head.entity, schema, record_);
    add_provenance(main_, head);
    if (head.closed()) main_.add("status", "closed", "recordStatus");
  }

  // A country or jurisdiction: the code if there is one, beside the name as the source's words.
  static void add_place(Emit& emit, std::string_view property, const dom::object& place,
                        std::string_view field) {
    const std::string_view code = string_at(place, "code"), name = string_at(place, "name");
    emit.add(property, code.empty() ? name : code, field,
             {.original = code.empty() ? std::string_view() : name});
  }

  // --- Entities and people ------------------------------------------------------------------------------

  void read_entity(const Statement& head, const dom::object& details) {
    std::string_view type;
    each_object(details, "entityType", [&](const dom::object& kind) { type = string_at(kind, "type"); });
    begin_entity(head, bods_entity_schema(type));
    each_object(details, "entityType", [&](const dom::object& kind) {
      main_.add("classification", type, "recordDetails/entityType/type");
      main_.add("legalForm", string_at(kind, "subtype"), "recordDetails/entityType/subtype");
      main_.add("legalForm", string_at(kind, "details"), "recordDetails/entityType/details");
    });
    main_.add("name", string_at(details, "name"), "recordDetails/name");
    each_string(details, "alternateNames",
                [&](std::string_view name) { main_.add("alias", name, "recordDetails/alternateNames"); });
    each_object(details, "jurisdiction", [&](const dom::object& jurisdiction) {
      add_place(main_, "jurisdiction", jurisdiction, "recordDetails/jurisdiction");
    });
    main_.add_date("incorporationDate", string_at(details, "foundingDate"), "recordDetails/foundingDate");
    main_.add_date("dissolutionDate", string_at(details, "dissolutionDate"), "recordDetails/dissolutionDate");
    main_.add("sourceUrl", string_at(details, "uri"), "recordDetails/uri");
    read_common(details, false);
    read_listings(details);
    if (type == "anonymousEntity" || type == "unknownEntity") {
      add_negative_fact(head, head.entity, type, details, "unspecifiedEntityDetails");
    }
  }

  void read_person(const Statement& head, const dom::object& details) {
    begin_entity(head, "Person");
    each_object(details, "names", [&](const dom::object& name) { read_name(name); });
    each_object(details, "nationalities", [&](const dom::object& country) {
      add_place(main_, "nationality", country, "recordDetails/nationalities");
    });
    each_object(details, "placeOfBirth", [&](const dom::object& place) {
      main_.add("birthPlace", full_address(place), "recordDetails/placeOfBirth");
      each_object(place, "country", [&](const dom::object& country) {
        add_place(main_, "birthCountry", country, "recordDetails/placeOfBirth/country");
      });
    });
    main_.add_date("birthDate", string_at(details, "birthDate"), "recordDetails/birthDate");
    main_.add_date("deathDate", string_at(details, "deathDate"), "recordDetails/deathDate");
    each_object(details, "taxResidencies", [&](const dom::object& country) {
      add_place(main_, "country", country, "recordDetails/taxResidencies");
    });
    read_common(details, true);
    each_object(details, "politicalExposure",
                [&](const dom::object& exposure) { read_political_exposure(head, exposure); });
    const std::string_view type = string_at(details, "personType");
    if (type == "anonymousPerson" || type == "unknownPerson") {
      add_negative_fact(head, head.entity, type, details, "unspecifiedPersonDetails");
    }
  }

  void read_name(const dom::object& name) {
    main_.add(bods_name_property(string_at(name, "type")), string_at(name, "fullName"),
              "recordDetails/names/fullName");
    main_.add("lastName", string_at(name, "familyName"), "recordDetails/names/familyName");
    main_.add("firstName", string_at(name, "givenName"), "recordDetails/names/givenName");
    main_.add("fatherName", string_at(name, "patronymicName"), "recordDetails/names/patronymicName");
  }

  void read_common(const dom::object& details, bool person) {
    each_object(details, "identifiers", [&](const dom::object& identifier) {
      const std::string_view id = string_at(identifier, "id"), scheme = string_at(identifier, "scheme");
      const std::string_view scheme_words = scheme.empty() ? string_at(identifier, "schemeName") : scheme;
      main_.add(bods_identifier_property(scheme, person), id, "recordDetails/identifiers",
                {.original = fmt::format("{} {}", scheme_words, id)});
    });
    each_object(details, "addresses", [&](const dom::object& address) { read_address(address); });
  }

  static std::string full_address(const dom::object& address) {
    std::string full(trim(string_at(address, "address")));
    std::string_view country;
    each_object(address, "country", [&](const dom::object& place) {
      country = string_at(place, "name");
      if (country.empty()) country = string_at(place, "code");
    });
    for (const std::string_view part : {trim(string_at(address, "postCode")), trim(country)}) {
      if (!part.empty()) (full += full.empty() ? "" : ", ") += part;
    }
    return full;
  }

  void read_address(const dom::object& address) {
    const std::string full = full_address(address);
    if (full.empty()) return;
    const std::string_view type = string_at(address, "type");
    const std::string field =
        fmt::format("recordDetails/addresses{}{}", type.empty() ? "" : "/", shortened(type, 40));
    // The same words are the same place.
    const std::string id = model::link_id(fmt::format("{}address-", kPrefix), "Address", full, {});
    side_.begin(id, "Address", record_);
    side_.add("full", full, "recordDetails/addresses");
    side_.add("street", string_at(address, "address"), "recordDetails/addresses/address");
    side_.add("postalCode", string_at(address, "postCode"), "recordDetails/addresses/postCode");
    each_object(address, "country", [&](const dom::object& country) {
      add_place(side_, "country", country, "recordDetails/addresses/country");
      add_place(main_, "country", country, field + "/country");
    });
    main_.add("addressEntity", id, field);
    main_.add("address", full, field);
  }

  void read_listings(const dom::object& details) {
    each_object(details, "publicListing", [&](const dom::object& listing) {
      bool listed = false;
      if (listing["hasPublicListing"].get(listed) == simdjson::SUCCESS && listed) {
        main_.add("topics", "corp.public", "recordDetails/publicListing/hasPublicListing",
                  {.original = "true"});
      }
      each_string(listing, "companyFilingsURLs", [&](std::string_view url) {
        main_.add("sourceUrl", url, "recordDetails/publicListing/companyFilingsURLs");
      });
      each_object(listing, "securitiesListings", [&](const dom::object& security) {
        each_object(security, "security", [&](const dom::object& paper) { read_security(paper); });
      });
    });
  }

  void read_security(const dom::object& security) {
    static constexpr std::string_view kField = "recordDetails/publicListing/securitiesListings/security";
    const std::string_view id = string_at(security, "id"), ticker = string_at(security, "ticker");
    const std::string_view scheme = string_at(security, "idScheme");
    if (id.empty() && ticker.empty()) return;
    side_.begin(model::link_id(kPrefix, "Security", main_.id(), id, id.empty() ? ticker : scheme), "Security",
                record_);
    side_.add("issuer", main_.id(), kField);
    const std::string_view property = equal_ignoring_case(scheme, "isin")   ? "isin"
                                      : equal_ignoring_case(scheme, "figi") ? "figiCode"
                                                                            : "registrationNumber";
    side_.add(property, id, fmt::format("{}/id", kField), {.original = fmt::format("{} {}", scheme, id)});
    side_.add("ticker", ticker, fmt::format("{}/ticker", kField));
  }

  void read_political_exposure(const Statement& head, const dom::object& exposure) {
    const std::string_view status = string_at(exposure, "status");
    static constexpr std::string_view kField = "recordDetails/politicalExposure/status";
    if (status == "isPep") {
      main_.add("topics", "role.pep", kField, {.original = status});
    } else if (status == "isNotPep") {
      begin_negative_fact(head, head.entity, "isNotPep", kField);
    } else if (!status.empty()) {
      main_.not_mapped(kField, status);
    }
    each_object(exposure, "details", [&](const dom::object& detail) { read_occupancy(detail); });
  }

  void read_occupancy(const dom::object& detail) {
    static constexpr std::string_view kField = "recordDetails/politicalExposure/details";
    const std::string_view reason = string_at(detail, "reason");
    std::string country;
    each_object(detail, "jurisdiction", [&](const dom::object& place) {
      country = string_at(place, "code").empty() ? string_at(place, "name") : string_at(place, "code");
    });
    if (reason.empty()) return;
    const std::string post = model::link_id(kPrefix, "Position", reason, country);
    side_.begin(post, "Position", record_);
    side_.add("name", reason, fmt::format("{}/reason", kField));
    each_object(detail, "jurisdiction", [&](const dom::object& place) {
      add_place(side_, "country", place, fmt::format("{}/jurisdiction", kField));
    });
    const std::string_view start = string_at(detail, "startDate");
    link_.begin(model::link_id(kPrefix, "Occupancy", main_.id(), post, {}, start), "Occupancy", record_);
    link_.add("holder", main_.id(), kField);
    link_.add("post", post, kField);
    link_.add_date("startDate", start, fmt::format("{}/startDate", kField));
    link_.add_date("endDate", string_at(detail, "endDate"), fmt::format("{}/endDate", kField));
  }

  // --- What is not known --------------------------------------------------------------------------------

  void begin_negative_fact(const Statement& head, std::string_view subject, std::string_view kind,
                           std::string_view field) {
    side_.begin(model::link_id(kPrefix, "NegativeFact", head.entity, subject, kind), "NegativeFact", record_);
    side_.add("subject", subject, {});
    side_.add("kind", kind, field);
    side_.add("recordId", head.record_id, "recordId");
    add_provenance(side_, head);
    if (head.closed()) side_.add_date("endDate", head.date, "recordStatus");
  }

  void add_negative_fact(const Statement& head, std::string_view subject, std::string_view kind,
                         const dom::object& details, std::string_view key) {
    const std::string field = fmt::format("recordDetails/{}", key);
    begin_negative_fact(head, subject, kind, field);
    each_object(details, key, [&](const dom::object& unspecified) {
      side_.add("reason", string_at(unspecified, "reason"), field + "/reason");
      side_.add("description", string_at(unspecified, "description"), field + "/description");
    });
  }

  // --- Relationships ------------------------------------------------------------------------------------

  void read_relationship(const Statement& head, const dom::object& details) {
    Ends ends{party_of(details, "interestedParty"), party_of(details, "subject")};
    const bool unnamed_party = ends.party.empty(), unnamed_subject = ends.subject.empty();
    if (unnamed_party && unnamed_subject)
      return malformed("neither its subject nor its interested party is named");
    note_main(unnamed_subject ? ends.party : ends.subject);

    Version version{.date = std::string(head.date), .links = {}};
    if (unnamed_party) {
      add_negative_fact(head, ends.subject, "unspecifiedInterestedParty", details, "interestedParty");
      version.links.push_back(negative_link(head));
    } else if (unnamed_subject) {
      add_negative_fact(head, ends.party, "unspecifiedSubject", details, "subject");
      version.links.push_back(negative_link(head));
    }
    dom::array interests;
    const bool has_interests =
        details["interests"].get(interests) == simdjson::SUCCESS && interests.size() > 0;
    // Somebody unnamed holds something: he gets a place that says no more.
    if (has_interests && (unnamed_party || unnamed_subject)) {
      const std::string stand_in = head.entity + (unnamed_party ? "-interestedParty" : "-subject");
      side_.begin(stand_in, "LegalEntity", record_);
      (unnamed_party ? ends.party : ends.subject) = stand_in;
    }
    if (has_interests) {
      each_object(details, "interests", [&](const dom::object& interest) {
        read_interest(head, details, ends, interest, version);
      });
    } else if (!unnamed_party && !unnamed_subject) {
      read_bare_relationship(head, details, ends, version);
    }
    supersede(head, std::move(version));
  }

  Link negative_link(const Statement& head) const {
    return {.id = side_.id(), .schema = "NegativeFact", .type = {}, .start = {}, .ended = head.closed()};
  }

  // Notes on a relationship are notes on its subject: a link is no thing that has notes.
  void note_main(const std::string& id) { main_.resume(id, "Thing", record_); }

  static std::string party_of(const dom::object& details, std::string_view key) {
    const std::string_view id = string_at(details, key);
    return id.empty() ? std::string() : fmt::format("{}{}", kPrefix, id);
  }

  void begin_link(const Statement& head, const dom::object& details, const Ends& ends,
                  const BodsInterest& kind, const Link& link) {
    link_.begin(link.id, kind.schema, record_);
    link_.add(kind.from, ends.party, "recordDetails/interestedParty");
    link_.add(kind.to, ends.subject, "recordDetails/subject");
    link_.add("recordId", head.record_id, "recordId");
    add_provenance(link_, head);
    if (head.closed()) link_.add("status", "closed", "recordStatus");
    bool component = false;
    if (details["isComponent"].get(component) == simdjson::SUCCESS) {
      link_.add("isComponent", component ? "true" : "false", "recordDetails/isComponent");
    }
  }

  void read_bare_relationship(const Statement& head, const dom::object& details, const Ends& ends,
                              Version& version) {
    Link link{.id = model::link_id(kPrefix, "UnknownLink", ends.party, ends.subject, head.record_id),
              .schema = "UnknownLink",
              .type = {},
              .start = {},
              .ended = false};
    begin_link(head, details, ends, bods_interest({}), link);
    end_if_closed(head, link);
    version.links.push_back(std::move(link));
  }

  void read_interest(const Statement& head, const dom::object& details, const Ends& ends,
                     const dom::object& interest, Version& version) {
    const std::string_view type = string_at(interest, "type");
    const BodsInterest& kind = bods_interest(type);
    if (kind.type.empty() && !type.empty()) {
      sink_.issue(
          "unknown-interest",
          fmt::format("\"{}\" is no type of interest of BODS 0.4; it is kept as a link", shortened(type, 60)),
          record_);
    }
    Link link = link_of(head, ends, kind, interest, version);
    begin_link(head, details, ends, kind, link);
    link_.add("interestType", type, "recordDetails/interests/type");
    link_.add("role", type, "recordDetails/interests/type");
    link_.add("controlType", kind.control, "recordDetails/interests/type");
    link_.add("directness", string_at(interest, "directOrIndirect"),
              "recordDetails/interests/directOrIndirect");
    link_.add("summary", string_at(interest, "details"), "recordDetails/interests/details");
    bool beneficial = false;
    if (interest["beneficialOwnershipOrControl"].get(beneficial) == simdjson::SUCCESS) {
      link_.add("isBeneficial", beneficial ? "true" : "false",
                "recordDetails/interests/beneficialOwnershipOrControl");
    }
    each_object(interest, "share", [&](const dom::object& share) { add_share(kind, share); });
    add_time(head, interest, link);
    version.links.push_back(std::move(link));
  }

  // The link's id is made from all that would make it another holding; what only ends it is no part of that.
  Link link_of(const Statement& head, const Ends& ends, const BodsInterest& kind, const dom::object& interest,
               const Version& version) {
    std::string role = fmt::format("{}", head.record_id);
    for (const std::string_view key : {"type", "directOrIndirect", "beneficialOwnershipOrControl", "share"}) {
      dom::element part;
      if (interest[key].get(part) == simdjson::SUCCESS) role += fmt::format(" {}", simdjson::minify(part));
    }
    const std::string_view start = string_at(interest, "startDate");
    Link link{.id = model::link_id(kPrefix, kind.schema, ends.party, ends.subject, role, start),
              .schema = kind.schema,
              .type = std::string(string_at(interest, "type")),
              .start = std::string(start),
              .ended = false};
    // The same holding twice in one statement is two holdings.
    for (int copy = 2; std::ranges::find(version.links, link.id, &Link::id) != version.links.end(); ++copy) {
      link.id = model::link_id(kPrefix, kind.schema, ends.party, ends.subject,
                               fmt::format("{} {}", role, copy), start);
    }
    return link;
  }

  void add_share(const BodsInterest& kind, const dom::object& share) {
    static constexpr std::string_view kField = "recordDetails/interests/share";
    const BodsShare read = bods_share(share);
    if (!read.wrong.empty()) {
      sink_.issue("bad-share",
                  fmt::format("the share {} is kept in words only: {}", simdjson::minify(share), read.wrong),
                  record_);
    }
    if (kind.schema == "Ownership")
      link_.add("percentage", read.words, kField, {.original = simdjson::minify(share)});
    if (kind.schema != "Ownership" && read.interval.empty()) link_.add("description", read.words, kField);
    link_.add("shareInterval", read.interval, kField, {.original = simdjson::minify(share)});
  }

  void add_time(const Statement& head, const dom::object& interest, Link& link) {
    static constexpr std::string_view kField = "recordDetails/interests/startDate";
    const std::string_view changed = changed_on(head, link);
    if (changed.empty()) {
      link_.add_date("startDate", link.start, kField);
    } else {
      link_.add("startDate", day_of(changed), "statementDate", {.original = link.start});
    }
    const std::string_view end = string_at(interest, "endDate");
    link_.add_date("endDate", end, "recordDetails/interests/endDate");
    link.ended = !end.empty();
    end_if_closed(head, link);
  }

  // A closed relationship has ended, when it was closed at the latest.
  void end_if_closed(const Statement& head, Link& link) {
    if (!head.closed() || link.ended) return;
    link_.add("endDate", day_of(head.date), "statementDate", {.original = "closed"});
    link.ended = true;
  }

  // The date of the statement, if it gives an interest that was stated before, with the same beginning, other
  // content: then it has held with this content only since.
  std::string_view changed_on(const Statement& head, const Link& link) const {
    const auto before = last_.find(std::string(head.record_id));
    if (before == last_.end() || before->second.date > head.date) return {};
    const std::vector<Link>& links = before->second.links;
    if (std::ranges::find(links, link.id, &Link::id) != links.end()) return {};
    const bool same_beginning = std::ranges::any_of(
        links, [&](const Link& old) { return old.type == link.type && old.start == link.start; });
    return same_beginning ? head.date : std::string_view();
  }

  // Ends the interests of the older of two statements of a relationship that the newer does not repeat.
  void supersede(const Statement& head, Version version) {
    const auto [place, is_first] = last_.try_emplace(std::string(head.record_id), Version{});
    Version& before = place->second;
    if (is_first) {
      before = std::move(version);
    } else if (before.date <= version.date) {
      end_unrepeated(before, version);
      before = std::move(version);
    } else {
      end_unrepeated(version, before);
    }
  }

  void end_unrepeated(const Version& older, const Version& newer) {
    for (const Link& link : older.links) {
      if (link.ended || std::ranges::find(newer.links, link.id, &Link::id) != newer.links.end()) continue;
      const auto next = std::ranges::find(newer.links, link.type, &Link::type);
      const bool begins_later = next != newer.links.end() && next->start > link.start;
      link_.resume(link.id, link.schema, record_);
      link_.add("endDate", day_of(begins_later ? next->start : newer.date),
                begins_later ? "recordDetails/interests/startDate" : "statementDate");
    }
  }

  // --- The rest -----------------------------------------------------------------------------------------

  void read_annotations(const Statement& head) {
    size_t number = 0;
    each_object(head.whole, "annotations", [&](const dom::object& annotation) {
      const std::string_view target = string_at(annotation, "statementPointerTarget");
      const std::string_view motivation = string_at(annotation, "motivation");
      side_.begin(model::link_id(kPrefix, "Note", head.id, target, motivation, fmt::format("{}", number++)),
                  "Note", record_);
      side_.add("entity", main_.id(), "annotations");
      side_.add("summary", fmt::format("{} {}", motivation, target), "annotations/motivation");
      side_.add("description", string_at(annotation, "description"), "annotations/description");
      std::string buffer;
      dom::element content;
      if (annotation["transformedContent"].get(content) == simdjson::SUCCESS) {
        side_.add("notes", text_of(content, buffer), "annotations/transformedContent");
      }
      side_.add("sourceUrl", string_at(annotation, "url"), "annotations/url");
      side_.add_date("createdAt", string_at(annotation, "creationDate"), "annotations/creationDate");
      each_object(annotation, "createdBy", [&](const dom::object& author) {
        side_.add("publisher", string_at(author, "name"), "annotations/createdBy/name");
      });
    });
  }

  void count_not_mapped(const dom::element& value, const std::string& path) {
    dom::object object;
    dom::array array;
    if (value.get(object) == simdjson::SUCCESS) {
      for (const auto [key, inner] : object) {
        count_not_mapped(inner,
                         path.empty() ? std::string(field_name(key)) : fmt::format("{}/{}", path, key));
      }
    } else if (value.get(array) == simdjson::SUCCESS) {
      for (const dom::element inner : array) count_not_mapped(inner, path);
    } else if (!is_read(path, value)) {
      std::string buffer;
      const std::string_view text = text_of(value, buffer);
      if (!text.empty()) sink_.not_mapped(path, text, record_);
    }
  }

  // Whether the leaf at `path` was read: it stands where we read and is of the type that we read there.
  bool is_read(std::string_view path, const dom::element& value) const {
    if (path == "recordDetails/isComponent") return type_ == "relationship" && value.is_bool();
    if (path == "recordDetails/interests/beneficialOwnershipOrControl") return value.is_bool();
    bool listed = false;
    if (path == "recordDetails/publicListing/hasPublicListing") return !value.get(listed) && listed;
    if (!is_bods_path_read(path)) return false;
    return path.starts_with("recordDetails/interests/share/") ? value.is_number() : value.is_string();
  }

  Sink& sink_;
  Emit main_;  // The entity or person.
  Emit link_;  // An interest.
  Emit side_;  // What belongs to them: addresses, negative facts, notes.
  model::Record record_;
  std::string type_;                               // Of the record that is being read.
  std::unordered_map<std::string, Version> last_;  // By recordId: the newest statement of a relationship.
  size_t read_ = 0;
  std::string unsupported_, publisher_, published_on_, licence_;
};

base::Result<void> read_bods(Stream& stream, Sink& sink, const ReadOptions& options) {
  JsonRecords records(stream, sink, options);
  BodsReader reader(sink);
  dom::element value;
  model::Record record;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, records.next(value, record));
    if (!found) return reader.finish();
    reader.read(value, record);
  }
}

int recognise_bods(std::string_view head) {
  if (has_json_key(head, "recordType") && has_json_key(head, "recordDetails")) return 95;
  // Older versions are recognised so that they can be refused by name.
  return has_json_key(head, "statementID") && has_json_key(head, "statementType") ? 60 : 0;
}

}  // namespace

extern const Format kBods = {
    .name = "bods",
    .title = "Beneficial Ownership Data Standard 0.4, JSON array or lines",
    .dataset = "",
    .prefix = kPrefix,
    .publisher = "",
    .recognise = recognise_bods,
    .read = read_bods,
};

}  // namespace clew::read
