#include "cli/screen_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>

#include "base/hash.h"
#include "base/in_order.h"
#include "base/threads.h"
#include "cli/customer_blocks.h"
#include "cli/hits_file.h"
#include "cli/payment_rows.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using Clock = std::chrono::steady_clock;

constexpr size_t kProblemsMax = 100;

enum class Form : uint8_t { paragraphs, json_lines, csv };

struct Tally {
  uint64_t customers = 0, with_candidates = 0, candidates = 0, set_aside = 0, not_screened = 0;
  uint64_t values_passed_over = 0, read_as_guessed = 0;
  std::vector<std::string> problems;  // The first hundred.

  void note(std::string problem) {
    if (problems.size() < kProblemsMax) problems.push_back(std::move(problem));
  }
  void add(const Tally& other) {
    customers += other.customers;
    with_candidates += other.with_candidates;
    candidates += other.candidates;
    set_aside += other.set_aside;
    not_screened += other.not_screened;
    values_passed_over += other.values_passed_over;
    read_as_guessed += other.read_as_guessed;
    for (const std::string& problem : other.problems) note(problem);
  }
};

struct Answered {
  CustomerRow row;
  Customer customer;
  Answer answer;
};

struct BlockDone {
  std::string text;                // JSON lines or CSV;
  std::vector<Answered> answered;  // or to be printed in paragraphs.
  Tally tally;
};

Asked asked_of(const CustomerRow& row, const Customer& customer, const Rulings& rulings) {
  Asked asked{.row = row.row,
              .line = row.line,
              .id = std::string(row.id()),
              .field = row.field,
              .record_hash = {},
              .subject = &customer.subject,
              .is_read_as_guessed = row.is_read_as_guessed};
  if (!asked.id.empty() && rulings.knows(asked.id)) asked.record_hash = row.record_hash();
  return asked;
}

std::string_view text_of(const CustomerRow& row) {
  for (const Field& field : row.fields) {
    if (field.property == "name") return field.value;
  }
  return {};
}

// The answer to a name that could stand in the text, added to those to the others: each of the listed by the
// likest.
void add_answer(std::vector<Alert>& to, std::vector<Alert>&& from) {
  for (Alert& alert : from) {
    const auto same = std::find_if(to.begin(), to.end(), [&](const Alert& known) {
      return known.hit.listed->subject.id == alert.hit.listed->subject.id;
    });
    if (same == to.end()) {
      to.push_back(std::move(alert));
    } else if (alert.hit.comparison.weight > same->hit.comparison.weight) {
      *same = std::move(alert);
    }
  }
}

// Any three words or four have letters that are some word's: of words cut out of a text that says nothing.
bool is_acronym_alone(const match::Comparison& comparison) {
  const auto is_met = [](const match::Evidence& one) {
    return one.feature == match::Feature::name && one.weight > 0 && !one.listed.empty();
  };
  return std::none_of(comparison.evidence.begin(), comparison.evidence.end(),
                      [&](const match::Evidence& one) {
                        return is_met(one) && one.how != to_string(clean::Relation::acronym) &&
                               !one.how.starts_with("what met");
                      });
}

Answer answer_text(const Screener& screener, const CustomerRow& row, const Customer& customer) {
  Answer all;
  Asked asked = asked_of(row, customer, screener.rulings());
  for (const std::string& name : names_possible(text_of(row))) {
    CustomerRow possible;
    possible.fields = {{"schema", "LegalEntity"}, {"name", name}};
    const Customer who = customer_of(screener.list().tables(), "LegalEntity", possible);
    asked.subject = &who.subject;
    Answer one = screener.answer(asked);
    std::erase_if(one.results, [](const Alert& alert) { return is_acronym_alone(alert.hit.comparison); });
    add_answer(all.results, std::move(one.results));
    add_answer(all.set_aside, std::move(one.set_aside));
  }
  std::stable_sort(all.results.begin(), all.results.end(), [](const Alert& a, const Alert& b) {
    return a.hit.comparison.weight > b.hit.comparison.weight;
  });
  if (all.results.size() > screener.ask().limit) all.results.resize(screener.ask().limit);
  return all;
}

