// The nodes of the Offshore Leaks databases of the International Consortium of Investigative Journalists, in
// all their editions: the full database, single leaks (2018), the edition of 2016, "power players".
//
//   entity                          Company
//   officer, intermediary, other    LegalEntity
//   address                         Address
//
// Columns are found by name. Several editions give officers, intermediaries and others the same header, so
// that only the edges tell them apart; no edition says whether an officer is a person. Holders of bearer
// shares and names lost to an encoding are weak aliases: nobody is the same for sharing them.
#include "model/schema.h"
#include "read/icij_table.h"

namespace clew::read {
namespace {

using namespace icij;

constexpr std::string_view kPlayersPrefix = "data.properties.";

enum class Reading : uint8_t {
  not_mapped,
  passed_over,  // Read together with another column.
  value,
  date,
  name,
  full_address,  // Of an Address, with the name beside it.
  paired,        // A list of codes with the list of their names in the other column.
  number,        // A number that some rows replace by "None" or "0".
  current_through,
  pep,
};

struct NodeColumn {
  std::string_view name;
  std::string_view property;
  Reading reading = Reading::value;
  std::string_view other = {};  // The column with the names of the codes.
};

// In the edition of power players the names stand behind "data.properties.".
constexpr NodeColumn kNodeColumns[] = {
    {"name", "name", Reading::name},
    {"original_name", "alias"},
    {"former_name", "previousName"},
    {"jurisdiction_description", "jurisdiction", Reading::paired, "jurisdiction"},
    {"jurisdiction", "jurisdiction", Reading::value},
    {"company_type", "legalForm"},
    {"type", "legalForm"},
    {"address", "address", Reading::full_address},
    {"internal_id", "icijId"},
    {"icij_id", "icijId"},
    {"incorporation_date", "incorporationDate", Reading::date},
    {"inactivation_date", "inactiveDate", Reading::date},
    {"dorm_date", "inactiveDate", Reading::date},
    {"struck_off_date", "dissolutionDate", Reading::date},
    {"closed_date", "dissolutionDate", Reading::date},
    {"status", "status"},
    {"service_provider", "keywords"},
    {"ibcRUC", "registrationNumber", Reading::number},
    {"country_codes", "country", Reading::paired, "countries"},
    {"countries", "country"},
    {"sourceID", "publisher"},
    {"valid_until", "retrievedAt", Reading::current_through},
    {"note", "notes"},
};

constexpr NodeColumn kPlayerColumns[] = {
    {"registrationDate", "incorporationDate", Reading::date},
    {"inactivationDate", "inactiveDate", Reading::date},
    {"file_number", "icijId"},
    {"client_number", "icijId"},
    {"client_name", "alias"},
    {"country", "country"},
    {"activity", "sector"},
    {"classification", "classification"},
    {"subclassification", "classification"},
    {"compliance_classification", "classification"},
    {"pep", "topics", Reading::pep},
    // What a register of shares says of its holder; which company's shares they are only the edges tell.
    {"active_since", "notes"},
    {"ceasedmembership", "notes"},
    {"certificateNumber", "notes"},
    {"citizenship", "notes"},
    {"city", "notes"},
    {"classofshares", "notes"},
    {"cross_reference", "notes"},
    {"custodianaddress", "notes"},
    {"custodianname", "notes"},
    {"dateofissue", "notes"},
    {"newcertificate", "notes"},
    {"numbershares", "notes"},
    {"passport_copy", "notes"},
    {"prospect_date", "notes"},
    {"region", "notes"},
    {"registerlocation", "notes"},
    {"rst", "notes"},
    {"sharestransferred", "notes"},
    {"transferdate", "notes"},
};

// Names under which shares are held by whoever has the paper.
constexpr std::string_view kBearers[] = {
    "bearer",   "to bearer",   "to the bearer",        "bearer share", "bearer shares", "bearer shareholder",
    "portador", "al portador", "acciones al portador", "au porteur",   "le porteur",    "bearer warrant",
};
// And what they begin with: "The Bearer of 50,000 shares".
constexpr std::string_view kBearerBeginnings[] = {"the bearer", "el portador"};
// What stands for a name and is none.
constexpr std::string_view kNoNames[] = {"internal user",  "minor*",  "minor",
                                         "not identified", "unknown", "none"};

bool is_one_of(std::string_view words, std::span<const std::string_view> list) {
  return std::ranges::any_of(list, [&](std::string_view one) { return equal_ignoring_case(one, words); });
}

bool is_bearer(std::string_view name) {
  const bool begins = std::ranges::any_of(kBearerBeginnings, [&](std::string_view words) {
    return equal_ignoring_case(name.substr(0, words.size()), words) &&
           (name.size() == words.size() || name[words.size()] == ' ');
  });
  return begins || (name.size() <= 20 && is_one_of(name, kBearers));
}

bool is_lost(std::string_view name) {
  return name.front() == '?' && name.find_first_not_of("? .,-") == std::string_view::npos;
}

constexpr std::string_view kNoCountries[] = {"XXX", "not identified", "undetermined", "unknown", "none"};
bool is_no_country(std::string_view words) {
  return is_one_of(words, kNoCountries) || words.starts_with("Recorded in leaked files");
}

class NodeReader : public TableReader {
 public:
  using TableReader::TableReader;

