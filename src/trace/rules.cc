#include "trace/rules.h"

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>

#include "base/data_dir.h"

namespace clew::trace {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;

std::optional<Way> way_of(std::string_view word) {
  if (word == "whole_stake") return Way::whole_stake;
  if (word == "multiplied") return Way::multiplied;
  if (word == "controlled_stake") return Way::controlled_stake;
  if (word == "control") return Way::control;
  if (word == "controller_owned") return Way::controller_owned;
  return std::nullopt;
}

std::string place(const std::string& path, const YAML::Node& node) {
  return fmt::format("{}:{}", path, node.Mark().line + 1);
}

std::string word_at(const YAML::Node& node, const char* key) {
  const YAML::Node value = node[key];
  return value && value.IsScalar() ? value.as<std::string>() : std::string();
}

Result<RuleReading> read_reading(const std::string& path, const YAML::Node& node) {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorKind::format, fmt::format("{}: {}", place(path, node), what));
  };
  if (!node.IsMap()) return wrong("a reading is a map of by, of, share and at");
  RuleReading reading;
  const auto way = way_of(word_at(node, "by"));
  if (!way) return wrong(fmt::format("\"by: {}\" is no way to count that is known", word_at(node, "by")));
  const std::string of = word_at(node, "of"), at = word_at(node, "at");
  if (of != "shares" && of != "votes") return wrong("\"of\" is shares or votes");
  if (at != "or_more" && at != "above") return wrong("\"at\" is or_more or above");
  const auto share = clean::parse_share(word_at(node, "share"));
  if (!share || !share->is_exact()) return wrong("\"share\" is a percentage");
  return RuleReading{*way, of == "votes", {share->low, at == "or_more"}};
}

Result<Rule> read_rule(const std::string& path, const YAML::Node& node) {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorKind::format, fmt::format("{}: {}", place(path, node), what));
  };
  if (!node.IsMap()) return wrong("a rule is a map");
  Rule rule;
  rule.name = word_at(node, "rule");
  rule.title = word_at(node, "title");
  rule.version = word_at(node, "version");
  rule.source = word_at(node, "source");
  if (rule.name.empty() || rule.title.empty() || rule.version.empty() || rule.source.empty()) {
    return wrong("a rule has rule, title, version and source");
  }
  if (const YAML::Node force = node["in_force"]; force && force.IsMap()) {
    rule.in_force_from = word_at(force, "from");
    rule.in_force_until = word_at(force, "until");
    rule.is_day_checked = word_at(force, "checked") != "no";
  }
  if (rule.in_force_from.empty() && rule.in_force_until.empty())
    return wrong("it is not said when it is in force");
  rule.is_checked = word_at(node, "checked") == "yes" || word_at(node, "checked") == "true";
  rule.adds_listed = word_at(node, "group") == "listed";
  rule.is_about_listed = word_at(node, "about") == "listed";
  rule.is_apart = word_at(node, "apart") == "true";
  const YAML::Node readings = node["readings"];
  if (!readings || !readings.IsSequence() || readings.size() == 0) return wrong("it has no readings");
  for (const YAML::Node& item : readings) {
    CLEW_TRY_ASSIGN(const RuleReading reading, read_reading(path, item));
    rule.readings.push_back(reading);
  }
  return rule;
}

Verdict verdict_of(bool proved, bool by_range, bool with_undisclosed) {
  if (proved) return {Answer::proved, false};
  return {by_range || with_undisclosed ? Answer::undetermined : Answer::refuted, by_range};
}

}  // namespace

Result<std::vector<Rule>> read_rules(const std::string& path) {
  try {
    const YAML::Node file = YAML::LoadFile(path);
    const YAML::Node list = file["rules"];
    if (!list || !list.IsSequence())
      return fail(ErrorKind::format, fmt::format("{} has no list \"rules\"", path));
    std::vector<Rule> rules;
    for (const YAML::Node& node : list) {
      CLEW_TRY_ASSIGN(Rule rule, read_rule(path, node));
      rules.push_back(std::move(rule));
    }
    return rules;
  } catch (const YAML::BadFile&) {
    return fail(ErrorKind::not_found, fmt::format("cannot read the rules on ownership in {}", path));
  } catch (const YAML::Exception& error) {
    return fail(ErrorKind::format, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg));
  }
}

