import { GroupMeError } from "../errors.ts";

/**
 * A request was not taken in; `status` is what it was answered:
 *
 * - 404: its path does not end in the secret. Anyone may have sent it.
 * - 405, 400, 413: it knows the secret, and is no `POST` of a message, or is
 *   longer than `maxBytes`. Look at who else knows the URL.
 * - 503: the message is being worked on, or nobody is there to take it. It is
 *   taken in when it is delivered again.
 * - 500: a function or a store that the webhook was given failed, see `cause`.
 */
export class RefusedCallback extends GroupMeError {
  /** As in its class, also where bundlers rename classes. */
  override name = "RefusedCallback";

  /** Makes an error of the status to answer and the reason. */
  constructor(override readonly status: number, what: string, cause?: unknown) {
    super(`Cannot take a callback: ${what}`, { status, cause });
  }
}

/** What else an answer of a status says. */
const HEADERS: Readonly<Record<number, HeadersInit>> = {
  405: { "Allow": "POST" },
  503: { "Retry-After": "1" },
};

/** The answer to a request that was refused; it does not say why. */
export function refusal({ status }: RefusedCallback): Response {
  return new Response(null, { status, headers: HEADERS[status] });
}
