#include "serve/router.h"

#include <doctest/doctest.h>

#include "net/parse.h"
#include "serve/files.h"
#include "serve/keys.h"

namespace clew::serve {
namespace {

net::Request get(const std::string& target) {
  return net::parse_request("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n", {}).value();
}

Router some_routes() {
  Router router;
  router.add({"GET", "/entities/{id}", "one", nullptr});
  router.add({"GET", "/entities/{id}/adjacent/{property}", "two", nullptr});
  router.add({"POST", "/entities/{id}", "three", nullptr});
  return router;
}

TEST_CASE("a path is answered by the route that it fits, with what stands in its place") {
  const Router router = some_routes();
  const auto found = router.find(get("/entities/a%2Fb/adjacent/owner"));
  REQUIRE(found.route != nullptr);
  CHECK(found.route->summary == "two");
  CHECK(found.values == std::vector<std::string>{"a/b", "owner"});
}

TEST_CASE(
    "a path that fits no route finds none; where only the method is wrong, those that are right are told") {
  const Router router = some_routes();
  CHECK(router.find(get("/entities/")).route == nullptr);
  CHECK(router.find(get("/entities/a/adjacent")).route == nullptr);
  net::Request other = get("/entities/a");
  other.method = "DELETE";
  CHECK(router.find(other).allowed == "GET, POST");
}

TEST_CASE("a number outside its bounds is a 422 that says where") {
  CHECK(number_asked(get("/?limit=7"), "limit", 5, {}).value() == 7);
  CHECK(number_asked(get("/"), "limit", 5, {}).value() == 5);
  for (const char* wrong : {"/?limit=501", "/?limit=-1", "/?limit=", "/?limit=5x"}) {
    const auto asked = number_asked(get(wrong), "limit", 5, {});
    REQUIRE_FALSE(asked);
    CHECK(asked.error().status == 422);
    CHECK(asked.error().body.find("\"loc\":[\"query\",\"limit\"]") != std::string::npos);
  }
  CHECK_FALSE(share_asked(get("/?threshold=nan"), "threshold", 0.7));
  CHECK_FALSE(share_asked(get("/?threshold=1.01"), "threshold", 0.7));
  CHECK(switch_asked(get("/?nested=false"), "nested", true).value() == false);
}

TEST_CASE("the line of a new key lets that key in and no other") {
  const auto made = make_key("desk1", "reader");
  REQUIRE(made);
  CHECK(made->line.find(made->key) == std::string::npos);
  CHECK(made->line.starts_with("desk1 reader $argon2id$"));
  CHECK_FALSE(make_key("two words", "reader"));
}

}  // namespace
}  // namespace clew::serve
