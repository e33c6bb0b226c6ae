#include "prove/pack_content.h"

#include <fmt/core.h>

#include <algorithm>

#include "prove/text.h"
#include "write/ftm.h"

namespace clew::prove {
namespace {

Value objection_of(const Objection& objection) {
  Value out;
  out.set("at", objection.mark.at).set("by", objection.by).set("entry", objection.mark.seq);
  out.set("says", objection.says).set("type", objection.type);
  out.set_text("source", objection.source)
      .set_text("value", objection.value)
      .set_text("with", objection.with);
  return out;
}

Value statement_of(const CaseStatement& s, const std::set<uint64_t>& withheld) {
  Value out, grade;
  grade.set("source", std::string(1, s.grade.source)).set("information", std::string(1, s.grade.information));
  grade.set_text("reason", s.grade.reason);
  out.set("id", s.id)
      .set("kind", s.kind)
      .set("says", s.says)
      .set("source", s.source)
      .set("entry", s.mark.seq);
  out.set("grade", grade).set("stands", s.stands());
  out.set_text("place", s.place).set_text("about", s.about).set_text("schema", s.schema);
  out.set_text("property", s.property).set_text("value", s.value).set_text("date", s.date);
  out.set_text("element", s.element).set_text("speaker", s.speaker);
  Value::List objections;
  for (const Objection& objection : s.objections) {
    if (!withheld.contains(objection.mark.seq)) objections.push_back(objection_of(objection));
  }
  if (!objections.empty()) out.set("objections", objections);
  return out;
}

Value typed(std::string_view type, std::string_view label) {
  return Value().set("prov:type", type).set("prov:label", label);
}

// {"_:g1": {"prov:entity": ..., "prov:activity": ...}, ...}: relations have names of their own in PROV-JSON.
class Relations {
 public:
  Relations(std::string prefix, const char* from, const char* to)
      : prefix_(std::move(prefix)), from_(from), to_(to) {}
  void add(std::string_view from, std::string_view to) {
    all_.set(fmt::format("_:{}{}", prefix_, ++count_), Value().set(from_, from).set(to_, to));
  }
  Value take() { return std::move(all_); }

