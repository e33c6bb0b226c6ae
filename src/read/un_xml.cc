// The United Nations Security Council's consolidated list: <CONSOLIDATED_LIST> of <INDIVIDUAL> and <ENTITY>.
//
//   <INDIVIDUAL> DATAID REFERENCE_NUMBER UN_LIST_TYPE LISTED_ON LAST_DAY_UPDATED/VALUE GENDER COMMENTS1
//                FIRST_NAME .. FOURTH_NAME, NAME_ORIGINAL_SCRIPT, TITLE/VALUE, DESIGNATION/VALUE,
//                NATIONALITY/VALUE, INDIVIDUAL_{ALIAS, ADDRESS, DATE_OF_BIRTH, PLACE_OF_BIRTH, DOCUMENT}
//   <ENTITY>     the same without what only people have; ENTITY_{ALIAS, ADDRESS}
//
// Ids are the permanent reference number, "un-KPi.033". DATAID is not stable: between the lists of April 2025
// and February 2026 six people, all of Haiti's, got a new one, and one company did before. It is kept as the
// recordId of the listing.
//
// FIRST_NAME to FOURTH_NAME are the parts of a name in the order of its script, not given and family name
// ("RI", "WON HO"), so they are read as one name and not split. Birth dates BETWEEN two years are read as
// both years, APPROXIMATELY as the year; the words stay beside them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "read/dates.h"
#include "read/emit.h"
#include "read/format.h"
#include "read/text.h"
#include "read/xml.h"

namespace clew::read {
namespace {

constexpr std::string_view kPrefix = "un-";
constexpr std::string_view kAuthority = "United Nations Security Council";
constexpr std::string_view kNameField = "FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME";

// Where a value stands that gets a place below; all others are counted as not mapped.
constexpr std::array kMapped = std::to_array<std::string_view>({
    "DATAID",
    "REFERENCE_NUMBER",
    "UN_LIST_TYPE",
    "LISTED_ON",
    "LAST_DAY_UPDATED/VALUE",
    "GENDER",
    "COMMENTS1",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "NAME_ORIGINAL_SCRIPT",
    "TITLE/VALUE",
    "DESIGNATION/VALUE",
    "NATIONALITY/VALUE",
    "ALIAS/ALIAS_NAME",
    "ALIAS/QUALITY",
    "ALIAS/NOTE",
    "ALIAS/DATE_OF_BIRTH",
    "ALIAS/CITY_OF_BIRTH",
    "ALIAS/COUNTRY_OF_BIRTH",
    "ADDRESS/STREET",
    "ADDRESS/CITY",
    "ADDRESS/STATE_PROVINCE",
    "ADDRESS/ZIP_CODE",
    "ADDRESS/COUNTRY",
    "ADDRESS/NOTE",
    "DATE_OF_BIRTH/TYPE_OF_DATE",
    "DATE_OF_BIRTH/DATE",
    "DATE_OF_BIRTH/YEAR",
    "DATE_OF_BIRTH/FROM_YEAR",
    "DATE_OF_BIRTH/TO_YEAR",
    "DATE_OF_BIRTH/NOTE",
    "PLACE_OF_BIRTH/STREET",
    "PLACE_OF_BIRTH/CITY",
    "PLACE_OF_BIRTH/STATE_PROVINCE",
    "PLACE_OF_BIRTH/COUNTRY",
    "PLACE_OF_BIRTH/NOTE",
    "DOCUMENT/TYPE_OF_DOCUMENT",
    "DOCUMENT/TYPE_OF_DOCUMENT2",
    "DOCUMENT/NUMBER",
    "DOCUMENT/ISSUING_COUNTRY",
    "DOCUMENT/COUNTRY_OF_ISSUE",
    "DOCUMENT/CITY_OF_ISSUE",
    "DOCUMENT/DATE_OF_ISSUE",
    "DOCUMENT/NOTE",
});

// Copies of the list break lines inside values; for everything but comments a run of blanks is one.
std::string one_line(std::string_view text) {
  std::string line;
  bool blank = false;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!is_blank && blank && !line.empty()) line += ' ';
    if (!is_blank) line += c;
    blank = is_blank;
  }
  return line;
}

std::string joined(const XmlNode& node, std::initializer_list<std::string_view> names,
                   std::string_view separator) {
  std::string text;
  for (const std::string_view name : names) {
    const std::string part = one_line(node.child_text(name));
    if (!part.empty()) (text += text.empty() ? std::string_view() : separator) += part;
  }
  return text;
}

