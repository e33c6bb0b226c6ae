#include "net/parse.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>

namespace clew::net {
namespace {

namespace http = boost::beast::http;
using std::unexpected;

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& letter : lowered) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lowered;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

std::expected<void, Refusal> take_target(std::string_view target, Request& request, const Limits& limits) {
  if (target.size() > limits.target_bytes) return unexpected(Refusal{414, "Request URI too long"});
  if (!target.starts_with('/'))
    return unexpected(Refusal{400, "the target must be a path that begins with /"});
  const size_t mark = target.find('?');
  std::string_view path = target.substr(0, mark);
  for (path.remove_prefix(1);;) {
    const std::string_view piece = path.substr(0, path.find('/'));
    auto decoded = percent_decoded(piece);
    if (!decoded || has_control(*decoded)) return unexpected(Refusal{400, "a broken escape in the path"});
    request.path += '/' + *decoded;
    request.segments.push_back(std::move(*decoded));
    if (piece.size() == path.size()) break;
    path.remove_prefix(piece.size() + 1);
  }
  auto query = Parameters::parse(mark == std::string_view::npos ? "" : target.substr(mark + 1));
  if (!query) return unexpected(Refusal{400, "a broken escape in the query"});
  request.query = std::move(*query);
  return {};
}

}  // namespace

Refusal refusal_of(const boost::beast::error_code& error) {
  if (error == http::error::header_limit)
    return {431, "the head of the request is larger than this server takes"};
  if (error == http::error::body_limit) return {413, "the body is larger than this server takes"};
  return {400, fmt::format("not understood as HTTP: {}", error.message())};
}

std::expected<Request, Refusal> request_of(const Parser& parser, const Limits& limits) {
  const auto& message = parser.get();
  Request request;
  request.method = std::string(message.method_string());
  if (request.method == "HEAD") request.method = "GET";
  const auto target = message.target();
  if (auto taken = take_target({target.data(), target.size()}, request, limits); !taken)
    return unexpected(std::move(taken.error()));
  for (const auto& field : message) {
    if (request.headers.size() == limits.headers) return unexpected(Refusal{431, "too many header fields"});
    const auto name = field.name_string();
    const auto value = field.value();
    request.headers.emplace_back(lower({name.data(), name.size()}), std::string(value.data(), value.size()));
  }
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                                   [](const auto& header) { return header.first == "host"; });
  if (hosts > 1 || (hosts == 0 && message.version() >= 11))
    return unexpected(Refusal{400, "one Host field is needed"});
  if (!request.header("transfer-encoding").empty()) {
    if (message.version() < 11 || !request.header("content-length").empty() || !parser.chunked())
      return unexpected(Refusal{400, "it is not clear where the body ends"});
  }
  return request;
}

std::expected<Request, Refusal> parse_request(std::string_view bytes, const Limits& limits) {
  Parser parser;
  parser.header_limit(static_cast<uint32_t>(limits.head_bytes));
  parser.body_limit(limits.body_bytes);
  parser.eager(true);
  boost::beast::error_code error;
  while (!bytes.empty() && !parser.is_done()) {
    const size_t used = parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error == http::error::need_more) return unexpected(Refusal{400, "the request breaks off"});
    if (error) return unexpected(refusal_of(error));
    bytes.remove_prefix(used);
    if (used == 0) break;
  }
  if (!parser.is_done()) return unexpected(Refusal{400, "the request breaks off"});
  auto request = request_of(parser, limits);
  if (request) request->body = std::move(parser.get().body());
  return request;
}

}  // namespace clew::net
