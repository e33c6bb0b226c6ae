// Popolo, as EveryPolitician publishes it: who sat in which parliament for which party.
//
//   {"persons": [...], "organizations": [...], "memberships": [...], "events": [...], "areas": [...],
//   "posts": [...]}
//
// Ids of persons are the publisher's own, behind "ep-". The ids of parties, posts and terms ("APK",
// "term/11") are known within one parliament only, so they stand behind the id of the parliament; and where
// that is a word that every file has ("legislature"), behind one made from its number at Wikidata and its
// name.
//
// A seat is an Occupancy of the Position "role, parliament", and a Membership in the party it was held for. A
// seat without dates lasted as long as its term, as the format has it. Records are whole files: the format is
// one JSON object.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "ep-";

class PopoloReader {
 public:
  PopoloReader(Sink& sink, const model::Record& record)
      : sink_(sink), main_(sink), link_(sink), side_(sink), record_(record) {}

  void read(const FieldNode& root) {
    learn(root);
    each_field(root, "persons", [&](const FieldNode& person) { read_person(person); });
    each_field(root, "organizations", [&](const FieldNode& body) { read_organization(body); });
    each_field(root, "memberships", [&](const FieldNode& seat) { read_seat(seat); });
    count_untaken(root, sink_, record_);
  }

 private:
  using Known = std::unordered_map<std::string, const FieldNode*>;

  static void learn(const FieldNode& root, std::string_view path, Known& known) {
    each_field(root, path,
               [&](const FieldNode& node) { known.try_emplace(std::string(take_text(node, "id")), &node); });
  }

  void learn(const FieldNode& root) {
    learn(root, "organizations", organizations_);
    learn(root, "events", events_);
    learn(root, "areas", areas_);
    learn(root, "posts", posts_);
    each_field(root, "organizations", [&](const FieldNode& body) {
      if (parliament_.empty() && take_text(body, "classification") == "legislature")
        learn_parliament(root, body);
    });
  }

  void learn_parliament(const FieldNode& root, const FieldNode& body) {
    parliament_ = take_text(body, "id");
    const bool is_word = std::ranges::none_of(parliament_, [](char c) { return c >= '0' && c <= '9'; });
    scope_ = parliament_;
    if (!is_word) return;
    std::string number;
    each_field(body, "identifiers", [&](const FieldNode& identifier) {
      if (take_text(identifier, "scheme") == "wikidata") number = take_text(identifier, "identifier");
    });
    each_field(root, "meta", [&](const FieldNode& meta) {
      if (number.empty()) number = take_text(meta, "sources");
    });
    scope_ = model::link_id("", "PublicBody", number, take_text(body, "name"));
  }

  // The id of something that is known within this parliament only.
  std::string local_id(std::string_view id) const {
    if (id == parliament_ || parliament_.empty()) {
      return fmt::format("{}{}", kPrefix, parliament_.empty() ? id : scope_);
    }
    return fmt::format("{}{}-{}", kPrefix, scope_, id);
  }

  static std::string_view text_of(const Known& known, std::string_view id, std::string_view path) {
    const auto found = known.find(std::string(id));
    return found == known.end() ? std::string_view() : take_text(*found->second, path);
  }

  void add_other_names(const FieldNode& node) {
    each_field(node, "other_names", [&](const FieldNode& other) {
      const std::string_view language = take_text(other, "lang");
      add_fields(main_, "alias", other, "name", language_of(language));
      take_text(other, "note");
    });
  }

  void add_identifiers(const FieldNode& node) {
    each_field(node, "identifiers", [&](const FieldNode& identifier) {
      if (take_text(identifier, "scheme") != "wikidata") return untake(identifier);
      add_fields(main_, "wikidataId", identifier, "identifier");
    });
    each_field(node, "links", [&](const FieldNode& link) {
      const std::string_view about = take_text(link, "note");
      add_fields(main_, about.starts_with("Wikipedia") ? "wikipediaUrl" : "sourceUrl", link, "url");
    });
  }

  static void untake(const FieldNode& node) {
    for (const FieldNode& child : node.children) child.taken = false;
  }

  void read_person(const FieldNode& person) {
    const std::string_view id = take_text(person, "id");
    if (id.empty()) return sink_.issue("no-id", "a person has no id and is not read", record_);
    main_.begin(fmt::format("{}{}", kPrefix, id), "Person", record_);
    add_fields(main_, "name", person, "name");
    add_other_names(person);
    add_fields(main_, "firstName", person, "given_name");
    add_fields(main_, "lastName", person, "family_name");
    add_fields(main_, "fatherName", person, "patronymic_name");
    add_fields(main_, "middleName", person, "additional_name");
    add_fields(main_, "title", person, "honorific_prefix");
    add_fields(main_, "nameSuffix", person, "honorific_suffix");
    add_fields(main_, "gender", person, "gender");
    add_date_fields(main_, "birthDate", person, "birth_date");
    add_date_fields(main_, "deathDate", person, "death_date");
    add_fields(main_, "email", person, "email");
    add_fields(main_, "summary", person, "summary");
    add_fields(main_, "biography", person, "biography");
    add_fields(main_, "nationality", person, "national_identity");
    each_field(person, "contact_details", [&](const FieldNode& contact) { read_contact(contact); });
    add_identifiers(person);
  }

