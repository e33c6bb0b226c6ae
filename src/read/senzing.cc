// Senzing's entity specification, JSON lines: features that stand flat, in lists, or both.
//
//   {"DATA_SOURCE": "CUSTOMERS", "RECORD_ID": "7", "RECORD_TYPE": "PERSON", "DATE_OF_BIRTH": "1961-10-04",
//    "NAMES": [{"NAME_TYPE": "PRIMARY", "NAME_FULL": "..."}], "FEATURES": [{"PASSPORT_NUMBER": "A1"}]}
//
// Ids are "senzing-", the source and the record's number, in lower case for the source. A key may carry a
// word before it ("HOME_ADDR_CITY", "PRIMARY_NAME_FULL"): it is read by its end. REL_POINTER_KEY names
// another record of the same source and becomes an UnknownLink with the role it gives.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/list_words.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "senzing-";

struct Feature {
  std::string_view key;  // Its end is enough.
  std::string_view property;
  bool date = false;
};
// The longer ends first.
constexpr std::array kFeatures = std::to_array<Feature>({
    {"NAME_FIRST", "firstName"},
    {"NAME_MIDDLE", "middleName"},
    {"NAME_LAST", "lastName"},
    {"NAME_PREFIX", "title"},
    {"NAME_SUFFIX", "nameSuffix"},
    {"DATE_OF_BIRTH", "birthDate", true},
    {"DATE_OF_DEATH", "deathDate", true},
    {"REGISTRATION_DATE", "incorporationDate", true},
    {"PLACE_OF_BIRTH", "birthPlace"},
    {"NATIONALITY", "nationality"},
    {"CITIZENSHIP", "citizenship"},
    {"REGISTRATION_COUNTRY", "jurisdiction"},
    {"COUNTRY_OF_ASSOCIATION", "country"},
    {"GENDER", "gender"},
    {"PASSPORT_NUMBER", "passportNumber"},
    {"DRIVERS_LICENSE_NUMBER", "idNumber"},
    {"NATIONAL_ID_NUMBER", "idNumber"},
    {"SSN_NUMBER", "socialSecurityNumber"},
    {"TAX_ID_NUMBER", "taxNumber"},
    {"OTHER_ID_NUMBER", "idNumber"},
    {"DUNS_NUMBER", "dunsCode"},
    {"LEI_NUMBER", "leiCode"},
    {"NPI_NUMBER", "npiCode"},
    {"PHONE_NUMBER", "phone"},
    {"EMAIL_ADDRESS", "email"},
    {"WEBSITE_ADDRESS", "website"},
    {"URL", "sourceUrl"},
});
constexpr std::array kPersonOnly = std::to_array<std::string_view>(
    {"firstName", "middleName", "lastName", "title", "nameSuffix", "birthDate", "deathDate", "birthPlace",
     "nationality", "citizenship", "gender", "passportNumber", "socialSecurityNumber"});

bool ends_with_key(std::string_view name, std::string_view key) {
  if (name.size() < key.size()) return false;
  const size_t before = name.size() - key.size();
  return equal_ignoring_case(name.substr(before), key) && (before == 0 || name[before - 1] == '_');
}

const FieldNode* take_by_end(const FieldNode& group, std::string_view key) {
  for (const FieldNode& child : group.children) {
    if (child.text.empty() || !ends_with_key(child.name, key)) continue;
    child.taken = true;
    return &child;
  }
  return nullptr;
}

std::string_view text_by_end(const FieldNode& group, std::string_view key) {
  const FieldNode* found = take_by_end(group, key);
  return found == nullptr ? std::string_view() : std::string_view(found->text);
}

class SenzingReader {
 public:
  explicit SenzingReader(Sink& sink) : sink_(sink), main_(sink), side_(sink), link_(sink) {}

  void read(const FieldNode& record, const model::Record& place) {
    record_ = place;
    const std::string_view source = take_text(record, "DATA_SOURCE"), number = take_text(record, "RECORD_ID");
    if (number.empty()) {
      sink_.issue("no-id", "the record has no RECORD_ID and is not read", record_);
    } else {
      source_ = fmt::format("{}{}", kPrefix, source.empty() ? "" : lower(source) + "-");
      begin(record, number);
      read_group(record);
      for (const FieldNode& list : record.children) {
        if (!list.children.empty()) read_group(list);
      }
    }
    count_untaken(record, sink_, record_);
  }

