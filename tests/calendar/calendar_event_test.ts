import { assertEquals } from "@std/assert";
import {
  calendar,
  CalendarEvent,
  type CalendarEventData,
} from "@rxgroupme/client/calendar";
import { lastValueFrom } from "rxjs";
import { toObject } from "../../lib/wire/json.ts";
import { envelope } from "../support/recorded.ts";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { scripted } from "../support/scripted.ts";
import { EVENT_DATA, ID } from "./night_count.ts";

const GROUP = "98115240";
const FULL = {
  ...EVENT_DATA,
  maybe_going: ["1"],
  waitlisted: ["118204477"],
  share_url: `https://groupme.com/join_event/${GROUP}/${ID}/Zx9Yw8Vu`,
};
const shown = (more: object = {}) =>
  envelope({ event: { ...EVENT_DATA, ...more } });

Deno.test("CalendarEvent reads what GroupMe sends, and keeps it", async () => {
  const { client } = scripted([shown({
    maybe_going: null,
    waitlisted: ["118204477"],
    going_count: -1,
    share_url: `https://groupme.com/join_event/${GROUP}/${ID}/Zx9Yw8Vu`,
  })]);
  const event = await lastValueFrom(calendar(client, GROUP).get(ID));
  const read = {
    id: event.id,
    conversationId: event.conversationId,
    name: event.name,
    description: event.description,
    imageUrl: event.imageUrl,
    location: event.location,
    startAt: event.startAt,
    endAt: event.endAt,
    timeZone: event.timeZone,
    isAllDay: event.isAllDay,
    reminders: event.reminders,
    creatorId: event.creatorId,
    going: event.going,
    notGoing: event.notGoing,
    maybeGoing: event.maybeGoing,
    waitlisted: event.waitlisted,
    createdAt: event.createdAt,
    updatedAt: event.updatedAt,
    shareToken: event.shareToken,
    isCancelled: event.isCancelled,
  };
  assertEquals(read, {
    id: ID,
    conversationId: GROUP,
    name: "Night count",
    description: "headlamps",
    imageUrl: "https://i.groupme.com/1",
    location: {
      name: "Pier 4",
      address: "4 Harbor Way",
      lat: 41.4951,
      lng: -71.3128,
    },
    startAt: new Date("2025-08-09T00:00:00Z"),
    endAt: new Date("2025-08-09T02:00:00Z"),
    timeZone: "America/New_York",
    isAllDay: false,
    reminders: [0, 3600],
    creatorId: "41870263",
    going: ["41870263"],
    notGoing: ["7305518"],
    maybeGoing: [],
    waitlisted: ["118204477"],
    createdAt: new Date("2025-08-01T12:50:00Z"),
    updatedAt: new Date("2025-08-01T12:50:00Z"),
    shareToken: "Zx9Yw8Vu",
    isCancelled: false,
  });
  assertEquals(event.startAt === event.startAt, true);
  const users = ["41870263", "7305518", "118204477", "1"];
  assertEquals(users.map((id) => event.rsvpOf(id)), [
    "going",
    "notGoing",
    "waitlisted",
    undefined,
  ]);
  assertEquals(event.toJSON() === event.data, true);
  assertEquals(event.data.going_count, -1);
});

Deno.test("CalendarEvent of an odd row has fields without a value, and fails no page", async () => {
  const odd = {
    event_id: 7,
    name: null,
    start_at: 1754697600,
    end_at: "tomorrow",
    location: { lat: "0", lng: "east", name: 4 },
    reminders: null,
    going: [41870263, null, {}],
    not_going: {},
    maybe_going: ["9"],
    deleted_at: "2025-08-02T00:00:00Z",
  };
  const { client } = scripted([
    envelope({
      events: [odd, null, "x", {}, {
        location: [],
        reminders: [0, null, "900", "soon", -1],
      }],
    }),
  ]);
  const events = await lastValueFrom(calendar(client, GROUP).list());
  const [first, empty, last] = events as readonly [
    CalendarEvent,
    CalendarEvent,
    CalendarEvent,
  ];
  assertEquals(events.length, 3);
  assertEquals(
    {
      id: first.id,
      name: first.name,
      startAt: first.startAt,
      endAt: first.endAt,
      location: first.location,
      reminders: first.reminders,
      going: first.going,
      notGoing: first.notGoing,
      rsvp: first.rsvpOf("9"),
      isCancelled: first.isCancelled,
      shareToken: first.shareToken,
    },
    {
      id: "7",
      name: undefined,
      startAt: new Date("2025-08-09T00:00:00Z"),
      endAt: undefined,
      location: { name: "4", lat: 0 },
      reminders: [],
      going: ["41870263"],
      notGoing: [],
      rsvp: "maybe",
      isCancelled: true,
      shareToken: undefined,
    },
  );
  assertEquals([empty.id, empty.startAt, empty.isAllDay], [
    "",
    undefined,
    false,
  ]);
  assertEquals([last.location, last.reminders], [undefined, [0, 900]]);
});

Deno.test("CalendarEvent survives 5,000 mutated answers", () => {
  const random = randomOf(seedOf("mutated events", 1_414_213));
  const { client } = scripted([]);
  const here = calendar(client, GROUP);
  const names = accessorsOf(new CalendarEvent(here, {}));
  assertEquals(names.includes("shareToken"), true);
  for (let i = 0; i < 5_000; i++) {
    // A row that is no object is left out of its page.
    const row: CalendarEventData = toObject(mutate(FULL, random));
    const event = new CalendarEvent(here, row);
    for (const name of names) Reflect.get(event, name);
    assertEquals(typeof event.id, "string");
    const { going, notGoing, maybeGoing, waitlisted, reminders } = event;
    for (const id of [...going, ...notGoing, ...maybeGoing, ...waitlisted]) {
      assertEquals([typeof id, id === ""], ["string", false]);
    }
    for (const it of reminders) assertEquals(it >= 0, true);
    for (const date of [event.startAt, event.endAt, event.createdAt]) {
      assertEquals(Number.isNaN(date?.getTime()), false);
    }
  }
});

/** The names of what can be read of an event. */
function accessorsOf(event: CalendarEvent): readonly string[] {
  const getters = Object.entries(
    Object.getOwnPropertyDescriptors(CalendarEvent.prototype),
  ).filter(([, { get }]) => get).map(([name]) => name);
  return [...Object.keys(event), ...getters];
}
