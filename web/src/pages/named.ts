// What is held about me: the same search, what to compare, and how to contest each kind of thing that is said.
import { h } from "../dom";
import { Room } from "../main";
import { search_box } from "../parts";
import { t } from "../text";

export function named_page(): Room {
  return {
    title: t("named_title"),
    body: [
      h("p", { class: "lead" }, t("named_lead")),
      h("p", {}, t("named_not_you")),
      search_box(t("find_label"), (found) => "#/entity/" + encodeURIComponent(found.id)),
      h("h2", {}, t("contest")),
      h("ul", {}, h("li", {}, t("contest_1")), h("li", {}, t("contest_2")), h("li", {}, t("contest_3"))),
    ],
  };
}
