import { catchError, defer, map, noop, type Observable, of } from "rxjs";
import { isOver, type PendingEntry } from "./outbox_entry.ts";
import type { OutboxStore } from "./outbox_store.ts";
import type { OutboxChange, OutboxTabs } from "./outbox_tabs.ts";
import type { Keeper, SharedState } from "./send_queue.ts";

/** Keeps entries in a store, and tells other tabs of it. */
export class OutboxKeeper implements Keeper {
  readonly #store: OutboxStore;
  readonly #tabs: OutboxTabs | undefined;
  /** The last step on the store of each entry that has any under way. */
  readonly #steps = new Map<string, Promise<void>>();

  /** Binds it to a store; nothing is read or kept yet. */
  constructor(store: OutboxStore, tabs?: OutboxTabs) {
    this.#store = store;
    this.#tabs = tabs;
  }

  /** Keeps an entry; emits it with whether it is kept. */
  keep(pending: PendingEntry): Observable<PendingEntry> {
    const { state, error, isKept: _, ...plain } = pending;
    const over = isOver(state) && { state, reason: error?.message };
    const entry = { ...plain, ...over };
    return this.#step(
      { type: "put", entry },
      entry.guid,
      () => this.#store.put(entry),
    ).pipe(
      map(() => true),
      catchError(() => of(false)),
      map((isKept) => ({ ...pending, isKept })),
    );
  }

  /** Drops an entry. */
  forget(guid: string): Observable<unknown> {
    return this.#step(
      { type: "remove", guid },
      guid,
      () => this.#store.remove(guid),
    ).pipe(catchError(() => of(undefined)));
  }

  /** Keeps a state that a reload does not change, and tells it other tabs. */
  share(entry: PendingEntry & { readonly state: SharedState }): void {
    const { guid, state, error } = entry;
    this.#tabs?.tell({ type: "state", guid, state, reason: error?.message });
    // No caller waits for the store.
    this.keep(entry).subscribe();
  }

  /**
   * Takes a step on the store at once, so that what is sent is kept when `send()`
   * returns, but for the steps of the same entry, which keep their order.
   */
  #step(
    change: OutboxChange,
    guid: string,
    work: () => unknown,
  ): Observable<void> {
    const take = async () => {
      await work();
      this.#tabs?.tell(change);
    };
    return defer(() => {
      const before = this.#steps.get(guid);
      const step = before ? before.then(take) : take();
      const ended = step.catch(noop).then(() => {
        if (this.#steps.get(guid) === ended) this.#steps.delete(guid);
      });
      this.#steps.set(guid, ended);
      return step;
    });
  }
}
