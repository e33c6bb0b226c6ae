// The asset register of a request: what, where, worth how much on which day, and how far it has come.
//
//   found -> frozen -> confiscated -> returned          (UNCAC 54, 55, 57)
//
// Values are exact decimals in hundredths of a currency; they are added per currency and state, never
// across currencies. What cannot be read is said as a Problem and left out of the sums, not guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ask/request.h"

namespace clew::ask {

struct Claim {
  std::string by, says;
  Truth good_faith = Truth::unknown;
  bool answered = false;
};

struct Asset {
  std::string what, where, currency, value_on;
  std::optional<int64_t> hundredths;
  std::string status;  // found, frozen, confiscated, returned
  std::string since, review_on;
  std::vector<Claim> claims;
  std::string next;  // The step that comes next, in words.
  bool review_due = false;
};

struct AssetTotal {
  std::string status, currency;
  int64_t hundredths = 0;
  size_t count = 0;
};

struct AssetRegister {
  std::vector<Asset> assets;
  std::vector<AssetTotal> totals;  // In the order of the states, then of currencies.
  std::vector<Problem> problems;
};

AssetRegister read_assets(const Request& request, const RuleBook& book);

// "2,350,000.00".
std::string money(int64_t hundredths);
// "2350000", "2350000.5", "2,350,000.00": at most two decimals, no sign, at most 10^15.
std::optional<int64_t> parse_money(std::string_view text);

}  // namespace clew::ask
