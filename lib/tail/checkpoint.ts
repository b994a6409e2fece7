import { defer, noop, type Observable } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import { CursorConflict } from "../errors.ts";
import { type CheckpointData, type Offset, parse } from "./checkpoint_data.ts";
import { attachToken } from "./commit_token.ts";
import type { Start } from "./conversation_reader.ts";
import type { Watermark } from "./high_water_mark.ts";
import { isUpTo, type Row } from "./row.ts";

/** A message that was delivered and is not yet committed. */
interface Delivered {
  readonly name: string;
  readonly seen: Offset["seen"][number];
  /** Everything up to this id was delivered before it. */
  readonly after: string | undefined;
}

/** Where that many are not committed, older ones go into newer ones. */
const MAX_UNCOMMITTED = 10_000;

// A commit needs none of this: only a second run on the same object is noticed
// before it delivers anything, and waits for what the first one still writes.
const latest: WeakMap<Cursor, Checkpoint> = /* @__PURE__ */ new WeakMap();

/** How far the messages of a run were committed, as its cursor keeps it. */
export class Checkpoint {
  readonly #cursor: Cursor;
  #text: string | undefined;
  #offsets: CheckpointData["offsets"] = {};
  /** In the order of delivery. */
  #delivered: Delivered[] = [];
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
      this.#offsets = offsets;
      this.watermarks = watermarks;
      return this;
    });
  }

  /** The names of the conversations that are kept. */
  get names(): readonly string[] {
    return Object.keys(this.#offsets);
  }

  /** Notes which conversations no index lists. */
  setUnlisted(names: readonly string[]): void {
    for (const [name, offset] of Object.entries(this.#offsets)) {
      offset.isUnlisted = names.includes(name) || undefined;
    }
  }

  /** Where to go on in a conversation, if that is known. */
  startOf(name: string): Start | undefined {
    return this.#offsets[name];
  }

  /** Notes where a conversation begins in this run. */
  begin(
    name: string,
    { after, watermark, isUnlisted, seen = [] }: Start,
  ): void {
    const offset = { after, watermark, isUnlisted, seen: [...seen] };
    this.#offsets[name] = offset;
  }

  /**
   * Notes what is about to be delivered, and gives each message its token.
   *
   * @param rows The oldest first.
   * @param lowWatermark Nothing up to it will be delivered after these.
   * @throws {CursorConflict} When a run that began later has the cursor.
   */
  deliver<M extends object>(
    name: string,
    rows: readonly Row<M>[],
    lowWatermark: string | undefined,
  ): readonly M[] {
    if (latest.get(this.#cursor) !== this) {
      throw new CursorConflict(
        "Cannot go on: another stream has begun with this cursor. End one of them",
      );
    }
    return rows.map(({ id, created, isOrdered, message }) => {
      const isPassed = isOrdered && !isAfter(id, lowWatermark);
      const after = isPassed ? id : lowWatermark;
      const delivered: Delivered = { name, seen: [id, created || 0], after };
      if (this.#delivered.length >= MAX_UNCOMMITTED) {
        // Committed with this one: their own commits move nothing any more.
        this.#delivered = this.#delivered.filter((it) =>
          it.name !== name || isAfter(it.seen[0], after, it.seen[1])
        );
      }
      this.#delivered.push(delivered);
      attachToken(message, (cursor) => this.#commit(delivered, cursor));
      return message;
    });
  }

  /** Forgets a conversation that is gone. */
  drop(name: string): void {
    delete this.#offsets[name];
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

  /** Stores that the messages up to one of this run were worked through. */
  #commit(newest: Delivered, cursor: Cursor): Observable<void> {
    return defer(() => {
      const count = this.#delivered.indexOf(newest) + 1;
      for (const { name, seen, after } of this.#delivered.splice(0, count)) {
        const offset = this.#offsets[name];
        if (!offset) continue;
        if (after && isAfter(after, offset.after)) {
          offset.after = after;
          offset.watermark = undefined;
        }
        offset.seen = [...offset.seen, seen]
          .filter(([id, ms]) => isAfter(id, offset.after, ms));
      }
      return this.save(cursor);
    });
  }

  async #write(cursor: Cursor): Promise<void> {
    const data: CheckpointData = {
      offsets: this.#offsets,
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

function isAfter(id: string, after: string | undefined, ms = NaN): boolean {
  return after === undefined || after === "beginning" || !isUpTo(id, ms, after);
}
