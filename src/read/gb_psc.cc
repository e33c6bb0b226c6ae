// Companies House of the United Kingdom: companies (CSV), and persons with significant control (JSON lines).
//
//   CompanyName, CompanyNumber,RegAddress.CareOf,...                       the monthly company data
//   {"company_number": "01234567", "data": {"kind": ..., ...}}             the daily snapshot
//
// - Ids are "gb-coh-" and the company's number; of a person "gb-coh-psc-", the number and the last part of
// the
//   entry's own link.
// - Each nature of control is a link of its own: shares and surplus assets are Ownership, votes, appointment
// and
//   influence Control. Its words give the interval: over 25 to 50 "(25,50]", over 50 to 75 "(50,75]", 75 and
//   over "[75,100]". Official texts disagree whether 75 belongs to the second band and to the third, so it
//   belongs to both.
// - What is held as a trust or firm is held by the trust or firm, which gets a place without a name; the
// person
//   controls that. Bands are of what is held "directly or indirectly", so directness is unknown.
// - Statements that nobody is known, exemptions and protected persons are negative facts.
// - A company that is itself a person with significant control stands under its entry. That it is the company
//   of the number it gives, where it says it is registered in the United Kingdom, is a claim of identity.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "gb-coh-";
constexpr std::string_view kPublisher = "Companies House";

std::string company_id(std::string_view number) { return fmt::format("{}{}", kPrefix, number); }

// --- Natures of control ---------------------------------------------------------------------------------

struct Right {
  std::string_view words;  // What a nature begins with.
  std::string_view schema, from, to, interest, control;
};
constexpr std::array kRights = std::to_array<Right>({
    {"ownership-of-shares", "Ownership", "owner", "asset", "shareholding", ""},
    {"voting-rights", "Control", "controller", "controlled", "votingRights", "voting"},
    {"right-to-share-surplus-assets", "Ownership", "owner", "asset", "rightsToSurplusAssetsOnDissolution",
     ""},
    {"part-right-to-share-surplus-assets", "Ownership", "owner", "asset",
     "rightsToSurplusAssetsOnDissolution", ""},
    {"right-to-appoint-and-remove", "Control", "controller", "controlled", "appointmentOfBoard",
     "appointment"},
    {"significant-influence-or-control", "Control", "controller", "controlled", "otherInfluenceOrControl",
     ""},
});
// Who is only registered as owner for another, and what we do not know.
constexpr Right kOther = {"", "UnknownLink", "subject", "object", "", ""};

struct Nature {
  const Right* right = &kOther;
  std::string_view interval;
  std::string_view held_as;  // "trust", "firm" or nothing.
  bool known = false;
};

std::string_view interval_of(std::string_view nature) {
  const auto says = [&](std::string_view words) { return nature.find(words) != nature.npos; };
  if (says("-25-to-50-percent")) return "(25,50]";
  if (says("-50-to-75-percent")) return "(50,75]";
  if (says("-75-to-100-percent")) return "[75,100]";
  return says("-more-than-25-percent") ? "(25,100]" : "";
}

Nature nature_of(std::string_view words) {
  Nature nature;
  const auto says = [&](std::string_view part) { return words.find(part) != words.npos; };
  const auto right =
      std::ranges::find_if(kRights, [&](const Right& r) { return words.starts_with(r.words); });
  nature.known = right != kRights.end() || words.starts_with("registered-owner-as-nominee");
  if (right != kRights.end()) nature.right = right;
  nature.interval = interval_of(words);
  if (says("-as-trust") || says("-as-control-over-trust")) nature.held_as = "trust";
  if (says("-as-firm") || says("-as-control-over-firm")) nature.held_as = "firm";
  const bool has_band = nature.right->schema == "Ownership" || nature.right->control == "voting";
  nature.known = nature.known && (!has_band || !nature.interval.empty());
  return nature;
}

// --- What companies and persons share -------------------------------------------------------------------

