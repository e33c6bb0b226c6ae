#include "read/csv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "read/text.h"

namespace clew::read {
namespace {

constexpr size_t kHeadOfLongRow = 4096;

// The first `a` or `b` in [at, end), or end. Looks at 16 bytes at a time, also at those up to 15 behind
// `end`, which the window's padding makes readable.
const char* find_either(const char* at, const char* end, char a, char b) {
#if defined(__SSE2__)
  const __m128i wanted_a = _mm_set1_epi8(a);
  const __m128i wanted_b = _mm_set1_epi8(b);
  for (; at < end; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i hits = _mm_or_si128(_mm_cmpeq_epi8(bytes, wanted_a), _mm_cmpeq_epi8(bytes, wanted_b));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hits));
    if (mask != 0) return std::min(at + std::countr_zero(mask), end);
  }
  return end;
#else
  while (at < end && *at != a && *at != b) ++at;
  return at;
#endif
}

uint32_t capped(uint64_t length) {
  return static_cast<uint32_t>(std::min<uint64_t>(length, std::numeric_limits<uint32_t>::max()));
}

// Drops the quotes around a cell and one of each pair inside it, in place. What follows the closing quote
// is kept: "a""b"c is a"bc.
std::string_view unquote(char* cell, size_t size) {
  char* to = cell;
  bool inside = true;
  for (size_t i = 1; i < size; ++i) {
    if (inside && cell[i] == '"') {
      if (i + 1 < size && cell[i + 1] == '"') {
        *to++ = cell[++i];
      } else {
        inside = false;
      }
    } else {
      *to++ = cell[i];
    }
  }
  return {cell, static_cast<size_t>(to - cell)};
}

}  // namespace

CsvReader::CsvReader(Stream& stream, uint32_t part, CsvOptions options)
    : window_(stream), part_(part), options_(options) {
  options_.row_bytes_max = std::max(options_.row_bytes_max, kHeadOfLongRow);
}

base::Result<bool> CsvReader::next(CsvRow& row) {
  while (true) {
    const Found found = window_.size() == 0 && !window_.at_end() ? Found::need_more : scan_row();
    if (found == Found::row) {
      const bool empty = row_length_ == 0;
      if (empty && window_.size() == 0) return false;
      accept_row(row, row_length_ > options_.row_bytes_max);
      if (!empty) return true;
    } else if (found == Found::never_closed || window_.size() > options_.row_bytes_max) {
      CLEW_TRY(accept_damaged_row(row));
      return true;
    } else {
      CLEW_TRY(window_.more());
    }
  }
}

// Finds the end of the row at the front of the window and its cells, in one pass. The cells are valid only
// when a row was found.
CsvReader::Found CsvReader::scan_row() {
  const char* const begin = window_.data();
  const char* const end = begin + window_.size();
  const bool cut = !window_.at_end();
  cells_.clear();
  with_quotes_inside_.clear();
  row_lines_ = 1;
  const char* at = begin;
  while (true) {
    const char* const cell = at;
    bool plain = true;
    const char* closing = nullptr;
    if (at < end && *at == '"') {
      ++at;
      while (true) {
        at = find_either(at, end, '"', '\n');
        if (at == end) return cut ? Found::need_more : Found::never_closed;
        if (*at == '\n') {
          ++row_lines_;
          ++at;
        } else if (at + 1 < end && at[1] == '"') {
          plain = false;
          at += 2;
        } else {
          closing = at++;
          break;
        }
      }
      // The byte behind the quote decides whether it closes, so it must be there.
      if (at == end && cut) return Found::need_more;
    }
    at = find_either(at, end, options_.separator, '\n');
    if (at == end && cut) return Found::need_more;
    const bool last = at == end || *at == '\n';
    const char* cell_end = at;
    if (last && cell_end > cell && cell_end[-1] == '\r') --cell_end;
    if (closing == nullptr) {
      cells_.emplace_back(cell, static_cast<size_t>(cell_end - cell));
    } else if (plain && closing + 1 == cell_end) {
      cells_.emplace_back(cell + 1, static_cast<size_t>(closing - cell - 1));
    } else {
      with_quotes_inside_.push_back(static_cast<uint32_t>(cells_.size()));
      cells_.emplace_back(cell, static_cast<size_t>(cell_end - cell));
    }
    if (last) {
      row_length_ = static_cast<size_t>(cell_end - begin);
      row_next_ = static_cast<size_t>(at - begin) + (at == end ? 0 : 1);
      return Found::row;
    }
    ++at;
  }
}

void CsvReader::accept_row(CsvRow& row, bool damaged) {
  unquote_cells();
  row.cells = cells_;
  row.record = {part_, line_, window_.offset(), capped(row_length_)};
  row.damaged = damaged;
  line_ += row_lines_;
  window_.consume(row_next_);
}

// The cells are views of the window's own bytes, which nobody reads again.
void CsvReader::unquote_cells() {
  for (const uint32_t i : with_quotes_inside_) {
    char* cell = window_.data() + (cells_[i].data() - window_.data());
    cells_[i] = unquote(cell, cells_[i].size());
  }
}

// A quote never closed, or the row passes the bound: what stands up to the first line end is the row.
base::Result<void> CsvReader::accept_damaged_row(CsvRow& row) {
  const uint64_t offset = window_.offset();
  const auto* line_end = static_cast<const char*>(std::memchr(window_.data(), '\n', window_.size()));
  const size_t kept = line_end == nullptr ? std::min(window_.size(), kHeadOfLongRow)
                                          : static_cast<size_t>(line_end - window_.data());
  while (line_end == nullptr) {
    CLEW_TRY_ASSIGN(const bool more, window_.more_after(kept));
    if (!more) break;
    line_end = static_cast<const char*>(std::memchr(window_.data() + kept, '\n', window_.size() - kept));
  }
  split_without_quotes(window_.data(), kept);
  window_.consume(line_end == nullptr ? window_.size() : static_cast<size_t>(line_end + 1 - window_.data()));
  row.cells = cells_;
  row.record = {part_, line_++, offset, capped(window_.offset() - offset - (line_end == nullptr ? 0 : 1))};
  row.damaged = true;
  return {};
}

void CsvReader::split_without_quotes(const char* at, size_t size) {
  const char* const end = at + size;
  cells_.clear();
  while (true) {
    const char* const cell_end = find_either(at, end, options_.separator, '\n');
    cells_.emplace_back(at, static_cast<size_t>(cell_end - at));
    if (cell_end == end) return;
    at = cell_end + 1;
  }
}

CsvHeader::CsvHeader(std::span<const std::string_view> cells) {
  for (std::string_view cell : cells) {
    if (names_.empty() && cell.starts_with("\xEF\xBB\xBF")) cell.remove_prefix(3);
    names_.emplace_back(trim(cell));
  }
}

int CsvHeader::find(std::string_view name) const {
  for (size_t i = 0; i < names_.size(); ++i) {
    if (equal_ignoring_case(names_[i], name)) return static_cast<int>(i);
  }
  return -1;
}

std::vector<std::string> CsvHeader::duplicates() const {
  std::vector<std::string> twice;
  for (size_t i = 0; i < names_.size(); ++i) {
    if (find(names_[i]) != static_cast<int>(i)) twice.push_back(names_[i]);
  }
  return twice;
}

}  // namespace clew::read
