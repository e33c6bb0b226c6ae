// The sheet as one HTML file: no scripts, nothing fetched, the same bytes everywhere.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "ask/json.h"
#include "ask/sheet.h"

namespace clew::ask {
namespace {

// Whatever the file says is text: markup in it is shown, never obeyed.
std::string text(std::string_view raw) {
  std::string out;
  for (const char c : valid_utf8(raw)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

constexpr std::string_view kStyle =
    "body{font:15px/1.45 'DejaVu Sans',sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1b1b1b}"
    "h1{font-size:1.4em;margin-bottom:.2em}h2{font-size:1.1em;border-bottom:1px solid #999;margin-top:1.6em}"
    "table{border-collapse:collapse;width:100%;font-size:.9em}td,th{border:1px solid #bbb;padding:.3em "
    ".5em;text-align:left;vertical-align:top}"
    ".verdict{border:2px solid #1b1b1b;padding:.6em 1em;font-weight:bold}.small{font-size:.85em;color:#444}"
    ".ask{color:#444}.unverified{border:1px solid #a33;color:#a33;font-size:.8em;padding:0 .3em}"
    "@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,li{break-inside:avoid}}";

class HtmlSheet {
 public:
  explicit HtmlSheet(const Sheet& sheet) : sheet_(sheet) {}

  std::string write() {
    open();
    list("What is missing", sheet_.missing);
    list("What must be asked", sheet_.asks);
    list("What stands against it", sheet_.refused);
    list("What waits for somebody to act", sheet_.gates);
    rights();
    list("What may be argued against it", sheet_.may);
    list("What was cured", sheet_.cured);
    strings("What may not be used to refuse", sheet_.barred);
    strings("What holds", sheet_.positive);
    elements();
    strings("Duties and conditions", sheet_.duties);
    timers();
    strings("Two laws disagree; both are shown", sheet_.conflicts);
    assurances();
    strings("Assessments recorded", sheet_.assessments);
    strings("Questions of the weighing", sheet_.questions);
    superseded();
    strings("Odd in the file", sheet_.problems);
    strings("Where it goes", sheet_.authority);
    rules();
    strings("Principles (no rule rests on them)", sheet_.principles);
    close();
    return std::move(out_);
  }

 private:
  const Sheet& sheet_;
  std::string out_;

  void open() {
    out_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n";
    out_ +=
        fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n", text(sheet_.title), kStyle);
    out_ += fmt::format("<p class=\"small\">{} sheet</p>\n<h1>{}</h1>\n",
                        sheet_.view == View::internal ? "Internal" : "Outgoing", text(sheet_.title));
    out_ += fmt::format("<p>{}: {} asks {}. Looked at as the {}, on {}.</p>\n", text(sheet_.type),
                        text(sheet_.requesting), text(sheet_.requested), text(sheet_.side), text(sheet_.on));
    out_ += fmt::format("<p class=\"verdict\">{}</p>\n<p>Legal basis {}.</p>\n<p class=\"small\">{}</p>\n",
                        text(sheet_.verdict), text(sheet_.basis), kForALawyer);
  }

  void heading(std::string_view title) { out_ += fmt::format("<h2>{}</h2>\n", text(title)); }

  void list(std::string_view title, const std::vector<SheetObstacle>& items) {
    if (items.empty()) return;
    heading(title);
    out_ += "<ol>\n";
    for (const SheetObstacle& each : items) item(each);
    out_ += "</ol>\n";
  }

  void item(const SheetObstacle& each) {
    out_ += fmt::format("<li>{}", text(each.says));
    if (!each.rule.empty())
      out_ += fmt::format(" <span class=\"small\">({}, {})</span>", text(each.rule), text(each.article));
    for (const std::string& question : each.ask)
      out_ += fmt::format("<br><span class=\"ask\">{}</span>", text(question));
    if (!each.do_next.empty()) out_ += fmt::format("<br>{}", text(each.do_next));
    out_ += "</li>\n";
  }

  void rights() {
    if (sheet_.rights.empty()) return;
    heading("What paper cannot complete");
    out_ +=
        "<p>A right is in question. It waits until a named person has recorded an assessment with "
        "sources.</p>\n<ol>\n";
    for (const SheetObstacle& each : sheet_.rights) item(each);
    out_ += "</ol>\n";
  }

  void strings(std::string_view title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    heading(title);
    out_ += "<ul>\n";
    for (const std::string& each : items) out_ += fmt::format("<li>{}</li>\n", text(each));
    out_ += "</ul>\n";
  }

  void table(std::initializer_list<std::string_view> heads) {
    out_ += "<table>\n<tr>";
    for (const std::string_view head : heads) out_ += fmt::format("<th>{}</th>", head);
    out_ += "</tr>\n";
  }
  void row(std::initializer_list<std::string> cells) {
    out_ += "<tr>";
    for (const std::string& cell : cells) out_ += fmt::format("<td>{}</td>", cell);
    out_ += "</tr>\n";
  }
  void end_table() { out_ += "</table>\n"; }

  void elements() {
    if (sheet_.elements.empty()) return;
    heading("Evidence, element by element");
    table({"Offence", "Element", "State", "Statements", "Record to ask for"});
    for (const SheetElement& each : sheet_.elements) {
      row({text(each.offence), text(each.element), text(each.state),
           text(fmt::format("{}", fmt::join(each.statements, ", "))), text(each.ask_for)});
    }
    end_table();
  }

  void timers() {
    if (sheet_.timers.empty()) return;
    heading("Dates to keep");
    table({"Day", "What", "Rule"});
    for (const SheetTimer& each : sheet_.timers) row({text(each.due), text(each.says), text(each.rule)});
    end_table();
  }

  void assurances() {
    if (sheet_.assurances.empty()) return;
    heading("Assurances");
    table({"Kind", "Author", "Date", "Monitoring", "Expiry", "Text", "State"});
    for (const SheetAssurance& each : sheet_.assurances) {
      row({text(each.kind), text(each.author), text(each.date), text(each.monitoring), text(each.expiry),
           text(each.text), text(each.state)});
    }
    end_table();
  }

  void superseded() {
    if (sheet_.superseded.empty()) return;
    heading(fmt::format("Facts superseded: {}", sheet_.superseded.size()));
    table({"Fact", "Was", "By", "On", "Because", "Now"});
    for (const SheetSuperseded& each : sheet_.superseded) {
      row({text(each.fact), text(each.value), text(each.by), text(each.at), text(each.reason),
           text(each.now)});
    }
    end_table();
  }

  void rules() {
    heading(fmt::format("Every rule that applies: {}", sheet_.rules_applied));
    table({"State", "Rule", "What", "Because", "Missing"});
    for (const SheetRule& rule : sheet_.rules) {
      if (rule.state == "not_applicable") continue;
      for (const SheetPart& part : rule.parts) part_row(rule, part);
    }
    end_table();
  }

  void part_row(const SheetRule& rule, const SheetPart& part) {
    std::string name =
        fmt::format("{}<br><span class=\"small\">{} {}<br>source {}, read {}</span>", text(rule.id),
                    text(rule.instrument), text(part.article), text(part.source), text(rule.read_on));
    if (!part.verified) name += "<br><span class=\"unverified\">unverified</span>";
    std::string what = text(part.says);
    if (!part.by.empty()) what += fmt::format("<br>{} by {}", text(part.state), text(part.by));
    if (!part.note.empty()) what += fmt::format("<br>{}", text(part.note));
    if (!part.cure.empty() && part.state != "clear")
      what += fmt::format("<br><span class=\"small\">cure: {}</span>", text(part.cure));
    row({text(part.state), name, what, text(fmt::format("{}", fmt::join(part.because, "; "))),
         text(fmt::format("{}", fmt::join(part.missing, " ")))});
  }

  void close() {
    out_ += fmt::format("<p class=\"small\">Policy {}: {}</p>\n", text(sheet_.profile), text(sheet_.policy));
    out_ += fmt::format("<p class=\"small\">Tables: {}.</p>\n",
                        text(fmt::format("{}", fmt::join(sheet_.data_versions, "; "))));
    if (!sheet_.sha256.empty())
      out_ += fmt::format("<p class=\"small\">Made from {}, SHA-256 {}.</p>\n", text(sheet_.file),
                          text(sheet_.sha256));
    out_ += fmt::format("<p class=\"small\">{}</p>\n</body>\n</html>\n", kForALawyer);
  }
};

}  // namespace

std::string to_html(const Sheet& sheet) { return HtmlSheet(sheet).write(); }

}  // namespace clew::ask
