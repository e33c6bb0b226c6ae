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
  const std::pair<std::string, std::string> lists[] = {{"ebrd.csv", "ebrd_ineligible"},
                                                       {"canada.xml", "ca_dfatd_sema_sanctions"}};
  for (const auto& [file, dataset] : lists) {
    CAPTURE(file);
    const std::string list = store::read_bytes(CLEW_SOURCE_DIR "/tests/data/lists/" + file);
    const std::string may = folder / ("may-" + file), june = folder / ("june-" + file);
    store::write_bytes(may, list);
    store::write_bytes(june, list);
    LoadOptions options;
    options.paths = {may, june};
    const auto both = make_plan(options);
    REQUIRE(!both);
    CHECK(both.error().kind == base::ErrorKind::usage);
    CHECK(both.error().message.find("two versions of " + dataset) != std::string::npos);
    options.paths = {may, may};
    CHECK(make_plan(options));
  }
}

TEST_CASE("A tar among files of no known format is named with what to do, wherever it stands") {
  const store::TestFolder folder;
  const std::string list = store::read_bytes(CLEW_SOURCE_DIR "/tests/data/lists/canada.xml");
  std::string tar(512, '\0');
  tar.replace(257, 5, "ustar");
  tar += list;  // What lies in it does not make it a list.
  store::write_bytes(folder / "a-letter.txt", "Dear all\n");
  for (const char* more : {"b", "c", "d", "e", "f"}) store::write_bytes(folder / more, "Dear all\n");
  store::write_bytes(folder / "lists.tar", tar);
  LoadOptions options;
  options.paths = {folder / ""};
  const auto nothing = make_plan(options);
  REQUIRE(!nothing);
  CHECK(nothing.error().message.find("lists.tar: tar is not opened") != std::string::npos);
  CHECK(nothing.error().message.find("--mapping FILE") != std::string::npos);

  store::write_bytes(folder / "canada.xml", list);
  const auto some = make_plan(options);
  REQUIRE(some);
  REQUIRE(some->skipped.size() == 7);
  CHECK(some->skipped.front().advice.empty());
  CHECK(some->skipped.back().advice.find("unpack it") != std::string::npos);
}

}  // namespace
}  // namespace clew::load
