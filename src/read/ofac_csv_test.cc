#include <doctest/doctest.h>

#include <algorithm>

#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {

extern const Format kOfacCsvSdn, kOfacCsvComments;
namespace {

using Counts = std::map<std::string, size_t>;

struct ReadBack {
  std::string format;
  RecordingSink sink;
};

std::unique_ptr<ReadBack> read_back(std::unique_ptr<Stream> stream) {
  auto back = std::make_unique<ReadBack>();
  Peeked peeked(std::move(stream));
  const Format* format = recognise(peeked.head());
  REQUIRE(format != nullptr);
  back->format = format->name;
  REQUIRE(format->read(peeked, back->sink, {}));
  return back;
}

std::string text_of(std::string_view bytes) {
  const auto back = read_back(memory_stream(bytes));
  return back->format + back->sink.text();
}

TEST_CASE("The primary file becomes entries, their sanction and what the remarks say") {
  CHECK(text_of("36,\"HARBOUR TRUST S.A.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
                "37,\"DOE, Ana\",\"individual\",\"SDGT] [IFSR\",\"Treasurer\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
                ",\"DOB 1948; "
                "Linked To: HARBOUR TRUST S.A..\"\r\n\x1a") == R"(ofac-csv-sdn
ofac-36 Organization id = ofac-36 [1]
ofac-36 Organization name = HARBOUR TRUST S.A. [1 SDN_Name]
ofac-36 Organization topics = sanction [1 Program]
ofac-i67mx6pp65am7yso Sanction id = ofac-i67mx6pp65am7yso [1]
ofac-i67mx6pp65am7yso Sanction entity = ofac-36 [1]
ofac-i67mx6pp65am7yso Sanction authority = Office of Foreign Assets Control [1]
ofac-i67mx6pp65am7yso Sanction authorityId = 36 [1 ent_num]
ofac-i67mx6pp65am7yso Sanction country = us [1]
ofac-i67mx6pp65am7yso Sanction program = CUBA [1 Program]
ofac-37 Person id = ofac-37 [2]
ofac-37 Person name = DOE, Ana [2 SDN_Name]
ofac-37 Person lastName = DOE [2 SDN_Name]
ofac-37 Person firstName = Ana [2 SDN_Name]
ofac-37 Person topics = sanction [2 Program]
ofac-y46ttfup2swpssvz Sanction id = ofac-y46ttfup2swpssvz [2]
ofac-y46ttfup2swpssvz Sanction entity = ofac-37 [2]
ofac-y46ttfup2swpssvz Sanction authority = Office of Foreign Assets Control [2]
ofac-y46ttfup2swpssvz Sanction authorityId = 37 [2 ent_num]
ofac-y46ttfup2swpssvz Sanction country = us [2]
ofac-y46ttfup2swpssvz Sanction program = SDGT [2 Program]
ofac-y46ttfup2swpssvz Sanction program = IFSR [2 Program]
ofac-37 Person position = Treasurer [2 Title]
ofac-37 Person birthDate = 1948 [2 Remarks/DOB]
ofac-tdb3g4afntxqim3a UnknownLink id = ofac-tdb3g4afntxqim3a [2]
ofac-tdb3g4afntxqim3a UnknownLink subject = ofac-37 [2 Remarks/Linked To]
ofac-tdb3g4afntxqim3a UnknownLink object = ofac-36 <- HARBOUR TRUST S.A. [2 Remarks/Linked To]
ofac-tdb3g4afntxqim3a UnknownLink role = Linked To [2 Remarks/Linked To]
)");
}

TEST_CASE("A vessel's columns find their properties") {
  const auto back = read_back(
      memory_stream("5,\"BLUE STAR\",\"vessel\",\"IRAN\",-0- "
                    ",\"T2EU4\",\"Tanker\",\"99,144\",\"56,068\",\"Malta\",\"NOBODY LINES\",-0- \n"));
  const auto value = [&](const char* property) { return back->sink.values("ofac-5", property).at(0); };
  CHECK(value("callSign") == "T2EU4");
  CHECK(value("type") == "Tanker");
  CHECK(value("tonnage") == "99144");
  CHECK(value("grossRegisteredTonnage") == "56068");
  CHECK(value("flag") == "Malta");
  const std::string owner = model::link_id("ofac-", "LegalEntity", "ofac-5", "NOBODY LINES", "Vessel Owner");
  const std::string ownership = model::link_id("ofac-", "Ownership", owner, "ofac-5", "Vessel Owner");
  CHECK(back->sink.values(owner, "name") == std::vector<std::string>{"NOBODY LINES"});
  CHECK(back->sink.values(ownership, "asset") == std::vector<std::string>{"ofac-5"});
}

TEST_CASE("Remarks that are cut are joined to their rest where the file of comments is in the same load") {
  const std::string remarks = "DOB 1950; " + std::string(968, 'x') + "; Linked To: PROMO RAI";
  REQUIRE(remarks.size() == 1000);
  const std::string primary =
      "36,\"PROMO RAIZ S.A.S.\",-0- ,\"SDNT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n"
      "37,\"QUUX LTD\",-0- ,\"SDNT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"" +
      remarks + "\"\n";
  const std::string comments = "37,\"Z S.A.S.; Website www.quux.example.\"\n";
  ReadOptions options;
  options.open_sibling = [&](std::string_view format) -> base::Result<std::unique_ptr<Stream>> {
    if (format == "ofac-csv-sdn") return memory_stream(primary);
    if (format == "ofac-csv-comments") return memory_stream(comments);
    return nullptr;
  };
  RecordingSink sink;
  const auto names = memory_stream(primary), rest = memory_stream(comments);
  REQUIRE(kOfacCsvSdn.read(*names, sink, options));
  CHECK(sink.issues.empty());
  REQUIRE(kOfacCsvComments.read(*rest, sink, options));
  CHECK(sink.issues.empty());
  CHECK(sink.values("ofac-37", "website") == std::vector<std::string>{"www.quux.example"});
  CHECK(sink.entities_by_schema().at("UnknownLink") == 1);
  bool linked = false;
  for (const RecordedStatement& statement : sink.statements) {
    linked = linked || (statement.value == "ofac-36" && sink.slots[statement.slot].property != "id");
    CHECK(statement.value != "Linked To: PROMO RAI");
  }
  CHECK(linked);
}

TEST_CASE("Aliases, addresses and comments add to entries that the primary file states") {
  CHECK(text_of("36,12,\"aka\",\"HARBOR TRUST\",-0- \n36,13,\"fka\",\"QUAY TRUST\",-0- "
                "\n36,14,\"nka\",\"TRUST 3\",-0- \n") ==
        R"(ofac-csv-sdn-alt
ofac-36 Thing alias = HARBOR TRUST [1 alt_name]
ofac-36 Thing previousName = QUAY TRUST [2 alt_name]
ofac-36 Thing name = TRUST 3 [3 alt_name]
)");
  CHECK(text_of("36,25,-0- ,\"Havana\",\"Cuba\",-0- \n36,26,-0- ,-0- ,-0- ,-0- \n") == R"(ofac-csv-sdn-add
ofac-address-25 Address id = ofac-address-25 [1]
ofac-address-25 Address full = Havana, Cuba [1]
ofac-address-25 Address city = Havana [1 City/State/Province/Postal Code]
ofac-address-25 Address country = Cuba [1 Country]
ofac-36 Thing addressEntity = ofac-address-25 [1 Add_num]
ofac-36 Thing country = Cuba [1 Country]
)");
  CHECK(text_of("36,\"Z S.A.S.; DOB 1950; a.k.a. 'Z'.\"\n") == R"(ofac-csv-comments
ofac-36 Thing notes = Z S.A.S. [1 Remarks/continued]
ofac-36 Person birthDate = 1950 [1 Remarks/DOB]
ofac-36 Thing weakAlias = Z [1 Remarks/a.k.a.]
not mapped Remarks/continued = Z S.A.S. (1)
)");
}

TEST_CASE("A row of another shape is reported with its line, and the rows beside it are read") {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "36,12,\"aka\",\"A\",-0- \n";
  text += "nonsense\n36,13,\"aka\",\"B\xE9\",-0- \nx,14,\"aka\",\"C\",-0- \n36,15,\"zka\",\"D\",-0- \n";
  const auto back = read_back(memory_stream(text));
  CHECK(back->sink.values("ofac-36", "alias") == std::vector<std::string>{"A", "Bé", "D"});
  CHECK(back->sink.issues_by_kind() ==
        Counts{{"malformed-row", 2}, {"not-utf8", 1}, {"unknown-alias-type", 1}});
  CHECK(back->sink.issues[0].record.line == 31);
}

TEST_CASE("Other files are not taken for OFAC's") {
  for (const std::string text : {"", "\n", "a,b,c\n1,2,3\n", "1,2,3,4,5\n", "ID,Name\n1,Ana\n", "{\"id\": 1}",
                                 "1,\"x\"\n", "<sdnList/>", "1,2,aka,n\n", "1,2,oka,n,-0-\n", "\x1a"}) {
    CAPTURE(text);
    const Format* format = recognise(text);
    CHECK((format == nullptr || !format->name.starts_with("ofac-csv")));
  }
}

// The counts below were made from the same files by a Python script with its csv module and string
// functions, which shares no code with the reader: rows, types, programs, distinct aliases, addresses with
// any content, names that a "Linked To" of the same file names once.
void check_counts(const Counts& all, const Counts& wanted) {
  for (const auto& [name, count] : wanted) {
    CAPTURE(name);
    CHECK((all.contains(name) ? all.at(name) : 0) == count);
  }
}

TEST_CASE("The SDN list of July 2021 is read whole") {
  const std::string folder = CLEW_SOURCE_DIR "/data/lists/us_ofac_sdn";
  const auto names = read_back(open_input({folder + "/sdn.csv.gz", {}, 0}).value());
  CHECK(names->format == "ofac-csv-sdn");
  CHECK(names->sink.entities_by_schema() == Counts{{"Person", 4620},
                                                   {"Organization", 3673},
                                                   {"Vessel", 406},
                                                   {"Airplane", 277},
                                                   {"Sanction", 8976},
                                                   {"UnknownLink", 3381},
                                                   {"Ownership", 10},
                                                   {"LegalEntity", 176},
                                                   {"Identification", 4438},
                                                   {"Passport", 1552},
                                                   {"CryptoWallet", 80}});
  check_counts(names->sink.statements_by_property(), {{"program", 10759},
                                                      {"topics", 8976},
                                                      {"birthPlace", 3074},
                                                      {"gender", 1513},
                                                      {"weakAlias", 2414},
                                                      {"previousName", 24},
                                                      {"swiftBic", 82},
                                                      {"citizenship", 919},
                                                      {"publicKey", 80}});
  CHECK(names->sink.statements.size() == 169'123);
  CHECK(names->sink.issues_by_kind() == Counts{{"cut-remark", 5}});
  check_counts({{"kinds", names->sink.not_mapped_fields.size()},
                {"linked", names->sink.not_mapped_fields["Remarks/Linked To"].count}},
               {{"kinds", 40}, {"linked", 9}});

  const auto aliases = read_back(open_input({folder + "/alt.csv.gz", {}, 0}).value());
  CHECK(aliases->format == "ofac-csv-sdn-alt");
  // 11,910 rows, two of them twice.
  CHECK(aliases->sink.statements_by_property() ==
        Counts{{"alias", 11'521}, {"name", 18}, {"previousName", 369}});
  CHECK(aliases->sink.issues.empty());

  const auto addresses = read_back(open_input({folder + "/add.csv.gz", {}, 0}).value());
  CHECK(addresses->format == "ofac-csv-sdn-add");
  // 13,837 rows, 2,397 of them without an address; 7,350 pairs of entry and country.
  CHECK(addresses->sink.statements_by_property() == Counts{{"id", 11'440},
                                                           {"full", 11'440},
                                                           {"addressEntity", 11'440},
                                                           {"street", 7754},
                                                           {"city", 9322},
                                                           {"country", 11'399 + 7350}});
  CHECK(addresses->sink.issues.empty());

  const auto comments = read_back(open_input({folder + "/sdn_comments.csv.gz", {}, 0}).value());
  CHECK(comments->format == "ofac-csv-comments");
  check_counts(comments->sink.statements_by_field(), {{"Remarks/continued", 5}});
}

TEST_CASE("Each statement can be found again in the bytes it was read from") {
  const std::string path = CLEW_SOURCE_DIR "/data/lists/us_ofac_sdn/sdn.csv.gz";
  const auto stream = open_input({path, {}, 0}).value();
  std::string bytes(4 << 20, '\0');
  size_t size = 0;
  while (const size_t got = stream->read(bytes.data() + size, bytes.size() - size).value()) size += got;
  bytes.resize(size);
  const auto back = read_back(memory_stream(bytes));
  size_t lines = 1;
  uint64_t counted_to = 0;
  for (const auto& statement : back->sink.statements) {
    const model::Record& record = statement.record;
    const std::string_view row = std::string_view(bytes).substr(record.offset, record.length);
    const std::string& words = statement.original.empty() ? statement.value : statement.original;
    const RecordedSlot& slot = back->sink.slots[statement.slot];
    if (slot.property != "name") continue;
    // Quotes inside a quoted cell stand twice in the bytes.
    const bool found = row.find(words) != std::string_view::npos || words.find('"') != std::string::npos;
    CHECK_MESSAGE(found, words);
    if (record.offset < counted_to) continue;
    lines +=
        static_cast<size_t>(std::ranges::count(bytes.substr(counted_to, record.offset - counted_to), '\n'));
    counted_to = record.offset;
    CHECK(lines == record.line);
  }
}

TEST_CASE("The non-SDN lists of December 2025 are read whole") {
  const std::string folder = CLEW_SOURCE_DIR "/data/lists/us_ofac_cons";
  const auto names = read_back(open_input({folder + "/cons_prim.csv.gz", {}, 0}).value());
  CHECK(names->format == "ofac-csv-cons");
  CHECK(names->sink.entities_by_schema() == Counts{{"Person", 79},
                                                   {"Organization", 363},
                                                   {"Sanction", 442},
                                                   {"UnknownLink", 282},
                                                   {"Identification", 694}});
  check_counts(names->sink.statements_by_property(), {{"program", 534},
                                                      {"birthPlace", 21},
                                                      {"weakAlias", 65},
                                                      {"swiftBic", 33},
                                                      {"website", 176},
                                                      {"email", 125}});
  CHECK(names->sink.issues_by_kind() == Counts{{"cut-remark", 10}});
  const auto aliases = read_back(open_input({folder + "/cons_alt.csv.gz", {}, 0}).value());
  CHECK(aliases->format == "ofac-csv-cons-alt");
  CHECK(aliases->sink.statements_by_property() == Counts{{"alias", 932}, {"previousName", 141}});
  const auto addresses = read_back(open_input({folder + "/cons_add.csv.gz", {}, 0}).value());
  CHECK(addresses->format == "ofac-csv-cons-add");
  CHECK(addresses->sink.entities_by_schema() == Counts{{"Address", 522}});
  const auto comments = read_back(open_input({folder + "/cons_comments.csv.gz", {}, 0}).value());
  CHECK(comments->format == "ofac-csv-comments");
  check_counts(comments->sink.statements_by_field(), {{"Remarks/continued", 10}});
}

TEST_CASE("The lists of 2019, 2023 and 2025 are read whole, whatever was done to them on the way") {
  const std::string folder = test_data("sanctions/ofac");
  if (folder.empty()) return;
  struct {
    std::string file;
    std::string format;
    Counts entities;
    Counts issues;
  } cases[] = {
      {"2019-01/sdn.csv",
       "ofac-csv-sdn",
       {{"Person", 3845},
        {"Organization", 2994},
        {"Vessel", 323},
        {"Airplane", 217},
        {"Sanction", 7379},
        {"UnknownLink", 2400},
        {"CryptoWallet", 2}},
       {{"cut-remark", 3}}},
      // Somebody put a header line in front and dropped quotes; commas fill the line of the end mark.
      {"2023-01/sdn.csv",
       "ofac-csv-sdn",
       {{"Person", 5890},
        {"Organization", 4575},
        {"Vessel", 685},
        {"Airplane", 293},
        {"Sanction", 11'443},
        {"UnknownLink", 4752},
        {"CryptoWallet", 202}},
       {{"cut-remark", 14}}},
      {"2023-01/sdn_address.csv", "ofac-csv-sdn-add", {{"Address", 13'834}}, {}},
      {"2025-12-add-alt/add.csv", "ofac-csv-sdn-add", {{"Address", 21'094}}, {}},
      {"2025-12-add-alt/alt.csv", "ofac-csv-sdn-alt", {}, {}},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const auto back = read_back(open_input({folder + "/" + c.file, {}, 0}).value());
    CHECK(back->format == c.format);
    check_counts(back->sink.entities_by_schema(), c.entities);
    CHECK(back->sink.issues_by_kind() == c.issues);
  }
}

}  // namespace
}  // namespace clew::read
