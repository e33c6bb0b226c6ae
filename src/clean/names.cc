#include "clean/names.h"

#include <algorithm>
#include <bit>

#include "base/hash.h"
#include "clean/sound.h"
#include "clean/tokens.h"

namespace clew::clean {
namespace {

constexpr uint32_t kTitleWeight = 100;
constexpr uint32_t kParticleWeight = 100;
constexpr uint32_t kServantWeight = 350;
constexpr uint32_t kInitialWeight = 400;
constexpr uint32_t kPatronymicWeight = 700;
constexpr uint32_t kFormWeight = 150;
constexpr uint32_t kNumberWeight = 500;
// How much of its quality a word loses when it differs by its own length, in percent: one letter of five
// costs a third. Tuned on public labelled name pairs.
constexpr uint32_t kLossPercent = 160;
constexpr size_t kRunLettersMin = 4;
constexpr uint32_t kRunQualityMin = 850;

struct Draft {
  std::string written;
  std::vector<std::string> spellings;
  Role role = Role::word;
  bool vowels_unwritten = false;
};

bool is_number(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string phrase_of(const std::vector<std::string>& words, size_t first, size_t count) {
  std::string phrase;
  for (size_t i = first; i < first + count; ++i) phrase += (i == first ? "" : " ") + words[i];
  return phrase;
}

bool counts_for(WordKind word, NameKind name) {
  switch (word) {
    case WordKind::title:
    case WordKind::servant: return name == NameKind::person || name == NameKind::unknown;
    case WordKind::particle: return true;
    case WordKind::form: return true;
    case WordKind::vessel: return name == NameKind::thing;
    case WordKind::generic:
    case WordKind::abbreviation: return name == NameKind::organisation || name == NameKind::unknown;
    case WordKind::number: return name != NameKind::person;
  }
  return false;
}

// The longest phrase of the tables that begins at `first`.
bool is_title(const Tables& tables, const std::string& word) {
  const auto found = tables.words.find(word);
  return found != tables.words.end() && std::any_of(found->second.begin(), found->second.end(),
                                                    [](auto& one) { return one.kind == WordKind::title; });
}

const WordMeaning* meaning_at(const Tables& tables, const std::vector<std::string>& words, size_t first,
                              NameKind kind, size_t& count) {
  const auto longest = tables.longest_from.find(words[first]);
  count = longest == tables.longest_from.end() ? 0 : std::min(longest->second, words.size() - first);
  for (; count > 0; --count) {
    const auto found = tables.words.find(phrase_of(words, first, count));
    if (found == tables.words.end()) continue;
    for (const WordMeaning& meaning : found->second) {
      const bool is_person = kind == NameKind::person;
      // "Sa" or "As" inside a person's name is a name; behind it, or before a company, it is a form.
      if (meaning.kind == WordKind::form && is_person && (first == 0 || first + count < words.size()))
        continue;
      // "Dung Sheikh": behind one name it is a name, behind a title a title.
      if (meaning.kind == WordKind::title && first == 1 && first + count == words.size() &&
          !is_title(tables, words[0]))
        continue;
      if (counts_for(meaning.kind, kind)) return &meaning;
    }
  }
  count = 1;
  return nullptr;
}

Role role_of(WordKind kind) {
  switch (kind) {
    case WordKind::title:
    case WordKind::vessel: return Role::title;
    case WordKind::particle: return Role::particle;
    case WordKind::servant: return Role::servant;
    case WordKind::form: return Role::form;
    case WordKind::generic: return Role::generic;
    case WordKind::number: return Role::number;
    case WordKind::abbreviation: return Role::generic;
  }
  return Role::word;
}

// "abdulaziz" is "abd" and "aziz"; "abdullah" is one word.
size_t servant_prefix(std::string_view word) {
  for (const std::string_view prefix : {"abdul", "abdel", "abdal", "abdol", "abdur"}) {
    if (word.starts_with(prefix) && word.size() >= prefix.size() + 3 &&
        !word.substr(prefix.size() - 1).starts_with("lla")) {
      return prefix.size();
    }
  }
  return 0;
}

bool is_patronymic(std::string_view latin) {
  for (const std::string_view ending : {"vich", "vitch", "vych", "vna", "ovic", "ichna"}) {
    if (latin.size() > ending.size() + 2 && latin.ends_with(ending)) return true;
  }
  return false;
}

void add_word(const Tables& tables, const std::string& written, NameKind kind, bool is_alone,
              std::vector<Draft>& drafts) {
  const std::string word = without_lookalikes(tables, written);
  const Script script = script_of(word);
  const bool may_be_person = kind == NameKind::person || kind == NameKind::unknown;
  if (may_be_person && is_alone && (script == Script::han || script == Script::hangul)) {
    for (NameSyllables& part : split_family_name(tables, word)) {
      drafts.push_back({part.written, std::move(part.spellings), Role::word, false});
    }
    return;
  }
  if (may_be_person) {
    if (const size_t prefix = servant_prefix(word); prefix > 0) {
      drafts.push_back({word.substr(0, prefix), {"abd"}, Role::servant, false});
      drafts.push_back({word.substr(prefix), {word.substr(prefix)}, Role::word, false});
      return;
    }
  }
  Romanised romanised = romanise(tables, word);
  Role role = Role::word;
  if (is_number(word)) role = Role::number;
  if (role == Role::word && word.size() == 1 && script == Script::latin) role = Role::initial;
  if (role == Role::word && kind == NameKind::person && is_patronymic(romanised.spellings.front()))
    role = Role::patronymic;
  drafts.push_back({written, std::move(romanised.spellings), role, romanised.vowels_unwritten});
}

void add_meaning(const Tables& tables, const std::string& phrase, const WordMeaning& meaning,
                 std::vector<Draft>& drafts) {
  const Role role = role_of(meaning.kind);
  if (meaning.kind == WordKind::abbreviation) {
    for (const std::string& word : tokens(meaning.meaning)) drafts.push_back({word, {word}, role, false});
    return;
  }
  std::vector<std::string> spellings = {meaning.meaning};
  if (meaning.meaning.empty()) spellings = romanise(tables, phrase).spellings;
  if (role == Role::servant) spellings = {"abd"};
  drafts.push_back({phrase, std::move(spellings), role, false});
}

// "l x c" is "lxc" in an organisation's name: people write it with points or without.
std::vector<std::string> join_single_letters(std::vector<std::string> words) {
  std::vector<std::string> kept;
  bool joining = false;
  for (std::string& word : words) {
    const bool is_single = word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
    if (is_single && joining) {
      kept.back() += word;
    } else {
      kept.push_back(std::move(word));
    }
    joining = is_single;
  }
  return kept;
}

// "forty", "4" is 44.
void join_numbers(std::vector<Draft>& drafts) {
  for (size_t i = 0; i + 1 < drafts.size(); ++i) {
    if (drafts[i].role != Role::number || drafts[i + 1].role != Role::number) continue;
    const std::string& tens = drafts[i].spellings.front();
    const std::string& ones = drafts[i + 1].spellings.front();
    if (tens.size() != 2 || tens[1] != '0' || ones.size() != 1) continue;
    drafts[i].spellings = {tens.substr(0, 1) + ones};
    drafts[i].written += " " + drafts[i + 1].written;
    drafts.erase(drafts.begin() + static_cast<ptrdiff_t>(i) + 1);
  }
}

uint32_t rarity_weight(const TextMap<uint32_t>& bits, const std::string& latin, uint32_t least) {
  const auto found = bits.find(latin);
  if (found == bits.end()) return 1250;
  return std::clamp(found->second * 1000 / 11'000, least, 1250u);
}

uint32_t weight_of(const Tables& tables, const Part& part, NameKind kind) {
  switch (part.role) {
    case Role::title: return kTitleWeight;
    case Role::particle: return kParticleWeight;
    case Role::servant: return kServantWeight;
    case Role::initial: return kInitialWeight;
    case Role::patronymic: return kPatronymicWeight;
    case Role::form: return kFormWeight;
    case Role::number: return kNumberWeight;
    default: break;
  }
  const std::string& latin = part.forms.front().latin;
  if (kind == NameKind::person) return rarity_weight(tables.person_bits, latin, 550);
  if (kind == NameKind::unknown && part.role == Role::word) {
    return std::min(rarity_weight(tables.person_bits, latin, 550),
                    rarity_weight(tables.organisation_bits, latin, 550));
  }
  return rarity_weight(tables.organisation_bits, latin, part.role == Role::generic ? 350 : 550);
}

// Whether the word stands in capitals in the text; points within it pass, as in "F.S.B.".
bool stands_in_capitals(std::string_view text, std::string_view word) {
  std::string run;
  const auto is_it = [&] {
    return run.size() == word.size() && std::equal(run.begin(), run.end(), word.begin(), [](char a, char b) {
             return a >= 'A' && a <= 'Z' && static_cast<char>(a + 32) == b;
           });
  };
  for (const char c : text) {
    const bool is_of_word = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_of_word) run += c;
    if (is_of_word || c == '.') continue;
    if (is_it()) return true;
    run.clear();
  }
  return is_it();
}

// "for" is no Fundación Ornitológica Regional: what many bear, or what is written like any word of three
// letters, stands for no whole name.
bool may_be_acronym(const Part& part, std::string_view name_written) {
  constexpr size_t kLettersOfAnyCase = 4;
  const Form& form = part.forms.front();
  if (is_soft(part.role) || part.role == Role::generic || (form.letters & kOfMany) != 0) return false;
  if (form.latin.size() < 3 || form.latin.size() > kPartsMax) return false;
  return form.latin.size() >= kLettersOfAnyCase || stands_in_capitals(name_written, part.written);
}

Part make_part(const Tables& tables, Draft draft, std::string_view name_written, NameKind kind) {
  Part part;
  part.written = std::move(draft.written);
  part.role = draft.role;
  part.script = script_of(without_lookalikes(tables, part.written));
  part.vowels_unwritten = draft.vowels_unwritten;
  for (std::string& latin : draft.spellings) {
    part.forms.push_back(form_of(std::move(latin)));
    Form& form = part.forms.back();
    if (tables.person_bits.contains(form.latin) || tables.organisation_bits.contains(form.latin))
      form.letters |= kOfMany;
  }
  part.weight = weight_of(tables, part, kind);
  if (kind == NameKind::person || kind == NameKind::unknown) {
    const auto found = tables.nicknames.find(part.forms.front().latin);
    if (found != tables.nicknames.end()) part.nickname_classes = found->second;
  }
  part.may_be_acronym = may_be_acronym(part, name_written);
  return part;
}

// Where a name is nothing but titles and particles, they are all there is to compare.
void weigh_what_there_is(std::vector<Part>& parts) {
  if (std::any_of(parts.begin(), parts.end(), [](const Part& part) { return !is_soft(part.role); })) return;
  for (Part& part : parts) {
    part.weight = 1000;
    part.role = Role::word;
  }
}

std::string acronym_of(const Name& name) {
  std::string letters;
  size_t words = 0;
  for (const Part& part : name.parts) {
    if (is_soft(part.role) || part.forms.front().latin.empty()) continue;
    letters += part.forms.front().latin.front();
    ++words;
  }
  return words >= 3 ? letters : std::string();
}

void add_runs(Name& name) {
  for (size_t count = 2; count <= 3; ++count) {
    for (size_t first = 0; first + count <= name.parts.size(); ++first) {
      size_t letters = 0;
      for (size_t i = first; i < first + count; ++i) letters += name.parts[i].forms.front().latin.size();
      if (letters >= kRunLettersMin) name.runs.push_back(run_of(name.parts, first, count));
    }
  }
}

// Best of two forms: by slips of the pen, by sound, by consonants where vowels are unwritten.
template <class Left, class Right>
Likeness forms_related(const Left& a, const Right& b, bool vowels_unwritten) {
  const size_t longer = std::max(a.latin.size(), b.latin.size());
  const uint32_t allowed = edits_allowed(longer);
  const bool same_bones = a.bones != 0 && a.bones == b.bones && a.skeleton == b.skeleton;
  const bool may_be_near =
      static_cast<uint32_t>(std::popcount((a.letters ^ b.letters) & ~kOfMany)) <= 2 * allowed;
  if (!may_be_near && !same_bones) return {};
  if (a.latin == b.latin) return {Relation::equal, 1000};
  const uint32_t edits = may_be_near ? edit_distance(a.latin, b.latin, allowed) : allowed + 1;
  if (edits > allowed && !same_bones) return {};
  if (longer <= 1) return {};
  uint32_t cost = sound_distance(a.sound, b.sound, vowels_unwritten);
  const bool swapped = edits == 1 && a.latin.size() == b.latin.size() && cost > 1000;
  if (swapped) cost = 1000;

  const uint32_t loss = cost * kLossPercent / 100 / static_cast<uint32_t>(longer);
  // Bones alone, two consonants or three, are shared by too many words: they must also sound close.
  if (loss >= (edits > allowed || vowels_unwritten ? 300u : 850u)) return {};
  const uint32_t quality = 1000 - std::max(loss, 20u);
  const Relation relation = vowels_unwritten ? Relation::romanisation
                            : same_bones     ? Relation::phonetic
                                             : Relation::edit;
  return {relation, quality};
}

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// "mario" and "maria", "castro" and "castano": two words that many bear, and not one heard in two ways.
template <class Left, class Right>
bool are_two_words(const Left& a, const Right& b) {
  if ((a.letters & b.letters & kOfMany) == 0 || a.sound == b.sound) return false;
  if (a.skeleton != b.skeleton || a.sound.empty() || b.sound.empty()) return true;
  const char left = a.sound.back();
  const char right = b.sound.back();
  return left != right && (is_vowel(left) || is_vowel(right));
}

bool writes_syllables(Script script) { return script == Script::han || script == Script::hangul; }

template <class Initial, class Word>
Likeness initial_related(const Initial& initial, const Word& word) {
  if (word.role == Role::particle || word.role == Role::title || word.role == Role::form) return {};
  for (const auto& form : word.forms) {
    if (!form.latin.empty() && form.latin.front() == initial.forms.front().latin.front())
      return {Relation::initial, 850};
  }
  return {};
}

template <class Left, class Right>
bool shares_nickname(const Left& a, const Right& b) {
  return std::any_of(a.nickname_classes.begin(), a.nickname_classes.end(), [&](const auto& name) {
    return std::find(b.nickname_classes.begin(), b.nickname_classes.end(), name) != b.nickname_classes.end();
  });
}

template <class Left, class Right>
Likeness number_related(const Left& a, const Right& b) {
  return a.forms.front().latin == b.forms.front().latin ? Likeness{Relation::number, 1000} : Likeness{};
}

constexpr uint32_t kTwoWordsQuality = 660;
constexpr uint32_t kSeldomLoss = 6;
uint32_t other_script_quality_min(Script a, Script b) {
  return writes_syllables(a) || writes_syllables(b) ? 820 : 760;
}

template <class Left, class Right>
Likeness parts_related(const Left& a, const Right& b) {
  // A title meets a title: what weighs nothing must not stand in for what does.
  if (is_soft(a.role) != is_soft(b.role)) return {};
  if ((a.role == Role::number) != (b.role == Role::number)) return {};
  if (a.written == b.written && a.forms.front().latin == b.forms.front().latin)
    return {Relation::equal, 1000};
  if ((a.role == Role::form) != (b.role == Role::form)) return {};
  if (a.role == Role::form)
    return number_related(a, b).quality > 0 ? Likeness{Relation::equal, 1000} : Likeness{};
  if (a.role == Role::number && b.role == Role::number) return number_related(a, b);
  if (a.role == Role::initial || b.role == Role::initial) {
    return a.role == Role::initial ? initial_related(a, b) : initial_related(b, a);
  }
  Likeness best;
  const bool is_one_script = a.script == b.script;
  const bool vowels_unwritten = a.vowels_unwritten != b.vowels_unwritten;
  for (size_t i = 0; i < a.forms.size(); ++i) {
    for (size_t j = 0; j < b.forms.size(); ++j) {
      Likeness likeness = forms_related(a.forms[i], b.forms[j], vowels_unwritten);
      if (likeness.quality == 0) continue;
      if (is_one_script && likeness.quality > kTwoWordsQuality && are_two_words(a.forms[i], b.forms[j]))
        likeness.quality = kTwoWordsQuality;
      // What is seldom so spelt tells less.
      likeness.quality -= std::min(likeness.quality - 1, kSeldomLoss * static_cast<uint32_t>(i + j));
      if (likeness.quality > best.quality) best = likeness;
    }
  }
  // A word of another script is known by its sound alone, and short words sound alike.
  if (!is_one_script && best.quality < other_script_quality_min(a.script, b.script)) best = {};
  // Two names in one script of syllables differ where a letter differs: only a whole homophone counts.
  if (is_one_script && writes_syllables(a.script)) {
    return best.relation == Relation::equal ? Likeness{Relation::phonetic, 600} : Likeness{};
  }
  if (best.quality > 0 && !is_one_script) best = {Relation::romanisation, std::min(best.quality, 980u)};
  if (best.quality < 800 && shares_nickname(a, b)) best = {Relation::nickname, 800};
  return best;
}

// Runs are many and seldom mean anything, so that they must have the bones of the word they are read as: what
// an index can list by one key. A word that swallows a short neighbour would hide that the other name lacks
// it; a letter that a longer word swallows would hide that it contradicts: with one, only the whole counts.
template <class Word>
Likeness run_related(const Run& run, const Word& word) {
  const Form& form = run.part.forms.front();
  const bool vowels_unwritten = run.part.vowels_unwritten != word.vowels_unwritten;
  const size_t apart_most = vowels_unwritten ? kRunApartUnwritten : kRunApart;
  const bool has_bones =
      form.bones != 0 && std::any_of(word.forms.begin(), word.forms.end(), [&](const auto& other) {
        const size_t a = form.latin.size(), b = other.latin.size();
        return other.bones == form.bones && (a > b ? a - b : b - a) <= apart_most &&
               other.skeleton == form.skeleton;
      });
  if (!has_bones || word.role == Role::initial) return {};
  if (vowels_unwritten && form.skeleton.size() < kRunBonesMin) return {};
  const Likeness likeness = parts_related(run.part, word);
  return likeness.quality < (run.has_initial ? 1000u : kRunQualityMin) ? Likeness{} : likeness;
}

}  // namespace

uint64_t letters_of(std::string_view latin) {
  uint64_t letters = 0;
  for (const char c : latin) letters |= uint64_t{1} << (static_cast<uint8_t>(c) % 64);
  return letters;
}

uint32_t bones_of(std::string_view skeleton) {
  return skeleton.size() < 2 ? 0 : static_cast<uint32_t>(base::hash64(skeleton)) | 1u;
}

Form form_of(std::string latin) {
  Form form;
  form.sound = sound_of(latin);
  form.skeleton = skeleton_of(form.sound);
  form.letters = letters_of(latin);
  form.bones = bones_of(form.skeleton);
  form.latin = std::move(latin);
  return form;
}

Run run_of(std::span<const Part> parts, size_t first, size_t count) {
  Run run;
  run.first = static_cast<uint8_t>(first);
  run.count = static_cast<uint8_t>(count);
  Part& whole = run.part;
  whole.script = parts[first].script;
  whole.weight = 0;
  std::string latin;
  for (const Part& part : parts.subspan(first, count)) {
    whole.written += part.written;
    whole.weight += part.weight;
    whole.vowels_unwritten = whole.vowels_unwritten || part.vowels_unwritten;
    run.has_initial = run.has_initial || part.role == Role::initial;
    latin += part.forms.front().latin;
  }
  whole.forms.push_back(form_of(std::move(latin)));
  return run;
}

std::string_view to_string(Role role) {
  constexpr std::string_view kNames[] = {"word",       "title", "particle", "servant", "initial",
                                         "patronymic", "form",  "generic",  "number"};
  return kNames[static_cast<size_t>(role)];
}

std::string_view to_string(Relation relation) {
  constexpr std::string_view kNames[] = {"none",    "equal",  "romanisation", "phonetic", "edit",  "nickname",
                                         "initial", "joined", "split",        "acronym",  "number"};
  return kNames[static_cast<size_t>(relation)];
}

namespace {

Name analysed(const Tables& tables, std::string_view written, NameKind kind, bool parts_family) {
  Name name;
  name.written = written;
  name.kind = kind;
  std::vector<std::string> words = tokens(written);
  std::vector<Draft> drafts;
  std::vector<std::string> pending;  // Words without a meaning of their own, waiting to be joined.
  const auto flush = [&] {
    if (kind == NameKind::organisation) pending = join_single_letters(std::move(pending));
    for (const std::string& word : pending)
      add_word(tables, word, kind, parts_family && words.size() == 1, drafts);
    pending.clear();
  };
  for (size_t at = 0; at < words.size() && drafts.size() + pending.size() < kPartsMax;) {
    size_t count = 1;
    const WordMeaning* meaning = meaning_at(tables, words, at, kind, count);
    if (meaning == nullptr) {
      pending.push_back(words[at]);
    } else {
      flush();
      add_meaning(tables, phrase_of(words, at, count), *meaning, drafts);
    }
    at += count;
  }
  flush();
  join_numbers(drafts);
  if (drafts.size() > kPartsMax) drafts.resize(kPartsMax);
  for (Draft& draft : drafts) name.parts.push_back(make_part(tables, std::move(draft), written, kind));
  name.is_titles_alone =
      !name.parts.empty() && std::all_of(name.parts.begin(), name.parts.end(),
                                         [](const Part& part) { return part.role == Role::title; });
  weigh_what_there_is(name.parts);
  add_runs(name);
  if (kind != NameKind::person) name.acronym = acronym_of(name);
  return name;
}

}  // namespace

Name analyse_name(const Tables& tables, std::string_view written, NameKind kind) {
  return analysed(tables, written, kind, true);
}

Name analyse_as_one_word(const Tables& tables, std::string_view written, NameKind kind) {
  const std::vector<std::string> words = tokens(written);
  if (words.size() != 1 || !writes_syllables(script_of(words.front()))) return {};
  return analysed(tables, written, kind, false);
}

Likeness related(const Part& a, const Part& b) { return parts_related(a, b); }
Likeness related(const Part& a, const PartView& b) { return parts_related(a, b); }
Likeness related(const Run& run, const Part& word) { return run_related(run, word); }
Likeness related(const Run& run, const PartView& word) { return run_related(run, word); }

}  // namespace clew::clean
