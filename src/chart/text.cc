#include "chart/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace clew::chart {
namespace {

// U+0020 to U+007E of DejaVu Sans and DejaVu Sans Bold.
constexpr std::array<uint16_t, 95> kPlain = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};
constexpr std::array<uint16_t, 95> kBold = {
    348, 456,  521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415,  380, 365, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830,  683,
    683, 821,  837, 372, 372, 775,  637, 995, 837, 850, 733, 850, 770, 720,  682, 812, 774, 1103, 771,
    724, 725,  457, 365, 457, 838,  500, 500, 675, 716, 593, 716, 678, 435,  716, 712, 343, 343,  665,
    343, 1042, 712, 687, 716, 716,  493, 595, 478, 712, 652, 924, 645, 652,  582, 712, 365, 712,  838};

struct Range {
  char32_t first, last;
};

template <size_t N>
bool lies_in(char32_t code, const std::array<Range, N>& ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return code >= range.first && code <= range.last; });
}

bool is_mark(char32_t code) {
  constexpr auto kMarks = std::to_array<Range>({{0x300, 0x36F},
                                                {0x483, 0x489},
                                                {0x591, 0x5BD},
                                                {0x610, 0x61A},
                                                {0x64B, 0x65F},
                                                {0x6D6, 0x6ED},
                                                {0x93C, 0x93C},
                                                {0x941, 0x94D},
                                                {0xE31, 0xE31},
                                                {0xE34, 0xE3A},
                                                {0xE47, 0xE4E},
                                                {0x1AB0, 0x1AFF},
                                                {0x1DC0, 0x1DFF},
                                                {0x20D0, 0x20FF},
                                                {0xFE00, 0xFE0F},
                                                {0xFE20, 0xFE2F}});
  return lies_in(code, kMarks);
}

// What is not drawn, reorders what stands beside it, or is no character at all.
bool is_dropped(char32_t code) {
  constexpr auto kDropped = std::to_array<Range>({{0x0, 0x8},
                                                  {0xE, 0x1F},
                                                  {0x7F, 0x84},
                                                  {0x86, 0x9F},
                                                  {0xAD, 0xAD},
                                                  {0x61C, 0x61C},
                                                  {0x200B, 0x200B},
                                                  {0x200E, 0x200F},
                                                  {0x202A, 0x202E},
                                                  {0x2060, 0x206F},
                                                  {0xFDD0, 0xFDEF},
                                                  {0xFEFF, 0xFEFF},
                                                  {0xFFF9, 0xFFFB},
                                                  {0xE0000, 0xE0FFF}});
  return lies_in(code, kDropped) || (code & 0xFFFE) == 0xFFFE;
}

