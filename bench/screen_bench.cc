// How fast screening is: what it costs to prepare a list, to ask it, and to weigh one pair; answers are held
// against the slow twin before a number is printed.
//
//   clew_screen_bench lists STORE QUERIES   a store's lists, asked with "schema TAB name" lines
//   clew_screen_bench invented COUNT        as many invented entities in ten scripts
//   clew_screen_bench pairs FILE            "schema TAB name TAB name" lines
//   clew_screen_bench worst STORE           what people may type by mistake or in malice
#include <fmt/core.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/data_dir.h"
#include "base/threads.h"
#include "invent.h"
#include "screen/list.h"

namespace {

using namespace clew;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Processor time of this thread: what another program on the machine takes away does not count.
double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

template <class Value>
Value required(base::Result<Value>&& result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}

struct Query {
  std::string schema, name;
};

match::Subject subject_of(const clean::Tables& tables, const Query& query) {
  match::Subject subject;
  subject.schema = query.schema;
  subject.kind = match::kind_of_schema(query.schema);
  match::add_value(tables, subject, "name", query.name);
  return subject;
}

std::vector<std::vector<std::string>> read_lines(const std::string& path, size_t columns) {
  std::ifstream file(path);
  if (!file) {
    fmt::print(stderr, "cannot open {}\n", path);
    std::exit(1);
  }
  std::vector<std::vector<std::string>> lines;
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> cells(1);
    for (const char c : line) {
      if (c == '\t') {
        cells.emplace_back();
      } else {
        cells.back() += c;
      }
    }
    if (cells.size() >= columns) lines.push_back(std::move(cells));
  }
  return lines;
}

void row(std::string_view what, const std::string& value) { fmt::print("  {:<52}{:>24}\n", what, value); }

std::string shown(const std::vector<screen::Hit>& hits) {
  std::string text;
  for (const screen::Hit& hit : hits)
    text +=
        fmt::format("{} {} {}\n", hit.listed->subject.id, hit.comparison.weight, hit.comparison.listed_name);
  return text;
}

void check_sample(const screen::List& list, const std::vector<Query>& queries, size_t count) {
  const screen::Ask ask = {.score_min = list.model().score_min, .limit = 1000};
  for (size_t i = 0; i < count; ++i) {
    const Query& query = queries[i * 7919 % queries.size()];
    const auto subject = subject_of(list.tables(), query);
    if (shown(list.candidates(subject, ask)) == shown(list.candidates_by_force(subject, ask))) continue;
    fmt::print(stderr, "WRONG: {} is answered otherwise by a comparison with everybody\n", query.name);
    std::exit(1);
  }
  row("answers equal to the slow twin's", fmt::format("{} of {} asked", count, count));
}

struct Asked {
  double cpu = 0, wall = 0;
  size_t hits = 0;
  std::vector<double> microseconds;
};

// One thread's share of the queries, from text to explained hits.
Asked ask_all(const screen::List& list, const std::vector<Query>& queries, size_t first, size_t step) {
  Asked asked;
  const screen::Ask ask = {.score_min = list.model().score_min, .limit = 5};
  const auto begin = Clock::now();
  const double cpu_begin = cpu_seconds();
  for (size_t i = first; i < queries.size(); i += step) {
    const auto before = Clock::now();
    asked.hits += list.candidates(subject_of(list.tables(), queries[i]), ask).size();
    asked.microseconds.push_back(1e6 * seconds_since(before));
  }
  asked.cpu = cpu_seconds() - cpu_begin;
  asked.wall = seconds_since(begin);
  std::sort(asked.microseconds.begin(), asked.microseconds.end());
  return asked;
}

std::string per_second(size_t count, double seconds) {
  return fmt::format("{:.0f}/s", static_cast<double>(count) / seconds);
}

