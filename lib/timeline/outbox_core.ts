import {
  BehaviorSubject,
  catchError,
  combineLatest,
  defer,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  noop,
  type Observable,
  of,
  share,
  switchMap,
} from "rxjs";
import type { Client } from "../client.ts";
import type { Api } from "../resource.ts";
import { conversationKey } from "../tail/conversation_source.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { waitMs } from "../util/validate.ts";
import { readList, toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { OutboxEntry, PendingEntry } from "./outbox_entry.ts";
import { memoryOutbox, type OutboxStore, readEntries } from "./outbox_store.ts";
import type { OutboxOptions } from "./outbox.ts";
import type { OutboxTabs } from "./outbox_tabs.ts";
import { placeOfMessages, poster } from "./post.ts";
import { type Sending, SendQueue } from "./send_queue.ts";

const WEEK_MS = 604_800_000;

/** The inside of an outbox, as timelines use it. */
export class OutboxCore {
  /** All entries in the order of sending: at once, and whenever one changes. */
  readonly pending$: Observable<readonly PendingEntry[]>;
  readonly #session: Api;
  readonly #me: Observable<string>;
  readonly #store: OutboxStore;
  readonly #maxAge: number;
  readonly #tabs: OutboxTabs | undefined;
  // A BehaviorSubject, as queues are made by method calls.
  readonly #queues = new BehaviorSubject<ReadonlyMap<string, SendQueue>>(
    new Map(),
  );
  readonly #restored: Observable<unknown>;
  #isRestored = false;
  /** The last step on the store of each entry that has any under way. */
  readonly #steps = new Map<string, Promise<void>>();

  /**
   * Binds it to a client; nothing is read or sent yet.
   *
   * @throws {RangeError} With a `maxAge` that is no delay.
   */
  constructor(
    { session, user }: Pick<Client, "session" | "user">,
    options: OutboxOptions = {},
  ) {
    const { store = memoryOutbox(), maxAge = WEEK_MS, tabs } = options;
    if (maxAge !== Infinity) waitMs(maxAge, "maxAge");
    this.#session = session;
    this.#me = user.id;
    this.#store = store;
    this.#maxAge = maxAge;
    this.#tabs = tabs;
    this.#restored = defer(() => this.#restore()).pipe(share());
    const entries = this.#queues.pipe(
      switchMap((queues) =>
        queues.size === 0
          ? of([])
          : combineLatest([...queues.values()].map(({ entries$ }) => entries$))
      ),
      map((lists) => lists.flat().sort((a, b) => a.createdAt - b.createdAt)),
    );
    this.pending$ = merge(this.restored.pipe(ignoreElements()), entries);
  }

  /** Takes in what the store holds, once; emits when that is done. */
  get restored(): Observable<unknown> {
    return defer(() => this.#isRestored ? of(true) : this.#restored);
  }

  /** The queue of one conversation. */
  queueOf(key: ConversationKey): SendQueue {
    const name = conversationKey(key);
    const known = this.#queues.value.get(name);
    if (known) return known;
    const queue = new SendQueue(this.#session, {
      put: (entry) => this.#step(entry.guid, () => this.#put(entry)),
      remove: (guid) => this.#step(guid, () => this.#remove(guid)),
    });
    this.#queues.next(new Map(this.#queues.value).set(name, queue));
    return queue;
  }

  /**
   * Sends the entries of one conversation, and shows what other tabs do, while
   * it is subscribed to.
   */
  run(key: ConversationKey, sending: Sending): Observable<OutboxEntry> {
    const queue = this.queueOf(key);
    const send = defer(() => queue.run(sending));
    const heard = this.#tabs?.changes$.pipe(
      map((change) => {
        if (change.type === "remove") return queue.drop(change.guid);
        const name = conversationKey(change.entry.conversation);
        if (name === conversationKey(key)) this.#take(change.entry);
      }),
      ignoreElements(),
    );
    const alone = this.#tabs
      ? this.#tabs.alone(conversationKey(key)).pipe(
        // The tab before may have got further than it could tell.
        switchMap(() => this.#restore()),
        switchMap(() => send),
      )
      : send;
    return this.restored.pipe(
      switchMap(() => heard ? merge(heard, alone) : alone),
    );
  }

  /**
   * Sends what waits in all conversations, those without a timeline too.
   *
   * @returns Each entry that stands, then completion; what failed stays in
   * `pending$`. It errors with {@linkcode Unauthorized} when the token is
   * refused: the entries then wait.
   */
  flush(): Observable<OutboxEntry> {
    return this.restored.pipe(
      switchMap(() => from(this.#queues.value)),
      mergeMap(([, queue]) => {
        const [first] = queue.entries$.value;
        if (!first) return [];
        const send = defer(() =>
          queue.run(this.#sending(first.conversation), { once: true })
        );
        const name = conversationKey(first.conversation);
        return this.#tabs
          ? this.#tabs.once(name, this.#restore().pipe(switchMap(() => send)))
          : send;
      }),
    );
  }

  #sending(key: ConversationKey): Sending {
    const { path, query, list } = placeOfMessages(key);
    return {
      newestId: this.#session.request({
        path,
        query: { ...query, limit: 1 },
        read: (answer) => toId(readList<MessageData>(answer, list)[0]?.id),
      }),
      post: (entry, mayStand) =>
        poster(this.#session, this.#me, entry, mayStand),
      onSent: () => {},
    };
  }

  #restore(): Observable<unknown> {
    return defer(async () => readEntries(await this.#store.entries())).pipe(
      // One that is denied holds nothing; what is sent goes all the same.
      catchError(() => of([])),
      map((entries) => {
        this.#isRestored = true;
        for (const entry of entries) this.#take(entry);
        return true;
      }),
    );
  }

  /**
   * Does a step on the store at once, so that what is sent is kept when `send()`
   * returns, but for the steps of the same entry, which keep their order.
   */
  #step(guid: string, work: () => Promise<unknown>): Observable<unknown> {
    return defer(() => {
      const before = this.#steps.get(guid);
      const step = before ? before.then(work) : work();
      const settled = step.catch(noop).then(() => {
        if (this.#steps.get(guid) === settled) this.#steps.delete(guid);
      });
      this.#steps.set(guid, settled);
      return step;
    });
  }

  async #put(entry: OutboxEntry): Promise<void> {
    await this.#store.put(entry);
    this.#tabs?.tell({ type: "put", entry });
  }

  async #remove(guid: string): Promise<void> {
    await this.#store.remove(guid);
    this.#tabs?.tell({ type: "remove", guid });
  }

  #take(entry: OutboxEntry): void {
    const age = this.#session.scheduler.now() - entry.createdAt;
    const state = age > this.#maxAge ? "unsure" : "waiting";
    this.queueOf(entry.conversation).restore([
      { ...entry, state, isKept: true },
    ]);
  }
}
