#include "clean/names.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "clean/sound.h"
#include "clean/tokens.h"

namespace {

using namespace clew;
using clean::NameKind;
using clean::Relation;

const clean::Tables& tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return **loaded;
}

std::string show(const clean::Name& name) {
  std::string text;
  for (const clean::Part& part : name.parts) {
    text += (text.empty() ? "" : " ") + part.forms.front().latin;
    if (part.role != clean::Role::word) text += ":" + std::string(to_string(part.role));
  }
  return text;
}

bool reads(std::string_view word, std::string_view spelling) {
  const auto romanised = clean::romanise(tables(), clean::tokens(word).front());
  return std::find(romanised.spellings.begin(), romanised.spellings.end(), spelling) !=
         romanised.spellings.end();
}

}  // namespace

TEST_CASE("romanise gives the usual Latin spellings of a word in another script") {
  struct {
    const char* word;
    const char* spelling;
  } cases[] = {
      {"щербаков", "shcherbakov"},  {"юшченко", "yushchenko"},
      {"зеленська", "zelenska"},    {"ћирић", "ciric"},
      {"παπανδρεου", "papandreou"}, {"τσιπρας", "tsipras"},
      {"աբրահամյան", "abrahamyan"}, {"შევარდნაძე", "shevardnadze"},
      {"محمد", "muhammad"},         {"علي", "ali"},
      {"オバマ", "obama"},          {"さとう", "satou"},
      {"박근혜", "bakgeunhye"},     {"习近平", "xijinping"},
      {"習近平", "xijinping"},      {"अमित", "amita"},
  };
  for (const auto& c : cases) {
    CAPTURE(std::string(c.word));
    CHECK(reads(c.word, c.spelling));
  }
}

TEST_CASE("analyse_name tells titles, particles, initials, patronymics and company forms from names") {
  struct {
    const char* written;
    NameKind kind;
    const char* parts;
  } cases[] = {
      {"Mr. Vladimir V. PUTIN", NameKind::person, "mr:title vladimir v:initial putin"},
      {"Лавров Сергей Викторович", NameKind::person, "lavrov sergei viktorovich:patronymic"},
      {"Abdulaziz al-Nuristani", NameKind::person, "abd:servant aziz al:particle nuristani"},
      {"Abdullah", NameKind::person, "abdullah"},
      {"习近平", NameKind::person, "xi jinping"},
      {"김정은", NameKind::person, "kim jeongeun"},
      {"Общество с ограниченной ответственностью Ромашка", NameKind::organisation, "llc:form romashka"},
      {"Siemens Aktiengesellschaft", NameKind::organisation, "siemens jsc:form"},
      {"L.X.C. Aviation", NameKind::organisation, "lxc aviation"},
      {"Brigade Forty-Four", NameKind::organisation, "brigade:generic 44:number"},
      {"", NameKind::person, ""},
      {" ... ", NameKind::person, ""},
      {"Dr.", NameKind::person, "dr"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.written);
    CHECK(show(clean::analyse_name(tables(), c.written, c.kind)) == c.parts);
  }
}

TEST_CASE("related is symmetric and names the relation") {
  struct {
    const char* left;
    const char* right;
    Relation relation;
  } cases[] = {
      {"putin", "putin", Relation::equal},
      {"putin", "путин", Relation::romanisation},
      {"mohammed", "muhammad", Relation::phonetic},
      {"william", "bill", Relation::nickname},
      {"w", "william", Relation::initial},
      {"putin", "pulin", Relation::edit},
      {"putin", "merkel", Relation::none},
      {"محمد", "mohamed", Relation::romanisation},
      {"习", "朋", Relation::none},
  };
  for (const auto& c : cases) {
    CAPTURE(c.left);
    const auto left = clean::analyse_name(tables(), c.left, NameKind::person);
    const auto right = clean::analyse_name(tables(), c.right, NameKind::person);
    const auto one = related(left.parts.front(), right.parts.front());
    const auto other = related(right.parts.front(), left.parts.front());
    CHECK(to_string(one.relation) == to_string(c.relation));
    CHECK(one.quality == other.quality);
  }
}

