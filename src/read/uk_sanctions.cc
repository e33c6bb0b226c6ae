// The lists of the United Kingdom in the forms they are or were published in; see uk_entries.h.
//
//   UK-Sanctions-List.xml   <Designations><DateGenerated>10/06/2026</DateGenerated><Designation>...
//   UK-Sanctions-List.csv   Report Date: 13-Feb-2026
//                           Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,...
//   ConList.xml             <ArrayOfFinancialSanctionsTarget><FinancialSanctionsTarget>...
//   ConList.csv             Last Updated,28/01/2026
//                           Name 6,Name 1,...,Group Type,Alias Type,...,Group ID
//
// and OFSI's list with one row for each entry, as some pass it on: Full Name,DOB,...,Group ID.
#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

#include "read/csv.h"
#include "read/dates.h"
#include "read/format.h"
#include "read/text.h"
#include "read/uk_entries.h"
#include "read/xml.h"

namespace clew::read {
namespace {

using Cells = std::span<const std::string_view>;

// The columns of a CSV form: which cell each is, in the order of the file.
struct Columns {
  std::vector<std::string> names;
  std::vector<UkCell> cells;
  std::vector<std::string> twice;

  bool has(UkCell cell) const { return std::ranges::find(cells, cell) != cells.end(); }
};

Columns columns_of(Cells header) {
  const CsvHeader read(header);
  Columns columns{read.names(), {}, {}};
  for (const std::string& name : columns.names) {
    const UkCell cell = uk_cell(name);
    const bool again = cell != UkCell::count && columns.has(cell);
    if (again) columns.twice.push_back(name);
    columns.cells.push_back(again ? UkCell::count : cell);
  }
  return columns;
}

// nullptr where these are not the columns of a list of the United Kingdom. "Name 6" is in no other list.
const UkList* list_of(const Columns& columns) {
  const bool named = columns.has(UkCell::name6) || columns.has(UkCell::full_name);
  if (!named || !columns.has(UkCell::kind)) return nullptr;
  if (columns.has(UkCell::reference)) return columns.has(UkCell::name6) ? &kUkFcdo : nullptr;
  return columns.has(UkCell::ofsi_group) ? &kUkOfsi : nullptr;
}

// "2026-02-13" of a first line "Report Date: 13-Feb-2026" or "Last Updated,28/01/2026".
std::optional<std::string> date_of_list(Cells cells) {
  const std::string_view first = trim(cells[0]);
  constexpr std::string_view kReport = "Report Date:";
  if (first.starts_with(kReport)) return iso_date(trim(first.substr(kReport.size())));
  if (first == "Last Updated" && cells.size() > 1) return iso_date(trim(cells[1]));
  return {};
}

constexpr int kLinesBeforeHeader = 3;

// Reads up to the header. Nothing where none is found, which is no error: then it is another format.
base::Result<std::optional<Columns>> find_header(CsvReader& rows, std::string& date) {
  CsvRow row;
  for (int line = 0; line <= kLinesBeforeHeader; ++line) {
    CLEW_TRY_ASSIGN(const bool more, rows.next(row));
    if (!more) break;
    Columns columns = columns_of(row.cells);
    if (list_of(columns) != nullptr) return columns;
    if (const auto day = date_of_list(row.cells)) date = *day;
  }
  return std::optional<Columns>();
}

const UkList* recognised_csv(std::string_view head, bool& flat) {
  const auto stream = memory_stream(head);
  CsvReader rows(*stream, 0);
  std::string date;
  const auto columns = find_header(rows, date);
  if (!columns || !*columns) return nullptr;
  flat = (*columns)->has(UkCell::full_name);
  return list_of(**columns);
}

int recognise_fcdo_csv(std::string_view head) {
  bool flat = false;
  return recognised_csv(head, flat) == &kUkFcdo ? 95 : 0;
}
int recognise_ofsi_csv(std::string_view head) {
  bool flat = false;
  return recognised_csv(head, flat) == &kUkOfsi && !flat ? 95 : 0;
}
int recognise_ofsi_flat(std::string_view head) {
  bool flat = false;
  return recognised_csv(head, flat) == &kUkOfsi && flat ? 90 : 0;
}

// Turns rows of cells into rows of what they mean.
class CsvEntries {
 public:
  CsvEntries(Sink& sink, const Columns& columns, const ReadOptions& options)
      : sink_(sink),
        columns_(columns),
        options_(options),
        entries_(sink, *list_of(columns)),
        converted_(columns.names.size()) {}

