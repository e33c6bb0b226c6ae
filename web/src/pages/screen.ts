// Is this name listed? One name, its candidates, and for each the reasons that add up.
import * as api from "../api";
import { Child, h, said } from "../dom";
import { Room } from "../main";
import { answer, entity_link, listing_lines, reasons } from "../parts";
import { answer_word, kind_word, t } from "../text";

export const kinds = ["LegalEntity", "Person", "Organization", "Company", "Vessel"];

export function screen_page(): Room {
  const results = h("div", { "aria-live": "polite" });
  const name = h("input", { id: "name", required: true, dir: "auto", autocomplete: "off", spellcheck: "false" });
  const kind = h("select", { id: "kind" }, kinds.map((one) => h("option", { value: one }, kind_word(one))));
  const born = h("input", { id: "born", pattern: "[0-9]{4}(-[0-9]{2}){0,2}", placeholder: "1965-03-01", autocomplete: "off" });
  const country = h("input", { id: "country", pattern: "[A-Za-z]{2}", maxlength: 2, autocomplete: "off" });
  const submit = (event: Event) => {
    event.preventDefault();
    const query: api.Query = { name: name.value.trim() };
    if (born.value) query.birthDate = born.value;
    if (country.value) query.country = country.value.toLowerCase();
    void answer(results, async () => {
      let content: Child;
      await api.screen([query], kind.value, 20, (screened) => (content = hits(screened)));
      return content;
    });
  };
  const field = (key: Parameters<typeof t>[0], control: HTMLElement) => h("p", { class: "field" }, h("label", { for: control.id }, t(key)), control);
  const form = h("form", { class: "fields", onsubmit: submit },
    field("name", name), field("kind", kind), field("birth_date", born), field("country", country),
    h("p", {}, h("button", { type: "submit" }, t("screen_do"))));
  return { title: t("screen_title"), body: [form, results] };
}

function hits({ results: found, error }: api.Screened): Child {
  if (error) return h("p", { role: "alert", class: "failure" }, said(error));
  if (found.length === 0) return h("p", { class: "none" }, t("no_hit"));
  return [h("h2", {}, t("hits", found.length)), h("p", { class: "quiet" }, t("candidate_note")), found.map((one) => hit(one))];
}

// One candidate: who, why it is shown, how alike, and each reason.
export function hit(one: api.Hit): HTMLElement {
  return h("article", { class: "hit" },
    h("h3", {}, entity_link(one.id, one.caption), " ", h("span", { class: "badge" }, one.match === false ? t("below") : t("candidate"))),
    h("p", { class: "quiet" }, kind_word(one.schema), " · ", one.datasets.join(", "), " · ", t("score", one.score.toFixed(3)), " · ", one.id),
    listing_lines(one.listings),
    one.decision && h("p", {}, t("decided", answer_word(one.decision.judgement)), " · ", said(one.decision.author), " · ", said(one.decision.why)),
    reasons(one));
}
