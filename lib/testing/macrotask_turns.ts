/**
 * Waits for turns of the event loop. A message channel takes microseconds for
 * one, where a timer of 0 ms takes whole milliseconds.
 */
export class MacrotaskTurns {
  readonly #channel: MessageChannel | undefined;
  #resolve: () => void = () => {};

  /** Opens the channel, where there is such a thing. */
  constructor() {
    if (typeof MessageChannel === "undefined") return;
    this.#channel = new MessageChannel();
    this.#channel.port1.onmessage = () => this.#resolve();
  }

  /** Ends when all that was ready to run before it has run. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (this.#channel) this.#channel.port2.postMessage(0);
      else setTimeout(resolve, 0);
    });
  }

  /** Closes the channel, which would keep a program alive. */
  close(): void {
    this.#channel?.port1.close();
    this.#channel?.port2.close();
  }
}
