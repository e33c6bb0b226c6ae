#include "prove/dossier.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/markup.h"
#include "base/visible.h"
#include "prove/pack_content.h"

namespace clew::prove {
namespace {

constexpr std::string_view kSourceGrades[] = {"completely reliable", "usually reliable",
                                              "fairly reliable",     "not usually reliable",
                                              "unreliable",          "reliability cannot be judged"};
constexpr std::string_view kInformationGrades[] = {
    "confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable",
    "truth cannot be judged"};

class Dossier {
 public:
  explicit Dossier(const DossierInput& input) : in_(input), file_(*input.file) {}

  std::vector<Block> write() {
    cover();
    persons();
    facts_by_element();
    other_facts();
    assessments();
    contradictions();
    objections();
    sources();
    other_entries();
    attachments();
    gaps();
    how_to_verify();
    return std::move(blocks_);
  }

 private:
  const DossierInput& in_;
  const CaseFile& file_;
  std::vector<Block> blocks_;

  // What sources say is foreign text: nothing in it turns the direction of what stands beside it.
  void add(Block::Kind kind, std::string_view text, std::string_view label = {}, std::string link = {}) {
    blocks_.push_back({kind, base::visible_lines(text), base::visible(label), std::move(link)});
  }
  void heading(std::string text) { add(Block::Kind::heading, std::move(text)); }
  void text(std::string words) { add(Block::Kind::text, std::move(words)); }
  void note(std::string words) { add(Block::Kind::note, std::move(words)); }
  void label(std::string name, std::string words, std::string link = {}) {
    if (!words.empty()) add(Block::Kind::label, std::move(words), std::move(name), std::move(link));
  }

  // Whether none was recorded, or none may leave, is not for the reader to know.
  void none_if(size_t count) {
    if (count == 0) text("None is in this pack.");
  }

  bool shown(const Mark& mark) const { return !in_.withheld.contains(mark.seq); }
  // Where a click may lead: never to a page that may hold scripts, but to its working copy if there is one.
  std::string link_to(const CaseSource& source) const {
    for (const std::string& sha256 : {source.sha256, source.working_sha256}) {
      const auto name = in_.originals.find(sha256);
      if (name != in_.originals.end() && !may_run_scripts(name->second)) return name->second;
    }
    return {};
  }
  std::string who(const std::string& key_id) const {
    const auto found = in_.names.find(key_id);
    return found == in_.names.end() ? "key " + key_id.substr(0, 16) : found->second;
  }
  std::string done(const Mark& mark) const {
    return fmt::format("entry {} of {}, by {}", mark.seq, mark.at, who(mark.actor));
  }

  void cover() {
    add(Block::Kind::title, file_.title);
    label("Case", file_.id);
    label("Kept by", in_.node_vkey);
    label("For", fmt::format("{}; purpose: {}", in_.recipient, in_.purpose));
    label("Exported", in_.exported_at);
    text(
        "This dossier says what sources state and what officers recorded of it. It accuses nobody: words of "
        "status are "
        "those of the procedure, and whoever is not convicted by a final judgment is presumed innocent. A "
        "match of "
        "names is a candidate, not a finding. What is unknown is left unknown.");
    text(
        "Each statement carries two grades, given independently: a letter for the source (A completely "
        "reliable to E "
        "unreliable, F not judged) and a digit for the information (1 confirmed to 5 improbable, 6 not "
        "judged). What "
        "nobody graded is F6.");
  }

  void persons() {
    heading("Persons and their status");
    size_t count = 0;
    for (const PersonStatus& person : file_.persons) {
      if (!shown(person.mark)) continue;
      ++count;
      std::string status = person.status;
      std::replace(status.begin(), status.end(), '_', ' ');
      label(person.person,
            fmt::format("{} since {} [{}]; {}", status, person.on, person.source, done(person.mark)));
    }
    none_if(count);
  }

