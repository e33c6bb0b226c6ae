// The sheet as paragraphs, and for a terminal.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "ask/sheet.h"
#include "ask/sheet_blocks.h"
#include "ask/sheet_order.h"
#include "ask/text.h"

namespace clew::ask {
namespace {

class Blocks {
 public:
  Blocks(const Sheet& sheet, bool all_rules) : sheet_(sheet), all_rules_(all_rules) {}

  std::vector<Block> all() {
    head();
    write_sections(sheet_, *this);
    foot();
    return std::move(out_);
  }

 private:
  friend void ask::write_sections<>(const Sheet&, Blocks&);
  const Sheet& sheet_;
  const bool all_rules_;
  std::vector<Block> out_;

  void gap() { out_.push_back({Block::Kind::gap, "", ""}); }
  void heading(std::string_view text) { out_.push_back({Block::Kind::heading, "", std::string(text)}); }
  void wrapped(std::string_view lead, std::string_view text) {
    out_.push_back({Block::Kind::paragraph, std::string(lead), std::string(text)});
  }

  void head() {
    out_.push_back({Block::Kind::title, "", sheet_.title});
    wrapped("", fmt::format("{}, {} asks {}, looked at as the {}, on {}", sheet_.type, sheet_.requesting,
                            sheet_.requested, sheet_.side, sheet_.on));
    wrapped("", fmt::format("{} sheet", sheet_.view == View::internal ? "INTERNAL" : "OUTGOING"));
    gap();
    wrapped("", sheet_.verdict);
    wrapped("", fmt::format("Legal basis {}.", sheet_.basis));
  }

  void list(std::string_view title, const std::vector<SheetObstacle>& items, std::string_view next) {
    if (items.empty()) return;
    heading(title);
    size_t number = 0;
    for (const SheetObstacle& each : items) {
      const std::string where = place(each);
      wrapped(fmt::format("{:2}. ", ++number), each.says + where);
      for (const std::string& question : each.ask) wrapped("      ask ", question);
      if (!each.do_next.empty()) wrapped(fmt::format("      {}", next), each.do_next);
    }
  }

  static std::string place(const SheetObstacle& each) {
    if (each.rule.empty()) return "";
    return each.article.empty() ? fmt::format(" ({})", each.rule)
                                : fmt::format(" ({}, {})", each.rule, each.article);
  }

  void assets(std::string_view title) {
    if (sheet_.assets.assets.empty()) return;
    heading(title);
    for (const Asset& each : sheet_.assets.assets) {
      wrapped("  - ",
              fmt::format("{}, {}: {}{}{}", each.what, each.where.empty() ? "place not known" : each.where,
                          each.status, each.since.empty() ? "" : " since " + each.since,
                          each.hundredths ? fmt::format(", {} {} on {}", money(*each.hundredths),
                                                        each.currency, each.value_on)
                                          : ", value not known"));
      for (const Claim& claim : each.claims) {
        wrapped("      claim: ",
                fmt::format("{}: {} (in good faith: {}, {})", claim.by, claim.says,
                            to_string(claim.good_faith), claim.answered ? "answered" : "not answered"));
      }
      if (!each.review_on.empty())
        wrapped("      review: ", each.review_on + (each.review_due ? " (due)" : ""));
      wrapped("      next: ", each.next);
    }
    for (const AssetTotal& each : sheet_.assets.totals) {
      wrapped("  = ",
              fmt::format("{} {}: {} {}", each.count, each.status, money(each.hundredths), each.currency));
    }
  }

  void rights(std::string_view title, std::string_view waits) {
    if (sheet_.rights.empty()) return;
    heading(title);
    wrapped("", waits);
    size_t number = 0;
    for (const SheetObstacle& each : sheet_.rights) {
      wrapped(fmt::format("{:2}. ", ++number), fmt::format("{}{}: {}", each.says, place(each), each.do_next));
      for (const std::string& question : each.ask) wrapped("      ", question);
    }
  }

  void strings(std::string_view title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    heading(title);
    for (const std::string& each : items) wrapped("  - ", each);
  }

