// clew rules list --what: the tables beside the rules, with their dates and source marks.
#include "cli/rules_tables.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "ask/json.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

// A table as data: the same rows for the terminal and for JSON. A mark stands in the last column.
struct Rows {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string day(const std::optional<ask::Date>& date) { return date ? ask::to_string(*date) : "unknown"; }

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string mark(bool verified) { return verified ? "verified" : "unverified"; }

// Rows about invented states need no proof and prove nothing.
std::string mark_of(std::string_view source, bool verified) {
  return source == "invented" ? "invented" : mark(verified);
}

Rows rules_of(const ask::RuleBook& book) {
  Rows out{"rules", {"rule", "article", "kind", "for", "read on", "in force", "says", "source", "mark"}, {}};
  for (const ask::Rule& rule : book.rules) {
    std::vector<std::string> sources;
    for (const ask::Part& part : rule.parts) {
      if (std::ranges::find(sources, part.source) == sources.end()) sources.push_back(part.source);
    }
    out.rows.push_back({rule.id, fmt::format("{} {}", rule.instrument, rule.article), rule.kind,
                        joined(rule.applies_to), rule.read_on,
                        fmt::format("from {} to {}", rule.in_force_from, rule.in_force_to), rule.says,
                        joined(sources), mark(rule.verified())});
  }
  return out;
}

Rows treaties_of(const ask::RuleBook& book) {
  Rows out{"treaties", {"state", "what", "bound or declared", "from", "to", "source", "mark"}, {}};
  for (const ask::Relation& each : book.relations) {
    const std::string_view bound = to_string(each.bound);
    out.rows.push_back({each.state, each.instrument,
                        each.bound == ask::Truth::yes ? "bound" : fmt::format("bound: {}", bound),
                        day(each.from), each.to ? day(each.to) : "", each.source,
                        mark_of(each.source, each.verified)});
  }
  for (const ask::Declaration& each : book.declarations) {
    out.rows.push_back({each.state, each.fact, fmt::format("declared: {}", each.value), day(each.from), "",
                        each.source, mark_of(each.source, false)});
  }
  return out;
}

Rows authorities_of(const ask::RuleBook& book) {
  Rows out{"authorities",
           {"state", "authority", "for", "channel", "languages", "urgent", "form", "as of", "source", "mark"},
           {}};
  for (const ask::Authority& each : book.authorities) {
    out.rows.push_back({each.state, each.name, joined(each.for_types), each.channel, joined(each.languages),
                        each.urgent_contact, each.form, each.as_of, each.source,
                        mark_of(each.source, false)});
  }
  return out;
}

Rows instruments_of(const ask::RuleBook& book) {
  Rows out{"instruments", {"instrument", "title", "kind", "binds", "a basis for", "rules", "unverified"}, {}};
  for (const ask::Instrument& each : book.instruments) {
    const auto ours = [&](const ask::Rule& rule) { return rule.instrument == each.id; };
    const auto open = [&](const ask::Rule& rule) { return ours(rule) && !rule.verified(); };
    out.rows.push_back({each.id, each.title, each.kind, each.binds, joined(each.basis_for),
                        std::to_string(std::ranges::count_if(book.rules, ours)),
                        std::to_string(std::ranges::count_if(book.rules, open))});
  }
  return out;
}

// Policies of evaluation, with the questions one asks, then the national laws and whose they are.
Rows profiles_of(const ask::RuleBook& book) {
  Rows out{"profiles", {"profile", "kind", "says", "source", "mark"}, {}};
  for (const ask::Profile& each : book.profiles) {
    out.rows.push_back({each.id, "policy", each.says, "POLICY", mark(book.is_verified("POLICY"))});
    for (const ask::Question& question : each.weighing) {
      out.rows.push_back({fmt::format("{}: {}", each.id, question.id), "question", question.asks,
                          question.source, mark(book.is_verified(question.source))});
    }
  }
  for (const ask::State& state : book.states) {
    for (const std::string& profile : state.profiles) {
      const auto law = std::ranges::find(book.instruments, profile, &ask::Instrument::profile);
      if (law == book.instruments.end()) continue;
      const bool verified = std::ranges::all_of(
          book.rules, [&](const ask::Rule& rule) { return rule.instrument != law->id || rule.verified(); });
      out.rows.push_back(
          {profile, "national law", fmt::format("{} ({})", law->title, state.name), law->id, mark(verified)});
    }
  }
  return out;
}

Rows rows_of(const ask::RuleBook& book, std::string_view what) {
  if (what == "treaties") return treaties_of(book);
  if (what == "authorities") return authorities_of(book);
  if (what == "instruments") return instruments_of(book);
  if (what == "profiles") return profiles_of(book);
  return rules_of(book);
}

bool mentions(const std::vector<std::string>& row, std::string_view word) {
  return std::ranges::any_of(row, [&](const std::string& cell) { return cell.find(word) != cell.npos; });
}

std::string key_of(std::string_view column) {
  std::string out(column);
  std::ranges::replace(out, ' ', '_');
  return out;
}

void print_json(const Rows& rows, const ask::RuleBook& book) {
  ask::JsonWriter json;
  json.open_object();
  json.field("data", book.data_versions);
  json.open_array(rows.name);
  for (const std::vector<std::string>& row : rows.rows) {
    json.open_object();
    for (size_t i = 0; i < row.size(); ++i) json.field(key_of(rows.columns[i]), row[i]);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  fmt::print("{}", json.take());
}

void print_text(const Rows& rows, const ask::RuleBook& book) {
  Table table(rows.columns);
  for (const std::vector<std::string>& row : rows.rows) table.add(row);
  if (!table.empty()) table.print_whole();
  fmt::print("{} {}; {}\n", rows.rows.size(), rows.name, joined(book.data_versions));
}

}  // namespace

const std::vector<std::string>& rule_tables() {
  static const std::vector<std::string> kTables = {"rules", "treaties", "authorities", "instruments",
                                                   "profiles"};
  return kTables;
}

void list_table(const ask::RuleBook& book, std::string_view what, std::string_view word, bool as_json) {
  Rows rows = rows_of(book, what);
  if (!word.empty()) std::erase_if(rows.rows, [&](const auto& row) { return !mentions(row, word); });
  as_json ? print_json(rows, book) : print_text(rows, book);
}

}  // namespace clew::cli
