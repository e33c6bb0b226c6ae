#include "cli/desk_flags.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "base/disk.h"
#include "cli/terminal.h"
#include "prove/text.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// A line from the terminal that is not shown while it is typed.
Result<std::string> ask_unseen(const std::string& question) {
  if (isatty(STDIN_FILENO) == 0) {
    return fail(ErrorKind::usage,
                "no passphrase: give --passphrase-file, set CLEW_PASSPHRASE_FILE, or run this in a terminal");
  }
  termios shown = {};
  tcgetattr(STDIN_FILENO, &shown);
  termios unseen = shown;
  unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  fmt::print(stderr, "{}: ", question);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  fmt::print(stderr, "\n");
  return line;
}

}  // namespace

void DeskFlags::declare_desk(Flags& flags) {
  flags.positional("DESK", desk, "the desk, a folder NAME.desk");
  as = environment("CLEW_OFFICER");
  flags.option("--as", "NAME", as, "the officer who does this; else CLEW_OFFICER in the environment");
  flags.option("--passphrase-file", "FILE", passphrase_file,
               "a file with the officer's passphrase; else CLEW_PASSPHRASE_FILE, else it is asked for");
}

void DeskFlags::declare_case(Flags& flags) {
  declare_desk(flags);
  flags.positional("CASE", case_id, "the case, as clew case list names it");
  flags.choice("--purpose", purpose, words_of(prove::purposes()), "what for; it is recorded", true);
}

void DeskFlags::declare_to_sign(Flags& flags) {
  flags.option("--to-sign", "FILE", to_sign,
               "write what is to be signed to FILE and enter nothing: for clew sign, then clew case sign-in");
}

Result<void> write_private(const std::string& path, std::string_view bytes) {
  if (base::exists(path))
    return fail(ErrorKind::usage, fmt::format("{} is there already; give a file that is not", path));
  CLEW_TRY(base::replace_file(base::real_disk(), path, bytes));
  if (chmod(path.c_str(), 0600) == 0) return {};
  return fail(ErrorKind::io, fmt::format("cannot keep {} from other users", path));
}

Result<std::string> read_whole(const std::string& path) { return base::real_disk().read_file(path); }

Result<std::string> read_passphrase(const std::string& given, const std::string& whose) {
  const std::string file = given.empty() ? environment("CLEW_PASSPHRASE_FILE") : given;
  if (file.empty()) return ask_unseen(fmt::format("Passphrase of {}", whose));
  CLEW_TRY_ASSIGN(std::string passphrase, read_whole(file));
  while (passphrase.ends_with('\n') || passphrase.ends_with('\r')) passphrase.pop_back();
  return passphrase;
}

Result<prove::Officer> sign_in(prove::Office& office, const DeskFlags& flags) {
  if (flags.as.empty()) return fail(ErrorKind::usage, "who is acting? --as NAME");
  if (!flags.to_sign.empty()) return office.named(flags.as);
  CLEW_TRY_ASSIGN(const std::string passphrase, read_passphrase(flags.passphrase_file, flags.as));
  return office.sign_in(flags.as, passphrase);
}

Result<prove::Value> numbers_in(const std::string& text) {
  prove::Value::List numbers;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const auto number = prove::from_decimal(text.substr(at, end - at));
    if (!number) return fail(ErrorKind::usage, fmt::format("'{}' is no list of numbers such as 3,4,7", text));
    numbers.emplace_back(*number);
    at = end + 1;
  }
  return prove::Value(std::move(numbers));
}

std::vector<std::string> words_of(std::span<const std::string_view> words) {
  return {words.begin(), words.end()};
}

int at_desk(const DeskFlags& flags, const DeskWork& work) {
  auto office = prove::Office::open(flags.desk);
  if (!office) return report(office.error());
  const auto officer = sign_in(*office, flags);
  if (!officer) return report(officer.error());
  const Result<void> done = work(*office, *officer);
  return done ? static_cast<int>(kDone) : report(done.error());
}

}  // namespace clew::cli
