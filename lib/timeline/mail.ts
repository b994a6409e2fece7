import { filter, map, merge, type Observable, take, tap } from "rxjs";
import type { Draft } from "../resources/messages/draft.ts";
import { guid } from "../util/guid.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import { arrival, type Input } from "./inputs.ts";
import type { Outbox } from "./outbox.ts";
import type { OutboxCore } from "./outbox_core.ts";
import { insideOf } from "./inside.ts";
import { SendQueue } from "./send_queue.ts";
import type { Store } from "./store.ts";

/** The messages of a timeline that are on their way to the server. */
export class Mail<M extends TimelineMessage> {
  readonly #host: TimelineHost<M>;
  readonly #store: Store<M>;
  readonly #outbox: OutboxCore | undefined;
  readonly #queue: SendQueue;

  /** Sends through an outbox; without one through a queue of its own. */
  constructor(host: TimelineHost<M>, store: Store<M>, outbox?: Outbox) {
    this.#host = host;
    this.#store = store;
    this.#outbox = outbox && insideOf(outbox, "outbox", "outbox");
    this.#queue = this.#outbox?.queueOf(host.key) ??
      new SendQueue(host.session, host.me);
  }

  /** Shows a message, and has it sent; returns the key of its item. */
  send({ text, attachments }: Draft): string {
    const key = guid();
    // As a store will give it back: attachments are JSON in there.
    const content: Draft = JSON.parse(JSON.stringify({ text, attachments }));
    this.#queue.add({
      guid: key,
      key,
      conversation: this.#host.key,
      content,
      // Later than the one before it, as a store may keep no order.
      createdAt: Math.max(
        this.#host.session.scheduler.now(),
        (this.#queue.entries$.value.at(-1)?.createdAt ?? 0) + 1,
      ),
      state: "waiting",
      isKept: false,
    });
    this.#store.now({ type: "read" }, this.#outgoing());
    return key;
  }

  /** Sends one that failed once more. */
  retry(key: string): void {
    this.#queue.retry(key);
    this.#store.now(this.#outgoing());
  }

  /** Takes one back; gives its content, if there is such a one. */
  discard(key: string): Draft | undefined {
    const content = this.#queue.discard(key)?.content;
    this.#store.now(this.#outgoing());
    return content;
  }

  /** Sends while subscribed to. */
  run(): Observable<unknown> {
    const newestId = this.#store.timeline$.pipe(
      filter(() => this.#store.state.from !== undefined),
      map(() => this.#store.newestId),
      take(1),
    );
    const events$ = this.#outbox?.run(this.#host.key, newestId) ??
      this.#queue.run(newestId);
    return merge(
      this.#queue.entries$.pipe(
        tap(() => this.#store.soon(this.#outgoing())),
      ),
      events$.pipe(tap((event) => {
        if (event.type !== "sent") return;
        const { asOf } = this.#store.learned();
        this.#store.soon(arrival(event.data, asOf));
      })),
    );
  }

  #outgoing(): Input {
    return { type: "outgoing", entries: this.#queue.entries$.value };
  }
}
