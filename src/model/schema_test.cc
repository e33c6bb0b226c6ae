#include "model/schema.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace clew::model;

namespace {

const Schema& schema(std::string_view name) {
  const Schema* found = find_schema(name);
  REQUIRE_MESSAGE(found != nullptr, "no schema ", std::string(name));
  return *found;
}

std::string names(std::span<const Schema* const> schemas) {
  std::string text;
  for (const Schema* one : schemas) text += std::string(text.empty() ? "" : " ") + std::string(one->name);
  return text;
}

std::string file_text(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// A folder of its own that goes when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "clew-schema-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct Outcome {
  bool good = false;
  std::string output;
};

Outcome compile(const std::filesystem::path& folder, const std::string& what,
                const std::filesystem::path& to) {
  const std::string command =
      std::string(CLEW_SCHEMA_COMPILER) + " " + folder.string() + " " + what + " " + to.string() + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer;
  while (const size_t read = fread(buffer.data(), 1, buffer.size(), pipe)) {
    outcome.output.append(buffer.data(), read);
  }
  outcome.good = pclose(pipe) == 0;
  return outcome;
}

}  // namespace

TEST_CASE("every schema that lists, registers and leaks need exists") {
  for (const char* name :
       {"Thing",          "Interval",     "Interest",       "Value",         "Asset",        "Person",
        "LegalEntity",    "Organization", "Company",        "PublicBody",    "Ownership",    "Directorship",
        "Membership",     "Employment",   "Representation", "Family",        "Associate",    "UnknownLink",
        "Succession",     "Control",      "Sanction",       "Risk",          "Position",     "Occupancy",
        "Identification", "Passport",     "Address",        "BankAccount",   "CryptoWallet", "Security",
        "Vessel",         "Airplane",     "Vehicle",        "RealEstate",    "CourtCase",    "CourtCaseParty",
        "Payment",        "Debt",         "Contract",       "ContractAward", "Project",      "TaxRoll",
        "License",        "Document",     "Documentation",  "Similar",       "Territory",    "Folder",
        "Pages",          "PlainText",    "HyperText",      "Email",         "Table",        "Image",
        "Event",          "Note",         "NegativeFact",   "IdentityClaim"}) {
    CAPTURE(name);
    CHECK(find_schema(name) != nullptr);
  }
  CHECK(find_schema("") == nullptr);
  CHECK(find_schema("person") == nullptr);
  CHECK(find_schema("Zebra") == nullptr);
}

TEST_CASE("every file in schema/ is compiled in, and nothing else") {
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(CLEW_SOURCE_DIR) + "/schema")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    CAPTURE(entry.path().stem().string());
    CHECK(find_schema(entry.path().stem().string()) != nullptr);
  }
  CHECK(files == all_schemas().size());
  CHECK(std::ranges::is_sorted(all_schemas(), {}, &Schema::name));
}

TEST_CASE("ancestors come children first, each once") {
  struct {
    const char* name;
    const char* ancestors;
  } cases[] = {
      {"Thing", "Thing"},
      {"Person", "Person LegalEntity Thing"},
      {"Company", "Company Organization LegalEntity Asset Thing Value"},
      {"Ownership", "Ownership Interest Interval"},
      {"Email", "Email Folder PlainText HyperText Document Thing Analyzable"},
  };
  for (const auto& c : cases) CHECK(names(schema(c.name).ancestors) == c.ancestors);
  CHECK(names(schema("Company").parents) == "Organization Asset");
}

TEST_CASE("is_a follows every line of descent") {
  struct {
    const char* child;
    const char* parent;
    bool is;
  } cases[] = {
      {"Company", "Organization", true},   {"Company", "Asset", true},
      {"Company", "LegalEntity", true},    {"Company", "Thing", true},
      {"Company", "Value", true},          {"Company", "Company", true},
      {"Company", "Person", false},        {"LegalEntity", "Company", false},
      {"Person", "Asset", false},          {"Vessel", "Asset", true},
      {"Ownership", "Interval", true},     {"Ownership", "Thing", false},
      {"IdentityClaim", "Interest", true}, {"NegativeFact", "Interval", true},
  };
  for (const auto& c : cases) {
    CAPTURE(c.child);
    CAPTURE(c.parent);
    CHECK(schema(c.child).is_a(schema(c.parent)) == c.is);
  }
}

