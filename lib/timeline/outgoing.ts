import type { MessageData } from "../wire/message.ts";
import type { Draft } from "./draft.ts";
import type { PendingEntry } from "./outbox_entry.ts";
import type { OutgoingRow } from "./state.ts";
import { NO_TALLIES } from "./tallies.ts";
import type { Timeline } from "./types.ts";

/** How many guids are remembered, beside those that are on their way. */
const MAX_SENT = 1_000;

/** Takes in all that is on its way, in the order of sending. */
export function takeOutgoing<M>(
  draft: Draft<M>,
  entries: readonly PendingEntry[],
): void {
  for (const { guid } of entries) {
    if (draft.sent.has(guid)) continue;
    // It may have come before anybody here knew that it is being sent.
    const row = draft.rows.findLast((row) =>
      row.guid === guid && row.sender === draft.timeline.me
    );
    const sent = new Map(draft.sent).set(guid, row?.id ?? "");
    for (const old of [...sent.keys()].slice(0, -MAX_SENT)) {
      if (!entries.some(({ guid }) => guid === old)) sent.delete(old);
    }
    draft.sent = sent;
  }
  const known = new Map(draft.outgoing.map((row) => [row.item.key, row]));
  draft.outgoing = entries.filter(({ guid }) => !draft.sent.get(guid))
    .map((entry) => outgoingRow(draft, entry, known.get(entry.guid)));
}

/** Leaves out what has come to stand. */
export function confirmOutgoing<M>(draft: Draft<M>): void {
  const { outgoing, sent } = draft;
  if (outgoing.some(({ item }) => sent.get(item.key))) {
    draft.outgoing = outgoing.filter(({ item }) => !sent.get(item.key));
  }
}

function outgoingRow<M>(
  { config, timeline }: Draft<M>,
  entry: PendingEntry,
  before: OutgoingRow<M> | undefined,
): OutgoingRow<M> {
  const { guid, state, error, createdAt } = entry;
  const { me: sender = "" } = timeline;
  // Its author may be known only now.
  const isRead = before?.sender === sender;
  if (isRead && before.item.state === state && before.item.error === error) {
    return before;
  }
  return {
    sender,
    day: config.dayOf(createdAt),
    item: Object.freeze({
      key: guid,
      message: isRead
        ? before.item.message
        : config.read(messageOf(entry, sender, timeline)),
      state,
      isOwn: true,
      isDeleted: false,
      reactions: NO_TALLIES,
      startsDay: false,
      startsRun: false,
      ...error && { error },
    }),
  };
}

/** The message as it will stand. */
function messageOf<M>(
  { guid, content, createdAt, conversation }: PendingEntry,
  sender: string,
  { people }: Timeline<M>,
): MessageData {
  const { name, avatarUrl = null } = people.get(sender) ?? {};
  const { text = null, attachments = [] } = content;
  return {
    source_guid: guid,
    created_at: Math.floor(createdAt / 1_000),
    user_id: sender,
    sender_id: sender,
    sender_type: "user",
    name,
    avatar_url: avatarUrl,
    text,
    attachments: [...attachments] as MessageData["attachments"],
    favorited_by: [],
    ..."groupId" in conversation
      ? { group_id: conversation.groupId }
      : { recipient_id: conversation.otherUserId },
  };
}
