// clew forget: take a person out of a store.
#include "load/forget.h"

#include <fmt/core.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "store/store.h"

namespace clew::cli {
namespace {

struct Options {
  load::ForgetOptions forget;
  bool list = false;
  bool json = false;
};

base::Result<void> list_tombstones(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, store::Store::open(options.forget.store));
  Table table({"erased at", "approver", "reason"});
  Json json;
  json.open_list();
  for (const store::Tombstone& tombstone : store.manifest().tombstones) {
    table.add({tombstone.at, tombstone.approver, tombstone.reason});
    json.open();
    json.member("at", tombstone.at);
    json.member("approver", tombstone.approver);
    json.member("reason", tombstone.reason);
    json.close();
  }
  json.close_list();
  if (options.json) {
    json.print();
  } else {
    table.print();
  }
  return {};
}

void print_json(const load::Forgotten& forgotten, bool try_only) {
  Json json;
  json.open();
  json.member("written", !try_only);
  json.list("entities", forgotten.entities);
  json.member("statements", forgotten.statements);
  json.list("mentioned_by", forgotten.mentioned_by);
  json.list("same_name", forgotten.same_name);
  json.member("sources_redacted", forgotten.sources_redacted);
  json.close();
  json.print();
}

void print_text(const load::Forgotten& forgotten, bool try_only) {
  fmt::print("{} {} and {}, in all versions:\n", try_only ? "Would erase" : "Erased",
             counted(forgotten.entities.size(), "entity"), counted(forgotten.statements, "statement"));
  for (const std::string& id : forgotten.entities) fmt::print("  {}\n", id);
  if (!forgotten.mentioned_by.empty()) fmt::print("Others that lose a statement which named it:\n");
  for (const std::string& id : forgotten.mentioned_by) fmt::print("  {}\n", id);
  if (!forgotten.same_name.empty())
    fmt::print("Others of the same name, who stay (the name is theirs too):\n");
  for (const std::string& id : forgotten.same_name) fmt::print("  {}\n", id);
  if (!try_only) {
    fmt::print(
        "Backups, exports and the disk's own remains are not reached from here; see docs/limits.md.\n");
  }
}

base::Result<void> run_forget(const Options& options) {
  if (options.list) return list_tombstones(options);
  if (options.forget.id.empty())
    return base::fail(base::ErrorKind::usage, "whom? clew forget STORE ID --reason TEXT --approver NAME");
  CLEW_TRY_ASSIGN(const load::Forgotten forgotten, load::forget(options.forget));
  if (options.json) {
    print_json(forgotten, options.forget.try_only);
  } else {
    print_text(forgotten, options.forget.try_only);
  }
  return {};
}

}  // namespace

Run declare_forget(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->forget.store, "the store, a folder NAME.clew");
  flags.positional("ID", options->forget.id, "the entity to erase", false);
  flags.option("--reason", "TEXT", options->forget.reason,
               "why, for the tombstone: the law, the decision, its date");
  flags.option("--approver", "NAME", options->forget.approver, "who approved it");
  flags.flag("--try", options->forget.try_only, "say what would be erased, and write nothing");
  flags.flag("--list", options->list, "list what was erased, why and by whom approved");
  flags.flag("--json", options->json, "print JSON");
  return [options] {
    const auto result = run_forget(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
