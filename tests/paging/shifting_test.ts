/**
 * Lists that change while they are read, at random.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { Pager } from "@rxgroupme/client";
import { defer, lastValueFrom, map, of, toArray } from "rxjs";
import { cursorPages } from "../../lib/paging/cursor_pages.ts";
import { numberedPages } from "../../lib/paging/numbered_pages.ts";

interface Thing {
  readonly id: string;
}

function things(count: number): Thing[] {
  return Array.from({ length: count }, (_, n) => ({ id: `${1_000 + n}` }));
}

const idsOf = (pager: Pager<Thing>) =>
  lastValueFrom(pager.pipe(map(({ id }) => id), toArray()));

/** What happens to a list: which item, counted from the end, does what. */
const event = fc.record({
  before: fc.nat({ max: 12 }),
  what: fc.constantFrom("moves up", "leaves", "comes"),
  which: fc.nat({ max: 40 }),
});

Deno.test("numberedPages() misses nothing and repeats nothing, whatever happens during a pass", async () => {
  const property = fc.asyncProperty(
    fc.nat({ max: 24 }),
    // So few changes repeat no three pages, which would look like a stall.
    fc.integer({ min: 3, max: 6 }),
    fc.array(event, { maxLength: 8 }),
    async (count, perPage, events) => {
      const list = things(count);
      const stay = new Set(list);
      let made = 0;
      const happen = ({ what, which }: typeof events[number]) => {
        if (what === "comes") {
          list.unshift({ id: `${2_000 + made++}` });
          return;
        }
        const [thing] = list.splice(-1 - which % (list.length || 1), 1);
        if (!thing) return;
        if (what === "leaves") stay.delete(thing);
        else list.unshift(thing);
      };
      // All of it in the first pass; another one then sees the list at rest.
      const pages = Math.ceil(count / perPage);
      let asked = 0;
      const fetch = (page: number) =>
        defer(() => {
          events.filter(({ before }) =>
            before % (pages + 1) === asked && asked > 0
          ).forEach(happen);
          asked += 1;
          return of(list.slice((page - 1) * perPage, page * perPage));
        });
      const pager = new Pager(numberedPages(fetch, ({ id }) => id, perPage));
      const ids = await idsOf(pager);
      assertEquals(ids.length, new Set(ids).size);
      for (const { id } of stay) assert(ids.includes(id), `${id} of ${ids}`);
    },
  );
  await fc.assert(property, { seed: 51, numRuns: 500 });
});

for (const direction of ["before_id", "after_id"] as const) {
  Deno.test(`cursorPages() misses nothing and repeats nothing, with pages of any length and order (${direction})`, async () => {
    const property = fc.asyncProperty(
      fc.nat({ max: 40 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
      fc.infiniteStream(fc.nat({ max: 1_000 })),
      fc.boolean(),
      async (count, lengths, numbers, isOverlapping) => {
        const all = things(count);
        if (direction === "before_id") all.reverse();
        const fetch = (cursor: string | undefined) =>
          defer(() => {
            const at = all.findIndex(({ id }) => id === cursor) + 1;
            if (at >= all.length) return of([]);
            // A server may give again what is not beyond the cursor.
            const from = isOverlapping ? Math.max(0, at - 2) : at;
            const page = all.slice(from, at + next(lengths));
            const turn = next(numbers) % page.length;
            return of([...page.slice(turn), ...page.slice(0, turn)]);
          });
        const pager = new Pager(cursorPages<Thing>(fetch, direction));
        const ids = await idsOf(pager);
        assertEquals(ids.toSorted(), all.map(({ id }) => id).toSorted());
      },
    );
    await fc.assert(property, { seed: 52, numRuns: 500 });
  });
}

function next(stream: fc.Stream<number>): number {
  return stream.next().value ?? 1;
}

Deno.test("cursorPages() delivers a page in the order in which it came", async () => {
  const pages = [["9", "7", "8"], ["6", "5"], []];
  const fetch = () => of((pages.shift() ?? []).map((id) => ({ id })));
  const pager = new Pager(cursorPages<Thing>(fetch, "before_id"));
  assertEquals(await idsOf(pager), ["9", "7", "8", "6", "5"]);
});

for (
  const [name, direction, until, expected] of [
    ["back to a message", "before_id", "4", ["9", "8", "7", "6", "5"]],
    ["back to one that is gone", "before_id", "40", []],
    ["back past the first one", "before_id", "1", [
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
      "3",
      "2",
    ]],
  ] as const
) {
  Deno.test(`cursorPages() reads ${name} and no further`, async () => {
    const all = ["9", "8", "7", "6", "5", "4", "3", "2"];
    const fetch = (cursor: string | undefined) => {
      const at = all.findIndex((id) => id === cursor) + 1;
      return of(all.slice(at, at + 3).map((id) => ({ id })));
    };
    const pages = cursorPages<Thing>(fetch, direction, { until });
    assertEquals(await idsOf(new Pager(pages)), [...expected]);
  });
}

for (
  const [direction, pages] of [
    ["before_id", [["6", "", "5", ""], ["", "4"], []]],
    ["after_id", [["5", "", "6", ""], ["", "7"], []]],
  ] as const
) {
  Deno.test(`cursorPages() drops no row that lacks an id (${direction})`, async () => {
    const left = pages.map((page) => page.map((id) => ({ id })));
    const fetch = () => of(left.shift() ?? []);
    const pager = new Pager(cursorPages<Thing>(fetch, direction));
    assertEquals(await idsOf(pager), [...pages].flat());
  });
}

Deno.test("numberedPages() reads on after a pass that misses what the last one had", async () => {
  const list = [..."abcdef"].map((id) => ({ id }));
  const leave = (id: string) =>
    list.splice(list.findIndex((thing) => thing.id === id), 1);
  // Each time c slips from the second page to the first, unseen.
  const events: { [request: number]: () => void } = {
    2: () => leave("a"),
    5: () => list.unshift(...leave("f")),
    6: () => leave("b"),
  };
  let asked = 0;
  const fetch = (page: number) =>
    defer(() => {
      events[++asked]?.();
      return of(list.slice((page - 1) * 2, page * 2));
    });
  const pager = new Pager(numberedPages(fetch, ({ id }) => id, 2));
  assertEquals((await idsOf(pager)).sort(), [..."abcdef"]);
});
