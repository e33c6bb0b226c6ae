#include "match/model.h"

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include <cmath>

#include "base/data_dir.h"

namespace clew::match {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

void read_kinds(const YAML::Node& node, std::array<double, 4>& values) {
  values[static_cast<size_t>(clean::NameKind::person)] = node["person"].as<double>();
  values[static_cast<size_t>(clean::NameKind::organisation)] = node["organisation"].as<double>();
  values[static_cast<size_t>(clean::NameKind::thing)] = node["thing"].as<double>();
  values[static_cast<size_t>(clean::NameKind::unknown)] = node["organisation"].as<double>();
}

void read_name(const YAML::Node& name, Model& model) {
  model.name_equal = name["equal"].as<int32_t>();
  model.name_per_share = name["per_share"].as<int32_t>();
  read_kinds(name["contradiction"], model.contradiction);
  read_kinds(name["omission"], model.omission);
  model.one_part_only = name["one_part_only"].as<int32_t>();
  model.weak_alias = name["weak_alias"].as<int32_t>();
  model.rarity_from = name["rarity_from"].as<int32_t>();
  model.rarity_share = name["rarity_share"].as<double>();
  model.rarity_most = name["rarity_most"].as<int32_t>();
  model.imperfect_from = name["imperfect_from"].as<int32_t>();
  model.imperfect_share = name["imperfect_share"].as<double>();
  model.incomplete_share = name["incomplete_share"].as<double>();
}

void read_fields(const YAML::Node& root, Model& model) {
  const YAML::Node birth = root["birth_date"];
  model.birth_day_equal = birth["day_equal"].as<int32_t>();
  model.birth_year_equal = birth["year_equal"].as<int32_t>();
  model.birth_swapped = birth["day_and_month_swapped"].as<int32_t>();
  model.birth_year_beside = birth["year_beside"].as<int32_t>();
  model.birth_day_differs = birth["day_differs"].as<int32_t>();
  model.birth_year_differs = birth["year_differs"].as<int32_t>();
  model.birth_dates_differ = birth["dates_differ"].as<int32_t>();
  model.country_equal = root["country"]["equal"].as<int32_t>();
  model.country_differs = root["country"]["differs"].as<int32_t>();
  model.gender_equal = root["gender"]["equal"].as<int32_t>();
  model.gender_differs = root["gender"]["differs"].as<int32_t>();
  model.identifier_equal = root["identifier"]["equal"].as<int32_t>();
  model.identifier_differs = root["identifier"]["differs"].as<int32_t>();
  model.address_per_word = root["address"]["per_word"].as<int32_t>();
  model.address_most = root["address"]["most"].as<int32_t>();
}

// A score is what is printed of it, so that one that is printed as the threshold is at the threshold.
double rounded(double score) { return std::round(score * 1e6) / 1e6; }

bool read_scores(const YAML::Node& root, Model& model) {
  for (const YAML::Node& point : root["score"]) {
    model.score_table.push_back({point[0].as<int32_t>(), point[1].as<double>()});
  }
  model.score_min = root["score_min"].as<double>();
  model.base_rate = root["base_rate"].as<double>();
  for (size_t i = 1; i < model.score_table.size(); ++i) {
    const Model::Point& before = model.score_table[i - 1];
    const Model::Point& here = model.score_table[i];
    if (here.weight <= before.weight || here.score < before.score) return false;
  }
  return model.score_table.size() >= 2 && model.base_rate > 0 && model.base_rate < 1;
}

}  // namespace

Result<Model> Model::load(const std::string& path) {
  Model model;
  try {
    const YAML::Node root = YAML::LoadFile(path);
    read_name(root["name"], model);
    read_fields(root, model);
    if (!read_scores(root, model)) {
      return fail(ErrorKind::format,
                  fmt::format("{}: the score table must rise and base_rate lie between 0 and 1", path));
    }
  } catch (const YAML::Exception& error) {
    return fail(ErrorKind::format, fmt::format("cannot read the model {}: {}", path, error.what()));
  }
  return model;
}

Result<Model> Model::load() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("match/model.yaml"));
  return load(folder + "/match/model.yaml");
}

double Model::score_of(int32_t weight) const {
  if (weight <= score_table.front().weight) return score_table.front().score;
  for (size_t i = 1; i < score_table.size(); ++i) {
    const Point& a = score_table[i - 1];
    const Point& b = score_table[i];
    if (weight <= b.weight)
      return rounded(a.score + (b.score - a.score) * (weight - a.weight) / (b.weight - a.weight));
  }
  return score_table.back().score;
}

int32_t Model::weight_of_score(double score) const {
  int32_t low = score_table.front().weight - 1;
  int32_t high = score_table.back().weight + 1;
  while (high - low > 1) {
    const int32_t middle = low + (high - low) / 2;
    (score_of(middle) >= score ? high : low) = middle;
  }
  return high;
}

double Model::probability_of(int32_t weight) const {
  constexpr double kMost = 0.9999;  // The model is not surer than that of anything.
  const double odds = base_rate / (1 - base_rate) * std::exp2(weight / 1000.0);
  return std::min(kMost, odds / (1 + odds));
}

}  // namespace clew::match
