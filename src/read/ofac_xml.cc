// OFAC's XML lists (sdn.xml, consolidated.xml): <sdnList> of <sdnEntry>, the format that stands beside the
// legacy CSV. Entries, aliases and addresses have the numbers that they have there, so ids agree.
//
//   <sdnEntry> uid, lastName, firstName, title, sdnType, remarks, programList/program,
//              idList/id, akaList/aka, addressList/address, nationalityList/nationality,
//              citizenshipList/citizenship, dateOfBirthList/dateOfBirthItem,
//              placeOfBirthList/placeOfBirthItem, vesselInfo
//
// idList holds not only documents but all features that the CSV writes into its remarks, under the same keys.
#include <algorithm>

#include "read/dates.h"
#include "read/format.h"
#include "read/ofac_remarks.h"
#include "read/text.h"
#include "read/xml.h"

namespace clew::read {
namespace {

OfacKind kind_of(std::string_view type) {
  if (equal_ignoring_case(type, "Individual")) return OfacKind::person;
  if (equal_ignoring_case(type, "Vessel")) return OfacKind::vessel;
  if (equal_ignoring_case(type, "Aircraft")) return OfacKind::airplane;
  return OfacKind::organization;
}

// The list's own writing of a name: "LAST, First".
std::string listed_name(const XmlNode& node) {
  std::string name(node.child_text("lastName"));
  const std::string_view first = node.child_text("firstName");
  if (!first.empty()) (name += name.empty() ? "" : ", ") += first;
  return name;
}

using Names = std::initializer_list<std::string_view>;

class EntryReader {
 public:
  EntryReader(OfacEntries& entries, uint32_t part) : entries_(entries), part_(part) {}

  void read(const XmlNode& entry) {
    const OfacKind kind = kind_of(entry.child_text("sdnType"));
    entries_.begin(entry.child_text("uid"), kind, entry.record(part_));
    check(entry, kind);
    read_names(entry, kind);
    for_each(entry, "programList", "program",
             [&](const XmlNode& program) { entries_.add_program(program.text, "programList/program"); });
    for_each(entry, "akaList", "aka", [&](const XmlNode& alias) { read_alias(alias); });
    for_each(entry, "addressList", "address", [&](const XmlNode& address) { read_address(address); });
    read_features(entry);
    for_each(entry, "idList", "id", [&](const XmlNode& id) { read_id(id); });
    if (const XmlNode* vessel = entry.child("vesselInfo")) read_vessel(*vessel);
    entries_.add_remarks(entry.child_text("remarks"));
    count_rest(entry,
               {"uid", "firstName", "lastName", "title", "sdnType", "remarks", "programList", "akaList",
                "addressList", "idList", "nationalityList", "citizenshipList", "dateOfBirthList",
                "placeOfBirthList", "vesselInfo"},
               "sdnEntry");
  }

 private:
  Emit& listed() { return entries_.listed(); }

  void check(const XmlNode& entry, OfacKind kind) {
    const std::string_view type = entry.child_text("sdnType");
    if (kind == OfacKind::organization && !equal_ignoring_case(type, "Entity")) {
      listed().issue("unknown-type", "sdnType \"" + std::string(shortened(type)) +
                                         "\" is not known; the entry is read as an organization");
    }
    if (entry.repaired)
      listed().issue("not-utf8", "bytes of the entry are no UTF-8; they are read as windows-1252");
  }

  void read_names(const XmlNode& entry, OfacKind kind) {
    entries_.add_name(listed_name(entry),
                      entry.child("firstName") == nullptr ? "lastName" : "lastName, firstName");
    const std::string_view title = entry.child_text("title");
    if (kind == OfacKind::person)
      listed().add("position", title, "title");
    else if (!title.empty())
      entries_.add_note(title, "title", "title");
  }

