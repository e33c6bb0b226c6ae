// The Legal Entity Identifier: who is who (level 1), who consolidates whom (level 2), and why not
// (exceptions).
//
//   XML  <LEIRecord>  <RelationshipRecord>  <Exception>           the golden copy and its deltas
//   CSV  LEI,Entity.LegalName,...   Relationship.StartNode.NodeID,...   LEI,Exception.Category,...
//   JSON {"data": {"type": "lei-records" | "relationship-records" | "reporting-exceptions" | "isins", ...}}
//
// CSV is read by the names of its columns, never by their places. Ids are "lei-" and the LEI.
//
// - That one consolidates another in its accounts is control, not a shareholding; the register states no
// share.
//   IS_ULTIMATELY_CONSOLIDATED_BY is a conclusion about the whole chain: it is stated as indirect, so that it
//   is compared with the chain and not added to it.
// - A fund's manager acts for it (Representation); subfunds and feeders are linked without saying how much.
// - Who states no parent says why: a NegativeFact with the register's own category and reason.
// - A relationship that is INACTIVE, RETIRED, ANNULLED or deleted without the day it ended has ended, when
// its
//   record was last changed at the latest.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"
#include "read/xml.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "lei-";
constexpr std::string_view kPublisher = "Global Legal Entity Identifier Foundation";

std::string lei_id(std::string_view lei) { return fmt::format("{}{}", kPrefix, lei); }

std::string_view schema_of(std::string_view category) {
  if (category == "GENERAL" || category == "FUND") return "Company";
  if (category == "BRANCH" || category == "INTERNATIONAL_ORGANIZATION") return "Organization";
  if (category == "RESIDENT_GOVERNMENT_ENTITY") return "PublicBody";
  return "LegalEntity";  // A sole proprietor, or the record does not say.
}

// What a type of relationship is: a link from `from` to `to`, the one who is spoken of first being the start
// node: "START is directly consolidated by END".
struct Relationship {
  std::string_view type, schema, start, end, directness;
};
constexpr std::array kRelationships = std::to_array<Relationship>({
    {"IS_DIRECTLY_CONSOLIDATED_BY", "Control", "controlled", "controller", "direct"},
    {"IS_ULTIMATELY_CONSOLIDATED_BY", "Control", "controlled", "controller", "indirect"},
    {"IS_INTERNATIONAL_BRANCH_OF", "Control", "controlled", "controller", "direct"},
    {"IS_FUND-MANAGED_BY", "Representation", "client", "agent", ""},
    {"IS_SUBFUND_OF", "UnknownLink", "subject", "object", ""},
    {"IS_FEEDER_TO", "UnknownLink", "subject", "object", ""},
});
constexpr Relationship kOther = {"", "UnknownLink", "subject", "object", ""};

class GleifReader {
 public:
  explicit GleifReader(Sink& sink) : sink_(sink), main_(sink), side_(sink), link_(sink) {}

  // Each record says by its fields what it is.
  void read(const FieldNode& record, const model::Record& place) {
    record_ = place;
    if (take(record, "Relationship/StartNode/NodeID|id") != nullptr) {
      read_relationship(record);
    } else if (take(record, "ExceptionCategory|category") != nullptr ||
               take(record, "Exception/Category") != nullptr) {
      read_exception(record);
    } else if (take(record, "isin") != nullptr) {
      read_security(record);
    } else if (take(record, "LEI") != nullptr) {
      read_entity(record);
    } else {
      sink_.issue("no-id", "the record holds no LEI and is not read", record_);
    }
    count_untaken(record, sink_, record_);
  }

 private:
  // --- Level 1 ------------------------------------------------------------------------------------------

  void read_entity(const FieldNode& record) {
    const std::string_view lei = take_text(record, "LEI");
    main_.begin(lei_id(lei), schema_of(take_text(record, "Entity/EntityCategory|category")), record_);
    add_fields(main_, "leiCode", record, "LEI");
    each_field(record, "Entity", [&](const FieldNode& entity) { read_parts(entity); });
    add_fields(main_, "swiftBic", record, "bic");
    add_date_fields(main_, "createdAt", record, "Registration/InitialRegistrationDate");
    add_date_fields(main_, "modifiedAt", record, "Registration/LastUpdateDate");
    if (const FieldNode* ocid = take(record, "ocid")) {
      main_.add("opencorporatesUrl", fmt::format("https://opencorporates.com/companies/{}", ocid->text),
                ocid->field, {.original = ocid->text});
    }
    each_field(record, "Registration/RegistrationStatus|status", [&](const FieldNode& status) {
      // Of the number, not of the company: a lapsed number says only that nobody renewed it.
      if (status.text == "ISSUED") return;
      status.taken = true;
      main_.add("notes", fmt::format("LEI {}", status.text), status.field, {.original = status.text});
    });
  }

