// The European Union's financial sanctions, XML 1.1 (xmlFullSanctionsList): attributes hold nearly all.
//
//   <export generationDate="..." globalFileId="...">
//     <sanctionEntity euReferenceNumber="EU.27.28" logicalId="13" unitedNationId="" designationDate="">
//       <regulation programme= numberTitle= publicationDate= entryIntoForceDate= regulationType=>
//       <publicationUrl> <subjectType code="person | enterprise"> <nameAlias wholeName= firstName= lastName=
//       function= gender= nameLanguage= strong=> <birthdate birthdate= year= circa= city= countryIso2Code=>
//       <citizenship>   <address> <contactInfo> <identification number= identificationTypeCode= issuedBy=
//       knownFalse=>   <remark>
//
// Ids: eu-fsf-eu-27-28, the EU's own reference in lower case, as OpenSanctions forms it; an entry that has
// none yet is eu-fsf-logical-13. Each regulation is a Sanction of its own: the file names, of the acts about
// an entry, the one in force, often an amendment. Its day is therefore no day of listing unless it is the
// basic act; the day of designation is one where the file gives it.
//
// regulationSummary (which act brought this name or date) and the logicalId of parts are counted as not
// mapped; so is whatever attribute or element this does not know.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "model/schema.h"
#include "read/dates.h"
#include "read/emit.h"
#include "read/format.h"
#include "read/text.h"
#include "read/xml.h"

namespace clew::read {
namespace {

constexpr std::string_view kPrefix = "eu-fsf-";
constexpr std::string_view kAuthority = "European Union";

// The attributes of an element; what nobody asked for is told at the end.
class Attributes {
 public:
  explicit Attributes(const XmlNode& node) : node_(node), taken_(node.attributes.size(), false) {}

  std::string_view take(std::string_view name) {
    for (size_t i = 0; i < taken_.size(); ++i) {
      if (node_.attributes[i].first != name) continue;
      taken_[i] = true;
      return trim(node_.attributes[i].second);
    }
    return {};
  }
  // "" of an attribute that only repeats what another says, or says nothing.
  void pass(std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) take(name);
  }
  bool is_true(std::string_view name) { return take(name) == "true"; }

  template <class OnRest>
  void rest(const OnRest& on_rest) const {
    for (size_t i = 0; i < taken_.size(); ++i) {
      const std::string_view value = trim(node_.attributes[i].second);
      if (!taken_[i] && !value.empty()) on_rest(node_.attributes[i].first, value);
    }
  }

 private:
  const XmlNode& node_;
  std::vector<bool> taken_;
};

// ISO 639-3 of the two letters that name a language of the Union or of a neighbour.
std::string_view language_code(std::string_view letters) {
  static const std::map<std::string_view, std::string_view> codes = {
      {"BG", "bul"}, {"CS", "ces"}, {"DA", "dan"}, {"DE", "deu"}, {"EL", "ell"}, {"EN", "eng"},
      {"ES", "spa"}, {"ET", "est"}, {"FI", "fin"}, {"FR", "fra"}, {"GA", "gle"}, {"HR", "hrv"},
      {"HU", "hun"}, {"IT", "ita"}, {"LT", "lit"}, {"LV", "lav"}, {"MT", "mlt"}, {"NL", "nld"},
      {"PL", "pol"}, {"PT", "por"}, {"RO", "ron"}, {"SK", "slk"}, {"SL", "slv"}, {"SV", "swe"},
      {"RU", "rus"}, {"UK", "ukr"}, {"BE", "bel"}, {"SR", "srp"}, {"AR", "ara"}, {"FA", "fas"},
      {"ZH", "zho"}, {"KO", "kor"}, {"TR", "tur"}, {"MK", "mkd"}, {"BS", "bos"}, {"HE", "heb"},
      {"KA", "kat"}, {"HY", "hye"}, {"NO", "nor"}, {"UR", "urd"}, {"PS", "pus"}, {"MY", "mya"}};
  const auto found = codes.find(letters);
  return found == codes.end() ? std::string_view() : found->second;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) {
    if (!part.empty()) (out += out.empty() ? "" : ", ") += part;
  }
  return out;
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

// "eu-fsf-eu-27-28" of "EU.27.28".
std::string id_of(std::string_view reference, std::string_view logical) {
  if (reference.empty() && logical.empty()) return {};
  std::string id(kPrefix);
  if (reference.empty()) id += "logical-";
  for (const char c : lower_case(reference.empty() ? logical : reference)) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep)
      id += c;
    else if (!id.ends_with('-'))
      id += '-';
  }
  return id;
}

