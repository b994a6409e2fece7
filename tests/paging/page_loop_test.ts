import { assertEquals, assertRejects } from "@std/assert";
import {
  NEVER,
  Observable,
  of,
  Subject,
  switchMap,
  takeUntil,
  throwError,
} from "rxjs";
import {
  drainPages,
  iterate,
  type NextPage,
} from "../../lib/paging/page_loop.ts";
import { marbles } from "../support/marbles.ts";
import { watch } from "../support/watch.ts";

/** A run over scripted pages, which then end. */
function script(...pages: Observable<readonly string[] | undefined>[]) {
  let asked = 0;
  const next: NextPage<string> = () => pages[asked++] ?? of(undefined);
  return { open: () => ({ next }), asked: () => asked };
}

Deno.test("pump() asks for no page before the work on the last one is done", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const [one, two] = [
      cold("2ms (p|)", { p: ["a"] }),
      cold("2ms (p|)", { p: ["b"] }),
    ];
    const end = cold<undefined>("(e|)", { e: undefined });
    const { open } = script(one, two, end);
    const work = (page: readonly string[]) =>
      cold("5ms (w|)", { w: page[0] ?? "" });
    expectObservable(drainPages(open, 0, work)).toBe("7ms w 6ms (x|)", {
      w: "a",
      x: "b",
    });
    expectSubscriptions(one.subscriptions).toBe("^ 1ms !");
    expectSubscriptions(two.subscriptions).toBe("7ms ^ 1ms !");
    expectSubscriptions(end.subscriptions).toBe("14ms (^!)");
  });
});

Deno.test("pump() that prefetches asks for one page during the work, and for no second", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const pages = ["a", "b", "c"].map((p) => cold("2ms (p|)", { p: [p] }));
    const { open } = script(...pages);
    const work = (page: readonly string[]) =>
      cold("9ms (w|)", { w: page[0] ?? "" });
    expectObservable(drainPages(open, 1, work)).toBe("11ms a 8ms b 8ms (c|)");
    expectSubscriptions(pages[1]?.subscriptions ?? []).toBe("--^ 1ms !");
    expectSubscriptions(pages[2]?.subscriptions ?? []).toBe("11ms ^ 1ms !");
  });
});

Deno.test("pump() completes for no pages, waits for ever, and passes errors on", () => {
  marbles(({ expectObservable }) => {
    expectObservable(drainPages(script().open, 0, (page) => page)).toBe("|");
    expectObservable(drainPages(script(NEVER).open, 0, (page) => page)).toBe(
      "",
    );
    const broken = script(of(["a"]), throwError(() => "no"));
    expectObservable(drainPages(broken.open, 0, (page) => page)).toBe(
      "(a#)",
      undefined,
      "no",
    );
    const working = script(of(["a"]));
    const work = () => throwError(() => "no");
    expectObservable(drainPages(working.open, 0, work)).toBe(
      "#",
      undefined,
      "no",
    );
  });
});

Deno.test("pump() begins no work on a page when the one ahead has failed at once", () => {
  const begun: string[] = [];
  const { open } = script(of(["a"]), throwError(() => "no"));
  const work = ([item = ""]: readonly string[]) => {
    begun.push(item);
    return NEVER;
  };
  using watched = watch(drainPages(open, 1, work));
  assertEquals([watched.error, begun], ["no", []]);
});

Deno.test("pump() leaves the page and what goes on beside it when it is left", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const slow = cold("1m (p|)", { p: ["a"] });
    const background = cold<never>("");
    const open = () => ({ next: () => slow, background });
    expectObservable(drainPages(open, 0, (page) => page), "^ 4s !").toBe("");
    expectSubscriptions(slow.subscriptions).toBe("^ 4s !");
    expectSubscriptions(background.subscriptions).toBe("^ 4s !");
  });
});

Deno.test("iterate() asks for a page when its first item is asked for", async () => {
  const { open, asked } = script(of(["a", "b"]), of(["c"]));
  const items = iterate(open, 0);
  assertEquals(asked(), 0);
  for (const [value, count] of [["a", 1], ["b", 1], ["c", 2]] as const) {
    assertEquals(await items.next(), { value, done: false });
    assertEquals(asked(), count);
  }
  assertEquals(await items.next(), { value: undefined, done: true });
  assertEquals(asked(), 3);
});

Deno.test("iterate() that prefetches is one page ahead, and no further", async () => {
  const { open, asked } = script(of(["a", "b"]), of(["c"]), of(["d"]));
  const items = iterate(open, 1);
  await items.next();
  assertEquals(asked(), 2);
  await items.next();
  assertEquals(asked(), 2);
  await items.next();
  assertEquals(asked(), 3);
  await items.return?.();
});

Deno.test("iterate() rejects with what a page failed with, when its turn comes", async () => {
  for (const prefetch of [0, 1]) {
    const broken = throwError(() => new Error("no page"));
    const items = iterate(script(of(["a"]), broken).open, prefetch);
    assertEquals(await items.next(), { value: "a", done: false });
    await assertRejects(() => items.next(), Error, "no page");
    assertEquals(await items.next(), { value: undefined, done: true });
  }
});

Deno.test("iterate() drops its request, and what goes on beside, when it is returned from", async () => {
  const page = new Subject<readonly string[]>();
  const background = new Subject<never>();
  const items = iterate(() => ({ next: () => page, background }), 0);
  const pending = items.next();
  assertEquals([page.observed, background.observed], [true, true]);
  await items.return?.();
  assertEquals(await pending, { value: undefined, done: true });
  assertEquals([page.observed, background.observed], [false, false]);
});

Deno.test("iterate() drops the page ahead when a loop is left", async () => {
  const ahead = new Subject<readonly string[]>();
  const { open } = script(of(["a", "b"]), ahead);
  for await (const item of iterate(open, 1)) {
    assertEquals(item, "a");
    assertEquals(ahead.observed, true);
    break;
  }
  assertEquals(ahead.observed, false);
});

Deno.test("drainPages() leaves nothing beside it for who has left before it begins", () => {
  let running = 0;
  const background = new Observable<never>(() => {
    running += 1;
    return () => running -= 1;
  });
  const open = () => ({ next: () => NEVER, background });
  const stop = new Subject<void>();
  of(1).pipe(
    switchMap(() => {
      stop.next();
      return drainPages(open, 0, (page) => page);
    }),
    takeUntil(stop),
  ).subscribe();
  assertEquals(running, 0);
});
