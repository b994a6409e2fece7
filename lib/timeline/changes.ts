import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  merge,
  type Observable,
  Subject,
  tap,
} from "rxjs";
import type { GroupMeError } from "../errors.ts";
import { type Change, requestChange } from "./change_request.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Overlay } from "./inputs.ts";
import { overlaysOf } from "./overlays.ts";
import { typedError } from "./status.ts";
import type { Store } from "./store.ts";

/**
 * Changes of messages that stand: shown at once, sent one after the other while
 * somebody is subscribed, and taken off if they fail.
 */
export class Changes<M extends TimelineMessage> {
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #waiting = new Set<Change<M>>();
  // A Subject, since methods add to it.
  readonly #added = new Subject<Change<M>>();

  /** Begins without any. */
  constructor(host: TimelineHost<M>, store: Store<M>) {
    this.#host = host;
    this.#store = store;
  }

  /** Shows a change, and has it sent. */
  add(id: string, message: M, overlay: Overlay): void {
    const change = { id, message, overlay };
    this.#waiting.add(change);
    this.#store.now({ type: "overlay", id, overlay });
    this.#added.next(change);
  }

  /** Tries the changes of a message that failed once more. */
  retry(id: string, message: M): void {
    for (const overlay of overlaysOf(this.#store.state, id)) {
      if (overlay.error) {
        this.add(id, message, { ...overlay, error: undefined });
      }
    }
  }

  /** Takes the latest change of a message that failed off, and gives it. */
  discard(id: string): Overlay | undefined {
    const overlay = overlaysOf(this.#store.state, id).findLast((it) =>
      it.error
    );
    if (overlay) {
      this.#store.now({ type: "overlay", id, overlay, isOver: true });
    }
    return overlay;
  }

  /** Sends changes while subscribed to; emits nothing. */
  run(): Observable<never> {
    return defer(() => merge(from([...this.#waiting]), this.#added)).pipe(
      filter((change) => this.#waiting.has(change)),
      concatMap((change) => this.#perform(change)),
    );
  }

  #perform(change: Change<M>): Observable<never> {
    return defer(() => requestChange(this.#host, this.#store, change)).pipe(
      tap((facts) => {
        this.#store.soon({ type: "facts", facts });
        this.#finish(change);
      }),
      catchError((error: unknown) => {
        this.#finish(change, typedError(error));
        return EMPTY;
      }),
      ignoreElements(),
    );
  }

  #finish(change: Change<M>, error?: GroupMeError): void {
    const { id, overlay } = change;
    this.#waiting.delete(change);
    // A later change of the same kind stays.
    if (!overlaysOf(this.#store.state, id).includes(overlay)) return;
    this.#store.soon({
      type: "overlay",
      id,
      overlay: error ? { ...overlay, error } : overlay,
      isOver: !error,
    });
  }
}
