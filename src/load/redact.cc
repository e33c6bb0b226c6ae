#include "load/redact.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "read/stream.h"

namespace clew::load {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr size_t kReadBytes = 1 << 20;

// Blanks all but line ends, so that lines stay where they are.
void blank(std::string& text, size_t begin, size_t end) {
  for (size_t i = begin; i < std::min(end, text.size()); ++i) {
    if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
  }
}

// Whether the text was there.
bool blank_text(std::string& window, std::string_view text, size_t begin, size_t end) {
  bool found = false;
  for (size_t at = window.find(text, begin); at < end && at != std::string::npos;
       at = window.find(text, at + 1)) {
    blank(window, at, at + text.size());
    found = true;
  }
  return found;
}

// A stream of bytes from which passages are taken, a window at a time.
class Blanker {
 public:
  Blanker(const std::vector<Passage>& passages, const std::vector<std::string>& texts)
      : passages_(passages), texts_(texts) {
    for (const std::string& text : texts) overlap_ = std::max(overlap_, text.size());
    for (const Passage& passage : passages) overlap_ = std::max<size_t>(overlap_, passage.record.length);
  }

  // Gives what can go out: all but the last bytes, in which a passage may still begin.
  std::string feed(std::string_view bytes, bool at_end) {
    window_ += bytes;
    for (size_t i = 0; i < passages_.size(); ++i) {
      const Passage& passage = passages_[i];
      if (done_[i]) continue;
      // Each record is dealt with once it is in the window whole; the overlap sees to it that it will be.
      const uint64_t begin = passage.record.offset, end = begin + passage.record.length;
      if (begin < offset_ || begin >= offset_ + window_.size() || (end > offset_ + window_.size() && !at_end))
        continue;
      done_[i] = true;
      const auto first = static_cast<size_t>(begin - offset_), last = static_cast<size_t>(end - offset_);
      // A text that stands in the record in another writing (escaped, split) takes the whole record with it.
      if (passage.text.empty() || !blank_text(window_, passage.text, first, last))
        blank(window_, first, last);
    }
    for (const std::string& text : texts_) blank_text(window_, text, 0, window_.size());
    const size_t out = at_end ? window_.size() : window_.size() - std::min(window_.size(), overlap_);
    std::string ready = window_.substr(0, out);
    window_.erase(0, out);
    offset_ += out;
    return ready;
  }

 private:
  const std::vector<Passage>& passages_;
  const std::vector<std::string>& texts_;
  std::vector<bool> done_ = std::vector<bool>(passages_.size());
  std::string window_;
  uint64_t offset_ = 0;
  size_t overlap_ = 1;
};

// Writes the copy anew without the passages; gives its SHA-256.
Result<std::string> write_blanked(base::Disk& disk, const std::string& from, const std::string& to,
                                  const std::vector<Passage>& passages,
                                  const std::vector<std::string>& texts) {
  CLEW_TRY_ASSIGN(auto stream, read::open_input({from, "", 0}));
  CLEW_TRY_ASSIGN(auto file, disk.create(to));
  Blanker blanker(passages, texts);
  base::Sha256Stream hash;
  std::string buffer(kReadBytes, 0);
  while (true) {
    CLEW_TRY_ASSIGN(const size_t got, stream->read(buffer.data(), buffer.size()));
    const std::string ready = blanker.feed(std::string_view(buffer.data(), got), got == 0);
    hash.update(ready);
    CLEW_TRY(file->write(ready));
    if (got == 0) break;
  }
  CLEW_TRY(file->sync());
  CLEW_TRY(file->close());
  return base::hex(hash.finish());
}

bool is_one_stream(const std::string& path) {
  const auto inputs = read::find_inputs(path);
  return inputs && inputs->size() == 1 && inputs->front().member.empty();
}

}  // namespace

Result<void> redact_sources(base::Disk& disk, const std::string& store, store::Manifest& manifest,
                            const std::vector<Passage>& passages, const std::vector<std::string>& texts) {
  for (size_t number = 0; number < manifest.sources.size(); ++number) {
    store::KeptSource& kept = manifest.sources[number];
    if (!kept.kept) continue;
    const std::string path = store + "/sources/" + kept.file;
    std::vector<Passage> here;
    for (const Passage& passage : passages) {
      const bool is_here =
          passage.record.part < manifest.parts.size() && manifest.parts[passage.record.part].source == number;
      if (is_here) here.push_back(passage);
    }
    if (here.empty() && texts.empty()) continue;
    if (!is_one_stream(path)) {
      kept.kept = false;
      kept.file.clear();
      continue;
    }
    const std::string file = fmt::format("{}.redacted-{}", kept.source.sha256, manifest.generation + 1);
    CLEW_TRY_ASSIGN(kept.redacted_sha256, write_blanked(disk, path, store + "/sources/" + file, here, texts));
    kept.file = file;
  }
  const std::string folder = store + "/sources";
  return base::exists(folder) ? disk.sync_directory(folder) : Result<void>();
}

bool redact_report(Report& report, const std::vector<Passage>& passages, const Erased& erased) {
  bool changed = false;
  const auto redact = [&](const model::Record& record, std::string& text) {
    const bool is_in_passage = std::any_of(passages.begin(), passages.end(), [&](const Passage& passage) {
      return passage.text.empty() && passage.record.part == record.part &&
             passage.record.offset == record.offset;
    });
    if (!is_in_passage && !erased.hides_text(text)) return;
    text = "(erased)";
    changed = true;
  };
  for (model::Issue& issue : report.issues) redact(issue.record, issue.text);
  for (auto& [field, unmapped] : report.not_mapped) redact(unmapped.record, unmapped.example);
  // A reader may name a field by the source's words.
  for (auto at = report.not_mapped.begin(); at != report.not_mapped.end();) {
    if (!erased.hides_text(at->first)) {
      ++at;
      continue;
    }
    Unmapped& sum = report.not_mapped["(erased)"];
    sum.count += at->second.count;
    sum.example = "(erased)";
    at = report.not_mapped.erase(at);
    changed = true;
  }
  return changed;
}

Result<void> finish_redaction(base::Disk& disk, const std::string& store, const store::Manifest& manifest) {
  std::set<std::string> named;
  for (const store::KeptSource& kept : manifest.sources) {
    if (kept.kept) named.insert(kept.file);
  }
  const std::string folder = store + "/sources";
  if (!base::exists(folder)) return {};
  CLEW_TRY_ASSIGN(const auto names, disk.list(folder));
  for (const std::string& name : names) {
    if (!named.contains(name)) CLEW_TRY(disk.remove(folder + "/" + name));
  }
  return disk.sync_directory(folder);
}

}  // namespace clew::load
