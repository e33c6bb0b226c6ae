// Beneficial Ownership Data Standard 0.2, 0.3 and 0.4: statements about entities, people and relationships.
//
//   0.4        recordId "c", recordType, recordDetails { name, ... }      a later statement has the same
//   recordId 0.2, 0.3   statementID "s2", statementType, name, ...                 a later statement
//   replacesStatements "s1"
//
// - A record is one entity, "bods-" + recordId, however many statements the publisher made of it; each value
//   keeps the place of the statement that holds it, and the ids of the statements are referents. Before 0.4
//   the record is the first statement of those that replace each other, so one that replaces another has to
//   come before what refers to it, as the standard asks.
// - A relationship is one link for each of its interests. What the interest is decides the schema, see
//   bods_terms.h. Shares become an interval, "[25,50)" or "(25,50]", by the rules of the statement's version.
//   Codes of 0.2 are stated as 0.4 writes them, the source's own beside.
// - A later statement of a relationship takes the place of the earlier one, see bods_history.h.
// - Parties that are not named become a NegativeFact with the reason given.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "read/bods_history.h"
#include "read/bods_parts.h"
#include "read/bods_terms.h"
#include "read/emit.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = kBodsPrefix;
constexpr std::string_view kDetails = "recordDetails/";

class BodsReader {
 public:
  explicit BodsReader(Sink& sink) : sink_(sink), main_(sink), link_(sink), side_(sink) {}

