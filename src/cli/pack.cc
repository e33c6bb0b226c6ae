// clew pack and clew verify: a case as a zip that a stranger can test, and the test.
#include "prove/pack.h"

#include <fmt/core.h>

#include <map>
#include <memory>

#include "ask/sheet.h"
#include "cli/ask.h"
#include "cli/capture.h"
#include "cli/commands.h"
#include "cli/desk_flags.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "prove/verify.h"

namespace clew::cli {
namespace {

using base::Result;

struct Options {
  DeskFlags desk;
  prove::PackOptions pack;
  std::string request;
  std::vector<std::string> attach, charts;
  std::string store;
  bool no_pdf = false;
};

// The sheet that may leave the office: built as if protected facts had never been written.
Result<void> attach_request(const std::string& path, prove::PackOptions& pack) {
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  CLEW_TRY_ASSIGN(const ask::Request request, ask::load_request(path, loaded.book, ask::View::outgoing));
  const ask::Evaluation evaluation = ask::evaluate(request, loaded.book, ask::View::outgoing);
  const ask::Sheet sheet = ask::make_sheet(request, loaded.book, evaluation);
  pack.attachments.push_back(
      {"request/sheet.html", ask::to_html(sheet), "the outgoing sheet of the request"});
  pack.attachments.push_back({"request/sheet.json", ask::to_json(sheet), "the same, for machines"});
  return {};
}

// What an element says in every offence that has it; one that says different things goes by its id.
std::map<std::string, std::string> titles_of_elements(const ask::RuleBook& book) {
  std::map<std::string, std::string> titles;
  for (const ask::OffenceDef& offence : book.offences) {
    for (const ask::ElementDef& element : offence.elements) {
      const auto [at, is_new] = titles.emplace(element.id, element.says);
      if (!is_new && at->second != element.says) at->second = element.id;
    }
  }
  return titles;
}

Result<void> attach_files(const std::vector<std::string>& paths, prove::PackOptions& pack) {
  uint64_t room = UINT32_MAX;  // What is left of the most that a pack's zip can hold.
  for (const std::string& path : paths) {
    CLEW_TRY_ASSIGN(prove::Attachment attachment, prove::read_attachment(path, room));
    room -= attachment.bytes.size();
    pack.attachments.push_back(std::move(attachment));
  }
  return {};
}

// Gives a command, run here, the texts and switches of its command line.
class Given : public Flags {
 public:
  explicit Given(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}

 protected:
  void bind(const Flag& flag, std::string& value) override {
    if (const auto found = texts_.find(flag.name); found != texts_.end()) value = found->second;
  }
  void bind(const Flag& flag, bool& value) override { value = value || texts_.contains(flag.name); }
  void bind(const Flag&, std::vector<std::string>&) override {}
  void bind(const Flag&, uint64_t&) override {}
  void bind(const Flag&, double&) override {}

