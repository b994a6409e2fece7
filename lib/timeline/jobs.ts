import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  from,
  map,
  merge,
  type Observable,
  Subject,
  tap,
} from "rxjs";
import { deleted, type Facts, readContent } from "./facts.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Overlay } from "./inputs.ts";
import type { Row } from "./row.ts";
import { indexOf } from "./sorted.ts";
import type { Store } from "./store.ts";
import { reactionKey } from "../reactions/reaction_count.ts";
import { GroupMeError } from "../errors.ts";

/** A change of a message that stands, not confirmed yet. */
interface Job {
  readonly id: string;
  readonly overlay: Overlay;
}

/**
 * Changes of messages that stand: shown at once, sent one after the other while
 * somebody is subscribed, and taken off if they fail.
 */
export class Jobs<M extends TimelineMessage> {
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #waiting = new Set<Job>();
  // A Subject, since methods add to it.
  readonly #added = new Subject<Job>();

  /** Begins without any. */
  constructor(host: TimelineHost<M>, store: Store<M>) {
    this.#host = host;
    this.#store = store;
  }

  /** Shows a change, and has it sent. */
  add(id: string, overlay: Overlay): void {
    const job = { id, overlay };
    this.#waiting.add(job);
    this.#store.now({ type: "overlay", id, overlay });
    this.#added.next(job);
  }

  /** Tries a change that failed once more. */
  retry(id: string): void {
    const overlay = this.#store.state.overlays.get(id);
    if (overlay?.error) this.add(id, { ...overlay, error: undefined });
  }

  /** Sends changes while subscribed to; emits nothing. */
  run(): Observable<never> {
    return defer(() => merge(from([...this.#waiting]), this.#added)).pipe(
      filter((job) => this.#waiting.has(job)),
      concatMap((job) => this.#perform(job)),
    );
  }

  #perform(job: Job): Observable<never> {
    const { id, overlay } = job;
    const row = this.#row(id);
    if (!row) {
      // It went out of the window before its turn came.
      this.#finish(job, undefined);
      return EMPTY;
    }
    return this.#request(row, overlay).pipe(
      tap((facts) => {
        this.#finish(job, undefined, facts);
      }),
      catchError((error: unknown) => {
        const now = this.#row(id);
        // Its answer may have been lost: what counts is what the row says.
        const isDone = now && shows(now, overlay, this.#store.value.me);
        this.#finish(job, isDone ? undefined : error);
        return EMPTY;
      }),
      filter((_): _ is never => false),
    );
  }

  #finish(job: Job, error: unknown, facts?: Facts): void {
    const { id, overlay } = job;
    this.#waiting.delete(job);
    if (facts) this.#store.soon({ type: "facts", facts });
    // A later change of the same message stays.
    if (this.#store.state.overlays.get(id) !== overlay) return;
    this.#store.soon(
      error === undefined ? { type: "overlay", id } : {
        type: "overlay",
        id,
        overlay: { ...overlay, error: typedError(error) },
      },
    );
  }

  #request(
    row: Row<M>,
    { change, text, attachments, reaction = null }: Overlay,
  ): Observable<Facts> {
    const { commands } = this.#host;
    const { id, message } = row;
    if (change === "react") {
      return commands.react(message, reaction).pipe(
        map((tallies) => {
          const { asOf } = this.#store.learned();
          return { id, reactions: { asOf, tallies } };
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

  #row(id: string): Row<M> | undefined {
    const { rows } = this.#store.state;
    return rows[indexOf(rows, id)];
  }
}

/** Whether a row shows a change without its overlay. */
function shows<M>(
  { content, reactions }: Row<M>,
  { change, text, reaction }: Overlay,
  me = "",
): boolean {
  if (change === "delete") return content.kind === 2;
  if (change === "edit") return content.text === text;
  const mine = reactions.tallies.filter(({ userIds }) => userIds.includes(me));
  return reaction
    ? mine.some((it) => reactionKey(it.reaction) === reactionKey(reaction))
    : mine.length === 0;
}

/** An error as a row can show it. */
export function typedError(error: unknown): GroupMeError {
  return error instanceof GroupMeError
    ? error
    : new GroupMeError("Cannot do this: something else failed", {
      cause: error,
    });
}
