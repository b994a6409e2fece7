import { assertEquals, assertThrows } from "@std/assert";
import {
  BadResponse,
  Conflict,
  CursorConflict,
  DeviceVerificationRequired,
  Forbidden,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoResponse,
  NotFound,
  RateLimited,
  StalledPager,
  Unauthorized,
} from "@rxgroupme/client";
import {
  backoff,
  isFatal,
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

const denied = Object.assign(new Error("no net access"), {
  name: "NotCapable",
});
const bad = (status: number, isForeign = false) =>
  new BadResponse("x", { status, isForeign });

/** Errors; whether each is transient, and whether it ends a live stream. */
const VERDICTS: [Error, isTransient: boolean, isFatal: boolean][] = [
  [new NoResponse("no network"), true, false],
  [new NoResponse("x", { cause: denied }), false, true],
  [new RateLimited("x", { status: 429 }), true, false],
  [new InvalidJsonError("cut short", { status: 200 }), true, false],
  [new MissingResponseError("x", { status: 200 }), true, false],
  [new MissingResponseError("x", { status: 304 }), true, false],
  [new MissingMetaError("x", { status: 200, isForeign: true }), true, false],
  [bad(200), false, false],
  [bad(0, true), true, false],
  [bad(302, true), true, false],
  [bad(408), true, false],
  [bad(420), true, false],
  [bad(425), true, false],
  [bad(500), true, false],
  [bad(504), true, false],
  [bad(520), true, false],
  [bad(400), false, false],
  [bad(407), false, false],
  [bad(409), false, false],
  [bad(410), false, false],
  [bad(499), false, false],
  [new Unauthorized("x", { status: 401 }), false, true],
  [new Unauthorized("the token function gave no token"), false, true],
  [new Forbidden("x", { status: 403 }), false, true],
  [new NotFound("x", { status: 404 }), false, true],
  [new DeviceVerificationRequired("x", { status: 403 }), false, true],
  [new Unauthorized("x", { status: 401, isForeign: true }), false, false],
  [new Forbidden("x", { status: 403, isForeign: true }), false, false],
  [new NotFound("x", { status: 404, isForeign: true }), false, false],
  [new Conflict("x", { status: 409 }), false, false],
  [new StalledPager("x"), false, false],
  [new CursorConflict("x"), false, true],
  [new TypeError("x"), false, true],
];

Deno.test("isTransient() and isFatal() tell what to do about each error", () => {
  for (const [error, transient, fatal] of VERDICTS) {
    const name = Deno.inspect(error).split("\n").slice(0, 4).join(" ");
    assertEquals(isTransient(error), transient, name);
    assertEquals(isFatal(error), fatal, name);
  }
  assertEquals([isTransient(undefined), isFatal(undefined)], [false, true]);
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
