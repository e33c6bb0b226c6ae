// What a page says of whom: everybody named, in which role, what is claimed, and who they could be.
//
//   "Prosecutors charged Ilsa Roth with fraud," Nadia Orl said.
//                        subject, charged        speaker
//
// - Speakers and authors are not looked for in the store, unless asked for: speaking is no reason to be
// screened.
// - A claim is what the page says, in its words, with its place; who is quoted as saying it stays beside it.
// - Words of procedure are the page's own (sought, charged, convicted, acquitted ...): none is concluded, and
//   what might, would or could be is no claim.
// - Press carries no element of an offence by itself: every claim here is graded press.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "press/mentions.h"
#include "press/store_names.h"

namespace clew::press {

enum class MentionRole : uint8_t { subject, speaker, author, pictured, other };
std::string_view to_string(MentionRole role);

// All mentions of one name on the page, taken to be the same one; the page may mean two by one name.
struct Named {
  std::string name;  // The fullest form.
  MentionKind kind = MentionKind::person;
  MentionRole role =
      MentionRole::other;  // The weightiest of its mentions: subject, speaker, author, pictured, other.
  std::vector<uint32_t> mentions;  // In Account::reading.mentions.
  std::vector<Candidate> candidates;
  bool is_withheld = false;  // A speaker or author: not looked for in the store.
};

struct Claim {
  std::optional<uint32_t> who;      // In Account::named; nobody where the page says "nobody".
  std::string kind;                 // "status", "deed", "tie".
  std::string meaning;              // "charged", "holding", "family" ...
  bool is_denied = false;           // The page says it is not so, or that it is denied.
  std::optional<uint32_t> speaker;  // Who is quoted as saying it; else it is the page's own word.
  size_t begin = 0, size = 0;       // The words of the claim.
  size_t sentence_begin = 0, sentence_size = 0;
};

// No news story is longer: what stands behind it is not looked through for names.
constexpr size_t kStoryBytesMax = 1 << 20;

struct Account {
  Reading reading;
  std::vector<MentionRole> roles;  // Of each mention.
  std::vector<uint32_t> named_as;  // Of each mention, in `named`.
  std::vector<Named> named;        // In the order of first mention.
  size_t bytes_read = 0;           // Of the story, from its beginning.
  std::vector<Claim> claims;       // In the order of the text.
};

struct Look {
  const StoreNames* names = nullptr;  // Nothing is looked for without.
  bool with_speakers = false;
  size_t limit = 3;
};

Account account_of(const Page& page, const clean::Tables& tables, const WordBook& book,
                   const Look& look = {});

}  // namespace clew::press
