#include "serve/router.h"

#include <fmt/core.h>

#include <charconv>

#include "base/json.h"

namespace clew::serve {
namespace {

std::vector<std::string_view> pieces_of(std::string_view pattern) {
  std::vector<std::string_view> pieces;
  pattern.remove_prefix(1);
  for (;;) {
    const size_t slash = pattern.find('/');
    pieces.push_back(pattern.substr(0, slash));
    if (slash == std::string_view::npos) return pieces;
    pattern.remove_prefix(slash + 1);
  }
}

bool fits(const std::vector<std::string_view>& pieces, const std::vector<std::string>& segments,
          std::vector<std::string>& values) {
  if (pieces.size() != segments.size()) return false;
  values.clear();
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].starts_with('{')) {
      if (segments[i].empty()) return false;
      values.push_back(segments[i]);
    } else if (pieces[i] != segments[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

Router::Found Router::find(const net::Request& request) const {
  Found found;
  for (const Route& route : routes_) {
    if (!fits(pieces_of(route.pattern), request.segments, found.values)) continue;
    if (route.method == request.method) {
      found.route = &route;
      return found;
    }
    found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
  }
  return found;
}

net::Response problem(int status, std::string_view detail) {
  base::JsonLine json;
  json.open();
  json.member("detail", detail);
  json.close();
  return net::json_response(status, std::string(json.text()));
}

net::Response invalid(const std::vector<std::string>& place, std::string_view kind,
                      std::string_view message) {
  base::JsonLine json;
  json.open();
  json.key("detail").open_list();
  json.open();
  json.member("type", kind);
  json.list("loc", place);
  json.member("msg", message);
  json.close();
  json.close_list();
  json.close();
  return net::json_response(422, std::string(json.text()));
}

net::Response problem_of(const base::Error& error) {
  switch (error.kind) {
    case base::ErrorKind::usage: return problem(400, error.message);
    case base::ErrorKind::not_found: return problem(404, error.message);
    case base::ErrorKind::locked: return problem(409, error.message);
    case base::ErrorKind::unsupported: return problem(501, error.message);
    case base::ErrorKind::format: return problem(400, error.message);
    default: return problem(500, error.message);
  }
}

std::expected<uint64_t, net::Response> number_asked(const net::Request& request, std::string_view name,
                                                    uint64_t otherwise, Bounds bounds) {
  const auto text = request.query.find(name);
  if (!text) return otherwise;
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size())
    return std::unexpected(invalid({"query", std::string(name)}, "int_parsing", "a whole number is needed"));
  if (number < bounds.least || number > bounds.most) {
    return std::unexpected(invalid({"query", std::string(name)}, "out_of_range",
                                   fmt::format("from {} to {}", bounds.least, bounds.most)));
  }
  return number;
}

std::expected<double, net::Response> share_asked(const net::Request& request, std::string_view name,
                                                 double otherwise) {
  const auto text = request.query.find(name);
  if (!text) return otherwise;
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || !(number >= 0 && number <= 1))
    return std::unexpected(invalid({"query", std::string(name)}, "float_parsing", "a number from 0 to 1"));
  return number;
}

std::expected<bool, net::Response> switch_asked(const net::Request& request, std::string_view name,
                                                bool otherwise) {
  const auto text = request.query.find(name);
  if (!text) return otherwise;
  for (const std::string_view yes : {"true", "1", "yes", "on", "True"}) {
    if (*text == yes) return true;
  }
  for (const std::string_view no : {"false", "0", "no", "off", "False"}) {
    if (*text == no) return false;
  }
  return std::unexpected(invalid({"query", std::string(name)}, "bool_parsing", "true or false"));
}

}  // namespace clew::serve
