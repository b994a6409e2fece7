import { assertEquals, assertThrows } from "@std/assert";
import {
  BadResponse,
  Conflict,
  Forbidden,
  InvalidJsonError,
  MissingResponseError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import {
  backoff,
  isOpaque,
  isTransient,
  retryPolicy,
} from "../../lib/transport/retry.ts";

Deno.test("retryPolicy() fills in the documented defaults", () => {
  assertEquals(retryPolicy(), {
    attempts: 5,
    initialDelay: 500,
    maxDelay: 30_000,
    rateLimitDelay: 60_000,
  });
  assertEquals(retryPolicy(false).attempts, 1);
  assertEquals(retryPolicy({ attempts: 2 }).attempts, 2);
});

Deno.test("retryPolicy() refuses numbers that make no sense", () => {
  assertThrows(() => retryPolicy({ attempts: 0 }), RangeError, "attempts");
  assertThrows(
    () => retryPolicy({ initialDelay: -1 }),
    RangeError,
    "initialDelay",
  );
  assertThrows(() => retryPolicy({ maxDelay: NaN }), RangeError, "maxDelay");
});

Deno.test("isPassing() tells what may pass from what will not", () => {
  const of = (status: number) => new BadResponse("x", { status });
  const passing = [
    new NoResponse("x"),
    new RateLimited("x", { status: 429 }),
    new InvalidJsonError("x", { status: 200 }),
    new MissingResponseError("x", { status: 200 }),
    ...[408, 500, 502, 503, 504].map(of),
  ];
  const lasting = [
    new Unauthorized("x", { status: 401 }),
    new Forbidden("x", { status: 403 }),
    new NotFound("x", { status: 404 }),
    new Conflict("x", { status: 409 }),
    ...[400, 405, 422].map(of),
    new TypeError("x"),
    undefined,
  ];
  assertEquals(passing.filter((error) => !isTransient(error)), []);
  assertEquals(lasting.filter(isTransient), []);
});

Deno.test("backoff() doubles up to its limit, with full jitter", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    backoff(n, 500, 30_000, () => 1)
  );
  assertEquals(waits, [
    500,
    1_000,
    2_000,
    4_000,
    8_000,
    16_000,
    30_000,
    30_000,
  ]);
  assertEquals(backoff(3, 500, 30_000, () => 0.25), 500);
  assertEquals(backoff(2_000, 500, 30_000, () => 1), 30_000);
});

Deno.test("isOpaque() knows what a browser shows of an answer that it hides", () => {
  const failing = (message: string, cause?: unknown) =>
    new NoResponse("x", {
      cause: new TypeError(message, cause ? { cause } : {}),
    });
  const opaque = [
    failing("Failed to fetch"),
    failing("NetworkError when attempting to fetch resource."),
    failing("Load failed"),
  ];
  const clear = [
    failing("fetch failed", new Error("ECONNREFUSED")),
    failing("error sending request for url (http://127.0.0.1/)"),
    new NoResponse("no whole answer within 30000 ms"),
    new RateLimited("x"),
  ];
  assertEquals(opaque.filter((error) => !isOpaque(error)), []);
  assertEquals(clear.filter(isOpaque), []);
});
