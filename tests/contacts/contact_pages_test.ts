import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { type Contact, contacts } from "@rxgroupme/client/contacts";
import { lastValueFrom, map, toArray } from "rxjs";
import { Random } from "../../lib/testing/history/random.ts";
import { envelope } from "../support/recorded.ts";
import { scripted } from "../support/scripted.ts";

const PATH = "https://api.groupme.com/v4/relationships";

interface Row {
  readonly id: string;
  readonly updated_at_iso8601: string;
}

/** A time of so many microseconds within one second. */
function time(microseconds: number): string {
  return `2023-03-07T00:14:23.${`${microseconds}`.padStart(6, "0")}Z`;
}

/** Contacts with these times, in microseconds. */
function rowsOf(times: readonly number[]): readonly Row[] {
  return times.map((microseconds, i) => ({
    id: `${1000 + i}`,
    updated_at_iso8601: time(microseconds),
  }));
}

/** A server that has so many contacts on a page. */
function served(
  rows: readonly Row[],
  { size, isInclusive = false }: { size: number; isInclusive?: boolean },
) {
  const queries: string[] = [];
  const client = new Client({
    token: "secret",
    retry: false,
    fetch: ({ url }) => {
      const { searchParams } = new URL(url);
      queries.push(`${searchParams}`);
      const since = searchParams.get("since") ?? "";
      const id = atob(searchParams.get("page") ?? "");
      const start = rows.findIndex((row) => row.id === id) + 1;
      const found = rows.slice(start).filter(({ updated_at_iso8601: at }) =>
        at > since || isInclusive && at === since
      );
      return Promise.resolve(envelope(found.slice(0, size)));
    },
  });
  return { client, queries };
}

async function idsOf(client: Client): Promise<readonly string[]> {
  const all = contacts(client).listAll().pipe(
    map(({ id }: Contact) => id),
    toArray(),
  );
  return await lastValueFrom(all);
}

Deno.test("Contacts.listAll() asks by the time of the last change, with its microseconds", async () => {
  const [first, second, third] = rowsOf([125308, 125309, 400000]);
  const { client, lines } = scripted([
    envelope([first, second]),
    envelope([third]),
    envelope([]),
  ]);
  const all = contacts(client).listAll({ includeBlocked: true });
  const ids = await lastValueFrom(all.pipe(map(({ id }) => id), toArray()));
  assertEquals(ids, ["1000", "1001", "1002"]);
  assertEquals(lines, [
    `GET ${PATH}?include_blocked=true`,
    `GET ${PATH}?include_blocked=true&since=2023-03-07T00%3A14%3A23.125308Z`,
    `GET ${PATH}?include_blocked=true&since=2023-03-07T00%3A14%3A23.400000Z`,
  ]);
});

Deno.test("Contacts.listAll() ends on a page without a new contact", async () => {
  const page = rowsOf([1, 2]);
  const { client, lines } = scripted([envelope(page), envelope(page)]);
  assertEquals(await idsOf(client), ["1000", "1001"]);
  assertEquals(lines.length, 2);
});

Deno.test("Contacts.listAll() has each contact once where many have one time at the border of a page", async () => {
  for (const isInclusive of [false, true]) {
    for (const size of [150, 200]) {
      for (const cluster of [2, 5, 90]) {
        const times = Array.from(
          { length: cluster * Math.ceil(700 / cluster) },
          (_, i) => Math.floor(i / cluster),
        );
        const rows = rowsOf(times);
        const { client, queries } = served(rows, { size, isInclusive });
        assertEquals(await idsOf(client), rows.map(({ id }) => id));
        assertEquals(queries.length <= 3 + 700 / (size - cluster), true);
      }
    }
  }
});

Deno.test("Contacts.listAll() has each contact once on pages of any length, wherever they part those of one time", async () => {
  const random = new Random(20261128);
  for (let run = 0; run < 400; run++) {
    const size = random.between(2, 9);
    const step = random.between(1, 10) / 10;
    let at = 0;
    const times = Array.from(
      { length: random.between(0, 30) },
      () => at += random.fraction() < step ? 1 : 0,
    );
    const rows = rowsOf(times);
    const { client } = served(rows, { size });
    const about = `${size} a page: ${times}`;
    assertEquals(await idsOf(client), rows.map(({ id }) => id), about);
  }
});

Deno.test("Contacts.listAll() takes two requests for contacts on one page", async () => {
  for (const times of [[1], [1, 1], [1, 2], [1, 2, 2], [1, 1, 2, 3]]) {
    const rows = rowsOf(times);
    const { client, queries } = served(rows, { size: 200 });
    assertEquals(await idsOf(client), rows.map(({ id }) => id));
    assertEquals(queries.length, 2, `${times}`);
  }
});

Deno.test("Contacts.listAll() goes on by id where more contacts have one time than fit on a page", async () => {
  const times = Array.from({ length: 650 }, (_, i) => i < 20 ? i : 500);
  const rows = rowsOf(times);
  const { client, queries } = served(rows, { size: 200 });
  assertEquals(await idsOf(client), rows.map(({ id }) => id));
  const [, second, third] = queries;
  assertEquals(second, `since=${encodeURIComponent(time(19))}`);
  assertEquals(third, new URLSearchParams({ page: btoa("1219") }).toString());
});

Deno.test("Contacts.listAll() delivers rows without ids and times, and ends", async () => {
  const rows = [{ name: "a" }, { name: "b" }, { id: "é", name: "c" }];
  const { client, lines } = scripted([
    envelope(rows),
    envelope([...rows, null]),
    envelope([{ name: "never" }]),
  ]);
  const all = contacts(client).listAll();
  const names = await lastValueFrom(all.pipe(map((it) => it.name), toArray()));
  assertEquals(names, ["a", "b", "c"]);
  assertEquals(lines, [`GET ${PATH}`, `GET ${PATH}`]);
});

Deno.test("Contacts.listAll() requests no page before there is a need, and one ahead with prefetch", async () => {
  const rows = rowsOf(Array.from({ length: 500 }, (_, i) => i));
  const lazy = served(rows, { size: 200 });
  for await (const { id } of contacts(lazy.client).listAll()) {
    if (id === "1199") break;
  }
  assertEquals(lazy.queries.length, 1);
  const eager = served(rows, { size: 200 });
  for await (const { id } of contacts(eager.client).listAll({ prefetch: 1 })) {
    if (id === "1199") break;
  }
  assertEquals(eager.queries.length, 2);
});
