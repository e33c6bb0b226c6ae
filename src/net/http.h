// A request and its response, as values: what a handler sees of HTTP.
//
//   GET /entities/ofac-36?nested=true HTTP/1.1
//       path: "/entities/ofac-36", decoded; query: {{"nested", "true"}}
//
// Pure; text is bytes as the client sent them, decoded where it says so. Nothing here knows a socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clew::net {

// Parameters in the order of the query, names and values decoded; a name may come several times.
class Parameters {
 public:
  // "a=1&b=%20"; '+' is a blank. Nothing where an escape is broken.
  static std::optional<Parameters> parse(std::string_view query);

  // The first value; nothing where the name does not occur.
  std::optional<std::string_view> find(std::string_view name) const;
  std::string_view get(std::string_view name, std::string_view otherwise = {}) const;
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

// "%2F" becomes "/"; nothing where an escape is broken or says a byte 0.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank = false);
std::string percent_encoded(std::string_view text);

struct Request {
  std::string method;                 // "GET"; HEAD comes as GET, and the body of its answer is dropped.
  std::string path;                   // Decoded; begins with '/'.
  std::vector<std::string> segments;  // Of the path between its slashes, each decoded for itself.
  Parameters query;
  std::vector<std::pair<std::string, std::string>> headers;  // Names in lower case.
  std::string body;
  std::string peer;  // The client's address without its port.
  bool is_loopback = false;

  std::string_view header(std::string_view lower_case_name) const;
};

// What is sent piece by piece: `next` appends the next piece and gives false when there is no more; it is
// called on a worker, one call at a time. Between two pieces lies at least `every`.
struct Stream {
  std::function<bool(std::string& piece)> next;
  std::chrono::milliseconds every{0};
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::optional<Stream> stream;  // Instead of the body, as chunks.
};

Response json_response(int status, std::string body);
std::string_view reason_of(int status);

}  // namespace clew::net
