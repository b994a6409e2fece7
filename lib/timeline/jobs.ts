import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  Subject,
  tap,
} from "rxjs";
import { GroupMeError } from "../errors.ts";
import { deleted, type Facts, readContent } from "./facts.ts";
import { itemOf } from "./context.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Overlay } from "./inputs.ts";
import { overlaysOf } from "./overlays.ts";
import type { Store } from "./store.ts";

/** A change of a message that stands, not confirmed yet. */
interface Job<M> {
  readonly id: string;
  /** Kept, as its row may be out of the window when the turn comes. */
  readonly message: M;
  readonly overlay: Overlay;
}

/**
 * Changes of messages that stand: shown at once, sent one after the other while
 * somebody is subscribed, and taken off if they fail.
 */
export class Jobs<M extends TimelineMessage> {
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #waiting = new Set<Job<M>>();
  // A Subject, since methods add to it.
  readonly #added = new Subject<Job<M>>();

  /** Begins without any. */
  constructor(host: TimelineHost<M>, store: Store<M>) {
    this.#host = host;
    this.#store = store;
  }

  /** Shows a change, and has it sent. */
  add(id: string, message: M, overlay: Overlay): void {
    const job = { id, message, overlay };
    this.#waiting.add(job);
    this.#store.now({ type: "overlay", id, overlay });
    this.#added.next(job);
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
      filter((job) => this.#waiting.has(job)),
      concatMap((job) => this.#perform(job)),
    );
  }

  #perform(job: Job<M>): Observable<never> {
    return defer(() => this.#request(job)).pipe(
      tap((facts) => {
        this.#store.soon({ type: "facts", facts });
        this.#finish(job);
      }),
      catchError((error: unknown) => {
        this.#finish(job, typedError(error));
        return EMPTY;
      }),
      ignoreElements(),
    );
  }

  #finish(job: Job<M>, error?: GroupMeError): void {
    const { id, overlay } = job;
    this.#waiting.delete(job);
    // A later change of the same kind stays.
    if (!overlaysOf(this.#store.state, id).includes(overlay)) return;
    this.#store.soon({
      type: "overlay",
      id,
      overlay: error ? { ...overlay, error } : overlay,
      isOver: !error,
    });
  }

  #request(
    { id, message, overlay }: Job<M>,
  ): Observable<Facts> {
    const { commands } = this.#host;
    const { change, text, attachments, reaction = null } = overlay;
    if (change === "react") {
      return commands.react(message, reaction).pipe(
        map((answered) => {
          const { asOf } = this.#store.learned();
          // Where the answer does not tell, it is as it is shown.
          const tallies = answered ?? itemOf(this.#store, id)?.reactions;
          return { id, ...tallies && { reactions: { asOf, tallies } } };
        }),
      );
    }
    if (change === "delete") {
      return commands.remove(message).pipe(
        map(() => ({ id, content: deleted(0, "sender") })),
      );
    }
    const draft = { text: text ?? undefined, attachments };
    return commands.edit(message, draft).pipe(map((data) => {
      const { asOf } = this.#store.learned();
      return { id, content: readContent(data, asOf) };
    }));
  }
}

/** An error as a row can show it. */
export function typedError(error: unknown): GroupMeError {
  return error instanceof GroupMeError
    ? error
    : new GroupMeError("Cannot do this: something else failed", {
      cause: error,
    });
}
