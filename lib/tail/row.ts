import { compareIds, isId } from "../util/ids.ts";
import type { Timestamped } from "./conversation_source.ts";

/** A message with what a tail reads of it, read once. */
export interface Row<M> {
  /** Its id, or `""`. */
  readonly id: string;
  /** When it was written, in ms of GroupMe's clock; `NaN` where unknown. */
  readonly created: number;
  /** Whether its id has a place among the others, so that pages can be asked for by it. */
  readonly isOrdered: boolean;
  /** The message. */
  readonly message: M;
}

/** An id's own time and `created_at` differ by less, in ms. */
const MAX_ID_SKEW_MS = 600_000;

/**
 * The time in an id as GroupMe makes them, of ten digits of seconds and eight
 * more; in ms, and `NaN` for any other id.
 */
export function timeOfId(id: string): number {
  return /^[1-9]\d{17}$/.test(id) ? Number(id.slice(0, 10)) * 1_000 : NaN;
}

/** Whether an id holds the time at which its message was written. */
export function isTimedId(id: string, created: number): boolean {
  const ms = timeOfId(id);
  return Math.abs(ms - (created || ms)) <= MAX_ID_SKEW_MS;
}

/**
 * Whether a message is not after an id: by its own id, or where that holds no
 * time while the other one does, by when it was written, in ms.
 */
export function isUpTo(id: string, created: number, upTo: string): boolean {
  const ms = timeOfId(upTo);
  return ms > 0 && !isTimedId(id, created)
    ? created < ms
    : compareIds(id, upTo) <= 0;
}

/** Reads messages for the tail of a conversation. */
export class RowReader {
  /** Whether ids of this conversation are known to hold their time. */
  #isTimed: boolean;

  /** Knows some ids already. */
  constructor(known: readonly (string | undefined)[]) {
    this.#isTimed = known.some((id = "") => timeOfId(id) > 0);
  }

  /**
   * Reads what a tail needs of messages. Where the ids of a conversation hold
   * their time, one that does not has no place: a page that is requested by it
   * would skip others, or be empty for ever.
   */
  read<M extends Timestamped>(messages: readonly M[]): readonly Row<M>[] {
    const rows = messages.map((message) => {
      const { id, createdAt } = message;
      const created = Number(createdAt ?? NaN);
      return { id, created, isOrdered: isTimedId(id, created), message };
    });
    this.#isTimed ||= rows.some(({ isOrdered }) => isOrdered);
    if (this.#isTimed) return rows;
    return rows.map((row) => ({ ...row, isOrdered: isId(row.id) }));
  }
}

/** The newest of the rows whose ids have a place among the others. */
export function newestOf<M>(rows: readonly Row<M>[]): Row<M> | undefined {
  return extreme(rows, 1);
}

/** The oldest of the rows whose ids have a place among the others. */
export function oldestOf<M>(rows: readonly Row<M>[]): Row<M> | undefined {
  return extreme(rows, -1);
}

function extreme<M>(rows: readonly Row<M>[], sign: 1 | -1) {
  let found: Row<M> | undefined;
  for (const row of rows) {
    if (!row.isOrdered) continue;
    if (!found || sign * compareIds(row.id, found.id) > 0) found = row;
  }
  return found;
}

/** The messages of rows. */
export function messagesOf<M>(rows: readonly Row<M>[]): readonly M[] {
  return rows.map(({ message }) => message);
}
