#include <algorithm>
#include <cassert>
#include <unordered_map>

#include "index/keys.h"
#include "index/name_index.h"

namespace clew::index {
namespace {

using clean::Name;
using clean::Part;
using clean::Role;

constexpr size_t kKeysPerBucket = 4;

struct ContentHash {
  uint64_t first, second;
  friend bool operator==(const ContentHash&, const ContentHash&) = default;
};
struct ContentHasher {
  size_t operator()(const ContentHash& hash) const { return hash.first; }
};

// Everything that tells two parts apart, one behind the other.
void put_content(const Part& part, std::string& bytes) {
  bytes.clear();
  for (const auto number : {static_cast<uint32_t>(part.role), static_cast<uint32_t>(part.script),
                            part.vowels_unwritten ? 1u : 0u, part.may_be_acronym ? 1u : 0u, part.weight})
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  bytes += part.written;
  for (const clean::Form& form : part.forms) bytes.append(1, '\0').append(form.latin);
  for (const std::string& name : part.nickname_classes) bytes.append(1, '\1').append(name);
}

template <class Row>
std::string bytes_of(const std::vector<Row>& rows) {
  return {reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row)};
}

uint32_t size32(size_t size) {
  assert(size < UINT32_MAX);
  return static_cast<uint32_t>(size);
}

// Gives where the bytes begin.
uint32_t append(std::string& text, std::string_view bytes) {
  const uint32_t begin = size32(text.size());
  text += bytes;
  return begin;
}

}  // namespace

struct NameIndexBuilder::State {
  std::string name_text, part_text, class_text, term_text;
  std::vector<NameRow> names;
  std::vector<uint32_t> name_parts;
  std::vector<PartRow> parts;
  std::vector<uint32_t> part_forms, part_classes, classes;
  std::vector<TermRow> terms;
  std::unordered_map<std::string, uint32_t> term_ids, class_ids;
  std::unordered_map<ContentHash, uint32_t, ContentHasher> part_ids;
  std::vector<std::pair<uint64_t, uint32_t>> keys, class_keys;
  std::vector<std::pair<uint64_t, uint64_t>> run_keys;
  std::vector<std::pair<uint32_t, uint32_t>> term_parts;
  uint32_t weight_max = 0, soft_weight_max = 0;
  std::string content;

  uint32_t term_of(const clean::Form& form) {
    const auto [found, is_new] = term_ids.emplace(form.latin, size32(terms.size()));
    const uint32_t term = found->second;
    if (!is_new) {
      terms[term].letters |= form.letters & clean::kOfMany;  // An acronym may have come before the word.
      return term;
    }
    for (const uint64_t key : DeleteKeys(form.latin)) keys.emplace_back(key, term);
    if (form.skeleton.size() >= 2) keys.emplace_back(bones_key(form.skeleton), term);
    TermRow row = {.letters = form.letters, .latin = 0, .sound = 0, .skeleton = 0, .bones = form.bones};
    row.latin = append(term_text, form.latin);
    row.sound = append(term_text, form.sound);
    row.skeleton = append(term_text, form.skeleton);
    terms.push_back(row);
    return term;
  }

  uint32_t class_of(const std::string& name) {
    const auto [found, is_new] = class_ids.emplace(name, size32(classes.size()));
    if (is_new) classes.push_back(append(class_text, name));
    return found->second;
  }

  uint32_t part_of(const Part& part) {
    put_content(part, content);
    const ContentHash hash = {base::hash64(content), base::hash64(content, 1)};
    const auto [found, is_new] = part_ids.emplace(hash, size32(parts.size()));
    if (is_new) put_part(part, found->second);
    return found->second;
  }

  void put_part(const Part& part, uint32_t number) {
    PartRow row = {.first_letters = 0,
                   .written = 0,
                   .first_form = size32(part_forms.size()),
                   .first_class = size32(part_classes.size()),
                   .weight = static_cast<uint16_t>(part.weight),
                   .role = static_cast<uint8_t>(part.role),
                   .script = static_cast<uint8_t>(static_cast<uint8_t>(part.script) |
                                                  (part.vowels_unwritten ? kUnwritten : 0) |
                                                  (part.may_be_acronym ? kMayBeAcronym : 0))};
    for (const clean::Form& form : part.forms) {
      row.first_letters |= clean::letters_of(std::string_view(form.latin).substr(0, 1));
      const uint32_t term = term_of(form);
      part_forms.push_back(term);
      term_parts.emplace_back(term, number);
    }
    for (const std::string& name : part.nickname_classes) {
      part_classes.push_back(class_of(name));
      class_keys.emplace_back(class_key(name), number);
    }
    row.written = append(part_text, part.written);
    parts.push_back(row);
    weight_max = std::max(weight_max, part.weight);
    if (clean::is_soft(part.role)) soft_weight_max = std::max(soft_weight_max, part.weight);
  }

