// How a Latin spelling sounds, roughly, whatever the language: so that spellings of one name come together.
//
//   mohammed -> mohamed -> MHMT       lavrov   -> lavrov -> RFRF
//   muhammad -> muhamad -> MHMT       zelensky -> zelenski -> SRNSK
//   spelling    sound      skeleton
//
// A sound has one letter for each consonant however many it was written with (S for sh, C for ch); a skeleton
// keeps the consonants, those that conventions confuse as one. Pure, thread-safe; about 10 million a second.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clew::clean {

// `latin` is lower-case ASCII; anything else is passed over.
std::string sound_of(std::string_view latin);
std::string skeleton_of(std::string_view sound);

// What it costs to hear one sound as the other, in thousandths of a letter: close vowels 250, confusable
// consonants 400, an h 300, anything else 1000. Where one side leaves vowels unwritten, a vowel costs 180.
uint32_t sound_distance(std::string_view a, std::string_view b, bool vowels_unwritten);

// Optimal string alignment: edits with neighbours swapped counted once; above `limit` any number greater.
uint32_t edit_distance(std::string_view a, std::string_view b, uint32_t limit);

// How many edits two words of that length may be apart and still be taken for one with a slip.
constexpr uint32_t edits_allowed(size_t longer) { return longer <= 5 ? 1 : 2; }

}  // namespace clew::clean
