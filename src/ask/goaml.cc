#include "ask/goaml.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <set>

#include "ask/text.h"
#include "clean/nearest.h"

namespace clew::ask {
namespace {

constexpr std::string_view kMark = "protected";
constexpr int kDepthMax = 40;
constexpr size_t kSchemaBytesMax = 16u << 20;

struct Free {
  void operator()(xmlDoc* doc) const { xmlFreeDoc(doc); }
  void operator()(xmlSchemaParserCtxt* context) const { xmlSchemaFreeParserCtxt(context); }
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
  void operator()(xmlSchemaValidCtxt* context) const { xmlSchemaFreeValidCtxt(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetNoNsProp(node, reinterpret_cast<const xmlChar*>(name));
  std::string out = value ? reinterpret_cast<const char*>(value) : "";
  xmlFree(value);
  return out;
}

std::string_view name_of(const xmlNode* node) { return reinterpret_cast<const char*>(node->name); }

std::vector<xmlNode*> children(const xmlNode* node) {
  std::vector<xmlNode*> out;
  for (xmlNode* child = node->children; child; child = child->next) {
    if (child->type == XML_ELEMENT_NODE) out.push_back(child);
  }
  return out;
}

// Patterns written for .NET: anchors are letters to a strict reader, and "0-9-+" is no range.
std::string mended(std::string pattern) {
  if (pattern.starts_with('^')) pattern.erase(0, 1);
  if (pattern.ends_with('$') && !pattern.ends_with("\\$")) pattern.pop_back();
  static const std::regex kRange("([A-Za-z0-9]-[A-Za-z0-9])-([^\\]A-Za-z0-9])");
  return std::regex_replace(pattern, kRange, "$1\\-$2");
}

void mend_patterns(xmlNode* node) {
  for (xmlNode* child : children(node)) {
    if (name_of(child) == "pattern") {
      const std::string pattern = mended(attribute(child, "value"));
      xmlSetProp(child, reinterpret_cast<const xmlChar*>("value"),
                 reinterpret_cast<const xmlChar*>(pattern.c_str()));
    }
    mend_patterns(child);
  }
}

void collect(void* into, xmlErrorPtr error) {
  std::string text = error->message ? error->message : "not valid";
  while (text.ends_with('\n')) text.pop_back();
  static_cast<std::vector<std::string>*>(into)->push_back(fmt::format("line {}: {}", error->line, text));
}

// Older libxml2 passes a plain pointer, newer a pointer to const; both meet here.
void collect_any(void* into, const xmlError* error) { collect(into, const_cast<xmlError*>(error)); }

#if LIBXML_VERSION >= 21200
constexpr auto kCollect = collect_any;
#else
constexpr auto kCollect = collect;
[[maybe_unused]] constexpr auto kUnused = collect_any;
#endif

class Writer {
 public:
  Writer(const xmlNode* schema, const Request& request, GoamlReport& report)
      : schema_(schema), request_(request), report_(report) {}

  void write(const Doc& values) {
    const xmlNode* root = global("element", "");
    if (!root) {
      report_.problems.push_back("the schema declares no element");
      return;
    }
    report_.xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    element(root, values, attribute(root, "name"), 0);
  }

 private:
  const xmlNode* schema_;
  const Request& request_;
  GoamlReport& report_;

  // A declaration at the top of the schema; the first of its kind when no name is given.
  const xmlNode* global(std::string_view kind, std::string_view name) const {
    for (const xmlNode* child : children(schema_)) {
      if (name_of(child) == kind && (name.empty() || attribute(child, "name") == name)) return child;
    }
    return nullptr;
  }

  static const xmlNode* child(const xmlNode* node, std::string_view kind) {
    for (const xmlNode* each : children(node)) {
      if (name_of(each) == kind) return each;
    }
    return nullptr;
  }

  static std::string local(const std::string& name) { return name.substr(name.find(':') + 1); }

  const xmlNode* complex_type(const xmlNode* element) const {
    if (const xmlNode* inline_type = child(element, "complexType")) return inline_type;
    const std::string type = attribute(element, "type");
    return type.empty() ? nullptr : global("complexType", local(type));
  }
  const xmlNode* simple_type(const xmlNode* element) const {
    if (const xmlNode* inline_type = child(element, "simpleType")) return inline_type;
    const std::string type = attribute(element, "type");
    return type.empty() ? nullptr : global("simpleType", local(type));
  }

  void problem(std::string text) { report_.problems.push_back(std::move(text)); }

  void element(const xmlNode* declared, const Doc& value, const std::string& path, int depth) {
    if (depth > kDepthMax)
      return problem(fmt::format("{}: the schema nests deeper than {} levels", path, kDepthMax));
    const std::string name = attribute(declared, "name");
    const std::string indent(static_cast<size_t>(2 * depth), ' ');
    const xmlNode* type = complex_type(declared);
    if (!type) {
      check_code(declared, value, path);
      report_.xml += fmt::format("{}<{}>{}</{}>\n", indent, name, html(value.words()), name);
      return;
    }
    report_.xml += fmt::format("{}<{}>\n", indent, name);
    std::set<std::string> known;
    content(type, value, path, depth + 1, known);
    for (const auto& [key, each] : value.fields) {
      if (!known.contains(key) && key != kMark) no_place(key, each, path, known);
    }
    report_.xml += fmt::format("{}</{}>\n", indent, name);
  }

  // What was filled in from elsewhere in the file is left out; what was written here may be a mark, misspelt,
  // or what somebody meant to protect: it is refused, and not repeated.
  void no_place(const std::string& key, const Doc& value, const std::string& path,
                const std::set<std::string>& known) {
    if (value.line == 0)
      return report_.left_out.push_back(fmt::format("{}.{}: the schema has no place for it", path, key));
    std::vector<std::string_view> names(known.begin(), known.end());
    names.push_back(kMark);
    const std::string_view nearest = clean::nearest(key, names);
    problem(to_string(
        problem_at(request_, key_place(value),
                   fmt::format("{}: the schema has no place for a key of this name{}", path,
                               nearest.empty() ? "" : fmt::format("; the nearest is \"{}\"", nearest)))));
  }

  void check_code(const xmlNode* declared, const Doc& value, const std::string& path) {
    const xmlNode* type = simple_type(declared);
    const xmlNode* restriction = type ? child(type, "restriction") : nullptr;
    if (!restriction) return;
    std::vector<std::string> codes;
    for (const xmlNode* each : children(restriction)) {
      if (name_of(each) == "enumeration") codes.push_back(attribute(each, "value"));
    }
    if (codes.empty() || std::ranges::find(codes, value.words()) != codes.end()) return;
    const size_t more = codes.size() > 15 ? codes.size() - 15 : 0;
    if (more > 0) codes.resize(15);
    problem(fmt::format("{}: \"{}\" is none of this unit's codes: {}{}", path, value.words(),
                        fmt::join(codes, ", "), more > 0 ? fmt::format(" and {} more", more) : ""));
  }

  // Everything a type is made of, in the schema's order.
  void content(const xmlNode* type, const Doc& value, const std::string& path, int depth,
               std::set<std::string>& known) {
    for (const xmlNode* part : children(type)) particle(part, value, path, depth, known, true);
  }

  void particle(const xmlNode* part, const Doc& value, const std::string& path, int depth,
                std::set<std::string>& known, bool required) {
    const std::string_view kind = name_of(part);
    const bool wanted = required && attribute(part, "minOccurs") != "0";
    if (kind == "element") return occurrences(part, value, path, depth, known, wanted);
    if (kind == "choice") return choice(part, value, path, depth, known, wanted);
    if (kind == "complexContent") return content(part, value, path, depth, known);
    if (kind == "extension") {
      if (const xmlNode* base = global("complexType", local(attribute(part, "base"))))
        content(base, value, path, depth, known);
      return content(part, value, path, depth, known);
    }
    if (kind == "group") {
      if (const xmlNode* group = global("group", local(attribute(part, "ref"))))
        content(group, value, path, depth, known);
      return;
    }
    if (kind != "sequence" && kind != "all") return;
    const bool used = wanted || names_given(part, value);
    for (const xmlNode* each : children(part)) particle(each, value, path, depth, known, used);
  }

  void occurrences(const xmlNode* declared, const Doc& value, const std::string& path, int depth,
                   std::set<std::string>& known, bool wanted) {
    const std::string name = attribute(declared, "name");
    if (name.empty()) return;
    const bool fresh = known.insert(name).second;
    const Doc& given = value[name];
    const std::string here = path + "." + name;
    if (given.empty() || given["protected"].words() == "true") {
      if (wanted) problem(fmt::format("{}: this unit requires it", here));
      return;
    }
    if (!fresh) return;  // Declared twice in alternatives: written once.
    if (!given.is_list()) return element(declared, given, here, depth);
    for (const Doc& each : given.items) {
      if (each["protected"].words() != "true") element(declared, each, here, depth);
    }
  }

  // Of the alternatives the one that fits what is given best, the first of equals: units let one field (an
  // activity) stand alone or follow others (transactions).
  void choice(const xmlNode* part, const Doc& value, const std::string& path, int depth,
              std::set<std::string>& known, bool wanted) {
    std::vector<std::string> names;
    const xmlNode* best = nullptr;
    ptrdiff_t fewest = 0;
    for (const xmlNode* each : children(part)) {
      collect_names(each, names);
      if (!names_given(each, value)) continue;
      const ptrdiff_t missing = count_missing(each, value);
      if (best && missing >= fewest) continue;
      best = each;
      fewest = missing;
    }
    if (best) particle(best, value, path, depth, known, true);
    known.insert(names.begin(), names.end());
    if (!best && wanted && !names.empty())
      problem(fmt::format("{}: this unit requires one of: {}", path, fmt::join(names, ", ")));
  }

  void collect_names(const xmlNode* part, std::vector<std::string>& out) const {
    if (name_of(part) == "element") {
      out.push_back(attribute(part, "name"));
      return;
    }
    for (const xmlNode* each : children(part)) collect_names(each, out);
  }

  bool names_given(const xmlNode* part, const Doc& value) const {
    std::vector<std::string> names;
    collect_names(part, names);
    return std::ranges::any_of(names, [&](const std::string& name) { return !value[name].empty(); });
  }

  // Required elements of a particle that are not given.
  ptrdiff_t count_missing(const xmlNode* part, const Doc& value) const {
    if (attribute(part, "minOccurs") == "0" || name_of(part) == "choice") return 0;
    if (name_of(part) == "element") return value[attribute(part, "name")].empty() ? 1 : 0;
    ptrdiff_t missing = 0;
    for (const xmlNode* each : children(part)) missing += count_missing(each, value);
    return missing;
  }
};

// What the request already says stands in for what the file's goaml section leaves out.
Doc values_of(const Request& request) {
  Doc values = request.doc["goaml"];
  const auto fill = [&](const char* key, std::string text) {
    if (values[key].empty() && !text.empty()) values.set(key, scalar_doc(std::move(text)));
  };
  fill("reason", std::string(request.doc.at("case.facts").words()));
  fill("action", std::string(request.doc.at("assistance.sought").words()));
  if (request.on && values["report_date"].empty())
    fill("submission_date", to_string(*request.on) + "T00:00:00");
  return values;
}

// The validator repeats, at length, missing elements and unknown codes that were said with their path.
auto says_more_than(const std::vector<std::string>& problems) {
  return [said = !problems.empty()](const std::string& text) {
    return !said || (text.find("Missing child element") == std::string::npos &&
                     text.find("[facet 'enumeration']") == std::string::npos);
  };
}

base::Result<void> validate(xmlDoc* schema_doc, const std::string& path, GoamlReport& report) {
  std::vector<std::string> faults;
  const Owned<xmlSchemaParserCtxt> parser(xmlSchemaNewDocParserCtxt(schema_doc));
  xmlSchemaSetParserStructuredErrors(parser.get(), kCollect, &faults);
  const Owned<xmlSchema> schema(xmlSchemaParse(parser.get()));
  if (!schema) {
    return base::fail(base::ErrorKind::format, fmt::format("{} is no schema that can be used: {}", path,
                                                           faults.empty() ? "unknown fault" : faults[0]));
  }
  const Owned<xmlDoc> made(xmlReadMemory(report.xml.data(), static_cast<int>(report.xml.size()), "report.xml",
                                         nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR));
  const Owned<xmlSchemaValidCtxt> validator(xmlSchemaNewValidCtxt(schema.get()));
  std::vector<std::string> refused;
  xmlSchemaSetValidStructuredErrors(validator.get(), kCollect, &refused);
  if (!made) {
    report.problems.push_back("the report is not well formed");
  } else if (xmlSchemaValidateDoc(validator.get(), made.get()) != 0 && refused.empty()) {
    report.problems.push_back("the report does not follow the schema");
  }
  std::ranges::copy_if(refused, std::back_inserter(report.problems), says_more_than(report.problems));
  return {};
}

}  // namespace

base::Result<GoamlReport> make_goaml(const Request& request, const std::string& schema_path) {
  CLEW_TRY_ASSIGN(const std::string text, read_text(schema_path, kSchemaBytesMax));
  const Owned<xmlDoc> schema(xmlReadMemory(text.data(), static_cast<int>(text.size()), schema_path.c_str(),
                                           nullptr,
                                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  const xmlNode* root = schema ? xmlDocGetRootElement(schema.get()) : nullptr;
  if (!root || name_of(root) != "schema") {
    return base::fail(
        base::ErrorKind::format,
        fmt::format("{} is no XML schema; ask the receiving unit for its goAML schema file", schema_path));
  }
  mend_patterns(xmlDocGetRootElement(schema.get()));
  GoamlReport report;
  Writer(root, request, report).write(values_of(request));
  CLEW_TRY(validate(schema.get(), schema_path, report));
  if (!report.problems.empty()) report.xml.clear();
  return report;
}

}  // namespace clew::ask
