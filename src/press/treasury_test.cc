#include <doctest/doctest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "press/testing_list.h"

namespace clew::press {
namespace {

struct Mark {
  size_t begin = 0, end = 0;
  std::string id;
};

std::map<std::string, std::vector<Mark>> read_marks(const std::string& folder) {
  std::map<std::string, std::vector<Mark>> marks;
  std::ifstream file(folder + "/marks.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::string name, begin, size, id;
    std::getline(cells, name, '\t');
    std::getline(cells, begin, '\t');
    std::getline(cells, size, '\t');
    std::getline(cells, id, '\t');
    marks[name].push_back({std::stoul(begin), std::stoul(begin) + std::stoul(size), "ofac-" + id});
  }
  return marks;
}

TEST_CASE(
    "nineteen of twenty listed names in sixty releases of the Treasury are found, and are those meant") {
  const std::string folder = CLEW_SOURCE_DIR "/tests/data/treasury";
  const auto tables = clean::Tables::load(CLEW_SOURCE_DIR "/data/clean");
  auto model = match::Model::load(CLEW_SOURCE_DIR "/data/match/model.yaml");
  REQUIRE(tables.has_value());
  REQUIRE(model.has_value());
  auto list = read_list(CLEW_SOURCE_DIR "/data/lists/us_ofac_sdn", **tables);
  REQUIRE(list.has_value());
  REQUIRE(list->size() > 8000);
  const StoreNames names = StoreNames::of(std::move(*list), *tables, std::move(*model));

  size_t marked = 0, met = 0, hits = 0, right = 0, releases = 0;
  const auto marks = read_marks(folder);
  const auto inputs = read::find_inputs(folder);
  REQUIRE(inputs.has_value());
  for (const read::Input& input : *inputs) {
    if (!input.path.ends_with(".md")) continue;
    ++releases;
    std::ifstream file(input.path, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const std::string text = bytes.str();
    const auto found = marks.find(input.path.substr(input.path.rfind('/') + 1));
    const std::vector<Mark> none;
    const std::vector<Mark>& here = found == marks.end() ? none : found->second;
    std::vector<char> is_met(here.size(), false);
    for (const NameHit& hit : names.known().find(text)) {
      const auto candidates = names.candidates(hit, std::string_view(text).substr(hit.begin, hit.size), 1);
      bool is_right = false;
      for (size_t i = 0; i < here.size(); ++i) {
        const bool is_same = hit.begin < here[i].end && hit.begin + hit.size > here[i].begin &&
                             candidates[0].entity->subject.id == here[i].id;
        if (is_same) is_met[i] = true;
        is_right |= is_same;
      }
      ++hits;
      right += is_right;
    }
    marked += here.size();
    met += static_cast<size_t>(std::count(is_met.begin(), is_met.end(), true));
  }
  CHECK(releases == 60);
  CHECK(marked == 665);
  MESSAGE("found ", met, " of ", marked, "; ", right, " of ", hits, " hits are right");
  CHECK(met * 100 >= marked * 95);
  CHECK(right * 100 >= hits * 95);
}

}  // namespace
}  // namespace clew::press
