// Rule sets on ownership and control, as data (data/ownership_rules/rules.yaml): one network, many laws.
//
// A verdict is a finding on shares, for a lawyer to judge. It is proved when the least shares meet the rule;
// refuted only when even all that nobody knows, were it this person's, would not; else undetermined, and it
// says whether for the ranges or for what is undisclosed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "trace/control.h"
#include "trace/ownership.h"

namespace clew::trace {

enum class Way : uint8_t { whole_stake, multiplied, controlled_stake, control, controller_owned };

struct RuleReading {
  Way way = Way::multiplied;
  bool by_votes = false;
  Threshold threshold;
};

struct Rule {
  std::string name, title, version, in_force_from, in_force_until, source;
  bool is_checked = false;       // Somebody read the text for this entry.
  bool is_day_checked = true;    // And one that states since when it is in force.
  bool is_about_listed = false;  // It asks of those on a list; of others it says what would be.
  bool adds_listed = false;      // Stakes of all listed persons count together.
  bool is_apart = false;         // The readings are shown apart, as the text does not settle between them.
  std::vector<RuleReading> readings;
};

// All rules of a file; an error names file, line and what is wrong.
base::Result<std::vector<Rule>> read_rules(const std::string& path);
// Those of the data folder.
base::Result<std::vector<Rule>> shipped_rules();
// The one of this name, or all of them for "all"; an error lists the names.
base::Result<std::vector<Rule>> rules_named(std::string_view name);

// "an interest of at least 25 %, shares multiplied along each chain and added up".
std::string reading_text(const RuleReading& reading);

enum class Answer : uint8_t { refuted, undetermined, proved };
std::string_view to_string(Answer answer);

struct Verdict {
  Answer answer = Answer::refuted;
  bool by_range = false;  // Undetermined, and the ranges of known shares alone could meet it.
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct ReadingVerdict {
  RuleReading reading;
  Verdict verdict;
};

// Holds one structure against rules. Thread: one each.
class Judge {
 public:
  explicit Judge(const Structure& structure);

  // Of the company asked about, for the persons together.
  Verdict judge(const RuleReading& reading, std::span<const uint32_t> persons);
  std::vector<ReadingVerdict> judge(const Rule& rule, std::span<const uint32_t> persons);
  // Of all readings: met by any of them; where they are apart, undetermined unless they agree.
  static Verdict together(const Rule& rule, std::span<const ReadingVerdict> readings);

  // What the persons have of the company in all, and the most they could if the unknown were theirs.
  Bounds share(std::span<const uint32_t> persons, bool by_votes = false, uint32_t of = 0);
  Bounds share_with_undisclosed(std::span<const uint32_t> persons, bool by_votes = false, uint32_t of = 0);

 private:
  // Made once for each kind of control asked about.
  const Control& control(const ControlOptions& options);
  Verdict judge_control(const RuleReading& reading, std::span<const uint32_t> persons, bool otherwise);
  Verdict judge_stake(const RuleReading& reading, std::span<const uint32_t> persons);
  Verdict judge_multiplied(const RuleReading& reading, std::span<const uint32_t> persons);
  Verdict judge_controller_owned(const RuleReading& reading, std::span<const uint32_t> persons);

  const Structure& structure_;
  Ownership shares_, votes_;
  std::vector<std::pair<ControlOptions, std::unique_ptr<Control>>> controls_;
  std::vector<uint32_t> known_;
};

}  // namespace clew::trace
