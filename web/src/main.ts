// The desk: one page, several rooms, chosen by what stands behind # in the address (it never reaches the server).
import { fill, h } from "./dom";
import { language, languages, set_language, t } from "./text";
import { home } from "./pages/home";
import { find_page } from "./pages/find";
import { entity_page } from "./pages/entity";
import { screen_page } from "./pages/screen";
import { behind_page } from "./pages/behind";
import { customers_page } from "./pages/customers";
import { reader_page } from "./pages/reader";
import { named_page } from "./pages/named";
import { request_page } from "./pages/request";
import { live_page } from "./pages/live";

export interface Room { title: string; body: Node[]; leave?: () => void; }

const rooms: Record<string, (argument: string) => Room> = {
  "": home,
  find: find_page,
  entity: entity_page,
  screen: screen_page,
  behind: behind_page,
  customers: customers_page,
  reader: reader_page,
  named: named_page,
  arrived: () => request_page("arrived"),
  send: () => request_page("send"),
  live: live_page,
};

const main = h("main", { id: "main", tabindex: "-1" });
const header = h("header");
const footer = h("footer");
let leave: (() => void) | undefined;

function show(with_focus: boolean): void {
  leave?.();
  const [name = "", ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  const room = (Object.hasOwn(rooms, name) ? rooms[name]! : home)(decode(rest.join("/")));
  leave = room.leave;
  const heading = h("h1", { tabindex: "-1" }, room.title);
  document.title = room.title === "Clew" ? "Clew" : room.title + " · Clew";
  fill(main, heading, room.body);
  if (with_focus) heading.focus();
  draw_frame(name);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ways: [string, Parameters<typeof t>[0]][] = [
  ["find", "nav_find"],
  ["screen", "nav_screen"],
  ["customers", "nav_customers"],
  ["reader", "nav_reader"],
  ["live", "nav_live"],
];

function draw_frame(current: string): void {
  const link = ([name, key]: (typeof ways)[number]) =>
    h("a", { href: "#/" + name, "aria-current": name === current ? "page" : null }, t(key));
  fill(
    header,
    h("a", { class: "brand", href: "#/", "aria-current": current === "" ? "page" : null }, "Clew"),
    h("nav", { "aria-label": t("nav_label") }, ways.map(link)),
    language_choice(),
  );
  fill(footer, h("p", {}, t("candidate_note")), h("p", {}, t("alike_note")));
}

function language_choice(): HTMLElement {
  const option = ([code, own]: [string, string]) =>
    h("option", { value: code, lang: code, selected: code === language() }, own);
  const choose = (event: Event) => {
    set_language((event.target as HTMLSelectElement).value);
    show(false);
  };
  return h("select", { "aria-label": t("language"), onchange: choose }, languages.map(option));
}

// A link to #main would change the room, so the skip link moves the focus itself.
const skip = h("button", { type: "button", class: "skip", onclick: () => main.focus() }, t("skip"));
document.body.append(skip, header, main, footer);
window.addEventListener("hashchange", () => show(true));
show(false);
