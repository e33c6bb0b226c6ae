// Development banks: whom they do not do business with. A row for each firm or person, without a number.
//
//   World Bank, XLSX   Firm Name, Additional Firm Info, Address, Country, From Date, To Date, Grounds
//   IDB, XLSX          Title, Entity, Nationality, Country, From, To, Grounds, Source, IDB Sanction Type, ...
//   EBRD, CSV          Firm Name, Address, Nationality, Ineligible From, Ineligible Until, ...
//
// Ids are the bank's prefix and a hash of name, address or nationality: a firm that stands there twice, for
// two periods, is one with two Sanctions. "Ongoing" and days such as 2999-12-31 are no end. Whom another bank
// debarred stands there by agreement of the banks: that bank is the program, the words beside it.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/list_words.h"
#include "read/text.h"

namespace clew::read {
namespace {

// Columns by name; nothing where the list has none.
struct DebarmentList {
  std::string_view prefix, authority;
  std::string_view name, other_name, kind, address, nationality, country, from, until, grounds, source, notes;
  size_t lines_above;
};

constexpr DebarmentList kWorldBankList = {"wb-debar-",
                                          "World Bank Group",
                                          "Firm Name",
                                          "",
                                          "",
                                          "Address",
                                          "",
                                          "Country",
                                          "From Date",
                                          "To Date",
                                          "Grounds",
                                          "",
                                          "Additional Firm Info",
                                          0};
constexpr DebarmentList kIdbList = {"iadb-",
                                    "Inter-American Development Bank",
                                    "Title",
                                    "Other Name",
                                    "Entity",
                                    "",
                                    "Nationality",
                                    "Country",
                                    "From",
                                    "To",
                                    "Grounds",
                                    "Source",
                                    "IDB Sanction Type|IDB Sanction Source",
                                    0};
constexpr DebarmentList kEbrdList = {"ebrd-",
                                     "European Bank for Reconstruction and Development",
                                     "Firm Name",
                                     "",
                                     "",
                                     "Address",
                                     "Nationality",
                                     "",
                                     "Ineligible From",
                                     "Ineligible Until",
                                     "Prohibited Practice",
                                     "Originating Institution",
                                     "",
                                     0};

class DebarmentReader {
 public:
  DebarmentReader(Sink& sink, const DebarmentList& list)
      : sink_(sink), list_(list), listed_(sink), side_(sink) {}

  void read(const FieldNode& row, const model::Record& record) {
    record_ = record;
    const FieldNode* name = take(row, list_.name);
    // A line of words below the table stands alone in its row.
    if (name == nullptr || row.children.size() < 2) {
      sink_.issue("no-entry", "the row holds nobody and is not read", record_);
      if (name != nullptr) name->taken = false;
    } else {
      read_entry(row, *name);
    }
    count_untaken(row, sink_, record_);
  }

 private:
  void read_entry(const FieldNode& row, const FieldNode& name) {
    const std::string_view kind = list_.kind.empty() ? "" : take_text(row, list_.kind);
    const bool person = equal_ignoring_case(kind, "Individual"), firm = equal_ignoring_case(kind, "Firm");
    listed_.begin(model::link_id(list_.prefix, "Listing", name.text,
                                 take_text(row, list_.address.empty() ? list_.nationality : list_.address)),
                  person ? "Person"
                  : firm ? "Company"
                         : "LegalEntity",
                  record_);
    listed_.add("name", name.text, name.field);
    listed_.add("topics", "debarment", list_.from);
    if (!list_.other_name.empty()) add_fields(listed_, "alias", row, list_.other_name);
    if (!list_.nationality.empty())
      add_fields(listed_, person ? "nationality" : firm ? "jurisdiction" : "country", row, list_.nationality);
    if (!list_.country.empty()) add_fields(listed_, "country", row, list_.country);
    if (const FieldNode* address = list_.address.empty() ? nullptr : take(row, list_.address))
      add_address_line(listed_, side_, list_.prefix, address->text, address->field);
    read_period(row);
  }

  void read_period(const FieldNode& row) {
    side_.begin(model::link_id(list_.prefix, "Sanction", listed_.id(), take_text(row, list_.from),
                               take_text(row, list_.until)),
                "Sanction", record_);
    side_.add("entity", listed_.id(), {});
    side_.add("authority", list_.authority, {});
    if (!list_.source.empty()) add_fields(side_, "program", row, list_.source);
    add_fields(side_, "reason", row, list_.grounds);
    if (!list_.notes.empty()) add_fields(side_, "provisions", row, list_.notes);
    add_date_fields(side_, "startDate", row, list_.from);
    each_field(row, list_.until, [&](const FieldNode& at) {
      at.taken = true;
      const bool endless = at.text.starts_with("2999") || at.text.starts_with("9999") ||
                           at.text.find_first_of("0123456789") == std::string::npos;
      if (endless) return side_.add("duration", at.text, at.field);
      side_.add_date("endDate", at.text, at.field);
    });
    add_date_fields(side_, "listingDate", row, "Notice Effective At EBRD");
  }

