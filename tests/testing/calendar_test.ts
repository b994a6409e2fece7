import {
  assertEquals,
  assertMatch,
  assertObjectMatch,
  assertThrows,
} from "@std/assert";
import { WAYS, world } from "./ask.ts";

const body = {
  name: "Night count",
  start_at: "2025-08-08T20:00:00-04:00",
  end_at: "2025-08-08T22:00:00-04:00",
  timezone: "America/New_York",
  description: "headlamps",
  is_all_day: false,
  location: {
    address: "4 Harbor Way",
    name: "Pier 4",
    lat: "41.4951",
    lng: "-71.3128",
  },
  reminders: [0, 900],
};

function one(way: typeof WAYS[number]) {
  const start = world({}, way);
  const { simulator, post } = start;
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari] });
  const path = `/v3/conversations/${group.id}/events`;
  const create = async (more = {}) => {
    const answer = await post(`${path}/create`, { ...body, ...more });
    return (await answer.json()).response;
  };
  const events = () =>
    Array.from({ length: group.size }, (_, i) => group.messageAt(i)?.event);
  return { ...start, mari, token: mari.token, group, path, create, events };
}

for (const way of WAYS) {
  Deno.test(`POST create plans an event, with a message of who plans it, over ${way}`, async () => {
    const { simulator, post, read, group, path } = one(way);
    const answer = await post(`${path}/create`, body);
    assertEquals(answer.status, 201);
    const { event, share_token, message } = (await answer.json()).response;
    const { event_id } = event;
    assertMatch(event_id, /^[0-9a-f]{32}$/);
    assertMatch(share_token, /^\w{8}$/);
    assertObjectMatch(event, {
      name: "Night count",
      description: "headlamps",
      location: {
        lat: 41.4951,
        lng: -71.3128,
        name: "Pier 4",
        address: "4 Harbor Way",
      },
      start_at: body.start_at,
      end_at: body.end_at,
      timezone: "America/New_York",
      is_all_day: false,
      reminders: [0, 900],
      conversation_id: group.id,
      creator_id: simulator.me.id,
      going: [simulator.me.id],
      not_going: [],
      maybe_going: null,
      created_at: "2025-08-01T12:45:00Z",
      rsvp_list: { [simulator.me.id]: "2025-08-01T12:45:00Z" },
    });
    assertEquals(message.attachments, [
      { type: "event", event_id, view: "full" },
    ]);
    assertMatch(
      message.text,
      /^Ines Calder created event 'Night count' https:/,
    );
    assertEquals(message.sender_type, "user");
    assertObjectMatch(message.event, {
      type: "calendar.event.created",
      data: {
        event: { id: event_id, name: "Night count" },
        user: { id: simulator.me.id, nickname: "Ines Calder" },
      },
    });
    const shown = await read(`${path}/show?event_id=${event_id}`);
    assertEquals(shown.event, {
      ...event,
      maybe_going: [],
      aesthetics: { font: "NONE", theme: "NONE", effect: "NONE" },
    });
    assertEquals(
      (await read(`${path}/list?end_at=2025-08-01T00:00:00Z`)).events,
      [
        shown.event,
      ],
    );
  });

  Deno.test(`POST create refuses half a time and other reminders, over ${way}`, async () => {
    const { post, path, create } = one(way);
    for (
      const [wrong, error] of [
        [{ timezone: undefined }, "timezone is required"],
        [{ name: " " }, "name is required"],
        [{ start_at: "soon" }, "start_at is invalid"],
        [{ end_at: "2025-08-08T19:00:00-04:00" }, "end_at is invalid"],
        [{ reminders: [60] }, "reminders are invalid"],
        [{ reminders: [0, 300, 900] }, "reminders are invalid"],
      ] as const
    ) {
      const answer = await post(`${path}/create`, { ...body, ...wrong });
      assertEquals([answer.status, (await answer.json()).meta.errors], [
        400,
        [error],
      ]);
    }
    const { event: { event_id } } = await create();
    const update = `${path}/update?event_id=${event_id}`;
    const { start_at, end_at } = body;
    const time = { start_at, end_at, timezone: "America/New_York" };
    for (const part of [{ start_at, end_at }, time, { is_all_day: true }]) {
      assertEquals((await post(update, part)).status, 400);
    }
    assertEquals(
      (await post(update, { ...time, is_all_day: true })).status,
      200,
    );
  });

  Deno.test(`POST update and DELETE tell by notices of the calendar, over ${way}`, async () => {
    const { post, ask, remove, create, path, group, events, simulator, token } =
      one(way);
    const { event: { event_id } } = await create();
    const query = `?event_id=${event_id}`;
    const changes = {
      ...body,
      name: "Night count II",
      end_at: "2025-08-08T23:00:00-04:00",
    };
    const asOther = await post(`${path}/update${query}`, changes, { token });
    assertEquals(asOther.status, 403);
    const answer = await post(`${path}/update${query}`, changes);
    const { event } = (await answer.json()).response;
    assertEquals([event.name, event.end_at], [changes.name, changes.end_at]);
    await post(`${path}/update${query}`, changes);
    assertEquals(
      (await remove(`${path}/delete${query}`, { token })).status,
      403,
    );
    const gone = await remove(`${path}/delete${query}`);
    assertEquals(await gone.json(), { response: null, meta: { code: 200 } });
    for (const method of ["show", "rsvp"]) {
      const answer = method === "show"
        ? await ask(`${path}/show${query}`)
        : await post(`${path}/rsvp${query}&going=true`);
      assertEquals(answer.status, 404);
    }
    const user = { id: simulator.me.id, nickname: "Ines Calder" };
    const named = { id: event_id, name: "Night count II" };
    assertEquals(events().slice(1), [
      {
        type: "calendar.event.updated",
        data: {
          event: named,
          updated_fields: [
            "calendar.event.field.name",
            "calendar.event.field.time",
          ],
          user,
        },
      },
      {
        type: "calendar.event.cancelled",
        data: { conversation: { id: group.id }, event: named, user },
      },
    ]);
    const { sender_type, system, user_id, name } = group.messageAt(1) ?? {};
    assertEquals([sender_type, system, user_id, name], [
      "service",
      false,
      "calendar",
      "GroupMe Calendar",
    ]);
  });

  Deno.test(`rsvp puts a user on one list, and tells, over ${way}`, async () => {
    const { post, remove, create, path, events, token, mari, simulator } = one(
      way,
    );
    const { event: { event_id } } = await create();
    const rsvp = `${path}/rsvp?event_id=${event_id}&going=`;
    const lists = async (answer: Response) => {
      const { event } = (await answer.json()).response;
      return [event.going, event.not_going, event.maybe_going];
    };
    const me = simulator.me.id;
    const asMari = { token };
    assertEquals(await lists(await post(`${rsvp}true`, undefined, asMari)), [
      [me, mari.id],
      [],
      [],
    ]);
    assertEquals(await lists(await post(`${rsvp}false`, undefined, asMari)), [
      [me],
      [mari.id],
      [],
    ]);
    await post(`${rsvp}false`, undefined, asMari);
    const off = `${path}/rsvp/delete?event_id=${event_id}`;
    assertEquals(await lists(await remove(off, asMari)), [[me], [], []]);
    assertEquals((await post(`${rsvp}maybe`)).status, 400);
    assertEquals(events().slice(1).map((event) => event?.type), [
      "calendar.event.user.going",
      "calendar.event.user.not_going",
      "calendar.event.user.undecided",
    ]);
    assertEquals(events()[1]?.data, {
      event: { id: event_id, name: "Night count" },
      user: { id: mari.id, nickname: "Mari" },
    });
  });

  Deno.test(`reminders come by the clock, of what is still planned, over ${way}`, async () => {
    const { clock, simulator, read, group, path } = one(way);
    const at = (minutes: number) => new Date(1754052300_000 + minutes * 60_000);
    const plan = (name: string, minutes: number) =>
      group.addEvent({ name, startAt: at(minutes), reminders: [0, 900] });
    plan("Count", 60);
    const off = plan("Row", 60);
    off.rsvp(group.memberIds[1] ?? "", true);
    off.cancel();
    const { size } = group;
    await clock.advance(45 * 60_000);
    await read(`${path}/list?end_at=2025-08-01T00:00:00Z`);
    await clock.advance(15 * 60_000);
    await read("/v3/groups");
    const told = [0, 1].map((index) => group.messageAt(size + index)?.event);
    assertEquals(
      [0, 1].map((index) => group.messageAt(size + index)?.text),
      ["'Count' is starting in 15 minutes", "'Count' is starting now"],
    );
    assertEquals(group.messageAt(size)?.attachments.length, 1);
    const common = { call_started: false, event_name: "Count" };
    assertEquals([group.size - size, ...told], [
      2,
      { type: "calendar.event.starting", data: { ...common, minutes: "15" } },
      { type: "calendar.event.starting", data: { ...common, minutes: "0" } },
    ]);
    assertEquals(simulator.open, 0);
  });

  Deno.test(`GET list pages by last_event_id, in every kind of conversation, over ${way}`, async () => {
    const { simulator, read, ask, group, mari } = one(way);
    const chat = simulator.addChat(mari);
    for (const place of [group, group.addTopic(), chat]) {
      const ids = Array.from({ length: 25 }, (_, index) => {
        const startAt = new Date(Date.UTC(2025, 8, 1 + index));
        return place.addEvent({ name: `${index}`, startAt }).id;
      });
      const path = `/v3/conversations/${encodeURIComponent(place.id)}/events`;
      const page = async (query: string) => {
        const { events } = await read(`${path}/list?${query}`);
        return events.map(({ event_id }: { event_id: string }) => event_id);
      };
      const from = "end_at=2025-08-01T00:00:00Z";
      assertEquals(await page(from), ids.slice(0, 20));
      assertEquals(await page(`${from}&limit=100`), ids);
      const after = `${from}&last_event_id=${ids[19]}`;
      assertEquals(await page(after), ids.slice(20));
      assertEquals(await page("end_at=2025-09-25T00:30:00Z"), ids.slice(24));
    }
    const { token } = simulator.addUser();
    const path = `/v3/conversations/${group.id}/events/list`;
    for (
      const query of ["", "?end_at=soon", "?end_at=2025-08-01T00:00:00+00:00"]
    ) {
      assertEquals((await ask(`${path}${query}`)).status, 400);
    }
    assertEquals((await ask(path, { token })).status, 404);
  });

  Deno.test(`addEvent() makes an event that its handle changes, over ${way}`, async () => {
    const { read, group, events, simulator, path } = one(way);
    const startAt = new Date("2025-08-09T00:00:00Z");
    const event = group.addEvent({ name: "Count", startAt });
    event.update({ startAt: new Date("2025-08-09T00:30:00Z"), name: "Row" });
    event.update({ name: "Row" });
    const shown = await read(`${path}/show?event_id=${event.id}`);
    assertObjectMatch(shown.event, {
      name: "Row",
      start_at: "2025-08-09T00:30:00+00:00",
      end_at: "2025-08-09T01:00:00+00:00",
      creator_id: simulator.me.id,
    });
    assertEquals(events().map((it) => it?.type), [
      "calendar.event.created",
      "calendar.event.updated",
    ]);
    assertThrows(() => event.update({ name: " " }), RangeError, "name");
    const endAt = new Date("2025-08-09T00:00:00Z");
    assertThrows(() => event.update({ endAt }), RangeError, "end_at");
    assertThrows(() => event.update({ endAt: new Date(NaN) }), TypeError);
  });
}
