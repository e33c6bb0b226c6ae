#include "ask/request_shape.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "clean/nearest.h"

namespace clew::ask {
namespace {

constexpr std::string_view kMark = "protected";
constexpr size_t kToldMax = 20;

struct Shape;

struct Key {
  std::string_view name;
  const Shape* shape;
};

// What stands under a key.
struct Shape {
  enum class Kind { words, map, list, named, open };
  // Names that are no list in this file: ids anybody chooses, or words of the rule book.
  enum class Names { none, ids, facts, instruments, questions, places };

  Kind kind = Kind::words;     // Scalars, or a list of them; `named` is a map of entries by name.
  std::string_view lacks;      // "a statement has no key"
  std::vector<Key> keys = {};  // Of a map.
  Names names = Names::none;
  std::string_view section = {};  // Of places: "case" for case.facts.
  const Shape* each = nullptr;    // Of a list or named: an entry.
  bool may_be_marked = true;      // Of a map: `protected: true` can stand in it.
};

using Kind = Shape::Kind;
using Names = Shape::Names;

const Shape& root_shape() {
  static const Shape words{Kind::words, "words stand here and have no key"};
  static const Shape open{Kind::open, ""};
  static const auto list_of = [](std::string_view lacks, const Shape& each) {
    return Shape{Kind::list, lacks, {}, Names::none, {}, &each, false};
  };
  static const Shape party{
      Kind::map, "a party has no key", {{"state", &words}, {"authority", &words}}, Names::none, {}, {},
      false};
  static const Shape parties{
      Kind::map, "parties have no key", {{"requesting", &party}, {"requested", &party}}, Names::none, {}, {},
      false};
  static const Shape matter{Kind::map, "a case has no key", {}, Names::places, "case"};
  static const Shape documents{Kind::map, "documents have no key", {}, Names::places, "documents"};
  static const Shape assistance{Kind::map, "assistance has no key", {}, Names::places, "assistance"};
  static const Shape procedure{Kind::map,
                               "a procedure has no key",
                               {{"channel", &words}, {"language", &words}, {"received", &words}},
                               Names::places,
                               "procedure"};
  static const Shape element{
      Kind::map,
      "an element has no key",
      {{"id", &words}, {"statements", &words}, {"ask_for", &words}, {"supplement", &words}}};
  static const Shape elements = list_of("elements are a list and have no key", element);
  static const Shape offence{Kind::map,
                             "an offence has no key",
                             {{"article", &words},
                              {"title", &words},
                              {"criminal_requesting", &words},
                              {"criminal_requested", &words},
                              {"max_requesting", &words},
                              {"max_requested", &words},
                              {"elements", &elements},
                              {"supplement", &words}}};
  static const Shape offences = list_of("offences are a list and have no key", offence);
  static const Shape person{Kind::map,
                            "a person has no key",
                            {{"role", &words}, {"relative_of", &words}, {"state", &words}},
                            Names::places,
                            "persons"};
  static const Shape persons = list_of("persons are a list and have no key", person);
  static const Shape claim{
      Kind::map,
      "a claim has no key",
      {{"by", &words}, {"says", &words}, {"in_good_faith", &words}, {"answered", &words}}};
  static const Shape claims = list_of("claims are a list and have no key", claim);
  static const Shape asset{Kind::map,
                           "property has no key",
                           {{"currency", &words},
                            {"value_on", &words},
                            {"status", &words},
                            {"since", &words},
                            {"review_on", &words},
                            {"claims", &claims}},
                           Names::places,
                           "property"};
  static const Shape property = list_of("property is a list and has no key", asset);
  static const Shape statement{Kind::map,
                               "a statement has no key",
                               {{"kind", &words},
                                {"date", &words},
                                {"says", &words},
                                {"file", &words},
                                {"grade", &words},
                                {"obtained", &words},
                                {"use_limit", &words},
                                {"use_consent", &words},
                                {"obtained_by_torture", &words},
                                {"supplement", &words}}};
  static const Shape statements{Kind::named, "statements stand under ids and have no key", {}, Names::ids, {},
                                &statement};
  static const Shape assurance{Kind::map,
                               "an assurance has no key",
                               {{"kind", &words},
                                {"author", &words},
                                {"date", &words},
                                {"text", &words},
                                {"binding", &words},
                                {"monitoring", &words},
                                {"expiry", &words},
                                {"supplement", &words}}};
  static const Shape assurances = list_of("assurances are a list and have no key", assurance);
  static const Shape official{
      Kind::map,
      "an official has no key",
      {{"name", &words}, {"state", &words}, {"role", &words}, {"in_chain", &words}, {"supplement", &words}}};
  static const Shape officials = list_of("officials are a list and have no key", official);
  static const Shape link{Kind::map,
                          "an entry of the chain has no key",
                          {{"name", &words}, {"role", &words}, {"relative_of", &words}, {"state", &words}}};
  static const Shape chain = list_of("the chain is a list and has no key", link);
  static const Shape was{Kind::map,
                         "a superseded value has no key",
                         {{"value", &words}, {"by", &words}, {"at", &words}, {"reason", &words}}};
  static const Shape history = list_of("superseded values are a list and have no key", was);
  static const Shape fact{Kind::map,
                          "a fact has no key",
                          {{"value", &words},
                           {"statements", &words},
                           {"set_by", &words},
                           {"set_at", &words},
                           {"sources", &words},
                           {"was", &history}}};
  static const Shape facts{Kind::named, "the rules know no fact", {}, Names::facts, {}, &fact};
  static const Shape answer{Kind::map, "an answer has no key", {{"answer", &words}, {"source", &words}}};
  static const Shape factors{Kind::named, "no profile asks the question", {}, Names::questions, {}, &answer};
  static const Shape assessment{Kind::map,
                                "an assessment has no key",
                                {{"right", &words},
                                 {"by", &words},
                                 {"on", &words},
                                 {"conclusion", &words},
                                 {"sources", &words},
                                 {"factors", &factors}}};
  static const Shape assessments = list_of("assessments are a list and have no key", assessment);
  static const Shape supplement{
      Kind::map, "a supplement has no key", {{"on", &words}, {"by", &words}, {"facts", &facts}}};
  static const Shape supplements = list_of("supplements are a list and have no key", supplement);
  static const Shape binding{Kind::map, "a binding has no key", {{"binds", &words}, {"source", &words}}};
  static const Shape instruments{Kind::named, "the rules know no instrument", {}, Names::instruments, {},
                                 &binding};
  static const Shape root{Kind::map,
                          "a request has no section",
                          {{"title", &words},
                           {"type", &words},
                           {"variants", &words},
                           {"side", &words},
                           {"on", &words},
                           {"profile", &words},
                           {"national_profiles", &words},
                           {"start_from", &words},
                           {"parties", &parties},
                           {"case", &matter},
                           {"offences", &offences},
                           {"persons", &persons},
                           {"property", &property},
                           {"statements", &statements},
                           {"documents", &documents},
                           {"assurances", &assurances},
                           {"procedure", &procedure},
                           {"officials", &officials},
                           {"chain", &chain},
                           {"facts", &facts},
                           {"assessments", &assessments},
                           {"supplements", &supplements},
                           {"instruments", &instruments},
                           {"assistance", &assistance},
                           {"goaml", &open}},
                          Names::none,
                          {},
                          {},
                          false};
  return root;
}

// "case.facts" and "persons.*.name" as `facts` and `name`; nothing where it is no place of that section.
std::string_view key_of_place(std::string_view given, std::string_view section) {
  if (!given.starts_with(section) || !given.substr(section.size()).starts_with('.')) return {};
  given.remove_prefix(section.size() + 1);
  return given.starts_with("*.") ? given.substr(2) : given;
}

class Checker {
 public:
  explicit Checker(const RuleBook& book) : book_(book) {}

