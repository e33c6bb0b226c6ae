#include "read/ofac_remarks.h"

#include <algorithm>
#include <cassert>

#include "read/dates.h"
#include "read/text.h"

namespace clew::read {
namespace {

constexpr std::string_view kPrefix = "ofac-";
// "alt. DOB 1936"; old entries also write "Alt. POB: Keren".
constexpr std::string_view kAlternates[] = {"alt. ", "Alt. "};
constexpr size_t kAlternateLength = 5;

enum class Does {
  text,           // The value is a value of `property`.
  date,           // The same, as a date.
  country_text,   // A value that may be said to be missing: "None Identified".
  gender,         // Male, Female.
  quoted,         // A name in single quotes.
  document,       // A number with its country and dates.
  wallet,         // "XBT 1Kuf2R...".
  sanction_text,  // The whole piece says more of the listing.
  sanction_date,  // "(CMIC): 03 Jun 2021".
  linked,         // The name of another entry.
  party,          // The name of an owner or operator.
};

std::string with_prefix(std::string_view ent_num) { return std::string(kPrefix) += ent_num; }

std::string_view without_quotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// "Telephone: 98..." and "R.F.C. # PMA-910805": the mark between key and value belongs to neither.
std::string_view without_mark(std::string_view value) {
  if (value.starts_with(':') || value.starts_with('#')) value = trim(value.substr(1));
  return value;
}

bool is_suffix_of_name(std::string_view part) {
  constexpr std::string_view kSuffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
  return std::ranges::any_of(kSuffixes, [&](std::string_view s) { return equal_ignoring_case(s, part); });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

// A name for pieces that no key of ours begins, so that equal kinds are counted together: the words up to
// a colon or a number; "free text" where there are neither.
std::string kind_of_unknown(std::string_view words) {
  const size_t colon = words.substr(0, 60).find(": ");
  if (colon != std::string_view::npos) return std::string(words.substr(0, colon));
  const size_t digit = words.substr(0, 60).find_first_of("0123456789#");
  const size_t blank = digit == std::string_view::npos ? digit : words.rfind(' ', digit);
  if (blank == std::string_view::npos || blank == 0) return "free text";
  return std::string(words.substr(0, blank));
}

// Not "issued in Sarajevo", nor a sentence that happens to begin with Passport.
bool is_document_number(std::string_view number) {
  constexpr size_t kLongest = 40;
  return number.size() <= kLongest && number.find_first_of("0123456789") != std::string_view::npos;
}

// The part of `text` behind the last `word`, which is cut off it; empty where it does not stand there.
std::string_view cut_behind_last(std::string_view& text, std::string_view word) {
  const size_t at = text.rfind(word);
  if (at == std::string_view::npos) return {};
  const std::string_view behind = trim(text.substr(at + word.size()));
  text = trim(text.substr(0, at));
  return behind;
}

}  // namespace

struct OfacEntries::Rule {
  std::string_view key;
  Does does;
  std::string_view schema;    // The least that has the property.
  std::string_view property;  // For parties: the role.
};

const OfacEntries::Rule* OfacEntries::rule_of(std::string_view key) {
  using enum Does;
  // OFAC names these keys in the remarks and in idType of its XML. Longer keys stand before their beginnings.
  static constexpr Rule kRules[] = {
      {"DOB", date, "Person", "birthDate"},
      {"POB", text, "Person", "birthPlace"},
      {"nationality", text, "Person", "nationality"},
      {"citizen", text, "Person", "citizenship"},
      {"Gender", gender, "Person", "gender"},
      {"Position:", text, "Person", "position"},
      {"Title:", text, "Person", "position"},
      {"Alternate Title:", text, "Person", "position"},
      {"Occupation:", text, "Person", "profession"},
      {"a.k.a.", quoted, "Thing", "weakAlias"},
      {"f.k.a.", quoted, "Thing", "previousName"},
      {"n.k.a.", quoted, "Thing", "name"},
      {"Issuer Name", text, "Thing", "alias"},  // As the stock exchange has it.
      {"Linked To:", linked, "Thing", "Linked To"},

      {"Email", text, "LegalEntity", "email"},
      {"Email Address", text, "LegalEntity", "email"},
      {"Website", text, "LegalEntity", "website"},
      {"Phone Number", text, "LegalEntity", "phone"},
      {"Telephone No.", text, "LegalEntity", "phone"},
      {"Telephone", text, "LegalEntity", "phone"},
      {"PHONE", text, "LegalEntity", "phone"},
      {"Phone No.", text, "LegalEntity", "phone"},
      {"Organization Established Date", date, "LegalEntity", "incorporationDate"},
      {"Organization Type:", text, "LegalEntity", "sector"},
      {"Target Type", text, "LegalEntity", "classification"},
      {"Nationality of Registration", text, "LegalEntity", "jurisdiction"},
      {"Registration Country", text, "LegalEntity", "jurisdiction"},
      {"SWIFT/BIC", text, "LegalEntity", "swiftBic"},
      {"D-U-N-S Number", text, "LegalEntity", "dunsCode"},
      {"BIK (RU)", text, "Company", "bikCode"},
      {"ISIN", text, "Company", "isinCode"},
      {"Equity Ticker", text, "Company", "ticker"},

      {"Passport", document, "Person", "passportNumber"},
      {"Diplomatic Passport", document, "Person", "passportNumber"},
      {"Official Passport", document, "Person", "passportNumber"},
      {"British National Overseas Passport", document, "Person", "passportNumber"},
      {"Stateless Person Passport", document, "Person", "passportNumber"},
      {"U.S.A. Passport", document, "Person", "passportNumber"},
      {"SSN", document, "Person", "socialSecurityNumber"},

      {"National ID No.", document, "LegalEntity", "idNumber"},
      {"National Foreign ID Number", document, "LegalEntity", "idNumber"},
      {"Identification Number", document, "LegalEntity", "idNumber"},
      {"Personal ID Card", document, "LegalEntity", "idNumber"},
      {"Cedula No.", document, "LegalEntity", "idNumber"},
      {"Cedula de Residencia", document, "LegalEntity", "idNumber"},
      {"D.N.I.", document, "LegalEntity", "idNumber"},
      {"C.U.R.P.", document, "LegalEntity", "idNumber"},
      {"C.U.I.P.", document, "LegalEntity", "idNumber"},
      {"C.U.I.", document, "LegalEntity", "idNumber"},
      {"I.F.E.", document, "LegalEntity", "idNumber"},
      {"N.I.E.", document, "LegalEntity", "idNumber"},
      {"LE Number", document, "LegalEntity", "idNumber"},
      {"CNP (Personal Numerical Code)", document, "LegalEntity", "idNumber"},
      {"Citizen's Card Number", document, "LegalEntity", "idNumber"},
      {"Bosnian Personal ID No.", document, "LegalEntity", "idNumber"},
      {"Moroccan Personal ID No.", document, "LegalEntity", "idNumber"},
      {"Kenyan ID No.", document, "LegalEntity", "idNumber"},
      {"UAE Identification", document, "LegalEntity", "idNumber"},
      {"Turkish Identification Number", document, "LegalEntity", "idNumber"},
      {"Turkish Identificiation Number", document, "LegalEntity", "idNumber"},  // Spelt so in 2019.
      {"Tazkira National ID Card", document, "LegalEntity", "idNumber"},
      {"Numero de Identidad", document, "LegalEntity", "idNumber"},
      {"Credencial electoral", document, "LegalEntity", "idNumber"},
      {"Electoral Registry No.", document, "LegalEntity", "idNumber"},
      {"Cartilla de Servicio Militar Nacional", document, "LegalEntity", "idNumber"},
      {"Driver's License No.", document, "LegalEntity", "idNumber"},
      {"Pilot License Number", document, "LegalEntity", "idNumber"},
      {"Tarjeta Profesional", document, "LegalEntity", "idNumber"},
      {"Travel Document Number", document, "LegalEntity", "idNumber"},
      {"Birth Certificate Number", document, "LegalEntity", "idNumber"},
      {"Residency Number", document, "LegalEntity", "idNumber"},
      {"Stateless Person ID Card", document, "LegalEntity", "idNumber"},
      {"Refugee ID Card", document, "LegalEntity", "idNumber"},
      {"Seafarer's Identification Document", document, "LegalEntity", "idNumber"},
      {"VisaNumberID", document, "LegalEntity", "idNumber"},
      {"Immigration No.", document, "LegalEntity", "idNumber"},
      {"Public Security and Immigration No.", document, "LegalEntity", "idNumber"},
      {"Romanian Permanent Resident", document, "LegalEntity", "idNumber"},
      {"Military Registration Number", document, "LegalEntity", "idNumber"},
      {"File Number", document, "LegalEntity", "idNumber"},
      {"SRE Permit No.", document, "LegalEntity", "idNumber"},
      {"SRE Permit No", document, "LegalEntity", "idNumber"},
      {"Interpol: Red Notice. File No.", document, "LegalEntity", "idNumber"},

      {"Registration Number", document, "LegalEntity", "registrationNumber"},
      {"Registration ID", document, "LegalEntity", "registrationNumber"},
      {"Company Number", document, "LegalEntity", "registrationNumber"},
      {"UK Company Number", document, "LegalEntity", "registrationNumber"},
      {"Commercial Registry Number", document, "LegalEntity", "registrationNumber"},
      {"Business Registration Number", document, "LegalEntity", "registrationNumber"},
      {"Business Registration Document #", document, "LegalEntity", "registrationNumber"},
      {"Business Number", document, "LegalEntity", "registrationNumber"},
      {"Matricula Mercantil No", document, "LegalEntity", "registrationNumber"},
      {"C.R. No.", document, "LegalEntity", "registrationNumber"},
      {"Romanian C.R.", document, "LegalEntity", "registrationNumber"},
      {"Chamber of Commerce Number", document, "LegalEntity", "registrationNumber"},
      {"Folio Mercantil No.", document, "LegalEntity", "registrationNumber"},
      {"Public Registration Number", document, "LegalEntity", "registrationNumber"},
      {"Certificate of Incorporation Number", document, "LegalEntity", "registrationNumber"},
      {"Central Registration System Number", document, "LegalEntity", "registrationNumber"},
      {"Istanbul Chamber of Comm. No.", document, "LegalEntity", "registrationNumber"},
      {"Dubai Chamber of Commerce Membership No.", document, "LegalEntity", "registrationNumber"},
      {"Registered Charity No.", document, "LegalEntity", "registrationNumber"},
      {"Enterprise Number", document, "LegalEntity", "registrationNumber"},
      {"Branch Unit Number", document, "LegalEntity", "registrationNumber"},
      {"Economic Register Number (CBLS)", document, "LegalEntity", "registrationNumber"},
      {"Organization Code", document, "LegalEntity", "registrationNumber"},
      {"Government Gazette Number", document, "LegalEntity", "registrationNumber"},
      {"Legal Entity Number", document, "LegalEntity", "registrationNumber"},
      {"RSIN", document, "LegalEntity", "registrationNumber"},
      {"Unified Social Credit Code (USCC)", document, "LegalEntity", "uscCode"},
      {"United Social Credit Code Certificate (USCCC)", document, "LegalEntity", "uscCode"},

      {"Trade License No.", document, "LegalEntity", "licenseNumber"},
      {"Tourism License No.", document, "LegalEntity", "licenseNumber"},
      {"Afghan Money Service Provider License Number", document, "LegalEntity", "licenseNumber"},
      {"MSB Registration Number", document, "LegalEntity", "licenseNumber"},
      {"License", document, "LegalEntity", "licenseNumber"},
      {"Permit Number", document, "LegalEntity", "licenseNumber"},

      {"Tax ID No.", document, "LegalEntity", "taxNumber"},
      {"NIT #", document, "LegalEntity", "taxNumber"},
      {"RUC #", document, "LegalEntity", "taxNumber"},
      {"RIF #", document, "LegalEntity", "taxNumber"},
      {"RTN", document, "LegalEntity", "taxNumber"},
      {"R.F.C.", document, "LegalEntity", "taxNumber"},
      {"RFC", document, "LegalEntity", "taxNumber"},
      {"C.U.I.T.", document, "LegalEntity", "taxNumber"},
      {"C.I.F.", document, "LegalEntity", "taxNumber"},
      {"N.I.F.", document, "LegalEntity", "taxNumber"},
      {"US FEIN", document, "LegalEntity", "taxNumber"},
      {"Italian Fiscal Code", document, "LegalEntity", "taxNumber"},
      {"Fiscal Code", document, "LegalEntity", "taxNumber"},
      {"Romanian Tax Registration", document, "LegalEntity", "taxNumber"},
      {"Paraguayan tax identification number", document, "LegalEntity", "taxNumber"},
      {"Numero Unico de Identificacao Tributaria (NUIT)", document, "LegalEntity", "taxNumber"},
      {"V.A.T. Number", document, "LegalEntity", "vatCode"},

      {"Vessel Registration Identification", document, "Thing", "registrationNumber"},
      {"MMSI", text, "Vessel", "mmsi"},
      {"Vessel Year of Build", date, "Vehicle", "buildDate"},
      {"Vessel Flag", country_text, "Vessel", "flag"},
      {"Other Vessel Flag", country_text, "Vessel", "flag"},
      {"Former Vessel Flag", country_text, "Vessel", "pastFlags"},
      {"Vessel Type", text, "Vehicle", "type"},
      {"Other Vessel Type", text, "Vehicle", "type"},
      {"Vessel Call Sign", text, "Vessel", "callSign"},
      {"Other Vessel Call Sign", text, "Vessel", "callSign"},
      {"Vessel Owner", party, "Vehicle", "Vessel Owner"},
      {"Aircraft Operator", party, "Vehicle", "Aircraft Operator"},
      {"Aircraft Model", text, "Vehicle", "model"},
      {"Aircraft Manufacture Date", date, "Vehicle", "buildDate"},
      {"Aircraft Manufacturer's Serial Number (MSN)", text, "Airplane", "serialNumber"},
      {"Aircraft Construction Number (also called L/N or S/N or F/N)", text, "Airplane", "serialNumber"},
      {"Aircraft Serial Identification", text, "Airplane", "serialNumber"},
      {"Aircraft Tail Number", text, "Vehicle", "registrationNumber"},
      {"Previous Aircraft Tail Number", text, "Vehicle", "registrationNumber"},
      {"Aircraft Mode S Transponder Code", text, "Airplane", "icaoCode"},

      {"Digital Currency Address -", wallet, "Thing", ""},

      {"Secondary sanctions risk:", sanction_text, "Sanction", "summary"},
      {"Additional Sanctions Information -", sanction_text, "Sanction", "summary"},
      {"Executive Order", sanction_text, "Sanction", "summary"},
      {"CAATSA Section 235 Information:", sanction_text, "Sanction", "summary"},
      {"PEESA Information:", sanction_text, "Sanction", "summary"},
      {"IFCA Determination -", sanction_text, "Sanction", "summary"},
      {"Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
       sanction_text, "Sanction", "summary"},
      {"For more information on directives, please visit the following link:", sanction_text, "Sanction",
       "summary"},
      {"For more information, please reference the following link:", sanction_text, "Sanction", "summary"},
      {"Purchase/Sales For Divestment Date", sanction_text, "Sanction", "summary"},
      {"Listing Date", sanction_date, "Sanction", "listingDate"},
      {"Effective Date", sanction_date, "Sanction", "startDate"},
  };
  const Rule* best = nullptr;
  for (const Rule& rule : kRules) {
    if (!key.starts_with(rule.key) || (best != nullptr && best->key.size() > rule.key.size())) continue;
    const bool ends_here = key.size() == rule.key.size() || key[rule.key.size()] == ' ' ||
                           key[rule.key.size()] == ':' || rule.key.ends_with('#');
    if (ends_here) best = &rule;
  }
  return best;
}

std::string_view ofac_schema(OfacKind kind) {
  switch (kind) {
    case OfacKind::person: return "Person";
    // A blank SDN_Type means a company, bank, group, ministry or fund; FollowTheMoney's word for all of
    // these, and the one OpenSanctions uses for them, is Organization.
    case OfacKind::organization: return "Organization";
    case OfacKind::vessel: return "Vessel";
    case OfacKind::airplane: return "Airplane";
    case OfacKind::unknown: break;
  }
  return "Thing";
}

RemarkPiece remark_piece(std::string_view words) {
  RemarkPiece piece{.words = words, .key = {}, .value = words, .alternate = false, .document = {}};
  piece.alternate = words.starts_with(kAlternates[0]) || words.starts_with(kAlternates[1]);
  std::string_view said = piece.alternate ? words.substr(kAlternateLength) : words;
  const bool in_brackets = said.starts_with('(') && said.ends_with(')');
  const OfacEntries::Rule* rule = OfacEntries::rule_of(in_brackets ? said.substr(1) : said);
  if (rule == nullptr) return piece;
  if (in_brackets) said = said.substr(1, said.size() - 2);
  if (said.size() < rule->key.size()) return piece;
  piece.key = said.substr(0, rule->key.size());
  piece.value = without_mark(trim(said.substr(rule->key.size())));
  return piece;
}

std::vector<RemarkPiece> split_remark(std::string_view remark) {
  std::vector<RemarkPiece> pieces;
  remark = trim(remark);
  if (remark.ends_with('.')) remark.remove_suffix(1);
  while (!remark.empty()) {
    const size_t end = std::min(remark.find("; "), remark.size());
    const std::string_view words = trim(remark.substr(0, end));
    remark.remove_prefix(std::min(end + 2, remark.size()));
    if (!words.empty()) pieces.push_back(remark_piece(words));
  }
  return pieces;
}

RemarkDocument read_document(std::string_view value) {
  RemarkDocument document;
  std::string_view text = trim(value);
  document.expires = cut_behind_last(text, " expires ");
  document.issued = cut_behind_last(text, " issued ");
  // "(individual) (Mexico)": the last bracket names the country.
  while (text.ends_with(')')) {
    const size_t open = text.rfind('(');
    if (open == std::string_view::npos || open == 0) break;
    if (text[open - 1] != ' ') break;  // "K357514(4)": a check digit.
    const std::string_view inside = trim(text.substr(open + 1, text.size() - open - 2));
    if (!document.country.empty() && !document.rest.empty()) break;
    (document.country.empty() ? document.country : document.rest) = inside;
    text = trim(text.substr(0, open));
  }
  // "CNIC: 35202-5400413-9" names the kind of number.
  const size_t colon = text.find(": ");
  document.number = colon == std::string_view::npos ? text : trim(text.substr(colon + 2));
  return document;
}

std::vector<std::string> read_ofac_dates(std::string_view words) {
  words = trim(words);
  for (const std::string_view about : {"circa ", "(circa) ", "approximately ", "c. "}) {
    if (words.starts_with(about)) words = trim(words.substr(about.size()));
  }
  if (const auto date = iso_date(words)) return {*date};
  std::string_view between = " to ";
  if (words.size() == std::string_view("1979-1982").size()) between = "-";
  const size_t at = words.find(between);
  if (at == std::string_view::npos) return {};
  const auto from = iso_date(words.substr(0, at));
  const auto until = iso_date(words.substr(at + between.size()));
  if (!from || !until) return {};
  return *from == *until ? std::vector<std::string>{*from} : std::vector<std::string>{*from, *until};
}

void OfacEntries::begin(std::string_view ent_num, OfacKind kind, const model::Record& record, bool resumed) {
  ent_num_ = ent_num;
  kind_ = kind;
  const std::string id = with_prefix(ent_num);
  if (resumed)
    listed_.resume(id, ofac_schema(kind), record);
  else
    listed_.begin(id, ofac_schema(kind), record);
}

void OfacEntries::add_name(std::string_view name, std::string_view field) {
  name = trim(name);
  listed_.add("name", name, field);
  const auto [place, is_new] = entry_by_name_.try_emplace(std::string(name), listed_.id());
  if (!is_new && place->second != listed_.id()) place->second.clear();
  if (kind_ != OfacKind::person) return;

  std::vector<std::string_view> parts;
  for (std::string_view rest = name;;) {
    const size_t comma = rest.find(',');
    parts.push_back(trim(rest.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  if (parts.size() == 3) {
    const size_t suffix = is_suffix_of_name(parts[1]) ? 1 : is_suffix_of_name(parts[2]) ? 2 : 0;
    if (suffix == 0) return;
    listed_.add("nameSuffix", parts[suffix], field);
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(suffix));
  }
  if (parts.size() != 2) return;
  listed_.add("lastName", parts[0], field);
  listed_.add("firstName", parts[1], field);
}

void OfacEntries::begin_sanction() {
  const std::string id =
      model::link_id(kPrefix, "Sanction", listed_.id(), "Office of Foreign Assets Control");
  side_.begin(id, "Sanction", listed_.record());
  side_.add("entity", listed_.id(), {});
  side_.add("authority", "Office of Foreign Assets Control", {});
  side_.add("authorityId", ent_num_, number_field_);
  side_.add("country", "us", {});
}

void OfacEntries::add_sanction(std::string_view property, std::string_view value, std::string_view field) {
  begin_sanction();
  side_.add(property, value, field);
}

void OfacEntries::add_program(std::string_view program, std::string_view field) {
  listed_.add("topics", "sanction", field);
  add_sanction("program", program, field);
}

void OfacEntries::add_programs(std::string_view programs, std::string_view field) {
  constexpr std::string_view kBetween = "] [";
  while (!trim(programs).empty()) {
    const size_t end = std::min(programs.find(kBetween), programs.size());
    add_program(programs.substr(0, end), field);
    programs.remove_prefix(std::min(end + kBetween.size(), programs.size()));
  }
}

void OfacEntries::know_name(std::string_view ent_num, std::string_view name) {
  const std::string id = with_prefix(ent_num);
  const auto [place, is_new] = entry_by_name_.try_emplace(std::string(trim(name)), id);
  if (!is_new && place->second != id) place->second.clear();
}

void OfacEntries::add_remarks(std::string_view remarks, size_t cut_after, bool is_continued) {
  std::vector<RemarkPiece> pieces = split_remark(remarks);
  const bool cut = remarks.size() >= cut_after && !pieces.empty();
  if (cut && is_continued) {
    pieces.pop_back();
  } else if (cut) {
    // What is cut may be half a number, so it is kept as words and not read.
    add_note(pieces.back().words, "Remarks/cut", "Remarks/cut");
    listed_.issue("cut-remark", "the remarks are cut at \"" + std::string(shortened(pieces.back().words)) +
                                    "\"; the rest stands in the comments file");
    pieces.pop_back();
  }
  for (const RemarkPiece& piece : pieces) add_piece(piece);
}

void OfacEntries::add_continued_remarks(std::string_view remarks, std::string_view cut) {
  if (!cut.empty()) {
    const std::string joined = std::string(cut) + std::string(remarks);
    for (const RemarkPiece& piece : split_remark(joined)) add_piece(piece);
    return;
  }
  const std::vector<RemarkPiece> pieces = split_remark(remarks);
  if (pieces.empty()) return;
  add_note(pieces.front().words, "Remarks/continued", "Remarks/continued");
  for (size_t i = 1; i < pieces.size(); ++i) add_piece(pieces[i]);
}

void OfacEntries::add_note(std::string_view words, std::string_view field,
                           std::string_view not_mapped_field) {
  listed_.add("notes", words, field);
  listed_.not_mapped(not_mapped_field, words);
}

void OfacEntries::add_piece(const RemarkPiece& piece, std::string_view field_prefix) {
  std::string field(field_prefix);
  if (piece.key.empty()) {
    const std::string kind =
        field + kind_of_unknown(piece.alternate ? piece.words.substr(kAlternateLength) : piece.words);
    return add_note(piece.words, field_prefix.substr(0, field_prefix.size() - 1), kind);
  }
  if (piece.alternate) field += kAlternates[0];
  field += piece.key;
  if (field.ends_with(':') || field.ends_with('-')) field.pop_back();
  field = trim(std::string_view(field));
  const Rule* rule = rule_of(piece.key);
  assert(rule != nullptr);
  if (!has_place(rule->schema) || !apply(*rule, piece, field)) add_note(piece.words, field, field);
}

void OfacEntries::add_feature(std::string_view type, const RemarkDocument& feature,
                              std::string_view field_prefix) {
  const std::string words = std::string(trim(type)) + " " + std::string(trim(feature.number));
  RemarkPiece piece = remark_piece(trim(std::string_view(words)));
  const Rule* rule = piece.key.empty() ? nullptr : rule_of(piece.key);
  if (rule != nullptr && rule->does == Does::document) {
    piece.document = feature;
    return add_piece(piece, field_prefix);
  }
  add_piece(piece, field_prefix);
  const std::string field = std::string(field_prefix) + std::string(trim(type)) + "/country or date";
  for (const std::string_view part : {feature.country, feature.issued, feature.expires}) {
    if (!part.empty()) add_note(words + " (" + std::string(part) + ")", field, field);
  }
}

bool OfacEntries::has_place(std::string_view schema) const {
  const bool vehicle = kind_ == OfacKind::vessel || kind_ == OfacKind::airplane;
  if (kind_ == OfacKind::unknown || schema == "Thing" || schema == "Sanction") return true;
  if (schema == "LegalEntity") return !vehicle;
  if (schema == "Vehicle") return vehicle;
  if (schema == "Company") return kind_ == OfacKind::organization;
  return schema == ofac_schema(kind_);
}

bool OfacEntries::apply(const Rule& rule, const RemarkPiece& piece, std::string_view field) {
  if (piece.value.empty()) return false;
  // A company's property on what was so far called an organization makes it a company.
  const bool narrower = kind_ == OfacKind::unknown || rule.schema == "Company";
  const bool registration_of_thing = rule.does == Does::document && rule.schema == "Thing";
  const std::string_view schema = registration_of_thing ? "Vessel" : rule.schema;
  if (narrower && schema != "Sanction") listed_.resume(listed_.id(), schema, listed_.record());
  bool done = true;
  switch (rule.does) {
    case Does::text: listed_.add(rule.property, piece.value, field); break;
    case Does::date: done = add_dates(rule, piece.value, field); break;
    case Does::country_text:
      done = piece.value != "None Identified";
      if (done) listed_.add(rule.property, piece.value, field);
      break;
    case Does::gender: listed_.add("gender", lower(piece.value), field, {.original = piece.value}); break;
    case Does::quoted:
      done = !trim(without_quotes(piece.value)).empty();
      listed_.add(rule.property, without_quotes(piece.value), field);
      break;
    case Does::document: {
      const RemarkDocument document = piece.document ? *piece.document : read_document(piece.value);
      done = is_document_number(document.number);
      if (done) add_document(piece.key, document, field, piece.words);
      break;
    }
    case Does::wallet: add_wallet(piece.value, field); break;
    case Does::sanction_text: add_sanction(rule.property, piece.words, field); break;
    case Does::sanction_date: {
      // "(EO 14024 Directive 3): 24 Feb 2022", "(CMIC) 03 Jun 2021".
      const size_t bracket = piece.value.rfind(')');
      std::string_view date = piece.value;
      if (bracket != std::string_view::npos) date = without_mark(trim(date.substr(bracket + 1)));
      begin_sanction();
      side_.add_date(rule.property, date, field);
      side_.add("summary", piece.words, field);
      break;
    }
    case Does::linked:
    case Does::party: add_party(rule.property, piece.value, field); break;
  }
  if (narrower) listed_.resume(listed_.id(), ofac_schema(kind_), listed_.record());
  return done;
}

bool OfacEntries::add_dates(const Rule& rule, std::string_view words, std::string_view field) {
  const std::vector<std::string> dates = read_ofac_dates(words);
  for (const std::string& date : dates) listed_.add(rule.property, date, field, {.original = words});
  if (dates.empty()) listed_.add_date(rule.property, words, field);
  return true;
}

void OfacEntries::add_document(std::string_view key, const RemarkDocument& document, std::string_view field,
                               std::string_view words) {
  const Rule* rule = rule_of(key);
  assert(rule != nullptr && rule->does == Does::document);
  constexpr std::string_view kImo = "IMO ";
  // Companies that own or run ships have IMO numbers too.
  const bool seagoing = kind_ == OfacKind::vessel || kind_ == OfacKind::organization ||
                        (kind_ == OfacKind::unknown && rule->schema == "Thing");
  if (document.number.starts_with(kImo) && seagoing) {
    listed_.add("imoNumber", document.number.substr(kImo.size()), field, {.original = document.number});
    if (!document.country.empty()) listed_.add("notes", words, field);
    return;
  }
  constexpr size_t kLeiLength = 20;
  const bool lei = key == "Legal Entity Number" && document.number.size() == kLeiLength;
  listed_.add(lei ? "leiCode" : rule->property, document.number, field);
  if (kind_ == OfacKind::vessel || kind_ == OfacKind::airplane) {
    if (document.number != trim(words.substr(std::min(words.size(), key.size()))))
      listed_.add("notes", words, field);
    return;
  }
  // Where it was issued and until when it holds has no place on the holder, so the document is a thing of
  // its own.
  const bool passport = rule->property == "passportNumber";
  const std::string_view schema = passport ? "Passport" : "Identification";
  side_.begin(model::link_id(kPrefix, schema, listed_.id(), document.number, key, document.country), schema,
              listed_.record());
  side_.add("holder", listed_.id(), {});
  side_.add("type", key, field);
  side_.add("number", document.number, field);
  if (passport) side_.add("passportNumber", document.number, field);
  side_.add("country", document.country, field);
  for (const auto& [property, date] :
       {std::pair{"startDate", document.issued}, {"endDate", document.expires}}) {
    const std::vector<std::string> dates = read_ofac_dates(date);
    for (const std::string& iso : dates) side_.add(property, iso, field, {.original = date});
    // "issued in Sarajevo", "issued 21 Jun 1992 in Amman": said in the summary's own words.
    if (dates.empty() && !date.empty()) side_.add("summary", words, field);
  }
  if (!document.rest.empty()) side_.add("summary", words, field);
}

void OfacEntries::add_wallet(std::string_view value, std::string_view field) {
  const size_t blank = value.find(' ');
  const std::string_view currency = value.substr(0, blank);
  const std::string_view address =
      blank == std::string_view::npos ? std::string_view() : trim(value.substr(blank));
  if (address.empty()) return add_note(value, field, field);
  side_.begin(model::link_id(kPrefix, "CryptoWallet", listed_.id(), address, currency), "CryptoWallet",
              listed_.record());
  side_.add("holder", listed_.id(), {});
  side_.add("publicKey", address, field);
  side_.add("currency", currency, field);
}

void OfacEntries::add_party(std::string_view role, std::string_view name, std::string_view field) {
  links_.push_back({listed_.id(), kind_, std::string(role), std::string(trim(name)), std::string(field),
                    listed_.record()});
}

const std::string* OfacEntries::entry_named(std::string_view name) const {
  auto found = entry_by_name_.find(std::string(name));
  // The full stop that ends the remarks also ends the name "PETROLEOS DE VENEZUELA, S.A.".
  if (found == entry_by_name_.end()) found = entry_by_name_.find(std::string(name) + ".");
  return found == entry_by_name_.end() || found->second.empty() ? nullptr : &found->second;
}

void OfacEntries::add_link(const NamedLink& link, const std::string& to) {
  const bool owner = link.role == "Vessel Owner";
  if (link.role == "Aircraft Operator") {
    listed_.resume(link.from, ofac_schema(link.kind), link.record);
    return listed_.add("operator", to, link.field, {.original = link.name});
  }
  const std::string_view schema = owner ? "Ownership" : "UnknownLink";
  side_.begin(model::link_id(kPrefix, schema, owner ? to : link.from, owner ? link.from : to, link.role),
              schema, link.record);
  side_.add(owner ? "owner" : "subject", owner ? to : link.from, link.field,
            {.original = owner ? link.name : ""});
  side_.add(owner ? "asset" : "object", owner ? link.from : to, link.field,
            {.original = owner ? "" : link.name});
  side_.add("role", link.role, link.field);
}

// An owner or operator that is no entry of the list is known by its name only.
void OfacEntries::add_unlisted_party(const NamedLink& link) {
  const std::string id = model::link_id(kPrefix, "LegalEntity", link.from, link.name, link.role);
  side_.begin(id, "LegalEntity", link.record);
  side_.add("name", link.name, link.field);
  add_link(link, id);
}

void OfacEntries::finish() {
  for (const NamedLink& link : links_) {
    const std::string* to = entry_named(link.name);
    if (to != nullptr && *to != link.from) {
      add_link(link, *to);
    } else if (link.role != "Linked To") {
      add_unlisted_party(link);
    } else {
      listed_.resume(link.from, ofac_schema(link.kind), link.record);
      add_note("Linked To: " + link.name, link.field, link.field);
    }
  }
  links_.clear();
}

}  // namespace clew::read