  Sink& sink_;
  const DebarmentList& list_;
  Emit listed_, side_;
  model::Record record_;
};

base::Result<void> read_list(Stream& stream, Sink& sink, const ReadOptions& options,
                             const DebarmentList& list) {
  DebarmentReader reader(sink, list);
  CLEW_TRY(read_field_rows(
      stream, sink, options, {.separator = ',', .dotted = false, .lines_above = list.lines_above},
      [&](const FieldNode& row, const model::Record& record) { reader.read(row, record); }));
  sink.note({.title = {}, .publisher = list.authority, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

base::Result<void> read_idb(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_list(stream, sink, options, kIdbList);
}
base::Result<void> read_ebrd(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_list(stream, sink, options, kEbrdList);
}

int recognise_idb(std::string_view head) {
  return has_columns(head, {"Title", "Entity", "Nationality", "Grounds", "IDB Sanction Type"}) ? 95 : 0;
}
int recognise_ebrd(std::string_view head) {
  return has_columns(head, {"Firm Name", "Ineligible From", "Ineligible Until", "Prohibited Practice"}) ? 95
                                                                                                        : 0;
}

// --- The World Bank's header has two lines, and one above that says when it was made --------------------

constexpr std::array<std::string_view, 7> kWorldBankColumns = {
    "Firm Name", "Additional Firm Info", "Address", "Country", "From Date", "To Date", "Grounds"};

bool is_world_bank_header(const CsvRow& row) {
  return row.cells.size() >= 7 && trim(row.cells[0]) == "Firm Name" &&
         trim(row.cells[1]) == "Additional Firm Info" && trim(row.cells[4]) == "Ineligibility Period";
}

base::Result<void> read_world_bank(Stream& stream, Sink& sink, const ReadOptions& options) {
  DebarmentReader reader(sink, kWorldBankList);
  CsvReader rows(stream, options.part);
  CsvRow row;
  FieldPaths paths;
  const std::vector<std::string> columns(kWorldBankColumns.begin(), kWorldBankColumns.end());
  std::string downloaded;
  bool begun = false;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, rows.next(row));
    if (!more) break;
    if (!begun && row.cells[0].starts_with("Downloaded on:"))
      downloaded = iso_date(trim(row.cells[0].substr(14)).substr(0, 10)).value_or("");
    if (is_world_bank_header(row)) begun = true;
    const bool above =
        !begun || is_world_bank_header(row) || (row.cells.size() > 5 && trim(row.cells[4]) == "From Date");
    if (above) continue;
    std::vector<std::string> texts(row.cells.size());
    std::vector<std::string_view> cells(row.cells.begin(), row.cells.end());
    for (size_t i = 0; i < cells.size(); ++i) cells[i] = clean_utf8(cells[i], options.encoding, texts[i]);
    if (row.damaged || cells.size() < columns.size()) {
      sink.issue("malformed-row", fmt::format("7 cells were due and here are {}", cells.size()), row.record);
      continue;
    }
    reader.read(field_tree(columns, cells, false, paths), row.record);
  }
  sink.note({.title = "Listing of ineligible firms and individuals",
             .publisher = kWorldBankList.authority,
             .published_on = downloaded,
             .version = {},
             .licence = {}});
  return {};
}

int recognise_world_bank(std::string_view head) {
  const auto stream = memory_stream(head);
  CsvReader rows(*stream, 0);
  CsvRow row;
  for (int line = 0; line < 3; ++line) {
    const auto found = rows.next(row);
    if (!found || !*found) return 0;
    if (is_world_bank_header(row)) return 95;
  }
  return 0;
}

}  // namespace

extern const Format kWorldBankDebarred = {
    .name = "wb-debarred",
    .title = "World Bank, ineligible firms and individuals, XLSX or CSV",
    .dataset = "worldbank_debarred",
    .prefix = "wb-debar-",
    .publisher = "World Bank Group",
    .recognise = recognise_world_bank,
    .read = read_world_bank,
    .whole_list = true,
};

extern const Format kIdbSanctioned = {
    .name = "iadb-sanctioned",
    .title = "Inter-American Development Bank, sanctioned firms and individuals, XLSX or CSV",
    .dataset = "iadb_sanctions",
    .prefix = "iadb-",
    .publisher = "Inter-American Development Bank",
    .recognise = recognise_idb,
    .read = read_idb,
    .whole_list = true,
};

extern const Format kEbrdIneligible = {
    .name = "ebrd-ineligible",
    .title = "European Bank for Reconstruction and Development, ineligible entities, CSV",
    .dataset = "ebrd_ineligible",
    .prefix = "ebrd-",
    .publisher = "European Bank for Reconstruction and Development",
    .recognise = recognise_ebrd,
    .read = read_ebrd,
    .whole_list = true,
};

}  // namespace clew::read
