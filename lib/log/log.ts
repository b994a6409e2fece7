import {
  defer,
  filter,
  finalize,
  ignoreElements,
  map,
  type Observable,
  tap,
} from "rxjs";
import type { Client } from "../client.ts";
import { assertFunction, assertOneOf } from "../util/validate.ts";
import { entryOf, LEVELS, type LogLevel } from "./entry.ts";
import { toJsonLine, toText } from "./format.ts";
import { spans, type TracerLike } from "./tracer.ts";

/** How a log is written. */
export interface LogOptions {
  /**
   * The least level that is written: `"debug"` (each attempt and each wait),
   * `"info"` (each answer, push), `"warn"` (refusals, retries, push that is
   * down) or `"error"` (what failed for good).
   *
   * @default {"info"}
   */
  level?: LogLevel | undefined;
  /**
   * `"text"` for people, `"json"` for servers: one object a line, with `time`
   * (ISO 8601), `level`, `message`, and the fields of the activity.
   *
   * @default {"text"}
   */
  format?: "text" | "json" | undefined;
  /**
   * Whether lines of text are coloured by their level; say
   * `Deno.stderr.isTerminal()` or `process.stderr.isTTY`.
   *
   * @default {false}
   */
  isColoured?: boolean | undefined;
  /**
   * Takes each line, without its end.
   *
   * @default {the method of console that has the level's name}
   */
  write?: ((line: string, level: LogLevel) => void) | undefined;
  /**
   * A tracer of OpenTelemetry's API, which gets a span for each attempt at a
   * request.
   *
   * @default {no spans}
   */
  tracer?: TracerLike | undefined;
}

/**
 * Writes what a client does, a line for each request, retry, wait and failure,
 * while it is subscribed to. No line holds a secret.
 *
 * Times are the client's clock's, in UTC. Unsubscribing ends the spans that
 * are open.
 *
 * @returns Nothing is emitted, and it never ends.
 * @throws {TypeError} With a level or a format that is none.
 *
 * @example Log what a page of groups takes
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { log } from "@rxgroupme/client/log";
 *
 * const client = Client.fromToken("...");
 * const write = (line: string) => console.log(line);
 * const logging = log(client, { level: "debug", write }).subscribe();
 * client.groups.list().subscribe({ complete: () => logging.unsubscribe() });
 * ```
 */
export function log(
  client: Client,
  options: LogOptions = {},
): Observable<never> {
  const { level = "info", format = "text", isColoured = false, tracer } =
    options;
  const { write = (line: string, at: LogLevel) => console[at](line) } = options;
  assertOneOf(level, LEVELS, "level");
  assertOneOf(format, ["text", "json"], "format");
  assertFunction(write, "write");
  const least = LEVELS.indexOf(level);
  const { scheduler } = client.session;
  return defer(() => {
    const traced = tracer && spans(tracer);
    return client.activity$.pipe(
      tap((activity) => traced?.take(activity)),
      map(entryOf),
      filter((entry) => LEVELS.indexOf(entry.level) >= least),
      tap((entry) => {
        const at = new Date(scheduler.now());
        const line = format === "json"
          ? toJsonLine(entry, at)
          : toText(entry, at, isColoured);
        write(line, entry.level);
      }),
      ignoreElements(),
      finalize(() => traced?.end()),
    );
  });
}
