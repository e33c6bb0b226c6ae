// FollowTheMoney entities, one a line: people and companies with names in eight scripts, the links between
// them, their addresses, sanctions and passports.
//
// Of fifty lines twenty are people, ten companies, five each holdings, directorships and addresses, three
// sanctions and two passports, always in the same order: so the kind of every entity follows from its
// number, its id from its number and the seed, and links need no table of what was written.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "generate.h"
#include "invent.h"
#include "output.h"

namespace clew::bench {
namespace {

enum Kind { person, company, ownership, directorship, address, sanction, passport, kKinds };

constexpr std::array<std::string_view, kKinds> kSchemas = {"Person",  "Company",  "Ownership", "Directorship",
                                                           "Address", "Sanction", "Passport"};
constexpr std::array<std::string_view, kKinds> kIdPrefixes = {"NK-",   "NK-",    "inv-own-", "inv-dir-",
                                                              "addr-", "inv-s-", "inv-pass-"};
constexpr std::array<int, kKinds> kOfFifty = {20, 10, 5, 5, 5, 3, 2};
constexpr uint64_t kCycle = 50;

// The kinds of fifty lines, people and things mixed.
constexpr std::array<Kind, kCycle> kKindOfSlot = [] {
  std::array<Kind, kCycle> slots{};
  uint64_t at = 0;
  for (int kind = 0; kind < kKinds; ++kind)
    for (int i = 0; i < kOfFifty[kind]; ++i) slots[at++ * 7 % kCycle] = static_cast<Kind>(kind);
  return slots;
}();

constexpr std::string_view kTopics[] = {"sanction", "role.pep", "role.rca", "debarment", "crime.fin", "poi"};
constexpr std::string_view kPositions[] = {
    "Member of the Assembly of the Invented Republic", "Deputy Minister for Public Works",
    "Chair of the Supervisory Board", "Judge at a regional court", "Director of the harbour authority"};
constexpr std::string_view kDatasets[] = {"inv_sanctions", "inv_register", "inv_peps"};

// Writes one entity's JSON. Counts the values, equal ones of one property once.
class EntityWriter {
 public:
  explicit EntityWriter(std::string& out) : out_(out) {}

  void begin(std::string_view id, std::string_view caption, std::string_view schema) {
    out_ += "{\"id\":\"";
    (out_ += id) += "\",\"caption\":";
    append_string(caption);
    ((out_ += ",\"schema\":\"") += schema) += "\",\"properties\":{";
    is_first_property_ = true;
  }

  // Begins a property; its values follow. At least one must.
  void property(std::string_view name) {
    close_property();
    if (!is_first_property_) out_ += ',';
    is_first_property_ = false;
    ((out_ += '"') += name) += "\":[";
    in_property_ = true;
    seen_.clear();
  }

  void value(std::string_view text) {
    const size_t hash = std::hash<std::string_view>()(text);
    if (std::ranges::find(seen_, hash) != seen_.end()) return;
    if (!seen_.empty()) out_ += ',';
    seen_.push_back(hash);
    append_string(text);
    ++values_;
  }

  void property(std::string_view name, std::string_view text) {
    property(name);
    value(text);
  }

  void end_properties() {
    close_property();
    out_ += '}';
  }

  uint64_t values() const { return values_; }

 private:
  void close_property() {
    if (in_property_) out_ += ']';
    in_property_ = false;
  }

  void append_string(std::string_view text) {
    out_ += '"';
    for (size_t quote; (quote = text.find('"')) != text.npos; text.remove_prefix(quote + 1))
      (out_ += text.substr(0, quote)) += "\\\"";
    (out_ += text) += '"';
  }

  std::string& out_;
  bool is_first_property_ = true, in_property_ = false;
  std::vector<size_t> seen_;  // Hashes of the values of this property.
  uint64_t values_ = 0;
};

class Generator {
 public:
  Generator(const FtmOptions& options, Output& out)
      : options_(options), out_(out), random_(options.seed), writer_(out.text()) {}

  void write_all() {
    for (number_ = 0; number_ < options_.entities; ++number_) {
      kind_ = kKindOfSlot[number_ % kCycle];
      country_ = &countries()[random_.skewed(countries().size(), 1)];
      id_ = id_of(number_);
      write_properties();
      write_rest();
      ++counts_[kind_];
    }
  }

