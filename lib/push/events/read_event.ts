import { isObject, toObject, toText } from "../../wire/json.ts";
import {
  channelOf,
  conversationOf,
  namedConversation,
  userChannel,
} from "./channels.ts";
import type { PushEvent } from "./events.ts";

/**
 * All types, in three groups: those of no conversation's channel, other ones
 * with a subject, and the rest.
 */
const TYPE =
  /^(?:((?:line|direct_message|like|membership)\.create)|(like\.delete|message\.deleted|message\.update|read_receipt\.create|favorite|reaction)|typing|ping|subscribe)$/;

/**
 * Makes an event of what was published, and checks it against its channel: any
 * member may publish on a conversation's channel, so that messages are taken
 * from the user's own channel alone, and nothing there is of another
 * conversation. Whatever fails the check is `unknown`; nothing throws.
 */
export function readEvent(
  channel: string,
  data: unknown,
  userId: string,
): PushEvent {
  const { type, subject } = toObject(data);
  const [known, ofUser, ofPlace] = TYPE.exec(toText(type) ?? "") ?? [];
  const isOwn = channel === userChannel(userId);
  const place = conversationOf(channel, userId);
  const named = namedConversation(known, subject, userId);
  const isInPlace = isOwn || !!place && !ofUser &&
      (!named || channelOf(named, userId) === channel);
  const isWhole = !(ofUser ?? ofPlace) || isObject(subject);
  const conversation = isOwn ? named : place;
  return {
    type: isWhole && isInPlace && known || "unknown",
    channel,
    ...conversation && { conversation },
    data,
  } as PushEvent;
}
