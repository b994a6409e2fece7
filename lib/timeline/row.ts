import { toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import { type Facts, secondsOf } from "./facts.ts";
import {
  type Content,
  laterContent,
  laterPin,
  laterReactions,
  type Pin,
  type Reactions,
  sameContent,
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
  const { content, reactions, pin } = joinRegisters(row, facts);
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

/** Joins what is told of one message by two inputs. */
export function joinFacts(a: Facts, b: Facts): Facts {
  return {
    id: a.id,
    cameAt: Math.max(a.cameAt ?? 0, b.cameAt ?? 0),
    data: a.data ?? b.data,
    ...joinRegisters(a, b),
  };
}

/** The registers of a message, where they are known. */
type Registers = Pick<Facts, "content" | "reactions" | "pin">;

function joinRegisters<T extends Registers>(
  a: T,
  b: Registers,
): Pick<T, keyof Registers> {
  return {
    content: a.content && b.content
      ? laterContent(a.content, b.content)
      : a.content ?? b.content,
    reactions: a.reactions && b.reactions
      ? laterReactions(a.reactions, b.reactions)
      : a.reactions ?? b.reactions,
    pin: a.pin && b.pin ? laterPin(a.pin, b.pin) : a.pin ?? b.pin,
  };
}

/** Whether a row gives another picture than before, or only a newer version. */
export function isSameRow<M>(a: Row<M>, b: Row<M>): boolean {
  return a.message === b.message && a.isShown === b.isShown &&
    a.key === b.key && a.reactions.tallies === b.reactions.tallies;
}

/** When it was last edited, in seconds; 0 if it never was. */
export function editedAt({ kind, time }: Content, created: number): number {
  // Some answers give each message the time of its creation.
  return kind === 1 && time > created ? time : 0;
}

function showsSame(a: Content, b: Content, created: number): boolean {
  if (a === b) return true;
  if (a.kind === 2 || b.kind === 2) return sameContent(a, b);
  return sameContent({ ...a, time: 0 }, { ...b, time: 0 }) &&
    editedAt(a, created) === editedAt(b, created);
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
  const isAlike = kind === 1 && (toText(data.text) ?? null) === text &&
    (editedAt(content, created) === 0 || secondsOf(data.updated_at) === time) &&
    sameAttachments(data, attachments);
  if (isAlike && isPinned) return data;
  return {
    ...data,
    ...!isAlike && fields,
    ...!isPinned && { pinned_at: pin.at, pinned_by: pin.by },
  };
}

function sameAttachments(
  data: MessageData,
  attachments: Content["attachments"],
): boolean {
  const own: unknown = data.attachments;
  if (!Array.isArray(own)) return attachments.length === 0;
  return own.length === attachments.length &&
    own.every((it, i) =>
      it === attachments[i] ||
      JSON.stringify(it) === JSON.stringify(attachments[i])
    );
}
