import { assertEquals } from "@std/assert";
import { type AnyMessage, Client } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { concat, type Observable, switchMap } from "rxjs";
import { oddPages } from "../support/odd_pages.ts";
import { seedOf } from "../support/mutate.ts";

const step = fc.record({
  pause: fc.integer({ min: 0, max: 20_000 }),
  size: fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.integer({ min: 15, max: 130 }),
  ),
  visibleAfter: fc.constantFrom(0, 0, 1_500, 4_900),
  outage: fc.constantFrom(0, 0, 0, 30_000),
  // The newest message gets such an id on the wire, with two digits more.
  odd: fc.constantFrom(
    undefined,
    undefined,
    undefined,
    "",
    "17541388661234",
    "91754138866123456",
    "9999999999000000",
    "1000000000000000",
  ),
  isDeleted: fc.constantFrom(false, false, false, true),
});

/** How to tail, and what of the history is delivered with it. */
const starts = ["now", "beginning", "page", "id", "all"] as const;

Deno.test("Tail delivers each message once through 500 random schedules of page caps, short pages, odd ids and deleted messages", async () => {
  const seed = seedOf("pages", 10_428);
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...starts),
      fc.constantFrom(2, 7, 20, 50, 100, 200),
      fc.constantFrom(0, 0.1, 0.5),
      fc.constantFrom("known", "empty", "refused"),
      fc.constantFrom(0, 0.05),
      async (random, steps, start, pageCap, shortPages, gone, empty) => {
        const scheduler = new VirtualClock();
        const simulator = new GroupMeSimulator({
          seed: random,
          scheduler,
          pageCap,
          shortPages,
        });
        const history = start === "beginning" ? 60 : 30;
        const group = simulator.addGroup({ history });
        const { fetch, spoil, remove } = oddPages(simulator, {
          seed: random,
          gone,
          empty,
        });
        const { token } = simulator;
        const client = new Client({ token, fetch, scheduler });
        const messages = client.groups.messages(group.id);
        await scheduler.advance(60_000);
        const tails: {
          [start in typeof starts[number]]: () => Observable<AnyMessage>;
        } = {
          now: () => messages.tail(),
          beginning: () => messages.tail({ since: "beginning" }),
          page: () =>
            messages.list({ limit: 20 }).pipe(
              switchMap((page) =>
                concat(page.toReversed(), messages.tail({ since: page }))
              ),
            ),
          id: () =>
            messages.list({ limit: 20 }).pipe(
              switchMap((page) =>
                concat(
                  page.toReversed(),
                  messages.tail({ since: page[0]?.id ?? "beginning" }),
                )
              ),
            ),
          all: () => client.tail(),
        };
        const seen: { id: string; text: string }[] = [];
        const errors: unknown[] = [];
        const running = tails[start]().subscribe({
          next: ({ id, text = "" }) => seen.push({ id, text }),
          error: (error) => errors.push(error),
        });
        await scheduler.advance(60_000);
        const shown = seen.length;
        const sent: string[] = [];
        const late = new Set<string>();
        let number = 0;
        let odds = 0;
        for (
          const { pause, size, visibleAfter, outage, odd, isDeleted } of steps
        ) {
          await scheduler.advance(pause);
          if (outage) simulator.outage(outage);
          let last = "";
          for (let i = 0; i < size; i++) {
            const text = `m${number++}`;
            const options = i ? { text } : { text, visibleAfter };
            last = simulator.inject(group, options).id;
            sent.push(text);
            if (!i && visibleAfter) late.add(text);
          }
          if (odd !== undefined && size > 1) {
            spoil(last, `${odd}${10 + odds++}`);
            late.add(`m${number - 1}`);
          }
          if (isDeleted) {
            // Seen by then: what is gone before that may be missed.
            await scheduler.advance(300_000);
            const { id } = simulator.inject(group, { text: "gone" });
            await scheduler.advance(60_000);
            remove(group, id);
          }
        }
        await scheduler.advance(900_000);
        running.unsubscribe();
        await scheduler.settle();
        assertEquals(errors, []);
        assertEquals(scheduler.pending, 0, "leaves no timer");
        assertEquals(simulator.open, 0, "leaves no request");
        const got = seen.slice(shown).map(({ text }) => text)
          .filter((text) => /^m\d+$/.test(text));
        assertEquals(got.toSorted(), sent.toSorted());
        const timely = got.filter((text) => !late.has(text));
        assertEquals(
          timely,
          sent.filter((text) => !late.has(text)),
          "oldest first",
        );
        const before = start === "beginning" ? 60 : 0;
        if (before) assertEquals(shown, before);
      },
    ),
    { numRuns: Number(Deno.env.get("RUNS") ?? 500), seed, endOnFailure: true },
  );
});
