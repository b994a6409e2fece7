import { GroupMeError } from "../errors.ts";

/**
 * A request was refused; `status` is that of its answer:
 *
 * - 404: its path does not end in the secret. Anybody may have sent it.
 * - 405, 400, 413: its path holds the secret, but it is no `POST` of a message,
 *   or longer than `maxBytes`. Find out who else knows the URL.
 * - 503: the message is being handled, or there is neither `handle` nor a
 *   subscriber of `messages$`. It is admitted when it is delivered again.
 * - 500: a function or a store that the webhook was given failed, see `cause`.
 */
export class RefusedCallback extends GroupMeError {
  /** The name of the class, also where a bundler renames it. */
  override name = "RefusedCallback";

  /** Makes an error of the status of the answer and the reason. */
  constructor(override readonly status: number, why: string, cause?: unknown) {
    super(`Cannot handle a callback: ${why}`, { status, cause });
  }
}

/** The further headers of an answer, by its status. */
const HEADERS: Readonly<Record<number, HeadersInit>> = {
  405: { "Allow": "POST" },
  503: { "Retry-After": "1" },
};

/** The answer to a request that was refused; it does not say why. */
export function refusal({ status }: RefusedCallback): Response {
  return new Response(null, { status, headers: HEADERS[status] });
}
