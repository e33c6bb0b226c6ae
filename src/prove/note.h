// Signed notes, checkpoints of logs and proofs that travel alone: the text formats of C2SP
// (signed-note, tlog-checkpoint, tlog-cosignature v1, tlog-proof v1).
//
//   arvenia.example/desk                       origin            c2sp.org/tlog-proof@v1
//   42                                         size              index 7
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3...    root              sKyXoYZUgZ6jduWYrkDOARinOMGJveXjgM...
//                                                                (the checkpoint)
//   — arvenia.example/desk Az3grlgtzPIC...     by whom, signature
//
// Parsing is strict: what parse gives, write gives back byte for byte. Pure and thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "prove/keys.h"
#include "prove/merkle.h"

namespace clew::prove {

// Whose signature a line of a note is. `kind` 0x01: over the text; 0x04: a witness's, over a time and the
// text.
constexpr char kPlainSignature = 0x01;
constexpr char kCosignature = 0x04;

struct NamedKey {
  std::string name;  // Without spaces and '+'.
  PublicKey key;
  char kind = kPlainSignature;
};

// "name+04e3fd9f+AQ...": a key with its name, to hand to others by another way.
std::string vkey(const NamedKey& key);
base::Result<NamedKey> parse_vkey(std::string_view text);
bool is_key_name(std::string_view name);

struct NoteSignature {
  std::string name;
  std::string bytes;  // Key hash (4) and signature.
};

struct Note {
  std::string text;  // Ends with a line end.
  std::vector<NoteSignature> signatures;
};

base::Result<Note> parse_note(std::string_view bytes);
std::string write_note(const Note& note);

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root = {};
};

std::string checkpoint_text(const Checkpoint& checkpoint);
base::Result<Checkpoint> parse_checkpoint_text(std::string_view text);

void sign_note(Note& note, std::string_view name, const SecretKey& key);
// A witness's line; `seconds` since 1970.
void cosign_note(Note& note, std::string_view name, const SecretKey& key, uint64_t seconds);

enum class Signed : uint8_t { yes, no, absent };
// Whether the key's line is there and true; `seconds` is when, of a cosignature.
Signed is_signed_by(const Note& note, const NamedKey& key, uint64_t* seconds = nullptr);

struct LogProof {
  std::string extra;  // Opaque bytes; not covered by any signature.
  uint64_t index = 0;
  std::vector<Hash> path;
  std::string checkpoint;  // The note, verbatim.
};

std::string write_log_proof(const LogProof& proof);
base::Result<LogProof> parse_log_proof(std::string_view bytes);

}  // namespace clew::prove
