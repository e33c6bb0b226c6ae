#include "ask/assets.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "ask/evaluate.h"

namespace clew::ask {
namespace {

constexpr std::array<std::string_view, 4> kStates = {"found", "frozen", "confiscated", "returned"};

int rank(std::string_view status) {
  const auto found = std::ranges::find(kStates, status);
  return found == kStates.end() ? -1 : static_cast<int>(found - kStates.begin());
}

class AssetReader {
 public:
  AssetReader(const Request& request, const RuleBook& book)
      : request_(request), facts_(facts_of(request, book)), book_(book) {}

  AssetRegister read() {
    for (const Doc& doc : request_.doc["property"].items) out_.assets.push_back(read(doc));
    add_up();
    return std::move(out_);
  }

 private:
  const Request& request_;
  const FactSet facts_;
  const RuleBook& book_;
  AssetRegister out_;

  void problem(const Doc& doc, std::string text) {
    out_.problems.push_back(problem_at(request_, doc, std::move(text)));
  }

  Asset read(const Doc& doc) {
    Asset asset;
    asset.what = doc["what"].words();
    asset.where = doc["where"].words();
    asset.currency = doc["currency"].words();
    asset.value_on = doc["value_on"].words();
    asset.status = doc["status"].empty() ? "found" : std::string(doc["status"].words());
    asset.since = doc["since"].words();
    asset.review_on = doc["review_on"].words();
    read_value(doc, asset);
    check(doc, asset);
    for (const Doc& claim : doc["claims"].items) asset.claims.push_back(read_claim(claim));
    const auto review = parse_date(asset.review_on);
    asset.review_due = review && request_.on && *review <= *request_.on;
    asset.next = next_step(asset);
    return asset;
  }

  void read_value(const Doc& doc, Asset& asset) {
    if (doc["value"].empty()) return;
    asset.hundredths = parse_money(doc["value"].words());
    if (!asset.hundredths)
      problem(doc["value"],
              fmt::format("\"{}\" is no amount; it is left out of the sums", doc["value"].words()));
    if (asset.currency.empty())
      problem(doc, fmt::format("{}: a value without a currency is left out of the sums", asset.what));
    if (!parse_date(asset.value_on))
      problem(doc, fmt::format("{}: a value is worth something on a day (value_on)", asset.what));
  }

  void check(const Doc& doc, Asset& asset) {
    if (rank(asset.status) < 0) {
      problem(
          doc["status"],
          fmt::format("\"{}\" is none of found, frozen, confiscated, returned; found is used", asset.status));
      asset.status = "found";
    }
    if (asset.status == "frozen" && !parse_date(asset.review_on)) {
      problem(doc, fmt::format("{}: a freezing has a day of review (review_on)", asset.what));
    }
  }

  static Claim read_claim(const Doc& doc) {
    const std::string_view faith = doc["in_good_faith"].words();
    return {std::string(doc["by"].words()), std::string(doc["says"].words()),
            faith == "true"    ? Truth::yes
            : faith == "false" ? Truth::no
                               : Truth::unknown,
            doc["answered"].words() == "true"};
  }

  Truth fact(std::string_view name) const {
    const auto* truth = std::get_if<bool>(&facts_.value(*book_.vocabulary.fact(name)));
    return truth ? truth_of(*truth) : Truth::unknown;
  }

  std::string next_step(const Asset& asset) const {
    const bool open = std::ranges::any_of(
        asset.claims, [](const Claim& claim) { return !claim.answered && claim.good_faith != Truth::no; });
    if (open) return "hear the claim of the third party first (55(9), 57(2))";
    if (asset.review_due)
      return "the day of review has come: hear the requesting state before anything is lifted (55(8))";
    if (asset.status == "found") return "an order or a request with a reasonable basis to freeze it (54(2))";
    if (asset.status == "frozen") return "a final order of confiscation, or facts for a domestic one (55(3))";
    return asset.status == "confiscated" ? return_step() : "nothing: returned";
  }

  // The steps of article 57, in its order.
  std::string return_step() const {
    if (fact("return.mandatory_embezzlement") == Truth::yes)
      return "return to the requesting state is due (57(3)(a))";
    if (fact("return.mandatory_ownership") == Truth::yes)
      return "return to the requesting state is due (57(3)(b))";
    const Truth open = either(fact("return.mandatory_embezzlement"), fact("return.mandatory_ownership"));
    if (open == Truth::unknown)
      return "find out: embezzled public funds? final judgment or waiver? prior ownership or damage "
             "recognised? (57(3)(a)-(b))";
    return "consider first the requesting state, prior owners, victims (57(3)(c)); an agreement for the case "
           "is possible (57(5))";
  }

  void add_up() {
    std::map<std::pair<int, std::string>, AssetTotal> totals;
    for (const Asset& asset : out_.assets) {
      if (!asset.hundredths || asset.currency.empty()) continue;
      AssetTotal& total = totals[{rank(asset.status), asset.currency}];
      total.status = asset.status;
      total.currency = asset.currency;
      total.hundredths += *asset.hundredths;
      ++total.count;
    }
    for (auto& [key, total] : totals) out_.totals.push_back(std::move(total));
  }
};

}  // namespace

std::optional<int64_t> parse_money(std::string_view text) {
  constexpr int64_t kMax = 100'000'000'000'000'000;  // 10^15 in hundredths; a thousand such still add up.
  int64_t value = 0;
  int decimals = -1;
  bool any = false;
  for (const char c : text) {
    if (c == ',' && decimals < 0 && any) continue;
    if (c == '.' && decimals < 0 && any) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || decimals == 2) return std::nullopt;
    value = value * 10 + (c - '0');
    any = true;
    if (decimals >= 0) ++decimals;
    if (value > kMax) return std::nullopt;
  }
  if (!any) return std::nullopt;
  for (int missing = decimals < 0 ? 2 : 2 - decimals; missing > 0; --missing) value *= 10;
  return value > kMax ? std::nullopt : std::optional(value);
}

std::string money(int64_t hundredths) {
  std::string whole = std::to_string(hundredths / 100);
  for (int at = static_cast<int>(whole.size()) - 3; at > 0; at -= 3)
    whole.insert(static_cast<size_t>(at), ",");
  return fmt::format("{}.{:02}", whole, hundredths % 100);
}

AssetRegister read_assets(const Request& request, const RuleBook& book) {
  return AssetReader(request, book).read();
}

}  // namespace clew::ask