  void read_parts(const FieldNode& entity) {
    each_field(entity, "LegalName", [&](const FieldNode& name) { add_name("name", name); });
    each_field(entity, "OtherEntityNames/OtherEntityName", [&](const FieldNode& name) { read_name(name); });
    each_field(entity, "OtherNames|transliteratedOtherNames",
               [&](const FieldNode& name) { read_name(name); });
    each_field(entity, "TransliteratedOtherEntityNames/TransliteratedOtherEntityName",
               [&](const FieldNode& name) { read_name(name); });
    each_field(entity, "LegalAddress|HeadquartersAddress|OtherAddresses",
               [&](const FieldNode& address) { read_address(address); });
    each_field(entity, "TransliteratedOtherAddresses/TransliteratedOtherAddress",
               [&](const FieldNode& address) { read_address(address); });
    each_field(entity, "OtherAddresses/OtherAddress",
               [&](const FieldNode& address) { read_address(address); });
    read_registration(entity);
    add_fields(main_, "jurisdiction", entity, "LegalJurisdiction|jurisdiction");
    add_fields(main_, "classification", entity, "EntityCategory|category|EntitySubCategory|subCategory");
    add_fields(main_, "legalForm", entity, "LegalForm/EntityLegalFormCode|id|OtherLegalForm|other");
    add_fields(main_, "status", entity, "EntityStatus|status");
    add_date_fields(main_, "incorporationDate", entity, "EntityCreationDate|creationDate");
    add_date_fields(main_, "dissolutionDate", entity, "EntityExpirationDate");
    add_date_fields(main_, "dissolutionDate", entity, "expiration/date");
    each_field(entity, "SuccessorEntity|successorEntities", [&](const FieldNode& other) {
      link_to(other, "SuccessorLEI|lei", "Succession", "predecessor", "successor", {});
    });
    each_field(entity, "AssociatedEntity", [&](const FieldNode& other) {
      link_to(other, "AssociatedLEI|lei", "UnknownLink", "subject", "object", take_text(other, "type"));
    });
  }

  void add_name(std::string_view property, const FieldNode& name) {
    const FieldNode* inner = name.text.empty() ? take(name, "name") : &name;
    if (inner == nullptr) return;
    inner->taken = true;
    const std::string_view language = take_text(name, "lang|xmllang|language");
    main_.add(property, inner->text, inner->field, {.original = {}, .language = language_of(language)});
  }

  void read_name(const FieldNode& name) {
    add_name(take_text(name, "type") == "PREVIOUS_LEGAL_NAME" ? "previousName" : "alias", name);
  }

  void read_address(const FieldNode& address) {
    std::string full;
    for (const auto part : {"MailRouting", "FirstAddressLine|addressLines", "AdditionalAddressLine", "City",
                            "Region", "PostalCode", "Country"}) {
      each_field(address, part, [&](const FieldNode& line) {
        if (!line.text.empty()) (full += full.empty() ? "" : ", ") += line.text;
      });
    }
    if (full.empty()) return;
    take_text(address, "lang|xmllang|language");
    take_text(address, "type");
    take_text(address, "fieldType");
    const std::string id = model::link_id(fmt::format("{}address-", kPrefix), "Address", full, {});
    side_.begin(id, "Address", record_);
    side_.add("full", full, address.field);
    add_fields(side_, "street", address, "FirstAddressLine|addressLines");
    add_fields(side_, "street2", address, "AdditionalAddressLine|MailRouting");
    add_fields(side_, "remarks", address, "AddressNumber|AddressNumberWithinBuilding");
    add_fields(side_, "city", address, "City");
    add_fields(side_, "region", address, "Region");
    add_fields(side_, "postalCode", address, "PostalCode");
    add_fields(side_, "country", address, "Country");
    main_.add("addressEntity", id, address.field);
    main_.add("address", full, address.field);
    add_fields(main_, "country", address, "Country");
  }

  // The number in the business register, with the register's number beside it.
  void read_registration(const FieldNode& entity) {
    const FieldNode* number = take(entity, "RegistrationAuthority/RegistrationAuthorityEntityID");
    if (number == nullptr) number = take(entity, "registeredAs");
    if (number == nullptr) return;
    std::string_view authority = take_text(
        entity,
        "RegistrationAuthority|registeredAt/RegistrationAuthorityID|id|OtherRegistrationAuthorityID|other");
    main_.add("registrationNumber", number->text, number->field,
              {.original = fmt::format("{} {}", authority, number->text)});
  }

