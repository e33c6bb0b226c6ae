// The rule book: the law as data people may read, correct and add to, with the treaty table beside it.
//
//   data/rules/facts.yaml          the words rules use
//   data/rules/*.yaml              one file per instrument: its rules, each in one or more parts
//   data/treaties/*.yaml           instruments, who is bound since when, what was declared, authorities
//   data/profiles/*.yaml           policies of evaluation (rights-first, weighing)
//
// A part of a rule is one test. It FIRES when the test is true: the ground is there, the content is
// missing, the duty arises. Every part names the source its words were checked against; a source marked
// unverified shows as unverified wherever the rule is shown. No rule names a country.
// Immutable once loaded; any number of threads may read it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ask/vocabulary.h"

namespace clew::ask {

enum class Phase : uint8_t { basis, content, scope, mandatory, optional, bars, procedure };

struct Timer {
  std::string name;
  int from = -1;  // A fact of type date.
  int days = 0;
  int months = 0;
  std::string says;
};

struct Cure {
  std::string says;
  std::string by;   // assurance, fact, supplement; empty when nothing is known to cure.
  Expression when;  // Of `assurance` and `fact`; a supplement cures by making the test false.
  std::string when_text;
  std::string source;

  bool exists() const { return !by.empty(); }
};

struct Part {
  std::string article;
  std::string says;
  std::string kind;
  std::string outcome;
  std::string ground;                // What is argued: political_offence, fiscal, torture ...
  std::string right;                 // The right it protects, when it does.
  std::vector<std::string> strikes;  // Of a bar: the grounds that may not be used.
  std::string test_text;
  Expression test;
  Cure cure;
  std::string source;
  bool verified = false;
  bool rests_on_protected = false;
  int line = 0;
};

struct Rule {
  std::string id;
  std::string instrument;
  std::string article;
  std::string kind;
  std::string outcome;
  std::string says;
  std::vector<std::string> applies_to;  // "freeze", or "freeze:value_based"
  std::vector<std::string> inputs;      // The facts its tests and cures rest on.
  std::vector<Part> parts;
  std::vector<Timer> timers;
  std::string read_on;  // When its text was read, or of which snapshot.
  std::string in_force_from = "unknown";
  std::string in_force_to = "unknown";
  std::string file;
  int line = 0;
  Phase phase = Phase::procedure;
  bool reference = false;  // One of the rule set this book began from (counted by a test).

  bool verified() const;
};

struct Source {
  std::string id;
  std::string says;
  bool verified = false;
};

struct Instrument {
  std::string id;
  std::string title;
  std::string kind;                    // treaty, national, model, standard, judgment, policy, principle
  std::string binds;                   // both, requested, requesting, profile, always, stated
  std::vector<std::string> basis_for;  // Types of request it can be the legal basis of.
  std::string profile;                 // Of a national law: the profile it belongs to.
  int line = 0;
};

struct Relation {
  std::string instrument;
  std::string state;
  std::optional<Date> from;
  std::optional<Date> to;
  Truth bound = Truth::yes;
  std::string source;
  bool verified = false;
};

// What a state is known to have declared, notified or laid down: a fact about it, dated.
struct Declaration {
  std::string state;
  std::string fact;  // A fact of the vocabulary, "requested.treaty_conditional".
  bool value = false;
  std::string source;
  std::optional<Date> from;
};

struct State {
  std::string code;
  std::string name;
  bool invented = false;
  std::vector<std::string> profiles;  // National-law profiles that describe its law.
};

struct Authority {
  std::string state;
  std::string name;
  std::string function;  // central_authority, fiu, ncb
  std::vector<std::string> for_types;
  std::string channel;
  std::vector<std::string> languages;
  std::string urgent_contact;
  std::string form;
  std::string as_of;
  std::string source;
};

struct Question {
  std::string id;
  std::string asks;
  std::string source;
};

// How grounds of rights are treated. Shown on every sheet as what it is: a policy, not a law.
struct Profile {
  std::string id;
  std::string says;
  std::vector<std::string> never_cured_by_assurance_alone;  // Rights.
  std::vector<std::string> always_apply;                    // Instruments.
  std::vector<Question> weighing;  // Asked of a named person before an assurance counts.
};

// An article that criminalises, its elements, and the record that usually proves each.
struct ElementDef {
  std::string id;
  std::string says;
  std::string ask_for;
};
struct OffenceDef {
  std::string article;  // "UNCAC 17"
  std::string title;
  std::vector<ElementDef> elements;
};

// A principle is shown beside a request; it is never a ground.
struct Principle {
  std::string id;
  std::string says;
  std::string source;
};

struct RuleBook {
  Vocabulary vocabulary;
  std::vector<Rule> rules;
  std::map<std::string, Source> sources;
  std::vector<Instrument> instruments;
  std::vector<Relation> relations;
  std::vector<Declaration> declarations;
  std::vector<State> states;
  std::vector<Authority> authorities;
  std::vector<Profile> profiles;
  std::vector<OffenceDef> offences;
  std::vector<Principle> principles;
  std::vector<std::string> data_versions;  // "treaties as of 2026-11-01", for the sheet.

  const Rule* rule(std::string_view id) const;
  const Instrument* instrument(std::string_view id) const;
  const Profile* profile(std::string_view id) const;
  const State* state(std::string_view code) const;
  const OffenceDef* offence(std::string_view article) const;
  bool is_verified(std::string_view source_mark) const;
};

// Loads data/ under `root`. What is wrong with the data is in `problems`; the sound rest is loaded.
// Fails only when the folder or the words (facts.yaml) cannot be read.
struct Loaded {
  RuleBook book;
  std::vector<Problem> problems;
};
base::Result<Loaded> load_rule_book(const std::string& root);

// Reads one more file of rules into a book, as `rules try` does: a rule with a known id replaces it.
void add_rules(const Doc& doc, const std::string& file, RuleBook& book, std::vector<Problem>& problems);

// Contradictions a reader would not see line by line: tests that can never or must always hold, twins that
// decide opposite things of the same facts, bars nobody could be struck by. Cost: seconds at most.
std::vector<Problem> check_rules(const RuleBook& book);

// "extradition:eaw" fits a request of that type whose variants name eaw.
bool fits(const std::vector<std::string>& applies_to, std::string_view type,
          const std::vector<std::string>& variants);

// The request types there are. There is no "locate", no "persuade to return", no "contact relatives".
const std::vector<std::string>& request_types();

}  // namespace clew::ask
