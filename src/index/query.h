// One query against a name index, and what a thread remembers from one to the next. Of the index alone.
#pragma once

#include <array>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/name_index.h"

namespace clew::index {

// Listed parts that a word or run of a query is related to.
struct RelatedPart {
  uint32_t part;
  uint32_t weight;
  clean::Likeness likeness;
};
struct Related {
  std::vector<RelatedPart> parts;
  uint64_t postings = 0;  // Of all of them.
  uint32_t weight_max = 0;
};

// Which query parts a listed part could meet: a chain for each listed part that the query touches.
struct Link {
  uint8_t query_first, query_count;
  clean::Likeness likeness;
  uint32_t next;  // 0 ends the chain; else one more than the place of the next.
};

// Made once for each thread: marks are taken back after each query, memories kept from one to the next.
struct Board {
  uint64_t serial = 0;
  std::vector<uint32_t> first_link;  // By part: one more than the place in `links`.
  std::vector<uint32_t> linked;      // The parts to take back.
  std::vector<Link> links;
  std::vector<uint32_t> name_seen, part_seen, term_seen;  // The round in which each was met.
  uint32_t name_round = 0, part_round = 0, term_round = 0;
  std::unordered_map<uint64_t, Related> memory;
  size_t remembered = 0;                               // Parts in it.
  std::unordered_map<uint64_t, clean::Likeness> runs;  // Of this query.
  struct Extra {
    uint32_t name;
    Met met;
  };
  std::vector<Extra> extras;         // Listed runs and acronyms that this query meets, by name.
  std::deque<Related> runs_related;  // Of this query's runs, which are not remembered; the first `runs_used`.
  size_t runs_used = 0;
  std::vector<uint32_t> near;  // Parts that might be related to the word at hand.
  std::string content;
  std::vector<clean::FormView> forms;
  std::vector<std::string_view> classes;

  void start(const NameIndex& index, uint64_t index_serial);
  static uint32_t next_round(uint32_t& round, std::vector<uint32_t>& seen);
};

class Query {
 public:
  Query(const NameIndex& index, const clean::Name& query, const Need& need, Found& found);
  void run();

 private:
  // A list of names that a part of the query, or several read as one, could meet.
  struct List {
    const Related* related;
    uint32_t weight;
    bool is_whole;  // Every name on it is looked at.
  };
  // What is known before a list is walked, for one share: see walk_lists().
  struct Reach {
    double share;
    double value = 0;  // Of what may have met beside the list's own words.
  };

  const Related& related_to(const clean::Part& part);
  Related& next_run_related();
  void gather_near(const clean::Form& form);
  void gather_bones(const clean::Form& form);
  void gather_parts_of(uint32_t term);
  void gather(uint32_t part);
  void add(Related& related, uint32_t part, clean::Likeness likeness) const;
  clean::PartView view(uint32_t part);
  void link(const Related& related, size_t first, size_t count);

  void take_parts();
  void take_runs();
  bool is_as_long(const clean::Run& run, uint32_t part) const;
  void take_acronym();
  void take_listed_runs();
  void take_listed_acronyms();
  std::string acronym_of(uint32_t name) const;
  clean::Likeness run_likeness(const clean::Part& part, size_t query_part, uint32_t name, uint32_t first,
                               uint32_t count);

  void walk_lists();
  double value_of(const List& list, const RelatedPart& related, double share) const;
  double best_value(const List& list, double share) const;
  void walk(const List& list, const Reach& all, const Reach& tagged, double unmet, double listed);
  uint32_t weight_limit(double budget, double unmet, double listed) const;
  void look_at(uint32_t name);
  void add_met(const Met& met);
  void add_links(std::span<const uint32_t> parts);
  void add_initials(std::span<const uint32_t> parts);
  void add_extras(uint32_t name);
  bool can_reach(const NameRow& row, std::span<const uint32_t> parts) const;

  const NameIndex& index_;
  const clean::Name& query_;
  const Need& need_;
  Found& found_;
  Board& board_;
  std::array<uint32_t, clean::kPartsMax> weights_ = {};
  uint32_t soft_ = 0, initials_ = 0;  // Of the query, a bit for each part.
  double always_met_ = 0;             // Weight that soft parts, servants and initials could bring.
  double always_listed_ = 0;          // And what they could take away on the listed side.
  std::vector<List> lists_;
  size_t first_met_ = 0;
  uint32_t query_met_ = 0, listed_met_ = 0;
};

}  // namespace clew::index
