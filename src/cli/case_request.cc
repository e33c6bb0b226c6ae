// clew case request: the statements of a case, put into a request to another state.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "ask/doc.h"
#include "ask/request.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

namespace fs = std::filesystem;
using base::Result;
using prove::Value;

struct Options {
  DeskFlags desk;
  std::string request, output;
};

std::string as_json(std::string_view text) { return prove::canonical(Value(text)); }

// Whether the file lists the statement, or names it anywhere.
bool cites(const ask::Doc& doc, const std::string& id) {
  if (doc.is_scalar()) return doc.text == id;
  for (const ask::Doc& item : doc.items) {
    if (cites(item, id)) return true;
  }
  for (const auto& [key, value] : doc.fields) {
    if (key == id || cites(value, id)) return true;
  }
  return false;
}

// What requests weigh a source as. What nobody knows carries nothing, and a leak stays one under any name.
Value kind_of(const prove::CaseSource& source) {
  if (source.obtained == "leak") return "leak";
  const auto kinds = prove::source_kinds();
  const bool known =
      source.obtained != "unknown" && std::find(kinds.begin(), kinds.end(), source.kind) != kinds.end();
  return known ? Value(source.kind) : Value();
}

// One line of the request's section "statements"; JSON is YAML too. What the case does not say is written as
// null: else the value of the file that the request starts from would remain.
std::string line_of(const prove::CaseStatement& statement, const prove::CaseSource& source) {
  Value fields;
  fields.set("kind", kind_of(source)).set("says", statement.says);
  fields.set("date", statement.date.empty() ? Value() : Value(statement.date));
  fields.set("file", source.name).set("grade", statement.grade.text()).set("obtained", source.obtained);
  return fmt::format("  {}: {}\n", as_json(statement.id), prove::canonical(fields));
}

// Why a statement may not go into a request; "" when it may.
std::string reason_against(const prove::CaseFile& file, const prove::CaseStatement& statement) {
  if (file.quarantine_of(statement.source) != nullptr) return "it rests on a source in quarantine";
  if (statement.withdrawn()) return "it was withdrawn";
  if (statement.superseded()) return "another stands instead";
  if (file.source(statement.source) == nullptr) return "its source was erased";
  return statement.is_fact() ? "" : "it is an assessment";
}

struct Section {
  std::string text;
  size_t count = 0;
  std::vector<std::string> left_out;
};

// What stands and may leave. What does not, and is listed in the file that the request starts from, is
// written as null, which takes it out.
Section section_of(const prove::CaseFile& file, const ask::Doc& start) {
  Section section;
  for (const prove::CaseStatement& statement : file.statements) {
    const std::string reason = reason_against(file, statement);
    if (reason.empty()) {
      section.text += line_of(statement, *file.source(statement.source));
      ++section.count;
      continue;
    }
    if (start["statements"][statement.id]) section.text += fmt::format("  {}: null\n", as_json(statement.id));
    if (cites(start, statement.id))
      section.left_out.push_back(fmt::format("{} is cited and left out: {}", statement.id, reason));
  }
  return section;
}

Result<void> fill(const Options& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const prove::CaseFile file,
                  prove::read_case(office, officer, options.desk.case_id, options.desk.purpose, "request"));
  CLEW_TRY_ASSIGN(const ask::Doc given, ask::load_doc(options.request));
  const Section section = section_of(file, given);
  const fs::path folder = fs::absolute(options.output).parent_path();
  std::error_code ignored;
  const std::string start = fs::relative(options.request, folder, ignored).string();
  std::string out = fmt::format(
      "# Filled from case {}, {} entries; the rest is in the file it starts from.\nstart_from: {}\n", file.id,
      file.size, as_json(start.empty() ? options.request : start));
  if (!section.text.empty()) out += "statements:\n" + section.text;
  CLEW_TRY(put(options.output, out));
  fmt::print("{}: {} statements of {}.\n", options.output, section.count, file.id);
  for (const std::string& says : section.left_out) fmt::print("{}\n", says);
  return {};
}

}  // namespace

Run declare_case_request(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->desk.declare_case(flags);
  flags.positional("REQUEST", options->request, "the request that names statements by their ids");
  flags.option("--output", "FILE", options->output, "the request to write: it starts from REQUEST", true);
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return fill(*options, office, officer); });
  };
}

}  // namespace clew::cli
