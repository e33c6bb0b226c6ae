// The graph's derived file: made from the store, written, opened, tested.
#include <fmt/core.h>

#include <algorithm>

#include "base/threads.h"
#include "graph/graph_builder.h"
#include "graph/graph_texts.h"
#include "store/column_file.h"

namespace clew::graph {
namespace {

using base::ErrorKind;
using base::Result;

// To be raised with every change of the columns or of what stands in them.
constexpr uint32_t kFormat = 3;

// --- From the store ---------------------------------------------------------------------------------------

struct Read {
  Reading reading;
  uint64_t key = 0;
  uint32_t known_from = 1, known_to = 0;
};

// The versions of the dataset at which something begins or ends.
std::vector<uint32_t> turning_points(std::span<const store::EntityRows> parts) {
  std::vector<uint32_t> points;
  const auto note = [&](const store::Row& row) {
    if (points.empty() || points.back() != row.known_from) points.push_back(row.known_from);
    if (row.known_to != 0) points.push_back(row.known_to);
  };
  if (parts.size() == 1) {
    for (const store::Row& row : parts.front().rows()) note(row);
  } else {
    for (const store::StatedRow& stated : store::merge_rows(parts)) note(stated.row);
  }
  std::ranges::sort(points);
  const auto repeats = std::ranges::unique(points);
  points.erase(repeats.begin(), repeats.end());
  return points;
}

class StoreReader {
 public:
  explicit StoreReader(const store::Store& store) : store_(store) {}

  // What entities with keys in the range say.
  Result<std::vector<Read>> read(uint64_t first, uint64_t last) {
    shown_.assign(store_.manifest().datasets.size(), 0);
    store::EntityMerge merge(store_.segments(), first, last);
    while (true) {
      CLEW_TRY_ASSIGN(const bool more, merge.next());
      if (!more) return std::move(found_);
      parts_ = merge.parts();
      std::ranges::stable_sort(parts_, {}, [&](const auto& part) { return dataset_of(part); });
      for (size_t begin = 0; begin < parts_.size();) {
        size_t end = begin + 1;
        while (end < parts_.size() && dataset_of(parts_[end]) == dataset_of(parts_[begin])) ++end;
        read_of_dataset(merge, std::span(parts_).subspan(begin, end - begin));
        begin = end;
      }
    }
  }

 private:
  uint32_t dataset_of(const store::EntityRows& part) const {
    return store_.manifest().segments[part.segment].dataset;
  }

  void read_of_dataset(const store::EntityMerge& merge, std::span<const store::EntityRows> parts) {
    const uint32_t dataset = dataset_of(parts.front());
    const std::vector<uint32_t> points = turning_points(parts);
    for (size_t i = 0; i < points.size(); ++i) {
      shown_[dataset] = points[i];
      const auto entity = store_.make_entity(merge.id(), parts, shown_, {});
      if (entity) {
        keep({reading_of(*entity, static_cast<uint16_t>(dataset)), merge.key(), points[i],
              i + 1 < points.size() ? points[i + 1] : 0});
      }
    }
    shown_[dataset] = 0;
  }

  // What a new version says no differently goes on.
  void keep(Read read) {
    if (!found_.empty() && found_.back().key == read.key && found_.back().known_to == read.known_from &&
        found_.back().reading == read.reading) {
      found_.back().known_to = read.known_to;
    } else if (!read.reading.links.empty() || read.reading.node || !read.reading.facts.empty() ||
               !read.reading.listings.empty()) {
      found_.push_back(std::move(read));
    }
  }

