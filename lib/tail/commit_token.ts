import type { Observable } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";

/** Moves a cursor on past the message that carries it. */
export type CommitToken = (cursor: Cursor) => Observable<void>;

// By name, so that two copies of the library understand each other.
const TOKEN = /* @__PURE__ */ Symbol.for("@rxgroupme/client commit");

/** A message that may carry a token. */
interface Carrier {
  [TOKEN]?: CommitToken;
}

/** Gives a message that is about to be delivered its token. */
export function attachToken(message: object, token: CommitToken): void {
  // Hidden from whoever lists, compares or clones what a message holds.
  Object.defineProperty(message, TOKEN, { value: token, configurable: true });
}

/** The token of a message that a tail with a cursor delivered. */
export function tokenOf(message: object): CommitToken | undefined {
  return (message as Carrier)[TOKEN];
}