TEST_CASE("common_schema is the more specific of two on one line of descent") {
  struct {
    const char* a;
    const char* b;
    const char* common;
  } cases[] = {
      {"Thing", "Person", "Person"},   {"Person", "Thing", "Person"},  {"LegalEntity", "Company", "Company"},
      {"Asset", "Company", "Company"}, {"Person", "Person", "Person"}, {"Person", "Company", ""},
      {"Organization", "Asset", ""},   {"Ownership", "Thing", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.a);
    CAPTURE(c.b);
    const Schema* common = common_schema(schema(c.a), schema(c.b));
    CHECK(std::string(common == nullptr ? "" : common->name) == c.common);
  }
}

TEST_CASE("a property is found where it is defined, seen from whoever inherits it") {
  struct {
    const char* schema;
    const char* property;
    Type type;
    const char* defined;
    bool matchable;
  } cases[] = {
      {"Person", "birthDate", Type::date, "Person", true},
      {"Person", "name", Type::name, "Thing", true},
      {"Person", "weakAlias", Type::name, "Thing", false},
      {"Person", "profession", Type::string, "Person", false},
      {"Person", "gender", Type::gender, "Person", false},
      {"Company", "uscCode", Type::identifier, "LegalEntity", true},
      {"Company", "abbreviation", Type::name, "LegalEntity", false},
      {"Company", "topics", Type::topic, "Thing", false},
      {"Company", "amount", Type::number, "Value", false},
      {"Ownership", "percentage", Type::string, "Ownership", false},
      {"Ownership", "startDate", Type::date, "Interval", true},
      {"Ownership", "shareInterval", Type::string, "Interest", false},
      {"Occupancy", "constituency", Type::string, "Occupancy", false},
      {"Occupancy", "politicalGroup", Type::string, "Occupancy", false},
      {"NegativeFact", "description", Type::text, "Interval", false},
      {"IdentityClaim", "strength", Type::string, "IdentityClaim", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.schema);
    CAPTURE(c.property);
    const Property* property = schema(c.schema).property(c.property);
    REQUIRE(property != nullptr);
    CHECK(to_string(property->type) == to_string(c.type));
    CHECK(property->schema == &schema(c.defined));
    CHECK(property->matchable == c.matchable);
  }
  CHECK(schema("Person").property("imoNumber") == nullptr);
  CHECK(schema("Thing").property("birthDate") == nullptr);
  CHECK(schema("Person").property("") == nullptr);
  CHECK(schema("Person").property("birthDate")->label == "Birth date");
  CHECK(schema("Company").property("leiCode")->format == "lei");
}

TEST_CASE("links name both their ends") {
  struct {
    const char* link;
    const char* source;
    const char* source_range;
    const char* target;
    const char* target_range;
    bool directed;
  } cases[] = {
      {"Ownership", "owner", "LegalEntity", "asset", "Asset", true},
      {"Directorship", "director", "LegalEntity", "organization", "Organization", true},
      {"Representation", "agent", "LegalEntity", "client", "LegalEntity", true},
      {"Family", "person", "Person", "relative", "Person", false},
      {"Associate", "person", "Person", "associate", "Person", false},
      {"UnknownLink", "subject", "Thing", "object", "Thing", false},
      {"Control", "controller", "LegalEntity", "controlled", "LegalEntity", true},
      {"Occupancy", "holder", "Person", "post", "Position", true},
      {"Payment", "payer", "LegalEntity", "beneficiary", "LegalEntity", true},
      {"IdentityClaim", "subject", "Thing", "object", "Thing", false},
  };
  for (const auto& c : cases) {
    CAPTURE(c.link);
    const Schema& link = schema(c.link);
    CHECK(link.is_link());
    CHECK(link.edge.source == c.source);
    CHECK(link.edge.target == c.target);
    CHECK(link.edge.directed == c.directed);
    CHECK(link.property(c.source)->range == c.source_range);
    CHECK(link.property(c.target)->range == c.target_range);
  }
  CHECK(schema("Ownership").edge.label == "owns");
  CHECK(schema("Ownership").property("owner")->reverse == "ownershipOwner");
  CHECK_FALSE(schema("Person").is_link());
  CHECK_FALSE(schema("Sanction").is_link());
  CHECK_FALSE(schema("NegativeFact").is_link());
}

