// Live: how fresh the lists are, and what happens now, as figures without a name.
import * as api from "../api";
import { Child, fill, h, said, svg } from "../dom";
import { Room } from "../main";
import { answer } from "../parts";
import { kind_word, t } from "../text";

const day_ms = 86_400_000;
const minute_ms = 60_000;

export function live_page(): Room {
  const lists = h("div");
  const state = h("p", { role: "status" }, t("events_off"));
  const now = h("div");
  void answer(lists, async () => freshness(await api.info()));
  void answer(now, async () => drawn(await api.figures()));
  const stream = new EventSource("v1/events");
  stream.addEventListener("open", () => fill(state, t("events_on")));
  stream.addEventListener("error", () => fill(state, t("events_off")));
  let generation = 0;
  const show = (event: MessageEvent<string>) => {
    const figures = JSON.parse(event.data) as api.Figures;
    void answer(now, async () => drawn(figures));
    if (generation && generation !== figures.generation) void answer(lists, async () => freshness(await api.info()));
    generation = figures.generation;
  };
  stream.addEventListener("figures", show as EventListener);
  return {
    title: t("live_title"),
    body: [h("h2", {}, t("events")), state, now, h("h2", {}, t("freshness")), lists],
    leave: () => stream.close(),
  };
}

function drawn(figures: api.Figures): Child {
  const pair = (key: Parameters<typeof t>[0], value: string | number) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, value));
  return [
    h("dl", { class: "now" }, pair("screened", figures.screened), pair("hits_all", figures.hits),
      pair("requests_all", figures.requests), pair("latency", figures.milliseconds_mean.toFixed(2) + " ms")),
    minutes(figures),
    counts("by_list", figures.hits_by_dataset, (name) => name),
    counts("by_country", figures.hits_by_country, (name) => name.toUpperCase(), t("country_note")),
    counts("by_kind", figures.hits_by_schema, kind_word),
  ];
}

// The last hour, a bar a minute, those with nothing in them too; the table says the same.
function minutes(figures: api.Figures): Child {
  const last = Math.floor(Date.parse(figures.at) / minute_ms);
  const most = Math.max(1, ...figures.minutes.map((one) => one.screened), ...figures.minutes.map((one) => one.hits));
  const bars = figures.minutes.flatMap((one) => {
    const x = 59 - (last - Math.floor(Date.parse(one.minute) / minute_ms));
    const bar = (count: number, name: string, at: number) =>
      svg("rect", { x: x * 10 + at, width: 4, y: 60 - (count / most) * 60, height: (count / most) * 60, class: name });
    return x < 0 ? [] : [bar(one.screened, "ranged", 0), bar(one.hits, "proved", 4)];
  });
  const row = (one: api.Figures["minutes"][number]) =>
    h("tr", {}, h("th", { scope: "row" }, one.minute.slice(11, 16)), h("td", { class: "figure" }, one.screened), h("td", { class: "figure" }, one.hits));
  return [
    h("h3", {}, t("by_minute")),
    svg("svg", { viewBox: "0 0 600 60", preserveAspectRatio: "none", class: "minutes", "aria-hidden": "true" }, bars),
    h("p", { class: "quiet" }, h("span", { class: "key ranged" }), t("screened"), " ", h("span", { class: "key proved" }), t("hits_all")),
    table(["minute", "screened", "hits_all"], figures.minutes.slice(-10).reverse().map(row), "by_minute"),
  ];
}

function counts(title: Parameters<typeof t>[0], all: Record<string, number>, word: (name: string) => string, note?: string): Child {
  const rows = Object.entries(all).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const row = ([name, count]: [string, number]) => h("tr", {}, h("th", { scope: "row" }, word(name)), h("td", { class: "figure" }, count));
  return [h("h3", {}, t(title)), note && h("p", { class: "quiet" }, note), table([title, "hits_all"], rows.map(row), title)];
}

const table = (heads: Parameters<typeof t>[0][], rows: Child[], label: Parameters<typeof t>[0]): Child =>
  rows.length === 0
    ? h("p", { class: "quiet" }, t("no_events"))
    : h("table", { "aria-label": t(label) }, h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, t(head))))), h("tbody", {}, rows));

function freshness(info: api.Info): Child {
  const age = (day: string) => (day ? Math.max(0, Math.floor((Date.now() - Date.parse(day)) / day_ms)) : "–");
  const row = (one: api.Dataset) => {
    const newest = one.versions[one.versions.length - 1];
    return h("tr", {}, h("th", { scope: "row" }, said(one.title || one.name)), h("td", {}, said(one.publisher)), h("td", {}, newest?.published_on || t("no_day")),
      h("td", { class: "figure" }, newest ? age(newest.published_on) : "–"), h("td", { class: "figure" }, newest?.entities ?? "–"), h("td", { class: "figure" }, newest?.issues ?? "–"));
  };
  const heads = (["list", "authority", "version", "age", "entities", "issues"] as const).map((key) => h("th", { scope: "col" }, t(key)));
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": t("freshness") },
    h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, info.datasets.map(row))));
}
