// The tables that a name index consists of, as they lie in its file; docs/formats/prepared.md shows them.
//
//   name ──▶ parts (numbers) ──▶ part: spellings (terms), role, weight, nicknames
//   hash of a deletion or of the bones ──▶ term ──▶ parts spelt so ──▶ postings: names, the lightest first
//
// Rows that say where something begins have one row more than there are things: it says where the last ends.
#pragma once

#include <cstdint>

namespace clew::index {

enum Table : uint32_t {
  kNumbers,    // uint32: see Number.
  kNames,      // NameRow.
  kNameText,   // Names as written, one behind the other.
  kNameParts,  // uint32: part.
  kParts,      // PartRow.
  kPartText,
  kPartForms,    // uint32: term.
  kPartClasses,  // uint32: class.
  kClasses,      // uint32: where the name of a nickname class begins in the next.
  kClassText,
  kTerms,        // TermRow.
  kTermText,     // Spelling, sound and bones of each.
  kTermParts,    // uint32: part.
  kTermPartsAt,  // uint32: where the parts of a term begin.
  kPostings,     // uint32: name.
  kPostingsAt,   // uint32: where the postings of a part begin.
  kKeyStarts,    // KeyTable<uint32_t> of terms.
  kKeyEntries,
  kClassStarts,  // KeyTable<uint32_t> of parts by nickname class.
  kClassEntries,
  kRunStarts,  // KeyTable<uint64_t> of runs by their bones, and of names by their acronym.
  kRunEntries,
  kTableCount
};

enum Number : uint32_t { kKeyBits, kClassBits, kRunBits, kPartWeightMax, kSoftWeightMax, kNumberCount };

struct NameRow {
  uint32_t owner;
  uint32_t first_part;  // Into kNameParts.
  uint32_t written;     // Into kNameText.
  uint16_t hard;        // Weight of its parts that could contradict; initials are left out.
  uint16_t tags;        // As the caller gave them.
  uint8_t kind;         // clean::NameKind.
  uint8_t is_weak;
  uint8_t has_initial;
  uint8_t reserved;
};
static_assert(sizeof(NameRow) == 20);

struct PartRow {
  uint64_t first_letters;  // A bit for the first letter of each spelling, as clean::letters_of() has them.
  uint32_t written;        // Into kPartText.
  uint32_t first_form;     // Into kPartForms.
  uint32_t first_class;    // Into kPartClasses.
  uint16_t weight;
  uint8_t role;    // clean::Role.
  uint8_t script;  // clean::Script; the highest bits: vowels are unwritten, may be an acronym.
};
static_assert(sizeof(PartRow) == 24);
constexpr uint8_t kUnwritten = 0x80, kMayBeAcronym = 0x40;  // Of PartRow::script.

struct TermRow {
  uint64_t letters;
  uint32_t latin, sound, skeleton;  // Into kTermText; one ends where the next begins.
  uint32_t bones;                   // clean::bones_of() its skeleton.
};
static_assert(sizeof(TermRow) == 24);

// A run in its KeyTable: name (32 bits), first part (4), parts (2; 0 for an acronym), letters (5; 31 for
// more), whether vowels are unwritten (1).
constexpr uint32_t kRunNumberBits = 44;
constexpr uint32_t kRunLettersMax = 31;
struct RunNumber {
  uint32_t name, first, count, letters;
  bool vowels_unwritten;

  constexpr uint64_t packed() const {
    return uint64_t{name} | uint64_t{first} << 32 | uint64_t{count} << 36 |
           uint64_t{letters < kRunLettersMax ? letters : kRunLettersMax} << 38 |
           uint64_t{vowels_unwritten} << 43;
  }
  static constexpr RunNumber of(uint64_t packed) {
    return {static_cast<uint32_t>(packed), static_cast<uint32_t>(packed >> 32 & 15),
            static_cast<uint32_t>(packed >> 36 & 3), static_cast<uint32_t>(packed >> 38 & kRunLettersMax),
            (packed >> 43 & 1) != 0};
  }
};

}  // namespace clew::index
