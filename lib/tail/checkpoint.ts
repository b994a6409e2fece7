import { defer, noop, type Observable } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import { CursorConflict } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import { type CheckpointData, type Offset, parse } from "./checkpoint_data.ts";
import { attachToken } from "./commit_token.ts";
import type { Start } from "./conversation_reader.ts";
import type { DedupeWindow } from "./dedupe_window.ts";
import type { Watermark } from "./high_water_mark.ts";
import type { Row } from "./row.ts";

/** One conversation during a run. */
class Conversation {
  after: string | undefined;
  /** The committed ids beyond `after`, with the time of each. */
  readonly done: Map<string, number>;
  /** The delivered ids that are not yet committed, in the order of ids. */
  readonly open: string[] = [];
  readonly #watermark: string | undefined;
  isUnlisted: boolean | undefined;
  readonly #dedupeWindow: DedupeWindow | undefined;

  constructor(start: Start, dedupeWindow?: DedupeWindow) {
    this.after = start.after;
    this.done = new Map(start.seen);
    this.#watermark = start.watermark;
    this.isUnlisted = start.isUnlisted;
    this.#dedupeWindow = dedupeWindow;
  }

  deliver(id: string): void {
    let place = this.open.length;
    while (place > 0 && compareIds(this.open[place - 1] ?? "", id) > 0) place--;
    this.open.splice(place, 0, id);
  }

  finish(id: string): void {
    const place = this.open.indexOf(id);
    if (place >= 0) this.open.splice(place, 1);
    this.done.set(id, this.#dedupeWindow?.writtenAt(id) ?? 0);
  }

  /** Moves `after` on, as far as everything up to it was committed. */
  advance(): void {
    const watermark = this.#dedupeWindow?.lowWatermark;
    if (watermark === undefined) return;
    const [first] = this.open;
    const isPast = (id: string) =>
      compareIds(id, watermark) <= 0 && (!first || compareIds(id, first) < 0);
    const ids = [...this.done.keys()];
    for (const id of [watermark, ...ids].filter(isPast)) {
      if (isAfter(id, this.after)) this.after = id;
    }
    for (const id of ids) {
      if (!isAfter(id, this.after)) this.done.delete(id);
    }
  }

  toJSON(): Offset {
    const { after, done } = this;
    const watermark = after === undefined ? this.#watermark : undefined;
    const isUnlisted = this.isUnlisted || undefined;
    return { after, watermark, isUnlisted, seen: [...done] };
  }
}

function isAfter(id: string, after: string | undefined): boolean {
  return after === undefined || after === "beginning" ||
    compareIds(id, after) > 0;
}

// A commit needs none of this: only a second run on the same object is noticed
// before it delivers anything, and waits for what the first one still writes.
const latest: WeakMap<Cursor, Checkpoint> = /* @__PURE__ */ new WeakMap();

/** How far the messages of a run were committed, as its cursor keeps it. */
export class Checkpoint {
  readonly #cursor: Cursor;
  #text: string | undefined;
  #conversations = new Map<string, Conversation>();
  /** The delivered messages that are not yet committed, in the order of delivery. */
  readonly #delivered: { id: string; name: string }[] = [];
  #committed = 0;
  #written: Promise<void>;
  /** Where conversations that turn up later begin. */
  watermarks: readonly Watermark[] | undefined;

  /** Takes the cursor over for a new run. */
  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    const before = latest.get(cursor);
    this.#written = before ? before.#written : Promise.resolve();
    latest.set(cursor, this);
  }

  /** Reads the cursor, for a new run. */
  load(): Observable<this> {
    return defer(async () => {
      await this.#written;
      const text = await this.#cursor.get() ?? undefined;
      const { offsets, watermarks } = parse(text);
      this.#text = text;
      this.watermarks = watermarks;
      this.#conversations = new Map(
        Object.entries(offsets).map(([n, p]) => [n, new Conversation(p)]),
      );
      return this;
    });
  }

  /** The names of the conversations that are kept. */
  get names(): readonly string[] {
    return [...this.#conversations.keys()];
  }

  /** Notes which conversations no index lists. */
  setUnlisted(names: readonly string[]): void {
    for (const [name, conversation] of this.#conversations) {
      conversation.isUnlisted = names.includes(name);
    }
  }

  /** Where to go on in a conversation, if that is known. */
  startOf(name: string): Start | undefined {
    return this.#conversations.get(name)?.toJSON();
  }

  /** Notes where a conversation begins in this run. */
  begin(name: string, start: Start, dedupeWindow: DedupeWindow): void {
    this.#conversations.set(name, new Conversation(start, dedupeWindow));
  }

  /**
   * Notes what is about to be delivered, and gives each message its token.
   *
   * @throws {CursorConflict} When a run that began later has the cursor.
   */
  deliver<M extends object>(
    name: string,
    rows: readonly Row<M>[],
  ): readonly M[] {
    if (latest.get(this.#cursor) !== this) {
      throw new CursorConflict(
        "Cannot go on: another stream has begun with this cursor. End one of them",
      );
    }
    return rows.map(({ id, message }) => {
      this.#conversations.get(name)?.deliver(id);
      const number = this.#committed + this.#delivered.push({ id, name });
      attachToken(message, (cursor) => this.#commit(number, cursor));
      return message;
    });
  }

  /** Forgets a conversation that is gone. */
  drop(name: string): void {
    this.#conversations.delete(name);
  }

  /** Stores the checkpoint; errors with a `CursorConflict` when somebody else did. */
  save(cursor: Cursor = this.#cursor): Observable<void> {
    return defer(() => {
      // One after the other: each expects what the last one stored.
      const written = this.#written.then(() => this.#write(cursor));
      this.#written = written.catch(noop);
      return written;
    });
  }

  /** Stores that the first `number` messages of the run were worked through. */
  #commit(number: number, cursor: Cursor): Observable<void> {
    return defer(() => {
      const touched = new Set<Conversation>();
      const count = Math.max(0, number - this.#committed);
      this.#committed += count;
      for (const { id, name } of this.#delivered.splice(0, count)) {
        const conversation = this.#conversations.get(name);
        if (!conversation) continue;
        conversation.finish(id);
        touched.add(conversation);
      }
      for (const conversation of touched) conversation.advance();
      return this.save(cursor);
    });
  }

  async #write(cursor: Cursor): Promise<void> {
    const data: CheckpointData = {
      offsets: Object.fromEntries(
        [...this.#conversations].map(([name, it]) => [name, it.toJSON()]),
      ),
      watermarks: this.watermarks,
    };
    const text = JSON.stringify(data);
    const isOurs = cursor.compareAndSet
      ? await cursor.compareAndSet(this.#text, text)
      : (await cursor.get() ?? undefined) === this.#text;
    if (!isOurs) {
      throw new CursorConflict(
        "Cannot move the cursor on: another program has moved it. End one of them",
      );
    }
    if (!cursor.compareAndSet) await cursor.set(text);
    this.#text = text;
  }
}
