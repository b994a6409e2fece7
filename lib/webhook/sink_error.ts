/**
 * A sink did not take a request. Its address may be a secret, and is not in here.
 * Send the same request later, after `wait` where there is one.
 */
export class SinkError extends Error {
  /** The name of the class, also where a bundler renames it. */
  override name = "SinkError";

  /**
   * Makes an error of the status.
   *
   * @param status The HTTP status; `undefined` where no answer came.
   * @param wait How long the sink asks to be left alone, in ms.
   */
  constructor(readonly status?: number, readonly wait: number = 0) {
    super(`Cannot send to the sink: ${status ?? "no answer"}. Try again later`);
  }

  /** Whether the same request may be taken soon. */
  get isTransient(): boolean {
    return this.status === undefined || this.status >= 500;
  }
}
