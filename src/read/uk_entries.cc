#include "read/uk_entries.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "model/schema.h"
#include "read/dates.h"
#include "read/text.h"

namespace clew::read {
namespace {

using enum UkCell;

// Letters and digits alone, lower case: "D.O.B" and "DOB" are both "dob".
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out += c;
  }
  return out;
}

// Columns of UK-Sanctions-List.csv, elements of UK-Sanctions-List.xml, columns of ConList.csv, elements of
// ConList.xml, and the keys that OFSI writes into "Other Information"; in that order, where they differ.
const std::unordered_map<std::string_view, UkCell>& cell_table() {
  static const std::unordered_map<std::string_view, UkCell> table = {
      {"uniqueid", reference},
      {"uksanctionslistref", reference},
      {"ofsigroupid", ofsi_group},
      {"groupid", ofsi_group},
      {"unreferencenumber", un_reference},
      {"unref", un_reference},
      {"individualentityship", kind},
      {"designationtype", kind},
      {"grouptype", kind},
      {"grouptypedescription", kind},
      {"name1", name1},
      {"name2", name2},
      {"name3", name3},
      {"name4", name4},
      {"name5", name5},
      {"name6", name6},
      {"fullname", full_name},
      {"nametype", name_type},
      {"aliastype", name_type},
      {"aliasstrength", alias_strength},
      {"aliasquality", alias_strength},
      {"title", title},
      {"namenonlatinscript", name_non_latin},
      {"nonlatinscripttype", script_type},
      {"nonlatinscriptlanguage", script_language},
      {"regimename", regime},
      {"regime", regime},
      {"designationsource", source},
      {"listingtype", source},
      {"sanctionsimposed", imposed},
      {"groupsanctions", imposed},
      {"groupstatus", status},
      {"grpstatus", status},
      {"otherinformation", other_information},
      {"ukstatementofreasons", reasons},
      {"addressline1", line1},
      {"addressline2", line2},
      {"addressline3", line3},
      {"addressline4", line4},
      {"addressline5", line5},
      {"addressline6", line6},
      {"address1", line1},
      {"address2", line2},
      {"address3", line3},
      {"address4", line4},
      {"address5", line5},
      {"address6", line6},
      {"addresspostalcode", postcode},
      {"postzipcode", postcode},
      {"postcode", postcode},
      {"addresscountry", address_country},
      {"country", address_country},
      {"fulladdress", full_address},
      {"associatedcountries", countries},
      {"phonenumber", phone},
      {"website", website},
      {"emailaddress", email},
      {"datedesignated", designated},
      {"uksanctionslistdatedesignated", designated},
      {"listedon", listed},
      {"datelisted", listed},
      {"lastupdated", updated},
      {"dob", birth_date},
      {"individualdateofbirth", birth_date},
      {"nationalityies", nationality},
      {"nationality", nationality},
      {"individualnationality", nationality},
      {"nationalidentifiernumber", national_number},
      {"nationalidentificationnumber", national_number},
      {"individualninumber", national_number},
      {"nationalidentifieradditionalinformation", national_details},
      {"nationalidentificationdetails", national_details},
      {"individualnidetails", national_details},
      {"passportnumber", passport_number},
      {"individualpassportnumber", passport_number},
      {"passportadditionalinformation", passport_details},
      {"passportdetails", passport_details},
      {"individualpassportdetails", passport_details},
      {"position", position},
      {"individualposition", position},
      {"gender", gender},
      {"individualgender", gender},
      {"townofbirth", birth_town},
      {"individualtownofbirth", birth_town},
      {"countryofbirth", birth_country},
      {"individualcountryofbirth", birth_country},
      {"typeofentity", entity_type},
      {"entitytype", entity_type},
      {"subsidiaries", subsidiary},
      {"subsidiary", subsidiary},
      {"entitysubsidiaries", subsidiary},
      {"parentcompany", parent},
      {"entityparentcompany", parent},
      {"businessregistrationnumbers", business_number},
      {"businessregistrationnumber", business_number},
      {"businessregno", business_number},
      {"entitybusinessregnumber", business_number},
      {"imonumber", imo},
      {"shipimonumber", imo},
      {"currentowners", owner},
      {"shipcurrentowners", owner},
      {"currentowneroperators", owner_or_operator},
      {"currentowneroperator", owner_or_operator},
      {"previousowneroperators", past_owner_or_operator},
      {"previousowneroperator", past_owner_or_operator},
      {"currentbelievedflagofship", flag},
      {"flagofship", flag},
      {"shipflag", flag},
      {"previousflags", past_flags},
      {"previousflag", past_flags},
      {"shippreviousflags", past_flags},
      {"typeofship", ship_type},
      {"shiptype", ship_type},
      {"tonnageofship", tonnage},
      {"shiptonnage", tonnage},
      {"lengthofship", ship_length},
      {"shiplength", ship_length},
      {"yearbuilt", built},
      {"shipyearbuilt", built},
      {"hullidentificationnumberhin", hull},
      {"hullidentificationnumber", hull},
  };
  return table;
}

