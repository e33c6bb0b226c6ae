// Work for several threads whose results come out in the order of the input, in bounded memory.
//
//   next() ── 1 2 3 4 ──▶ work on any thread ── 2 1 4 3 ──▶ held until it is their turn ── 1 2 3 4 ──▶
//   deliver()
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace clew::base {

namespace detail {

// What the threads of in_order() share: items waiting, results waiting for their turn.
template <class In, class Out>
class Turnstile {
 public:
  explicit Turnstile(size_t in_flight_max) : results_(in_flight_max) {}

  // False when nobody wants more.
  bool put(In item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || put_ - delivered_ < results_.size(); });
    if (stopped_) return false;
    waiting_.emplace_back(put_++, std::move(item));
    changed_.notify_all();
    return true;
  }
  void end() { set(ended_); }
  void stop() { set(stopped_); }

  std::optional<std::pair<size_t, In>> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || ended_ || !waiting_.empty(); });
    if (stopped_ || waiting_.empty()) return std::nullopt;
    auto item = std::move(waiting_.front());
    waiting_.pop_front();
    return item;
  }

  void hand_in(size_t number, Out result) {
    const std::lock_guard lock(mutex_);
    results_[number % results_.size()] = std::move(result);
    changed_.notify_all();
  }

  std::optional<Out> next_result() {
    std::unique_lock lock(mutex_);
    std::optional<Out>& place = results_[delivered_ % results_.size()];
    changed_.wait(lock, [&] { return stopped_ || place || (ended_ && delivered_ == put_); });
    return stopped_ ? std::nullopt : std::exchange(place, std::nullopt);
  }

  void count_delivered() {
    const std::lock_guard lock(mutex_);
    ++delivered_;
    changed_.notify_all();
  }

 private:
  void set(bool& state) {
    const std::lock_guard lock(mutex_);
    state = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<size_t, In>> waiting_;
  std::vector<std::optional<Out>> results_;
  size_t put_ = 0, delivered_ = 0;
  bool ended_ = false, stopped_ = false;
};

}  // namespace detail

// next() gives a std::optional<In>, nothing at the end, and is called on this thread. work(In) gives the
// result and is called on `workers` threads. deliver(Out) is called on one further thread, in the order of
// next(), and gives false to stop. At most `in_flight_max` items are anywhere between. None of the three may
// throw. Worth its while from some ten microseconds of work an item; hand over several at once where it is
// less.
template <class In, class Out, class Next, class Work, class Deliver>
void in_order(size_t workers, size_t in_flight_max, Next&& next, Work&& work, Deliver&& deliver) {
  detail::Turnstile<In, Out> turnstile(in_flight_max);
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < workers; ++i) {
    threads.emplace_back([&] {
      while (auto item = turnstile.take()) turnstile.hand_in(item->first, work(std::move(item->second)));
    });
  }
  threads.emplace_back([&] {
    while (auto result = turnstile.next_result()) {
      if (!deliver(std::move(*result))) return turnstile.stop();
      turnstile.count_delivered();
    }
  });
  while (std::optional<In> item = next()) {
    if (!turnstile.put(std::move(*item))) break;
  }
  turnstile.end();
}

}  // namespace clew::base