  void statement(const CaseStatement& statement) {
    const CaseSource* source = file_.source(statement.source);
    const Grade& grade = statement.grade;
    std::string words = statement.says;
    if (!statement.speaker.empty()) words = fmt::format("{} says: {}", statement.speaker, words);
    if (!statement.stands()) words += statement.withdrawn() ? " [withdrawn]" : " [superseded]";
    if (statement.contested()) words += " [contested]";
    label(fmt::format("{} {}", statement.id, grade.text()), words);
    if (source != nullptr) {
      note(fmt::format("{}{}{}: {} ({}, obtained: {})", statement.date.empty() ? "" : statement.date + "; ",
                       source->id, statement.place.empty() ? "" : ", " + statement.place, source->name,
                       source->kind.empty() ? "kind unknown" : source->kind, source->obtained));
      blocks_.back().link = link_to(*source);
    }
    note(fmt::format("{}: source {}, information {}{}. {}", grade.text(), kSourceGrades[grade.source - 'A'],
                     kInformationGrades[grade.information - '1'],
                     grade.given() ? fmt::format(" ({})", grade.reason) : " (nobody graded it)",
                     done(statement.mark)));
    for (const Objection& objection : statement.objections) object(statement, objection);
  }

  void object(const CaseStatement& statement, const Objection& objection) {
    if (!shown(objection.mark)) return;
    const std::string value =
        objection.value.empty() ? "" : fmt::format(" The value should be: {}.", objection.value);
    const std::string with = objection.with.empty() ? "" : fmt::format(" Superseded by {}.", objection.with);
    add(Block::Kind::quote, fmt::format("{} of {} by {}: {}{}{} ({})", noun(objection.type), statement.id,
                                        objection.by, objection.says, value, with, done(objection.mark)));
  }

  static std::string_view noun(std::string_view type) {
    if (type == "contest") return "Objection";
    if (type == "correct") return "Correction";
    return type == "withdraw" ? "Withdrawal" : "Superseding";
  }

  void facts_by_element() {
    std::vector<std::string> elements;
    for (const CaseStatement& one : file_.statements) {
      if (one.element.empty() || !one.is_fact() || !shown(one.mark)) continue;
      if (std::find(elements.begin(), elements.end(), one.element) == elements.end())
        elements.push_back(one.element);
    }
    for (const std::string& name : elements) facts_of(name);
  }

  void facts_of(const std::string& element) {
    const auto title = in_.element_titles.find(element);
    heading("Element of the offence: " + (title == in_.element_titles.end() ? element : title->second));
    std::vector<std::string> carry, fail;
    for (const CaseStatement& one : file_.statements) {
      if (one.element != element || !one.is_fact() || !shown(one.mark)) continue;
      statement(one);
      const std::string why = why_not_carried(one);
      why.empty() ? carry.push_back(one.id) : fail.push_back(fmt::format("{} {}", one.id, why));
    }
    if (!carry.empty()) {
      text(fmt::format("Carried by {}.", fmt::join(carry, ", ")));
    } else {
      text(fmt::format("Not carried by what is in this pack: {}. Ask for the record itself.",
                       fmt::join(fail, "; ")));
    }
  }

  std::string why_not_carried(const CaseStatement& one) const {
    if (!one.stands()) return "does not stand";
    const CaseSource* source = file_.source(one.source);
    if (source == nullptr) return "has lost its source, which was erased";
    if (carries_element(*source)) return "";
    const bool leaky = source->kind == "press" || source->kind == "leak" || source->obtained == "leak";
    return leaky ? "rests on press or a leak alone" : "rests on a source whose kind or origin is unknown";
  }

  void other_facts() {
    heading("Other facts stated");
    size_t count = 0;
    for (const CaseStatement& one : file_.statements) {
      if (!one.element.empty() || !one.is_fact() || !shown(one.mark)) continue;
      statement(one);
      ++count;
    }
    none_if(count);
  }

