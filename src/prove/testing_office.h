// Test aid: a desk with officers and a small invented case, gone when the test ends.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>

#include "prove/casework.h"

namespace clew::prove {

struct TestOffice {
  static constexpr std::string_view kPassphrase = "a long passphrase";

  const int clock = setenv("CLEW_NOW", "2026-11-24T10:00:00Z", 1);  // It stands still, for all that follows.
  std::string folder =
      (std::filesystem::temp_directory_path() / ("clew-" + base::hex(base::random_bytes(6)) + ".desk"))
          .string();
  Office office = made(Office::create(folder, "test.example/desk"));
  Officer mona = hire("mona", Role::officer);
  Officer oren = hire("oren", Role::second_officer);
  Officer lena = hire("lena", Role::officer);

  ~TestOffice() { std::filesystem::remove_all(folder); }

  template <class T>
  static T made(base::Result<T> result) {
    if (!result) FAIL(result.error().message);
    return std::move(*result);
  }

  Officer hire(const std::string& name, Role role) {
    REQUIRE(office.appoint(name, role, kPassphrase, {.memory_bytes = 8192, .passes = 1}));
    return made(office.sign_in(name, kPassphrase));
  }

  NewEntry entry(const std::string& type, const std::map<std::string, std::string>& members) const {
    NewEntry entry{type, "investigation", {}, Value(), "2026-11-24T10:00:00Z"};
    for (const auto& [key, text] : members) entry.payload.set(key, text);
    return entry;
  }

  // A case with one source and one graded statement: open, member, ingest, statement, grade, member.
  std::string story() {
    const std::string id =
        made(open_case(office, mona, "xa-2026-14", "The dredging of Selm", "investigation"));
    NewEntry page = entry("ingest", {{"name", "courier.html"},
                                     {"from", "https://arven-courier.example/1"},
                                     {"how", "saved by browser"},
                                     {"obtained", "open"},
                                     {"kind", "press"},
                                     {"by", "mona"}});
    REQUIRE(add_source(office, mona, id, page, "<p>a fee of 6.2 million crowns</p>"));
    REQUIRE(record(office, mona, id,
                   entry("statement", {{"id", "s-1"},
                                       {"kind", "fact"},
                                       {"says", "a fee of 6.2 million crowns"},
                                       {"source", "src-1"},
                                       {"about", "C-30417"},
                                       {"property", "amount"},
                                       {"value", "6200000"},
                                       {"element", "advantage"}})));
    REQUIRE(record(office, mona, id,
                   entry("grade", {{"statement", "s-1"},
                                   {"source_grade", "C"},
                                   {"information_grade", "3"},
                                   {"reason", "one newspaper"}})));
    REQUIRE(
        record(office, mona, id,
               entry("member", {{"officer", oren.key_id}, {"name", "oren"}, {"role", "second_officer"}})));
    return id;
  }

  // mona proposes, oren approves.
  void approved(const std::string& id, const std::string& proposal, const std::string& action,
                const Value& parameters) {
    NewEntry proposed = entry("propose", {{"id", proposal}, {"action", action}, {"reason", "order 17/2026"}});
    if (!parameters.is_null()) proposed.payload.set("parameters", parameters);
    REQUIRE(record(office, mona, id, proposed));
    REQUIRE(record(office, oren, id, entry("approve", {{"proposal", proposal}})));
  }

  NewEntry erasure(const std::string& proposal, const Value::List& entries) const {
    NewEntry made = entry("erase", {{"reason", "order 17/2026"}, {"proposal", proposal}});
    made.payload.set("entries", entries);
    return made;
  }

  base::Result<uint64_t> take_in(const std::string& id, const std::string& source, std::string_view bytes,
                                 std::string_view working = {}) {
    return add_source(office, mona, id,
                      entry("ingest", {{"id", source},
                                       {"name", source + ".txt"},
                                       {"from", "search of 3 May"},
                                       {"how", "seized"},
                                       {"obtained", "official"},
                                       {"by", "mona"}}),
                      bytes, working);
  }

  KeyOf key_of() {
    std::map<std::string, PublicKey, std::less<>> keys;
    for (const Officer* one : {&mona, &oren, &lena}) keys[one->key_id] = one->key->public_key();
    return [keys](std::string_view id) -> std::optional<PublicKey> {
      const auto found = keys.find(id);
      return found == keys.end() ? std::nullopt : std::optional(found->second);
    };
  }
};

}  // namespace clew::prove
