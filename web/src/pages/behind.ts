// Who is behind this company: figures, people, verdicts and gaps as lists, and the same as a picture.
import * as api from "../api";
import { Child, fill, h, said, written } from "../dom";
import { Room } from "../main";
import { answer, entity_link, search_box, shares_bar, span_words } from "../parts";
import { answer_word, kind_word, t } from "../text";
import { name_page } from "./entity";

export function behind_page(id: string): Room {
  if (!id) return { title: t("behind_title"), body: [search_box(t("behind_label"), (found) => "#/behind/" + encodeURIComponent(found.id))] };
  const place = h("div");
  const day = h("input", { type: "date", id: "day" });
  const load = () => answer(place, async () => whole(await api.trace(id, "all", day.value), day));
  const submit = (event: Event) => {
    event.preventDefault();
    void load();
  };
  const form = h("form", { class: "day", onsubmit: submit }, h("label", { for: "day" }, t("valid_on")), day, h("button", { type: "submit" }, t("apply")));
  void load();
  return { title: t("behind_title"), body: [form, place] };
}

function whole(trace: api.Trace, day: HTMLInputElement): Child {
  name_page(t("behind_of", trace.name));
  if (!day.value) day.value = trace.valid_on;
  const name_of = names_in(trace);
  return [
    h("p", {}, entity_link(trace.id, trace.name), h("span", { class: "quiet" }, " · ", kind_word(trace.kind), " · ", trace.id)),
    trace.has_answer ? shares_bar(trace.proved, trace.ranged, trace.unknown) : h("p", {}, t("has_no_answer")),
    h("h2", {}, t("holders")),
    trace.holders.length === 0 ? h("p", {}, t("no_holders")) : holders(trace.holders),
    trace.unknown_begins.length > 0 && [h("h2", {}, t("dark")), h("ul", {}, trace.unknown_begins.map((one) =>
      h("li", {}, entity_link(one.company, name_of(one.company)), ": ", span_words(one.shares), ". ", written(one.why), sources(one.links))))],
    h("h2", {}, t("rules")),
    verdicts(trace.verdicts, name_of),
    trace.negative_facts.length > 0 && [h("h2", {}, t("negative")), h("ul", {}, trace.negative_facts.map((one) =>
      h("li", {}, written(one.says), " ", h("span", { class: "quiet" }, said(one.source)))))],
    h("h2", {}, t("picture")),
    picture(trace, day.value),
  ];
}

function names_in(trace: api.Trace): (id: string) => string {
  const names = new Map([[trace.id, trace.name], ...trace.holders.map((one) => [one.id, one.name] as [string, string])]);
  return (id) => names.get(id) ?? id;
}

const sources = (links: api.Rests[]): Child =>
  links.length > 0 && h("ul", { class: "sources" }, links.map((one) => h("li", {}, written(one.says), " ", h("span", { class: "quiet" }, said(one.source)))));

function holders(found: api.Holder[]): HTMLElement {
  const row = (one: api.Holder) =>
    h("tr", {},
      h("th", { scope: "row" }, entity_link(one.id, one.name), h("br"), h("span", { class: "quiet" }, kind_word(one.kind))),
      h("td", {}, span_words(one.shares)), h("td", {}, span_words(one.votes)), h("td", {}, answer_word(one.control.answer)),
      h("td", {}, h("details", {}, h("summary", {}, String(one.rests_on.length)), sources(one.rests_on))));
  const heads = (["holder", "shares", "votes", "control", "rests_on"] as const).map((key) => h("th", { scope: "col" }, t(key)));
  return table(t("holders"), heads, found.map(row));
}

const table = (label: string, heads: Child, rows: Child): HTMLElement =>
  h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
    h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)));

function verdicts(found: api.Verdict[], name_of: (id: string) => string): HTMLElement {
  const note = (one: api.Verdict) => [!one.checked && t("unchecked"), !one.in_force && t("not_in_force")].filter(Boolean).join("; ");
  const row = (one: api.Verdict) =>
    h("tr", {},
      h("th", { scope: "row" }, said(one.rule), h("br"), h("span", { class: "quiet" }, said(one.source), note(one) ? h("br") : "", note(one))),
      h("td", {}, h("span", { class: "badge " + one.answer.replace(/\W+/g, "-") }, answer_word(one.answer))),
      h("td", {}, one.persons.length ? h("ul", { class: "plain" }, one.persons.map((id) => h("li", {}, entity_link(id, name_of(id))))) : "–"),
      h("td", {}, h("ul", { class: "plain" }, one.readings.map((each) => h("li", {}, said(each.test), ": ", answer_word(each.answer))))),
      h("td", {}, one.falls_without.length ? sources(one.falls_without) : "–"));
  const heads = (["rule", "verdict", "people", "tests", "falls_without"] as const).map((key) => h("th", { scope: "col" }, t(key)));
  return table(t("rules"), heads, found.map(row));
}

// The picture is drawn by the server; as an image it can run nothing.
function picture(trace: api.Trace, day: string): HTMLElement {
  const path = api.chart_path(trace.id, day);
  const figure = h("div", { class: "chart", role: "region", tabindex: "0", "aria-label": t("picture") });
  const failed = () => fill(figure, h("p", { class: "quiet" }, t("chart_failed")));
  fill(figure, h("img", { src: path, alt: t("chart_alt", trace.name), onerror: failed }),
    h("p", {}, h("a", { href: path, download: trace.id + ".svg" }, t("save_chart"))));
  return figure;
}