 private:
  struct Column {
    int at = -1;
    int other = -1;
    Reading reading = Reading::not_mapped;
    SlotId slot = 0;
    SlotId weak_slot = 0;  // Of weakAlias, for names; of name, for addresses.
    std::string field;
    std::string other_field;
  };
  // How the nodes of one schema are read.
  struct Plan {
    std::string_view schema;
    SlotId id = 0, notes = 0;
    bool is_address = false;
    std::vector<Column> columns;
  };

  void plan(const CsvHeader& header) override {
    const auto has = [&](std::string_view name) { return header.find(name) >= 0; };
    category_ = has("id") && has("data.properties.name") ? header.find("data.categories.0") : -1;
    if (category_ >= 0) {
      node_id_ = header.find("id");
      plans_ = {plan_for("LegalEntity", header), plan_for("Company", header), plan_for("Address", header)};
      return;
    }
    node_id_ = header.find("node_id");
    const bool is_entity = has("ibcRUC") || has("company_type") || has("service_provider");
    const bool is_address = !is_entity && has("address") && !has("internal_id") && !has("status");
    plans_ = {plan_for(is_entity ? "Company" : is_address ? "Address" : "LegalEntity", header)};
  }

  Plan plan_for(std::string_view schema, const CsvHeader& header) {
    Plan plan;
    plan.schema = schema;
    plan.is_address = schema == "Address";
    plan.id = sink_.slot({schema, "id", header.names()[static_cast<size_t>(node_id_)], {}});
    for (size_t i = 0; i < header.names().size(); ++i) {
      const int at = static_cast<int>(i);
      if (at == node_id_ || at == category_) continue;
      plan.columns.push_back(column_for(plan, header, at));
    }
    return plan;
  }

  Column column_for(const Plan& plan, const CsvHeader& header, int at) {
    const std::string& field = header.names()[static_cast<size_t>(at)];
    Column column;
    column.at = at;
    column.field = field.empty() ? "column " + std::to_string(at + 1) : field;
    const NodeColumn* known = header.find(field) == at ? known_column(field) : nullptr;
    if (known == nullptr) return column;
    const std::string other_name = std::string(known->other);
    if (is_passed_over(plan, header, known->name)) {
      column.reading = Reading::passed_over;
      return column;
    }
    std::string_view property = known->property;
    column.reading = known->reading;
    if (column.reading == Reading::full_address && !plan.is_address) column.reading = Reading::value;
    if (column.reading == Reading::full_address) {
      property = "full";
      column.other = header.find("name");
      column.weak_slot = column.other >= 0 ? slot(plan, "name", "name") : 0;
      column.other_field = "name";
    }
    if (column.reading == Reading::name && plan.is_address) column.reading = Reading::value;
    if (column.reading == Reading::name) column.weak_slot = slot(plan, "weakAlias", column.field);
    if (column.reading == Reading::paired) {
      column.other = header.find(other_name);
      column.other_field = other_name;
      if (column.other >= 0) column.weak_slot = slot(plan, property, other_name);
    }
    const model::Schema* schema = model::find_schema(plan.schema);
    if (schema->property(property) == nullptr) {
      column.reading = Reading::not_mapped;
      return column;
    }
    column.slot = slot(plan, property, column.field);
    return column;
  }

