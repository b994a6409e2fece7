/**
 * A Worker with one client at module scope, for all requests that it serves.
 *
 * @module
 */

import { Client, isGroupMeError } from "@rxgroupme/client";
import { firstValueFrom } from "rxjs";

interface Env {
  readonly UPSTREAM: string;
}

/** How long a request waits that is never answered, in ms. */
const HANGING = 1_500;

let shared: Client | undefined;

export default {
  /** Answers with the outcome of one request upstream. */
  async fetch({ url }: Request, { UPSTREAM }: Env): Promise<Response> {
    shared ??= new Client({
      token: "tok-0123456789",
      // A slow machine may take long over so many at once.
      timeout: 60_000,
      retry: { attempts: 2, initialDelay: 50, rateLimitDelay: 200 },
      rateLimit: { requests: 400, perMs: 500 },
      baseUrls: { api: `${UPSTREAM}/v3` },
    });
    const { pathname, search } = new URL(url);
    const outcome = await firstValueFrom(
      shared.session.request({
        path: pathname + search,
        timeout: pathname === "/hang" ? HANGING : undefined,
        read: (content) => content,
      }),
    ).then(
      () => "answered",
      (error) => isGroupMeError(error) ? error.name : `${error}`,
    );
    return new Response(outcome);
  },
};
