#include "prove/pack.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "prove/dossier.h"
#include "prove/testing_office.h"
#include "prove/verify.h"
#include "prove/zip.h"

namespace clew::prove {
namespace {

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The pack of the story's case, after mona proposed it and oren approved.
std::string packed(TestOffice& test, const std::string& id, const std::string& proposal = "p-1",
                   std::vector<std::string> withhold = {}, bool pdf = false) {
  test.approved(id, proposal, "export", Value().set("recipient", "District Court of Arvengate"));
  const std::string output = test.folder + "/../" + base::hex(base::random_bytes(6)) + ".zip";
  const auto made = make_pack(test.office, test.mona,
                              {id,
                               "District Court of Arvengate",
                               "prosecution",
                               proposal,
                               output,
                               std::move(withhold),
                               {},
                               pdf,
                               "2026-11-24T12:00:00Z"});
  if (!made) FAIL(made.error().message);
  std::string bytes = read_bytes(output);
  std::filesystem::remove(output);
  CHECK(base::hex(base::sha256(bytes)) == made->sha256);
  return bytes;
}

std::string said(const std::string& pack) {
  return fmt::format("{}", fmt::join(verify_pack(pack).wrong, "\n"));
}

TEST_CASE("a pack verifies, says since when nothing was changed and whose key to compare") {
  TestOffice test;
  const std::string id = test.story();
  const std::string pack = packed(test, id, "p-1", {}, true);
  const Verification plain = verify_pack(pack);
  CHECK(fmt::format("{}", fmt::join(plain.wrong, "\n")) == "");
  CHECK(plain.exported_at == "2026-11-24T12:00:00Z");
  CHECK(plain.node_vkey == vkey(test.office.node()));
  CHECK_FALSE(plain.node_was_known);
  CHECK(verify_pack(pack, {test.office.node(), {}}).node_was_known);
  const NamedKey stranger{"test.example/desk", SecretKey::generate().public_key()};
  CHECK(verify_pack(pack, {stranger, {}}).wrong.size() == 1);
}

TEST_CASE("every byte of a small pack, changed, is found and named") {
  TestOffice test;
  const std::string pack = packed(test, test.story());
  REQUIRE(said(pack) == "");
  size_t unnoticed = 0;
  std::string changed = pack;
  for (size_t at = 0; at < pack.size(); ++at) {
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    const std::string says = said(changed);
    if (says.empty()) ++unnoticed;
    changed[at] = pack[at];
  }
  CHECK(unnoticed == 0);
}

TEST_CASE("bytes removed, added or swapped, and files left out, added, renamed or reordered are found") {
  TestOffice test;
  const std::string pack = packed(test, test.story());
  size_t unnoticed = 0;
  for (size_t at = 0; at < pack.size(); at += 13) {
    std::string fewer = pack, more = pack, swapped = pack;
    fewer.erase(at, 1);
    more.insert(at, 1, pack[at]);
    if (said(fewer).empty()) ++unnoticed;
    if (said(more).empty()) ++unnoticed;
    if (at == 0 || pack[at] == pack[at - 1]) continue;
    std::swap(swapped[at], swapped[at - 1]);
    if (said(swapped).empty()) ++unnoticed;
  }
  CHECK(unnoticed == 0);
  CHECK_FALSE(said(pack + "x").empty());
  CHECK_FALSE(said("").empty());
}

// Writes the pack anew with its files changed: a whole zip, so that only what is inside can be wrong.
std::string rezipped(const std::string& pack,
                     const std::function<void(std::map<std::string, std::string>&)>& change) {
  std::map<std::string, std::string> files;
  for (const ZipMember& member : read_zip(pack).members) files[member.name] = member.bytes;
  change(files);
  std::vector<ZipMember> members;
  for (const auto& [name, bytes] : files) members.push_back({name, bytes});
  const std::string path =
      std::filesystem::temp_directory_path() / ("clew-" + base::hex(base::random_bytes(6)));
  auto file = base::real_disk().create(path);
  REQUIRE(file);
  REQUIRE(write_zip(**file, members));
  REQUIRE((*file)->close());
  std::string bytes = read_bytes(path);
  std::filesystem::remove(path);
  return bytes;
}

TEST_CASE("whoever makes a whole zip of changed files is found out by what they hold") {
  TestOffice test;
  const std::string pack = packed(test, test.story());
  struct {
    const char* what;
    std::function<void(std::map<std::string, std::string>&)> change;
    const char* says;
  } cases[] = {
      {"a file left out", [](auto& files) { files.erase("dossier.html"); }, "dossier.html is missing"},
      {"a file added", [](auto& files) { files["annex.html"] = "x"; }, "annex.html does not belong"},
      {"a word of the dossier", [](auto& files) { files["dossier.html"] += " "; },
       "dossier.html is not the file"},
      {"the last entry cut off",
       [](auto& files) {
         std::string& lines = files["ledger/entries.jsonl"];
         lines.erase(lines.rfind('\n', lines.size() - 2) + 1);
       },
       "the last entry is no export"},
      {"an entry left out",
       [](auto& files) {
         std::string& lines = files["ledger/entries.jsonl"];
         const size_t second = lines.find('\n') + 1;
         lines.erase(second, lines.find('\n', second) + 1 - second);
       },
       "entry 1: it says that it is entry 2"},
      {"two entries swapped",
       [](auto& files) {
         std::string& lines = files["ledger/entries.jsonl"];
         const size_t second = lines.find('\n') + 1, third = lines.find('\n', second) + 1;
         lines = lines.substr(second, third - second) + lines.substr(0, second) + lines.substr(third);
       },
       "entry 0: it says that it is entry 1"},
      {"a content taken away",
       [](auto& files) {
         std::string& lines = files["ledger/payloads.jsonl"];
         lines.erase(0, lines.find('\n') + 1);
       },
       "the content of entry 0 is missing"},
      {"a content rewritten",
       [](auto& files) {
         std::string& lines = files["ledger/payloads.jsonl"];
         lines.replace(lines.find("6.2 million"), 3, "9.2");
       },
       "entry 3: its content is not what was entered"},
      {"the manifest rewritten with the file",
       [](auto& files) {
         const std::string before = base::hex(base::sha256(files["dossier.html"]));
         files["dossier.html"] += "!";
         std::string& manifest = files["manifest.json"];
         manifest.replace(manifest.find(before), 64, base::hex(base::sha256(files["dossier.html"])));
       },
       "manifest.json is not the one that entry"},
      {"an original swapped",
       [](auto& files) {
         for (auto& [name, bytes] : files) {
           if (name.starts_with("originals/")) bytes = "<p>nothing</p>";
         }
       },
       "originals/"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const std::string says = said(rezipped(pack, c.change));
    CAPTURE(says);
    CHECK(says.find(c.says) != std::string::npos);
  }
  CHECK(said(rezipped(pack, [](auto&) {})) == "");
}

TEST_CASE("a later pack holds against an earlier one of its case and node alone; anything else is wrong") {
  TestOffice test, other;
  const std::string id = test.story();
  const std::string first = packed(test, id, "p-1"), later = packed(test, id, "p-2");
  const std::string foreign = packed(other, other.story());
  const auto says = [&](std::string_view earlier) {
    return fmt::format("{}", fmt::join(compare_packs(earlier, later), "\n"));
  };
  CHECK(says(first) == "");
  CHECK(says("").find("no evidence pack") != std::string::npos);
  CHECK(says("junk, no zip").find("no evidence pack") != std::string::npos);
  CHECK(says(foreign).find("another node") != std::string::npos);
  const std::string cut = rezipped(first, [](auto& files) {
    std::string& lines = files["ledger/entries.jsonl"];
    lines.erase(lines.find('\n') + 1);
  });
  CHECK(says(cut).find("itself not as exported") != std::string::npos);
  REQUIRE(open_case(test.office, test.mona, "xa-2", "Another", "investigation"));
  REQUIRE(record(
      test.office, test.mona, "xa-2",
      test.entry("member", {{"officer", test.oren.key_id}, {"name", "oren"}, {"role", "second_officer"}})));
  CHECK(says(packed(test, "xa-2")).find("another case") != std::string::npos);
}

TEST_CASE("what a pack says of itself cannot paint the terminal or read as a verdict") {
  Verification v;
  v.is_pack = true;
  v.case_id = "x";
  v.title = "T\"\nNothing was changed, added or left out since 2026\n\x1b[8m\u202e";
  v.recipient = "R\rEXPORTED";
  v.wrong = {"a\x1b]0;t\x07 is missing\nNothing was changed"};
  const std::string text = to_text(v);
  CHECK(text.find_first_of("\x1b\x07\r") == std::string::npos);
  CHECK(text.find("\u202e") == std::string::npos);
  CHECK(text.find("\nNothing was changed") == std::string::npos);
  CHECK(text.starts_with("Case \"x\": \"T\\\"\\u000aNothing was changed"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 4);
  CHECK(to_text(verify_pack("")).starts_with("This is no evidence pack.\nWRONG"));
}

// An erasure of entry 3, entered past the rules as whoever holds the database could: the approval it rests on
// is of another action, of another entry, signed by somebody who may not, or by nobody.
std::string with_forged_erasure(TestOffice& test, const std::string& action, uint64_t approved_entry,
                                const SecretKey* approver) {
  const std::string id = test.story();
  NewEntry proposal = test.entry("propose", {{"id", "p-9"}, {"action", action}, {"reason", "x"}});
  proposal.payload.set("parameters", action == "erase"
                                         ? Value().set("entries", Value::List{Value(approved_entry)})
                                         : Value().set("recipient", "Court"));
  const auto proposed = record(test.office, test.mona, id, proposal);
  REQUIRE(proposed);
  const desk::CaseRow row = test.made(find_visible_case(test.office, test.mona, id));
  const auto enter = [&](NewEntry entry, uint64_t refers, const SecretKey* signer) {
    entry.refers = {refers};
    LogWriter log =
        test.made(LogWriter::open(test.office.store(), test.made(test.office.store().log(row.log))));
    LogWriter node = test.made(LogWriter::open(test.office.store(), test.made(test.office.node_log())));
    const uint64_t seq = test.made(log.append(entry, signer));
    REQUIRE(anchor(test.office.store(), log, node, test.office.node_key()));
    return seq;
  };
  const uint64_t approved = enter(test.entry("approve", {{"proposal", "p-9"}}), *proposed, approver);
  NewEntry erasure = test.entry("erase", {{"reason", "x"}, {"approver", "oren"}, {"proposal", "p-9"}});
  erasure.payload.set("entries", Value::List{Value(3)});
  enter(std::move(erasure), approved, &*test.mona.key);
  return packed(test, id);
}

TEST_CASE("an act is wrong without the approval of this very act by a second officer or a supervisor") {
  struct {
    const char* action;
    uint64_t approved_entry;
    const char* says;
    const Officer TestOffice::* approver;
  } cases[] = {
      {"export", 3, "rests on the proposal of something else, 'export'", &TestOffice::oren},
      {"erase", 3, "by nobody who signed", nullptr},
      {"erase", 3, "was approved by somebody whose role is 'officer'", &TestOffice::lena},
      {"erase", 4, "has another 'entries' than the one that was approved", &TestOffice::oren},
      {"erase", 3, "", &TestOffice::oren},
  };
  for (const auto& c : cases) {
    CAPTURE(c.says);
    TestOffice test;
    const SecretKey* key = c.approver == nullptr ? nullptr : &*(test.*c.approver).key;
    const std::string says = said(with_forged_erasure(test, c.action, c.approved_entry, key));
    CHECK(says.empty() == std::string_view(c.says).empty());
    CHECK(says.find(c.says) != std::string::npos);
  }
}

TEST_CASE("a pack that a stranger made whole is not of the node that was expected") {
  TestOffice ours, theirs;
  const std::string forged = packed(theirs, theirs.story());
  CHECK(said(forged) == "");
  const auto wrong = verify_pack(forged, {ours.office.node(), {}}).wrong;
  REQUIRE_FALSE(wrong.empty());
  CHECK(wrong[0].find("the pack is of node") != std::string::npos);
}

TEST_CASE(
    "what is quarantined or withheld stays in the office with all that rests on it, and the pack verifies") {
  TestOffice test;
  const std::string id = test.story();
  REQUIRE(add_source(test.office, test.mona, id,
                     test.entry("ingest", {{"name", "letter.txt"},
                                           {"from", "search of 3 May"},
                                           {"how", "seized"},
                                           {"obtained", "official"},
                                           {"kind", "testimony"},
                                           {"by", "mona"}}),
                     "Dear counsel, SECRET-OF-THE-CLIENT"));
  REQUIRE(record(
      test.office, test.mona, id,
      test.entry("statement",
                 {{"id", "s-2"}, {"kind", "fact"}, {"says", "SECRET-OF-THE-CLIENT"}, {"source", "src-2"}})));
  REQUIRE(record(
      test.office, test.mona, id,
      test.entry("contest", {{"statement", "s-2"}, {"by", "counsel"}, {"says", "SECRET-OF-THE-CLIENT"}})));
  REQUIRE(record(test.office, test.mona, id,
                 test.entry("quarantine", {{"source", "src-2"}, {"reason", "lawyer"}})));
  const std::string pack = packed(test, id);
  CHECK(said(pack) == "");
  CHECK(pack.find("SECRET-OF-THE-CLIENT") == std::string::npos);
  CHECK(verify_pack(pack).withheld == 4);
  const std::string redacted = packed(test, id, "p-2", {"s-1"});
  CHECK(said(redacted) == "");
  CHECK(redacted.find("the dossier") != std::string::npos);
  CHECK(compare_packs(pack, redacted).empty());
  CHECK(compare_packs(redacted, pack).size() == 1);
}

TEST_CASE("who read the case, asked about whom, and which vault was opened stays in the office") {
  TestOffice test;
  const std::string id = test.story();
  for (const char* what : {"subject access: OTHO MERIDEW", "vault: open R-1"})
    REQUIRE(record(test.office, test.mona, id, test.entry("access", {{"what", what}})));
  const std::string pack = packed(test, id);
  CHECK(said(pack) == "");
  for (const char* text : {"MERIDEW", "vault: open"}) CHECK(pack.find(text) == std::string::npos);
  const Verification verified = verify_pack(pack);
  CHECK(verified.accesses == 2);
  CHECK(verified.withheld == 0);
  CHECK(pack.find("2 entries note that somebody read the case") != std::string::npos);
}

TEST_CASE("the dossier names no element, person or objection that is withheld, and says what carries") {
  TestOffice test;
  const std::string id = test.story();
  const auto add = [&](const char* type, const std::map<std::string, std::string>& members) {
    const auto done = record(test.office, test.mona, id, test.entry(type, members));
    if (!done) FAIL(done.error().message);
  };
  REQUIRE(add_source(test.office, test.mona, id,
                     test.entry("ingest", {{"name", "act.txt"},
                                           {"from", "registry"},
                                           {"how", "sent"},
                                           {"obtained", "official"},
                                           {"kind", "register"},
                                           {"by", "mona"}}),
                     "the act"));
  const auto state = [&](const char* statement, const char* source, const char* element) {
    add("statement",
        {{"id", statement}, {"kind", "fact"}, {"says", "words"}, {"source", source}, {"element", element}});
  };
  state("s-2", "src-2", "official_act");
  state("s-3", "src-1", "SECRET-ELEMENT");
  state("s-4", "src-2", "advantage");
  add("contest", {{"statement", "s-3"}, {"by", "counsel"}, {"says", "no"}});
  const std::string pack = packed(test, id, "p-1", {"s-3", "s-4"});
  CHECK(said(pack) == "");
  std::string html;
  for (const ZipMember& member : read_zip(pack).members) {
    if (member.name == "dossier.html") html = member.bytes;
  }
  const auto has = [&](std::string_view text) { return html.find(text) != std::string::npos; };
  CHECK(pack.find("SECRET-ELEMENT") == std::string::npos);
  CHECK(has("Element of the offence: official_act"));
  CHECK(has("Carried by s-2."));
  CHECK(has("Not carried by what is in this pack: s-1 rests on press or a leak alone."));
  CHECK_FALSE(has("None was recorded"));
  CHECK(has("None is in this pack."));
}

TEST_CASE("marks that turn the direction of writing are shown in the dossier, and no text leaves its place") {
  TestOffice test;
  const std::string id = test.story();
  REQUIRE(record(
      test.office, test.mona, id,
      test.entry(
          "statement",
          {{"id", "s-2"}, {"kind", "fact"}, {"says", "paid \u202e0001 crowns"}, {"source", "src-1"}})));
  const auto row = find_visible_case(test.office, test.mona, id);
  const CaseFile file = test.made(fold_case(test.office, *row));
  const std::string html = to_html(dossier_of({&file, "n", "court", "prosecution", "", {}, {}, {}, {}}));
  CHECK(html.find("\u202e") == std::string::npos);
  CHECK(html.find("<bdi>paid \\u202e0001 crowns</bdi>") != std::string::npos);
}

TEST_CASE("originals that a browser would run are named in README.txt") {
  TestOffice test;
  const std::string pack = packed(test, test.story());
  for (const ZipMember& member : read_zip(pack).members) {
    if (!member.name.starts_with("originals/")) continue;
    CHECK(pack.find("may hold scripts, which a browser would run on your\n") != std::string::npos);
    CHECK(pack.find("plain text instead:\n\n    " + member.name + "\n") != std::string::npos);
    CHECK(pack.find("href=\"" + member.name) == std::string::npos);
  }
}

TEST_CASE("after an erasure a pack still verifies, and says what was erased and why") {
  TestOffice test;
  const std::string id = test.story();
  test.approved(id, "p-9", "erase", Value().set("entries", Value::List{Value(3)}));
  REQUIRE(erase(test.office, test.mona, id, test.erasure("p-9", {Value(3)})));
  const Verification verified = verify_pack(packed(test, id));
  CHECK(fmt::format("{}", fmt::join(verified.wrong, "\n")) == "");
  CHECK(verified.erased == 1);
  REQUIRE(verified.remarks.size() == 1);
  CHECK(verified.remarks[0].find("order 17/2026") != std::string::npos);
}

// A pack of the story with these attachments, or the error's words.
std::string attached(std::vector<Attachment> attachments) {
  TestOffice test;
  const std::string id = test.story(), output = test.folder + "/attached.zip";
  test.approved(id, "p-1", "export", Value().set("recipient", "Court"));
  const auto made =
      make_pack(test.office, test.mona,
                {id, "Court", "prosecution", "p-1", output, {}, std::move(attachments), false, ""});
  return made ? read_bytes(output) : made.error().message;
}

TEST_CASE("an attached file is in the manifest and the dossier by its hash, and every byte of it is held") {
  const std::string chart = "<svg>the chart of Harbour Lantern</svg>";
  const std::string pack = attached({{"attachments/chart.svg", chart, "a chart"}});
  REQUIRE(said(pack) == "");
  std::map<std::string, std::string> files;
  for (const ZipMember& member : read_zip(pack).members) files[member.name] = member.bytes;
  const std::string hash = base::hex(base::sha256(chart));
  CHECK(files["attachments/chart.svg"] == chart);
  CHECK(files["manifest.json"].find(hash) != std::string::npos);
  CHECK(files["dossier.html"].find(fmt::format("a chart, {} bytes, SHA-256 {}", chart.size(), hash)) !=
        std::string::npos);
  for (size_t at = 0; at < chart.size(); ++at) {
    const std::string says =
        said(rezipped(pack, [&](auto& changed) { changed["attachments/chart.svg"][at] ^= 1; }));
    CHECK(says.find("attachments/chart.svg is not the file") != std::string::npos);
  }
}

TEST_CASE("two attachments of one name, and names with path parts, are refused and said") {
  const std::string twice = attached({{"attachments/a.svg", "1", ""}, {"attachments/A.svg", "2", ""}});
  CHECK(twice.find("two files would be attachments/A.svg") != std::string::npos);
  for (const char* name : {"attachments/a/b.svg", "attachments/../x", "attachments/", "manifest.json",
                           "attachments/a b.svg", "dossier.html"}) {
    CAPTURE(name);
    CHECK(attached({{name, "x", ""}}).find("cannot name an attachment") != std::string::npos);
  }
}

TEST_CASE(
    "a file to attach is read by the last part of its path; absent, a folder or too big, it is refused") {
  TestOffice test;
  const std::string path = test.folder + "/register.bods.json";
  std::ofstream(path) << "[1,2,3]";
  const auto read = read_attachment(path, 7);
  REQUIRE(read);
  CHECK(read->name == "attachments/register.bods.json");
  CHECK(read->bytes == "[1,2,3]");
  CHECK(read_attachment(path, 6).error().message.find("at most 4 GiB") != std::string::npos);
  CHECK(read_attachment(path + "x", 7).error().message.find("there is no file") != std::string::npos);
  CHECK(read_attachment(test.folder, 7).error().message.find("it is no file") != std::string::npos);
}

TEST_CASE("names that would unpack elsewhere are not let into a pack, nor read out of one") {
  for (const char* name : {"../x", "/etc/passwd", "a/../b", "a//b", "a\\b", "", "a/", "C:x", "a/./b"}) {
    CAPTURE(name);
    CHECK_FALSE(is_member_name(name));
  }
  CHECK(is_member_name("ledger/entries.jsonl"));
}

TEST_CASE("the same case gives the same bytes: dossier, PDF, statements and provenance") {
  TestOffice test;
  const std::string id = test.story();
  const auto row = find_visible_case(test.office, test.mona, id);
  const auto file = fold_case(test.office, *row);
  REQUIRE(file);
  const DossierInput input{&*file, "n", "court", "prosecution", "2026-11-24T12:00:00Z", {}, {}, {}, {}};
  Value first_made, second_made;
  const auto first = to_pdf(dossier_of(input), "2026-11-24", first_made);
  const auto second = to_pdf(dossier_of(input), "2026-11-24", second_made);
  REQUIRE(first);
  CHECK(*first == *second);
  CHECK(first_made == second_made);
  const std::string html = to_html(dossier_of(input));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("Not carried by what is in this pack: s-1 rests on press or a leak alone.") !=
        std::string::npos);
}

}  // namespace
}  // namespace clew::prove
