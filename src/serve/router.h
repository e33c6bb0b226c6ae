// Routes: which handler answers a method and a path.
//
//   {"GET", "/entities/{id}/adjacent"}  ◀──  GET /entities/ofac-36/adjacent     id = "ofac-36"
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "net/http.h"
#include "serve/snapshot.h"

namespace clew::serve {

// What a handler is asked: the request, what its path holds, and the generation that answers it.
struct Asked {
  const net::Request& request;
  std::vector<std::string> values;  // Of the pattern's {}, in order.
  std::shared_ptr<const Snapshot> snapshot;
};

using Handler = std::function<net::Response(const Asked&)>;

struct Route {
  std::string method;
  std::string pattern;
  std::string summary;  // One line, for GET /v1.
  Handler handler;
  bool is_slow = false;  // May take more than some milliseconds.
  bool is_open = false;  // Needs no key: says nothing of the data.
};

class Router {
 public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  const std::vector<Route>& routes() const { return routes_; }

  struct Found {
    const Route* route = nullptr;
    std::vector<std::string> values;
    std::string allowed;  // Where only the method is wrong: those that are right.
  };
  Found find(const net::Request& request) const;

 private:
  std::vector<Route> routes_;
};

// {"detail": "..."}
net::Response problem(int status, std::string_view detail);
// As FastAPI, and so yente, says that a parameter or a body is not as declared: 422 with place and reason.
net::Response invalid(const std::vector<std::string>& place, std::string_view kind, std::string_view message);
// Our errors as statuses.
net::Response problem_of(const base::Error& error);

// A number within bounds; otherwise the response that says so.
struct Bounds {
  uint64_t least = 0, most = 500;
};
std::expected<uint64_t, net::Response> number_asked(const net::Request& request, std::string_view name,
                                                    uint64_t otherwise, Bounds bounds);
std::expected<double, net::Response> share_asked(const net::Request& request, std::string_view name,
                                                 double otherwise);
std::expected<bool, net::Response> switch_asked(const net::Request& request, std::string_view name,
                                                bool otherwise);

}  // namespace clew::serve
