// INTERPOL's public notices: pages of them, and the notice itself.
//
//   {"total": 1, "_embedded": {"notices": [{"entity_id": "2020/1", "name": "...", "_links": {...}}]}}
//   {"entity_id": "2020/1", "arrest_warrants": [{"issuing_country_id": "XA", "charge": "..."}], ...}
//
// Ids are "interpol-" and the entity_id. A red notice says that a state asks for somebody's arrest: the
// warrant is a Sanction with status "sought", the issuing state and the charge as that state words it. Nobody
// is guilty before a final judgment, and the words here never say so. A yellow notice looks for a missing
// person, who has done nothing: it is read without any topic of risk. That a notice is gone from a later
// version ends its statements there; the store says from when to when it was seen.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "interpol-";
constexpr std::string_view kPublisher = "INTERPOL";

class NoticeReader {
 public:
  explicit NoticeReader(Sink& sink) : sink_(sink), main_(sink), side_(sink) {}

  void read(const FieldNode& root, const model::Record& record) {
    record_ = record;
    bool page = false;
    each_field(root, "_embedded/notices", [&](const FieldNode& notice) {
      page = true;
      read_notice(notice);
    });
    if (!page && take(root, "entity_id") == nullptr && take(root, "total") == nullptr)
      sink_.issue("no-id", "the record has no entity_id and is not read", record_);
    if (!page && take(root, "entity_id") != nullptr) read_notice(root);
    count_untaken(root, sink_, record_);
  }

 private:
  enum class Colour { unknown, red, yellow, un };

  // The colour stands in the notice's own link: ".../notices/v1/red/2020-1".
  static Colour colour_of(const FieldNode& notice) {
    const std::string_view link = take_text(notice, "_links/self/href");
    const auto has = [&](std::string_view word) { return link.find(word) != link.npos; };
    return has("/red/")      ? Colour::red
           : has("/yellow/") ? Colour::yellow
           : has("/un/")     ? Colour::un
                             : Colour::unknown;
  }

  void read_notice(const FieldNode& notice) {
    const std::string_view number = take_text(notice, "entity_id");
    if (number.empty()) return sink_.issue("no-id", "a notice has no entity_id and is not read", record_);
    const Colour colour = colour_of(notice);
    if (colour == Colour::yellow) return pass_over(notice);
    std::string id(number);
    std::ranges::replace(id, '/', '-');
    main_.begin(fmt::format("{}{}", kPrefix, id), "Person", record_);
    read_person(notice);
    bool warrants = false;
    each_field(notice, "arrest_warrants", [&](const FieldNode& warrant) {
      warrants = true;
      read_warrant(notice, warrant, number);
    });
    if (colour == Colour::red && !warrants) read_warrant(notice, {}, number);
    if (colour == Colour::un) read_un_notice(notice, number);
    if (colour == Colour::unknown && !warrants)
      sink_.issue("unknown-notice",
                  fmt::format("notice {} does not say its colour; no status is stated", shortened(number)),
                  record_);
  }

  void pass_over(const FieldNode& notice) {
    for (const FieldNode& child : notice.children) take_all(notice, child.name);
    sink_.issue("missing-person", "a yellow notice looks for a missing person and is not read", record_);
  }

  void read_person(const FieldNode& notice) {
    const std::string_view family = take_text(notice, "name"), given = take_text(notice, "forename");
    main_.add("name", fmt::format("{}{}{}", given, given.empty() || family.empty() ? "" : " ", family),
              "forename name");
    add_fields(main_, "lastName", notice, "name");
    add_fields(main_, "firstName", notice, "forename");
    // "1968/05/09", "1968".
    each_field(notice, "date_of_birth", [&](const FieldNode& at) {
      at.taken = true;
      std::string day = at.text;
      std::ranges::replace(day, '/', '-');
      if (const auto date = iso_date(day))
        return main_.add("birthDate", *date, at.field, {.original = at.text});
      main_.add_date("birthDate", at.text, at.field);
    });
    add_fields(main_, "nationality", notice, "nationalities");
    add_fields(main_, "birthPlace", notice, "place_of_birth");
    add_fields(main_, "birthCountry", notice, "country_of_birth_id");
    add_fields(main_, "spokenLanguage", notice, "languages_spoken_ids");
    add_fields(main_, "height", notice, "height");
    add_fields(main_, "weight", notice, "weight");
    add_fields(main_, "eyeColor", notice, "eyes_colors_id");
    add_fields(main_, "hairColor", notice, "hairs_id");
    add_fields(main_, "appearance", notice, "distinguishing_marks");
    add_fields(main_, "sourceUrl", notice, "_links/self/href");
    each_field(notice, "sex_id", [&](const FieldNode& at) {
      at.taken = true;
      const std::string_view word = at.text == "M"   ? "male"
                                    : at.text == "F" ? "female"
                                                     : std::string_view(at.text);
      main_.add("gender", word, at.field, {.original = at.text});
    });
  }

  void begin_listing(std::string_view country, std::string_view charge, std::string_view number) {
    side_.begin(model::link_id(kPrefix, "Sanction", main_.id(), country, charge), "Sanction", record_);
    side_.add("entity", main_.id(), {});
    side_.add("authorityId", number, "entity_id");
  }

  void read_warrant(const FieldNode& notice, const FieldNode& warrant, std::string_view number) {
    const FieldNode* country = take(warrant, "issuing_country_id");
    begin_listing(country == nullptr ? std::string_view() : country->text, take_text(warrant, "charge"),
                  number);
    side_.add("program", "Red Notice", {});
    side_.add("status", "sought", "arrest_warrants");
    if (country != nullptr) {
      side_.add("country", country->text, country->field);
      side_.add("authority", country->text, country->field);
    }
    add_fields(side_, "reason", warrant, "charge");
    add_fields(side_, "reason", warrant, "charge_translation");
    add_fields(side_, "sourceUrl", notice, "_links/self/href");
    main_.add("topics", "wanted", "arrest_warrants");
  }

  void read_un_notice(const FieldNode& notice, std::string_view number) {
    begin_listing("un", {}, number);
    side_.add("program", "INTERPOL-United Nations Security Council Special Notice", {});
    side_.add("authority", "United Nations Security Council", {});
    add_fields(side_, "unscId", notice, "un_reference");
    add_fields(side_, "sourceUrl", notice, "_links/self/href");
    main_.add("topics", "sanction", "_links/self/href");
  }

  Sink& sink_;
  Emit main_, side_;
  model::Record record_;
};

base::Result<void> read_notices(Stream& stream, Sink& sink, const ReadOptions& options) {
  NoticeReader reader(sink);
  CLEW_TRY(read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    reader.read(item, record);
  }));
  sink.note(
      {.title = "Public notices", .publisher = kPublisher, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

int recognise_notices(std::string_view head) {
  const bool notice = head.find("\"entity_id\"") != head.npos && head.find("\"forename\"") != head.npos;
  const bool ours = head.find("\"arrest_warrants\"") != head.npos || head.find("/notices/") != head.npos;
  return notice && ours ? 90 : 0;
}

}  // namespace

extern const Format kInterpol = {
    .name = "interpol-notices",
    .title = "INTERPOL's public notices, JSON",
    .dataset = "interpol_notices",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_notices,
    .read = read_notices,
    .lines_stand_alone = true,
};

}  // namespace clew::read
