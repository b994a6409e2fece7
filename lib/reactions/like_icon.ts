import type { Observable } from "rxjs";
import type { Client } from "../client.ts";
import { command } from "../resource.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import type { Reaction } from "../resources/likes.ts";
import { groupPath } from "../util/validate.ts";

/**
 * Sets what a like in a group is drawn as, or with `null` a heart again. Cold;
 * safe to repeat. GroupMe tells the group by a notice.
 *
 * @param client Whose group it is.
 * @param groupId The group's id.
 * @param icon A character, or a picture of one of GroupMe's packs.
 * @returns `true`, then completion.
 * @throws {TypeError} Without an id, or with an empty reaction.
 */
export function setLikeIcon(
  client: Client,
  groupId: string,
  icon: Reaction | null,
): Observable<true> {
  return command(client.session, {
    path: `${groupPath(groupId)}/like_icon`,
    body: { like_icon: icon === null ? null : encodeReaction(icon) },
    keepNull: ["like_icon"],
  });
}