TEST_CASE("names of any length and bytes are analysed in bounded parts") {
  std::string bad = "\xff\xfe\xc3";
  for (int i = 0; i < 10'000; ++i) bad += "ab ";
  CHECK(clean::analyse_name(tables(), bad, NameKind::person).parts.size() <= clean::kPartsMax);
  const std::string one_word(10'000, 'x');
  CHECK(clean::analyse_name(tables(), one_word, NameKind::person).parts.size() == 1);
  CHECK(
      clean::analyse_name(tables(), "\u202eVladimir\u200b Putin \U0001F600", NameKind::person).parts.size() ==
      2);
}

TEST_CASE("edit_distance counts a swap of neighbours once") {
  CHECK(clean::edit_distance("putin", "putni", 2) == 1);
  CHECK(clean::edit_distance("putin", "putin", 2) == 0);
  CHECK(clean::edit_distance("abc", "xyzabc", 2) == 3);
}

TEST_CASE("a name of one Han word is read as one word too, as foreign names are written") {
  CHECK(clean::analyse_name(tables(), "李小龙", NameKind::person).parts.size() == 2);
  CHECK(clean::analyse_as_one_word(tables(), "李小龙", NameKind::person).parts.size() == 1);
  CHECK(clean::analyse_as_one_word(tables(), "Oliver", NameKind::person).parts.empty());
  CHECK(clean::analyse_as_one_word(tables(), "李 小龙", NameKind::person).parts.empty());
}

TEST_CASE("two words that many bear are never as alike as two spellings of one") {
  const auto likeness = [](const char* a, const char* b) {
    const auto left = clean::analyse_name(tables(), a, NameKind::person);
    const auto right = clean::analyse_name(tables(), b, NameKind::person);
    return related(left.parts.front(), right.parts.front()).quality;
  };
  CHECK(likeness("mario", "maria") <= 660);
  CHECK(likeness("mohammed", "muhammad") > 660);
}

TEST_CASE("a name without blanks is parted, and each part spelt as its bearers spell it") {
  struct {
    const char* written;
    const char* family;
    const char* given;
  } cases[] = {
      {"김정은", "kim", "jongun"},   {"박근혜", "park", "geunhye"},    {"이승만", "rhee", "seungman"},
      {"安倍晋三", "abe", "shinzo"}, {"蔣經國", "chiang", "chingkuo"}, {"曾蔭權", "tsang", "yamkuen"},
      {"习近平", "xi", "jinping"},
  };
  for (const auto& c : cases) {
    CAPTURE(std::string(c.written));
    const clean::Name name = clean::analyse_name(tables(), c.written, NameKind::person);
    REQUIRE(name.parts.size() == 2);
    const auto is_spelt = [&](size_t part, std::string_view spelling) {
      const auto& forms = name.parts[part].forms;
      return std::any_of(forms.begin(), forms.end(),
                         [&](const auto& form) { return form.latin == spelling; });
    };
    CHECK(is_spelt(0, c.family));
    CHECK(is_spelt(1, c.given));
  }
}

TEST_CASE("romanise reads a word behind the Arabic article as it stands without it") {
  CHECK(reads("الأسد", "assad"));
  CHECK(reads("بشار", "bashar"));
}

TEST_CASE("letters of another script that look alike are read as the word's own") {
  CHECK(clean::without_lookalikes(tables(), "рutin") == "putin");      // A Cyrillic er.
  CHECK(clean::without_lookalikes(tables(), "vasοlin") == "vasolin");  // A Greek omicron.
  CHECK(clean::without_lookalikes(tables(), "пyтин") == "путин");      // A Latin y.
  CHECK(clean::without_lookalikes(tables(), "путин") == "путин");
  CHECK(clean::without_lookalikes(tables(), "putin") == "putin");
}

TEST_CASE("titles alone name nobody, and a title behind one name may be a name") {
  const auto name = [](const char* text) { return clean::analyse_name(tables(), text, NameKind::person); };
  CHECK(name("Mr").is_titles_alone);
  CHECK(name("Mr. Dr.").is_titles_alone);
  CHECK_FALSE(name("Dung Sheikh").is_titles_alone);
  CHECK_FALSE(name("Mr. Karvelin").is_titles_alone);
}

TEST_CASE("a word written like any word stands for no whole name") {
  const auto may_be = [](const char* text) {
    return clean::analyse_name(tables(), text, NameKind::organisation).parts.front().may_be_acronym;
  };
  CHECK(may_be("FSB"));
  CHECK(may_be("F.S.B."));
  CHECK_FALSE(may_be("for"));
  CHECK_FALSE(may_be("For"));
}

TEST_CASE("country_code knows names in many languages, and says where it knows none") {
  CHECK(clean::country_code(tables(), "Iran (Islamic Republic of)") == "IR");
  CHECK(clean::country_code(tables(), "Österreich") == "AT");
  CHECK(clean::country_code(tables(), "Weißrussland") == "BY");
  CHECK(clean::country_code(tables(), "xa") == "XA");
  CHECK_FALSE(clean::country_code(tables(), "Atlantis").has_value());
  CHECK(clean::country_word(tables(), "Atlantis") == "ATLANTIS");
  CHECK_FALSE(clean::is_country_code(clean::country_word(tables(), "zz")));
}
