#include "net/server.h"

#include <fmt/core.h>
#include <openssl/ssl.h>
#include <sys/resource.h>

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <list>
#include <thread>
#include <vector>

#include "base/threads.h"
#include "net/parse.h"

namespace clew::net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
template <class T>
using Task = asio::awaitable<T>;
using Reuse = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr auto kSweep = std::chrono::milliseconds(200);
constexpr size_t kPieceBytes = 256 * 1024;
constexpr size_t kThrownAwayMax = size_t{4} << 20;

// What a connection is doing. Who waits may be put out for somebody else, and is at once when stopping.
enum class Phase : uint8_t { waiting, reading, answering };

// A connection as its loop sees it: when its time is over, its reading is broken off, or it is closed.
struct Guard {
  tcp::socket* socket = nullptr;
  Phase phase = Phase::waiting;
  Clock::time_point deadline;
  bool is_late = false;
  std::list<Guard*>::iterator place;

  explicit Guard(tcp::socket& watched) : socket(&watched) {}
  void set(Phase next, std::chrono::milliseconds time) {
    phase = next;
    is_late = false;
    deadline = Clock::now() + time;
  }
  void close() const {
    error_code ignored;
    socket->close(ignored);
  }
};

// Takes so much of a budget for as long as it lives.
class Held {
 public:
  Held(std::atomic<size_t>& budget, size_t amount, size_t most) : budget_(budget), amount_(amount) {
    is_held_ = budget_.fetch_add(amount) + amount <= most;
  }
  Held(const Held&) = delete;
  ~Held() { budget_.fetch_sub(amount_); }
  bool is_held() const { return is_held_; }

 private:
  std::atomic<size_t>& budget_;
  size_t amount_;
  bool is_held_;
};

struct Loop {
  std::list<Guard*> guards;  // Who waits the longest first. Outlives the connections in the context.
  asio::io_context context{1};
  tcp::acceptor acceptor{context};

  void move_behind(Guard& guard) { guards.splice(guards.end(), guards, guard.place); }
};

// A connection is known to its loop for as long as this lives.
class Watched {
 public:
  Watched(Loop& loop, Guard& guard) : loop_(loop), guard_(guard) {
    guard.place = loop.guards.insert(loop.guards.end(), &guard);
  }
  Watched(const Watched&) = delete;
  ~Watched() { loop_.guards.erase(guard_.place); }

 private:
  Loop& loop_;
  Guard& guard_;
};

std::string head_text(const Response& response, bool keep_alive, bool is_chunked, bool is_sized) {
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  const auto add = [&](std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    for (const char c : value) head += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    head += "\r\n";
  };
  if (!response.content_type.empty()) add("Content-Type", response.content_type);
  for (const auto& [name, value] : response.headers) add(name, value);
  if (is_sized) add("Content-Length", std::to_string(response.body.size()));
  if (is_chunked) add("Transfer-Encoding", "chunked");
  add("Connection", keep_alive ? "keep-alive" : "close");
  return head + "\r\n";
}

const boost::system::error_category& http_category() {
  return http::make_error_code(http::error::bad_field).category();
}

Response refused(int status, std::string_view why) {
  std::string detail;
  for (const char c : why) detail += c == '"' || c == '\\' || (c >= 0 && c < ' ') ? ' ' : c;
  return json_response(status, fmt::format("{{\"detail\":\"{}\"}}", detail));
}

// No exception of a handler, such as no memory for one answer, ends the server.
Response handled(const Handlers& handlers, const Request& request) {
  try {
    return handlers.handle(request);
  } catch (const std::exception&) {
    return json_response(500, "{\"status\":\"error\"}");
  }
}

size_t files_allowed() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace

struct Server::State {
  Options options;
  Handlers handlers;
  Counts counts;
  std::optional<asio::ssl::context> tls;
  std::vector<std::unique_ptr<Loop>> loops;
  std::optional<asio::thread_pool> workers;
  std::atomic<bool> stopping = false;
  std::atomic<size_t> body_bytes = 0, waiting = 0, streams = 0;
  Clock::time_point stop_at;

