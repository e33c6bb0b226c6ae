#include "cli/customers.h"

#include <fmt/core.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/hash.h"
#include "clean/tokens.h"
#include "cli/payment_rows.h"
#include "cli/terminal.h"
#include "model/schema.h"
#include "read/csv.h"
#include "read/dates.h"
#include "read/json_records.h"
#include "read/lines.h"
#include "read/text.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

class StandardInput : public read::Stream {
 public:
  Result<size_t> read(char* to, size_t size) override { return std::fread(to, 1, size, stdin); }
};

std::string schema_meant(std::string_view word, std::string_view otherwise) {
  const std::string text(word);
  if (model::find_schema(text) != nullptr) return text;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kWords = {{
      {"person", "Person"},
      {"individual", "Person"},
      {"natural", "Person"},
      {"company", "Company"},
      {"corporate", "Company"},
      {"business", "Company"},
      {"legal", "LegalEntity"},
      {"entity", "LegalEntity"},
      {"organization", "Organization"},
      {"organisation", "Organization"},
      {"vessel", "Vessel"},
      {"ship", "Vessel"},
  }};
  const auto words = clean::tokens(word);
  for (const auto& [said, schema] : kWords) {
    if (!words.empty() && words.front() == said) return std::string(schema);
  }
  return std::string(otherwise);
}

// A longer name has more parts than are compared, or words that nobody bears.
constexpr size_t kNameBytesWhole = 500;
bool is_name(std::string_view property) { return property == "name" || property == "alias"; }

// A cell of a table, which may hold several names.
void add_cell(CustomerRow& row, const std::string& property, std::string text) {
  if (!is_name(property)) {
    row.fields.push_back({property, std::move(text)});
    return;
  }
  for (const std::string_view name : match::names_in(text)) {
    if (!read::trim(name).empty()) row.fields.push_back({property, std::string(read::trim(name))});
  }
}

std::string name_of_parts(const std::vector<Field>& fields) {
  std::string name;
  constexpr std::string_view kParts[] = {"firstName", "middleName", "lastName"};
  for (const std::string_view part : kParts) {
    for (const Field& field : fields) {
      if (field.property == part && !field.value.empty()) name += (name.empty() ? "" : " ") + field.value;
    }
  }
  return name;
}

void take_value(CustomerRow& row, std::string_view property, const simdjson::dom::element& value) {
  if (simdjson::dom::array array; value.get(array) == simdjson::SUCCESS) {
    for (const simdjson::dom::element one : array) take_value(row, property, one);
    return;
  }
  std::string buffer;
  const std::string_view text = read::text_of(value, buffer);
  if (!text.empty()) row.fields.push_back({std::string(property), std::string(text)});
}

void take_object(CustomerRow& row, const simdjson::dom::object& object) {
  for (const auto& [key, value] : object) {
    if (simdjson::dom::object inner; value.get(inner) == simdjson::SUCCESS) {
      if (key != "properties") continue;
      for (const auto& [property, one] : inner) take_value(row, property, one);
    } else if (const std::string_view property = property_of_heading(key); !property.empty()) {
      take_value(row, property, value);
    } else if (model::find_schema("Person")->property(key) != nullptr) {
      take_value(row, key, value);
    }
  }
}

}  // namespace

Result<std::unique_ptr<read::Stream>> open_customers(const std::string& path, read::OnProgress on_progress) {
  if (path == "-") return std::unique_ptr<read::Stream>(std::make_unique<StandardInput>());
  CLEW_TRY_ASSIGN(const auto inputs, read::find_inputs(path));
  if (inputs.size() != 1)
    return fail(ErrorKind::usage, fmt::format("{} holds {} files; name one", path, inputs.size()));
  return read::open_input(inputs.front(), {}, std::move(on_progress));
}

char separator_of(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  char best = ',';
  for (const char candidate : {',', ';', '\t', '|'}) {
    if (std::count(line.begin(), line.end(), candidate) > std::count(line.begin(), line.end(), best))
      best = candidate;
  }
  return best;
}

std::string_view CustomerRow::id() const {
  for (const Field& one : fields) {
    if (one.property == "id") return one.value;
  }
  return {};
}

std::string CustomerRow::record_hash() const {
  std::vector<std::string> stated;
  for (const Field& one : fields) {
    if (!one.value.empty()) stated.push_back(fmt::format("{}\t{}\n", one.property, one.value));
  }
  std::sort(stated.begin(), stated.end());
  std::string text;
  for (const std::string& words : stated) text += words;
  return base::hex(base::sha256(text));
}