TEST_CASE("the time of an entity is its own or inherited") {
  struct {
    const char* name;
    const char* start;
    const char* end;
  } cases[] = {
      {"Person", "birthDate", "deathDate"},
      {"Company", "incorporationDate", "dissolutionDate"},
      {"Ownership", "startDate", "endDate"},
      {"Vessel", "buildDate", "deregistrationDate"},
      {"Address", "", ""},
  };
  for (const auto& c : cases) {
    CAPTURE(c.name);
    CHECK(schema(c.name).start == c.start);
    CHECK(schema(c.name).end == c.end);
  }
  const auto starts = schema("Ownership").starts;
  CHECK(std::vector(starts.begin(), starts.end()) == std::vector<std::string_view>{"startDate", "date"});
}

TEST_CASE("every name a schema mentions is one of its properties") {
  size_t checked = 0;
  for (const Schema* one : all_schemas()) {
    CAPTURE(std::string(one->name));
    std::vector<std::string_view> mentioned;
    for (const auto list :
         {one->caption, one->featured, one->required, one->starts, one->ends, one->edge.caption}) {
      mentioned.insert(mentioned.end(), list.begin(), list.end());
    }
    if (one->is_link()) mentioned.insert(mentioned.end(), {one->edge.source, one->edge.target});
    for (const std::string_view name : mentioned) {
      CAPTURE(std::string(name));
      CHECK(one->property(name) != nullptr);
      ++checked;
    }
  }
  CHECK(checked > 300);
}

TEST_CASE("every entity property points to a schema, and no other property does") {
  for (const Schema* one : all_schemas()) {
    CHECK(std::ranges::is_sorted(one->properties, {}, &Property::name));
    for (const Property* property : one->properties) {
      CAPTURE(std::string(one->name));
      CAPTURE(std::string(property->name));
      CHECK((find_schema(property->range) != nullptr) == (property->type == Type::entity));
      CHECK(one->is_a(*property->schema));
      CHECK_FALSE(property->label.empty());
    }
  }
}

TEST_CASE("what FollowTheMoney has no place for is marked as Clew's") {
  std::set<std::string> own;
  for (const Schema* one : all_schemas()) {
    if (one->clew) own.emplace(one->name);
    for (const Property* property : one->properties) {
      if (property->clew) own.insert(std::string(property->schema->name) + "." + std::string(property->name));
    }
  }
  CHECK(own == std::set<std::string>{"IdentityClaim", "NegativeFact", "Interest.shareInterval",
                                     "Interest.interestType", "Interest.directness", "Interest.isBeneficial",
                                     "Interest.isComponent", "LegalEntity.inactiveDate", "Thing.referents",
                                     "Interval.referents"});
}

TEST_CASE("types keep their names and say whether sharing a value means anything") {
  for (const char* name : {"name", "identifier", "address", "country", "date", "email", "phone", "url", "ip",
                           "iban", "checksum", "entity"}) {
    CAPTURE(name);
    REQUIRE(find_type(name));
    CHECK(to_string(*find_type(name)) == name);
    CHECK(is_matchable(*find_type(name)));
  }
  for (const char* name :
       {"string", "text", "html", "number", "json", "language", "mimetype", "topic", "gender"}) {
    CAPTURE(name);
    REQUIRE(find_type(name));
    CHECK(to_string(*find_type(name)) == name);
    CHECK_FALSE(is_matchable(*find_type(name)));
  }
  CHECK_FALSE(find_type("names"));
}

TEST_CASE("topics are known by code, and thirty of them are risks") {
  REQUIRE(find_topic("role.pep") != nullptr);
  CHECK(find_topic("role.pep")->label == "PEP");
  CHECK(find_topic("role.pep")->risk);
  CHECK(find_topic("sanction.counter")->risk);
  CHECK_FALSE(find_topic("role.judge")->risk);
  CHECK(find_topic("role.pe") == nullptr);
  CHECK(find_topic("zzz") == nullptr);
  CHECK(std::ranges::count_if(all_topics(), &Topic::risk) == 30);
}

