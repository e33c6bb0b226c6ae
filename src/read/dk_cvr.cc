// The Danish business register (CVR): participants, and in which companies they take part as what.
//
//   {"enhedsNummer": 1, "enhedstype": "PERSON", "navne": [...], "virksomhedSummariskRelation": [
//      {"virksomhed": {"cvrNummer": 2, "navne": [...]},
//       "organisationer": [{"medlemsData": [{"attributter": [{"type": "EJERANDEL_PROCENT", "vaerdier":
//       [...]}]}]}]}]}
//
// Also as answers of the register's search, where this stands in hits/hits/_source/Vrdeltagerperson. Ids are
// "dk-cvr-" and the CVR number of a company, "dk-cvr-unit-" and the unit's number of a participant.
//
// - A share is written as a part of one and may stand for the band of the register that begins with it: "0.5"
// is
//   50 percent or 50 to below 66.67. It is read so that both are true: "[50,66.67)". Parts that begin no band
//   are exact. Votes are Control with the same bands.
// - "Reel ejer" is a beneficial owner; its bands may be held directly or not, so directness is unknown.
// - A function with neither share nor votes is a Directorship where it names a seat (DIREKTION, BESTYRELSE
// ...),
//   otherwise an UnknownLink with its word as role.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
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

constexpr std::string_view kPrefix = "dk-cvr-";
constexpr std::string_view kPublisher = "Erhvervsstyrelsen";

struct Band {
  double from;                // As the register writes it.
  std::string_view interval;  // In percent.
};
constexpr std::array kBands = std::to_array<Band>({
    {0.05, "[5,10)"},
    {0.10, "[10,15)"},
    {0.15, "[15,20)"},
    {0.20, "[20,25)"},
    {0.25, "[25,33.34)"},
    {0.3333, "[33.33,50)"},
    {0.5, "[50,66.67)"},
    {0.6667, "[66.66,90)"},
    {0.9, "[90,100)"},
    {1.0, "[100,100]"},
});

// Nothing where the words are no part of one.
std::string interval_of(std::string_view words) {
  double part = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), part);
  if (error != std::errc() || end != words.data() + words.size() || !(part >= 0 && part <= 1)) return {};
  const auto near = [&](const Band& band) {
    return part > band.from - 0.00011 && part < band.from + 0.00011;
  };
  const auto band = std::ranges::find_if(kBands, near);
  if (band != kBands.end()) return std::string(band->interval);
  const double percent = static_cast<double>(static_cast<int64_t>(part * 1e6 + 0.5)) / 1e4;
  return fmt::format("[{0},{0}]", percent);
}

bool names_a_seat(std::string_view function) {
  static constexpr std::array kSeats =
      std::to_array<std::string_view>({"DIREKTION", "DIREKTØR", "BESTYRELSE", "FORMAND", "ADM. DIR.",
                                       "ADMINISTRERENDE DIREKTØR", "BESTYRELSESMEDLEM", "LEDELSE"});
  return std::ranges::any_of(kSeats,
                             [&](std::string_view seat) { return equal_ignoring_case(seat, function); });
}

class CvrReader {
 public:
  explicit CvrReader(Sink& sink) : sink_(sink), main_(sink), side_(sink), link_(sink) {}

  void read(const FieldNode& root, const model::Record& record) {
    record_ = record;
    bool any = false;
    for (const auto path :
         {"hits/hits/_source/Vrdeltagerperson", "_source/Vrdeltagerperson", "Vrdeltagerperson"}) {
      each_field(root, path, [&](const FieldNode& participant) {
        any = true;
        read_participant(participant);
      });
    }
    if (!any) read_participant(root);
    count_untaken(root, sink_, record_);
  }

