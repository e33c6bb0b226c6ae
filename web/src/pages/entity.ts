// One entity: every value, the line of the source behind it, contradictions side by side, its links.
import * as api from "../api";
import { Child, fill, h, said, written } from "../dom";
import { Room } from "../main";
import { answer, entity_link, listing_lines } from "../parts";
import { kind_word, property_word, t } from "../text";

export function entity_page(id: string): Room {
  const place = h("div", { class: "entity" });
  void answer(place, async () => {
    const entity = await api.entity(id);
    name_page(entity.caption);
    return whole(entity);
  });
  return { title: id, body: [place] };
}

// The room was opened with an id for a title; now its name is known.
export function name_page(title: string): void {
  const heading = document.querySelector("h1");
  if (heading) fill(heading, written(title));
  document.title = title + " · Clew";
}

function whole(entity: api.Entity): Child {
  const links = h("div");
  void answer(links, async () => linked(await api.links(entity.id)));
  return [
    h("p", { class: "quiet" }, kind_word(entity.schema), " · ", entity.id),
    h("p", {}, h("a", { class: "button", href: "#/behind/" + encodeURIComponent(entity.id) }, t("open_behind"))),
    entity.listings.length > 0 && [h("h2", {}, t("listed")), listing_lines(entity.listings)],
    entity.contradicted.length > 0 && contradictions(entity),
    h("h2", {}, t("statements")),
    h("p", { class: "quiet" }, t("statement_hint"), " ", t("true_dates")),
    h("dl", { class: "statements" }, groups(entity.statements).map((group) => property_row(entity.id, group))),
    h("h2", {}, t("links")),
    links,
  ];
}

function groups(statements: api.Statement[]): api.Statement[][] {
  const by_property = new Map<string, api.Statement[]>();
  for (const one of statements) by_property.set(one.property, [...(by_property.get(one.property) ?? []), one]);
  return [...by_property.values()];
}

function contradictions(entity: api.Entity): Child {
  const column = (one: api.Statement) =>
    h("li", {}, h("strong", {}, written(one.value)), h("span", { class: "quiet" }, said(one.dataset), " · ", day_words(one)));
  const group = (property: string) => [
    h("h3", {}, said(property_word(property))),
    h("ul", { class: "beside" }, entity.statements.filter((one) => one.property === property).map(column)),
  ];
  return h("section", { class: "contradiction" }, h("h2", {}, t("contradicted")), entity.contradicted.map(group));
}

function day_words(one: api.Statement): string {
  const from = one.known_from ? t("published", one.known_from) : t("no_day");
  return one.known_until ? from + ", " + t("until", one.known_until) : from;
}

function property_row(id: string, group: api.Statement[]): Child {
  return h("div", {},
    h("dt", {}, said(property_word(group[0]!.property))),
    h("dd", {}, h("ul", { class: "values" }, group.map((one) => value_item(id, one)))));
}

function value_item(id: string, one: api.Statement): HTMLElement {
  const place = h("div", { class: "source-place" });
  const toggle = () => {
    const opens = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(opens));
    if (!opens) return fill(place);
    return void answer(place, async () => source_of(await api.source(id, one.property), one));
  };
  const button = h("button", { type: "button", class: "value", "aria-expanded": "false", onclick: toggle }, written(one.value));
  return h("li", {}, button, h("span", { class: "quiet" }, " ", said(one.dataset), " · ", day_words(one)), place);
}

function source_of(lines: api.SourceLine[], one: api.Statement): Child {
  const line = lines.find((each) => each.value === one.value && each.offset === one.offset && each.sha256 === one.sha256);
  if (!line) return h("p", { class: "quiet" }, t("no_source"));
  const file = line.source.split("/").slice(-2).join("/") + (line.member ? " » " + line.member : "");
  const end = line.offset + line.length;
  return h("figure", { class: "source" },
    h("figcaption", {},
      line.line === undefined ? t("source_bytes", file, line.offset, end) : t("source_line", file, line.line, line.offset, end),
      h("br"), h("span", { class: "hash" }, "SHA-256 ", line.sha256)),
    h("pre", { tabindex: "0" }, h("bdi", { dir: "auto" }, line.bytes)),
    line.redacted && h("p", { class: "quiet" }, t("redacted")),
    line.cut && h("p", { class: "quiet" }, t("cut")));
}

function linked(links: api.Links): Child {
  if (links.links.length === 0) return h("p", {}, t("no_links"));
  const row = (one: api.Link) =>
    h("tr", {}, h("td", {}, said(one.relation)), h("td", {}, entity_link(one.other, one.caption)), h("td", {}, written(one.details)),
      h("td", { class: "quiet" }, said(one.source)));
  return h("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": t("links") },
    h("table", {}, h("tbody", {}, links.links.map(row))),
    links.cut && h("p", { class: "quiet" }, t("links_cut", links.others_total)));
}
