import { isObject, toText } from "../../wire/json.ts";
import { conversationOf } from "./channels.ts";
import type { PushEvent } from "./events.ts";

/** All kinds; those in a group of their own are about something. */
const KIND =
  /^(?:typing|ping|subscribe|((?:line|direct_message|like|membership|read_receipt)\.create|like\.delete|message\.deleted|message\.update|favorite|reaction))$/;

/** Makes an event of what was published; nothing that comes makes it fail. */
export function readEvent(
  channel: string,
  data: unknown,
  userId: string,
): PushEvent {
  const { type, subject, ping } = isObject(data) ? data : {};
  const [known, about] = KIND.exec(toText(type) ?? "") ?? [];
  const isWhole = known && (!about || isObject(subject));
  // `ping: true` is how it was in 2011.
  const kind = isWhole ? known : ping === true ? "ping" : "unknown";
  const conversation = conversationOf(kind, channel, subject, userId);
  return {
    type: kind,
    channel,
    ...conversation && { conversation },
    data,
  } as PushEvent;
}
