/**
 * Pages with ids that fit no others, of any length: everything else is
 * delivered once, or a typed error says that it cannot be.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { Pager, StalledPager } from "@rxgroupme/client";
import { lastValueFrom, of, take, toArray } from "rxjs";
import { cursorPages, type Direction } from "../../lib/paging/cursor_pages.ts";
import { world } from "../support/world.ts";

const SEED = Number(Deno.env.get("FUZZ_SEED")) || 20_261_128;

/** Ids of messages, a minute apart, oldest first. */
function idsFrom(count: number): string[] {
  return Array.from(
    { length: count },
    (_, n) => `${1_754_052_301 + 60 * n}${`${n}`.padStart(8, "0")}`,
  );
}

const ODD = [
  "1",
  "7",
  "1754138866123456",
  "9175413886612345678",
  "999999999900000000",
  "",
  "abc",
  "-5",
  "1e9",
  "0",
];

/** How a server pages: its cap, and for each page what is odd about it. */
const schedule = fc.record({
  direction: fc.constantFrom<Direction>("before_id", "after_id"),
  count: fc.integer({ min: 0, max: 120 }),
  cap: fc.integer({ min: 3, max: 40 }),
  pages: fc.array(
    fc.record({
      isShort: fc.boolean(),
      size: fc.integer({ min: 3, max: 40 }),
      odd: fc.option(fc.constantFrom(...ODD)),
      place: fc.nat({ max: 40 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
});

Deno.test("cursorPages() loses nothing and gives nothing twice, whatever page caps, short pages and odd ids there are", async () => {
  console.log(`seed ${SEED}`);
  const tally = { whole: 0, stalled: 0 };
  const property = fc.asyncProperty(schedule, async (plan) => {
    const { direction, count, cap, pages } = plan;
    const all = idsFrom(count);
    const ordered = direction === "after_id" ? all : all.toReversed();
    const spoilt = new Set<string>();
    let asked = 0;
    const fetch = (cursor: string | undefined) => {
      assert(asked < 200, "it asks for ever");
      const { isShort, size, odd, place } = pages[asked++ % pages.length]!;
      const at = cursor === undefined
        ? 0
        : ordered.findIndex((id) =>
          direction === "after_id" ? id > cursor : id < cursor
        );
      const page = at < 0 ? [] : ordered.slice(
        at,
        at + Math.min(cap, isShort ? size : cap),
      );
      return of(page.map((id, n) => {
        if (odd === null || n !== place % page.length) return { id };
        spoilt.add(id);
        return { id: odd };
      }));
    };
    const pager = new Pager(cursorPages(fetch, direction));
    try {
      const got = await lastValueFrom(pager.pipe(toArray()));
      const ids = got.map(({ id }) => id).filter((id) => !ODD.includes(id));
      assertEquals(new Set(ids).size, ids.length, "one came twice");
      const lost = all.filter((id) => !ids.includes(id) && !spoilt.has(id));
      assertEquals(lost, []);
      tally.whole++;
    } catch (error) {
      assert(error instanceof StalledPager, `${error}`);
      tally.stalled++;
    }
  });
  await fc.assert(property, { seed: SEED, numRuns: 2_000 });
  console.log(tally);
  assert(tally.stalled < 400, `${tally.stalled} of 2,000 stalled`);
});

for (
  const [short, timed] of [
    [150, 250],
    [40, 60],
    [70, 130],
    [250, 160],
    [1, 3],
    [1, 200],
    [1, 0],
    [200, 1],
    [900, 1_050],
  ] as const
) {
  Deno.test(`listAll() and listAllAfter() list ${short} messages with the short ids of GroupMe's first years, and ${timed} newer ones, once`, async () => {
    const { clock, simulator, client } = world();
    const group = simulator.addGroup({ members: 1 });
    const ids: string[] = [];
    for (let n = 0; n < short; n++) {
      const id = `${Math.floor(clock.now() / 1_000)}`;
      ids.push(simulator.inject(group, { id }).id);
      await clock.advance(1_000);
    }
    for (let n = 0; n < timed; n++) ids.push(simulator.inject(group).id);
    const messages = client.groups.messages(group.id);
    const pagers = [
      messages.listAll(),
      messages.listAll({ limit: 100 }),
      messages.listAll({ limit: 1 }),
      messages.listAll({ concurrency: 6 }),
      messages.listAll({ concurrency: 4, limit: 20 }),
      messages.listAllAfter("1"),
    ];
    for (const pager of pagers) {
      const bounded = pager.pipe(take(2 * ids.length), toArray());
      const got = await clock.until(lastValueFrom(bounded));
      const listed = got.map(({ id }) => id);
      assertEquals(new Set(listed).size, listed.length, "one came twice");
      const isForth = pager === pagers.at(-1);
      assertEquals(listed, isForth ? ids : ids.toReversed());
    }
  });
}
