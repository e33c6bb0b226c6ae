// Live: how fresh the lists are, and what happens now, as figures without a name.
import * as api from "../api";
import { Child, fill, h, said } from "../dom";
import { Room } from "../main";
import { answer } from "../parts";
import { t } from "../text";

const day_ms = 86_400_000;

export function live_page(): Room {
  const lists = h("div");
  const state = h("p", { role: "status" }, t("events_off"));
  const happened = h("ol", { class: "events", reversed: true });
  const none = h("p", { class: "quiet" }, t("no_events"));
  void answer(lists, async () => freshness(await api.info()));
  const stream = new EventSource("v1/events");
  stream.addEventListener("open", () => fill(state, t("events_on")));
  stream.addEventListener("error", () => fill(state, t("events_off")));
  const add = (event: MessageEvent<string>) => {
    none.remove();
    happened.prepend(h("li", {}, h("time", {}, new Date().toISOString().slice(11, 19)), " ", said(event.type), " ", said(event.data)));
    while (happened.children.length > 50) happened.lastElementChild!.remove();
  };
  for (const kind of ["message", "figures", "progress", "hit", "generation"]) stream.addEventListener(kind, add as EventListener);
  return {
    title: t("live_title"),
    body: [h("h2", {}, t("freshness")), lists, h("h2", {}, t("events")), state, none, happened],
    leave: () => stream.close(),
  };
}

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