  void add(const CsvRow& csv) {
    if (csv.damaged || csv.cells.size() != columns_.names.size()) {
      sink_.issue("malformed-row",
                  std::to_string(columns_.names.size()) + " cells were due and here are " +
                      std::to_string(csv.cells.size()) + "; the row is read as far as it goes",
                  csv.record);
    }
    UkRow row;
    const size_t size = std::min(csv.cells.size(), columns_.names.size());
    for (size_t i = 0; i < size; ++i) {
      if (columns_.cells[i] != UkCell::count) row[columns_.cells[i]] = {text(csv, i), columns_.names[i]};
    }
    if (!entries_.begin(row, csv.record)) return;
    entries_.add_row(row);
    for (size_t i = 0; i < size; ++i) {
      if (columns_.cells[i] == UkCell::count) entries_.not_mapped(columns_.names[i], text(csv, i));
    }
  }

 private:
  std::string_view text(const CsvRow& csv, size_t column) {
    return clean_utf8(csv.cells[column], options_.encoding, converted_[column]);
  }

  Sink& sink_;
  const Columns& columns_;
  const ReadOptions& options_;
  UkEntries entries_;
  std::vector<std::string> converted_;
};

base::Result<void> read_csv(Stream& stream, Sink& sink, const ReadOptions& options) {
  CsvReader rows(stream, options.part);
  std::string date;
  CLEW_TRY_ASSIGN(const std::optional<Columns> columns, find_header(rows, date));
  if (!columns) {
    return base::fail(base::ErrorKind::format,
                      "no header of a list of the United Kingdom in the first lines");
  }
  DatasetNote note;
  note.published_on = date;
  sink.note(note);
  for (const std::string& name : columns->twice) {
    sink.issue("duplicate-column", "the column \"" + name + "\" stands twice; the first is read",
               {options.part, 0, 0, 0});
  }
  CsvEntries entries(sink, *columns, options);
  CsvRow row;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, rows.next(row));
    if (!more) return {};
    entries.add(row);
  }
}

// An element as rows: its children that hold text alone are the cells of one row; a name that comes again
// begins the next row.
class XmlEntries {
 public:
  XmlEntries(Sink& sink, const UkList& list) : sink_(sink), entries_(sink, list) {}

  void add(const XmlNode& entry, const model::Record& record) {
    if (entry.repaired) {
      sink_.issue("bad-encoding", "bytes that are no text were replaced in this entry", record);
    }
    UkRow key;
    find_key(entry, key);
    if (entries_.begin(key, record)) add_rows(entry, "");
  }

 private:
  // The id and the kind are needed first and may stand anywhere in the entry.
  static void find_key(const XmlNode& node, UkRow& key) {
    for (const XmlNode& child : node.children) {
      const UkCell cell = uk_cell(child.name);
      if (cell == UkCell::reference || cell == UkCell::ofsi_group || cell == UkCell::kind) {
        if (key.text(cell).empty()) key[cell] = {child.text, child.name};
      }
    }
  }

  void add_rows(const XmlNode& node, const std::string& path) {
    UkRow row;
    bool any = false;
    for (const XmlNode& child : node.children) {
      if (!child.children.empty()) {
        if (!trim(child.text).empty()) entries_.not_mapped(child.name, child.text);
        add_rows(child, path + std::string(child.name) + "/");
        continue;
      }
      if (trim(child.text).empty()) continue;
      const UkCell cell = uk_cell(child.name);
      if (cell == UkCell::count) {
        add_unknown(node, child, path);
        continue;
      }
      if (!row.text(cell).empty()) {
        entries_.add_row(row);
        row = {};
      }
      row[cell] = {child.text, child.name};
      any = true;
    }
    if (any) entries_.add_row(row);
  }