Answered answer_row(const Screener& screener, std::string_view schema, CustomerRow row) {
  Answered answered;
  answered.row = std::move(row);
  const CustomerRow& asked = answered.row;
  answered.customer = customer_of(screener.list().tables(), schema, asked);
  if (!answered.customer.problem.empty()) return answered;
  if (asked.is_text) {
    answered.answer = answer_text(screener, asked, answered.customer);
    if (is_text_too_long(text_of(asked)))
      answered.customer.passed_over.push_back(fmt::format("the text after {} words", kTextWordsMax));
  } else {
    answered.answer = screener.answer(asked_of(asked, answered.customer, screener.rulings()));
  }
  return answered;
}

void count(const Answered& answered, Tally& tally) {
  const Customer& customer = answered.customer;
  ++tally.customers;
  if (answered.row.is_read_as_guessed) ++tally.read_as_guessed;
  tally.candidates += answered.answer.results.size();
  tally.set_aside += answered.answer.set_aside.size();
  if (!answered.answer.results.empty()) ++tally.with_candidates;
  if (!customer.problem.empty()) {
    ++tally.not_screened;
    tally.note(fmt::format("line {}: {}; not screened", answered.row.line, customer.problem));
  }
  for (const std::string& value : customer.passed_over) {
    ++tally.values_passed_over;
    tally.note(fmt::format("line {}: nothing is understood of {}", answered.row.line, value));
  }
}

std::string json_line(const Screener& screener, const Answered& answered, Fullness fullness) {
  JsonLine json;
  json.open();
  write_answer(json, asked_of(answered.row, answered.customer, screener.rulings()), answered.answer, screener,
               answered.customer.problem, fullness);
  json.close();
  return fmt::format("{}\n", json.text());
}

constexpr std::string_view kCsvHeading =
    "row,line,customer_id,field,customer_name,rank,id,caption,schema,datasets,topics,score,probability,"
    "decision,"
    "reasons,error\n";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ";") + word;
  return text;
}

std::string reasons_of(const match::Comparison& comparison) {
  std::string text;
  for (const match::Evidence& one : comparison.evidence)
    text += fmt::format("{}{} {} {} ~ {} {:+.1f}", text.empty() ? "" : "; ", to_string(one.feature), one.how,
                        one.query, one.listed, one.weight / 1000.0);
  return text;
}

std::string csv_rows(const Answered& answered) {
  const auto& names = answered.customer.subject.names;
  const std::string begin =
      fmt::format("{},{},{},{},{}", answered.row.row, answered.row.line, csv_cell(answered.row.id()),
                  answered.row.field, csv_cell(names.empty() ? "" : names.front().name.written));
  if (answered.answer.results.empty())
    return fmt::format("{},,,,,,,,,,,{}\n", begin, csv_cell(answered.customer.problem));
  std::string rows;
  size_t rank = 0;
  for (const Alert& alert : answered.answer.results) {
    const screen::Listed& listed = *alert.hit.listed;
    rows += fmt::format("{},{},{},{},{},{},{},{:.4f},{:.4g},{},{},\n", begin, ++rank,
                        csv_cell(listed.subject.id), csv_cell(listed.caption), listed.subject.schema,
                        csv_cell(joined(listed.datasets)), csv_cell(joined(listed.topics)),
                        alert.hit.comparison.score, alert.hit.comparison.probability,
                        csv_cell(alert.ruling ? ruling_words(*alert.ruling) : ""),
                        csv_cell(reasons_of(alert.hit.comparison)));
  }
  return rows;
}

