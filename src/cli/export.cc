// clew export: a view of a store in a format that others read.
#include <fmt/core.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/view_flags.h"
#include "write/ftm.h"

namespace clew::cli {
namespace {

using base::Result;

constexpr size_t kBufferBytes = 1 << 20;

struct Options {
  ViewFlags view;
  std::string format;
  std::string output;
};

// Standard output, or a file that appears under its name only when it is whole.
class Output {
 public:
  static Result<Output> open(const std::string& path) {
    Output output;
    output.path_ = path;
    if (path.empty()) return output;
    CLEW_TRY_ASSIGN(output.file_, base::real_disk().create(path + ".new"));
    return output;
  }

  Result<void> put(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() < kBufferBytes) return {};
    return flush();
  }

  Result<void> finish() {
    CLEW_TRY(flush());
    if (file_ == nullptr) return {};
    CLEW_TRY(file_->sync());
    CLEW_TRY(file_->close());
    return base::real_disk().rename(path_ + ".new", path_);
  }

 private:
  Result<void> flush() {
    if (file_ != nullptr) {
      CLEW_TRY(file_->write(buffer_));
    } else if (std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size()) {
      return base::fail(base::ErrorKind::io,
                        fmt::format("cannot write to standard output: {}", strerror(errno)));
    }
    buffer_.clear();
    return {};
  }

  std::string path_, buffer_;
  std::unique_ptr<base::WriteFile> file_;
};

// The day on which a version of a dataset was published.
class Days {
 public:
  explicit Days(const store::Store& store, const std::vector<uint32_t>& shown)
      : store_(store), shown_(shown) {}

  write::DatedStatement dated(const store::EntityStatement& stated) const {
    const auto& datasets = store_.manifest().datasets;
    size_t number = 0;
    while (datasets[number].name != stated.statement.dataset) ++number;
    const uint32_t last =
        stated.known_to == 0 ? shown_[number] : std::min(stated.known_to - 1, shown_[number]);
    const auto& versions = datasets[number].versions;
    return {stated.statement, versions[stated.known_from - 1].published_on, versions[last - 1].published_on};
  }

 private:
  const store::Store& store_;
  const std::vector<uint32_t>& shown_;
};

void say(uint64_t count, std::string_view one, std::string_view what) {
  if (count != 0) fmt::print(stderr, "{} {}\n", counted(count, one), what);
}

void say_counts(const write::FtmCounts& counts) {
  fmt::print(stderr, "exported {}, {}\n", counted(counts.entities, "entity"),
             counted(counts.statements, "statement"));
  say(counts.clew_entities, "entity", "left out: FollowTheMoney has no such schema");
  say(counts.clew_statements, "statement", "left out: FollowTheMoney's schema has no such property");
  say(counts.conflicting_entities, "entity", "left out: the sources state schemata without a common ground");
  say(counts.bad_dates, "date", "left out: not written as one");
  say(counts.repeats, "statement", "that FollowTheMoney cannot tell from one written");
}

Result<void> run_export(const Options& options) {
  CLEW_TRY_ASSIGN(const store::Store store, options.view.open());
  CLEW_TRY_ASSIGN(const auto shown, store.versions_shown(options.view.view));
  CLEW_TRY_ASSIGN(Output output, Output::open(options.output));
  const Days days(store, shown);
  const bool as_statements = options.format == "statements";
  if (as_statements) CLEW_TRY(output.put(write::ftm_statements_heading()));
  write::FtmCounts counts;
  std::vector<write::DatedStatement> statements;
  Result<void> written;
  CLEW_TRY(store.scan(options.view.view, [&](const store::Entity& entity) {
    statements.clear();
    for (const store::EntityStatement& stated : entity.statements) statements.push_back(days.dated(stated));
    const write::DatedEntity dated{entity.id, entity.caption(), statements};
    written =
        output.put(as_statements ? write::ftm_statements(dated, counts) : write::ftm_entity(dated, counts));
    return written.has_value();
  }));
  CLEW_TRY(std::move(written));
  CLEW_TRY(output.finish());
  say_counts(counts);
  return {};
}

}  // namespace

Run declare_export(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare_without_json(flags);
  flags.choice("--format", options->format, {"ftm", "statements"},
               "ftm: FollowTheMoney's entities, a line of JSON each; statements: its statements, CSV", true);
  flags.option("--output", "FILE", options->output, "where to write (default: standard output)");
  return [options] {
    const auto result = run_export(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