bool is_passport(std::string_view type) {
  std::string lower(type);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  // The list itself writes Spanish and French beside English.
  return std::ranges::any_of(std::array{"passport", "pasaporte", "passeport"},
                             [&](const char* word) { return lower.find(word) != std::string::npos; });
}

class UnReader {
 public:
  UnReader(Sink& sink, uint32_t part) : listed_(sink), side_(sink), part_(part) {}

  void read(const XmlNode& node) {
    const bool person = node.name == "INDIVIDUAL";
    record_ = node.record(part_);
    reference_ = one_line(node.child_text("REFERENCE_NUMBER"));
    if (reference_.empty()) return read_without_reference(node);
    // What the list calls an entity is a company, bank, group or charity.
    begin(node, person ? "Person" : "Organization");
    read_names(node);
    read_listing(node);
    for (const XmlNode& child : node.children) read_part(child, node.name);
    if (node.repaired) issue("not-utf8", "bytes of the entry are no UTF-8; they are read as windows-1252");
  }

 private:
  void begin(const XmlNode& node, std::string_view schema) {
    listed_.begin(fmt::format("{}{}", kPrefix, reference_), schema, record_);
    add_text(listed_, "notes", node.child_text("COMMENTS1"), "COMMENTS1");
    listed_.add("topics", "sanction", "UN_LIST_TYPE");
  }

  // Without a reference the entry has no name to be found under again next time.
  void read_without_reference(const XmlNode& node) {
    listed_.resume({}, "Thing", record_);
    issue("malformed-entry", fmt::format("<{}> has no REFERENCE_NUMBER; it is not read", node.name));
  }

  void read_names(const XmlNode& node) {
    const auto parts = {std::string_view("FIRST_NAME"), std::string_view("SECOND_NAME"),
                        std::string_view("THIRD_NAME"), std::string_view("FOURTH_NAME")};
    listed_.add("name", joined(node, parts, " "), kNameField);
    add_line(listed_, "name", node.child_text("NAME_ORIGINAL_SCRIPT"), "NAME_ORIGINAL_SCRIPT");
  }

  void read_listing(const XmlNode& node) {
    side_.begin(fmt::format("{}sanction-{}", kPrefix, reference_), "Sanction", record_);
    side_.add("entity", listed_.id(), {});
    side_.add("authority", kAuthority, {});
    side_.add("unscId", reference_, "REFERENCE_NUMBER");
    side_.add("recordId", node.child_text("DATAID"), "DATAID");
    side_.add("program", node.child_text("UN_LIST_TYPE"), "UN_LIST_TYPE");
    side_.add_date("listingDate", node.child_text("LISTED_ON"), "LISTED_ON");
    side_.add_date("startDate", node.child_text("LISTED_ON"), "LISTED_ON");
  }

  void read_part(const XmlNode& part, std::string_view owner) {
    // INDIVIDUAL_ALIAS of an INDIVIDUAL is ALIAS.
    std::string_view name = part.name;
    if (name.starts_with(owner) && name.size() > owner.size()) name.remove_prefix(owner.size() + 1);
    count_not_mapped(part, name, part.name);
    if (name == "ALIAS") read_alias(part, owner);
    if (name == "ADDRESS") read_address(part);
    if (name == "DATE_OF_BIRTH") read_birth_date(part);
    if (name == "PLACE_OF_BIRTH") read_birth_place(part);
    if (name == "DOCUMENT") read_document(part);
    if (name == "GENDER") read_gender(part);
    for (const XmlNode& child : part.children) {
      if (child.name != "VALUE") continue;
      if (name == "LAST_DAY_UPDATED") listed_.add_date("modifiedAt", child.text, "LAST_DAY_UPDATED/VALUE");
      if (name == "TITLE") add_line(listed_, "title", child.text, "TITLE/VALUE");
      if (name == "DESIGNATION") add_line(listed_, "position", child.text, "DESIGNATION/VALUE");
      if (name == "NATIONALITY") add_line(listed_, "nationality", child.text, "NATIONALITY/VALUE");
    }
  }

  void count_not_mapped(const XmlNode& node, std::string_view path, std::string_view field) {
    if (!node.text.empty() && std::ranges::find(kMapped, path) == kMapped.end()) {
      listed_.not_mapped(field, node.text);
    }
    for (const XmlNode& child : node.children) {
      count_not_mapped(child, fmt::format("{}/{}", path, child.name),
                       fmt::format("{}/{}", field, child.name));
    }
  }

