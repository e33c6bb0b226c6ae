// clew rules: the rule book, listed, shown, checked, and tried out on requests.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "ask/try_rules.h"
#include "cli/ask.h"
#include "cli/commands.h"
#include "cli/rules_tables.h"
#include "cli/terminal.h"

namespace clew::cli {
namespace {

bool mentions(const ask::Rule& rule, std::string_view word) {
  for (const std::string* text :
       {&rule.id, &rule.instrument, &rule.article, &rule.kind, &rule.outcome, &rule.says}) {
    if (text->find(word) != std::string::npos) return true;
  }
  return std::ranges::any_of(rule.inputs,
                             [&](const std::string& input) { return input.find(word) != std::string::npos; });
}

void list_rules(const ask::RuleBook& book, std::string_view word) {
  size_t shown = 0;
  for (const ask::Rule& rule : book.rules) {
    if (!word.empty() && !mentions(rule, word)) continue;
    ++shown;
    fmt::print("{:20} {:18} {:20} {}{}\n", rule.id, rule.kind,
               fmt::format("{}", fmt::join(rule.applies_to, ",")).substr(0, 20), rule.says,
               rule.verified() ? "" : " [unverified]");
  }
  fmt::print("{} rules\n", shown);
}

void show_part(const ask::Part& part, const ask::RuleBook& book) {
  fmt::print("  part       {}\n", part.article);
  fmt::print("    says     {}\n", part.says);
  fmt::print("    test     {}\n", part.test_text);
  fmt::print("    outcome  {} ({})\n", part.outcome, part.kind);
  if (!part.ground.empty()) fmt::print("    ground   {}\n", part.ground);
  if (!part.right.empty()) fmt::print("    right    {}\n", part.right);
  if (!part.strikes.empty()) fmt::print("    strikes  {}\n", fmt::join(part.strikes, ", "));
  if (!part.cure.says.empty())
    fmt::print("    cure     {}{}\n", part.cure.says,
               part.cure.when_text.empty() ? "" : fmt::format("\n      when   {}", part.cure.when_text));
  const auto source = book.sources.find(part.source);
  fmt::print("    source   {} {}{}\n", part.source, source == book.sources.end() ? "" : source->second.says,
             part.verified ? "" : " [unverified]");
  if (!part.cure.source.empty() && part.cure.source != part.source)
    fmt::print("    cure's   {}{}\n", part.cure.source,
               book.is_verified(part.cure.source) ? "" : " [unverified]");
}

base::Result<void> show_rule(const ask::RuleBook& book, std::string_view id) {
  const ask::Rule* rule = book.rule(id);
  if (!rule)
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("no rule is called {}; clew rules list shows them", id));
  fmt::print("{}  {}, {}\n", rule->id, book.instrument(rule->instrument)->title, rule->article);
  fmt::print("  says       {}\n  for        {}\n  kind       {}\n", rule->says,
             fmt::join(rule->applies_to, ", "), rule->kind);
  fmt::print("  inputs     {}\n", fmt::join(rule->inputs, ", "));
  fmt::print("  text read  {}\n  in force   from {} to {}\n", rule->read_on, rule->in_force_from,
             rule->in_force_to);
  fmt::print("  written in {}:{}\n", rule->file, rule->line);
  for (const ask::Part& part : rule->parts) show_part(part, book);
  for (const ask::Timer& timer : rule->timers) {
    fmt::print("  timer      {} {} after {}: {}\n", timer.days ? timer.days : timer.months,
               timer.days ? "days" : "months", book.vocabulary.facts[timer.from].name, timer.says);
  }
  return {};
}

int check_rule_book(const ask::Loaded& loaded) {
  std::vector<ask::Problem> problems = loaded.problems;
  for (ask::Problem& problem : ask::check_rules(loaded.book)) problems.push_back(std::move(problem));
  for (const ask::Problem& problem : problems) fmt::print("{}\n", ask::to_string(problem));
  const auto unverified =
      std::ranges::count_if(loaded.book.rules, [](const ask::Rule& rule) { return !rule.verified(); });
  fmt::print("{} rules, {} facts, {} instruments; {} rules rest in part on unverified text; {} problems\n",
             loaded.book.rules.size(), loaded.book.vocabulary.facts.size(), loaded.book.instruments.size(),
             unverified, problems.size());
  return problems.empty() ? kDone : kDiffers;
}

struct TryOptions {
  std::string proposal, over;
};

std::vector<std::string> request_files(const std::string& over) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(over, error)) return {over};
  std::vector<std::string> out;
  for (fs::recursive_directory_iterator it(over, error), end; !error && it != end; it.increment(error)) {
    if (it->path().extension() == ".yaml" || it->path().extension() == ".json")
      out.push_back(it->path().string());
  }
  std::ranges::sort(out);
  return out;
}

