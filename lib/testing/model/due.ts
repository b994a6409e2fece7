/** Actions that are due at a time; they run before the next request from then. */
export class Due {
  #waiting: { readonly at: number; readonly run: () => void }[] = [];

  /** Adds an action that is due at a time, in ms since 1970. */
  add(at: number, run: () => void): void {
    this.#waiting.push({ at, run });
    this.#waiting.sort((a, b) => a.at - b.at);
  }

  /** Runs the actions that are due, the earliest first. */
  run(now: number): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || next.at > now) return;
      this.#waiting.shift();
      next.run();
    }
  }
}
