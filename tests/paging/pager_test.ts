import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { Pager } from "@rxgroupme/client";
import {
  concatMap,
  count,
  defer,
  delay,
  EMPTY,
  finalize,
  firstValueFrom,
  from,
  lastValueFrom,
  map,
  NEVER,
  type Observable,
  of,
  take,
  tap,
  throwError,
  timer,
  toArray,
} from "rxjs";
import { marbles } from "../support/marbles.ts";
import { watch } from "../support/watch.ts";

type Page = readonly string[];

/** A listing of such pages, which notes what is asked for and held. */
function listing(
  pages: readonly Page[],
  fetch: (page: Page | undefined) => Observable<Page | undefined> = of,
) {
  const notes = { opened: 0, asked: 0, left: 0 };
  const open = () => {
    notes.opened += 1;
    let at = 0;
    const next = () =>
      defer(() => {
        notes.asked += 1;
        return fetch(pages[at++]);
      }).pipe(finalize(() => notes.left += 1));
    return { next };
  };
  const pager = (prefetch?: 0 | 1) => new Pager<string>(open, { prefetch });
  return { notes, pager };
}

const ABC: readonly Page[] = [["a1", "a2"], ["b1", "b2"], ["c1"]];
const ALL = ABC.flat();

Deno.test("Pager is cold: each subscription is a run of its own", async () => {
  const { notes, pager } = listing(ABC);
  const items = pager();
  assertEquals(notes, { opened: 0, asked: 0, left: 0 });
  assertEquals(await lastValueFrom(items.pipe(toArray())), ALL);
  assertEquals(await lastValueFrom(items.pipe(toArray())), ALL);
  assertEquals(notes, { opened: 2, asked: 8, left: 8 });
});

Deno.test("Pager flows: a page is asked for when the last one was delivered", () => {
  marbles(({ cold, expectObservable }) => {
    const { pager } = listing(
      ABC,
      (page) => cold("10ms (p|)", { p: page }),
    );
    const letters = pager().pipe(map((item) => item[0]));
    expectObservable(letters).toBe("10ms (aa) 6ms (bb) 6ms c 9ms |");
  });
});

for (const [n, asked] of [[0, 0], [1, 1], [2, 1], [3, 2], [4, 2], [5, 3]]) {
  Deno.test(`Pager asks for ${asked} pages for a take(${n}) of pages of 2`, async () => {
    const { notes, pager } = listing(ABC);
    const items = await lastValueFrom(pager().pipe(take(n ?? 0), toArray()));
    assertEquals(items, ALL.slice(0, n));
    assertEquals(notes.asked, asked);
  });
}

for (const prefetch of [0, 1] as const) {
  Deno.test(`Pager reads 50,000 pages that are at hand, prefetch ${prefetch}`, async () => {
    const pages = Array.from({ length: 50_000 }, (_, n) => [`${n}`]);
    const { pager } = listing(pages);
    const items = pager(prefetch);
    assertEquals(await lastValueFrom(items.pipe(count())), 50_000);
    const worked = items.concatMap((item) => of(item));
    assertEquals(await lastValueFrom(worked.pipe(count())), 50_000);
    assertEquals(await lastValueFrom(items.pages().pipe(count())), 50_000);
  });

  Deno.test(`Pager gives the same in each of its ways, prefetch ${prefetch}`, async () => {
    const { pager } = listing([["a1"], [], ["b1", "b2"], [], ["c1"]]);
    const items = pager(prefetch);
    const expected = ["a1", "b1", "b2", "c1"];
    assertEquals(await lastValueFrom(items.pipe(toArray())), expected);
    const pages = await lastValueFrom(items.pages().pipe(toArray()));
    assertEquals(pages, [["a1"], ["b1", "b2"], ["c1"]]);
    const worked = items.concatMap((item) => of(item).pipe(delay(0)));
    assertEquals(await lastValueFrom(worked.pipe(toArray())), expected);
    assertEquals(await Array.fromAsync(items), expected);
  });

  Deno.test(`Pager of nothing completes, prefetch ${prefetch}`, async () => {
    const { pager, notes } = listing([]);
    const items = pager(prefetch);
    assertEquals(await lastValueFrom(items.pipe(toArray())), []);
    assertEquals(await Array.fromAsync(items), []);
    assertEquals(await lastValueFrom(items.pages().pipe(toArray())), []);
    assertEquals(notes.asked, 3);
  });

  Deno.test(`Pager leaves its request when it is left, prefetch ${prefetch}`, () => {
    const { notes, pager } = listing(ABC, () => NEVER);
    for (const it of [pager(prefetch), pager(prefetch).concatMap(of)]) {
      const watched = watch<string>(it);
      watched.subscription.unsubscribe();
    }
    assertEquals(notes, { opened: 2, asked: 2, left: 2 });
  });

  for (
    const [name, open] of Object.entries<() => { next: () => never }>({
      "its opening": () => {
        throw new RangeError("no");
      },
      "asking for a page": () => ({
        next: () => {
          throw new RangeError("no");
        },
      }),
    })
  ) {
    Deno.test(`Pager errors with what ${name} throws, prefetch ${prefetch}`, async () => {
      const items = new Pager<string>(open, { prefetch });
      const ways = [
        () => lastValueFrom(items),
        () => lastValueFrom(items.concatMap((item) => of(item))),
        () => Array.fromAsync(items),
      ];
      for (const way of ways) await assertRejects(way, RangeError, "no");
    });
  }
}

