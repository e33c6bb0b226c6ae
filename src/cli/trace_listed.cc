#include "cli/trace_listed.h"

#include <fmt/core.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "base/disk.h"
#include "cli/terminal.h"
#include "cli/trace_view.h"
#include "trace/listed.h"

namespace clew::cli {
namespace {

using trace::OwnedByListed;

std::string names_of(const TraceView& view, const std::vector<graph::NodeNumber>& nodes) {
  std::string names;
  for (size_t i = 0; i < std::min<size_t>(nodes.size(), 5); ++i)
    names += (i == 0 ? "" : ", ") + view.name(nodes[i]);
  return nodes.size() > 5 ? fmt::format("{} and {} more", names, nodes.size() - 5) : names;
}

std::string chain_text(const TraceView& view, const OwnedByListed& owned) {
  std::string text;
  for (size_t i = 0; i < std::min<size_t>(owned.rests_on.size(), 12); ++i) {
    const graph::Link link = view.graph.link(owned.rests_on[i]);
    text += fmt::format("{}{} holds of {}: {} [{}]", i == 0 ? "" : "; ", view.name(link.from),
                        view.name(link.to), link_text(view.graph, link), view.place(owned.rests_on[i]));
  }
  return owned.rests_on.size() > 12 ? fmt::format("{}; and {} links more", text, owned.rests_on.size() - 12)
                                    : text;
}

// "owned at least 50 % ... by X, by this chain: ..., computed for 2024-05-01".
std::string reason_text(const TraceView& view, const trace::Rule& rule, const OwnedByListed& owned) {
  std::string tests;
  for (const trace::RuleReading& reading : rule.readings)
    tests += (tests.empty() ? "" : " / ") + reading_text(reading);
  return fmt::format(
      "owned by listed parties under {} (version {}): {}. Holders: {}, {} multiplied and added up; by "
      "this chain: {}. Computed by Clew for {}; a reading of shares for a lawyer to judge",
      rule.title, rule.version, tests, names_of(view, owned.holders), bounds_text(owned.shares),
      chain_text(view, owned), view.day);
}

class Lines {
 public:
  void entity(const std::string& id, const char* schema,
              const std::vector<std::pair<const char*, std::string>>& properties) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> out(buffer);
    const auto text = [&](const std::string& words) {
      out.String(words.data(), static_cast<unsigned>(words.size()));
    };
    out.StartObject();
    out.Key("id");
    text(id);
    out.Key("schema");
    out.String(schema);
    out.Key("properties");
    out.StartObject();
    for (const auto& [name, value] : properties) {
      out.Key(name);
      out.StartArray();
      text(value);
      out.EndArray();
    }
    out.EndObject();
    out.EndObject();
    text_.append(buffer.GetString(), buffer.GetSize());
    text_ += '\n';
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// What is proved: the company once more, with its topic, and why.
std::string dataset_of(const TraceView& view, const trace::Rule& rule,
                       const std::vector<OwnedByListed>& all) {
  Lines lines;
  for (const OwnedByListed& owned : all) {
    if (owned.verdict.answer != trace::Answer::proved) continue;
    const std::string id(view.graph.id(owned.company));
    std::string schema(view.graph.schema(owned.company));
    if (schema.empty()) schema = "LegalEntity";
    lines.entity(id, schema.c_str(),
                 {{"name", std::string(view.graph.caption(owned.company))}, {"topics", "sanction.linked"}});
    lines.entity(fmt::format("clew-derived-{}-{}", rule.name, id), "Risk",
                 {{"entity", id},
                  {"authority", fmt::format("Clew, by rule {} version {}", rule.name, rule.version)},
                  {"program", fmt::format("derived: {}", rule.title)},
                  {"reason", reason_text(view, rule, owned)},
                  {"listingDate", view.day},
                  {"status", "derived"}});
  }
  return lines.text();
}

void print_text(const TraceView& view, const trace::Rule& rule, const std::vector<OwnedByListed>& all) {
  fmt::print("{}  [{}, version {}]\n{}\n\n", rule.title, rule.name, rule.version, view.day_text());
  for (const OwnedByListed& owned : all) {
    fmt::print("{}  {}\n  {}: {} {} {}\n", view.name(owned.company), view.id(owned.company),
               to_string(owned.verdict.answer), names_of(view, owned.holders),
               owned.holders.size() == 1 ? "holds" : "hold", bounds_text(owned.shares));
    for (size_t i = 0; i < std::min<size_t>(owned.rests_on.size(), 12); ++i) {
      const graph::Link link = view.graph.link(owned.rests_on[i]);
      fmt::print("    {} - {}: {}  [{}]\n", view.name(link.from), view.name(link.to),
                 link_text(view.graph, link), view.place(owned.rests_on[i]));
    }
  }
  if (all.empty()) fmt::print("No company that a listed party owns under this rule is in these sources.\n");
  fmt::print("\nA derived company is not listed itself: a reading of shares for a lawyer to judge.\n");
}

void print_json(const TraceView& view, const trace::Rule& rule, const std::vector<OwnedByListed>& all,
                bool is_whole) {
  Json json;
  json.open();
  json.member("rule", rule.name);
  json.member("version", rule.version);
  json.member("valid_on", view.day);
  json.member("whole", is_whole);
  json.key("companies").open_list();
  for (const OwnedByListed& owned : all) {
    json.open();
    write_node(json, view, owned.company);
    json.member("answer", to_string(owned.verdict.answer));
    json.key("holders").open_list();
    for (const graph::NodeNumber holder : owned.holders) json.value(view.id(holder));
    json.close_list();
    write_bounds(json, "shares", owned.shares);
    json.key("chain").open_list();
    for (const graph::LinkNumber link : owned.rests_on) write_link(json, view, link);
    json.close_list();
    json.close();
  }
  json.close_list();
  json.close();
  json.print();
}

base::Result<void> write_dataset(const TraceView& view, const std::string& store, const trace::Rule& rule,
                                 const std::string& dataset, const std::string& output) {
  if (dataset.empty()) {
    fmt::print("not written: {}; there is nothing that is proved under this rule\n", output);
    return {};
  }
  CLEW_TRY(base::replace_file(base::real_disk(), output, dataset));
  fmt::print(
      "written: {}  {}; screening reads it once loaded:\n  clew load {} --into {} --dataset clew_derived_{} "
      "--published-on {}\n",
      output, bytes_text(dataset.size()), output, store, rule.name, view.day);
  return {};
}

base::Result<void> trace_one(const TraceView& view, const ViewFlags& flags, const trace::Rule& rule,
                             const std::string& output) {
  bool is_whole = true;
  const auto all = trace::owned_by_listed(view.graph, view.links, rule, is_whole);
  if (flags.json) {
    print_json(view, rule, all, is_whole);
  } else {
    print_text(view, rule, all);
    if (!is_whole) fmt::print("There are too many to look at: these are the first.\n");
  }
  if (output.empty()) return {};
  const std::string dataset = dataset_of(view, rule, all);
  CLEW_TRY(names_found(view));
  if (!flags.json) return write_dataset(view, flags.store, rule, dataset, output);
  return dataset.empty() ? base::Result<void>() : base::replace_file(base::real_disk(), output, dataset);
}

}  // namespace

base::Result<void> trace_listed(const ViewFlags& flags, const std::string& name, const std::string& output) {
  CLEW_TRY_ASSIGN(const auto rules, trace::rules_named(name));
  if (rules.size() > 1 && (flags.json || !output.empty()))
    return base::fail(base::ErrorKind::usage, "--output and --json take one rule at a time: --rule NAME");
  CLEW_TRY_ASSIGN(const TraceView view, open_for_tracing(flags));
  for (const trace::Rule& rule : rules) {
    if (&rule != &rules.front()) fmt::print("\n");
    CLEW_TRY(trace_one(view, flags, rule, output));
  }
  return names_found(view);
}

}  // namespace clew::cli