 private:
  void read_participant(const FieldNode& participant) {
    const FieldNode* unit = take(participant, "enhedsNummer");
    if (unit == nullptr) {
      // The end of an answer, or somebody the register does not number.
      const bool end_of_answer = participant.children.empty() || take(participant, "_scroll_id") != nullptr;
      if (!end_of_answer) sink_.issue("no-id", "a participant has no enhedsNummer and is not read", record_);
      return;
    }
    const std::string_view kind = take_text(participant, "enhedstype");
    main_.begin(fmt::format("{}unit-{}", kPrefix, unit->text),
                kind == "PERSON"       ? "Person"
                : kind == "VIRKSOMHED" ? "Company"
                                       : "LegalEntity",
                record_);
    main_.add(kind == "PERSON" ? "idNumber" : "registrationNumber", unit->text, unit->field);
    read_names(main_, participant);
    each_field(participant, "beliggenhedsadresse", [&](const FieldNode& address) { read_address(address); });
    add_date_fields(main_, "modifiedAt", participant, "sidstOpdateret");
    each_field(participant, "virksomhedSummariskRelation",
               [&](const FieldNode& relation) { read_relation(relation); });
  }

  // A name whose period is over was borne before.
  void read_names(Emit& emit, const FieldNode& of) {
    each_field(of, "navne", [&](const FieldNode& name) {
      const bool over = take(name, "periode/gyldigTil") != nullptr;
      add_fields(emit, over ? "previousName" : "name", name, "navn");
      take_all(name, "periode");
    });
  }

  void read_address(const FieldNode& address) {
    std::string full;
    const auto add = [&](std::string_view part, std::string_view before) {
      const FieldNode* at = take(address, part);
      if (at != nullptr) (full += full.empty() ? "" : before) += at->text;
    };
    add("fritekst", ", ");
    add("conavn", ", ");
    add("vejnavn", ", ");
    add("husnummerFra", " ");
    add("bogstavFra", "");
    add("husnummerTil", "-");
    add("etage", ", ");
    add("postboks", ", ");
    add("postnummer", ", ");
    add("postdistrikt", " ");
    add("landekode", ", ");
    take_all(address, "periode");
    add_address_line(main_, side_, kPrefix, full, address.field);
    add_fields(main_, "country", address, "landekode");
  }

  void read_relation(const FieldNode& relation) {
    const FieldNode* number = take(relation, "virksomhed/cvrNummer");
    if (number == nullptr)
      return sink_.issue("no-id", "a company has no cvrNummer; what is held in it is not read", record_);
    company_ = fmt::format("{}{}", kPrefix, number->text);
    each_field(relation, "virksomhed", [&](const FieldNode& company) {
      side_.begin(company_, "Company", record_);
      side_.add("registrationNumber", number->text, number->field);
      side_.add("jurisdiction", "DK", {});
      read_names(side_, company);
      take_text(company, "enhedstype");
    });
    each_field(relation, "organisationer", [&](const FieldNode& body) {
      each_field(body, "medlemsData", [&](const FieldNode& member) { read_member(member); });
    });
  }

  struct Attribute {
    std::string_view type;
    const FieldNode* value;
    const FieldNode* holder;  // With its period.
  };

  void read_member(const FieldNode& member) {
    std::vector<Attribute> attributes;
    each_field(member, "attributter", [&](const FieldNode& attribute) {
      const std::string_view type = take_text(attribute, "type");
      each_field(attribute, "vaerdier", [&](const FieldNode& holder) {
        if (const FieldNode* value = take(holder, "vaerdi")) attributes.push_back({type, value, &holder});
      });
    });
    const auto of_type = [&](std::string_view type) {
      const auto found = std::ranges::find(attributes, type, &Attribute::type);
      return found == attributes.end() ? nullptr : &*found;
    };
    const Attribute* function = of_type("FUNKTION");
    const bool beneficial = function != nullptr && equal_ignoring_case(function->value->text, "Reel ejer");
    bool held = false;
    for (const Attribute& attribute : attributes) {
      const bool share = attribute.type == "EJERANDEL_PROCENT";
      if (!share && attribute.type != "EJERANDEL_STEMMERET_PROCENT") continue;
      held = true;
      read_holding(attribute, share, function, beneficial, of_type("SÆRLIGE_EJERFORHOLD"));
    }
    for (const Attribute& attribute : attributes) {
      if (attribute.type == "FUNKTION" && !held) read_function(attribute, beneficial);
      const bool read = held || attribute.type == "FUNKTION" || attribute.type == "SÆRLIGE_EJERFORHOLD";
      attribute.value->taken = read && attribute.value->taken;
    }
  }

