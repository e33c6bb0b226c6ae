#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <unordered_set>

#include "base/hash.h"
#include "model/schema.h"
#include "read/format.h"
#include "read/testing.h"
#include "read/testing_data.h"

namespace clew::read {

extern const Format kIcijNodes, kIcijEdges;

namespace {

std::string file_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
std::string sample(const std::string& name) { return file_bytes(CLEW_SOURCE_DIR "/tests/data/icij/" + name); }

RecordingSink read_text(std::string_view text, bool with_nodes = true) {
  RecordingSink sink;
  const Format* format = recognise(text.substr(0, 64 << 10));
  REQUIRE(format != nullptr);
  ReadOptions options;
  if (with_nodes) options.siblings = {"icij-nodes", "icij-edges"};
  const auto done = format->read(*memory_stream(text), sink, options);
  REQUIRE(done);
  return sink;
}

// The statements of the link from `from` to `to`, as "property = value", in the order of arrival.
std::string link_of(const RecordingSink& sink, std::string_view schema, std::string_view role,
                    std::string_view from, std::string_view to, std::string_view start = {}) {
  const std::string id = model::link_id("icij-", schema, from, to, role, start);
  std::string out;
  for (const RecordedStatement& s : sink.statements) {
    if (s.entity != id || sink.slots[s.slot].property == "id") continue;
    out += sink.slots[s.slot].property + " = " + s.value + (s.original.empty() ? "" : " <- " + s.original) +
           "\n";
  }
  return out;
}

TEST_CASE("every dialect of the Offshore Leaks files is recognised by its header") {
  for (const char* name :
       {"full/nodes-entities.csv", "full/nodes-officers.csv", "full/nodes-addresses.csv",
        "full/nodes-intermediaries.csv", "full/nodes-others.csv",
        "leak2018/invented_papers.nodes.officer.csv", "leak2018/invented_papers.nodes.entity.csv",
        "leak2018/invented_papers.nodes.address.csv", "leak2016/Entities.csv", "leak2016/Officers.csv",
        "leak2016/Addresses.csv", "players/nodes.csv"}) {
    CAPTURE(name);
    CHECK(recognise(sample(name)) == &kIcijNodes);
  }
  for (const char* name : {"full/relationships.csv", "leak2018/invented_papers.edges.csv",
                           "leak2016/all_edges.csv", "players/edges.csv", "edges/edges.csv"}) {
    CAPTURE(name);
    CHECK(recognise(sample(name)) == &kIcijEdges);
  }
  for (const char* other :
       {"", "\n", "id,name\n1,2\n", "source,target,type\n1,2,3\n", "node_id,colour\n1,2\n", "\""}) {
    CAPTURE(other);
    CHECK(kIcijNodes.recognise(other) == 0);
    CHECK(kIcijEdges.recognise(other) == 0);
  }
}

TEST_CASE("an entity of the full database is stated column by column") {
  const RecordingSink sink = read_text(sample("full/nodes-entities.csv"));
  CHECK(sink.text() == R"(
icij-10000001 Company id = icij-10000001 [2 node_id]
icij-10000001 Company name = EXAMPLE HOLDINGS, LTD. [2 name]
icij-10000001 Company alias = EXAMPLE HOLDINGS LTD. EX-SAMPLE LTD. [2 original_name]
icij-10000001 Company previousName = SAMPLE LTD. [2 former_name]
icij-10000001 Company jurisdiction = Samoa <- SAM [2 jurisdiction_description]
icij-10000001 Company address = Invented Agents; Room 5; Example City [2 address]
icij-10000001 Company icijId = 1000077 [2 internal_id]
icij-10000001 Company incorporationDate = 2004-03-30 <- 30-MAR-2004 [2 incorporation_date]
icij-10000001 Company inactiveDate = 2010-02-20 <- 20-FEB-2010 [2 inactivation_date]
icij-10000001 Company dissolutionDate = 2010-02-15 <- 15-FEB-2010 [2 struck_off_date]
icij-10000001 Company inactiveDate = 2009-01-01 <- 01-JAN-2009 [2 dorm_date]
icij-10000001 Company status = Defaulted [2 status]
icij-10000001 Company keywords = Invented Fiduciary [2 service_provider]
icij-10000001 Company registrationNumber = 16460 [2 ibcRUC]
icij-10000001 Company country = XAA <- Examplia [2 country_codes]
icij-10000001 Company country = XBB <- Sampleland [2 country_codes]
icij-10000001 Company publisher = Panama Papers [2 sourceID]
icij-10000001 Company retrievedAt = 2015 <- The Panama Papers data is current through 2015 [2 valid_until]
icij-10000002 Company id = icij-10000002 [3 node_id]
icij-10000002 Company name = ACME TRUST [3 name]
icij-10000002 Company legalForm = Trust [3 company_type]
icij-10000002 Company incorporationDate = 31/02/2013 [3 incorporation_date]
icij-10000002 Company country = XXX <- Not identified [3 country_codes]
icij-10000002 Company publisher = Panama Papers [3 sourceID]
icij-10000002 Company retrievedAt = 2015 <- The Panama Papers data is current through 2015 [3 valid_until]
icij-10000002 Company notes = Closed date stands for Cancelled date. [3 note]
issue bad-date: incorporation_date: "31/02/2013" is no date we can read [3]
issue no-country: country_codes: "Not identified" is no country [3]
not mapped ibcRUC = None (1)
)");
}

TEST_CASE("bearers, lost names and stand-ins are no names that anybody shares") {
  const RecordingSink officers = read_text(sample("full/nodes-officers.csv"));
  CHECK(officers.values("icij-12000001", "name") == std::vector<std::string>{"SAMPLE, Ivan Q."});
  CHECK(officers.values("icij-12000002", "name").empty());
  CHECK(officers.values("icij-12000002", "weakAlias") == std::vector<std::string>{"THE BEARER"});
  const std::string fact = model::link_id("icij-", "NegativeFact", "icij-12000002", "holder", "THE BEARER");
  CHECK(officers.values(fact, "subject") == std::vector<std::string>{"icij-12000002"});
  CHECK(officers.values(fact, "reason") == std::vector<std::string>{"bearer"});
  CHECK(officers.values("icij-12000003", "weakAlias") == std::vector<std::string>{"???? ???"});
  CHECK(officers.issues_by_kind() == std::map<std::string, size_t>{{"lost-name", 1}});
  // Two countries and one code: none is paired by guess.
  CHECK(officers.values("icij-12000003", "country") ==
        std::vector<std::string>{"XAA", "Examplia", "Sampleland"});

  const RecordingSink minors = read_text(sample("leak2018/invented_papers.nodes.officer.csv"));
  CHECK(minors.values("icij-56000001", "name") == std::vector<std::string>{"SAMPLE, \"Sam\" Ivan"});
  CHECK(minors.values("icij-56000002", "weakAlias") == std::vector<std::string>{"Minor*"});

  for (const char* name : {"The Bearer of 50,000 shares", "EL PORTADOR", "bearer", "To the bearer"}) {
    CAPTURE(name);
    const auto sink = read_text(std::string("node_id,name,sourceID\n7,\"") + name + "\",X\n");
    CHECK(sink.values("icij-7", "name").empty());
  }
  for (const char* name : {"Bearer, Ivan", "The Bearerson Company", "Portador Samples", "Minor, Ivan"}) {
    CAPTURE(name);
    const auto sink = read_text(std::string("node_id,name,sourceID\n7,\"") + name + "\",X\n");
    CHECK(sink.values("icij-7", "name") == std::vector<std::string>{name});
  }
}

TEST_CASE("an address is the longer of its two columns, in every edition") {
  const RecordingSink full = read_text(sample("full/nodes-addresses.csv"));
  const RecordingSink leak = read_text(sample("leak2018/invented_papers.nodes.address.csv"));
  const RecordingSink early = read_text(sample("leak2016/Addresses.csv"));
  CHECK(full.values("icij-14000001", "full") ==
        std::vector<std::string>{"5 Example Road; Example City; Examplia"});
  CHECK(full.values("icij-14000001", "name") == std::vector<std::string>{"5 Example Road"});
  CHECK(leak.values("icij-58000001", "full") == std::vector<std::string>{"5 Example Road; Example City"});
  CHECK(leak.values("icij-58000001", "name") == std::vector<std::string>{"5 Example Road"});
  CHECK(early.values("icij-215001", "full") == std::vector<std::string>{"5 Example Road, Example City"});
  CHECK(early.entities_by_schema() == std::map<std::string, size_t>{{"Address", 1}});
  CHECK(early.not_mapped_fields.contains("icij_id"));
}

TEST_CASE("an edge becomes the links that its words name") {
  const RecordingSink sink = read_text(sample("full/relationships.csv"));
  CHECK(link_of(sink, "Ownership", "Shareholder (Acme) - 34%", "icij-12000001", "icij-10000001",
                "Mar 05, 2007") ==
        R"(owner = icij-12000001
asset = icij-10000001
role = Shareholder (Acme) - 34%
publisher = Panama Papers
status = Active
startDate = 2007-03-05 <- Mar 05, 2007
percentage = 34 <- Shareholder (Acme) - 34%
shareInterval = [34,34] <- Shareholder (Acme) - 34%
)");
  CHECK(link_of(sink, "Ownership", "Nominee Shareholder of", "icij-12000002", "icij-10000001") ==
        R"(owner = icij-12000002
asset = icij-10000001
role = Nominee Shareholder of
publisher = Panama Papers
interestType = nominee <- Nominee Shareholder of
)");
  CHECK(link_of(sink, "Control", "Settlor, Protector", "icij-12000001", "icij-10000002", "05/03/99") ==
        R"(controller = icij-12000001
controlled = icij-10000002
role = Settlor, Protector
publisher = Panama Papers
startDate = 1999-03-05 <- 05/03/99
endDate = 2019-10 <- OCT-2019
interestType = settlor <- Settlor, Protector
interestType = protector <- Settlor, Protector
)");
  const std::string both = "Director / Beneficial Owner of";
  CHECK(link_of(sink, "Directorship", both, "icij-12000003", "icij-10000001") != "");
  CHECK(link_of(sink, "Ownership", both, "icij-12000003", "icij-10000001").find("isBeneficial = true") !=
        std::string::npos);
  CHECK(link_of(sink, "Representation", "intermediary of", "icij-11000001", "icij-10000001") ==
        "agent = icij-11000001\nclient = icij-10000001\nrole = intermediary of\npublisher = Panama Papers\n");
  CHECK(link_of(sink, "IdentityClaim", "same name as", "icij-12000001", "icij-12000003") ==
        "subject = icij-12000001\nobject = icij-12000003\nrole = same name as\npublisher = Panama Papers\n"
        "strength = same_name_as\n");
  CHECK(link_of(sink, "UnknownLink", "Example Town", "icij-10000001", "icij-10000002") != "");
  CHECK(sink.issues_by_kind() == std::map<std::string, size_t>{{"unclear-link", 1}});
  CHECK(sink.not_mapped_fields.empty());
  CHECK_FALSE(sink.entities_by_schema().contains("Company"));  // The nodes are in the bundle: no stubs.
}

TEST_CASE("an edge to an address is the entity's own, and a link as well where it says more") {
  const RecordingSink sink = read_text(sample("full/relationships.csv"));
  const auto found = std::ranges::find_if(sink.statements, [&](const RecordedStatement& s) {
    return s.entity == "icij-10000001" && sink.slots[s.slot].property == "addressEntity";
  });
  REQUIRE(found != sink.statements.end());
  CHECK(found->value == "icij-14000001");
  CHECK(found->original == "registered address");
  CHECK(found->record.line == 7);
  CHECK(link_of(sink, "UnknownLink", "registered address", "icij-10000001", "icij-14000001").empty());
  CHECK(sink.values("icij-12000001", "addressEntity") == std::vector<std::string>{"icij-14000001"});
  CHECK(link_of(sink, "UnknownLink", "residential address", "icij-12000001", "icij-14000001", "2001") ==
        "subject = icij-12000001\nobject = icij-14000001\nrole = residential address\npublisher = Panama "
        "Papers\n"
        "startDate = 2001\nendDate = 2005\n");
}

TEST_CASE("edges without nodes beside them state their ends") {
  const RecordingSink alone = read_text(sample("edges/edges.csv"), false);
  CHECK(alone.entities_by_schema() == std::map<std::string, size_t>{{"Address", 2},
                                                                    {"Company", 1},
                                                                    {"Directorship", 1},
                                                                    {"IdentityClaim", 1},
                                                                    {"LegalEntity", 4},
                                                                    {"Representation", 1},
                                                                    {"UnknownLink", 1}});
  CHECK(read_text(sample("edges/edges.csv"), true).entities_by_schema() ==
        std::map<std::string, size_t>{
            {"Directorship", 1}, {"IdentityClaim", 1}, {"Representation", 1}, {"UnknownLink", 1}});
}

TEST_CASE("the edition of power players keeps what it says of shares and of public office") {
  const RecordingSink nodes = read_text(sample("players/nodes.csv"));
  CHECK(
      nodes.entities_by_schema() ==
      std::map<std::string, size_t>{{"Address", 1}, {"Company", 1}, {"LegalEntity", 2}, {"NegativeFact", 1}});
  CHECK(nodes.values("icij-500001", "topics") == std::vector<std::string>{"role.pep"});
  CHECK(nodes.values("icij-500001", "notes") ==
        std::vector<std::string>{"ORDINARY", "13-09-2006", "50,000", "28-08-2009"});
  CHECK(nodes.values("icij-500002", "incorporationDate") == std::vector<std::string>{"1997-04-16"});
  CHECK(nodes.values("icij-500004", "name") == std::vector<std::string>{"5 Example Road"});
  const RecordingSink edges = read_text(sample("players/edges.csv"));
  CHECK(link_of(edges, "Ownership", "Shareholder", "icij-500001", "icij-500002", "21/01/1998") ==
        "owner = icij-500001\nasset = icij-500002\nrole = Shareholder\nrecordId = 900001\n"
        "startDate = 1998-01-21 <- 21/01/1998\n");
  CHECK(link_of(edges, "Representation", "registered", "icij-500003", "icij-500002") != "");
  CHECK(edges.values("icij-500001", "addressEntity") == std::vector<std::string>{"icij-500004"});
}

TEST_CASE("bad rows are said, and the rows around them are read") {
  const std::string header = "node_id,name,countries,country_codes,sourceID,valid_until,note\n";
  const RecordingSink sink = read_text(header +
                                       "1,Acme,,,X,,\n"
                                       ",Nobody,,,X,,\n"
                                       "2,Bolt\n"
                                       "3,Crate, Inc,,,X,,\n"
                                       "4,D\xE9j\xE0,,,X,,\n"
                                       "5,\"never closed,,,X,,\n"
                                       "6,Fine,,,X,no year,\n");
  CHECK(sink.issues_by_kind() ==
        std::map<std::string, size_t>{{"bad-encoding", 1}, {"malformed-row", 3}, {"no-id", 1}});
  CHECK(sink.values("icij-1", "name") == std::vector<std::string>{"Acme"});
  CHECK(sink.values("icij-2", "name") == std::vector<std::string>{"Bolt"});
  CHECK(sink.values("icij-3", "name").empty());
  CHECK(sink.values("icij-4", "name") == std::vector<std::string>{"Déjà"});
  CHECK(sink.values("icij-6", "name") == std::vector<std::string>{"Fine"});
  CHECK(sink.not_mapped_fields.at("valid_until").count == 1);
}

TEST_CASE("a column that stands twice, and hundreds nobody knows, are said and not lost") {
  std::string header = "node_id,name,name,sourceID", row = "1,Acme,Other,X";
  for (int i = 0; i < 300; ++i) {
    header += ",extra" + std::to_string(i);
    row += ",v" + std::to_string(i);
  }
  const RecordingSink sink = read_text(header + "\n" + row + "\n");
  CHECK(sink.issues_by_kind() == std::map<std::string, size_t>{{"duplicate-column", 1}});
  CHECK(sink.values("icij-1", "name") == std::vector<std::string>{"Acme"});
  CHECK(sink.not_mapped_fields.size() == 301);
  CHECK(sink.not_mapped_fields.at("extra299").example == "v299");
}

TEST_CASE("an edge that lacks an end is said, an impossible share too") {
  const RecordingSink sink = read_text(
      "node_id_start,node_id_end,rel_type,link\n"
      "1,,officer_of,director of\n"
      "1,2,officer_of,Shareholder - 340%\n"
      "1,2,officer_of,\n"
      "1,2,new_type,\n"
      "1,2\n");
  CHECK(sink.issues_by_kind() ==
        std::map<std::string, size_t>{{"impossible-share", 1}, {"malformed-row", 1}, {"no-id", 1}});
  CHECK(sink.entities_by_schema() == std::map<std::string, size_t>{{"Ownership", 1}, {"UnknownLink", 3}});
  CHECK(link_of(sink, "UnknownLink", "new_type", "icij-1", "icij-2") ==
        "subject = icij-1\nobject = icij-2\nrole = new_type\n");
}

TEST_CASE("every slot of the reader is a property of its schema") {
  for (const char* name :
       {"full/nodes-entities.csv", "full/nodes-officers.csv", "full/nodes-addresses.csv",
        "full/nodes-others.csv", "full/nodes-intermediaries.csv", "players/nodes.csv",
        "full/relationships.csv", "players/edges.csv", "leak2018/invented_papers.edges.csv"}) {
    const RecordingSink sink = read_text(sample(name), false);
    for (const RecordedSlot& slot : sink.slots) {
      CAPTURE(slot.schema);
      CAPTURE(slot.property);
      const model::Schema* schema = model::find_schema(slot.schema);
      REQUIRE(schema != nullptr);
      CHECK((slot.property == "id" || schema->property(slot.property) != nullptr));
    }
  }
}

TEST_CASE("a file cut off anywhere is read as far as it goes") {
  const std::string whole = sample("full/relationships.csv");
  const size_t header = whole.find('\n') + 1;
  for (size_t size = header; size < whole.size(); size += 7) {
    RecordingSink sink;
    PiecewiseStream stream(std::string_view(whole).substr(0, size), 5);
    CHECK(kIcijEdges.read(stream, sink, {}));
  }
  RecordingSink sink;
  PiecewiseStream broken(whole, 64, true);
  CHECK_FALSE(kIcijEdges.read(broken, sink, {}));
}

// ---- Real files ----

struct Counted {
  std::map<std::string, size_t> entities;
  std::map<std::string, size_t> fields;
  std::map<std::string, size_t> issues;
  std::map<std::string, size_t> not_mapped;
};

// Counts without keeping: entities by their id statements, statements by field.
class CountingSink : public Sink {
 public:
  SlotId slot(const model::Slot& slot) override {
    slots_.push_back({std::string(slot.schema), std::string(slot.property), std::string(slot.field), {}});
    counts_.push_back(0);
    return static_cast<SlotId>(slots_.size() - 1);
  }
  void add(std::string_view entity, SlotId slot, std::string_view value, std::string_view,
           const model::Record&) override {
    if (value.empty()) return;
    ++counts_[slot];
    if (slots_[slot].property == "id") ids_[slots_[slot].schema].insert(base::hash64(entity));
  }
  void replace(std::string_view, const model::Record&) override {}
  void issue(std::string_view kind, std::string_view, const model::Record&) override {
    ++counted_.issues[std::string(kind)];
  }
  void not_mapped(std::string_view field, std::string_view, const model::Record&) override {
    ++counted_.not_mapped[std::string(field)];
  }
  void note(const DatasetNote&) override {}