 private:
  static std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
  }

  void begin(const FieldNode& record, std::string_view number) {
    std::string_view type = take_text(record, "RECORD_TYPE");
    if (type.empty()) type = take_text(record, "FEATURES/RECORD_TYPE");
    take_all(record, "FEATURES/RECORD_TYPE");
    person_ = equal_ignoring_case(type, "PERSON");
    main_.begin(fmt::format("{}{}", source_, number),
                person_                                     ? "Person"
                : equal_ignoring_case(type, "ORGANIZATION") ? "Organization"
                : equal_ignoring_case(type, "COMPANY")      ? "Company"
                : equal_ignoring_case(type, "VESSEL")       ? "Vessel"
                : equal_ignoring_case(type, "AIRCRAFT")     ? "Airplane"
                                                            : "LegalEntity",
                record_);
  }

  void read_group(const FieldNode& group) {
    read_name(group);
    read_address(group);
    for (const FieldNode& child : group.children) {
      for (const Feature& feature : kFeatures) {
        if (child.text.empty() || child.taken || !ends_with_key(child.name, feature.key)) continue;
        add(child, feature);
        break;
      }
    }
    read_link(group);
  }

  void add(const FieldNode& at, const Feature& feature) {
    const bool fits = person_ || std::ranges::find(kPersonOnly, feature.property) == kPersonOnly.end();
    if (!fits) return;
    at.taken = true;
    if (feature.date) return add_loose_dates(main_, feature.property, at.text, at.field);
    main_.add(feature.property, at.text, at.field);
  }

  void read_name(const FieldNode& group) {
    const std::string_view type = text_by_end(group, "NAME_TYPE");
    const bool alias = !type.empty() && !equal_ignoring_case(type, "PRIMARY");
    const std::string_view property = alias ? "alias" : "name";
    const FieldNode* full = take_by_end(group, "NAME_FULL");
    if (full == nullptr) full = take_by_end(group, "NAME_ORG");
    if (full != nullptr) return main_.add(property, full->text, full->field);
    std::string whole;
    std::string_view field;
    for (const auto part : {"NAME_FIRST", "NAME_MIDDLE", "NAME_LAST"}) {
      const FieldNode* word = take_by_end(group, part);
      if (word == nullptr) continue;
      (whole += whole.empty() ? "" : " ") += word->text;
      field = word->field;
      word->taken = false;  // Still to be stated as a part.
    }
    main_.add(property, whole, field);
  }

  void read_address(const FieldNode& group) {
    std::string full(text_by_end(group, "ADDR_FULL"));
    const bool whole = !full.empty();
    std::string_view field;
    for (const auto part :
         {"ADDR_LINE1", "ADDR_LINE2", "ADDR_CITY", "ADDR_STATE", "ADDR_POSTAL_CODE", "ADDR_COUNTRY"}) {
      const FieldNode* line = take_by_end(group, part);
      if (line == nullptr) continue;
      field = line->field;
      if (!whole) (full += full.empty() ? "" : ", ") += line->text;
    }
    text_by_end(group, "ADDR_TYPE");
    const FieldNode* country = take_by_end(group, "ADDR_COUNTRY");
    if (country != nullptr) main_.add("country", country->text, country->field);
    add_address_line(main_, side_, kPrefix, full, whole ? std::string_view("ADDR_FULL") : field);
  }

  void read_link(const FieldNode& group) {
    const FieldNode* other = take_by_end(group, "REL_POINTER_KEY");
    if (other == nullptr) return;
    const std::string_view role = text_by_end(group, "REL_POINTER_ROLE");
    text_by_end(group, "REL_POINTER_DOMAIN");
    const std::string to = fmt::format("{}{}", source_, other->text);
    link_.begin(model::link_id(kPrefix, "UnknownLink", main_.id(), to, role), "UnknownLink", record_);
    link_.add("subject", main_.id(), {});
    link_.add("object", to, other->field);
    link_.add("role", role, "REL_POINTER_ROLE");
  }

  Sink& sink_;
  Emit main_, side_, link_;
  model::Record record_;
  std::string source_;
  bool person_ = false;
};

base::Result<void> read_senzing(Stream& stream, Sink& sink, const ReadOptions& options) {
  SenzingReader reader(sink);
  return read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    reader.read(item, record);
  });
}

int recognise_senzing(std::string_view head) {
  return has_json_key(head, "DATA_SOURCE") && has_json_key(head, "RECORD_ID") ? 90 : 0;
}

}  // namespace

extern const Format kSenzing = {
    .name = "senzing-json",
    .title = "Senzing entity specification, JSON lines",
    .dataset = "",
    .prefix = kPrefix,
    .publisher = "",
    .recognise = recognise_senzing,
    .read = read_senzing,
    .lines_stand_alone = true,
};

}  // namespace clew::read
