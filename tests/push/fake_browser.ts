import type {
  Channel,
  Locks,
  OnMessage,
  TabsOptions,
} from "@rxgroupme/client/push/tabs";

interface Request {
  readonly tab: number;
  readonly callback: () => Promise<void>;
  readonly settle: (error?: unknown) => void;
}

/** The parts of a browser through which its tabs meet. */
export class FakeBrowser {
  /** Who waits for a lock, and, first, who holds it. */
  readonly #queues = new Map<string, Request[]>();
  readonly #channels = new Set<FakeChannel>();
  readonly #dead = new Set<number>();
  /** The messages that wait for each frozen tab. */
  readonly #frozen = new Map<number, (() => void)[]>();
  #tabs = 0;

  /** How many locks are held or waited for. */
  get requests(): number {
    return [...this.#queues.values()].flat().length;
  }

  /** How many channels are open. */
  get channels(): number {
    return this.#channels.size;
  }

  /** Opens a tab. */
  open(): {
    options: Required<TabsOptions>;
    kill: () => void;
    freeze: () => void;
    thaw: () => void;
  } {
    const tab = ++this.#tabs;
    const channels = this.#channels;
    const isDead = () => this.#dead.has(tab);
    const waiting = () => this.#frozen.get(tab);
    const locks: Locks = {
      request: (name, { signal, steal }, callback) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason);
          const settle = (error?: unknown) =>
            error === undefined ? resolve(undefined) : reject(error);
          const request = { tab, callback, settle };
          const queue = this.#queues.get(name) ?? [];
          this.#queues.set(name, queue);
          if (steal) {
            const stolen = new DOMException("stolen", "AbortError");
            for (const { tab, settle } of queue.splice(0, 1)) {
              this.#inTab(tab, () => settle(stolen));
            }
            queue.unshift(request);
            return this.#grant(queue);
          }
          queue.push(request);
          signal?.addEventListener("abort", () => {
            // Of a lock that is held, an abort comes too late.
            if (queue.indexOf(request) <= 0) return;
            queue.splice(queue.indexOf(request), 1);
            settle(signal.reason);
          });
          if (queue.length === 1) this.#grant(queue);
        }),
    };
    class BroadcastChannel extends FakeChannel {
      constructor(name: string) {
        super(name, channels, isDead, waiting);
      }
    }
    return {
      options: { locks, BroadcastChannel },
      kill: () => this.#kill(tab),
      freeze: () => void this.#frozen.set(tab, []),
      thaw: () => {
        const deliveries = this.#frozen.get(tab) ?? [];
        this.#frozen.delete(tab);
        for (const deliver of deliveries) deliver();
      },
    };
  }

  #grant(queue: Request[]): void {
    const [first] = queue;
    if (!first) return;
    queueMicrotask(() =>
      this.#inTab(first.tab, () => {
        // Stolen from a tab that was frozen before it could run.
        if (queue[0] !== first) return;
        first.callback().finally(() => {
          first.settle();
          this.#remove(queue, first);
        });
      })
    );
  }

  /** Runs code of a tab; of a frozen one, once it is thawed. */
  #inTab(tab: number, run: () => void): void {
    const waiting = this.#frozen.get(tab);
    if (waiting) waiting.push(run);
    else run();
  }

  #remove(queue: Request[], request: Request): void {
    const at = queue.indexOf(request);
    if (at < 0) return;
    queue.splice(at, 1);
    if (at === 0) this.#grant(queue);
  }

  /** Ends a tab without a word: its locks are free, its code runs no more. */
  #kill(tab: number): void {
    this.#dead.add(tab);
    for (const channel of this.#channels) {
      if (channel.isDead()) channel.close();
    }
    for (const queue of this.#queues.values()) {
      for (const request of queue.filter((it) => it.tab === tab)) {
        this.#remove(queue, request);
      }
    }
  }
}

/** A broadcast channel among the tabs of one fake browser. */
class FakeChannel implements Channel {
  readonly #listeners = new Set<OnMessage>();
  #isOpen = true;

  constructor(
    readonly name: string,
    readonly all: Set<FakeChannel>,
    readonly isDead: () => boolean,
    readonly waiting: () => (() => void)[] | undefined,
  ) {
    all.add(this);
  }

  addEventListener(_: "message", listener: OnMessage): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: "message", listener: OnMessage): void {
    this.#listeners.delete(listener);
  }

  postMessage(message: unknown): void {
    // Neither runs any code.
    if (this.isDead() || this.waiting()) return;
    if (!this.#isOpen) throw new DOMException("closed", "InvalidStateError");
    const data = structuredClone(message);
    for (const other of this.all) {
      if (other === this || other.name !== this.name) continue;
      const deliver = () => {
        if (!this.all.has(other)) return;
        for (const listener of [...other.#listeners]) listener({ data });
      };
      queueMicrotask(() => {
        const waiting = other.waiting();
        if (waiting) waiting.push(deliver);
        else deliver();
      });
    }
  }

  close(): void {
    this.#isOpen = false;
    this.all.delete(this);
  }
}
