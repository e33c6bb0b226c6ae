// The sheet as data.
#include "ask/json.h"
#include "ask/sheet.h"

namespace clew::ask {
namespace {

void write(JsonWriter& json, std::string_view key, const std::vector<SheetObstacle>& items) {
  json.open_array(key);
  for (const SheetObstacle& each : items) {
    json.open_object();
    json.field("rule", each.rule);
    json.field("article", each.article);
    json.field("says", each.says);
    json.field("next", each.do_next);
    json.field("ask", each.ask);
    json.close_object();
  }
  json.close_array();
}

void write(JsonWriter& json, const SheetPart& part) {
  json.open_object();
  json.field("article", part.article);
  json.field("state", part.state);
  json.field("outcome", part.outcome);
  json.field("says", part.says);
  json.field("test", part.test);
  json.field("because", part.because);
  json.field("missing", part.missing);
  json.field("cure", part.cure);
  json.field("by", part.by);
  json.field("note", part.note);
  json.field("source", part.source);
  json.field("verified", part.verified);
  json.close_object();
}

void write(JsonWriter& json, const SheetRule& rule) {
  json.open_object();
  json.field("id", rule.id);
  json.field("instrument", rule.instrument);
  json.field("article", rule.article);
  json.field("kind", rule.kind);
  json.field("state", rule.state);
  json.field("binds", rule.binds);
  json.field("read_on", rule.read_on);
  json.field("in_force", rule.in_force);
  json.field("verified", rule.verified);
  json.open_array("parts");
  for (const SheetPart& part : rule.parts) write(json, part);
  json.close_array();
  json.close_object();
}

void write_head(JsonWriter& json, const Sheet& sheet) {
  json.field("sheet", sheet.view == View::internal ? "internal" : "outgoing");
  json.field("notice", kForALawyer);
  json.field("title", sheet.title);
  json.field("type", sheet.type);
  json.field("side", sheet.side);
  json.field("requesting", sheet.requesting);
  json.field("requested", sheet.requested);
  json.field("on", sheet.on);
  json.field("profile", sheet.profile);
  json.field("policy", sheet.policy);
  json.field("ready", sheet.ready);
  json.field("verdict", sheet.verdict);
  json.field("basis", sheet.basis);
  if (sheet.view != View::internal) return;
  json.field("file", sheet.file);
  json.field("sha256", sheet.sha256);
}

void write_evidence(JsonWriter& json, const Sheet& sheet) {
  json.open_array("elements");
  for (const SheetElement& each : sheet.elements) {
    json.open_object();
    json.field("offence", each.offence);
    json.field("element", each.element);
    json.field("state", each.state);
    json.field("statements", each.statements);
    json.field("ask_for", each.ask_for);
    json.close_object();
  }
  json.close_array();
  json.open_array("assurances");
  for (const SheetAssurance& each : sheet.assurances) {
    json.open_object();
    json.field("kind", each.kind);
    json.field("author", each.author);
    json.field("date", each.date);
    json.field("monitoring", each.monitoring);
    json.field("expiry", each.expiry);
    json.field("text", each.text);
    json.field("state", each.state);
    json.close_object();
  }
  json.close_array();
}

void write(JsonWriter& json, const Asset& asset) {
  json.open_object();
  json.field("what", asset.what);
  json.field("where", asset.where);
  json.field("status", asset.status);
  json.field("since", asset.since);
  json.field("value", asset.hundredths ? money(*asset.hundredths) : "");
  json.field("currency", asset.currency);
  json.field("value_on", asset.value_on);
  json.field("review_on", asset.review_on);
  json.field("review_due", asset.review_due);
  json.field("next", asset.next);
  json.open_array("claims");
  for (const Claim& claim : asset.claims) {
    json.open_object();
    json.field("by", claim.by);
    json.field("says", claim.says);
    json.field("in_good_faith", to_string(claim.good_faith));
    json.field("answered", claim.answered);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

void write_assets(JsonWriter& json, const AssetRegister& assets) {
  json.open_array("property");
  for (const Asset& asset : assets.assets) write(json, asset);
  json.close_array();
  json.open_array("property_totals");
  for (const AssetTotal& total : assets.totals) {
    json.open_object();
    json.field("status", total.status);
    json.field("currency", total.currency);
    json.field("value", money(total.hundredths));
    json.field("count", total.count);
    json.close_object();
  }
  json.close_array();
}

void write_inside(JsonWriter& json, const Sheet& sheet) {
  json.field("assessments", sheet.assessments);
  json.field("weighing", sheet.questions);
  json.field("problems", sheet.problems);
  json.open_array("superseded");
  for (const SheetSuperseded& each : sheet.superseded) {
    json.open_object();
    json.field("fact", each.fact);
    json.field("was", each.value);
    json.field("by", each.by);
    json.field("at", each.at);
    json.field("reason", each.reason);
    json.field("now", each.now);
    json.close_object();
  }
  json.close_array();
}

void write(JsonWriter& json, const Printed& printed) {
  json.open_object("printed");
  json.field("pdf_sha256", printed.sha256);
  json.field("cairo", printed.cairo);
  json.field("pango", printed.pango);
  json.field("fonts", printed.fonts);
  json.close_object();
}

}  // namespace

std::string to_json(const Sheet& sheet, const Printed* printed) {
  JsonWriter json;
  json.open_object();
  write_head(json, sheet);
  write(json, "missing", sheet.missing);
  write(json, "ask", sheet.asks);
  write(json, "against", sheet.refused);
  write(json, "gates", sheet.gates);
  write(json, "rights", sheet.rights);
  write(json, "may_be_argued", sheet.may);
  write(json, "cured", sheet.cured);
  json.field("barred", sheet.barred);
  json.field("holds", sheet.positive);
  json.field("duties", sheet.duties);
  json.open_array("timers");
  for (const SheetTimer& each : sheet.timers) {
    json.open_object();
    json.field("due", each.due);
    json.field("name", each.name);
    json.field("says", each.says);
    json.field("rule", each.rule);
    json.close_object();
  }
  json.close_array();
  json.field("conflicts", sheet.conflicts);
  write_evidence(json, sheet);
  write_assets(json, sheet.assets);
  if (sheet.view == View::internal) write_inside(json, sheet);
  json.field("authority", sheet.authority);
  json.field("principles", sheet.principles);
  json.field("data", sheet.data_versions);
  if (printed) write(json, *printed);
  json.open_array("rules");
  for (const SheetRule& rule : sheet.rules) write(json, rule);
  json.close_array();
  json.close_object();
  return json.take();
}

}  // namespace clew::ask
