/**
 * Notices when something is going on that no clock of ours governs, such as in
 * a real database.
 */
export class Machine {
  readonly #works = new Set<Promise<unknown>>();

  /** Hands on what works on the machine, with all that its methods return. */
  watch<T extends object>(worker: T): T {
    return new Proxy(worker, {
      get: (_, name) => {
        const value = Reflect.get(worker, name, worker);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const result = value.apply(worker, args);
          if (!(result instanceof Promise)) return this.watch(result);
          this.#works.add(result);
          const end = () => this.#works.delete(result);
          result.then(end, end);
          return result;
        };
      },
    });
  }

  /** Waits until nothing goes on; `settle` lets what came of it happen. */
  async rest(settle: () => Promise<void>): Promise<void> {
    while (this.#works.size > 0) {
      await Promise.allSettled(this.#works);
      await settle();
    }
  }
}