  void link_to(const FieldNode& other, std::string_view lei_path, std::string_view schema,
               std::string_view from, std::string_view to, std::string_view role) {
    const FieldNode* lei = take(other, lei_path);
    if (lei == nullptr) return;
    const std::string id = lei_id(lei->text);
    link_.begin(model::link_id(kPrefix, schema, main_.id(), id, role), schema, record_);
    link_.add(from, main_.id(), {});
    link_.add(to, id, lei->field);
    link_.add("role", role, other.field);
  }

  void read_security(const FieldNode& record) {
    const FieldNode* isin = take(record, "isin");
    side_.begin(fmt::format("isin-{}", isin->text), "Security", record_);
    side_.add("isin", isin->text, isin->field);
    if (const FieldNode* lei = take(record, "lei")) side_.add("issuer", lei_id(lei->text), lei->field);
  }

  // --- Level 2 ------------------------------------------------------------------------------------------

  static std::string node_id(const FieldNode& relationship, std::string_view end) {
    std::string_view id, type;
    each_field(relationship, end, [&](const FieldNode& node) {
      id = take_text(node, "NodeID|id");
      type = take_text(node, "NodeIDType|type");
    });
    if (id.empty() || type.empty() || type == "LEI" || type == "ISO_17442_COMPATIBLE")
      return id.empty() ? std::string() : lei_id(id);
    return fmt::format("{}{}-{}", kPrefix, type, id);
  }

  void read_relationship(const FieldNode& record) {
    each_field(record, "Relationship", [&](const FieldNode& relationship) {
      const std::string start = node_id(relationship, "StartNode"), end = node_id(relationship, "EndNode");
      const FieldNode* type = take(relationship, "RelationshipType|type");
      if (start.empty() || end.empty() || type == nullptr) {
        return sink_.issue("malformed-relationship", "a node or the type of a relationship is missing",
                           record_);
      }
      read_links(record, relationship, start, end, *type);
    });
  }

  void read_links(const FieldNode& record, const FieldNode& relationship, const std::string& start,
                  const std::string& end, const FieldNode& type) {
    const auto* known = std::ranges::find(kRelationships, std::string_view(type.text), &Relationship::type);
    if (known == kRelationships.end()) {
      known = &kOther;
      sink_.issue("unknown-relationship",
                  fmt::format("\"{}\" is no type of relationship we know; it is kept as a link",
                              shortened(type.text)),
                  record_);
    }
    std::vector<const FieldNode*> periods;
    each_field(relationship, "Period|periods", [&](const FieldNode& period) { keep(period, periods); });
    each_field(relationship, "RelationshipPeriods/RelationshipPeriod",
               [&](const FieldNode& period) { keep(period, periods); });
    if (periods.empty()) periods.push_back(nullptr);
    for (size_t i = 0; i < periods.size(); ++i) {
      // A first period may get its beginning later, so it does not make the link another.
      const std::string_view begun = i > 0 ? take_text(*periods[i], "StartDate") : std::string_view();
      link_.begin(model::link_id(kPrefix, known->schema, start, end, type.text, begun), known->schema,
                  record_);
      link_.add(known->start, start, "Relationship/StartNode");
      link_.add(known->end, end, "Relationship/EndNode");
      link_.add("role", type.text, type.field);
      link_.add("interestType", type.text, type.field);
      link_.add("directness", known->directness, type.field, {.original = type.text});
      add_time(record, relationship, periods[i]);
      add_details(record, relationship, known->schema == "Control");
    }
  }

  // The years of accounts and filings tell on what a record rests, not when the relationship held.
  static void keep(const FieldNode& period, std::vector<const FieldNode*>& periods) {
    if (take_text(period, "PeriodType|type") == "RELATIONSHIP_PERIOD") periods.push_back(&period);
  }