struct Country {
  std::string_view code;   // "IQ", or the words where the file gives no code.
  std::string_view words;  // "IRAQ"
};
// "00" and UNKNOWN say nothing.
Country take_country(Attributes& attributes) {
  std::string_view code = attributes.take("countryIso2Code");
  std::string_view words = attributes.take("countryDescription");
  if (words == "UNKNOWN") words = {};
  if (code == "00") code = {};
  return {code.empty() ? words : code, words};
}

// Which property or kind of document a type of identification is.
struct IdentificationRule {
  std::string_view property;
  std::string_view schema;  // Of the document; empty where the number says it all.
};
IdentificationRule identification_rule(std::string_view code) {
  static const std::unordered_map<std::string_view, IdentificationRule> rules = {
      {"passport", {"passportNumber", "Passport"}},
      {"swiftbic", {"swiftBic", {}}},
      {"imo", {"imoNumber", {}}},
      {"regnumber", {"registrationNumber", {}}},
      {"fiscalcode", {"taxNumber", {}}},
  };
  const auto found = rules.find(code);
  return found == rules.end() ? IdentificationRule{"idNumber", "Identification"} : found->second;
}

// Reads one sanctionEntity after the other.
class EuEntries {
 public:
  explicit EuEntries(Sink& sink) : listed_(sink), side_(sink) {}

  void add(const XmlNode& entry, const model::Record& record) {
    Attributes attributes(entry);
    Designation designation = take_designation(attributes);
    const std::string id = id_of(designation.reference, designation.logical);
    if (id.empty()) {
      return listed_.sink().issue("no-id", "the entry has no euReferenceNumber and no logicalId", record);
    }
    schema_ = schema_of(entry);
    listed_.begin(id, schema_, record);
    if (entry.child("subjectType") == nullptr) {
      listed_.issue("unknown-type",
                    "the entry has no subjectType and is read as a person or an organization");
    }
    if (entry.repaired) listed_.issue("bad-encoding", "bytes that are no text were replaced in this entry");
    listed_.add("topics", "sanction", {});
    add_children(entry, designation);
    tell_rest(attributes, "sanctionEntity");
  }

 private:
  struct Designation {
    std::string_view reference, logical, united_nations, date, details;
  };

  static Designation take_designation(Attributes& attributes) {
    return {attributes.take("euReferenceNumber"), attributes.take("logicalId"),
            attributes.take("unitedNationId"), attributes.take("designationDate"),
            attributes.take("designationDetails")};
  }

  static std::string_view schema_of(const XmlNode& entry) {
    const XmlNode* type = entry.child("subjectType");
    if (type == nullptr) return "LegalEntity";
    const std::string_view code = type->attribute("code");
    return code == "person" ? "Person" : code == "enterprise" ? "Organization" : "LegalEntity";
  }

  bool is_person() const { return schema_ == "Person"; }

  void not_mapped(std::string_view element, std::string_view name, std::string_view value) {
    listed_.not_mapped(std::string(element) + "@" + std::string(name), value);
  }
  void tell_rest(const Attributes& attributes, std::string_view element) {
    attributes.rest([&](std::string_view name, std::string_view value) { not_mapped(element, name, value); });
  }

  // `field` as "nameAlias@wholeName".
  static std::string field(std::string_view element, std::string_view attribute) {
    return std::string(element) + "@" + std::string(attribute);
  }

  void add(std::string_view property, std::string_view value, std::string_view element,
           std::string_view attribute, ValueNote note = {}) {
    if (value.empty()) return;
    const model::Schema* schema = model::find_schema(schema_);
    if (schema->property(property) == nullptr) return not_mapped(element, attribute, value);
    listed_.add(property, value, field(element, attribute), note);
  }

  void add_children(const XmlNode& entry, const Designation& designation) {
    bool regulated = false;
    for (const XmlNode& child : entry.children) {
      if (child.name == "regulation") {
        add_regulation(child, designation);
        regulated = true;
      } else if (child.name == "nameAlias") {
        add_name(child);
      } else if (child.name == "birthdate") {
        add_birth(child);
      } else if (child.name == "citizenship") {
        add_citizenship(child);
      } else if (child.name == "address") {
        add_address(child);
      } else if (child.name == "identification") {
        add_identification(child);
      } else if (child.name == "subjectType") {
        add_subject_type(child);
      } else if (child.name == "remark") {
        listed_.add("notes", child.text, "remark");
      } else {
        tell_unknown(child, "");
      }
    }
    if (!regulated) add_sanction(designation, designation.reference);
  }

