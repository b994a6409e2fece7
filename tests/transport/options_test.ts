import {
  assertEquals,
  assertFalse,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { asyncScheduler, type SchedulerLike } from "rxjs";
import {
  checkOptions,
  type SessionOptions,
} from "../../lib/transport/options.ts";

const token = "t";

Deno.test("checkOptions() fills in the documented defaults", () => {
  assertEquals(checkOptions({ token }), {
    token,
    fetch: undefined,
    auth: "header",
    timeout: 30_000,
    scheduler: asyncScheduler,
    random: Math.random,
    headers: {},
  });
});

Deno.test("checkOptions() takes undefined for what is not given", () => {
  const options: SessionOptions = {
    token,
    fetch: undefined,
    auth: undefined,
    timeout: undefined,
    scheduler: undefined,
    random: undefined,
    headers: undefined,
  };
  assertEquals(checkOptions(options), checkOptions({ token }));
});

Deno.test("checkOptions() keeps what is given", () => {
  const options = {
    token: () => token,
    fetch: () => Promise.resolve(new Response()),
    auth: "query",
    timeout: 1,
    scheduler: { now: () => 0, schedule: () => asyncScheduler.schedule(noop) },
    random: () => 0,
  } as const;
  const { headers, ...kept } = checkOptions(options);
  assertEquals(headers, {});
  for (const [name, value] of Object.entries(kept)) {
    assertStrictEquals(value, Reflect.get(options, name), name);
  }
});

Deno.test("checkOptions() reads headers in each of their forms", () => {
  const expected = { "x-a": "1", "x-b": "2" };
  for (
    const headers of [
      { "X-A": "1", "X-B": "2" },
      [["X-A", "1"], ["X-B", "2"]] as [string, string][],
      new Headers({ "X-A": "1", "X-B": "2" }),
    ]
  ) {
    assertEquals(checkOptions({ token, headers }).headers, expected);
  }
});

const wrong: [
  name: string,
  options: { [name in keyof SessionOptions]?: unknown },
  Kind: typeof TypeError | typeof RangeError,
][] = [
  ["token", {}, TypeError],
  ["token", { token: "" }, TypeError],
  ["token", { token: null }, TypeError],
  ["token", { token: 7 }, TypeError],
  ["token", { token: "s3cret\n" }, TypeError],
  ["fetch", { token, fetch: "fetch" }, TypeError],
  ["fetch", { token, fetch: null }, TypeError],
  ["auth", { token, auth: "cookie" }, TypeError],
  ["auth", { token, auth: null }, TypeError],
  ["timeout", { token, timeout: 0 }, RangeError],
  ["timeout", { token, timeout: -1 }, RangeError],
  ["timeout", { token, timeout: NaN }, RangeError],
  ["timeout", { token, timeout: Infinity }, RangeError],
  ["timeout", { token, timeout: 2 ** 31 }, RangeError],
  ["timeout", { token, timeout: "1000" }, RangeError],
  ["scheduler", { token, scheduler: {} }, TypeError],
  ["scheduler", { token, scheduler: { schedule: () => {} } }, TypeError],
  ["random", { token, random: 0.5 }, TypeError],
  ["retry", { token, retry: true }, TypeError],
  ["retry", { token, retry: 5 }, TypeError],
  ["retry", { token, retry: null }, TypeError],
  ["rateLimit", { token, rateLimit: "fast" }, TypeError],
  ["rateLimit", { token, rateLimit: 8 }, TypeError],
  ["rateLimit", { token, rateLimit: null }, TypeError],
  ["headers", { token, headers: { "x y": "s3cret" } }, TypeError],
  ["headers", { token, headers: { "x": "s3cret\n\0" } }, TypeError],
  ["headers", { token, headers: [["s3cret"]] }, TypeError],
];

for (const [name, options, Kind] of wrong) {
  Deno.test(`checkOptions() refuses ${Deno.inspect(options)}`, () => {
    const error = assertThrows(
      () => checkOptions(options as unknown as SessionOptions),
      Kind,
      name,
    );
    assertFalse(Deno.inspect(error, { depth: 9 }).includes("s3cret"));
  });
}

function noop(this: unknown): void {}

// Such as those of RxJS, whose methods are not their own.
Deno.test("checkOptions() takes any SchedulerLike", () => {
  class Scheduler implements SchedulerLike {
    now = () => 0;
    schedule: SchedulerLike["schedule"] = () => asyncScheduler.schedule(noop);
  }
  const scheduler = new Scheduler();
  assertStrictEquals(checkOptions({ token, scheduler }).scheduler, scheduler);
});
