// OFAC's legacy CSV files, which have no header line; "-0-" stands for nothing. Columns by OFAC's own
// description of the files:
//
//   sdn.csv, cons_prim.csv          ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type,
//   Tonnage,
//                                   GRT, Vess_flag, Vess_owner, Remarks
//   alt.csv, cons_alt.csv           ent_num, alt_num, alt_type, alt_name, alt_remarks
//   add.csv, cons_add.csv           ent_num, Add_num, Address, City/State/Province/Postal Code, Country,
//   Add_remarks sdn_comments.csv, cons_comments.csv   ent_num, the rest of remarks that were cut
//
// Each file is read by itself; the entries of all four meet by their ids. Remarks that are cut are joined to
// their rest where the file of comments is in the same load: the joined piece then stands at the rest's
// place. Some who pass the files on put a header line in front; it is passed over.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "read/csv.h"
#include "read/format.h"
#include "read/ofac_remarks.h"
#include "read/text.h"

namespace clew::read {
namespace {

constexpr size_t kPrimaryColumns = 12;
constexpr size_t kAliasColumns = 5;
constexpr size_t kAddressColumns = 6;
constexpr size_t kCommentColumns = 2;
// Remarks are cut after this many bytes; the rest stands in the file of comments.
constexpr size_t kRemarkBytesMax = 1000;
// The file ends with the end-of-file mark of DOS.
constexpr std::string_view kEndMark = "\x1a";

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string_view value_of(std::string_view cell) {
  cell = trim(cell);
  return cell == "-0-" || cell == "-0" ? std::string_view() : cell;
}

// Calls `on_row` with each row of an entry; says what is odd.
template <class OnRow>
base::Result<void> read_rows(Stream& stream, Sink& sink, const ReadOptions& options, size_t columns,
                             const OnRow& on_row) {
  CsvReader reader(stream, options.part);
  CsvRow row;
  std::vector<std::string_view> cells;
  std::vector<std::string> converted(columns);
  const std::string encoding = options.encoding.empty() ? "windows-1252" : options.encoding;
  bool first = true;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, reader.next(row));
    if (!more) return {};
    const bool maybe_header = std::exchange(first, false);
    if (trim(row.cells[0]) == kEndMark) continue;
    if (maybe_header && row.cells.size() == columns && !is_number(trim(row.cells[0]))) continue;
    if (row.damaged || row.cells.size() != columns || !is_number(trim(row.cells[0]))) {
      std::string words;
      sink.issue("malformed-row",
                 "a row of " + std::to_string(columns) + " columns, first a number, was due; here are " +
                     std::to_string(row.cells.size()) + ", first \"" +
                     std::string(shortened(clean_utf8(row.cells[0], options.encoding, words))) +
                     "\"; the row is not read",
                 row.record);
      continue;
    }
    cells.assign(row.cells.begin(), row.cells.end());
    bool is_converted = false;
    for (size_t i = 0; i < columns; ++i) {
      cells[i] = clean_utf8(cells[i], options.encoding, converted[i]);
      is_converted |= cells[i].data() == converted[i].data() && !cells[i].empty();
    }
    if (is_converted)
      sink.issue("not-utf8", "bytes of the row are no UTF-8; they are read as " + encoding, row.record);
    on_row(cells, row.record);
  }
}

OfacKind kind_of(std::string_view type) {
  if (type == "individual") return OfacKind::person;
  if (type == "vessel") return OfacKind::vessel;
  if (type == "aircraft") return OfacKind::airplane;
  return OfacKind::organization;
}

// "318,000" as the number 318000.
void add_number(Emit& emit, std::string_view property, std::string_view words, std::string_view field) {
  std::string digits(words);
  std::erase(digits, ',');
  emit.add(property, digits, field, {.original = words});
}

using Cells = std::vector<std::string_view>;

void add_vessel_columns(OfacEntries& entries, const Cells& cells, bool vessel) {
  Emit& listed = entries.listed();
  const auto add = [&](size_t column, std::string_view property, std::string_view field,
                       bool number = false) {
    const std::string_view value = value_of(cells[column]);
    if (value.empty()) return;
    if (!vessel) return entries.add_note(value, field, field);
    if (number)
      add_number(listed, property, value, field);
    else
      listed.add(property, value, field);
  };
  add(5, "callSign", "Call_Sign");
  add(6, "type", "Vess_type");
  add(7, "tonnage", "Tonnage", true);
  add(8, "grossRegisteredTonnage", "GRT", true);
  add(9, "flag", "Vess_flag");
  const std::string_view owner = value_of(cells[10]);
  if (owner.empty()) return;
  if (vessel)
    entries.add_party("Vessel Owner", owner, "Vess_owner");
  else
    entries.add_note(owner, "Vess_owner", "Vess_owner");
}

