// The evaluation: every rule against one request, in one fixed order, in three values.
//
//   instruments -> basis -> content -> scope -> mandatory -> optional -> bars strike -> assurances cure ->
//   gates
//
// A finding is a candidate for a lawyer, never a decision. Unknown asks; it never refuses. A ground of a
// right is never struck by a bar, and under the policy rights-first persecution, torture and an unfair
// trial are never cured by an assurance alone. Where two instruments treat one ground differently, both
// are shown. Pure: the same request, book and view give the same evaluation; no clock, no network.
// Cost: a few microseconds per rule; explanations are made only when a sheet asks for them (sheet.h).
#pragma once

#include <string>
#include <vector>

#include "ask/request.h"

namespace clew::ask {

enum class FindingState : uint8_t { not_applicable, clear, struck, cured, unknown, fires };

std::string_view to_string(FindingState state);

struct PartFinding {
  const Part* part = nullptr;
  FindingState state = FindingState::not_applicable;
  std::string by;    // What cured or struck it: "assurance", "supplement of 2026-03-01", "UNCAC-44.4".
  std::string note;  // Why a cure did not count, what a weighing lacks.
};

struct Finding {
  const Rule* rule = nullptr;
  FindingState state = FindingState::not_applicable;
  Truth binds = Truth::no;
  std::vector<PartFinding> parts;
};

// Two instruments that apply and treat one ground differently.
struct Conflict {
  std::string ground;
  std::vector<std::string> voices;  // "ECE-11: REFUSE_OPTIONAL, cured"
};

enum class Stands : uint8_t { missing, ask, refused, right, gate };

// One thing between the request and being ready.
struct Obstacle {
  const Rule* rule = nullptr;
  const PartFinding* finding = nullptr;  // Null for the basis as a whole.
  Stands stands = Stands::ask;
  std::string text;
};

struct Evaluation {
  View view = View::internal;
  FactSet facts;
  std::vector<Finding> findings;
  Truth basis = Truth::unknown;
  std::vector<std::string> bases;  // Instruments that can carry the request.
  std::vector<Conflict> conflicts;
  std::vector<Obstacle> obstacles;
  bool ready = false;
};

Evaluation evaluate(const Request& request, const RuleBook& book, View view);

// Findings alone, without obstacles and conflicts: what a re-check of many requests needs.
std::vector<Finding> find(const Request& request, const RuleBook& book, View view, const FactSet& facts);

// The recorded judgment on a right, when a named person made one with sources.
const Assessment* assessment_of(const Request& request, std::string_view right);

}  // namespace clew::ask