void add_address(Emit& main, Emit& side, const FieldNode& address,
                 std::initializer_list<std::string_view> parts, std::string_view field,
                 const model::Record& record) {
  std::string full;
  const FieldNode* previous = nullptr;
  for (const std::string_view part : parts) {
    const FieldNode* line = take(address, part);
    if (line == nullptr) continue;
    // A number of a house goes with its street: "1 Deep Street".
    const bool number = previous != nullptr && equal_ignoring_case(previous->name, "premises") &&
                        previous->text.find_first_not_of("0123456789") == std::string::npos;
    (full += full.empty() ? "" : number ? " " : ", ") += line->text;
    previous = line;
  }
  if (full.empty()) return;
  const std::string id = model::link_id(fmt::format("{}address-", kPrefix), "Address", full, {});
  side.begin(id, "Address", record);
  side.add("full", full, field);
  add_fields(side, "postOfficeBox", address, "po_box|RegAddress.POBox");
  add_fields(side, "street", address, "address_line_1|RegAddress.AddressLine1");
  add_fields(side, "street2", address, "address_line_2|RegAddress.AddressLine2");
  add_fields(side, "city", address, "locality|RegAddress.PostTown");
  add_fields(side, "region", address, "region|RegAddress.County");
  add_fields(side, "postalCode", address, "postal_code|RegAddress.PostCode");
  add_fields(side, "country", address, "country|RegAddress.Country");
  main.add("addressEntity", id, field);
  main.add("address", full, field);
}

// --- Persons with significant control -------------------------------------------------------------------

class PscReader {
 public:
  explicit PscReader(Sink& sink) : sink_(sink), main_(sink), link_(sink), side_(sink) {}

  void read(const FieldNode& record, const model::Record& place) {
    record_ = place;
    each_field(record, "data", [&](const FieldNode& data) { read_data(record, data); });
    if (record.children.empty()) say_malformed("it is no JSON object");
    count_untaken(record, sink_, record_);
  }

  const std::string& published_on() const { return published_on_; }

 private:
  void say_malformed(std::string_view what) {
    sink_.issue("malformed-record", fmt::format("a record is not read: {}", what), record_);
  }

  void read_data(const FieldNode& record, const FieldNode& data) {
    const std::string_view kind = take_text(data, "kind");
    if (kind.starts_with("totals#")) return read_totals(data);
    const FieldNode* number = take(record, "company_number");
    if (number == nullptr) return say_malformed("it names no company_number");
    company_ = company_id(number->text);
    side_.begin(company_, "Company", record_);
    side_.add("registrationNumber", number->text, number->field);
    if (kind == "persons-with-significant-control-statement") return read_statement(data, kind);
    if (kind == "exemptions") return read_exemptions(data);
    if (kind.starts_with("super-secure-")) return read_protected(data, kind);
    const std::string_view schema = kind.starts_with("individual-")         ? "Person"
                                    : kind.starts_with("corporate-entity-") ? "Company"
                                    : kind.starts_with("legal-person-")     ? "Organization"
                                                                            : "";
    if (schema.empty()) return say_malformed(fmt::format("its kind is \"{}\"", shortened(kind)));
    read_person(data, kind, schema, number->text);
  }

  void read_totals(const FieldNode& data) { published_on_ = take_text(data, "generated_at"); }

  // The last part of "/company/1/persons-with-significant-control/individual/abc" is the entry's own number.
  std::string own_id(const FieldNode& data, std::string_view number) {
    const std::string_view link = take_text(data, "links/self");
    const std::string_view last = link.substr(link.rfind('/') + 1);
    if (!last.empty()) return fmt::format("{}psc-{}-{}", kPrefix, number, last);
    return fmt::format(
        "{}psc-{}", kPrefix,
        model::link_id({}, "PSC", number, take_text(data, "name"), take_text(data, "notified_on")));
  }

  void read_person(const FieldNode& data, std::string_view kind, std::string_view schema,
                   std::string_view number) {
    main_.begin(own_id(data, number), schema, record_);
    read_names(data, schema);
    main_.add("classification", kind, "data/kind");
    read_birth(data);
    read_countries(data);
    for (const auto which : {"address", "principal_office_address"}) {
      each_field(data, which, [&](const FieldNode& address) {
        add_address(main_, side_, address,
                    {"care_of", "po_box", "premises", "address_line_1", "address_line_2", "locality",
                     "region", "postal_code", "country"},
                    address.field, record_);
      });
    }
    each_field(data, "identification", [&](const FieldNode& papers) { read_papers(papers); });
    if (const FieldNode* listed = take(data, "is_sanctioned")) {
      listed->taken = listed->text == "true";
      if (listed->taken) main_.add("topics", "sanction", listed->field, {.original = listed->text});
    }
    read_natures(data, kind);
  }

