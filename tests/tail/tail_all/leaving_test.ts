import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { lastValueFrom, switchMap } from "rxjs";
import { world } from "../../support/world.ts";

/** A tail of all, in two groups that somebody else owns. */
function member(isPushed: boolean) {
  const here = world();
  const { simulator, client, clock } = here;
  const owner = simulator.addUser({ name: "Teo" });
  const [left, kept] = [1, 2].map(() =>
    simulator.addGroup({ owner, members: [simulator.me], history: 5 })
  );
  assert(left && kept);
  const seen: (string | null | undefined)[] = [];
  const errors: unknown[] = [];
  const via = isPushed ? push(client) : undefined;
  const running = client.tail({ via }).subscribe({
    next: ({ text }) => seen.push(text),
    error: (error) => errors.push(error),
  });
  const owners = new Client({
    token: owner.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const polls = () =>
    simulator.requests.filter(({ path }) => path.includes(left.id)).length;
  const stop = async () => {
    running.unsubscribe();
    await clock.settle();
    assertEquals(clock.pending, 0);
    assertEquals(simulator.open, 0);
  };
  return { ...here, owner, owners, left, kept, seen, errors, polls, stop };
}

for (const isPushed of [false, true]) {
  Deno.test(`Client.tail() ${isPushed ? "via push " : ""}lets go of a group that one leaves, and takes it in again`, async () => {
    const it = member(isPushed);
    const { clock, simulator, client, left, kept, seen, errors, polls } = it;
    await clock.advance(10_000);
    simulator.inject(left, { text: "before" });
    await clock.advance(30_000);
    assertEquals(seen, ["before"]);
    const leaving = client.groups.get(left.id).pipe(
      switchMap((group) => group.leave()),
    );
    assertEquals(await clock.until(lastValueFrom(leaving)), true);
    await clock.advance(60_000);
    seen.length = 0;
    simulator.resetRequests();
    simulator.inject(left, { text: "among themselves" });
    simulator.inject(kept, { text: "still here" });
    await clock.advance(600_000);
    assertEquals(seen, ["still here"]);
    assertEquals(polls(), 0);
    const back = it.owners.groups.memberships(left.id).add({
      nickname: "Back",
      userId: simulator.me.id,
    });
    await clock.until(lastValueFrom(back));
    await clock.advance(1_200_000);
    simulator.inject(left, { text: "welcome back" });
    await clock.advance(60_000);
    assertEquals(seen.at(-1), "welcome back");
    assertEquals(errors, []);
    await it.stop();
  });
}
