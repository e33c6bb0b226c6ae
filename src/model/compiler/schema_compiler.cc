// Checks the entity model (schema/*.yaml) and compiles it.
//
//   schema_compiler SCHEMA_FOLDER --table FILE       writes the model as C++ constants
//   schema_compiler SCHEMA_FOLDER --document FILE    renews the table of schemas in a Markdown document,
//                                                    between the lines <!-- schemas --> and <!-- /schemas -->
//
// Every problem is printed with its file and line; then nothing is written and the exit code is 1.
#include <fmt/core.h>

#include <fstream>
#include <optional>
#include <sstream>

#include "model/compiler/resolve.h"
#include "model/compiler/source.h"
#include "model/compiler/write.h"

namespace clew::model::compiler {
namespace {

constexpr std::string_view kTableBegin = "<!-- schemas -->\n";
constexpr std::string_view kTableEnd = "<!-- /schemas -->\n";

int complain(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return 1;
}

std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

int write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file ? 0 : complain("cannot write " + path);
}

int renew_document(const std::string& path, const std::string& table) {
  auto text = file_text(path);
  if (!text) return complain("cannot read " + path);
  const size_t begin = text->find(kTableBegin);
  const size_t end = text->find(kTableEnd);
  if (begin == std::string::npos || end == std::string::npos || end < begin) {
    return complain(fmt::format("{} needs the lines {}and {}", path, kTableBegin, kTableEnd));
  }
  const size_t from = begin + kTableBegin.size();
  text->replace(from, end - from, table);
  return write_file(path, *text);
}

int run(const std::string& folder, const std::string& what, const std::string& path) {
  Problems problems;
  const ModelSource model = read_model(folder, problems);
  const auto schemas = resolve(model, problems);
  for (const std::string& line : problems.lines()) complain(line);
  if (!problems.empty()) return 1;
  return what == "--table" ? write_file(path, table_source(schemas, model))
                           : renew_document(path, markdown_table(schemas));
}

}  // namespace
}  // namespace clew::model::compiler

int main(int argc, char** argv) {
  const std::string what = argc == 4 ? argv[2] : "";
  if (what != "--table" && what != "--document") {
    fmt::print(stderr, "usage: schema_compiler SCHEMA_FOLDER (--table|--document) FILE\n");
    return 2;
  }
  return clew::model::compiler::run(argv[1], what, argv[3]);
}
