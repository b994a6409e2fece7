import type { Observable } from "rxjs";
import type { SimulatorChange } from "./change.ts";
import type { Bot } from "./people.ts";
import type { WireMessage } from "./wire.ts";

/**
 * Sends each message of a group, those of bots included, to the callback URLs of
 * its bots. As on GroupMe, a bot with a `dm_notification` of `null` is left out.
 */
export function callBots(
  changes: Observable<SimulatorChange>,
  bots: ReadonlyMap<string, Bot>,
  send: (request: Request) => unknown,
): void {
  changes.subscribe(({ type, conversationId, message }) => {
    if (type !== "message") return;
    for (const { groupId, callbackUrl, dmNotification } of bots.values()) {
      const isCalled = groupId === conversationId && dmNotification !== null;
      if (!isCalled || !callbackUrl) continue;
      const request = new Request(callbackUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(callbackWire(message)),
      });
      // Later, and whatever becomes of it, as GroupMe ignores the answer.
      Promise.resolve(request).then(send).catch(() => {});
    }
  });
}

/** A message as callbacks have it, without `event`, also that of a notice. */
function callbackWire(message: WireMessage): object {
  const { id, attachments, created_at, group_id, name, text, user_id } =
    message;
  const { avatar_url, sender_id, sender_type, source_guid, system } = message;
  return {
    attachments,
    avatar_url,
    created_at,
    group_id,
    id,
    name,
    sender_id,
    sender_type,
    source_guid,
    system,
    text,
    user_id,
  };
}