BlockDone answer_block(const Screener& screener, std::string_view schema, Form form, Block block) {
  BlockDone done;
  for (CustomerRow& row : block.rows) {
    Answered answered = answer_row(screener, schema, std::move(row));
    count(answered, done.tally);
    if (form == Form::json_lines) done.text += json_line(screener, answered, Fullness::brief);
    if (form == Form::csv) done.text += csv_rows(answered);
    if (form == Form::paragraphs) done.answered.push_back(std::move(answered));
  }
  return done;
}

void print_paragraphs(const BlockDone& done) {
  for (const Answered& one : done.answered) {
    if (one.answer.results.empty() && one.answer.set_aside.empty()) continue;
    const auto& names = one.customer.subject.names;
    const std::string_view id = one.row.id();
    fmt::print("\nline {}{}{}: {}\n", one.row.line, id.empty() ? "" : fmt::format(" ({})", fit(id, 40)),
               one.row.field.empty() ? "" : " " + one.row.field,
               names.empty() ? "" : fit(names.front().name.written, 80));
    print_answer(one.answer, nullptr);
  }
}

// The bytes of the file as it lies there, so that a run goes on only over the same customers.
Result<std::string> hash_of_file(const std::string& path) {
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  if (file == nullptr) return fail(ErrorKind::not_found, fmt::format("cannot open {}", path));
  base::Sha256Stream hash;
  std::string buffer(1 << 20, '\0');
  for (size_t size; (size = std::fread(buffer.data(), 1, buffer.size(), file.get())) != 0;)
    hash.update({buffer.data(), size});
  return base::hex(hash.finish());
}

Result<std::string> settings_of(const Screener& screener, const FileTask& task) {
  std::string hash = "standard input";
  if (task.file != "-") {
    CLEW_TRY_ASSIGN(hash, hash_of_file(task.file));
  }
  std::string maps;
  for (const std::string& map : task.maps) maps += map + ",";
  return fmt::format("customers {}; schema {}; map {}; encoding {}; {}", hash, task.schema, maps,
                     task.encoding, screener.settings());
}

Result<std::optional<HitsFile>> open_out(const Screener& screener, const FileTask& task) {
  if (task.out.empty()) {
    if (task.resume) return fail(ErrorKind::usage, "--resume goes with --out FILE");
    return std::nullopt;
  }
  if (task.resume && task.file == "-")
    return fail(ErrorKind::usage, "--resume needs a file of customers: standard input cannot be read again");
  CLEW_TRY_ASSIGN(const std::string settings, settings_of(screener, task));
  CLEW_TRY_ASSIGN(HitsFile file, HitsFile::open(task.out, settings, task.resume));
  return std::optional(std::move(file));
}

void tell(const Tally& tally, double seconds, uint64_t rows_before) {
  for (const std::string& problem : tally.problems) fmt::print(stderr, "{}\n", problem);
  const uint64_t told = tally.not_screened + tally.values_passed_over;
  if (told > tally.problems.size())
    fmt::print(stderr, "... and {} more\n", with_commas(told - tally.problems.size()));
  if (rows_before != 0) fmt::print(stderr, "went on after {} rows\n", with_commas(rows_before));
  if (tally.read_as_guessed != 0) fmt::print(stderr, "{}\n", guessed_words(tally.read_as_guessed));
  fmt::print(stderr, "{}, {} with candidates, {}", counted(tally.customers, "customer"),
             with_commas(tally.with_candidates), counted(tally.candidates, "candidate"));
  if (tally.set_aside != 0) fmt::print(stderr, ", {} set aside by decisions", with_commas(tally.set_aside));
  if (tally.not_screened != 0) fmt::print(stderr, ", {} not screened", with_commas(tally.not_screened));
  fmt::print(
      stderr, "; {:.2f} seconds, {} customers a second\n", seconds,
      with_commas(static_cast<uint64_t>(static_cast<double>(tally.customers) / std::max(seconds, 1e-6))));
}

