// A request to another state, as a file anyone can read (YAML or JSON), checked and turned into facts.
//
//   type: extradition            what is asked: one of a closed list (request_types())
//   parties, offences, persons, property, statements, documents, assurances, procedure, officials, chain
//   facts:                       what is so, what is not, what nobody knows - with statements and by whom
//   assessments:                 what a named person judged of a right, on which sources
//   supplements:                 what was added later, and when
//
// Protected facts (asylum, refugee status, health, witness, reporting person, whereabouts) are in a Request
// like all others: shown.h makes the request in which they were never written.
// What is odd in the file is in `problems`; the rest is used. Docs own their text.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ask/fact_set.h"
#include "ask/rules.h"

namespace clew::ask {

enum class View : uint8_t { internal, outgoing };
enum class Side : uint8_t { sender, receiver };

struct Superseded {
  std::string value;
  std::string by;
  std::string at;
  std::string reason;
};

struct FactRecord {
  Value value;
  std::vector<std::string> statements;
  std::string set_by;
  std::string set_at;
  std::vector<std::string> sources;
  std::vector<Superseded> was;
  Place place;
};

struct Answer {
  std::string answer;
  std::string source;
};

// A named person's recorded judgment on one right.
struct Assessment {
  std::string right;
  std::string by;
  std::string on;
  std::string conclusion;  // no_substantial_grounds, substantial_grounds, assurances_sufficient
  std::vector<std::string> sources;
  std::map<std::string, Answer> factors;
};

struct Supplement {
  std::string on;
  std::string by;
  std::map<int, FactRecord> facts;
};

struct Request {
  std::string file;
  std::string start_file;  // The one it starts from; empty if none.
  std::string sha256;
  Doc doc;
  std::string type;
  std::vector<std::string> variants;
  Side side = Side::receiver;
  std::string requesting;
  std::string requested;
  std::string profile = "rights-first";
  std::vector<std::string> national_profiles;
  std::optional<Date> on;
  std::map<int, FactRecord> facts;
  std::map<std::string, Truth> instruments;
  std::vector<Assessment> assessments;
  std::vector<Supplement> supplements;
  std::string supplemented_on;  // The last day on which facts or statements were added; empty if none were.
  std::set<std::string, std::less<>> officials_in_chain;  // Names, as written among the officials.
  std::vector<Problem> problems;
};

// A file may start from another (`start_from: other.yaml`, beside it): maps are merged, each fact and each
// list is replaced whole, `null` takes away. The other file may not start from a third.
//
// Reads a request; fails when it cannot be one (no type, a type that is not offered, no parties) and where a
// key at any level is none that a request has (request_shape.h). `said_in` is who hears of that: in the
// outgoing view, and in the sender's mode always, no message repeats what may be protected.
base::Result<Request> load_request(const std::string& path, const RuleBook& book,
                                   View said_in = View::internal);
base::Result<Request> read_request(Doc doc, const std::string& file, const RuleBook& book,
                                   View said_in = View::internal, const std::string& start_file = {});

// A request that came without a folder, so that it may start from no file; `name` is for messages.
base::Result<Request> request_of_text(const std::string& text, const std::string& name, const RuleBook& book,
                                      View said_in = View::internal);

// The file that has the line.
Problem problem_at(const Request& request, Place place, std::string text);

// Whether an instrument binds the two for this request, and how that is known.
struct Binding {
  Truth binds = Truth::unknown;
  std::string why;
};
Binding binding_of(const Instrument& instrument, const Request& request, const RuleBook& book);

// Whether protected facts are left out: on the outgoing sheet, and always in the sender's mode.
bool hides_protected(const Request& request, View view);

// `supplements` false gives the request as it first was.
FactSet facts_of(const Request& request, const RuleBook& book, bool supplements = true);

// What is written as a value of that type; nothing where it cannot be one.
std::optional<Value> value_as(Type type, const Doc& doc);

// court, register, bank ...: what a statement can be.
const std::vector<std::string>& statement_kinds();

// Press and leaks alone carry no element of an offence.
bool carries_alone(std::string_view statement_kind);

// Whether one statement carries an element by itself: unknown where nothing is listed under its id, or what
// it is of no known kind.
Truth weight_of(const Doc& statement);

// Whether an element of an offence rests on more than press or a leak. `supplements` false looks at the
// request as it first was.
Truth is_carried(const Request& request, const Doc& element, bool supplements = true);

// Why an assessment does not count on that day; empty when it does.
std::string flaw_of(const Assessment& assessment, const std::optional<Date>& on);

// The rights that rules and facts speak of.
bool knows_right(const RuleBook& book, std::string_view right);

// The authority of the requested state for this type of request; null where the directory has none.
const Authority* authority_for(const Request& request, const RuleBook& book);

// Whether the doc's place is filled: "persons.*.name" asks it of every person.
Truth is_given(const Doc& doc, std::string_view path);

// Lower case, single spaces: enough to find a name inside a text. A hit is a candidate, no more.
std::string folded(std::string_view name);

}  // namespace clew::ask
