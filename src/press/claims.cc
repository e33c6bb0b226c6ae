#include "press/claims.h"

#include <algorithm>

namespace clew::press {
namespace {

// How far from a phrase the name it tells of may stand, in words.
constexpr size_t kReach = 9;
constexpr size_t kAppositive = 12;
// A status may stand behind a long apposition, since only the subject of its clause is taken.
constexpr size_t kStatusReach = 24;

bool can_be_subject(const Mention& mention) {
  return mention.kind == MentionKind::person || mention.kind == MentionKind::organisation;
}

class Sentences {
 public:
  Sentences(const Page& page, const WordBook& book, Account& account)
      : text_(page.text),
        book_(book),
        account_(account),
        in_(account.reading),
        mention_at_(in_.words.size(), kNone) {
    for (uint32_t i = 0; i < in_.mentions.size(); ++i) {
      for (uint32_t k = 0; k < in_.mentions[i].words; ++k) mention_at_[in_.mentions[i].first_word + k] = i;
    }
  }

  void find_speakers() {
    for (uint32_t i = 0; i < in_.mentions.size(); ++i) {
      if (in_.mentions[i].kind == MentionKind::person && speaks(in_.mentions[i]))
        account_.roles[i] = MentionRole::speaker;
    }
  }

  void find_claims() {
    for (size_t i = 0; i < in_.words.size(); ++i) {
      for (const WordUse use : {WordUse::status, WordUse::deed, WordUse::tie}) {
        if (const Phrase* phrase = phrase_at(i, use)) {
          take(i, *phrase);
          i += phrase->words - 1;
          break;
        }
      }
    }
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;

  bool is(size_t word, WordUse use) const { return book_.is(in_.folded[word], use); }
  bool same_sentence(size_t a, size_t b) const { return in_.sentence[a] == in_.sentence[b]; }
  std::string_view between(size_t a, size_t b) const {
    const size_t end = in_.words[a].begin + in_.words[a].size;
    return std::string_view(text_).substr(end, in_.words[b].begin - end);
  }

  const Phrase* phrase_at(size_t word, WordUse use) const {
    const Phrase* longest = nullptr;
    std::string words;
    for (size_t i = word; i < in_.words.size() && i < word + book_.longest() && same_sentence(word, i); ++i) {
      words += (i == word ? "" : " ") + in_.folded[i];
      if (const Phrase* phrase = book_.find(words, use)) longest = phrase;
    }
    return longest;
  }

  bool speaks(const Mention& mention) const {
    const size_t first = mention.first_word, end = first + mention.words;
    if (is_said_before(first)) return true;
    // "Zhang Lifan, a Beijing-based analyst, said": an apposition may stand between.
    const bool has_comma =
        end < in_.words.size() && same_sentence(first, end) && between(end - 1, end).starts_with(",");
    const size_t reach = has_comma ? kAppositive : 2;
    for (size_t i = end; i < in_.words.size() && i < end + reach && same_sentence(first, i); ++i) {
      if (mention_at_[i] != kNone && in_.mentions[mention_at_[i]].kind == MentionKind::person) return false;
      if (!is(i, WordUse::speech)) continue;
      return !has_comma || i == end || between(i - 1, i).find(',') != std::string_view::npos;
    }
    return false;
  }

  // "said Ruen Talbecka", "according to Mr X", "his spokeswoman, Lenka Ordave", an office in between.
  bool is_said_before(size_t first) const {
    for (size_t back = 1; back <= 4 && back <= first; ++back) {
      const size_t i = first - back;
      if (!same_sentence(i, first)) return false;
      const bool is_source = book_.is(in_.folded[i], WordUse::source) || (i > 0 && phrase_ends_at(i));
      if (is_source) return true;
      // "X told Y": Y is spoken to.
      if (is(i, WordUse::speech))
        return in_.folded[i] != "told" && in_.folded[i] != "tells" && !has_person(i + 1, first) &&
               !speaks_already(i);
      const bool is_office =
          mention_at_[i] != kNone && in_.mentions[mention_at_[i]].kind == MentionKind::office;
      if (!is_office && back > 2) return false;
    }
    return false;
  }
  bool phrase_ends_at(size_t word) const {
    return book_.is(in_.folded[word - 1] + " " + in_.folded[word], WordUse::source);
  }
  bool has_person(size_t from, size_t to) const {
    for (size_t i = from; i < to; ++i) {
      if (mention_at_[i] != kNone && in_.mentions[mention_at_[i]].kind == MentionKind::person) return true;
    }
    return false;
  }
  // "He said Vasquine", "Xi said Canada": somebody before the verb speaks, not the one behind it.
  bool speaks_already(size_t verb) const {
    if (verb == 0 || !same_sentence(verb - 1, verb)) return false;
    const std::string& before = in_.folded[verb - 1];
    const bool is_pronoun = before == "he" || before == "she" || before == "they" || before == "who" ||
                            before == "it" || before == "i";
    return is_pronoun || mention_at_[verb - 1] != kNone;
  }

  // What is asked, doubted or only possible is no claim.
  bool is_open(size_t word) const {
    for (size_t i = word; i-- > 0 && i + 6 > word && same_sentence(i, word);) {
      if (is(i, WordUse::open)) return true;
    }
    return false;
  }
  bool is_denied(size_t word, size_t words) const {
    for (size_t i = word; i-- > 0 && i + 6 > word && same_sentence(i, word);) {
      if (is(i, WordUse::negation)) return true;
    }
    const size_t behind = word + words;
    return behind < in_.words.size() && same_sentence(word, behind) &&
           (in_.folded[behind] == "no" || in_.folded[behind] == "nobody");
  }
  bool has_being_before(size_t word) const {
    for (size_t i = word; i-- > 0 && i + 4 > word && same_sentence(i, word);) {
      if (is(i, WordUse::be)) return true;
      if (mention_at_[i] != kNone) return false;
    }
    return false;
  }

  // What the procedure has come to is said of nobody but the subject of its clause: not of "by Morales", and
  // not of the UBS in "the former UBS trader who was convicted".
  bool is_clause_subject(uint32_t number, size_t verb) const {
    const Mention& mention = in_.mentions[number];
    const size_t first = mention.first_word, end = first + mention.words;
    static constexpr std::string_view kPrepositions[] = {"by",      "of",    "from", "to", "with", "for",
                                                         "against", "under", "at",   "in", "on"};
    // "by Mr Vasquine": titles stand between.
    for (size_t i = first; i-- > 0 && i + 4 > first && same_sentence(i, first);) {
      const bool is_preposition = std::find(std::begin(kPrepositions), std::end(kPrepositions),
                                            in_.folded[i]) != std::end(kPrepositions);
      if (is_preposition) return false;
      if (!in_.words[i].is_upper_first) break;
    }
    if (end >= verb || end >= in_.words.size()) return true;
    if (between(end - 1, end) != " ") return true;
    const std::string& behind = in_.folded[end];
    static constexpr std::string_view kVerbs[] = {"has",  "had",   "have", "who",     "which",   "and",
                                                  "also", "later", "then", "himself", "herself", "will"};
    return is(end, WordUse::be) || is(end, WordUse::negation) || is(end, WordUse::status) ||
           behind.ends_with("ly") ||
           std::find(std::begin(kVerbs), std::end(kVerbs), behind) != std::end(kVerbs);
  }

  uint32_t mention_before(size_t word, bool is_status) const {
    for (size_t i = word;
         i-- > 0 && i + (is_status ? kStatusReach : kReach) >= word && same_sentence(i, word);) {
      if (in_.folded[i] == "that" || in_.folded[i] == "but") return kNone;
      if (mention_at_[i] == kNone || !can_be_subject(in_.mentions[mention_at_[i]])) continue;
      if (!is_status || is_clause_subject(mention_at_[i], word)) return mention_at_[i];
    }
    return kNone;
  }
  uint32_t mention_after(size_t word, size_t reach) const {
    for (size_t i = word; i < in_.words.size() && i < word + reach; ++i) {
      if (i > 0 && !same_sentence(i, word)) break;
      if (mention_at_[i] != kNone && can_be_subject(in_.mentions[mention_at_[i]])) return mention_at_[i];
    }
    return kNone;
  }
  bool is_nobody(size_t word) const {
    for (size_t i = word; i-- > 0 && i + 5 > word && same_sentence(i, word);) {
      if (in_.folded[i] == "nobody" || in_.folded[i] == "none") return true;
    }
    return false;
  }

  void take(size_t word, const Phrase& phrase) {
    if (is_open(word) || mention_at_[word] != kNone) return;
    const size_t behind = word + phrase.words;
    uint32_t before = kNone, after = kNone;
    switch (phrase.side) {
      case Side::before: before = mention_before(word, phrase.use == WordUse::status); break;
      case Side::after: after = mention_after(behind, 6); break;
      case Side::both:
        before = mention_before(word, phrase.use == WordUse::status);
        after = mention_after(behind, 4);
        break;
      case Side::passive:
        if (has_being_before(word))
          before = mention_before(word, phrase.use == WordUse::status);
        else
          after = mention_after(behind, 4);
        break;
    }
    if (before == kNone && after == kNone && phrase.use == WordUse::status && is_nobody(word))
      add(word, phrase, std::nullopt);
    if (before != kNone) add(word, phrase, before);
    if (after != kNone) add(word, phrase, after);
  }

  static std::string kind_of(WordUse use) {
    return use == WordUse::status ? "status" : use == WordUse::deed ? "deed" : "tie";
  }

  void add(size_t word, const Phrase& phrase, std::optional<uint32_t> mention) {
    Claim claim;
    claim.kind = kind_of(phrase.use);
    claim.meaning = phrase.meaning;
    claim.is_denied = is_denied(word, phrase.words);
    claim.speaker = speaker_of(word, mention);
    const TextWord& last = in_.words[word + phrase.words - 1];
    claim.begin = in_.words[word].begin;
    claim.size = last.begin + last.size - claim.begin;
    place_sentence(word, claim);
    if (mention) {
      claim.who = account_.named_as[*mention];
      if (claim.speaker == claim.who) claim.speaker.reset();
      if (account_.roles[*mention] != MentionRole::speaker || phrase.use == WordUse::status)
        account_.roles[*mention] = MentionRole::subject;
      const auto is_same = [&](const Claim& other) {
        return other.who == claim.who && other.begin == claim.begin;
      };
      if (std::any_of(account_.claims.begin(), account_.claims.end(), is_same)) return;
    }
    account_.claims.push_back(std::move(claim));
  }

  void place_sentence(size_t word, Claim& claim) const {
    size_t first = word, last = word;
    while (first > 0 && same_sentence(first - 1, word)) --first;
    while (last + 1 < in_.words.size() && same_sentence(last + 1, word)) ++last;
    claim.sentence_begin = in_.words[first].begin;
    const size_t end = in_.words[last].begin + in_.words[last].size;
    const size_t stop = std::min(std::string_view(text_).find_first_of(".!?\n", end), text_.size());
    claim.sentence_size = (stop < end + 3 && text_[stop] != '\n' ? stop + 1 : end) - claim.sentence_begin;
  }

  // In quotation marks, or behind "X said": the words are those of the one who speaks in the paragraph.
  std::optional<uint32_t> speaker_of(size_t word, std::optional<uint32_t> subject) const {
    std::optional<uint32_t> found;
    for (uint32_t i = 0; i < in_.mentions.size(); ++i) {
      const Mention& mention = in_.mentions[i];
      if (account_.roles[i] != MentionRole::speaker || mention.paragraph != in_.paragraph[word] ||
          subject == i)
        continue;
      const bool is_same = same_sentence(mention.first_word, word);
      if (is_same || (in_.is_quoted[word] && !found)) found = account_.named_as[i];
      if (is_same) break;
    }
    return found;
  }

  const std::string& text_;
  const WordBook& book_;
  Account& account_;
  const Reading& in_;
  std::vector<uint32_t> mention_at_;
};

}  // namespace

void find_speakers(const Page& page, const WordBook& book, Account& account) {
  Sentences(page, book, account).find_speakers();
}

void find_claims(const Page& page, const WordBook& book, Account& account) {
  Sentences(page, book, account).find_claims();
}

}  // namespace clew::press
