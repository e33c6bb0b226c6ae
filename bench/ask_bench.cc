// How fast the rules answer: one request, and many requests held against a changed rule. Checks its answers.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "ask/sheet.h"
#include "ask/try_rules.h"

namespace {

using clew::ask::Evaluation;
using clew::ask::Request;
using clew::ask::RuleBook;
using clew::ask::View;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration time) { return std::chrono::duration<double, std::micro>(time).count(); }

int fail(const std::string& text) {
  fmt::print(stderr, "bench ask: {}\n", text);
  return 1;
}

// The same request many times over, each differing in what a changed rule looks at.
std::vector<Request> many(const Request& one, const RuleBook& book, int count) {
  std::vector<Request> out;
  const int fact = *book.vocabulary.fact("penalty.death_requesting");
  for (int i = 0; i < count; ++i) {
    Request copy = one;
    copy.file = fmt::format("request-{}", i);
    copy.facts[fact].value = i % 3 == 0   ? clew::ask::Value{true}
                             : i % 3 == 1 ? clew::ask::Value{false}
                                          : clew::ask::Value{};
    out.push_back(std::move(copy));
  }
  return out;
}

template <class Work>
double median(int rounds, Work work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto start = Clock::now();
    work();
    times.push_back(microseconds(Clock::now() - start));
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return fail("ask_bench DATA REQUEST COUNT");
  const int count = std::stoi(argv[3]);
  auto loaded = clew::ask::load_rule_book(argv[1]);
  if (!loaded) return fail(loaded.error().message);
  const RuleBook& book = loaded->book;
  const auto request = clew::ask::load_request(argv[2], book);
  if (!request) return fail(request.error().message);

  const Evaluation checked = clew::ask::evaluate(*request, book, View::internal);
  if (checked.findings.size() != book.rules.size() || checked.ready || checked.obstacles.size() != 4) {
    return fail(
        "the example is no longer found wanting in four things: the answer is wrong, so no time is printed");
  }
  const double evaluate_us = median(2001, [&] { (void)clew::ask::evaluate(*request, book, View::internal); });
  const double sheet_us =
      median(201, [&] { (void)clew::ask::to_json(clew::ask::make_sheet(*request, book, checked)); });

  // A rule that fires for every third request and is open for every third: two thirds of the findings change.
  const auto proposal = clew::ask::parse_doc(
      "instrument: POLICY\nsource: POLICY\nrules:\n  - {id: TRIAL, article: trial, for: [extradition], kind: "
      "duty, outcome: DUTY, says: trial, "
      "inputs: [penalty.death_requesting], test: penalty.death_requesting}\n",
      "proposal.yaml");
  RuleBook changed = book;
  std::vector<clew::ask::Problem> problems;
  clew::ask::add_rules(*proposal, "proposal.yaml", changed, problems);
  if (!problems.empty()) return fail(clew::ask::to_string(problems[0]));
  const std::vector<Request> requests = many(*request, book, count);
  const auto start = Clock::now();
  const auto changes = clew::ask::compare(requests, book, changed);
  const double compare_s = microseconds(Clock::now() - start) / 1e6;
  if (changes.size() != static_cast<size_t>(count))
    return fail(fmt::format("{} changes, {} were to be found", changes.size(), count));

  fmt::print("rules in the book                        {:>10}\n", book.rules.size());
  fmt::print("one request, every rule                  {:>10.1f} microseconds (median of 2001)\n",
             evaluate_us);
  fmt::print("its sheet with explanations, as JSON     {:>10.1f} microseconds (median of 201)\n", sheet_us);
  fmt::print("{:>6} requests held against a new rule  {:>10.2f} seconds (old and new book, one thread)\n",
             count, compare_s);
  return 0;
}
