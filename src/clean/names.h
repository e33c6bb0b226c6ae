// A written name as parts that can be met by the parts of another.
//
//   "Mr. Vladimir V. PUTIN"      "Общество с ограниченной ответственностью Ромашка"      "习近平"
//    title vladimir v  putin      form:llc                                  romashka       xi   jinping
//    100   1000    400 1250       150                                       1250           ...  weight
//
// The source's words are never changed; parts exist to be compared. Weights say how much a part tells of who
// is meant, 1000 for an ordinary one: by rarity (data/clean/frequency.tsv) and by role. Thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clean/romanise.h"
#include "clean/tables.h"

namespace clew::clean {

enum class NameKind : uint8_t { person, organisation, thing, unknown };

enum class Role : uint8_t { word, title, particle, servant, initial, patronymic, form, generic, number };
std::string_view to_string(Role role);

// Which letters a spelling has, a bit each: two spellings are at least half the difference apart.
uint64_t letters_of(std::string_view latin);

// The hash that Form::bones is.
uint32_t bones_of(std::string_view skeleton);

// Set among Form::letters where the spelling is a word that many bear (data/clean/frequency.tsv): a slip
// seldom turns one such word into another, so that two of them are rather two words than one misspelt.
constexpr uint64_t kOfMany = uint64_t{1} << 63;

// One Latin spelling with what is compared of it.
struct Form {
  std::string latin;
  std::string sound;
  std::string skeleton;
  uint64_t letters = 0;
  uint32_t bones =
      0;  // A hash of the skeleton, 0 where that has fewer than two letters: then it says nothing.
};

Form form_of(std::string latin);  // Without kOfMany.

// How far apart in letters a run and a word that it is read as may be; where one of them leaves vowels
// unwritten, and then only with so many consonants.
constexpr size_t kRunApart = 1;
constexpr size_t kRunApartUnwritten = 4;
constexpr size_t kRunBonesMin = 4;

struct Part {
  std::string written;      // As tokens() gives it, or several words where a phrase is one part.
  std::vector<Form> forms;  // The most usual first; never empty.
  Role role = Role::word;
  Script script = Script::latin;
  bool vowels_unwritten = false;
  bool may_be_acronym = false;  // It could stand for a whole name: see may_be_acronym() in names.cc.
  uint32_t weight = 1000;
  std::vector<std::string> nickname_classes;  // Names it may be short for, itself among them.
};

// A part whose text lies elsewhere: what related() asks of it. Borrows.
struct FormView {
  std::string_view latin, sound, skeleton;
  uint64_t letters = 0;
  uint32_t bones = 0;
};
struct PartView {
  std::string_view written;
  std::span<const FormView> forms;
  Role role = Role::word;
  Script script = Script::latin;
  bool vowels_unwritten = false;
  std::span<const std::string_view> nickname_classes = {};
};

// No more parts than this are compared; what a longer name has beyond them is cut off.
constexpr size_t kPartsMax = 16;

// Neighbours read as one word: parts[first], and the `count` - 1 behind it.
struct Run {
  uint8_t first = 0;
  uint8_t count = 0;
  Part part;
  bool has_initial = false;
};

struct Name {
  std::string written;
  NameKind kind = NameKind::unknown;
  std::vector<Part> parts;
  std::vector<Run> runs;         // Of two and three parts, where that makes a word of four letters or more.
  std::string acronym;           // Of an organisation of three or more words; else empty.
  bool is_titles_alone = false;  // "Mr Dr": every part is a title, so that nobody in particular is named.
};

// Neighbours read as one word: parts[first], and the `count` - 1 behind it.
Run run_of(std::span<const Part> parts, size_t first, size_t count);

// A name without a word in it has no parts.
Name analyse_name(const Tables& tables, std::string_view written, NameKind kind);

// A name of one word in Han or Hangul that analyse_name parts into family and given name, read as one word
// instead, as foreign names are written: 奧利佛 is "oliver", not "Ao Lifu". Without parts for any other name.
Name analyse_as_one_word(const Tables& tables, std::string_view written, NameKind kind);

// Two parts are alike through one of these relations, or not at all.
enum class Relation : uint8_t {
  none,
  equal,
  romanisation,
  phonetic,
  edit,
  nickname,
  initial,
  joined,
  split,
  acronym,
  number
};
std::string_view to_string(Relation relation);

struct Likeness {
  Relation relation = Relation::none;
  uint32_t quality = 0;  // Thousandths; 1000 where nothing speaks against their being one word.
};

// Only words within edits_allowed of each other, with one skeleton, one nickname class, one first letter
// where one is an initial, or two numbers are related: what an index can list. Symmetric.
Likeness related(const Part& a, const Part& b);
Likeness related(const Part& a, const PartView& b);

// Neighbours are read as one word where they have the bones of the word that they meet, and about its length.
Likeness related(const Run& run, const Part& word);
Likeness related(const Run& run, const PartView& word);

// Roles that contradict nobody by their absence or their difference.
constexpr bool is_soft(Role role) {
  return role == Role::title || role == Role::particle || role == Role::form;
}

}  // namespace clew::clean
