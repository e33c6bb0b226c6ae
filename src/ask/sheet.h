// The sheet: what the evaluation found, in the order a tired reader needs it, for one of two readers.
//
//   internal   everything: facts, statements, who set them, what was superseded, assessments, problems
//   outgoing   what may leave the office: built from the request as if protected facts had never been
//              written, without statement ids, names of those who set facts, or cures for grounds of rights
//
// verdict -> what stands in the way -> what paper cannot complete -> what may be argued -> barred -> duties
// and timers -> evidence by element -> conflicts -> every rule
//
// In the sender's mode cures for grounds of rights are not shown either. A sheet is a value: the same
// request and book give the same bytes, on every machine (no clock, no locale). Every sheet says that its
// findings are for a lawyer to judge.
#pragma once

#include <string>
#include <vector>

#include "ask/assets.h"
#include "ask/evaluate.h"

namespace clew::ask {

struct SheetPart {
  std::string article, says, state, outcome, test;
  std::vector<std::string> because;  // "offence.fiscal = true [s-3] set by A. Clerk"
  std::vector<std::string> missing;  // Questions.
  std::string cure, by, note, source;
  bool verified = false;
};

struct SheetRule {
  std::string id, instrument, article, kind, state, binds, read_on, in_force;
  bool verified = false;
  std::vector<SheetPart> parts;
};

struct SheetObstacle {
  std::string rule, article, says, do_next;
  std::vector<std::string> ask;
};

struct SheetElement {
  std::string offence, element, state;
  std::vector<std::string> statements;
  std::string ask_for;
};

struct SheetSuperseded {
  std::string fact, value, by, at, reason, now;
};

struct SheetTimer {
  std::string name, due, says, rule;
};

struct SheetAssurance {
  std::string kind, author, date, monitoring, expiry, text, state;
};

struct Sheet {
  View view = View::internal;
  std::string title, type, side, requesting, requested, on, profile, policy, file, sha256;
  bool ready = false;
  std::string verdict;
  std::string basis;
  std::vector<SheetObstacle> missing, asks, refused, rights, gates;
  std::vector<SheetObstacle> may;   // Grounds that may be argued, and what would answer them.
  std::vector<std::string> barred;  // What may not be used to refuse.
  std::vector<SheetObstacle> cured;
  std::vector<std::string> positive;  // What holds: a basis, dual criminality, a return that is due.
  std::vector<std::string> duties;
  std::vector<SheetTimer> timers;
  std::vector<SheetElement> elements;
  std::vector<SheetAssurance> assurances;
  AssetRegister assets;
  std::vector<std::string> assessments, questions;
  std::vector<std::string> conflicts;
  std::vector<SheetSuperseded> superseded;
  std::vector<std::string> problems;
  std::vector<std::string> authority;
  std::vector<std::string> principles;
  std::vector<std::string> data_versions;
  std::vector<SheetRule> rules;
  size_t rules_applied = 0, rules_unverified = 0;
};

// The sentence every sheet carries.
extern const std::string_view kForALawyer;

Sheet make_sheet(const Request& request, const RuleBook& book, const Evaluation& evaluation);

// A PDF made of the sheet (pdf.h): its hash, and what its bytes depend on besides the sheet.
struct Printed {
  std::string sha256, cairo, pango;
  std::vector<std::string> fonts;  // With their versions.
};

// The same bytes everywhere, unless it is to say how it was printed here.
std::string to_json(const Sheet& sheet, const Printed* printed = nullptr);
std::string to_html(const Sheet& sheet);
// For a terminal, at most `width` columns. `all_rules` adds every rule; otherwise those that are clear are
// counted.
std::string to_text(const Sheet& sheet, bool all_rules, size_t width = 100);
// One line per rule that is not clear: what case files and `rules try` compare.
std::string to_brief(const Evaluation& evaluation);

}  // namespace clew::ask
