import { defer, noop, type Observable } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import { CursorConflict, GroupMeError } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import type { Start } from "./conversation_reader.ts";
import type { Watermark } from "./high_water_mark.ts";
import type { DedupeWindow, Timestamped } from "./dedupe_window.ts";

/** What is kept of one conversation. */
interface Offset {
  after?: string;
  horizon?: string;
  seen: [id: string, ms: number][];
}

/** What a cursor keeps. */
interface CheckpointData {
  places: { [name: string]: Offset };
  horizon?: readonly Watermark[];
}

/** One conversation during a run. */
class Conversation {
  after: string | undefined;
  /** What was worked through beyond `after`, and when it was written. */
  readonly done: Map<string, number>;
  /** What was delivered and not yet worked through, in the order of ids. */
  readonly open: string[] = [];
  readonly #horizon: string | undefined;
  readonly #window: DedupeWindow<Timestamped> | undefined;

  constructor(start: Start, window?: DedupeWindow<Timestamped>) {
    this.after = start.after;
    this.done = new Map(start.seen);
    this.#horizon = start.horizon;
    this.#window = window;
  }

  deliver(id: string): void {
    let place = this.open.length;
    while (place > 0 && compareIds(this.open[place - 1] ?? "", id) > 0) place--;
    this.open.splice(place, 0, id);
  }

  finish(id: string): void {
    const place = this.open.indexOf(id);
    if (place >= 0) this.open.splice(place, 1);
    this.done.set(id, this.#window?.writtenAt(id) ?? 0);
  }

  /** Moves `after` on, as far as everything up to it was worked through. */
  advance(): void {
    const anchor = this.#window?.lowWatermark;
    if (anchor === undefined) return;
    const [first] = this.open;
    const isPast = (id: string) =>
      compareIds(id, anchor) <= 0 && (!first || compareIds(id, first) < 0);
    const ids = [...this.done.keys()];
    for (const id of [anchor, ...ids].filter(isPast)) {
      if (isAfter(id, this.after)) this.after = id;
    }
    for (const id of ids) {
      if (!isAfter(id, this.after)) this.done.delete(id);
    }
  }

  toJSON(): Offset {
    const { after, done } = this;
    const horizon = after === undefined ? this.#horizon : undefined;
    return { after, horizon, seen: [...done] };
  }
}

function isAfter(id: string, after: string | undefined): boolean {
  return after === undefined || after === "beginning" ||
    compareIds(id, after) > 0;
}

// A cursor is any object with `get` and `set`, so what belongs to it is here.
const progresses: WeakMap<Cursor, Checkpoint> = /* @__PURE__ */ new WeakMap();

/** What of a run of a tail was worked through, as its cursor keeps it. */
export class Checkpoint {
  readonly #cursor: Cursor;
  #text: string | undefined;
  #conversations = new Map<string, Conversation>();
  /** What was delivered and not yet worked through, in that order. */
  readonly #delivered: { id: string; name: string }[] = [];
  /** Which of all that were delivered a message was. */
  readonly #numbers = new WeakMap<Timestamped, number>();
  #committed = 0;
  #written: Promise<void>;
  /** What conversations that turn up later begin after. */
  horizon: readonly Watermark[] | undefined;

  /** Takes the cursor over for a new run. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    // What the run before it still writes is to be read.
    const before = progresses.get(cursor);
    this.#written = before ? before.#written : Promise.resolve();
    progresses.set(cursor, this);
  }

  /**
   * Keeps that a message, and all that were delivered before it, were worked
   * through.
   *
   * @throws {TypeError} When it did not come from a tail with this cursor.
   */
  static commit(cursor: Cursor, message: Timestamped): Observable<void> {
    const progress = progresses.get(cursor);
    if (progress && progress.#finish(message)) return progress.save();
    throw new TypeError(
      `Cannot commit message ${message.id}: no tail with this cursor delivered it`,
    );
  }

  /** Reads the cursor, for a new run. */
  load(): Observable<this> {
    return defer(async () => {
      await this.#written;
      const text = await this.#cursor.get() ?? undefined;
      const { places, horizon } = parse(text);
      this.#text = text;
      this.horizon = horizon;
      this.#conversations = new Map(
        Object.entries(places).map(([n, p]) => [n, new Conversation(p)]),
      );
      return this;
    });
  }

  /** Where to go on in a conversation, if that is known. */
  startOf(name: string): Start | undefined {
    return this.#conversations.get(name)?.toJSON();
  }

  /** Notes where a conversation begins in this run. */
  begin(name: string, start: Start, window: DedupeWindow<Timestamped>): void {
    this.#conversations.set(name, new Conversation(start, window));
  }

  /**
   * Notes what is about to be delivered.
   *
   * @throws {CursorConflict} When a run that began later has the cursor.
   */
  deliver(name: string, messages: readonly Timestamped[]): void {
    if (progresses.get(this.#cursor) !== this) {
      throw new CursorConflict(
        "Cannot go on: another stream has begun with this cursor",
      );
    }
    for (const message of messages) {
      const { id } = message;
      this.#conversations.get(name)?.deliver(id);
      const count = this.#delivered.push({ id, name });
      this.#numbers.set(message, this.#committed + count);
    }
  }

  /** Forgets a conversation that is gone. */
  drop(name: string): void {
    this.#conversations.delete(name);
  }

  #finish(message: Timestamped): boolean {
    const count = (this.#numbers.get(message) ?? 0) - this.#committed;
    if (count <= 0) return false;
    this.#committed += count;
    const touched = new Set<Conversation>();
    for (const { id, name } of this.#delivered.splice(0, count)) {
      const conversation = this.#conversations.get(name);
      if (!conversation) continue;
      conversation.finish(id);
      touched.add(conversation);
    }
    for (const conversation of touched) conversation.advance();
    return true;
  }

  /**
   * Writes the cursor.
   *
   * @returns Completion after one `undefined`; or a {@linkcode CursorConflict}
   * when somebody else has written it meanwhile.
   */
  save(): Observable<void> {
    return defer(() => {
      // One after the other: each expects what the last one kept.
      const written = this.#written.then(() => this.#write());
      this.#written = written.catch(noop);
      return written;
    });
  }

  async #write(): Promise<void> {
    const text = JSON.stringify({
      places: Object.fromEntries(this.#conversations),
      horizon: this.horizon,
    });
    const cursor = this.#cursor;
    const isOurs = cursor.compareAndSet
      ? await cursor.compareAndSet(this.#text, text)
      : (await cursor.get() ?? undefined) === this.#text;
    if (!isOurs) {
      throw new CursorConflict(
        "Cannot move the cursor on: another program has moved it",
      );
    }
    if (!cursor.compareAndSet) await cursor.set(text);
    this.#text = text;
  }
}

function parse(text: string | undefined): CheckpointData {
  if (text === undefined || text === "") return { places: {} };
  try {
    const { places, horizon } = JSON.parse(text) as CheckpointData;
    const lists = Object.values(places).map(({ seen }) => seen);
    if (![...lists, horizon ?? []].every(isListOfPairs)) {
      throw new TypeError("it holds no pairs of an id and a time");
    }
    return { places, horizon };
  } catch (cause) {
    throw new GroupMeError("Cannot read the cursor: it holds something else", {
      cause,
    });
  }
}

function isListOfPairs(it: unknown): boolean {
  return Array.isArray(it) && it.every(Array.isArray);
}