TEST_CASE("the compiler names file and line of what is wrong, and writes nothing") {
  struct {
    const char* what;
    const char* file;
    const char* yaml;
    const char* message;
  } cases[] = {
      {"unknown parent", "A.yaml", "A:\n  extends: [Nobody]\n", "A.yaml:2: A extends Nobody"},
      {"circle", "A.yaml", "A:\n  label: A\n  extends: [A]\n", "A.yaml:3: inherits in a circle: A -> A"},
      {"unknown type", "A.yaml", "A:\n  properties:\n    x: {label: X, type: datum}\n",
       "A.yaml:3: unknown type datum"},
      {"edge property missing", "A.yaml", "A:\n  edge:\n    source: from\n    target: to\n",
       "A.yaml:3: edge source: A has no property from"},
      {"edge without target", "A.yaml", "A:\n  edge:\n    source: from\n",
       "A.yaml:3: edge needs source and target"},
      {"edge to words", "A.yaml", "A:\n  edge: {source: x, target: x}\n  properties:\n    x: {label: X}\n",
       "A.yaml:2: edge source x must be of type entity"},
      {"reverse missing range", "A.yaml",
       "A:\n  properties:\n    x:\n      type: entity\n      reverse: {name: y, label: Y}\n",
       "A.yaml:3: x is an entity and needs a range"},
      {"unknown range", "A.yaml", "A:\n  properties:\n    x: {type: entity, range: Nowhere}\n",
       "A.yaml:3: range Nowhere of x does not exist"},
      {"range of words", "A.yaml", "A:\n  properties:\n    x: {range: A}\n",
       "A.yaml:3: x has a range or a reverse and is no entity"},
      {"reverse without name", "A.yaml",
       "A:\n  properties:\n    x:\n      type: entity\n      range: A\n      reverse: {label: Y}\n",
       "A.yaml:6: reverse has no name"},
      {"unknown caption", "A.yaml", "A:\n  caption: [name,\n    title]\n  properties:\n    name: {}\n",
       "A.yaml:3: caption: A has no property title"},
      {"caption is an entity", "A.yaml",
       "A:\n  caption: [x]\n  properties:\n    x: {type: entity, range: A}\n",
       "A.yaml:2: caption x is an entity"},
      {"start is no date", "A.yaml", "A:\n  temporalExtent: {start: [x]}\n  properties:\n    x: {}\n",
       "A.yaml:2: start x must be of type date"},
      {"misspelt key", "A.yaml", "A:\n  lable: A\n", "A.yaml:2: a schema has no key lable; known: abstract"},
      {"property twice", "A.yaml", "A:\n  properties:\n    x: {}\n    x: {}\n",
       "A.yaml:4: x stands here twice"},
      {"no truth", "A.yaml", "A:\n  abstract: maybe\n", "A.yaml:2: must be true or false"},
      {"no list", "A.yaml", "A:\n  caption: name\n", "A.yaml:2: must be a list"},
      {"wrong file", "A.yaml", "B: {label: B}\n", "A.yaml:1: B belongs in B.yaml"},
      {"no YAML", "A.yaml", "A:\n  label: [\n", "A.yaml:3: "},
      {"empty", "A.yaml", "", "A.yaml:"},
      {"bad topic", "values/topics.yaml", "x: {risk: high}\n", "topics.yaml:1: must be true or false"},
      {"two inherited times", "A.yaml", "A:\n  extends: [Good, Other]\n",
       "A.yaml:2: A inherits two kinds of start"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.what);
    const TemporaryFolder folder;
    const auto table = folder.path() / "table.cc";
    write_file(folder.path() / "Good.yaml",
               "Good:\n  temporalExtent: {start: [a]}\n  properties:\n    a: {type: date}\n");
    write_file(folder.path() / "Other.yaml",
               "Other:\n  temporalExtent: {start: [b]}\n  properties:\n    b: {type: date}\n");
    REQUIRE(compile(folder.path(), "--table", table).good);
    std::filesystem::remove(table);
    write_file(folder.path() / c.file, c.yaml);
    const Outcome outcome = compile(folder.path(), "--table", table);
    CHECK_FALSE(outcome.good);
    CHECK_MESSAGE(outcome.output.find(c.message) != std::string::npos, outcome.output);
    CHECK_FALSE(std::filesystem::exists(table));
  }
}

TEST_CASE("the compiler says so when a folder holds no schema") {
  const TemporaryFolder folder;
  const Outcome outcome = compile(folder.path(), "--table", folder.path() / "table.cc");
  CHECK_FALSE(outcome.good);
  CHECK(outcome.output.find("holds no schema") != std::string::npos);
}

TEST_CASE("docs/model.md shows the schemas as they are") {
  const TemporaryFolder folder;
  const std::string root = CLEW_SOURCE_DIR;
  const auto renewed = folder.path() / "model.md";
  std::filesystem::copy_file(root + "/docs/model.md", renewed);
  const Outcome outcome = compile(root + "/schema", "--document", renewed);
  CHECK_MESSAGE(outcome.good, outcome.output);
  CHECK_MESSAGE(file_text(renewed) == file_text(root + "/docs/model.md"),
                "renew it: build/dev/schema_compiler schema --document docs/model.md");
}
