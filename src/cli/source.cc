// clew source: the original bytes behind a value.
#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "load/quote.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string id;
  std::string property;
};

// Bytes as they are, but for what would steer the terminal.
void print_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t end = std::min(bytes.find('\n'), bytes.size());
    fmt::print("  | {}\n", fit(bytes.substr(0, end), 1 << 20));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

base::Result<void> show_sources(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const store::Entity entity, entity_meant(store, options.id, options.view.view));
  Json json;
  json.open_list();
  size_t found = 0;
  for (const auto& [statement, known_from, known_to] : entity.statements) {
    if (statement.slot.property != options.property && statement.slot.field != options.property) continue;
    ++found;
    CLEW_TRY_ASSIGN(const load::Quote quote, load::quote(store, statement.record));
    if (options.view.json) {
      json.open();
      json.member("property", statement.slot.property);
      json.member("value", statement.value);
      json.member("field", statement.slot.field);
      json.member("dataset", statement.dataset);
      json.member("source", quote.from);
      json.member("member", quote.member);
      json.member("sha256", quote.sha256);
      json.member("line", quote.record.line);
      json.member("offset", quote.record.offset);
      json.member("length", quote.record.length);
      json.member("bytes", quote.bytes);
      json.member("cut", quote.cut);
      json.member("redacted", quote.redacted);
      json.close();
      continue;
    }
    fmt::print("{} = {}\n", statement.slot.property, fit(statement.value, terminal_width()));
    fmt::print("  {}{}{}, line {}, bytes {} to {}, field {}\n", quote.from, quote.member.empty() ? "" : ":",
               quote.member, quote.record.line, quote.record.offset,
               quote.record.offset + quote.record.length, statement.slot.field);
    fmt::print("  SHA-256 {}{}\n", quote.sha256,
               quote.redacted ? " (of the original; parts were erased since)" : "");
    print_bytes(quote.bytes);
    if (quote.cut) fmt::print("  | ... (the record goes on)\n");
    fmt::print("\n");
  }
  json.close_list();
  if (found == 0) {
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("{} has no value of {}; all it has: clew show {} {}", entity.id,
                                  options.property, store.path(), entity.id));
  }
  if (options.view.json) json.print();
  return {};
}

}  // namespace

Run declare_source(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("ID", options->id, "the entity's id");
  flags.positional("FIELD", options->property, "a property (birthDate) or a field as the source names it");
  return [options] {
    const auto result = show_sources(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
