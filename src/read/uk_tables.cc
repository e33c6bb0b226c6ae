// The UK Sanctions List as tables: one row for each subject, name, birth date, identifier and country.
//
//   subjects.csv unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,last_updated
//   subject_names.csv        name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,...,name_5
//   subject_dobs.csv         dob_id,unique_id,year,month,day,precision,parse_issues
//   subject_identifiers.csv  id,unique_id,ofsi_group_id,raw_value,identifier_type,additional_info
//   subject_countries.csv    id,unique_id,raw_value,country_type,iso,resolution_method,iso_available
//
// A public project makes these tables of the list (github.com/covyr/uk-sanctions-list). Ids are those of the
// list itself (see uk_entries.h), so that tables and list meet. Each file is read by itself; only the first
// says what a subject is. What the makers of the tables concluded (how a country was recognised, how exact a
// date is) is counted as not mapped; the ISO code of a country is the value, the list's own words the
// original.
#include <array>
#include <vector>

#include "read/csv.h"
#include "read/format.h"
#include "read/text.h"
#include "read/uk_entries.h"

namespace clew::read {
namespace {

using Cells = std::vector<std::string_view>;

constexpr std::string_view kPrefix = "gb-fcdo-";

// A row of a table whose columns are `names`, clean, with the entry that it speaks of.
struct TableRow {
  std::span<const std::string_view> names;
  Cells cells;
  model::Record record;
  std::string id;

  std::string_view at(std::string_view name) const {
    for (size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) return cells[i];
    }
    return {};
  }
};

std::string header_of(std::span<const std::string_view> names) {
  std::string header;
  for (const std::string_view name : names) (header += header.empty() ? "" : ",") += name;
  return header;
}

// The header is the whole of the first line, with or without a byte-order mark.
int recognise_table(std::string_view head, std::span<const std::string_view> names) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::string_view line = head.substr(0, head.find('\n'));
  return trim(line) == header_of(names) ? 95 : 0;
}

// A row is read whole or not at all: its cells have no meaning where one is missing.
template <class OnRow>
base::Result<void> read_table(Stream& stream, Sink& sink, const ReadOptions& options,
                              std::span<const std::string_view> names, const OnRow& on_row) {
  CsvReader rows(stream, options.part);
  std::vector<std::string> converted(names.size());
  CsvRow csv;
  TableRow row{names, Cells(names.size()), {}, {}};
  CLEW_TRY(rows.next(csv));  // The header.
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, rows.next(csv));
    if (!more) return {};
    if (csv.damaged || csv.cells.size() != names.size()) {
      sink.issue("malformed-row",
                 std::to_string(names.size()) + " cells were due and here are " +
                     std::to_string(csv.cells.size()) + "; the row is not read",
                 csv.record);
      continue;
    }
    for (size_t i = 0; i < names.size(); ++i)
      row.cells[i] = clean_utf8(csv.cells[i], options.encoding, converted[i]);
    row.record = csv.record;
    row.id = uk_id(kPrefix, row.at("unique_id"));
    if (row.id.empty())
      sink.issue("no-id", "the row has no unique_id and is not read", csv.record);
    else
      on_row(row);
  }
}

void count_rest(Emit& emit, const TableRow& row, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const std::string_view text = trim(row.at(name));
    if (!text.empty()) emit.not_mapped(name, text);
  }
}

constexpr std::array<std::string_view, 6> kSubjects = {
    "unique_id", "subject_type", "un_reference_number", "ofsi_group_id", "date_designated", "last_updated"};

UkRow::Cell cell(const TableRow& row, std::string_view name) { return {row.at(name), name}; }

base::Result<void> read_subjects(Stream& stream, Sink& sink, const ReadOptions& options) {
  UkEntries entries(sink, kUkFcdo);
  return read_table(stream, sink, options, kSubjects, [&](const TableRow& row) {
    UkRow uk;
    uk[UkCell::reference] = cell(row, "unique_id");
    uk[UkCell::kind] = cell(row, "subject_type");
    uk[UkCell::un_reference] = cell(row, "un_reference_number");
    uk[UkCell::ofsi_group] = cell(row, "ofsi_group_id");
    uk[UkCell::designated] = cell(row, "date_designated");
    uk[UkCell::updated] = cell(row, "last_updated");
    if (entries.begin(uk, row.record)) entries.add_row(uk);
  });
}

