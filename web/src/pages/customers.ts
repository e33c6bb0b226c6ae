// A customer file: choose, say which column is what, watch, review the candidates with keys, export.
import * as api from "../api";
import { Rows, cell_text, read_csv } from "../csv";
import { Child, fill, h, said, written } from "../dom";
import { Room } from "../main";
import { answer, failure } from "../parts";
import { answer_word, kind_word, t } from "../text";
import { hit, kinds } from "./screen";

interface Worked { row: number; id: string; name: string; hit: api.Hit; judgement: string; why: string; }
type Column = "id" | "name" | "birth_date" | "country";

const columns: [Column, "column_id" | "name" | "birth_date" | "country", RegExp][] = [
  ["id", "column_id", /^(id|no|nr|number|customer|kunde|编号)/i],
  ["name", "name", /name|nom|姓名|名称/i],
  ["birth_date", "birth_date", /birth|born|dob|naiss|出生/i],
  ["country", "country", /country|pays|nation|国/i],
];
const at_once = 500;  // Rows in one request: a stop is soon obeyed, and a lost connection loses little.

export function customers_page(): Room {
  const mapping = h("div");
  const work = h("div");
  const running = { stop: new AbortController() };
  const file = h("input", { type: "file", id: "file", accept: ".csv,.txt,text/csv" });
  file.addEventListener("change", () => {
    running.stop.abort();
    fill(work);
    const chosen = file.files?.[0];
    if (chosen) void answer(mapping, async () => map_columns(read_csv(await chosen.text()), work, running));
  });
  return {
    title: t("customers_title"),
    body: [h("p", { class: "lead" }, t("customers_lead")), h("p", { class: "field" }, h("label", { for: "file" }, t("file")), file), mapping, work],
    leave: () => running.stop.abort(),
  };
}

function map_columns(read: Rows, work: HTMLElement, running: { stop: AbortController }): Child {
  if (read.rows.length === 0) return h("p", { role: "alert" }, t("no_rows"));
  const choose = ([column, key, like]: (typeof columns)[number]) => {
    const guess = read.header.findIndex((one) => like.test(one));
    const option = (one: string, place: number) => h("option", { value: place, selected: place === guess }, one);
    const select = h("select", { id: "column-" + column, required: column === "name" }, h("option", { value: "" }, t("none")), read.header.map(option));
    return h("p", { class: "field" }, h("label", { for: select.id }, t(key)), select);
  };
  const kind = h("select", { id: "kind" }, kinds.map((one) => h("option", { value: one }, kind_word(one))));
  const submit = (event: Event) => {
    event.preventDefault();
    running.stop.abort();
    running.stop = new AbortController();
    void screen_rows(read, chosen_columns(form), kind.value, work, running.stop);
  };
  const form = h("form", { class: "fields", onsubmit: submit }, h("fieldset", {}, h("legend", {}, t("columns")), columns.map(choose), h("p", { class: "field" }, h("label", { for: "kind" }, t("kind")), kind)),
    h("p", {}, t("rows", read.rows.length), read.bad > 0 && " " + t("bad_rows", read.bad)),
    h("p", {}, h("button", { type: "submit" }, t("start"))));
  return form;
}

function chosen_columns(form: HTMLFormElement): Map<Column, number> {
  const chosen = new Map<Column, number>();
  for (const [column] of columns) {
    const value = (form.querySelector("#column-" + column) as HTMLSelectElement).value;
    if (value !== "") chosen.set(column, Number(value));
  }
  return chosen;
}

