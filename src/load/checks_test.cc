#include "load/checks.h"

#include <doctest/doctest.h>

#include "store/testing.h"

namespace clew::load {
namespace {

std::string complaint(const LoadOptions& options) {
  const auto result = check_options(options);
  if (result) return "";
  CHECK(result.error().kind == base::ErrorKind::usage);
  return result.error().message;
}

bool holds(const std::string& text, std::string_view words) { return text.find(words) != text.npos; }

TEST_CASE("A word of --without that the model does not know is an error that names the near one") {
  LoadOptions options;
  options.store = "none.clew";
  for (const char* known : {"birthDate", "Person:birthDate", "address", "phone"}) {
    options.without = {known};
    CAPTURE(known);
    CHECK(complaint(options).empty());
  }
  options.without = {"address", "birthdate"};
  CHECK(holds(complaint(options), "birthdate (did you mean birthDate?)"));
  options.without = {"Person:imoNumber"};
  CHECK(holds(complaint(options), "Person:imoNumber"));
  options.without = {"qqqqqqqq"};
  CHECK(!holds(complaint(options), "did you mean"));
}

TEST_CASE("A day of publication must be in the calendar, an encoding must be known") {
  LoadOptions options;
  options.store = "none.clew";
  for (const char* wrong : {"2024-13-45", "2023-02-29", "foo", "2024", "2024-05", "17.05.2024"}) {
    options.published_on = wrong;
    CAPTURE(wrong);
    CHECK(holds(complaint(options), "is no day"));
  }
  options.published_on = "2024-02-29";
  CHECK(complaint(options).empty());
  options.encoding = "koi8-r";
  CHECK(complaint(options).empty());
  options.encoding = "nope";
  CHECK(holds(complaint(options), "--encoding: the encoding 'nope' is not known"));
}

TEST_CASE("A folder of other files does not become a store") {
  const store::TestFolder folder;
  LoadOptions options;
  CHECK(holds(complaint(options), "names no folder"));
  options.store = folder / ".";
  CHECK(complaint(options).empty());  // Empty.
  store::write_bytes(folder / "letter.txt", "Dear all");
  CHECK(holds(complaint(options), "is no store"));
  options.store = folder / "letter.txt";
  CHECK(holds(complaint(options), "is a file"));
  options.store = folder / ".";
  store::write_bytes(folder / "lock", "");  // A first load was killed here.
  CHECK(complaint(options).empty());
}

}  // namespace
}  // namespace clew::load
