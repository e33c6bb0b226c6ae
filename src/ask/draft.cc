#include "ask/draft.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "ask/assets.h"
#include "ask/evaluate.h"
#include "ask/shown.h"

namespace clew::ask {
namespace {

class Drafter {
 public:
  Drafter(const Request& request, const RuleBook& book) : request_(request), book_(book), doc_(request.doc) {}

  Draft make() {
    draft_.title = title();
    if (request_.type == "extradition" || request_.type == "provisional_arrest") {
      extradition();
    } else if (request_.type == "fiu" || request_.type == "spontaneous") {
      information();
    } else if (request_.type == "alert") {
      alert();
    } else {
      assistance();
    }
    closing();
    return std::move(draft_);
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  const Doc& doc_;
  Draft draft_;
  std::map<std::string, size_t> numbers_;  // Of footnotes, by statement.

  std::string state(const std::string& code) const {
    const State* known = book_.state(code);
    return known ? known->name : code;
  }

  std::string title() const {
    static const std::map<std::string, std::string> kNames = {
        {"extradition", "Request for extradition"},
        {"provisional_arrest", "Request for provisional arrest"},
        {"mla", "Request for legal assistance"},
        {"freeze", "Request for freezing or seizure"},
        {"confiscate", "Request for confiscation"},
        {"investigate", "Request for investigative assistance"},
        {"return", "Request for the return of assets"},
        {"spontaneous", "Information passed on"},
        {"fiu", "Request between financial intelligence units"},
        {"alert", "Request for an alert"}};
    return fmt::format("{} from {} to {}", kNames.at(request_.type), state(request_.requesting),
                       state(request_.requested));
  }

  void section(std::string heading) { draft_.sections.push_back({std::move(heading), {}}); }
  void say(std::string paragraph) { draft_.sections.back().paragraphs.push_back(std::move(paragraph)); }

  // What stands at the place, or a gap that shows.
  void say_place(std::string_view path, std::string_view what, std::string_view lead = {}) {
    const Doc& place = doc_.at(path);
    if (!place.words().empty() && place.words() != "unknown")
      return say(fmt::format("{}{}{}", lead, place.words(), marks(statements_of(path))));
    draft_.missing.push_back(fmt::format("{} ({})", what, path));
    say(fmt::format("[missing: {}]", what));
  }

  // "case.facts" may have "case.facts_statements" beside it.
  std::vector<std::string> statements_of(std::string_view path) const {
    return doc_.at(fmt::format("{}_statements", path)).strings();
  }

  // Footnote marks; a statement cited twice keeps its number.
  std::string marks(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) {
      const Doc& statement = doc_["statements"][id];
      if (!statement || weight_of(statement) == Truth::unknown) continue;
      const auto [place, fresh] = numbers_.try_emplace(id, draft_.footnotes.size() + 1);
      if (fresh) draft_.footnotes.push_back(footnote(id, statement));
      out += fmt::format(" [{}]", place->second);
    }
    return out;
  }

  static std::string footnote(const std::string& id, const Doc& statement) {
    std::string out = fmt::format("{}: {} ({}{}{})", id, statement["says"].words(), statement["kind"].words(),
                                  statement["date"].empty() ? "" : ", ", statement["date"].words());
    if (!statement["use_limit"].empty())
      out += fmt::format(". Limit on its use: {}", statement["use_limit"].words());
    return out;
  }

  // ---- parts ----

  void authority(std::string heading) {
    section(std::move(heading));
    say_place("parties.requesting.authority", "the authority making the request");
    say_place("parties.requested.authority", "the authority it is sent to", "To: ");
  }

  void the_case(std::string heading) {
    section(std::move(heading));
    say_place("case.subject", "what the case is about");
    say_place("case.nature", "what kind of proceeding it is");
    say_place("case.authority", "the authority conducting the case", "Conducted by: ");
    say_place("case.authority_function", "that authority's functions", "Its functions: ");
  }

  void facts(std::string heading) {
    section(std::move(heading));
    say_place("case.facts", "a summary of the facts");
    say_place("case.when_where", "when and where", "When and where: ");
    for (const Doc& offence : doc_["offences"].items) say_offence(offence);
  }

  void say_offence(const Doc& offence) {
    const OffenceDef* def = book_.offence(offence["article"].words());
    std::string name = !offence["title"].empty() ? std::string(offence["title"].words())
                       : def                     ? def->title
                                                 : "[missing: the offence]";
    say(fmt::format("Offence alleged: {}{}.", name, def ? fmt::format(" ({})", def->article) : ""));
    for (const Doc& element : offence["elements"].items) say_element(offence, def, element);
    if (!offence["max_requesting"].empty())
      say(fmt::format("Highest penalty in the requesting state: {}.", offence["max_requesting"].words()));
  }