Deno.test("Pager errors once, after what came before", async () => {
  const cut = new Error("cut");
  const { notes, pager } = listing(
    ABC,
    (page) => page === ABC[1] ? throwError(() => cut) : of(page),
  );
  using watched = watch(pager());
  assertEquals(watched.values, ["a1", "a2"]);
  assertStrictEquals(watched.error, cut);
  assertEquals(notes, { opened: 1, asked: 2, left: 2 });
  await assertRejects(() => Array.fromAsync(pager()), Error, "cut");
});

Deno.test("Pager errors with what asking for a later page throws", async () => {
  let asked = 0;
  const pager = new Pager<string>(() => ({
    next: () => {
      if (asked++ > 0) throw new RangeError("no");
      return of(["a1"]).pipe(delay(0));
    },
  }));
  await assertRejects(() => lastValueFrom(pager), RangeError, "no");
});

Deno.test("Pager read by for await meets the failure of a page ahead in its turn", async () => {
  const { pager } = listing(
    ABC,
    (page) => page === ABC[1] ? throwError(() => new Error("cut")) : of(page),
  );
  const items = pager(1)[Symbol.asyncIterator]();
  assertEquals((await items.next()).value, "a1");
  // Until then it is nobody's, and must not count as unhandled.
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals((await items.next()).value, "a2");
  await assertRejects(() => items.next(), Error, "cut");
});

Deno.test("Pager.concatMap() asks for no page before all work on one is done", () => {
  marbles(({ cold, expectObservable, flush }) => {
    const moments: number[] = [];
    const { pager } = listing(
      ABC,
      (page) => {
        moments.push(Date.now());
        return cold("10ms (p|)", { p: page });
      },
    );
    const work = pager().concatMap((item) =>
      timer(100).pipe(map(() => item[0]))
    );
    expectObservable(work).toBe("110ms a 99ms a 109ms b 99ms b 109ms c 9ms |");
    flush();
    assertEquals(moments.length, 4);
  });
});

Deno.test("Pager.concatMap() asks one page ahead with prefetch, and holds two at most", () => {
  marbles(({ cold, scheduler, flush }) => {
    const pages = Array.from({ length: 6 }, (_, n) => [`${n}`]);
    let held = 0;
    let most = 0;
    const asked: number[] = [];
    const { pager } = listing(pages, (page) => {
      asked.push(scheduler.now());
      return cold("10ms (p|)", { p: page }).pipe(
        tap((page) => page && (most = Math.max(most, ++held))),
      );
    });
    const work = pager(1).concatMap((item) =>
      timer(100).pipe(map(() => item), finalize(() => held -= 1))
    );
    using watched = watch(work);
    flush();
    assertEquals(watched.values.length, 6);
    assertEquals(most, 2);
    // Each while the work on the page before goes on.
    assertEquals(asked, [0, 10, 110, 210, 310, 410, 510]);
  });
});

Deno.test("Pager with prefetch asks before the work on a page, be it all at once", () => {
  const order: string[] = [];
  const { pager } = listing(ABC, (page) => {
    order.push(page ? `ask ${page[0]}` : "ask the end");
    return of(page);
  });
  const worked = pager(1).pages().pipe(tap(([item]) => order.push(`${item}`)));
  using _watched = watch(worked);
  assertEquals(order, [
    "ask a1",
    "ask b1",
    "a1",
    "ask c1",
    "b1",
    "ask the end",
    "c1",
  ]);
});

Deno.test("Pager.concatMap() begins no work for who has left", () => {
  const begun: string[] = [];
  const { notes, pager } = listing(ABC);
  const work = pager().concatMap((item) => {
    begun.push(item);
    return of(item);
  });
  using watched = watch(work.pipe(take(1)));
  assertEquals(watched.values, ["a1"]);
  assertEquals(begun, ["a1"]);
  assertEquals(notes.asked, 1);
});