  Task<void> accept_all(Loop& loop);
  Task<void> sweep(Loop& loop);
  void make_room(Loop& loop);
  Task<void> take(Loop& loop, tcp::socket socket);
  Task<void> hang_up(Guard& guard, tcp::socket& socket);
  template <class Socket>
  Task<void> converse(Loop& loop, Guard& guard, Socket& socket, const tcp::endpoint& peer);
  template <class Socket>
  Task<bool> answer_one(Loop& loop, Guard& guard, Socket& socket, boost::beast::flat_buffer& buffer,
                        const tcp::endpoint& peer);
  template <class Socket>
  Task<bool> send(Guard& guard, Socket& socket, const Response& response, bool keep_alive, bool is_head);
  template <class Socket>
  Task<bool> refuse(Guard& guard, Socket& socket, int status, std::string_view why);
  template <class Socket>
  Task<bool> send_stream(Loop& loop, Guard& guard, Socket& socket, Response& response, bool keep_alive,
                         bool is_chunked);
  template <class Socket>
  Task<bool> put(Guard& guard, Socket& socket, std::string_view bytes);
  Task<Response> work(const Request& request);
};

template <class Socket>
Task<bool> Server::State::put(Guard& guard, Socket& socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, kPieceBytes);
    guard.set(Phase::answering, options.limits.write_time);
    const auto [error, sent] =
        co_await asio::async_write(socket, asio::buffer(piece.data(), piece.size()), kTuple);
    if (error) co_return false;
    bytes.remove_prefix(piece.size());
  }
  co_return true;
}

template <class Socket>
Task<bool> Server::State::send(Guard& guard, Socket& socket, const Response& response, bool keep_alive,
                               bool is_head) {
  std::string bytes = head_text(response, keep_alive, false, response.status != 304);
  if (!is_head && response.status != 304) bytes += response.body;
  co_return co_await put(guard, socket, bytes) && keep_alive;
}

// Pieces are made on a worker: they may take long, and other connections of this loop go on.
template <class Socket>
Task<bool> Server::State::send_stream(Loop& loop, Guard& guard, Socket& socket, Response& response,
                                      bool keep_alive, bool is_chunked) {
  const std::string head = head_text(response, keep_alive && is_chunked, is_chunked, false);
  if (!co_await put(guard, socket, head)) co_return false;
  asio::steady_timer timer(loop.context);
  Stream& stream = *response.stream;
  for (bool goes_on = true; goes_on && !stopping;) {
    std::string piece;
    guard.set(Phase::answering, std::chrono::hours(1));
    goes_on = co_await asio::co_spawn(
        workers->get_executor(), [&]() -> Task<bool> { co_return stream.next(piece); }, asio::use_awaitable);
    if (!piece.empty() && is_chunked) piece = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
    if (!co_await put(guard, socket, piece)) co_return false;
    for (auto slept = std::chrono::milliseconds(0); goes_on && slept < stream.every && !stopping;
         slept += kSweep) {
      timer.expires_after(std::min(kSweep, stream.every));
      co_await timer.async_wait(kTuple);
    }
  }
  if (!is_chunked) co_return false;
  co_return co_await put(guard, socket, "0\r\n\r\n") && keep_alive;
}

Task<Response> Server::State::work(const Request& request) {
  if (!handlers.is_slow(request)) co_return handled(handlers, request);
  const Held place(waiting, 1, options.limits.waiting);
  if (!place.is_held()) co_return refused(503, "too many requests are waiting; try again in a moment");
  co_return co_await asio::co_spawn(
      workers->get_executor(), [&]() -> Task<Response> { co_return handled(handlers, request); },
      asio::use_awaitable);
}

// Values in one piece and by name: g++ 12 destroys twice what is made in braces within a co_await.
template <class Socket>
Task<bool> Server::State::refuse(Guard& guard, Socket& socket, int status, std::string_view why) {
  ++(status == 408 ? counts.timeouts : counts.malformed);
  const Response response = refused(status, why);
  co_return co_await send(guard, socket, response, false, false);
}

