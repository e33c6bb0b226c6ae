#include "press/account.h"

#include <algorithm>
#include <unordered_map>

#include "press/claims.h"
#include "read/text.h"

namespace clew::press {
namespace {

MentionKind kind_of(const match::Subject& subject) {
  return subject.kind == clean::NameKind::person ? MentionKind::person : MentionKind::organisation;
}

// Names of the store that the shape of the text did not show: small letters, other languages, unusual names.
void add_known(const Page& page, const StoreNames& names, Reading& reading, std::vector<NameHit>& hits) {
  hits = names.known().find(page.text);
  for (const NameHit& hit : hits) {
    const size_t end = hit.begin + hit.size;
    Mention mention = {
        kind_of(names.entities()[hit.owners.front().number].subject), hit.begin, hit.size, 0, 0, 0};
    bool is_held = false;
    std::erase_if(reading.mentions, [&](const Mention& other) {
      if (other.begin + other.size <= hit.begin || other.begin >= end) return false;
      is_held |= other.begin <= hit.begin && other.begin + other.size >= end;
      return other.begin >= hit.begin && other.begin + other.size <= end && other.size < hit.size;
    });
    if (is_held) continue;
    for (uint32_t i = 0; i < reading.words.size(); ++i) {
      if (reading.words[i].begin < hit.begin || reading.words[i].begin >= end) continue;
      if (mention.words++ == 0) {
        mention.first_word = i;
        mention.paragraph = reading.paragraph[i];
      }
    }
    if (mention.words > 0) reading.mentions.push_back(mention);
  }
  std::sort(reading.mentions.begin(), reading.mentions.end(),
            [](const Mention& a, const Mention& b) { return a.begin < b.begin; });
}

using Words = std::vector<std::string>;

Words words_of(const Reading& reading, const Mention& mention) {
  return {reading.folded.begin() + mention.first_word,
          reading.folded.begin() + mention.first_word + mention.words};
}

bool ends_with(const Words& whole, const Words& part) {
  return part.size() <= whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin());
}
bool begins_with(const Words& whole, const Words& part) {
  return part.size() <= whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

// Whether a shorter mention may mean the longer name: the family name of a person, in either order, or the
// beginning of an organisation's name.
bool may_mean(const Words& shorter, const Words& longer, MentionKind kind) {
  if (kind != MentionKind::person)
    return shorter == longer || (kind == MentionKind::organisation && begins_with(longer, shorter));
  if (ends_with(longer, shorter)) return true;
  return begins_with(longer, shorter) && (longer.size() == 2 || shorter.size() > 1);
}

// Puts mentions of one name together, the fullest first.
void group(const Page& page, Account& account) {
  const auto& mentions = account.reading.mentions;
  std::vector<uint32_t> order(mentions.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t a, uint32_t b) { return mentions[a].words > mentions[b].words; });
  std::vector<Words> words;
  std::vector<Named> named;
  for (const uint32_t i : order) {
    const Words own = words_of(account.reading, mentions[i]);
    uint32_t found = UINT32_MAX;
    for (uint32_t k = 0; k < named.size(); ++k) {
      if (named[k].kind != mentions[i].kind || !may_mean(own, words[k], mentions[i].kind)) continue;
      // Equal names first, then those that end alike: "Vasquine" is Teodor Vasquine before Vasquine-Roth.
      if (found == UINT32_MAX || (own == words[k] && own != words[found])) found = k;
    }
    if (found == UINT32_MAX) {
      found = static_cast<uint32_t>(named.size());
      named.push_back({page.text.substr(mentions[i].begin, mentions[i].size),
                       mentions[i].kind,
                       MentionRole::other,
                       {},
                       {},
                       false});
      words.push_back(own);
    }
    named[found].mentions.push_back(i);
  }
  for (Named& one : named) std::sort(one.mentions.begin(), one.mentions.end());
  std::sort(named.begin(), named.end(),
            [](const Named& a, const Named& b) { return a.mentions.front() < b.mentions.front(); });
  account.named_as.assign(mentions.size(), 0);
  for (uint32_t k = 0; k < named.size(); ++k) {
    for (const uint32_t i : named[k].mentions) account.named_as[i] = k;
  }
  account.named = std::move(named);
}

bool is_author(const Page& page, std::string_view name) {
  return std::any_of(page.authors.begin(), page.authors.end(),
                     [&](const Stated& author) { return read::equal_ignoring_case(author.value, name); });
}

void settle_roles(const Page& page, Account& account) {
  for (Named& one : account.named) {
    for (const uint32_t i : one.mentions) {
      MentionRole& role = account.roles[i];
      if (role == MentionRole::other &&
          page.paragraphs[account.reading.mentions[i].paragraph].kind == ParagraphKind::caption) {
        role = MentionRole::pictured;
      }
      one.role = std::min(one.role, role);
    }
    if (is_author(page, one.name)) {
      one.role = MentionRole::author;
      for (const uint32_t i : one.mentions) account.roles[i] = MentionRole::author;
    }
  }
}

void look_up(const Page& page, const Look& look, const std::vector<NameHit>& hits, Account& account) {
  for (Named& one : account.named) {
    if (one.kind != MentionKind::person && one.kind != MentionKind::organisation) continue;
    if (!look.with_speakers && (one.role == MentionRole::speaker || one.role == MentionRole::author)) {
      one.is_withheld = true;
      continue;
    }
    // As the list writes it, in any of the mentions; else by likeness of the fullest.
    for (const uint32_t i : one.mentions) {
      const Mention& mention = account.reading.mentions[i];
      for (const NameHit& hit : hits) {
        const bool is_same =
            hit.begin >= mention.begin && hit.begin + hit.size <= mention.begin + mention.size;
        // A list's name inside a longer one is no candidate for the longer one.
        if (!is_same || !one.candidates.empty() || hit.size * 2 < mention.size) continue;
        one.candidates =
            look.names->candidates(hit, std::string_view(page.text).substr(hit.begin, hit.size), look.limit);
      }
    }
    const bool is_full =
        account.reading.mentions[one.mentions.front()].words > 1 || one.name.find(' ') != std::string::npos;
    if (one.candidates.empty() && is_full) {
      one.candidates = look.names->candidates(
          one.name, one.kind == MentionKind::person ? clean::NameKind::person : clean::NameKind::organisation,
          look.limit);
    }
  }
}

}  // namespace

