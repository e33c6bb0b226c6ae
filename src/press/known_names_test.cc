#include "press/known_names.h"

#include <doctest/doctest.h>

#include <string>

#include "press/text_words.h"

namespace clew::press {
namespace {

std::shared_ptr<const clean::Tables> tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE(loaded.has_value());
  return *loaded;
}

match::Subject subject(std::string_view schema, std::initializer_list<std::string_view> names) {
  match::Subject made;
  made.schema = schema;
  made.kind = match::kind_of_schema(schema);
  for (const std::string_view name : names) match::add_value(*tables(), made, "name", name);
  return made;
}

KnownNames listed() {
  KnownNames names(tables());
  names.add(subject("Person", {"VASQUINE ROTH, Teodor Marek"}), "VASQUINE ROTH, Teodor Marek", 0);
  names.add(subject("Company", {"Harbour Lantern Holdings Ltd"}), "Harbour Lantern Holdings Ltd", 1);
  names.add(subject("Organization", {"Brigade of the Quays", "BQX"}), "Brigade of the Quays", 2);
  names.add(subject("Person", {"AL-ZARWANI, Abu Talib"}), "AL-ZARWANI, Abu Talib", 3);
  names.add(subject("Vessel", {"Victory"}), "Victory", 4);
  names.add(subject("Person", {"习近明"}), "习近明", 5);
  return names;
}

std::string found_in(std::string_view text) {
  static const KnownNames names = listed();
  std::string found;
  for (const NameHit& hit : names.find(text)) {
    found += (found.empty() ? "" : "; ") + std::to_string(hit.owners.front().number) + "=" +
             std::string(text.substr(hit.begin, hit.size));
  }
  return found;
}

TEST_CASE("listed names are found in running text, in either order and without their forms") {
  struct {
    const char* text;
    const char* found;
  } cases[] = {
      {"It was Teodor Marek Vasquine Roth who signed.", "0=Teodor Marek Vasquine Roth"},
      {"VASQUINE ROTH, Teodor Marek AKA", "0=VASQUINE ROTH, Teodor Marek"},
      {"Teodor Vasquine's house", "0=Teodor Vasquine"},
      {"Harbour Lantern Holdings LTD. paid", "1=Harbour Lantern Holdings LTD"},
      {"Harbour Lantern Holdings paid", "1=Harbour Lantern Holdings"},
      {"the harbour lantern holdings of the port", ""},
      {"the Brigade of the Quays (BQX)", "2=Brigade of the Quays; 2=BQX"},
      {"bqx is no word", ""},
      {"Abu Talib al-Zarwani, al-Zarwani", "3=Abu Talib al-Zarwani"},
      {"Victory is near, the VICTORY sailed", "4=VICTORY"},
      {"记者习近明报道", "5=习近明"},
      {"Teodor. Marek Vasquine", ""},
      {"Teodor\nVasquine", ""},
      {"", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.text);
    CHECK(found_in(one.text) == one.found);
  }
}

TEST_CASE("words lose case, accents and possession, never their place") {
  const std::string text = "Müller's “Café” in al-Qa’ida O'Neil 习近";
  std::string shown;
  for (const TextWord& word : words_of(text)) shown += text.substr(word.begin, word.size) + "|";
  CHECK(shown == "Müller|Café|in|al|Qa’ida|O'Neil|习|近|");
  CHECK(words_of("MÜLLER")[0].key == words_of("muller")[0].key);
  CHECK(words_of("Qa’ida")[0].key == words_of("qaida")[0].key);
}

}  // namespace
}  // namespace clew::press
