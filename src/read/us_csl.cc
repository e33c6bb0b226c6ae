// The Consolidated Screening List of the United States: thirteen lists of Treasury, Commerce and State as
// one.
//
//   CSV   _id,source,entity_number,type,programs,name,title,addresses,...   cells hold several values: "A; B"
//   JSON  {"results": [{"source": ..., "name": ..., "addresses": [{...}], "ids": [{...}]}]}
//
// Entries of the Treasury carry the number of OFAC's own lists and get the same id, "ofac-" and the number,
// so that both meet; the others "us-csl-" and the list's own _id. What the entry is listed under is one
// Sanction of the list that `source` names, with its authority. Identity documents and other features are
// read by the table of OFAC's remarks (ofac_remarks.h). Within one feature the order differs by year:
// "Passport, A1, IR" in 2023, "IR, A1, Passport" before; the end that names a known feature decides.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "read/field_rows.h"
#include "read/format.h"
#include "read/json_records.h"
#include "read/list_words.h"
#include "read/ofac_remarks.h"
#include "read/text.h"

namespace clew::read {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view kPrefix = "us-csl-";
constexpr std::string_view kPublisher = "International Trade Administration";

OfacKind kind_of(std::string_view type) {
  if (type == "Individual") return OfacKind::person;
  if (type == "Entity") return OfacKind::organization;
  if (type == "Vessel") return OfacKind::vessel;
  return type == "Aircraft" ? OfacKind::airplane : OfacKind::unknown;
}

bool is_feature(std::string_view words) {
  return !remark_piece(trim(words)).key.empty() || !remark_piece(std::string(trim(words)) + " 1").key.empty();
}

bool is_iso_date(std::string_view words) { return words.size() == 10 && iso_date(words).has_value(); }

class CslReader {
 public:
  explicit CslReader(Sink& sink) : sink_(sink), listed_(sink), side_(sink), ofac_(sink, "entity_number") {}

  void read(const FieldNode& row, const model::Record& record) {
    record_ = record;
    const std::string_view source = take_text(row, "source"), own = take_text(row, "_id|id");
    const FieldNode* number = take(row, "entity_number");
    const bool treasury = source.find("Treasury") != source.npos && number != nullptr;
    if (own.empty() && !treasury) {
      sink_.issue("no-id", "the entry has neither _id nor a number of the Treasury and is not read", record_);
    } else {
      read_entry(row, source, treasury ? number->text : std::string(), own);
    }
    count_untaken(row, sink_, record_);
  }

  void finish() { ofac_.finish(); }

 private:
  void read_entry(const FieldNode& row, std::string_view source, const std::string& ofac_number,
                  std::string_view own) {
    const FieldNode* type = take(row, "type");
    const OfacKind kind = kind_of(type == nullptr ? std::string_view() : type->text);
    if (type != nullptr && kind == OfacKind::unknown) {
      sink_.issue("unknown-type", fmt::format("type \"{}\" is not known", shortened(type->text)), record_);
    }
    const std::string id = ofac_number.empty() ? fmt::format("{}{}", kPrefix, own) : "ofac-" + ofac_number;
    listed_.begin(id, kind == OfacKind::unknown ? "LegalEntity" : ofac_schema(kind), record_);
    if (!ofac_number.empty()) ofac_.begin(ofac_number, kind, record_, true);
    read_names(row, kind, !ofac_number.empty());
    read_details(row, kind);
    read_listing(row, source, ofac_number, own);
    each_value(row, "ids", "; ", [&](std::string_view words, const FieldNode& at) {
      if (at.children.empty()) read_feature(words, at, kind, !ofac_number.empty());
    });
    each_field(row, "ids", [&](const FieldNode& at) { read_feature_object(at, kind, !ofac_number.empty()); });
    if (const FieldNode* remarks = take(row, "remarks")) {
      if (ofac_number.empty()) listed_.add("notes", remarks->text, remarks->field);
      if (!ofac_number.empty()) ofac_.add_remarks(without_brackets(remarks->text));
    }
  }

  // "(Linked To: X)" in brackets of its own.
  static std::string_view without_brackets(std::string_view words) {
    words = trim(words);
    const bool one =
        words.starts_with("(Linked To: ") && words.ends_with(')') && words.find(") (") == words.npos;
    return one ? words.substr(1, words.size() - 2) : words;
  }