  // Columns that are read with the one they belong to.
  static bool is_passed_over(const Plan& plan, const CsvHeader& header, std::string_view name) {
    if (name == "countries") return header.find("country_codes") >= 0;
    if (name == "jurisdiction") return header.find("jurisdiction_description") >= 0 && !plan.is_address;
    return name == "name" && plan.is_address && header.find("address") >= 0;
  }

  const NodeColumn* known_column(std::string_view field) const {
    const auto find_in = [](std::span<const NodeColumn> columns, std::string_view name) -> const NodeColumn* {
      const auto found = std::ranges::find_if(
          columns, [&](const NodeColumn& c) { return equal_ignoring_case(c.name, name); });
      return found == columns.end() ? nullptr : &*found;
    };
    if (category_ < 0) return find_in(kNodeColumns, field);
    if (!field.starts_with(kPlayersPrefix)) return nullptr;
    field.remove_prefix(kPlayersPrefix.size());
    const NodeColumn* known = find_in(kPlayerColumns, field);
    return known != nullptr ? known : find_in(kNodeColumns, field);
  }

  SlotId slot(const Plan& plan, std::string_view property, std::string_view field) {
    return sink_.slot({plan.schema, property, field, {}});
  }

  const Plan& plan_of(std::span<const std::string_view> cells) const {
    if (category_ < 0) return plans_[0];
    const std::string_view category = cell(cells, category_);
    return plans_[category == "Company" ? 1 : category == "Address" ? 2 : 0];
  }

  void read_row(std::span<const std::string_view> cells, const Record& record) override {
    const std::string_view number = cell(cells, node_id_);
    if (number.empty()) return sink_.issue("no-id", "the row has no node_id and cannot be read", record);
    id_.set(number);
    const Plan& plan = plan_of(cells);
    sink_.add(id_.text(), plan.id, id_.text(), {}, record);
    for (const Column& column : plan.columns) {
      const std::string_view words = cell(cells, column.at);
      if (!words.empty() || column.other >= 0) read_cell(column, words, cells, record);
    }
  }

  void read_cell(const Column& column, std::string_view words, std::span<const std::string_view> cells,
                 const Record& record) {
    switch (column.reading) {
      case Reading::value: return sink_.add(id_.text(), column.slot, words, {}, record);
      case Reading::date: return add_date(sink_, id_.text(), column.slot, words, column.field, record);
      case Reading::name: return read_name(column, words, record);
      case Reading::full_address: return read_address(column, words, cell(cells, column.other), record);
      case Reading::paired: return read_pairs(column, words, cell(cells, column.other), record);
      case Reading::number: return read_number(column, words, record);
      case Reading::current_through: return read_current_through(column, words, record);
      case Reading::pep: return read_pep(column, words, record);
      case Reading::not_mapped: return sink_.not_mapped(column.field, words, record);
      case Reading::passed_over: return;
    }
  }

  void read_name(const Column& column, std::string_view words, const Record& record) {
    if (is_bearer(words)) {
      sink_.add(id_.text(), column.weak_slot, words, {}, record);
      return state_negative(column, "holder", words, "bearer", record);
    }
    if (is_lost(words)) {
      sink_.issue("lost-name", column.field + ": " + quoted(words) + " is what an encoding left of a name",
                  record);
    } else if (words.size() > 16 || !is_one_of(words, kNoNames)) {
      return sink_.add(id_.text(), column.slot, words, {}, record);
    }
    sink_.add(id_.text(), column.weak_slot, words, {}, record);
  }

  // That a source denies something, or cannot say it, is a statement too.
  void state_negative(const Column& column, std::string_view kind, std::string_view words,
                      std::string_view reason, const Record& record) {
    const std::string fact = model::link_id(kPrefix, "NegativeFact", id_.text(), kind, words);
    const auto state = [&](std::string_view property, std::string_view value, std::string_view original) {
      sink_.add(
          fact,
          sink_.slot({"NegativeFact", property, property == "id" ? std::string_view() : column.field, {}}),
          value, original, record);
    };
    state("id", fact, {});
    state("subject", id_.text(), {});
    state("kind", kind, {});
    state("reason", reason, reason == words ? std::string_view() : words);
  }