constexpr std::array<std::string_view, 11> kNames = {"name_id",   "unique_id", "name_type", "alias_strength",
                                                     "full_name", "name_6",    "name_1",    "name_2",
                                                     "name_3",    "name_4",    "name_5"};

// The parts of a name are stated of persons, and only the subjects' table says who is one. Names of one part
// are no more than full_name; of those of more, that is what persons have.
void add_name_parts(Emit& emit, const TableRow& row) {
  bool person = false;
  for (const std::string_view given : {"name_1", "name_2", "name_3", "name_4", "name_5"})
    person = person || !trim(row.at(given)).empty();
  // Two companies stand in the table with their name twice, as given name and as family name.
  if (!person || trim(row.at("name_1")) == trim(row.at("name_6"))) return;
  emit.resume(row.id, "Person", row.record);
  emit.add("firstName", row.at("name_1"), "name_1");
  for (const std::string_view middle : {"name_2", "name_3", "name_4", "name_5"})
    emit.add("middleName", row.at(middle), middle);
  emit.add("lastName", row.at("name_6"), "name_6");
}

void add_name(Emit& emit, const TableRow& row) {
  const std::string_view type = row.at("name_type");
  const bool weak = row.at("alias_strength") == "low_quality_aka";
  emit.resume(row.id, "Thing", row.record);
  const bool primary = type == "primary";
  if (!primary && type != "primary_variation" && type != "alias") {
    emit.issue("unknown-name-type", "\"" + std::string(type.substr(0, 40)) +
                                        "\" is no known kind of name; it is read as an alias");
  }
  emit.add(primary ? "name" : weak ? "weakAlias" : "alias", row.at("full_name"), "full_name");
  if (primary) add_name_parts(emit, row);
  count_rest(emit, row, {"name_id"});
}

base::Result<void> read_names(Stream& stream, Sink& sink, const ReadOptions& options) {
  Emit emit(sink);
  return read_table(stream, sink, options, kNames, [&](const TableRow& row) { add_name(emit, row); });
}

constexpr std::array<std::string_view, 7> kBirths = {"dob_id", "unique_id", "year",        "month",
                                                     "day",    "precision", "parse_issues"};

base::Result<void> read_births(Stream& stream, Sink& sink, const ReadOptions& options) {
  Emit emit(sink);
  return read_table(stream, sink, options, kBirths, [&](const TableRow& row) {
    emit.resume(row.id, "Person", row.record);
    std::string words(trim(row.at("year")));
    for (const std::string_view part : {row.at("month"), row.at("day")}) {
      if (trim(part).empty()) break;
      (words += '-') += trim(part);
    }
    emit.add_date("birthDate", words, "year");
    count_rest(emit, row, {"dob_id", "precision", "parse_issues"});
  });
}

constexpr std::array<std::string_view, 6> kIdentifiers = {"id",        "unique_id",       "ofsi_group_id",
                                                          "raw_value", "identifier_type", "additional_info"};

void add_document(Emit& side, Emit& listed, const TableRow& row, bool passport) {
  const std::string_view schema = passport ? "Passport" : "Identification";
  const std::string_view number = trim(row.at("raw_value"));
  side.begin(model::link_id(kPrefix, schema, row.id, number), schema, row.record);
  side.add("holder", row.id, "unique_id");
  side.add("number", number, "raw_value");
  if (passport) side.add("passportNumber", number, "raw_value");
  side.add("summary", row.at("additional_info"), "additional_info");
  listed.resume(row.id, passport ? "Person" : "LegalEntity", row.record);
  listed.add(passport ? "passportNumber" : "idNumber", number, "raw_value");
}

