// FollowTheMoney statements, one value a row, as CSV with a header, as "pack" (CSV without one) and as JSON
// lines.
//
//   canonical_id entity_id prop prop_type schema value dataset origin lang original_value external
//   first_seen last_seen id                                                  pack: prop is "Person:birthDate"
//
// - The statement is kept for entity_id, the source's own entry. canonical_id, the entry that somebody merged
//   it into, is kept as a value of referents: it is a claim of the file, not a fact of the source.
// - A load has one dataset. A row of another one says so in its field, "dataset:NAME", and the first of a
//   second dataset is an issue; so that nobody takes all for one publisher's word. Rows marked external,
//   proposed by an enricher and not part of the dataset, have the field "external" beside.
// - When the row was first and last seen, its origin, id and type are counted as not mapped.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/hash.h"
#include "read/csv.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

struct FtmStatement {
  std::string_view canonical_id, entity_id, schema, prop, value, dataset, lang, original_value, external;
  std::string_view prop_type, origin, first_seen, last_seen, id;
};

// The columns by name, for CSV and JSON alike.
struct Column {
  std::string_view name;
  std::string_view FtmStatement::* member;
};
constexpr std::array kColumns = std::to_array<Column>({
    {"canonical_id", &FtmStatement::canonical_id},
    {"entity_id", &FtmStatement::entity_id},
    {"prop", &FtmStatement::prop},
    {"prop_type", &FtmStatement::prop_type},
    {"schema", &FtmStatement::schema},
    {"value", &FtmStatement::value},
    {"dataset", &FtmStatement::dataset},
    {"origin", &FtmStatement::origin},
    {"lang", &FtmStatement::lang},
    {"original_value", &FtmStatement::original_value},
    {"external", &FtmStatement::external},
    {"first_seen", &FtmStatement::first_seen},
    {"last_seen", &FtmStatement::last_seen},
    {"id", &FtmStatement::id},
});

// The order of a pack's columns; the second holds schema and property.
constexpr std::array kPackColumns = {
    &FtmStatement::entity_id,  &FtmStatement::prop,           &FtmStatement::value,  &FtmStatement::dataset,
    &FtmStatement::lang,       &FtmStatement::original_value, &FtmStatement::origin, &FtmStatement::external,
    &FtmStatement::first_seen, &FtmStatement::last_seen,      &FtmStatement::id,
};

constexpr std::array kNotMapped = std::to_array<Column>({
    {"prop_type", &FtmStatement::prop_type},
    {"origin", &FtmStatement::origin},
    {"first_seen", &FtmStatement::first_seen},
    {"last_seen", &FtmStatement::last_seen},
    {"id", &FtmStatement::id},
});

bool is_true(std::string_view word) {
  return word == "t" || word == "1" || equal_ignoring_case(word, "true");
}

// The property under which FollowTheMoney writes that an entity exists; its value may be a checksum.
constexpr std::string_view kBase = "id";

class StatementWriter {
 public:
  StatementWriter(Sink& sink, const ReadOptions& options) : sink_(sink), options_(options) {}

  void write(const FtmStatement& statement, const model::Record& record) {
    if (statement.entity_id.empty() || statement.schema.empty() || statement.prop.empty()) {
      return sink_.issue("malformed-statement", "a statement without entity_id, schema or prop is not read",
                         record);
    }
    watch_datasets(statement.dataset, record);
    const bool exists = statement.prop == kBase;
    add(statement, statement.prop, exists ? statement.entity_id : statement.value,
        statement.original_value == statement.value || exists ? std::string_view() : statement.original_value,
        record);
    if (exists && statement.value != statement.entity_id && !statement.value.empty()) {
      sink_.not_mapped("value", statement.value, record);
    }
    if (!statement.canonical_id.empty() && statement.canonical_id != statement.entity_id) {
      add_canonical(statement, record);
    }
    for (const Column& column : kNotMapped) {
      if (!(statement.*column.member).empty())
        sink_.not_mapped(column.name, statement.*column.member, record);
    }
  }

 private:
  void add(const FtmStatement& statement, std::string_view property, std::string_view value,
           std::string_view original, const model::Record& record) {
    sink_.add(statement.entity_id, slot_of(statement, property), value, original, record);
  }

  // It stands in each row of an entity, and rows of an entity stand together: said once for them.
  void add_canonical(const FtmStatement& statement, const model::Record& record) {
    if (last_entity_ == statement.entity_id && last_canonical_ == statement.canonical_id) return;
    last_entity_ = statement.entity_id;
    last_canonical_ = statement.canonical_id;
    add(statement, "referents", statement.canonical_id, {}, record);
  }

