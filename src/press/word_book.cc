#include "press/word_book.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "base/data_dir.h"

namespace clew::press {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

constexpr std::string_view kUses[] = {"speech", "source", "status",       "deed",  "tie",   "not",  "open",
                                      "be",     "office", "organisation", "event", "place", "time", "small"};

std::optional<WordUse> use_named(std::string_view name) {
  const auto* const found = std::find(std::begin(kUses), std::end(kUses), name);
  if (found == std::end(kUses)) return std::nullopt;
  return static_cast<WordUse>(found - std::begin(kUses));
}

Side side_named(std::string_view name) {
  if (name == "after") return Side::after;
  if (name == "both") return Side::both;
  return name == "passive" ? Side::passive : Side::before;
}

}  // namespace

Result<std::shared_ptr<const WordBook>> WordBook::load(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    return fail(ErrorKind::not_found, fmt::format("cannot read {}; it belongs to the data folder", path));
  auto book = std::make_shared<WordBook>();
  std::string line;
  for (size_t number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    const size_t tab = line.find('\t');
    const size_t second = line.find('\t', tab + 1);
    const auto use = use_named(line.substr(0, tab));
    if (tab == std::string::npos || !use) {
      return fail(ErrorKind::format,
                  fmt::format("{}:{}: expected a kind and words parted by tabs", path, number));
    }
    Phrase phrase = {.use = *use, .meaning = {}, .side = Side::before, .words = 1};
    const std::string words = line.substr(tab + 1, second == std::string::npos ? second : second - tab - 1);
    if (second != std::string::npos) {
      const std::string meaning = line.substr(second + 1);
      const size_t blank = meaning.find(' ');
      phrase.meaning = meaning.substr(0, blank);
      if (blank != std::string::npos) phrase.side = side_named(meaning.substr(blank + 1));
    }
    phrase.words = static_cast<size_t>(std::count(words.begin(), words.end(), ' ')) + 1;
    book->longest_ = std::max(book->longest_, phrase.words);
    book->phrases_[words].push_back(phrase);
  }
  return book;
}

Result<std::shared_ptr<const WordBook>> WordBook::load() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("press/words.tsv"));
  return load(folder + "/press/words.tsv");
}

const Phrase* WordBook::find(std::string_view text, WordUse use) const {
  const auto found = phrases_.find(std::string(text));
  if (found == phrases_.end()) return nullptr;
  for (const Phrase& phrase : found->second) {
    if (phrase.use == use) return &phrase;
  }
  return nullptr;
}

}  // namespace clew::press
