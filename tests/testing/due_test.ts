import { assertEquals } from "@std/assert";
import { VirtualClock } from "@rxgroupme/client/testing";
import type { SchedulerAction, Subscription } from "rxjs";
import { Due } from "../../lib/testing/model/due.ts";
import { world } from "./ask.ts";

/** A user who listens to the own channel, one held connect after the other. */
async function listening() {
  const start = world({ pushTimeout: 600_000 });
  const { simulator, fetch } = start;
  const send = async (...messages: object[]) => {
    const request = new Request("https://push.groupme.com/faye", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(messages),
    });
    return await (await fetch(request)).json();
  };
  const [{ clientId }] = await send({
    channel: "/meta/handshake",
    version: "1.0",
    supportedConnectionTypes: ["long-polling"],
  });
  await send({
    channel: "/meta/subscribe",
    clientId,
    subscription: `/user/${simulator.me.id}`,
    ext: { access_token: simulator.token },
  });
  const connectionType = "long-polling";
  /** The types of the events that end a connect, and when it ends. */
  const hear = async () => {
    const [, ...events] = await start.clock.until(
      send({ channel: "/meta/connect", clientId, connectionType }),
    );
    return [
      start.clock.now() - 1754052300_000,
      ...events.map(({ data: { type, subject } }: {
        data: { type: string; subject?: { event?: { type: string } } };
      }) => subject?.event?.type ?? type),
    ];
  };
  return { ...start, hear };
}

Deno.test("push tells of what is due at its time, while a connect is held", async () => {
  const { simulator, clock, post, hear } = await listening();
  const group = simulator.addGroup();
  const expiresAt = new Date(clock.now() + 30_000);
  group.addPoll({ subject: "When?", options: ["a", "b"], expiresAt });
  const startAt = new Date(clock.now() + 120_000);
  group.addEvent({ name: "Count", startAt, reminders: [0] });
  assertEquals(await hear(), [0, "poll.created", "calendar.event.created"]);
  assertEquals(await hear(), [30_000, "poll.finished"]);
  assertEquals(await hear(), [120_000, "calendar.event.starting"]);
  const { id } = simulator.addUser();
  const members = [{ nickname: "Mari", user_id: id }];
  await post(`/v3/groups/${group.id}/members/add`, { members });
  assertEquals(await hear(), [121_000, "membership.announce.added"]);
});

Deno.test("push keeps no timer of what is due without a listener", async () => {
  const { simulator, clock, hear } = await listening();
  const group = simulator.addGroup();
  group.addPoll({ subject: "When?", options: ["a", "b"] });
  assertEquals(await hear(), [0, "poll.created"]);
  assertEquals(clock.pending, 0);
  await clock.advance(86_400_000);
  assertEquals([clock.pending, group.size], [0, 1]);
});

Deno.test("push hears of what was planned while its connect is held", async () => {
  const { simulator, clock, hear } = await listening();
  const heard = hear();
  await clock.settle();
  const group = simulator.addGroup({ owner: simulator.addUser() });
  // Of a group of others nothing is heard, but its poll is due all the same.
  const poll = {
    subject: "When?",
    options: ["a", "b"],
    owner: group.memberIds[0],
  };
  group.addPoll({ ...poll, expiresAt: new Date(clock.now() + 20_000) });
  assertEquals(await heard, [600_000]);
  assertEquals(group.messageAt(1)?.created_at, 1754052320);
});

/** A clock whose timers are as those of platforms: a longer delay is none. */
class PlatformClock extends VirtualClock {
  override schedule<T>(
    work: (this: SchedulerAction<T>, state?: T) => void,
    delay = 0,
    state?: T,
  ): Subscription {
    return super.schedule(work, delay > 0x7fff_ffff ? 1 : delay, state);
  }
}

Deno.test("Due.watch() runs what is due beyond the longest timer", async () => {
  const clock = new PlatformClock();
  const day = 24 * 3_600_000;
  const start = clock.now();
  const due = new Due();
  const ran: number[] = [];
  for (const days of [60, 30]) {
    due.add(start + days * day, () => ran.push((clock.now() - start) / day));
  }
  const watching = due.watch(clock).subscribe();
  await clock.advance(61 * day);
  assertEquals(ran, [30, 60]);
  watching.unsubscribe();
});