  const store::Store& store_;
  std::vector<store::EntityRows> parts_;
  std::vector<uint32_t> shown_;
  std::vector<Read> found_;
};

constexpr uint64_t kRanges = 512;

}  // namespace

Result<GraphTables> tables_of(const store::Store& store) {
  GraphTableBuilder builder;
  const size_t together = 4 * base::processor_count();
  constexpr uint64_t kWidth = UINT64_MAX / kRanges + 1;
  for (uint64_t begin = 0; begin < kRanges; begin += together) {
    const size_t count = std::min<size_t>(together, kRanges - begin);
    std::vector<Result<std::vector<Read>>> found(count);
    base::parallel_for(base::processor_count(), count, [&](size_t, size_t i) {
      const uint64_t first = (begin + i) * kWidth;
      found[i] = StoreReader(store).read(first, first + (kWidth - 1));
    });
    for (auto& read : found) {
      if (!read) return std::unexpected(read.error());
      for (const Read& one : *read) builder.add(one.reading, one.key, one.known_from, one.known_to);
    }
  }
  return builder.finish(NodeOrder::by_nearness);
}

// --- Columns ----------------------------------------------------------------------------------------------

GraphColumns columns_of(const GraphTables& tables) {
  GraphColumns columns;
  std::vector<std::pair<const void*, size_t>> parts;
  each_column(tables, [&](const auto& column) { parts.emplace_back(column.data(), column.size()); });
  size_t at = 0;
  each_column(columns, [&](auto& column) {
    using Value = typename std::remove_reference_t<decltype(column)>::element_type;
    column = {static_cast<Value*>(parts[at].first), parts[at].second};
    ++at;
  });
  return columns;
}

size_t bytes_of(const GraphColumns& columns) {
  size_t bytes = 0;
  each_column(columns, [&](const auto& column) { bytes += column.size_bytes(); });
  return bytes;
}

namespace {

bool all_below(std::span<const uint32_t> column, size_t limit) {
  uint32_t most = 0;
  for (const uint32_t value : column) most = std::max(most, value);
  return column.empty() || most < limit;
}

bool is_start_column(std::span<const uint32_t> starts, size_t nodes, size_t links) {
  if (starts.size() != nodes + 1 || starts.front() != 0 || starts.back() != links) return false;
  return std::ranges::is_sorted(starts);
}

bool has_right_sizes(const GraphColumns& c) {
  const size_t nodes = c.node_key.size(), links = c.link_key.size();
  const bool node_sizes =
      c.node_class.size() == nodes && c.node_born.size() == nodes && c.node_by_key.size() == nodes;
  const bool link_sizes = c.out_other.size() == links && c.out_class.size() == links &&
                          c.link_from.size() == links && c.link_line.size() == links &&
                          c.link_offset.size() == links && c.in_other.size() == links &&
                          c.in_class.size() == links && c.in_link.size() == links;
  return node_sizes && link_sizes && is_start_column(c.out_start, nodes, links) &&
         is_start_column(c.in_start, nodes, links);
}

bool are_nodes_sound(const GraphColumns& c) {
  const size_t many = c.node_many_start.empty() ? 0 : c.node_many_start.size() - 1;
  const size_t beside = c.node_many_class.size();
  if (c.node_classes.empty() || c.node_many_born.size() != beside ||
      !std::ranges::is_sorted(c.node_many_start))
    return false;
  if (!c.node_many_start.empty() && c.node_many_start.back() > beside) return false;
  for (const uint32_t place : c.node_class) {
    if ((place & kMany) != 0 ? (place & ~kMany) >= many : place >= c.node_classes.size()) return false;
  }
  return all_below(c.node_many_class, c.node_classes.size());
}

bool are_notes_sound(std::span<const NoteRow> rows, size_t nodes) {
  return std::ranges::is_sorted(rows, {}, &NoteRow::node) && (rows.empty() || rows.back().node < nodes);
}

}  // namespace

bool is_sound(const GraphColumns& c) {
  const size_t nodes = c.node_key.size(), links = c.link_key.size();
  if (!has_right_sizes(c) || !are_nodes_sound(c)) return false;
  const bool classes =
      std::ranges::all_of(c.link_class, [&](const LinkClass& what) { return what.share < c.share.size(); });
  const bool shares = std::ranges::all_of(c.share, [](const ShareRow& row) {
    return row.low >= 0 && row.high >= 0 && row.low_of > 0 && row.high_of > 0;
  });
  return classes && shares && all_below(c.out_other, nodes) && all_below(c.in_other, nodes) &&
         all_below(c.link_from, nodes) && all_below(c.in_link, links) && all_below(c.node_by_key, nodes) &&
         all_below(c.out_class, c.link_class.size()) && all_below(c.in_class, c.link_class.size()) &&
         are_notes_sound(c.fact, nodes) && are_notes_sound(c.listing, nodes);
}

// --- The file ---------------------------------------------------------------------------------------------

namespace {

struct Opened {
  GraphColumns columns;
  std::shared_ptr<const void> owner;
};

base::Error wrong_file(const std::string& path) {
  return {ErrorKind::corrupt, fmt::format("{} does not hold a graph", path)};
}

Result<Opened> open_file(base::Disk& disk, const std::string& path) {
  CLEW_TRY_ASSIGN(const auto file, store::ColumnFile::open(disk, path));
  CLEW_TRY(file->check());
  Opened opened{.columns = {}, .owner = file};
  size_t at = 0;
  bool fits = true;
  each_column(opened.columns, [&](auto& column) {
    using Value = typename std::remove_reference_t<decltype(column)>::element_type;
    fits = fits && at < file->columns().size() && file->columns()[at].size() % sizeof(Value) == 0;
    if (!fits) return;
    const std::string_view bytes = file->columns()[at++];
    column = {reinterpret_cast<Value*>(bytes.data()), bytes.size() / sizeof(Value)};
  });
  if (!fits || at != file->columns().size() || !is_sound(opened.columns))
    return std::unexpected(wrong_file(path));
  return opened;
}

bool write_file(base::Disk& disk, const std::string& folder, const std::string& path,
                const GraphColumns& columns) {
  std::vector<std::string_view> bytes;
  each_column(columns, [&](const auto& column) {
    bytes.emplace_back(reinterpret_cast<const char*>(column.data()), column.size_bytes());
  });
  return disk.make_directories(folder) && store::ColumnFile::write(disk, path, bytes);
}

// Graphs of the store as it was.
void remove_older(base::Disk& disk, const std::string& folder, const std::string& path) {
  const auto names = disk.list(folder);
  if (!names) return;
  for (const std::string& name : *names) {
    const bool is_graph = name.starts_with("all-") && name.find(".graph") != name.npos;
    if (is_graph && !name.ends_with(".new") && folder + "/" + name != path)
      (void)disk.remove(folder + "/" + name);
  }
}

Result<Opened> open_or_make(const store::Store& store) {
  const std::string folder = store.path() + "/derived";
  const std::string path = folder + "/" + store::derived_from_all(store.manifest(), "graph", kFormat);
  if (base::exists(path)) {
    auto opened = open_file(store.disk(), path);
    const bool make_anew =
        !opened && (opened.error().kind == ErrorKind::corrupt || opened.error().kind == ErrorKind::not_found);
    if (!make_anew) return opened;
  }
  CLEW_TRY_ASSIGN(GraphTables made, tables_of(store));
  const auto tables = std::make_shared<const GraphTables>(std::move(made));
  Opened held{.columns = columns_of(*tables), .owner = tables};
  // A file is no reason to fail: where it cannot be kept, the graph is used and forgotten.
  if (write_file(store.disk(), folder, path, held.columns)) {
    remove_older(store.disk(), folder, path);
    auto opened = open_file(store.disk(), path);
    if (opened) return opened;
  }
  return held;
}

}  // namespace

Result<OwnershipGraph> OwnershipGraph::open(const store::Store& store, const store::View& view) {
  OwnershipGraph graph;
  CLEW_TRY_ASSIGN(graph.shown_, store.versions_shown(view));
  CLEW_TRY_ASSIGN(const Opened opened, open_or_make(store));
  graph.take(opened.columns, opened.owner);
  graph.texts_->store = store;
  graph.texts_->view = {.known_on = view.known_on, .valid_on = {}, .datasets = view.datasets};
  return graph;
}

}  // namespace clew::graph
