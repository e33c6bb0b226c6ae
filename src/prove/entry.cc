#include "prove/entry.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "prove/text.h"

namespace clew::prove {
namespace {

constexpr std::string_view kFormat = "clew-entry-1";

constexpr auto kTypes = std::to_array<std::string_view>(
    {"access",           "approve", "assess_risk", "assurance",  "contest",    "correct",
     "decision",         "erase",   "expire",      "export",     "grade",      "ingest",
     "member",           "open",    "propose",     "quarantine", "query_sent", "query_served",
     "request_sent",     "review",  "seal",        "statement",  "status",     "supersede",
     "transfer_custody", "unseal",  "withdraw"});

constexpr auto kPurposes =
    std::to_array<std::string_view>({"asset_recovery", "audit", "defence", "intelligence", "investigation",
                                     "mutual_assistance", "prosecution", "subject_access", "supervision"});

base::Result<std::vector<uint64_t>> numbers_of(const Value& list) {
  std::vector<uint64_t> numbers;
  for (const Value& item : list.list()) {
    if (!item.is_number() || item.number() < 0)
      return base::fail(base::ErrorKind::format, "\"refers\" is malformed");
    numbers.push_back(static_cast<uint64_t>(item.number()));
  }
  return numbers;
}

}  // namespace

std::span<const std::string_view> entry_types() { return kTypes; }
std::span<const std::string_view> purposes() { return kPurposes; }
bool is_entry_type(std::string_view type) {
  return std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end();
}
bool is_purpose(std::string_view purpose) {
  return std::find(kPurposes.begin(), kPurposes.end(), purpose) != kPurposes.end();
}

bool is_plain(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-/") == std::string_view::npos;
}

// Written by hand because every entry passes here; parse_leaf() holds it against canonical().
std::string body_bytes(const EntryBody& body) {
  std::string out;
  out.reserve(512);
  out.append(R"({"actor":")").append(body.actor);
  out.append(R"(","at":")").append(body.at);
  out.append(R"(","commitment":")").append(base::hex(body.commitment));
  out.append(R"(","format":"clew-entry-1","log":")").append(body.log);
  out.append(R"(","previous":")").append(base::hex(body.previous));
  out.append(R"(","purpose":")").append(body.purpose);
  out.append(R"(","refers":[)");
  for (const uint64_t seq : body.refers) {
    if (out.back() != '[') out += ',';
    out += std::to_string(seq);
  }
  out.append(R"(],"seq":)").append(std::to_string(body.seq));
  out.append(R"(,"type":")").append(body.type).append("\"}");
  return out;
}

std::string signed_bytes(std::string_view body) { return fmt::format("{}\n{}", kFormat, body); }

std::string leaf_bytes(std::string_view body, std::string_view signature) {
  std::string out;
  out.reserve(body.size() + 128);
  out.append("{\"body\":").append(body);
  if (!signature.empty()) out.append(",\"signature\":\"").append(base64(signature)).append("\"");
  return out.append("}");
}

base::Result<Entry> parse_leaf(std::string_view leaf) {
  const auto malformed = [](std::string_view what) {
    return base::fail(base::ErrorKind::format, fmt::format("not an entry (clew-entry-1): {}", what));
  };
  const auto parsed = parse_canonical(leaf);
  if (!parsed) return malformed(parsed.error().message);
  const Value& body = (*parsed)["body"];
  const auto commitment = from_hex(body["commitment"].text());
  const auto previous = from_hex(body["previous"].text());
  if (!commitment || commitment->size() != 32 || !previous || previous->size() != 32 ||
      !body["seq"].is_number())
    return malformed("\"commitment\", \"previous\" or \"seq\"");
  CLEW_TRY_ASSIGN(auto refers, numbers_of(body["refers"]));
  Entry entry;
  entry.body = {body["log"].text(),  static_cast<uint64_t>(body["seq"].number()),
                body["type"].text(), body["actor"].text(),
                body["at"].text(),   body["purpose"].text(),
                std::move(refers),   hash_from(*previous),
                *commitment};
  if (const Value& signature = (*parsed)["signature"]; !signature.is_null()) {
    const auto bytes = from_base64(signature.text());
    if (!bytes || bytes->size() != kSignatureSize) return malformed("\"signature\"");
    entry.signature = *bytes;
  }
  // Whatever else the JSON holds is not an entry's.
  if (leaf_bytes(body_bytes(entry.body), entry.signature) != leaf)
    return malformed("unknown or missing members");
  if (!is_entry_type(entry.body.type)) return malformed("unknown type '" + entry.body.type + "'");
  if (!is_purpose(entry.body.purpose)) return malformed("unknown purpose '" + entry.body.purpose + "'");
  if (!is_plain(entry.body.log)) return malformed("\"log\"");
  return entry;
}

std::string anchor_bytes(uint64_t size, const Hash& root) {
  return fmt::format(R"({{"format":"clew-anchor-1","root":"{}","size":{}}})", base::hex(root), size);
}

}  // namespace clew::prove
