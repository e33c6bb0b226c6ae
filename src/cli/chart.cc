// clew chart: who stands behind a company, drawn.
#include <fmt/core.h>

#include <algorithm>

#include "base/disk.h"
#include "base/hash.h"
#include "chart/draw.h"
#include "chart/page.h"
#include "chart/pdf.h"
#include "chart/svg.h"
#include "cli/capture.h"
#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_found.h"
#include "trace/account.h"
#include "trace/flags.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::string id, output, rule;
  uint64_t siblings = 8, boxes = 40;
};

enum class Form { svg, html, pdf };

base::Result<Form> form_of(const std::string& output) {
  for (const auto& [ending, form] :
       {std::pair(".svg", Form::svg), {".html", Form::html}, {".pdf", Form::pdf}}) {
    if (output.ends_with(ending)) return form;
  }
  return base::fail(base::ErrorKind::usage,
                    fmt::format("cannot tell the form of {}: end its name in .svg, .html or .pdf", output));
}

// "company or other body, XC; nominee: Brackwater Nominees SA".
std::string nature_of(const TraceView& view, graph::NodeNumber node) {
  const graph::Node& one = view.graph.node(node);
  if (one.kind == graph::NodeKind::unnamed) return "not identified in the source";
  std::string text(one.kind == graph::NodeKind::company ? "company"
                   : one.kind == graph::NodeKind::party ? "person or body, not said"
                                                        : kind_text(one.kind));
  const std::string country = view.graph.jurisdiction(node);
  if (!country.empty()) text += fmt::format(", {}", fit(country, 20));
  if (one.kind != graph::NodeKind::nomination) return text;
  for (const graph::LinkNumber number : view.graph.into(node)) {
    const graph::Link& link = view.graph.link(number);
    if (link.right == graph::Right::nominee && view.graph.holds(number, view.links))
      text += fmt::format("; nominee: {}", view.name(link.from));
  }
  return text;
}

std::vector<std::string> marks_of(const TraceView& view, graph::NodeNumber node) {
  std::vector<std::string> marks;
  if (view.graph.node(node).is_listed) marks.emplace_back("listed, see the listing");
  return marks;
}

// "corvane_register.bods.json:379, SHA-256 1f0a...": enough to find the bytes again.
std::string full_place(const TraceView& view, graph::LinkNumber link) {
  const model::Record& record = view.graph.link(link).record;
  const store::Manifest& manifest = view.store.manifest();
  std::string place = view.place(link);
  if (record.part >= manifest.parts.size()) return place;
  const std::string& sha256 = manifest.sources[manifest.parts[record.part].source].source.sha256;
  return fmt::format("{}, SHA-256 {}", place, sha256.substr(0, 16));
}

chart::Naming naming_for(const TraceView& view) {
  return {.name = [&](graph::NodeNumber node) { return view.name(node); },
          .id = [&](graph::NodeNumber node) { return view.id(node); },
          .nature = [&](graph::NodeNumber node) { return nature_of(view, node); },
          .marks = [&](graph::NodeNumber node) { return marks_of(view, node); },
          .says = [&](graph::LinkNumber link) { return link_text(view.graph, view.graph.link(link)); },
          .place = [&](graph::LinkNumber link) { return full_place(view, link); }};
}

// --- Notes ----------------------------------------------------------------------------------------------

void add_negative_facts(const TraceView& view, const trace::Structure& structure,
                        std::vector<std::string>& notes) {
  constexpr size_t kMax = 12;
  size_t count = 0;
  for (const trace::PartInfo& part : structure.parts) {
    if (part.is_undisclosed || part.is_maybe_person) continue;
    for (const graph::NegativeFact* fact : view.graph.negative_facts_of(part.node)) {
      const int32_t day = view.links.day;
      if (day != 0 && (fact->valid_from > day || day >= fact->valid_until)) continue;
      if (++count > kMax) continue;
      const std::string_view words = fact->description.empty() ? fact->reason : fact->description;
      notes.push_back(fmt::format("Said of {}: {}  [{}]", view.name(fact->subject),
                                  words.empty() ? std::string(fact->kind) : fit(words, 200),
                                  view.place_of(fact->record)));
    }
  }
  if (count > kMax)
    notes.push_back(
        fmt::format("{} more things are said not to be there; clew trace has them", count - kMax));
}

