#include "prove/audit.h"

#include <fmt/core.h>

namespace clew::prove {

std::string Chain::add(std::string_view leaf) {
  auto entry = parse_leaf(leaf);
  const uint64_t place = tree_.size();
  if (!entry) return fmt::format("entry {}: {}", place, entry.error().message);
  if (std::string wrong = judge(*entry); !wrong.empty()) return fmt::format("entry {}: {}", place, wrong);
  if (place > 0 && entry->body.at < last_.body.at) {
    remarks_.push_back(fmt::format("entry {} is dated {}, before entry {} of {}: the clock ran backwards",
                                   place, entry->body.at, place - 1, last_.body.at));
  }
  previous_ = leaf_hash(leaf);
  tree_.append(previous_);
  last_ = std::move(*entry);
  return {};
}

std::string Chain::judge(const Entry& entry) {
  if (entry.body.seq != tree_.size()) return fmt::format("it says that it is entry {}", entry.body.seq);
  if (entry.body.log != origin_) return fmt::format("it belongs to another log, {}", entry.body.log);
  if (entry.body.previous != previous_) return "it does not follow the entry before it";
  for (const uint64_t seq : entry.body.refers) {
    if (seq >= tree_.size()) return fmt::format("it refers to entry {}, which comes later", seq);
  }
  if (entry.signature.empty()) return entry.body.actor.empty() ? "" : "it names an officer but is not signed";
  const auto key = key_of_(entry.body.actor);
  if (!key) return fmt::format("nobody knows the key {} that signed it", short_id(entry.body.actor));
  if (id_of(*key) != entry.body.actor)
    return fmt::format("the key given for {} is another", short_id(entry.body.actor));
  if (!verify(*key, signed_bytes(body_bytes(entry.body)), entry.signature))
    return fmt::format("its signature is not that of key {}", short_id(entry.body.actor));
  return {};
}

std::string judge_payload(const Entry& entry, std::string_view salt, std::string_view payload) {
  if (salt.size() != 32) return fmt::format("entry {}: its salt has not 32 bytes", entry.body.seq);
  if (commitment(salt, payload) == entry.body.commitment) return {};
  return fmt::format("entry {}: its content is not what was entered", entry.body.seq);
}

}  // namespace clew::prove
