import { toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type Facts, readContent, secondsOf } from "./facts.ts";
import {
  type Content,
  editedAt,
  joinRegisters,
  type Pin,
  type Reactions,
  showsSame,
} from "./registers.ts";
import { NO_TALLIES } from "./tallies.ts";
import type { TimelineItem } from "./types.ts";

/** The functions that make rows of messages of type `M`. */
export interface RowConfig<M> {
  /** Makes a message of its JSON. */
  readonly read: (data: MessageData) => M;
  /** Whether a message is shown as a row. */
  readonly show: (message: M) => boolean;
  /** The day of a time in ms, in the time zone that is shown. */
  readonly dayOf: (ms: number) => number | string;
}

/** A confirmed message, with what is known of each of its registers. */
export interface Row<M> {
  readonly id: string;
  /** The JSON that `message` was made of. */
  readonly data: MessageData;
  readonly message: M;
  readonly content: Content;
  readonly reactions: Reactions;
  readonly pin: Pin;
  /** The key of its item. */
  readonly key: string;
  readonly sender: string;
  readonly guid: string | undefined;
  /** When it was written, in seconds. */
  readonly created: number;
  readonly day: number | string;
  readonly isShown: boolean;
  /** When it came first, on the scale of `asOf`. */
  readonly cameAt: number;
  /** The item that shows it; replaced with the row. */
  item: TimelineItem<M> | undefined;
}

const NO_REACTIONS: Reactions = { asOf: 0, tallies: NO_TALLIES };

/** Makes a row of the first whole message that came. */
export function makeRow<M>(
  data: MessageData,
  facts: Facts,
  key: string,
  config: RowConfig<M>,
): Row<M> {
  const { content, pin, reactions = NO_REACTIONS } = facts;
  if (!content || !pin) throw new TypeError("Cannot make a row of a part");
  const created = secondsOf(data.created_at);
  const shown = patched(data, content, pin, created);
  const message = config.read(shown);
  return {
    id: facts.id,
    data: shown,
    message,
    content,
    reactions,
    pin,
    key,
    sender: toId(data.sender_id) || toId(data.user_id),
    guid: toText(data.source_guid),
    created,
    day: config.dayOf(created * 1_000),
    isShown: config.show(message),
    cameAt: facts.cameAt ?? 0,
    item: undefined,
  };
}

/**
 * Joins what a row has with what is told of it.
 *
 * @returns The same row if that is nothing new, not even a version.
 */
export function joinRow<M>(
  row: Row<M>,
  facts: Facts,
  config: RowConfig<M>,
): Row<M> {
  const {
    content = row.content,
    reactions = row.reactions,
    pin = row.pin,
  } = joinRegisters(row, facts);
  if (
    content === row.content && reactions === row.reactions && pin === row.pin
  ) return row;
  const isSame = pin.at === row.pin.at && pin.by === row.pin.by &&
    showsSame(content, row.content, row.created);
  if (isSame) return { ...row, content, reactions, pin };
  const data = patched(facts.data ?? row.data, content, pin, row.created);
  const message = config.read(data);
  const isShown = config.show(message);
  return { ...row, content, reactions, pin, data, message, isShown };
}

/** Whether a row gives another picture than before, or only a newer version. */
export function isSameRow<M>(a: Row<M>, b: Row<M>): boolean {
  return a.message === b.message && a.isShown === b.isShown &&
    a.key === b.key && a.reactions.tallies === b.reactions.tallies;
}

/** The JSON with the winning registers; the same object if it has them. */
function patched(
  data: MessageData,
  content: Content,
  pin: Pin,
  created: number,
): MessageData {
  const { kind, time, text, attachments, actor } = content;
  const isPinned = (secondsOf(data.pinned_at) || null) === pin.at;
  const fields = kind === 2
    ? {
      text: null,
      attachments: [],
      // A deletion is the last change, whichever was known before.
      updated_at: undefined,
      ...time > 0 && { deleted_at: time },
      ...actor && { deletion_actor: actor },
    }
    : {
      text,
      attachments: [...attachments],
      ...editedAt(content, created) > 0 && { updated_at: time },
    };
  const isAlike = kind === 1 &&
    showsSame(readContent(data, 0), content, created);
  if (isAlike && isPinned) return data;
  return {
    ...data,
    ...!isAlike && fields,
    ...!isPinned && { pinned_at: pin.at, pinned_by: pin.by },
  };
}