Result<std::vector<Rule>> shipped_rules() {
  CLEW_TRY_ASSIGN(const std::string folder, base::data_dir("ownership_rules/rules.yaml"));
  return read_rules(folder + "/ownership_rules/rules.yaml");
}

base::Result<std::vector<Rule>> rules_named(std::string_view name) {
  CLEW_TRY_ASSIGN(auto rules, shipped_rules());
  if (name == "all") return rules;
  std::string known;
  for (const Rule& rule : rules) {
    if (rule.name == name) return std::vector<Rule>{rule};
    known += " " + rule.name;
  }
  return base::fail(base::ErrorKind::usage, fmt::format("no rule {}; there are:{}, and all", name, known));
}

std::string reading_text(const RuleReading& reading) {
  const std::string percent = base::percent_text(reading.threshold.share);
  const std::string much = reading.threshold.is_included ? fmt::format("at least {}", percent)
                                                         : fmt::format("more than {}", percent);
  const std::string_view what = reading.by_votes ? "votes" : "shares";
  switch (reading.way) {
    case Way::whole_stake:
      return fmt::format("{} of the {}, whoever is owned so far passing on the whole stake", much, what);
    case Way::multiplied:
      return fmt::format("{} of the {}, multiplied along each chain and added up", much, what);
    case Way::controlled_stake:
      return fmt::format("{} of the {} held by the person and all that the person controls", much, what);
    case Way::control:
      return fmt::format("{} of the {} at each level, or control by other means", much, what);
    case Way::controller_owned:
      return fmt::format("{} of the {} of a company that controls this one", much, what);
  }
  return {};
}

std::string_view to_string(Answer answer) {
  switch (answer) {
    case Answer::proved: return "proved";
    case Answer::undetermined: return "undetermined";
    case Answer::refuted: return "refuted";
  }
  return "";
}

Judge::Judge(const Structure& structure)
    : structure_(structure),
      shares_(structure.shares),
      votes_(structure.votes),
      known_(structure.known_holders()) {}

const Control& Judge::control(const ControlOptions& options) {
  const auto at =
      std::ranges::find(controls_, options, &std::pair<ControlOptions, std::unique_ptr<Control>>::first);
  if (at != controls_.end()) return *at->second;
  controls_.emplace_back(options, std::make_unique<Control>(structure_, options));
  return *controls_.back().second;
}

Bounds Judge::share(std::span<const uint32_t> persons, bool by_votes, uint32_t of) {
  return (by_votes ? votes_ : shares_).share(persons, of);
}

// All shares together are one whole: the most is what the others do not have at the least.
Bounds Judge::share_with_undisclosed(std::span<const uint32_t> persons, bool by_votes, uint32_t of) {
  std::vector<uint32_t> others;
  for (const uint32_t part : known_) {
    if (std::find(persons.begin(), persons.end(), part) == persons.end()) others.push_back(part);
  }
  Bounds bounds = share(persons, by_votes, of);
  const Bounds theirs = others.empty() ? Bounds{} : share(others, by_votes, of);
  bounds.high = base::subtract(base::kWhole, theirs.low, base::Round::up);
  bounds.high_open = theirs.low_open;
  bounds.tight = bounds.tight && theirs.tight;
  return bounds;
}

Verdict Judge::judge(const RuleReading& reading, std::span<const uint32_t> persons) {
  switch (reading.way) {
    case Way::whole_stake: return judge_control(reading, persons, false);
    case Way::control: return judge_control(reading, persons, true);
    case Way::multiplied: return judge_multiplied(reading, persons);
    case Way::controlled_stake: return judge_stake(reading, persons);
    case Way::controller_owned: return judge_controller_owned(reading, persons);
  }
  return {};
}