  void add_time(const FieldNode& record, const FieldNode& relationship, const FieldNode* period) {
    bool ended = false;
    if (period != nullptr) {
      add_date_fields(link_, "startDate", *period, "StartDate");
      ended = take(*period, "EndDate") != nullptr;
      add_date_fields(link_, "endDate", *period, "EndDate");
    }
    add_fields(link_, "status", relationship, "RelationshipStatus|status");
    each_field(relationship, "RelationshipStatus|status", [&](const FieldNode& status) {
      if (!ended && status.text == "INACTIVE") ended = end_by(record, status.text);
    });
    each_field(record, "Registration/RegistrationStatus|status", [&](const FieldNode& status) {
      if (status.text == "PUBLISHED") return;
      status.taken = true;
      link_.add("summary", fmt::format("record {}", status.text), status.field, {.original = status.text});
      const bool over = status.text == "RETIRED" || status.text == "ANNULLED" || status.text == "DUPLICATE";
      if (!ended && over) ended = end_by(record, status.text);
    });
    each_field(record, "Extension/Deletion/DeletedAt", [&](const FieldNode& day) { end_on(day, ended); });
    each_field(record, "extension/deletedAt", [&](const FieldNode& day) { end_on(day, ended); });
  }

  bool end_by(const FieldNode& record, std::string_view words) {
    const FieldNode* changed = take(record, "Registration/LastUpdateDate");
    const auto day = changed == nullptr ? std::nullopt : iso_date(changed->text);
    if (day) link_.add("endDate", *day, changed->field, {.original = words});
    return day.has_value();
  }

  void end_on(const FieldNode& day, bool ended) {
    day.taken = true;
    if (!ended) link_.add_date("endDate", day.text, day.field);
  }

  void add_details(const FieldNode& record, const FieldNode& relationship, bool control) {
    add_date_fields(link_, "modifiedAt", record, "Registration/LastUpdateDate");
    each_field(record, "Registration/ValidationReference|corroborationReference", [&](const FieldNode& at) {
      if (!at.text.starts_with("http")) return;
      at.taken = true;
      link_.add("sourceUrl", at.text, at.field);
    });
    for (const auto path : {"Qualifiers", "RelationshipQualifiers/RelationshipQualifier"}) {
      each_field(relationship, path, [&](const FieldNode& qualifier) {
        take_text(qualifier, "QualifierDimension");
        add_fields(link_, control ? "legalBasis" : "description", qualifier, "QualifierCategory");
      });
    }
    for (const auto path : {"Quantifiers", "RelationshipQuantifiers/RelationshipQuantifier"}) {
      each_field(relationship, path, [&](const FieldNode& quantifier) {
        link_.add(
            "description",
            fmt::format("{} {} {}", take_text(quantifier, "MeasurementMethod"),
                        take_text(quantifier, "QuantifierAmount"), take_text(quantifier, "QuantifierUnits")),
            quantifier.field);
      });
    }
  }

  // --- Exceptions ---------------------------------------------------------------------------------------

  void read_exception(const FieldNode& record) {
    const FieldNode* lei = take(record, "LEI");
    const FieldNode* category = take(record, "ExceptionCategory|category");
    if (category == nullptr) category = take(record, "Exception/Category");
    if (lei == nullptr) {
      return sink_.issue("no-id", "the exception names no LEI and is not read", record_);
    }
    bool any = false;
    const auto with_reason = [&](const FieldNode& reason) {
      reason.taken = any = true;
      read_reason(record, *lei, *category, reason.text, reason.field);
    };
    each_field(record, "ExceptionReason|reason", with_reason);
    each_field(record, "Exception/Reason", with_reason);
    if (!any) read_reason(record, *lei, *category, {}, {});
  }

  void read_reason(const FieldNode& record, const FieldNode& lei, const FieldNode& category,
                   std::string_view reason, std::string_view field) {
    const std::string subject = lei_id(lei.text);
    side_.begin(model::link_id(kPrefix, "NegativeFact", subject, {}, category.text, reason), "NegativeFact",
                record_);
    side_.add("subject", subject, lei.field);
    side_.add("kind", category.text, category.field);
    side_.add("reason", reason, field);
    add_fields(side_, "description", record, "ExceptionReference|reference");
    add_fields(side_, "description", record, "Exception/Reference");
    add_date_fields(side_, "startDate", record, "validFrom");
    add_date_fields(side_, "endDate", record, "validTo");
    add_date_fields(side_, "endDate", record, "Extension/Deletion/DeletedAt");
  }

  Sink& sink_;
  Emit main_;  // The holder of the LEI.
  Emit side_;  // Addresses, securities, negative facts.
  Emit link_;
  model::Record record_;
};

// --- XML ------------------------------------------------------------------------------------------------