  void read_names(const FieldNode& data, std::string_view schema) {
    add_fields(main_, "name", data, "name");
    if (schema != "Person") return;
    each_field(data, "name_elements", [&](const FieldNode& name) {
      std::string whole;
      for (const auto part : {"forename", "middle_name", "surname"}) {
        if (const FieldNode* word = take(name, part)) (whole += whole.empty() ? "" : " ") += word->text;
      }
      if (take(data, "name") == nullptr) main_.add("name", whole, name.field);
      add_fields(main_, "title", name, "title");
      add_fields(main_, "firstName", name, "forename");
      add_fields(main_, "middleName", name, "middle_name");
      add_fields(main_, "lastName", name, "surname");
    });
  }

  // Month and year; the register keeps the day to itself.
  void read_birth(const FieldNode& data) {
    each_field(data, "date_of_birth", [&](const FieldNode& born) {
      const std::string_view year = take_text(born, "year"), month = take_text(born, "month");
      if (year.empty()) return;
      const std::string_view zero = month.size() == 1 ? "0" : "";
      main_.add_date("birthDate",
                     month.empty() ? std::string(year) : fmt::format("{}-{}{}", year, zero, month),
                     born.field);
    });
  }

  void read_countries(const FieldNode& data) {
    if (const FieldNode* words = take(data, "nationality")) {
      for (size_t begin = 0; begin <= words->text.size();) {
        const size_t end = std::min(words->text.find(',', begin), words->text.size());
        main_.add("nationality", std::string_view(words->text).substr(begin, end - begin), words->field,
                  {.original = words->text});
        begin = end + 1;
      }
    }
    add_fields(main_, "country", data, "country_of_residence");
  }

  void read_papers(const FieldNode& papers) {
    const std::string_view place = take_text(papers, "place_registered");
    add_fields(main_, "legalForm", papers, "legal_form");
    add_fields(main_, "jurisdiction", papers, "country_registered");
    const FieldNode* number = take(papers, "registration_number");
    if (number == nullptr) return;
    main_.add("registrationNumber", number->text, number->field,
              {.original = place.empty() ? number->text : fmt::format("{} {}", place, number->text)});
    claim_identity(papers, *number);
  }

  static bool is_of_the_kingdom(std::string_view country) {
    static constexpr std::array kNames = std::to_array<std::string_view>(
        {"united kingdom", "uk", "great britain", "england", "england and wales", "england & wales", "wales",
         "scotland", "northern ireland", "united kingdom (england)", "united kingdom (england and wales)"});
    return std::ranges::any_of(kNames,
                               [&](std::string_view name) { return equal_ignoring_case(name, country); });
  }

  // "1234567" as "01234567", "sc123456" as "SC123456"; nothing where it is no number of the register.
  static std::string register_number(std::string_view words) {
    std::string number;
    size_t letters = 0;
    for (const char c : words) {
      const bool digit = c >= '0' && c <= '9', upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
      if (!digit && !upper && !lower) return {};
      if (!digit && number.size() != letters) return {};
      letters += digit ? 0 : 1;
      number += lower ? static_cast<char>(c - 32) : c;
    }
    if (number.empty() || number.size() > 8 || (letters > 0 && (letters > 2 || number.size() != 8)))
      return {};
    return std::string(8 - number.size(), '0') + number;
  }

  void claim_identity(const FieldNode& papers, const FieldNode& number) {
    const std::string own_number = register_number(number.text);
    if (own_number.empty() || !is_of_the_kingdom(take_text(papers, "country_registered"))) return;
    const std::string other = company_id(own_number);
    link_.begin(model::link_id(kPrefix, "IdentityClaim", main_.id(), other), "IdentityClaim", record_);
    link_.add("subject", main_.id(), {});
    link_.add("object", other, number.field, {.original = number.text});
    link_.add("role", "registration_number", number.field);
  }

