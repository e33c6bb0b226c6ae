#include "press/account.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "read/testing_data.h"

namespace clew::press {
namespace {

const clean::Tables& tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE(loaded.has_value());
  return **loaded;
}
const WordBook& book() {
  static const auto loaded = WordBook::load(CLEW_SOURCE_DIR "/data/press/words.tsv");
  REQUIRE(loaded.has_value());
  return **loaded;
}
match::Model model() {
  auto loaded = match::Model::load(CLEW_SOURCE_DIR "/data/match/model.yaml");
  REQUIRE(loaded.has_value());
  return *loaded;
}

Page page_of(std::string_view story) {
  Page page;
  add_paragraph(page, story, ParagraphKind::body, 0);
  return page;
}

// "Teodor Vasquine: charged; Ilsa Roth: convicted, says Ruen Talbecka".
std::string claims_in(std::string_view story) {
  const Account account = account_of(page_of(story), tables(), book());
  std::string said;
  for (const Claim& claim : account.claims) {
    said += (said.empty() ? "" : "; ") + (claim.who ? account.named[*claim.who].name : "nobody") + ": ";
    said += (claim.is_denied ? "not " : "") + claim.meaning;
    if (claim.speaker) said += ", says " + account.named[*claim.speaker].name;
  }
  return said;
}

std::string people_in(std::string_view story) {
  const Account account = account_of(page_of(story), tables(), book());
  std::string said;
  for (const Named& one : account.named) {
    if (one.kind != MentionKind::person) continue;
    said += (said.empty() ? "" : "; ") + one.name + ": " + std::string(to_string(one.role));
  }
  return said;
}

TEST_CASE("a claim is what the page says of somebody, in the procedure's own words") {
  struct {
    const char* story;
    const char* claims;
  } cases[] = {
      {"Teodor Vasquine was charged with bribery on Monday.", "Teodor Vasquine: charged"},
      {"Prosecutors charged Teodor Vasquine with bribery.", "Teodor Vasquine: charged"},
      {"Teodor Vasquine was convicted of fraud and sentenced to two years.",
       "Teodor Vasquine: convicted; Teodor Vasquine: sentenced"},
      {"Mr Vasquine was acquitted of all counts.", "Vasquine: acquitted"},
      {"Teodor Vasquine is wanted by the police of Belmora.", "Teodor Vasquine: sought"},
      {"Minister Teodor Vasquine accused Senator Ilsa Roth of fraud.", "Ilsa Roth: accused"},
      {"Kweku Arlo, the former UBS trader who was convicted of fraud, was released.",
       "Kweku Arlo: convicted"},
      {"Nadia Orlin, a writer branded a spy by Mr Vasquine, was arrested in May.", "Nadia Orlin: arrested"},
      {"Nobody has been charged.", "nobody: not charged"},
      {"Teodor Vasquine was never charged.", "Teodor Vasquine: not charged"},
      {"\"Ilsa Roth was convicted of fraud,\" said Ruen Talbecka.",
       "Ilsa Roth: convicted, says Ruen Talbecka"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.story);
    CHECK(claims_in(one.story) == one.claims);
  }
}

TEST_CASE("what might be, would be or is asked is no claim") {
  for (const char* story :
       {"Teodor Vasquine could be charged with bribery.",
        "The house asks whether Teodor Vasquine was charged.",
        "If Teodor Vasquine is convicted of fraud, the house will vote.",
        "The charge for Teodor Vasquine's parking was two crowns.", "They hunt graft suspects abroad."}) {
    CAPTURE(story);
    CHECK(claims_in(story).empty());
  }
}

TEST_CASE("who speaks is a speaker, wherever the word of speech stands") {
  struct {
    const char* story;
    const char* people;
  } cases[] = {
      {"\"It is late,\" said Ruen Talbecka.", "Ruen Talbecka: speaker"},
      {"\"It is late,\" Zhang Lifan, a Beijing-based analyst, said.", "Zhang Lifan: speaker"},
      {"According to Dr Nadia Orlin, it is late.", "Nadia Orlin: speaker"},
      {"He said it through his spokeswoman, Lenka Ordave.", "Lenka Ordave: speaker"},
      {"Minister Teodor Vasquine stayed at home.", "Teodor Vasquine: other"},
      {"Minister Teodor Vasquine spoke. Mr Vasquine said little.", "Teodor Vasquine: speaker"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.story);
    CHECK(people_in(one.story) == one.people);
  }
}

KnownEntity person(std::string id, std::string_view name) {
  KnownEntity entity;
  entity.subject.id = std::move(id);
  entity.subject.schema = "Person";
  entity.subject.kind = clean::NameKind::person;
  entity.caption = name;
  match::add_value(tables(), entity.subject, "name", name);
  return entity;
}

std::shared_ptr<const clean::Tables> shared_tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  return *loaded;
}

TEST_CASE("speakers and authors are not looked for in the store unless asked for") {
  const StoreNames names = StoreNames::of(
      {person("a-1", "VASQUINE, Teodor"), person("a-2", "TALBECKA, Ruen")}, shared_tables(), model());
  const Page page = page_of("\"Minister Teodor Vasquine was charged with bribery,\" said Ruen Talbecka.");
  for (const bool with_speakers : {false, true}) {
    const Account account =
        account_of(page, tables(), book(), {.names = &names, .with_speakers = with_speakers});
    REQUIRE(account.named.size() >= 2);
    for (const Named& one : account.named) {
      if (one.name == "Teodor Vasquine") {
        REQUIRE(one.candidates.size() == 1);
        CHECK(one.candidates[0].entity->subject.id == "a-1");
        CHECK(!one.candidates[0].comparison.evidence.empty());
      }
      if (one.name == "Ruen Talbecka") {
        CHECK(one.is_withheld != with_speakers);
        CHECK(one.candidates.size() == (with_speakers ? 1 : 0));
      }
    }
  }
}

TEST_CASE("a page saved as text accuses nobody, and who is quoted on it is a speaker") {
  const std::string path = read::test_data("news/000_a2028046a883d24d.txt");
  if (path.empty()) return;
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const Account account = account_of(read_page(text.str()), tables(), book());
  CHECK(account.claims.empty());
  size_t speakers = 0;
  for (const Named& one : account.named) {
    CHECK(one.role != MentionRole::subject);
    if (one.name == "Zhang Lifan" || one.name == "Xi Jinping") {
      CHECK(one.role == MentionRole::speaker);
      ++speakers;
    }
  }
  CHECK(speakers == 2);
}

}  // namespace
}  // namespace clew::press
