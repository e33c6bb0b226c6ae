#include "load/plan.h"

#include <doctest/doctest.h>

#include "store/testing.h"

namespace clew::load {
namespace {

std::string show(const Plan& plan) {
  std::string out;
  for (const Bundle& bundle : plan.bundles) {
    out += bundle.dataset + ":";
    for (const PlannedInput& input : bundle.inputs) (out += " ") += input.format->name;
    out += "\n";
  }
  return out;
}

TEST_CASE("A file that does not say its dataset goes with the files beside it") {
  const std::string lists = CLEW_SOURCE_DIR "/data/lists/";
  LoadOptions options;
  options.paths = {lists + "us_ofac_cons", lists + "us_ofac_sdn"};
  const auto both = make_plan(options);
  REQUIRE(both);
  CHECK(show(*both) ==
        "us_ofac_cons: ofac-csv-cons-add ofac-csv-cons-alt ofac-csv-cons ofac-csv-comments\n"
        "us_ofac_sdn: ofac-csv-sdn-add ofac-csv-sdn-alt ofac-csv-sdn ofac-csv-comments\n");
  CHECK(both->skipped.size() == 2);

  options.paths = {lists + "us_ofac_cons/cons_comments.csv.gz"};
  const auto alone = make_plan(options);
  REQUIRE(alone);
  CHECK(show(*alone) == "us_ofac_sdn: ofac-csv-comments\n");

  options.paths = {lists + "us_ofac_cons"};
  options.dataset = "mine";
  const auto named = make_plan(options);
  REQUIRE(named);
  CHECK(named->bundles.size() == 1);
}

TEST_CASE("Two files that are each the whole of one list are refused, for they are two versions") {
  const store::TestFolder folder;
  const std::string list = store::read_bytes(CLEW_SOURCE_DIR "/tests/data/lists/ebrd.csv");
  store::write_bytes(folder / "may.csv", list);
  store::write_bytes(folder / "june.csv", list);
  LoadOptions options;
  options.paths = {folder / "may.csv", folder / "june.csv"};
  const auto both = make_plan(options);
  REQUIRE(!both);
  CHECK(both.error().kind == base::ErrorKind::usage);
  CHECK(both.error().message.find("two versions of ebrd_ineligible") != std::string::npos);
  options.paths = {folder / "may.csv", folder / "may.csv"};
  CHECK(make_plan(options));
}

}  // namespace
}  // namespace clew::load
