import type { Server } from "node:http";
import {
  catchError,
  defer,
  EMPTY,
  ignoreElements,
  merge,
  type Observable,
  switchMap,
  takeUntil,
} from "rxjs";
import { Failure } from "../failure.ts";
import { interruption, type Io } from "../io.ts";
import { quantity } from "../quantities.ts";
import type { Screen } from "../screen.ts";
import { serveRequests } from "../serve/node_exchange.ts";
import { listen, originOf } from "../serve/node_server.ts";
import { servePush } from "../serve/push_socket.ts";
import { simulatedWorld, type World } from "../world.ts";

/** The command line in a checkout; elsewhere, where npm has installed it. */
const GROUPME = "Deno" in globalThis
  ? "npx -y deno@2 task groupme"
  : "npx groupme";

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
  /** The maximum number of messages on a page, 1 to 200. */
  pageCap?: number;
  /** The share of pages that hold fewer messages than they could, in percent. */
  shortPages?: number;
  /** How many topics each group has. */
  topics?: number;
  /** Whether groups are changed as in 2018. */
  legacy?: boolean;
  /** Whether people talk. */
  talk: boolean;
}

/** Serves a simulated GroupMe on this machine only, until interrupted. */
export function simulate(
  io: Io,
  screen: Screen,
  options: SimulateOptions,
): Observable<unknown> {
  return listen(options.port).pipe(
    catchError((error) => {
      throw cannotListen(options.port, error);
    }),
    switchMap((server) => serve(server, io, screen, options)),
    takeUntil(interruption(io)),
    ignoreElements(),
  );
}

function serve(
  server: Server,
  io: Io,
  screen: Screen,
  options: SimulateOptions,
): Observable<never> {
  return defer(() => {
    const origin = originOf(server);
    const world = worldOf(io, origin, options);
    const { simulator, life$ } = world;
    screen.print(greeting(world, origin));
    screen.note("Ctrl-C ends");
    return merge(
      options.talk ? life$ : EMPTY,
      serveRequests(server, simulator),
      servePush(server, simulator.push),
    );
  });
}

function worldOf(
  { scheduler }: Io,
  origin: string,
  options: SimulateOptions,
): World {
  const { seed, latency, pageCap, topics, legacy } = options;
  const { rate, failures = 0, shortPages = 0 } = options;
  const world = simulatedWorld({
    seed,
    latency,
    pageCap,
    shortPages: shortPages / 100,
    topics,
    legacy,
    scheduler,
    origin,
  });
  const { simulator } = world;
  if (rate !== undefined) {
    simulator.rateLimit({ requests: rate, perMs: 1000, retryAfter: 1 });
  }
  if (failures > 0) {
    simulator.fault({ status: 502, probability: failures / 100 });
  }
  return world;
}

function greeting({ simulator, size }: World, url: string): string[] {
  const { token } = simulator;
  return [
    `A simulated GroupMe with ${quantity(size, "message")} is at ${url}`,
    `Its token is ${token}`,
    "",
    "In another terminal:",
    `  export GROUPME_API=${url} GROUPME_TOKEN=${token}`,
    `  ${GROUPME} groups`,
    "In a program or a page:",
    `  new Client({ token, baseUrls: "${url}" })`,
    "",
  ];
}

function cannotListen(port: number, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? error.code : undefined;
  const reason = code === "EADDRINUSE"
    ? "it is in use"
    : code === "EACCES" || error.name === "NotCapable"
    ? "not allowed"
    : error.message;
  return new Failure(`Cannot listen on port ${port}: ${reason}`);
}