constexpr std::string_view kCommentsName = "ofac-csv-comments";

// Calls `on_row` with the cells of each whole row of another file of the bundle; what is odd in it is said by
// whoever reads it. False where there is no such file.
template <class OnRow>
base::Result<bool> look_into(const ReadOptions& options, std::string_view format, size_t columns,
                             const OnRow& on_row) {
  if (!options.open_sibling) return false;
  CLEW_TRY_ASSIGN(const auto stream, options.open_sibling(format));
  if (stream == nullptr) return false;
  CsvReader reader(*stream, 0);
  CsvRow row;
  std::vector<std::string_view> cells;
  std::vector<std::string> converted(columns);
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, reader.next(row));
    if (!more) return true;
    if (row.damaged || row.cells.size() != columns || !is_number(trim(row.cells[0]))) continue;
    cells.assign(row.cells.begin(), row.cells.end());
    for (size_t i = 0; i < columns; ++i) cells[i] = clean_utf8(cells[i], options.encoding, converted[i]);
    on_row(cells);
  }
}

// The numbers of the entries whose remarks go on in the file of comments.
base::Result<std::unordered_set<std::string>> continued_entries(const ReadOptions& options) {
  std::unordered_set<std::string> numbers;
  CLEW_TRY(
      look_into(options, kCommentsName, kCommentColumns, [&](const std::vector<std::string_view>& cells) {
        if (!value_of(cells[1]).empty()) numbers.emplace(trim(cells[0]));
      }));
  return numbers;
}

base::Result<void> read_primary(Stream& stream, Sink& sink, const ReadOptions& options) {
  OfacEntries entries(sink);
  CLEW_TRY_ASSIGN(const auto continued, continued_entries(options));
  const auto result =
      read_rows(stream, sink, options, kPrimaryColumns, [&](const Cells& cells, const model::Record& record) {
        const OfacKind kind = kind_of(value_of(cells[2]));
        const std::string_view title = value_of(cells[4]);
        entries.begin(trim(cells[0]), kind, record);
        if (kind == OfacKind::organization && !value_of(cells[2]).empty()) {
          entries.listed().issue("unknown-type", "SDN_Type \"" + std::string(shortened(cells[2])) +
                                                     "\" is not known; the entry is read as an organization");
        }
        entries.add_name(value_of(cells[1]), "SDN_Name");
        entries.add_programs(value_of(cells[3]), "Program");
        if (kind == OfacKind::person)
          entries.listed().add("position", title, "Title");
        else if (!title.empty())
          entries.add_note(title, "Title", "Title");
        add_vessel_columns(entries, cells, kind == OfacKind::vessel);
        if (!value_of(cells[11]).empty()) {
          entries.add_remarks(cells[11], kRemarkBytesMax, continued.contains(std::string(trim(cells[0]))));
        }
      });
  // What was read before a damaged end keeps its links.
  entries.finish();
  return result;
}

base::Result<void> read_aliases(Stream& stream, Sink& sink, const ReadOptions& options) {
  OfacEntries entries(sink);
  return read_rows(
      stream, sink, options, kAliasColumns, [&](const Cells& cells, const model::Record& record) {
        entries.begin(trim(cells[0]), OfacKind::unknown, record, true);
        const std::string_view type = value_of(cells[2]);
        const std::string_view name = value_of(cells[3]);
        // "nka" is the name borne now.
        const std::string_view property = type == "fka" ? "previousName" : type == "nka" ? "name" : "alias";
        if (property == "alias" && type != "aka") {
          entries.listed().issue("unknown-alias-type", "alt_type \"" + std::string(shortened(type)) +
                                                           "\" is not known; the name is read as an alias");
        }
        entries.listed().add(property, name, "alt_name");
        const std::string_view remarks = value_of(cells[4]);
        if (!remarks.empty()) entries.add_note(remarks, "alt_remarks", "alt_remarks");
      });
}

