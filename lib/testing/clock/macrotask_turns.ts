/** The quickest way to a whole turn of the event loop, where it exists. */
const { setImmediate } = globalThis as {
  setImmediate?: (callback: () => void) => unknown;
};

/** Of turns by messages, each fourth one is a timer's. */
const TIMER_INTERVAL_TURNS = 4;

/**
 * Waits for turns of the event loop: by `setImmediate` or a message channel,
 * which take microseconds for one, where a timer of 0 ms takes milliseconds.
 */
export class MacrotaskTurns {
  readonly #channel: MessageChannel | undefined;
  #resolve: () => void = () => {};
  #turns = 0;

  /** Opens a channel, if one is needed and there is such a thing. */
  constructor() {
    if (setImmediate || typeof MessageChannel === "undefined") return;
    this.#channel = new MessageChannel();
    this.#channel.port1.onmessage = () => this.#resolve();
  }

  /**
   * Ends when all that was ready to run before it has run.
   *
   * @param isSlow Whether to give time to what runs outside of JavaScript too.
   */
  next(isSlow = false): Promise<void> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
      if (isSlow) setTimeout(resolve, 0);
      else if (setImmediate) setImmediate(resolve);
      else if (this.#isMessageDue()) this.#channel?.port2.postMessage(0);
      else setTimeout(resolve, 0);
    });
  }

  /** Messages alone keep workerd from reading any body, for ever. */
  #isMessageDue(): boolean {
    return !!this.#channel && ++this.#turns % TIMER_INTERVAL_TURNS !== 0;
  }

  /** Closes the channel, which would keep a program alive. */
  close(): void {
    this.#channel?.port1.close();
    this.#channel?.port2.close();
  }
}
