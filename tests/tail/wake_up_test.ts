import { assert, assertEquals } from "@std/assert";
import { type AnyMessage, Client, type TailOptions } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { jumpingClock } from "../support/jumping_clock.ts";
import { FakeSource } from "../support/live_source.ts";
import { world } from "../support/world.ts";

/** A tail on a device that sleeps, and what is written meanwhile. */
function device() {
  const { clock, simulator } = world();
  const scheduler = jumpingClock(clock);
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, scheduler });
  const group = simulator.addGroup({ history: 3 });
  const via = new FakeSource(simulator);
  const seen: (string | undefined)[] = [];
  const start = (isAll: boolean, options: TailOptions) => {
    const tail: Observable<AnyMessage> = isAll
      ? client.tail(options)
      : client.groups.messages(group.id).tail(options);
    return tail.subscribe(({ text }) => seen.push(text));
  };
  return { clock, scheduler, simulator, group, via, seen, start };
}

for (const isAll of [false, true]) {
  const what = isAll ? "Client.tail()" : "Messages.tail()";

  Deno.test(`${what} polls within a minute after the device slept, with push and without`, async () => {
    for (const isPushed of [false, true]) {
      const { clock, scheduler, simulator, group, via, seen, start } = device();
      const running = start(isAll, {
        maxInterval: 3_600_000,
        ...(isPushed && { via }),
      });
      await clock.advance(7_500_000);
      // What is pushed to a device that sleeps is lost, and nothing tells.
      via.isMute = true;
      const asleep = scheduler.sleep(600_000);
      simulator.inject(group, { text: "asleep" });
      await asleep;
      assertEquals(seen, []);
      await clock.advance(60_000);
      running.unsubscribe();
      assertEquals(seen, ["asleep"]);
    }
  });

  Deno.test(`${what} does not take ticks for a wake-up`, async () => {
    const { clock, simulator, via, start } = device();
    const running = start(isAll, { via });
    await clock.advance(60_000);
    simulator.resetRequests();
    await clock.advance(3_600_000);
    running.unsubscribe();
    const polls = simulator.requests.length / (isAll ? 2 : 1);
    assert(polls <= 5, `${polls} polls in an hour`);
  });
}

Deno.test("Messages.tail() polls within a minute after a sleep in which the clock was set back", async () => {
  const { clock, scheduler, simulator, group, via, seen, start } = device();
  const running = start(false, { via });
  await clock.advance(7_500_000);
  via.isMute = true;
  const asleep = scheduler.sleep(600_000);
  simulator.inject(group, { text: "asleep" });
  scheduler.set(-3_600_000);
  await asleep;
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(seen, ["asleep"]);
});