  SlotId slot_of(const FtmStatement& statement, std::string_view property) {
    uint64_t key = base::hash64(statement.schema);
    for (const std::string_view part : {property, statement.dataset, statement.lang, statement.external}) {
      key = base::hash64(part, key);
    }
    const auto [place, is_new] = slots_.try_emplace(key, SlotId{});
    if (is_new) place->second = new_slot(statement, property);
    return place->second;
  }

  SlotId new_slot(const FtmStatement& statement, std::string_view property) {
    std::string field(property == "referents" ? "canonical_id" : property == kBase ? "" : property);
    if (!statement.dataset.empty() && statement.dataset != options_.dataset) {
      field = fmt::format("{}{}dataset:{}", field, field.empty() ? "" : " ", statement.dataset);
    }
    if (is_true(statement.external)) field += field.empty() ? "external" : " external";
    return sink_.slot({statement.schema, property, field, statement.lang});
  }

  void watch_datasets(std::string_view dataset, const model::Record& record) {
    if (dataset.empty() || told_ || dataset == first_dataset_) return;
    if (first_dataset_.empty()) {
      first_dataset_ = dataset;
      return;
    }
    told_ = true;
    sink_.issue(
        "several-datasets",
        fmt::format("the file holds statements of several datasets, \"{}\" and \"{}\" among them; each keeps "
                    "the name of its dataset in its field",
                    first_dataset_, dataset),
        record);
  }

  Sink& sink_;
  const ReadOptions& options_;
  std::unordered_map<uint64_t, SlotId> slots_;
  std::string last_entity_, last_canonical_, first_dataset_;
  bool told_ = false;
};

// Cells as clean UTF-8.
class CleanCells {
 public:
  explicit CleanCells(const ReadOptions& options) : options_(options) {}

  std::span<const std::string_view> of(const CsvRow& row, Sink& sink) {
    cells_.assign(row.cells.begin(), row.cells.end());
    converted_.resize(std::max(converted_.size(), cells_.size()));
    bool changed = false;
    for (size_t i = 0; i < cells_.size(); ++i) {
      const std::string_view clean = clean_utf8(cells_[i], options_.encoding, converted_[i]);
      changed |= clean.data() != cells_[i].data();
      cells_[i] = clean;
    }
    if (changed) sink.issue("not-utf8", "bytes of the row are no UTF-8", row.record);
    return cells_;
  }

 private:
  const ReadOptions& options_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> converted_;
};

void malformed_row(const CsvRow& row, size_t columns, Sink& sink) {
  sink.issue("malformed-row",
             fmt::format("a row of {} columns was due, here are {}{}; it is not read", columns,
                         row.cells.size(), row.damaged ? " and a quote that never closes" : ""),
             row.record);
}

base::Result<void> read_csv(Stream& stream, Sink& sink, const ReadOptions& options) {
  CsvReader reader(stream, options.part);
  StatementWriter writer(sink, options);
  CleanCells clean(options);
  CsvRow row;
  CLEW_TRY_ASSIGN(bool found, reader.next(row));
  if (!found) return {};
  const CsvHeader header(row.cells);
  const size_t columns = row.cells.size();
  std::array<int, kColumns.size()> places;
  for (size_t i = 0; i < kColumns.size(); ++i) places[i] = header.find(kColumns[i].name);
  while (true) {
    CLEW_TRY_ASSIGN(found, reader.next(row));
    if (!found) return {};
    if (row.damaged || row.cells.size() != columns) {
      malformed_row(row, columns, sink);
      continue;
    }
    const auto cells = clean.of(row, sink);
    FtmStatement statement;
    for (size_t i = 0; i < kColumns.size(); ++i) {
      if (places[i] >= 0) statement.*kColumns[i].member = cells[static_cast<size_t>(places[i])];
    }
    for (size_t i = 0; i < columns; ++i) {
      const bool known = std::ranges::find(places, static_cast<int>(i)) != places.end();
      if (!known && !cells[i].empty()) sink.not_mapped(field_name(header.names()[i]), cells[i], row.record);
    }
    writer.write(statement, row.record);
  }
}

// "Person:birthDate" taken apart; false if it is not of that form.
bool split_property(FtmStatement& statement) {
  const size_t colon = statement.prop.find(':');
  if (colon == std::string_view::npos) return false;
  statement.schema = statement.prop.substr(0, colon);
  statement.prop.remove_prefix(colon + 1);
  return true;
}

