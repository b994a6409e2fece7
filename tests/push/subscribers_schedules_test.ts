import { assertEquals } from "@std/assert";
import { push } from "@rxgroupme/client/push";
import type { Subscription } from "rxjs";
import { oneOf, type Random, randomOf, seedOf } from "../support/mutate.ts";
import { world } from "../support/world.ts";

const SCHEDULES = 300;

/** One who listens to a conversation, or to all. */
interface Listener {
  readonly groupId: string | undefined;
  readonly got: string[];
  readonly states: string[];
  readonly errors: unknown[];
  readonly subscription: Subscription;
}

/** A push connection whose subscribers come and go. */
class Crowd {
  readonly world = world();
  readonly groups = [1, 2, 3].map(() =>
    this.world.simulator.addGroup({ members: 1, history: 1 }).id
  );
  readonly live = push(this.world.client);
  readonly listeners = new Set<Listener>();

  add(groupId?: string): void {
    const key = groupId === undefined ? undefined : { groupId };
    const got: string[] = [];
    const states: string[] = [];
    const errors: unknown[] = [];
    const subscription = this.live.events(key).subscribe({
      next: ({ type, channel }) => got.push(`${type} ${channel}`),
      error: (error) => errors.push(error),
    });
    subscription.add(
      this.live.watch(key).subscribe(({ type }) => {
        if (type !== "message") states.push(type);
      }),
    );
    this.listeners.add({ groupId, got, states, errors, subscription });
  }

  leave(listener: Listener): void {
    listener.subscription.unsubscribe();
    this.listeners.delete(listener);
  }
}

async function act(crowd: Crowd, random: Random): Promise<string> {
  const { listeners, groups, live } = crowd;
  const { clock, simulator } = crowd.world;
  const groupId = oneOf(groups, random);
  const match = { path: "/faye" };
  const headers = { "Retry-After": "3" };
  const acts: { readonly [kind: string]: () => unknown } = {
    add: () => crowd.add(random() < 0.3 ? undefined : groupId),
    leave: () =>
      listeners.size > 0 && crowd.leave(oneOf([...listeners], random)),
    drop: () => simulator.push.drop(),
    forget: () => simulator.push.forget(),
    fails: () => simulator.fault({ status: 500, match, times: 1 }),
    limited: () => simulator.fault({ status: 429, headers, match, times: 1 }),
    say: () => simulator.inject(groupId),
    // Fails while push is down.
    type: () => live.typing({ groupId }).subscribe({ error: () => {} }),
    mute: async () => {
      simulator.push.mute();
      await clock.advance(random() * 3_000);
      simulator.push.mute(false);
    },
  };
  const kind = oneOf(["add", "leave", ...Object.keys(acts)], random);
  await acts[kind]?.();
  const ms = random() < 0.4 ? 0 : Math.floor(10 ** (random() * 4.3));
  await clock.advance(ms);
  return `${kind} ${ms}`;
}

Deno.test(`Push gives each subscriber what it wants, once, after ${SCHEDULES} schedules of failures, comings and goings`, async () => {
  const seed = seedOf("subscribers", 161_803);
  for (let n = 0; n < SCHEDULES; n++) {
    const random = randomOf(seed + n);
    const crowd = new Crowd();
    const { listeners, groups } = crowd;
    const { clock, simulator } = crowd.world;
    crowd.add();
    const done: string[] = [];
    for (let i = 0; i < 14; i++) done.push(await act(crowd, random));
    crowd.add(groups[0]);
    // Several failures in a row.
    await clock.advance(200_000);
    const what = `seed ${seed}, schedule ${n}: ${done.join(", ")}`;
    assertEquals(simulator.push.polls, 1, what);
    for (const it of listeners) {
      assertEquals(it.errors, [], what);
      assertEquals(it.states.at(-1), "up", what);
      it.got.length = 0;
    }
    for (const id of groups) {
      simulator.inject(id);
      simulator.push.publish(`/group/${id}`, { type: "typing" });
    }
    await clock.advance(1_000);
    const own = `line.create /user/${simulator.me.id}`;
    for (const { got, groupId } of listeners) {
      const written = got.filter((it) => it === own).length;
      assertEquals(written, groupId === undefined ? 3 : 1, what);
      const typed = got.filter((it) => it.startsWith("typing"));
      assertEquals(new Set(typed).size, typed.length, what);
      // Without a group, those of the conversations that others listen to.
      if (groupId === undefined) continue;
      assertEquals(typed, [`typing /group/${groupId}`], what);
    }
    for (const it of listeners) crowd.leave(it);
    await clock.advance(10_000);
    assertEquals(simulator.push.polls, 0, what);
    assertEquals(clock.pending, 0, what);
  }
});