// Files that are no requests are said and passed over.
std::vector<ask::Request> load_requests(const std::string& over, const ask::RuleBook& book) {
  std::vector<ask::Request> out;
  for (const std::string& file : request_files(over)) {
    auto request = ask::load_request(file, book, ask::View::outgoing);
    if (request) {
      out.push_back(std::move(*request));
    } else {
      fmt::print(stderr, "clew: {}\n", request.error().message);
    }
  }
  return out;
}

base::Result<int> try_rules(const TryOptions& options, const ask::Loaded& loaded) {
  CLEW_TRY_ASSIGN(const ask::Doc doc, ask::load_doc(options.proposal));
  ask::RuleBook proposed = loaded.book;
  std::vector<ask::Problem> problems;
  ask::add_rules(doc, options.proposal, proposed, problems);
  if (problems.empty()) problems = ask::check_rules(proposed);
  say_problems(problems);
  if (!problems.empty()) return kDiffers;
  const std::vector<ask::Request> requests = load_requests(options.over, loaded.book);
  if (requests.empty())
    return base::fail(base::ErrorKind::not_found,
                      fmt::format("no request in {}: nothing was tried; a request is a .yaml or .json file "
                                  "with a type and parties",
                                  options.over));
  const std::vector<ask::Change> changes = ask::compare(requests, loaded.book, proposed);
  Table table({"request", "rule", "was", "would be", "ready"});
  for (const ask::Change& change : changes) {
    const std::string ready = change.ready_before == change.ready_after ? ""
                              : change.ready_after                      ? "becomes ready"
                                                                        : "no longer ready";
    table.add({change.file, change.rule, change.before, change.after, ready});
  }
  if (!changes.empty()) table.print_whole();
  fmt::print("{} of {} would change\n", counted(changes.size(), "finding"),
             counted(requests.size(), "request"));
  return kDone;
}

// Runs one command over the rule book; its faults are said first, except by the command that lists them.
int with_book(bool say, const std::function<base::Result<int>(const ask::Loaded&)>& use) {
  const auto loaded = load_book();
  if (!loaded) return report(loaded.error());
  if (say) say_problems(loaded->problems);
  const auto result = use(*loaded);
  return result ? *result : report(result.error());
}

struct ListOptions {
  std::string word;
  std::string what = "rules";
  bool json = false;
};

}  // namespace

Run declare_rules_list(Flags& flags) {
  auto options = std::make_shared<ListOptions>();
  flags.positional("WORD", options->word,
                   "only what mentions it: an instrument, an article, a kind, a fact, a state", false);
  flags.choice("--what", options->what, rule_tables(), "rules, or a table beside them");
  flags.flag("--json", options->json, "every column, as JSON");
  return [options] {
    return with_book(true, [&](const ask::Loaded& loaded) -> base::Result<int> {
      if (options->what == "rules" && !options->json) {
        list_rules(loaded.book, options->word);
      } else {
        list_table(loaded.book, options->what, options->word, options->json);
      }
      return kDone;
    });
  };
}

Run declare_rules_show(Flags& flags) {
  auto id = std::make_shared<std::string>();
  flags.positional("RULE", *id, "the rule's id, UNCAC-44.15");
  return [id] {
    return with_book(true, [&](const ask::Loaded& loaded) -> base::Result<int> {
      CLEW_TRY(show_rule(loaded.book, *id));
      return kDone;
    });
  };
}

Run declare_rules_try(Flags& flags) {
  auto options = std::make_shared<TryOptions>();
  flags.positional("PROPOSAL", options->proposal,
                   "a file of rules: new ones, or changed ones with the id of an old one");
  flags.option("--over", "REQUESTS", options->over, "a request, or a folder of requests", true);
  return [options] {
    return with_book(true, [&](const ask::Loaded& loaded) { return try_rules(*options, loaded); });
  };
}

Run declare_rules_check(Flags&) {
  return [] {
    return with_book(false,
                     [](const ask::Loaded& loaded) -> base::Result<int> { return check_rule_book(loaded); });
  };
}

}  // namespace clew::cli
