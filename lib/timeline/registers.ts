import { reactionKey } from "../reactions/reaction_count.ts";
import type { AttachmentData } from "../wire/message.ts";
import { sameJson } from "./same.ts";
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
export function joinRegisters<T extends Registers>(
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

/** The later of two contents. */
function laterContent(a: Content, b: Content): Content {
  const order = b.kind - a.kind || b.time - a.time || b.asOf - a.asOf ||
    compareTexts(a.text ?? "", b.text ?? "");
  return later(a, b, order);
}

/** The later of two sets of reactions. */
function laterReactions(a: Reactions, b: Reactions): Reactions {
  const order = b.asOf - a.asOf;
  if (!sameTallies(a.tallies, b.tallies)) return later(a, b, order);
  return order > 0 ? { ...a, asOf: b.asOf } : a;
}

/** The later of two pins. */
function laterPin(a: Pin, b: Pin): Pin {
  return later(a, b, b.time - a.time || b.asOf - a.asOf);
}

/** Whether two contents show the same, of a message written at `created`. */
export function showsSame(a: Content, b: Content, created: number): boolean {
  return a === b || a.kind === b.kind && a.text === b.text &&
      a.actor === b.actor && sameJson(a.attachments, b.attachments) &&
      (a.kind === 2
        ? a.time === b.time
        : editedAt(a, created) === editedAt(b, created));
}

/** When it was last edited, in seconds; 0 if it never was. */
export function editedAt({ kind, time }: Content, created: number): number {
  // Some answers give each message the time of its creation.
  return kind === 1 && time > created ? time : 0;
}

/** Whether two lists of tallies show the same. */
export function sameTallies(
  a: readonly Tally[],
  b: readonly Tally[],
): boolean {
  return a === b || a.length === b.length && a.every((it, i) => {
        const other = b[i];
        return other !== undefined && it.isMine === other.isMine &&
          reactionKey(it.reaction) === reactionKey(other.reaction) &&
          it.userIds.length === other.userIds.length &&
          it.userIds.every((id, n) => id === other.userIds[n]);
      });
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? 1 : -1;
}

/** Of two values of one version the choice must not depend on their order. */
function later<T>(a: T, b: T, order: number): T {
  const isB = order > 0 ||
    order === 0 && a !== b && JSON.stringify(b) > JSON.stringify(a);
  return isB ? b : a;
}
