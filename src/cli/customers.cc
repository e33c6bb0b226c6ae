#include "cli/customers.h"

#include <fmt/core.h>
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "clean/tokens.h"
#include "model/schema.h"
#include "read/csv.h"
#include "read/dates.h"
#include "read/json_records.h"
#include "read/lines.h"
#include "read/stream.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr size_t kProblemsMax = 100;

class StandardInput : public read::Stream {
 public:
  Result<size_t> read(char* to, size_t size) override { return std::fread(to, 1, size, stdin); }
};

struct Guess {
  std::string_view heading;
  std::string_view property;
};
// Headings in the words of tokens(), without blanks.
constexpr Guess kGuesses[] = {
    {"fullname", "name"},
    {"name", "name"},
    {"customername", "name"},
    {"customer", "name"},
    {"caption", "name"},
    {"names", "name"},
    {"companyname", "name"},
    {"alias", "alias"},
    {"aliases", "alias"},
    {"firstname", "firstName"},
    {"givenname", "firstName"},
    {"middlename", "middleName"},
    {"lastname", "lastName"},
    {"surname", "lastName"},
    {"familyname", "lastName"},
    {"dateofbirth", "birthDate"},
    {"birthdate", "birthDate"},
    {"dob", "birthDate"},
    {"born", "birthDate"},
    {"birthday", "birthDate"},
    {"nationality", "nationality"},
    {"country", "country"},
    {"citizenship", "nationality"},
    {"gender", "gender"},
    {"sex", "gender"},
    {"address", "address"},
    {"passport", "passportNumber"},
    {"passportnumber", "passportNumber"},
    {"idnumber", "idNumber"},
    {"taxnumber", "taxNumber"},
    {"inn", "innCode"},
    {"inncode", "innCode"},
    {"ogrn", "ogrnCode"},
    {"lei", "leiCode"},
    {"leicode", "leiCode"},
    {"imo", "imoNumber"},
    {"imonumber", "imoNumber"},
    {"registrationnumber", "registrationNumber"},
    {"id", "id"},
    {"customerid", "id"},
    {"schema", "schema"},
    {"type", "schema"},
    {"kind", "schema"},
};

std::string_view guess(std::string_view heading) {
  std::string plain;
  for (const std::string& word : clean::tokens(heading)) plain += word;
  for (const Guess& one : kGuesses) {
    if (one.heading == plain) return one.property;
  }
  return {};
}

struct Field {
  std::string_view property;
  std::string_view value;
};

std::string schema_meant(std::string_view word, std::string_view otherwise) {
  const std::string text(word);
  if (model::find_schema(text) != nullptr) return text;
  for (const auto& [said, schema] : {std::pair{"person", "Person"},
                                     {"individual", "Person"},
                                     {"company", "Company"},
                                     {"entity", "LegalEntity"},
                                     {"organization", "Organization"},
                                     {"vessel", "Vessel"}}) {
    const auto words = clean::tokens(word);
    if (!words.empty() && words.front() == said) return schema;
  }
  return std::string(otherwise);
}

std::string name_of_parts(const std::vector<Field>& fields) {
  std::string name;
  for (const std::string_view part : {"firstName", "middleName", "lastName"}) {
    for (const Field& field : fields) {
      if (field.property == part && !field.value.empty())
        name += (name.empty() ? "" : " ") + std::string(field.value);
    }
  }
  return name;
}

Customer customer_of(const clean::Tables& tables, std::string_view schema, uint64_t line,
                     const std::vector<Field>& fields) {
  Customer customer;
  customer.line = line;
  customer.subject.schema = schema;
  for (const Field& field : fields) {
    if (field.property == "id") customer.id = field.value;
    if (field.property == "schema") customer.subject.schema = schema_meant(field.value, schema);
  }
  customer.subject.kind = match::kind_of_schema(customer.subject.schema);
  for (const Field& field : fields) {
    if (field.property != "id" && field.property != "schema")
      add_field(tables, customer.subject, field.property, field.value);
  }
  if (customer.subject.names.empty()) add_field(tables, customer.subject, "name", name_of_parts(fields));
  return customer;
}

class Reader {
 public:
  Reader(const clean::Tables& tables, std::string_view schema,
         const std::function<bool(const Customer&)>& on_customer)
      : tables_(tables), schema_(schema), on_customer_(on_customer) {}

  Result<CustomersRead> csv(read::Stream& stream) {
    read::CsvReader reader(stream, 0);
    read::CsvRow row;
    CLEW_TRY_ASSIGN(const bool has_heading, reader.next(row));
    if (!has_heading) return std::move(done_);
    const read::CsvHeader header(row.cells);
    std::vector<std::string_view> properties;
    for (const std::string& heading : header.names()) {
      properties.push_back(guess(heading));
      if (properties.back().empty()) {
        done_.columns_unused.push_back(heading);
      } else {
        done_.columns_used.push_back(fmt::format("{}: {}", heading, properties.back()));
      }
    }
    if (!names_somebody(properties)) {
      return fail(
          ErrorKind::format,
          "no column of the file says a name; call one of them name, full_name, or first_name and last_name");
    }
    while (true) {
      CLEW_TRY_ASSIGN(const bool has_row, reader.next(row));
      if (!has_row) return std::move(done_);
      if (row.damaged) note(row.record.line, "a quote that never closes");
      fields_.clear();
      for (size_t i = 0; i < std::min(properties.size(), row.cells.size()); ++i) {
        if (!properties[i].empty()) fields_.push_back({properties[i], row.cells[i]});
      }
      if (!give(row.record.line)) return std::move(done_);
    }
  }

