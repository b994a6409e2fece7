import { assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import {
  BadResponse,
  Forbidden,
  MissingResponseError,
  NoResponse,
  NotFound,
} from "@rxgroupme/client";
import { calendar, rsvp } from "@rxgroupme/client/calendar";
import {
  firstValueFrom,
  fromEvent,
  lastValueFrom,
  NEVER,
  type Observable,
  Subject,
  toArray,
} from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { within } from "../support/within.ts";
import { EVENT_DATA, ID, NIGHT_COUNT } from "./night_count.ts";

const GROUP = "98115240";
const PATH = `https://api.groupme.com/v3/conversations/${GROUP}/events`;
const shown = (more: object = {}) =>
  envelope({ event: { ...EVENT_DATA, ...more } });

Deno.test("Calendar.create() posts GroupMe's own JSON, byte for byte", async () => {
  const { client, lines } = scripted([
    envelope({ event: EVENT_DATA, share_token: "Zx9Yw8Vu", message: {} }, 201),
  ]);
  const event = await lastValueFrom(
    calendar(client, GROUP).create(NIGHT_COUNT),
  );
  assertEquals([event.id, event.shareToken], [ID, "Zx9Yw8Vu"]);
  const sample =
    `{"name":"Night count","start_at":"2025-08-08T20:00:00-04:00","end_at":"2025-08-08T22:00:00-04:00","timezone":"America/New_York","description":"headlamps","is_all_day":false,"image_url":"https://i.groupme.com/1","location":{"address":"4 Harbor Way","name":"Pier 4","lat":"41.4951","lng":"-71.3128"},"reminders":[0,3600],"scheduled_call":false}`;
  assertEquals(lines, [`POST ${PATH}/create ${sample}`]);
});

Deno.test("Calendar.create() leaves out what is not given", async () => {
  const { client, lines } = scripted([shown()]);
  const { name, startAt, endAt, timeZone } = NIGHT_COUNT;
  const bare = { name, startAt, endAt, timeZone, location: { name: "Pier 4" } };
  await lastValueFrom(calendar(client, GROUP).create(bare));
  assertEquals(lines, [
    `POST ${PATH}/create {"name":"Night count","start_at":"2025-08-08T20:00:00-04:00","end_at":"2025-08-08T22:00:00-04:00","timezone":"America/New_York","is_all_day":false,"location":{"name":"Pier 4"}}`,
  ]);
});

Deno.test("Calendar.list() asks from now on, or from a given moment", async () => {
  const { client, clock, lines } = scripted([
    envelope({ events: [EVENT_DATA] }),
    envelope({ events: [] }),
  ]);
  await clock.advance(Date.UTC(2025, 7, 2, 4) - clock.now());
  const here = calendar(client, GROUP);
  const events = await lastValueFrom(here.list());
  assertEquals(events.map(({ id }) => id), [ID]);
  const endingAfter = new Date("2030-01-02T03:04:05.678-04:00");
  await lastValueFrom(here.list({ endingAfter, limit: 100 }));
  assertEquals(lines, [
    `GET ${PATH}/list?end_at=2025-08-02T04%3A00%3A00%2B00%3A00&limit=20`,
    `GET ${PATH}/list?end_at=2030-01-02T07%3A04%3A05%2B00%3A00&limit=100`,
  ]);
});

Deno.test("Calendar.get(), update(), rsvp() and cancel() name the event in the query", async () => {
  const { client, lines } = scripted([
    shown(),
    shown({ name: "Night count II" }),
    shown(),
    shown(),
    shown(),
    envelope(null),
    envelope(null),
    envelope(null),
  ]);
  const here = calendar(client, GROUP);
  const event = await lastValueFrom(here.get(ID));
  const renamed = await lastValueFrom(event.update({ name: "Night count II" }));
  assertEquals([renamed.name, event.name], ["Night count II", "Night count"]);
  for (const going of [true, false, undefined]) {
    assertEquals((await lastValueFrom(event.rsvp(going))).id, ID);
  }
  const cancels = [
    event.cancel(),
    event.cancel({ series: "all" }),
    here.cancel(ID, { series: "following" }),
  ];
  for (const cancel of cancels) assertEquals(await lastValueFrom(cancel), true);
  assertEquals(lines, [
    `GET ${PATH}/show?event_id=${ID}`,
    `POST ${PATH}/update?event_id=${ID} {"name":"Night count II"}`,
    `POST ${PATH}/rsvp?event_id=${ID}&going=true`,
    `POST ${PATH}/rsvp?event_id=${ID}&going=false`,
    `DELETE ${PATH}/rsvp/delete?event_id=${ID}`,
    `DELETE ${PATH}/delete?event_id=${ID}`,
    `DELETE ${PATH}/delete?event_id=${ID}&delete_series=true`,
    `DELETE ${PATH}/delete?event_id=${ID}&delete_future=true`,
  ]);
});

Deno.test("Calendar.update() of the time sends all of it", async () => {
  const { client, lines } = scripted([shown(), shown()]);
  const here = calendar(client, GROUP);
  const { startAt, endAt, timeZone } = NIGHT_COUNT;
  const time = { startAt, endAt, timeZone };
  await lastValueFrom(here.update(ID, { ...time, isAllDay: true }));
  await lastValueFrom(here.update(ID, { reminders: [], hasCall: true }));
  assertEquals(lines, [
    `POST ${PATH}/update?event_id=${ID} {"start_at":"2025-08-08T20:00:00-04:00","end_at":"2025-08-08T22:00:00-04:00","timezone":"America/New_York","is_all_day":true}`,
    `POST ${PATH}/update?event_id=${ID} {"reminders":[],"scheduled_call":true}`,
  ]);
});

Deno.test("calendar() of a chat asks once for your own id, and names both users", async () => {
  const { client, lines } = scripted([
    envelope({ id: "41870263" }),
    shown(),
    shown(),
  ]);
  const here = calendar(client, { otherUserId: "7305518" });
  await lastValueFrom(here.get(ID));
  await lastValueFrom(here.rsvp(ID, true));
  const path =
    "https://api.groupme.com/v3/conversations/7305518%2B41870263/events";
  assertEquals(lines, [
    "GET https://api.groupme.com/v3/users/me",
    `GET ${path}/show?event_id=${ID}`,
    `POST ${path}/rsvp?event_id=${ID}&going=true`,
  ]);
});

Deno.test("rsvp() answers each event of a stream, in order", async () => {
  const { client, lines } = scripted([
    envelope({ events: [EVENT_DATA, { ...EVENT_DATA, event_id: "2" }] }),
    shown({ going: ["1"] }),
    refusal(404),
  ]);
  const seen: string[] = [];
  const answered = await lastValueFrom(
    calendar(client, GROUP).listAll().pipe(
      rsvp(true, { onError: (_, { id }) => void seen.push(id) }),
      toArray(),
    ),
  ).catch((error) => error);
  // The page behind the second is beyond the script.
  assertEquals(answered.status, 500);
  assertEquals(seen, ["2"]);
  assertEquals(lines.slice(1, 3), [
    `POST ${PATH}/rsvp?event_id=${ID}&going=true`,
    `POST ${PATH}/rsvp?event_id=2&going=true`,
  ]);
});

Deno.test("Calendar requests nothing before subscription, and aborts on unsubscription", async () => {
  const requests = new Subject<Request>();
  const { client, lines } = scripted([], {
    fetch: (request) => {
      requests.next(request);
      return firstValueFrom<Response>(NEVER);
    },
  });
  const here = calendar(client, GROUP);
  const commands: readonly Observable<unknown>[] = [
    here.list(),
    here.listAll(),
    here.get(ID),
    here.create(NIGHT_COUNT),
    here.update(ID, { name: "a" }),
    here.cancel(ID),
    here.rsvp(ID, true),
    here.rsvp(ID, undefined),
  ];
  assertEquals(lines, []);
  for (const command of commands) {
    const requested = firstValueFrom(requests);
    const subscription = command.subscribe();
    const { signal } = await within(5_000, "a request", requested);
    const aborted = firstValueFrom(fromEvent(signal, "abort"));
    assertEquals(signal.aborted, false);
    subscription.unsubscribe();
    await within(5_000, "an abort", aborted);
  }
});

Deno.test("Calendar.create() whose answer is lost makes no second event", async () => {
  const { client, clock, lines } = scripted(
    [new TypeError("connection reset"), shown()],
    { retry: {} },
  );
  await assertRejects(
    () =>
      clock.until(lastValueFrom(calendar(client, GROUP).create(NIGHT_COUNT))),
    NoResponse,
  );
  assertEquals(lines.length, 1);
});

Deno.test("Calendar.update(), rsvp() and cancel() whose answer is lost are sent again", async () => {
  const lost = () => new TypeError("connection reset");
  const { client, clock, lines } = scripted(
    [lost(), shown(), lost(), shown(), lost(), refusal(404)],
    { retry: {} },
  );
  const here = calendar(client, GROUP);
  const until = <T>(promise: Promise<T>) => clock.until(promise);
  await until(lastValueFrom(here.update(ID, { name: "a" })));
  await until(lastValueFrom(here.rsvp(ID, undefined)));
  assertEquals(await until(lastValueFrom(here.cancel(ID))), true);
  assertEquals(lines.length, 6);
});

Deno.test("Calendar.update() and rsvp() read an event that their answer does not hold", async () => {
  const { client, lines } = scripted([
    new Response(null, { status: 200 }),
    shown({ name: "a" }),
    envelope(null),
    shown({ going: null }),
    envelope({ event: 5 }),
    shown(),
  ]);
  const here = calendar(client, GROUP);
  const changed = await lastValueFrom(here.update(ID, { name: "a" }));
  const undecided = await lastValueFrom(here.rsvp(ID, undefined));
  const { id } = await lastValueFrom(here.rsvp(ID, true));
  assertEquals([changed.name, undecided.going, id], ["a", [], ID]);
  const show = `GET ${PATH}/show?event_id=${ID}`;
  assertEquals(lines, [
    `POST ${PATH}/update?event_id=${ID} {"name":"a"}`,
    show,
    `DELETE ${PATH}/rsvp/delete?event_id=${ID}`,
    show,
    `POST ${PATH}/rsvp?event_id=${ID}&going=true`,
    show,
  ]);
});

Deno.test("Calendar errors with what the server says", async () => {
  const { client } = scripted([
    refusal(404, { errors: ["not found"] }),
    refusal(400, { errors: ["timezone is required"] }),
    refusal(403),
    refusal(404),
    envelope({ event: null }),
    envelope({ events: "none" }),
  ]);
  const here = calendar(client, GROUP);
  const failures: readonly [
    Observable<unknown>,
    abstract new (...args: never[]) => Error,
  ][] = [
    [here.get(ID), NotFound],
    [here.create(NIGHT_COUNT), BadResponse],
    [here.update(ID, { name: "a" }), Forbidden],
    [here.cancel(ID), NotFound],
    [here.get(ID), MissingResponseError],
    [here.list(), MissingResponseError],
  ];
  for (const [command, Kind] of failures) {
    const error = await lastValueFrom(command).catch((error) => error);
    assertInstanceOf(error, Kind);
  }
});
