#include "read/xlsx.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "read/stream.h"
#include "read/text.h"
#include "read/xml.h"

namespace clew::read {
namespace {

using Row = std::vector<std::string>;
constexpr size_t kColumnsMax = 16384;

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, CloseZip>;

base::Result<Zip> open_zip(const std::string& path) {
  int code = 0;
  Zip zip(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (zip) return zip;
  return base::fail(base::ErrorKind::format, path + " is no workbook: its archive cannot be opened");
}

// A part of the workbook, or empty text where there is none.
base::Result<std::string> part_of(zip_t* zip, const std::string& name, const std::string& path) {
  zip_stat_t status;
  zip_stat_init(&status);
  if (zip_stat(zip, name.c_str(), 0, &status) != 0) return std::string();
  const UnfoldLimits limits;
  const bool bomb = status.size > limits.ratio_from && status.size / limits.ratio_max > status.comp_size;
  if (status.size > kSheetBytesMax || bomb) {
    return base::fail(base::ErrorKind::format, fmt::format("{} in {} unfolds to {} bytes, more than we allow",
                                                           name, path, status.size));
  }
  const auto close = [](zip_file_t* file) { zip_fclose(file); };
  const std::unique_ptr<zip_file_t, decltype(close)> file(zip_fopen(zip, name.c_str(), 0), close);
  std::string text(status.size, 0);
  const zip_int64_t got = file ? zip_fread(file.get(), text.data(), text.size()) : -1;
  if (got >= 0 && static_cast<uint64_t>(got) == status.size) return text;
  return base::fail(base::ErrorKind::format, fmt::format("{} in {} is damaged", name, path));
}

base::Result<void> each_element(const std::string& xml, const std::vector<std::string_view>& names,
                                const std::function<void(const XmlNode&)>& on_record) {
  if (xml.empty()) return {};
  XmlHandlers handlers;
  handlers.on_record = on_record;
  const auto stream = memory_stream(xml);
  return read_xml(*stream, names, handlers);
}

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t amp = text.find('&');
    out += text.substr(0, amp);
    if (amp == text.npos) break;
    text.remove_prefix(amp);
    const size_t end = text.find(';');
    const std::string_view name = text.substr(1, end == text.npos ? 0 : end - 1);
    uint32_t point = 0;
    if (name == "amp") point = '&';
    if (name == "lt") point = '<';
    if (name == "gt") point = '>';
    if (name == "quot") point = '"';
    if (name == "apos") point = '\'';
    if (name.starts_with("#x")) std::from_chars(name.data() + 2, name.data() + name.size(), point, 16);
    if (name.starts_with("#") && point == 0)
      std::from_chars(name.data() + 1, name.data() + name.size(), point, 10);
    if (point != 0) base::append_utf8(out, point);
    if (point == 0) out += '&';
    text.remove_prefix(point == 0 ? 1 : end + 1);
  }
  return out;
}

// The name of the tag that begins `tag`, without its prefix: "t" of "x:t xml:space=...".
std::string_view tag_name(std::string_view tag) {
  const std::string_view name = tag.substr(0, tag.find_first_of(" />\t\r\n"));
  const size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

// The text of <si>, <is> or <c>: all of its <t> in order, blanks and all, but for the reading aids in <rPh>.
std::string text_of_runs(std::string_view xml) {
  std::string text;
  bool aid = false;
  for (size_t at = xml.find('<'); at != xml.npos; at = xml.find('<', at + 1)) {
    const std::string_view tag = xml.substr(at + 1);
    const size_t close = tag.find('>');
    if (close == tag.npos) break;
    if (tag.starts_with('/')) aid = aid && tag_name(tag.substr(1)) != "rPh";
    if (tag_name(tag) == "rPh") aid = tag[close - 1] != '/';
    if (aid || tag_name(tag) != "t" || tag[close - 1] == '/') continue;
    text += unescaped(tag.substr(close + 1, std::min(tag.find('<', close), tag.size()) - close - 1));
  }
  return text;
}

std::string_view raw(const std::string& xml, const XmlNode& node) {
  return std::string_view(xml).substr(std::min<size_t>(node.offset, xml.size()), node.length);
}

int64_t number_of(std::string_view text, int64_t otherwise) {
  int64_t number = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? number : otherwise;
}

bool is_built_in_date(int64_t id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
         id == 57 || id == 58;
}

struct Workbook {
  std::string first_sheet;
  bool since_1904 = false;
  std::vector<std::string> shared;
  std::vector<bool> date_styles;
};

base::Result<void> read_sheet_name(zip_t* zip, const std::string& path, Workbook& book) {
  CLEW_TRY_ASSIGN(const std::string workbook, part_of(zip, "xl/workbook.xml", path));
  if (workbook.empty()) return base::fail(base::ErrorKind::unsupported, path + " is no Excel workbook");
  std::string id;
  CLEW_TRY(each_element(workbook, {"workbookPr", "sheet"}, [&](const XmlNode& node) {
    const std::string_view since = node.attribute("date1904");
    if (node.name == "workbookPr") book.since_1904 = since == "1" || since == "true";
    if (node.name == "sheet" && id.empty()) id = node.attribute("id");
  }));
  CLEW_TRY_ASSIGN(const std::string relations, part_of(zip, "xl/_rels/workbook.xml.rels", path));
  CLEW_TRY(each_element(relations, {"Relationship"}, [&](const XmlNode& node) {
    if (node.attribute("Id") != id) return;
    const std::string_view target = node.attribute("Target");
    book.first_sheet = target.starts_with('/') ? std::string(target.substr(1)) : fmt::format("xl/{}", target);
  }));
  if (book.first_sheet.empty()) book.first_sheet = "xl/worksheets/sheet1.xml";
  return {};
}

base::Result<void> read_styles(zip_t* zip, const std::string& path, Workbook& book) {
  CLEW_TRY_ASSIGN(const std::string styles, part_of(zip, "xl/styles.xml", path));
  std::map<int64_t, bool> custom;
  return each_element(styles, {"numFmts", "cellXfs"}, [&](const XmlNode& node) {
    for (const XmlNode& child : node.children) {
      const int64_t id = number_of(child.attribute("numFmtId"), 0);
      if (node.name == "numFmts") {
        custom[id] = is_date_format(child.attribute("formatCode"));
      } else {
        const auto own = custom.find(id);
        book.date_styles.push_back(own != custom.end() ? own->second : is_built_in_date(id));
      }
    }
  });
}

// "C7" is column 2; the cell after the last where there is no reference.
size_t column_of(std::string_view reference, size_t otherwise) {
  size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > kColumnsMax) break;
    column = column * 26 + static_cast<size_t>(c - 'A') + 1;
  }
  return column == 0 || column > kColumnsMax ? otherwise : column - 1;
}