  void say_element(const Doc& offence, const OffenceDef* def, const Doc& element) {
    const ElementDef* known = nullptr;
    if (def) {
      const auto found = std::ranges::find(def->elements, element["id"].words(), &ElementDef::id);
      if (found != def->elements.end()) known = &*found;
    }
    const std::string says = known ? known->says : std::string(element["id"].words());
    const std::vector<std::string> ids = element["statements"].strings();
    const Truth carried = is_carried(request_, element);
    if (carried == Truth::yes) return say(fmt::format("- {}{}", says, marks(ids)));
    const std::string ask = !element["ask_for"].empty() ? std::string(element["ask_for"].words())
                            : known                     ? known->ask_for
                                                        : "an official record";
    draft_.left_out.push_back(
        fmt::format("{}: {}: {}; ask for: {}", offence["article"].words(), says, why_not(ids), ask));
  }

  std::string_view why_not(const std::vector<std::string>& ids) const {
    bool weak = false;
    for (const std::string& id : ids) {
      const Doc& statement = doc_["statements"][id];
      if (statement && weight_of(statement) == Truth::unknown) return "a statement of no known kind";
      weak = weak || statement;
    }
    return weak ? "press or a leak alone" : "no statement";
  }

  void persons(std::string heading) {
    section(std::move(heading));
    for (const Doc& person : doc_["persons"].items) {
      say(fmt::format("{}{}{}{}{}", person["name"].words(), field(person, "born", ", born "),
                      field(person, "nationality", ", nationality: "), field(person, "identity", "; "),
                      field(person, "stated_location", "; location as far as known: ")));
      say(status_of(person));
    }
    if (doc_["persons"].empty()) say("[missing: the persons concerned]");
  }

  static std::string field(const Doc& doc, std::string_view name, std::string_view lead) {
    return doc[name].empty() ? "" : fmt::format("{}{}", lead, doc[name].words());
  }

  // Nobody is guilty before a final judgment: the status says where the procedure stands, and the sentence
  // says the rest.
  static std::string status_of(const Doc& person) {
    const std::string status = person["status"].empty() ? "[missing: status in the procedure]"
                                                        : std::string(person["status"].words());
    if (status == "convicted final") return "Status: convicted by a final judgment.";
    return fmt::format("Status: {}. {} is presumed innocent until a final judgment.", status,
                       person["name"].words());
  }

  void property(std::string heading) {
    section(std::move(heading));
    const AssetRegister assets = read_assets(request_, book_);
    for (const Asset& asset : assets.assets) {
      say(fmt::format(
          "- {}{}{}{}", asset.what, asset.where.empty() ? "; location not known" : ", at " + asset.where,
          asset.hundredths
              ? fmt::format(", worth {} {} on {}", money(*asset.hundredths), asset.currency, asset.value_on)
              : "; value not known",
          asset.claims.empty()
              ? ""
              : fmt::format("; {} claim(s) of third parties are known", asset.claims.size())));
    }
    if (assets.assets.empty()) say("[missing: the property]");
  }

  void documents(std::string heading,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> places) {
    section(std::move(heading));
    for (const auto& [path, what] : places) say_place(path, what, fmt::format("{}: ", what));
  }

  // ---- kinds of request ----

  void assistance() {
    authority("(a) The authority making the request");
    the_case("(b) Subject matter and nature of the case");
    facts("(c) Summary of the relevant facts");
    section("(d) Assistance sought, and procedure");
    say_place("assistance.sought", "the assistance sought");
    say_place("assistance.procedure_wishes", "any particular procedure wished for, or none", "Procedure: ");
    persons("(e) Persons concerned");
    section("(f) Purpose");
    say_place("assistance.purpose", "the purpose of the evidence, information or action");
    if (request_.type == "freeze") freezing();
    if (request_.type == "confiscate") confiscation();
    if (request_.type == "return") property("Property whose return is asked for");
  }

  void freezing() {
    property("Property to be frozen (55(3)(c))");
    section("Grounds for freezing (54(2))");
    say_place("case.reasonable_basis", "the reasonable basis to believe there are sufficient grounds");
    if (!doc_["documents"]["freezing_order"].empty())
      say_place("documents.order_copy", "an admissible copy of the order", "Copy of the order: ");
  }

  void confiscation() {
    property("Property to be confiscated (55(3))");
    const bool by_order = std::ranges::find(request_.variants, "by_order") != request_.variants.end();
    if (!by_order)
      return documents("Facts for a domestic order (55(3)(a))",
                       {{"case.facts_for_order", "facts relied upon"}});
    documents("The order (55(3)(b))",
              {{"documents.order_copy", "admissible copy of the order"},
               {"documents.extent", "extent to which it is to be executed"},
               {"documents.third_party_notice", "notice given to third parties in good faith"},
               {"documents.due_process", "how due process was ensured"},
               {"documents.order_final_statement", "statement that the order is final"}});
  }

  void extradition() {
    authority("Authorities");
    documents("(a) Judgment or warrant",
              {{"documents.judgment_or_warrant", "judgment or warrant, original or authenticated copy"}});
    if (request_.type == "provisional_arrest") {
      documents("Provisional arrest",
                {{"documents.warrant_exists", "that a warrant or judgment exists"},
                 {"documents.intention_to_request", "that extradition will be requested"}});
    }
    the_case("(b) The proceedings");
    facts("(b) Statement of the offences: time, place, legal description");
    documents("(c) The law", {{"documents.law_text", "text of the provisions, or a statement of the law"}});
    persons("(c) The person sought");
    section("Assurances offered");
    for (const Doc& assurance : doc_["assurances"].items) {
      say(fmt::format("- {}: {} ({}, {})", assurance["kind"].words(), assurance["text"].words(),
                      assurance["author"].words(), assurance["date"].words()));
    }
    if (doc_["assurances"].empty()) say("None.");
  }

