// Canada's consolidated list of autonomous sanctions: <data-set> of <record>.
//
//   <record> Country (the regulations), LastName, GivenName or EntityOrShip, TitleOrShip, ShipIMONumber,
//            DateOfBirthOrShipBuildDate, Schedule, Item, Aliases, DateOfListing
//
// The list has no numbers of its own; an entry is the item of a schedule of regulations, so ids are
// "ca-sema-" and a hash of country, schedule, item and name. Country is whom the regulations are about, not
// where somebody is from: it is the programme of the Sanction.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "read/field_tree.h"
#include "read/format.h"
#include "read/list_words.h"
#include "read/text.h"

namespace clew::read {
namespace {

constexpr std::string_view kPrefix = "ca-sema-";
constexpr std::string_view kPublisher = "Global Affairs Canada";

class CanadaReader {
 public:
  explicit CanadaReader(Sink& sink) : sink_(sink), listed_(sink), side_(sink) {}

  void read(const FieldNode& node, const model::Record& record) {
    record_ = record;
    const std::string_view last = take_text(node, "LastName"), given = take_text(node, "GivenName");
    const std::string_view entity = take_text(node, "EntityOrShip|Entity");
    if (last.empty() && given.empty() && entity.empty()) {
      sink_.issue("no-name", "the record names nobody and is not read", record_);
    } else {
      const bool ship = !take_text(node, "ShipIMONumber").empty();
      begin(node, !entity.empty() ? entity : last, given,
            !entity.empty() ? (ship ? "Vessel" : "Organization") : "Person");
      read_names(node, entity, last, given);
      read_details(node, entity.empty(), ship);
      read_listing(node);
    }
    count_untaken(node, sink_, record_);
  }

 private:
  void begin(const FieldNode& node, std::string_view name, std::string_view given, std::string_view schema) {
    const std::string item = fmt::format("{} {}", take_text(node, "Schedule"), take_text(node, "Item"));
    listed_.begin(model::link_id(kPrefix, "Listing", take_text(node, "Country"), item, name, given), schema,
                  record_);
    listed_.add("topics", "sanction", "Country");
  }

  void read_names(const FieldNode& node, std::string_view entity, std::string_view last,
                  std::string_view given) {
    add_fields(listed_, "name", node, "EntityOrShip|Entity");
    if (entity.empty()) {
      listed_.add("name", fmt::format("{}{}{}", given, given.empty() || last.empty() ? "" : " ", last),
                  "GivenName LastName");
      add_fields(listed_, "lastName", node, "LastName");
      add_fields(listed_, "firstName", node, "GivenName");
    }
    each_field(node, "Aliases", [&](const FieldNode& aliases) {
      aliases.taken = true;
      // "Anna X, Russian: Анна Х; ..."; which separator the list meant is not always sure, a comma is it
      // only between whole names.
      for (const std::string_view alias : parts_between(aliases.text, ";")) {
        for (const std::string_view name : parts_between(alias, ", ")) add_alias(name, aliases);
      }
    });
  }

  void add_alias(std::string_view words, const FieldNode& aliases) {
    std::string_view name = words, language;
    for (const auto& [word, code] : {std::pair<std::string_view, std::string_view>{"Russian: ", "rus"},
                                     {"Belarusian: ", "bel"},
                                     {"Belarussian: ", "bel"},
                                     {"Ukrainian: ", "ukr"},
                                     {"Arabic: ", "ara"},
                                     {"Persian: ", "fas"}}) {
      if (!words.starts_with(word)) continue;
      name = words.substr(word.size());
      language = code;
    }
    listed_.add("alias", name, aliases.field, {.original = words, .language = language});
  }

  void read_details(const FieldNode& node, bool person, bool ship) {
    add_fields(listed_, person ? "title" : ship ? "type" : "notes", node, "TitleOrShip|Title");
    if (ship) add_fields(listed_, "imoNumber", node, "ShipIMONumber");
    if (!person && !ship) return;
    each_field(node, "DateOfBirthOrShipBuildDate|DateOfBirth", [&](const FieldNode& at) {
      at.taken = true;
      add_loose_dates(listed_, person ? "birthDate" : "buildDate", at.text, at.field);
    });
  }

  void read_listing(const FieldNode& node) {
    side_.begin(fmt::format("{}-sanction", listed_.id()), "Sanction", record_);
    side_.add("entity", listed_.id(), {});
    side_.add("authority", kPublisher, {});
    side_.add("country", "ca", {});
    add_fields(side_, "program", node, "Country");
    const std::string_view schedule = take_text(node, "Schedule"), item = take_text(node, "Item");
    side_.add("authorityId",
              fmt::format("{}{}{}", schedule, schedule.empty() || item.empty() ? "" : ", item ", item),
              "Schedule Item");
    add_date_fields(side_, "listingDate", node, "DateOfListing");
    add_date_fields(side_, "startDate", node, "DateOfListing");
  }

  Sink& sink_;
  Emit listed_, side_;
  model::Record record_;
};

base::Result<void> read_canada(Stream& stream, Sink& sink, const ReadOptions& options) {
  CanadaReader reader(sink);
  FieldPaths paths;
  XmlHandlers handlers;
  handlers.on_record = [&](const XmlNode& node) {
    if (node.repaired) sink.issue("not-utf8", "bytes of the record are no UTF-8", node.record(options.part));
    reader.read(field_tree(node, paths), node.record(options.part));
  };
  handlers.on_damage = [&](const XmlNode& node, std::string_view what) {
    sink.issue("malformed-record", fmt::format("a record is not read: {}", what), node.record(options.part));
  };
  CLEW_TRY(read_xml(stream, {"record"}, handlers));
  sink.note({.title = "Consolidated Canadian Autonomous Sanctions List",
             .publisher = kPublisher,
             .published_on = {},
             .version = {},
             .licence = {}});
  return {};
}

int recognise_canada(std::string_view head) {
  const auto has = [&](std::string_view words) { return head.find(words) != head.npos; };
  return has("<data-set") && has("<record>") && has("<Country>") && has("<Item>") ? 90 : 0;
}

}  // namespace

extern const Format kCaSema = {
    .name = "ca-sema-xml",
    .title = "Canada's autonomous sanctions, XML",
    .dataset = "ca_dfatd_sema_sanctions",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_canada,
    .read = read_canada,
    .whole_list = true,
};

}  // namespace clew::read
