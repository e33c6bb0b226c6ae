#include "write/ftm.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "base/hash.h"

namespace clew::write {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

// "1948", "1948-12", "1948-12-10", and with a time behind it.
bool is_prefix_date(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  constexpr size_t kLengths[] = {4, 7, 10, 13, 16, 19};
  if (std::find(std::begin(kLengths), std::end(kLengths), text.size()) == std::end(kLengths)) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    const bool is_blank_for_t = kShape[i] == 'T' && text[i] == ' ';
    if (kShape[i] == '0' ? !is_digit : text[i] != kShape[i] && !is_blank_for_t) return false;
  }
  return true;
}

std::vector<const model::Schema*> schemata_of(const DatedEntity& entity) {
  std::vector<const model::Schema*> schemata;
  for (const DatedStatement& dated : entity.statements) {
    const model::Schema* schema = model::find_schema(dated.statement.slot.schema);
    if (schema != nullptr && std::find(schemata.begin(), schemata.end(), schema) == schemata.end())
      schemata.push_back(schema);
  }
  return schemata;
}

// The most specific schema that does not contradict any that is stated: of "Thing" and "Person" that is
// Person, of "Person" and "Company" what both are, LegalEntity. nullptr where that is nothing one can be.
const model::Schema* schema_of(const DatedEntity& entity) {
  const auto stated = schemata_of(entity);
  const model::Schema* best = nullptr;
  for (const model::Schema* schema : stated) {
    for (const model::Schema* candidate : schema->ancestors) {
      const bool fits = std::all_of(stated.begin(), stated.end(), [&](const model::Schema* other) {
        return other->is_a(*candidate) || candidate->is_a(*other);
      });
      if (fits && !candidate->abstract &&
          (best == nullptr || candidate->ancestors.size() > best->ancestors.size()))
        best = candidate;
    }
  }
  return best;
}

void put(Writer& out, std::string_view text) { out.String(text.data(), static_cast<unsigned>(text.size())); }

void put(Writer& out, const char* name, std::string_view text) {
  out.Key(name);
  put(out, text);
}

using Values = std::vector<std::pair<std::string_view, std::vector<std::string_view>>>;

// Properties in the order of the sources, each with its distinct values.
Values values_of(const DatedEntity& entity, const model::Schema& schema, FtmCounts& counts) {
  Values values;
  for (const DatedStatement& dated : entity.statements) {
    const model::Statement& statement = dated.statement;
    if (statement.slot.property == "id" || statement.slot.property == "referents") continue;
    const model::Property* property = schema.property(statement.slot.property);
    if (property == nullptr || property->clew) {
      ++counts.clew_statements;
      continue;
    }
    if (property->type == model::Type::date && !is_prefix_date(statement.value)) {
      ++counts.bad_dates;
      continue;
    }
    auto place = std::find_if(values.begin(), values.end(),
                              [&](const auto& item) { return item.first == property->name; });
    if (place == values.end()) place = values.insert(place, {property->name, {}});
    if (std::find(place->second.begin(), place->second.end(), statement.value) != place->second.end()) {
      ++counts.repeats;
      continue;
    }
    place->second.push_back(statement.value);
    ++counts.statements;
  }
  return values;
}

void put_list(Writer& out, const char* name, const std::vector<std::string_view>& items) {
  out.Key(name);
  out.StartArray();
  for (const std::string_view item : items) put(out, item);
  out.EndArray();
}

// FollowTheMoney holds the ids of what was merged into an entity beside its properties.
std::vector<std::string_view> referents_of(const DatedEntity& entity, FtmCounts& counts) {
  std::vector<std::string_view> referents;
  for (const DatedStatement& dated : entity.statements) {
    const std::string_view id = dated.statement.value;
    if (dated.statement.slot.property != "referents") continue;
    if (std::find(referents.begin(), referents.end(), id) != referents.end()) continue;
    referents.push_back(id);
    ++counts.statements;
  }
  return referents;
}

std::vector<std::string_view> datasets_of(const DatedEntity& entity) {
  std::vector<std::string_view> datasets;
  for (const DatedStatement& dated : entity.statements) {
    const std::string_view dataset = dated.statement.dataset;
    if (std::find(datasets.begin(), datasets.end(), dataset) == datasets.end()) datasets.push_back(dataset);
  }
  return datasets;
}

