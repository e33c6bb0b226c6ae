// How candidates are printed: shared by screen and compare.
#pragma once

#include <string>

#include "cli/json.h"
#include "match/flips.h"
#include "screen/list.h"

namespace clew::cli {

// "+9.4" bits.
std::string bits_text(int32_t weight);
// One line a piece of evidence, then the sum: what speaks for it first, then what speaks against it.
void print_evidence(const match::Comparison& comparison);
template <class AnyJson>
void write_comparison(AnyJson& json, const match::Comparison& comparison);
// "0.31", "over 0.9999".
std::string probability_text(double probability);

// What would flip a comparison, as an object.
template <class AnyJson>
void write_flip(AnyJson& json, const match::Flip& flip);

// "listed on 2021-07-06 by Office of Foreign Assets Control, may since be lifted".
std::string listing_words(const screen::Listing& listing);

}  // namespace clew::cli