void measure_queries(const screen::List& list, const std::vector<Query>& queries) {
  const Asked first = ask_all(list, queries, 0, 1);
  row("queries, one core, words not seen before", per_second(queries.size(), first.cpu));
  const Asked again = ask_all(list, queries, 0, 1);
  row("queries, one core, the same again", per_second(queries.size(), again.cpu));
  const auto at = [&](const Asked& asked, double share) {
    return asked
        .microseconds[static_cast<size_t>(share * static_cast<double>(asked.microseconds.size() - 1))];
  };
  row("latency of the first pass, p50 / p99 / max",
      fmt::format("{:.0f} / {:.0f} / {:.0f} us", at(first, 0.5), at(first, 0.99), at(first, 1)));
  row("latency of the second, p50 / p99 / max",
      fmt::format("{:.0f} / {:.0f} / {:.0f} us", at(again, 0.5), at(again, 0.99), at(again, 1)));
  row("hits explained", fmt::format("{} for {} queries", again.hits, queries.size()));
  const size_t cores = base::processor_count();
  const auto begin = Clock::now();
  base::parallel_for(cores, cores, [&](size_t, size_t core) { (void)ask_all(list, queries, core, cores); });
  row(fmt::format("queries, {} cores, by the clock", cores),
      per_second(queries.size(), seconds_since(begin)));
}

void tell_size(const screen::List& list, std::string_view what, double seconds, double cpu) {
  const size_t names = list.names().name_count();
  row("entities / names / distinct spellings",
      fmt::format("{} / {} / {}", list.size(), names, list.names().term_count()));
  row(what, fmt::format("{:.0f} ms", 1000 * seconds));
  if (cpu > 0) row("names analysed and indexed, one core", per_second(names, cpu));
  row("bytes per name, everything included",
      fmt::format("{:.0f}", static_cast<double>(list.bytes()) / static_cast<double>(names)));
}

void bench_lists(const std::string& path, const std::string& query_path) {
  const auto tables = required(clean::Tables::load());
  const auto model = required(match::Model::load());
  const auto store = required(store::Store::open(path));
  auto begin = Clock::now();
  (void)required(screen::List::open(store, {}, tables, model));
  const double first = seconds_since(begin);
  begin = Clock::now();
  const auto list = required(screen::List::open(store, {}, tables, model));
  const double again = seconds_since(begin);
  std::vector<Query> queries;
  for (auto& line : read_lines(query_path, 2)) queries.push_back({line[0], line[1]});
  row("the list made and kept, by the clock", fmt::format("{:.0f} ms", 1000 * first));
  tell_size(list, "the list opened again", again, 0);
  check_sample(list, queries, 40);
  measure_queries(list, queries);
}

// --- Invented entities ----------------------------------------------------------------------------------

// Words with how often they are met; picking follows the frequencies.
class Words {
 public:
  void add(std::string latin, std::string native, double share) {
    sum_ += share;
    words_.push_back({std::move(latin), std::move(native)});
    sums_.push_back(sum_);
  }
  const std::pair<std::string, std::string>& pick(bench::Random& random) const {
    const auto at = std::lower_bound(sums_.begin(), sums_.end(), random.unit() * sum_);
    return words_[std::min<size_t>(static_cast<size_t>(at - sums_.begin()), words_.size() - 1)];
  }
  size_t size() const { return words_.size(); }

 private:
  double sum_ = 0;
  std::vector<std::pair<std::string, std::string>> words_;
  std::vector<double> sums_;
};

// Latin words by the shipped frequencies; in other scripts the shipped readings, the n-th in its script as
// frequent as 1 / (n + 10); a fifth of the family names is strung together from syllables, so that the tail
// is long.
class Inventor {
 public:
  Inventor() {
    const std::string folder = required(base::data_dir("clean/words.tsv")) + "/clean/";
    for (const auto& line : read_lines(folder + "frequency.tsv", 3)) {
      if (line[0] == "person") latin_.add(line[1], line[1], std::exp2(-std::stod(line[2]) / 1000));
      if (line[0] == "organisation") company_.add(line[1], line[1], std::exp2(-std::stod(line[2]) / 1000));
    }
    for (const auto& line : read_lines(folder + "readings.tsv", 2)) {
      if (line[0].starts_with('#')) continue;
      Words& words = native_[clean::script_of(line[0])];
      words.add(line[1].substr(0, line[1].find(' ')), line[0], 1.0 / static_cast<double>(words.size() + 10));
    }
  }

