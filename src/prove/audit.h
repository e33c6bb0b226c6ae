// The chain of a log's entries, followed from the first to the last: shared by whoever tests a desk and
// whoever tests a pack.
//
//   Chain chain("arvenia.example/desk/case/k3", key_of);
//   for (leaf : leaves) if (auto wrong = chain.add(leaf)) ... "entry 7: its signature is not that of ..."
//
// Says the first thing that is wrong in words a court reads. One thread at a time.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "prove/entry.h"

namespace clew::prove {

class Chain {
 public:
  using KeyOf = std::function<std::optional<PublicKey>(std::string_view id)>;
  Chain(std::string origin, KeyOf key_of) : origin_(std::move(origin)), key_of_(std::move(key_of)) {}

  // Takes the next leaf; empty when it is as it should be, else what is wrong. After a mistake go no further.
  std::string add(std::string_view leaf);

  const Entry& last() const { return last_; }
  const Frontier& tree() const { return tree_; }
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  std::string judge(const Entry& entry);

  std::string origin_;
  KeyOf key_of_;
  Frontier tree_;
  Hash previous_ = {};
  Entry last_;
  std::vector<std::string> remarks_;
};

// Empty when `payload` is what the entry was committed to, else what is wrong.
std::string judge_payload(const Entry& entry, std::string_view salt, std::string_view payload);

}  // namespace clew::prove
