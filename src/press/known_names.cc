#include "press/known_names.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <string>

#include "clean/tokens.h"

namespace clew::press {
namespace {

using match::Subject;
using match::SubjectName;

// Two words of a person's name that together are rarer than one in 2^22 words may stand for the whole name:
// less, and namesakes are likelier than the person meant.
constexpr uint32_t kShortenedBits = 21'000;
// A name of one word is looked for where it is as rare as this, or written in capitals.
constexpr uint32_t kSingleBits = 15'000;
// An organisation's name of one word may be frequent on lists: Taliban, Hizballah.
constexpr uint32_t kSingleOrganisationBits = 11'000;
constexpr uint32_t kAbsentBits = 17'500;  // What no table of frequencies has.
constexpr size_t kWordsMax = 16;

struct NameWord {
  uint64_t key = 0;
  std::string folded;
  bool is_form = false;  // "Ltd", "LLC", "Company".
  bool is_title = false;
  bool is_particle = false;
  bool is_country = false;
};

enum Condition : uint8_t { no_condition = 0, needs_capital = 1, needs_all_capitals = 2 };

struct Pattern {
  Owner owner;
  uint8_t condition = no_condition;
};

}  // namespace

struct KnownNames::State {
  explicit State(std::shared_ptr<const clean::Tables> given) : tables(std::move(given)) {
    nodes.emplace_back();
  }

  struct NodeEnd {
    uint32_t first = UINT32_MAX;  // In patterns; a list linked by next_pattern.
  };
  std::shared_ptr<const clean::Tables> tables;
  boost::unordered_flat_map<uint64_t, uint32_t> roots;  // By the key of the first word.
  boost::unordered_flat_map<uint64_t, uint32_t> steps;  // By node and key.
  std::vector<NodeEnd> nodes;
  std::vector<Pattern> patterns;
  std::vector<uint32_t> next_pattern;
  size_t names = 0;

  static uint64_t step_key(uint32_t node, uint64_t key) {
    return key ^ (static_cast<uint64_t>(node) * 0x9E3779B97F4A7C15);
  }

  uint32_t child(uint32_t node, uint64_t key) const {
    const auto& map = node == 0 ? roots : steps;
    const auto found = map.find(node == 0 ? key : step_key(node, key));
    return found == map.end() ? 0 : found->second;
  }
  uint32_t child_made(uint32_t node, uint64_t key) {
    auto& map = node == 0 ? roots : steps;
    const auto [at, is_new] =
        map.try_emplace(node == 0 ? key : step_key(node, key), static_cast<uint32_t>(nodes.size()));
    if (is_new) nodes.emplace_back();
    return at->second;
  }

  void add_pattern(const std::vector<const NameWord*>& words, Pattern pattern) {
    if (words.empty() || words.size() > kWordsMax) return;
    uint32_t node = 0;
    for (const NameWord* word : words) node = child_made(node, word->key);
    for (uint32_t i = nodes[node].first; i != UINT32_MAX; i = next_pattern[i]) {
      if (patterns[i].owner.number != pattern.owner.number) continue;
      patterns[i].owner.form = std::min(patterns[i].owner.form, pattern.owner.form);
      patterns[i].condition = std::min(patterns[i].condition, pattern.condition);
      return;
    }
    next_pattern.push_back(nodes[node].first);
    nodes[node].first = static_cast<uint32_t>(patterns.size());
    patterns.push_back(pattern);
  }

  bool has_meaning(const std::string& word, clean::WordKind kind) const {
    const auto found = tables->words.find(word);
    return found != tables->words.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const auto& meaning) { return meaning.kind == kind; });
  }

  std::vector<NameWord> words_in(std::string_view written) const {
    std::vector<NameWord> words;
    for (const TextWord& word : words_of(written)) {
      NameWord one;
      one.key = word.key;
      for (const std::string& token : clean::tokens(written.substr(word.begin, word.size)))
        one.folded += token;
      one.is_form =
          has_meaning(one.folded, clean::WordKind::form) || one.folded == "company" || one.folded == "co";
      one.is_title = has_meaning(one.folded, clean::WordKind::title);
      one.is_particle = has_meaning(one.folded, clean::WordKind::particle);
      one.is_country = tables->countries.contains(one.folded);
      words.push_back(std::move(one));
    }
    mark_forms(words);
    return words;
  }

  // "S.A. de C.V." is a form of five words.
  void mark_forms(std::vector<NameWord>& words) const {
    for (size_t i = 0; i < words.size(); ++i) {
      std::string phrase;
      for (size_t k = i; k < words.size() && k < i + 5; ++k) {
        phrase += (k == i ? "" : " ") + words[k].folded;
        if (!has_meaning(phrase, clean::WordKind::form)) continue;
        for (size_t m = i; m <= k; ++m) words[m].is_form = true;
      }
    }
  }

  static uint32_t bits_in(const clean::TextMap<uint32_t>& map, const std::string& word) {
    const auto found = map.find(word);
    return found == map.end() ? kAbsentBits : found->second;
  }
  uint32_t bits(const NameWord& word) const {
    if (word.folded.size() < 2) return 0;
    return std::min(bits_in(tables->person_bits, word.folded),
                    bits_in(tables->organisation_bits, word.folded));
  }

  void add_person(std::string_view written, uint32_t number, NameForm form);
  void add_other(std::string_view written, uint32_t number, NameForm form, bool is_vessel);
  void add_single(const NameWord& word, Pattern pattern, bool is_person, bool is_vessel);
};

