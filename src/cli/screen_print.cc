#include "cli/screen_print.h"

#include <fmt/core.h>

#include "cli/terminal.h"

namespace clew::cli {
namespace {

std::string words_of(const match::Evidence& one) {
  const bool has_both = !one.query.empty() && !one.listed.empty();
  const std::string values = one.query.empty()    ? fmt::format("[{}]", one.listed)
                             : one.listed.empty() ? fmt::format("[{}]", one.query)
                             : one.query == one.listed
                                 ? one.query
                                 : fmt::format("{} {} {}", one.query, has_both ? "~" : "", one.listed);
  return fmt::format("{}: {}", values, one.how);
}

void print_some(const match::Comparison& comparison, bool against) {
  for (const match::Evidence& one : comparison.evidence) {
    if ((one.weight < 0) != against) continue;
    fmt::print("    {:>7}  {:<10} {}\n", bits_text(one.weight), to_string(one.feature),
               fit(words_of(one), terminal_width() - 24));
  }
}

}  // namespace

std::string bits_text(int32_t weight) { return fmt::format("{:+.3f}", weight / 1000.0); }

std::string probability_text(double probability) {
  if (probability >= 0.9999) return "over 0.9999";
  return probability >= 0.99 ? fmt::format("{:.4f}", probability) : fmt::format("{:.2g}", probability);
}

void print_evidence(const match::Comparison& comparison) {
  if (comparison.evidence.empty()) {
    fmt::print("    nothing of the two meets: no part of a name that tells anything, and no number\n");
    return;
  }
  print_some(comparison, false);
  print_some(comparison, true);
  fmt::print("    {:>7}  bits together\n", bits_text(comparison.weight));
}

template <class AnyJson>
void write_comparison(AnyJson& json, const match::Comparison& comparison) {
  json.member("score", comparison.score);
  json.member("weight", static_cast<int64_t>(comparison.weight));
  json.member("probability", comparison.probability);
  json.member("rarity_bits", static_cast<uint64_t>(comparison.rarity_bits));
  json.member("fields_agreeing", static_cast<uint64_t>(comparison.fields_agreeing));
  json.member("query_name", comparison.query_name);
  json.member("listed_name", comparison.listed_name);
  json.key("explanations").open_list();
  for (const match::Evidence& one : comparison.evidence) {
    json.open();
    json.member("feature", to_string(one.feature));
    json.member("query", one.query);
    json.member("listed", one.listed);
    json.member("relation", one.how);
    json.member("weight", static_cast<int64_t>(one.weight));
    json.close();
  }
  json.close_list();
}

template <class AnyJson>
void write_flip(AnyJson& json, const match::Flip& flip) {
  json.open();
  json.member("change", flip.change);
  json.member("score", flip.score);
  json.member("weight", static_cast<int64_t>(flip.weight));
  json.close();
}

template void write_flip(Json&, const match::Flip&);
template void write_flip(JsonLine&, const match::Flip&);

template void write_comparison(Json&, const match::Comparison&);
template void write_comparison(JsonLine&, const match::Comparison&);

std::string listing_words(const screen::Listing& listing) {
  if (listing.status == screen::kDerived)
    return fmt::format("not listed itself; {}", fit(listing.authority, 2000));
  return fmt::format(
      "listed {} by {}, may since be lifted",
      listing.listed_on.empty() ? "on an unstated day" : fmt::format("on {}", listing.listed_on),
      listing.authority.empty() ? "an unstated authority" : fit(listing.authority, 80));
}

}  // namespace clew::cli
