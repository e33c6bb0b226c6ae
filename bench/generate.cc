// clew_generate: writes made-up data of real size and shape, for measuring.
//
//   clew_generate icij FOLDER --nodes 2.0M --links 3.3M --seed 1
//   clew_generate ftm FOLDER --entities 1M
//   clew_generate register FOLDER --nodes 11M --links 6.5M
#include "generate.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace {

using namespace clew::bench;

// "2.0M" is two million, "50k" fifty thousand.
uint64_t to_count(const std::string& words) {
  size_t used = 0;
  double number = 0;
  try {
    number = std::stod(words, &used);
  } catch (const std::exception&) {
    throw CLI::ValidationError(fmt::format("'{}' is no number; write 2000000, 2.0M or 50k", words));
  }
  const std::string unit = words.substr(used);
  if (unit == "M")
    number *= 1e6;
  else if (unit == "k")
    number *= 1e3;
  else if (!unit.empty())
    throw CLI::ValidationError(fmt::format("'{}': the unit is k or M", words));
  if (!(number >= 2000 && number <= 1e9))
    throw CLI::ValidationError(fmt::format("'{}': 2000 to 1000M", words));
  return static_cast<uint64_t>(std::llround(number));
}

void add_count(CLI::App* command, const std::string& flag, uint64_t& count, const std::string& help) {
  command->add_option_function<std::string>(
      flag, [&count](const std::string& words) { count = to_count(words); },
      fmt::format("{} (default {})", help, count));
}

uint64_t bytes_in(const std::string& folder) {
  uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

template <class Write>
void timed(const std::string& folder, Write write) {
  std::filesystem::create_directories(folder);
  const auto start = std::chrono::steady_clock::now();
  write();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const double megabytes = static_cast<double>(bytes_in(folder)) / 1e6;
  fmt::print("{}: {:.1f} MB in {:.2f} s, {:.0f} MB/s\n", folder, megabytes, seconds.count(),
             megabytes / seconds.count());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Writes made-up data of real size and shape, for measuring.");
  app.require_subcommand(1);
  IcijOptions icij;
  FtmOptions ftm;
  CLI::App* icij_command = app.add_subcommand("icij", "The six files of the Offshore Leaks database");
  icij_command->add_option("folder", icij.folder, "Where to write")->required();
  icij_command->add_option("--seed", icij.seed);
  add_count(icij_command, "--nodes", icij.nodes, "Rows of the five node files together");
  add_count(icij_command, "--links", icij.links, "Rows of relationships.csv");
  CLI::App* ftm_command = app.add_subcommand("ftm", "FollowTheMoney entities as JSON lines");
  ftm_command->add_option("folder", ftm.folder, "Where to write")->required();
  ftm_command->add_option("--seed", ftm.seed);
  add_count(ftm_command, "--entities", ftm.entities, "How many");
  RegisterOptions holdings;
  CLI::App* register_command = app.add_subcommand("register", "Who holds which band of what company");
  register_command->add_option("folder", holdings.folder, "Where to write")->required();
  register_command->add_option("--seed", holdings.seed);
  add_count(register_command, "--nodes", holdings.nodes, "People and companies");
  add_count(register_command, "--links", holdings.links, "Holdings");
  CLI11_PARSE(app, argc, argv);
  try {
    if (icij_command->parsed()) timed(icij.folder, [&] { generate_icij(icij); });
    if (ftm_command->parsed()) timed(ftm.folder, [&] { generate_ftm(ftm); });
    if (register_command->parsed()) timed(holdings.folder, [&] { generate_register(holdings); });
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "cannot write: {}\n", error.what());
    return 1;
  }
  return 0;
}