  void information() {
    authority("The unit that asks");
    facts("Facts");
    persons("Persons concerned");
    section("Use and urgency");
    say_place("assistance.purpose", "how the information will be used");
    say_place("procedure.urgency", "how urgent it is");
  }

  void alert() {
    authority("The authority that asks");
    facts("The acts");
    persons("The person");
    documents("Charge, law, penalty, warrant",
              {{"documents.charge", "charge"},
               {"documents.law_text", "law"},
               {"documents.penalty", "highest penalty or sentence"},
               {"documents.warrant_reference", "warrant or judicial decision"}});
    section("Notice");
    say("An alert is no evidence of guilt.");
  }

  void closing() {
    section("Use, confidentiality, costs");
    say("What is received will be used for the case stated here and for nothing else without consent; what "
        "speaks for an accused person will be disclosed after notice (46(19)).");
    const auto secret = request_.facts.find(*book_.vocabulary.fact("confidentiality.requested"));
    const bool asked = secret != request_.facts.end() && secret->second.value == Value{true};
    if (asked)
      say("Please keep this request and its substance confidential except as far as its execution needs "
          "(46(20)).");
    say("Should anything be missing, or a ground for refusal be considered, we ask to be consulted first.");
  }
};

// Dated places of a request that are no facts.
class Timeline {
 public:
  Timeline(const Request& request, const RuleBook& book) : request_(request), book_(book) {}

  std::vector<Event> make() {
    const Doc& doc = request_.doc;
    add(doc.at("procedure.received").words(), "the request arrived");
    for (const auto& [id, statement] : doc["statements"].fields) {
      add(statement["date"].words(), fmt::format("{}: {}", id, statement["says"].words()));
    }
    for (const Doc& each : doc["assurances"].items) {
      add(each["date"].words(),
          fmt::format("assurance ({}) by {}", each["kind"].words(), each["author"].words()));
      add(each["expiry"].words(), fmt::format("assurance ({}) runs out", each["kind"].words()));
    }
    for (const Doc& each : doc["property"].items) {
      add(each["since"].words(), fmt::format("{}: {}", each["what"].words(), each["status"].words()));
      add(each["review_on"].words(), fmt::format("review of the measure on {}", each["what"].words()));
    }
    for (const Supplement& each : request_.supplements)
      add(each.on, fmt::format("supplement by {}", each.by));
    for (const Assessment& each : request_.assessments)
      add(each.on, fmt::format("assessment ({}) by {}", each.right, each.by));
    facts_and_timers();
    std::ranges::stable_sort(events_, {}, &Event::day);
    return std::move(events_);
  }

 private:
  const Request& request_;
  const RuleBook& book_;
  std::vector<Event> events_;

  void add(std::string_view day, std::string what, std::string rule = {}) {
    const auto date = parse_date(day);
    if (!date) return;
    events_.push_back(
        {std::string(day), std::move(what), std::move(rule), request_.on && *date < *request_.on});
  }

  void facts_and_timers() {
    const FactSet facts = facts_of(request_, book_);
    for (int i = 0; i < static_cast<int>(book_.vocabulary.facts.size()); ++i) {
      const FactDef& def = book_.vocabulary.facts[i];
      const auto* date = std::get_if<Date>(&facts.value(i));
      if (!date || def.name == "case.on") continue;
      add(to_string(*date), def.name);
      timers_from(i, *date);
    }
  }

  void timers_from(int fact, Date from) {
    for (const Rule& rule : book_.rules) {
      if (!fits(rule.applies_to, request_.type, request_.variants)) continue;
      for (const Timer& timer : rule.timers) {
        if (timer.from == fact)
          add(rule, timer, to_string(add_months(add_days(from, timer.days), timer.months)));
      }
    }
  }

  // A time limit of an instrument that does not bind the two is none.
  void add(const Rule& rule, const Timer& timer, std::string_view day) {
    const Instrument& instrument = *book_.instrument(rule.instrument);
    const Truth binds = binding_of(instrument, request_, book_).binds;
    if (binds == Truth::no) return;
    const std::string doubt =
        binds == Truth::yes ? "" : fmt::format(" (if both are bound by {})", instrument.title);
    add(day, timer.says + doubt, rule.id);
  }
};

}  // namespace

Draft make_draft(const Request& request, const RuleBook& book) {
  const auto shown = without_protected(request, book, View::outgoing);
  return Drafter(shown ? *shown : request, book).make();
}

std::vector<Event> timeline_of(const Request& request, const RuleBook& book) {
  const auto shown = without_protected(request, book, View::internal);
  return Timeline(shown ? *shown : request, book).make();
}

}  // namespace clew::ask
