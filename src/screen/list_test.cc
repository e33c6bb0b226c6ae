#include "screen/list.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <random>

namespace {

using namespace clew;

std::shared_ptr<const clean::Tables> tables() {
  static const auto loaded = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return *loaded;
}

match::Model weights() {
  const auto loaded = match::Model::load(CLEW_SOURCE_DIR "/data/match/model.yaml");
  REQUIRE_MESSAGE(loaded, loaded.error().message);
  return *loaded;
}

match::Subject subject_of(std::string id, std::string schema,
                          const std::vector<std::pair<std::string, std::string>>& values) {
  match::Subject subject;
  subject.id = std::move(id);
  subject.schema = std::move(schema);
  subject.kind = match::kind_of_schema(subject.schema);
  for (const auto& [property, value] : values) match::add_value(*tables(), subject, property, value);
  return subject;
}

// Words that meet one another in many ways, in several scripts.
constexpr const char* kWords[] = {
    "Mohammed", "Muhammad",    "Mohamad",   "محمد",          "Ali",     "علي",     "Ahmad",
    "Ahmed",    "Hassan",      "Hasan",     "Hussein",       "al",      "bin",     "ibn",
    "Abdul",    "Abdulaziz",   "Aziz",      "Sergei",        "Sergey",  "Сергей",  "Lavrov",
    "Лавров",   "Viktorovich", "Ivanovich", "Petrov",        "Petrova", "William", "Bill",
    "Will",     "W",           "John",      "Jon",           "Juan",    "Smith",   "Smyth",
    "Kim",      "Jong",        "Un",        "김정은",        "习近平",  "Xi",      "Jinping",
    "Van",      "der",         "Bilt",      "Vanderbilt",    "Ocean",   "Star",    "Trading",
    "Company",  "LLC",         "Ltd",       "International", "First",   "1st",     "2",
    "Bank",     "of",          "Arvenia",   "Arvenian",      "Mr",      "Dr",      "Sheikh",
    "O",        "J",           "Наталья",   "Natalia",       "Άννα",    "Anna",    "オバマ",
    "Obama"};

std::string random_name(std::mt19937& random) {
  std::string name;
  const size_t words = 1 + random() % 5;
  for (size_t i = 0; i < words; ++i)
    name += (i == 0 ? "" : " ") + std::string(kWords[random() % std::size(kWords)]);
  return name;
}

// One slip of the pen in an ASCII letter.
std::string with_slip(std::string name, std::mt19937& random) {
  const size_t at = random() % name.size();
  if (static_cast<uint8_t>(name[at]) >= 0x80) return name;
  switch (random() % 4) {
    case 0: name.erase(at, 1); break;
    case 1: name[at] = static_cast<char>('a' + random() % 26); break;
    case 2: name.insert(at, 1, static_cast<char>('a' + random() % 26)); break;
    default:
      if (at + 1 < name.size() && static_cast<uint8_t>(name[at + 1]) < 0x80)
        std::swap(name[at], name[at + 1]);
  }
  return name.empty() ? "x" : name;
}

constexpr const char* kSchemas[] = {"Person", "Company", "LegalEntity", "Vessel"};

screen::List random_list(std::mt19937& random, size_t count) {
  std::vector<screen::Listed> listed(count);
  for (size_t i = 0; i < count; ++i) {
    std::vector<std::pair<std::string, std::string>> values = {{"name", random_name(random)}};
    if (random() % 3 == 0) values.emplace_back("alias", random_name(random));
    if (random() % 2 == 0) values.emplace_back("birthDate", "19" + std::to_string(50 + random() % 4));
    if (random() % 4 == 0) values.emplace_back("passportNumber", "X12345" + std::to_string(random() % 3));
    if (random() % 3 == 0) values.emplace_back("nationality", random() % 2 == 0 ? "Iran" : "ru");
    listed[i].subject =
        subject_of("id-" + std::to_string(1000 + i), kSchemas[random() % std::size(kSchemas)], values);
  }
  return screen::List::of(listed, tables(), weights());
}

std::string shown(const std::vector<screen::Hit>& hits) {
  std::string rows;
  for (const screen::Hit& hit : hits) {
    rows += hit.listed->subject.id + " " + std::to_string(hit.comparison.weight) + " " +
            hit.comparison.listed_name + "\n";
  }
  return rows;
}

}  // namespace

TEST_CASE("the index loses nobody whom a comparison with everybody would find") {
  std::mt19937 random(20261124);
  for (int round = 0; round < 12; ++round) {
    const screen::List list = random_list(random, 150);
    for (int i = 0; i < 60; ++i) {
      std::string name = random_name(random);
      if (random() % 2 == 0) name = list.listed(random() % 150).subject.names.front().name.written;
      if (random() % 2 == 0) name = with_slip(name, random);
      std::vector<std::pair<std::string, std::string>> values = {{"name", name}};
      if (random() % 3 == 0) values.emplace_back("birthDate", "1951");
      if (random() % 4 == 0) values.emplace_back("passportNumber", "X123451");
      if (random() % 4 == 0) values.emplace_back("nationality", "IR");
      const auto customer = subject_of("", kSchemas[random() % std::size(kSchemas)], values);
      for (const double score_min : {0.5, 0.7, 0.85}) {
        CAPTURE(name);
        CAPTURE(score_min);
        const screen::Ask ask = {.score_min = score_min, .limit = 1000};
        const std::string found = shown(list.candidates(customer, ask));
        CHECK(found == shown(list.candidates_by_force(customer, ask)));
      }
    }
  }
}