  void read_alias(const XmlNode& alias, std::string_view owner) {
    const std::string name = one_line(alias.child_text("ALIAS_NAME"));
    const std::string_view quality = alias.child_text("QUALITY");
    const std::string field = fmt::format("{}_ALIAS/ALIAS_NAME", owner);
    listed_.add(quality == "Low" ? "weakAlias" : quality == "f.k.a." ? "previousName" : "alias", name, field);
    if (!name.empty() && quality != "Low" && quality != "Good" && quality != "a.k.a." &&
        quality != "f.k.a.") {
      issue("unknown-alias-type", fmt::format("QUALITY \"{}\" is none we know; the name is read as an alias",
                                              shortened(quality, 40)));
    }
    const std::string note = one_line(alias.child_text("NOTE"));
    if (!note.empty()) {
      listed_.add("notes", name.empty() ? note : fmt::format("{}: {}", name, note),
                  fmt::format("{}_ALIAS/NOTE", owner), {.original = alias.child_text("NOTE")});
    }
    listed_.add_date("birthDate", alias.child_text("DATE_OF_BIRTH"), "INDIVIDUAL_ALIAS/DATE_OF_BIRTH");
    listed_.add("birthPlace", joined(alias, {"CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"}, ", "),
                "INDIVIDUAL_ALIAS/CITY_OF_BIRTH COUNTRY_OF_BIRTH");
    add_line(listed_, "birthCountry", alias.child_text("COUNTRY_OF_BIRTH"),
             "INDIVIDUAL_ALIAS/COUNTRY_OF_BIRTH");
  }

