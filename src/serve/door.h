// Everything between a request and its handler: who may ask, how often, from where; what is said of it after.
//
//   request ──▶ Host, Origin ──▶ key ──▶ rate ──▶ route ──▶ handler ──▶ security headers ──▶ access log
//
// On a loopback address no key is asked for; then a page of another site must not reach the server through
// the browser: a Host that is not this machine, and an Origin that is not this server, are refused.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/server.h"
#include "serve/files.h"
#include "serve/house.h"
#include "serve/keys.h"

namespace clew::serve {

struct DoorOptions {
  std::vector<std::string> origins;  // Besides its own: other pages that may ask, as OpenRefine's.
  double requests_a_second = 2000;   // For each key, or each address where there are no keys.
  std::string access_log;            // A file; empty: none is written.
};

class Door {
 public:
  Door(House& house, Router router, Files files, std::unique_ptr<Keys> keys, DoorOptions options);
  ~Door();
  // Where the access log cannot be written.
  base::Result<void> open();

  net::Handlers handlers();

 private:
  struct Caller;
  std::optional<net::Response> admit(const net::Request& request);
  std::optional<net::Response> admit_key(const net::Request& request, const Route* route, std::string& who);
  bool is_within_rate(const std::string& who);
  net::Response handle(const net::Request& request);
  void done(const net::Request& request, const net::Response& response, std::chrono::microseconds took);
  std::string pattern_of(const net::Request& request) const;

  House& house_;
  Router router_;
  Files files_;
  std::unique_ptr<Keys> keys_;
  DoorOptions options_;
  struct Bucket {
    double tokens = 0;
    std::chrono::steady_clock::time_point at;
  };
  std::mutex rate_mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
  std::mutex log_mutex_;
  int log_ = -1;
};

}  // namespace clew::serve
