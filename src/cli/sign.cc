// clew new-key, clew sign and clew case sign-in: an officer's key that is never at the desk.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/terminal.h"
#include "prove/note.h"
#include "prove/signing.h"

namespace clew::cli {
namespace {

using base::Result;

constexpr int kWordsWidth = 2000;  // Nothing that a person could have written is cut.

struct KeyOptions {
  std::string file, name, passphrase_file;
};

Result<void> make_key(const KeyOptions& options) {
  if (!prove::is_key_name(options.name))
    return base::fail(base::ErrorKind::usage,
                      fmt::format("'{}' cannot name a key: no spaces and no '+'", options.name));
  CLEW_TRY_ASSIGN(const std::string passphrase, read_passphrase(options.passphrase_file, options.name));
  if (passphrase.size() < 8) return base::fail(base::ErrorKind::usage, "a passphrase has at least 8 letters");
  const prove::SecretKey key = prove::SecretKey::generate();
  CLEW_TRY(write_private(options.file, prove::canonical(prove::lock(key, passphrase)) + "\n"));
  fmt::print("Made {}. Its public key, for clew desk officer --public-key:\n  {}\n", options.file,
             prove::vkey({options.name, key.public_key(), prove::kPlainSignature}));
  return {};
}

struct SignOptions {
  std::string file, key, passphrase_file, output;
};

Result<prove::ToSign> read_to_sign(const std::string& path) {
  CLEW_TRY_ASSIGN(const std::string text, read_whole(path));
  auto entry = prove::parse_to_sign(text);
  if (!entry) return base::fail(entry.error().kind, fmt::format("{}: {}", path, entry.error().message));
  return entry;
}

Result<void> sign_file(const SignOptions& options) {
  CLEW_TRY_ASSIGN(prove::ToSign entry, read_to_sign(options.file));
  fmt::print("To be signed:\n");
  for (const std::string& line : prove::words_of(entry)) fmt::print("  {}\n", fit(line, kWordsWidth));
  fmt::print("  SHA-256 {}\n", prove::hash_of(entry));
  std::fflush(stdout);
  CLEW_TRY_ASSIGN(const std::string text, read_whole(options.key));
  CLEW_TRY_ASSIGN(const prove::Value locked, prove::parse_json(text));
  CLEW_TRY_ASSIGN(const std::string passphrase, read_passphrase(options.passphrase_file, options.key));
  CLEW_TRY_ASSIGN(const prove::SecretKey key, prove::unlock(locked, passphrase));
  CLEW_TRY(prove::sign(entry, key));
  CLEW_TRY(write_private(options.output, prove::write_to_sign(entry)));
  fmt::print("Signed: {}, for clew case sign-in.\n", options.output);
  return {};
}

struct EnterOptions {
  std::string desk, case_id, file;
};

Result<void> enter_signed(const EnterOptions& options) {
  CLEW_TRY_ASSIGN(prove::Office office, prove::Office::open(options.desk));
  CLEW_TRY_ASSIGN(const prove::ToSign entry, read_to_sign(options.file));
  CLEW_TRY_ASSIGN(const uint64_t seq, prove::record_signed(office, options.case_id, entry));
  const std::string& id = entry.payload["id"].text();
  fmt::print("Entry {}: {}{}.\n", seq, entry.body.type, id.empty() ? "" : " " + id);
  return {};
}

int code_of(const Result<void>& result) { return result ? static_cast<int>(kDone) : report(result.error()); }

}  // namespace

Run declare_new_key(Flags& flags) {
  auto options = std::make_shared<KeyOptions>();
  flags.positional("FILE", options->file, "the key file to write; keep it, and a copy elsewhere");
  flags.option("--name", "NAME", options->name, "whose key it is", true);
  flags.option("--passphrase-file", "FILE", options->passphrase_file,
               "a file with the passphrase that locks the key; else it is asked for");
  return [options] { return code_of(make_key(*options)); };
}

Run declare_sign(Flags& flags) {
  auto options = std::make_shared<SignOptions>();
  flags.positional("FILE", options->file, "what is to be signed, as --to-sign wrote it");
  flags.option("--key", "KEYFILE", options->key, "your key, as clew new-key made it", true);
  flags.option("--output", "FILE", options->output, "where the signed entry goes, a new file", true);
  flags.option("--passphrase-file", "FILE", options->passphrase_file,
               "a file with your passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for");
  return [options] { return code_of(sign_file(*options)); };
}

Run declare_case_sign_in(Flags& flags) {
  auto options = std::make_shared<EnterOptions>();
  flags.positional("DESK", options->desk, "the desk, a folder NAME.desk");
  flags.positional("CASE", options->case_id, "the case, as clew case list names it");
  flags.option("--signature", "FILE", options->file, "the signed entry, as clew sign wrote it", true);
  return [options] { return code_of(enter_signed(*options)); };
}

}  // namespace clew::cli
