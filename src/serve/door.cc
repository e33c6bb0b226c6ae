#include "serve/door.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/clock.h"

namespace clew::serve {
namespace {

using net::Request;
using net::Response;

constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
constexpr size_t kBucketsMax = 100'000;
constexpr size_t kQuickBodyBytes = 16 * 1024;

std::string_view host_without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_this_machine(std::string_view host) {
  const std::string_view name = host_without_port(host);
  return name == "localhost" || name == "[::1]" ||
         (name.starts_with("127.") && net::is_loopback_address(name));
}

// The key of "Authorization: ApiKey KEY" or "Bearer KEY"; empty where there is none.
std::string_view key_of(const Request& request) {
  std::string_view given = request.header("authorization");
  for (const std::string_view scheme : {"ApiKey ", "Bearer ", "apikey ", "bearer "}) {
    if (given.starts_with(scheme)) return given.substr(scheme.size());
  }
  return {};
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return header.first == name; });
}

void secure(Response& response) {
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!has_header(response, name)) response.headers.emplace_back(name, value);
  };
  add("Content-Security-Policy", kPolicy);
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "no-referrer");
  add("Cross-Origin-Resource-Policy", "same-origin");
  add("Cache-Control", "no-store");
}

// Of the header X-Clew-Purpose: one line of visible ASCII, quoted; "-" where there is none.
std::string purpose_of(const Request& request) {
  std::string purpose;
  for (const char c : request.header("x-clew-purpose").substr(0, 100)) {
    if (c >= ' ' && c < 0x7f && c != '"') purpose += c;
  }
  return purpose.empty() ? "-" : "\"" + purpose + "\"";
}

// The path with escapes, without what no path of ours holds.
std::string told_path(const Request& request) {
  std::string path;
  for (const std::string& segment : request.segments) path += '/' + net::percent_encoded(segment);
  return path;
}

}  // namespace

Door::Door(House& house, Router router, Files files, std::unique_ptr<Keys> keys, DoorOptions options)
    : house_(house),
      router_(std::move(router)),
      files_(std::move(files)),
      keys_(std::move(keys)),
      options_(std::move(options)) {}

Door::~Door() {
  if (log_ >= 0) ::close(log_);
}

