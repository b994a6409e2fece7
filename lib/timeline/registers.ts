import type { AttachmentData } from "../wire/message.ts";
import { sameData } from "./same.ts";
import type { Tally } from "./types.ts";

/**
 * A message is a set of registers. Each holds a value and a version; of two
 * values that with the higher version stays, so that neither the order nor the
 * repetition of what comes in matters.
 */
export interface Content {
  /** 1: it stands; 2: it is deleted, which nothing takes back. */
  readonly kind: 1 | 2;
  /** When it was edited or deleted, in seconds of the server; 0: never. */
  readonly time: number;
  /** When it was learned; see {@linkcode Learned}. */
  readonly asOf: number;
  readonly text: string | null;
  readonly attachments: readonly AttachmentData[];
  /** The deleter: `sender`, `admin` or `system`. */
  readonly actor?: string;
}

/** The reactions as of a moment. */
export interface Reactions {
  readonly asOf: number;
  readonly tallies: readonly Tally[];
}

/** Whether a message is pinned. */
export interface Pin {
  /** When it was pinned, or was certainly not pinned; in seconds. */
  readonly time: number;
  readonly asOf: number;
  /** When it was pinned, in seconds; `null`: it is not. */
  readonly at: number | null;
  /** The user id of who pinned it, or `""`. */
  readonly by: string;
}

/**
 * When something was learned, by no clock: `asOf` grows with each request that
 * is sent and each event that arrives; a history, which tells of no moment, has 0.
 */
export interface Learned {
  readonly asOf: number;
  /** The newest time of the server that was known by then, in seconds. */
  readonly seconds: number;
  /** When it came, on the scale of `asOf`, if that is another moment. */
  readonly cameAt?: number | undefined;
}

/** The registers of a message, where they are known. */
export interface Registers {
  readonly content?: Content;
  readonly reactions?: Reactions;
  readonly pin?: Pin;
}

/** The later of each register. */
export function joinRegisters(a: Registers, b: Registers): Registers {
  return {
    content: later(
      a.content,
      b.content,
      (a, b) => b.kind - a.kind || b.time - a.time || b.asOf - a.asOf,
    ),
    reactions: laterReactions(a.reactions, b.reactions),
    pin: later(a.pin, b.pin, (a, b) => b.time - a.time || b.asOf - a.asOf),
  };
}

function laterReactions(a?: Reactions, b?: Reactions): Reactions | undefined {
  const next = later(a, b, (a, b) => b.asOf - a.asOf);
  // Equal ones stay the same list, of a later moment.
  return a && next === b && next && sameData(a.tallies, next.tallies)
    ? { ...next, tallies: a.tallies }
    : next;
}

/** Whether two contents show the same, of a message written at `created`. */
export function showsSame(a: Content, b: Content, created: number): boolean {
  return a === b || a.kind === b.kind && a.text === b.text &&
      a.actor === b.actor && sameData(a.attachments, b.attachments) &&
      (a.kind === 2
        ? a.time === b.time
        : editedAt(a, created) === editedAt(b, created));
}

/** When it was last edited, in seconds; 0 if it never was. */
export function editedAt({ kind, time }: Content, created: number): number {
  // Some answers give each message the time of its creation.
  return kind === 1 && time > created ? time : 0;
}

/** The later of two values, as far as there are two. */
function later<T>(
  a: T | undefined,
  b: T | undefined,
  compare: (a: T, b: T) => number,
): T | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  const order = compare(a, b);
  // Of two of one version the choice must not depend on their order.
  const isB = order > 0 ||
    order === 0 && JSON.stringify(b) > JSON.stringify(a);
  return isB ? b : a;
}
