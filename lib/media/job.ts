import type { ApiRequest } from "../transport/request.ts";
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

/** An upload, and how its job is asked for. */
export interface Job<T> extends
  Pick<
    ApiRequest<T>,
    "host" | "path" | "query" | "body" | "contentType" | "headers"
  > {
  /** The path that the job is asked for at. */
  readonly statusPath: string;
  /** Makes the result of an answer; `false` while it is not ready. */
  readonly readStatus: ApiRequest<T | false>["read"];
}

/**
 * The job of an upload, as a query takes it. Its URL is not fetched as given, since
 * the token would go along: only the job is taken out of it.
 *
 * @throws {DecodeError} When the answer names none.
 */
export function readJob(answer: unknown): string {
  const [, job] =
    /[?&]job=([^&#\s\\]+)/.exec(readField(answer, "status_url", "")) ?? [];
  return readField({ job }, "job", "");
}
