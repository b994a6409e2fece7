import { assertEquals } from "@std/assert";
import { calendar } from "@rxgroupme/client/calendar";
import { lastValueFrom, map, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { scripted } from "../support/scripted.ts";
import { world } from "../support/world.ts";

const rows = (...ids: unknown[]) =>
  envelope({ events: ids.map((event_id) => ({ event_id })), next: "7" });

/** The ids of all events, and where each page was to go on. */
async function listed(answers: readonly Response[]) {
  const { client, lines } = scripted(answers);
  const ids = await lastValueFrom(
    calendar(client, "1").listAll().pipe(map(({ id }) => id), toArray()),
  );
  const from = lines.map((line) =>
    new URL(line.slice(4)).searchParams.get("last_event_id")
  );
  return { ids, from, lines };
}

Deno.test("Calendar.listAll() goes on from the last event of each page", async () => {
  const { ids, from, lines } = await listed([
    rows("b", "a"),
    rows("c"),
    rows(),
  ]);
  assertEquals(ids, ["b", "a", "c"]);
  assertEquals(from, [null, "a", "c"]);
  assertEquals(
    lines[1],
    "GET https://api.groupme.com/v3/conversations/1/events/list?end_at=1970-01-01T00%3A00%3A00%2B00%3A00&limit=100&last_event_id=a",
  );
});

Deno.test("Calendar.listAll() ends where a server ignores where to go on", async () => {
  const { ids, from } = await listed([rows("a", "b"), rows("a", "b")]);
  assertEquals(ids, ["a", "b"]);
  assertEquals(from, [null, "b"]);
});

Deno.test("Calendar.listAll() delivers each event once, where pages share some", async () => {
  const { ids } = await listed([
    rows("a", "b", "a"),
    rows("b", "c"),
    rows("c", "a"),
  ]);
  assertEquals(ids, ["a", "b", "c"]);
});

Deno.test("Calendar.listAll() delivers events without an id", async () => {
  const mixed = await listed([rows("a", null), rows(undefined, "b"), rows()]);
  assertEquals(mixed.ids, ["a", "", "", "b"]);
  const alone = await listed([rows(null), rows(null)]);
  assertEquals([alone.ids, alone.from], [[""], [null, null]]);
});

Deno.test("Calendar.listAll() of an empty calendar is one request", async () => {
  assertEquals((await listed([rows()])).from, [null]);
});

Deno.test("Calendar.listAll() reads 250 events by pages, and no more than it is asked for", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  const ids = Array.from({ length: 250 }, (_, index) => {
    const startAt = new Date(Date.UTC(2020, 0, 1 + index));
    return group.addEvent({ name: `${index}`, startAt }).id;
  });
  const here = calendar(client, group.id);
  const before = simulator.requests.length;
  const all = await clock.until(lastValueFrom(here.listAll().pipe(toArray())));
  assertEquals(all.map(({ id }) => id), ids);
  assertEquals(simulator.requests.length - before, 4);
  for await (const event of here.listAll({ limit: 10 })) {
    assertEquals(event.id, ids[0]);
    break;
  }
  assertEquals(simulator.requests.length - before, 5);
});
