// clew case request: the statements of a case, put into a request to another state.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

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

// One line of the request's section "statements"; JSON is YAML too.
std::string line_of(const prove::CaseStatement& statement, const prove::CaseSource& source) {
  Value fields;
  fields.set_text("kind", source.kind).set_text("date", statement.date).set_text("says", statement.says);
  fields.set("file", source.name).set("grade", statement.grade.text()).set("obtained", source.obtained);
  return fmt::format("  {}: {}\n", as_json(statement.id), prove::canonical(fields));
}

// Only what stands and may leave: nothing quarantined, withdrawn or superseded, and no assessments.
std::string section_of(const prove::CaseFile& file, size_t& count) {
  std::string out = "statements:\n";
  for (const prove::CaseStatement& statement : file.statements) {
    const prove::CaseSource* source = file.source(statement.source);
    if (!statement.stands() || !statement.is_fact() || source == nullptr || source->quarantined) continue;
    out += line_of(statement, *source);
    ++count;
  }
  return out;
}

Result<void> fill(const Options& options, prove::Office& office, const prove::Officer& officer) {
  CLEW_TRY_ASSIGN(const prove::CaseFile file,
                  prove::read_case(office, officer, options.desk.case_id, options.desk.purpose, "request"));
  size_t count = 0;
  const std::string section = section_of(file, count);
  const fs::path folder = fs::absolute(options.output).parent_path();
  std::error_code ignored;
  const std::string start = fs::relative(options.request, folder, ignored).string();
  std::string out = fmt::format(
      "# Filled from case {}, {} entries; the rest is in the file it starts from.\nstart_from: {}\n", file.id,
      file.size, as_json(start.empty() ? options.request : start));
  if (count > 0) out += section;
  CLEW_TRY(put(options.output, out));
  fmt::print("{}: {} statements of {}.\n", options.output, count, file.id);
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
