// clew ask: is a request to another state sound?
#include "cli/ask.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "ask/draft.h"
#include "ask/goaml.h"
#include "ask/pdf.h"
#include "ask/sheet.h"
#include "ask/shown.h"
#include "ask/text.h"
#include "base/data_dir.h"
#include "base/disk.h"
#include "cli/capture.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/terminal.h"

namespace clew::cli {

base::Result<ask::Loaded> load_book() {
  CLEW_TRY_ASSIGN(const std::string root, base::data_dir("rules/facts.yaml"));
  CLEW_TRY_ASSIGN(ask::Loaded loaded, ask::load_rule_book(root));
  return loaded;
}

void say_problems(const std::vector<ask::Problem>& problems) {
  for (const ask::Problem& problem : problems) say_line(fmt::format("clew: {}", ask::to_string(problem)));
}

base::Result<void> put(const std::string& path, const std::string& bytes) {
  if (Capture* capture = current_capture(); capture != nullptr && path.empty()) {
    capture->json += bytes;
    return {};
  }
  if (path.empty()) {
    std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return {};
  }
  std::error_code error;
  const bool is_plain = !base::exists(path) || std::filesystem::is_regular_file(path, error);
  if (is_plain) return base::replace_file(base::real_disk(), path, bytes);
  // A pipe or a device takes what comes.
  CLEW_TRY_ASSIGN(auto file, base::real_disk().create(path));
  CLEW_TRY(file->write(bytes));
  return file->close();
}

namespace {

base::Result<ask::Request> request_at(const std::string& path, const ask::RuleBook& book, ask::View said_in) {
  const Capture* capture = current_capture();
  if (capture != nullptr && capture->input) return ask::request_of_text(*capture->input, path, book, said_in);
  return ask::load_request(path, book, said_in);
}

struct CheckOptions {
  std::string file, side, profile, on, out;
  std::string format = "text";
  bool outgoing = false;
  bool all = false;
  bool printed = false;
};

base::Result<void> apply(const CheckOptions& options, const ask::RuleBook& book, ask::Request& request) {
  if (!options.side.empty())
    request.side = options.side == "sender" ? ask::Side::sender : ask::Side::receiver;
  if (!options.profile.empty()) {
    if (!book.profile(options.profile)) {
      return base::fail(base::ErrorKind::usage, fmt::format("no profile is called {}", options.profile));
    }
    request.profile = options.profile;
  }
  if (options.on.empty()) return {};
  request.on = ask::parse_date(options.on);
  if (request.on) return {};
  return base::fail(base::ErrorKind::usage,
                    fmt::format("--on {}: no date that can be (YYYY-MM-DD)", options.on));
}

base::Result<std::string> render(const ask::Sheet& sheet, const ask::Evaluation& evaluation,
                                 const CheckOptions& options) {
  if (options.format == "json" && !options.printed) return ask::to_json(sheet);
  if (options.format == "html") return ask::to_html(sheet);
  if (options.format == "json" || options.format == "pdf") {
    CLEW_TRY_ASSIGN(ask::PdfSheet pdf, ask::to_pdf(sheet));
    return options.format == "pdf" ? std::move(pdf.bytes) : ask::to_json(sheet, &pdf.printed);
  }
  if (options.format == "brief") return ask::to_brief(evaluation);
  return ask::to_text(sheet, options.all, static_cast<size_t>(terminal_width()));
}

base::Result<int> check(const CheckOptions& options) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  say_problems(loaded.problems);
  const ask::View view = options.outgoing ? ask::View::outgoing : ask::View::internal;
  const ask::View said_in = options.side == "sender" ? ask::View::outgoing : view;
  CLEW_TRY_ASSIGN(ask::Request request, request_at(options.file, loaded.book, said_in));
  CLEW_TRY(apply(options, loaded.book, request));
  const ask::Evaluation evaluation = ask::evaluate(request, loaded.book, view);
  const ask::Sheet sheet = ask::make_sheet(request, loaded.book, evaluation);
  CLEW_TRY_ASSIGN(const std::string bytes, render(sheet, evaluation, options));
  CLEW_TRY(put(options.out, bytes));
  return evaluation.ready ? kDone : kDiffers;
}

struct DraftOptions {
  std::string file, out;
  std::string format = "text";
};

// What was left out is for the drafter, not for the other state: it goes to standard error.
base::Result<int> draft(const DraftOptions& options) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  say_problems(loaded.problems);
  CLEW_TRY_ASSIGN(const ask::Request request, request_at(options.file, loaded.book, ask::View::outgoing));
  say_problems(ask::problems_for_a_log(request, loaded.book));
  const ask::Draft made = ask::make_draft(request, loaded.book);
  CLEW_TRY(put(options.out, options.format == "html" ? ask::to_html(made) : ask::to_text(made)));
  for (const std::string& each : made.missing) say_line("missing: " + each);
  for (const std::string& each : made.left_out) say_line("left out: " + each);
  return made.missing.empty() && made.left_out.empty() ? kDone : kDiffers;
}

struct NewOptions {
  std::string type, from = "XA", to = "XB", out;
};

