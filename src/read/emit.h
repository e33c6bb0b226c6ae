// Writes the statements of one entity at a time into a sink: what most readers want.
//
//   Emit emit(sink);
//   emit.begin("ofac-36", "Company", record);
//   emit.add("name", row[1], "SDN_Name");
//   emit.add("incorporationDate", "1948-12-10", "Remarks", {.original = "10 Dec 1948"});
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "read/dates.h"
#include "read/sink.h"

namespace clew::read {

struct ValueNote {
  std::string_view original = {};  // The source's words, where value differs from them.
  std::string_view language = {};
};

class Emit {
 public:
  explicit Emit(Sink& sink) : sink_(sink) {}

  // Starts an entity and states that it exists.
  void begin(std::string_view id, std::string_view schema, const model::Record& record);

  // Starts an entity of which this record only adds something: its schema is stated elsewhere.
  // `schema` is then the least that has the properties, often "Thing".
  void resume(std::string_view id, std::string_view schema, const model::Record& record);

  // Empty values are ignored. Text is trimmed of blanks at both ends, nothing else.
  void add(std::string_view property, std::string_view value, std::string_view field, ValueNote note = {});

  // A date in the source's own writing (see dates.h): the value becomes the ISO prefix date, the words
  // stay as original. What is no date is kept as written, with an issue "bad-date".
  void add_date(std::string_view property, std::string_view words, std::string_view field,
                DayOrder order = DayOrder::day_first);

  // A field that has no place in the model.
  void not_mapped(std::string_view field, std::string_view value) { sink_.not_mapped(field, value, record_); }
  void issue(std::string_view kind, std::string_view text) { sink_.issue(kind, text, record_); }

  const std::string& id() const { return id_; }
  const model::Record& record() const { return record_; }
  Sink& sink() { return sink_; }

 private:
  // The slot's number. Kept by a 64-bit hash: among a few thousand slots two collide once in 10^12 loads.
  SlotId slot_of(std::string_view property, std::string_view field, std::string_view language);

  Sink& sink_;
  std::string id_;
  std::string schema_;
  uint64_t schema_hash_ = 0;
  model::Record record_;
  std::unordered_map<uint64_t, SlotId> slots_;
};

}  // namespace clew::read
