#include "prove/signing.h"

#include <fmt/core.h>

#include "base/hash.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::string_view kFormat = "clew-to-sign-1";

std::string bytes_of(const ToSign& entry) { return signed_bytes(body_bytes(entry.body)); }

// The entry of the bytes that are signed: what follows their first line.
Result<EntryBody> body_of(std::string_view bytes) {
  const std::string_view body = bytes.substr(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  if (bytes.empty() || signed_bytes(body) != bytes)
    return fail(ErrorKind::format, "the bytes to be signed are no entry's (clew-entry-1)");
  CLEW_TRY_ASSIGN(Entry entry, parse_leaf(leaf_bytes(body, "")));
  return std::move(entry.body);
}

Result<void> check_content(const ToSign& entry, const Value& file) {
  if (commitment(entry.salt, canonical(entry.payload)) != entry.body.commitment)
    return fail(ErrorKind::corrupt,
                "the content was changed: it is not what the bytes to be signed commit to");
  if (file["sha256"].text() != hash_of(entry))
    return fail(ErrorKind::corrupt, "the hash is not that of the bytes to be signed");
  if (file["words"].texts() != words_of(entry))
    return fail(ErrorKind::corrupt, "the words are not those of the bytes to be signed");
  return {};
}

}  // namespace

std::vector<std::string> words_of(const ToSign& entry) {
  const EntryBody& body = entry.body;
  std::vector<std::string> words = {
      fmt::format("{}: entry {} of case {}", body.type, body.seq, entry.case_id),
      fmt::format("log {}", body.log), fmt::format("at {}, for {}", body.at, body.purpose),
      fmt::format("by key {}", body.actor)};
  for (const uint64_t seq : body.refers) words.push_back(fmt::format("about entry {}", seq));
  for (const auto& [member, value] : entry.payload.object())
    words.push_back(fmt::format("{}: {}", member, value.is_text() ? value.text() : canonical(value)));
  return words;
}

std::string hash_of(const ToSign& entry) { return base::hex(base::sha256(bytes_of(entry))); }

std::string write_to_sign(const ToSign& entry) {
  Value file;
  file.set("bytes", base64(bytes_of(entry))).set("case", entry.case_id).set("format", kFormat);
  file.set("payload", entry.payload).set("salt", base::hex(entry.salt)).set("sha256", hash_of(entry));
  file.set("words", Value(words_of(entry)));
  file.set_text("signature", base64(entry.signature));
  return canonical(file) + "\n";
}

Result<ToSign> parse_to_sign(std::string_view text) {
  CLEW_TRY_ASSIGN(const Value file, parse_json(text));
  if (file["format"].text() != kFormat)
    return fail(ErrorKind::format, "not a file of what is to be signed (clew-to-sign-1)");
  const auto salt = from_hex(file["salt"].text());
  const auto signature = from_base64(file["signature"].text());
  if (!salt || salt->size() != 32 || !signature || !file["payload"].is_object())
    return fail(ErrorKind::format, "\"salt\", \"payload\" or \"signature\" is malformed");
  CLEW_TRY_ASSIGN(EntryBody body, body_of(from_base64(file["bytes"].text()).value_or("")));
  ToSign entry{file["case"].text(), std::move(body), *salt, file["payload"], *signature};
  CLEW_TRY(check_content(entry, file));
  return entry;
}

Result<void> sign(ToSign& entry, const SecretKey& key) {
  const std::string id = id_of(key.public_key());
  if (id != entry.body.actor)
    return fail(ErrorKind::usage, fmt::format("this is for the key {} to sign, and the key given is {}",
                                              short_id(entry.body.actor), short_id(id)));
  entry.signature = key.sign(bytes_of(entry));
  return {};
}

}  // namespace clew::prove