  Counted counted() {
    for (size_t i = 0; i < slots_.size(); ++i) {
      if (counts_[i] > 0) counted_.fields[slots_[i].property + " " + slots_[i].field] += counts_[i];
    }
    for (const auto& [schema, ids] : ids_) counted_.entities[schema] = ids.size();
    return counted_;
  }

 private:
  std::vector<RecordedSlot> slots_;
  std::vector<size_t> counts_;
  std::map<std::string, std::unordered_set<uint64_t>> ids_;
  Counted counted_;
};

using Counts = std::map<std::string, size_t>;

// Nothing where the real files are absent.
std::optional<Counted> read_real(const std::string& name, bool with_nodes = true) {
  const std::string path = test_data("icij/" + name);
  if (path.empty()) return {};
  auto stream = open_input({path, {}, 0});
  REQUIRE(stream);
  Peeked peeked(std::move(*stream));
  const Format* format = recognise(peeked.head());
  REQUIRE(format != nullptr);
  ReadOptions options;
  if (with_nodes) options.siblings = {"icij-nodes"};
  CountingSink sink;
  REQUIRE(format->read(peeked, sink, options));
  return sink.counted();
}

// The expected counts of this and the next tests were made with Python's csv module from the same files.
TEST_CASE("the connected sample of 2016 is read row for row and cell for cell") {
  const auto entities = read_real("panama-tw-connected/Entities.csv");
  if (!entities) return;
  CHECK(entities->entities == Counts{{"Company", 2725}});
  CHECK(entities->fields.at("name name") == 2725);
  CHECK(entities->fields.at("previousName former_name") == 66);
  CHECK(entities->fields.at("inactiveDate inactivation_date") == 2348);
  CHECK(entities->fields.at("dissolutionDate struck_off_date") == 2385);
  CHECK(entities->fields.at("registrationNumber ibcRUC") + entities->not_mapped.at("ibcRUC") == 2629);
  CHECK(entities->fields.at("country country_codes") == 2725);
  CHECK(entities->fields.at("retrievedAt valid_until") == 2725);
  CHECK(entities->issues.empty());
  const auto officers = read_real("panama-tw-connected/Officers.csv");
  CHECK(officers->fields.at("icijId icij_id") == 4213);
  CHECK(officers->entities.at("LegalEntity") == 4499);
  const auto addresses = read_real("panama-tw-connected/Addresses.csv");
  CHECK(addresses->entities == Counts{{"Address", 128}});
  CHECK(addresses->not_mapped == Counts{{"icij_id", 128}, {"caddress", 122}});
  const auto edges = read_real("panama-tw-connected/all_edges.csv");
  CHECK(edges->entities == Counts{{"IdentityClaim", 1242}, {"Representation", 2725}, {"UnknownLink", 3346}});
  CHECK(edges->fields.at("addressEntity node_2") == 201);
}

TEST_CASE("the intermediaries of 2016 and of 2018 are read whole") {
  const auto early = read_real("panama-offshore-2016-nodes/Intermediaries.csv");
  if (!early) return;
  CHECK(early->entities.at("LegalEntity") == 23636);
  CHECK(early->fields.at("name name") + early->fields.at("weakAlias name") == 23635);
  CHECK(early->fields.at("icijId internal_id") == 14110);
  CHECK(early->fields.at("address address") == 8643);
  CHECK(early->fields.at("status status") == 12621);
  const auto late = read_real("panama-intermediaries-2018/panama_papers_nodes_intermediary.csv");
  CHECK(late->entities.at("LegalEntity") == 14110);
  CHECK(late->fields.at("notes note") == 3);
}

TEST_CASE("a million edges without names become links and their ends") {
  const auto edges = read_real("edges-2016/icij2016_edges.csv.gz", false);
  if (!edges) return;
  CHECK(edges->entities == Counts{{"Address", 151043},
                                  {"Company", 320290},
                                  {"Control", 4287},
                                  {"Directorship", 134758},
                                  {"IdentityClaim", 50867},
                                  {"LegalEntity", 463614},
                                  {"Membership", 1},
                                  {"Ownership", 405034},
                                  {"Representation", 357769},
                                  {"UnknownLink", 627}});
  CHECK(edges->fields.at("addressEntity node_id_end") == 316472);
  CHECK(edges->issues.empty());
  CHECK(edges->not_mapped.empty());
}

}  // namespace
}  // namespace clew::read