  // <SanctionsImposedIndicators><AssetFreeze>true</AssetFreeze>: the measures once more, one by one.
  void add_unknown(const XmlNode& node, const XmlNode& child, const std::string& path) {
    if (node.name == "SanctionsImposedIndicators" && child.text == "true") {
      UkRow row;
      row[UkCell::imposed] = {child.name, node.name};
      entries_.add_row(row);
    } else {
      entries_.not_mapped(path + std::string(child.name), child.text);
    }
  }

  Sink& sink_;
  UkEntries entries_;
};

base::Result<void> read_entries(Stream& stream, Sink& sink, const ReadOptions& options, const UkList& list,
                                std::string_view element) {
  constexpr std::string_view kGenerated = "DateGenerated";
  XmlEntries entries(sink, list);
  XmlHandlers handlers;
  handlers.on_record = [&](const XmlNode& node) {
    if (node.name == element) return entries.add(node, node.record(options.part));
    DatasetNote note;
    const std::string date = iso_date(node.text).value_or("");
    note.published_on = date;
    sink.note(note);
  };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    sink.issue("malformed-xml", std::string(what) + "; this stretch is not read",
               stretch.record(options.part));
  };
  return read_xml(stream, {element, kGenerated}, handlers);
}

base::Result<void> read_fcdo_xml(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_entries(stream, sink, options, kUkFcdo, "Designation");
}
base::Result<void> read_ofsi_xml(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_entries(stream, sink, options, kUkOfsi, "FinancialSanctionsTarget");
}

// Whether the first element is `root`.
bool has_root(std::string_view head, std::string_view root) {
  size_t at = head.find('<');
  while (at != std::string_view::npos && at + 1 < head.size() &&
         (head[at + 1] == '?' || head[at + 1] == '!')) {
    at = head.find('<', at + 1);
  }
  return at != std::string_view::npos && head.substr(at + 1).starts_with(root);
}

int recognise_fcdo_xml(std::string_view head) {
  return has_root(head, "Designations") && head.find("<Designation>") != std::string_view::npos ? 95 : 0;
}
int recognise_ofsi_xml(std::string_view head) {
  return has_root(head, "ArrayOfFinancialSanctionsTarget") ? 95 : 0;
}

constexpr std::string_view kFcdoDataset = "gb_fcdo_sanctions";
constexpr std::string_view kOfsiDataset = "gb_hmt_sanctions";

}  // namespace

extern const Format kUkXml, kUkCsv, kUkOfsiXml, kUkOfsiCsv, kUkOfsiFlat;

const Format kUkXml = {.name = "uk-xml",
                       .title = "UK Sanctions List, XML (UK-Sanctions-List.xml)",
                       .dataset = kFcdoDataset,
                       .prefix = kUkFcdo.prefix,
                       .publisher = kUkFcdo.authority,
                       .recognise = recognise_fcdo_xml,
                       .read = read_fcdo_xml};
const Format kUkCsv = {.name = "uk-csv",
                       .title = "UK Sanctions List, CSV (UK-Sanctions-List.csv)",
                       .dataset = kFcdoDataset,
                       .prefix = kUkFcdo.prefix,
                       .publisher = kUkFcdo.authority,
                       .recognise = recognise_fcdo_csv,
                       .read = read_csv};
const Format kUkOfsiXml = {.name = "uk-ofsi-xml",
                           .title = "OFSI consolidated list, XML (ConList.xml)",
                           .dataset = kOfsiDataset,
                           .prefix = kUkOfsi.prefix,
                           .publisher = kUkOfsi.authority,
                           .recognise = recognise_ofsi_xml,
                           .read = read_ofsi_xml};
const Format kUkOfsiCsv = {.name = "uk-ofsi-csv",
                           .title = "OFSI consolidated list, CSV (ConList.csv)",
                           .dataset = kOfsiDataset,
                           .prefix = kUkOfsi.prefix,
                           .publisher = kUkOfsi.authority,
                           .recognise = recognise_ofsi_csv,
                           .read = read_csv};
const Format kUkOfsiFlat = {.name = "uk-ofsi-flat",
                            .title = "OFSI consolidated list, one row for each entry",
                            .dataset = kOfsiDataset,
                            .prefix = kUkOfsi.prefix,
                            .publisher = kUkOfsi.authority,
                            .recognise = recognise_ofsi_flat,
                            .read = read_csv};

}  // namespace clew::read
