import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Pager, StalledPager } from "@rxgroupme/client";
import { lastValueFrom, map, type Observable, of, toArray } from "rxjs";
import { cursorPages } from "../../lib/paging/cursor_pages.ts";
import { numberedPages } from "../../lib/paging/numbered_pages.ts";

const things = (...ids: (string | number)[]) =>
  ids.map((id) => ({ id: `${id}` }));

/** Answers in turn, and keeps the cursors that were asked for. */
function answers(...pages: (string | number)[][]) {
  const cursors: (string | undefined)[] = [];
  const fetch = (cursor: string | undefined) =>
    of(things(...pages[cursors.push(cursor) - 1] ?? []));
  return { cursors, fetch };
}

const idsOf = (pager: Observable<{ id: string }>) =>
  lastValueFrom(pager.pipe(map(({ id }) => id), toArray()));

Deno.test("cursorPages() goes on from the furthest id, whatever the order, to an empty page", async () => {
  const { cursors, fetch } = answers([98, 99, 97], [9], [8, 7]);
  assertEquals(await idsOf(new Pager(cursorPages(fetch, "before_id"))), [
    "98",
    "99",
    "97",
    "9",
    "8",
    "7",
  ]);
  assertEquals(cursors, [undefined, "97", "9", "7"]);
});

Deno.test("cursorPages() compares ids beyond what numbers hold", async () => {
  const { cursors, fetch } = answers(
    ["175405236219405511", "175405236219405512"],
    ["175405236219405513", "175405236219405514"],
  );
  await idsOf(new Pager(cursorPages(fetch, "after_id", { start: "9" })));
  assertEquals(cursors, ["9", "175405236219405512", "175405236219405514"]);
});

Deno.test("cursorPages() gives each item once where pages overlap", async () => {
  const { fetch } = answers([5, 4, 4], [5, 4, 3], [3, 2, ""]);
  assertEquals(await idsOf(new Pager(cursorPages(fetch, "before_id"))), [
    "5",
    "4",
    "3",
    "2",
    "",
  ]);
});

Deno.test("cursorPages() fails where the server repeats itself, and never loops", async () => {
  for (const pages of [[[5, 4], [5, 4]], [[5, 4], [6, 7]], [[""]]]) {
    const { fetch } = answers(...pages);
    await assertRejects(
      () => idsOf(new Pager(cursorPages(fetch, "before_id"))),
      StalledPager,
      "Cannot go on",
    );
  }
});

Deno.test("cursorPages() ends at its bound without another request", async () => {
  const { cursors, fetch } = answers([9, 8], [7, 6, 5], [4]);
  const pages = cursorPages(fetch, "before_id", { until: "6" });
  assertEquals(await idsOf(new Pager(pages)), ["9", "8", "7"]);
  assertEquals(cursors.length, 2);
});

/** A list that is ordered by activity, and what happens between requests. */
function shifting(
  list: string[],
  events: { [request: number]: () => void },
  perPage = 2,
) {
  let asked = 0;
  const fetch = (page: number) => {
    events[++asked]?.();
    return of(things(...list.slice((page - 1) * perPage, page * perPage)));
  };
  const pager = new Pager(numberedPages(fetch, ({ id }) => id, perPage));
  return { list, pager, asked: () => asked };
}

Deno.test("numberedPages() reads a list that fits its page in two requests", async () => {
  const { pager, asked } = shifting(["a"], {});
  assertEquals(await idsOf(pager), ["a"]);
  assertEquals(asked(), 2);
  const none = shifting([], {});
  assertEquals(await idsOf(none.pager), []);
  assertEquals(none.asked(), 1);
});

Deno.test("numberedPages() gives what moves to the front, and nothing twice", async () => {
  const world = shifting(["a", "b", "c", "d", "e", "f"], {
    2: () => {
      world.list.splice(4, 1);
      world.list.unshift("e");
    },
  });
  const ids = await idsOf(world.pager);
  assertEquals(ids.toSorted(), ["a", "b", "c", "d", "e", "f"]);
});

Deno.test("numberedPages() gives what slips over a border when others leave", async () => {
  const world = shifting(["a", "b", "c", "d", "e", "f"], {
    2: () => world.list.shift(),
  });
  const ids = await idsOf(world.pager);
  assertEquals(ids.toSorted(), ["a", "b", "c", "d", "e", "f"]);
});

Deno.test("numberedPages() fails where the server gives the same page for any number", async () => {
  let asked = 0;
  const fetch = () => {
    asked += 1;
    return of(things("a", "b"));
  };
  await assertRejects(
    () => idsOf(new Pager(numberedPages(fetch, ({ id }) => id, 2))),
    StalledPager,
    "repeats itself",
  );
  assertEquals(asked, 4);
});

Deno.test("Pager.pages() gives the pages that hold something", async () => {
  const { fetch } = answers([5, 4], [4, 3], [2]);
  const pages = new Pager(cursorPages(fetch, "before_id")).pages();
  assertEquals(await lastValueFrom(pages.pipe(toArray())), [
    things(5, 4),
    things(3),
    things(2),
  ]);
});

Deno.test("Pager refuses to prefetch more than a page", () => {
  const { fetch } = answers();
  for (const prefetch of [2, -1, 0.5]) {
    assertThrows(
      () =>
        new Pager(cursorPages(fetch, "before_id"), {
          prefetch: prefetch as 0 | 1,
        }),
      RangeError,
      "prefetch",
    );
  }
});

Deno.test("numberedPages() gives each item without an id, those that are equal too, once", async () => {
  const list = [
    { id: "1", of: "a" },
    { id: "", of: "b" },
    { id: "", of: "b" },
    { id: "", of: "c" },
    { id: "", of: "b" },
    { id: "2", of: "b" },
    { id: "", of: "d" },
  ];
  const fetch = (page: number) => of(list.slice(page * 2 - 2, page * 2));
  const pages = numberedPages(fetch, ({ id }) => id, 2);
  const all = await lastValueFrom(new Pager(pages).pipe(toArray()));
  assertEquals(all, list);
});

Deno.test("numberedPages() fails where a page of items without an id comes again and again", async () => {
  let asked = 0;
  const fetch = () => {
    asked += 1;
    return of([{ id: "" }, { id: "" }]);
  };
  await assertRejects(
    () => idsOf(new Pager(numberedPages(fetch, ({ id }) => id, 2))),
    StalledPager,
    "repeats itself",
  );
  assertEquals(asked, 4);
});