  screen::Listed entity(const clean::Tables& tables, uint64_t number) {
    bench::Random random(number + 1);
    screen::Listed listed;
    listed.subject.id = fmt::format("inv-{}", number);
    const bool is_company = random.chance(0.2);
    listed.subject.schema = is_company ? "Company" : "Person";
    listed.subject.kind = match::kind_of_schema(listed.subject.schema);
    listed.datasets = {"invented"};
    const auto names = is_company ? company(random) : person(random);
    for (const std::string& name : names) match::add_value(tables, listed.subject, "name", name);
    listed.caption = names.front();
    if (!is_company && random.chance(0.7))
      match::add_value(
          tables, listed.subject, "birthDate",
          fmt::format("{}-{:02}-{:02}", 1930 + random.below(75), 1 + random.below(12), 1 + random.below(28)));
    return listed;
  }

  // The names of one, the first in Latin letters.
  std::vector<std::string> person(bench::Random& random) {
    const uint64_t script = random.below(10);  // Four of ten write Latin letters.
    std::string latin, native;
    if (script < 4) {
      latin = latin_.pick(random).first;
      if (random.chance(0.35)) latin += " " + latin_.pick(random).first;
      latin += " " + (random.chance(0.2) ? invented(random, 0) : latin_.pick(random).first);
    } else if (script < 8 && !native_.empty()) {
      auto words = native_.begin();
      std::advance(words, static_cast<ptrdiff_t>(random.below(native_.size())));
      for (size_t i = 0; i < 2 + random.below(2); ++i) {
        const auto& word = words->second.pick(random);
        latin += (i == 0 ? "" : " ") + word.first;
        native += (i == 0 ? "" : " ") + word.second;
      }
    } else {
      bench::append_person(random, bench::scripts()[1 + random.below(bench::scripts().size() - 1)], latin,
                           native);
    }
    std::vector<std::string> names = {latin};
    if (!native.empty()) names.push_back(native);
    if (random.chance(0.3)) names.push_back(latin_.pick(random).first + " " + latin);
    return names;
  }

  std::vector<std::string> company(bench::Random& random) {
    std::string name = invented(random, 0);
    for (size_t i = 0; i < 1 + random.below(2); ++i) name += " " + company_.pick(random).first;
    return {name + " " + std::string(bench::legal_form(random))};
  }

 private:
  static std::string invented(bench::Random& random, size_t script) {
    std::string latin, native;
    bench::append_person(random, bench::scripts()[script], latin, native);
    return latin.substr(latin.find(' ') + 1);
  }

  Words latin_, company_;
  std::map<clean::Script, Words> native_;
};

