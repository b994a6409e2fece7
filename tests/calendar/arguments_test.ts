import { assertEquals, assertThrows } from "@std/assert";
import { calendar, type NewEvent, rsvp } from "@rxgroupme/client/calendar";
import { scripted } from "../support/scripted.ts";
import { ID, NIGHT_COUNT } from "./night_count.ts";

const GROUP = "98115240";

/** What is wrong with a new event, and the error of it. */
const WRONG: readonly [string, object, typeof TypeError | typeof RangeError][] =
  [
    ["name", { name: "" }, TypeError],
    ["name", { name: " \n" }, TypeError],
    ["name", { name: undefined }, TypeError],
    ["name", { name: 5 }, TypeError],
    ["location.name", { location: "Pier 4" }, TypeError],
    ["location.name", { location: {} }, TypeError],
    ["location.name", { location: { name: " " } }, TypeError],
    ["startAt", { startAt: undefined }, TypeError],
    ["startAt", { endAt: undefined }, TypeError],
    ["startAt", { timeZone: undefined }, TypeError],
    ["startAt", { startAt: new Date(NaN) }, TypeError],
    ["startAt", { startAt: "2025-08-08" }, TypeError],
    ["endAt", { endAt: new Date(0) }, RangeError],
    ["endAt", { endAt: new Date("+010000-01-02T00:00:00Z") }, RangeError],
    ["startAt", { startAt: new Date("-000001-01-01T00:00:00Z") }, RangeError],
    ["endAt", { endAt: new Date(8.64e15) }, RangeError],
    ["timeZone", { timeZone: "" }, RangeError],
    ["timeZone", { timeZone: "America/Newport" }, RangeError],
    ["reminders", { reminders: [0, 300, 900] }, RangeError],
    ["reminders", { reminders: [60] }, RangeError],
    ["reminders", { reminders: [NaN] }, RangeError],
    ["reminders", { reminders: "0" }, RangeError],
  ];

for (const [name, wrong, Kind] of WRONG) {
  Deno.test(`Calendar.create() refuses ${Deno.inspect(wrong)} before any request`, () => {
    const { client, lines } = scripted([]);
    const event = { ...NIGHT_COUNT, ...wrong } as NewEvent;
    assertThrows(
      () => calendar(client, GROUP).create(event),
      Kind,
      `Cannot use '${name}'`,
    );
    assertEquals(lines, []);
  });
}

Deno.test("Calendar.update() refuses a part of the time", () => {
  const { client, lines } = scripted([]);
  const here = calendar(client, GROUP);
  const { startAt, endAt, timeZone } = NIGHT_COUNT;
  for (
    const part of [
      { startAt },
      { endAt },
      { timeZone },
      { startAt, endAt },
      { startAt, timeZone },
      { endAt, timeZone },
      { isAllDay: true },
      { isAllDay: false, startAt },
    ]
  ) {
    assertThrows(() => here.update(ID, part), TypeError, "together");
  }
  assertThrows(() => here.update(ID, { name: "" }), TypeError, "name");
  assertThrows(
    () => here.update(ID, { location: { name: "" } }),
    TypeError,
    "location.name",
  );
  assertEquals(lines, []);
});

Deno.test("Calendar refuses other arguments that cannot be before any request", () => {
  const { client, lines } = scripted([]);
  const here = calendar(client, { groupId: GROUP });
  const maybe = "maybe" as unknown as boolean;
  const series = "none" as unknown as "all";
  assertThrows(() => calendar(client, ""), TypeError, "conversation");
  assertThrows(
    () => calendar(client, {} as { groupId: string }),
    TypeError,
    "conversation",
  );
  assertThrows(() => here.get(" "), TypeError, "eventId");
  assertThrows(() => here.update("", {}), TypeError, "eventId");
  assertThrows(() => here.cancel(""), TypeError, "eventId");
  assertThrows(() => here.cancel(ID, { series }), TypeError, "series");
  assertThrows(() => here.rsvp("", true), TypeError, "eventId");
  assertThrows(() => here.rsvp(ID, maybe), TypeError, "going");
  assertThrows(() => rsvp(maybe), TypeError, "going");
  for (const limit of [0, 101, 1.5]) {
    assertThrows(() => here.list({ limit }), RangeError, "limit");
    assertThrows(() => here.listAll({ limit }), RangeError, "limit");
  }
  for (const none of [new Date(NaN), 0, "", null, 1754052301]) {
    const endingAfter = none as Date;
    assertThrows(() => here.list({ endingAfter }), TypeError, "endingAfter");
    assertThrows(() => here.listAll({ endingAfter }), TypeError, "endingAfter");
  }
  assertEquals(lines, []);
});