  void read_address(const XmlNode& node) {
    const std::string full = joined(node, {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"}, ", ");
    const std::string note = one_line(node.child_text("NOTE"));
    if (full.empty() && note.empty()) return;
    const std::string field(node.name);
    // The same words in the same places are the same address.
    std::string words;
    for (const XmlNode& part : node.children) {
      if (!part.text.empty()) words += fmt::format("{}={}\n", part.name, one_line(part.text));
    }
    const std::string id = model::link_id(fmt::format("{}address-", kPrefix), "Address", words, {});
    side_.begin(id, "Address", record_);
    side_.add("full", full, field);
    for (const auto& [property, name] : {std::pair{"street", "STREET"},
                                         {"city", "CITY"},
                                         {"state", "STATE_PROVINCE"},
                                         {"postalCode", "ZIP_CODE"},
                                         {"country", "COUNTRY"},
                                         {"remarks", "NOTE"}}) {
      add_line(side_, property, node.child_text(name), fmt::format("{}/{}", field, name));
    }
    listed_.add("addressEntity", id, field);
    listed_.add("address", full, field);
    add_line(listed_, "country", node.child_text("COUNTRY"), field + "/COUNTRY");
  }

  void read_birth_date(const XmlNode& node) {
    const std::string_view type = node.child_text("TYPE_OF_DATE");
    const std::string_view date = node.child_text("DATE"), year = node.child_text("YEAR");
    const std::string_view from = node.child_text("FROM_YEAR"), to = node.child_text("TO_YEAR");
    if (!date.empty()) add_birth_date(date, type, "INDIVIDUAL_DATE_OF_BIRTH/DATE");
    if (!year.empty() && !date.starts_with(year)) add_birth_date(year, type, "INDIVIDUAL_DATE_OF_BIRTH/YEAR");
    const std::string between = fmt::format("{} {} AND {}", type, from, to);
    for (const auto& [end, name] : {std::pair{from, "FROM_YEAR"}, {to, "TO_YEAR"}}) {
      add_birth_words(end, between, fmt::format("INDIVIDUAL_DATE_OF_BIRTH/{}", name));
    }
    add_text(listed_, "notes", node.child_text("NOTE"), "INDIVIDUAL_DATE_OF_BIRTH/NOTE");
  }

  void add_birth_date(std::string_view words, std::string_view type, std::string_view field) {
    const bool exact = type == "EXACT" || type.empty();
    add_birth_words(words, exact ? std::string(words) : fmt::format("{} {}", type, words), field);
  }

  void add_birth_words(std::string_view words, std::string_view original, std::string_view field) {
    if (const auto iso = iso_date(words))
      return listed_.add("birthDate", *iso, field, {.original = original});
    listed_.add_date("birthDate", words, field);
  }

  void read_birth_place(const XmlNode& node) {
    listed_.add("birthPlace", joined(node, {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY"}, ", "),
                "INDIVIDUAL_PLACE_OF_BIRTH");
    add_line(listed_, "birthCountry", node.child_text("COUNTRY"), "INDIVIDUAL_PLACE_OF_BIRTH/COUNTRY");
    add_text(listed_, "notes", node.child_text("NOTE"), "INDIVIDUAL_PLACE_OF_BIRTH/NOTE");
  }

  void read_gender(const XmlNode& node) {
    const bool male = equal_ignoring_case(node.text, "Male");
    if (male || equal_ignoring_case(node.text, "Female")) {
      listed_.add("gender", male ? "male" : "female", "GENDER", {.original = node.text});
    } else {
      listed_.not_mapped("GENDER", node.text);
    }
  }

  void read_document(const XmlNode& node) {
    const std::string type = one_line(node.child_text("TYPE_OF_DOCUMENT"));
    const std::string subtype = one_line(node.child_text("TYPE_OF_DOCUMENT2"));
    const std::string number = one_line(node.child_text("NUMBER"));
    const std::string country = joined(node, {"ISSUING_COUNTRY", "COUNTRY_OF_ISSUE"}, ", ");
    const std::string note = one_line(node.child_text("NOTE"));
    if (type.empty() && number.empty() && note.empty()) return;
    const bool passport = is_passport(type.empty() ? subtype : type);
    const std::string_view schema = passport ? "Passport" : "Identification";
    const std::string kind = fmt::format("{} {}", type, subtype);
    side_.begin(model::link_id(kPrefix, schema, listed_.id(), number, kind, country + note), schema, record_);
    side_.add("holder", listed_.id(), {});
    for (const auto& [property, name] : {std::pair{"type", "TYPE_OF_DOCUMENT"},
                                         {"type", "TYPE_OF_DOCUMENT2"},
                                         {"number", "NUMBER"},
                                         {"country", "ISSUING_COUNTRY"},
                                         {"country", "COUNTRY_OF_ISSUE"},
                                         {"summary", "CITY_OF_ISSUE"},
                                         {"summary", "NOTE"}}) {
      add_line(side_, property, node.child_text(name), fmt::format("INDIVIDUAL_DOCUMENT/{}", name));
    }
    side_.add_date("startDate", node.child_text("DATE_OF_ISSUE"), "INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE");
    listed_.add(passport ? "passportNumber" : "idNumber", number, "INDIVIDUAL_DOCUMENT/NUMBER");
  }

  static void add_line(Emit& emit, std::string_view property, std::string_view text, std::string_view field) {
    emit.add(property, one_line(text), field, {.original = text});
  }
  static void add_text(Emit& emit, std::string_view property, std::string_view text, std::string_view field) {
    emit.add(property, text, field);
  }

  void issue(std::string_view kind, std::string_view what) { listed_.issue(kind, what); }

  Emit listed_;
  Emit side_;
  uint32_t part_;
  model::Record record_;
  std::string reference_;
};

base::Result<void> read_un(Stream& stream, Sink& sink, const ReadOptions& options) {
  UnReader reader(sink, options.part);
  XmlHandlers handlers;
  handlers.on_root = [&](const XmlNode& root) {
    sink.note({.title = "United Nations Security Council Consolidated List",
               .publisher = kAuthority,
               .published_on = root.attribute("dateGenerated"),
               .version = {},
               .licence = {}});
  };
  handlers.on_record = [&](const XmlNode& node) { reader.read(node); };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    sink.issue("malformed-xml", what, stretch.record(options.part));
  };
  return read_xml(stream, {"INDIVIDUAL", "ENTITY"}, handlers);
}

int recognise_un(std::string_view head) {
  const size_t list = head.find("<CONSOLIDATED_LIST");
  return list != std::string_view::npos && head.find("dateGenerated", list) != std::string_view::npos ? 95
                                                                                                      : 0;
}

}  // namespace

extern const Format kUnXml = {
    .name = "un-xml",
    .title = "United Nations Security Council consolidated list, XML",
    .dataset = "un_sc_sanctions",
    .prefix = kPrefix,
    .publisher = kAuthority,
    .recognise = recognise_un,
    .read = read_un,
};

}  // namespace clew::read
