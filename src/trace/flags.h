// Flags: patterns over all companies of a graph that are worth a second look.
//
//   loop  mass_address  nominee  no_human  jurisdiction  dates  threshold  dormant  contradiction
//
// Each is asked of every node or link in one pass over the graph's columns; of each the count is whole and
// the first few, by weight, are kept with what they rest on. What a flag means, how common it is and its
// innocent reading are data (flag_data.h). A flag is a question and no finding on anybody; names are not
// looked at. Cost: linear; some hundred nanoseconds a link for all flags together.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "graph/ownership_graph.h"
#include "graph/reading.h"
#include "trace/company_facts.h"
#include "trace/flag_data.h"

namespace clew::trace {

// How parties and days may be shown, by whoever asks.
struct FlagWords {
  std::function<std::string(graph::NodeNumber)> name;
  std::function<std::string(int32_t)> day;
  std::function<std::string(const graph::Link&)> says;
};

struct Raised {
  graph::NodeNumber node = UINT32_MAX;        // UINT32_MAX for an address.
  uint64_t address = 0, company = 0;          // Of an address: its hash, and the key of one company there.
  uint64_t weight = 0;                        // The more, the earlier it is shown.
  uint64_t number = 0;                        // What was counted or measured; see text_of().
  std::vector<graph::LinkNumber> links = {};  // What it rests on, at most five.
  std::vector<graph::NodeNumber> nodes = {};  // Others it concerns: the members of a loop, at most eight.
  model::Record said = {};                    // Where a statement about the node alone stands.
  bool has_said = false;
  int32_t day = 0, other_day = 0;
  uint8_t what = 0;  // Which of the questions of the flag.
};

struct FlagFound {
  const FlagDefinition* definition = nullptr;
  uint64_t asked_of = 0;  // Companies, addresses, parties or links.
  std::string asked_what;
  uint64_t count = 0;
  std::vector<Raised> first;
};

struct FlagOptions {
  std::vector<std::string> kinds;             // Empty: all.
  size_t shown_max = 10;                      // Of each flag.
  graph::NodeNumber only_about = UINT32_MAX;  // One party; UINT32_MAX: all.
  int32_t newest = 0;                         // Day of the newest publication.
};

// `data` must outlive what comes back.
std::vector<FlagFound> find_flags(const graph::OwnershipGraph& graph, const graph::LinkView& view,
                                  const CompanyFacts& facts, const FlagData& data,
                                  const FlagOptions& options);

// "A holds shares in, or directs, 282 companies", with its numbers.
std::string text_of(const FlagFound& flag, const Raised& raised, const graph::OwnershipGraph& graph,
                    const FlagData& data, const FlagWords& words);

}  // namespace clew::trace