  void read_contact(const FieldNode& contact) {
    const std::string_view type = take_text(contact, "type");
    const std::string_view property = type == "email"                     ? "email"
                                      : type == "phone" || type == "cell" ? "phone"
                                                                          : "";
    if (property.empty()) return untake(contact);
    add_fields(main_, property, contact, "value");
  }

  void read_organization(const FieldNode& body) {
    const std::string_view id = take_text(body, "id");
    if (id.empty()) return sink_.issue("no-id", "an organization has no id and is not read", record_);
    const std::string_view kind = take_text(body, "classification");
    main_.begin(local_id(id), kind == "legislature" ? "PublicBody" : "Organization", record_);
    add_fields(main_, "name", body, "name");
    add_other_names(body);
    add_fields(main_, "classification", body, "classification");
    add_fields(main_, "classification", body, "type");
    add_identifiers(body);
  }

  // --- Seats --------------------------------------------------------------------------------------------

  void read_seat(const FieldNode& seat) {
    const std::string_view person = take_text(seat, "person_id"), body = take_text(seat, "organization_id");
    if (person.empty() || body.empty())
      return sink_.issue("no-id", "a membership names no person or no organization and is not read", record_);
    const std::string holder = fmt::format("{}{}", kPrefix, person);
    const std::string_view party = take_text(seat, "on_behalf_of_id");
    const std::string_view term = take_text(seat, "legislative_period_id");
    read_office(seat, holder, body, term, party);
    if (!party.empty() && party != "unknown") read_party(seat, holder, party, term);
  }

  void read_office(const FieldNode& seat, const std::string& holder, std::string_view body,
                   std::string_view term, std::string_view party) {
    const FieldNode* role = take(seat, "role");
    const std::string_view post = take_text(seat, "post_id");
    const std::string_view label = text_of(posts_, post, "label");
    const std::string_view words = !label.empty()    ? label
                                   : role != nullptr ? std::string_view(role->text)
                                                     : "member";
    const std::string position = model::link_id(kPrefix, "Position", local_id(body), words);
    side_.begin(position, "Position", record_);
    const std::string_view parliament = text_of(organizations_, body, "name");
    side_.add("name", parliament.empty() ? std::string(words) : fmt::format("{}, {}", words, parliament),
              "memberships/role", {.original = words});
    side_.add("organization", local_id(body), "memberships/organization_id");
    main_.resume(holder, "Person", record_);
    main_.add("topics", "role.pep", "memberships");
    const std::string_view area = take_text(seat, "area_id");
    link_.begin(model::link_id(kPrefix, "Occupancy", holder, position,
                               fmt::format("{} {} {}", term, party, area), take_text(seat, "start_date")),
                "Occupancy", record_);
    link_.add("holder", holder, "memberships/person_id");
    link_.add("post", position, "memberships/role");
    const std::string_view place = text_of(areas_, area, "name");
    link_.add("constituency", place.empty() ? area : place, "memberships/area_id", {.original = area});
    link_.add("politicalGroup", text_of(organizations_, party, "name"), "memberships/on_behalf_of_id",
              {.original = party});
    link_.add("summary", text_of(events_, term, "name"), "memberships/legislative_period_id",
              {.original = term});
    each_field(seat, "sources",
               [&](const FieldNode& source) { add_fields(link_, "sourceUrl", source, "url"); });
    add_time(seat, term);
  }

  void read_party(const FieldNode& seat, const std::string& holder, std::string_view party,
                  std::string_view term) {
    const std::string id = local_id(party);
    link_.begin(model::link_id(kPrefix, "Membership", holder, id, term, take_text(seat, "start_date")),
                "Membership", record_);
    link_.add("member", holder, "memberships/person_id");
    link_.add("organization", id, "memberships/on_behalf_of_id");
    add_time(seat, term);
  }

  void add_time(const FieldNode& seat, std::string_view term) {
    for (const auto& [property, key] : {std::pair{"startDate", "start_date"}, {"endDate", "end_date"}}) {
      add_date_fields(link_, property, seat, key);
      if (take(seat, key) != nullptr) continue;
      link_.add_date(property, text_of(events_, term, key), fmt::format("events/{}", key));
    }
  }

  Sink& sink_;
  Emit main_, link_, side_;
  model::Record record_;
  Known organizations_, events_, areas_, posts_;
  std::string parliament_;  // Its id in the file.
  std::string scope_;       // Its id in the world.
};

base::Result<void> read_popolo(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    PopoloReader(sink, record).read(item);
  });
}

// Which of the five keys comes first is not settled; an object of persons or memberships with such fields is.
int recognise_popolo(std::string_view head) {
  const auto has = [&](std::string_view key) { return head.find(key) != head.npos; };
  const size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == head.npos || head[first] != '{') return 0;
  const bool persons =
      has("\"persons\"") && (has("\"other_names\"") || has("\"identifiers\"") || has("\"contact_details\""));
  const bool seats = has("\"memberships\"") && has("\"person_id\"") && has("\"organization_id\"");
  return persons || seats ? 70 : 0;
}

}  // namespace

extern const Format kPopolo = {
    .name = "popolo",
    .title = "EveryPolitician, Popolo JSON",
    .dataset = "everypolitician",
    .prefix = kPrefix,
    .publisher = "",
    .recognise = recognise_popolo,
    .read = read_popolo,
};

}  // namespace clew::read