  void add_subject_type(const XmlNode& node) {
    Attributes attributes(node);
    const std::string_view code = attributes.take("code");
    attributes.pass({"classificationCode"});  // P or E: the same once more.
    if (schema_ == "LegalEntity") {
      listed_.issue("unknown-type", "subjectType \"" + std::string(code.substr(0, 40)) +
                                        "\" is no person and no enterprise; the entry is read as either");
    }
    tell_rest(attributes, node.name);
  }

  // All that an element unknown to us holds.
  void tell_unknown(const XmlNode& node, const std::string& path) {
    const std::string here = path + std::string(node.name);
    if (!node.text.empty()) listed_.not_mapped(here, node.text);
    tell_rest(Attributes(node), here);
    for (const XmlNode& child : node.children) tell_unknown(child, here + "/");
  }
  // The children of `node` other than those in `known`.
  void tell_other_children(const XmlNode& node, std::initializer_list<std::string_view> known) {
    for (const XmlNode& child : node.children) {
      if (std::ranges::find(known, child.name) == known.end())
        tell_unknown(child, std::string(node.name) + "/");
    }
    if (!node.text.empty()) listed_.not_mapped(node.name, node.text);
  }

  void add_sanction(const Designation& designation, std::string_view key) {
    side_.begin(model::link_id(kPrefix, "Sanction", listed_.id(), key), "Sanction", listed_.record());
    side_.add("entity", listed_.id(), {});
    side_.add("authority", kAuthority, {});
    side_.add("country", "eu", {});
    side_.add("authorityId", designation.reference, "sanctionEntity@euReferenceNumber");
    side_.add("recordId", designation.logical, "sanctionEntity@logicalId");
    side_.add("unscId", designation.united_nations, "sanctionEntity@unitedNationId");
    side_.add("reason", designation.details, "sanctionEntity@designationDetails");
    side_.add_date("listingDate", designation.date, "sanctionEntity@designationDate");
  }

  void add_regulation(const XmlNode& node, const Designation& designation) {
    Attributes attributes(node);
    const std::string_view title = attributes.take("numberTitle");
    const std::string_view programme = attributes.take("programme");
    add_sanction(designation, std::string(programme) + " " + std::string(title));
    side_.add("program", programme, "regulation@programme");
    side_.add("summary", title, "regulation@numberTitle");
    side_.add("publisher", attributes.take("organisationType"), "regulation@organisationType");
    const bool basic = attributes.take("regulationType") == "regulation";
    side_.add_date(basic && designation.date.empty() ? "listingDate" : "date",
                   attributes.take("publicationDate"), "regulation@publicationDate");
    side_.add_date(basic ? "startDate" : "modifiedAt", attributes.take("entryIntoForceDate"),
                   "regulation@entryIntoForceDate");
    side_.add("sourceUrl", node.child_text("publicationUrl"), "regulation/publicationUrl");
    tell_rest(attributes, node.name);
    tell_other_children(node, {"publicationUrl"});
  }

  void add_name(const XmlNode& node) {
    Attributes attributes(node);
    const std::string_view first = attributes.take("firstName");
    const std::string_view middle = attributes.take("middleName");
    const std::string_view last = attributes.take("lastName");
    std::string whole(attributes.take("wholeName"));
    if (whole.empty()) {
      for (const std::string_view part : {first, middle, last})
        if (!part.empty()) (whole += whole.empty() ? "" : " ") += part;
    }
    const std::string remark = lower_case(node.child_text("remark"));
    const bool weak =
        attributes.take("strong") == "false" || remark.find("low quality") != std::string_view::npos;
    const std::string_view letters = attributes.take("nameLanguage");
    const std::string_view language = language_code(letters);
    if (language.empty() && !letters.empty()) not_mapped(node.name, "nameLanguage", letters);
    listed_.add(weak ? "weakAlias" : "name", whole, "nameAlias@wholeName", {.language = language});
    for (const auto& [property, attribute, part] : {std::tuple{"firstName", "firstName", first},
                                                    {"middleName", "middleName", middle},
                                                    {"lastName", "lastName", last}}) {
      // Of a weak alias the parts are but pieces of the whole.
      if (!weak && is_person())
        add(property, part, node.name, attribute, {.language = language});
      else if (whole.find(part) == std::string_view::npos)
        not_mapped(node.name, attribute, part);
    }
    if (is_person()) add("title", attributes.take("title"), node.name, "title");
    add("gender", attributes.take("gender"), node.name, "gender");
    add(is_person() ? "position" : "notes", attributes.take("function"), node.name, "function",
        {.language = language});
    listed_.add("notes", node.child_text("remark"), "nameAlias/remark");
    tell_rest(attributes, node.name);
    tell_other_children(node, {"remark"});
  }

