// A news page: who is named in it, in which role, who they could be, and what the page says of them.
import * as api from "../api";
import { Child, h, said, written } from "../dom";
import { Room } from "../main";
import { answer } from "../parts";
import { t } from "../text";
import { hit } from "./screen";

export function reader_page(): Room {
  const place = h("div", { "aria-live": "polite" });
  const area = h("textarea", { id: "page", rows: "8", dir: "auto", spellcheck: "false" });
  const file = h("input", { type: "file", id: "page-file", accept: ".html,.htm,.txt" });
  const take = async (chosen: File | undefined) => {
    if (chosen) area.value = await chosen.text();
  };
  file.addEventListener("change", () => void take(file.files?.[0]));
  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    void take(event.dataTransfer?.files[0]);
  });
  const submit = (event: Event) => {
    event.preventDefault();
    if (area.value.trim()) void answer(place, async () => whole(await api.read_page(area.value)));
  };
  const form = h("form", { onsubmit: submit },
    h("p", { class: "field" }, h("label", { for: "page" }, t("reader_label")), area),
    h("p", { class: "field" }, h("label", { for: "page-file" }, t("request_file")), file),
    h("p", {}, h("button", { type: "submit" }, t("read"))));
  return { title: t("reader_title"), body: [h("p", { class: "lead" }, t("reader_lead")), form, place] };
}

function whole(page: api.Page): Child {
  return [
    page.title && h("h2", {}, written(page.title.value)),
    h("p", { class: "quiet" }, page.outlet && written(page.outlet.value), page.published && " · " + page.published.value),
    h("p", {}, said(page.note)),
    h("h2", {}, t("named_in")),
    page.named.map(mention),
    h("h2", {}, t("page_says")),
    h("ul", {}, page.claims.map((one) => h("li", {}, h("strong", {}, written(one.who)), ": ", written(one.the_page_says), one.is_denied && [" (", t("denied"), ")"]))),
    h("details", {}, h("summary", {}, t("page_text")), h("div", { class: "text", dir: "auto" }, page.text.split("\n").map((one) => h("p", {}, one)))),
  ];
}

function mention(one: api.Mention): HTMLElement {
  const candidates = one.candidates ?? [];
  return h("section", { class: "mention" },
    h("h3", {}, written(one.name), " ", h("span", { class: "quiet" }, said(one.kind + ", " + one.role))),
    candidates.length === 0 ? h("p", { class: "quiet" }, t("nobody"))
      : h("details", {}, h("summary", {}, t("could_be"), ": ", t("hits", candidates.length)), candidates.map((each) => hit(each))));
}
