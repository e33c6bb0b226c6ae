// clew flags: patterns over all companies of a store that are worth a second look.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "trace/flags.h"

namespace clew::cli {
namespace {

struct Options {
  ViewFlags view;
  std::vector<std::string> kinds;
  std::string about;
  uint64_t limit = 5;
};

// One raised flag, fit to be shown.
struct Shown {
  std::string who, id, text;
};

struct Looked {
  const TraceView& view;
  const trace::CompanyFacts& facts;
  const trace::FlagData& data;
};

std::string address_of(const Looked& looked, const trace::Raised& raised) {
  const auto text = looked.facts.address_text(looked.view.store, raised.address, raised.company);
  return text && !text->empty() ? fit(*text, 200) : "(the words of this address were not found)";
}

std::string day_words(int32_t day) { return date_text(day); }

Shown shown(const Looked& looked, const trace::FlagFound& flag, const trace::Raised& raised) {
  const TraceView& view = looked.view;
  const trace::FlagWords words{.name = [&](graph::NodeNumber node) { return view.name(node); },
                               .day = day_words,
                               .says = [&](const graph::Link& link) { return link_text(view.graph, link); }};
  Shown one{.who = "", .id = "", .text = text_of(flag, raised, view.graph, looked.data, words)};
  if (raised.node == UINT32_MAX) {
    one.who = address_of(looked, raised);
  } else {
    one.who = view.name(raised.node);
    one.id = view.id(raised.node);
  }
  return one;
}

std::string members_text(const TraceView& view, const trace::Raised& raised) {
  std::string text;
  for (const graph::NodeNumber node : raised.nodes) text += (text.empty() ? "" : ", ") + view.name(node);
  return text;
}

void print_paragraph(std::string_view label, std::string_view text) {
  const int width = std::max(40, terminal_width() - 4);
  std::string line = std::string(label);
  size_t at = 0;
  while (at < text.size()) {
    size_t end = text.find(' ', at);
    if (end == text.npos) end = text.size();
    const std::string_view word = text.substr(at, end - at);
    if (display_width(line) + 1 + display_width(word) > width) {
      fmt::print("  {}\n", line);
      line = "  ";
    }
    if (!line.empty() && line.back() != ' ') line += ' ';
    line += word;
    at = end + 1;
  }
  fmt::print("  {}\n", line);
}

void print_link(const TraceView& view, graph::LinkNumber number) {
  const graph::Link link = view.graph.link(number);
  fmt::print("      {} - {}: {}  [{}]\n", view.name(link.from), view.name(link.to),
             link_text(view.graph, link), view.place(number));
}

void print_flag(const Looked& looked, const trace::FlagFound& flag) {
  const trace::FlagDefinition& definition = *flag.definition;
  fmt::print("{}  [{}]: {} of {} {}\n", definition.title, definition.name, with_commas(flag.count),
             with_commas(flag.asked_of), flag.asked_what);
  if (flag.count == 0) return;
  print_paragraph("Asks:", definition.asks);
  for (const trace::Raised& raised : flag.first) {
    const Shown one = shown(looked, flag, raised);
    fmt::print("    {}{}\n", one.who, one.id.empty() ? "" : "  " + one.id);
    fmt::print("      {}\n", one.text);
    if (raised.nodes.size() > 1) fmt::print("      {}\n", members_text(looked.view, raised));
    if (raised.has_said) fmt::print("      {}\n", looked.view.place_of(raised.said));
    for (const graph::LinkNumber link : raised.links) print_link(looked.view, link);
  }
  if (flag.count > flag.first.size())
    fmt::print("    ... and {} more; --limit shows more\n", with_commas(flag.count - flag.first.size()));
  print_paragraph("How common:", definition.evidence);
  print_paragraph("Source:", definition.source);
  print_paragraph("Innocent reading:", definition.innocent);
  fmt::print("\n");
}

void print_json(const Looked& looked, const std::vector<trace::FlagFound>& flags) {
  Json json;
  json.open();
  json.member("valid_on", looked.view.day);
  json.key("flags").open_list();
  for (const trace::FlagFound& flag : flags) {
    json.open();
    json.member("flag", flag.definition->name);
    json.member("title", flag.definition->title);
    json.member("count", flag.count);
    json.member("asked_of", flag.asked_of);
    json.member("asked_what", flag.asked_what);
    json.member("how_common", flag.definition->evidence);
    json.member("source", flag.definition->source);
    json.member("innocent_reading", flag.definition->innocent);
    json.key("raised").open_list();
    for (const trace::Raised& raised : flag.first) {
      const Shown one = shown(looked, flag, raised);
      json.open();
      json.member("id", one.id);
      json.member("name", one.who);
      json.member("says", one.text);
      json.member("number", raised.number);
      if (raised.has_said) json.member("source", looked.view.place_of(raised.said));
      json.key("links").open_list();
      for (const graph::LinkNumber link : raised.links) write_link(json, looked.view, link);
      json.close_list();
      json.close();
    }
    json.close_list();
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> known_kinds(const trace::FlagData& data, const std::vector<std::string>& kinds) {
  std::string known;
  for (const trace::FlagDefinition& flag : data.flags) known += " " + flag.name;
  for (const std::string& kind : kinds) {
    const bool is_known = std::any_of(data.flags.begin(), data.flags.end(),
                                      [&](const trace::FlagDefinition& flag) { return flag.name == kind; });
    if (!is_known)
      return base::fail(base::ErrorKind::usage, fmt::format("no flag {}; there are:{}", kind, known));
  }
  return {};
}

base::Result<void> run_flags(const Options& options) {
  CLEW_TRY_ASSIGN(const trace::FlagData data, trace::shipped_flags());
  CLEW_TRY(known_kinds(data, options.kinds));
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(options.view));
  trace::FlagOptions asked{
      .kinds = options.kinds, .shown_max = options.limit, .newest = graph::day_number(view.day).value_or(0)};
  if (!options.about.empty()) {
    CLEW_TRY_ASSIGN(asked.only_about, node_meant(view, options.about));
  }
  CLEW_TRY_ASSIGN(const trace::CompanyFacts facts, trace::CompanyFacts::open(view.store));
  const auto flags = trace::find_flags(view.graph, view.links, facts, data, asked);
  const Looked looked{view, facts, data};
  if (options.view.json) {
    print_json(looked, flags);
    return names_found(view);
  }
  fmt::print("{}{}\n\n", asked.only_about == UINT32_MAX ? "" : view.name(asked.only_about) + ", ",
             view.day_text());
  for (const trace::FlagFound& flag : flags) {
    if (asked.only_about == UINT32_MAX || flag.count > 0) print_flag(looked, flag);
  }
  fmt::print("A flag is a question and no finding on anybody: most of what is flagged is ordinary.\n");
  return names_found(view);
}

}  // namespace

Run declare_flags(Flags& flags) {
  auto options = std::make_shared<Options>();
  options->view.declare(flags);
  flags.option("--kind", "NAMES", options->kinds, "only these flags (default: all)");
  flags.option("--about", "ID", options->about, "only what concerns this company or person");
  flags.option("--limit", "COUNT", options->limit,
               "how many of each flag to show, the weightiest first (default 5)");
  return [options] {
    const auto result = run_flags(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

}  // namespace clew::cli
