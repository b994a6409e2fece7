import { assertEquals, assertThrows } from "@std/assert";
import {
  concat,
  EMPTY,
  filter,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  NEVER,
  type Observable,
  of,
  Subject,
  take,
  throwError,
  toArray,
} from "rxjs";
import { type RunHelpers, TestScheduler } from "rxjs/testing";
import { Pager } from "@rxgroupme/client";
import { each } from "../../lib/operators/each.ts";

function marbles(test: (helpers: RunHelpers) => void): void {
  new TestScheduler(assertEquals).run(test);
}

Deno.test("each() applies its command in order, one at a time", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const work: Record<string, ReturnType<typeof cold>> = {
      a: cold("----(a|)"),
      b: cold("--(b|)"),
      c: cold("-(c|)"),
    };
    const things = cold("-abc|");
    expectObservable(things.pipe(each((it) => work[it]!)))
      .toBe("-----a-b(c|)");
    expectSubscriptions(work.a!.subscriptions).toBe("-^---!");
    expectSubscriptions(work.b!.subscriptions).toBe("-----^-!");
    expectSubscriptions(work.c!.subscriptions).toBe("-------^!");
  });
});

Deno.test("each() runs as many commands as it is told", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const work: Record<string, ReturnType<typeof cold>> = {
      a: cold("------(a|)"),
      b: cold("--(b|)"),
      c: cold("-(c|)"),
    };
    const things = cold("(abc|)");
    expectObservable(things.pipe(each((it) => work[it]!, { concurrency: 2 })))
      .toBe("--bc--(a|)");
    expectSubscriptions(work.a!.subscriptions).toBe("^-----!");
    expectSubscriptions(work.b!.subscriptions).toBe("^-!");
    expectSubscriptions(work.c!.subscriptions).toBe("--^!");
  });
});

Deno.test("each() emits nothing for no things, and waits for those to come", () => {
  marbles(({ expectObservable }) => {
    const command = () => of("x");
    expectObservable(EMPTY.pipe(each(command))).toBe("|");
    expectObservable(NEVER.pipe(each(command))).toBe("-");
    expectObservable(throwError(() => "no").pipe(each(command)))
      .toBe("#", undefined, "no");
  });
});

Deno.test("each() stops at the first failure unless told otherwise", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const things = cold("ab-c|");
    const command = (it: string): Observable<string> =>
      it === "b" ? throwError(() => "no") : of(it);
    expectObservable(things.pipe(each(command))).toBe("a#", undefined, "no");
    expectSubscriptions(things.subscriptions).toBe("^!");
  });
});

Deno.test("each() takes a command that throws for one that fails", () => {
  marbles(({ cold, expectObservable }) => {
    const command = (it: string): Observable<string> => {
      if (it === "b") throw "no";
      return of(it);
    };
    expectObservable(cold("abc|").pipe(each(command)))
      .toBe("a#", undefined, "no");
    expectObservable(cold("abc|").pipe(each(command, { onError: "continue" })))
      .toBe("a-c|");
  });
});

Deno.test("each() goes on with the next thing when told to", () => {
  marbles(({ cold, expectObservable }) => {
    const command = (it: string): Observable<string> =>
      it === "b" ? cold("-b#", undefined, "no") : cold(`-(${it}|)`);
    expectObservable(
      cold("(abc|)").pipe(each(command, { onError: "continue" })),
    ).toBe("-ab-(c|)");
  });
});

Deno.test("each() tells a function of a failure, and emits what it gives", () => {
  marbles(({ cold, expectObservable, flush }) => {
    const told: unknown[] = [];
    const command = (it: string): Observable<string> =>
      it === "c" ? of(it) : throwError(() => `no ${it}`);
    const onError = (error: unknown, thing: string) => {
      told.push([error, thing]);
      return thing === "a" ? cold("-x|") : undefined;
    };
    expectObservable(cold("(abc|)").pipe(each(command, { onError })))
      .toBe("-x(c|)");
    flush();
    assertEquals(told, [["no a", "a"], ["no b", "b"]]);
  });
});

Deno.test("each() fails with what its function throws", () => {
  marbles(({ cold, expectObservable }) => {
    const onError = () => {
      throw "worse";
    };
    const command = () => throwError(() => "no");
    expectObservable(cold("ab|").pipe(each(command, { onError })))
      .toBe("#", undefined, "worse");
  });
});

Deno.test("each() stops what is running when unsubscribed from", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const [things, slow] = [cold("ab--"), cold("---(x|)")];
    const applied = things.pipe(each(() => slow, { concurrency: 2 }));
    expectObservable(applied, "^-!").toBe("");
    expectSubscriptions(things.subscriptions).toBe("^-!");
    expectSubscriptions(slow.subscriptions).toBe(["^-!", "-^!"]);
  });
});