  void assessments() {
    heading("Assessments: what officers concluded, not what sources state");
    size_t count = 0;
    for (const CaseStatement& one : file_.statements) {
      if (one.is_fact() || !shown(one.mark)) continue;
      statement(one);
      ++count;
    }
    none_if(count);
  }

  void contradictions() {
    heading("Contradictions");
    size_t count = 0;
    for (const auto& [one, other] : contradictions_of(file_)) {
      if (!shown(one->mark) || !shown(other->mark)) continue;
      ++count;
      text(fmt::format("{} and {} differ on {} of {}: \"{}\" [{}], \"{}\" [{}]. Both are kept.", one->id,
                       other->id, one->property, one->about, one->value, one->source, other->value,
                       other->source));
    }
    if (count == 0) text("No two statements here differ on one property of one entity.");
  }

  void objections() {
    heading("Objections, corrections and withdrawals");
    size_t count = 0;
    for (const CaseStatement& one : file_.statements) {
      if (!shown(one.mark)) continue;
      for (const Objection& objection : one.objections) {
        object(one, objection);
        count += shown(objection.mark) ? 1 : 0;
      }
    }
    none_if(count);
  }

  void sources() {
    heading("Sources and chain of custody");
    size_t count = 0;
    for (const CaseSource& source : file_.sources) {
      if (!shown(source.mark)) continue;
      const auto original = in_.originals.find(source.sha256);
      label(source.id, fmt::format("{}, {} bytes, SHA-256 {}", source.name, source.bytes, source.sha256),
            link_to(source));
      note(fmt::format("{}; obtained: {}; from {}; how: {}; by {}{}",
                       source.kind.empty() ? "kind unknown" : source.kind, source.obtained, source.from,
                       source.how, source.by.empty() ? "unknown" : source.by,
                       source.retrieved_at.empty() ? "" : "; retrieved " + source.retrieved_at));
      if (!source.working_sha256.empty())
        note(fmt::format("Working copy ({}), SHA-256 {}; the original is the evidence.", source.working_how,
                         source.working_sha256));
      if (original != in_.originals.end() && may_run_scripts(original->second))
        note(fmt::format(
            "The original, {}, may hold scripts, which a browser would run, so nothing here leads to "
            "it: open it in a viewer of plain text.",
            original->second));
      for (const CustodyStep& step : source.custody) {
        if (shown(step.mark)) note(fmt::format("{}: {}", step.says, done(step.mark)));
      }
      ++count;
    }
    none_if(count);
  }

  void other_entries() {
    heading("Decisions, assurances and requests");
    size_t count = 0;
    for (const OtherEntry& entry : file_.others) {
      if (!shown(entry.mark)) continue;
      ++count;
      std::string type = entry.type;
      std::replace(type.begin(), type.end(), '_', ' ');
      label(type, fmt::format("{} ({})", entry.payload["says"].text(), done(entry.mark)));
    }
    for (const Proposal& proposal : file_.proposals) {
      if (!shown(proposal.mark)) continue;
      label("four eyes",
            fmt::format("{} ({}): {}, proposed by {}, {}", proposal.id, proposal.action, proposal.reason,
                        who(proposal.mark.actor),
                        proposal.approved.actor.empty() ? std::string("not approved")
                                                        : "approved by " + who(proposal.approved.actor)));
      ++count;
    }
    for (const Export& sent : file_.exports) {
      if (!shown(sent.mark)) continue;
      label("earlier export",
            fmt::format("to {}, purpose {}; {}", sent.recipient, sent.purpose, done(sent.mark)));
      ++count;
    }
    none_if(count);
  }

