// Parts that several rooms share: a search box that answers as one types, bars that add up, errors, tables.
import * as api from "./api";
import { Child, fill, h, said, svg, written } from "./dom";
import { feature_word, kind_word, relation_word, t } from "./text";

export const entity_link = (id: string, caption: string) => h("a", { href: "#/entity/" + encodeURIComponent(id) }, written(caption));

export function failure(reason: unknown): HTMLElement {
  const refusal = reason instanceof api.Refusal ? reason : null;
  if (refusal?.status === 404 && refusal.message === "Not Found") return h("p", { role: "alert", class: "failure" }, t("not_offered"));
  const words = refusal ? (refusal.status === 0 ? t("no_server") : said(refusal.message)) : String(reason);
  return h("p", { role: "alert", class: "failure" }, words);
}

// Fills `place` with what `work` answers, or with why not. A later call on the same place wins.
const turns = new WeakMap<Element, number>();
export async function answer(place: Element, work: () => Promise<Child>): Promise<void> {
  const turn = (turns.get(place) ?? 0) + 1;
  turns.set(place, turn);
  place.setAttribute("aria-busy", "true");
  let content: Child;
  try {
    content = await work();
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") return;
    content = failure(reason);
  }
  if (turns.get(place) !== turn) return;
  place.removeAttribute("aria-busy");
  fill(place, content);
}

// A labelled search box; answers follow the typing. `target` says where a result leads.
export function search_box(label: string, target: (found: api.Found) => string): HTMLElement {
  const results = h("div", { class: "results", "aria-live": "polite" });
  const input = h("input", { type: "search", autocomplete: "off", spellcheck: "false", dir: "auto", id: "search" });
  let timer = 0;
  let running: AbortController | undefined;
  const search = () => {
    running?.abort();
    running = new AbortController();
    const words = input.value.trim();
    if (words.length < 2) return fill(results);
    return void answer(results, async () => found_list(await api.find(words, running!.signal), target));
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(search, 120);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    search();
  };
  return h("form", { role: "search", class: "search", onsubmit: submit }, h("label", { for: "search" }, label), input, results);
}

function found_list(found: api.Find, target: (found: api.Found) => string): Child {
  const row = (one: api.Found) =>
    h("li", {},
      h("a", { href: target(one) }, written(one.caption)),
      h("span", { class: "quiet" }, " ", kind_word(one.schema), one.birthDate.length ? " · " + one.birthDate.join(", ") : "", " · ", one.datasets, " · ", one.id));
  return [
    h("p", { class: "quiet" }, t("found", found.total)),
    h("ol", { class: "found" }, found.results.map(row)),
  ];
}

export const bits = (weight: number) => (weight < 0 ? "−" : "+") + (Math.abs(weight) / 1000).toFixed(3);

// The reasons for a score as bars to both sides of a line: they add up to the last one, figure by figure.
export function reasons(hit: { explanations: api.Explanation[]; weight: number; score: number }): HTMLElement {
  const widest = Math.max(1, Math.abs(hit.weight), ...hit.explanations.map((one) => Math.abs(one.weight)));
  const sum = hit.explanations.reduce((total, one) => total + one.weight, 0);
  const row = (one: api.Explanation) =>
    h("tr", {},
      h("td", {}, feature_word(one.feature)),
      h("td", {}, one.query ? written(one.query) : "–"),
      h("td", {}, one.listed ? written(one.listed) : "–"),
      h("td", {}, relation_word(one.relation)),
      h("td", { class: "bar" }, bar(one.weight, widest)),
      h("td", { class: "figure" }, bits(one.weight)));
  const rest = hit.weight - sum;
  return h("div", { class: "scroll", role: "group", tabindex: "0", "aria-label": t("reasons") },
    h("table", { class: "reasons" },
      h("caption", {}, t("reasons_caption")),
      h("thead", {}, h("tr", {}, (["col_about", "col_asked", "col_listed", "col_how"] as const).map((key) => h("th", { scope: "col" }, t(key))),
        h("th", { scope: "col", colspan: "2" }, t("col_bits")))),
      h("tbody", {}, hit.explanations.map(row),
        rest !== 0 && h("tr", {}, h("td", { colspan: "4" }, t("prior")), h("td", { class: "bar" }, bar(rest, widest)), h("td", { class: "figure" }, bits(rest)))),
      h("tfoot", {}, h("tr", {},
        h("th", { scope: "row", colspan: "4" }, t("sum_score", hit.score.toFixed(3))),
        h("td", { class: "bar" }, bar(hit.weight, widest)),
        h("td", { class: "figure" }, bits(hit.weight))))));
}

function bar(weight: number, widest: number): SVGElement {
  const width = (Math.abs(weight) / widest) * 60;
  return svg("svg", { viewBox: "0 0 120 12", width: "120", height: "12", "aria-hidden": "true", class: weight < 0 ? "against" : "for" },
    svg("line", { x1: 60, x2: 60, y1: 0, y2: 12, class: "zero" }),
    svg("rect", { x: weight < 0 ? 60 - width : 60, y: 1, width: Math.max(width, 0.5), height: 10 }));
}

// Proved, ranged and unknown as three lengths of one bar, with their figures as text.
export function shares_bar(proved: string, ranged: string, unknown: string): HTMLElement {
  const parts: [string, string, string][] = [["proved", proved, t("proved")], ["ranged", ranged, t("ranged")], ["unknown", unknown, t("unknown")]];
  const size = (text: string) => Math.max(0, parseFloat(text.replace(/[^0-9.]/g, "")) || 0);
  let x = 0;
  const piece = ([name, figure]: (typeof parts)[number]) => {
    const rect = svg("rect", { x, y: 0, width: size(figure), height: 8, class: name });
    x += size(figure);
    return rect;
  };
  return h("div", { class: "shares" },
    svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" }, parts.map(piece)),
    h("ul", {}, parts.map(([name, figure, word]) => h("li", {}, h("span", { class: "key " + name }), word, " ", h("strong", {}, figure)))));
}

export const span_words = (span: api.Span) =>
  span.low === span.high && !span.low_open && !span.high_open
    ? span.low
    : `${span.low_open ? "> " : ""}${span.low} – ${span.high_open ? "< " : ""}${span.high}`;

export const listing_lines = (lines: string[] | undefined) =>
  lines?.length ? h("ul", { class: "listings" }, lines.map((line) => h("li", {}, said(line)))) : null;
