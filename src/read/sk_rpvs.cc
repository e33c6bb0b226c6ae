// The Slovak register of partners of the public sector (RPVS): a partner, and who enjoys its benefits in the
// end.
//
//   {"Id": 1, "PartneriVerejnehoSektora": [{"ObchodneMeno": "...", "Ico": "...", "PlatnostOd": ...}],
//    "KonecniUzivateliaVyhod": [{"Meno": "...", "Priezvisko": "...", "DatumNarodenia": ...}]}
//
// Ids are "sk-rpvs-ico-" and the company's number, "sk-rpvs-partner-" and the entry's where it has none, and
// "sk-rpvs-user-" and the entry's of a final user. An entry of a partner that holds from and until is one
// version of it. The register says that somebody is a final user of benefits and not by what right: an
// UnknownLink that is beneficial, for as long as it holds.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/list_words.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "sk-rpvs-";
constexpr std::string_view kPublisher = "Ministry of Justice of the Slovak Republic";

class RpvsReader {
 public:
  explicit RpvsReader(Sink& sink) : sink_(sink), main_(sink), side_(sink), link_(sink) {}

  void read(const FieldNode& root, const model::Record& record) {
    record_ = record;
    // Answers of the interface hold their records in "value".
    bool page = false;
    each_field(root, "value", [&](const FieldNode& entry) {
      page = true;
      read_entry(entry);
    });
    if (!page) read_entry(root);
    count_untaken(root, sink_, record_);
  }

 private:
  void read_entry(const FieldNode& entry) {
    const std::string_view number = take_text(entry, "Id");
    std::vector<std::string> partners;
    each_field(entry, "PartneriVerejnehoSektora", [&](const FieldNode& partner) {
      const std::string id = read_partner(partner, number);
      if (!id.empty() && std::ranges::find(partners, id) == partners.end()) partners.push_back(id);
    });
    if (partners.empty())
      return sink_.issue("no-id", "the entry names no partner of the public sector and is not read", record_);
    each_field(entry, "KonecniUzivateliaVyhod", [&](const FieldNode& user) { read_user(user, partners); });
  }

  std::string read_partner(const FieldNode& partner, std::string_view entry) {
    const std::string_view own = take_text(partner, "Id"), ico = take_text(partner, "Ico");
    if (own.empty() && ico.empty()) return {};
    const bool person = take_text(partner, "ObchodneMeno").empty();
    std::string id =
        ico.empty() ? fmt::format("{}partner-{}", kPrefix, own) : fmt::format("{}ico-{}", kPrefix, ico);
    main_.begin(id, person ? "Person" : "Company", record_);
    add_fields(main_, "name", partner, "ObchodneMeno");
    add_fields(main_, "registrationNumber", partner, "Ico");
    main_.add("referents", entry, "Id");
    if (person) read_person(partner);
    if (!person) main_.add("jurisdiction", "SK", {});
    take_text(partner, "PlatnostOd");
    read_address(partner);
    return id;
  }

  void read_person(const FieldNode& who) {
    std::string whole;
    for (const auto part : {"TitulPred", "Meno", "Priezvisko", "TitulZa"}) {
      const std::string_view word = take_text(who, part);
      if (!word.empty() && part[0] != 'T') (whole += whole.empty() ? "" : " ") += word;
    }
    main_.add("name", whole, "Meno Priezvisko");
    add_fields(main_, "title", who, "TitulPred|TitulZa");
    add_fields(main_, "firstName", who, "Meno");
    add_fields(main_, "lastName", who, "Priezvisko");
    add_date_fields(main_, "birthDate", who, "DatumNarodenia");
    add_fields(main_, "nationality", who, "StatnaPrislusnost/StatistickyKod");
    each_field(who, "JeVerejnyCinitel", [&](const FieldNode& at) {
      if (at.text != "true") return;
      at.taken = true;
      main_.add("topics", "role.pep", at.field, {.original = at.text});
    });
  }

  void read_address(const FieldNode& who) {
    each_field(who, "Adresa", [&](const FieldNode& address) {
      std::string full;
      for (const auto part : {"MenoUlice", "SupisneCislo", "OrientacneCislo", "Mesto", "Psc"}) {
        const std::string_view text = take_text(address, part);
        const bool number = std::string_view(part).ends_with("Cislo");
        if (!text.empty()) (full += full.empty() ? "" : number ? " " : ", ") += text;
      }
      add_address_line(main_, side_, kPrefix, full, address.field);
    });
  }

  void read_user(const FieldNode& user, const std::vector<std::string>& partners) {
    const std::string_view own = take_text(user, "Id");
    if (own.empty()) return sink_.issue("no-id", "a final user has no Id and is not read", record_);
    const bool company = !take_text(user, "ObchodneMeno").empty();
    main_.begin(fmt::format("{}user-{}", kPrefix, own), company ? "Company" : "Person", record_);
    add_fields(main_, "name", user, "ObchodneMeno");
    if (company) add_fields(main_, "registrationNumber", user, "Ico");
    if (!company) read_person(user);
    read_address(user);
    for (const std::string& partner : partners) {
      link_.begin(model::link_id(kPrefix, "UnknownLink", main_.id(), partner, own), "UnknownLink", record_);
      link_.add("subject", main_.id(), {});
      link_.add("object", partner, {});
      link_.add("role", "KonecnyUzivatelVyhod", "KonecniUzivateliaVyhod");
      link_.add("interestType", "unknownInterest", "KonecniUzivateliaVyhod",
                {.original = "KonecnyUzivatelVyhod"});
      link_.add("isBeneficial", "true", "KonecniUzivateliaVyhod", {.original = "KonecnyUzivatelVyhod"});
      add_date_fields(link_, "startDate", user, "PlatnostOd");
      add_date_fields(link_, "endDate", user, "PlatnostDo");
    }
  }

  Sink& sink_;
  Emit main_, side_, link_;
  model::Record record_;
};

base::Result<void> read_rpvs(Stream& stream, Sink& sink, const ReadOptions& options) {
  RpvsReader reader(sink);
  CLEW_TRY(read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    reader.read(item, record);
  }));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

int recognise_rpvs(std::string_view head) {
  return head.find("\"PartneriVerejnehoSektora\"") != head.npos ? 90 : 0;
}

}  // namespace

extern const Format kSkRpvs = {
    .name = "sk-rpvs",
    .title = "Slovak register of partners of the public sector (RPVS), JSON",
    .dataset = "sk_rpvs",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_rpvs,
    .read = read_rpvs,
    .lines_stand_alone = true,
};

}  // namespace clew::read