  void add_birth(const XmlNode& node) {
    Attributes attributes(node);
    const bool circa = attributes.is_true("circa");
    const auto add_day = [&](std::string_view words, std::string_view attribute) {
      if (words.empty()) return;
      const auto date = iso_date(words);
      const std::string original = (circa ? "circa " : "") + std::string(words);
      add("birthDate", date ? *date : words, node.name, attribute, {.original = original});
      if (!date)
        listed_.issue("bad-date", field(node.name, attribute) + ": \"" + std::string(words.substr(0, 40)) +
                                      "\" is no date we can read");
    };
    const std::string_view year = attributes.take("year");
    const std::string_view month = attributes.take("monthOfYear");
    const std::string_view day = attributes.take("dayOfMonth");
    const std::string_view whole = attributes.take("birthdate");
    add_day(whole, "birthdate");
    if (whole.empty() && !year.empty()) {
      std::string parts(year);
      for (const std::string_view part : {month, day}) {
        if (part.empty()) break;
        (parts += part.size() == 1 ? "-0" : "-") += part;
      }
      add_day(parts, "year");
    }
    add_day(attributes.take("yearRangeFrom"), "yearRangeFrom");
    add_day(attributes.take("yearRangeTo"), "yearRangeTo");
    if (const std::string_view calendar = attributes.take("calendarType");
        calendar != "GREGORIAN" && !calendar.empty())
      not_mapped(node.name, "calendarType", calendar);
    add("birthPlace", joined({attributes.take("place"), attributes.take("city"), attributes.take("region")}),
        node.name, "city");
    const Country country = take_country(attributes);
    add("birthCountry", country.code, node.name, "countryIso2Code", {.original = country.words});
    listed_.add("notes", node.child_text("remark"), "birthdate/remark");
    tell_rest(attributes, node.name);
    tell_other_children(node, {"remark"});
  }

  void add_citizenship(const XmlNode& node) {
    Attributes attributes(node);
    const Country country = take_country(attributes);
    add(is_person() ? "citizenship" : "country", country.code, node.name, "countryIso2Code",
        {.original = country.words});
    listed_.add("notes", node.child_text("remark"), "citizenship/remark");
    tell_rest(attributes, node.name);
    tell_other_children(node, {"remark"});
  }

  void add_address(const XmlNode& node) {
    Attributes attributes(node);
    const std::string_view street = attributes.take("street");
    const std::string_view box = attributes.take("poBox");
    const std::string_view place = attributes.take("place");
    const std::string_view code = attributes.take("zipCode");
    const std::string_view city = attributes.take("city");
    const std::string_view region = attributes.take("region");
    const Country country = take_country(attributes);
    if (attributes.is_true("asAtListingTime")) not_mapped(node.name, "asAtListingTime", "true");
    add("country", country.code, node.name, "countryIso2Code", {.original = country.words});
    const std::string lines = joined({street, box, place, code, city, region});
    if (!lines.empty()) {
      const std::string full = joined({lines, country.words});
      const std::string id = model::link_id(kPrefix, "Address", full, {});
      side_.begin(id, "Address", listed_.record());
      side_.add("full", full, "address");
      side_.add("street", street, "address@street");
      side_.add("postOfficeBox", box, "address@poBox");
      side_.add("street2", place, "address@place");
      side_.add("postalCode", code, "address@zipCode");
      side_.add("city", city, "address@city");
      side_.add("region", region, "address@region");
      side_.add("country", country.code, "address@countryIso2Code", {.original = country.words});
      listed_.add("addressEntity", id, "address");
    }
    for (const XmlNode& child : node.children) {
      if (child.name == "remark") listed_.add("notes", child.text, "address/remark");
      if (child.name == "contactInfo") add_contact(child);
    }
    tell_rest(attributes, node.name);
    tell_other_children(node, {"remark", "contactInfo"});
  }

  void add_contact(const XmlNode& node) {
    Attributes attributes(node);
    const std::string_view key = attributes.take("key");
    const std::string_view value = attributes.take("value");
    const std::string_view property = key == "PHONE" || key == "FAX" ? "phone"
                                      : key == "EMAIL"               ? "email"
                                      : key == "WEB"                 ? "website"
                                                                     : "";
    const std::string attribute = "value " + std::string(key);
    if (property.empty())
      not_mapped("address/contactInfo", attribute, value);
    else
      listed_.add(property, value, field("address/contactInfo", attribute));
    tell_rest(attributes, "address/contactInfo");
    tell_other_children(node, {});
  }