  void read_natures(const FieldNode& data, std::string_view kind) {
    bool any = false;
    each_field(data, "natures_of_control", [&](const FieldNode& words) {
      any = words.taken = true;
      const Nature nature = nature_of(words.text);
      if (!nature.known) {
        sink_.issue("unknown-nature",
                    fmt::format("\"{}\" is no nature of control we know; it is kept as far as its words go",
                                shortened(words.text, 100)),
                    record_);
      }
      read_nature(data, kind, words, nature);
    });
    if (!any) {
      begin_link("UnknownLink", main_.id(), company_, {}, data);
      link_.add("subject", main_.id(), {});
      link_.add("object", company_, "company_number");
      link_.add("role", kind, "data/kind");
    }
  }

  void begin_link(std::string_view schema, std::string_view from, std::string_view to, std::string_view role,
                  const FieldNode& data) {
    link_.begin(model::link_id(kPrefix, schema, from, to, role), schema, record_);
    add_date_fields(link_, "startDate", data, "notified_on");
    add_date_fields(link_, "endDate", data, "ceased_on");
  }

  void read_nature(const FieldNode& data, std::string_view kind, const FieldNode& words,
                   const Nature& nature) {
    const Right& right = *nature.right;
    std::string holder = main_.id();
    if (!nature.held_as.empty()) holder = read_stand_in(data, words, nature.held_as);
    begin_link(right.schema, holder, company_, words.text, data);
    link_.add(right.from, holder, {});
    link_.add(right.to, company_, "company_number");
    link_.add("role", words.text, words.field);
    link_.add("interestType", right.interest, words.field, {.original = words.text});
    if (right.schema == "Control")
      link_.add("controlType", right.control, words.field, {.original = words.text});
    link_.add("shareInterval", nature.interval, words.field, {.original = words.text});
    link_.add("directness", "unknown", words.field, {.original = words.text});
    if (kind.ends_with("-beneficial-owner"))
      link_.add("isBeneficial", "true", "data/kind", {.original = kind});
  }

  // The trust or firm that holds: named nowhere, so one for each entry.
  std::string read_stand_in(const FieldNode& data, const FieldNode& words, std::string_view held_as) {
    std::string holder = fmt::format("{}-{}", main_.id(), held_as);
    side_.begin(holder, "LegalEntity", record_);
    side_.add("legalForm", held_as, words.field, {.original = words.text});
    begin_link("Control", main_.id(), holder, held_as, data);
    link_.add("controller", main_.id(), {});
    link_.add("controlled", holder, {});
    link_.add("role", words.text, words.field);
    link_.add("interestType", "otherInfluenceOrControl", words.field, {.original = words.text});
    if (held_as == "trust") link_.add("controlType", "trust", words.field, {.original = words.text});
    return holder;
  }

  // --- What is not known --------------------------------------------------------------------------------

  void begin_fact(std::string_view kind, std::string_view reason, std::string_view field,
                  std::string_view own) {
    link_.begin(model::link_id(kPrefix, "NegativeFact", company_, own, kind, reason), "NegativeFact",
                record_);
    link_.add("subject", company_, "company_number");
    link_.add("kind", kind, "data/kind");
    link_.add("reason", reason, field);
  }

  void add_fact_time(const FieldNode& data) {
    add_date_fields(link_, "startDate", data, "notified_on");
    add_date_fields(link_, "endDate", data, "ceased_on");
  }

  void read_statement(const FieldNode& data, std::string_view kind) {
    const FieldNode* statement = take(data, "statement");
    if (statement == nullptr) return say_malformed("the statement says nothing");
    begin_fact(kind, statement->text, statement->field, take_text(data, "links/self"));
    add_fields(link_, "description", data, "linked_psc_name");
    add_fields(link_, "description", data, "restrictions_notice_withdrawal_reason");
    add_fact_time(data);
  }

  void read_protected(const FieldNode& data, std::string_view kind) {
    const FieldNode* description = take(data, "description");
    begin_fact(kind, description == nullptr ? kind : std::string_view(description->text),
               description == nullptr ? std::string_view("data/kind") : description->field,
               take_text(data, "links/self"));
    add_fact_time(data);
  }

  void read_exemptions(const FieldNode& data) {
    each_field(data, "exemptions", [&](const FieldNode& exemptions) {
      for (const FieldNode& exemption : exemptions.children) {
        const std::string_view type = take_text(exemption, "exemption_type");
        const std::string_view reason = type.empty() ? exemption.name : type;
        each_field(exemption, "items", [&](const FieldNode& item) {
          begin_fact("exemptions", reason, exemption.field, take_text(item, "exempt_from"));
          add_date_fields(link_, "startDate", item, "exempt_from");
          add_date_fields(link_, "endDate", item, "exempt_to");
        });
      }
    });
    take_text(data, "links/self");
  }