  Result<CustomersRead> json_lines(read::Stream& stream) {
    read::LineReader reader(stream, 0);
    read::Line line;
    simdjson::dom::parser parser;
    while (true) {
      CLEW_TRY_ASSIGN(const bool has_line, reader.next(line));
      if (!has_line) return std::move(done_);
      if (line.text.find_first_not_of(" \t\r") == line.text.npos) continue;
      simdjson::dom::object object;
      if (line.too_long ||
          parser.parse(line.text.data(), line.text.size()).get(object) != simdjson::SUCCESS) {
        ++done_.rows_passed_over;
        note(line.record.line, "no JSON object");
        continue;
      }
      fields_.clear();
      held_.clear();
      take_object(object);
      if (!give(line.record.line)) return std::move(done_);
    }
  }

 private:
  static bool names_somebody(const std::vector<std::string_view>& properties) {
    return std::any_of(properties.begin(), properties.end(), [](std::string_view property) {
      return property == "name" || property == "lastName" || property == "alias";
    });
  }

  void note(uint64_t line, std::string_view what) {
    if (done_.problems.size() < kProblemsMax)
      done_.problems.push_back(fmt::format("line {}: {}", line, what));
  }

  bool give(uint64_t line) {
    ++done_.rows;
    const Customer customer = customer_of(tables_, schema_, line, fields_);
    if (customer.subject.names.empty() && customer.subject.identifiers.empty()) {
      ++done_.rows_passed_over;
      note(line, "neither a name nor an identifier");
    }
    return on_customer_(customer);
  }

  // Keys as headings; a FollowTheMoney entity's properties by their own names.
  void take_object(const simdjson::dom::object& object) {
    for (const auto& [key, value] : object) {
      if (simdjson::dom::object inner; value.get(inner) == simdjson::SUCCESS) {
        if (key == "properties") take_properties(inner);
      } else if (const std::string_view property = guess(key); !property.empty()) {
        take_value(property, value);
      }
    }
  }
  void take_properties(const simdjson::dom::object& properties) {
    for (const auto& [key, value] : properties) take_value(key, value);
  }
  void take_value(std::string_view property, const simdjson::dom::element& value) {
    if (simdjson::dom::array array; value.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element one : array) take_value(property, one);
      return;
    }
    std::string buffer;
    held_.push_back(std::make_unique<std::string>(read::text_of(value, buffer)));
    fields_.push_back({property, *held_.back()});
  }

  const clean::Tables& tables_;
  std::string schema_;
  const std::function<bool(const Customer&)>& on_customer_;
  CustomersRead done_;
  std::vector<Field> fields_;
  std::vector<std::unique_ptr<std::string>> held_;
};

Result<std::unique_ptr<read::Stream>> open_stream(const std::string& path) {
  if (path == "-") return std::unique_ptr<read::Stream>(std::make_unique<StandardInput>());
  CLEW_TRY_ASSIGN(const auto inputs, read::find_inputs(path));
  if (inputs.size() != 1)
    return fail(ErrorKind::usage, fmt::format("{} holds {} files; name one", path, inputs.size()));
  return read::open_input(inputs.front());
}

}  // namespace

void add_field(const clean::Tables& tables, match::Subject& subject, std::string_view property,
               std::string_view value) {
  if (property == "birthDate") {
    if (const auto date = read::iso_date(value)) match::add_value(tables, subject, property, *date);
    return;
  }
  if (property == "gender") {
    const auto words = clean::tokens(value);
    const std::string first = words.empty() ? "" : words.front();
    match::add_value(tables, subject, property, first == "m" ? "male" : first == "f" ? "female" : first);
    return;
  }
  match::add_value(tables, subject, property, value);
}

Result<CustomersRead> read_customers(const std::string& path, const clean::Tables& tables,
                                     std::string_view schema,
                                     const std::function<bool(const Customer&)>& on_customer) {
  CLEW_TRY_ASSIGN(auto stream, open_stream(path));
  read::Peeked peeked(std::move(stream));
  const std::string_view head = peeked.head();
  const size_t begin = head.find_first_not_of(" \t\r\n");
  Reader reader(tables, schema, on_customer);
  auto done = begin != head.npos && head[begin] == '{' ? reader.json_lines(peeked) : reader.csv(peeked);
  if (!done) return fail(done.error().kind, fmt::format("{}: {}", path, done.error().message));
  return done;
}

}  // namespace clew::cli