Deno.test("Pager.concatMap() leaves its work when it is left", () => {
  let left = 0;
  const { pager } = listing(ABC);
  const watched = watch(
    pager().concatMap(() => NEVER.pipe(finalize(() => left += 1))),
  );
  watched.subscription.unsubscribe();
  assertEquals(left, 1);
});

Deno.test("Pager.concatMap() takes work of any kind, and passes on all it gives", async () => {
  const { pager } = listing(ABC);
  const kinds = [
    (item: string) => Promise.resolve(item),
    (item: string) => [item, item],
    (item: string) => of(item, item, item),
    () => EMPTY,
  ];
  const counts = [];
  for (const kind of kinds) {
    const work = pager().concatMap((item): Observable<string> =>
      from(kind(item))
    );
    counts.push(await lastValueFrom(work.pipe(count())));
  }
  assertEquals(counts, [5, 10, 15, 0]);
});

Deno.test("Pager.concatMap() errors with what its work fails with, and asks for nothing more", async () => {
  for (
    const work of [
      () => throwError(() => new Error("disk full")),
      () => {
        throw new Error("disk full");
      },
    ]
  ) {
    const { notes, pager } = listing(ABC);
    await assertRejects(
      () => lastValueFrom(pager().concatMap(work)),
      Error,
      "disk full",
    );
    assertEquals(notes.asked, 1);
  }
});

Deno.test("Pager goes through RxJS operators as any Observable", async () => {
  const { pager } = listing(ABC);
  const joined = pager().pipe(concatMap((item) => of(item)), toArray());
  assertEquals(await lastValueFrom(joined), ALL);
  assertEquals(await firstValueFrom(pager()), "a1");
});

Deno.test("Pager read by for await asks for a page when its first item is wanted", async () => {
  const { notes, pager } = listing(ABC);
  const asked: [string, number][] = [];
  for await (const item of pager()) asked.push([item, notes.asked]);
  assertEquals(asked, [["a1", 1], ["a2", 1], ["b1", 2], ["b2", 2], ["c1", 3]]);
  assertEquals(notes, { opened: 1, asked: 4, left: 4 });
});

for (const prefetch of [0, 1] as const) {
  Deno.test(`Pager read by for await aborts on break, prefetch ${prefetch}`, async () => {
    const { notes, pager } = listing(
      ABC,
      (page) => page === ABC[1] ? NEVER : of(page),
    );
    for await (const item of pager(prefetch)) if (item === "a1") break;
    assertEquals(notes, { opened: 1, asked: 1 + prefetch, left: 1 + prefetch });
  });

  Deno.test(`Pager read by for await aborts on a throw in the loop, prefetch ${prefetch}`, async () => {
    const { notes, pager } = listing(
      ABC,
      (page) => page === ABC[1] ? NEVER : of(page),
    );
    await assertRejects(async () => {
      for await (const item of pager(prefetch)) throw new Error(item);
    });
    assertEquals(notes.asked, notes.left);
  });
}

Deno.test("Pager's iterator aborts when it is returned from while a page is awaited", async () => {
  const { notes, pager } = listing(ABC, () => NEVER);
  const items = pager()[Symbol.asyncIterator]();
  const pending = items.next();
  assertEquals(notes, { opened: 1, asked: 1, left: 0 });
  const end = { value: undefined, done: true } as const;
  assertEquals(await items.return?.(), end);
  assertEquals(await pending, end);
  assertEquals(await items.next(), end);
  assertEquals(notes, { opened: 1, asked: 1, left: 1 });
});

Deno.test("Pager's iterator opens nothing before it is asked", async () => {
  const { notes, pager } = listing(ABC);
  const items = pager()[Symbol.asyncIterator]();
  assertEquals(notes.opened, 0);
  await items.return?.();
  assertEquals(await items.next(), { value: undefined, done: true });
  assertEquals(notes, { opened: 0, asked: 0, left: 0 });
});

Deno.test("Pager's iterator answers in order to who asks in advance", async () => {
  const { pager } = listing(ABC);
  const items = pager()[Symbol.asyncIterator]();
  const asked = Array.from({ length: 6 }, () => items.next());
  const values = (await Promise.all(asked)).map(({ value }) => value);
  assertEquals(values, [...ALL, undefined]);
});

Deno.test("Pager's iterator is prepared for await using and for others to take over", async () => {
  const { pager } = listing(ABC);
  const items = pager()[Symbol.asyncIterator]();
  assertEquals((await items.next()).value, "a1");
  const rest: string[] = [];
  for await (const item of items) rest.push(item);
  assertEquals(rest, ALL.slice(1));
});
