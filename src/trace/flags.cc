#include "trace/flags.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "graph/components.h"

namespace clew::trace {
namespace {

using graph::FactWord;
using graph::LinkClass;
using graph::LinkKind;
using graph::LinkNumber;
using graph::NodeKind;
using graph::NodeNumber;
using graph::Right;

constexpr NodeNumber kNobody = UINT32_MAX;
constexpr size_t kLinksMax = 5, kNodesMax = 8;

bool is_conclusion(const LinkClass& what) { return (what.flags & graph::kIsConclusion) != 0; }

// Whether the link carries shares from owner to owned, on its own account.
bool carries_shares(const LinkClass& what) {
  return !is_conclusion(what) && (what.right == Right::shares || what.right == Right::unstated ||
                                  (what.right == Right::nominee && what.kind == LinkKind::ownership));
}

bool leads_up(const LinkClass& what) {
  return carries_shares(what) ||
         (!is_conclusion(what) &&
          (what.right == Right::votes || what.right == Right::appointment || what.right == Right::influence ||
           what.right == Right::trust_role || what.right == Right::nominator));
}

int years_between(int32_t from, int32_t to) { return (to - from) / 10'000; }

bool is_day(int32_t day) { return day != graph::kNoStart && day != graph::kNoEnd && day > 0; }

// Keeps the heaviest, and counts all.
class Keeper {
 public:
  Keeper(FlagFound& found, const FlagOptions& options) : found_(found), options_(options) {}
  ~Keeper() { trim(options_.shown_max); }
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  // Whether it would be kept; counts it.
  bool wants(NodeNumber node, uint64_t weight) {
    if (options_.only_about != kNobody && node != options_.only_about) return false;
    ++found_.count;
    return found_.first.size() < options_.shown_max || weight > least_;
  }
  void keep(Raised raised) {
    found_.first.push_back(std::move(raised));
    if (found_.first.size() >= 4 * options_.shown_max + 16) trim(options_.shown_max);
  }

 private:
  void trim(size_t max) {
    auto& first = found_.first;
    std::stable_sort(first.begin(), first.end(),
                     [](const Raised& a, const Raised& b) { return a.weight > b.weight; });
    if (first.size() > max) first.resize(max);
    least_ = first.size() < max || first.empty() ? 0 : first.back().weight;
  }
  FlagFound& found_;
  const FlagOptions& options_;
  uint64_t least_ = 0;
};

class Finder {
 public:
  Finder(const graph::OwnershipGraph& graph, const graph::LinkView& view, const CompanyFacts& facts,
         const FlagData& data, const FlagOptions& options)
      : graph_(graph), columns_(graph.columns()), view_(view), facts_(facts), data_(data), options_(options) {
    for (const LinkClass& what : columns_.link_class) {
      holds_.push_back(graph_.holds(what, view_));
      shares_.push_back(holds_.back() && carries_shares(what));
      up_.push_back(holds_.back() && leads_up(what));
    }
    kinds_.reserve(graph_.node_count());
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) kinds_.push_back(graph_.kind(node));
  }

  std::vector<FlagFound> find() {
    std::vector<FlagFound> all;
    for (const FlagDefinition& flag : data_.flags) {
      const auto& kinds = options_.kinds;
      if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), flag.name) == kinds.end()) continue;
      FlagFound found{&flag, 0, "companies", 0, {}};
      look(flag, found);
      all.push_back(std::move(found));
    }
    return all;
  }

 private:
  void look(const FlagDefinition& flag, FlagFound& found) {
    if (flag.name == "loop") return find_loops(found);
    if (flag.name == "mass_address") return find_addresses(flag, found);
    if (flag.name == "nominee") return find_nominees(flag, found);
    if (flag.name == "no_human") return find_no_human(found);
    if (flag.name == "jurisdiction") return find_jurisdictions(found);
    if (flag.name == "dates") return find_dates(flag, found);
    if (flag.name == "threshold") return find_thresholds(flag, found);
    if (flag.name == "dormant") return find_dormant(flag, found);
    if (flag.name == "contradiction") return find_contradictions(found);
  }

  const LinkClass& class_of(LinkNumber link) const { return columns_.link_class[columns_.out_class[link]]; }
  bool is_company(NodeNumber node) const {
    return kinds_[node] == NodeKind::company || kinds_[node] == NodeKind::party ||
           kinds_[node] == NodeKind::trust || kinds_[node] == NodeKind::nomination;
  }

  bool is_owned(NodeNumber node) const {
    bool owned = false;
    each_in(node, shares_, [&](LinkNumber, NodeNumber) { owned = true; });
    return owned;
  }

  template <class Each>
  void each_in(NodeNumber node, const std::vector<bool>& wanted, const Each& each) const {
    for (uint32_t i = columns_.in_start[node]; i < columns_.in_start[node + 1]; ++i) {
      if (wanted[columns_.in_class[i]]) each(columns_.in_link[i], columns_.in_other[i]);
    }
  }

  // --- Loops --------------------------------------------------------------------------------------------

  void find_loops(FlagFound& found) {
    Keeper keeper(found, options_);
    const auto count = static_cast<NodeNumber>(graph_.node_count());
    for (NodeNumber node = 0; node < count; ++node) {
      if (is_owned(node)) ++found.asked_of;
    }
    graph::each_component(
        count,
        [&](NodeNumber node, uint32_t i) {
          const LinkNumber link = columns_.out_start[node] + i;
          if (link >= columns_.out_start[node + 1]) return graph::kNoMoreEdges;
          return shares_[columns_.out_class[link]] ? columns_.out_other[link] : node;
        },
        [&](std::span<const NodeNumber> members) {
          if (members.size() > 1 || holds_itself(members.front()))
            keep_loop(keeper, {members.begin(), members.end()});
        });
  }

  bool holds_itself(NodeNumber node) const {
    bool holds = false;
    each_in(node, shares_, [&](LinkNumber, NodeNumber owner) { holds = holds || owner == node; });
    return holds;
  }

  void keep_loop(Keeper& keeper, std::vector<NodeNumber> members) {
    std::sort(members.begin(), members.end());
    NodeNumber about = members.front();
    if (std::find(members.begin(), members.end(), options_.only_about) != members.end())
      about = options_.only_about;
    if (!keeper.wants(about, members.size())) return;
    Raised raised{.node = about, .weight = members.size(), .number = members.size()};
    for (const NodeNumber member : members) {
      each_in(member, shares_, [&](LinkNumber link, NodeNumber owner) {
        if (raised.links.size() < kLinksMax && std::binary_search(members.begin(), members.end(), owner))
          raised.links.push_back(link);
      });
    }
    members.resize(std::min(members.size(), kNodesMax));
    raised.nodes = std::move(members);
    keeper.keep(std::move(raised));
  }

  // --- Addresses ----------------------------------------------------------------------------------------

  void find_addresses(const FlagDefinition& flag, FlagFound& found) {
    found.asked_what = "addresses";
    Keeper keeper(found, options_);
    const auto least = static_cast<uint64_t>(flag.limit("least", 100));
    const auto& pairs = facts_.addresses();
    const uint64_t only = options_.only_about == kNobody ? 0 : graph_.key(options_.only_about);
    for (size_t begin = 0; begin < pairs.size();) {
      size_t end = begin + 1;
      while (end < pairs.size() && pairs[end].key == pairs[begin].key) ++end;
      ++found.asked_of;
      const bool concerns = only == 0 || std::any_of(pairs.begin() + begin, pairs.begin() + end,
                                                     [&](const auto& pair) { return pair.value == only; });
      if (end - begin >= least && concerns && keeper.wants(options_.only_about, end - begin)) {
        keeper.keep({.address = pairs[begin].key,
                     .company = only == 0 ? pairs[begin].value : only,
                     .weight = end - begin,
                     .number = end - begin,
                     .links = {},
                     .nodes = {}});
      }
      begin = end;
    }
  }

  // --- Parties with very many companies -----------------------------------------------------------------

  void find_nominees(const FlagDefinition& flag, FlagFound& found) {
    found.asked_what = "parties with a role";
    Keeper keeper(found, options_);
    const auto least = static_cast<size_t>(flag.limit("least", 100));
    std::vector<NodeNumber> companies;
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) {
      const uint32_t begin = columns_.out_start[node], end = columns_.out_start[node + 1];
      if (begin == end) continue;
      companies.clear();
      LinkNumber as_nominee = kNobody, any = kNobody;
      for (LinkNumber link = begin; link < end; ++link) {
        if (!holds_[columns_.out_class[link]]) continue;
        const LinkClass& what = class_of(link);
        const bool is_role = what.kind == LinkKind::directorship || leads_up(what);
        if (is_role || what.right == Right::nominee) companies.push_back(columns_.out_other[link]);
        if (is_role && any == kNobody) any = link;
        if (what.right == Right::nominee) as_nominee = link;
      }
      if (companies.empty()) continue;
      ++found.asked_of;
      std::sort(companies.begin(), companies.end());
      companies.erase(std::unique(companies.begin(), companies.end()), companies.end());
      const bool is_nominee = as_nominee != kNobody;
      if (companies.size() < least && !is_nominee) continue;
      if (!keeper.wants(node, companies.size())) continue;
      keeper.keep({.node = node,
                   .weight = companies.size(),
                   .number = companies.size(),
                   .links = {is_nominee ? as_nominee : any},
                   .nodes = {},
                   .what = static_cast<uint8_t>(is_nominee ? 1 : 0)});
    }
  }

  // --- No human being -----------------------------------------------------------------------------------

  // Nodes that a human being, a state, or somebody who may be one stands behind.
  std::vector<bool> with_humans(bool only_named) const {
    std::vector<bool> reached(graph_.node_count());
    std::vector<NodeNumber> waiting;
    const auto begin = [&](NodeNumber node) {
      if (reached[node]) return;
      reached[node] = true;
      waiting.push_back(node);
    };
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) {
      const bool is_known =
          kinds_[node] == NodeKind::person || (!only_named && kinds_[node] == NodeKind::state);
      if (is_known) begin(node);
    }
    // "LegalEntity": a source that does not say whether its officers are people.
    std::unordered_map<uint64_t, NodeNumber> numbers;
    for (const CompanyDay& day : facts_.days()) {
      if (day.kind != DayKind::nature_open || only_named) continue;
      if (numbers.empty()) {
        numbers.reserve(graph_.node_count());
        for (NodeNumber node = 0; node < graph_.node_count(); ++node) numbers.emplace(graph_.key(node), node);
      }
      if (const auto node = numbers.find(day.company); node != numbers.end()) begin(node->second);
    }
    while (!waiting.empty()) {
      const NodeNumber node = waiting.back();
      waiting.pop_back();
      for (LinkNumber link = columns_.out_start[node]; link < columns_.out_start[node + 1]; ++link) {
        if (up_[columns_.out_class[link]]) begin(columns_.out_other[link]);
      }
    }
    return reached;
  }

  void find_no_human(FlagFound& found) {
    found.asked_what = "companies with an owner on record";
    Keeper keeper(found, options_);
    const std::vector<bool> reached = with_humans(false);
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) {
      if (!is_company(node)) continue;
      LinkNumber first = kNobody;
      uint64_t owners = 0;
      each_in(node, up_, [&](LinkNumber link, NodeNumber) {
        if (first == kNobody) first = link;
        ++owners;
      });
      if (owners == 0) continue;
      ++found.asked_of;
      if (reached[node]) continue;
      // Those that own others matter more.
      const uint64_t below = columns_.out_start[node + 1] - columns_.out_start[node];
      if (!keeper.wants(node, below)) continue;
      keeper.keep({.node = node, .weight = below, .number = owners, .links = {first}});
    }
  }

  // --- Jurisdictions ------------------------------------------------------------------------------------

  // By the number of a node's class: which list, from 1; 0 for none.
  std::vector<uint8_t> listed_classes() const {
    std::vector<uint8_t> listed;
    for (const graph::NodeClass& what : columns_.node_classes) {
      std::string code = graph::code_text(what.country);
      for (char& c : code) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      uint8_t place = 0;
      for (size_t i = 0; i < data_.lists.size() && !code.empty(); ++i) {
        const auto& codes = data_.lists[i].codes;
        if (std::find(codes.begin(), codes.end(), code) != codes.end()) place = static_cast<uint8_t>(i + 1);
      }
      listed.push_back(place);
    }
    return listed;
  }

  void find_jurisdictions(FlagFound& found) {
    found.asked_what = "companies with an owner on record";
    Keeper keeper(found, options_);
    const std::vector<uint8_t> listed = listed_classes();
    const auto list_of = [&](NodeNumber node) -> uint8_t {
      const uint32_t place = columns_.node_class[node];
      if ((place & graph::kMany) == 0) return listed[place];
      return listed[columns_.node_many_class[columns_.node_many_start[place & ~graph::kMany]]];
    };
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) {
      if (!is_company(node)) continue;
      Raised raised{.node = node};
      uint64_t owners = 0;
      each_in(node, up_, [&](LinkNumber link, NodeNumber owner) {
        ++owners;
        // People are not companies of a place; where they live is no flag.
        const uint8_t place = is_company(owner) ? list_of(owner) : 0;
        if (place == 0) return;
        ++raised.number;
        raised.what = place;
        if (raised.links.size() < kLinksMax) raised.links.push_back(link);
        if (raised.nodes.size() < kNodesMax) raised.nodes.push_back(owner);
      });
      if (owners > 0) ++found.asked_of;
      raised.weight = raised.number;
      if (raised.number > 0 && keeper.wants(node, raised.weight)) keeper.keep(std::move(raised));
    }
  }

  // --- Dates --------------------------------------------------------------------------------------------

  enum DateQuestion : uint8_t { too_young, too_old, ends_first, in_future, wound_up_first };

  void find_dates(const FlagDefinition& flag, FlagFound& found) {
    found.asked_what = "links";
    Keeper keeper(found, options_);
    const int least = flag.limit("age_least", 2), most = flag.limit("age_most", 140);
    const int32_t latest = options_.newest == 0 ? INT32_MAX : options_.newest + 10'000;
    std::vector<uint8_t> odd_class(columns_.link_class.size(), UINT8_MAX);
    for (size_t i = 0; i < odd_class.size(); ++i) {
      const LinkClass& what = columns_.link_class[i];
      if (is_day(what.valid_from) && is_day(what.valid_until) && what.valid_until < what.valid_from)
        odd_class[i] = ends_first;
      else if (is_day(what.valid_from) && what.valid_from > latest)
        odd_class[i] = in_future;
    }
    // Dates that cannot be are asked of all links known, not only of those that hold on the day.
    std::vector<bool> known;
    for (const LinkClass& what : columns_.link_class)
      known.push_back(graph_.holds(what, {.day = 0, .datasets = view_.datasets, .left_out = {}}));
    for (NodeNumber node = 0; node < graph_.node_count(); ++node) {
      const int32_t born = kinds_[node] == NodeKind::person ? graph_.node(node).born : 0;
      for (LinkNumber link = columns_.out_start[node]; link < columns_.out_start[node + 1]; ++link) {
        const uint32_t what = columns_.out_class[link];
        if (!known[what]) continue;
        ++found.asked_of;
        uint8_t question = odd_class[what];
        const int32_t from = columns_.link_class[what].valid_from;
        const bool is_interest =
            columns_.link_class[what].kind == LinkKind::directorship || leads_up(columns_.link_class[what]);
        if (question == UINT8_MAX && born != 0 && is_day(from) && is_interest) {
          // Unknown months are read in favour of the age.
          const int age = years_between(born / 10'000 * 10'000, from / 10'000 * 10'000);
          if (age < least) question = too_young;
          if (age > most) question = too_old;
        }
        if (question == UINT8_MAX) continue;
        const NodeNumber about = columns_.out_other[link];
        if (options_.only_about == node || options_.only_about == about || options_.only_about == kNobody)
          keep_date(keeper, about, link, question, born);
      }
    }
    add_wound_up_first(keeper, found);
  }

  void keep_date(Keeper& keeper, NodeNumber about, LinkNumber link, uint8_t question, int32_t born) {
    const NodeNumber counted = options_.only_about == kNobody ? about : options_.only_about;
    if (!keeper.wants(counted, 1)) return;
    const LinkClass& what = class_of(link);
    keeper.keep({.node = about,
                 .weight = 1,
                 .links = {link},
                 .nodes = {},
                 .day = what.valid_from,
                 .other_day = question == ends_first ? what.valid_until : born,
                 .what = question});
  }

  void add_wound_up_first(Keeper& keeper, FlagFound& found) {
    each_company_days([&](NodeNumber node, int32_t founded, int32_t ended) {
      ++found.asked_of;
      // Each is the last day that it may mean.
      if (founded == 0 || ended == 0 || ended >= founded / 10'000 * 10'000) return;
      if (keeper.wants(node, 1))
        keeper.keep({.node = node,
                     .weight = 1,
                     .links = {},
                     .nodes = {},
                     .day = ended,
                     .other_day = founded,
                     .what = wound_up_first});
    });
  }

  // each(node, earliest founding, latest end) of companies of which either is known; 0 for unknown.
  template <class Each>
  void each_company_days(const Each& each) const {
    const auto& days = facts_.days();
    for (size_t begin = 0; begin < days.size();) {
      size_t end = begin;
      int32_t founded = 0, ended = 0;
      for (; end < days.size() && days[end].company == days[begin].company; ++end) {
        const CompanyDay& day = days[end];
        if (day.kind == DayKind::founded) founded = founded == 0 ? day.day : std::min(founded, day.day);
        if (day.kind == DayKind::ended) ended = std::max(ended, day.day);
      }
      if (founded != 0 || ended != 0) {
        if (const auto node = find(days[begin].company)) each(*node, founded, ended);
      }
      begin = end;
    }
  }

  std::optional<NodeNumber> find(uint64_t key) const {
    const auto key_of = [&](NodeNumber node) { return columns_.node_key[node]; };
    const auto at = std::ranges::lower_bound(columns_.node_by_key, key, {}, key_of);
    if (at == columns_.node_by_key.end() || key_of(*at) != key) return std::nullopt;
    return *at;
  }

  // --- Thresholds ---------------------------------------------------------------------------------------

  void find_thresholds(const FlagDefinition& flag, FlagFound& found) {
    found.asked_what = "links with an exact share";
    Keeper keeper(found, options_);
    const int points = flag.limit("points", 1);
    // By class: the threshold it stays just below; 0 for none.
    std::vector<uint8_t> hugs;
    std::vector<bool> exact;
    for (const LinkClass& what : columns_.link_class) {
      const graph::ShareRow& share = columns_.share[what.share];
      const bool is_exact = share.low == share.high && share.low_of == share.high_of && share.low > 0;
      exact.push_back(is_exact && graph_.holds(what, view_) &&
                      (what.right == Right::shares || what.right == Right::votes));
      uint8_t below = 0;
      for (const int threshold : {10, 25, 50}) {
        const base::Ratio value = base::ratio(share.low, share.low_of);
        if (value < base::ratio(threshold, 100) && value >= base::ratio(threshold - points, 100))
          below = static_cast<uint8_t>(threshold);
      }
      hugs.push_back(exact.back() ? below : 0);
    }
    for (LinkNumber link = 0; link < graph_.link_count(); ++link) {
      const uint32_t what = columns_.out_class[link];
      if (!exact[what]) continue;
      ++found.asked_of;
      if (hugs[what] == 0) continue;
      const NodeNumber about = columns_.out_other[link];
      const NodeNumber counted =
          options_.only_about == columns_.link_from[link] ? options_.only_about : about;
      // The nearer, the earlier.
      const graph::ShareRow& share = columns_.share[columns_.link_class[what].share];
      const uint64_t weight =
          1000 + static_cast<uint64_t>(share.low) * 100'000 / static_cast<uint64_t>(share.low_of) -
          1000u * hugs[what];
      if (keeper.wants(counted, weight))
        keeper.keep({.node = about, .weight = weight, .number = hugs[what], .links = {link}});
    }
  }

  // --- Dormant, then active -----------------------------------------------------------------------------

  enum DormantQuestion : uint8_t { old_before_first, active_after_end };

  void find_dormant(const FlagDefinition& flag, FlagFound& found) {
    found.asked_what = "companies with a founding or closing day on record";
    Keeper keeper(found, options_);
    const int years = flag.limit("years", 5);
    each_company_days([&](NodeNumber node, int32_t founded, int32_t ended) {
      ++found.asked_of;
      int32_t first = INT32_MAX, after = 0;
      LinkNumber first_link = kNobody, after_link = kNobody;
      for (uint32_t i = columns_.in_start[node]; i < columns_.in_start[node + 1]; ++i) {
        const LinkClass& what = columns_.link_class[columns_.in_class[i]];
        const bool is_role = what.kind == LinkKind::directorship || leads_up(what);
        if (!is_role || !graph_.holds(what, {.day = 0, .datasets = view_.datasets, .left_out = {}})) continue;
        // A role without a first day may have begun at once.
        const int32_t from = is_day(what.valid_from) ? what.valid_from : 0;
        if (from < first) first = from, first_link = columns_.in_link[i];
        if (from > after) after = from, after_link = columns_.in_link[i];
      }
      if (first == INT32_MAX) return;
      const int waited = founded == 0 || first == 0 ? 0 : years_between(founded, first);
      const bool is_old = waited >= years;
      const bool is_late = ended != 0 && after > ended;
      if (!is_old && !is_late) return;
      const auto weight = static_cast<uint64_t>(is_late ? 1000 + years_between(ended, after) : waited);
      if (!keeper.wants(node, weight)) return;
      keeper.keep({.node = node,
                   .weight = weight,
                   .number = static_cast<uint64_t>(is_late ? years_between(ended, after) : waited),
                   .links = {is_late ? after_link : first_link},
                   .nodes = {},
                   .day = is_late ? ended : founded,
                   .other_day = is_late ? after : first,
                   .what = is_late ? active_after_end : old_before_first});
    });
  }

  // --- Contradictions -----------------------------------------------------------------------------------

  void find_contradictions(FlagFound& found) {
    found.asked_what = "statements that something is not there";
    Keeper keeper(found, options_);
    const std::vector<bool> reached = with_humans(true);
    NodeNumber last = kNobody;
    for (const graph::NoteRow& row : graph_.fact_rows()) {
      if (!graph_.is_known(row.dataset, row.known_from, row.known_to)) continue;
      if (view_.day != 0 && (row.valid_from > view_.day || row.valid_until <= view_.day)) continue;
      ++found.asked_of;
      const bool says_none = row.reason == FactWord::no_beneficial_owners ||
                             row.reason == FactWord::subject_unable ||
                             row.kind == FactWord::no_beneficial_owners;
      if (!says_none || row.node == last || !reached[row.node]) continue;
      last = row.node;
      if (!keeper.wants(row.node, 1)) continue;
      Raised raised{.node = row.node, .weight = 1};
      raised.said = {.part = row.part, .line = row.line, .offset = row.offset, .length = 0};
      raised.has_said = true;
      each_in(row.node, up_, [&](LinkNumber link, NodeNumber owner) {
        if (reached[owner] && raised.links.size() < kLinksMax) raised.links.push_back(link);
      });
      keeper.keep(std::move(raised));
    }
  }

  const graph::OwnershipGraph& graph_;
  const graph::GraphColumns& columns_;
  const graph::LinkView& view_;
  const CompanyFacts& facts_;
  const FlagData& data_;
  const FlagOptions& options_;
  std::vector<bool> holds_, shares_, up_;  // By class of link.
  std::vector<NodeKind> kinds_;
};

