// Data as large as the real thing, made up: the same options give the same bytes.
#pragma once

#include <cstdint>
#include <string>

namespace clew::bench {

constexpr uint64_t kNodesOfEdition = 2'016'523;

struct IcijOptions {
  std::string folder;
  uint64_t nodes = kNodesOfEdition;
  uint64_t links = 3'339'267;
  uint64_t seed = 1;
};

// Writes the five node files, relationships.csv and truth.json into the folder, which must exist.
void generate_icij(const IcijOptions& options);

struct FtmOptions {
  std::string folder;
  uint64_t entities = 1'000'000;
  uint64_t seed = 1;
};

// Writes entities.ftm.json and truth.json into the folder, which must exist.
void generate_ftm(const FtmOptions& options);

struct RegisterOptions {
  std::string folder;
  uint64_t nodes = 11'000'000;
  uint64_t links = 6'500'000;
  uint64_t seed = 1;
};

// Writes holdings.csv and truth.json into the folder, which must exist: who holds which band of what company.
void generate_register(const RegisterOptions& options);

}  // namespace clew::bench
