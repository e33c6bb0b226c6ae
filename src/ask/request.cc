#include "ask/request.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <set>

#include "base/hash.h"

namespace clew::ask {
namespace {

constexpr size_t kTextMax = 200'000;  // Of one value: an annex belongs beside the file.

constexpr std::array<std::string_view, 24> kSections = {
    "title",       "type",       "variants",  "side",    "on",       "profile",     "national_profiles",
    "parties",     "case",       "offences",  "persons", "property", "statements",  "documents",
    "assurances",  "procedure",  "officials", "chain",   "facts",    "assessments", "supplements",
    "instruments", "assistance", "assets"};

constexpr std::array<std::string_view, 10> kStatementKinds = {
    "court", "register", "bank", "contract", "official", "expert", "testimony", "open", "press", "leak"};

// Words people write for the acts this program does not help with.
constexpr std::array<std::string_view, 10> kRefusedTypes = {"locate",   "persuade_to_return",
                                                            "persuade", "contact_relatives",
                                                            "contact",  "surveillance",
                                                            "track",    "lure",
                                                            "abduct",   "pressure"};

bool contains(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

class RequestReader {
 public:
  RequestReader(Request& request, const RuleBook& book) : request_(request), book_(book) {}

  base::Result<Request> read() {
    CLEW_TRY(read_type());
    CLEW_TRY(read_parties());
    read_head();
    check_sections();
    check_offences();
    check_statements();
    read_facts(request_.doc["facts"], request_.facts);
    for (const Doc& each : request_.doc["assessments"].items) read_assessment(each);
    for (const Doc& each : request_.doc["supplements"].items) read_supplement(each);
    read_instruments();
    check_texts(request_.doc);
    return std::move(request_);
  }

 private:
  Request& request_;
  const RuleBook& book_;

  void problem(int line, std::string text) {
    request_.problems.push_back({request_.file, line, std::move(text)});
  }

  std::unexpected<base::Error> refuse(int line, std::string text) const {
    return base::fail(base::ErrorKind::usage, to_string(Problem{request_.file, line, std::move(text)}));
  }

  base::Result<void> read_type() {
    const Doc& doc = request_.doc;
    if (!doc.is_map()) return refuse(doc.line, "is no request: a request has a type and parties");
    request_.type = doc["type"].words();
    request_.variants = doc["variants"].strings();
    if (contains(request_types(), request_.type)) return {};
    const std::string known = fmt::format("{}", fmt::join(request_types(), ", "));
    if (request_.type.empty())
      return refuse(doc.line, fmt::format("the request does not say its type; it is one of: {}", known));
    if (contains(kRefusedTypes, request_.type)) {
      return refuse(
          doc["type"].line,
          fmt::format("\"{}\" is not offered: states ask states through their authorities, and nobody is "
                      "searched for, persuaded or reached through relatives. A type is one of: {}",
                      request_.type, known));
    }
    return refuse(doc["type"].line,
                  fmt::format("\"{}\" is no type of request; a type is one of: {}", request_.type, known));
  }

  base::Result<void> read_parties() {
    const Doc& parties = request_.doc["parties"];
    request_.requesting = parties.at("requesting.state").words();
    request_.requested = parties.at("requested.state").words();
    const int line = parties ? parties.line : request_.doc.line;
    if (request_.requesting.empty()) return refuse(line, "no requesting state (parties.requesting.state)");
    if (request_.requested.empty()) return refuse(line, "no requested state (parties.requested.state)");
    if (request_.requesting == request_.requested)
      return refuse(line, "a state does not ask itself: the parties are one and the same");
    for (const std::string& code : {request_.requesting, request_.requested}) {
      if (!book_.state(code))
        problem(line, fmt::format("state {} is not in the table of states: what binds it is unknown", code));
    }
    return {};
  }

  void read_head() {
    const Doc& doc = request_.doc;
    const std::string_view side = doc["side"].words();
    if (side == "sender") request_.side = Side::sender;
    if (!side.empty() && side != "sender" && side != "receiver")
      problem(doc["side"].line, "side is sender or receiver");
    if (!doc["profile"].empty()) request_.profile = doc["profile"].words();
    if (!book_.profile(request_.profile)) {
      problem(doc["profile"].line, fmt::format("no profile \"{}\"; rights-first is used", request_.profile));
      request_.profile = "rights-first";
    }
    request_.national_profiles = doc["national_profiles"].strings();
    if (const State* state = book_.state(request_.requested); state && !doc["national_profiles"]) {
      request_.national_profiles = state->profiles;
    }
    if (doc["on"]) {
      request_.on = parse_date(doc["on"].words());
      if (!request_.on)
        problem(doc["on"].line, fmt::format("\"{}\" is no date that can be (YYYY-MM-DD)", doc["on"].words()));
    }
  }

  void check_sections() {
    for (const auto& [key, value] : request_.doc.fields) {
      if (!contains(kSections, key))
        problem(value.line, fmt::format("\"{}\" is no section of a request; it is kept and not used", key));
    }
  }

  void check_offences() {
    for (const Doc& offence : request_.doc["offences"].items) {
      const std::string_view article = offence["article"].words();
      if (!article.empty() && article != "unknown" && article.starts_with("UNCAC") &&
          !book_.offence(article)) {
        problem(offence["article"].line,
                fmt::format("{} is no article of an offence known here (data/rules/offences.yaml)", article));
      }
      for (const Doc& element : offence["elements"].items) {
        for (const std::string& id : element["statements"].strings())
          check_statement_id(id, element["statements"].line);
      }
    }
  }

  void check_statement_id(const std::string& id, int line) {
    if (!request_.doc["statements"][id])
      problem(line, fmt::format("statement {} is cited and not listed under statements", id));
  }

  void check_statements() {
    for (const auto& [id, statement] : request_.doc["statements"].fields) {
      const std::string_view kind = statement["kind"].words();
      if (!contains(kStatementKinds, kind)) {
        problem(statement.line, fmt::format("statement {}: kind \"{}\" is none of: {}", id, kind,
                                            fmt::join(kStatementKinds, ", ")));
      }
      if (statement["date"] && !parse_date(statement["date"].words())) {
        problem(statement["date"].line,
                fmt::format("statement {}: \"{}\" is no date that can be", id, statement["date"].words()));
      }
    }
  }

  void check_texts(const Doc& doc) {
    if (doc.is_scalar() && doc.text.size() > kTextMax) {
      problem(doc.line, fmt::format("one value of {} bytes: keep the document beside the file and name it",
                                    doc.text.size()));
    }
    for (const Doc& item : doc.items) check_texts(item);
    for (const auto& [key, value] : doc.fields) check_texts(value);
  }

  void read_facts(const Doc& doc, std::map<int, FactRecord>& into) {
    for (const auto& [name, each] : doc.fields) {
      const auto fact = book_.vocabulary.fact(name);
      if (!fact) {
        problem(each.line, fmt::format("no fact is called \"{}\"; it is kept and not used", name));
        continue;
      }
      FactRecord record = read_fact(book_.vocabulary.facts[*fact], each);
      into[*fact] = std::move(record);
    }
  }

  FactRecord read_fact(const FactDef& def, const Doc& doc) {
    FactRecord record;
    record.line = doc.line;
    const Doc& value = doc.is_map() ? doc["value"] : doc;
    record.value = read_value(def, value, doc.line);
    if (doc.is_map()) {
      record.statements = doc["statements"].strings();
      record.sources = doc["sources"].strings();
      record.set_by = doc["set_by"].words();
      record.set_at = doc["set_at"].words();
      for (const Doc& each : doc["was"].items) {
        record.was.push_back({std::string(each["value"].words()), std::string(each["by"].words()),
                              std::string(each["at"].words()), std::string(each["reason"].words())});
      }
      for (const std::string& id : record.statements) check_statement_id(id, doc.line);
    }
    hold_right(def, record);
    return record;
  }

  // A fact a right turns on: "no" is believed only with a name and a source behind it, and what it
  // replaces must have been replaced for a reason. Otherwise nobody knows.
  void hold_right(const FactDef& def, FactRecord& record) {
    if (def.right.empty()) return;
    for (const Superseded& old : record.was) {
      if (!old.reason.empty() && !old.by.empty()) continue;
      problem(
          record.line,
          fmt::format(
              "{}: superseded without a name and a reason; the change does not count and the fact is unknown",
              def.name));
      record.value = Unknown{};
      return;
    }
    const bool* truth = std::get_if<bool>(&record.value);
    const bool sourced = !record.set_by.empty() && !(record.sources.empty() && record.statements.empty());
    if (truth && !*truth && !sourced) {
      problem(record.line,
              fmt::format("{}: a right turns on it; \"false\" needs set_by and a source, so it is unknown",
                          def.name));
      record.value = Unknown{};
    }
  }

  Value read_value(const FactDef& def, const Doc& doc, int line) {
    if (doc.empty() || doc.words() == "unknown") return {};
    auto value = value_as(def.type, doc);
    if (!value) {
      problem(line, fmt::format("{}: \"{}\" is no {}; unknown is used", def.name, doc.words(),
                                to_string(def.type)));
      return {};
    }
    if (!fits_options(def.options, *value)) {
      problem(line, fmt::format("{}: {} is not among {}; unknown is used", def.name, to_string(*value),
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

 public:
  static std::optional<Value> value_as(Type type, const Doc& doc) {
    const std::string_view words = doc.words();
    switch (type) {
      case Type::truth:
        if (words == "true" || words == "yes") return true;
        if (words == "false" || words == "no") return false;
        return std::nullopt;
      case Type::text:
        if (!doc.is_scalar()) return std::nullopt;
        return std::string(words);
      case Type::set: return doc.strings();
      case Type::date:
        if (const auto date = parse_date(words)) return *date;
        return std::nullopt;
      default: return number(words, type);
    }
  }

 private:
  // "12", "12 months", "4 years": in the unit of the fact.
  static std::optional<Value> number(std::string_view words, Type type) {
    double value = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
    if (error != std::errc{} || value < 0 || value > 1e6) return std::nullopt;
    std::string_view unit{end, static_cast<size_t>(words.data() + words.size() - end)};
    while (unit.starts_with(' ')) unit.remove_prefix(1);
    const bool year = unit == "year" || unit == "years";
    if (unit.empty()) return value;
    if (type == Type::months && year) return value * 12;
    if (type == Type::months && (unit == "month" || unit == "months")) return value;
    if (type == Type::days && (unit == "day" || unit == "days")) return value;
    return std::nullopt;
  }

  void read_assessment(const Doc& doc) {
    Assessment made;
    made.line = doc.line;
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
      problem(doc.line, fmt::format("an assessment concludes one of: {}", fmt::join(kConclusions, ", ")));
    }
    if (!made.complete())
      problem(doc.line,
              "an assessment names who judged (by), when (on) and on which sources; it does not count yet");
    request_.assessments.push_back(std::move(made));
  }

  void read_supplement(const Doc& doc) {
    Supplement made{std::string(doc["on"].words()), std::string(doc["by"].words()), {}};
    if (!parse_date(made.on)) problem(doc.line, "a supplement is dated (on)");
    read_facts(doc["facts"], made.facts);
    request_.supplements.push_back(std::move(made));
  }

  void read_instruments() {
    for (const auto& [id, each] : request_.doc["instruments"].fields) {
      if (!book_.instrument(id)) {
        problem(each.line, fmt::format("no instrument is called \"{}\"", id));
        continue;
      }
      const std::string_view word = each.is_map() ? each["binds"].words() : each.words();
      request_.instruments[id] = word == "true" ? Truth::yes : word == "false" ? Truth::no : Truth::unknown;
    }
  }
};

// ---- facts --------------------------------------------------------------------------------------------

Truth relation_of(std::string_view state, std::string_view instrument, std::optional<Date> on,
                  const RuleBook& book) {
  const State* known = book.state(state);
  Truth result = known && known->invented ? Truth::no : Truth::unknown;
  for (const Relation& row : book.relations) {
    if (row.state != state || row.instrument != instrument) continue;
    const bool before = on && row.from && *on < *row.from;
    const bool after = on && row.to && *on >= *row.to;
    result = before || after ? Truth::no : row.bound;
  }
  return result;
}

class FactBuilder {
 public:
  FactBuilder(const Request& request, const RuleBook& book, View view)
      : request_(request), book_(book), hides_(hides_protected(request, view)), facts_(book.vocabulary) {}

  FactSet build(bool supplements) {
    fill_given();
    fill_declared();
    fill_treaties();
    fill_directory();
    for (const auto& [fact, record] : request_.facts) state(fact, record.value);
    if (supplements) {
      for (const Supplement& each : request_.supplements) {
        for (const auto& [fact, record] : each.facts) state(fact, record.value);
      }
    }
    for (int item = 0; item < static_cast<int>(book_.vocabulary.items.size()); ++item) fill_items(item);
    return std::move(facts_);
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  bool hides_;
  FactSet facts_;

  bool hidden(int fact) const { return hides_ && !book_.vocabulary.facts[fact].protection.empty(); }

  void state(int fact, const Value& value) {
    if (!hidden(fact)) facts_.set(fact, value);
  }
  void state(std::string_view name, Truth truth) {
    const auto fact = book_.vocabulary.fact(name);
    if (fact && truth != Truth::unknown) state(*fact, truth == Truth::yes);
  }

  void fill_given() {
    for (int i = 0; i < static_cast<int>(book_.vocabulary.facts.size()); ++i) {
      const FactDef& def = book_.vocabulary.facts[i];
      if (!def.given.empty()) {
        fill_given(i, def);
      } else if (is_known(def.fallback)) {
        state(i, def.fallback);
      }
    }
  }

  // A truth asks whether the place is filled; any other fact takes what is written there.
  void fill_given(int fact, const FactDef& def) {
    if (def.type == Type::truth) {
      const Truth truth = is_given(request_.doc, def.given);
      if (truth != Truth::unknown) state(fact, truth == Truth::yes);
      return;
    }
    const Doc& doc = request_.doc.at(def.given);
    if (doc.empty() || doc.words() == "unknown") return;
    if (const auto value = RequestReader::value_as(def.type, doc)) state(fact, *value);
  }

  void fill_declared() {
    for (const Declaration& each : book_.declarations) {
      const bool requested = each.state == request_.requested && each.fact.starts_with("requested.");
      const bool requesting = each.state == request_.requesting && each.fact.starts_with("requesting.");
      if (!requested && !requesting) continue;
      if (each.from && request_.on && *request_.on < *each.from) continue;
      state(each.fact, truth_of(each.value));
    }
  }

  void fill_treaties() {
    Truth any = Truth::no;
    Truth other = Truth::no;
    for (const Instrument& instrument : book_.instruments) {
      if (instrument.kind != "treaty" || !contains(instrument.basis_for, request_.type)) continue;
      const Truth binds = binding_of(instrument, request_, book_).binds;
      any = either(any, binds);
      if (instrument.id != "UNCAC") other = either(other, binds);
    }
    state("requested.domestic_rules_loaded", truth_of(!request_.national_profiles.empty()));
    state("assessment.torture_recorded", truth_of(assessed("torture")));
    state("treaty.any_basis", any);
    state("treaty.other_basis", other);
    state("treaty.uncac_both", binding_of(*book_.instrument("UNCAC"), request_, book_).binds);
  }

  bool assessed(std::string_view right) const {
    return std::ranges::any_of(
        request_.assessments, [&](const Assessment& each) { return each.right == right && each.complete(); });
  }

  void fill_directory() {
    const Authority* authority = authority_for(request_, book_);
    if (!authority) return;
    state("requested.central_authority_known", Truth::yes);
    const std::string_view channel = request_.doc.at("procedure.channel").words();
    if (!channel.empty()) state("channel.fits_directory", truth_of(channel == authority->channel));
    const std::string_view language = request_.doc.at("procedure.language").words();
    if (!language.empty()) state("language.accepted", truth_of(contains(authority->languages, language)));
  }

  void fill_items(int item) {
    const ItemDef& def = book_.vocabulary.items[item];
    for (const Doc* doc : listed(def.path)) {
      if (hides_ && (*doc)["protected"].words() == "true") continue;
      Item made;
      for (const FieldDef& field : def.fields) made.push_back(field_value(def, field, *doc));
      facts_.items(item).push_back(std::move(made));
    }
  }

  // "offences.elements": the elements of every offence, in order.
  std::vector<const Doc*> listed(std::string_view path) const {
    std::vector<const Doc*> level{&request_.doc};
    while (!path.empty()) {
      const size_t dot = path.find('.');
      std::vector<const Doc*> next;
      for (const Doc* doc : level) {
        const Doc& field = (*doc)[path.substr(0, dot)];
        for (const Doc& each : field.items) next.push_back(&each);
        for (const auto& [key, each] : field.fields) next.push_back(&each);
      }
      level = std::move(next);
      path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    }
    return level;
  }

  Value field_value(const ItemDef& item, const FieldDef& field, const Doc& doc) const {
    if (const auto value = computed(item, field, doc)) return *value;
    const Doc& place = doc.at(field.path);
    if (field.given) return truth_of_given(is_given(doc, field.path));
    if (place.empty()) return field.absent_is_no ? Value{false} : Value{};
    if (place.words() == "unknown") return {};
    const auto value = RequestReader::value_as(field.type, place);
    if (!value) return {};
    const auto* text = std::get_if<std::string>(&*value);
    if (text && !field.options.empty() && !contains(field.options, *text)) return {};
    return *value;
  }

  static Value truth_of_given(Truth truth) {
    return truth == Truth::unknown ? Value{} : Value{truth == Truth::yes};
  }

  std::optional<Value> computed(const ItemDef& item, const FieldDef& field, const Doc& doc) const {
    if (item.name == "element" && field.name == "carried") return carried(doc);
    if (item.name == "official" && field.name == "in_chain" && !doc["in_chain"]) return in_chain(doc);
    if (item.name == "assurance" && field.name == "in_force") return in_force(doc);
    return std::nullopt;
  }

  // An element is carried when one of its statements is more than press or a leak.
  Value carried(const Doc& element) const {
    Truth result = Truth::no;
    for (const std::string& id : element["statements"].strings()) {
      const Doc& statement = request_.doc["statements"][id];
      const std::string_view kind = statement["kind"].words();
      const Truth one = !contains(kStatementKinds, kind) ? Truth::unknown : truth_of(carries_alone(kind));
      result = either(result, one);
    }
    return truth_of_given(result);
  }

  Value in_chain(const Doc& official) const {
    const std::string name = folded(official["name"].words());
    if (name.empty()) return {};
    for (const std::string_view list : {"chain", "persons"}) {
      for (const Doc& each : request_.doc[list].items) {
        if (folded(each["name"].words()) == name || folded(each["relative_of"].words()) == name) return true;
      }
    }
    return false;
  }

  // Written, dated, by a named author, and not run out on the day the sheet speaks of.
  Value in_force(const Doc& assurance) const {
    const bool written =
        !assurance["text"].empty() && !assurance["author"].empty() && parse_date(assurance["date"].words());
    if (!written) return false;
    if (assurance["expiry"].empty() || assurance["expiry"].words() == "none") return true;
    const auto expiry = parse_date(assurance["expiry"].words());
    if (!expiry || !request_.on) return {};
    return *request_.on <= *expiry;
  }
};

}  // namespace

bool hides_protected(const Request& request, View view) {
  return view == View::outgoing || request.side == Side::sender;
}

bool carries_alone(std::string_view kind) { return kind != "press" && kind != "leak"; }

std::string folded(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool space = c == ' ' || c == '\t' || c == '\n';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

Truth is_given(const Doc& doc, std::string_view path) {
  if (path.empty()) {
    if (doc.empty()) return Truth::no;
    if (doc.is_scalar() && doc.text == "unknown") return Truth::unknown;
    return truth_of(!(doc.is_scalar() && !doc.quoted && (doc.text == "false" || doc.text == "no")));
  }
  const size_t dot = path.find('.');
  const std::string_view head = path.substr(0, dot);
  const std::string_view rest = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  if (head != "*") return is_given(doc[head], rest);
  if (doc.empty()) return Truth::no;
  Truth result = Truth::yes;
  for (const Doc& each : doc.items) result = both(result, is_given(each, rest));
  return result;
}

const Authority* authority_for(const Request& request, const RuleBook& book) {
  for (const Authority& each : book.authorities) {
    if (each.state == request.requested && contains(each.for_types, request.type)) return &each;
  }
  return nullptr;
}

Binding binding_of(const Instrument& instrument, const Request& request, const RuleBook& book) {
  if (const auto stated = request.instruments.find(instrument.id); stated != request.instruments.end()) {
    return {stated->second, "stated in the request file"};
  }
  if (contains(book.profile(request.profile)->always_apply, instrument.id)) {
    return {Truth::yes, fmt::format("applied by the policy {}", request.profile)};
  }
  if (instrument.binds == "always") return {Truth::yes, "applies to every request of its kind"};
  if (instrument.binds == "stated") return {Truth::no, "binds only where the request file says so"};
  if (instrument.binds == "profile") {
    return {truth_of(contains(request.national_profiles, instrument.profile)),
            fmt::format("national profile {}", instrument.profile)};
  }
  const Truth requesting = relation_of(request.requesting, instrument.id, request.on, book);
  const Truth requested = relation_of(request.requested, instrument.id, request.on, book);
  const Truth binds = instrument.binds == "requested"    ? requested
                      : instrument.binds == "requesting" ? requesting
                                                         : both(requesting, requested);
  return {binds,
          binds == Truth::unknown ? "the treaty table does not say whether both are bound" : "treaty table"};
}

FactSet facts_of(const Request& request, const RuleBook& book, View view, bool supplements) {
  FactSet facts = FactBuilder(request, book, view).build(supplements);
  const auto on = book.vocabulary.fact("case.on");
  if (on && request.on) facts.set(*on, *request.on);
  return facts;
}

base::Result<Request> read_request(Doc doc, const std::string& file, const RuleBook& book) {
  Request request;
  request.file = file;
  request.doc = std::move(doc);
  return RequestReader(request, book).read();
}

base::Result<Request> load_request(const std::string& path, const RuleBook& book) {
  CLEW_TRY_ASSIGN(const std::string text, read_text(path));
  CLEW_TRY_ASSIGN(Doc doc, parse_doc(text, path));
  CLEW_TRY_ASSIGN(Request request, read_request(std::move(doc), path, book));
  request.sha256 = base::hex(base::sha256(text));
  return request;
}

}  // namespace clew::ask