void put_dates(Writer& out, const DatedEntity& entity) {
  const auto [first, unused] =
      std::minmax_element(entity.statements.begin(), entity.statements.end(),
                          [](const auto& a, const auto& b) { return a.first_seen < b.first_seen; });
  const auto last = std::max_element(entity.statements.begin(), entity.statements.end(),
                                     [](const auto& a, const auto& b) { return a.last_seen < b.last_seen; });
  put(out, "first_seen", first->first_seen);
  put(out, "last_seen", last->last_seen);
}

// A CSV cell, always quoted.
void put_cell(std::string& row, std::string_view text) {
  row += row.empty() || row.back() == '\n' ? "\"" : ",\"";
  for (const char c : text) {
    row += c;
    if (c == '"') row += '"';
  }
  row += '"';
}

std::string_view type_name(const model::Statement& statement, const model::Property* property) {
  return statement.slot.property == "id" ? "id" : model::to_string(property->type);
}

void put_row(std::string& rows, const DatedStatement& dated, const model::Property* property,
             std::string_view id) {
  const model::Statement& statement = dated.statement;
  for (const std::string_view cell :
       {statement.entity, statement.entity, statement.slot.property, type_name(statement, property),
        statement.slot.schema, statement.value, statement.dataset, std::string_view(),
        statement.slot.language, statement.original, std::string_view("f"), dated.first_seen, dated.last_seen,
        id}) {
    put_cell(rows, cell);
  }
  rows += '\n';
}

}  // namespace

std::string ftm_statement_id(const model::Statement& statement) {
  std::string key(statement.dataset);
  for (const std::string_view piece : {statement.entity, statement.slot.property, statement.value}) {
    key += '.';
    key += piece;
  }
  if (!statement.slot.language.empty()) {
    key += '@';
    key += statement.slot.language;
  }
  return base::sha1_hex(key);
}

std::string ftm_entity(const DatedEntity& entity, FtmCounts& counts) {
  const model::Schema* schema = schema_of(entity);
  if (schema == nullptr) {
    ++counts.conflicting_entities;
    return {};
  }
  if (schema->clew) {
    ++counts.clew_entities;
    return {};
  }
  ++counts.entities;
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  out.StartObject();
  put(out, "id", entity.id);
  put(out, "caption", entity.caption);
  put(out, "schema", schema->name);
  out.Key("properties");
  out.StartObject();
  for (const auto& [property, values] : values_of(entity, *schema, counts))
    put_list(out, std::string(property).c_str(), values);
  out.EndObject();
  put_list(out, "referents", referents_of(entity, counts));
  put_list(out, "datasets", datasets_of(entity));
  put_dates(out, entity);
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

std::string_view ftm_statements_heading() {
  return "\"canonical_id\",\"entity_id\",\"prop\",\"prop_type\",\"schema\",\"value\",\"dataset\",\"origin\","
         "\"lang\","
         "\"original_value\",\"external\",\"first_seen\",\"last_seen\",\"id\"\n";
}

std::string ftm_statements(const DatedEntity& entity, FtmCounts& counts) {
  std::string rows;
  std::unordered_set<std::string> written;
  for (const DatedStatement& dated : entity.statements) {
    const model::Statement& statement = dated.statement;
    const model::Schema* schema = model::find_schema(statement.slot.schema);
    const model::Property* property = schema == nullptr ? nullptr : schema->property(statement.slot.property);
    const bool is_known = statement.slot.property == "id" || (property != nullptr && !property->clew);
    if (schema == nullptr || schema->clew || !is_known) {
      ++counts.clew_statements;
      continue;
    }
    if (property != nullptr && property->type == model::Type::date && !is_prefix_date(statement.value)) {
      ++counts.bad_dates;
      continue;
    }
    std::string id = ftm_statement_id(statement);
    if (written.contains(id)) {
      ++counts.repeats;
      continue;
    }
    put_row(rows, dated, property, id);
    written.insert(std::move(id));
    ++counts.statements;
  }
  counts.entities += rows.empty() ? 0 : 1;
  return rows;
}

}  // namespace clew::write
