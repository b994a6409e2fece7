/**
 * Where the short ids of GroupMe's first years begin, and where a range holds
 * ids that fit no others: everything comes once, and nothing is asked for ever.
 *
 * @module
 */

import { assert, assertEquals, assertRejects } from "@std/assert";
import * as fc from "fast-check";
import { Pager, StalledPager } from "@rxgroupme/client";
import { lastValueFrom, of, toArray } from "rxjs";
import { cursorPages, type Direction } from "../../lib/paging/cursor_pages.ts";
import { drainPages } from "../../lib/paging/page_loop.ts";
import { rangePages, type RangeQuery } from "../../lib/paging/ranges.ts";
import { compareIds } from "../../lib/util/ids.ts";

const SEED = Number(Deno.env.get("FUZZ_SEED")) || 20_261_128;

/** A server of messages with short ids, and of newer ones, that gives pages of up to some items. */
function borderServer(short: number, timed: number, sizes: readonly number[]) {
  const ids = [
    ...Array.from({ length: short }, (_, n) => `${1_262_304_000 + n}`),
    ...Array.from(
      { length: timed },
      (_, n) => `${1_754_052_301 + 60 * n}${`${n}`.padStart(8, "0")}`,
    ),
  ];
  const server = { ids, asked: 0, page };
  function page(direction: Direction, cursor: string | undefined) {
    assert(server.asked < 2 * ids.length + 10, "it asks for ever");
    const size = sizes[server.asked++ % sizes.length]!;
    const left = direction === "after_id" ? ids : ids.toReversed();
    const beyond = left.filter((id) =>
      cursor === undefined ||
      (direction === "after_id"
        ? compareIds(id, cursor) > 0
        : compareIds(id, cursor) < 0)
    );
    return beyond.slice(0, size).map((id) => ({ id }));
  }
  return server;
}

Deno.test("cursorPages() completes wherever short ids begin, be there only one beyond", async () => {
  for (const direction of ["before_id", "after_id"] as const) {
    for (let short = 0; short < 6; short++) {
      for (let timed = 0; timed < 6; timed++) {
        for (const sizes of [[1], [2], [3], [4], [5], [20], [3, 1], [2, 5]]) {
          const server = borderServer(short, timed, sizes);
          const fetch = (cursor: string | undefined) =>
            of(server.page(direction, cursor));
          const pager = new Pager(cursorPages(fetch, direction));
          const got = await lastValueFrom(pager.pipe(toArray()));
          const expected = direction === "after_id"
            ? server.ids
            : server.ids.toReversed();
          assertEquals(
            got.map(({ id }) => id),
            expected,
            `${direction}: ${short} and ${timed}, by ${sizes}`,
          );
        }
      }
    }
  }
});

for (
  const [name, ids] of [
    ["with a short id among others", ["175405236000000002", "1262304000"]],
    ["of short ids alone", ["1262304001", "1262304000"]],
    ["of one short id", ["1262304000"]],
    ["of one id that is far ahead", ["999999999900000000"]],
  ] as const
) {
  for (const direction of ["before_id", "after_id"] as const) {
    Deno.test(`cursorPages() fails where a server repeats a page ${name} for ever (${direction})`, async () => {
      let asked = 0;
      const fetch = () => {
        assert(asked++ < 10, "it asks for ever");
        const page = [{ id: "175405236000000003" }];
        return of(asked === 1 ? page : ids.map((id) => ({ id })));
      };
      const got: string[] = [];
      const pager = new Pager(cursorPages(fetch, direction));
      await assertRejects(
        () => pager.forEach(({ id }) => void got.push(id)),
        StalledPager,
      );
      assertEquals(new Set(got).size, got.length);
    });
  }
}

Deno.test("rangePages() delivers each item once, newest first, wherever short ids begin, whatever page sizes there are", async () => {
  const plan = fc.record({
    short: fc.oneof(fc.nat(5), fc.nat(300)),
    timed: fc.oneof(fc.nat(5), fc.nat(300)),
    sizes: fc.oneof(
      fc.constantFrom([1], [2], [5], [20]),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
    ),
    concurrency: fc.integer({ min: 2, max: 8 }),
  });
  let ranges = 0;
  const property = fc.asyncProperty(plan, async (plan) => {
    const { short, timed, sizes, concurrency } = plan;
    const server = borderServer(short, timed, sizes);
    const fetch = ({ before_id, after_id }: RangeQuery) => {
      if (after_id !== undefined) ranges++;
      return of({
        messages: after_id === undefined
          ? server.page("before_id", before_id)
          : server.page("after_id", after_id),
        count: server.ids.length,
      });
    };
    const open = rangePages(fetch, { concurrency, now: () => 0, server: {} });
    const got = await lastValueFrom(
      drainPages(open, 0, (page) => page).pipe(toArray()),
    );
    const expected = server.ids.toReversed();
    assertEquals(got.map(({ id }) => id), expected);
  });
  await fc.assert(property, { seed: SEED, numRuns: 1_000 });
  assert(ranges > 1_000, `${ranges} requests of ranges`);
});

Deno.test("rangePages() loses nothing and repeats nothing where ids of a range fit no others", async () => {
  const plan = fc.record({
    gaps: fc.array(
      fc.record({
        gap: fc.oneof(
          fc.integer({ min: 1, max: 50 }),
          fc.integer({ min: 1_000, max: 100_000 }),
        ),
        odd: fc.oneof(
          { weight: 40, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom("99", "1") },
        ),
      }),
      { minLength: 60, maxLength: 400, size: "max" },
    ),
    limit: fc.integer({ min: 5, max: 20 }),
    concurrency: fc.integer({ min: 2, max: 8 }),
  });
  const tally = { whole: 0, stalled: 0 };
  const property = fc.asyncProperty(plan, async (plan) => {
    const { gaps, limit, concurrency } = plan;
    let at = 1_600_000_000;
    const rows = gaps.map(({ gap, odd }, n) => {
      const place = `${at += gap}00000000`;
      // As short as a number of the first years, or too long.
      const id = odd === null ? place : odd === "99" ? `99${place}` : `1${n}`;
      return { place, id };
    });
    let asked = 0;
    const fetch = ({ before_id, after_id }: RangeQuery) => {
      assert(asked++ < 2 * rows.length + 10, "it asks for ever");
      const messages = after_id === undefined
        ? rows.toReversed().filter(({ place }) =>
          before_id === undefined || compareIds(place, before_id) < 0
        )
        : rows.filter(({ place }) => compareIds(place, after_id) > 0);
      return of({ messages: messages.slice(0, limit), count: rows.length });
    };
    const open = rangePages(fetch, { concurrency, now: () => 0, server: {} });
    try {
      const got = await lastValueFrom(
        drainPages(open, 0, (page) => page).pipe(toArray()),
      );
      const isFitting = (it: { id: string; place: string }) =>
        it.id === it.place;
      const expected = rows.toReversed().filter(isFitting);
      assertEquals(got.filter(isFitting), expected);
      assertEquals(new Set(got).size, got.length, "one came twice");
      tally.whole++;
    } catch (error) {
      assert(error instanceof StalledPager, `${error}`);
      tally.stalled++;
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: 500 });
  console.log(tally);
  assert(tally.stalled < 25, `${tally.stalled} of 500 stalled`);
});