Customer customer_of(const clean::Tables& tables, std::string_view schema, const CustomerRow& row) {
  Customer customer;
  match::Subject& subject = customer.subject;
  subject.schema = schema;
  for (const Field& field : row.fields) {
    if (field.property == "id") subject.id = field.value;
    if (field.property == "schema") subject.schema = schema_meant(field.value, schema);
  }
  subject.kind = match::kind_of_schema(subject.schema);
  for (const Field& field : row.fields) {
    if (field.property == "id" || field.property == "schema" || field.value.empty()) continue;
    if (field.value.size() > kNameBytesWhole && is_name(field.property))
      customer.passed_over.push_back(fmt::format("the end of a name of {} bytes: {} parts are compared",
                                                 field.value.size(), clean::kPartsMax));
    const bool is_part =
        field.property == "firstName" || field.property == "middleName" || field.property == "lastName";
    if (!is_part && !add_field(tables, subject, field.property, field.value))
      customer.passed_over.push_back(fmt::format("{} \"{}\"", field.property, fit(field.value, 40)));
  }
  if (subject.names.empty()) add_field(tables, subject, "name", name_of_parts(row.fields));
  const bool names_titles_alone =
      !subject.names.empty() && std::all_of(subject.names.begin(), subject.names.end(),
                                            [](const auto& one) { return one.name.is_titles_alone; });
  if (!names_titles_alone || !subject.identifiers.empty())
    std::erase_if(subject.names, [](const match::SubjectName& one) { return one.name.is_titles_alone; });
  if (!row.problem.empty()) {
    customer.problem = row.problem;
  } else if (names_titles_alone && subject.identifiers.empty()) {
    customer.problem = "the name is nothing but titles";
  } else if (subject.names.empty() && subject.identifiers.empty()) {
    customer.problem = "neither a name nor an identifier";
  }
  return customer;
}

class CustomerReader::Rows {
 public:
  virtual ~Rows() = default;
  virtual Result<bool> next(CustomerRow& row) = 0;
};

class CustomerReader::CsvRows : public Rows {
 public:
  CsvRows(read::Stream& stream, char separator, std::string encoding)
      : reader_(stream, 0, {.separator = separator}), encoding_(std::move(encoding)) {}

  Result<std::string> read_heading(const std::vector<std::string>& maps) {
    CLEW_TRY_ASSIGN(const bool has_heading, reader_.next(csv_));
    if (!has_heading) return fail(ErrorKind::format, "the file is empty");
    std::vector<std::string> headings;
    const read::CsvHeader header(csv_.cells);
    bool guessed = false;
    for (const std::string& name : header.names()) headings.push_back(cell_text(name, encoding_, guessed));
    CLEW_TRY_ASSIGN(columns_, columns_of(headings, maps));
    return columns_.told(headings);
  }

  Result<bool> next(CustomerRow& row) override {
    CLEW_TRY_ASSIGN(const bool has_row, reader_.next(csv_));
    if (!has_row) return false;
    row.line = csv_.record.line;
    if (csv_.damaged) row.problem = "a quote that never closes";
    for (size_t i = 0; i < std::min(columns_.properties.size(), csv_.cells.size()); ++i) {
      const std::string_view value = read::trim(csv_.cells[i]);
      if (!columns_.properties[i].empty() && !value.empty())
        add_cell(row, columns_.properties[i], cell_text(value, encoding_, row.is_read_as_guessed));
    }
    return true;
  }

 private:
  read::CsvReader reader_;
  std::string encoding_;
  read::CsvRow csv_;
  Columns columns_;
};

class CustomerReader::JsonRows : public Rows {
 public:
  explicit JsonRows(read::Stream& stream) : reader_(stream, 0) {}

  Result<bool> next(CustomerRow& row) override {
    do {
      CLEW_TRY_ASSIGN(const bool has_line, reader_.next(line_));
      if (!has_line) return false;
    } while (line_.text.find_first_not_of(" \t\r") == line_.text.npos);
    const uint64_t number = row.row;
    row = line_.too_long ? CustomerRow{.fields = {}, .problem = "the line is longer than 64 MiB", .field = {}}
                         : row_of_json(line_.text);
    row.row = number;
    row.line = line_.record.line;
    return true;
  }

 private:
  read::LineReader reader_;
  read::Line line_;
};

class CustomerReader::PaymentRows : public Rows {
 public:
  explicit PaymentRows(read::Stream& stream) : state_(read_payment_rows(stream, rows_)) {}

  Result<bool> next(CustomerRow& row) override {
    if (next_ == rows_.size()) {
      CLEW_TRY(state_);
      return false;
    }
    const uint64_t number = row.row;
    row = std::move(rows_[next_++]);
    row.row = number;
    return true;
  }

 private:
  std::vector<CustomerRow> rows_;
  Result<void> state_;
  size_t next_ = 0;
};

CustomerReader::CustomerReader() = default;
CustomerReader::CustomerReader(CustomerReader&&) noexcept = default;
CustomerReader& CustomerReader::operator=(CustomerReader&&) noexcept = default;
CustomerReader::~CustomerReader() = default;

