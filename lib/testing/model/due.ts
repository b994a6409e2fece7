/** Things that happen when their time has come: at the next request from then. */
export class Due {
  #waiting: { readonly at: number; readonly run: () => void }[] = [];

  /** Lets something happen at a time, in ms since 1970. */
  add(at: number, run: () => void): void {
    this.#waiting.push({ at, run });
    this.#waiting.sort((a, b) => a.at - b.at);
  }

  /** Runs what is due, the earliest first. */
  run(now: number): void {
    for (;;) {
      const [next] = this.#waiting;
      if (!next || next.at > now) return;
      this.#waiting.shift();
      next.run();
    }
  }
}
