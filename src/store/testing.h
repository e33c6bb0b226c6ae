// Test aid: stores written without readers, from what each version of a dataset is to say.
//
//   TestStore made(folder / "a.clew");
//   made.add_version("list", "2024-01-01", {{"p-1", {{"Person", "name", "Ivan Petrov"}}}});
//   made.add_version("list", "2024-02-01", {});           // Everybody is gone.
//
// The versions stay here as they were given: the slow twin to hold a store against.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/store.h"

namespace clew::store {

// A folder of its own, gone with the object. In memory where that can be had: syncing a disk takes its time.
class TestFolder {
 public:
  TestFolder() : path_(root() / ("clew-test-" + base::hex(base::random_bytes(8)))) {
    std::filesystem::create_directories(path_);
  }
  ~TestFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  std::string operator/(std::string_view name) const { return (path_ / name).string(); }

 private:
  static std::filesystem::path root() {
    const std::filesystem::path in_memory = "/dev/shm";
    return access(in_memory.c_str(), W_OK) == 0 ? in_memory : std::filesystem::temp_directory_path();
  }
  std::filesystem::path path_;
};

inline std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline void write_bytes(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

struct Said {
  std::string schema, property, value, original = {}, language = {};
  friend auto operator<=>(const Said&, const Said&) = default;
};
using Content = std::map<std::string, std::set<Said>>;  // By entity; nobody with nothing said.

// What a view of a store says, to be compared: a line for each statement, sorted.
inline std::multiset<std::string> statements_of(const Store& store, const View& view) {
  std::multiset<std::string> lines;
  const auto scanned = store.scan(view, [&](const Entity& entity) {
    for (const auto& [s, from, to] : entity.statements) {
      lines.insert(std::string(s.dataset) + " " + entity.id + " " + std::string(s.slot.schema) + ":" +
                   std::string(s.slot.property) + "@" + std::string(s.slot.language) + " = " +
                   std::string(s.value) + " (" + std::string(s.original) + ")");
    }
    return true;
  });
  if (!scanned) lines.insert("error: " + scanned.error().message);
  return lines;
}

inline std::multiset<std::string> statements_of(const std::string& dataset, const Content& content) {
  std::multiset<std::string> lines;
  for (const auto& [id, all] : content) {
    for (const Said& said : all) {
      lines.insert(dataset + " " + id + " " + said.schema + ":" + said.property + "@" + said.language +
                   " = " + said.value + " (" + said.original + ")");
    }
  }
  return lines;
}

// All a store says of all versions, with places and versions: equal before and after a compaction.
inline std::multiset<std::string> rows_of(const Store& store) {
  std::multiset<std::string> lines;
  for (uint32_t dataset = 0; dataset < store.manifest().datasets.size(); ++dataset) {
    std::vector<std::shared_ptr<const Segment>> segments;
    for (size_t i = 0; i < store.segments().size(); ++i) {
      if (store.manifest().segments[i].dataset == dataset) segments.push_back(store.segments()[i]);
    }
    EntityMerge merge(segments);
    for (auto more = merge.next(); more && *more; more = merge.next()) {
      for (const StatedRow& stated : merge_rows(merge.parts())) {
        const model::Slot& slot = stated.shard->slot(stated.row);
        const model::Record& record = stated.shard->record(stated.row);
        std::ostringstream line;
        line << store.manifest().datasets[dataset].name << ' ' << merge.id() << ' ' << slot.schema << ':'
             << slot.property << '/' << slot.field << '@' << slot.language << " = "
             << stated.shard->value(stated.row) << " (" << stated.shard->original(stated.row) << ") at "
             << record.part << ',' << record.line << ',' << record.offset << '+' << record.length << " in ["
             << stated.row.known_from << ',' << stated.row.known_to << ')';
        lines.insert(line.str());
      }
    }
  }
  return lines;
}

class TestStore {
 public:
  // Few entities in a shard, so that small stores have many.
  explicit TestStore(std::string path, size_t shard_entities = 7)
      : path_(std::move(path)), shard_entities_(shard_entities) {
    for (const char* folder : {"segments", "reports", "sources"})
      std::filesystem::create_directories(path_ + "/" + folder);
    manifest_.salt = std::string(64, '0');
    write_manifest_file();
  }

  const std::string& path() const { return path_; }
  Manifest& manifest() { return manifest_; }
  const std::vector<Content>& versions(const std::string& dataset) { return versions_[dataset]; }
  Store open() const {
    auto store = Store::open(path_);
    assert(store);
    return std::move(*store);
  }

  void add_version(const std::string& name, const std::string& published_on, const Content& content) {
    auto dataset = std::find_if(manifest_.datasets.begin(), manifest_.datasets.end(),
                                [&](const Dataset& d) { return d.name == name; });
    if (dataset == manifest_.datasets.end()) {
      dataset = manifest_.datasets.insert(dataset, Dataset{});
      dataset->name = name;
    }
    auto& versions = versions_[name];
    const uint32_t number = static_cast<uint32_t>(versions.size() + 1);
    const uint32_t source = add_source("source of " + name + " " + std::to_string(number));
    static const Content kNobody;
    const auto dataset_number = static_cast<uint32_t>(dataset - manifest_.datasets.begin());
    write_segment(dataset_number, number, versions.empty() ? kNobody : versions.back(), content);
    Version version;
    version.number = number;
    version.name = published_on;
    version.published_on = published_on;
    version.report = name + "-" + std::to_string(number) + ".json";
    version.sources = {source};
    write_bytes(report_path(path_, version.report), "{}\n");
    dataset->versions.push_back(version);
    versions.push_back(content);
    write_manifest_file();
  }

  void write_manifest_file() { write_bytes(path_ + "/manifest", write_manifest(manifest_)); }

 private:
  struct Change {
    Said said;
    uint32_t known_from = 0, known_to = 0;
  };

  uint32_t add_source(const std::string& bytes) {
    KeptSource kept;
    kept.source.sha256 = base::hex(base::sha256(bytes));
    kept.source.from = "/invented/list.json";
    kept.source.size = bytes.size();
    kept.kept = true;
    kept.file = kept.source.sha256;
    write_bytes(source_path(path_, kept.source.sha256), bytes);
    manifest_.sources.push_back(kept);
    const auto number = static_cast<uint32_t>(manifest_.sources.size() - 1);
    manifest_.parts.push_back({number, "", "invented"});
    return number;
  }

  void write_segment(uint32_t dataset, uint32_t number, const Content& before, const Content& now) {
    std::map<std::pair<uint64_t, std::string>, std::vector<Change>> changes;
    const auto change = [&](const std::string& id, const Said& said, uint32_t to) {
      uint32_t& since = since_[{dataset, id, said}];
      if (to == 0) since = number;
      changes[{entity_key(id), id}].push_back({said, since, to});
    };
    for (const auto& [id, all] : before) {
      for (const Said& said : all) {
        if (!now.contains(id) || !now.at(id).contains(said)) change(id, said, number);
      }
    }
    for (const auto& [id, all] : now) {
      for (const Said& said : all) {
        if (!before.contains(id) || !before.at(id).contains(said)) change(id, said, 0);
      }
    }
    ++manifest_.generation;
    if (changes.empty()) return;
    const std::string name = manifest_.datasets[dataset].name;
    SegmentEntry entry;
    entry.file = std::to_string(manifest_.generation) + "-" + name + "-" + std::to_string(number) + ".seg";
    entry.dataset = dataset;
    entry.version_first = entry.version_last = number;
    auto writer = SegmentWriter::create(base::real_disk(), segment_path(path_, entry.file));
    assert(writer);
    ShardBuilder builder;
    uint64_t first = 0, last = 0;
    uint32_t line = 0;
    const auto close = [&] {
      if (builder.entity_count() == 0) return;
      [[maybe_unused]] const auto appended = writer->append(pack_shard(builder, first, last));
      assert(appended);
    };
    for (const auto& [id, rows] : changes) {
      if (builder.entity_count() >= shard_entities_ && id.first != last) close();
      if (builder.entity_count() == 0) first = id.first;
      last = id.first;
      builder.begin_entity(id.second);
      ++entry.entities;
      for (const Change& row : rows) {
        ++line;
        const uint32_t slot =
            builder.intern_slot({row.said.schema, row.said.property, "field", row.said.language});
        const auto part = static_cast<uint32_t>(manifest_.parts.size() - 1);
        builder.add(slot, row.said.value, row.said.original,
                    {.part = part, .line = line, .offset = line * 10ull, .length = 9}, row.known_from,
                    row.known_to);
        ++entry.rows;
      }
    }
    close();
    const auto bytes = writer->finish();
    assert(bytes);
    entry.bytes = *bytes;
    manifest_.segments.push_back(entry);
  }

  std::string path_;
  size_t shard_entities_;
  Manifest manifest_;
  std::map<std::string, std::vector<Content>> versions_;
  std::map<std::tuple<uint32_t, std::string, Said>, uint32_t> since_;
};

// Invented people whose statements come, go and come back from version to version.
inline Content some_content(std::mt19937_64& random, size_t people) {
  static const char* const kNames[] = {"Ivan Petrov", "Иван Петров",  "Anna Lind",
                                       "張偉",        "Omar al-Said", "Acme Ltd"};
  Content content;
  for (size_t i = 0; i < people; ++i) {
    if (random() % 4 == 0) continue;
    auto& all = content["p-" + std::to_string(i)];
    all.insert({"Person", "id", "p-" + std::to_string(i)});
    for (size_t j = random() % 5; j > 0; --j) {
      const std::string name = kNames[random() % 6];
      all.insert({"Person", random() % 2 ? "name" : "alias", name, random() % 3 ? "" : name + ",",
                  random() % 2 ? "" : "rus"});
    }
  }
  return content;
}

}  // namespace clew::store
