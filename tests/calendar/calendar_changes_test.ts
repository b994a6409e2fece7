import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import {
  type CalendarChange,
  calendarChanges,
} from "@rxgroupme/client/calendar";
import { from, lastValueFrom, toArray } from "rxjs";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { toObject } from "../../lib/wire/json.ts";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { marbles } from "../support/marbles.ts";
import { ID } from "./night_count.ts";

const { source } = Client.fromToken("t").groups.messages("98115240");

const CALENDAR = {
  sender_type: "service",
  system: false,
  user_id: "calendar",
  name: "GroupMe Calendar",
};
const user = { id: "41870263", nickname: "Ines" };
const event = { id: ID, name: "Night count" };

let written = 0;

/** A message with a notice. */
function notice(
  type: string,
  data: Record<string, unknown>,
  more: object = CALENDAR,
) {
  return source.read({
    id: `${++written}`,
    group_id: "98115240",
    ...more,
    event: { type: `calendar.event.${type}`, data },
  });
}

function read(...notices: readonly ReturnType<typeof notice>[]) {
  return lastValueFrom(from(notices).pipe(calendarChanges(), toArray()));
}

const common = { eventId: ID, name: "Night count", by: "41870263" };

Deno.test("calendarChanges() reads each notice of the calendar", async () => {
  const changes = await read(
    notice("created", { event, user, url: "https://group.me/demo02" }, {
      sender_type: "user",
      sender_id: "41870263",
    }),
    notice("updated", {
      event,
      user,
      updated_fields: [
        "calendar.event.field.name",
        "calendar.event.field.time",
        "color",
      ],
    }),
    notice("cancelled", { event, user, conversation: { id: "98115240" } }),
    notice("user.going", { event, user }, { system: true }),
    notice("user.not_going", { event, user }),
    notice("user.undecided", { event, user: { id: 41870263 } }),
  );
  const expected: readonly CalendarChange[] = [
    { type: "created", ...common },
    {
      type: "updated",
      ...common,
      fields: [
        "calendar.event.field.name",
        "calendar.event.field.time",
        "color",
      ],
    },
    { type: "cancelled", ...common },
    { type: "going", ...common },
    { type: "notGoing", ...common },
    { type: "undecided", ...common },
  ];
  assertEquals(changes, expected);
});

Deno.test("calendarChanges() of a start reads the minutes, and the id of what is attached", async () => {
  const data = {
    call_started: false,
    event_name: "Night count",
    minutes: "15",
  };
  const attachments = [
    { type: "emoji" },
    { type: "event", event_id: ID, view: "brief" },
  ];
  const start = { type: "starting", name: "Night count", by: "" } as const;
  assertEquals(
    await read(
      notice("starting", data),
      notice("starting", { ...data, minutes: "0" }, {
        ...CALENDAR,
        attachments,
      }),
      notice("starting", { ...data, minutes: 60 }),
      notice("starting", { ...data, minutes: "soon" }),
    ),
    [
      { ...start, eventId: "", minutes: 15 },
      { ...start, eventId: ID, minutes: 0 },
      { ...start, eventId: "", minutes: 60 },
      { ...start, eventId: "" },
    ],
  );
});

Deno.test("calendarChanges() reads what push tells, of groups and of chats", async () => {
  const notice = {
    ...CALENDAR,
    event: { type: "calendar.event.user.going", data: { event, user } },
  };
  const pushed = ["line.create", "direct_message.create", "message.update"]
    .map((type, id) => {
      const subject = { id, ...notice };
      return readEvent("/user/41870263", { type, subject }, "41870263");
    });
  const changes = await lastValueFrom(
    from(pushed).pipe(calendarChanges(), toArray()),
  );
  const going = { type: "going", ...common } as const;
  assertEquals(changes, [going, going]);
});

Deno.test("calendarChanges() leaves out what is none, and what is malformed", async () => {
  const person = { sender_type: "user", sender_id: "7305518" };
  assertEquals(
    await read(
      notice("created", { event, user }, person),
      notice("cancelled", { event, user }, person),
      notice("user.maybe", { event, user }),
      notice("constructor", { event, user }),
      notice("created.again", { event, user }),
      source.read({ id: "2", text: "Night count" }),
      source.read({ id: "3", system: true, event: { type: "poll.created" } }),
    ),
    [],
  );
  const bare = { eventId: "", by: "" };
  assertEquals(
    await read(
      notice("updated", { event: [], user: null, updated_fields: {} }),
      notice("updated", { event: null, updated_fields: [null] }),
    ),
    [{ type: "updated", ...bare }, { type: "updated", ...bare }],
  );
});

Deno.test("calendarChanges() survives 5,000 mutated notices", async () => {
  const random = randomOf(seedOf("mutated notices", 1_732_050));
  const data = {
    event,
    user,
    event_name: "Night count",
    minutes: "15",
    updated_fields: ["calendar.event.field.name"],
  };
  const attachments = [{ type: "event", event_id: ID }];
  const types = ["created", "updated", "starting", "user.going"];
  const messages = Array.from({ length: 5_000 }, (_, index) => {
    const type = `calendar.event.${types[index % types.length]}`;
    const event = { type, data };
    const row = mutate(
      { id: `${index}`, ...CALENDAR, attachments, event },
      random,
    );
    // JSON has no array with a gap, as a mutation may make one.
    return source.read(toObject(JSON.parse(JSON.stringify(row))));
  });
  const changes = await read(...messages);
  assertEquals(changes.length > 1_000, true);
  for (const { eventId, by, fields = [], minutes = 0 } of changes) {
    assertEquals([typeof eventId, typeof by], ["string", "string"]);
    assertEquals(fields.every((it) => typeof it === "string" && it), true);
    assertEquals(Number.isNaN(minutes), false);
  }
});

Deno.test("calendarChanges() completes and errors as its source", () => {
  marbles(({ cold, expectObservable, expectSubscriptions }) => {
    const values = {
      a: notice("cancelled", { event, user }),
      c: notice("cancelled", { event, user }),
      b: source.read({ id: "2", text: "tide" }),
    };
    const cancelled = { type: "cancelled", ...common };
    const changes = { a: cancelled, c: cancelled };
    const whole = cold("-a-b-c-|", values);
    expectObservable(whole.pipe(calendarChanges())).toBe("-a---c-|", changes);
    const failing = cold("-a-#", values);
    expectObservable(failing.pipe(calendarChanges())).toBe("-a-#", changes);
    const left = cold("-a-c-", values);
    expectObservable(left.pipe(calendarChanges()), "--!").toBe("-a", changes);
    expectSubscriptions(left.subscriptions).toBe("^-!");
  });
});