// The languages that the UK Sanctions List names, as ISO 639-3.
std::string_view language_code(std::string_view name) {
  static const std::unordered_map<std::string, std::string_view> codes = {
      {"arabic", "ara"},
      {"chinese", "zho"},
      {"russian", "rus"},
      {"belarusian", "bel"},
      {"bosnian", "bos"},
      {"korean", "kor"},
      {"persian", "fas"},
      {"farsi", "fas"},
      {"ukrainian", "ukr"},
      {"greek", "ell"},
      {"hebrew", "heb"},
      {"bulgarian", "bul"},
      {"serbian", "srp"},
      {"turkish", "tur"},
      {"pashto", "pus"},
      {"urdu", "urd"},
      {"burmese", "mya"},
      {"georgian", "kat"},
      {"armenian", "hye"},
      {"japanese", "jpn"},
      {"macedonian", "mkd"},
      {"amharic", "amh"},
      {"tigrinya", "tir"},
      {"kazakh", "kaz"},
      {"kurdish", "kur"},
      {"bengali", "ben"},
      {"dari", "prs"},
      {"somali", "som"},
      {"romanianmoldavianmoldovan", "ron"},
  };
  const auto found = codes.find(plain(name));
  return found == codes.end() ? std::string_view() : found->second;
}

// The pieces of "(1) first (2) second. (3) third"; the whole where it does not begin with "(1)".
std::vector<std::string_view> numbered(std::string_view text) {
  text = trim(text);
  std::vector<std::string_view> pieces;
  for (int number = 1; text.starts_with("(" + std::to_string(number) + ")"); ++number) {
    text.remove_prefix(text.find(')') + 1);
    const std::string next = "(" + std::to_string(number + 1) + ")";
    const std::string_view piece = trim(text.substr(0, text.find(next)));
    if (!piece.empty()) pieces.push_back(piece);
    text.remove_prefix(std::min(text.size(), text.find(next)));
  }
  if (pieces.empty() && !text.empty()) pieces.push_back(text);
  return pieces;
}

// "a, b" of the parts that are not empty.
std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
  std::string out;
  for (const std::string_view part : parts) {
    if (trim(part).empty()) continue;
    if (!out.empty()) out += between;
    out += trim(part);
  }
  return out;
}

bool holds(std::string_view text, std::string_view words) {
  return plain(text).find(words) != std::string::npos;
}

bool has_property(std::string_view schema, std::string_view property) {
  const model::Schema* found = model::find_schema(schema);
  return found != nullptr && found->property(property) != nullptr;
}

// Nobody listed was born later; OFSI's list ends in January 2026.
constexpr int kBirthYearMax = 2010;

}  // namespace

const UkList kUkFcdo = {"gb-fcdo-", "Foreign, Commonwealth and Development Office", UkCell::reference};
const UkList kUkOfsi = {"gb-hmt-", "Office of Financial Sanctions Implementation", UkCell::ofsi_group};

UkCell uk_cell(std::string_view name) {
  const auto found = cell_table().find(plain(name));
  return found == cell_table().end() ? count : found->second;
}

std::string_view uk_schema(UkKind kind) {
  switch (kind) {
    case UkKind::person: return "Person";
    case UkKind::organization: return "Organization";
    case UkKind::vessel: return "Vessel";
    case UkKind::unknown: break;
  }
  return "LegalEntity";
}

UkKind uk_kind(std::string_view words) {
  const std::string word = plain(words);
  if (word == "individual") return UkKind::person;
  if (word == "entity") return UkKind::organization;
  if (word == "ship") return UkKind::vessel;
  return UkKind::unknown;
}

std::string uk_id(std::string_view prefix, std::string_view number) {
  const std::string word = plain(number);
  return word.empty() ? word : std::string(prefix) + word;
}