base::Result<void> read_addresses(Stream& stream, Sink& sink, const ReadOptions& options) {
  OfacEntries entries(sink);
  return read_rows(stream, sink, options, kAddressColumns,
                   [&](const Cells& cells, const model::Record& record) {
                     const std::string_view street = value_of(cells[2]);
                     const std::string_view city = value_of(cells[3]);
                     const std::string_view country = value_of(cells[4]);
                     const std::string_view remarks = value_of(cells[5]);
                     std::string full;
                     for (const std::string_view part : {street, city, country}) {
                       if (!part.empty()) (full += full.empty() ? "" : ", ") += part;
                     }
                     // Many entries have a row without an address.
                     if (full.empty() && remarks.empty()) return;
                     const std::string id = "ofac-address-" + std::string(trim(cells[1]));
                     Emit& address = entries.side();
                     address.begin(id, "Address", record);
                     address.add("full", full, {});
                     address.add("street", street, "Address");
                     address.add("city", city, "City/State/Province/Postal Code");
                     address.add("country", country, "Country");
                     address.add("remarks", remarks, "Add_remarks");
                     entries.begin(trim(cells[0]), OfacKind::unknown, record, true);
                     entries.listed().add("addressEntity", id, "Add_num");
                     entries.listed().add("country", country, "Country");
                   });
}

// The last piece of each entry's remarks that were cut, and every name, for the links of what follows.
base::Result<std::unordered_map<std::string, std::string>> cut_pieces(const ReadOptions& options,
                                                                      OfacEntries& entries) {
  std::unordered_map<std::string, std::string> cut;
  for (const auto format : {"ofac-csv-sdn", "ofac-csv-cons"}) {
    CLEW_TRY(look_into(options, format, kPrimaryColumns, [&](const std::vector<std::string_view>& cells) {
      entries.know_name(trim(cells[0]), value_of(cells[1]));
      const std::string_view remarks = cells[11];
      if (remarks.size() < kRemarkBytesMax) return;
      const size_t last = remarks.rfind("; ");
      cut.insert_or_assign(std::string(trim(cells[0])),
                           std::string(last == remarks.npos ? remarks : remarks.substr(last + 2)));
    }));
  }
  return cut;
}

base::Result<void> read_comments(Stream& stream, Sink& sink, const ReadOptions& options) {
  OfacEntries entries(sink);
  CLEW_TRY_ASSIGN(const auto cut, cut_pieces(options, entries));
  const auto result =
      read_rows(stream, sink, options, kCommentColumns, [&](const Cells& cells, const model::Record& record) {
        entries.begin(trim(cells[0]), OfacKind::unknown, record, true);
        const auto piece = cut.find(std::string(trim(cells[0])));
        entries.add_continued_remarks(
            value_of(cells[1]), piece == cut.end() ? std::string_view() : std::string_view(piece->second));
      });
  entries.finish();
  return result;
}

struct Look {
  size_t rows = 0;
  size_t fitting = 0;
  uint64_t first_number = 0;
};

// What the first rows of `head` look like. `fits` judges one row of so many columns and a number.
template <class Fits>
Look look_at(std::string_view head, size_t columns, const Fits& fits) {
  constexpr size_t kRowsLookedAt = 50;
  const size_t last_end = head.rfind('\n');
  const auto stream =
      memory_stream(head.substr(0, last_end == std::string_view::npos ? head.size() : last_end + 1));
  CsvReader reader(*stream, 0);
  CsvRow row;
  Look look;
  while (look.rows < kRowsLookedAt) {
    const auto more = reader.next(row);
    if (!more || !*more || trim(row.cells[0]) == kEndMark) break;
    const std::string_view number = trim(row.cells[0]);
    // A header line that somebody put in front.
    if (look.rows == 0 && row.record.line == 1 && equal_ignoring_case(number, "ID")) continue;
    ++look.rows;
    if (row.damaged || row.cells.size() != columns || !is_number(number) || !fits(row.cells)) continue;
    if (look.fitting++ == 0) look.first_number = std::stoull(std::string(number));
  }
  return look;
}

using RowCells = std::span<const std::string_view>;

bool is_primary_row(RowCells cells) {
  const std::string_view type = value_of(cells[2]);
  return (type.empty() || type == "individual" || type == "vessel" || type == "aircraft") &&
         !value_of(cells[1]).empty() && !value_of(cells[3]).empty();
}

bool is_alias_row(RowCells cells) {
  const std::string_view type = value_of(cells[2]);
  return is_number(trim(cells[1])) && (type == "aka" || type == "fka" || type == "nka");
}

// In the first 50 rows of either list there are addresses without a street, and no remarks.
bool is_address_row(RowCells cells) { return is_number(trim(cells[1])) && value_of(cells[5]).empty(); }