async function screen_rows(read: Rows, chosen: Map<Column, number>, schema: string, work: HTMLElement, stop: AbortController): Promise<void> {
  const found: Worked[] = [];
  const problems: string[] = [];
  const bar = h("progress", { max: read.rows.length, value: 0, "aria-label": t("customers_title") });
  const words = h("p", { role: "status" });
  const review = h("section");
  fill(work, bar, words, h("button", { type: "button", onclick: () => stop.abort() }, t("stop")), review);
  const asked = read.rows.map((row, place) => query_of(row, place, chosen));
  const take = (answer: api.Screened, place: number) => {
    if (answer.error) problems.push(t("row", place + 1) + ": " + answer.error);
    for (const hit of answer.results) found.push({ row: place, id: asked[place]!.id!, name: asked[place]!.name, hit, judgement: "", why: "" });
    bar.value = place + 1;
    fill(words, said_progress(place + 1, asked.length, found));
  };
  try {
    for (let at = 0; at < asked.length; at += at_once)
      await api.screen(asked.slice(at, at + at_once), schema, 5, (one, place) => take(one, at + place), stop.signal);
  } catch (reason) {
    if (!stop.signal.aborted) fill(words, failure(reason));
  }
  found.sort((left, right) => left.row - right.row || right.hit.score - left.hit.score);
  const odd = problems.slice(0, 20).map((one) => h("li", {}, said(one)));
  fill(review, odd.length > 0 && h("ul", { class: "failure" }, odd), review_of(found));
}

const said_progress = (done: number, all: number, found: Worked[]): string =>
  t("progress", done, all, new Set(found.map((one) => one.row)).size);

function query_of(row: string[], number: number, chosen: Map<Column, number>): api.Query {
  const cell = (column: Column) => (chosen.has(column) ? row[chosen.get(column)!]!.trim() : "");
  const query: api.Query = { id: cell("id") || String(number + 1), name: cell("name") };
  if (cell("birth_date")) query.birthDate = cell("birth_date");
  if (cell("country")) query.country = cell("country");
  return query;
}

function review_of(found: Worked[]): Child {
  if (found.length === 0) return h("p", {}, t("no_hit"));
  const items = found.map((one) => review_item(one));
  return [
    h("h2", {}, t("review")),
    h("p", { class: "quiet" }, t("review_keys"), " ", t("candidate_note")),
    h("p", {}, h("button", { type: "button", onclick: () => save(found) }, t("export_csv"))),
    h("ol", { class: "review" }, items),
  ];
}

const judgements: Record<string, "same" | "different" | "unsure"> = { s: "same", d: "different", u: "unsure" };

function review_item(one: Worked): HTMLElement {
  const state = h("p", { role: "status", class: "judgement" });
  const why = h("input", { "aria-label": t("why"), placeholder: t("why"), dir: "auto" });
  why.addEventListener("input", () => (one.why = why.value));
  const judge = (judgement: "same" | "different" | "unsure") => {
    one.judgement = judgement;
    fill(state, t("decided", answer_word(judgement)));
    item.dataset["judgement"] = judgement;
  };
  const button = (key: string) => h("button", { type: "button", onclick: () => judge(judgements[key]!) }, t(judgements[key]!), h("kbd", {}, key.toUpperCase()));
  // Keys count only while the candidate itself has the focus, so typing a reason decides nothing.
  const keys = (event: KeyboardEvent) => {
    if (event.target !== item || event.ctrlKey || event.altKey || event.metaKey) return;
    const judgement = judgements[event.key.toLowerCase()];
    if (judgement) judge(judgement);
    if (event.key === "j") (item.nextElementSibling as HTMLElement | null)?.focus();
    if (event.key === "k") (item.previousElementSibling as HTMLElement | null)?.focus();
  };
  const item = h("li", { tabindex: "0", onkeydown: keys, "aria-label": one.name },
    h("p", {}, t("row", one.row + 1), " · ", one.id, " · ", written(one.name)), hit(one.hit),
    h("p", { class: "judge" }, button("s"), button("d"), button("u"), why), state);
  return item;
}

function save(found: Worked[]): void {
  const head = ["row", "id", "name", "candidate", "candidate_name", "score", "status", "listings", "judgement", "why"];
  const line = (one: Worked) =>
    [one.row + 1, one.id, one.name, one.hit.id, one.hit.caption, one.hit.score, one.hit.status, (one.hit.listings ?? []).join("; "), one.judgement, one.why];
  const text = [head, ...found.map(line)].map((row) => row.map(cell_text).join(",")).join("\r\n") + "\r\n";
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "candidates.csv";
  link.click();
  URL.revokeObjectURL(address);
}