Deno.test("each() needs a concurrency of 1 or more", () => {
  for (const concurrency of [0, -1, NaN]) {
    assertThrows(
      () => each(() => EMPTY, { concurrency }),
      RangeError,
      "concurrency",
    );
  }
});

/** A listing of three pages that logs when each is requested. */
function listing(log: string[]): Pager<number> {
  return new Pager(() => {
    let page = 0;
    return {
      next: () => {
        log.push(`page ${++page}`);
        return of(page > 3 ? undefined : [page * 10, page * 10 + 1]);
      },
    };
  });
}

Deno.test("each() behind a pager lists no page before the work on the last one is done", () => {
  const log: string[] = [];
  const work = (it: number) => {
    log.push(`work ${it}`);
    return of(it);
  };
  listing(log).pipe(each(work)).subscribe();
  assertEquals(log, [
    ...["page 1", "work 10", "work 11"],
    ...["page 2", "work 20", "work 21"],
    ...["page 3", "work 30", "work 31"],
    "page 4",
  ]);
  const stuck: string[] = [];
  listing(stuck).pipe(each(() => concat(of(1), NEVER))).subscribe()
    .unsubscribe();
  assertEquals(stuck, ["page 1"]);
});

const between: Record<string, readonly MonoTypeOperatorFunction<number>[]> = {
  "a filter": [filter((it) => it % 10 === 0)],
  "a map and a take": [map((it) => it), take(100)],
  "another each()": [each((it: number) => of(it))],
  "a stream made of it": [(source) => merge(source, NEVER)],
};

for (const [what, operators] of Object.entries(between)) {
  Deno.test(`each() sets the pace of a pager that ${what} stands behind`, () => {
    const log: string[] = [];
    const done = new Subject<void>();
    const work = (it: number) => {
      log.push(`work ${it}`);
      return done.pipe(take(1));
    };
    const numbers = operators.reduce(
      (source, operator) => source.pipe(operator),
      listing(log) as Observable<number>,
    );
    const running = numbers.pipe(each(work)).subscribe();
    assertEquals(log, ["page 1", "work 10"]);
    while (!log.includes("page 2")) done.next();
    assertEquals(log.slice(-2), ["page 2", "work 20"]);
    running.unsubscribe();
  });
}

Deno.test("each() sets the pace for all operators after a pager, the slowest counts", () => {
  const log: string[] = [];
  const done = new Subject<void>();
  const slow = () => done.pipe(take(1));
  listing(log).pipe(each((it) => of(it)), each(slow), each(() => of(1)))
    .subscribe();
  assertEquals(log, ["page 1"]);
  done.next();
  assertEquals(log, ["page 1"]);
  done.next();
  assertEquals(log, ["page 1", "page 2"]);
});

Deno.test("each() with a concurrency requests the next page while fewer are left", () => {
  const log: string[] = [];
  const done = new Subject<void>();
  const slow = () => done.pipe(take(1));
  listing(log).pipe(each(slow, { concurrency: 3 })).subscribe();
  assertEquals(log, ["page 1", "page 2"]);
});

Deno.test("each() sets the pace of whole pages", () => {
  const log: string[] = [];
  listing(log).pages().pipe(each(() => NEVER)).subscribe();
  assertEquals(log, ["page 1"]);
});

Deno.test("each() sets no pace for a pager in one of its commands, nor in what follows", () => {
  const log: string[] = [];
  const inner = () => listing(log).pipe(toArray());
  const seen: unknown[] = [];
  of(1).pipe(each(inner), each(inner), mergeMap(inner))
    .subscribe((all) => seen.push(all));
  const pages = ["page 1", "page 2", "page 3", "page 4"];
  assertEquals(log, [...pages, ...pages, ...pages]);
  assertEquals(seen, [[10, 11, 20, 21, 30, 31]]);
});

Deno.test("each() behind a pager handles failures as anywhere", () => {
  const seen: number[] = [];
  const work = (it: number) => it === 20 ? throwError(() => "no") : of(it);
  listing([]).pipe(each(work, { onError: "continue" }))
    .subscribe((it) => seen.push(it));
  assertEquals(seen, [10, 11, 21, 30, 31]);
});

Deno.test("each() refuses an onError that it does not know where it is given", () => {
  const onError = "ignore" as "continue";
  assertThrows(
    () => each(() => EMPTY, { onError }),
    TypeError,
    "Cannot use 'onError': it must be a function, got \"ignore\"",
  );
});
