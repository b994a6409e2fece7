/**
 * Waiting, on the default clock: what is set there is cleared there.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  type Activity,
  BadResponse,
  InvalidJsonError,
  NoResponse,
  RateLimited,
} from "@rxgroupme/client";
import type { Observable } from "rxjs";
import type { ApiRequest } from "../../lib/transport/request.ts";
import { Session, type SessionOptions } from "../../lib/transport/session.ts";
import { FakeTime } from "../support/fake_time.ts";
import { type Answer, enveloped, refusal, script } from "../support/script.ts";
import { watch } from "../support/watch.ts";

/** A session on faked time, which keeps when it asked. */
function timed(
  answers: readonly Answer[],
  options: Partial<SessionOptions> = {},
) {
  const time = new FakeTime();
  const start = Date.now();
  const { fetch, requests } = script(...answers);
  const moments: number[] = [];
  const activities: Activity[] = [];
  const session = new Session({
    token: "0123456789abcdef",
    random: () => 1,
    ...options,
    fetch: (request) => {
      moments.push(Date.now() - start);
      return fetch(request);
    },
  });
  session.activity$.subscribe((activity) => activities.push(activity));
  const send = (call: Partial<ApiRequest<unknown>> = {}): Observable<unknown> =>
    session.request({ path: "/x", read: (answer) => answer, ...call });
  return { time, session, requests, moments, activities, send };
}

const never = () => new Promise<Response>(() => {});

/** An answer whose body never ends. */
const stalled = () => new Response(new ReadableStream());

Deno.test("Session.request() doubles its waits up to the longest, then gives up", async () => {
  const failures = Array.from({ length: 6 }, () => refusal(500));
  const it = timed(failures, {
    retry: { attempts: 6, initialDelay: 100, maxDelay: 500 },
  });
  using time = it.time;
  using watched = watch(it.send());
  await time.advance(60_000);
  assertEquals(it.moments, [0, 100, 300, 700, 1_200, 1_700]);
  assertInstanceOf(watched.error, BadResponse);
  assertEquals(time.timers, 0);
});

Deno.test("Session.request() waits a random part of that", async () => {
  const randoms = [0, 0.5, 0.999];
  const failures = Array.from({ length: 4 }, () => refusal(502));
  const it = timed(failures, {
    retry: { attempts: 4, initialDelay: 1_000 },
    random: () => randoms.shift() ?? 1,
  });
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(60_000);
  assertEquals(it.moments, [0, 0, 1_000, 4_996]);
});

Deno.test("Session.request() tries once with retry: false", async () => {
  const it = timed([refusal(500)], { retry: false });
  using time = it.time;
  using watched = watch(it.send());
  await time.settle();
  assertInstanceOf(watched.error, BadResponse);
  assertEquals(it.moments, [0]);
  assertEquals(time.timers, 0);
});

for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
  for (
    const [name, answer, Kind] of [
      ["a 500", refusal(500), BadResponse],
      ["a 429", refusal(429), RateLimited],
      ["no answer", new TypeError("offline"), NoResponse],
      ["a cut body", new Response('{"response'), InvalidJsonError],
    ] as const
  ) {
    Deno.test(`Session.request() sends a ${method} once, whatever ${name} may mean`, async () => {
      const it = timed([answer]);
      using time = it.time;
      using watched = watch(it.send({ method }));
      await time.advance(120_000);
      assertInstanceOf(watched.error, Kind);
      assertEquals(it.moments, [0]);
      assertEquals(time.timers, 0);
    });
  }
}

Deno.test("Session.request() repeats a command that may be", async () => {
  const it = timed([refusal(500), enveloped(true)]);
  using time = it.time;
  using watched = watch(it.send({ method: "POST", idempotent: true }));
  await time.advance(500);
  assertEquals(watched.values, [true]);
});

Deno.test("Session.request() repeats no GET that must not be", async () => {
  const it = timed([refusal(500)]);
  using time = it.time;
  using watched = watch(it.send({ idempotent: false }));
  await time.advance(60_000);
  assertInstanceOf(watched.error, BadResponse);
  assertEquals(it.moments, [0]);
});

for (const status of [400, 401, 403, 404, 409, 422]) {
  Deno.test(`Session.request() takes a ${status} for the last word`, async () => {
    const it = timed([refusal(status)]);
    using time = it.time;
    using watched = watch(it.send());
    await time.advance(120_000);
    assertInstanceOf(watched.error, BadResponse);
    assertEquals(it.moments, [0]);
  });
}