base::Result<void> read_pack(Stream& stream, Sink& sink, const ReadOptions& options) {
  CsvReader reader(stream, options.part);
  StatementWriter writer(sink, options);
  CleanCells clean(options);
  CsvRow row;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, reader.next(row));
    if (!found) return {};
    FtmStatement statement;
    const bool whole = !row.damaged && row.cells.size() == kPackColumns.size();
    if (whole) {
      const auto cells = clean.of(row, sink);
      for (size_t i = 0; i < kPackColumns.size(); ++i) statement.*kPackColumns[i] = cells[i];
    }
    if (!whole || !split_property(statement)) {
      malformed_row(row, kPackColumns.size(), sink);
      continue;
    }
    writer.write(statement, row.record);
  }
}

base::Result<void> read_json(Stream& stream, Sink& sink, const ReadOptions& options) {
  JsonRecords records(stream, sink, options);
  StatementWriter writer(sink, options);
  dom::element value;
  model::Record record;
  std::array<std::string, kColumns.size()> buffers;
  std::string buffer;
  while (true) {
    CLEW_TRY_ASSIGN(const bool found, records.next(value, record));
    if (!found) return {};
    dom::object object;
    if (value.get(object) != simdjson::SUCCESS) {
      sink.issue("malformed-statement", "a statement is no JSON object; it is not read", record);
      continue;
    }
    FtmStatement statement;
    for (const auto [key, cell] : object) {
      const auto column = std::ranges::find(kColumns, key, &Column::name);
      if (column != kColumns.end()) {
        statement.*column->member = text_of(cell, buffers[static_cast<size_t>(column - kColumns.begin())]);
      } else if (const std::string_view text = text_of(cell, buffer); !text.empty()) {
        sink.not_mapped(field_name(key), text, record);
      }
    }
    writer.write(statement, record);
  }
}

// --- Which of them a file is ----------------------------------------------------------------------------

std::string_view first_line(std::string_view head) { return head.substr(0, head.find_first_of("\r\n")); }

// The cells of the first row, or none if it has more than one line.
std::vector<std::string> first_row(std::string_view head) {
  const std::string line(first_line(head));
  const auto stream = memory_stream(line);
  CsvReader reader(*stream, 0);
  CsvRow row;
  const auto found = reader.next(row);
  if (!found || !*found || row.damaged) return {};
  return {row.cells.begin(), row.cells.end()};
}

int recognise_csv(std::string_view head) {
  const std::vector<std::string> cells = first_row(head);
  const auto has = [&](std::string_view name) {
    return std::ranges::any_of(cells, [&](const std::string& cell) { return trim(cell) == name; });
  };
  return has("entity_id") && has("prop") && has("schema") && has("value") ? 90 : 0;
}

bool is_property_name(std::string_view cell) {
  const size_t colon = cell.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == cell.size()) return false;
  return cell[0] >= 'A' && cell[0] <= 'Z' && cell.find_first_of(" /:", colon + 1) == std::string_view::npos;
}

int recognise_pack(std::string_view head) {
  const std::vector<std::string> cells = first_row(head);
  return cells.size() == kPackColumns.size() && is_property_name(cells[1]) ? 85 : 0;
}

int recognise_json(std::string_view head) {
  return has_json_key(head, "entity_id") && has_json_key(head, "prop") && has_json_key(head, "value") ? 90
                                                                                                      : 0;
}

}  // namespace

extern const Format kFtmStatementsCsv, kFtmStatementsPack, kFtmStatementsJson;

const Format kFtmStatementsCsv = {
    .name = "ftm-statements-csv",
    .title = "FollowTheMoney statements, CSV (statements.csv)",
    .dataset = "",
    .prefix = "",
    .publisher = "",
    .recognise = recognise_csv,
    .read = read_csv,
};
const Format kFtmStatementsPack = {
    .name = "ftm-statements-pack",
    .title = "FollowTheMoney statements, CSV without a header (statements.pack)",
    .dataset = "",
    .prefix = "",
    .publisher = "",
    .recognise = recognise_pack,
    .read = read_pack,
};
const Format kFtmStatementsJson = {
    .name = "ftm-statements-json",
    .title = "FollowTheMoney statements, JSON lines (statements.json)",
    .dataset = "",
    .prefix = "",
    .publisher = "",
    .recognise = recognise_json,
    .read = read_json,
};

}  // namespace clew::read