Result<CustomerReader> CustomerReader::open(const std::string& path, std::vector<std::string> maps,
                                            read::OnProgress on_progress, std::string encoding) {
  CLEW_TRY(check_encoding(encoding));
  CLEW_TRY_ASSIGN(auto stream, open_customers(path, std::move(on_progress)));
  return of(std::move(stream), path, maps, std::move(encoding));
}

Result<CustomerReader> CustomerReader::of(std::unique_ptr<read::Stream> stream, const std::string& path,
                                          const std::vector<std::string>& maps, std::string encoding) {
  CustomerReader reader;
  reader.path_ = path;
  reader.stream_ = std::make_unique<read::Peeked>(std::move(stream));
  const std::string_view head = reader.stream_->head();
  const size_t begin = head.find_first_not_of(" \t\r\n");
  const bool has_heading = begin == head.npos || (head[begin] != '<' && head[begin] != '{');
  if (!encoding.empty() && !has_heading)
    return fail(ErrorKind::usage,
                fmt::format("--encoding is for files with a heading: {} says its own", path));
  if (begin != head.npos && head[begin] == '<') {
    reader.rows_ = std::make_unique<PaymentRows>(*reader.stream_);
    return reader;
  }
  if (begin != head.npos && head[begin] == '{') {
    if (!maps.empty()) return fail(ErrorKind::usage, "--map is for files with a heading, and this is JSON");
    reader.rows_ = std::make_unique<JsonRows>(*reader.stream_);
    return reader;
  }
  auto rows = std::make_unique<CsvRows>(*reader.stream_, separator_of(head), std::move(encoding));
  auto told = rows->read_heading(maps);
  if (!told) return fail(told.error().kind, fmt::format("{}: {}", path, told.error().message));
  reader.columns_told_ = std::move(*told);
  reader.rows_ = std::move(rows);
  return reader;
}

Result<bool> CustomerReader::next(CustomerRow& row) {
  row = {.row = row_ + 1, .fields = {}, .problem = {}, .field = {}};
  auto has_row = rows_->next(row);
  if (!has_row) return fail(has_row.error().kind, fmt::format("{}: {}", path_, has_row.error().message));
  if (*has_row) ++row_;
  return has_row;
}

Result<void> check_encoding(const std::string& encoding) {
  if (encoding.empty()) return {};
  constexpr std::string_view kPlain = "name;1,\"\n";
  const auto text = read::to_utf8(kPlain, encoding);
  if (!text) {
    return fail(ErrorKind::usage,
                fmt::format("--encoding {}: {}; write windows-1251, koi8-r, iso-8859-5 or another",
                            fit(encoding, 40), text.error().message));
  }
  if (*text == kPlain) return {};
  return fail(
      ErrorKind::usage,
      fmt::format("--encoding {} has no commas and line ends as plain text has them; make the file UTF-8 "
                  "first",
                  fit(encoding, 40)));
}

std::string cell_text(std::string_view bytes, const std::string& encoding, bool& guessed) {
  if (!encoding.empty()) {
    auto text = read::to_utf8(bytes, encoding);
    if (text) return std::move(*text);
  }
  if (!read::is_clean_utf8(bytes)) guessed = true;
  std::string converted;
  return std::string(read::clean_utf8(bytes, {}, converted));
}

std::string guessed_words(uint64_t rows) {
  return fmt::format(
      "{} {} no UTF-8 and {} read as windows-1252; if that is not what {} written in, say it with "
      "--encoding, as windows-1251 or koi8-r",
      counted(rows, "row"), rows == 1 ? "is" : "are", rows == 1 ? "was" : "were",
      rows == 1 ? "it is" : "they are");
}

CustomerRow row_of_json(std::string_view text) {
  CustomerRow row;
  thread_local simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (const auto error = parser.parse(text.data(), text.size()).get(element); error != simdjson::SUCCESS) {
    row.problem = fmt::format("no JSON: {}", simdjson::error_message(error));
  } else if (simdjson::dom::object object; element.get(object) != simdjson::SUCCESS) {
    row.problem = "no JSON object";
  } else {
    take_object(row, object);
  }
  return row;
}

bool add_field(const clean::Tables& tables, match::Subject& subject, std::string_view property,
               std::string_view value) {
  if (property == "birthDate") {
    const auto date = read::iso_date(value);
    if (date) match::add_value(tables, subject, property, *date);
    return date.has_value();
  }
  if (property == "gender") {
    const auto words = clean::tokens(value);
    const std::string first = words.empty() ? "" : words.front();
    const bool is_male = first == "m" || first == "male";
    const bool is_female = first == "f" || first == "female" || first == "w";
    if (is_male || is_female) match::add_value(tables, subject, property, is_male ? "male" : "female");
    return is_male || is_female;
  }
  match::add_value(tables, subject, property, value);
  // A country of another name is compared as it is written: it can be equal, and contradicts nobody.
  return !match::is_country(property) || clean::country_code(tables, value).has_value();
}

}  // namespace clew::cli