  void read_alias(const XmlNode& alias) {
    const std::string_view type = alias.child_text("type");
    const bool weak = alias.child_text("category") == "weak";
    const bool former = type == "f.k.a.";
    const bool current = type == "n.k.a.";
    const std::string_view property = former    ? "previousName"
                                      : weak    ? "weakAlias"
                                      : current ? "name"
                                                : "alias";
    if (!former && !current && type != "a.k.a.") {
      listed().issue("unknown-alias-type", "alias type \"" + std::string(shortened(type)) +
                                               "\" is not known; the name is read as an alias");
    }
    listed().add(property, listed_name(alias), "akaList/aka");
    count_rest(alias, {"uid", "type", "category", "lastName", "firstName"}, "akaList/aka");
  }

  void read_address(const XmlNode& node) {
    std::string full;
    for (const std::string_view part :
         {"address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"}) {
      const std::string_view value = node.child_text(part);
      if (!value.empty()) (full += full.empty() ? "" : ", ") += value;
    }
    if (full.empty()) return;
    const std::string id = "ofac-address-" + std::string(node.child_text("uid"));
    Emit& address = entries_.side();
    address.begin(id, "Address", node.record(part_));
    address.add("full", full, {});
    for (const auto& [name, property] : {std::pair{"address1", "street"},
                                         {"address2", "street2"},
                                         {"address3", "street2"},
                                         {"city", "city"},
                                         {"stateOrProvince", "state"},
                                         {"postalCode", "postalCode"},
                                         {"country", "country"}}) {
      address.add(property, node.child_text(name), std::string("addressList/address/") + name);
    }
    listed().add("addressEntity", id, "addressList/address/uid");
    listed().add("country", node.child_text("country"), "addressList/address/country");
    count_rest(
        node, {"uid", "address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"},
        "addressList/address");
  }

  // Birth, nationality and citizenship, under the keys of the remarks.
  void read_features(const XmlNode& entry) {
    struct {
      const char *list, *item, *value, *key;
    } const features[] = {{"dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"},
                          {"placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"},
                          {"nationalityList", "nationality", "country", "nationality"},
                          {"citizenshipList", "citizenship", "country", "citizen"}};
    for (const auto& feature : features) {
      for_each(entry, feature.list, feature.item, [&](const XmlNode& item) {
        const std::string words =
            std::string(feature.key) + " " + std::string(item.child_text(feature.value));
        const std::string path = std::string(feature.list) + "/" + feature.item;
        entries_.add_piece(remark_piece(words), path + "/");
        // Which of several birth dates OFAC takes for the main one has no place in the model.
        count_rest(item, {"uid", feature.value}, path);
      });
    }
  }

  void read_id(const XmlNode& id) {
    const auto text = [&](std::string_view name) { return id.child_text(name); };
    entries_.add_feature(text("idType"),
                         {.number = text("idNumber"),
                          .country = text("idCountry"),
                          .issued = text("issueDate"),
                          .expires = text("expirationDate"),
                          .rest = {}},
                         "idList/id/");
    count_rest(id, {"uid", "idType", "idNumber", "idCountry", "issueDate", "expirationDate"}, "idList/id");
  }

  void read_vessel(const XmlNode& vessel) {
    for (const auto& [name, property] : {std::pair{"callSign", "callSign"},
                                         {"vesselType", "type"},
                                         {"vesselFlag", "flag"},
                                         {"tonnage", "tonnage"},
                                         {"grossRegisteredTonnage", "grossRegisteredTonnage"}}) {
      listed().add(property, vessel.child_text(name), std::string("vesselInfo/") + name);
    }
    const std::string_view owner = vessel.child_text("vesselOwner");
    if (!owner.empty()) entries_.add_party("Vessel Owner", owner, "vesselInfo/vesselOwner");
    count_rest(vessel,
               {"callSign", "vesselType", "vesselFlag", "tonnage", "grossRegisteredTonnage", "vesselOwner"},
               "vesselInfo");
  }