std::string date_words(const Raised& raised, const FlagWords& words) {
  switch (raised.what) {
    case 0:
    case 1:
      // The day of birth is not said: it may be a child's.
      return fmt::format("a role from {}, of one who by the date of birth was {} years old then",
                         words.day(raised.day), years_between(raised.other_day, raised.day));
    case 2:
      return fmt::format("a link from {} that ended {}", words.day(raised.day), words.day(raised.other_day));
    case 3: return fmt::format("a link that begins {}, in the future", words.day(raised.day));
    default: return fmt::format("closed {}, founded {}", words.day(raised.day), words.day(raised.other_day));
  }
}

}  // namespace

std::vector<FlagFound> find_flags(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                  const CompanyFacts& facts, const FlagData& data,
                                  const FlagOptions& options) {
  return Finder(graph, view, facts, data, options).find();
}

std::string text_of(const FlagFound& flag, const Raised& raised, const graph::OwnershipGraph& graph,
                    const FlagData& data, const FlagWords& words) {
  const std::string& kind = flag.definition->name;
  const auto link = [&] { return graph.link(raised.links.front()); };
  if (kind == "loop") {
    return raised.number == 1 ? std::string("holds shares in itself")
                              : fmt::format("{} companies hold each other", raised.number);
  }
  if (kind == "mass_address") return fmt::format("{} companies give this address", raised.number);
  if (kind == "nominee") {
    return raised.what == 1 ? fmt::format("is named as a nominee; roles in {} compan{}", raised.number,
                                          raised.number == 1 ? "y" : "ies")
                            : fmt::format("shares, control or seats in {} companies", raised.number);
  }
  if (kind == "no_human")
    return fmt::format("{} owner{} on record, no person or state above them", raised.number,
                       raised.number == 1 ? "" : "s");
  if (kind == "jurisdiction") {
    const JurisdictionList& list = data.lists[raised.what - 1u];
    return fmt::format("{} owner{} registered in {}, on \"{}\" as of {}", raised.number,
                       raised.number == 1 ? "" : "s", graph.jurisdiction(raised.nodes.front()), list.title,
                       list.as_of);
  }
  if (kind == "dates") return date_words(raised, words);
  if (kind == "threshold")
    return fmt::format("{} holds {}, just below {} %", words.name(link().from), words.says(link()),
                       raised.number);
  if (kind == "dormant") {
    return raised.what == 1 ? fmt::format("closed or dormant {}, a role begins {}", words.day(raised.day),
                                          words.day(raised.other_day))
                            : fmt::format("founded {}, the first role known begins {}", words.day(raised.day),
                                          words.day(raised.other_day));
  }
  return std::string(
      "a person who is named stands above it, and a statement says that none is or can be named");
}

}  // namespace clew::trace
