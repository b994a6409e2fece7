/**
 * Serves the web app on this machine, with a simulated GroupMe and a living
 * cast behind it:
 *
 *     npx -y deno@2 task web
 *     npx -y deno@2 task web --port 8787
 *
 * @module
 */

import { serveSimulator } from "@rxgroupme/client/cli";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { Command, InvalidArgumentError } from "commander";
import {
  EMPTY,
  from,
  ignoreElements,
  merge,
  type Observable,
  of,
  switchMap,
} from "rxjs";
import { bundlePage } from "./server/bundle.ts";
import { cast } from "./server/cast.ts";
import { pagesOf } from "./server/pages.ts";
import { fillWorld } from "./server/world.ts";

/** How the app is served. */
export interface WebOptions {
  /**
   * The port on 127.0.0.1; 0 takes any that is free.
   *
   * @default {0}
   */
  port?: number;
  /**
   * Whether the cast talks.
   *
   * @default {true}
   */
  talk?: boolean;
  /** Fills the simulated GroupMe, instead of the demo's world. */
  fill?: (simulator: GroupMeSimulator, origin: string) => void;
}

/** What is served, and where. */
export interface Served {
  readonly simulator: GroupMeSimulator;
  readonly origin: string;
}

/** Serves the app while subscribed to; emits once it can be opened. */
export function serveWeb(
  { port = 0, talk = true, fill }: WebOptions = {},
): Observable<Served> {
  return from(Promise.all([bundlePage(), readIndex()])).pipe(
    switchMap(([{ files }, index]) => {
      let served: Served | undefined;
      let life$: Observable<never> = EMPTY;
      const make = (origin: string) => {
        const simulator = new GroupMeSimulator({ seed: 7, origin });
        served = { simulator, origin };
        if (fill) fill(simulator, origin);
        else {
          const world = fillWorld(simulator, origin);
          if (talk) life$ = cast(simulator, world);
        }
        return simulator;
      };
      const answer = pagesOf(
        files,
        index,
        () => served?.origin ?? "",
        () => served!.simulator,
      );
      return serveSimulator(make, { port, answer }).pipe(
        switchMap((it) => merge(of(it), life$.pipe(ignoreElements()))),
      );
    }),
  );
}

function readIndex(): Promise<string> {
  return Deno.readTextFile(new URL("page/index.html", import.meta.url));
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a number from 0 to 65535.");
}

if (import.meta.main) {
  const { port } = new Command("web")
    .description("Serves the web app with a simulated GroupMe behind it")
    .option("--port <number>", "the port on 127.0.0.1", toPort, 8788)
    .parse(["deno", "web", ...Deno.args])
    .opts<{ port: number }>();
  serveWeb({ port }).subscribe({
    next: ({ origin }) => console.log(`${origin}\nCtrl-C ends`),
    error: (error) => {
      console.error(`error: Cannot serve on port ${port}: ${error.message}`);
      Deno.exit(1);
    },
  });
}