bool is_space(char32_t code) {
  return code == ' ' || (code >= 0x9 && code <= 0xD) || code == 0x85 || code == 0xA0 ||
         (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 || code == 0x3000;
}

bool is_wide(char32_t code) {
  constexpr auto kWide = std::to_array<Range>({{0x1100, 0x115F},
                                               {0x2E80, 0xA4CF},
                                               {0xAC00, 0xD7A3},
                                               {0xF900, 0xFAFF},
                                               {0xFE30, 0xFE6F},
                                               {0xFF00, 0xFF60},
                                               {0x20000, 0x3FFFD}});
  return lies_in(code, kWide);
}

bool is_right_to_left(char32_t code) {
  constexpr auto kRanges =
      std::to_array<Range>({{0x590, 0x8FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}});
  return lies_in(code, kRanges);
}

int letter_width(char32_t code, bool bold) {
  if (code >= 0x20 && code < 0x7F) return bold ? kBold[code - 0x20] : kPlain[code - 0x20];
  if (is_mark(code) || code == 0x200C || code == 0x200D) return 0;
  if (is_wide(code)) return 1000;
  if (code >= 0x1F000) return 1300;
  if (code == 0xB7 || code == 0x2019 || code == 0x2018) return bold ? 380 : 318;
  if (code == 0x2013) return 500;
  const bool is_capital = (code >= 0x410 && code < 0x430) || (code >= 0x391 && code < 0x3AA) ||
                          (code >= 0xC0 && code < 0xDF) || (code >= 0x400 && code < 0x410);
  if (is_capital) return bold ? 880 : 780;
  const bool is_plain =
      (code >= 0xDF && code < 0x250) || (code >= 0x5D0 && code < 0x700) || (code >= 0x3AC && code < 0x3D0);
  if (is_plain) return bold ? 720 : 650;
  if (code >= 0x430 && code < 0x530) return bold ? 780 : 690;
  return bold ? 900 : 850;
}

template <class Each>
void each_letter(std::string_view text, const Each& each) {
  for (size_t at = 0; at < text.size();) {
    const base::Character letter = base::first_character(text.substr(at));
    each(letter.code, at, letter.size);
    at += letter.size;
  }
}

// How many bytes of `text` fit into `width`, in thousandths; marks stay with their letter.
size_t bytes_that_fit(std::string_view text, int64_t width, bool bold) {
  int64_t used = 0;
  size_t fits = 0;
  bool full = false;
  each_letter(text, [&](char32_t code, size_t at, size_t length) {
    used += letter_width(code, bold);
    full = full || used > width;
    if (!full) fits = at + length;
  });
  return fits;
}

std::string without_end_space(std::string_view text) {
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

}  // namespace

std::string cleaned(std::string_view text) {
  constexpr int kMarksMax = 3;
  std::string clean;
  int marks = 0;
  bool gap = false;
  each_letter(text, [&](char32_t code, size_t, size_t) {
    if (is_space(code)) {
      gap = !clean.empty();
      return;
    }
    if (is_dropped(code)) return;
    marks = is_mark(code) ? marks + 1 : 0;
    if (marks > kMarksMax) return;
    if (gap) clean.push_back(' ');
    gap = false;
    base::append_utf8(clean, code);
  });
  return clean;
}

int width_of(std::string_view text, bool bold) {
  int64_t width = 0;
  each_letter(text, [&](char32_t code, size_t, size_t) { width += letter_width(code, bold); });
  return static_cast<int>(std::min<int64_t>(width, 1'000'000'000));
}

int pixels(std::string_view text, int size, bool bold) {
  return static_cast<int>((static_cast<int64_t>(width_of(text, bold)) * size + 999) / 1000);
}

std::string cut(std::string_view text, int width, int size, bool bold) {
  if (pixels(text, size, bold) <= width) return std::string(text);
  const int64_t room = static_cast<int64_t>(width) * 1000 / size - 1000;
  return without_end_space(text.substr(0, bytes_that_fit(text, room, bold))) + "…";
}

std::vector<std::string> wrapped(std::string_view text, int width, int size, bool bold, size_t lines_max) {
  std::vector<std::string> lines;
  const int64_t room = static_cast<int64_t>(width) * 1000 / size;
  while (!text.empty()) {
    if (pixels(text, size, bold) <= width || lines.size() + 1 == lines_max) {
      lines.push_back(cut(text, width, size, bold));
      break;
    }
    size_t end = std::max(bytes_that_fit(text, room, bold), base::first_character(text).size);
    const size_t space = text.rfind(' ', end);
    if (space != text.npos && space > 0) end = space;
    lines.push_back(without_end_space(text.substr(0, end)));
    text.remove_prefix(end);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  }
  return lines;
}

bool has_right_to_left(std::string_view text) {
  bool found = false;
  each_letter(text, [&](char32_t code, size_t, size_t) { found = found || is_right_to_left(code); });
  return found;
}

std::string isolated(std::string_view text) {
  constexpr std::string_view kBegin = "\u2068", kEnd = "\u2069";
  if (!has_right_to_left(text)) return std::string(text);
  return std::string(kBegin) + std::string(text) + std::string(kEnd);
}

}  // namespace clew::chart
