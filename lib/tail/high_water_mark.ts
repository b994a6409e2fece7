import { compareIds } from "../util/ids.ts";

/** The newest id of all, and when that was, in ms. */
export type Watermark = readonly [id: string, ms: number];

/** How far back to begin where no id is known: clocks may be off, in ms. */
const MARGIN = 600_000;

/**
 * The newest id of a while ago: a conversation that turns up now is read from
 * there. It lags behind, since what is older may only become visible later.
 */
export class HighWaterMark {
  /** The one that counts, and the one that is to follow it. */
  readonly marks: Watermark[];

  /** Lags so many ms behind; goes on with the marks of an earlier run. */
  constructor(readonly lag: number, marks: readonly Watermark[] = []) {
    this.marks = [...marks];
  }

  /** Where a new conversation begins; `undefined` before anything is known. */
  get id(): string | undefined {
    return this.marks[0]?.[0];
  }

  /** Moves on to the newest of these ids, once the lag has passed. */
  see(ids: readonly string[], now: number): void {
    const { marks, lag } = this;
    if (marks[1] && marks[1][1] + lag <= now) marks.shift();
    if (marks.length === 2) return;
    const newest = ids.reduce((a, b) => compareIds(a, b) >= 0 ? a : b, "");
    marks.push([newest || idAt(now - MARGIN), now]);
  }
}

/** As GroupMe makes ids of late: of seconds, and of eight digits more. */
function idAt(ms: number): string {
  return `${Math.floor(ms / 1_000)}00000000`;
}
