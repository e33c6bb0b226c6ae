#include "serve/figures.h"

#include <fmt/core.h>

#include <algorithm>

#include "base/clock.h"
#include "base/json.h"
#include "serve/snapshot.h"

namespace clew::serve {
namespace {

constexpr uint64_t kTellFrom = 5;

int64_t minute_now() {
  return std::chrono::duration_cast<std::chrono::minutes>(base::now().time_since_epoch()).count();
}

void write_counts(base::JsonLine& json, std::string_view key, const auto& counts, uint64_t from = 1) {
  json.key(key).open();
  for (const auto& [name, count] : counts) {
    if (count >= from) json.member(name, count);
  }
  json.close();
}

}  // namespace

Figures::Figures() : started_(base::now()) {}

Figures::Minute& Figures::this_minute() {
  const int64_t now = minute_now();
  if (minutes_.empty() || minutes_.back().minute != now) minutes_.push_back({.minute = now});
  if (minutes_.size() > 60) minutes_.pop_front();
  return minutes_.back();
}

void Figures::answered(std::string_view route, int status, std::chrono::microseconds took) {
  const double seconds = static_cast<double>(took.count()) / 1e6;
  const auto bucket = std::lower_bound(kSeconds.begin(), kSeconds.end(), seconds) - kSeconds.begin();
  const std::lock_guard lock(mutex_);
  auto found = routes_.find(route);
  if (found == routes_.end()) found = routes_.emplace(route, Route()).first;
  Route& one = found->second;
  ++one.by_status[status];
  ++one.buckets[static_cast<size_t>(bucket)];
  one.seconds += seconds;
  ++one.count;
}

void Figures::screened(uint64_t queries) {
  const std::lock_guard lock(mutex_);
  screened_ += queries;
  this_minute().screened += queries;
}

void Figures::hit(const Hit& hit) {
  const std::lock_guard lock(mutex_);
  ++hits_;
  ++this_minute().hits;
  for (const std::string& dataset : hit.datasets) ++by_dataset_[dataset];
  ++by_schema_[std::string(hit.schema)];
  for (const std::string& country : hit.countries) {
    if (country.size() == 2) ++by_country_[country];
  }
}

std::string Figures::prometheus(const net::Counts& counts, const Snapshot& snapshot) const {
  std::string text;
  const auto head = [&](std::string_view name, std::string_view kind, std::string_view help) {
    text += fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, kind, help);
  };
  const auto one = [&](std::string_view name, std::string_view kind, std::string_view help, uint64_t value) {
    head(name, kind, help);
    text += fmt::format("{} {}\n", name, value);
  };
  one("clew_connections_total", "counter", "Connections accepted.", counts.connections);
  one("clew_connections_open", "gauge", "Connections open now.", counts.open);
  one("clew_connections_put_out_total", "counter", "Connections closed to make room.", counts.refused);
  one("clew_timeouts_total", "counter", "Clients cut off because they were slow.", counts.timeouts);
  one("clew_malformed_total", "counter", "Requests that were no HTTP or over a limit.", counts.malformed);
  one("clew_streams_total", "counter", "Answers sent as streams.", counts.streams);
  one("clew_store_generation", "gauge", "Generation of the store that is served.",
      snapshot.store.manifest().generation);
  one("clew_store_swaps_total", "counter", "New generations put in place.", swaps_);
  one("clew_listed", "gauge", "Entities that customers are held against.", snapshot.list->size());
  const std::lock_guard lock(mutex_);
  one("clew_screened_total", "counter", "Queries held against the list.", screened_);
  one("clew_hits_total", "counter", "Candidates at or above the threshold.", hits_);
  head("clew_hits_by_dataset_total", "counter", "The same by dataset.");
  for (const auto& [name, count] : by_dataset_)
    text += fmt::format("clew_hits_by_dataset_total{{dataset=\"{}\"}} {}\n", name, count);
  head("clew_requests_total", "counter", "Requests answered, by route and status.");
  for (const auto& [route, figures] : routes_) {
    for (const auto& [status, count] : figures.by_status)
      text += fmt::format("clew_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", route, status, count);
  }
  head("clew_request_seconds", "histogram", "Time from the head of a request to the end of its answer.");
  for (const auto& [route, figures] : routes_) {
    uint64_t sum = 0;
    for (size_t i = 0; i < kSeconds.size(); ++i) {
      sum += figures.buckets[i];
      text +=
          fmt::format("clew_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n", route, kSeconds[i], sum);
    }
    text += fmt::format("clew_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n", route, figures.count);
    text += fmt::format("clew_request_seconds_sum{{route=\"{}\"}} {}\n", route, figures.seconds);
    text += fmt::format("clew_request_seconds_count{{route=\"{}\"}} {}\n", route, figures.count);
  }
  return text;
}

std::string Figures::json(const net::Counts& counts, const Snapshot& snapshot) const {
  base::JsonLine json;
  json.open();
  json.member("at", std::string_view(base::iso_time(base::now())));
  json.member("started_at", std::string_view(base::iso_time(started_)));
  json.member("generation", snapshot.store.manifest().generation);
  json.member("listed", static_cast<uint64_t>(snapshot.list->size()));
  json.member("connections", counts.open.load());
  json.member("requests", counts.requests.load());
  json.key("lists").open_list();
  for (const store::Dataset& dataset : snapshot.store.manifest().datasets) {
    json.open();
    json.member("dataset", std::string_view(dataset.name));
    json.member("published_on", std::string_view(dataset.versions.back().published_on));
    json.member("loaded_at", std::string_view(dataset.versions.back().loaded_at));
    json.close();
  }
  json.close_list();
  const std::lock_guard lock(mutex_);
  uint64_t count = 0;
  double seconds = 0;
  for (const auto& [route, figures] : routes_) {
    count += figures.count;
    seconds += figures.seconds;
  }
  json.member("milliseconds_mean", count == 0 ? 0.0 : seconds * 1000 / static_cast<double>(count));
  json.member("screened", screened_);
  json.member("hits", hits_);
  write_counts(json, "hits_by_dataset", by_dataset_);
  write_counts(json, "hits_by_schema", by_schema_);
  write_counts(json, "hits_by_country", by_country_, kTellFrom);
  json.key("minutes").open_list();
  for (const Minute& minute : minutes_) {
    json.open();
    json.member("minute", std::string_view(base::iso_time(
                              std::chrono::system_clock::time_point(std::chrono::minutes(minute.minute)))));
    json.member("screened", minute.screened);
    json.member("hits", minute.hits);
    json.close();
  }
  json.close_list();
  json.close();
  return std::string(json.text());
}

}  // namespace clew::serve