  const std::array<uint64_t, kKinds>& counts() const { return counts_; }
  uint64_t values() const { return writer_.values(); }

 private:
  std::string id_of(uint64_t number) const {
    const Kind kind = kKindOfSlot[number % kCycle];
    std::string id(kIdPrefixes[kind]);
    append_code(id, scramble(options_.seed ^ scramble(number)), 22);
    return id;
  }

  // Any entity of that kind; a few are met far more often than the rest.
  std::string other(Kind kind, int skew) {
    const uint64_t cycles = options_.entities / kCycle;
    uint64_t slot;
    do slot = random_.below(kCycle);
    while (kKindOfSlot[slot] != kind);
    return id_of(random_.skewed(cycles, skew) * kCycle + slot);
  }

  void write_properties() {
    switch (kind_) {
      case person: write_person(); break;
      case company: write_company(); break;
      case ownership: write_ownership(); break;
      case directorship: write_directorship(); break;
      case address: write_address(); break;
      case sanction: write_sanction(); break;
      default: write_passport();
    }
    writer_.end_properties();
  }

  void write_person() {
    const Script& script = scripts()[static_cast<size_t>(country_->script)];
    latin_.clear(), native_.clear();
    append_person(random_, script, latin_, native_);
    writer_.begin(id_, latin_, kSchemas[kind_]);
    write_names();
    const size_t space = latin_.find(' ');
    writer_.property("firstName", std::string_view(latin_).substr(0, space));
    writer_.property("lastName", std::string_view(latin_).substr(space + 1));
    maybe(0.85, "birthDate", [&] { return date(random_.chance(0.8) ? 10 : 4, 1935, 60); });
    maybe(0.4, "birthPlace", [&] { return std::string(country_->city); });
    maybe(0.6, "gender", [&] { return std::string(random_.chance(0.7) ? "male" : "female"); });
    maybe(0.8, "nationality", [&] { return std::string(country_->alpha2); });
    writer_.property("country", country_->alpha2);
    writer_.property("topics", random_.pick(kTopics));
    if (random_.chance(0.3)) writer_.value(random_.pick(kTopics));
    maybe(0.4, "position", [&] { return std::string(random_.pick(kPositions)); });
    maybe(0.4, "idNumber", [&] { return number(11); });
    maybe(0.25, "passportNumber", [&] { return "P" + number(8); });
    maybe(0.5, "address", [&] { return address_text(); });
    maybe(0.3, "addressEntity", [&] { return other(Kind::address, 2); });
    maybe(0.3, "title", [&] { return std::string(random_.chance(0.5) ? "Dr." : "Hon."); });
    maybe(0.4, "fatherName", [&] { return given_name(); });
    maybe(0.5, "taxNumber", [&] { return number(12); });
    maybe(0.5, "programId", [&] { return "INV-" + number(3); });
    maybe(0.8, "modifiedAt", [&] { return date(10, 2022, 3); });
    maybe(0.35, "notes", [&] { return note(); });
    maybe(0.6, "sourceUrl", [&] { return "https://register.example/person/" + number(9); });
    maybe(0.7, "createdAt", [&] { return date(10, 2010, 14); });
  }

  // The name in Latin letters and in the native script, and what lists make of it: turned around, shouted,
  // cut to an initial.
  void write_names() {
    writer_.property("name", latin_);
    if (!native_.empty()) writer_.value(native_);
    const size_t space = latin_.find(' ');
    const std::string family = latin_.substr(space + 1), given = latin_.substr(0, space);
    if (random_.chance(0.6)) writer_.value(family + ", " + given);
    if (random_.chance(0.5)) {
      text_ = latin_;
      upper_case_ascii(text_);
      writer_.value(text_);
    }
    if (random_.chance(0.4)) writer_.value(initial(given) + ". " + family);
    write_aliases();
  }

  static std::string initial(const std::string& name) {
    return name.substr(0, (name[0] & 0x80) != 0 ? 2 : 1);
  }