// One request and its response; false: the connection is over.
template <class Socket>
Task<bool> Server::State::answer_one(Loop& loop, Guard& guard, Socket& socket,
                                     boost::beast::flat_buffer& buffer, const tcp::endpoint& peer) {
  const Limits& limits = options.limits;
  Parser parser;
  parser.header_limit(static_cast<uint32_t>(limits.head_bytes));
  parser.body_limit(limits.body_bytes);
  guard.set(Phase::reading, limits.head_time);
  auto [error, size] = co_await http::async_read_header(socket, buffer, parser, kTuple);
  if (error == http::error::end_of_stream ||
      (error && guard.is_late == false && !socket.lowest_layer().is_open()))
    co_return false;
  if (error && guard.is_late)
    co_return co_await refuse(guard, socket, 408, "the head of the request took too long");
  if (error && error.category() != http_category()) co_return false;
  if (error) {
    const Refusal why = refusal_of(error);
    co_return co_await refuse(guard, socket, why.status, why.why);
  }
  auto taken = request_of(parser, limits);
  if (!taken) co_return co_await refuse(guard, socket, taken.error().status, taken.error().why);
  Request request = std::move(*taken);
  request.peer = peer.address().to_string();
  request.is_loopback = is_loopback_address(request.peer);
  ++counts.requests;
  const auto begun = Clock::now();
  const bool is_head = parser.get().method() == http::verb::head;
  const bool has_body = !parser.is_done();
  if (auto refusal = handlers.admit(request)) {
    handlers.done(request, *refusal, std::chrono::microseconds(0));
    const bool goes_on = !has_body && parser.get().keep_alive() && !stopping;
    co_return co_await send(guard, socket, *refusal, goes_on, is_head);
  }
  const auto length = parser.content_length();
  const Held body(body_bytes, !has_body ? 0 : length ? *length : limits.body_bytes, limits.bodies_bytes);
  if (!body.is_held())
    co_return co_await refuse(guard, socket, 503, "too much is being sent at once; try again in a moment");
  if (has_body) {
    if (request.header("expect") == "100-continue" &&
        !co_await put(guard, socket, "HTTP/1.1 100 Continue\r\n\r\n"))
      co_return false;
    guard.set(Phase::reading, limits.body_time);
    const auto [body_error, body_size] = co_await http::async_read(socket, buffer, parser, kTuple);
    if (body_error && guard.is_late)
      co_return co_await refuse(guard, socket, 408, "the body of the request took too long");
    const bool is_malformed =
        body_error && body_error.category() == http_category() && body_error != http::error::partial_message;
    if (is_malformed) {
      const Refusal why = refusal_of(body_error);
      co_return co_await refuse(guard, socket, why.status, why.why);
    }
    if (body_error) co_return false;
    request.body = std::move(parser.get().body());
  }
  guard.set(Phase::answering, std::chrono::hours(1));
  Response response = co_await work(request);
  const bool keep_alive = parser.get().keep_alive() && !stopping;
  bool goes_on = false;
  if (response.stream && !is_head) {
    const Held place(streams, 1, limits.streams);
    if (place.is_held()) {
      ++counts.streams;
      goes_on = co_await send_stream(loop, guard, socket, response, keep_alive, parser.get().version() >= 11);
    } else {
      response = refused(503, "too many streams are open; try again in a moment");
      goes_on = co_await send(guard, socket, response, keep_alive, false);
    }
  } else {
    goes_on = co_await send(guard, socket, response, keep_alive, is_head);
  }
  handlers.done(request, response,
                std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun));
  co_return goes_on;
}

template <class Socket>
Task<void> Server::State::converse(Loop& loop, Guard& guard, Socket& socket, const tcp::endpoint& peer) {
  boost::beast::flat_buffer buffer(options.limits.head_bytes + kPieceBytes);
  auto patience = options.limits.head_time;
  for (;;) {
    guard.set(Phase::waiting, patience);
    loop.move_behind(guard);
    if (buffer.size() == 0) {
      const auto [error, size] = co_await socket.async_read_some(buffer.prepare(4096), kTuple);
      if (error) co_return;
      buffer.commit(size);
    }
    if (!co_await answer_one(loop, guard, socket, buffer, peer)) co_return;
    patience = options.limits.idle_time;
  }
}

