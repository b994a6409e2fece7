/** A failure that says more than that something did not arrive. */
export class ProtocolError {
  /** `isFatal`: it cannot go on. Otherwise it can, with a new client id. */
  constructor(readonly error: unknown, readonly isFatal: boolean) {}
}
