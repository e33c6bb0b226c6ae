// Where a reader puts what it reads.
//
// A reader calls slot() once per kind of value and add() for each value, word for word. Nothing a source
// holds may vanish: what has no property goes to not_mapped(), what is odd to issue().
// Text passed in is copied before the call returns. One sink belongs to one thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/statement.h"

namespace clew::read {

using SlotId = uint32_t;

// What a file says of itself and its dataset; empty fields are unknown.
struct DatasetNote {
  std::string_view title;
  std::string_view publisher;
  std::string_view published_on;  // ISO date or date and time.
  std::string_view version;       // The publisher's own name for this version.
  std::string_view licence;
};

class Sink {
 public:
  virtual ~Sink() = default;

  // The number of a slot; equal slots get equal numbers. An unknown schema or property becomes an issue
  // (once for each) and its values are counted as not mapped.
  virtual SlotId slot(const model::Slot& slot) = 0;

  // States `value` of `entity`. Empty values are ignored; equal statements of one field are kept once.
  virtual void add(std::string_view entity, SlotId slot, std::string_view value, std::string_view original,
                   const model::Record& record) = 0;

  // For deltas: what is added to `entity` in this load replaces all that the dataset said of it before
  // (nothing added: the entity is gone). The first call makes the whole load a delta.
  virtual void replace(std::string_view entity, const model::Record& record) = 0;

  virtual void issue(std::string_view kind, std::string_view text, const model::Record& record) = 0;

  // A field of the source that has no place in the model, with one value it held.
  virtual void not_mapped(std::string_view field, std::string_view value, const model::Record& record) = 0;

  virtual void note(const DatasetNote& note) = 0;
};

}  // namespace clew::read
