#include "cli/terminal.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <thread>

#include "cli/capture.h"

namespace clew::cli {
namespace {

int width_of(UChar32 c) {
  if (c < 0x20 || c == 0x7f) return 0;
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR: return 0;
    default: break;
  }
  const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

// Control characters become blanks; marks that turn the direction of writing are dropped, so that text
// cannot be made to read as something else.
bool is_safe(UChar32 c) {
  return !(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069) && c != 0x200e && c != 0x200f &&
         c >= 0;
}

constexpr int kNarrowest = 8;

bool is_control(UChar32 c) { return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

// ICU's macro narrows inside itself.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
template <class OnCharacter>
void for_characters(std::string_view text, OnCharacter&& on_character) {
  const auto size = static_cast<int32_t>(std::min<size_t>(text.size(), 1 << 20));
  for (int32_t at = 0; at < size;) {
    const int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, size, c);
    if (!on_character(c, text.substr(static_cast<size_t>(begin), static_cast<size_t>(at - begin)))) return;
  }
}

#pragma GCC diagnostic pop

}  // namespace

int terminal_width() {
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 20)
    return std::atoi(columns);
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20) return size.ws_col;
  return 100;
}

int display_width(std::string_view text) {
  int width = 0;
  for_characters(text, [&](UChar32 c, std::string_view) {
    width += c < 0 ? 1 : width_of(c);
    return true;
  });
  return width;
}

std::string fit(std::string_view text, int width) {
  std::string clean;
  for_characters(text, [&](UChar32 c, std::string_view bytes) {
    if (c < 0) {
      clean += "\ufffd";
    } else if (is_control(c)) {
      if (!clean.empty() && clean.back() != ' ') clean += ' ';
    } else if (is_safe(c)) {
      clean += bytes;
    }
    return true;
  });
  if (display_width(clean) <= width) return clean;
  std::string cut;
  int used = 0;
  for_characters(clean, [&](UChar32 c, std::string_view bytes) {
    used += width_of(c);
    if (used > width - 1) return false;
    cut += bytes;
    return true;
  });
  return cut + "…";
}

Table::Table(std::vector<std::string> headings) : headings_(std::move(headings)) {
  for (std::string& heading : headings_) {
    right_.push_back(heading.starts_with('>'));
    if (right_.back()) heading.erase(0, 1);
    whole_.push_back(right_.back() || heading == "id");
  }
}

void Table::add(std::vector<std::string> cells) {
  cells.resize(headings_.size());
  rows_.push_back(std::move(cells));
}

void Table::print_whole() const {
  int total = static_cast<int>(headings_.size() - 1) * 2;
  for (size_t column = 0; column < headings_.size(); ++column) {
    int width = display_width(headings_[column]);
    for (const auto& row : rows_) width = std::max(width, display_width(row[column]));
    total += width;
  }
  if (total <= terminal_width()) return print();
  fmt::print("{}\n", headings_.front());
  for (const auto& row : rows_) {
    fmt::print("  {}\n", row.front());
    for (size_t column = 1; column < row.size(); ++column) {
      if (!row[column].empty()) fmt::print("    {}: {}\n", headings_[column], row[column]);
    }
  }
}

void Table::print() const {
  std::vector<int> widths;
  for (size_t column = 0; column < headings_.size(); ++column) {
    int width = display_width(headings_[column]);
    for (const auto& row : rows_) width = std::max(width, display_width(row[column]));
    widths.push_back(width);
  }
  const int gaps = static_cast<int>(headings_.size() - 1) * 2;
  const auto total = [&] {
    int sum = gaps;
    for (const int width : widths) sum += width;
    return sum;
  };
  // The widest columns of words give way; numbers and ids never do, a cut one is another one.
  while (total() > terminal_width()) {
    size_t widest = widths.size();
    for (size_t column = 0; column < widths.size(); ++column) {
      if (!whole_[column] && (widest == widths.size() || widths[column] > widths[widest])) widest = column;
    }
    if (widest == widths.size() || widths[widest] <= kNarrowest) break;
    widths[widest] -=
        std::max(1, std::min(widths[widest] - kNarrowest, (total() - terminal_width() + 1) / 2));
  }
  const auto print_row = [&](const std::vector<std::string>& cells) {
    std::string line;
    for (size_t column = 0; column < cells.size(); ++column) {
      const std::string cell = fit(cells[column], widths[column]);
      const std::string padding(static_cast<size_t>(std::max(0, widths[column] - display_width(cell))), ' ');
      line += right_[column] ? padding + cell : cell + padding;
      if (column + 1 < cells.size()) line += "  ";
    }
    while (line.ends_with(' ')) line.pop_back();
    fmt::print("{}\n", line);
  };
  print_row(headings_);
  for (const auto& row : rows_) print_row(row);
}

int report(const base::Error& error) {
  if (Capture* capture = current_capture()) {
    capture->error = error;
    return exit_code(error.kind);
  }
  std::fflush(stdout);
  fmt::print(stderr, "clew: {}\n", error.message);
  return exit_code(error.kind);
}

std::string with_commas(uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

std::string counted(uint64_t number, std::string_view one) {
  if (number == 1) return fmt::format("1 {}", one);
  if (one.ends_with("ty")) return fmt::format("{} {}ies", with_commas(number), one.substr(0, one.size() - 1));
  return fmt::format("{} {}s", with_commas(number), one);
}

std::string bytes_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double amount = static_cast<double>(bytes);
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (amount < 999.95) break;
    amount /= 1000;
    unit = next;
  }
  return fmt::format("{:.1f} {}", amount, unit);
}

struct ProgressLine::State {
  const base::Progress& progress;
  std::mutex mutex;
  std::condition_variable stop;
  bool stopped = false;
  std::thread thread;

  explicit State(const base::Progress& watched) : progress(watched) {}

  void draw(std::chrono::steady_clock::time_point stage_start) {
    const uint64_t done = progress.done, total = progress.total;
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - stage_start).count();
    if (total == 0) {  // Nobody knows how long it takes.
      if (*progress.stage.load() != '\0')
        fmt::print(stderr, "\r\x1b[K{} ({:.0f} s)", progress.stage.load(), seconds);
      std::fflush(stderr);
      return;
    }
    const double share = std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
    const double left = share > 0.01 ? seconds * (1 - share) / share : 0;
    const bool in_bytes = total > 100'000;
    const std::string rate =
        in_bytes && seconds > 0
            ? bytes_text(static_cast<uint64_t>(static_cast<double>(done) / seconds)) + "/s, "
            : "";
    fmt::print(stderr, "\r\x1b[K{} {:.0f} % ({}about {:.0f} s left)", progress.stage.load(), share * 100,
               rate, left);
    std::fflush(stderr);
  }

  void run() {
    const char* stage = "";
    auto stage_start = std::chrono::steady_clock::now();
    std::unique_lock lock(mutex);
    while (!stop.wait_for(lock, std::chrono::milliseconds(200), [&] { return stopped; })) {
      if (stage != progress.stage.load()) {
        stage = progress.stage.load();
        stage_start = std::chrono::steady_clock::now();
      }
      draw(stage_start);
    }
    fmt::print(stderr, "\r\x1b[K");
  }
};

ProgressLine::ProgressLine(const base::Progress& progress) : state_(std::make_unique<State>(progress)) {
  if (isatty(STDERR_FILENO) == 1) state_->thread = std::thread([this] { state_->run(); });
}

ProgressLine::~ProgressLine() {
  if (!state_->thread.joinable()) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopped = true;
  }
  state_->stop.notify_all();
  state_->thread.join();
}

}  // namespace clew::cli