  template <class Do>
  static void for_each(const XmlNode& entry, std::string_view list, std::string_view item, const Do& act) {
    for (const XmlNode& container : entry.children) {
      if (container.name != list) continue;
      for (const XmlNode& node : container.children) {
        if (node.name == item) act(node);
      }
    }
  }

  // What the entry holds beside the elements named is counted as not mapped.
  void count_rest(const XmlNode& node, Names known, const std::string& path) {
    for (const XmlNode& child : node.children) {
      if (std::ranges::find(known, child.name) != known.end()) continue;
      const std::string child_path = path + "/" + std::string(child.name);
      if (!child.text.empty()) listed().not_mapped(child_path, child.text);
      count_rest(child, {}, child_path);
    }
  }

  OfacEntries& entries_;
  uint32_t part_;
};

void note_publication(const XmlNode& information, Sink& sink) {
  const std::string_view words = information.child_text("Publish_Date");
  const auto date = iso_date(words, DayOrder::month_first);
  sink.note({.title = {},
             .publisher = "Office of Foreign Assets Control",
             .published_on = date ? *date : std::string_view(),
             .version = date ? std::string_view() : words,
             .licence = {}});
}

base::Result<void> read_ofac_xml(Stream& stream, Sink& sink, const ReadOptions& options) {
  OfacEntries entries(sink, "uid");
  EntryReader reader(entries, options.part);
  uint64_t count = 0;
  std::string announced;
  XmlHandlers handlers;
  handlers.on_record = [&](const XmlNode& node) {
    if (node.name == "sdnEntry") {
      ++count;
      return reader.read(node);
    }
    note_publication(node, sink);
    announced = node.child_text("Record_Count");
  };
  handlers.on_damage = [&](const XmlNode& stretch, std::string_view what) {
    sink.issue("malformed-xml", what, stretch.record(options.part));
  };
  const auto result = read_xml(stream, {"publshInformation", "sdnEntry"}, handlers);
  entries.finish();
  if (result && !announced.empty() && announced != std::to_string(count)) {
    sink.issue("record-count",
               "the file says that it holds " + std::string(shortened(announced, 20)) +
                   " entries; it holds " + std::to_string(count),
               {options.part, 1, 0, 0});
  }
  return result;
}

// The number of the first entry, 0 where there is none in `head`.
uint64_t first_number(std::string_view head) {
  const size_t entry = head.find("<sdnEntry");
  const size_t uid = head.find("<uid>", entry == std::string_view::npos ? head.size() : entry);
  if (uid == std::string_view::npos) return 0;
  uint64_t number = 0;
  const std::string_view digits = head.substr(uid + std::string_view("<uid>").size(), 9);
  for (const char digit : digits.substr(0, digits.find_first_not_of("0123456789"))) {
    number = number * 10 + static_cast<uint64_t>(digit - '0');
  }
  return number;
}

int recognise_sdn(std::string_view head) {
  return head.substr(0, 4096).find("<sdnList") == std::string_view::npos ? 0 : 90;
}

// As in the CSV: the lists beside the SDN list begin with number 9639.
int recognise_consolidated(std::string_view head) {
  constexpr uint64_t kFirstConsolidated = 9000;
  return recognise_sdn(head) > 0 && first_number(head) >= kFirstConsolidated ? 95 : 0;
}

constexpr std::string_view kPublisher = "Office of Foreign Assets Control";

}  // namespace

extern const Format kOfacXmlSdn, kOfacXmlCons;

const Format kOfacXmlSdn = {
    "ofac-xml-sdn", "OFAC SDN list, XML (sdn.xml)", "us_ofac_sdn", "ofac-", kPublisher, recognise_sdn,
    read_ofac_xml};
const Format kOfacXmlCons = {"ofac-xml-cons", "OFAC non-SDN lists, XML (consolidated.xml)",
                             "us_ofac_cons",  "ofac-",
                             kPublisher,      recognise_consolidated,
                             read_ofac_xml};

}  // namespace clew::read
