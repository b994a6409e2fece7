/** A failure that says more than that something did not arrive. */
export class Verdict {
  /** `isOver`: there is no way on. If not, there is, with a new client id. */
  constructor(readonly error: unknown, readonly isOver: boolean) {}
}