TEST_CASE("the lines of evidence sum to the weight, and the weight is what screening weighed") {
  std::mt19937 random(7);
  const screen::List list = random_list(random, 200);
  const match::Model m = weights();
  for (int i = 0; i < 200; ++i) {
    const auto customer = subject_of(
        "", "Person", {{"name", random_name(random)}, {"birthDate", "1952-03-04"}, {"nationality", "ru"}});
    for (size_t number = 0; number < list.size(); ++number) {
      const screen::Listed listed = list.listed(number);
      const auto comparison = match::compare(m, customer, listed.subject);
      if (comparison.evidence.empty()) continue;
      int32_t sum = 0;
      for (const match::Evidence& one : comparison.evidence) sum += one.weight;
      CHECK(sum == comparison.weight);
      CHECK(comparison.weight == match::weigh(m, customer, listed.subject));
    }
  }
}

TEST_CASE("what one side lacks is no evidence; what contradicts speaks against") {
  const auto listed = subject_of("a", "Person", {{"name", "Teodor Vasquine"}, {"birthDate", "1961-05-17"}});
  const auto weight = [&](const char* birth) {
    auto customer = subject_of("", "Person", {{"name", "Teodor Vasquine"}});
    match::add_value(*tables(), customer, "birthDate", birth);
    return match::weigh(weights(), customer, listed);
  };
  CHECK(weight("1961-05-17") > weight("1961"));
  CHECK(weight("1961") > weight(""));
  CHECK(weight("") > weight("1961-06-02"));
  CHECK(weight("1961-06-02") > weight("1975-05-17"));
}

TEST_CASE("an equal identifier whose check digit is wrong is shown, and says nothing") {
  const auto with = [](const char* property, const char* value) {
    return subject_of("", "Company", {{"name", "Nordhaven Bulk"}, {property, value}});
  };
  const auto evidence = [&](const match::Subject& asked, const match::Subject& found) {
    match::Evidence result{};
    for (const auto& one : match::compare(weights(), asked, found).evidence)
      if (one.feature == match::Feature::identifier) result = one;
    return result;
  };
  const auto right = with("leiCode", "506700GE1G29325QX363");
  const auto wrong = with("leiCode", "506700GE1G29325QX364");
  CHECK(evidence(right, right).weight == weights().identifier_equal);
  CHECK(evidence(wrong, wrong).weight == 0);
  CHECK(evidence(wrong, wrong).how == "equal, but not a valid number");
  CHECK(evidence(with("idNumber", "506700GE1G29325QX364"), wrong).weight == 0);
  // A slip in one of two numbers is no sign that they are two bodies.
  CHECK(evidence(right, wrong).how.empty());
  CHECK(evidence(right, with("leiCode", "HWUPKR0MPOU8FGXBT394")).how == "differs");
  CHECK(match::weigh(weights(), wrong, wrong) == match::compare(weights(), wrong, wrong).weight);
}

TEST_CASE("the score never falls as the weight grows, and weight_of_score is its inverse") {
  const match::Model m = weights();
  for (int32_t weight = -20'000; weight < 40'000; weight += 37)
    CHECK(m.score_of(weight) <= m.score_of(weight + 37));
  for (const double score : {0.1, 0.5, 0.7, 0.95}) {
    CHECK(m.score_of(m.weight_of_score(score)) >= score);
    CHECK(m.score_of(m.weight_of_score(score) - 1) < score);
  }
}

TEST_CASE("5,000 aliases and a name of 10,000 letters are answered") {
  std::vector<std::pair<std::string, std::string>> values;
  for (int i = 0; i < 5'000; ++i) values.emplace_back("alias", "Alias " + std::to_string(i) + " Vasquine");
  std::vector<screen::Listed> listed(1);
  listed[0].subject = subject_of("a", "Person", values);
  const screen::List list = screen::List::of(listed, tables(), weights());
  CHECK(list.candidates(subject_of("", "Person", {{"name", "Alias 77 Vasquine"}}), {}).size() == 1);
  CHECK(list.candidates(subject_of("", "Person", {{"name", std::string(10'000, 'q')}}), {}).empty());
}

TEST_CASE("odd input is answered as a comparison with everybody answers it") {
  std::mt19937 random(31);
  const screen::List list = random_list(random, 300);
  std::string directions, letters, common;
  for (int i = 0; i < 2'000; ++i) directions += "\u202e\u200bm";
  for (int i = 0; i < 5'000; ++i) letters += "a ";
  for (int i = 0; i < 500; ++i) common += "Mohammed Ali ";
  const std::string names[] = {"",
                               "   ",
                               "Mr Dr Sheikh",
                               "al bin",
                               "LLC",
                               "\U0001F600\U0001F600",
                               "Ali\U0001F600Hassan",
                               "\u202eAli\u202c Hassan",
                               "A\u200bli Has\u00adsan",
                               "\u0410li Hassan",  // A Cyrillic letter that looks like a Latin one.
                               "Mo\u0445ammed",
                               "Ali \xff\xfe Hassan",
                               std::string(10'000, '\xff'),
                               std::string("Ali\0Hassan", 10),
                               directions,
                               letters,
                               common,
                               "J",
                               "O J",
                               "1",
                               "\u7fd2\u8fd1\u5e73\u7fd2\u8fd1\u5e73\u7fd2\u8fd1\u5e73"};
  for (const std::string& name : names) {
    for (const char* schema : kSchemas) {
      CAPTURE(name.substr(0, 60));
      CAPTURE(schema);
      const auto customer = subject_of("", schema, {{"name", name}});
      const screen::Ask ask = {.score_min = 0.5, .limit = 1000};
      CHECK(shown(list.candidates(customer, ask)) == shown(list.candidates_by_force(customer, ask)));
    }
  }
}