  Sink& sink_;
  Emit main_;  // The person, company or other body.
  Emit link_;
  Emit side_;
  model::Record record_;
  std::string company_, published_on_;
};

base::Result<void> read_psc(Stream& stream, Sink& sink, const ReadOptions& options) {
  PscReader reader(sink);
  CLEW_TRY(read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    reader.read(item, record);
  }));
  sink.note({.title = {},
             .publisher = kPublisher,
             .published_on = reader.published_on(),
             .version = {},
             .licence = {}});
  return {};
}

int recognise_psc(std::string_view head) {
  if (!has_json_key(head, "kind") || !has_json_key(head, "data")) return 0;
  const auto says = [&](std::string_view words) { return head.find(words) != head.npos; };
  if (says("persons-of-significant-control-snapshot")) return 90;
  if (!has_json_key(head, "company_number")) return 0;
  return says("-with-significant-control") || says("-beneficial-owner\"") || says("psc_exempt_as") ? 90 : 0;
}

// --- Companies ------------------------------------------------------------------------------------------

class CompanyReader {
 public:
  explicit CompanyReader(Sink& sink) : sink_(sink), main_(sink), side_(sink) {}

  void read(const FieldNode& row, const model::Record& record) {
    if (const FieldNode* number = take(row, "CompanyNumber")) {
      read_company(row, *number, record);
    } else {
      sink_.issue("no-id", "the row has no CompanyNumber and is not read", record);
    }
    count_untaken(row, sink_, record);
  }

 private:
  void read_company(const FieldNode& row, const FieldNode& number, const model::Record& record) {
    main_.begin(company_id(number.text), "Company", record);
    add_fields(main_, "name", row, "CompanyName");
    main_.add("registrationNumber", number.text, number.field);
    add_fields(main_, "legalForm", row, "CompanyCategory");
    add_fields(main_, "status", row, "CompanyStatus");
    add_fields(main_, "jurisdiction", row, "CountryOfOrigin");
    add_date_fields(main_, "incorporationDate", row, "IncorporationDate");
    add_date_fields(main_, "dissolutionDate", row, "DissolutionDate");
    add_fields(main_, "sourceUrl", row, "URI");
    for (const FieldNode& cell : row.children) {
      const bool sector = cell.name.starts_with("SICCode.SicText_") && cell.text != "None Supplied";
      if (sector) add(cell, "sector");
      if (cell.name.starts_with("PreviousName_") && cell.name.ends_with(".CompanyName"))
        add(cell, "previousName");
    }
    add_address(
        main_, side_, row,
        {"RegAddress.CareOf", "RegAddress.POBox", "RegAddress.AddressLine1", "RegAddress.AddressLine2",
         "RegAddress.PostTown", "RegAddress.County", "RegAddress.PostCode", "RegAddress.Country"},
        "RegAddress", record);
  }

  void add(const FieldNode& cell, std::string_view property) {
    cell.taken = true;
    main_.add(property, cell.text, cell.field);
  }

  Sink& sink_;
  Emit main_, side_;
};

base::Result<void> read_companies(Stream& stream, Sink& sink, const ReadOptions& options) {
  CompanyReader reader(sink);
  CLEW_TRY(read_field_rows(stream, sink, options, {}, [&](const FieldNode& row, const model::Record& record) {
    reader.read(row, record);
  }));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

int recognise_companies(std::string_view head) {
  return has_columns(head, {"CompanyName", "CompanyNumber", "RegAddress.AddressLine1", "CompanyStatus"}) ? 95
                                                                                                         : 0;
}

}  // namespace

extern const Format kGbPsc = {
    .name = "gb-psc",
    .title = "UK persons with significant control, snapshot of Companies House, JSON lines",
    .dataset = "gb_coh_psc",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_psc,
    .read = read_psc,
    .lines_stand_alone = true,
};

extern const Format kGbCompanies = {
    .name = "gb-companies",
    .title = "UK companies, monthly data of Companies House, CSV",
    .dataset = "gb_coh_companies",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_companies,
    .read = read_companies,
};

}  // namespace clew::read
