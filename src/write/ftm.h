// Here are entities: give me FollowTheMoney's JSON lines or its statements as CSV.
//
//   {"id":"ofac-36","caption":"AEROCARIBBEAN AIRLINES","schema":"Company","properties":{"name":[...]},
//    "referents":[],"datasets":["us_ofac_sdn"],"first_seen":"2021-07-07","last_seen":"2021-07-07"}
//
// What FollowTheMoney has no name for is left out and counted, never bent: schemata and properties of Clew's
// own, dates that are none, entities whose stated schemata have nothing in common. Pure; text is UTF-8.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/schema.h"
#include "model/statement.h"

namespace clew::write {

// A statement and the days on which the first and the last version that contains it were published.
struct DatedStatement {
  model::Statement statement;
  std::string_view first_seen;
  std::string_view last_seen;
};

struct DatedEntity {
  std::string_view id;
  std::string_view caption;
  std::span<const DatedStatement> statements;
};

// What was written, and what was left out.
struct FtmCounts {
  uint64_t entities = 0;
  uint64_t statements = 0;
  uint64_t clew_entities = 0;    // Of a schema of Clew's own.
  uint64_t clew_statements = 0;  // Of a property of Clew's own, or of one that the entity's schema lacks.
  uint64_t conflicting_entities = 0;  // Of schemata without a common ground.
  uint64_t bad_dates = 0;             // In a property for dates, but no ISO prefix date.
  uint64_t repeats = 0;               // The same to FollowTheMoney: another schema or original of one value.
};

// One line of JSON with its line end; empty where nothing of the entity can be written.
std::string ftm_entity(const DatedEntity& entity, FtmCounts& counts);

// The rows of the entity's statements, all fields quoted, without the heading. The columns are canonical_id,
// entity_id, prop, prop_type, schema, value, dataset, origin, lang, original_value, external, first_seen,
// last_seen, id.
std::string ftm_statements(const DatedEntity& entity, FtmCounts& counts);
std::string_view ftm_statements_heading();

// The id that FollowTheMoney gives a statement: SHA-1 of "dataset.entity.property.value", then "@language".
std::string ftm_statement_id(const model::Statement& statement);

}  // namespace clew::write