std::string verdicts_text(const TraceView& view, const trace::Structure& structure,
                          const trace::Account& account, trace::Judge& judge, const trace::Rule& rule) {
  constexpr size_t kPersonsMax = 5;
  std::string text = fmt::format("{} [{}], {}{}:", rule.title, rule.name, force_text(rule),
                                 is_in_force(rule, view.day) ? "" : fmt::format(", not on {}", view.day));
  for (size_t i = 0; i < std::min(kPersonsMax, account.holders.size()); ++i) {
    const uint32_t one[] = {account.holders[i].part};
    const graph::NodeNumber node = structure.parts[one[0]].node;
    const trace::Verdict verdict = trace::Judge::together(rule, judge.judge(rule, one));
    const bool hypothetical =
        rule.is_about_listed && !view.graph.node(node).is_listed && verdict.answer != trace::Answer::refuted;
    text += fmt::format("{} {} {}{}", i == 0 ? "" : ";", view.name(node), to_string(verdict.answer),
                        hypothetical ? " (no listing of this holder is in this store)" : "");
  }
  return text + (account.holders.empty() ? " nobody who is named stands behind it." : ".");
}

base::Result<void> add_verdicts(const TraceView& view, const trace::Structure& structure,
                                const trace::Account& account, const std::string& name,
                                std::vector<std::string>& notes) {
  if (name.empty()) return {};
  CLEW_TRY_ASSIGN(const auto rules, trace::rules_named(name));
  trace::Judge judge(structure);
  for (const trace::Rule& rule : rules) notes.push_back(verdicts_text(view, structure, account, judge, rule));
  return {};
}

// What clew flags asks about the company; a flag is a question, with its innocent reading beside it.
base::Result<void> add_flags(const TraceView& view, graph::NodeNumber company,
                             std::vector<std::string>& notes) {
  CLEW_TRY_ASSIGN(const trace::FlagData data, trace::shipped_flags());
  CLEW_TRY_ASSIGN(const trace::CompanyFacts facts, trace::CompanyFacts::open(view.store));
  const trace::FlagOptions options{
      .kinds = {}, .shown_max = 1, .only_about = company, .newest = view.links.day};
  const trace::FlagWords words{.name = [&](graph::NodeNumber node) { return view.name(node); },
                               .day = date_text,
                               .says = [&](const graph::Link& link) { return link_text(view.graph, link); }};
  for (const trace::FlagFound& flag : trace::find_flags(view.graph, view.links, facts, data, options)) {
    if (flag.first.empty()) continue;
    notes.push_back(
        fmt::format("Flag, a question and no finding: {}: {}. Innocent reading: {}", flag.definition->title,
                    text_of(flag, flag.first.front(), view.graph, data, words), flag.definition->innocent));
  }
  return {};
}

base::Result<std::vector<std::string>> notes_of(const TraceView& view, const trace::Structure& structure,
                                                const std::string& rule) {
  std::vector<std::string> notes;
  const trace::Account account = trace::account_of(view.graph, structure);
  CLEW_TRY(add_verdicts(view, structure, account, rule, notes));
  if (!rule.empty())
    notes.emplace_back(
        "A verdict is a reading of shares and control for a lawyer to judge, and says nothing of anybody's "
        "conduct.");
  for (const trace::Finding& finding : account.findings) notes.push_back(finding.text);
  CLEW_TRY(add_flags(view, structure.parts.front().node, notes));
  add_negative_facts(view, structure, notes);
  return notes;
}

// --- Output ---------------------------------------------------------------------------------------------

base::Result<std::string> bytes_of(const chart::Picture& picture, Form form, const std::string& day) {
  const chart::Drawing drawing = chart::draw(picture, {.with_sources = form == Form::svg});
  if (form == Form::pdf) return chart::to_pdf(drawing, picture, day);
  return form == Form::svg ? chart::to_svg(drawing) : chart::to_page(drawing, picture);
}

std::string_view line_word(chart::LineKind kind) {
  switch (kind) {
    case chart::LineKind::shares: return "shares";
    case chart::LineKind::votes: return "votes";
    case chart::LineKind::control: return "control";
    case chart::LineKind::nominee: return "held for another";
  }
  return "";
}