Verdict Judge::judge_control(const RuleReading& reading, std::span<const uint32_t> persons, bool otherwise) {
  const Control& control = this->control({reading.threshold, reading.by_votes, otherwise});
  const auto holds = [&](Reading how) -> bool { return control.controlled_by(persons, how)[0]; };
  return verdict_of(holds(Reading::proved), holds(Reading::possible), holds(Reading::if_undisclosed));
}

// Who is controlled: by a majority of votes at each level, or otherwise. Then what they hold together.
Verdict Judge::judge_stake(const RuleReading& reading, std::span<const uint32_t> persons) {
  const Control& control = this->control({.threshold = {}, .by_votes = true, .otherwise = true});
  const Control& stakes = this->control({.threshold = {}, .by_votes = reading.by_votes, .otherwise = true});
  const auto without_company = [&](Reading how) {
    std::vector<bool> members = control.controlled_by(persons, how);
    members[0] = false;
    return members;
  };
  const Bounds least = stakes.held_together(0, without_company(Reading::proved));
  const Bounds most = stakes.held_together(0, without_company(Reading::possible));
  const Bounds dark = stakes.held_with_undisclosed(0, without_company(Reading::if_undisclosed));
  const bool faulty = shares_.fault(0) != Fault::none;
  return verdict_of(!faulty && reaches(least.low, least.low_open, reading.threshold),
                    !faulty && may_reach(most.high, most.high_open, reading.threshold),
                    may_reach(dark.high, dark.high_open, reading.threshold));
}

Verdict Judge::judge_multiplied(const RuleReading& reading, std::span<const uint32_t> persons) {
  const Bounds held = share(persons, reading.by_votes),
               dark = share_with_undisclosed(persons, reading.by_votes);
  return verdict_of(reaches(held.low, held.low_open, reading.threshold),
                    may_reach(held.high, held.high_open, reading.threshold),
                    may_reach(dark.high, dark.high_open, reading.threshold));
}

// A part controls the company, and the persons have a share of that part.
Verdict Judge::judge_controller_owned(const RuleReading& reading, std::span<const uint32_t> persons) {
  const Control& control = this->control({.threshold = {}, .by_votes = true, .otherwise = true});
  Verdict best;
  for (uint32_t part = 1; part < structure_.parts.size() && best.answer != Answer::proved; ++part) {
    if (structure_.shares[part].holder != Holder::passes) continue;
    const uint32_t controller[] = {part};
    if (!control.controlled_by(controller, Reading::if_undisclosed)[0]) continue;
    const bool proved = control.controlled_by(controller, Reading::proved)[0];
    const bool possible = control.controlled_by(controller, Reading::possible)[0];
    const Bounds held = share(persons, reading.by_votes, part),
                 dark = share_with_undisclosed(persons, reading.by_votes, part);
    const Verdict verdict = verdict_of(proved && reaches(held.low, held.low_open, reading.threshold),
                                       possible && may_reach(held.high, held.high_open, reading.threshold),
                                       may_reach(dark.high, dark.high_open, reading.threshold));
    if (verdict.answer > best.answer || (verdict.answer == best.answer && verdict.by_range)) best = verdict;
  }
  return best;
}

std::vector<ReadingVerdict> Judge::judge(const Rule& rule, std::span<const uint32_t> persons) {
  std::vector<ReadingVerdict> verdicts;
  for (const RuleReading& reading : rule.readings) verdicts.push_back({reading, judge(reading, persons)});
  return verdicts;
}

Verdict Judge::together(const Rule& rule, std::span<const ReadingVerdict> readings) {
  Verdict result = readings.front().verdict;
  for (const ReadingVerdict& reading : readings) {
    const Verdict& verdict = reading.verdict;
    if (rule.is_apart) {
      if (verdict.answer != result.answer) return {Answer::undetermined, false};
      result.by_range = result.by_range || verdict.by_range;
    } else if (verdict.answer > result.answer || (verdict.answer == result.answer && verdict.by_range)) {
      result = verdict;
    }
  }
  return result;
}

}  // namespace clew::trace