  void gaps() {
    heading("What is not here");
    const size_t withheld = in_.withheld.size() - in_.accesses;
    if (withheld > 0)
      text(fmt::format(
          "{} entries are withheld from this pack. That they exist, when they were made and by whom is in "
          "the ledger; what they say is not.",
          withheld));
    if (in_.accesses > 0)
      text(
          fmt::format("{} entries note that somebody read the case. What was read is never in a pack; when "
                      "and by whom is "
                      "in the ledger.",
                      in_.accesses));
    for (const Erasure& erasure : file_.erasures)
      text(fmt::format("Entries {} were erased: {}; approved by {} ({}).", fmt::join(erasure.entries, ", "),
                       erasure.reason, erasure.approver, done(erasure.mark)));
    if (withheld == 0 && file_.erasures.empty()) text("Nothing else was withheld or erased.");
  }

  void attachments() {
    if (in_.attachments.empty()) return;
    heading("Attachments");
    text(
        "Files that the office attached to this pack. The manifest holds them to their SHA-256; they are no "
        "sources of the case, and nobody graded them.");
    for (const AttachedFile& file : in_.attachments)
      label(file.name, fmt::format("{}, {} bytes, SHA-256 {}", file.what, file.bytes, file.sha256),
            file.name);
  }

  void how_to_verify() {
    heading("How to verify");
    text(
        "Run clew-verify on the zip file that this dossier lies in; it needs nothing else. It names what was "
        "changed, "
        "added or left out. README.txt says how to do the same by hand, and docs/formats/pack.md of Clew how "
        "to write "
        "the test again. Compare the key under \"Kept by\" with one that the office gave you by another "
        "way.");
    text(
        "A ledger proves that nothing was changed since, and in which order it was entered. It does not "
        "prove that "
        "what was entered is true.");
  }
};

// An apostrophe stands as it is, as it does in the dossiers of packs that were given away.
std::string escaped(std::string_view text) { return base::escaped(base::visible_lines(text), "'"); }

void element(std::string& out, std::string_view tag, const Block& block, bool labelled) {
  out += fmt::format("<{}>", tag);
  if (labelled) out += fmt::format("<b><bdi>{}</bdi></b> ", escaped(block.label));
  if (!block.link.empty()) out += fmt::format("<a href=\"{}\">", block.link);
  out += fmt::format("<bdi>{}</bdi>", escaped(block.text));
  if (!block.link.empty()) out += "</a>";
  out += fmt::format("</{}>\n", tag.substr(0, tag.find(' ')));
}

}  // namespace

bool carries_element(const CaseSource& source) {
  const auto kinds = source_kinds();
  const bool known = std::find(kinds.begin(), kinds.end(), source.kind) != kinds.end();
  const bool origin_known = source.obtained == "official" || source.obtained == "open";
  return known && origin_known && source.kind != "press" && source.kind != "leak";
}

std::vector<Block> dossier_of(const DossierInput& input) { return Dossier(input).write(); }

std::string to_html(const std::vector<Block>& blocks) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>";
  out += escaped(blocks.empty() ? "" : blocks.front().text);
  out +=
      "</title>\n<style>body{font:16px/1.5 serif;max-width:46em;margin:2em auto;padding:0 "
      "1em}h2{margin-top:2em}"
      ".n{color:#444;font-size:14px;margin:0 0 0 2em}blockquote{border-left:3px solid #999;margin:.3em 0 "
      ".3em 2em;"
      "padding-left:1em}p{margin:.6em 0 .1em;overflow-wrap:anywhere}</style>\n</head>\n<body>\n";
  for (const Block& block : blocks) {
    switch (block.kind) {
      case Block::Kind::title: element(out, "h1", block, false); break;
      case Block::Kind::heading: element(out, "h2", block, false); break;
      case Block::Kind::label: element(out, "p", block, true); break;
      case Block::Kind::text: element(out, "p", block, false); break;
      case Block::Kind::note: element(out, "p class=\"n\"", block, false); break;
      case Block::Kind::quote: element(out, "blockquote", block, false); break;
    }
  }
  return out + "</body>\n</html>\n";
}

}  // namespace clew::prove