std::string uk_birth_date(std::string_view words) {
  words = trim(words);
  const size_t first = words.find('/');
  const size_t second = first == std::string_view::npos ? std::string_view::npos : words.find('/', first + 1);
  if (second == std::string_view::npos) return iso_date(words).value_or("");
  const auto known = [](std::string_view part) {
    return part != "00" && !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  std::string_view day = words.substr(0, first);
  std::string_view month = words.substr(first + 1, second - first - 1);
  std::string year(words.substr(second + 1));
  if (!known(year) && year != "00") return {};
  if (year.size() == 2) year = (std::stoi(year) + 2000 > kBirthYearMax ? "19" : "20") + year;
  // Of the others only "dd", "mm", "00" and nothing mean that a part is not known.
  const auto unsaid = [](std::string_view part) {
    return part == "00" || part == "dd" || part == "mm" || part.empty();
  };
  if (!known(month)) return unsaid(month) && (unsaid(day) || known(day)) ? iso_date(year).value_or("") : "";
  const std::string to_month = year + (month.size() == 1 ? "-0" : "-") + std::string(month);
  if (!known(day)) return unsaid(day) ? iso_date(to_month).value_or("") : "";
  return iso_date(to_month + (day.size() == 1 ? "-0" : "-") + std::string(day)).value_or("");
}

bool UkEntries::begin(const UkRow& row, const model::Record& record) {
  const std::string id = uk_id(list_.prefix, row.text(list_.id));
  if (id.empty()) {
    listed_.sink().issue("no-id", "the entry has no number of its list and is not read", record);
    return false;
  }
  kind_ = uk_kind(row.text(UkCell::kind));
  id_name_ = row[list_.id].name;
  listed_.begin(id, uk_schema(kind_), record);
  if (kind_ == UkKind::unknown) {
    listed_.issue("unknown-type",
                  "\"" + std::string(row.text(UkCell::kind).substr(0, 40)) +
                      "\" is no Individual, Entity or Ship; the entry is read as either of the "
                      "first two");
  }
  return true;
}

void UkEntries::not_mapped(std::string_view name, std::string_view text) {
  if (!trim(text).empty()) listed_.not_mapped(name.empty() ? "(no name)" : name, trim(text));
}

void UkEntries::add_row(const UkRow& row) {
  add_name(row);
  add_non_latin_name(row);
  add_person(row);
  add_contacts(row);
  add_address(row);
  add_documents(row);
  add_organization(row);
  add_ship(row);
  add_sanction(row);
  add_other_information(row);
}

// What the kind of entry has no place for is counted.
void UkEntries::add(std::string_view property, const Cell& cell) {
  if (trim(cell.text).empty()) return;
  if (!has_property(uk_schema(kind_), property)) return not_mapped(cell.name, cell.text);
  listed_.add(property, cell.text, cell.name);
}

void UkEntries::add_each(std::string_view property, const Cell& cell) {
  for (const std::string_view piece : numbered(cell.text)) add(property, {piece, cell.name});
}

void UkEntries::add_date(Emit& emit, std::string_view property, const Cell& cell) {
  emit.add_date(property, cell.text, cell.name);
}

void UkEntries::add_name(const UkRow& row) {
  add_each("title", row[title]);
  if (!trim(row.text(full_name)).empty()) add("name", row[full_name]);
  const std::string name = joined(
      {row.text(name1), row.text(name2), row.text(name3), row.text(name4), row.text(name5), row.text(name6)},
      " ");
  if (name.empty()) return;
  const std::string type = plain(row.text(name_type));
  const bool primary = type.empty() || type == "primaryname";
  const bool former = type == "fka" || type == "previousname" || type == "formername";
  const bool weak = holds(row.text(alias_strength), "lowquality") || holds(row.text(alias_strength), "weak");
  if (!primary && !former && type != "primarynamevariation" && type != "alias" && type != "aka") {
    listed_.issue("unknown-name-type", "\"" + std::string(row.text(name_type).substr(0, 40)) +
                                           "\" is no known kind of name; the name is read as an alias");
  }
  // A variation is another spelling of the primary name: not what the authority calls the entry.
  const std::string_view property = primary ? "name" : former ? "previousName" : weak ? "weakAlias" : "alias";
  const Cell& last = row.text(name6).empty() ? row[name1] : row[name6];
  listed_.add(property, name, last.name.empty() ? "Name" : last.name);
  if (primary) add_name_parts(row);
}

void UkEntries::add_name_parts(const UkRow& row) {
  if (kind_ != UkKind::person) return;
  add("firstName", row[name1]);
  for (const UkCell middle : {name2, name3, name4, name5}) add("middleName", row[middle]);
  add("lastName", row[name6]);
}

void UkEntries::add_non_latin_name(const UkRow& row) {
  const std::string_view language = language_code(row.text(script_language));
  listed_.add("alias", row.text(name_non_latin), row[name_non_latin].name, {.language = language});
  not_mapped(row[script_type].name, row.text(script_type));
  if (language.empty()) not_mapped(row[script_language].name, row.text(script_language));
}

void UkEntries::add_person(const UkRow& row) {
  add_birth_date(row[birth_date]);
  add_each("nationality", row[nationality]);
  add_each("position", row[position]);
  add("gender", row[gender]);
  add_each("birthPlace", row[birth_town]);
  add_each("birthCountry", row[birth_country]);
}

void UkEntries::add_birth_date(const Cell& cell) {
  if (trim(cell.text).empty() || kind_ != UkKind::person) return not_mapped(cell.name, cell.text);
  const std::string date = uk_birth_date(cell.text);
  listed_.add("birthDate", date.empty() ? cell.text : date, cell.name, {.original = cell.text});
  if (date.empty()) {
    listed_.issue("bad-date", std::string(cell.name) + ": \"" + std::string(cell.text.substr(0, 40)) +
                                  "\" is no date we can read");
  }
}

void UkEntries::add_contacts(const UkRow& row) {
  add_each("phone", row[phone]);
  add_each("website", row[website]);
  add_each("email", row[email]);
}

// The lists number the lines of an address and do not say which is the town.
void UkEntries::add_address(const UkRow& row) {
  add("address", row[full_address]);
  std::string_view rest = row.text(countries);
  while (!rest.empty()) {
    const size_t end = rest.find(", ");
    add("country", {rest.substr(0, end), row[countries].name});
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
  }
  const Cell& country = row[address_country];
  add("country", country);
  const std::string lines = joined(
      {row.text(line1), row.text(line2), row.text(line3), row.text(line4), row.text(line5), row.text(line6)},
      ", ");
  const std::string_view code = row.text(postcode);
  if (lines.empty() && trim(code).empty()) return;
  const std::string full = joined({lines, code, country.text}, ", ");
  const std::string id = model::link_id(list_.prefix, "Address", full, {});
  UkCell first = line1;
  while (first != postcode && trim(row.text(first)).empty())
    first = static_cast<UkCell>(static_cast<int>(first) + 1);
  side_.begin(id, "Address", listed_.record());
  side_.add("full", full, row[first].name);
  side_.add("postalCode", code, row[postcode].name);
  side_.add("country", country.text, country.name);
  listed_.add("addressEntity", id, row[first].name);
}

void UkEntries::add_documents(const UkRow& row) {
  add_document("Passport", row[passport_number], row[passport_details]);
  add_document("Identification", row[national_number], row[national_details]);
}

// What a document's details say has no place on the holder, so the document is a thing of its own.
void UkEntries::add_document(std::string_view schema, const Cell& number, const Cell& details) {
  const std::vector<std::string_view> numbers = numbered(number.text);
  const std::vector<std::string_view> said = numbered(details.text);
  if (numbers.empty()) return add("notes", details);
  if (kind_ == UkKind::vessel) {
    not_mapped(number.name, number.text);
    return not_mapped(details.name, details.text);
  }
  const bool passport = schema == "Passport";
  for (size_t i = 0; i < numbers.size(); ++i) {
    side_.begin(model::link_id(list_.prefix, schema, listed_.id(), numbers[i]), schema, listed_.record());
    side_.add("holder", listed_.id(), {});
    side_.add("number", numbers[i], number.name);
    if (passport) side_.add("passportNumber", numbers[i], number.name);
    side_.add("summary", said.size() == numbers.size() ? said[i] : details.text, details.name);
    if (kind_ == UkKind::person || !passport)
      add(passport ? "passportNumber" : "idNumber", {numbers[i], number.name});
  }
}

void UkEntries::add_organization(const UkRow& row) {
  add("legalForm", row[entity_type]);
  add_each("registrationNumber", row[business_number]);
  for (const std::string_view name : numbered(row.text(parent)))
    add_party({name, row[parent].name}, "parent company", "Ownership", "owner", "asset");
  for (const std::string_view name : numbered(row.text(subsidiary)))
    add_party({name, row[subsidiary].name}, "subsidiary", "Ownership", "asset", "owner");
}

void UkEntries::add_ship(const UkRow& row) {
  add("imoNumber", row[imo]);
  add("flag", row[flag]);
  add_each("pastFlags", row[past_flags]);
  add("type", row[ship_type]);
  add("tonnage", row[tonnage]);
  add("registrationNumber", row[hull]);
  if (kind_ == UkKind::vessel)
    add_date(listed_, "buildDate", row[built]);
  else
    not_mapped(row[built].name, row.text(built));
  not_mapped(row[ship_length].name, row.text(ship_length));
  add_party(row[owner], "current owner", "Ownership", "owner", "asset");
  // Owner or operator: the list does not say which.
  add_party(row[owner_or_operator], "current owner or operator", "UnknownLink", "subject", "object");
  add_party(row[past_owner_or_operator], "previous owner or operator", "UnknownLink", "subject", "object");
}

// Those around an entry are known by their name only, as this entry writes it. `theirs` is the end of the
// link that is the named party's.
void UkEntries::add_party(const Cell& name, std::string_view role, std::string_view schema,
                          std::string_view theirs, std::string_view ours) {
  if (trim(name.text).empty()) return;
  const std::string party = model::link_id(list_.prefix, "LegalEntity", listed_.id(), trim(name.text));
  side_.begin(party, theirs == "asset" ? "Company" : "LegalEntity", listed_.record());
  side_.add("name", name.text, name.name);
  side_.begin(model::link_id(list_.prefix, schema, party, listed_.id(), role), schema, listed_.record());
  side_.add(theirs, party, name.name);
  side_.add(ours, listed_.id(), {});
  side_.add("role", role, name.name);
}

void UkEntries::add_sanction(const UkRow& row) {
  constexpr UkCell kSaying[] = {reference, ofsi_group, un_reference, regime, source, imposed,
                                status,    reasons,    designated,   listed, updated};
  if (std::ranges::all_of(kSaying, [&](UkCell cell) { return trim(row.text(cell)).empty(); })) return;
  listed_.add("topics", "sanction", id_name_);
  side_.begin(model::link_id(list_.prefix, "Sanction", listed_.id(), list_.authority), "Sanction",
              listed_.record());
  side_.add("entity", listed_.id(), id_name_);
  side_.add("authority", list_.authority, {});
  side_.add("country", "gb", {});
  side_.add("authorityId", row.text(reference), row[reference].name);
  side_.add("authorityId", row.text(ofsi_group), row[ofsi_group].name);
  side_.add("unscId", row.text(un_reference), row[un_reference].name);
  side_.add("program", row.text(regime), row[regime].name);
  // Who first listed: the UK itself or the UN.
  side_.add("publisher", row.text(source), row[source].name);
  side_.add("status", row.text(status), row[status].name);
  side_.add("reason", row.text(reasons), row[reasons].name);
  std::string_view measures = row.text(imposed);
  while (!measures.empty()) {
    const size_t end = measures.find('|');
    side_.add("provisions", measures.substr(0, end), row[imposed].name);
    measures.remove_prefix(end == std::string_view::npos ? measures.size() : end + 1);
  }
  // The day of designation is the day of listing, unless the list states that apart.
  const bool apart = !trim(row.text(listed)).empty();
  add_date(side_, "listingDate", row[apart ? listed : designated]);
  if (apart) add_date(side_, "startDate", row[designated]);
  add_date(side_, "modifiedAt", row[updated]);
}

// OFSI's list writes fields of its own into this cell: "(UK Sanctions List Ref):RUS0001. (Gender):Male".
void UkEntries::add_other_information(const UkRow& row) {
  const Cell& cell = row[other_information];
  std::string_view rest = trim(cell.text);
  std::vector<std::string> names;
  names.reserve(rest.size() / 4 + 1);  // Cells of `found` look at them.
  UkRow found;
  bool any = false;
  // A key is "(Words):" with a known name. `at`: where the next one begins.
  const auto next_key = [&](std::string_view text) {
    for (size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
      const size_t end = text.find("):", at);
      if (end == std::string_view::npos) break;
      if (uk_cell(text.substr(at + 1, end - at - 1)) != count) return at;
    }
    return text.size();
  };
  size_t at = next_key(rest);
  listed_.add("notes", rest.substr(0, at), cell.name);
  while (at < rest.size()) {
    rest.remove_prefix(at);
    const size_t end = rest.find("):");
    const std::string_view key = rest.substr(1, end - 1);
    rest.remove_prefix(end + 2);
    at = next_key(rest);
    std::string_view text = trim(rest.substr(0, at));
    const UkCell known = uk_cell(key);
    // A reference and a gender are one word; sentences that follow are remarks.
    if (known == reference || known == un_reference || known == gender) {
      const size_t word = text.find(". ");
      if (word != std::string_view::npos) listed_.add("notes", text.substr(word + 2), cell.name);
      text = text.substr(0, word);
    }
    if (known != reasons && text.ends_with('.')) text.remove_suffix(1);
    names.push_back(std::string(cell.name) + "/" + std::string(key));
    if (!found[known].text.empty() || known == other_information || known == UkCell::kind) {
      not_mapped(names.back(), text);
      continue;
    }
    found[known] = {trim(text), names.back()};
    any = true;
  }
  if (any) add_row(found);
}

}  // namespace clew::read
