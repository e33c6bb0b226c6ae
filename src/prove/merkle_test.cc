#include "prove/merkle.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "prove/json.h"
#include "prove/merkle_reference.h"
#include "prove/text.h"

namespace clew::prove {
namespace {

namespace fs = std::filesystem;

std::vector<Hash> leaves_of(size_t count) {
  std::vector<Hash> leaves;
  for (size_t at = 0; at < count; ++at) leaves.push_back(leaf_hash(std::to_string(at)));
  return leaves;
}

Subtrees subtrees_of(const std::vector<Hash>& leaves) {
  return [&leaves](unsigned level, uint64_t index) -> base::Result<Hash> {
    return reference::tree_hash(std::span(leaves).subspan(index << level, size_t{1} << level));
  };
}

TEST_CASE("the eight leaves of Certificate Transparency's test tree have the published root") {
  const std::string hex_leaves[] = {
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  Frontier frontier;
  for (const std::string& hex : hex_leaves) frontier.append(leaf_hash(*from_hex(hex)));
  CHECK(base::hex(frontier.root()) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  CHECK(base::hex(Frontier().root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("the tree agrees with the RFC's recursion: roots, inclusion and consistency") {
  REQUIRE(rc::check([] {
    const auto size = *rc::gen::inRange<size_t>(1, 260);
    const auto index = *rc::gen::inRange<size_t>(0, size);
    const auto first = *rc::gen::inRange<size_t>(1, size + 1);
    const std::vector<Hash> leaves = leaves_of(size);
    const std::span<const Hash> all(leaves);
    const Hash root = reference::tree_hash(all);
    Frontier frontier;
    for (const Hash& leaf : leaves) frontier.append(leaf);
    RC_ASSERT(frontier.root() == root);
    RC_ASSERT(Frontier::from(size, frontier.peaks_bytes())->root() == root);

    const auto path = inclusion_proof(index, size, subtrees_of(leaves));
    RC_ASSERT(*path == reference::path(index, all));
    RC_ASSERT(verify_inclusion(index, size, leaves[index], *path, root));
    RC_ASSERT(size == 1 || !verify_inclusion((index + 1) % size, size, leaves[index], *path, root));

    const auto proof = consistency_proof(first, size, subtrees_of(leaves));
    RC_ASSERT(*proof == reference::consistency(first, all));
    const Hash first_root = reference::tree_hash(all.first(first));
    RC_ASSERT(verify_consistency(first, size, first_root, root, *proof));
    RC_ASSERT(first == size || !verify_consistency(first, size, root, first_root, *proof));
  }));
}

Hash hash_of(const Value& text) {
  const std::string bytes = from_base64(text.text()).value_or("");
  Hash hash = {};
  std::copy_n(bytes.begin(), std::min<size_t>(bytes.size(), 32), hash.begin());
  return hash;
}

// A hash of the wrong size never verifies; the case files have some, and one where two such are equal.
bool sizes_are_right(const Value& test) {
  if (test["size1"] == Value(1) && test["root1"] == test["root2"]) return true;
  for (const char* key : {"root", "leafHash", "root1", "root2"}) {
    if (test[key].is_text() && from_base64(test[key].text()).value_or("").size() != 32) return false;
  }
  for (const Value& hash : test["proof"].list()) {
    if (from_base64(hash.text()).value_or("").size() != 32) return false;
  }
  return true;
}

bool verifies(const Value& test) {
  std::vector<Hash> proof;
  for (const Value& hash : test["proof"].list()) proof.push_back(hash_of(hash));
  const auto number = [&](const char* key) { return static_cast<uint64_t>(test[key].number()); };
  if (test["size1"].is_number()) {
    return verify_consistency(number("size1"), number("size2"), hash_of(test["root1"]),
                              hash_of(test["root2"]), proof);
  }
  return verify_inclusion(number("leafIdx"), number("treeSize"), hash_of(test["leafHash"]), proof,
                          hash_of(test["root"]));
}

TEST_CASE("every published vector of inclusion and consistency is judged as it says") {
  const char* const root = std::getenv("CLEW_TEST_DATA");
  const fs::path folder =
      fs::path(root != nullptr ? root : CLEW_SOURCE_DIR "/../shared/data") / "vectors/merkle/testdata";
  if (!fs::exists(folder)) {
    std::cout << "skipped: vectors/merkle is not there (set CLEW_TEST_DATA)\n";
    return;
  }
  size_t judged = 0;
  for (const char* kind : {"inclusion", "consistency"}) {
    for (const auto& entry : fs::recursive_directory_iterator(folder / kind)) {
      if (entry.path().extension() != ".json") continue;
      std::ifstream file(entry.path());
      std::string text((std::istreambuf_iterator<char>(file)), {});
      // An index below 0, written as it wraps: past every size, as 2^53 - 1 is.
      if (const size_t at = text.find("18446744073709551615"); at != std::string::npos)
        text.replace(at, 20, "9007199254740991");
      const auto test = parse_json(text);
      CAPTURE(entry.path().string());
      REQUIRE(test);
      CHECK((sizes_are_right(*test) && verifies(*test)) == !(*test)["wantErr"].truth());
      ++judged;
    }
  }
  CHECK(judged > 100);
}

}  // namespace
}  // namespace clew::prove
