// The head of a request as a Request: what Beast's parser gave, tested for what it lets pass.
//
// A target that is no path, a broken escape, two ways of saying where the body ends, a control character in
// a path: each is a status and a sentence. Pure.
#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <expected>
#include <string>
#include <string_view>

#include "net/server.h"

namespace clew::net {

struct Refusal {
  int status = 400;
  std::string why;
};

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

// What the parser did not understand, or what went over a limit.
Refusal refusal_of(const boost::beast::error_code& error);
// The parser's head is complete. The body is taken over when it is there: take_body().
std::expected<Request, Refusal> request_of(const Parser& parser, const Limits& limits);

// One whole request, head and body, as bytes: what the fuzzer feeds.
std::expected<Request, Refusal> parse_request(std::string_view bytes, const Limits& limits);

}  // namespace clew::net
