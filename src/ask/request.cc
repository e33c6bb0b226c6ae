#include "ask/request.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <set>

#include "ask/request_shape.h"
#include "ask/same_name.h"
#include "base/hash.h"
#include "base/utf8.h"

namespace clew::ask {
namespace {

constexpr size_t kTextMax = 200'000;  // Of one value: an annex belongs beside the file.

// Words people write for the acts this program does not help with.
constexpr std::array<std::string_view, 10> kRefusedTypes = {"locate",   "persuade_to_return",
                                                            "persuade", "contact_relatives",
                                                            "contact",  "surveillance",
                                                            "track",    "lure",
                                                            "abduct",   "pressure"};

constexpr const char* kBroken =
    "letters that are no UTF-8 show as \xEF\xBF\xBD and match no name: save the file as UTF-8";

bool is_broken(std::string_view text) {
  return !base::is_utf8(text) || text.find("\xEF\xBF\xBD") != text.npos;
}

bool contains(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

class RequestReader {
 public:
  RequestReader(Request& request, const RuleBook& book, View said_in)
      : request_(request), book_(book), said_in_(said_in) {}

  base::Result<Request> read() {
    CLEW_TRY(read_type());
    CLEW_TRY(read_parties());
    CLEW_TRY(refuse_misfits(misfits_of(request_.doc, book_), request_, said_in_));
    read_head();
    check_offences();
    check_statements();
    read_facts(request_.doc["facts"], request_.facts);
    for (const Doc& each : request_.doc["assessments"].items) read_assessment(each);
    for (const Doc& each : request_.doc["supplements"].items) read_supplement(each);
    for (const auto& [id, statement] : request_.doc["statements"].fields)
      note_supplement(statement["supplement"]);
    read_instruments();
    check_texts(request_.doc);
    for (const auto& [key, section] : request_.doc.fields) {
      if (key != "statements" && key != "goaml") check_citations(section);
    }
    find_officials_in_chain();
    hold_against_meaning();
    return std::move(request_);
  }

 private:
  Request& request_;
  const RuleBook& book_;
  const View said_in_;

  void problem(Place place, std::string text) {
    request_.problems.push_back(problem_at(request_, place, std::move(text)));
  }

  std::unexpected<base::Error> refuse(Place place, std::string text) const {
    return base::fail(base::ErrorKind::usage, to_string(problem_at(request_, place, std::move(text))));
  }

  base::Result<void> read_type() {
    const Doc& doc = request_.doc;
    if (!doc.is_map()) return refuse(doc, "is no request: a request has a type and parties");
    request_.type = doc["type"].words();
    request_.variants = doc["variants"].strings();
    if (contains(request_types(), request_.type)) return {};
    const std::string known = fmt::format("{}", fmt::join(request_types(), ", "));
    if (request_.type.empty())
      return refuse(doc, fmt::format("the request does not say its type; it is one of: {}", known));
    if (contains(kRefusedTypes, request_.type)) {
      return refuse(
          doc["type"],
          fmt::format("\"{}\" is not offered: states ask states through their authorities, and nobody is "
                      "searched for, persuaded or reached through relatives. A type is one of: {}",
                      request_.type, known));
    }
    return refuse(doc["type"],
                  fmt::format("\"{}\" is no type of request; a type is one of: {}", request_.type, known));
  }

  base::Result<void> read_parties() {
    const Doc& parties = request_.doc["parties"];
    request_.requesting = parties.at("requesting.state").words();
    request_.requested = parties.at("requested.state").words();
    const Place place = parties ? parties : request_.doc;
    if (request_.requesting.empty()) return refuse(place, "no requesting state (parties.requesting.state)");
    if (request_.requested.empty()) return refuse(place, "no requested state (parties.requested.state)");
    if (request_.requesting == request_.requested)
      return refuse(place, "a state does not ask itself: the parties are one and the same");
    for (const char* path : {"requesting.state", "requested.state"}) {
      const Doc& code = parties.at(path);
      if (!book_.state(code.words()))
        problem(code, fmt::format("state {} is not in the table of states: what binds it is unknown",
                                  code.words()));
    }
    return {};
  }

  void read_head() {
    const Doc& doc = request_.doc;
    const std::string_view side = doc["side"].words();
    if (side == "sender") request_.side = Side::sender;
    if (!side.empty() && side != "sender" && side != "receiver")
      problem(doc["side"], "side is sender or receiver");
    if (!doc["profile"].empty()) request_.profile = doc["profile"].words();
    if (!book_.profile(request_.profile)) {
      problem(doc["profile"], fmt::format("no profile \"{}\"; rights-first is used", request_.profile));
      request_.profile = "rights-first";
    }
    request_.national_profiles = doc["national_profiles"].strings();
    if (const State* state = book_.state(request_.requested); state && !doc["national_profiles"]) {
      request_.national_profiles = state->profiles;
    }
    if (!doc["on"].empty()) {
      request_.on = parse_date(doc["on"].words());
      if (!request_.on)
        problem(doc["on"], fmt::format("\"{}\" is no date that can be (YYYY-MM-DD)", doc["on"].words()));
    }
  }

  void check_offences() {
    for (const Doc& offence : request_.doc["offences"].items) {
      const std::string_view article = offence["article"].words();
      if (!article.empty() && article != "unknown" && article.starts_with("UNCAC") &&
          !book_.offence(article)) {
        problem(offence["article"],
                fmt::format("{} is no article of an offence known here (data/rules/offences.yaml)", article));
      }
    }
  }

  bool is_listed(const std::string& id) const { return static_cast<bool>(request_.doc["statements"][id]); }

  // Wherever a file cites: `statements:` of an element or a fact, `facts_statements:` beside a text.
  void check_citations(const Doc& doc) {
    for (const Doc& item : doc.items) check_citations(item);
    for (const auto& [key, value] : doc.fields) {
      if (key != "statements" && !key.ends_with("_statements")) {
        check_citations(value);
        continue;
      }
      for (const std::string& id : value.strings()) {
        if (!is_listed(id))
          problem(value, fmt::format("statement {} is cited and not listed under statements", id));
      }
    }
  }

  void check_statements() {
    for (const auto& [id, statement] : request_.doc["statements"].fields) {
      const std::string_view kind = statement["kind"].words();
      if (!contains(statement_kinds(), kind)) {
        problem(statement, fmt::format("statement {}: kind \"{}\" is none of: {}", id, kind,
                                       fmt::join(statement_kinds(), ", ")));
      }
      if (statement["date"] && !parse_date(statement["date"].words())) {
        problem(statement["date"],
                fmt::format("statement {}: \"{}\" is no date that can be", id, statement["date"].words()));
      }
    }
  }

  void check_texts(const Doc& doc) {
    if (doc.is_scalar() && doc.text.size() > kTextMax) {
      problem(doc, fmt::format("one value of {} bytes: keep the document beside the file and name it",
                               doc.text.size()));
    }
    if (is_broken(doc.text)) problem(doc, kBroken);
    for (const Doc& item : doc.items) check_texts(item);
    for (const auto& [key, value] : doc.fields) {
      if (is_broken(key)) problem(value, kBroken);
      check_texts(value);
    }
  }

  void read_facts(const Doc& doc, std::map<int, FactRecord>& into) {
    for (const auto& [name, each] : doc.fields) {
      const auto fact = book_.vocabulary.fact(name);
      if (fact) into[*fact] = read_fact(book_.vocabulary.facts[*fact], each);
    }
  }

  FactRecord read_fact(const FactDef& def, const Doc& doc) {
    FactRecord record;
    record.place = doc;
    const Doc& value = doc.is_map() ? doc["value"] : doc;
    record.value = read_value(def, value, doc);
    if (doc.is_map()) {
      record.statements = doc["statements"].strings();
      record.sources = doc["sources"].strings();
      record.set_by = doc["set_by"].words();
      record.set_at = doc["set_at"].words();
      for (const Doc& each : doc["was"].items) {
        record.was.push_back({std::string(each["value"].words()), std::string(each["by"].words()),
                              std::string(each["at"].words()), std::string(each["reason"].words())});
      }
    }
    hold_right(def, record);
    return record;
  }

  // Where what is stated and what the file's own lists say differ, nobody knows.
  void hold_against_meaning() {
    FactSet facts = facts_of(request_, book_);
    for (auto& [fact, record] : request_.facts) {
      const FactDef& def = book_.vocabulary.facts[fact];
      if (def.means.empty() || !is_known(record.value)) continue;
      const Truth meant = evaluate(def.derived, facts);
      if (meant == Truth::unknown || (meant == Truth::yes) == std::get<bool>(record.value)) continue;
      problem(record.place,
              fmt::format("{}: stated {}, and the lists of this file say {}; it is unknown until they agree",
                          def.name, to_string(record.value), to_string(meant)));
      record.value = Unknown{};
    }
  }

  // What a change of a fact a right turns on lacks: each old value has somebody who had set it and a reason
  // why it went, and somebody stands for the new one, on a day.
  static std::string_view flaw_of_change(const FactRecord& record) {
    const auto said = [](const std::string& text) {
      return text.find_first_not_of(' ') != std::string::npos;
    };
    if (record.was.empty()) return "";
    for (const Superseded& old : record.was) {
      if (!said(old.reason)) return "a reason (was: reason)";
      if (!said(old.by)) return "the name of who had set the old value (was: by)";
    }
    if (!said(record.set_by)) return "the name of who supersedes (set_by)";
    return parse_date(record.set_at) ? "" : "the day of the change (set_at: YYYY-MM-DD)";
  }

  void discount(const FactDef& def, FactRecord& record, std::string_view without) {
    problem(record.place,
            fmt::format("{}: superseded without {}; the change does not count and the fact is unknown",
                        def.name, without));
    record.value = Unknown{};
  }

  // A value that came later supersedes too: where it does not say what, there is no reason.
  void hold_against_earlier(std::map<int, FactRecord>& later) {
    for (auto& [fact, record] : later) {
      const FactDef& def = book_.vocabulary.facts[fact];
      if (def.right.empty() || !record.was.empty() || !is_known(record.value)) continue;
      const Value earlier = stated_so_far(fact);
      if (is_known(earlier) && earlier != record.value) discount(def, record, "a reason (was: reason)");
    }
  }

  Value stated_so_far(int fact) const {
    Value value;
    if (const auto found = request_.facts.find(fact); found != request_.facts.end())
      value = found->second.value;
    for (const Supplement& each : request_.supplements) {
      if (const auto found = each.facts.find(fact); found != each.facts.end()) value = found->second.value;
    }
    return value;
  }

  // A fact a right turns on: "no" is believed only with a name and a source behind it, and what it
  // replaces must have been replaced for a reason. Otherwise nobody knows.
  void hold_right(const FactDef& def, FactRecord& record) {
    if (def.right.empty()) return;
    if (const std::string_view flaw = flaw_of_change(record); !flaw.empty())
      return discount(def, record, flaw);
    const bool* truth = std::get_if<bool>(&record.value);
    const bool cites =
        std::ranges::any_of(record.statements, [&](const std::string& id) { return is_listed(id); });
    const bool sourced = !record.set_by.empty() && (cites || !record.sources.empty());
    if (truth && !*truth && !sourced) {
      problem(record.place,
              fmt::format("{}: a right turns on it; \"false\" needs set_by and a source, so it is unknown",
                          def.name));
      record.value = Unknown{};
    }
  }

  Value read_value(const FactDef& def, const Doc& doc, Place place) {
    if (doc.empty() || doc.words() == "unknown") return {};
    auto value = value_as(def.type, doc);
    if (!value) {
      problem(place, fmt::format("{}: \"{}\" is no {}; unknown is used", def.name, doc.words(),
                                 to_string(def.type)));
      return {};
    }
    if (!fits_options(def.options, *value)) {
      problem(place, fmt::format("{}: {} is not among {}; unknown is used", def.name, to_string(*value),
                                 fmt::join(def.options, ", ")));
      return {};
    }
    return *value;
  }

  static bool fits_options(const std::vector<std::string>& options, const Value& value) {
    if (options.empty()) return true;
    if (const auto* text = std::get_if<std::string>(&value)) return contains(options, *text);
    if (const auto* set = std::get_if<std::vector<std::string>>(&value)) {
      return std::ranges::all_of(*set, [&](const std::string& word) { return contains(options, word); });
    }
    return true;
  }

  std::set<std::string> known_rights() const {
    std::set<std::string> out;
    for (const Rule& rule : book_.rules) {
      for (const Part& part : rule.parts) {
        if (!part.right.empty()) out.insert(part.right);
      }
    }
    return out;
  }

  void read_assessment(const Doc& doc) {
    Assessment made;
    made.right = doc["right"].words();
    made.by = doc["by"].words();
    made.on = doc["on"].words();
    made.conclusion = doc["conclusion"].words();
    made.sources = doc["sources"].strings();
    for (const auto& [id, each] : doc["factors"].fields) {
      made.factors[id] = {std::string(each["answer"].words()), std::string(each["source"].words())};
    }
    static constexpr std::array<std::string_view, 3> kConclusions = {
        "no_substantial_grounds", "substantial_grounds", "assurances_sufficient"};
    if (!contains(kConclusions, made.conclusion)) {
      problem(doc, fmt::format("an assessment concludes one of: {}", fmt::join(kConclusions, ", ")));
    }
    if (!knows_right(book_, made.right)) {
      problem(doc, fmt::format("no right is called \"{}\": the rules know {}", made.right,
                               fmt::join(known_rights(), ", ")));
    }
    if (const std::string flaw = flaw_of(made, request_.on); !flaw.empty())
      problem(doc, fmt::format("an assessment names who judged (by), when (on) and on which sources: "
                               "{}; it does not count",
                               flaw));
    request_.assessments.push_back(std::move(made));
  }

  void read_supplement(const Doc& doc) {
    Supplement made{std::string(doc["on"].words()), std::string(doc["by"].words()), {}};
    note_supplement(doc["on"]);
    if (doc["on"].empty()) problem(doc, "a supplement is dated (on)");
    read_facts(doc["facts"], made.facts);
    hold_against_earlier(made.facts);
    request_.supplements.push_back(std::move(made));
  }

  void note_supplement(const Doc& day) {
    if (day.empty()) return;
    if (!parse_date(day.words()))
      return problem(day, fmt::format("\"{}\" is no date that can be", day.words()));
    request_.supplemented_on = std::max(request_.supplemented_on, day.text);
  }

  // Once, when the file is read: whoever re-checks many requests does not compare names again.
  void find_officials_in_chain() {
    for (const Doc& official : request_.doc["officials"].items) {
      const std::string_view name = official["name"].words();
      if (stands_in_chain(name)) request_.officials_in_chain.emplace(name);
    }
  }

  bool stands_in_chain(std::string_view name) const {
    for (const std::string_view list : {"chain", "persons"}) {
      for (const Doc& each : request_.doc[list].items) {
        for (const std::string_view field : {"name", "relative_of"}) {
          if (may_be_one_person(each[field].words(), name)) return true;
        }
      }
    }
    return false;
  }

  void read_instruments() {
    for (const auto& [id, each] : request_.doc["instruments"].fields) {
      const std::string_view word = each.is_map() ? each["binds"].words() : each.words();
      request_.instruments[id] = word == "true" ? Truth::yes : word == "false" ? Truth::no : Truth::unknown;
    }
  }
};

}  // namespace

Problem problem_at(const Request& request, Place place, std::string text) {
  return {place.in_start ? request.start_file : request.file, place.line, std::move(text)};
}

base::Result<Request> read_request(Doc doc, const std::string& file, const RuleBook& book, View said_in,
                                   const std::string& start_file) {
  Request request;
  request.file = file;
  request.start_file = start_file;
  request.doc = std::move(doc);
  return RequestReader(request, book, said_in).read();
}

namespace {

void merge(Doc& base, const Doc& over, bool whole) {
  for (const auto& [key, value] : over.fields) {
    const Doc& old = base[key];
    if (value.empty() && value.is_scalar() && !value.quoted) {
      std::erase_if(base.fields, [&](const auto& field) { return field.key == key; });
    } else if (!whole && value.is_map() && old.is_map()) {
      Doc merged = old;
      merge(merged, value, key == "facts");
      base.set(key, std::move(merged));
    } else {
      base.set(key, value);
    }
  }
}

void mark_start(Doc& doc) {
  doc.in_start = true;
  for (Doc& item : doc.items) mark_start(item);
  for (DocField& field : doc.fields) mark_start(field.value);
}

std::string start_path(const Doc& doc, const std::string& path) {
  std::filesystem::path start(doc["start_from"].text);
  if (start.is_relative()) start = std::filesystem::path(path).parent_path() / start;
  return start.string();
}

struct Files {
  std::string file, start;
};

base::Result<Doc> start_doc(const Doc& doc, const Files& files) {
  const auto refuse = [&](std::string_view why) {
    return base::fail(base::ErrorKind::format, fmt::format("{}:{}: start_from: {}", files.file,
                                                           key_place(doc["start_from"]).line, why));
  };
  if (doc["start_from"].words().empty()) return refuse("names one file: start_from: other.yaml");
  auto base = load_doc(files.start);
  if (!base) return refuse(base.error().message);
  if (!base->is_map()) return refuse(fmt::format("{} is no request", files.start));
  if ((*base)["start_from"]) {
    std::error_code error;
    if (std::filesystem::equivalent(files.start, files.file, error))
      return refuse("the file starts from itself");
    return refuse(fmt::format("{} itself starts from another file; one step is enough", files.start));
  }
  mark_start(*base);
  return std::move(*base);
}

// The file upon the one it starts from; its own keys are held first, for some only take away.
base::Result<Doc> merged(Doc doc, const Files& files, const RuleBook& book, View said_in) {
  CLEW_TRY_ASSIGN(Doc base, start_doc(doc, files));
  const Misfits own = misfits_of(doc, book);
  merge(base, doc, false);
  std::erase_if(base.fields, [](const auto& field) { return field.key == "start_from"; });
  base.line = doc.line;
  base.in_start = false;
  const bool sender = base["side"].words() == "sender";
  Request named;
  named.file = files.file;
  CLEW_TRY(refuse_misfits(own, named, sender ? View::outgoing : said_in));
  return base;
}

base::Result<Request> hashed(base::Result<Request> request, const std::string& text) {
  if (request) request->sha256 = base::hex(base::sha256(text));
  return request;
}

}  // namespace

base::Result<Request> load_request(const std::string& path, const RuleBook& book, View said_in) {
  CLEW_TRY_ASSIGN(const std::string text, read_text(path));
  CLEW_TRY_ASSIGN(Doc doc, parse_doc(text, path));
  const Files files{path, doc["start_from"] ? start_path(doc, path) : ""};
  if (doc["start_from"]) {
    CLEW_TRY_ASSIGN(doc, merged(std::move(doc), files, book, said_in));
  }
  return hashed(read_request(std::move(doc), path, book, said_in, files.start), text);
}

base::Result<Request> request_of_text(const std::string& text, const std::string& name, const RuleBook& book,
                                      View said_in) {
  CLEW_TRY_ASSIGN(Doc doc, parse_doc(text, name));
  if (doc["start_from"]) {
    return base::fail(base::ErrorKind::format,
                      fmt::format("{}:{}: start_from: there is no folder beside it; send the whole request",
                                  name, doc["start_from"].line));
  }
  return hashed(read_request(std::move(doc), name, book, said_in), text);
}

}  // namespace clew::ask
