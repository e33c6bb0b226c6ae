#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "ask/request.h"

// How a request's file becomes facts: what is filled in, what states have declared, which treaties bind, what
// people stated - in that order, the later winning.
namespace clew::ask {
namespace {

bool contains(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

// "12", "12 months", "4 years": in the unit of the fact.
std::optional<Value> number_as(Type type, std::string_view words) {
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

// A statement sent to complete the request says so: `supplement: DATE`.
bool came_later(const Doc& doc) { return !doc["supplement"].empty(); }

class FactBuilder {
 public:
  FactBuilder(const Request& request, const RuleBook& book)
      : request_(request), book_(book), facts_(book.vocabulary) {}

  FactSet build(bool supplements) {
    supplements_ = supplements;
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
  bool supplements_ = true;
  FactSet facts_;

  void state(int fact, const Value& value) { facts_.set(fact, value); }
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
    if (const auto value = value_as(def.type, doc)) state(fact, *value);
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
    return std::ranges::any_of(request_.assessments, [&](const Assessment& each) {
      return each.right == right && flaw_of(each, request_.on).empty();
    });
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
      if (!supplements_ && came_later(*doc)) continue;
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
    const auto value = value_as(field.type, place);
    if (!value) return {};
    const auto* text = std::get_if<std::string>(&*value);
    if (text && !field.options.empty() && !contains(field.options, *text)) return {};
    return *value;
  }

  static Value truth_of_given(Truth truth) {
    return truth == Truth::unknown ? Value{} : Value{truth == Truth::yes};
  }

  std::optional<Value> computed(const ItemDef& item, const FieldDef& field, const Doc& doc) const {
    if (item.name == "element" && field.name == "carried")
      return truth_of_given(is_carried(request_, doc, supplements_));
    if (item.name == "official" && field.name == "in_chain" && !doc["in_chain"]) return in_chain(doc);
    if (item.name == "assurance" && field.name == "in_force") return in_force(doc);
    return std::nullopt;
  }

  Value in_chain(const Doc& official) const {
    const std::string_view name = official["name"].words();
    if (name.empty()) return {};
    return request_.officials_in_chain.contains(name);
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

std::optional<Value> value_as(Type type, const Doc& doc) {
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
    default: return number_as(type, words);
  }
}

const std::vector<std::string>& statement_kinds() {
  static const std::vector<std::string> kKinds = {"court",  "register",  "bank", "contract", "official",
                                                  "expert", "testimony", "open", "press",    "leak"};
  return kKinds;
}

bool hides_protected(const Request& request, View view) {
  return view == View::outgoing || request.side == Side::sender;
}

bool carries_alone(std::string_view kind) { return kind != "press" && kind != "leak"; }

Truth weight_of(const Doc& statement) {
  const std::string_view kind = statement["kind"].words();
  return contains(statement_kinds(), kind) ? truth_of(carries_alone(kind)) : Truth::unknown;
}

Truth is_carried(const Request& request, const Doc& element, bool supplements) {
  Truth result = Truth::no;
  for (const std::string& id : element["statements"].strings()) {
    const Doc& statement = request.doc["statements"][id];
    if (!supplements && came_later(statement)) continue;
    result = either(result, weight_of(statement));
  }
  return result;
}

std::string flaw_of(const Assessment& assessment, const std::optional<Date>& on) {
  if (assessment.by.find_first_not_of(' ') == std::string::npos) return "nobody is named who judged (by)";
  const auto day = parse_date(assessment.on);
  if (!day && assessment.on.empty()) return "it does not say when (on)";
  if (!day) return fmt::format("\"{}\" is no date that can be", assessment.on);
  if (!on) return "it is not said on which day the request is looked at (on), so nor whether it came before";
  if (*day > *on)
    return fmt::format("{} lies after the day the request is looked at ({})", assessment.on, to_string(*on));
  if (assessment.sources.empty()) return "it names no sources";
  return "";
}

bool knows_right(const RuleBook& book, std::string_view right) {
  const auto protects = [&](const Part& part) { return part.right == right; };
  return std::ranges::any_of(book.vocabulary.facts, [&](const FactDef& def) { return def.right == right; }) ||
         std::ranges::any_of(book.rules,
                             [&](const Rule& rule) { return std::ranges::any_of(rule.parts, protects); });
}

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

FactSet facts_of(const Request& request, const RuleBook& book, bool supplements) {
  FactSet facts = FactBuilder(request, book).build(supplements);
  const auto on = book.vocabulary.fact("case.on");
  if (on && request.on) facts.set(*on, *request.on);
  return facts;
}

}  // namespace clew::ask
