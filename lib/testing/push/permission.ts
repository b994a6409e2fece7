import { asFields, asText } from "../server/body.ts";
import type { World } from "../model/world.ts";
import { type BayeuxMessage, isChannel } from "./bayeux.ts";

/** Whether the token of a message lets it use a channel. */
export function mayUse(
  world: World,
  { ext }: BayeuxMessage,
  channel: unknown,
): boolean {
  const token = asText(asFields(ext).access_token);
  const user = world.userOfToken(token ?? null);
  if (!user || !isChannel(channel)) return false;
  const [, kind, id = "", ...rest] = channel.split("/");
  if (rest.length > 0) return false;
  if (kind === "user") return id === user.id;
  if (kind === "group") {
    return world.contextFor(id, user.id)?.group !== undefined;
  }
  // Ids in the wrong order are taken, and nothing ever comes of it.
  return kind === "direct_message" && id.split("_").includes(user.id);
}
