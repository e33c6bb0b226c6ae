// A small HTTP/1.1 server: keeps connections, holds limits, cuts off who is slow, ends gracefully.
//
//   client ──▶ accept ──▶ head ──▶ body ──▶ handler ──▶ response, or a stream of chunks
//              count      bytes,    bytes,    quick: on the connection's thread
//                         seconds   seconds   slow: on a worker, so many waiting at most
//
// One thread with one event loop a processor; each accepts for itself. What goes over a limit is refused
// with a status where that can still be read, and the connection closed; the others are served meanwhile.
// TLS (1.2 or later) where a certificate is given. Boost.Asio and Beast stay inside server.cc.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "net/http.h"

namespace clew::net {

struct Limits {
  size_t head_bytes = 80 * 1024;
  size_t target_bytes = 60'000;
  size_t headers = 100;
  size_t body_bytes = 16 << 20;
  size_t bodies_bytes = 256 << 20;  // Of all requests that are read or answered at one time.
  size_t connections = 10'000;
  size_t streams = 64;   // Event streams and bulk answers at one time.
  size_t waiting = 256;  // Slow requests that wait for a worker.
  std::chrono::milliseconds head_time{
      10'000};  // From the first byte, or the connection, to the end of the head.
  std::chrono::milliseconds idle_time{30'000};  // Between two requests.
  std::chrono::milliseconds body_time{30'000};
  std::chrono::milliseconds write_time{30'000};  // For each piece that is written.
  std::chrono::milliseconds stop_time{10'000};   // Until what is under way is cut off when stopping.
};

struct Options {
  std::string address = "127.0.0.1";
  uint16_t port = 8080;  // 0: any that is free.
  size_t threads = 0;    // 0: one a processor.
  size_t workers = 2;
  std::string certificate, key;  // PEM files; both or neither.
  Limits limits;
};

// What was counted since the start, for metrics. Thread-safe.
struct Counts {
  std::atomic<uint64_t> connections{0}, refused{0}, open{0}, requests{0}, timeouts{0}, malformed{0},
      streams{0};
};

// Both are called on several threads at a time and must not throw. `is_slow` says of a request whose head
// and body are read whether its handler may take more than some milliseconds. `admit` is asked when the head
// is read, before any of the body: a response refuses the request.
struct Handlers {
  std::function<Response(const Request&)> handle;
  std::function<bool(const Request&)> is_slow;
  std::function<std::optional<Response>(const Request&)> admit;
  std::function<void(const Request&, const Response&, std::chrono::microseconds)> done;
};

class Server {
 public:
  // Listens once it returns; nothing is answered before run().
  static base::Result<std::unique_ptr<Server>> open(Options options, Handlers handlers);
  ~Server();

  uint16_t port() const;
  const std::string& address() const;
  bool is_tls() const;
  const Counts& counts() const;
  // Serves until stop(), or SIGINT or SIGTERM where `on_signals`. What is under way is ended first.
  void run(bool on_signals);
  // Thread-safe.
  void stop();

  struct State;

 private:
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Whether the address is one that only this machine reaches: 127.0.0.0/8 or ::1.
bool is_loopback_address(std::string_view address);

}  // namespace clew::net
