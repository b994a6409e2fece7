import type { Locks } from "@rxgroupme/client/timeline";

/** Web Locks within one program. */
export class FakeLocks implements Locks {
  readonly #queues = new Map<string, Promise<void>>();

  /** Runs `callback` once no other holds the lock of that name. */
  request(
    name: string,
    { signal }: { signal?: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<unknown> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(() => signal?.aborted ? undefined : callback());
    this.#queues.set(name, turn.catch(() => {}));
    return turn;
  }
}