  template <class With>
  static void each_value(const FieldNode& row, std::string_view path, std::string_view separator,
                         const With& with) {
    each_field(row, path, [&](const FieldNode& at) {
      at.taken = true;
      for (const std::string_view part : parts_between(at.text, separator)) with(part, at);
    });
  }

  void add_values(Emit& emit, std::string_view property, const FieldNode& row, std::string_view path) {
    each_value(row, path, "; ", [&](std::string_view value, const FieldNode& at) {
      emit.add(property, value, at.field, {.original = value == at.text ? std::string_view() : value});
    });
  }

  void read_names(const FieldNode& row, OfacKind kind, bool treasury) {
    add_values(listed_, "alias", row, "alt_names");
    const FieldNode* name = take(row, "name");
    if (name == nullptr) return listed_.issue("no-name", "the entry has no name");
    // Remarks of OFAC's speak of others by these names.
    if (treasury && kind != OfacKind::unknown) return ofac_.add_name(name->text, name->field);
    listed_.add("name", name->text, name->field);
  }

  void read_details(const FieldNode& row, OfacKind kind) {
    const bool person = kind == OfacKind::person, vessel = kind == OfacKind::vessel;
    add_fields(listed_, person ? "position" : "notes", row, "title");
    if (person) {
      each_value(row, "dates_of_birth", "; ", [&](std::string_view words, const FieldNode& at) {
        add_loose_dates(listed_, "birthDate", words, at.field);
      });
      add_values(listed_, "birthPlace", row, "places_of_birth");
      add_values(listed_, "nationality", row, "nationalities");
      add_values(listed_, "citizenship", row, "citizenships");
    }
    if (vessel) {
      add_fields(listed_, "callSign", row, "call_sign");
      add_fields(listed_, "type", row, "vessel_type");
      add_fields(listed_, "tonnage", row, "gross_tonnage");
      add_fields(listed_, "grossRegisteredTonnage", row, "gross_registered_tonnage");
      add_fields(listed_, "flag", row, "vessel_flag");
    }
    each_field(row, "addresses", [&](const FieldNode& at) { read_addresses(at); });
  }

  void read_addresses(const FieldNode& at) {
    at.taken = true;
    for (const std::string_view line : parts_between(at.text, "; ")) {
      add_address_line(listed_, side_, kPrefix, line, at.field);
      // An address ends with two letters of a country where it has one.
      const std::string_view last = trim(line.substr(line.rfind(',') + 1));
      const bool code =
          last.size() == 2 && last[0] >= 'A' && last[0] <= 'Z' && last[1] >= 'A' && last[1] <= 'Z';
      if (code) listed_.add("country", last, at.field);
    }
    if (at.children.empty()) return;
    std::string full;
    for (const auto part : {"address", "city", "state", "postal_code", "country"}) {
      if (const FieldNode* line = take(at, part)) (full += full.empty() ? "" : ", ") += line->text;
    }
    add_address_line(listed_, side_, kPrefix, full, at.field);
    add_fields(listed_, "country", at, "country");
  }

  void read_listing(const FieldNode& row, std::string_view source, std::string_view number,
                    std::string_view own) {
    const size_t dash = source.rfind(" - ");
    side_.begin(model::link_id(kPrefix, "Sanction", listed_.id(), source), "Sanction", record_);
    side_.add("entity", listed_.id(), {});
    side_.add("authority", dash == source.npos ? source : source.substr(dash + 3), "source",
              {.original = source});
    side_.add("country", "us", {});
    side_.add("provisions", dash == source.npos ? source : source.substr(0, dash), "source",
              {.original = source});
    side_.add("authorityId", number, "entity_number");
    side_.add("recordId", own, "_id");
    add_values(side_, "program", row, "programs");
    add_fields(side_, "provisions", row, "license_requirement");
    add_fields(side_, "provisions", row, "license_policy");
    add_fields(side_, "description", row, "federal_register_notice");
    add_date_fields(side_, "startDate", row, "start_date");
    add_date_fields(side_, "endDate", row, "end_date");
    add_fields(side_, "sourceUrl", row, "source_information_url");
    add_fields(side_, "sourceUrl", row, "source_list_url");
    // Listed for sanctions, for exports or for debarment: what the list is for.
    const bool treasury = source.find("Treasury") != source.npos || source.find("(ISN)") != source.npos;
    const bool debarred = source.find("Debarred") != source.npos;
    if (!source.empty())
      listed_.add("topics",
                  treasury   ? "sanction"
                  : debarred ? "debarment"
                             : "export.control",
                  "source", {.original = source});
  }

