// clew desk: make a desk, appoint officers, say who works there.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "prove/text.h"

namespace clew::cli {
namespace {

using base::Result;

struct NewOptions {
  std::string desk, node;
};

Result<void> make_desk(const NewOptions& options) {
  CLEW_TRY_ASSIGN(const prove::Office office, prove::Office::create(options.desk, options.node));
  fmt::print("Made {}. Its node's key, to hand to whoever verifies:\n  {}\n", options.desk,
             prove::vkey(office.node()));
  return {};
}

struct OfficerOptions {
  std::string desk, name, role, passphrase_file, public_key;
  bool leaves = false;
};

Result<void> change_officer(const OfficerOptions& options) {
  CLEW_TRY_ASSIGN(prove::Office office, prove::Office::open(options.desk));
  if (options.leaves) return office.end_office(options.name);
  const auto role = prove::role_from(options.role);
  if (!role)
    return base::fail(base::ErrorKind::usage,
                      "which role? --role officer, second_officer, supervisor, auditor or defence_reader");
  if (!options.public_key.empty()) {
    CLEW_TRY_ASSIGN(const prove::NamedKey key, prove::parse_vkey(options.public_key));
    return office.appoint(options.name, *role, key.key);
  }
  CLEW_TRY_ASSIGN(const std::string passphrase, read_passphrase(options.passphrase_file, options.name));
  CLEW_TRY(office.appoint(options.name, *role, passphrase));
  fmt::print("{} works at {} now, as {}.\n", options.name, options.desk, options.role);
  return {};
}

struct InfoOptions {
  std::string desk;
  bool json = false;
};

Result<void> show_desk(const InfoOptions& options) {
  CLEW_TRY_ASSIGN(prove::Office office, prove::Office::open(options.desk));
  CLEW_TRY_ASSIGN(const auto officers, desk::officers(office.database()));
  Table table({"name", "role", "since", "until", "key"});
  Json json;
  json.open();
  json.member("node", prove::vkey(office.node()));
  json.key("officers").open_list();
  for (const desk::OfficerRow& officer : officers) {
    table.add({officer.name, officer.role, officer.since, officer.until, prove::short_id(officer.key_id)});
    json.open();
    json.member("name", officer.name);
    json.member("role", officer.role);
    json.member("since", officer.since);
    json.member("until", officer.until);
    json.member("key", officer.key_id);
    json.close();
  }
  json.close_list();
  json.close();
  if (options.json) {
    json.print();
    return {};
  }
  fmt::print("{}\n", prove::vkey(office.node()));
  table.print();
  return {};
}

int code_of(const Result<void>& result) { return result ? static_cast<int>(kDone) : report(result.error()); }

}  // namespace

Run declare_desk_new(Flags& flags) {
  auto options = std::make_shared<NewOptions>();
  flags.positional("DESK", options->desk, "the folder to make, NAME.desk");
  flags.option("--node", "NAME", options->node,
               "the name of this office in its logs, such as arvenia.example/desk", true);
  return [options] { return code_of(make_desk(*options)); };
}

Run declare_desk_officer(Flags& flags) {
  auto options = std::make_shared<OfficerOptions>();
  flags.positional("DESK", options->desk, "the desk, a folder NAME.desk");
  flags.option("--name", "NAME", options->name, "the officer's name", true);
  flags.choice("--role", options->role, prove::role_names(), "what the officer may do");
  flags.option("--passphrase-file", "FILE", options->passphrase_file,
               "a file with the passphrase that is to lock the key; else it is asked for");
  flags.option("--public-key", "KEY", options->public_key,
               "the officer keeps the key elsewhere (clew new-key): its public key, to test signatures by");
  flags.flag("--leaves", options->leaves, "the officer leaves; what was signed stays");
  return [options] { return code_of(change_officer(*options)); };
}

Run declare_desk_info(Flags& flags) {
  auto options = std::make_shared<InfoOptions>();
  flags.positional("DESK", options->desk, "the desk, a folder NAME.desk");
  flags.flag("--json", options->json, "print JSON");
  return [options] { return code_of(show_desk(*options)); };
}

}  // namespace clew::cli