namespace {

using Words = std::vector<const NameWord*>;

Words pointers(const std::vector<NameWord>& words) {
  Words all;
  for (const NameWord& word : words) {
    if (!word.is_title) all.push_back(&word);
  }
  return all;
}

Words joined(const Words& a, const Words& b) {
  Words all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

Words without_particles(const Words& words) {
  Words rest;
  std::copy_if(words.begin(), words.end(), std::back_inserter(rest),
               [](const NameWord* word) { return !word->is_particle; });
  return rest;
}

}  // namespace

void KnownNames::State::add_single(const NameWord& word, Pattern pattern, bool is_person, bool is_vessel) {
  if (word.folded.size() < 3) return;
  // People known by one word are many, and a ship may be called by any.
  const bool is_rare = !is_person && !is_vessel && word.folded.size() >= 5 &&
                       bits(word) >= kSingleOrganisationBits &&
                       bits_in(tables->person_bits, word.folded) >= kSingleBits;
  if (is_person && (pattern.owner.form == NameForm::weak || bits(word) < kSingleBits)) return;
  if (tables->countries.contains(word.folded)) return;
  pattern.condition = is_rare || is_person ? needs_capital : needs_all_capitals;
  add_pattern({&word}, pattern);
}

void KnownNames::State::add_person(std::string_view written, uint32_t number, NameForm form) {
  const size_t comma = written.find(',');
  const auto family_words = words_in(written.substr(0, comma == written.npos ? 0 : comma));
  const auto given_words = words_in(comma == written.npos ? written : written.substr(comma + 1));
  const Words family = pointers(family_words), given = pointers(given_words);
  const Words whole = joined(given, family);
  const Pattern as_written = {{number, form}, needs_capital};
  // What a list itself calls a weak alias is looked for only where it is long: "Carlos Mario" is many people.
  if (form == NameForm::weak && whole.size() < 3) return;
  if (whole.size() == 1) return add_single(*whole[0], as_written, true, false);
  add_pattern(whole, as_written);
  if (!family.empty()) add_pattern(joined(family, given), as_written);

  const auto add_shortened = [&](const Words& words) {
    if (words.size() < 2 || words.size() >= whole.size()) return;
    uint32_t sum = 0;
    for (const NameWord* word : words) sum += word->is_particle ? 0 : bits(*word);
    if (sum < kShortenedBits) return;
    add_pattern(words, {{number, std::max(form, NameForm::shortened)}, needs_capital});
  };
  add_shortened(without_particles(whole));
  // "RUNIGA, Jean-Marie Rugerero" is also written Jean-Marie Runiga Rugerero.
  for (size_t at = 1; !family.empty() && at < given.size(); ++at) {
    const Words before(given.begin(), given.begin() + static_cast<long>(at));
    const Words behind(given.begin() + static_cast<long>(at), given.end());
    add_pattern(joined(joined(before, family), behind), as_written);
  }
  if (family.empty()) {
    if (whole.size() > 2) {
      add_shortened({whole.front(), whole.back()});
      add_shortened(Words(whole.begin(), whole.end() - 1));
    }
    return;
  }
  if (given.empty()) return;
  const Words first_given = {given.front()};
  add_shortened(joined(first_given, family));
  if (given.size() > 1) add_shortened(joined({given.back()}, family));
  if (family.size() > 1) {
    const Words first_family = family[0]->is_particle ? family : Words{family[0]};
    add_shortened(joined(given, first_family));
    add_shortened(joined(first_given, first_family));
    add_shortened(joined(first_given, {family.back()}));
  }
  if (given.size() > 1) add_shortened(given);
  add_shortened(joined(first_given, without_particles(family)));
}

void KnownNames::State::add_other(std::string_view written, uint32_t number, NameForm form, bool is_vessel) {
  const auto all = words_in(written);
  Words words;
  for (const NameWord& word : all) words.push_back(&word);
  if (words.size() > 1 && words.front()->folded == "the") words.erase(words.begin());
  const Pattern pattern = {{number, form}, needs_capital};
  if (words.empty()) return;
  if (words.size() == 1) return add_single(*words[0], pattern, false, is_vessel);
  add_pattern(words, pattern);
  // "Harbour Lantern Holdings Ltd" is also written without its form, and with "&" or "and".
  Words core = words;
  while (core.size() > 1 && core.back()->is_form) core.pop_back();
  if (core.size() >= 2 && core.size() < words.size()) add_pattern(core, pattern);
  // What is left of "Arizona S.A." may be a place: only in capitals.
  if (core.size() == 1 && core[0]->folded.size() >= 4)
    add_pattern(core, {{number, form}, needs_all_capitals});
  // "Bank Melli Iran" is called Bank Melli where the country is clear, "Al-Akhtar Trust International" less.
  if (core.size() >= 3 && (core.back()->is_country || core.back()->folded == "international")) {
    const Words no_country(core.begin(), core.end() - 1);
    uint32_t sum = 0;
    for (const NameWord* word : no_country) sum += bits(*word);
    if (sum >= kShortenedBits) add_pattern(no_country, {{number, NameForm::shortened}, needs_capital});
  }
  Words no_and;
  std::copy_if(core.begin(), core.end(), std::back_inserter(no_and),
               [](const NameWord* word) { return word->folded != "and"; });
  if (no_and.size() >= 2 && no_and.size() < core.size()) add_pattern(no_and, pattern);
}

namespace {

// Whether `b` stands right behind `a` and is written like the next word of one name.
bool goes_on(std::string_view text, const TextWord& a, const TextWord& b) {
  const std::string_view between = text.substr(a.begin + a.size, b.begin - a.begin - a.size);
  if (between != " " && between != "-") return false;
  // "Mustafa Abu al-Yazid" goes on; what is told of him in capitals, "AKA" and "DOB", is no name.
  if (b.size <= 3) return text.substr(b.begin + b.size, 1) == "-";
  return b.is_upper_first && !(b.is_all_upper && b.size <= 4);
}

// A nickname inside a name: Ibrahim "Tiger" Memon.
bool is_quoted(std::string_view text, const TextWord& word) {
  if (word.begin == 0) return false;
  const std::string_view before = text.substr(0, word.begin), behind = text.substr(word.begin + word.size, 3);
  return (before.ends_with('"') && behind.starts_with('"')) ||
         (before.ends_with("“") && behind.starts_with("”"));
}

// Whether most longer words of the line are written with capitals.
bool is_headline(std::string_view text, size_t at) {
  const size_t before = text.rfind('\n', at);
  const size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const size_t end = std::min({text.find('\n', at), text.size(), begin + 400});
  size_t longer = 0, capital = 0;
  for (size_t i = begin; i < end;) {
    size_t stop = i;
    while (stop < end && text[stop] != ' ') ++stop;
    if (stop - i >= 4) {
      ++longer;
      capital += text[i] >= 'A' && text[i] <= 'Z';
    }
    i = stop + 1;
  }
  return capital * 10 > longer * 7;
}

// "Union for Peace (UPC)" is not the other body that a list weakly knows as UPC: where a text says what an
// acronym stands for, a weak one needs its owner's name in front of it.
bool is_said_of_another(std::string_view text, const NameHit& hit, const std::vector<NameHit>& hits) {
  const std::string said = "(" + std::string(text.substr(hit.begin, hit.size)) + ")";
  const size_t at = text.find(said);
  if (at == std::string_view::npos) return false;
  return std::none_of(hits.begin(), hits.end(), [&](const NameHit& other) {
    const bool stands_before = other.begin < at && other.begin + other.size + 8 >= at;
    return stands_before && std::any_of(other.owners.begin(), other.owners.end(), [&](const Owner& owner) {
             return owner.number == hit.owners.front().number;
           });
  });
}

void drop_other_acronyms(std::string_view text, std::vector<NameHit>& hits) {
  const auto is_weak_acronym = [&](const NameHit& hit) {
    return hit.size <= 6 && hit.owners.front().form == NameForm::weak &&
           text.substr(hit.begin, hit.size).find(' ') == std::string_view::npos;
  };
  if (std::none_of(hits.begin(), hits.end(), is_weak_acronym)) return;
  const std::vector<NameHit> all = hits;
  std::erase_if(
      hits, [&](const NameHit& hit) { return is_weak_acronym(hit) && is_said_of_another(text, hit, all); });
}

}  // namespace

KnownNames::KnownNames(std::shared_ptr<const clean::Tables> tables)
    : state_(std::make_unique<State>(std::move(tables))) {}
KnownNames::~KnownNames() = default;
KnownNames::KnownNames(KnownNames&&) noexcept = default;
KnownNames& KnownNames::operator=(KnownNames&&) noexcept = default;

void KnownNames::add(const Subject& subject, std::string_view caption, uint32_t number) {
  for (const SubjectName& name : subject.names) {
    ++state_->names;
    const std::string& written = name.name.written;
    const NameForm form = name.is_weak         ? NameForm::weak
                          : written == caption ? NameForm::whole
                                               : NameForm::alias;
    if (subject.kind == clean::NameKind::person) {
      state_->add_person(written, number, form);
    } else {
      state_->add_other(written, number, form, subject.kind == clean::NameKind::thing);
    }
  }
}

size_t KnownNames::name_count() const { return state_->names; }
size_t KnownNames::pattern_count() const { return state_->patterns.size(); }

std::vector<NameHit> KnownNames::find(std::string_view text) const {
  const State& state = *state_;
  thread_local std::vector<TextWord> words;
  words.clear();
  append_words(text, words);
  std::vector<NameHit> hits;
  // Names do not cross the end of a paragraph, or of a sentence in brackets.
  const auto is_parted = [&](const TextWord& a, const TextWord& b) {
    const std::string_view between = text.substr(a.begin + a.size, b.begin - a.begin - a.size);
    if (between.size() > 6 || between.find_first_of("\n;:()\"[]") != between.npos) return true;
    return a.size > 4 && between.size() > 1 && between[0] == '.';
  };
  const auto holds = [&](const Pattern& pattern, size_t from, size_t to) {
    if (pattern.condition == no_condition) return true;
    if (pattern.condition == needs_all_capitals) return words[from].is_all_upper;
    // "al Qaida" begins with a small particle.
    return words[to].is_upper_first && (words[from].is_upper_first || (words[from].size <= 3 && to > from));
  };
  // Two words of a longer name are not the name: "Pakistan Relief" of Pakistan Relief Foundation.
  const auto is_part_of_more = [&](const Pattern& pattern, size_t from, size_t to) {
    if (to - from != 1 || words[from].size <= 3) return false;
    const bool goes_on_behind = to + 1 < words.size() && goes_on(text, words[to], words[to + 1]);
    const bool goes_on_before = pattern.owner.form != NameForm::whole && from > 0 &&
                                text[words[from].begin - 1] == '-' &&
                                goes_on(text, words[from - 1], words[from]);
    return (goes_on_behind || goes_on_before) && !is_headline(text, words[from].begin);
  };
  for (size_t i = 0; i < words.size();) {
    uint32_t node = state.child(0, words[i].key);
    size_t end = 0, last = i;
    std::vector<Owner> owners;
    for (size_t k = i; node != 0; node = state.child(node, words[k].key)) {
      std::vector<Owner> found;
      for (uint32_t p = state.nodes[node].first; p != UINT32_MAX; p = state.next_pattern[p]) {
        if (holds(state.patterns[p], i, k) && !is_part_of_more(state.patterns[p], i, k))
          found.push_back(state.patterns[p].owner);
      }
      if (!found.empty()) {
        owners = std::move(found);
        last = k;
        end = k + 1;
      }
      const size_t before = k++;
      if (k + 1 < words.size() && is_quoted(text, words[k])) ++k;
      if (k >= words.size() || (k == before + 1 && is_parted(words[before], words[k]))) break;
    }
    if (owners.empty()) {
      ++i;
      continue;
    }
    std::stable_sort(owners.begin(), owners.end(), [](const Owner& a, const Owner& b) {
      return a.form != b.form ? a.form < b.form : a.number < b.number;
    });
    hits.push_back(
        {words[i].begin, words[last].begin + words[last].size - words[i].begin, std::move(owners)});
    i = end;
  }
  drop_other_acronyms(text, hits);
  return hits;
}

}  // namespace clew::press