// Whoever was refused may still be sending, and would lose the refusal to a reset: for a second what comes is
// thrown away.
Task<void> Server::State::hang_up(Guard& guard, tcp::socket& socket) {
  error_code ignored;
  socket.shutdown(tcp::socket::shutdown_send, ignored);
  guard.set(Phase::waiting, std::chrono::seconds(1));
  std::array<char, 4096> thrown_away;
  for (size_t taken = 0; taken < kThrownAwayMax;) {
    const auto [error, size] = co_await socket.async_read_some(asio::buffer(thrown_away), kTuple);
    if (error) co_return;
    taken += size;
  }
}

Task<void> Server::State::take(Loop& loop, tcp::socket socket) {
  error_code error;
  const tcp::endpoint peer = socket.remote_endpoint(error);
  if (error) co_return;
  socket.set_option(tcp::no_delay(true), error);
  if (!tls) {
    Guard guard(socket);
    const Watched watched(loop, guard);
    co_await converse(loop, guard, socket, peer);
    co_await hang_up(guard, socket);
    co_return;
  }
  asio::ssl::stream<tcp::socket> stream(std::move(socket), *tls);
  Guard guard(stream.next_layer());
  guard.set(Phase::waiting, options.limits.head_time);
  const Watched watched(loop, guard);
  const auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::server, kTuple);
  if (!failed) {
    co_await converse(loop, guard, stream, peer);
    guard.set(Phase::waiting, std::chrono::milliseconds(1000));
    co_await stream.async_shutdown(kTuple);
  }
}

// The house is full: who waits the longest without asking anything goes.
void Server::State::make_room(Loop& loop) {
  for (Guard* guard : loop.guards) {
    if (guard->phase != Phase::waiting) continue;
    ++counts.refused;
    guard->close();
    return;
  }
}

Task<void> Server::State::accept_all(Loop& loop) {
  asio::steady_timer timer(loop.context);
  while (!stopping) {
    auto [error, socket] = co_await loop.acceptor.async_accept(kTuple);
    if (error == asio::error::operation_aborted || stopping) co_return;
    if (error) {  // No more file descriptors, or the client went: others may come.
      timer.expires_after(std::chrono::milliseconds(50));
      co_await timer.async_wait(kTuple);
      continue;
    }
    ++counts.connections;
    if (counts.open >= options.limits.connections) make_room(loop);
    ++counts.open;
    asio::co_spawn(loop.context, take(loop, std::move(socket)),
                   [this](const std::exception_ptr&) { --counts.open; });
  }
}

Task<void> Server::State::sweep(Loop& loop) {
  asio::steady_timer timer(loop.context);
  for (;;) {
    timer.expires_after(kSweep);
    co_await timer.async_wait(kTuple);
    const auto now = Clock::now();
    const bool cuts_all = stopping && now >= stop_at;
    for (Guard* guard : loop.guards) {
      const bool is_over = guard->deadline <= now;
      if (cuts_all || (guard->phase == Phase::waiting && (is_over || stopping))) {
        guard->close();
      } else if (is_over && guard->phase == Phase::reading && !guard->is_late) {
        guard->is_late = true;
        error_code ignored;
        guard->socket->cancel(ignored);
      } else if (is_over) {
        ++counts.timeouts;
        guard->close();
      }
    }
    if (stopping && (loop.guards.empty() || now >= stop_at + std::chrono::seconds(2))) break;
  }
  loop.context.stop();
}

bool is_loopback_address(std::string_view address) {
  error_code error;
  const auto parsed = asio::ip::make_address(std::string(address), error);
  if (error) return false;
  if (parsed.is_v6() && parsed.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, parsed.to_v6()).is_loopback();
  return parsed.is_loopback();
}