  void elements(std::string_view title) {
    if (sheet_.elements.empty()) return;
    heading(title);
    std::string offence;
    for (const SheetElement& each : sheet_.elements) {
      if (each.offence != offence) wrapped("  ", each.offence);
      offence = each.offence;
      std::string text = fmt::format("{}: {}", each.element, each.state);
      if (!each.statements.empty()) text += fmt::format(" {}", fmt::join(each.statements, ", "));
      wrapped("    - ", text);
      if (!each.ask_for.empty()) wrapped("        ask for: ", each.ask_for);
    }
  }

  void timers(std::string_view title) {
    if (sheet_.timers.empty()) return;
    heading(title);
    for (const SheetTimer& each : sheet_.timers) {
      const bool past = each.due < sheet_.on && sheet_.on != "not said";
      wrapped(fmt::format("  {}{} ", each.due, past ? " (past)" : ""),
              fmt::format("{} ({})", each.says, each.rule));
    }
  }

  void assurances(std::string_view title) {
    if (sheet_.assurances.empty()) return;
    heading(title);
    for (const SheetAssurance& each : sheet_.assurances) {
      wrapped("  - ", fmt::format("{} by {} of {}, monitoring: {}, expiry: {}; {}", each.kind, each.author,
                                  each.date, each.monitoring.empty() ? "none" : each.monitoring,
                                  each.expiry.empty() ? "none" : each.expiry, each.state));
    }
  }

  void superseded(std::string_view title) {
    if (sheet_.superseded.empty()) return;
    heading(fmt::format("{}: {}", title, sheet_.superseded.size()));
    for (const SheetSuperseded& each : sheet_.superseded) {
      wrapped("  - ",
              fmt::format("{}: {} by {} on {}, because {}; now {}", each.fact, each.value, each.by, each.at,
                          each.reason.empty() ? "(no reason: does not count)" : each.reason, each.now));
    }
  }

  static bool quiet(const SheetRule& rule) { return rule.state == "clear" || rule.state == "not_applicable"; }

  void rules(std::string_view title) {
    heading(fmt::format("{}: {}", title, sheet_.rules_applied));
    size_t clear = 0;
    for (const SheetRule& rule : sheet_.rules) {
      if (rule.state == "not_applicable") continue;
      clear += rule.state == "clear";
      if (quiet(rule) && !all_rules_) continue;
      rule_lines(rule);
    }
    if (clear > 0 && !all_rules_) wrapped("  ", fmt::format("... and {} clear (--all shows them)", clear));
  }

  void rule_lines(const SheetRule& rule) {
    wrapped(fmt::format("  {:8} {:18} ", rule.state, rule.id),
            fmt::format("{}, {}{}", rule.instrument, rule.article, rule.verified ? "" : "  [unverified]"));
    if (!all_rules_) return;
    for (const SheetPart& part : rule.parts) {
      wrapped(fmt::format("           {:8} ", part.state),
              fmt::format("{} [{}]{}", part.says, part.source, part.verified ? "" : " unverified"));
      for (const std::string& each : part.because) wrapped("                      because ", each);
      for (const std::string& each : part.missing) wrapped("                      missing ", each);
      if (!part.cure.empty()) wrapped("                      cure    ", part.cure);
    }
  }

  void foot() {
    gap();
    wrapped("", fmt::format("Policy {}: {}", sheet_.profile, sheet_.policy));
    if (sheet_.rules_unverified > 0) {
      wrapped("",
              fmt::format(
                  "{} of the {} rules that apply rest in part on a text nobody has checked: [unverified].",
                  sheet_.rules_unverified, sheet_.rules_applied));
    }
    wrapped("", kForALawyer);
  }
};

}  // namespace

std::vector<Block> blocks_of(const Sheet& sheet, bool all_rules) { return Blocks(sheet, all_rules).all(); }

std::string to_text(const Sheet& sheet, bool all_rules, size_t width) {
  std::string out;
  for (const Block& block : blocks_of(sheet, all_rules)) {
    switch (block.kind) {
      case Block::Kind::gap: out += '\n'; break;
      case Block::Kind::heading:
        out += '\n' + plain(block.text) + '\n' + std::string(block.text.size(), '-') + '\n';
        break;
      case Block::Kind::title:
      case Block::Kind::paragraph: out += wrapped(block.lead, block.text, width);
    }
  }
  return out;
}

}  // namespace clew::ask
