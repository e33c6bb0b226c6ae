// Australia's consolidated list: a workbook with one row for each name of an entry.
//
//   Reference,Name of Individual or Entity,Type,Name Type,Date of Birth,Place of Birth,Citizenship,Address,
//   Additional Information,Listing Information,Committees,Control Date
//
// "3", "3a" and "3b" are one entry with three names; the id is "au-dfat-" and the number. Every row repeats
// what is known of the entry. Cells may enumerate: "a) Mali b) Niger".
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/list_words.h"
#include "read/text.h"

namespace clew::read {
namespace {

constexpr std::string_view kPrefix = "au-dfat-";
constexpr std::string_view kPublisher = "Department of Foreign Affairs and Trade of Australia";

class AustraliaReader {
 public:
  explicit AustraliaReader(Sink& sink) : sink_(sink), listed_(sink), side_(sink) {}

  void read(const FieldNode& row, const model::Record& record) {
    record_ = record;
    const std::string_view reference = take_text(row, "Reference");
    const std::string_view number = reference.substr(0, reference.find_first_not_of("0123456789"));
    if (number.empty()) {
      sink_.issue("no-id",
                  fmt::format("Reference \"{}\" is no number; the row is not read", shortened(reference)),
                  record_);
    } else {
      read_entry(row, reference, number);
    }
    count_untaken(row, sink_, record_);
  }

 private:
  void read_entry(const FieldNode& row, std::string_view reference, std::string_view number) {
    const std::string_view type = take_text(row, "Type");
    const bool person = equal_ignoring_case(type, "Individual");
    const std::string_view schema = person                                ? "Person"
                                    : equal_ignoring_case(type, "Entity") ? "Organization"
                                    : equal_ignoring_case(type, "Vessel") ? "Vessel"
                                                                          : "LegalEntity";
    if (schema == "LegalEntity")
      sink_.issue("unknown-type", fmt::format("Type \"{}\" is not known", shortened(type)), record_);
    listed_.begin(fmt::format("{}{}", kPrefix, number), schema, record_);
    read_name(row);
    listed_.add("topics", "sanction", "Committees");
    if (person) {
      read_each(row, "Date of Birth", [&](std::string_view words, const FieldNode& at) {
        add_loose_dates(listed_, "birthDate", words, at.field);
      });
      read_each(row, "Place of Birth",
                [&](std::string_view words, const FieldNode& at) { add_part("birthPlace", words, at); });
      read_each(row, "Citizenship",
                [&](std::string_view words, const FieldNode& at) { add_part("citizenship", words, at); });
    }
    read_each(row, "Address", [&](std::string_view words, const FieldNode& at) {
      if (!equal_ignoring_case(words, "NA")) add_address_line(listed_, side_, kPrefix, words, at.field);
    });
    add_fields(listed_, "notes", row, "Additional Information");
    read_listing(row, reference, number);
  }

  template <class With>
  static void read_each(const FieldNode& row, std::string_view column, const With& with) {
    if (const FieldNode* at = take(row, column)) {
      for (const std::string_view part : lettered_parts(at->text)) with(part, *at);
    }
  }

  void add_part(std::string_view property, std::string_view words, const FieldNode& at) {
    listed_.add(property, words, at.field, {.original = at.text});
  }

  void read_name(const FieldNode& row) {
    const FieldNode* name = take(row, "Name of Individual or Entity");
    const std::string_view type = take_text(row, "Name Type");
    if (name == nullptr) return listed_.issue("no-name", "the row names nobody");
    const bool known = equal_ignoring_case(type, "Primary Name"),
               former = type.starts_with("Formerly") || type.starts_with("Previously");
    if (!known && !former && !equal_ignoring_case(type, "aka") &&
        !equal_ignoring_case(type, "Original Script")) {
      listed_.issue(
          "unknown-name-type",
          fmt::format("Name Type \"{}\" is not known; the name is read as an alias", shortened(type)));
    }
    listed_.add(known ? "name" : former ? "previousName" : "alias", name->text, name->field);
  }

  void read_listing(const FieldNode& row, std::string_view reference, std::string_view number) {
    side_.begin(fmt::format("{}sanction-{}", kPrefix, number), "Sanction", record_);
    side_.add("entity", listed_.id(), {});
    side_.add("authority", kPublisher, {});
    side_.add("country", "au", {});
    side_.add("authorityId", number, "Reference", {.original = reference});
    add_fields(side_, "program", row, "Committees");
    add_fields(side_, "reason", row, "Listing Information");
    // The day of the last change, not of the listing.
    add_date_fields(side_, "modifiedAt", row, "Control Date");
  }

  Sink& sink_;
  Emit listed_, side_;
  model::Record record_;
};

base::Result<void> read_australia(Stream& stream, Sink& sink, const ReadOptions& options) {
  AustraliaReader reader(sink);
  CLEW_TRY(read_field_rows(stream, sink, options, {}, [&](const FieldNode& row, const model::Record& record) {
    reader.read(row, record);
  }));
  sink.note({.title = "Consolidated List",
             .publisher = kPublisher,
             .published_on = {},
             .version = {},
             .licence = {}});
  return {};
}

int recognise_australia(std::string_view head) {
  return has_columns(head, {"Reference", "Name of Individual or Entity", "Name Type", "Committees"}) ? 95 : 0;
}

}  // namespace

extern const Format kAuDfat = {
    .name = "au-dfat",
    .title = "Australia's consolidated list of sanctions, XLSX or CSV",
    .dataset = "au_dfat_sanctions",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_australia,
    .read = read_australia,
    .whole_list = true,
};

}  // namespace clew::read