std::string_view to_string(MentionRole role) {
  switch (role) {
    case MentionRole::subject: return "subject of a claim";
    case MentionRole::speaker: return "speaker";
    case MentionRole::author: return "author";
    case MentionRole::pictured: return "pictured";
    case MentionRole::other: break;
  }
  return "other";
}

namespace {

// The paragraphs that stand within the first kStoryBytesMax bytes, and at least one.
Page beginning_of(const Page& page) {
  Page beginning = page;
  while (beginning.paragraphs.size() > 1 &&
         beginning.paragraphs.back().begin + beginning.paragraphs.back().size > kStoryBytesMax) {
    beginning.paragraphs.pop_back();
  }
  Paragraph& last = beginning.paragraphs.back();
  last.size =
      read::shortened(std::string_view(page.text).substr(last.begin, last.size), kStoryBytesMax).size();
  beginning.text.resize(last.begin + last.size);
  return beginning;
}

}  // namespace

Account account_of(const Page& page, const clean::Tables& tables, const WordBook& book, const Look& look) {
  if (page.text.size() > kStoryBytesMax && !page.paragraphs.empty() &&
      page.paragraphs.back().begin + page.paragraphs.back().size > kStoryBytesMax) {
    return account_of(beginning_of(page), tables, book, look);
  }
  Account account;
  account.bytes_read = page.text.size();
  account.reading = read_mentions(page, tables, book);
  std::vector<NameHit> hits;
  if (look.names != nullptr) add_known(page, *look.names, account.reading, hits);
  account.roles.assign(account.reading.mentions.size(), MentionRole::other);
  group(page, account);
  find_speakers(page, book, account);
  find_claims(page, book, account);
  settle_roles(page, account);
  if (look.names != nullptr) look_up(page, look, hits, account);
  return account;
}

}  // namespace clew::press