  Misfits hold(const Doc& doc) {
    hold(doc, root_shape());
    return std::move(misfits_);
  }

 private:
  const RuleBook& book_;
  Misfits misfits_;

  void hold(const Doc& doc, const Shape& shape) {
    if (doc.is_scalar()) return;
    if (shape.kind == Kind::open) return hold_marks(doc);
    if (shape.kind == Kind::map) return hold_map(doc, shape);
    if (shape.kind == Kind::named) return hold_named(doc, shape);
    const Shape& each = shape.kind == Kind::list ? *shape.each : shape;
    for (const Doc& item : doc.items) hold(item, each);
    for (const DocField& field : doc.fields) misfit(field, shape, {});
  }

  void hold_map(const Doc& doc, const Shape& shape) {
    for (const Doc& item : doc.items) hold(item, shape);
    for (const DocField& field : doc.fields) {
      if (shape.may_be_marked && field.key == kMark) {
        hold_mark(field);
        continue;
      }
      const auto key = std::ranges::find(shape.keys, field.key, &Key::name);
      if (key != shape.keys.end()) {
        hold(field.value, *key->shape);
      } else if (shape.names == Names::places && is_place(field.key, shape)) {
        hold_words(field.value, shape);
      } else {
        misfit(field, shape, known_keys(shape));
      }
    }
  }