 private:
  std::string prefix_;
  const char *from_, *to_;
  size_t count_ = 0;
  Value all_ = Value::Object{};
};

}  // namespace

std::map<std::string, std::string> names_of(const std::vector<desk::OfficerRow>& officers) {
  std::map<std::string, std::string> names;
  for (const desk::OfficerRow& officer : officers) {
    std::string role = officer.role;
    std::replace(role.begin(), role.end(), '_', ' ');
    names[officer.key_id] = fmt::format("{}, {}", officer.name, role);
  }
  return names;
}

std::string keys_json(const std::vector<desk::OfficerRow>& officers, const std::set<std::string>& actors) {
  Value::List list;
  for (const desk::OfficerRow& officer : officers) {
    if (!actors.contains(officer.key_id)) continue;
    list.push_back(Value()
                       .set("id", officer.key_id)
                       .set("name", officer.name)
                       .set("public", base64(officer.public_key))
                       .set("role", officer.role));
  }
  return canonical(list);
}

std::string statements_json(const CaseFile& file, const std::set<uint64_t>& withheld) {
  Value::List list;
  for (const CaseStatement& statement : file.statements) {
    if (!withheld.contains(statement.mark.seq)) list.push_back(statement_of(statement, withheld));
  }
  return canonical(list);
}

std::string statements_ftm(const CaseFile& file, const std::set<uint64_t>& withheld) {
  std::map<std::string, std::vector<write::DatedStatement>> entities;
  for (const CaseStatement& s : file.statements) {
    if (withheld.contains(s.mark.seq) || !s.is_fact() || !s.stands()) continue;
    if (s.about.empty() || s.schema.empty() || s.property.empty() || s.value.empty()) continue;
    const std::string_view day = std::string_view(s.mark.at).substr(0, 10);
    entities[s.about].push_back(
        {{s.about, {s.schema, s.property, s.source, {}}, s.value, {}, file.id, {}}, day, day});
  }
  std::string out;
  write::FtmCounts counts;
  for (const auto& [id, statements] : entities) out += write::ftm_entity({id, id, statements}, counts);
  return out;
}

std::string prov_json(const CaseFile& file, const std::set<uint64_t>& withheld,
                      const std::map<std::string, std::string>& names) {
  Value entities = Value::Object{}, activities = Value::Object{}, agents = Value::Object{};
  Relations generated("g", "prov:entity", "prov:activity"),
      derived("d", "prov:generatedEntity", "prov:usedEntity"), by("a", "prov:activity", "prov:agent");
  const auto act = [&](const Mark& mark, std::string_view what, const std::string& entity) {
    const std::string activity = fmt::format("clew:entry-{}", mark.seq),
                      agent = "clew:key-" + short_id(mark.actor);
    activities.set(activity, typed("clew:" + std::string(what), what).set("prov:endTime", mark.at));
    const auto name = names.find(mark.actor);
    agents.set(agent, typed("prov:Person", name == names.end() ? mark.actor : name->second));
    generated.add(entity, activity);
    by.add(activity, agent);
  };
  for (const CaseSource& source : file.sources) {
    if (withheld.contains(source.mark.seq)) continue;
    const std::string id = "clew:" + source.id;
    entities.set(id, typed("clew:source", source.name)
                         .set("clew:sha256", source.sha256)
                         .set("clew:obtained", source.obtained));
    act(source.mark, "ingest", id);
  }
  for (const CaseStatement& statement : file.statements) {
    if (withheld.contains(statement.mark.seq)) continue;
    const std::string id = "clew:" + statement.id;
    entities.set(id, typed("clew:" + statement.kind, statement.says));
    act(statement.mark, "statement", id);
    derived.add(id, "clew:" + statement.source);
  }
  Value document, prefix;
  prefix.set("clew", "urn:clew:" + file.id + ":").set("prov", "http://www.w3.org/ns/prov#");
  document.set("prefix", prefix).set("entity", entities).set("activity", activities).set("agent", agents);
  document.set("wasGeneratedBy", generated.take()).set("wasDerivedFrom", derived.take());
  document.set("wasAssociatedWith", by.take());
  return canonical(document);
}

std::string original_name(const CaseSource& source) {
  std::string extension;
  const size_t dot = source.name.rfind('.');
  if (dot != std::string::npos && source.name.size() - dot <= 6) {
    for (const char c : source.name.substr(dot)) {
      if (c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) extension += c;
    }
  }
  return "originals/" + source.sha256 + (extension.size() > 1 ? extension : "");
}

bool may_run_scripts(std::string_view name) {
  constexpr std::string_view kEndings[] = {".html", ".htm", ".xhtml", ".svg", ".xml", ".mht"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string readme_text(const std::map<std::string, std::string>& originals) {
  std::string scripts;
  for (const auto& [sha256, name] : originals) {
    if (may_run_scripts(name)) scripts += "    " + name + "\n";
  }
  if (!scripts.empty())
    scripts =
        "Some originals are as they were taken in and may hold scripts, which a browser would run on your\n"
        "computer; the dossier does not lead to them. Open these in a viewer of plain text instead:\n\n" +
        scripts + "\n";
  return "This is an evidence pack (clew-pack-1).\n"
         "\n"
         "dossier.html is for reading; it opens in any browser, without network and scripts.\n"
         "\n" +
         scripts +
         "To verify: run\n"
         "\n"
         "    clew-verify FILE.zip\n"
         "\n"
         "It needs no network, no account and nothing but the zip. It names every file and entry that is not "
         "as it\n"
         "was exported. Compare the key it prints with one the office gave you by another way, or pass it "
         "with\n"
         "--node KEY.\n"
         "\n"
         "By hand, without Clew:\n"
         "\n"
         "1. The SHA-256 of every file is in manifest.json (sha256sum originals/*).\n"
         "2. The last line of ledger/entries.jsonl is the entry \"export\"; the last line of "
         "ledger/payloads.jsonl is\n"
         "   what it says: the SHA-256 of manifest.json is its \"manifest\".\n"
         "3. Each line of payloads.jsonl belongs to the entry \"seq\": HMAC-SHA-256 with the key \"salt\" "
         "(bytes) over\n"
         "   \"payload\" (as written) is the entry's \"commitment\".\n"
         "4. Each entry's \"signature\" is Ed25519 over \"clew-entry-1\", a line end, and \"body\" as "
         "written; the keys\n"
         "   are in keys.json.\n"
         "5. The lines of entries.jsonl, without line ends, are the leaves of an RFC 6962 Merkle tree; its "
         "root is in\n"
         "   ledger/case.checkpoint, signed by the node. ledger/node.tlog-proof shows that tree in the "
         "node's log.\n"
         "\n"
         "docs/formats/pack.md and docs/formats/ledger.md of Clew say all of it byte for byte.\n"
         "\n"
         "A ledger proves that nothing was changed, added or left out since. It does not prove that it is "
         "true.\n";
}

}  // namespace clew::prove