  void read(const dom::element& value, const model::Record& record) {
    record_ = record;
    dom::object statement;
    if (value.get(statement) != simdjson::SUCCESS) return malformed("it is no JSON object");
    if (!supported(statement)) return;
    Statement head = old_ ? old_head_of(statement) : head_of(statement);
    if (head.record_id.empty()) return malformed(old_ ? "it has no statementID" : "it has no recordId");
    dom::object details = statement;
    if (!old_ && statement["recordDetails"].get(details) != simdjson::SUCCESS)
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
      return malformed(
          fmt::format("its {} is \"{}\"", old_ ? "statementType" : "recordType", shortened(head.type, 40)));
    }
    read_bods_annotations(statement, head.id, main_.id(), side_, record_);
    count_not_mapped(value, {});
  }

  base::Result<void> finish() {
    if (read_ == 0 && !unsupported_.empty()) {
      return base::fail(
          base::ErrorKind::unsupported,
          fmt::format("these statements follow BODS {}; only 0.2, 0.3 and 0.4 can be read. The same words "
                      "mean other things from version to version, so they are not guessed",
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

  struct Ends {
    std::string party, subject;
  };

  void malformed(std::string_view what) {
    sink_.issue("malformed-statement", fmt::format("a statement is not read: {}", what), record_);
  }

  // Settles the rules by which the statement is read: those of the version that it names. One that names
  // none is of 0.4 if it has its ids, otherwise older.
  bool supported(const dom::object& statement) {
    std::string_view version;
    each_object(statement, "publicationDetails",
                [&](const dom::object& details) { version = string_at(details, "bodsVersion"); });
    old_ = version == "0.2" || version == "0.3";
    if (old_ || version == "0.4") return true;
    if (version.empty() || version == "0.1") {
      old_ = !string_at(statement, "statementID").empty();
      if (old_ && !std::exchange(said_unversioned_, true)) {
        sink_.issue("no-version",
                    "a statement does not name BODS 0.2, 0.3 or 0.4; such are read by the rules of 0.2",
                    record_);
      }
      return true;
    }
    unsupported_ = std::string(shortened(version, 20));
    sink_.issue("unsupported-version",
                fmt::format("a statement of BODS {} is not read: only 0.2, 0.3 and 0.4 can be", unsupported_),
                record_);
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

  Statement old_head_of(const dom::object& statement) {
    Statement head{.id = string_at(statement, "statementID"),
                   .date = string_at(statement, "statementDate"),
                   .record_id = {},
                   .type = {},
                   .status = {},
                   .whole = statement,
                   .entity = {}};
    head.record_id = root_of(statement, head.id);
    head.type = bods_record_type(string_at(statement, "statementType"));
    head.entity = fmt::format("{}{}", kPrefix, head.record_id);
    return head;
  }

  // The first of the statements that replace each other. One that replaces several goes on with the first.
  std::string_view root_of(const dom::object& statement, std::string_view id) {
    std::string_view root = id;
    bool replaces = false;
    each_string(statement, "replacesStatements", [&](std::string_view replaced) {
      const std::string_view replaced_root = known_root(replaced);
      if (!replaces) root = replaced_root;
      replaces = true;
      if (replaced_root == root) return;
      history_.hand_over(std::string(replaced_root), std::string(root));
      sink_.issue("statements-joined",
                  fmt::format("{} replaces several statements; what was said of {} stays apart from {}",
                              shortened(id), shortened(replaced_root), shortened(root)),
                  record_);
    });
    if (!replaces || id.empty()) return id;
    return roots_.insert_or_assign(std::string(id), std::string(root)).first->second;
  }

  std::string_view known_root(std::string_view id) const {
    const auto found = roots_.find(std::string(id));
    return found == roots_.end() ? id : std::string_view(found->second);
  }

  // Where a value stands: before 0.4 a statement held the details itself.
  std::string_view at(std::string_view path) const { return old_ ? path.substr(kDetails.size()) : path; }
  std::string_view record_id_field() const { return old_ ? "statementID" : "recordId"; }

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
    emit.add("referents", head.id, old_ ? "statementID" : "statementId");
    if (old_) {
      each_string(head.whole, "replacesStatements",
                  [&](std::string_view id) { emit.add("referents", id, "replacesStatements"); });
    }
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

  struct Place {
    std::string_view code, name;
  };

  // Before 0.4 a country may be its code alone.
  template <class With>
  void each_place(const dom::object& object, std::string_view key, const With& with) const {
    if (old_) each_string(object, key, [&](std::string_view code) { with(Place{code, {}}); });
    each_object(object, key, [&](const dom::object& place) {
      with(Place{string_at(place, "code"), string_at(place, "name")});
    });
  }

  // A country or jurisdiction: the code if there is one, beside the name as the source's words.
  static void add_place(Emit& emit, std::string_view property, const Place& place, std::string_view field) {
    emit.add(property, place.code.empty() ? place.name : place.code, field,
             {.original = place.code.empty() ? std::string_view() : place.name});
  }

  // --- Entities and people ------------------------------------------------------------------------------

  void read_entity(const Statement& head, const dom::object& details) {
    std::string_view type = string_at(details, "entityType");
    each_object(details, "entityType", [&](const dom::object& kind) { type = string_at(kind, "type"); });
    begin_entity(head, bods_entity_schema(type));
    if (old_) read_old_kind(details, type);
    each_object(details, "entityType", [&](const dom::object& kind) {
      main_.add("classification", type, at("recordDetails/entityType/type"));
      main_.add("legalForm", string_at(kind, "subtype"), at("recordDetails/entityType/subtype"));
      main_.add("legalForm", string_at(kind, "details"), at("recordDetails/entityType/details"));
    });
    main_.add("name", string_at(details, "name"), at("recordDetails/name"));
    each_string(details, "alternateNames",
                [&](std::string_view name) { main_.add("alias", name, at("recordDetails/alternateNames")); });
    each_place(details, "jurisdiction", [&](const Place& jurisdiction) {
      add_place(main_, "jurisdiction", jurisdiction, at("recordDetails/jurisdiction"));
    });
    main_.add_date("incorporationDate", string_at(details, "foundingDate"), at("recordDetails/foundingDate"));
    main_.add_date("dissolutionDate", string_at(details, "dissolutionDate"),
                   at("recordDetails/dissolutionDate"));
    main_.add("sourceUrl", string_at(details, "uri"), at("recordDetails/uri"));
    read_common(details, false);
    read_listings(details);
    if (type == "anonymousEntity" || type == "unknownEntity") {
      add_negative_fact(head, head.entity, type, details, "unspecifiedEntityDetails");
    }
  }

  // 0.3 writes "arrangement-trust" where 0.4 has the subtype "trust".
  void read_old_kind(const dom::object& details, std::string_view type) {
    main_.add("classification", type, "entityType");
    each_object(details, "entitySubtype", [&](const dom::object& subtype) {
      const std::string_view category = string_at(subtype, "generalCategory");
      main_.add("legalForm", category.substr(category.find('-') + 1), "entitySubtype/generalCategory",
                {.original = category});
      main_.add("legalForm", string_at(subtype, "localTerm"), "entitySubtype/localTerm");
    });
    each_place(details, "incorporatedInJurisdiction", [&](const Place& place) {
      add_place(main_, "jurisdiction", place, "incorporatedInJurisdiction");
    });
  }

  void read_person(const Statement& head, const dom::object& details) {
    begin_entity(head, "Person");
    each_object(details, "names", [&](const dom::object& name) { read_name(name); });
    each_place(details, "nationalities", [&](const Place& country) {
      add_place(main_, "nationality", country, at("recordDetails/nationalities"));
    });
    each_object(details, "placeOfBirth", [&](const dom::object& place) {
      main_.add("birthPlace", full_address(place), at("recordDetails/placeOfBirth"));
      each_place(place, "country", [&](const Place& country) {
        add_place(main_, "birthCountry", country, at("recordDetails/placeOfBirth/country"));
      });
    });
    main_.add_date("birthDate", string_at(details, "birthDate"), at("recordDetails/birthDate"));
    main_.add_date("deathDate", string_at(details, "deathDate"), at("recordDetails/deathDate"));
    each_place(details, "taxResidencies", [&](const Place& country) {
      add_place(main_, "country", country, at("recordDetails/taxResidencies"));
    });
    read_common(details, true);
    each_object(details, "politicalExposure",
                [&](const dom::object& exposure) { read_political_exposure(head, exposure); });
    if (old_) read_pep_status(head, details);
    const std::string_view type = string_at(details, "personType");
    if (type == "anonymousPerson" || type == "unknownPerson") {
      add_negative_fact(head, head.entity, type, details, "unspecifiedPersonDetails");
    }
  }

  void read_name(const dom::object& name) {
    main_.add(bods_name_property(string_at(name, "type")), string_at(name, "fullName"),
              at("recordDetails/names/fullName"));
    main_.add("lastName", string_at(name, "familyName"), at("recordDetails/names/familyName"));
    main_.add("firstName", string_at(name, "givenName"), at("recordDetails/names/givenName"));
    main_.add("fatherName", string_at(name, "patronymicName"), at("recordDetails/names/patronymicName"));
  }

  void read_common(const dom::object& details, bool person) {
    each_object(details, "identifiers", [&](const dom::object& identifier) {
      const std::string_view id = string_at(identifier, "id"), scheme = string_at(identifier, "scheme");
      const std::string_view scheme_words = scheme.empty() ? string_at(identifier, "schemeName") : scheme;
      main_.add(bods_identifier_property(scheme, person), id, at("recordDetails/identifiers"),
                {.original = fmt::format("{} {}", scheme_words, id)});
    });
    each_object(details, "addresses", [&](const dom::object& address) { read_address(address); });
  }

  std::string full_address(const dom::object& address) const {
    std::string full(trim(string_at(address, "address")));
    std::string_view country;
    each_place(address, "country",
               [&](const Place& place) { country = place.name.empty() ? place.code : place.name; });
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
        fmt::format("{}{}{}", at("recordDetails/addresses"), type.empty() ? "" : "/", shortened(type, 40));
    // The same words are the same place.
    const std::string id = model::link_id(fmt::format("{}address-", kPrefix), "Address", full, {});
    side_.begin(id, "Address", record_);
    side_.add("full", full, at("recordDetails/addresses"));
    side_.add("street", string_at(address, "address"), at("recordDetails/addresses/address"));
    side_.add("postalCode", string_at(address, "postCode"), at("recordDetails/addresses/postCode"));
    each_place(address, "country", [&](const Place& country) {
      add_place(side_, "country", country, at("recordDetails/addresses/country"));
      add_place(main_, "country", country, field + "/country");
    });
    main_.add("addressEntity", id, field);
    main_.add("address", full, field);
  }

  void read_listings(const dom::object& details) {
    each_object(details, "publicListing", [&](const dom::object& listing) {
      bool listed = false;
      if (listing["hasPublicListing"].get(listed) == simdjson::SUCCESS && listed) {
        main_.add("topics", "corp.public", at("recordDetails/publicListing/hasPublicListing"),
                  {.original = "true"});
      }
      each_string(listing, "companyFilingsURLs", [&](std::string_view url) {
        main_.add("sourceUrl", url, at("recordDetails/publicListing/companyFilingsURLs"));
      });
      each_object(listing, "securitiesListings", [&](const dom::object& security) {
        each_object(security, "security", [&](const dom::object& paper) {
          read_bods_security(paper, main_.id(), at("recordDetails/publicListing/securitiesListings/security"),
                             side_, record_);
        });
      });
    });
  }

  void read_political_exposure(const Statement& head, const dom::object& exposure) {
    const std::string_view status = string_at(exposure, "status");
    const std::string_view field = at("recordDetails/politicalExposure/status");
    if (status == "isPep") {
      main_.add("topics", "role.pep", field, {.original = status});
    } else if (status == "isNotPep") {
      begin_negative_fact(head, head.entity, "isNotPep", field);
    } else if (!status.empty()) {
      main_.not_mapped(field, status);
    }
    each_object(exposure, "details", [&](const dom::object& detail) {
      read_occupancy(detail, at("recordDetails/politicalExposure/details"));
    });
  }

  // The same in 0.2.
  void read_pep_status(const Statement& head, const dom::object& details) {
    bool exposed = false;
    if (details["hasPepStatus"].get(exposed) == simdjson::SUCCESS) {
      if (exposed) main_.add("topics", "role.pep", "hasPepStatus", {.original = "true"});
      if (!exposed) begin_negative_fact(head, head.entity, "isNotPep", "hasPepStatus");
    }
    each_object(details, "pepStatusDetails",
                [&](const dom::object& detail) { read_occupancy(detail, "pepStatusDetails"); });
  }

  void read_occupancy(const dom::object& detail, std::string_view field) {
    const std::string_view reason = string_at(detail, "reason");
    std::string country;
    each_place(detail, "jurisdiction",
               [&](const Place& place) { country = place.code.empty() ? place.name : place.code; });
    if (reason.empty()) return;
    const std::string post = model::link_id(kPrefix, "Position", reason, country);
    side_.begin(post, "Position", record_);
    side_.add("name", reason, fmt::format("{}/reason", field));
    each_place(detail, "jurisdiction", [&](const Place& place) {
      add_place(side_, "country", place, fmt::format("{}/jurisdiction", field));
    });
    const std::string_view start = string_at(detail, "startDate");
    link_.begin(model::link_id(kPrefix, "Occupancy", main_.id(), post, {}, start), "Occupancy", record_);
    link_.add("holder", main_.id(), field);
    link_.add("post", post, field);
    link_.add_date("startDate", start, fmt::format("{}/startDate", field));
    link_.add_date("endDate", string_at(detail, "endDate"), fmt::format("{}/endDate", field));
  }

  // --- What is not known --------------------------------------------------------------------------------

  void begin_negative_fact(const Statement& head, std::string_view subject, std::string_view kind,
                           std::string_view field) {
    side_.begin(model::link_id(kPrefix, "NegativeFact", head.entity, subject, kind), "NegativeFact", record_);
    side_.add("subject", subject, {});
    side_.add("kind", kind, field);
    side_.add("recordId", head.record_id, record_id_field());
    add_provenance(side_, head);
    if (head.closed()) side_.add_date("endDate", head.date, "recordStatus");
  }

  void add_negative_fact(const Statement& head, std::string_view subject, std::string_view kind,
                         const dom::object& details, std::string_view key) {
    const std::string field = fmt::format("{}{}", at("recordDetails/"), key);
    begin_negative_fact(head, subject, kind, field);
    each_object(details, key, [&](const dom::object& unspecified) { add_reason(unspecified, field); });
    if (!old_) return;
    each_object(details, key, [&](const dom::object& party) {
      each_object(party, "unspecified",
                  [&](const dom::object& unspecified) { add_reason(unspecified, field + "/unspecified"); });
    });
  }

  void add_reason(const dom::object& unspecified, const std::string& field) {
    const std::string_view reason = string_at(unspecified, "reason");
    side_.add("reason", old_ ? bods_code(reason) : std::string(reason), field + "/reason",
              {.original = reason});
    side_.add("description", string_at(unspecified, "description"), field + "/description");
  }

  // --- Relationships ------------------------------------------------------------------------------------

  void read_relationship(const Statement& head, const dom::object& details) {
    Ends ends{party_of(details, "interestedParty"), party_of(details, "subject")};
    const bool unnamed_party = ends.party.empty(), unnamed_subject = ends.subject.empty();
    if (unnamed_party && unnamed_subject)
      return malformed("neither its subject nor its interested party is named");
    note_main(unnamed_subject ? ends.party : ends.subject);

    BodsVersion version{
        .date = std::string(head.date), .start_field = at("recordDetails/interests/startDate"), .links = {}};
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
    history_.supersede(std::string(head.record_id), std::move(version), link_, record_);
  }

  BodsLink negative_link(const Statement& head) const {
    return {.id = side_.id(), .schema = "NegativeFact", .type = {}, .start = {}, .ended = head.closed()};
  }

  // Notes on a relationship are notes on its subject: a link is no thing that has notes.
  void note_main(const std::string& id) { main_.resume(id, "Thing", record_); }

  std::string party_of(const dom::object& details, std::string_view key) const {
    std::string_view id = string_at(details, key);
    if (old_) {
      each_object(details, key, [&](const dom::object& party) {
        for (const auto kind : {"describedByEntityStatement", "describedByPersonStatement"}) {
          if (id.empty()) id = known_root(string_at(party, kind));
        }
      });
    }
    return id.empty() ? std::string() : fmt::format("{}{}", kPrefix, id);
  }

  void begin_link(const Statement& head, const dom::object& details, const Ends& ends,
                  const BodsInterest& kind, const BodsLink& link) {
    link_.begin(link.id, kind.schema, record_);
    link_.add(kind.from, ends.party, at("recordDetails/interestedParty"));
    link_.add(kind.to, ends.subject, at("recordDetails/subject"));
    link_.add("recordId", head.record_id, record_id_field());
    add_provenance(link_, head);
    if (head.closed()) link_.add("status", "closed", "recordStatus");
    bool component = false;
    if (details["isComponent"].get(component) == simdjson::SUCCESS) {
      link_.add("isComponent", component ? "true" : "false", at("recordDetails/isComponent"));
    }
  }

  void read_bare_relationship(const Statement& head, const dom::object& details, const Ends& ends,
                              BodsVersion& version) {
    BodsLink link{.id = model::link_id(kPrefix, "UnknownLink", ends.party, ends.subject, head.record_id),
                  .schema = "UnknownLink",
                  .type = {},
                  .start = {},
                  .ended = false};
    begin_link(head, details, ends, bods_interest({}), link);
    end_if_closed(head, link);
    version.links.push_back(std::move(link));
  }

  void read_interest(const Statement& head, const dom::object& details, const Ends& ends,
                     const dom::object& interest, BodsVersion& version) {
    const std::string_view words = string_at(interest, "type");
    const std::string type = old_ ? bods_code(words) : std::string(words);
    const BodsInterest& kind = bods_interest(type);
    if (kind.type.empty() && !type.empty()) {
      sink_.issue(
          "unknown-interest",
          fmt::format("\"{}\" is no type of interest of BODS; it is kept as a link", shortened(words, 60)),
          record_);
    }
    BodsLink link = link_of(head, ends, kind, interest, version);
    begin_link(head, details, ends, kind, link);
    link_.add("interestType", type, at("recordDetails/interests/type"), {.original = words});
    link_.add("role", words, at("recordDetails/interests/type"));
    link_.add("controlType", words.ends_with("-of-trust") ? "trust" : kind.control,
              at("recordDetails/interests/type"));
    if (old_) link_.add("directness", string_at(interest, "interestLevel"), "interests/interestLevel");
    link_.add("directness", string_at(interest, "directOrIndirect"),
              at("recordDetails/interests/directOrIndirect"));
    link_.add("summary", string_at(interest, "details"), at("recordDetails/interests/details"));
    bool beneficial = false;
    if (interest["beneficialOwnershipOrControl"].get(beneficial) == simdjson::SUCCESS) {
      link_.add("isBeneficial", beneficial ? "true" : "false",
                at("recordDetails/interests/beneficialOwnershipOrControl"));
    }
    each_object(interest, "share", [&](const dom::object& share) { add_share(kind, share); });
    add_time(head, interest, link);
    version.links.push_back(std::move(link));
  }

  // The link's id is made from all that would make it another holding; what only ends it is no part of that.
  BodsLink link_of(const Statement& head, const Ends& ends, const BodsInterest& kind,
                   const dom::object& interest, const BodsVersion& version) {
    std::string role = fmt::format("{}", head.record_id);
    for (const std::string_view key :
         {"type", "directOrIndirect", "interestLevel", "beneficialOwnershipOrControl", "share"}) {
      dom::element part;
      if (interest[key].get(part) == simdjson::SUCCESS) role += fmt::format(" {}", simdjson::minify(part));
    }
    const std::string_view start = string_at(interest, "startDate");
    BodsLink link{.id = model::link_id(kPrefix, kind.schema, ends.party, ends.subject, role, start),
                  .schema = kind.schema,
                  .type = std::string(string_at(interest, "type")),
                  .start = std::string(start),
                  .ended = false};
    // The same holding twice in one statement is two holdings.
    for (int copy = 2; std::ranges::find(version.links, link.id, &BodsLink::id) != version.links.end();
         ++copy) {
      link.id = model::link_id(kPrefix, kind.schema, ends.party, ends.subject,
                               fmt::format("{} {}", role, copy), start);
    }
    return link;
  }

  void add_share(const BodsInterest& kind, const dom::object& share) {
    const std::string_view field = at("recordDetails/interests/share");
    const BodsShare read = bods_share(share, old_);
    if (!read.wrong.empty()) {
      sink_.issue("bad-share",
                  fmt::format("the share {} is kept in words only: {}", simdjson::minify(share), read.wrong),
                  record_);
    }
    if (kind.schema == "Ownership")
      link_.add("percentage", read.words, field, {.original = simdjson::minify(share)});
    if (kind.schema != "Ownership" && read.interval.empty()) link_.add("description", read.words, field);
    link_.add("shareInterval", read.interval, field, {.original = simdjson::minify(share)});
  }

  void add_time(const Statement& head, const dom::object& interest, BodsLink& link) {
    const std::string_view field = at("recordDetails/interests/startDate");
    if (history_.is_changed(std::string(head.record_id), link, head.date)) {
      link_.add("startDate", bods_day(head.date), "statementDate", {.original = link.start});
    } else {
      link_.add_date("startDate", link.start, field);
    }
    const std::string_view end = string_at(interest, "endDate");
    link_.add_date("endDate", end, at("recordDetails/interests/endDate"));
    link.ended = !end.empty();
    end_if_closed(head, link);
  }

  // A closed relationship has ended, when it was closed at the latest.
  void end_if_closed(const Statement& head, BodsLink& link) {
    if (!head.closed() || link.ended) return;
    link_.add("endDate", bods_day(head.date), "statementDate", {.original = "closed"});
    link.ended = true;
  }

  // --- The rest -----------------------------------------------------------------------------------------

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
    const std::string_view inner =
        old_ ? path : path.substr(path.starts_with(kDetails) ? kDetails.size() : 0);
    if (inner == "isComponent") return type_ == "relationship" && value.is_bool();
    if (inner == "interests/beneficialOwnershipOrControl") return value.is_bool();
    if (old_ && (inner == "hasPepStatus" || inner.starts_with("interests/share/exclusive")))
      return value.is_bool();
    bool listed = false;
    if (inner == "publicListing/hasPublicListing") return !value.get(listed) && listed;
    if (!is_bods_path_read(path, old_)) return false;
    return inner.starts_with("interests/share/") ? value.is_number() : value.is_string();
  }

  Sink& sink_;
  Emit main_;  // The entity or person.
  Emit link_;  // An interest.
  Emit side_;  // What belongs to them: addresses, negative facts, notes.
  model::Record record_;
  bool old_ = false;  // The statement follows 0.2 or 0.3.
  std::string type_;  // Of the record that is being read.
  BodsHistory history_;
  std::unordered_map<std::string, std::string> roots_;  // Before 0.4: what a statement replaces in the end.
  bool said_unversioned_ = false;
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
  return has_json_key(head, "statementID") && has_json_key(head, "statementType") ? 90 : 0;
}

}  // namespace

extern const Format kBods = {
    .name = "bods",
    .title = "Beneficial Ownership Data Standard 0.2 to 0.4, JSON array or lines",
    .dataset = "",
    .prefix = kPrefix,
    .publisher = "",
    .recognise = recognise_bods,
    .read = read_bods,
};

}  // namespace clew::read
