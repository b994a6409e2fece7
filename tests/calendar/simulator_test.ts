import { assertEquals, assertRejects } from "@std/assert";
import { Client, Forbidden, NotFound } from "@rxgroupme/client";
import {
  calendar,
  type CalendarChange,
  calendarChanges,
  rsvp,
} from "@rxgroupme/client/calendar";
import { push } from "@rxgroupme/client/push";
import { lastValueFrom, type Observable, toArray } from "rxjs";
import { world } from "../support/world.ts";
import { NIGHT_COUNT } from "./night_count.ts";

/** A group with a topic, a chat, and another user with a client. */
function start() {
  const here = world();
  const { clock, simulator } = here;
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari] });
  const theirs = new Client({
    token: mari.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const run = <T>(source: Observable<T>) => clock.until(lastValueFrom(source));
  return {
    ...here,
    mari,
    group,
    topic: group.addTopic(),
    chat: simulator.addChat(mari),
    theirs,
    run,
  };
}

Deno.test("calendar() works over the simulator: in a group, a topic and a chat", async () => {
  const { client, simulator, mari, group, topic, chat, theirs, run } = start();
  const { me } = simulator;
  const conversations = [
    [group.id, { groupId: group.id }],
    [topic.id, topic.id],
    [{ otherUserId: mari.id }, { otherUserId: me.id }],
  ] as const;
  const ids = [group.id, topic.id, chat.id];
  for (const [index, [mine, other]] of conversations.entries()) {
    const here = calendar(client, mine);
    const event = await run(here.create(NIGHT_COUNT));
    assertEquals(event.conversationId, ids[index]);
    assertEquals([event.startAt, event.endAt, event.timeZone], [
      NIGHT_COUNT.startAt,
      NIGHT_COUNT.endAt,
      "America/New_York",
    ]);
    assertEquals([event.creatorId, event.going], [me.id, [me.id]]);
    assertEquals(event.location, NIGHT_COUNT.location);
    assertEquals(event.shareUrl?.endsWith(`/${event.shareToken}`), true);

    const there = calendar(theirs, other);
    const [seen] = await run(there.listAll().pipe(rsvp(false), toArray()));
    assertEquals([seen?.id, seen?.rsvpOf(mari.id)], [event.id, "notGoing"]);
    assertEquals((await run(there.rsvp(event.id, true))).going.length, 2);
    const undecided = await run(there.rsvp(event.id, undefined));
    assertEquals(undecided.rsvpOf(mari.id), undefined);
    await assertRejects(() => run(there.cancel(event.id)), Forbidden);
    await assertRejects(
      () => run(there.update(event.id, { name: "Row" })),
      Forbidden,
    );

    const { startAt, timeZone } = NIGHT_COUNT;
    const later = await run(event.update({
      name: "Night count II",
      startAt,
      endAt: new Date("2025-08-09T12:00:00Z"),
      timeZone,
      isAllDay: true,
    }));
    assertEquals([later.name, later.isAllDay, later.description], [
      "Night count II",
      true,
      "headlamps",
    ]);
    assertEquals((await run(here.get(event.id))).name, "Night count II");
    const endingAfter = new Date("2025-08-09T12:00:00Z");
    assertEquals(await run(here.list({ endingAfter })), []);
    assertEquals((await run(here.list())).length, 1);
    assertEquals(await run(event.cancel()), true);
    assertEquals(await run(here.list()), []);
    await assertRejects(() => run(here.get(event.id)), NotFound);
    await assertRejects(() => run(event.rsvp(true)), NotFound);
  }
});

Deno.test("calendarChanges() reads a tail, by polling and by push", async () => {
  for (const isPushed of [false, true]) {
    const { client, clock, simulator, mari, group, run } = start();
    const via = isPushed ? push(client) : undefined;
    const read: CalendarChange[] = [];
    const reading = client.groups.messages(group.id).tail(via ? { via } : {})
      .pipe(calendarChanges()).subscribe((it) => void read.push(it));
    await clock.advance(10_000);
    const startAt = new Date(clock.now() + 3_600_000);
    const reminders = [900];
    const event = group.addEvent({ name: "Row", startAt, reminders });
    event.rsvp(mari, true);
    event.rsvp(mari, false);
    event.rsvp(mari, undefined);
    event.update({ name: "Row II" });
    await clock.advance(3_600_000);
    await run(calendar(client, group.id).rsvp(event.id, false));
    event.cancel();
    await clock.advance(120_000);
    reading.unsubscribe();
    const by = simulator.me.id;
    const row = { eventId: event.id, name: "Row", by };
    const renamed = { ...row, name: "Row II" };
    assertEquals(read, [
      { type: "created", ...row },
      { type: "going", ...row, by: mari.id },
      { type: "notGoing", ...row, by: mari.id },
      { type: "undecided", ...row, by: mari.id },
      {
        type: "updated",
        ...renamed,
        fields: ["calendar.event.field.name"],
      },
      { type: "starting", ...renamed, by: "", minutes: 15 },
      { type: "notGoing", ...renamed },
      { type: "cancelled", ...renamed },
    ]);
  }
});

Deno.test("Calendar.create() after a lost answer leaves the one event that was made", async () => {
  const { client, simulator, group, clock, run } = start();
  const here = calendar(client, group.id);
  simulator.fault({ lostAnswer: true, times: 1 });
  await clock.until(lastValueFrom(here.create(NIGHT_COUNT)).catch(() => {}));
  const events = await run(here.list());
  assertEquals(events.map(({ name }) => name), ["Night count"]);
  simulator.fault({ lostAnswer: true, times: 1 });
  const cancelled = await run(here.cancel(events[0]?.id ?? ""));
  assertEquals([cancelled, await run(here.list())], [true, []]);
});

Deno.test("Calendar sends the token to GroupMe's API alone, in a header", async () => {
  const { simulator, group, run } = start();
  const hosts = new Set<string>();
  const client = new Client({
    token: simulator.token,
    fetch: (request) => {
      hosts.add(new URL(request.url).host);
      assertEquals(request.url.includes(simulator.token), false);
      return simulator.fetch(request);
    },
  });
  const here = calendar(client, group.id);
  const { id } = await run(here.create(NIGHT_COUNT));
  await run(here.list());
  await run(here.rsvp(id, undefined));
  await run(here.cancel(id));
  assertEquals([...hosts], ["api.groupme.com"]);
});
