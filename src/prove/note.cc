#include "prove/note.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/utf8.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space.
constexpr size_t kSignaturesMax = 64;
constexpr std::string_view kProofHeading = "c2sp.org/tlog-proof@v1\n";

std::string key_hash(const NamedKey& key) {
  const Hash digest = base::sha256(key.name + "\n" + key.kind + key.key.bytes);
  return std::string(bytes_of(digest).substr(0, 4));
}

std::string big_endian(uint64_t number) {
  std::string bytes(8, '\0');
  for (size_t at = 8; at-- > 0; number >>= 8) bytes[at] = static_cast<char>(number & 0xff);
  return bytes;
}

uint64_t from_big_endian(std::string_view bytes) {
  uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<uint8_t>(c);
  return number;
}

std::string cosigned_message(uint64_t seconds, std::string_view text) {
  return fmt::format("cosignature/v1\ntime {}\n{}", seconds, text);
}

// Takes a line from the front, without its end; nothing when there is no line end.
std::optional<std::string_view> take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

bool has_controls(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

base::Result<NoteSignature> parse_signature_line(std::string_view line) {
  const size_t space = line.find(' ', kDash.size());
  if (!line.starts_with(kDash) || space == std::string_view::npos)
    return fail(ErrorKind::format, "a signature line of the note is malformed");
  NoteSignature signature{std::string(line.substr(kDash.size(), space - kDash.size())), {}};
  const auto bytes = from_base64(line.substr(space + 1));
  if (!is_key_name(signature.name) || !bytes || bytes->size() < 5)
    return fail(ErrorKind::format, "a signature of the note is no base64, or its key's name is malformed");
  signature.bytes = *bytes;
  return signature;
}

}  // namespace

bool is_key_name(std::string_view name) {
  return !name.empty() && base::is_utf8(name) && !has_controls(name) &&
         name.find_first_of(" +\n") == std::string_view::npos &&
         name.find("\xc2\xa0") == std::string_view::npos &&
         name.find("\xe3\x80\x80") == std::string_view::npos &&
         name.find("\xe2\x80") == std::string_view::npos;
}

std::string vkey(const NamedKey& key) {
  return fmt::format("{}+{}+{}", key.name, base::hex(key_hash(key)), base64(key.kind + key.key.bytes));
}

base::Result<NamedKey> parse_vkey(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second != std::string_view::npos) {
    const auto bytes = from_base64(text.substr(second + 1));
    if (bytes && bytes->size() == 33) {
      NamedKey key{std::string(text.substr(0, first)), PublicKey{bytes->substr(1)}, (*bytes)[0]};
      const bool known = key.kind == kPlainSignature || key.kind == kCosignature;
      if (known && is_key_name(key.name) && vkey(key) == text) return key;
    }
  }
  return fail(ErrorKind::format, fmt::format("{} is no key with its name (NAME+HASH+BASE64)", text));
}

base::Result<Note> parse_note(std::string_view bytes) {
  if (!base::is_utf8(bytes) || has_controls(bytes))
    return fail(ErrorKind::format, "the note is not plain UTF-8 text");
  const size_t split = bytes.rfind("\n\n");
  if (split == std::string_view::npos || split == 0)
    return fail(ErrorKind::format, "the note has no empty line before its signatures");
  Note note;
  note.text = bytes.substr(0, split + 1);
  std::string_view rest = bytes.substr(split + 2);
  while (!rest.empty()) {
    const auto line = take_line(rest);
    if (!line || note.signatures.size() == kSignaturesMax)
      return fail(ErrorKind::format, "the note's signatures do not end with a line end, or are too many");
    CLEW_TRY_ASSIGN(NoteSignature signature, parse_signature_line(*line));
    note.signatures.push_back(std::move(signature));
  }
  if (note.signatures.empty()) return fail(ErrorKind::format, "the note has no signature");
  return note;
}

std::string write_note(const Note& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures)
    out += fmt::format("{}{} {}\n", kDash, signature.name, base64(signature.bytes));
  return out;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, base64(bytes_of(checkpoint.root)));
}

base::Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  std::string_view rest = text;
  const auto origin = take_line(rest), size = take_line(rest), root = take_line(rest);
  const auto number = size ? from_decimal(*size) : std::nullopt;
  const auto bytes = root ? from_base64(*root) : std::nullopt;
  if (!origin || origin->empty() || !number || !bytes || bytes->size() != 32 || !rest.empty())
    return fail(ErrorKind::format, "the checkpoint is not origin, size and root, a line each");
  return Checkpoint{std::string(*origin), *number, hash_from(*bytes)};
}

void sign_note(Note& note, std::string_view name, const SecretKey& key) {
  const NamedKey named{std::string(name), key.public_key(), kPlainSignature};
  note.signatures.push_back({named.name, key_hash(named) + key.sign(note.text)});
}

void cosign_note(Note& note, std::string_view name, const SecretKey& key, uint64_t seconds) {
  const NamedKey named{std::string(name), key.public_key(), kCosignature};
  note.signatures.push_back(
      {named.name, key_hash(named) + big_endian(seconds) + key.sign(cosigned_message(seconds, note.text))});
}

Signed is_signed_by(const Note& note, const NamedKey& key, uint64_t* seconds) {
  for (const NoteSignature& line : note.signatures) {
    if (line.name != key.name || line.bytes.substr(0, 4) != key_hash(key)) continue;
    std::string_view rest = std::string_view(line.bytes).substr(4);
    if (key.kind == kPlainSignature) return verify(key.key, note.text, rest) ? Signed::yes : Signed::no;
    if (rest.size() != 8 + kSignatureSize) return Signed::no;
    const uint64_t when = from_big_endian(rest.substr(0, 8));
    if (seconds != nullptr) *seconds = when;
    return verify(key.key, cosigned_message(when, note.text), rest.substr(8)) ? Signed::yes : Signed::no;
  }
  return Signed::absent;
}

std::string write_log_proof(const LogProof& proof) {
  std::string out(kProofHeading);
  if (!proof.extra.empty()) out += fmt::format("extra {}\n", base64(proof.extra));
  out += fmt::format("index {}\n", proof.index);
  for (const Hash& hash : proof.path) out += base64(bytes_of(hash)) + "\n";
  return out + "\n" + proof.checkpoint;
}

base::Result<LogProof> parse_log_proof(std::string_view bytes) {
  const auto malformed = [](std::string_view what) {
    return fail(ErrorKind::format, fmt::format("the log proof is malformed: {}", what));
  };
  if (!bytes.starts_with(kProofHeading)) return malformed("its first line is not c2sp.org/tlog-proof@v1");
  bytes.remove_prefix(kProofHeading.size());
  LogProof proof;
  auto line = take_line(bytes);
  if (line && line->starts_with("extra ")) {
    const auto extra = from_base64(line->substr(6));
    if (!extra || extra->empty()) return malformed("the line 'extra'");
    proof.extra = *extra;
    line = take_line(bytes);
  }
  const auto index = line && line->starts_with("index ") ? from_decimal(line->substr(6)) : std::nullopt;
  if (!index) return malformed("no line 'index'");
  proof.index = *index;
  while ((line = take_line(bytes)) && !line->empty()) {
    const auto hash = from_base64(*line);
    if (!hash || hash->size() != 32 || proof.path.size() == 64) return malformed("a hash of its path");
    proof.path.push_back(hash_from(*hash));
  }
  if (!line) return malformed("no empty line before the checkpoint");
  proof.checkpoint = bytes;
  return proof;
}

}  // namespace clew::prove
