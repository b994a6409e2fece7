import { Client, type ClientOptions } from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";

/** A client whose requests are kept, and answered by a script. */
export interface Scripted {
  readonly clock: VirtualClock;
  readonly client: Client;
  /** Each request as `METHOD url body`, in turn. */
  readonly lines: readonly string[];
}

/** What answers a request: a response, or what makes it. */
export type Answer = Response | Error | (() => Response | Promise<Response>);

/**
 * Makes a client whose `fetch` gives these answers in turn, and fails a
 * request beyond the last one with status 500.
 */
export function scripted(
  answers: readonly Answer[],
  options: Partial<ClientOptions> = {},
): Scripted {
  const clock = new VirtualClock();
  const lines: string[] = [];
  const left = [...answers];
  const client = new Client({
    token: "secret",
    scheduler: clock,
    random: () => 0.5,
    retry: false,
    fetch: async (request) => {
      const body = await request.text();
      lines.push([request.method, request.url, body].join(" ").trim());
      const answer = left.shift() ?? new Response("{}", { status: 500 });
      if (answer instanceof Error) throw answer;
      return typeof answer === "function" ? answer() : answer;
    },
    ...options,
  });
  return { clock, client, lines };
}

/** GroupMe's refusal of a request. */
export function refusal(
  status: number,
  { code = status, errors = ["no"] }: { code?: number; errors?: string[] } = {},
): Response {
  const body = { meta: { code, errors }, response: null };
  return Response.json(body, { status });
}