for (const [name, answer] of Object.entries({ never, stalled })) {
  Deno.test(`Session.request() limits each attempt on its own (${name})`, async () => {
    const it = timed([answer, answer, answer], {
      timeout: 1_000,
      retry: { attempts: 3, initialDelay: 100 },
    });
    using time = it.time;
    using watched = watch(it.send());
    await time.advance(3_299);
    assertEquals(it.moments, [0, 1_100, 2_300]);
    assertEquals(watched.error, undefined);
    await time.advance(1);
    assertInstanceOf(watched.error, NoResponse);
    const aborted = it.requests.map(({ signal }) => signal.aborted);
    assertEquals(aborted, [true, true, true]);
    assertEquals(time.timers, 0);
  });

  Deno.test(`Session.request() leaves no timer when it is left (${name})`, async () => {
    const it = timed([answer]);
    using time = it.time;
    const watched = watch(it.send());
    await time.settle();
    assertEquals(time.timers, 1);
    watched.subscription.unsubscribe();
    assertEquals(time.timers, 0);
    assertEquals(it.requests[0]?.signal.aborted, true);
  });
}

Deno.test("Session.request() takes a limit of its own over the client's", async () => {
  const it = timed([never], { retry: false });
  using time = it.time;
  using watched = watch(it.send({ timeout: 50 }));
  await time.advance(50);
  assertInstanceOf(watched.error, NoResponse);
});

Deno.test("Session.request() does not count the wait at the gate", async () => {
  const it = timed([refusal(429), enveloped("late")], { timeout: 1_000 });
  using time = it.time;
  using watched = watch(it.send());
  await time.advance(60_000);
  assertEquals(watched.values, ["late"]);
});

for (
  const [name, waiting] of [
    ["a repetition", [refusal(500)]],
    ["the end of a 429", [refusal(429)]],
  ] as const
) {
  Deno.test(`Session.request() leaves no timer when it is left while it waits for ${name}`, async () => {
    const it = timed(waiting);
    using time = it.time;
    const watched = watch(it.send());
    await time.settle();
    assertEquals(time.timers, 1);
    watched.subscription.unsubscribe();
    assertEquals(time.timers, 0);
    await time.advance(120_000);
    assertEquals(it.moments, [0]);
  });
}

for (
  const [name, headers, delay] of [
    ["nothing", {}, 60_000],
    ["seconds", { "Retry-After": "7" }, 7_000],
    ["a date", { "Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT" }, 37_000],
    ["no time", { "Retry-After": "0" }, 60_000],
  ] as const
) {
  for (const status of [420, 429]) {
    Deno.test(`Session.request() holds every request back after a ${status} that names ${name}`, async () => {
      const limited = refusal(status, {
        Date: "Sun, 06 Nov 1994 08:49:00 GMT",
        ...headers,
      });
      const others = ["a", "b", "c", "d"].map((name) => enveloped(name));
      // The second one was on its way already.
      const it = timed([limited, never, ...others], { timeout: 100_000 });
      using time = it.time;
      using first = watch(it.send());
      using _second = watch(it.send({ path: "/y" }));
      await time.settle();
      using command = watch(it.send({ method: "POST", path: "/z" }));
      using bulk = watch(it.send({ priority: "background" }));
      await time.advance(delay - 1);
      assertEquals(it.moments, [0, 0]);
      await time.advance(1);
      assertEquals(it.moments, [0, 0, delay, delay, delay]);
      assert(first.isComplete && command.isComplete && bulk.isComplete);
    });
  }
}

Deno.test("Session.request() heeds a 429 also where it does not try again", async () => {
  const it = timed([refusal(429), enveloped(null)], {
    retry: false,
  });
  using time = it.time;
  using first = watch(it.send());
  await time.settle();
  assertInstanceOf(first.error, RateLimited);
  using _second = watch(it.send());
  await time.advance(59_999);
  assertEquals(it.moments, [0]);
  await time.advance(1);
  assertEquals(it.moments, [0, 60_000]);
});

Deno.test("Session.request() waits after a 429 for as long as the policy says", async () => {
  const it = timed([refusal(429), enveloped(null)], {
    retry: { rateLimitDelay: 5_000 },
  });
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(120_000);
  assertEquals(it.moments, [0, 5_000]);
});