  // Where the rows of each of `count` things begin; `pairs` are (thing, value), sorted here.
  static void gather(std::vector<std::pair<uint32_t, uint32_t>>& pairs, size_t count,
                     std::vector<uint32_t>& values, std::vector<uint32_t>& starts) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    starts.assign(count + 1, 0);
    for (const auto& [thing, value] : pairs) {
      ++starts[thing + 1];
      values.push_back(value);
    }
    for (size_t i = 1; i <= count; ++i) starts[i] += starts[i - 1];
  }

  // A name of initials beside one word may be anything, so it goes before all others.
  uint32_t load_of(uint32_t name) const { return names[name].has_initial != 0 ? 0 : names[name].hard; }

  void gather_postings(std::vector<uint32_t>& postings, std::vector<uint32_t>& starts) {
    starts.assign(parts.size() + 1, 0);
    const auto is_posted = [&](uint32_t part) {
      const auto role = static_cast<Role>(parts[part].role);
      return !clean::is_soft(role) && role != Role::initial;
    };
    for (const uint32_t part : name_parts) starts[part + 1] += is_posted(part) ? 1 : 0;
    for (size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    postings.resize(starts.back());
    std::vector<uint32_t> at(starts.begin(), starts.end() - 1);
    for (uint32_t name = 0; name + 1 < names.size(); ++name) {
      for (uint32_t i = names[name].first_part; i < names[name + 1].first_part; ++i) {
        if (is_posted(name_parts[i])) postings[at[name_parts[i]]++] = name;
      }
    }
    for (size_t part = 0; part < parts.size(); ++part) {
      std::stable_sort(postings.begin() + starts[part], postings.begin() + starts[part + 1],
                       [&](uint32_t a, uint32_t b) { return load_of(a) < load_of(b); });
    }
  }
};

NameIndexBuilder::NameIndexBuilder() : state_(std::make_unique<State>()) {}
NameIndexBuilder::~NameIndexBuilder() = default;

size_t NameIndexBuilder::name_count() const { return state_->names.size(); }

void NameIndexBuilder::add(const Name& name, uint32_t owner, uint16_t tags, bool is_weak) {
  State& state = *state_;
  const uint32_t number = size32(state.names.size());
  NameRow row = {.owner = owner,
                 .first_part = size32(state.name_parts.size()),
                 .written = 0,
                 .hard = 0,
                 .tags = tags,
                 .kind = static_cast<uint8_t>(name.kind),
                 .is_weak = is_weak ? uint8_t{1} : uint8_t{0},
                 .has_initial = 0,
                 .reserved = 0};
  for (const Part& part : name.parts) {
    state.name_parts.push_back(state.part_of(part));
    if (part.role == Role::initial) row.has_initial = 1;
    if (part.role != Role::initial && !clean::is_soft(part.role))
      row.hard = static_cast<uint16_t>(row.hard + part.weight);
  }
  for (const clean::Run& run : name.runs) {
    const clean::Form& form = run.part.forms.front();
    if (form.bones == 0) continue;
    const RunNumber packed = {number, run.first, run.count, size32(form.latin.size()),
                              run.part.vowels_unwritten};
    state.run_keys.emplace_back(run_key(form.skeleton), packed.packed());
  }
  if (!name.acronym.empty())
    state.run_keys.emplace_back(acronym_key(name.acronym), RunNumber{number, 0, 0, 0, false}.packed());
  row.written = append(state.name_text, name.written);
  state.names.push_back(row);
}

std::vector<std::string> NameIndexBuilder::finish() {
  State& state = *state_;
  state.names.push_back({.owner = 0,
                         .first_part = size32(state.name_parts.size()),
                         .written = size32(state.name_text.size()),
                         .hard = 0,
                         .tags = 0,
                         .kind = 0,
                         .is_weak = 0,
                         .has_initial = 0,
                         .reserved = 0});
  auto keys = KeyTable<uint32_t>::build(std::move(state.keys), size32(state.terms.size()), kKeysPerBucket);
  auto classes =
      KeyTable<uint32_t>::build(std::move(state.class_keys), size32(state.parts.size()), kKeysPerBucket);
  auto runs = KeyTable<uint64_t>::build(std::move(state.run_keys), (uint64_t{1} << kRunNumberBits) - 1,
                                        kKeysPerBucket);
  std::vector<std::string> tables(kTableCount);
  std::vector<uint32_t> values, starts;
  state.gather(state.term_parts, state.terms.size(), values, starts);
  tables[kTermParts] = bytes_of(values);
  tables[kTermPartsAt] = bytes_of(starts);
  state.gather_postings(values, starts);
  tables[kPostings] = bytes_of(values);
  tables[kPostingsAt] = bytes_of(starts);
  state.parts.push_back({.first_letters = 0,
                         .written = size32(state.part_text.size()),
                         .first_form = size32(state.part_forms.size()),
                         .first_class = size32(state.part_classes.size()),
                         .weight = 0,
                         .role = 0,
                         .script = 0});
  const uint32_t end = size32(state.term_text.size());
  state.classes.push_back(size32(state.class_text.size()));
  state.terms.push_back({.letters = 0, .latin = end, .sound = end, .skeleton = end, .bones = 0});
  tables[kNumbers] = bytes_of(std::vector<uint32_t>{keys.number_bits, classes.number_bits, runs.number_bits,
                                                    state.weight_max, state.soft_weight_max});
  tables[kNames] = bytes_of(state.names);
  tables[kNameParts] = bytes_of(state.name_parts);
  tables[kParts] = bytes_of(state.parts);
  tables[kPartForms] = bytes_of(state.part_forms);
  tables[kPartClasses] = bytes_of(state.part_classes);
  tables[kTerms] = bytes_of(state.terms);
  tables[kKeyStarts] = bytes_of(keys.starts);
  tables[kKeyEntries] = bytes_of(keys.entries);
  tables[kClassStarts] = bytes_of(classes.starts);
  tables[kClassEntries] = bytes_of(classes.entries);
  tables[kRunStarts] = bytes_of(runs.starts);
  tables[kRunEntries] = bytes_of(runs.entries);
  tables[kClasses] = bytes_of(state.classes);
  tables[kNameText] = std::move(state.name_text);
  tables[kPartText] = std::move(state.part_text);
  tables[kClassText] = std::move(state.class_text);
  tables[kTermText] = std::move(state.term_text);
  return tables;
}

}  // namespace clew::index
