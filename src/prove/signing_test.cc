#include "prove/signing.h"

#include <doctest/doctest.h>

#include "prove/testing_office.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

const Complete kAsItIs = [](const CaseFile&, NewEntry&) -> base::Result<void> { return {}; };

// A case with ida as its member, whose key was never at the desk.
struct Elsewhere {
  TestOffice test;
  SecretKey key = SecretKey::generate();
  std::string id = test.story();
  Officer ida = appointed();

  Officer appointed() {
    REQUIRE(test.office.appoint("ida", Role::officer, key.public_key()));
    Officer made = TestOffice::made(test.office.named("ida"));
    REQUIRE(record(test.office, test.mona, id,
                   test.entry("member", {{"officer", made.key_id}, {"name", "ida"}, {"role", "officer"}})));
    return made;
  }
  ToSign prepared(const std::string& says = "the fee is disputed") {
    return TestOffice::made(
        prepare(test.office, ida, id,
                test.entry("contest", {{"statement", "s-1"}, {"says", says}, {"by", "ida"}}), kAsItIs));
  }
  ToSign signed_entry() {
    ToSign entry = prepared();
    REQUIRE(sign(entry, key));
    return entry;
  }
  std::string refusal(const ToSign& entry) {
    const auto seq = record_signed(test.office, id, entry);
    REQUIRE(!seq);
    return seq.error().message;
  }
};

bool says(const std::string& message, std::string_view words) {
  CAPTURE(message);
  return message.find(words) != std::string::npos;
}

TEST_CASE("an entry that was signed elsewhere stands in the log as if its officer had been here") {
  Elsewhere place;
  const ToSign entry = TestOffice::made(parse_to_sign(write_to_sign(place.signed_entry())));
  const uint64_t seq = TestOffice::made(record_signed(place.test.office, place.id, entry));
  CHECK(seq == entry.body.seq);
  const CaseFile file =
      TestOffice::made(read_case(place.test.office, place.test.mona, place.id, "investigation", "show"));
  CHECK(file.statement("s-1")->contested());
  CHECK(file.statement("s-1")->objections.at(0).mark.actor == place.ida.key_id);
  const auto log = place.test.office.store().log(2);
  const auto said =
      audit(place.test.office.store(), *log, place.test.office.node(), [&](std::string_view id) {
        return id == place.ida.key_id ? std::optional(place.key.public_key()) : place.test.key_of()(id);
      });
  REQUIRE(said);
  CHECK(said->wrong == "");
}

TEST_CASE(
    "a signature is refused for another case, an old head, a changed entry, another key, each by name") {
  Elsewhere place;
  ToSign entry = place.signed_entry();
  SUBCASE("another case") {
    const std::string other =
        TestOffice::made(open_case(place.test.office, place.test.mona, "xa-2", "Another", "investigation"));
    const auto seq = record_signed(place.test.office, other, entry);
    REQUIRE(!seq);
    CHECK(says(seq.error().message, "signed for another case"));
  }
  SUBCASE("an old head") {
    REQUIRE(read_case(place.test.office, place.test.mona, place.id, "investigation", "show"));
    CHECK(says(place.refusal(entry), "has 8 entries now, and this was signed as entry 7"));
  }
  SUBCASE("twice") {
    REQUIRE(record_signed(place.test.office, place.id, entry));
    CHECK(says(place.refusal(entry), "has 8 entries now"));
  }
  SUBCASE("a changed entry") {
    entry.body.purpose = "prosecution";
    CHECK(says(place.refusal(entry), "the entry was changed after it was signed"));
  }
  SUBCASE("an officer who is gone") {
    REQUIRE(place.test.office.end_office("ida"));
    CHECK(says(place.refusal(entry), "left this desk"));
  }
  SUBCASE("not signed") { CHECK(says(place.refusal(place.prepared()), "not signed yet")); }
  SUBCASE("a key of nobody here") {
    entry.body.actor = std::string(64, 'a');
    CHECK(says(place.refusal(entry), "nobody at this desk has the key"));
  }
  SUBCASE("another key") {
    const SecretKey other = SecretKey::generate();
    const auto signed_by_other = sign(entry, other);
    REQUIRE(!signed_by_other);
    CHECK(says(signed_by_other.error().message, "and the key given is"));
  }
}

TEST_CASE("whoever signs is shown what is signed: a file that says otherwise is refused") {
  Elsewhere place;
  const std::string text = write_to_sign(place.prepared());
  REQUIRE(parse_to_sign(text));
  Value file = TestOffice::made(parse_json(text));
  SUBCASE("other content") { file.set("payload", Value(Value::Object{}).set("says", "all is well")); }
  SUBCASE("other words") { file.set("words", std::vector<std::string>{"contest: nothing of note"}); }
  SUBCASE("another hash") { file.set("sha256", std::string(64, '0')); }
  SUBCASE("other bytes") { file.set("bytes", base64("clew-entry-1\n{}")); }
  SUBCASE("no bytes") { file.set("bytes", ""); }
  CHECK(!parse_to_sign(canonical(file)));
}

TEST_CASE("every rule of the case holds for what is signed elsewhere") {
  Elsewhere place;
  const auto refused = [&](const std::string& type, const std::map<std::string, std::string>& members) {
    const auto made =
        prepare(place.test.office, place.ida, place.id, place.test.entry(type, members), kAsItIs);
    REQUIRE(!made);
    return made.error().message;
  };
  CHECK(says(refused("approve", {{"proposal", "p-1"}}), "a second officer or a supervisor approves"));
  CHECK(says(refused("erase", {{"reason", "x"}}), "cannot be signed elsewhere"));
  CHECK(!place.test.office.sign_in("ida", TestOffice::kPassphrase));
}

}  // namespace
}  // namespace clew::prove