std::string cell_text(const XmlNode& cell, const std::string& xml, const Workbook& book) {
  const std::string_view type = cell.attribute("t");
  const XmlNode* value = cell.child("v");
  if (type == "inlineStr") return text_of_runs(raw(xml, cell));
  if (value == nullptr) return {};
  if (type == "s") {
    const auto place = static_cast<size_t>(number_of(value->text, -1));
    return place < book.shared.size() ? book.shared[place] : std::string();
  }
  if (type == "b") return value->text == "1" ? "true" : "false";
  if (!type.empty() && type != "n") return value->text;
  const auto style = static_cast<size_t>(number_of(cell.attribute("s"), 0));
  const bool date = style < book.date_styles.size() && book.date_styles[style];
  return date ? spreadsheet_date(value->text, book.since_1904) : value->text;
}

Row row_of(const XmlNode& node, const std::string& xml, const Workbook& book) {
  Row row;
  size_t next = 0;
  for (const XmlNode& cell : node.children) {
    const size_t column = column_of(cell.attribute("r"), next);
    next = column + 1;
    std::string text = cell_text(cell, xml, book);
    if (trim(text).empty() || column >= kColumnsMax) continue;
    if (row.size() <= column) row.resize(column + 1);
    row[column] = std::move(text);
  }
  return row;
}

std::string as_csv(const std::vector<Row>& rows) {
  size_t width = 0;
  for (const Row& row : rows) width = std::max(width, row.size());
  std::string csv;
  for (const Row& row : rows) {
    for (size_t i = 0; i < width; ++i) {
      if (i > 0) csv += ',';
      if (i >= row.size() || row[i].empty()) continue;
      csv += '"';
      for (const char c : row[i]) {
        if (c == '"') csv += '"';
        csv += c;
      }
      csv += '"';
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace

bool is_date_format(std::string_view code) {
  bool quoted = false, bracketed = false, day = false, year = false;
  for (size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[' || c == ']') {
      bracketed = c == '[';
    } else if (!quoted && !bracketed) {
      day = day || c == 'd' || c == 'D';
      year = year || c == 'y' || c == 'Y';
    }
  }
  return day || year;
}

std::string spreadsheet_date(const std::string& number, bool since_1904) {
  constexpr double kSecondsOfDay = 86400;
  double serial = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
  if (error != std::errc() || end != number.data() + number.size() || !(serial >= 1 && serial < 73416))
    return number;
  // The first spreadsheets held 1900 for a leap year: from March on, days count from 30 December 1899.
  using std::chrono::sys_days, std::chrono::year, std::chrono::days;
  const sys_days origin = since_1904    ? sys_days(year(1904) / 1 / 1)
                          : serial < 60 ? sys_days(year(1899) / 12 / 31)
                                        : sys_days(year(1899) / 12 / 30);
  const std::chrono::year_month_day day(origin + days(static_cast<int>(serial)));
  std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                                 static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  const auto seconds = static_cast<int>(std::lround((serial - std::floor(serial)) * kSecondsOfDay));
  if (seconds == 0 || seconds >= static_cast<int>(kSecondsOfDay)) return text;
  return text + fmt::format("T{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

base::Result<std::string> xlsx_as_csv(const std::string& path) {
  CLEW_TRY_ASSIGN(const Zip zip, open_zip(path));
  Workbook book;
  CLEW_TRY(read_sheet_name(zip.get(), path, book));
  CLEW_TRY(read_styles(zip.get(), path, book));
  CLEW_TRY_ASSIGN(const std::string shared, part_of(zip.get(), "xl/sharedStrings.xml", path));
  CLEW_TRY(each_element(
      shared, {"si"}, [&](const XmlNode& node) { book.shared.push_back(text_of_runs(raw(shared, node))); }));
  CLEW_TRY_ASSIGN(const std::string sheet, part_of(zip.get(), book.first_sheet, path));
  if (sheet.empty())
    return base::fail(base::ErrorKind::format, fmt::format("{} has no sheet {}", path, book.first_sheet));
  std::vector<Row> rows;
  CLEW_TRY(each_element(sheet, {"row"}, [&](const XmlNode& node) {
    Row row = row_of(node, sheet, book);
    if (!row.empty()) rows.push_back(std::move(row));
  }));
  return as_csv(rows);
}

}  // namespace clew::read
