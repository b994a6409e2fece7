import { reactionsOf } from "../reactions/reaction_count.ts";
import { isId } from "../util/ids.ts";
import { isObject, toId, toObject, toObjects, toText } from "../wire/json.ts";
import type { AttachmentData, MessageData } from "../wire/message.ts";
import {
  type Content,
  joinRegisters,
  type Learned,
  type Pin,
  type Registers,
} from "./registers.ts";
import { toTallies } from "./tallies.ts";

/** All that an input tells of one message. */
export interface Facts extends Registers {
  readonly id: string;
  /** When it came, on the scale of `asOf`. */
  readonly cameAt?: number;
  /** The message itself, where the input holds it whole. */
  readonly data?: MessageData;
}

/**
 * Reads what a row of a page tells of its message; nothing if it lacks an id.
 *
 * @param learned When its request was sent.
 */
export function factsOfRow(
  data: MessageData,
  learned: Learned,
): Facts | undefined {
  const id = toId(data.id);
  if (!isId(id)) return undefined;
  const { asOf, cameAt = asOf } = learned;
  return {
    id,
    cameAt,
    data,
    content: readContent(data, asOf),
    reactions: { asOf, tallies: toTallies(reactionsOf({ data })) },
    pin: readPin(data, learned),
  };
}

/** Reads the change that a notice tells of, if the message is one. */
export function factsOfNotice(data: MessageData): Facts | undefined {
  // Only GroupMe's own words count as such.
  if (data.system !== true && data.sender_type !== "system") return undefined;
  const { type, data: about } = toObject(data.event);
  if (!isObject(about)) return undefined;
  const id = toId(about.message_id);
  if (!isId(id)) return undefined;
  if (type === "message.update") {
    const message = toObject(about.message);
    const time = secondsOf(about.updated_at) || secondsOf(data.created_at);
    const content = readContent({ ...message, updated_at: time }, 0);
    return { id, content };
  }
  if (type === "message.deleted") {
    const time = secondsOf(about.deleted_at) || secondsOf(data.created_at);
    return { id, content: deleted(time, toText(about.deletion_actor)) };
  }
  if (type === "message.pinned") {
    const at = secondsOf(about.pinned_at) || secondsOf(data.created_at);
    const by = toId(about.pinned_by);
    return { id, pin: { time: at, asOf: 0, at, by } };
  }
  return undefined;
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

/** That a message is deleted. */
export function deleted(time: number, actor?: string, asOf = 0): Content {
  return {
    kind: 2,
    time,
    asOf,
    text: null,
    attachments: [],
    ...actor && { actor },
  };
}

/** Reads the content of a message. */
export function readContent(data: MessageData, asOf: number): Content {
  const gone = secondsOf(data.deleted_at);
  if (gone > 0) return deleted(gone, toText(data.deletion_actor), asOf);
  return {
    kind: 1,
    time: secondsOf(data.updated_at),
    asOf,
    text: toText(data.text) ?? null,
    attachments: toObjects<AttachmentData>(data.attachments),
  };
}

function readPin(data: MessageData, { asOf, seconds }: Learned): Pin {
  const at = secondsOf(data.pinned_at);
  return at > 0
    ? { time: at, asOf, at, by: toId(data.pinned_by) }
    : { time: seconds, asOf, at: null, by: "" };
}

/** Seconds, also of the ISO date that push has in one place; 0 for none. */
export function secondsOf(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : 0;
  if (typeof value !== "string" || !value) return 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? 0 : Math.floor(ms / 1_000);
}
