#include "load/load.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

#include "base/clock.h"
#include "base/hash.h"
#include "base/threads.h"
#include "load/build.h"
#include "load/checks.h"
#include "load/erased.h"
#include "load/keep.h"
#include "load/load_sink.h"
#include "load/plan.h"
#include "load/redact.h"
#include "store/lock.h"
#include "store/store.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A stretch of a plain file.
class PieceStream : public read::Stream {
 public:
  PieceStream(const std::string& path, Piece piece, std::function<void(uint64_t)> on_progress)
      : path_(path),
        file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)),
        at_(piece.begin),
        end_(piece.end),
        on_progress_(std::move(on_progress)) {}
  ~PieceStream() override {
    if (file_ >= 0) ::close(file_);
  }
  PieceStream(const PieceStream&) = delete;
  PieceStream& operator=(const PieceStream&) = delete;

  Result<size_t> read(char* to, size_t size) override {
    if (file_ < 0) return fail(ErrorKind::io, fmt::format("cannot open {}: {}", path_, strerror(errno)));
    ssize_t got = 0;
    do {
      got = ::pread(file_, to, std::min<uint64_t>(size, end_ - at_), static_cast<off_t>(at_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) return fail(ErrorKind::io, fmt::format("cannot read {}: {}", path_, strerror(errno)));
    at_ += static_cast<uint64_t>(got);
    if (on_progress_) on_progress_(static_cast<uint64_t>(got));
    return static_cast<size_t>(got);
  }

 private:
  const std::string& path_;
  int file_;
  uint64_t at_, end_;
  std::function<void(uint64_t)> on_progress_;
};

// One thing for a thread to read.
struct Task {
  const PlannedInput* planned = nullptr;
  uint32_t part = 0;
  uint64_t size = 0;
  bool is_piece = false;
  Piece piece;
};

class Loader {
 public:
  Loader(const LoadOptions& options, base::Disk& disk, const Plan& plan, const Bundle& bundle,
         store::Manifest& manifest)
      : options_(options),
        disk_(disk),
        plan_(plan),
        bundle_(bundle),
        manifest_(manifest),
        threads_(options.threads == 0 ? base::processor_count() : options.threads) {}

  Result<Loaded> run() {
    const auto start = std::chrono::steady_clock::now();
    loaded_.dataset = bundle_.dataset;
    CLEW_TRY(take_sources());
    if (is_loaded_already()) {
      loaded_.unchanged = true;
      loaded_.version = manifest_.dataset(bundle_.dataset)->versions.back();
      loaded_.version.added = loaded_.version.ended = 0;
      loaded_.seconds = seconds_since(start);
      return std::move(loaded_);
    }
    CLEW_TRY(read_all());
    loaded_.seconds_reading = seconds_since(start);
    CLEW_TRY(write_version());
    loaded_.seconds = seconds_since(start);
    return std::move(loaded_);
  }

 private:
  // Hashes every file, keeps it if asked, and numbers the parts.
  Result<void> take_sources() {
    uint64_t total = 0;
    std::map<std::string, Original> originals;
    for (const PlannedInput& planned : bundle_.inputs) {
      if (originals.emplace(planned.input.path, Original{}).second) {
        CLEW_TRY_ASSIGN(const uint64_t size, base::file_size(planned.input.path));
        total += size;
      }
    }
    loaded_.bytes = total;
    first_part_ = static_cast<uint32_t>(manifest_.parts.size());
    const std::string folder = options_.keep_sources ? options_.store + "/sources" : "";
    if (!folder.empty()) CLEW_TRY(disk_.make_directories(folder));
    if (options_.progress != nullptr) options_.progress->begin("hashing", total);
    std::map<std::string, uint32_t> source_numbers;
    std::set<std::string> formats;
    for (const PlannedInput& planned : bundle_.inputs) {
      const std::string& path = planned.input.path;
      if (!source_numbers.contains(path)) {
        CLEW_TRY_ASSIGN(originals[path],
                        take_original(disk_, path, folder, planned.in_pieces ? options_.piece_bytes : 0,
                                      options_.progress == nullptr ? nullptr : &options_.progress->done));
        source_numbers[path] = number_source(path, originals[path]);
      }
      manifest_.parts.push_back(
          {source_numbers[path], planned.input.member, std::string(planned.format->name)});
      add_tasks(planned, static_cast<uint32_t>(manifest_.parts.size() - 1), originals[path]);
      formats.emplace(planned.format->name);
    }
    loaded_.formats.assign(formats.begin(), formats.end());
    std::stable_sort(tasks_.begin(), tasks_.end(),
                     [](const Task& a, const Task& b) { return a.size > b.size; });
    return {};
  }

  uint32_t number_source(const std::string& path, const Original& original) {
    auto& sources = manifest_.sources;
    auto known = std::find_if(sources.begin(), sources.end(),
                              [&](const store::KeptSource& s) { return s.source.sha256 == original.sha256; });
    if (known == sources.end()) {
      store::KeptSource kept;
      kept.source.sha256 = original.sha256;
      kept.source.from = std::filesystem::absolute(path).lexically_normal().string();
      kept.source.loaded_at = base::iso_time(base::now());
      kept.source.obtained = options_.obtained;
      kept.source.size = original.size;
      known = sources.insert(sources.end(), std::move(kept));
    }
    if (options_.keep_sources && !known->kept) {
      known->kept = true;
      known->file = original.sha256;
    }
    const auto number = static_cast<uint32_t>(known - sources.begin());
    version_.sources.push_back(number);
    return number;
  }

  void add_tasks(const PlannedInput& planned, uint32_t part, const Original& original) {
    Task task{&planned, part, planned.input.size, false, {}};
    if (original.line_starts.empty() || threads_ == 1) {
      tasks_.push_back(task);
      return;
    }
    task.is_piece = true;
    uint64_t begin = 0;
    uint32_t lines = 0;
    for (const auto& [offset, lines_before] : original.line_starts) {
      task.piece = {begin, offset, lines};
      task.size = offset - begin;
      tasks_.push_back(task);
      begin = offset;
      lines = lines_before;
    }
    task.piece = {begin, original.size, lines};
    task.size = original.size - begin;
    tasks_.push_back(task);
  }

  bool is_loaded_already() const {
    const store::Dataset* dataset = manifest_.dataset(bundle_.dataset);
    if (dataset == nullptr || dataset->versions.empty()) return false;
    return dataset->versions.back().sources == version_.sources;
  }

  Result<void> read_all() {
    if (options_.progress != nullptr) options_.progress->begin("reading", loaded_.bytes);
    const std::string tmp = options_.store + "/tmp";
    CLEW_TRY(disk_.make_directories(tmp));
    for (size_t i = 0; i < threads_; ++i) {
      gathers_.push_back(std::make_unique<Gather>(disk_, fmt::format("{}/spill-{}", tmp, i),
                                                  options_.memory_bytes / threads_));
      sinks_.push_back(std::make_unique<LoadSink>(*gathers_.back(), options_.without));
    }
    base::parallel_for(threads_, tasks_.size(),
                       [&](size_t worker, size_t task) { read_one(*sinks_[worker], tasks_[task]); });
    for (const auto& gather : gathers_) CLEW_TRY(gather->finish());
    for (const auto& sink : sinks_) loaded_.report.merge(std::move(sink->report()));
    CLEW_TRY(check_days());
    std::sort(loaded_.failures.begin(), loaded_.failures.end());
    return {};
  }

  // Files of one list that bear different days are versions of it: one would bring back whom another let go.
  // Of what comes in parts, line by line, each part may bear its own day.
  Result<void> check_days() const {
    std::map<std::string_view, std::pair<uint32_t, std::string>> first;
    for (const auto& sink : sinks_) {
      for (const auto& [part, day] : sink->days()) {
        const PlannedInput& planned = bundle_.inputs[part - first_part_];
        if (planned.format->lines_stand_alone) continue;
        const auto& [place, is_new] = first.try_emplace(planned.format->name, part, day);
        const auto& [other_part, other_day] = place->second;
        if (is_new || day == other_day) continue;
        return fail(
            ErrorKind::usage,
            fmt::format("{} is of {} and {} of {}: two versions of {}; load them one after another, the "
                        "oldest first",
                        bundle_.inputs[other_part - first_part_].input.path, other_day, planned.input.path,
                        day, bundle_.dataset));
      }
    }
    return {};
  }

  void read_one(LoadSink& sink, const Task& task) {
    const read::Input& input = task.planned->input;
    const auto on_progress = [this](uint64_t bytes) {
      if (options_.progress != nullptr) options_.progress->done += bytes;
    };
    read::ReadOptions read_options;
    read_options.part = task.part;
    read_options.dataset = bundle_.dataset;
    read_options.encoding = options_.encoding;
    read_options.mapping = bundle_.mapping.get();
    for (const PlannedInput& other : bundle_.inputs) read_options.siblings.push_back(other.format->name);
    read_options.open_sibling = [this](std::string_view format) -> Result<std::unique_ptr<read::Stream>> {
      for (const PlannedInput& other : bundle_.inputs) {
        if (other.format->name == format) return read::open_input(other.input);
      }
      return nullptr;
    };
    Result<std::unique_ptr<read::Stream>> stream = nullptr;
    if (task.is_piece) {
      stream = std::make_unique<PieceStream>(input.path, task.piece, on_progress);
    } else {
      stream = read::open_input(input, {}, on_progress);
    }
    sink.set_origin(task.part, task.piece.begin, task.piece.lines_before);
    Result<void> result;
    if (stream) {
      result = task.planned->format->read(**stream, sink, read_options);
    } else {
      result = std::unexpected(stream.error());
    }
    if (result) return;
    const std::string place =
        input.member.empty() ? input.path : fmt::format("{}:{}", input.path, input.member);
    sink.issue("broken-off", result.error().message, {.part = task.part});
    const std::lock_guard lock(mutex_);
    loaded_.failures.push_back(fmt::format("{}: {}", place, result.error().message));
  }

  // The first of the sinks' words on each point; what the options say comes before.
  void describe(store::Dataset& dataset) {
    Note note;
    for (const auto& sink : sinks_) {
      const Note& other = sink->note();
      for (auto [mine, theirs] :
           {std::pair(&note.title, &other.title), std::pair(&note.publisher, &other.publisher),
            std::pair(&note.version, &other.version), std::pair(&note.licence, &other.licence)}) {
        if (mine->empty()) *mine = *theirs;
      }
      note.published_on = std::max(note.published_on, other.published_on);
      version_.delta = version_.delta || sink->is_delta();
    }
    const read::Format& format = *bundle_.inputs.front().format;
    dataset.name = bundle_.dataset;
    dataset.prefix = format.prefix;
    if (!note.title.empty()) dataset.title = note.title;
    if (!note.licence.empty()) dataset.licence = note.licence;
    if (!note.publisher.empty() || dataset.publisher.empty()) {
      dataset.publisher = note.publisher.empty() ? std::string(format.publisher) : note.publisher;
    }
    const std::string today = base::iso_day(base::now());
    version_.published_on = !options_.published_on.empty() ? options_.published_on
                            : !note.published_on.empty()   ? note.published_on.substr(0, 10)
                                                           : today;
    loaded_.day_is_taken = options_.published_on.empty() && note.published_on.empty();
    if (version_.published_on > today) {
      loaded_.report.add_issue("future-day",
                               fmt::format("published on {}, and today is {}; no version of an earlier day "
                                           "can be loaded after it",
                                           version_.published_on, today),
                               {.part = first_part_});
    }
    version_.name = !options_.version.empty() ? options_.version
                    : !note.version.empty()   ? note.version
                                              : version_.published_on;
    version_.loaded_at = base::iso_time(base::now());
    for (const uint32_t source : version_.sources) {
      auto& published_on = manifest_.sources[source].source.published_on;
      if (published_on.empty() && version_.published_on != today) published_on = version_.published_on;
    }
  }

  Result<void> write_version() {
    auto place = std::find_if(manifest_.datasets.begin(), manifest_.datasets.end(),
                              [&](const store::Dataset& d) { return d.name == bundle_.dataset; });
    if (place == manifest_.datasets.end()) place = manifest_.datasets.insert(place, store::Dataset{});
    store::Dataset& dataset = *place;
    describe(dataset);
    const store::Version* last = dataset.versions.empty() ? nullptr : &dataset.versions.back();
    if (last != nullptr && version_.published_on < last->published_on) {
      return fail(
          ErrorKind::usage,
          fmt::format(
              "{} is already held as published on {}, this is of {}; versions are loaded in the order of "
              "publication: to have both, load them one after another, the oldest first, into a new store, "
              "each with --published-on if the file does not say its day",
              dataset.name, last->published_on, version_.published_on));
    }
    // A file that broke off must not delist those who stood after the break; nor one that cannot be opened.
    if ((!loaded_.failures.empty() || !plan_.unread.empty()) && last != nullptr) version_.delta = true;
    version_.number = static_cast<uint32_t>(dataset.versions.size() + 1);
    CLEW_TRY_ASSIGN(const Built built, build(static_cast<uint32_t>(place - manifest_.datasets.begin())));
    if (!built.withheld.empty())
      CLEW_TRY(redact_sources(disk_, options_.store, manifest_, built.withheld, {}));
    if (!erased_.empty()) redact_report(loaded_.report, built.withheld, erased_);
    if (built.rows == 0 && !loaded_.failures.empty())
      return fail(ErrorKind::format, loaded_.failures.front());

    const bool adds = version_.delta && last != nullptr;
    const auto total = [&](uint64_t before, int64_t change) {
      return static_cast<uint64_t>((adds ? static_cast<int64_t>(before) : 0) + change);
    };
    version_.statements = total(last == nullptr ? 0 : last->statements, built.totals.statements);
    version_.entities = total(last == nullptr ? 0 : last->entities, built.totals.entities);
    version_.links = total(last == nullptr ? 0 : last->links, built.totals.links);
    if (adds) version_.by_schema = last->by_schema;
    for (const auto& [schema, number] : built.totals.by_schema)
      version_.by_schema[std::string(schema)] += static_cast<uint64_t>(number);
    std::erase_if(version_.by_schema, [](const auto& item) { return item.second == 0; });
    version_.added = built.added;
    version_.ended = built.ended;
    version_.issues = loaded_.report.issue_count();
    version_.not_mapped = loaded_.report.not_mapped_count();
    version_.report = fmt::format("{}-{}.json", dataset.name, version_.number);
    CLEW_TRY(disk_.make_directories(options_.store + "/reports"));
    CLEW_TRY(base::replace_file(disk_, options_.store + "/reports/" + version_.report,
                                write_report(loaded_.report)));
    dataset.versions.push_back(version_);
    loaded_.version = version_;
    ++manifest_.generation;
    return base::replace_file(disk_, options_.store + "/manifest", store::write_manifest(manifest_));
  }

  Result<Built> build(uint32_t dataset) {
    BuildJob job;
    job.disk = &disk_;
    CLEW_TRY(disk_.make_directories(options_.store + "/segments"));
    const std::string file =
        fmt::format("{:06}-{}-{}.seg", manifest_.generation + 1, bundle_.dataset, version_.number);
    job.path = store::segment_path(options_.store, file);
    for (size_t i = 0; i < gathers_.size(); ++i)
      job.harvests.push_back({gathers_[i].get(), &sinks_[i]->slots()});
    for (const store::SegmentEntry& entry : manifest_.segments) {
      if (entry.dataset != dataset) continue;
      CLEW_TRY_ASSIGN(auto segment,
                      store::Segment::open(disk_, store::segment_path(options_.store, entry.file)));
      job.before.push_back(std::move(segment));
    }
    job.version = version_.number;
    job.delta = version_.delta;
    job.threads = threads_;
    job.erased = &erased_;
    job.progress = options_.progress;
    CLEW_TRY_ASSIGN(const Built built, build_segment(job));
    if (built.rows != 0) {
      manifest_.segments.push_back(
          {file, dataset, version_.number, version_.number, built.bytes, built.rows, built.entities});
      CLEW_TRY(disk_.sync_directory(options_.store + "/segments"));
    }
    return built;
  }

  const LoadOptions& options_;
  base::Disk& disk_;
  const Plan& plan_;
  const Bundle& bundle_;
  store::Manifest& manifest_;
  const Erased erased_{manifest_};
  size_t threads_;
  uint32_t first_part_ = 0;  // Of this load, in the manifest.
  store::Version version_;
  std::vector<Task> tasks_;
  std::vector<std::unique_ptr<Gather>> gathers_;
  std::vector<std::unique_ptr<LoadSink>> sinks_;
  std::mutex mutex_;
  Loaded loaded_;
};

// What a writer that died left behind, also tables derived from a segment that never came to be: the next
// segment may get its name. Where there is no manifest, originals stay: should it have been lost, they are
// what the store is made from again.
Result<void> sweep(base::Disk& disk, const std::string& store, const store::Manifest& manifest) {
  CLEW_TRY_ASSIGN(const auto unused, store::unused_files(disk, store, manifest));
  for (const std::string& file : unused) {
    const bool stays = manifest.generation == 0 && file.starts_with("sources/") && file != "sources/incoming";
    if (!stays) CLEW_TRY(disk.remove(store + "/" + file));
  }
  return {};
}

// Names of datasets become names of files.
Result<void> check_names(const Plan& plan) {
  for (const Bundle& bundle : plan.bundles) {
    const bool is_fit = !bundle.dataset.starts_with('.') && bundle.dataset.size() <= 100 &&
                        std::none_of(bundle.dataset.begin(), bundle.dataset.end(),
                                     [](char c) { return c == '/' || (c >= 0 && c <= ' ') || c == '\x7f'; });
    if (!is_fit) {
      return fail(
          ErrorKind::usage,
          fmt::format("{} cannot be a dataset's name: it must hold no / and no blanks, not begin with a "
                      "dot, and be no longer than 100 bytes",
                      bundle.dataset));
    }
  }
  return {};
}

Result<store::Manifest> manifest_or_new(base::Disk& disk, const std::string& store) {
  if (base::exists(store + "/manifest")) return store::current_manifest(disk, store);
  store::Manifest manifest;
  manifest.salt = base::hex(base::random_bytes(32));
  return manifest;
}

}  // namespace

