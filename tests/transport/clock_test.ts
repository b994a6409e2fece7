/**
 * What a session does while the device's clock is set, or stands still: no
 * duration goes by it.
 *
 * @module
 */

import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { Client, NoResponse, Session } from "@rxgroupme/client";
import { VirtualClock } from "@rxgroupme/client/testing";
import {
  array,
  assert as assertProperty,
  asyncProperty,
  integer,
  record,
} from "fast-check";
import { asyncScheduler, type SchedulerLike } from "rxjs";
import { monotonicClock } from "../../lib/util/monotonic_clock.ts";
import { enveloped, refusal } from "../support/script.ts";
import { watch } from "../support/watch.ts";

/** A clock that is `off.ms` wrong, while its timers are right. */
function wrongClock(): {
  clock: VirtualClock;
  scheduler: SchedulerLike;
  off: { ms: number };
} {
  const clock = new VirtualClock();
  const off = { ms: 0 };
  const scheduler = {
    now: () => clock.now() + off.ms,
    schedule: clock.schedule.bind(clock),
  };
  return { clock, scheduler, off };
}

const JUMPS = [-86_400_000, -3_600_000, -45_000, 45_000, 3_600_000];

for (const jump of JUMPS) {
  Deno.test(`Session.request() limits an attempt to the ms when the clock is set by ${jump} ms`, async () => {
    const { clock, scheduler, off } = wrongClock();
    const answer = { ms: 900 };
    const session = new Session({
      token: "token",
      timeout: 1_000,
      retry: false,
      scheduler,
      fetch: async () => {
        await new Promise((done) => clock.schedule(done, answer.ms));
        return enveloped("in time");
      },
    });
    const send = () =>
      watch(session.request({ path: "/x", read: (answer) => answer }));
    const first = send();
    await clock.advance(500);
    off.ms += jump;
    await clock.advance(400);
    assertEquals(first.values, ["in time"]);
    answer.ms = 1_100;
    const late = send();
    await clock.advance(500);
    off.ms -= jump;
    await clock.advance(499);
    assertEquals(late.error, undefined);
    await clock.advance(1);
    assertInstanceOf(late.error, NoResponse);
  });

  Deno.test(`Session.request() waits out a 429 to the ms when the clock is set by ${jump} ms`, async () => {
    const { clock, scheduler, off } = wrongClock();
    const at: number[] = [];
    const answers = [refusal(429), enveloped(1), enveloped(2)];
    const session = new Session({
      token: "token",
      scheduler,
      fetch: () => {
        at.push(clock.now());
        return Promise.resolve(answers[at.length - 1]!);
      },
    });
    const send = () =>
      watch(session.request({ path: "/x", read: (answer) => answer }));
    const start = clock.now();
    send();
    await clock.advance(1_000);
    off.ms += jump;
    await clock.advance(200_000);
    const [first, second] = at.map((it) => it - start);
    assertEquals([first, second], [0, 60_000]);
  });

  Deno.test(`Session.request() throttles, and holds nothing up, when the clock is set by ${jump} ms`, async () => {
    const { clock, scheduler, off } = wrongClock();
    const at: number[] = [];
    const session = new Session({
      token: "token",
      scheduler,
      rateLimit: { requests: 1, perMs: 1_000 },
      fetch: () => {
        at.push(clock.now());
        return Promise.resolve(enveloped(null));
      },
    });
    for (let n = 0; n < 5; n++) {
      watch(session.request({ path: "/x", read: (answer) => answer }));
    }
    await clock.advance(1_500);
    off.ms += jump;
    await clock.advance(4_500);
    assertEquals(at.length, 5);
    assert(at[4]! - at[0]! >= 3_000, `${at}`);
  });
}

Deno.test("Session.request() is answered or timed out by its own limit, however the clock jumps", async () => {
  const seed = Number(Deno.env.get("SEED")) || 20_261_128;
  console.log(`seed ${seed}`);
  const step = record({
    wait: integer({ min: 0, max: 3_000 }),
    jump: integer({ min: -7_200_000, max: 7_200_000 }),
    takes: integer({ min: 0, max: 4_000 }),
  });
  await assertProperty(
    asyncProperty(
      array(step, { minLength: 1, maxLength: 12 }),
      async (steps) => {
        const { clock, scheduler, off } = wrongClock();
        const client = new Client({
          token: "token",
          timeout: 2_000,
          retry: false,
          scheduler,
          fetch: async ({ url }) => {
            const { searchParams } = new URL(url);
            const takes = Number(searchParams.get("takes"));
            await new Promise((done) => clock.schedule(done, takes));
            return enveloped(takes);
          },
        });
        const sent = [];
        for (const { wait, jump, takes } of steps) {
          const query = { takes };
          sent.push({
            takes,
            got: watch(client.request({ path: "/x", query })),
          });
          await clock.advance(wait);
          off.ms += jump;
        }
        await clock.advance(4_000);
        for (const { takes, got } of sent) {
          if (takes < 2_000) assertEquals(got.values, [takes]);
          else if (takes > 2_000) assertInstanceOf(got.error, NoResponse);
        }
        assertEquals(clock.pending, 0);
      },
    ),
    { numRuns: 200, seed },
  );
});

Deno.test("monotonicClock() does not read the device's clock", () => {
  const own = Date.now;
  try {
    const clock = monotonicClock(asyncScheduler);
    const before = clock();
    Date.now = () => own() + 3_600_000;
    const between = clock();
    Date.now = () => own() - 3_600_000;
    const after = clock();
    assert(before <= between && between <= after && after - before < 60_000);
  } finally {
    Date.now = own;
  }
});