Deno.test("Session.request() gives up after as many 429 as it has attempts", async () => {
  const it = timed([refusal(429), refusal(429), refusal(429)], {
    retry: { attempts: 3 },
  });
  using time = it.time;
  using watched = watch(it.send());
  await time.advance(600_000);
  assertEquals(it.moments, [0, 60_000, 120_000]);
  assertInstanceOf(watched.error, RateLimited);
});

Deno.test("Session.request() obeys a Retry-After that is longer than its own waits", async () => {
  const it = timed([
    refusal(503, { "Retry-After": "120" }),
    enveloped(null),
  ]);
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(300_000);
  assertEquals(it.moments, [0, 120_000]);
});

Deno.test("Session.request() obeys a Retry-After for an hour at most", async () => {
  const it = timed([
    refusal(503, { "Retry-After": "99999999999" }),
    enveloped(null),
  ]);
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(86_400_000);
  assertEquals(it.moments, [0, 3_600_000]);
});

for (
  const message of [
    "Failed to fetch",
    "NetworkError when attempting to fetch resource.",
    "Load failed",
  ]
) {
  Deno.test(`Session.request() waits a minute before it gives up on "${message}"`, async () => {
    const opaque = new TypeError(message);
    const it = timed([opaque, opaque, opaque, enveloped("at last")], {
      retry: { attempts: 4, initialDelay: 100 },
    });
    using time = it.time;
    using watched = watch(it.send());
    await time.advance(120_000);
    // It may be a 429 without CORS headers, which a browser does not show.
    assertEquals(it.moments, [0, 100, 300, 60_300]);
    assertEquals(watched.values, ["at last"]);
  });
}

Deno.test("Session.request() does not wait a minute for what is plainly no 429", async () => {
  const offline = new TypeError("fetch failed", {
    cause: new Error("ECONNREFUSED"),
  });
  const it = timed([offline, offline, enveloped("at last")], {
    retry: { attempts: 3, initialDelay: 100 },
  });
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(120_000);
  assertEquals(it.moments, [0, 100, 300]);
});

Deno.test("Session.request() throttles, and sends users' requests first", async () => {
  const answers = Array.from({ length: 6 }, () => enveloped(null));
  const it = timed(answers, { rateLimit: { requests: 2, perMs: 1_000 } });
  using time = it.time;
  const bulk = ["/1", "/2", "/3", "/4", "/5"].map((path) =>
    watch(it.send({ path, priority: "background" }))
  );
  using _post = watch(it.send({ method: "POST", path: "/p" }));
  await time.advance(10_000);
  // Those of the background leave the first ms to users.
  assertEquals(it.moments, [0, 0, 1_000, 1_001, 2_000, 2_001]);
  const paths = it.requests.map(({ url }) => url.slice(-2));
  assertEquals(paths, ["/1", "/2", "/p", "/3", "/4", "/5"]);
  assert(bulk.every(({ isComplete }) => isComplete));
  const waits = it.activities.filter(({ type }) => type === "wait");
  const wait = (delay: number): Activity => ({
    type: "wait",
    reason: "throttled",
    delay,
  });
  assertEquals(waits, [1_000, 1_000, 2_000, 1_000].map(wait));
  assertEquals(time.timers, 0);
});

Deno.test("Session.request() counts repetitions for the pace too", async () => {
  const it = timed([refusal(500), enveloped(null), enveloped(null)], {
    rateLimit: { requests: 1, perMs: 1_000 },
    retry: { initialDelay: 1 },
  });
  using time = it.time;
  using _first = watch(it.send());
  using _second = watch(it.send());
  await time.advance(10_000);
  assertEquals(it.moments, [0, 1_000, 2_000]);
});

Deno.test("Session.activity$ tells of the wait for a 429", async () => {
  const it = timed([refusal(429), enveloped(null)]);
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(60_000);
  assertEquals(it.activities.map(({ type }) => type), [
    "attempt",
    "response",
    "retry",
    "wait",
    "attempt",
    "response",
  ]);
  assertEquals(it.activities[3], {
    type: "wait",
    reason: "rateLimited",
    delay: 60_000,
  });
});

Deno.test("Session.activity$ tells how long an answer took", async () => {
  const it = timed([
    () =>
      new Promise((resolve) =>
        setTimeout(() => resolve(enveloped(null)), 1_234)
      ),
  ]);
  using time = it.time;
  using _watched = watch(it.send());
  await time.advance(2_000);
  const [, response] = it.activities;
  assert(response?.type === "response");
  assertEquals(response.duration, 1_234);
});