namespace {

base::Result<void> use_certificate(asio::ssl::context& tls, const Options& options) {
  error_code error;
  tls.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                      asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                      asio::ssl::context::no_tlsv1_1,
                  error);
  SSL_CTX_set_options(tls.native_handle(), SSL_OP_NO_RENEGOTIATION);
  tls.use_certificate_chain_file(options.certificate, error);
  if (error) {
    return base::fail(base::ErrorKind::usage,
                      fmt::format("cannot use the certificate {}: {}; a PEM file with the "
                                  "certificate first and those above it after it",
                                  options.certificate, error.message()));
  }
  tls.use_private_key_file(options.key, asio::ssl::context::pem, error);
  if (error) {
    return base::fail(base::ErrorKind::usage,
                      fmt::format("cannot use the key {}: {}; a PEM file of the key of {}", options.key,
                                  error.message(), options.certificate));
  }
  return {};
}

base::Result<void> listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.set_option(Reuse(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(4096, error);
  if (!error) return {};
  return base::fail(base::ErrorKind::io,
                    fmt::format("cannot listen on {} port {}: {}; does another program? --port takes another",
                                endpoint.address().to_string(), endpoint.port(), error.message()));
}

// Loops share the port; no other program may have it, though the kernel would let one of the same user in.
base::Result<void> test_free(const tcp::endpoint& endpoint) {
  if (endpoint.port() == 0) return {};
  asio::io_context context;
  tcp::acceptor acceptor(context);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(1, error);
  if (!error) return {};
  return base::fail(base::ErrorKind::io,
                    fmt::format("cannot listen on {} port {}: {}; does another program? --port takes another",
                                endpoint.address().to_string(), endpoint.port(), error.message()));
}

}  // namespace

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() {
  // Connections refer to the state: they go first.
  if (state_) state_->loops.clear();
}

base::Result<std::unique_ptr<Server>> Server::open(Options options, Handlers handlers) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->handlers = std::move(handlers);
  Options& own = state->options;
  own.limits.connections =
      std::min(own.limits.connections, files_allowed() - std::min<size_t>(files_allowed(), 200));
  error_code error;
  const auto address = asio::ip::make_address(own.address, error);
  if (error) {
    return base::fail(
        base::ErrorKind::usage,
        fmt::format("{} is no address to listen on; write 127.0.0.1, 0.0.0.0 or ::1", own.address));
  }
  if (!own.certificate.empty() || !own.key.empty()) {
    state->tls.emplace(asio::ssl::context::tls_server);
    CLEW_TRY(use_certificate(*state->tls, own));
  }
  CLEW_TRY(test_free({address, own.port}));
  const size_t threads = own.threads == 0 ? base::processor_count() : own.threads;
  for (size_t i = 0; i < threads; ++i) {
    auto loop = std::make_unique<Loop>();
    CLEW_TRY(listen(loop->acceptor, {address, own.port}));
    own.port = loop->acceptor.local_endpoint().port();
    state->loops.push_back(std::move(loop));
  }
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

uint16_t Server::port() const { return state_->options.port; }
const std::string& Server::address() const { return state_->options.address; }
bool Server::is_tls() const { return state_->tls.has_value(); }
const Counts& Server::counts() const { return state_->counts; }

void Server::run(bool on_signals) {
  State& state = *state_;
  state.workers.emplace(state.options.workers);
  asio::signal_set signals(state.loops.front()->context);
  if (on_signals) {
    signals.add(SIGINT);
    signals.add(SIGTERM);
    signals.async_wait([this](const error_code& error, int) {
      if (!error) stop();
    });
  }
  const auto ignore = [](const std::exception_ptr&) {};
  for (auto& loop : state.loops) {
    asio::co_spawn(loop->context, state.accept_all(*loop), ignore);
    asio::co_spawn(loop->context, state.sweep(*loop), ignore);
  }
  {
    std::vector<std::jthread> threads;
    for (size_t i = 1; i < state.loops.size(); ++i)
      threads.emplace_back([&state, i] { state.loops[i]->context.run(); });
    state.loops.front()->context.run();
  }
  state.workers->join();
}

void Server::stop() {
  State& state = *state_;
  state.stop_at = Clock::now() + state.options.limits.stop_time;
  if (state.stopping.exchange(true)) return;
  for (auto& loop : state.loops) {
    asio::post(loop->context, [&acceptor = loop->acceptor] {
      error_code ignored;
      acceptor.close(ignored);
    });
  }
}

}  // namespace clew::net