  // Of an address and its name the longer is the whole address: editions differ in which of the two columns
  // holds it, and the shorter is then its first line.
  void read_address(const Column& column, std::string_view address, std::string_view name,
                    const Record& record) {
    const bool name_is_whole = name.size() > address.size();
    sink_.add(id_.text(), column.slot, name_is_whole ? name : address, {}, record);
    if (!name.empty() && !address.empty() && name != address) {
      sink_.add(id_.text(), column.weak_slot, name_is_whole ? address : name, {}, record);
    }
  }

  // "GBR;HKG" and "United Kingdom;Hong Kong": where the lists have one length, each code is stated with its
  // name as the source's words; else every code and every name stands for itself.
  void read_pairs(const Column& column, std::string_view codes, std::string_view names,
                  const Record& record) {
    if (codes.empty() && names.empty()) return;
    if (std::ranges::count(codes, ';') == std::ranges::count(names, ';')) {
      while (!codes.empty() || !names.empty()) {
        const std::string_view code = next_in_list(codes), name = next_in_list(names);
        const std::string_view value = code.empty() ? name : code;
        sink_.add(id_.text(), code.empty() ? column.weak_slot : column.slot, value,
                  name == value ? std::string_view() : name, record);
        say_no_country(column, value, name, record);
      }
      return;
    }
    read_list(column, column.slot, codes, record);
    read_list(column, column.weak_slot, names, record);
  }

  void read_list(const Column& column, SlotId slot, std::string_view list, const Record& record) {
    while (!list.empty()) {
      const std::string_view value = next_in_list(list);
      sink_.add(id_.text(), slot, value, {}, record);
      say_no_country(column, value, value, record);
    }
  }

  static std::string_view next_in_list(std::string_view& list) {
    const size_t end = std::min(list.find(';'), list.size());
    const std::string_view item = trim(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
    return item;
  }

  void say_no_country(const Column& column, std::string_view code, std::string_view name,
                      const Record& record) {
    // Codes have three letters at most times: what begins with none of these letters needs no comparing.
    if (code.empty() || std::string_view("XxNnUuRr").find(code.front()) == std::string_view::npos) return;
    if (!is_no_country(code) && !is_no_country(name)) return;
    sink_.issue("no-country", column.field + ": " + quoted(name.empty() ? code : name) + " is no country",
                record);
  }

  void read_number(const Column& column, std::string_view words, const Record& record) {
    if (words == "None" || words == "0") return sink_.not_mapped(column.field, words, record);
    sink_.add(id_.text(), column.slot, words, {}, record);
  }

  void read_current_through(const Column& column, std::string_view words, const Record& record) {
    const std::string_view year = current_through_.year(words);
    if (year.empty()) return sink_.not_mapped(column.field, words, record);
    sink_.add(id_.text(), column.slot, year, year == words ? std::string_view() : words, record);
  }

  void read_pep(const Column& column, std::string_view words, const Record& record) {
    if (equal_ignoring_case(words, "yes"))
      return sink_.add(id_.text(), column.slot, "role.pep", words, record);
    if (equal_ignoring_case(words, "no")) return state_negative(column, "role.pep", words, words, record);
    sink_.not_mapped(column.field, words, record);
  }

  int node_id_ = -1;
  int category_ = -1;
  std::vector<Plan> plans_;
  NodeId id_;
  CurrentThrough current_through_;
};

bool are_nodes(const CsvHeader& header) {
  const auto has = [&](std::string_view name) { return header.find(name) >= 0; };
  if (has("data.categories.0") && has("data.properties.name") && has("id")) return true;
  return has("node_id") && (has("sourceID") || has("valid_until")) && (has("name") || has("address"));
}

int recognise_nodes(std::string_view head) {
  const auto header = header_of(head);
  return header && are_nodes(*header) ? 90 : 0;
}

base::Result<void> read_nodes(Stream& stream, Sink& sink, const ReadOptions& options) {
  return read_table<NodeReader>(stream, sink, options, are_nodes, "nodes");
}

}  // namespace

extern const Format kIcijNodes;

const Format kIcijNodes = {
    .name = kNodesName,
    .title = "ICIJ Offshore Leaks, nodes: entities, officers, addresses, intermediaries, others (CSV)",
    .dataset = kDataset,
    .prefix = kPrefix,
    .publisher = kPublisher,
    .recognise = recognise_nodes,
    .read = read_nodes,
};

}  // namespace clew::read