base::Result<int> write_new(const NewOptions& options) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  CLEW_TRY_ASSIGN(const std::string text,
                  ask::new_request(options.type, options.from, options.to, loaded.book));
  for (const std::string& code : {options.from, options.to}) {
    if (!loaded.book.state(code))
      fmt::print(stderr, "clew: state {} is not in the table of states: what binds it is unknown\n", code);
  }
  CLEW_TRY(put(options.out, text));
  return kDone;
}

void print_json(const std::vector<ask::Event>& events) {
  Json json;
  json.open_list();
  for (const ask::Event& event : events) {
    json.open();
    json.member("day", std::string_view(event.day));
    json.member("past", event.past);
    json.member("what", std::string_view(event.what));
    json.member("rule", std::string_view(event.rule));
    json.close();
  }
  json.close_list();
  json.print();
}

struct TimelineOptions {
  std::string file;
  bool json = false;
};

base::Result<int> show_timeline(const TimelineOptions& options) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  CLEW_TRY_ASSIGN(const ask::Request request, request_at(options.file, loaded.book, ask::View::outgoing));
  say_problems(ask::problems_for_a_log(request, loaded.book));
  const auto events = ask::timeline_of(request, loaded.book);
  if (options.json) {
    print_json(events);
    return kDone;
  }
  for (const ask::Event& event : events) {
    const std::string what = event.rule.empty() ? event.what : fmt::format("{} ({})", event.what, event.rule);
    const std::string lead = fmt::format("{}  {:4}  ", event.day, event.past ? "past" : "");
    fmt::print("{}", ask::wrapped(lead, what, static_cast<size_t>(terminal_width())));
  }
  return kDone;
}

struct GoamlOptions {
  std::string file, schema, out;
};

base::Result<int> write_goaml(const GoamlOptions& options) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  CLEW_TRY_ASSIGN(const ask::Request request, request_at(options.file, loaded.book, ask::View::outgoing));
  say_problems(ask::problems_for_a_log(request, loaded.book));
  const auto shown = ask::without_protected(request, loaded.book, ask::View::outgoing);
  CLEW_TRY_ASSIGN(const ask::GoamlReport made, ask::make_goaml(shown ? *shown : request, options.schema));
  for (const std::string& each : made.left_out) say_line("left out: " + each);
  for (const std::string& each : made.problems) say_line("not valid: " + each);
  if (!made.problems.empty()) return kDiffers;
  CLEW_TRY(put(options.out, made.xml));
  return kDone;
}

int code_of(const base::Result<int>& result) { return result ? *result : report(result.error()); }

}  // namespace

Run declare_ask_new(Flags& flags) {
  auto options = std::make_shared<NewOptions>();
  flags.choice("--type", options->type, ask::request_types(), "what is asked for", true);
  flags.option("--from", "STATE", options->from, "code of the state that asks");
  flags.option("--to", "STATE", options->to, "code of the state that is asked");
  flags.option("--output", "FILE", options->out, "write there instead of the terminal");
  return [options] { return code_of(write_new(*options)); };
}

Run declare_ask_draft(Flags& flags) {
  auto options = std::make_shared<DraftOptions>();
  flags.positional("REQUEST", options->file, "the request, a YAML or JSON file");
  flags.choice("--format", options->format, {"text", "html"}, "how the draft is written");
  flags.option("--output", "FILE", options->out, "write there instead of the terminal");
  return [options] { return code_of(draft(*options)); };
}

Run declare_ask_goaml(Flags& flags) {
  auto options = std::make_shared<GoamlOptions>();
  flags.positional("REQUEST", options->file, "the request, with a section goaml");
  flags.option("--schema", "FILE", options->schema, "the receiving unit's own schema, an .xsd file", true);
  flags.option("--output", "FILE", options->out, "write there instead of the terminal");
  return [options] { return code_of(write_goaml(*options)); };
}

Run declare_ask_timeline(Flags& flags) {
  auto options = std::make_shared<TimelineOptions>();
  flags.positional("REQUEST", options->file, "the request, a YAML or JSON file");
  flags.flag("--json", options->json, "as JSON");
  return [options] { return code_of(show_timeline(*options)); };
}

Run declare_ask_check(Flags& flags) {
  auto options = std::make_shared<CheckOptions>();
  flags.positional("REQUEST", options->file, "the request, a YAML or JSON file");
  flags.flag("--outgoing", options->outgoing,
             "the sheet that may leave the office: protected facts were never there");
  flags.choice("--as", options->side, {"sender", "receiver"},
               "whose eyes look at it; else what the file says");
  flags.option("--profile", "NAME", options->profile, "rights-first (the default policy) or weighing");
  flags.option("--on", "DATE", options->on, "the day it is looked at; else the file's");
  flags.choice("--format", options->format, {"text", "json", "html", "pdf", "brief"},
               "how the sheet is written");
  flags.flag("--printed", options->printed,
             "in json: the hash of the PDF as it is made here, and the libraries and fonts it depends on");
  flags.flag("--all", options->all, "every rule with its facts, also the clear ones");
  flags.option("--output", "FILE", options->out, "write there instead of the terminal");
  return [options] { return code_of(check(*options)); };
}

}  // namespace clew::cli
