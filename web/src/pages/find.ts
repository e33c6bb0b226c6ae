// Find: answers follow the typing.
import { Room } from "../main";
import { search_box } from "../parts";
import { t } from "../text";

export function find_page(): Room {
  return { title: t("find_title"), body: [search_box(t("find_label"), (found) => "#/entity/" + encodeURIComponent(found.id))] };
}