bool is_comment_row(RowCells cells) {
  return cells[1].find("; ") != std::string_view::npos || cells[1].ends_with('.');
}

// Programs of the list of those who are not blocked entirely: parts of the Palestinian Legislative Council,
// Chinese military companies, menu-based sanctions.
bool is_consolidated_row(RowCells cells) {
  const std::string_view programs = cells[3];
  return programs.ends_with("NS-PLC") || programs.starts_with("CMIC-EO") || programs.starts_with("561-");
}

// One odd row in ten does not make it another file.
int all_fit(const Look& look, int score) {
  return look.fitting > 0 && look.fitting * 10 >= look.rows * 9 ? score : 0;
}

// The SDN list begins with entries of 1986, the others with number 9639. Both stand in the order of numbers.
constexpr uint64_t kFirstConsolidated = 9000;

int recognise_primary(std::string_view head) {
  return all_fit(look_at(head, kPrimaryColumns, is_primary_row), 90);
}
int recognise_consolidated(std::string_view head) {
  if (recognise_primary(head) == 0) return 0;
  return look_at(head, kPrimaryColumns, is_consolidated_row).fitting > 0 ? 95 : 0;
}
int recognise_aliases(std::string_view head) {
  return all_fit(look_at(head, kAliasColumns, is_alias_row), 90);
}
int recognise_consolidated_aliases(std::string_view head) {
  const Look look = look_at(head, kAliasColumns, is_alias_row);
  return look.first_number >= kFirstConsolidated ? all_fit(look, 95) : 0;
}
int recognise_addresses(std::string_view head) {
  return all_fit(look_at(head, kAddressColumns, is_address_row), 70);
}
int recognise_consolidated_addresses(std::string_view head) {
  const Look look = look_at(head, kAddressColumns, is_address_row);
  return look.first_number >= kFirstConsolidated ? all_fit(look, 75) : 0;
}
int recognise_comments(std::string_view head) {
  return all_fit(look_at(head, kCommentColumns, is_comment_row), 50);
}

constexpr std::string_view kPublisher = "Office of Foreign Assets Control";

}  // namespace

extern const Format kOfacCsvSdn, kOfacCsvSdnAlt, kOfacCsvSdnAdd, kOfacCsvCons, kOfacCsvConsAlt,
    kOfacCsvConsAdd, kOfacCsvComments;

const Format kOfacCsvSdn = {
    .name = "ofac-csv-sdn",
    .title = "OFAC SDN list, legacy CSV, names (sdn.csv)",
    .dataset = "us_ofac_sdn",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_primary,
    .read = read_primary,
    .whole_list = true,
};
const Format kOfacCsvSdnAlt = {
    .name = "ofac-csv-sdn-alt",
    .title = "OFAC SDN list, legacy CSV, aliases (alt.csv)",
    .dataset = "us_ofac_sdn",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_aliases,
    .read = read_aliases,
    .whole_list = true,
};
const Format kOfacCsvSdnAdd = {
    .name = "ofac-csv-sdn-add",
    .title = "OFAC SDN list, legacy CSV, addresses (add.csv)",
    .dataset = "us_ofac_sdn",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_addresses,
    .read = read_addresses,
    .whole_list = true,
};
const Format kOfacCsvCons = {
    .name = "ofac-csv-cons",
    .title = "OFAC non-SDN lists, legacy CSV, names (cons_prim.csv)",
    .dataset = "us_ofac_cons",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_consolidated,
    .read = read_primary,
    .whole_list = true,
};
const Format kOfacCsvConsAlt = {
    .name = "ofac-csv-cons-alt",
    .title = "OFAC non-SDN lists, legacy CSV, aliases (cons_alt.csv)",
    .dataset = "us_ofac_cons",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_consolidated_aliases,
    .read = read_aliases,
    .whole_list = true,
};
const Format kOfacCsvConsAdd = {
    .name = "ofac-csv-cons-add",
    .title = "OFAC non-SDN lists, legacy CSV, addresses (cons_add.csv)",
    .dataset = "us_ofac_cons",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_consolidated_addresses,
    .read = read_addresses,
    .whole_list = true,
};
const Format kOfacCsvComments = {
    .name = "ofac-csv-comments",
    .title = "OFAC lists, legacy CSV, the rest of long remarks (sdn_comments.csv)",
    .dataset = "us_ofac_sdn",
    .prefix = "ofac-",
    .publisher = kPublisher,
    .recognise = recognise_comments,
    .read = read_comments,
    .dataset_of_siblings = true,
};

}  // namespace clew::read