Form form_of(const FileTask& task) {
  if (task.out.empty()) return task.json ? Form::json_lines : Form::paragraphs;
  return *hits_form(task.out) == HitsForm::csv ? Form::csv : Form::json_lines;
}

// Writes blocks as they come; keeps the first error.
class Out {
 public:
  Out(std::optional<HitsFile>& file, Form form) : file_(file), form_(form) {}

  bool put(const BlockDone& done) {
    tally_.add(done.tally);
    if (form_ == Form::paragraphs) print_paragraphs(done);
    if (file_) {
      if (state_) state_ = file_->append(done.text);
    } else if (!done.text.empty()) {
      std::fwrite(done.text.data(), 1, done.text.size(), stdout);
    }
    return state_ && std::ferror(stdout) == 0;
  }
  const Tally& tally() const { return tally_; }
  const Result<void>& state() const { return state_; }

 private:
  std::optional<HitsFile>& file_;
  Form form_;
  Tally tally_;
  Result<void> state_;
};

uint64_t bytes_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

// Standard input in lines, each handed over as soon as it ends.
class LiveLines {
 public:
  static constexpr size_t kLineMax = 1 << 20;

  // False at the end. A longer line is given empty, with too_long set, and passed over to its end.
  bool next(std::string& line, bool& too_long) {
    line.clear();
    too_long = false;
    int c;
    while ((c = std::getc(stdin)) != EOF && c != '\n') {
      if (line.size() >= kLineMax) too_long = true;
      if (!too_long) line.push_back(static_cast<char>(c));
    }
    if (too_long) line.clear();
    return c != EOF || !line.empty() || too_long;
  }
};

}  // namespace

Result<int> screen_file(const Screener& screener, const FileTask& task) {
  if (!task.out.empty()) CLEW_TRY(hits_form(task.out));
  base::Progress progress;
  progress.begin("screening", task.file == "-" ? 0 : bytes_of(task.file));
  CLEW_TRY_ASSIGN(CustomerReader reader,
                  CustomerReader::open(
                      task.file, task.maps, [&](uint64_t bytes) { progress.done = bytes; }, task.encoding));
  if (!reader.columns_told().empty()) fmt::print(stderr, "{}\n", reader.columns_told());
  CLEW_TRY_ASSIGN(std::optional<HitsFile> file, open_out(screener, task));
  const Form form = form_of(task);
  const uint64_t rows_before = file ? file->rows_done() : 0;
  Blocks blocks(reader);
  CLEW_TRY(blocks.skip(rows_before));
  Out out(file, form);
  if (file && form == Form::csv && rows_before == 0) CLEW_TRY(file->append(kCsvHeading));
  const auto begin = Clock::now();
  {
    const ProgressLine line(progress);
    base::in_order<Block, BlockDone>(
        task.threads == 0 ? base::processor_count() : task.threads, kBlocksInFlight,
        [&] { return blocks.next(); },
        [&](Block block) { return answer_block(screener, task.schema, form, std::move(block)); },
        [&](BlockDone done) { return out.put(done); });
  }
  CLEW_TRY(out.state());
  CLEW_TRY(blocks.state());
  if (file) CLEW_TRY(file->finish());
  tell(out.tally(), std::chrono::duration<double>(Clock::now() - begin).count(), rows_before);
  return out.tally().not_screened > 0 ? kDoneWithLosses : kDone;
}

Result<int> screen_stream(const Screener& screener, std::string_view schema) {
  LiveLines lines;
  std::string text;
  bool too_long = false;
  for (uint64_t number = 1; lines.next(text, too_long); ++number) {
    CustomerRow row = row_of_json(text);
    if (too_long) row.problem = "the line is longer than a mebibyte";
    row.row = number;
    row.line = number;
    const std::string answer =
        json_line(screener, answer_row(screener, schema, std::move(row)), Fullness::full);
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    if (std::fflush(stdout) != 0) return fail(ErrorKind::io, "cannot write to standard output");
  }
  return kDone;
}

}  // namespace clew::cli
