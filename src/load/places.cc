#include "load/places.h"

#include <algorithm>
#include <map>

#include "model/schema.h"
#include "read/format.h"
#include "read/stream.h"

namespace clew::load {
namespace {

// Keeps the places of what is to be erased, and nothing else.
class PlaceSink : public read::Sink {
 public:
  PlaceSink(const Erased& erased, std::vector<Passage>& passages) : erased_(erased), passages_(passages) {}

  read::SlotId slot(const model::Slot& slot) override {
    const model::Schema* schema = model::find_schema(slot.schema);
    const model::Property* property = schema == nullptr ? nullptr : schema->property(slot.property);
    Kind kind;
    if (property != nullptr) kind.type = property->type;
    kind.is_about = schema != nullptr && schema->is_a(*interval_);
    kinds_.push_back(kind);
    return static_cast<read::SlotId>(kinds_.size() - 1);
  }

  void add(std::string_view entity, read::SlotId slot, std::string_view value, std::string_view original,
           const model::Record& record) override {
    const Kind kind = kinds_[slot];
    if (hides(entity)) return take(record, {});
    if (kind.type == model::Type::name) return;  // Another of the same name stays.
    if (kind.type == model::Type::entity) {
      if (erased_.hides_entity(value)) take(record, kind.is_about ? std::string_view() : value);
      return;
    }
    for (const std::string_view text : {value, original}) {
      if (!text.empty() && erased_.hides_text(text)) take(record, text);
    }
  }

  void not_mapped(std::string_view, std::string_view value, const model::Record& record) override {
    if (erased_.hides_text(value)) take(record, value);
  }

  void replace(std::string_view, const model::Record&) override {}
  void issue(std::string_view, std::string_view, const model::Record&) override {}
  void note(const read::DatasetNote&) override {}

 private:
  struct Kind {
    model::Type type = model::Type::string;
    bool is_about = false;  // Links and listings: nothing is left of them without whom they are about.
  };

  // Statements of one entity come one after another.
  bool hides(std::string_view entity) {
    if (entity != last_) {
      last_ = entity;
      hides_last_ = erased_.hides_entity(entity);
    }
    return hides_last_;
  }

  void take(const model::Record& record, std::string_view text) {
    if (!passages_.empty() && passages_.back().record == record && passages_.back().text == text) return;
    passages_.push_back({record, std::string(text)});
  }

  const Erased& erased_;
  std::vector<Passage>& passages_;
  const model::Schema* interval_ = model::find_schema("Interval");
  std::vector<Kind> kinds_;
  std::string last_;
  bool hides_last_ = false;
};

std::string dataset_of(const store::Manifest& manifest, uint32_t source) {
  for (const store::Dataset& dataset : manifest.datasets) {
    for (const store::Version& version : dataset.versions) {
      if (std::ranges::find(version.sources, source) != version.sources.end()) return dataset.name;
    }
  }
  return {};
}

const read::Format* format_named(std::string_view name) {
  const auto all = read::formats();
  const auto found = std::ranges::find(all, name, &read::Format::name);
  return found == all.end() ? nullptr : *found;
}

}  // namespace

std::vector<Passage> places_of(const std::string& store, const store::Manifest& manifest,
                               const Erased& erased) {
  std::vector<Passage> passages;
  for (uint32_t number = 0; number < manifest.parts.size(); ++number) {
    const store::Part& part = manifest.parts[number];
    const store::KeptSource& kept = manifest.sources[part.source];
    const read::Format* format = format_named(part.format);
    if (!kept.kept || format == nullptr || !part.member.empty()) continue;
    auto stream = read::open_input({store + "/sources/" + kept.file, {}, 0});
    if (!stream) continue;
    PlaceSink sink(erased, passages);
    read::ReadOptions options;
    options.part = number;
    options.dataset = dataset_of(manifest, part.source);
    (void)format->read(**stream, sink, options);
  }
  return passages;
}

}  // namespace clew::load
