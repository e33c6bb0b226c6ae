#include "press/page.h"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <string>

#include "press/language.h"
#include "press/page_facts.h"
#include "read/testing_data.h"

namespace clew::press {
namespace {

std::string file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("the invented page gives what it says of itself, and its story alone") {
  const std::string bytes = file_text(CLEW_SOURCE_DIR "/examples/story/arven_courier_2024-03-14.html");
  const Page page = read_page(bytes);
  CHECK(page.title.value == "Company tied to minister's sister took a fee after the Selm dredging contract");
  CHECK(page.outlet.value == "The Arven Courier");
  CHECK(page.published.value == "2024-03-14T06:10:00+02:00");
  CHECK(page.language.value == "en");
  REQUIRE(page.authors.size() == 1);
  CHECK(page.authors[0].value == "Nadia Felmark");
  CHECK(page.text.find("Marrowgate was the only bidder") != std::string::npos);
  for (const char* outside :
       {"cookies", "Most read", "Same families", "Subscribe", "Rovers", "Dorin Aldesky"}) {
    CAPTURE(outside);
    CHECK(page.text.find(outside) == std::string::npos);
  }
}

TEST_CASE("every paragraph leads back to its bytes in the file") {
  const std::string bytes = file_text(CLEW_SOURCE_DIR "/examples/story/arven_courier_2024-03-14.html");
  const Page page = read_page(bytes);
  REQUIRE(page.has_file_offsets);
  for (const char* words :
       {"Marrowgate was the only bidder", "told the Courier through his spokeswoman", "Lenka Ordave"}) {
    const size_t at = page.text.find(words);
    REQUIRE(at != std::string::npos);
    CHECK(bytes.substr(page.place_of(at), std::string(words).size()) == words);
  }
}

TEST_CASE("a page saved as text keeps what it does not say unknown") {
  const std::string path = read::test_data("news/000_a2028046a883d24d.txt");
  if (path.empty()) return;
  const Page page = read_page(file_text(path));
  CHECK(page.title.value ==
        "President Xi Seeks Cooperation From International Community in Fight Against Corruption");
  CHECK(page.outlet.value == "China Topix");
  CHECK(!page.published.is_known());
  CHECK(page.authors.empty());
  CHECK(page.language.value == "en");
  CHECK(page.text.find("Like Us") == std::string::npos);
  CHECK(page.text.find("Real Time Analytics") == std::string::npos);
  CHECK(page.text.find("Make CT") == std::string::npos);
  REQUIRE(page.oddities.size() == 2);
  CHECK(page.oddities[0].find("clock of the page") != std::string::npos);
  CHECK(page.oddities[1].find("may belong to another") != std::string::npos);
}

TEST_CASE("a page without a word says so and fails at nothing") {
  for (const char* bytes : {"", "   ", "<html></html>", "<", "<p", "&", "<script>", "\xFF\xFE"}) {
    CAPTURE(bytes);
    const Page page = read_page(bytes);
    CHECK(page.text.empty());
    CHECK(!page.outlet.is_known());
    CHECK(!page.oddities.empty());
  }
}

// Seconds for a page that somebody made to be slow.
double seconds_to_read(const std::string& bytes) {
  const auto begin = std::chrono::steady_clock::now();
  const Page page = read_page(bytes);
  CHECK(page.bytes == bytes.size());
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

TEST_CASE("pages made to be slow are read in time that grows with their bytes") {
  const struct {
    const char* name;
    std::string page;
  } cases[] = {
      {"100,000 levels deep",
       repeated("<div>", 100'000) + "<p>Deep down there is a sentence, and it is read.</p>"},
      {"unclosed quotes", repeated("<a href=\"", 300'000)},
      {"unclosed comments", repeated("<!--", 500'000)},
      {"unclosed titles", repeated("<title>", 200'000)},
      {"end tags that end nothing", repeated("</b></div></td>", 200'000)},
      {"cells in cells", repeated("<table><td>", 100'000)},
      {"paragraphs never closed", repeated("<p>", 500'000)},
      {"spans in links", repeated("<a><span>x", 200'000)},
      {"forms of furniture", repeated("<div class=comment><p>word, word</p></div>", 100'000)},
      {"entities", repeated("&#8217;&amp;&nosuchentity;", 100'000)},
      {"one line of text", repeated("word. ", 500'000)},
  };
  for (const auto& one : cases) {
    CAPTURE(std::string(one.name));
    CHECK(seconds_to_read(one.page) < 20.0);  // Sanitizers and a busy machine included; alone, well under 1.
  }
  const Page deep = read_page(cases[0].page);
  CHECK(deep.text.find("Deep down") != std::string::npos);
  CHECK(!deep.oddities.empty());
}

TEST_CASE("a byline names people, and nothing else is taken for one") {
  struct {
    const char* words;
    const char* names;
  } cases[] = {
      {"By Nadia Felmark in Selm", "Nadia Felmark"},
      {"By Nadia Felmark and Oren van der Laan, Selm Bureau", "Nadia Felmark|Oren van der Laan|Selm Bureau"},
      {"NADIA FELMARK | 3 May 2024", "NADIA FELMARK"},
      {"by nobody in particular", ""},
      {"https://example.org/nadia", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.words);
    std::string names;
    for (const std::string& name : names_in_byline(one.words)) names += (names.empty() ? "" : "|") + name;
    CHECK(names == one.names);
  }
}

TEST_CASE("a date is taken only where the words say which day it is") {
  CHECK(date_stated("2024-03-14T06:10:00+02:00") == "2024-03-14T06:10:00+02:00");
  CHECK(date_stated("14 March 2024, 06:10") == "2024-03-14");
  CHECK(date_stated("Mar 14, 2024 at 6 pm") == "2024-03-14");
  CHECK(date_stated("03/04/2024").empty());
  CHECK(date_stated("yesterday").empty());
  CHECK(date_stated("2024-13-45").empty());
}

TEST_CASE("a language is heard from script and small words, and left open where they do not say") {
  CHECK(language_of(
            "The minister said that the house of the company is not for sale, and he was in it with his "
            "sister at the time of the award.") == "en");
  CHECK(language_of("Der Minister sagte, dass die Firma nicht zu verkaufen ist und von der Schwester mit dem "
                    "Bruder auf der Insel für das Haus geführt wird.") == "de");
  CHECK(language_of("Министр сказал, что он ничего не знал о компании своей сестры, и это было давно.") ==
        "ru");
  CHECK(language_of("Міністр сказав, що він нічого не знав про компанію своєї сестри, і це було давно її.") ==
        "uk");
  CHECK(language_of(
            "部长说他对此一无所知。部长说他对此一无所知。部长说他对此一无所知。部长说他对此一无所知。") ==
        "zh");
  CHECK(language_of("Petrov Ivan, Sidorov Oleg").empty());
}

}  // namespace
}  // namespace clew::press
