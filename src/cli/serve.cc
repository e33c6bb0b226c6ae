// clew serve: the store for software, and for people in a browser.
#include <fmt/core.h>

#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <thread>

#include "cli/commands.h"
#include "cli/serve_v1.h"
#include "cli/terminal.h"
#include "serve/door.h"

namespace clew::cli {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;
using base::fail;

struct Options {
  std::string store, web, keys;
  net::Options net;
  uint64_t port = 8080, threads = 0, batch = 100;
  serve::DoorOptions door;
};

base::Result<void> check_safety(const Options& options) {
  if (options.port > 65535) return fail(ErrorKind::usage, "--port is from 0 to 65535");
  if (options.net.certificate.empty() != options.net.key.empty())
    return fail(ErrorKind::usage, "--tls-cert and --tls-key belong together");
  if (net::is_loopback_address(options.net.address)) return {};
  if (!options.net.certificate.empty() && !options.keys.empty()) return {};
  return fail(ErrorKind::usage,
              fmt::format("{} can be reached by others: --tls-cert, --tls-key and --keys are needed; without "
                          "them Clew serves on 127.0.0.1 only",
                          options.net.address));
}

// The folder of the built desk: as asked, else beside the program as built or as installed; none is no error.
base::Result<serve::Files> files_for(const Options& options) {
  if (!options.web.empty()) return serve::Files::of(options.web);
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& web : {folder / "web", folder.parent_path() / "share" / "clew" / "web"}) {
    if (fs::exists(web / "index.html", error)) return serve::Files::of(web.string());
  }
  return serve::Files();
}

// Looks for a new generation while the server runs.
class Watch {
 public:
  explicit Watch(serve::House& house, const std::string& store)
      : thread_([this, &house, path = store + "/manifest"](const std::stop_token& stop) {
          look(house, path, stop);
        }) {}

 private:
  void look(serve::House& house, const std::string& path, const std::stop_token& stop) {
    std::error_code error;
    auto before = fs::last_write_time(path, error);
    std::unique_lock lock(mutex_);
    while (!waiter_.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; }) &&
           !stop.stop_requested()) {
      const auto now = fs::last_write_time(path, error);
      if (error || now == before) continue;
      before = now;
      const auto swapped = house.shelf.refresh();
      if (!swapped) fmt::print(stderr, "clew: the new version is not served: {}\n", swapped.error().message);
      if (swapped && *swapped) house.figures.swapped();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any waiter_;
  std::jthread thread_;
};

serve::Router router_for(serve::House& house, const std::string& store) {
  serve::Router router;
  serve::add_match_routes(router, house);
  serve::add_search_routes(router, house);
  serve::add_entity_routes(router, house);
  serve::add_catalog_routes(router, house);
  serve::add_reconcile_routes(router, house);
  serve::add_live_routes(router, house);
  add_v1_routes(router, house, store);
  serve::add_index_route(router);
  return router;
}

base::Result<void> serve_store(Options options) {
  CLEW_TRY(check_safety(options));
  serve::House house(options.store);
  house.as_subject = subject_of_fields;
  house.batch_max = options.batch;
  house.scheme = options.net.certificate.empty() ? "http" : "https";
  house.origins = options.door.origins;
  if (const char* token = std::getenv("CLEW_UPDATE_TOKEN")) house.update_token = token;
  CLEW_TRY(house.shelf.refresh());
  CLEW_TRY_ASSIGN(serve::Files files, files_for(options));
  const bool has_files = !files.empty();
  std::unique_ptr<serve::Keys> keys;
  if (!options.keys.empty()) {
    CLEW_TRY_ASSIGN(keys, serve::Keys::read(options.keys));
  }
  serve::Door door(house, router_for(house, options.store), std::move(files), std::move(keys),
                   std::move(options.door));
  CLEW_TRY(door.open());
  options.net.port = static_cast<uint16_t>(options.port);
  options.net.threads = options.threads;
  CLEW_TRY_ASSIGN(const auto server, net::Server::open(std::move(options.net), door.handlers()));
  house.counts = &server->counts();
  const Watch watch(house, options.store);
  fmt::print("serving {} on {}://{}:{}\n{}stop with Ctrl-C\n", options.store,
             server->is_tls() ? "https" : "http", server->address(), server->port(),
             has_files ? "" : "the desk in the browser is not installed\n");
  std::fflush(stdout);
  server->run(true);
  return {};
}

}  // namespace

Run declare_serve(Flags& flags) {
  auto options = std::make_shared<Options>();
  flags.positional("STORE", options->store, "the store, a folder NAME.clew");
  flags.option("--port", "PORT", options->port, "where to listen (default 8080; 0: any that is free)");
  flags.option("--address", "ADDRESS", options->net.address,
               "where to listen (default 127.0.0.1); others than this machine need TLS and keys");
  flags.option("--web", "DIR", options->web, "the folder of the desk's files (default: as installed)");
  flags.option("--tls-cert", "FILE", options->net.certificate, "the certificate, PEM");
  flags.option("--tls-key", "FILE", options->net.key, "its key, PEM");
  flags.option("--keys", "FILE", options->keys, "the keys that let in; clew serve-key makes a line of it");
  flags.option("--origin", "URL", options->door.origins,
               "pages that may ask from a browser beside its own, such as http://127.0.0.1:3333");
  flags.option("--rate", "NUMBER", options->door.requests_a_second,
               "requests a second for each key or address (default 2000)");
  flags.option("--batch", "NUMBER", options->batch, "queries in one request to /match (default 100)");
  flags.option("--threads", "NUMBER", options->threads, "event loops (default: one a processor)");
  flags.option("--access-log", "FILE", options->door.access_log,
               "write a line for each request: when, which key, what for, which path, how it ended");
  return [options] {
    const auto result = serve_store(*options);
    return result ? static_cast<int>(kDone) : report(result.error());
  };
}

Run declare_serve_key(Flags& flags) {
  struct Asked {
    std::string name, role = "reader";
  };
  auto asked = std::make_shared<Asked>();
  flags.positional("NAME", asked->name, "whose key it is: letters, digits, - and _");
  flags.choice("--role", asked->role, {"reader", "admin"},
               "reader asks; admin also makes it look for new versions");
  return [asked] {
    const auto made = serve::make_key(asked->name, asked->role);
    if (!made) return report(made.error());
    fmt::print("the key, shown this once:   {}\nthe line for the file of keys:\n{}\n", made->key, made->line);
    return static_cast<int>(kDone);
  };
}

}  // namespace clew::cli