void add_identifier(Emit& side, Emit& listed, const TableRow& row) {
  const std::string_view type = row.at("identifier_type");
  listed.resume(row.id, "Thing", row.record);
  count_rest(listed, row, {"id", "ofsi_group_id"});
  if (trim(row.at("raw_value")).empty())
    return count_rest(listed, row, {"identifier_type", "additional_info"});
  if (type == "passport" || type == "national") return add_document(side, listed, row, type == "passport");
  const bool ship = type == "imo";
  if (!ship && type != "business_registration_numbers") {
    listed.issue("unknown-identifier-type", "\"" + std::string(type.substr(0, 40)) +
                                                "\" is no known kind of identifier; it is kept as a note");
    return listed.add("notes", row.at("raw_value"), "raw_value");
  }
  listed.resume(row.id, ship ? "Vessel" : "LegalEntity", row.record);
  listed.add(ship ? "imoNumber" : "registrationNumber", row.at("raw_value"), "raw_value");
  listed.add("notes", row.at("additional_info"), "additional_info");
}

base::Result<void> read_identifiers(Stream& stream, Sink& sink, const ReadOptions& options) {
  Emit side(sink);
  Emit listed(sink);
  return read_table(stream, sink, options, kIdentifiers,
                    [&](const TableRow& row) { add_identifier(side, listed, row); });
}

constexpr std::array<std::string_view, 7> kCountries = {
    "id", "unique_id", "raw_value", "country_type", "iso", "resolution_method", "iso_available"};

void add_country(Emit& emit, const TableRow& row) {
  const std::string_view type = row.at("country_type");
  const bool birth = type == "birth";
  const bool nationality = type == "nationality";
  emit.resume(row.id, birth || nationality ? "Person" : "Thing", row.record);
  if (!birth && !nationality && type != "address") {
    emit.issue("unknown-country-type", "\"" + std::string(type.substr(0, 40)) +
                                           "\" is no known tie to a country; it is read as any tie");
  }
  const std::string_view code = trim(row.at("iso"));
  emit.add(birth         ? "birthCountry"
           : nationality ? "nationality"
                         : "country",
           code.empty() ? row.at("raw_value") : code, "raw_value", {.original = row.at("raw_value")});
  count_rest(emit, row, {"id", "resolution_method", "iso_available"});
}

base::Result<void> read_countries(Stream& stream, Sink& sink, const ReadOptions& options) {
  Emit emit(sink);
  return read_table(stream, sink, options, kCountries, [&](const TableRow& row) { add_country(emit, row); });
}

template <const auto& names>
int recognise_names(std::string_view head) {
  return recognise_table(head, names);
}

constexpr std::string_view kDataset = "gb_fcdo_sanctions";

}  // namespace

extern const Format kUkTableSubjects, kUkTableNames, kUkTableBirths, kUkTableIdentifiers, kUkTableCountries;

const Format kUkTableSubjects = {.name = "uk-table-subjects",
                                 .title = "UK Sanctions List as tables: subjects",
                                 .dataset = kDataset,
                                 .prefix = kPrefix,
                                 .publisher = kUkFcdo.authority,
                                 .recognise = recognise_names<kSubjects>,
                                 .read = read_subjects};
const Format kUkTableNames = {.name = "uk-table-names",
                              .title = "UK Sanctions List as tables: names",
                              .dataset = kDataset,
                              .prefix = kPrefix,
                              .publisher = kUkFcdo.authority,
                              .recognise = recognise_names<kNames>,
                              .read = read_names};
const Format kUkTableBirths = {.name = "uk-table-births",
                               .title = "UK Sanctions List as tables: birth dates",
                               .dataset = kDataset,
                               .prefix = kPrefix,
                               .publisher = kUkFcdo.authority,
                               .recognise = recognise_names<kBirths>,
                               .read = read_births};
const Format kUkTableIdentifiers = {.name = "uk-table-identifiers",
                                    .title = "UK Sanctions List as tables: identifiers",
                                    .dataset = kDataset,
                                    .prefix = kPrefix,
                                    .publisher = kUkFcdo.authority,
                                    .recognise = recognise_names<kIdentifiers>,
                                    .read = read_identifiers};
const Format kUkTableCountries = {.name = "uk-table-countries",
                                  .title = "UK Sanctions List as tables: countries",
                                  .dataset = kDataset,
                                  .prefix = kPrefix,
                                  .publisher = kUkFcdo.authority,
                                  .recognise = recognise_names<kCountries>,
                                  .read = read_countries};

}  // namespace clew::read
