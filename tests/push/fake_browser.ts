import type {
  Channel,
  Locks,
  OnMessage,
  TabsOptions,
} from "@rxgroupme/client/push/tabs";

interface Request {
  readonly tab: number;
  readonly signal: AbortSignal;
  readonly callback: () => Promise<void>;
  readonly settle: (error?: unknown) => void;
}

/** The parts of a browser through which its tabs meet. */
export class FakeBrowser {
  /** Who waits for a lock, and, first, who holds it. */
  readonly #queues = new Map<string, Request[]>();
  readonly #channels = new Set<FakeChannel>();
  readonly #dead = new Set<number>();
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
  open(): { options: Required<TabsOptions>; kill: () => void } {
    const tab = ++this.#tabs;
    const channels = this.#channels;
    const isDead = () => this.#dead.has(tab);
    const locks: Locks = {
      request: (name, { signal }, callback) =>
        new Promise((resolve, reject) => {
          if (signal.aborted) return reject(signal.reason);
          const settle = (error?: unknown) =>
            error === undefined ? resolve(undefined) : reject(error);
          const request = { tab, signal, callback, settle };
          const queue = this.#queues.get(name) ?? [];
          this.#queues.set(name, queue);
          queue.push(request);
          signal.addEventListener("abort", () => {
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
        super(name, channels, isDead);
      }
    }
    return {
      options: { locks, BroadcastChannel },
      kill: () => this.#kill(tab),
    };
  }

  #grant(queue: Request[]): void {
    const [first] = queue;
    if (!first) return;
    queueMicrotask(() => {
      first.callback().finally(() => {
        first.settle();
        this.#remove(queue, first);
      });
    });
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
    if (this.isDead()) return;
    if (!this.#isOpen) throw new DOMException("closed", "InvalidStateError");
    const data = structuredClone(message);
    for (const other of this.all) {
      if (other === this || other.name !== this.name) continue;
      queueMicrotask(() => {
        if (!this.all.has(other)) return;
        for (const listener of [...other.#listeners]) listener({ data });
      });
    }
  }

  close(): void {
    this.#isOpen = false;
    this.all.delete(this);
  }
}
