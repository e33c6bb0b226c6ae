// A request, arriving or to be sent: held against the rules, its sheet shown.
import * as api from "../api";
import { Child, h, said } from "../dom";
import { Room } from "../main";
import { answer } from "../parts";
import { t } from "../text";

export function request_page(way: "arrived" | "send"): Room {
  const place = h("div", { "aria-live": "polite" });
  const area = h("textarea", { id: "request", rows: "12", dir: "auto", spellcheck: "false", class: "code" });
  const file = h("input", { type: "file", id: "request-file", accept: ".yaml,.yml,.json" });
  const take = async () => {
    const chosen = file.files?.[0];
    if (chosen) area.value = await chosen.text();
  };
  file.addEventListener("change", () => void take());
  const submit = (event: Event) => {
    event.preventDefault();
    if (area.value.trim()) void answer(place, async () => sheet(await api.check_request(area.value, way === "arrived" ? "receiver" : "sender")));
  };
  const form = h("form", { onsubmit: submit },
    h("p", { class: "field" }, h("label", { for: "request-file" }, t("request_file")), file),
    h("p", { class: "field" }, h("label", { for: "request" }, t("request_label")), area),
    h("p", {}, h("button", { type: "submit" }, t("check"))));
  return { title: t(way === "arrived" ? "arrived_title" : "send_title"), body: [h("p", { class: "lead" }, t("request_lead")), form, place] };
}

// The sheet as the command line writes it: plain text for people, line by line.
const sheet = (text: string): Child => h("pre", { class: "sheet", tabindex: "0" }, said(text));