void print_json(const TraceView& view, const chart::Picture& picture, const std::string& output,
                const std::string& bytes) {
  Json json;
  json.open();
  json.member("file", output);
  json.member("sha256", base::hex(base::sha256(bytes)));
  json.member("valid_on", view.day);
  json.member("parties_folded", static_cast<uint64_t>(picture.parties_folded));
  json.key("boxes").open_list();
  for (const chart::Box& box : picture.boxes) {
    json.open();
    json.member("id", box.id);
    json.member("name", box.name);
    json.member("nature", box.nature);
    json.member("holds", box.held);
    json.list("marks", box.marks);
    json.member("of_it", box.bar_words);
    json.close();
  }
  json.close_list();
  json.key("lines").open_list();
  for (const chart::Line& line : picture.lines) {
    json.open();
    json.member("from", line.from);
    json.member("to", line.to);
    json.member("kind", line_word(line.kind));
    json.member("label", line.label);
    json.key("sources").open_list();
    for (const uint32_t source : line.sources) json.value(picture.sources[source].place);
    json.close_list();
    json.close();
  }
  json.close_list();
  json.key("loops").open_list();
  for (const chart::Frame& frame : picture.frames) {
    json.open_list();
    for (const uint32_t box : frame.boxes) json.value(box);
    json.close_list();
  }
  json.close_list();
  json.list("notes", picture.notes);
  json.close();
  json.print();
}

void print_text(const chart::Picture& picture, const std::string& output, const std::string& bytes) {
  for (const std::string& sentence : sentences(picture)) fmt::print("- {}\n", fit(sentence, 4000));
  if (picture.parties_folded > 0)
    fmt::print("{} parties have no box of their own; --siblings and --boxes show more.\n",
               with_commas(picture.parties_folded));
  fmt::print("\nwritten: {}  {}  SHA-256 {}\n", output, bytes_text(bytes.size()),
             base::hex(base::sha256(bytes)));
}

base::Result<void> run_chart(const Options& options) {
  CLEW_TRY_ASSIGN(const Form form, form_of(options.output));
  if (options.siblings < 2 || options.siblings > 200 || options.boxes < 4 || options.boxes > 2000)
    return base::fail(base::ErrorKind::usage, "--siblings is from 2 to 200, --boxes from 4 to 2000");
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  CLEW_TRY_ASSIGN(const graph::NodeNumber company, node_meant(view, options.id));
  if (view.graph.node(company).kind == graph::NodeKind::person) {
    return base::fail(
        base::ErrorKind::usage,
        fmt::format("{} is a person; a chart is of a company. Those it stands behind: clew holdings {} {}",
                    options.id, options.view.store, options.id));
  }
  const trace::Structure structure = trace::structure_behind(view.graph, view.links, company);
  chart::Picture picture = chart::picture_of(view.graph, structure, naming_for(view),
                                             {.siblings_max = options.siblings, .boxes_max = options.boxes});
  picture.title = fmt::format("Who stands behind {}", view.name(company));
  picture.subtitle = fmt::format(
      "{}, {}. What these sources say, and what they leave open; a chart is no finding on anybody.",
      view.id(company), view.day_text());
  CLEW_TRY_ASSIGN(picture.notes, notes_of(view, structure, options.rule));
  CLEW_TRY_ASSIGN(const std::string bytes, bytes_of(picture, form, view.day));
  CLEW_TRY(names_found(view));
  if (Capture* capture = current_capture()) {
    capture->json = bytes;
    return {};
  }
  CLEW_TRY(base::replace_file(base::real_disk(), options.output, bytes));
  if (options.view.json)
    print_json(view, picture, options.output, bytes);
  else
    print_text(picture, options.output, bytes);
  return {};
}

}  // namespace

Run declare_chart(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.positional("COMPANY", options->id, "the company's id");
  flags.option("--output", "FILE", options->output,
               "where to draw it (-o): a name that ends in .svg, .html or .pdf", true);
  flags.option("--rule", "NAME", options->rule, "say below the chart what a rule, or all, make of it");
  flags.option("--siblings", "COUNT", options->siblings,
               "boxes for the owners of one company; the rest is folded into one (default 8)");
  flags.option("--boxes", "COUNT", options->boxes, "boxes in all (default 40)");
  return [options] {
    const auto result = run_chart(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