 private:
  std::map<std::string, std::string> texts_;
};

// What the command writes or prints as JSON.
Result<std::string> written_by(Run (*declare)(Flags&), std::map<std::string, std::string> texts) {
  Given given(std::move(texts));
  const Run run = declare(given);
  Capture capture;
  const int code = run();
  if (capture.error) return std::unexpected(*capture.error);
  if (code == kDone) return std::move(capture.json);
  return base::fail(base::ErrorKind::format, "the chart could not be made");
}

// The company's id as a part of a file's name.
std::string plain(std::string id) {
  for (char& c : id) {
    const bool keeps = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    if (!keeps) c = '_';
  }
  return id.substr(0, 100);
}

// Who stands behind a company: drawn, and link by link with each source's place.
Result<void> attach_chart(const std::string& store, const std::string& company, prove::PackOptions& pack) {
  const std::string name = "attachments/ownership-" + plain(company);
  CLEW_TRY_ASSIGN(std::string chart,
                  written_by(declare_chart, {{"STORE", store}, {"COMPANY", company}, {"--output", "x.svg"}}));
  CLEW_TRY_ASSIGN(std::string trace,
                  written_by(declare_trace, {{"STORE", store}, {"COMPANY", company}, {"--json", ""}}));
  const std::string what = fmt::format("who stands behind {}, ", company);
  pack.attachments.push_back({name + ".svg", std::move(chart), what + "as drawn when the pack was made"});
  pack.attachments.push_back({name + ".json", std::move(trace), what + "each link with its source"});
  return {};
}

Result<void> attach_charts(const Options& options, prove::PackOptions& pack) {
  if (options.store.empty() && !options.charts.empty())
    return base::fail(base::ErrorKind::usage, "--chart draws from a store: name it with --store");
  for (const std::string& company : options.charts) CLEW_TRY(attach_chart(options.store, company, pack));
  return {};
}

Result<void> pack(Options& options, prove::Office& office, const prove::Officer& officer) {
  options.pack.case_id = options.desk.case_id;
  options.pack.purpose = options.desk.purpose;
  options.pack.pdf = !options.no_pdf;
  CLEW_TRY_ASSIGN(const ask::Loaded loaded, load_book());
  options.pack.element_titles = titles_of_elements(loaded.book);
  if (!options.request.empty()) CLEW_TRY(attach_request(options.request, options.pack));
  CLEW_TRY(attach_files(options.attach, options.pack));
  CLEW_TRY(attach_charts(options, options.pack));
  const std::string output = options.pack.output;
  CLEW_TRY_ASSIGN(const prove::Packed made, prove::make_pack(office, officer, std::move(options.pack)));
  fmt::print("Entry {}: {} holds {} files, {}; {} entries withheld.\nSHA-256 {}\n", made.entry, output,
             made.files, bytes_text(made.bytes), made.withheld, made.sha256);
  return {};
}

struct VerifyArguments {
  std::string file, node, since;
  std::vector<std::string> witnesses;
  bool json = false;
};

void print_json(const prove::Verification& verification) {
  Json json;
  json.open();
  json.member("unchanged", verification.wrong.empty());
  json.list("wrong", verification.wrong);
  json.list("notes", verification.remarks);
  json.member("case", verification.case_id);
  json.member("recipient", verification.recipient);
  json.member("since", verification.exported_at);
  json.member("node", verification.node_vkey);
  json.member("node_expected", verification.node_was_known);
  json.member("files", verification.files);
  json.member("entries", verification.entries);
  json.list("witnesses", verification.witnessed);
  json.list("stamps", verification.stamped);
  json.close();
  json.print();
}

Result<int> verify(const VerifyArguments& arguments) {
  prove::VerifyOptions options;
  if (!arguments.node.empty()) {
    CLEW_TRY_ASSIGN(options.node, prove::parse_vkey(arguments.node));
  }
  for (const std::string& text : arguments.witnesses) {
    CLEW_TRY_ASSIGN(prove::NamedKey witness, prove::parse_vkey(text));
    options.witnesses.push_back(std::move(witness));
  }
  CLEW_TRY_ASSIGN(const base::Mapping mapping, base::Mapping::open(arguments.file));
  prove::Verification verification = prove::verify_pack(mapping.bytes(), options);
  if (!arguments.since.empty()) {
    CLEW_TRY_ASSIGN(const base::Mapping earlier, base::Mapping::open(arguments.since));
    for (std::string& says : prove::compare_packs(earlier.bytes(), mapping.bytes(), options))
      verification.wrong.push_back(std::move(says));
  }
  if (arguments.json) {
    print_json(verification);
  } else {
    fmt::print("{}", prove::to_text(verification));
  }
  return verification.wrong.empty() ? static_cast<int>(kDone) : static_cast<int>(kDiffers);
}

}  // namespace

Run declare_pack(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->desk.declare_case(flags);
  flags.option("--output", "FILE", options->pack.output, "the zip to write", true);
  flags.option("--recipient", "NAME", options->pack.recipient, "who receives it", true);
  flags.option("--proposal", "ID", options->pack.proposal, "the export that a second officer approved", true);
  flags.option("--withhold", "ID", options->pack.withhold,
               "a statement or source that this recipient does not get");
  flags.option("--request", "FILE", options->request, "a request whose outgoing sheet goes with the pack");
  flags.option("--attach", "FILE", options->attach,
               "a file that goes with the pack, such as a chart or a register in BODS; may be repeated");
  flags.option("--store", "STORE", options->store, "the store that --chart draws from");
  flags.option("--chart", "ID", options->charts,
               "draw who stands behind this company, and add it with its links and sources; may be repeated");
  flags.flag("--no-pdf", options->no_pdf, "without the dossier as PDF");
  return [options] {
    return at_desk(options->desk,
                   [&](auto& office, const auto& officer) { return pack(*options, office, officer); });
  };
}

Run declare_verify(Flags& flags) {
  auto arguments = std::make_shared<VerifyArguments>();
  flags.positional("FILE", arguments->file, "the pack, a zip");
  flags.option("--node", "KEY", arguments->node,
               "the key that must have signed, as you know it from elsewhere");
  flags.option("--witness", "KEY", arguments->witnesses, "a witness whose line is to be tested");
  flags.option("--since", "FILE", arguments->since,
               "an earlier pack of the case, which this one may only add to");
  flags.flag("--json", arguments->json, "print JSON");
  return [arguments] {
    const Result<int> code = verify(*arguments);
    return code ? *code : report(code.error());
  };
}

}  // namespace clew::cli
