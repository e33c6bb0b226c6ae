#include "read/field_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

// The cells of a row as UTF-8; the converted ones are kept in `texts`.
bool clean_cells(const CsvRow& row, std::string_view encoding, std::vector<std::string>& texts,
                 std::vector<std::string_view>& cells) {
  bool changed = false;
  texts.resize(row.cells.size());
  cells.assign(row.cells.begin(), row.cells.end());
  for (size_t i = 0; i < cells.size(); ++i) {
    cells[i] = clean_utf8(row.cells[i], encoding, texts[i]);
    changed = changed || cells[i].data() != row.cells[i].data();
  }
  return changed;
}

// Cells behind the last column that hold nothing are of no harm.
bool fits(const CsvRow& row, size_t columns) {
  if (row.damaged || row.cells.size() < columns) return false;
  return std::ranges::all_of(row.cells.subspan(columns),
                             [](std::string_view cell) { return trim(cell).empty(); });
}

}  // namespace

bool has_columns(std::string_view head, std::initializer_list<std::string_view> columns, size_t above,
                 char separator) {
  const auto stream = memory_stream(head);
  CsvReader rows(*stream, 0, {.separator = separator});
  CsvRow row;
  for (size_t line = 0; line <= above; ++line) {
    const auto found = rows.next(row);
    if (!found || !*found || row.damaged) return false;
  }
  const CsvHeader header(row.cells);
  return std::ranges::all_of(columns, [&](std::string_view name) { return header.find(name) >= 0; });
}

base::Result<void> read_field_rows(
    Stream& stream, Sink& sink, const ReadOptions& options, const FieldRowsOptions& shape,
    const std::function<void(const FieldNode&, const model::Record&)>& on_row) {
  CsvReader rows(stream, options.part, {.separator = shape.separator});
  CsvRow row;
  for (size_t line = 0; line <= shape.lines_above; ++line) {
    CLEW_TRY_ASSIGN(const bool has_header, rows.next(row));
    if (!has_header) return {};
  }
  std::vector<std::string> texts;
  std::vector<std::string_view> cells;
  clean_cells(row, options.encoding, texts, cells);
  const CsvHeader header(cells);
  const size_t columns = header.names().size();
  FieldPaths paths;
  while (true) {
    CLEW_TRY_ASSIGN(const bool more, rows.next(row));
    if (!more) return {};
    if (!fits(row, columns)) {
      sink.issue(
          "malformed-row",
          fmt::format("{} cells were due and here are {}; the row is not read", columns, row.cells.size()),
          row.record);
      continue;
    }
    if (clean_cells(row, options.encoding, texts, cells)) {
      sink.issue("bad-encoding", "the row is not UTF-8; it was read in another encoding", row.record);
    }
    on_row(field_tree(header.names(), cells, shape.dotted, paths), row.record);
  }
}

base::Result<void> read_field_items(
    Stream& stream, Sink& sink, const ReadOptions& options,
    const std::function<void(const FieldNode&, const model::Record&)>& on_item) {
  FieldPaths paths;
  return read_json_records(stream, sink, options,
                           [&](const simdjson::dom::element& value, const model::Record& record) {
                             on_item(field_tree(value, paths), record);
                           });
}

}  // namespace clew::read
