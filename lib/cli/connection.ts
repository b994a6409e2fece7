import { EMPTY, type Observable } from "rxjs";
import { Client } from "../client.ts";
import { Failure, WrongUsage } from "./failure.ts";
import type { Io } from "./io.ts";
import { simulatedWorld } from "./world.ts";
import type { Screen } from "./screen.ts";

/** A client, and what keeps a simulated GroupMe lively. */
export interface Connection {
  /** The way into GroupMe, or into a simulated one. */
  readonly client: Client;
  /** People talk while it is subscribed to; it emits nothing. */
  readonly life$: Observable<never>;
}

/** So long the embedded simulator takes for an answer, in ms. */
const LATENCY = 5;

/**
 * Makes a client as the options and the environment say.
 *
 * @throws {Failure} Without a token.
 * @throws {WrongUsage} When the address will not do.
 */
export function openConnection(io: Io, options: ConnectOptions): Connection {
  const { scheduler } = io;
  if (options.simulate) {
    const { simulator, life$ } = simulatedWorld({
      scheduler,
      latency: LATENCY,
    });
    const { fetch, token } = simulator;
    return { client: new Client({ token, fetch, scheduler }), life$ };
  }
  const token = io.env("GROUPME_TOKEN")?.trim();
  if (!token) {
    throw new Failure(
      "Cannot ask GroupMe: GROUPME_TOKEN is not set. Put your access token there, from https://dev.groupme.com, or try --simulate",
    );
  }
  // The library's words are of an option that the command line has not.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new Failure(
      "Cannot use GROUPME_TOKEN: a token has letters and digits only. Put yours there, from https://dev.groupme.com",
    );
  }
  const api = options.api ?? io.env("GROUPME_API");
  const client = new Client({
    token,
    fetch: io.fetch,
    scheduler,
    baseUrls: api ? baseUrlAt(api) : {},
    rateLimit: api ? false : "learn",
  });
  return { client, life$: EMPTY };
}

/** The base URL of all services, as the simulator serves them. */
function baseUrlAt(api: string): string {
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new WrongUsage(
      `Cannot use ${api}: it is no address. Say http://127.0.0.1:8787`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new WrongUsage(
      `Cannot use ${api}: your token would go to another machine unencrypted. Say https`,
    );
  }
  return url.origin + url.pathname.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" ||
    /^127(\.\d+){3}$/.test(hostname);
}

/** The options of every command that talks to GroupMe. */
export interface ConnectOptions {
  /** Talk to an embedded simulator instead. */
  simulate?: boolean;
  /** Where GroupMe is, if not at GroupMe: a simulator that is being served. */
  api?: string;
}

/** The surroundings of a command. */
export interface Context extends Connection {
  /** Shows what it does. */
  readonly screen: Screen;
  /** The world around it. */
  readonly io: Io;
}
