#include "net/parse.h"

#include <doctest/doctest.h>

#include <string>

namespace clew::net {
namespace {

int status_of(const std::string& bytes) {
  const auto parsed = parse_request(bytes, {});
  return parsed ? 200 : parsed.error().status;
}

TEST_CASE("a request's path and query come decoded, its path also in pieces") {
  const auto parsed = parse_request(
      "GET /entities/a%2Fb%20c/adjacent?q=x%20y+z&topics=a&topics=b HTTP/1.1\r\nHost: h\r\n\r\n", {});
  REQUIRE(parsed);
  CHECK(parsed->segments == std::vector<std::string>{"entities", "a/b c", "adjacent"});
  CHECK(parsed->query.get("q") == "x y z");
  CHECK(parsed->query.all("topics") == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a body is taken by its length or in chunks") {
  const auto sized = parse_request("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc", {});
  REQUIRE(sized);
  CHECK(sized->body == "abc");
  const auto chunked = parse_request(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", {});
  REQUIRE(chunked);
  CHECK(chunked->body == "abc");
}

TEST_CASE("what can be read in two ways is refused") {
  CHECK(status_of("GET / HTTP/1.1\r\n\r\n") == 400);
  CHECK(status_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") == 400);
  CHECK(
      status_of(
          "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") ==
      400);
  CHECK(status_of("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab") == 400);
  CHECK(status_of("GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  CHECK(status_of("GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  CHECK(status_of("GET /%00 HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  CHECK(status_of("GET /?a=%0 HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
}

TEST_CASE("what goes over a limit is refused with the status that says so") {
  const std::string head = "GET / HTTP/1.1\r\nHost: h\r\n";
  std::string flood = head;
  for (int i = 0; i < 101; ++i) flood += "a: b\r\n";
  CHECK(status_of(flood + "\r\n") == 431);
  CHECK(status_of(head + "a: " + std::string(200'000, 'x') + "\r\n\r\n") == 431);
  CHECK(status_of("GET /" + std::string(60'001, 'x') + " HTTP/1.1\r\nHost: h\r\n\r\n") == 414);
  CHECK(status_of("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n") == 413);
}

TEST_CASE("only addresses of this machine are loopback") {
  CHECK(is_loopback_address("127.0.0.1"));
  CHECK(is_loopback_address("127.9.9.9"));
  CHECK(is_loopback_address("::1"));
  CHECK(is_loopback_address("::ffff:127.0.0.1"));
  CHECK_FALSE(is_loopback_address("0.0.0.0"));
  CHECK_FALSE(is_loopback_address("10.0.0.1"));
  CHECK_FALSE(is_loopback_address("localhost"));
}

TEST_CASE("escapes come back as what they stand for") {
  CHECK(percent_decoded(percent_encoded("a/ä %")) == "a/ä %");
  CHECK(percent_encoded("a b") == "a%20b");
  CHECK_FALSE(percent_decoded("%"));
}

}  // namespace
}  // namespace clew::net