Result<std::vector<Loaded>> load(const LoadOptions& options, base::Disk& disk) {
  CLEW_TRY(check_options(options));
  CLEW_TRY_ASSIGN(const Plan plan, make_plan(options));
  CLEW_TRY(check_names(plan));
  CLEW_TRY_ASSIGN(const auto lock, store::WriterLock::take(options.store));
  CLEW_TRY_ASSIGN(store::Manifest manifest, manifest_or_new(disk, options.store));
  CLEW_TRY(sweep(disk, options.store, manifest));
  if (manifest.generation == 0) {
    // The new store's own name must outlast a power cut too. Not everybody may open the folder it lies in.
    (void)disk.sync_directory(
        std::filesystem::absolute(options.store + "/..").lexically_normal().parent_path().string());
  }
  std::vector<Loaded> all;
  for (const Bundle& bundle : plan.bundles) {
    store::Manifest changed = manifest;
    CLEW_TRY_ASSIGN(auto loaded, Loader(options, disk, plan, bundle, changed).run());
    if (!loaded.unchanged) manifest = std::move(changed);
    // A fresh copy of a source that somebody was erased from must not stay beside the redacted one.
    if (!manifest.tombstones.empty()) CLEW_TRY(finish_redaction(disk, options.store, manifest));
    all.push_back(std::move(loaded));
  }
  all.front().skipped = plan.skipped;
  all.front().failures.insert(all.front().failures.end(), plan.unread.begin(), plan.unread.end());
  return all;
}

}  // namespace clew::load
