// The sheet as one HTML file: no scripts, nothing fetched, the same bytes everywhere.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "ask/sheet.h"
#include "ask/sheet_order.h"
#include "ask/text.h"

namespace clew::ask {
namespace {

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
    write_sections(sheet_, *this);
    close();
    return std::move(out_);
  }

 private:
  friend void ask::write_sections<>(const Sheet&, HtmlSheet&);
  const Sheet& sheet_;
  std::string out_;

  void open() {
    out_ += "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
    out_ +=
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n";
    out_ +=
        fmt::format("<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n", html(sheet_.title), kStyle);
    out_ += fmt::format("<p class=\"small\">{} sheet</p>\n<h1>{}</h1>\n",
                        sheet_.view == View::internal ? "Internal" : "Outgoing", html(sheet_.title));
    out_ += fmt::format("<p>{}: {} asks {}. Looked at as the {}, on {}.</p>\n", html(sheet_.type),
                        html(sheet_.requesting), html(sheet_.requested), html(sheet_.side), html(sheet_.on));
    out_ += fmt::format("<p class=\"verdict\">{}</p>\n<p>Legal basis {}.</p>\n<p class=\"small\">{}</p>\n",
                        html(sheet_.verdict), html(sheet_.basis), kForALawyer);
  }

  void heading(std::string_view title) { out_ += fmt::format("<h2>{}</h2>\n", html(title)); }

  void list(std::string_view title, const std::vector<SheetObstacle>& items, std::string_view /*next*/) {
    if (items.empty()) return;
    heading(title);
    out_ += "<ol>\n";
    for (const SheetObstacle& each : items) item(each);
    out_ += "</ol>\n";
  }

  void item(const SheetObstacle& each) {
    out_ += fmt::format("<li>{}", html(each.says));
    if (!each.rule.empty())
      out_ += fmt::format(" <span class=\"small\">({}, {})</span>", html(each.rule), html(each.article));
    for (const std::string& question : each.ask)
      out_ += fmt::format("<br><span class=\"ask\">{}</span>", html(question));
    if (!each.do_next.empty()) out_ += fmt::format("<br>{}", html(each.do_next));
    out_ += "</li>\n";
  }

  void rights(std::string_view title, std::string_view waits) {
    if (sheet_.rights.empty()) return;
    heading(title);
    out_ += fmt::format("<p>{}</p>\n<ol>\n", html(waits));
    for (const SheetObstacle& each : sheet_.rights) item(each);
    out_ += "</ol>\n";
  }

  void strings(std::string_view title, const std::vector<std::string>& items) {
    if (items.empty()) return;
    heading(title);
    out_ += "<ul>\n";
    for (const std::string& each : items) out_ += fmt::format("<li>{}</li>\n", html(each));
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

  void elements(std::string_view title) {
    if (sheet_.elements.empty()) return;
    heading(title);
    table({"Offence", "Element", "State", "Statements", "Record to ask for"});
    for (const SheetElement& each : sheet_.elements) {
      row({html(each.offence), html(each.element), html(each.state),
           html(fmt::format("{}", fmt::join(each.statements, ", "))), html(each.ask_for)});
    }
    end_table();
  }

  void assets(std::string_view title) {
    if (sheet_.assets.assets.empty()) return;
    heading(title);
    table({"What", "Where", "State", "Value", "Claims", "Review", "Next"});
    for (const Asset& each : sheet_.assets.assets) {
      std::vector<std::string> claims;
      for (const Claim& claim : each.claims)
        claims.push_back(
            fmt::format("{}: {} ({})", claim.by, claim.says, claim.answered ? "answered" : "not answered"));
      row({html(each.what), html(each.where), html(each.status),
           html(each.hundredths
                    ? fmt::format("{} {} on {}", money(*each.hundredths), each.currency, each.value_on)
                    : "not known"),
           html(fmt::format("{}", fmt::join(claims, "; "))), html(each.review_on), html(each.next)});
    }
    end_table();
    for (const AssetTotal& each : sheet_.assets.totals) {
      out_ += fmt::format("<p>{} {}: {} {}</p>\n", each.count, html(each.status), money(each.hundredths),
                          html(each.currency));
    }
  }

  void timers(std::string_view title) {
    if (sheet_.timers.empty()) return;
    heading(title);
    table({"Day", "What", "Rule"});
    for (const SheetTimer& each : sheet_.timers) row({html(each.due), html(each.says), html(each.rule)});
    end_table();
  }

  void assurances(std::string_view title) {
    if (sheet_.assurances.empty()) return;
    heading(title);
    table({"Kind", "Author", "Date", "Monitoring", "Expiry", "Text", "State"});
    for (const SheetAssurance& each : sheet_.assurances) {
      row({html(each.kind), html(each.author), html(each.date), html(each.monitoring), html(each.expiry),
           html(each.text), html(each.state)});
    }
    end_table();
  }

  void superseded(std::string_view title) {
    if (sheet_.superseded.empty()) return;
    heading(fmt::format("{}: {}", title, sheet_.superseded.size()));
    table({"Fact", "Was", "By", "On", "Because", "Now"});
    for (const SheetSuperseded& each : sheet_.superseded) {
      row({html(each.fact), html(each.value), html(each.by), html(each.at), html(each.reason),
           html(each.now)});
    }
    end_table();
  }

  void rules(std::string_view title) {
    heading(fmt::format("{}: {}", title, sheet_.rules_applied));
    table({"State", "Rule", "What", "Because", "Missing"});
    for (const SheetRule& rule : sheet_.rules) {
      if (rule.state == "not_applicable") continue;
      for (const SheetPart& part : rule.parts) part_row(rule, part);
    }
    end_table();
  }

  void part_row(const SheetRule& rule, const SheetPart& part) {
    std::string name =
        fmt::format("{}<br><span class=\"small\">{} {}<br>source {}, read {}</span>", html(rule.id),
                    html(rule.instrument), html(part.article), html(part.source), html(rule.read_on));
    if (!part.verified) name += "<br><span class=\"unverified\">unverified</span>";
    std::string what = html(part.says);
    if (!part.by.empty()) what += fmt::format("<br>{} by {}", html(part.state), html(part.by));
    if (!part.note.empty()) what += fmt::format("<br>{}", html(part.note));
    if (!part.cure.empty() && part.state != "clear")
      what += fmt::format("<br><span class=\"small\">cure: {}</span>", html(part.cure));
    row({html(part.state), name, what, html(fmt::format("{}", fmt::join(part.because, "; "))),
         html(fmt::format("{}", fmt::join(part.missing, " ")))});
  }

  void close() {
    out_ += fmt::format("<p class=\"small\">Policy {}: {}</p>\n", html(sheet_.profile), html(sheet_.policy));
    out_ += fmt::format("<p class=\"small\">Tables: {}.</p>\n",
                        html(fmt::format("{}", fmt::join(sheet_.data_versions, "; "))));
    if (!sheet_.sha256.empty())
      out_ += fmt::format("<p class=\"small\">Made from {}, SHA-256 {}.</p>\n", html(sheet_.file),
                          html(sheet_.sha256));
    out_ += fmt::format("<p class=\"small\">{}</p>\n</body>\n</html>\n", kForALawyer);
  }
};

}  // namespace

std::string to_html(const Sheet& sheet) { return HtmlSheet(sheet).write(); }

}  // namespace clew::ask
