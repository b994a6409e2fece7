import {
  BehaviorSubject,
  defer,
  EMPTY,
  finalize,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  share,
  switchMap,
  takeWhile,
} from "rxjs";
import { Unauthorized } from "../errors.ts";
import type { OutboxEntry, PendingEntry } from "./outbox_entry.ts";
import type { SendEvent, SendQueue } from "./send_queue.ts";

/** The sending of one conversation, which all who are subscribed to it share. */
export class OutboxRun {
  /** The entries of the conversation. */
  readonly queue: SendQueue;
  readonly #alone: Observable<unknown>;
  readonly #events: Observable<SendEvent>;
  // A BehaviorSubject, since subscribers come and go while one is awaited.
  readonly #newestIds = new BehaviorSubject<readonly Observable<string>[]>([]);

  /**
   * Shares the sending of a queue.
   *
   * @param alone Emits once no other tab sends, and keeps it so.
   */
  constructor(queue: SendQueue, alone: Observable<unknown>) {
    this.queue = queue;
    this.#alone = alone;
    const newestId = this.#newestIds.pipe(switchMap((all) => merge(...all)));
    this.#events = alone.pipe(switchMap(() => queue.run(newestId)), share());
  }

  /**
   * Sends while subscribed to.
   *
   * @param newestId See {@linkcode SendQueue.run}; that of any subscriber serves.
   */
  join(newestId: Observable<string>): Observable<SendEvent> {
    const ids = this.#newestIds;
    return defer(() => {
      ids.next([...ids.value, newestId]);
      return this.#events;
    }).pipe(
      finalize(() => ids.next(ids.value.filter((it) => it !== newestId))),
    );
  }

  /**
   * Sends what waits, also what waits for a good token.
   *
   * @returns Each entry that stands, then completion; or {@linkcode Unauthorized}.
   */
  flush(newestId: Observable<string>): Observable<OutboxEntry> {
    const begun = this.#alone.pipe(map((): SendEvent => {
      this.queue.retryToken();
      return { type: "tried" };
    }));
    return merge(this.join(newestId), begun).pipe(
      takeWhile((event) => {
        if (event.type === "sent") return true;
        if (event.error instanceof Unauthorized) throw event.error;
        return this.queue.isBusy;
      }),
      mergeMap((event) => event.type === "sent" ? of(event.entry) : EMPTY),
    );
  }

  /**
   * Makes messages that were sent before the store was read later than those in
   * it, whatever a clock says; returns them.
   */
  postpone(stored: readonly PendingEntry[]): readonly PendingEntry[] {
    let last = Math.max(...stored.map(({ createdAt }) => createdAt));
    return this.queue.entries$.value.flatMap((entry) => {
      if (stored.some(({ guid }) => guid === entry.guid)) return [];
      last = Math.max(last + 1, entry.createdAt);
      if (last === entry.createdAt) return [];
      this.queue.change(entry.guid, { createdAt: last });
      return [{ ...entry, createdAt: last }];
    });
  }

  /** Takes in what a store holds, in the order of sending. */
  restore(stored: readonly PendingEntry[]): void {
    const { entries$ } = this.queue;
    const known = new Set(entries$.value.map(({ guid }) => guid));
    for (const { guid, triedAfter } of stored) {
      // Another tab has tried it.
      if (triedAfter !== undefined) this.queue.change(guid, { triedAfter });
    }
    const added = stored.filter(({ guid }) => !known.has(guid));
    if (added.length === 0) return;
    const all = [...entries$.value, ...added];
    entries$.next(all.sort((a, b) => a.createdAt - b.createdAt));
  }
}
