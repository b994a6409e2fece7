import type { OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { isAnnouncement, type Notice } from "../push/events/notice.ts";
import { noticeChanges } from "../push/events/notice_changes.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toDate, toId, toObject, toText } from "../wire/json.ts";
import { type PollOption, toOptions } from "./poll_option.ts";

/** Something happened to a poll. */
export interface PollChange {
  /** `reminder`: it ends soon. */
  readonly type: "created" | "finished" | "reminder";
  /** The poll's id. */
  readonly pollId: string;
  /** The question. */
  readonly subject?: string;
  /** User id of who made it; `""` where the notice does not tell. */
  readonly by: string;
  /** When it ends, in a reminder. */
  readonly expiresAt?: Date;
  /**
   * The result, once it has finished. Where no option names a voter, votes that
   * are not told are `undefined`: the poll may be anonymous.
   */
  readonly options?: readonly PollOption[];
}

/**
 * The changes of polls that a stream of messages or of push events tells of, by
 * GroupMe's notices, each once where a tail and `push(client).events()` are
 * merged: the ids of the last 1,000 such notices are remembered. A vote has
 * none: see {@linkcode Polls.watch}. Completes and errors as its source.
 *
 * @example Show what happens to polls
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { pollChanges } from "@rxgroupme/client/polls";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(pollChanges())
 *   .subscribe(({ type, subject }) => console.log(`${type}: ${subject}`));
 * ```
 */
export function pollChanges(): OperatorFunction<
  GenericMessage | PushEvent,
  PollChange
> {
  return noticeChanges(pollChangeOf, isAnnouncement);
}

function pollChangeOf({ type: name, data }: Notice): PollChange | undefined {
  const [, type] = /^poll\.(created|finished|reminder)$/.exec(name) ?? [];
  const { id, subject, expiration } = toObject(data.poll);
  const pollId = toId(id);
  if (!type || !pollId) return;
  const title = toText(subject);
  const expiresAt = toDate(expiration);
  const { options } = data;
  const isPublic = toOptions(options, false).some(({ voterIds }) => voterIds);
  return {
    type: type as PollChange["type"],
    pollId,
    ...title !== undefined && { subject: title },
    by: toId(toObject(data.user).id),
    ...expiresAt && { expiresAt },
    ...options !== undefined && { options: toOptions(options, isPublic) },
  };
}