  void write_aliases() {
    const uint64_t count = random_.skewed(7, 2);
    if (count > 0) writer_.property("alias");
    for (uint64_t i = 0; i < count; ++i) {
      text_.clear(), unused_.clear();
      append_person(random_, scripts()[random_.below(scripts().size())], text_, unused_);
      writer_.value(random_.chance(0.3) && !unused_.empty() ? unused_ : text_);
    }
  }

  void write_company() {
    const Script& script = scripts()[static_cast<size_t>(country_->script)];
    latin_.clear(), native_.clear();
    append_company(random_, script, latin_, native_);
    (latin_ += ' ') += legal_form(random_);
    writer_.begin(id_, latin_, kSchemas[kind_]);
    writer_.property("name", latin_);
    if (!native_.empty()) writer_.value(native_);
    if (random_.chance(0.3)) writer_.value("\"" + latin_ + "\"");
    if (random_.chance(0.5)) writer_.value(latin_.substr(0, latin_.rfind(' ')));
    maybe(0.3, "previousName", [&] { return company_text(); });
    writer_.property("jurisdiction", country_->alpha2);
    writer_.property("country", country_->alpha2);
    writer_.property("registrationNumber", number(8));
    maybe(0.3, "taxNumber", [&] { return number(10); });
    maybe(0.8, "incorporationDate", [&] { return date(10, 1970, 52); });
    maybe(0.2, "dissolutionDate", [&] { return date(10, 2000, 24); });
    maybe(0.8, "status", [&] { return std::string(random_.chance(0.7) ? "active" : "dissolved"); });
    maybe(0.6, "legalForm", [&] { return std::string(legal_form(random_)); });
    maybe(0.8, "address", [&] { return address_text(); });
    maybe(0.3, "addressEntity", [&] { return other(Kind::address, 2); });
    maybe(0.2, "topics", [&] { return std::string(random_.pick(kTopics)); });
    maybe(0.25, "notes", [&] { return note(); });
    maybe(0.5, "sector", [&] { return std::string(random_.chance(0.5) ? "wholesale" : "holding"); });
    maybe(0.8, "modifiedAt", [&] { return date(10, 2022, 3); });
    maybe(0.2, "website", [&] { return "https://www.firm-" + number(6) + ".example/"; });
    maybe(0.2, "email", [&] { return "office@firm-" + number(6) + ".example"; });
    maybe(0.2, "phone", [&] { return "+" + number(11); });
    maybe(0.6, "sourceUrl", [&] { return "https://register.example/company/" + number(9); });
    maybe(0.7, "createdAt", [&] { return date(10, 2010, 14); });
  }

  void write_ownership() {
    writer_.begin(id_, "Ownership", kSchemas[kind_]);
    writer_.property("owner", other(random_.chance(0.6) ? person : company, 2));
    writer_.property("asset", other(company, 1));
    maybe(0.7, "percentage", [&] { return share(); });
    maybe(0.6, "startDate", [&] { return date(10, 1990, 34); });
    maybe(0.2, "endDate", [&] { return date(10, 2005, 19); });
    maybe(0.4, "role", [&] { return std::string("shareholder"); });
  }

  void write_directorship() {
    writer_.begin(id_, "Directorship", kSchemas[kind_]);
    writer_.property("director", other(person, 3));
    writer_.property("organization", other(company, 1));
    maybe(0.8, "role", [&] { return std::string(random_.chance(0.8) ? "director" : "secretary"); });
    maybe(0.6, "startDate", [&] { return date(10, 1990, 34); });
    maybe(0.3, "endDate", [&] { return date(10, 2005, 19); });
  }

  void write_address() {
    text_ = address_text();
    writer_.begin(id_, text_, kSchemas[kind_]);
    writer_.property("full", text_);
    writer_.property("city", country_->city);
    writer_.property("country", country_->alpha2);
    maybe(0.4, "postalCode", [&] { return number(5); });
    maybe(0.3, "region", [&] { return std::string(country_->name); });
  }

