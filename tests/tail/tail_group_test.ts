import { assertEquals, assertThrows } from "@std/assert";
import { commit, Session, tailGroup } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { world } from "../support/world.ts";

/** A simulated group, and a session without a client. */
function plain() {
  const { clock, simulator } = world();
  const { token, fetch } = simulator;
  const group = simulator.addGroup({ history: 30 });
  const session = new Session({ token, fetch, scheduler: clock });
  return { clock, simulator, group, session };
}

Deno.test("tailGroup() delivers what is written, as GroupMe gives it", async () => {
  const { clock, simulator, group, session } = plain();
  const seen: unknown[] = [];
  const running = tailGroup(session, group.id).subscribe((it) => seen.push(it));
  await clock.advance(5_000);
  const sent = Array.from({ length: 130 }, () => simulator.inject(group));
  await clock.advance(30_000);
  running.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
  assertEquals(
    seen,
    sent.map((data) => ({
      id: data.id,
      createdAt: new Date(data.created_at * 1_000),
      data,
    })),
  );
});

Deno.test("tailGroup() goes on after its cursor", async () => {
  const { clock, simulator, group, session } = plain();
  const cursor = memoryCursor();
  const seen: string[] = [];
  const start = () =>
    tailGroup(session, group.id, { cursor }).pipe(commit(cursor))
      .subscribe(({ id }) => seen.push(id));
  const first = start();
  await clock.advance(5_000);
  const sent = [simulator.inject(group).id];
  await clock.advance(5_000);
  first.unsubscribe();
  sent.push(simulator.inject(group).id);
  const second = start();
  await clock.advance(5_000);
  second.unsubscribe();
  assertEquals(seen, sent);
});

Deno.test("tailGroup() refuses wrong arguments before any request", () => {
  const { session, simulator } = plain();
  assertThrows(() => tailGroup(session, ""), TypeError);
  assertThrows(() => tailGroup(session, "1", { since: "x" }), TypeError);
  assertThrows(() => tailGroup(session, "1", { interval: 0 }), RangeError);
  assertEquals(simulator.requests, []);
});
