// The sink that readers write into when a store is loaded: checks each slot against the model once, keeps
// out what was asked to be kept out, and passes the rest on to a Gather.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "load/partitions.h"
#include "load/report.h"
#include "model/schema.h"
#include "read/sink.h"

namespace clew::load {

// A slot as this load knows it. Text lives as long as the sink.
struct LoadSlot {
  model::Slot slot;
  const model::Schema* schema = nullptr;  // nullptr: not in the model; its values are counted, not kept.
  bool withheld = false;
  bool is_share = false;  // What is no part of a whole is remarked upon.
  model::Type type = model::Type::string;
};

struct Note {
  std::string title, publisher, published_on, version, licence;
};

class LoadSink : public read::Sink {
 public:
  LoadSink(Gather& gather, const std::vector<std::string>& without) : gather_(gather), without_(without) {}

  // The part at hand, and where the stream begins when it is a piece of a larger one.
  void set_origin(uint32_t part, uint64_t offset, uint32_t line) {
    part_ = part;
    origin_offset_ = offset;
    origin_line_ = line;
  }

  read::SlotId slot(const model::Slot& slot) override;
  void add(std::string_view entity, read::SlotId slot, std::string_view value, std::string_view original,
           const model::Record& record) override;
  void replace(std::string_view entity, const model::Record& record) override;
  void issue(std::string_view kind, std::string_view text, const model::Record& record) override;
  void not_mapped(std::string_view field, std::string_view value, const model::Record& record) override;
  void note(const read::DatasetNote& note) override;

  const std::vector<LoadSlot>& slots() const { return slots_; }
  Report& report() { return report_; }
  const Note& note() const { return note_; }
  // The days of publication that parts say themselves.
  const std::map<uint32_t, std::string>& days() const { return days_; }
  bool is_delta() const { return is_delta_; }

 private:
  void check_share(std::string_view words, const model::Record& record);
  model::Record place(const model::Record& record) const;

  Gather& gather_;
  const std::vector<std::string>& without_;
  std::vector<LoadSlot> slots_;
  std::deque<std::string> texts_;
  std::unordered_map<std::string, read::SlotId> numbers_;
  Report report_;
  Note note_;
  std::map<uint32_t, std::string> days_;
  bool is_delta_ = false;
  model::Record share_told_;  // Where a reader told of an odd share itself.
  uint32_t part_ = 0;
  uint64_t origin_offset_ = 0;
  uint32_t origin_line_ = 0;
};

}  // namespace clew::load
