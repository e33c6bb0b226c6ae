// Invented names, companies and addresses, and the random numbers they are made of.
//
//   Random random(7);                       // The same seed gives the same bytes on every machine.
//   append_person(random, script, latin, native);   // "Mirola Tarkesan" and "Мирола Таркесан"
//
// Names are strung together from syllables: nobody is meant by them. Cost: some ten nanoseconds a name.
#pragma once

#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

namespace clew::bench {

__extension__ typedef unsigned __int128 Wide;

// Scrambles bits (the finaliser of SplitMix64): equal input, equal output.
uint64_t scramble(uint64_t bits);

// xoshiro256**, seeded by SplitMix64. Not for secrets.
class Random {
 public:
  explicit Random(uint64_t seed);
  uint64_t next();
  // Below `bound`, which is at least 1.
  uint64_t below(uint64_t bound) { return static_cast<uint64_t>((static_cast<Wide>(next()) * bound) >> 64); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  // A rank below `count` where the share of the first r is (r / count)^(1 / skew): 1 is even, 3 has hubs.
  uint64_t skewed(uint64_t count, int skew);

  template <class Items>
  const auto& pick(const Items& items) {
    return items[below(std::size(items))];
  }

 private:
  uint64_t state_[4];
};

struct Syllable {
  std::string_view latin;
  std::string_view native;
};

struct Script {
  std::string_view name;      // "Cyrillic"
  std::string_view language;  // ISO 639-3
  std::span<const Syllable> syllables;
  bool spaced = true;     // Whether the parts of a name are separated in the native script.
  bool capitals = false;  // Whether the native script has them (two bytes a letter, 0x20 apart).
};

// Latin first (its native form is the Latin one), then seven others.
std::span<const Script> scripts();

struct Country {
  std::string_view alpha3;
  std::string_view alpha2;
  std::string_view name;
  std::string_view city;
  int script;  // Place in scripts().
};
std::span<const Country> countries();

// Appends a given and a family name, in Latin letters and in the script's own.
void append_person(Random& random, const Script& script, std::string& latin, std::string& native);
// Appends the trunk of a company's name: two or three words without the legal form.
void append_company(Random& random, const Script& script, std::string& latin, std::string& native);
std::string_view legal_form(Random& random);
// Appends an address of three to seven parts separated by `separator`.
void append_address(Random& random, const Country& country, std::string_view separator, std::string& out);

void append_number(std::string& out, uint64_t number);
// With leading zeros.
void append_digits(std::string& out, uint64_t number, int digits);
// Base 62, `letters` characters.
void append_code(std::string& out, uint64_t bits, int letters);
void upper_case_ascii(std::string& text);

}  // namespace clew::bench
