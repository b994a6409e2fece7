import FakeTimers from "@sinonjs/fake-timers";

/**
 * Takes the timers and the date of this process in hand, until it is disposed
 * of. Unlike marbles it lets promises settle in between.
 */
export class FakeTime implements Disposable {
  readonly #clock = FakeTimers.install({
    now: 1_754_052_300_000,
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "Date",
      "performance",
    ],
  });

  /** How many timers are set. */
  get timers(): number {
    return this.#clock.countTimers();
  }

  /** Lets so many ms pass, and what is due in them happen. */
  async advance(ms: number): Promise<void> {
    await this.#clock.tickAsync(ms);
  }

  /** Lets promises settle, and no time pass. */
  async settle(): Promise<void> {
    await this.#clock.tickAsync(0);
  }

  /** Gives the real ones back. */
  [Symbol.dispose](): void {
    this.#clock.uninstall();
  }
}
