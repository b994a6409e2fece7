/**
 * Stands in for the library in the second run of its tests: a client that is
 * given a `fetch` is made without it. What it then fetches is intercepted by
 * msw, whose handlers pass it on to the `fetch` that the client did not get.
 *
 * @module
 */

import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { http } from "msw";
import { setupServer } from "msw/node";
import { Client as LibraryClient, type ClientOptions } from "../../mod.ts";

export * from "../../mod.ts";

/** What there is without msw. */
const { fetch: directly } = globalThis;

type Answer = (request: Request) => Promise<Response>;

/** Tells whose request it is; taken off before anybody looks at it. */
const MARK = "x-test-client";
const answers: Answer[] = [];

const answerer = {
  fetch(request: Request): Promise<Response> {
    // Of Headers as they are, msw's own constructor forgets some at times.
    const headers = new Headers([...request.headers]);
    // Off GroupMe's hosts there is no mark: tests make one client at a time.
    const mark = headers.get(MARK) ?? answers.length - 1;
    headers.delete(MARK);
    const answer = answers[Number(mark)];
    if (!answer) throw new TypeError("Cannot fetch: no client was made");
    return answer(new Request(request, { headers }));
  },
};

setupServer(
  ...groupMeHandlers(answerer),
  // Pictures that are elsewhere. What a test serves itself is plain HTTP.
  http.all(/^https:/, ({ request }) => answerer.fetch(request)),
).listen({ onUnhandledRequest: "bypass" });

/** A client that does not get the `fetch` it is given. */
export class Client extends LibraryClient {
  /** Makes a client for msw, unless it asks another host or refuses its `fetch`. */
  constructor(options: ClientOptions) {
    const { fetch, ...rest } = options;
    if (typeof fetch !== "function" || rest.baseUrls) {
      super(rest.baseUrls ? { fetch: directly, ...options } : options);
      return;
    }
    const headers = new Headers(rest.headers);
    // As the client calls it; any other second argument is a server's.
    const answer = (request: Request) =>
      fetch(request, { method: request.method });
    headers.set(MARK, String(answers.push(answer) - 1));
    super({ ...rest, headers });
  }

  /** Makes one of this class. */
  static override fromToken(token: string): Client {
    return new Client({ token });
  }
}
