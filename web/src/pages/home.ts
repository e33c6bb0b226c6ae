// The five questions with which people come.
import { h } from "../dom";
import { Room } from "../main";
import { t } from "../text";

const questions = [
  ["arrived", "q_arrived", "q_arrived_more"],
  ["send", "q_send", "q_send_more"],
  ["behind", "q_behind", "q_behind_more"],
  ["screen", "q_listed", "q_listed_more"],
  ["named", "q_named", "q_named_more"],
] as const;

export function home(): Room {
  const question = ([room, asks, more]: (typeof questions)[number]) =>
    h("li", {}, h("a", { href: "#/" + room }, t(asks)), h("p", {}, t(more)));
  return { title: "Clew", body: [h("p", { class: "lead" }, t("home_lead")), h("ul", { class: "questions" }, questions.map(question))] };
}