base::Result<void> read_gleif_xml(Stream& stream, Sink& sink, const ReadOptions& options) {
  GleifReader reader(sink);
  FieldPaths paths;
  std::string published;
  XmlHandlers handlers;
  handlers.on_record = [&](const XmlNode& node) {
    if (node.name == "LEIHeader" || node.name == "Header") {
      published = node.child_text("ContentDate");
      return;
    }
    if (node.repaired) sink.issue("not-utf8", "bytes of the record are no UTF-8", node.record(options.part));
    reader.read(field_tree(node, paths), node.record(options.part));
  };
  handlers.on_damage = [&](const XmlNode& node, std::string_view what) {
    sink.issue("malformed-record", fmt::format("a record is not read: {}", what), node.record(options.part));
  };
  CLEW_TRY(
      read_xml(stream, {"LEIHeader", "Header", "LEIRecord", "RelationshipRecord", "Exception"}, handlers));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = published, .version = {}, .licence = {}});
  return {};
}

int recognise_gleif_xml(std::string_view head) {
  const bool ours = head.find("www.gleif.org/data/schema/leidata/") != head.npos ||
                    head.find("www.gleif.org/data/schema/rr/") != head.npos ||
                    head.find("www.gleif.org/data/schema/repex/") != head.npos;
  return ours && head.find('<') != head.npos ? 95 : 0;
}

// --- CSV ------------------------------------------------------------------------------------------------

base::Result<void> read_gleif_csv(Stream& stream, Sink& sink, const ReadOptions& options) {
  GleifReader reader(sink);
  CLEW_TRY(
      read_field_rows(stream, sink, options, {.dotted = true},
                      [&](const FieldNode& row, const model::Record& record) { reader.read(row, record); }));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

int recognise_gleif_csv(std::string_view head) {
  const bool ours = has_columns(head, {"Relationship.StartNode.NodeID"}) ||
                    has_columns(head, {"LEI", "Entity.LegalName"}) ||
                    has_columns(head, {"LEI", "Exception.Category"});
  return ours ? 95 : 0;
}

// --- The API's JSON -------------------------------------------------------------------------------------

void read_answer(GleifReader& reader, Sink& sink, FieldPaths& paths, const dom::object& item,
                 const model::Record& record) {
  dom::element attributes;
  const std::string_view type = string_at(item, "type");
  const bool known = type == "lei-records" || type == "relationship-records" ||
                     type == "reporting-exceptions" || type == "isins";
  if (!known || item["attributes"].get(attributes) != simdjson::SUCCESS) {
    return sink.issue("not-a-record", fmt::format("items of type \"{}\" are not read", shortened(type)),
                      record);
  }
  reader.read(field_tree(attributes, paths), record);
}

base::Result<void> read_gleif_api(Stream& stream, Sink& sink, const ReadOptions& options) {
  GleifReader reader(sink);
  FieldPaths paths;
  std::string published;
  CLEW_TRY(read_json_records(stream, sink, options, [&](dom::element value, const model::Record& record) {
    dom::object answer;
    if (value.get(answer) != simdjson::SUCCESS)
      return sink.issue("not-a-record", "the answer is no JSON object", record);
    std::string_view day;
    if (answer.at_pointer("/meta/goldenCopy/publishDate").get(day) == simdjson::SUCCESS) published = day;
    // Records may stand alone, one a line, as well as in an answer.
    if (!string_at(answer, "type").empty()) read_answer(reader, sink, paths, answer, record);
    each_object(answer, "data",
                [&](const dom::object& item) { read_answer(reader, sink, paths, item, record); });
  }));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = published, .version = {}, .licence = {}});
  return {};
}

int recognise_gleif_api(std::string_view head) {
  if (head.find("api.gleif.org") == head.npos && head.find("\"goldenCopy\"") == head.npos) return 0;
  if (head.find("\"goldenCopy\"") != head.npos && head.find("\"data\":[]") != head.npos) return 80;
  if (!has_json_key(head, "attributes")) return 0;
  for (const auto type :
       {"\"lei-records\"", "\"relationship-records\"", "\"reporting-exceptions\"", "\"isins\""}) {
    if (head.find(type) != head.npos) return 90;
  }
  return 0;
}

}  // namespace

extern const Format kGleifXml = {
    .name = "gleif-xml",
    .title = "GLEIF golden copy: LEI records, relationships, reporting exceptions, XML",
    .dataset = "gleif",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_gleif_xml,
    .read = read_gleif_xml,
};

extern const Format kGleifCsv = {
    .name = "gleif-csv",
    .title = "GLEIF golden copy: LEI records, relationships, reporting exceptions, CSV",
    .dataset = "gleif",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_gleif_csv,
    .read = read_gleif_csv,
};

extern const Format kGleifApi = {
    .name = "gleif-api",
    .title = "Answers of GLEIF's API, JSON",
    .dataset = "gleif",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_gleif_api,
    .read = read_gleif_api,
};

}  // namespace clew::read