  // What a place says is words.
  void hold_words(const Doc& doc, const Shape& shape) {
    for (const Doc& item : doc.items) hold_words(item, shape);
    for (const DocField& field : doc.fields) misfit(field, shape, known_keys(shape));
  }

  void hold_named(const Doc& doc, const Shape& shape) {
    for (const Doc& item : doc.items) {
      for (const DocField& field : item.fields) misfit(field, shape, {});
    }
    for (const DocField& field : doc.fields) {
      if (is_named(field, shape)) {
        hold(field.value, *shape.each);
      } else {
        misfit(field, shape, known_keys(shape));
      }
    }
  }

  // A mark on all statements at once is none: it would be one with the id "protected".
  bool is_named(const DocField& field, const Shape& shape) const {
    if (shape.names == Names::ids) return field.key != kMark;
    if (shape.names == Names::facts) return book_.vocabulary.fact(field.key).has_value();
    const std::vector<std::string_view> known = known_keys(shape);
    return std::ranges::find(known, field.key) != known.end();
  }

  bool is_place(std::string_view key, const Shape& shape) const {
    const bool cites = key.ends_with("_statements");  // case.facts_statements: what case.facts rests on.
    if (cites) key.remove_suffix(std::string_view("_statements").size());
    return !key.empty() && std::ranges::any_of(book_.vocabulary.facts, [&](const FactDef& fact) {
      return key_of_place(fact.given, shape.section) == key;
    });
  }

  std::vector<std::string_view> known_keys(const Shape& shape) const {
    std::vector<std::string_view> out;
    for (const Key& key : shape.keys) out.push_back(key.name);
    if (shape.kind == Kind::map && shape.may_be_marked) out.push_back(kMark);
    for (const FactDef& fact : book_.vocabulary.facts) {
      if (shape.names == Names::facts) out.push_back(fact.name);
      if (shape.names != Names::places) continue;
      if (const std::string_view key = key_of_place(fact.given, shape.section); !key.empty())
        out.push_back(key);
    }
    if (shape.names == Names::instruments) {
      for (const Instrument& each : book_.instruments) out.push_back(each.id);
    }
    if (shape.names == Names::questions) {
      for (const Profile& profile : book_.profiles) {
        for (const Question& each : profile.weighing) out.push_back(each.id);
      }
    }
    return out;
  }

  void misfit(const DocField& field, const Shape& shape, const std::vector<std::string_view>& known) {
    const std::string_view nearest = clean::nearest(field.key, known);
    const auto fact = book_.vocabulary.fact(nearest);
    const bool tells =
        shape.names == Names::facts && fact && !book_.vocabulary.facts[*fact].protection.empty();
    misfits_.push_back({key_place(field.value),
                        fmt::format("{} \"{}\"{}", shape.lacks, field.key, near(nearest)),
                        fmt::format("{} of this name{}", shape.lacks, tells ? "" : near(nearest))});
  }

  static std::string near(std::string_view nearest) {
    return nearest.empty() ? "" : fmt::format("; the nearest is \"{}\"", nearest);
  }

  void hold_marks(const Doc& doc) {
    for (const Doc& item : doc.items) hold_marks(item);
    for (const DocField& field : doc.fields) {
      if (field.key == kMark) hold_mark(field);
      hold_marks(field.value);
    }
  }

  void hold_mark(const DocField& field) {
    const std::string_view words = field.value.words();
    if (words == "true" || words == "yes" || words == "false" || words == "no") return;
    const std::string says = "the mark `protected` says true or false";
    misfits_.push_back({key_place(field.value), says, says});
  }
};

}  // namespace

Misfits misfits_of(const Doc& request, const RuleBook& book) { return Checker(book).hold(request); }

base::Result<void> refuse_misfits(const Misfits& misfits, const Request& request, View said_in) {
  if (misfits.empty()) return {};
  const bool outside = said_in == View::outgoing || request.doc["side"].words() == "sender";
  std::vector<std::string> lines;
  for (const Misfit& each : misfits) {
    if (lines.size() == kToldMax) {
      lines.push_back(fmt::format("and {} more", misfits.size() - kToldMax));
      break;
    }
    lines.push_back(to_string(problem_at(request, each.place, outside ? each.says_out : each.says)));
  }
  return base::fail(base::ErrorKind::usage, fmt::format("{}", fmt::join(lines, "\n")));
}

}  // namespace clew::ask
