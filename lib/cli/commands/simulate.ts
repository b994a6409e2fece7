import {
  defer,
  EMPTY,
  ignoreElements,
  merge,
  type Observable,
  takeUntil,
} from "rxjs";
import type { GroupMeSimulator } from "../../testing/mod.ts";
import { Failure } from "../failure.ts";
import { interruption } from "../interruption.ts";
import type { Io } from "../io.ts";
import { quantity } from "../quantities.ts";
import type { Screen } from "../screen.ts";
import { simulatedWorld } from "../world.ts";

/** How a simulated GroupMe is served. */
export interface SimulateOptions {
  /** Where; 0 takes any port that is free. */
  port: number;
  /** Where all that is made up comes from. */
  seed?: number;
  /** How long an answer takes, in ms. */
  latency?: number;
  /** How many requests pass in a second. */
  rate?: number;
  /** How many requests of a hundred fail. */
  failures?: number;
  /** Whether people talk. */
  talk: boolean;
}

/** Serves a simulated GroupMe on this machine only, until interrupted. */
export function simulate(
  io: Io,
  screen: Screen,
  options: SimulateOptions,
): Observable<unknown> {
  return defer(() => {
    const { rate, failures = 0, port, talk, seed, latency } = options;
    const { scheduler } = io;
    const world = simulatedWorld({ seed, latency, scheduler });
    const { simulator, size, life$ } = world;
    if (rate !== undefined) {
      simulator.rateLimit({ requests: rate, perMs: 1000, retryAfter: 1 });
    }
    if (failures > 0) {
      simulator.fault({ status: 502, probability: failures / 100 });
    }
    const server = serve(simulator, port, io.signal);
    const url = `http://127.0.0.1:${server.addr.port}`;
    screen.print([
      `A simulated GroupMe with ${quantity(size, "message")} is at ${url}`,
      `Its token is ${simulator.token}`,
      "",
      "In another terminal:",
      `  export GROUPME_API=${url} GROUPME_TOKEN=${simulator.token}`,
      "  npx -y deno@2 task groupme groups",
      "",
    ]);
    screen.note("Ctrl-C ends");
    return merge(
      talk ? life$.pipe(takeUntil(interruption(io))) : EMPTY,
      server.finished,
    ).pipe(ignoreElements());
  });
}

function serve(
  { fetch }: GroupMeSimulator,
  port: number,
  signal: AbortSignal,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({
      hostname: "127.0.0.1",
      port,
      signal,
      onListen: () => {},
    }, ({ url, method, headers, body }) =>
      // Not its own signal, which Deno would warn of.
      fetch(new Request(url, { method, headers, body, signal })));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = error instanceof Deno.errors.AddrInUse
      ? "it is in use"
      : error instanceof Deno.errors.PermissionDenied
      ? "not allowed"
      : error.message;
    throw new Failure(`Cannot listen on port ${port}: ${reason}`);
  }
}
