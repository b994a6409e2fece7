import { filter, type Observable, repeat, switchMap, take, timer } from "rxjs";
import { ResultsNotReady } from "../errors.ts";
import type { Api } from "../resource.ts";
import type { ApiRequest } from "../transport/request.ts";
import { timeLimit } from "../util/time_limit.ts";
import { waitMs } from "../util/validate.ts";
import { readField } from "../wire/json.ts";

/** How long to wait until GroupMe is done with an upload. */
export interface JobOptions {
  /**
   * Limit of each attempt to send the bytes, and then of the wait for what
   * GroupMe makes of them, in ms: 1 to 2,147,483,647.
   *
   * @default {120_000}
   */
  timeout?: number | undefined;
  /**
   * The first pause between two questions whether it is done, in ms: 1 to
   * 2,147,483,647. Each pause is twice as long as the last, up to 5 s.
   *
   * @default {1_000}
   */
  interval?: number | undefined;
}

/** How long to wait, with its defaults. */
export type JobTimes = { readonly [name in keyof JobOptions]-?: number };

/** The pause that doubling does not exceed, in ms. */
const MAX_PAUSE_MS = 5_000;

/** An upload, and how its job is asked for. */
export interface Job<T> extends
  Pick<
    ApiRequest<T>,
    "host" | "path" | "query" | "body" | "contentType" | "headers"
  > {
  /** Where the job is asked for. */
  readonly statusPath: string;
  /** Makes the result of an answer; `undefined` while it is not ready. */
  readonly readStatus: ApiRequest<T | undefined>["read"];
}

/**
 * Checks how long to wait.
 *
 * @throws {RangeError} With a time that is out of its range.
 */
export function jobTimes(
  { timeout = 120_000, interval = 1_000 }: JobOptions = {},
): JobTimes {
  waitMs(timeout, "timeout");
  waitMs(interval, "interval");
  return { timeout, interval };
}

/**
 * Uploads bytes, then asks at once and after each pause whether the job is done.
 * The upload is safe to repeat: what is lost on the way is in no message.
 *
 * @returns The result, then completion; or a {@linkcode ResultsNotReady} when
 * the time is up. Unsubscribing aborts the request, and asks no more.
 */
export function runJob<T extends string | object>(
  session: Api,
  { statusPath, readStatus, ...upload }: Job<T>,
  { timeout, interval }: JobTimes,
): Observable<T> {
  const { scheduler } = session;
  const { host } = upload;
  return session.request({
    ...upload,
    method: "POST",
    responseType: "json",
    idempotent: true,
    timeout,
    read: readJob,
  }).pipe(
    switchMap((job) =>
      session.request({
        host,
        path: statusPath,
        query: { job },
        responseType: "json",
        read: readStatus,
      }).pipe(
        repeat({
          delay: (n) =>
            timer(
              Math.min(
                interval * 2 ** (n - 1),
                Math.max(interval, MAX_PAUSE_MS),
              ),
              scheduler,
            ),
        }),
        filter((result): result is T => result !== undefined),
        take(1),
        timeLimit(
          timeout,
          scheduler,
          () =>
            new ResultsNotReady(
              `Cannot upload: not ready within ${timeout} ms`,
            ),
        ),
      )
    ),
  );
}

/**
 * The job of an upload. Its URL is not fetched as given, since the token would go
 * along: only the job is taken out of it.
 */
function readJob(answer: unknown): string {
  const [, query] = readField(answer, "status_url", "").split(/[?#]/);
  const job = new URLSearchParams(query).get("job") || undefined;
  return readField({ job }, "job", "");
}