  void write_sanction() {
    writer_.begin(id_, "Sanction", kSchemas[kind_]);
    writer_.property("entity", other(random_.chance(0.6) ? person : company, 1));
    writer_.property("authority", "Invented Council for Measures");
    writer_.property("program", "INV-" + number(3));
    maybe(0.6, "reason", [&] { return note(); });
    maybe(0.8, "startDate", [&] { return date(10, 2005, 19); });
    maybe(0.1, "endDate", [&] { return date(10, 2015, 9); });
    maybe(0.7, "authorityId", [&] { return "IC." + number(5); });
    maybe(0.6, "country", [&] { return std::string(country_->alpha2); });
    maybe(0.7, "listingDate", [&] { return date(10, 2005, 19); });
    maybe(0.8, "sourceUrl", [&] { return "https://council.example/measures/" + number(6); });
  }

  void write_passport() {
    writer_.begin(id_, "Passport", kSchemas[kind_]);
    writer_.property("holder", other(person, 1));
    writer_.property("number", "P" + number(8));
    writer_.property("country", country_->alpha2);
    maybe(0.5, "startDate", [&] { return date(10, 2005, 19); });
    maybe(0.5, "endDate", [&] { return date(10, 2024, 10); });
  }

  void write_rest() {
    std::string& out = out_.text();
    out += ",\"referents\":[";
    if (kind_ <= company && random_.chance(0.4)) ((out += "\"inv-") += number(7)) += '"';
    ((out += "],\"datasets\":[\"") += random_.pick(kDatasets)) += "\"],\"first_seen\":\"";
    out += date(10, 2021, 2);
    out += "T06:12:40\",\"last_seen\":\"2025-03-18T09:40:12\",\"last_change\":\"";
    out += date(10, 2023, 2);
    out += "T14:03:22\",\"target\":";
    out += kind_ <= company && random_.chance(0.5) ? "true}\n" : "false}\n";
    out_.flush_if_full();
  }

  template <class MakeText>
  void maybe(double share, std::string_view property, MakeText make_text) {
    if (random_.chance(share)) writer_.property(property, make_text());
  }

  // An ISO date of 4, 7 or 10 letters.
  std::string date(size_t letters, uint64_t year_first, uint64_t years) {
    std::string text;
    append_number(text, year_first + random_.below(years));
    append_digits(text += '-', 1 + random_.below(12), 2);
    append_digits(text += '-', 1 + random_.below(28), 2);
    text.resize(letters);
    return text;
  }

  std::string number(int digits) {
    std::string text;
    append_digits(text, random_.next(), digits);
    return text;
  }

  // As registers write shares: a number, or an interval.
  std::string share() {
    if (random_.chance(0.4)) return random_.chance(0.5) ? "25-50" : "75-100";
    std::string text;
    append_number(text, 1 + random_.below(100));
    return text;
  }

  std::string given_name() {
    std::string text;
    unused_.clear();
    append_person(random_, scripts()[0], text, unused_);
    return text.substr(0, text.find(' '));
  }

  std::string company_text() {
    std::string text;
    unused_.clear();
    append_company(random_, scripts()[0], text, unused_);
    return text;
  }

  std::string address_text() {
    std::string text;
    append_address(random_, *country_, ", ", text);
    return text;
  }

  std::string note() {
    std::string text = "Entered on the list by decision of " + date(10, 2005, 19);
    if (random_.chance(0.3)) text += "; see also \"" + company_text() + "\"";
    return text;
  }

  const FtmOptions& options_;
  Output& out_;
  Random random_;
  EntityWriter writer_;
  uint64_t number_ = 0;
  Kind kind_ = person;
  const Country* country_ = nullptr;
  std::string id_, latin_, native_, text_, unused_;
  std::array<uint64_t, kKinds> counts_{};
};

}  // namespace

void generate_ftm(const FtmOptions& options) {
  Output out(options.folder + "/entities.ftm.json");
  Generator generator(options, out);
  generator.write_all();
  std::string truth = fmt::format("{{\"entities\": {}, \"values\": {}, \"bytes\": {}, \"schemas\": {{",
                                  options.entities, generator.values(), out.bytes());
  for (size_t kind = 0; kind < kKinds; ++kind)
    truth += fmt::format("{}\"{}\": {}", kind ? ", " : "", kSchemas[kind], generator.counts()[kind]);
  Output(options.folder + "/truth.json").text() = truth + "}}\n";
}

}  // namespace clew::bench