void bench_invented(size_t count) {
  const auto tables = required(clean::Tables::load());
  const auto model = required(match::Model::load());
  Inventor inventor;
  screen::PreparedBuilder builder;
  double cpu = 0;
  for (size_t i = 0; i < count; ++i) {
    const double before = cpu_seconds();
    builder.add(inventor.entity(*tables, i));
    cpu += cpu_seconds() - before;
  }
  const auto begin = Clock::now();
  const double before = cpu_seconds();
  const auto list = screen::List::of(builder, tables, model);
  cpu += cpu_seconds() - before;
  tell_size(list, "the last step, sorting", seconds_since(begin), cpu);
  std::vector<Query> queries;
  bench::Random random(20261124);
  for (size_t i = 0; i < 20'000; ++i) {
    // Half are listed, of these half with a slip; the others are strangers with names as frequent.
    bench::Random one(i % 2 == 0 ? 1 + random.below(count) : 1 + count + i);
    const bool is_company = one.chance(0.2);
    const auto names = is_company ? inventor.company(one) : inventor.person(one);
    std::string name = random.pick(names);
    const size_t at = random.below(name.size());
    if (i % 4 == 0 && static_cast<uint8_t>(name[at]) < 0x80) name[at] = 'e';
    queries.push_back({is_company ? "Company" : "Person", name});
  }
  if (count <= 100'000) check_sample(list, queries, 20);
  measure_queries(list, queries);
}

void bench_pairs(const std::string& path) {
  const auto tables = required(clean::Tables::load());
  const auto model = required(match::Model::load());
  const auto lines = read_lines(path, 3);
  const auto weigh_all = [&] {
    const double before = cpu_seconds();
    for (const auto& line : lines)
      (void)match::weigh(model, subject_of(*tables, {line[0], line[1]}),
                         subject_of(*tables, {line[0], line[2]}));
    return cpu_seconds() - before;
  };
  (void)weigh_all();
  const double count = static_cast<double>(lines.size());
  row("one pair, both sides from text", fmt::format("{:.2f} us", 1e6 * weigh_all() / count));
  std::vector<match::Subject> left, right;
  for (const auto& line : lines) {
    left.push_back(subject_of(*tables, {line[0], line[1]}));
    right.push_back(subject_of(*tables, {line[0], line[2]}));
  }
  constexpr int kRounds = 10;
  int64_t sum = 0;
  double before = cpu_seconds();
  for (int round = 0; round < kRounds; ++round) {
    for (size_t i = 0; i < left.size(); ++i) sum += match::weigh(model, left[i], right[i]);
  }
  row("one pair, both sides prepared",
      fmt::format("{:.2f} us", 1e6 * (cpu_seconds() - before) / count / kRounds));
  before = cpu_seconds();
  for (size_t i = 0; i < left.size(); ++i) sum += match::compare(model, left[i], right[i]).weight;
  row("the same, explained", fmt::format("{:.2f} us", 1e6 * (cpu_seconds() - before) / count));
  if (sum == 42) fmt::print("\n");  // So that nothing is left out as unused.
}

void bench_worst(const std::string& path) {
  const auto tables = required(clean::Tables::load());
  const auto model = required(match::Model::load());
  const auto store = required(store::Store::open(path));
  const auto list = required(screen::List::open(store, {}, tables, model));
  std::string letters, common, rtl, emoji;
  for (int i = 0; i < 5000; ++i) letters += "a ";
  for (int i = 0; i < 1000; ++i) common += "mohammed ali ";
  for (int i = 0; i < 2000; ++i) rtl += "\u202e\u200bm";
  for (int i = 0; i < 2500; ++i) emoji += "😀";
  const std::pair<const char*, std::string> cases[] = {
      {"a name of 10,000 letters", std::string(10'000, 'q')},
      {"5,000 words of one letter", letters},
      {"the commonest two words, a thousand times", common},
      {"2,000 letters with direction marks between", rtl},
      {"2,500 emoji", emoji},
      {"10,000 bytes that are no UTF-8", std::string(10'000, '\xff')},
      {"one letter", "a"},
      {"one common word", "mohammed"}};
  for (const auto& [what, name] : cases) {
    for (const char* schema : {"Person", "Company"}) {
      const auto begin = Clock::now();
      const auto hits = list.candidates(subject_of(list.tables(), {schema, name}), {});
      row(fmt::format("{}, {}", what, schema),
          fmt::format("{:.0f} us, {} hits", 1e6 * seconds_since(begin), hits.size()));
    }
  }
  match::Subject many;
  many.schema = "Person";
  many.kind = clean::NameKind::person;
  auto begin = Clock::now();
  for (int i = 0; i < 5000; ++i) match::add_value(*tables, many, "name", fmt::format("Alias {} Mohammed", i));
  const double analysed = seconds_since(begin);
  begin = Clock::now();
  const auto hits = list.candidates(many, {});
  row("a customer of 5,000 aliases, analysed / asked",
      fmt::format("{:.0f} / {:.0f} ms", 1000 * analysed, 1000 * seconds_since(begin)));
}

}  // namespace

int main(int count, char** arguments) {
  const std::string what = count > 1 ? arguments[1] : "";
  if (what == "lists" && count == 4) {
    bench_lists(arguments[2], arguments[3]);
  } else if (what == "invented" && count == 3) {
    bench_invented(std::stoul(arguments[2]));
  } else if (what == "pairs" && count == 3) {
    bench_pairs(arguments[2]);
  } else if (what == "worst" && count == 3) {
    bench_worst(arguments[2]);
  } else {
    fmt::print(stderr,
               "usage: clew_screen_bench lists STORE QUERIES | invented COUNT | pairs FILE | worst STORE\n");
    return 2;
  }
}