  // What weakens a document, in words; knownFalse="true" must not be lost on the way to a reader.
  static constexpr std::pair<std::string_view, std::string_view> kFlags[] = {
      {"knownFalse", "known to be false"},
      {"knownExpired", "known to have expired"},
      {"reportedLost", "reported lost"},
      {"revokedByIssuer", "revoked by its issuer"},
      {"diplomatic", "diplomatic"}};

  void add_identification(const XmlNode& node) {
    Attributes attributes(node);
    const std::string_view code = attributes.take("identificationTypeCode");
    const std::string_view kind = attributes.take("identificationTypeDescription");
    const std::string_view number = attributes.take("number");
    const std::string_view latin = attributes.take("latinNumber");
    const IdentificationRule rule = identification_rule(code);
    const bool known_false = node.attribute("knownFalse") == "true";
    const std::string_view key = number.empty() ? latin : number;
    // A false number is stated of the document alone: it is not its holder's.
    if (!known_false) {
      add(rule.property, number, node.name, "number");
      add(rule.property, latin, node.name, "latinNumber");
    }
    const bool flagged =
        std::ranges::any_of(kFlags, [&](const auto& flag) { return node.attribute(flag.first) == "true"; });
    const std::string_view schema = !rule.schema.empty() ? rule.schema
                                    : flagged            ? "Identification"
                                                         : std::string_view();
    if (schema.empty() || key.empty()) {
      listed_.add("notes", node.child_text("remark"), "identification/remark");
      for (const auto& [flag, words] : kFlags) attributes.pass({flag});
      const Country country = take_country(attributes);
      if (!country.code.empty()) not_mapped(node.name, "countryIso2Code", country.code);
      attributes.pass({"identificationTypeDescription"});  // The code in words.
    } else {
      add_document(node, attributes, schema, key, kind.empty() ? code : kind);
      side_.add("number", number, "identification@number");
      side_.add("number", latin, "identification@latinNumber");
      if (schema == "Passport") side_.add("passportNumber", number, "identification@number");
      const Country country = take_country(attributes);
      side_.add("country", country.code, "identification@countryIso2Code", {.original = country.words});
    }
    tell_rest(attributes, node.name);
    tell_other_children(node, {"remark"});
  }

  void add_document(const XmlNode& node, Attributes& attributes, std::string_view schema,
                    std::string_view key, std::string_view kind) {
    side_.begin(model::link_id(kPrefix, schema, listed_.id(), key, kind), schema, listed_.record());
    side_.add("holder", listed_.id(), {});
    side_.add("type", kind, "identification@identificationTypeDescription");
    side_.add("authority", attributes.take("issuedBy"), "identification@issuedBy");
    side_.add_date("startDate", attributes.take("issueDate"), "identification@issueDate");
    side_.add_date("startDate", attributes.take("validFrom"), "identification@validFrom");
    side_.add_date("endDate", attributes.take("validTo"), "identification@validTo");
    side_.add("summary", attributes.take("nameOnDocument"), "identification@nameOnDocument");
    side_.add("summary", node.child_text("remark"), "identification/remark");
    for (const auto& [flag, words] : kFlags) {
      if (attributes.is_true(flag))
        side_.add("summary", words, field("identification", flag), {.original = "true"});
    }
  }

  Emit listed_;
  Emit side_;
  std::string_view schema_;
};

base::Result<void> read_eu(Stream& stream, Sink& sink, const ReadOptions& options) {
  EuEntries entries(sink);
  XmlHandlers handlers;
  handlers.on_root = [&](const XmlNode& root) {
    DatasetNote note;
    const std::string date = iso_date(root.attribute("generationDate")).value_or("");
    note.published_on = date;
    note.version = root.attribute("globalFileId");
    sink.note(note);
  };
  handlers.on_record = [&](const XmlNode& node) { entries.add(node, node.record(options.part)); };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    sink.issue("malformed-xml", std::string(what) + "; this stretch is not read",
               stretch.record(options.part));
  };
  return read_xml(stream, {"sanctionEntity"}, handlers);
}

int recognise_eu(std::string_view head) {
  const bool root =
      head.find("<export") != std::string_view::npos || head.find(":export") != std::string_view::npos;
  return root && head.find("sanctionEntity") != std::string_view::npos ? 90 : 0;
}

}  // namespace

extern const Format kEuXml;

const Format kEuXml = {.name = "eu-fsf-xml",
                       .title = "EU financial sanctions, XML 1.1 (xmlFullSanctionsList)",
                       .dataset = "eu_fsf",
                       .prefix = kPrefix,
                       .publisher = kAuthority,
                       .recognise = recognise_eu,
                       .read = read_eu};

}  // namespace clew::read
