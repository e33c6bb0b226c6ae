// What every command at a desk takes: which desk, who is acting, for which purpose; and signing in.
#pragma once

#include <string>
#include <vector>

#include "cli/flags.h"
#include "prove/casework.h"
#include "prove/office.h"

namespace clew::cli {

struct DeskFlags {
  std::string desk, case_id, as, passphrase_file, purpose;
  std::string to_sign;  // Where to write what the officer is to sign elsewhere.

  // DESK, --as, --passphrase-file.
  void declare_desk(Flags& flags);
  // The same with CASE and --purpose.
  void declare_case(Flags& flags);
  // --to-sign: for what is one entry.
  void declare_to_sign(Flags& flags);
};

// The officer that `flags` names. The passphrase comes from --passphrase-file, else from the file that
// CLEW_PASSPHRASE_FILE names, else it is asked for on the terminal, unseen. With --to-sign nothing is signed
// here, and nothing asked.
base::Result<prove::Officer> sign_in(prove::Office& office, const DeskFlags& flags);
base::Result<std::string> read_passphrase(const std::string& file, const std::string& whose);

// For whoever may read it alone: keys, and what is to be signed.
base::Result<void> write_private(const std::string& path, std::string_view bytes);
// Whole files, for what is taken in and put out.
base::Result<std::string> read_whole(const std::string& path);

// "3,4,7".
base::Result<prove::Value> numbers_in(const std::string& text);
std::vector<std::string> words_of(std::span<const std::string_view> words);

// Runs at an opened desk with an officer who signed in; reports what went wrong.
using DeskWork = std::function<base::Result<void>(prove::Office&, const prove::Officer&)>;
int at_desk(const DeskFlags& flags, const DeskWork& work);

}  // namespace clew::cli