base::Result<void> Door::open() {
  if (options_.access_log.empty()) return {};
  log_ = ::open(options_.access_log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (log_ >= 0) return {};
  return base::fail(base::ErrorKind::io,
                    fmt::format("cannot write the access log {}: {}", options_.access_log, strerror(errno)));
}

net::Handlers Door::handlers() {
  return {.handle = [this](const Request& request) { return handle(request); },
          .is_slow =
              [this](const Request& request) {
                const auto found = router_.find(request);
                return found.route != nullptr &&
                       (found.route->is_slow || request.body.size() > kQuickBodyBytes);
              },
          .admit =
              [this](const Request& request) {
                auto refusal = admit(request);
                if (refusal) secure(*refusal);
                return refusal;
              },
          .done = [this](const Request& request, const Response& response,
                         std::chrono::microseconds took) { done(request, response, took); }};
}

std::optional<Response> Door::admit(const Request& request) {
  const std::string_view host = request.header("host"), origin = request.header("origin");
  if (!keys_ && !is_this_machine(host))
    return problem(421, "this server answers to localhost and 127.0.0.1 only");
  if (!origin.empty()) {
    const bool is_own = origin == fmt::format("http://{}", host) || origin == fmt::format("https://{}", host);
    const bool is_named =
        std::find(options_.origins.begin(), options_.origins.end(), origin) != options_.origins.end();
    if (!is_own && !is_named) return problem(403, "pages of another site may not ask here");
    if (request.method == "OPTIONS" && is_named) {
      Response allowed;
      allowed.status = 204;
      allowed.content_type.clear();
      allowed.headers = {{"Access-Control-Allow-Origin", std::string(origin)},
                         {"Access-Control-Allow-Methods", "GET, POST"},
                         {"Access-Control-Allow-Headers", "Authorization, Content-Type, X-Clew-Purpose"},
                         {"Vary", "Origin"}};
      return allowed;
    }
  } else if (request.header("sec-fetch-site") == "cross-site" && request.method != "GET") {
    return problem(403, "pages of another site may not ask here");
  }
  const auto found = router_.find(request);
  std::string who = request.peer;
  if (auto refusal = admit_key(request, found.route, who)) return refusal;
  if (!is_within_rate(who)) {
    Response slower = problem(429, "too many requests; try again in a second");
    slower.headers.emplace_back("Retry-After", "1");
    return slower;
  }
  return std::nullopt;
}

std::optional<Response> Door::admit_key(const Request& request, const Route* route, std::string& who) {
  const bool is_file = route == nullptr && request.method == "GET";
  if (!keys_ || is_file || (route != nullptr && route->is_open)) return std::nullopt;
  const auto holder = keys_->holder_of(key_of(request));
  if (!holder) {
    Response unknown = problem(401, "a key is needed: Authorization: ApiKey KEY");
    unknown.headers.emplace_back("WWW-Authenticate", "ApiKey");
    return unknown;
  }
  who = holder->name;
  if (route != nullptr && route->pattern == "/updatez" && holder->role != "admin")
    return problem(403, "this key may not do that; a key with the role admin may");
  return std::nullopt;
}

bool Door::is_within_rate(const std::string& who) {
  const auto now = std::chrono::steady_clock::now();
  const double most = options_.requests_a_second;
  const std::lock_guard lock(rate_mutex_);
  if (buckets_.size() > kBucketsMax) buckets_.clear();
  auto [place, is_new] = buckets_.try_emplace(who);
  Bucket& bucket = place->second;
  if (is_new) bucket = {most, now};
  bucket.tokens =
      std::min(most, bucket.tokens + most * std::chrono::duration<double>(now - bucket.at).count());
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

Response Door::handle(const Request& request) {
  Response response;
  const auto found = router_.find(request);
  if (found.route != nullptr) {
    response = found.route->handler({request, found.values, house_.shelf.current()});
  } else if (!found.allowed.empty()) {
    response = problem(405, "Method Not Allowed");
    response.headers.emplace_back("Allow", found.allowed);
  } else if (auto file = request.method == "GET" ? files_.answer(request) : std::nullopt) {
    response = std::move(*file);
  } else {
    response = problem(404, "Not Found");
  }
  if (const std::string_view origin = request.header("origin");
      std::find(options_.origins.begin(), options_.origins.end(), origin) != options_.origins.end()) {
    response.headers.emplace_back("Access-Control-Allow-Origin", origin);
    response.headers.emplace_back("Vary", "Origin");
  }
  secure(response);
  return response;
}

std::string Door::pattern_of(const Request& request) const {
  const auto found = router_.find(request);
  return found.route == nullptr ? "other" : found.route->pattern;
}

// What was asked of whom is told by the pattern of the path, and by the entity's id where there was one:
// never by the query or the body, in which names may stand.
void Door::done(const Request& request, const Response& response, std::chrono::microseconds took) {
  const std::string pattern = pattern_of(request);
  house_.figures.answered(pattern, response.status, took);
  if (log_ < 0) return;
  const std::string_view key = key_of(request);
  const bool is_known = keys_ && response.status != 401 && !key.empty();
  const std::string line =
      fmt::format("{} {} {} {} {} {} {:.1f}ms\n", base::iso_time(base::now()),
                  is_known ? key.substr(0, key.find('.')) : "-", purpose_of(request), request.method,
                  response.status == 200 && pattern != "other" ? told_path(request) : pattern,
                  response.status, static_cast<double>(took.count()) / 1000);
  const std::lock_guard lock(log_mutex_);
  if (::write(log_, line.data(), line.size()) < 0) return;
}

}  // namespace clew::serve