  // --- Features -----------------------------------------------------------------------------------------

  void read_feature(std::string_view words, const FieldNode& at, OfacKind kind, bool treasury) {
    std::vector<std::string_view> parts = parts_between(words, ", ");
    if (parts.empty()) return;
    if (parts.size() > 1 && !is_feature(parts.front()) && is_feature(parts.back())) {
      // "IR, 2015-01-01, A1, Passport": the country and the days before the number.
      std::ranges::rotate(parts, parts.end() - 1);
      std::ranges::stable_partition(parts.begin() + 1, parts.end(), [](std::string_view part) {
        return part.size() != 2 && !is_iso_date(part);
      });
    }
    RemarkDocument document{};
    std::string number;
    for (size_t i = 1; i < parts.size(); ++i) {
      const bool country = parts[i].size() == 2 && i > 1;
      if (country) document.country = parts[i];
      if (!country && is_iso_date(parts[i]) && i > 1) {
        (document.issued.empty() ? document.issued : document.expires) = parts[i];
      } else if (!country) {
        (number += number.empty() ? "" : ", ") += parts[i];
      }
    }
    document.number = number;
    add_feature(parts.front(), document, at, words, kind, treasury);
  }

  void read_feature_object(const FieldNode& at, OfacKind kind, bool treasury) {
    const std::string_view type = take_text(at, "type");
    if (type.empty()) return;
    RemarkDocument document{};
    document.number = take_text(at, "number");
    document.country = take_text(at, "country");
    document.issued = take_text(at, "issue_date");
    document.expires = take_text(at, "expiration_date");
    add_feature(type, document, at, document.number, kind, treasury);
  }

  void add_feature(std::string_view type, const RemarkDocument& document, const FieldNode& at,
                   std::string_view words, OfacKind kind, bool treasury) {
    if (treasury && kind != OfacKind::unknown) return ofac_.add_feature(type, document, "ids/");
    listed_.add("notes", words == document.number ? fmt::format("{} {}", type, words) : std::string(words),
                at.field);
  }

  Sink& sink_;
  Emit listed_, side_;
  OfacEntries ofac_;
  model::Record record_;
};

void note(Sink& sink) {
  sink.note({.title = "Consolidated Screening List",
             .publisher = kPublisher,
             .published_on = {},
             .version = {},
             .licence = {}});
}

base::Result<void> read_csv(Stream& stream, Sink& sink, const ReadOptions& options) {
  CslReader reader(sink);
  const auto result =
      read_field_rows(stream, sink, options, {}, [&](const FieldNode& row, const model::Record& record) {
        // Some copies have the header twice.
        const FieldNode* id = take(row, "_id");
        if (id == nullptr || id->text != "_id") reader.read(row, record);
      });
  reader.finish();
  note(sink);
  return result;
}

int recognise_csv(std::string_view head) {
  return has_columns(head, {"source", "entity_number", "programs", "alt_names", "federal_register_notice"})
             ? 95
             : 0;
}

base::Result<void> read_json(Stream& stream, Sink& sink, const ReadOptions& options) {
  CslReader reader(sink);
  FieldPaths paths;
  CLEW_TRY(read_json_records(stream, sink, options, [&](dom::element value, const model::Record& record) {
    dom::object answer;
    dom::array results;
    if (value.get(answer) != simdjson::SUCCESS) return;
    if (answer["results"].get(results) != simdjson::SUCCESS)
      return reader.read(field_tree(value, paths), record);
    for (const dom::element entry : results) reader.read(field_tree(entry, paths), record);
  }));
  reader.finish();
  note(sink);
  return {};
}

int recognise_json(std::string_view head) {
  return has_json_key(head, "federal_register_notice") ||
                 (has_json_key(head, "source_list_url") && has_json_key(head, "alt_names"))
             ? 90
             : 0;
}

}  // namespace

extern const Format kUsCslCsv = {
    .name = "us-csl-csv",
    .title = "Consolidated Screening List of the United States, CSV",
    .dataset = "us_trade_csl",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_csv,
    .read = read_csv,
    .whole_list = true,
};

extern const Format kUsCslJson = {
    .name = "us-csl-json",
    .title = "Consolidated Screening List of the United States, JSON",
    .dataset = "us_trade_csl",
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_json,
    .read = read_json,
    .whole_list = true,
};

}  // namespace clew::read
