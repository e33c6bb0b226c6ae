// Scores pairs of names: lines "schema TAB name TAB name" in, "score TAB weight" out; the speed on standard
// error.
#include <fmt/core.h>

#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "match/compare.h"

namespace {

using namespace clew;

match::Subject subject_of(const clean::Tables& tables, const std::string& schema, const std::string& name) {
  match::Subject subject;
  subject.schema = schema;
  subject.kind = match::kind_of_schema(schema);
  match::add_value(tables, subject, "name", name);
  return subject;
}

struct Case {
  std::string schema, left, right;
};

std::vector<Case> read_cases(std::istream& in) {
  std::vector<Case> cases;
  for (std::string line; std::getline(in, line);) {
    const size_t first = line.find('\t');
    const size_t second = line.find('\t', first + 1);
    if (second == std::string::npos) continue;
    cases.push_back(
        {line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return cases;
}

}  // namespace

int main(int count, char** arguments) {
  const auto tables = clean::Tables::load();
  const auto model = count > 1 ? match::Model::load(arguments[1]) : match::Model::load();
  if (!tables || !model) {
    fmt::print(stderr, "{}\n", tables ? model.error().message : tables.error().message);
    return 1;
  }
  const auto cases = read_cases(std::cin);
  std::vector<int32_t> weights;
  const auto begin = std::chrono::steady_clock::now();
  for (const Case& one : cases) {
    weights.push_back(weigh(*model, subject_of(**tables, one.schema, one.left),
                            subject_of(**tables, one.schema, one.right)));
  }
  const std::chrono::duration<double, std::micro> taken = std::chrono::steady_clock::now() - begin;
  for (const int32_t weight : weights) fmt::print("{:.4f}\t{}\n", model->score_of(weight), weight);
  fmt::print(stderr, "{} pairs, {:.1f} microseconds each, both sides from text\n", cases.size(),
             taken.count() / static_cast<double>(std::max<size_t>(cases.size(), 1)));
}