  void add_period(const Attribute& attribute, const Attribute* function) {
    // A share without a period of its own is held as long as the function is.
    const bool own = take(*attribute.holder, "periode/gyldigFra|gyldigTil") != nullptr;
    const FieldNode& holder = own || function == nullptr ? *attribute.holder : *function->holder;
    add_date_fields(link_, "startDate", holder, "periode/gyldigFra");
    add_date_fields(link_, "endDate", holder, "periode/gyldigTil");
    add_date_fields(link_, "modifiedAt", *attribute.holder, "sidstOpdateret");
  }

  void read_holding(const Attribute& attribute, bool share, const Attribute* function, bool beneficial,
                    const Attribute* special) {
    const FieldNode& value = *attribute.value;
    const std::string interval = interval_of(value.text);
    if (interval.empty()) {
      sink_.issue("bad-share",
                  fmt::format("\"{}\" is no part of one; the words are kept", shortened(value.text)),
                  record_);
    }
    const std::string_view schema = share ? "Ownership" : "Control";
    const std::string_view begun = take_text(*attribute.holder, "periode/gyldigFra");
    link_.begin(model::link_id(kPrefix, schema, main_.id(), company_,
                               fmt::format("{} {}", attribute.type, value.text), begun),
                schema, record_);
    link_.add(share ? "owner" : "controller", main_.id(), {});
    link_.add(share ? "asset" : "controlled", company_, {});
    link_.add("interestType", share ? "shareholding" : "votingRights", value.field,
              {.original = attribute.type});
    if (share)
      link_.add("percentage", interval.empty() ? value.text : interval, value.field,
                {.original = value.text});
    if (!share) link_.add("controlType", "voting", value.field, {.original = attribute.type});
    link_.add("shareInterval", interval, value.field, {.original = value.text});
    link_.add("directness", beneficial ? "unknown" : "direct", value.field, {.original = attribute.type});
    if (function != nullptr) link_.add("role", function->value->text, function->value->field);
    if (beneficial)
      link_.add("isBeneficial", "true", function->value->field, {.original = function->value->text});
    if (special != nullptr) link_.add("summary", special->value->text, special->value->field);
    add_period(attribute, function);
  }

  void read_function(const Attribute& function, bool beneficial) {
    const FieldNode& value = *function.value;
    const bool seat = names_a_seat(value.text);
    const std::string_view schema = seat ? "Directorship" : "UnknownLink";
    link_.begin(model::link_id(kPrefix, schema, main_.id(), company_, value.text,
                               take_text(*function.holder, "periode/gyldigFra")),
                schema, record_);
    link_.add(seat ? "director" : "subject", main_.id(), {});
    link_.add(seat ? "organization" : "object", company_, {});
    link_.add("role", value.text, value.field);
    if (beneficial) link_.add("isBeneficial", "true", value.field, {.original = value.text});
    if (beneficial) link_.add("interestType", "unknownInterest", value.field, {.original = value.text});
    add_period(function, nullptr);
  }

  Sink& sink_;
  Emit main_, side_, link_;
  model::Record record_;
  std::string company_;
};

base::Result<void> read_cvr(Stream& stream, Sink& sink, const ReadOptions& options) {
  CvrReader reader(sink);
  CLEW_TRY(read_field_items(stream, sink, options, [&](const FieldNode& item, const model::Record& record) {
    reader.read(item, record);
  }));
  sink.note({.title = {}, .publisher = kPublisher, .published_on = {}, .version = {}, .licence = {}});
  return {};
}

int recognise_cvr(std::string_view head) {
  return head.find("\"virksomhedSummariskRelation\"") != head.npos ? 90 : 0;
}

}  // namespace

extern const Format kDkCvr = {
    .name = "dk-cvr",
    .title = "Danish business register (CVR), participants, JSON",
    .dataset = "dk_cvr",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_cvr,
    .read = read_cvr,
    .lines_stand_alone = true,
};

}  // namespace clew::read
