import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Client, type Gallery, StalledPager } from "@rxgroupme/client";
import { lastValueFrom, type Observable, toArray } from "rxjs";
import { envelope, recorded } from "../../support/recorded.ts";

/** What a gallery of our own holds: an id, and when it came. */
type Medium = readonly [id: string, ts: string];

/** How our own gallery behaves where GroupMe's is not known. */
interface Habits {
  /** Does it count what stands at the very time of a cursor? */
  inclusive: boolean;
  /** Pages in mid-list that are shorter than asked for. */
  short?: boolean;
  /** Does it list forth from a time the newest first? */
  newestFirst?: boolean;
}

/** A gallery over a server of our own, and the queries that it got. */
function gallery(
  media: readonly Medium[],
  { inclusive, short, newestFirst }: Habits,
) {
  const queries: Record<string, string>[] = [];
  const fetch = (request: Request) => {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    queries.push(query);
    const { before, after, since, limit = "100" } = query;
    const reach = (order: number) => order > 0 || (inclusive && order === 0);
    const found = media.filter(([, ts]) =>
      (!before || reach(ticks(before) - ticks(ts))) &&
      (!after || reach(ticks(ts) - ticks(after))) &&
      (!since || reach(ticks(ts) - ticks(since)))
    ).sort(([, a], [, b]) => ticks(b) - ticks(a));
    if (after && !newestFirst) found.reverse();
    const many = short ? Math.ceil(Number(limit) / 2) : Number(limit);
    const messages = found.slice(0, many).map(([id, gallery_ts]) => {
      return { id, gallery_ts, group_id: "1", attachments: [] };
    });
    return Promise.resolve(
      messages.length > 0
        ? Response.json({ response: { messages }, meta: { code: 200 } })
        : new Response(null, { status: 304 }),
    );
  };
  const client = new Client({ token: "t", fetch });
  return { gallery: client.groups.gallery("1"), queries };
}

/** A time of ours in units of 0.1 ms. */
function ticks(ts: string): number {
  const [, ms = "", rest = "0"] = /^(.{19}\.\d{3})(\d?)/.exec(ts) ??
    [, ts.replace("Z", ".000"), "0"];
  return Date.parse(`${ms}Z`) * 10 + Number(rest);
}

function ids(source: Observable<{ id: string }>): Promise<string[]> {
  return lastValueFrom(source.pipe(toArray()))
    .then((all) => all.map(({ id }) => id));
}

const AT = "2025-08-01T12:43:57";

/** Seven of one second, three of them at one very time. */
const crowd: readonly Medium[] = [
  ["9", `${AT}.8688Z`],
  ["8", `${AT}.8687Z`],
  ["7", `${AT}.5000Z`],
  ["6", `${AT}.5000Z`],
  ["5", `${AT}.5000Z`],
  ["4", `${AT}.0009Z`],
  ["3", `${AT}.0000Z`],
];

for (const inclusive of [false, true]) {
  for (const short of [false, true]) {
    const server = `${inclusive ? "inclusive" : "exclusive"} cursors${
      short ? " and short pages" : ""
    }`;
    for (const limit of [1, 2, 3, 4, 7, 100]) {
      Deno.test(`Gallery.listAll() loses and repeats nothing: limit ${limit}, ${server}`, async () => {
        const habits = { inclusive, short };
        const newestFirst = crowd.map(([id]) => id);
        const all = gallery(crowd, habits);
        assertEquals(await ids(all.gallery.listAll({ limit })), newestFirst);
        const from = new Date("2025-08-01T12:00:00Z");
        const forth = gallery(crowd, habits).gallery;
        assertEquals(
          (await ids(forth.listAllAfter(from, { limit }))).toSorted(),
          newestFirst.toSorted(),
        );
        const since = gallery(crowd, habits).gallery;
        assertEquals(await ids(since.listAll({ since: from, limit })), [
          ...newestFirst,
        ]);
      });
    }
  }
}

for (const inclusive of [false, true]) {
  for (const short of [false, true]) {
    for (const limit of [1, 2, 3, 7, 100]) {
      Deno.test(
        `Gallery.listAllAfter() lists each once, oldest first, where a server lists the newest first: limit ${limit}, ${
          inclusive ? "inclusive" : "exclusive"
        } cursors${short ? " and short pages" : ""}`,
        async () => {
          const habits = { inclusive, short, newestFirst: true };
          const spread: readonly Medium[] = Array.from(
            { length: 30 },
            (
              _,
              i,
            ) => [
              `${30 - i}`,
              `2025-08-0${1 + i % 9}T00:00:0${i % 7}.000${i % 10}Z`,
            ],
          );
          for (const media of [crowd, spread]) {
            const from = new Date("2025-07-31T12:00:00Z");
            const all = gallery(media, habits).gallery;
            const listed = await lastValueFrom(
              all.listAllAfter(from, { limit }).pipe(toArray()),
            );
            const times = listed.map(({ data }) =>
              ticks(data.gallery_ts ?? "")
            );
            assertEquals(times, times.toSorted((a, b) => a - b));
            assertEquals(
              listed.map(({ id }) => id).toSorted(),
              media.map(([id]) => id).toSorted(),
            );
          }
        },
      );
    }
  }
}

for (const inclusive of [false, true]) {
  Deno.test(`Gallery.listAllBefore() and its like leave out their own time (${inclusive ? "inclusive" : "exclusive"})`, async () => {
    const media: readonly Medium[] = [
      ["3", `${AT}.5010Z`],
      ["2", `${AT}.5000Z`],
      ["1", `${AT}.4990Z`],
    ];
    const when = new Date(`${AT}.500Z`);
    const over = (walk: (gallery: Gallery) => Observable<{ id: string }>) =>
      ids(walk(gallery(media, { inclusive }).gallery));
    assertEquals(await over((it) => it.listAllBefore(when)), ["1"]);
    assertEquals(await over((it) => it.listAllAfter(when)), ["3"]);
    assertEquals(await over((it) => it.listAll({ since: when })), ["3"]);
    assertEquals(await over((it) => it.listAllBefore(when, { limit: 1 })), [
      "1",
    ]);
    const [last] = media.slice(-1);
    const oldest = gallery([last!], { inclusive }).gallery;
    const at = new Date(`${AT}.499Z`);
    assertEquals(await ids(oldest.listAllBefore(at)), []);
  });
}

Deno.test("Gallery.listAll() lists oldest first from a time on", async () => {
  const media: readonly Medium[] = [
    ["3", `${AT}.3000Z`],
    ["2", `${AT}.2000Z`],
    ["1", `${AT}.1000Z`],
  ];
  const { gallery: it } = gallery(media, { inclusive: false });
  const after = new Date(`${AT}Z`);
  assertEquals(await ids(it.listAll({ after, limit: 2 })), ["1", "2", "3"]);
});

Deno.test("Gallery.listAll() asks by gallery_ts, four decimals of it", async () => {
  const { gallery: it, queries } = gallery(crowd, { inclusive: false });
  await ids(it.listAll({ limit: 7 }));
  assertEquals(queries.map(({ before, limit }) => [before, limit]), [
    [undefined, "7"],
    // What else stands at its end is asked for again, at last with more room.
    [`${AT}.0001Z`, "8"],
    [`${AT}.0001Z`, "100"],
    [`${AT}.0000Z`, "100"],
  ]);
});

Deno.test("Gallery.listAll() reads a gallery_ts of any precision", async () => {
  const asked = [];
  for (const ts of [`${AT}Z`, `${AT}.5Z`, `${AT}.50019Z`, `${AT}.050Z`, AT]) {
    const { gallery: it, queries } = gallery([["1", ts]], { inclusive: false });
    await ids(it.listAll());
    asked.push(queries[1]?.before?.slice(AT.length));
  }
  assertEquals(asked, [".0001Z", ".5001Z", ".5002Z", ".0501Z", ".0001Z"]);
});

Deno.test("Gallery.listAll() copes with those of one time in ever other order", async () => {
  const ties = Array.from({ length: 6 }, (_, n) => ({
    id: `${n}`,
    gallery_ts: `${AT}.5000Z`,
  }));
  let turn = 0;
  const { client } = recorded({
    answer: (request) => {
      const query = new URL(request.url).searchParams;
      if ((query.get("before") ?? "Z") <= `${AT}.5000Z`) {
        return new Response(null, { status: 304 });
      }
      const at = turn++ * 4 % 6;
      const turned = [...ties.slice(at), ...ties.slice(0, at)];
      const messages = turned.slice(0, Number(query.get("limit")));
      return envelope({ messages });
    },
  });
  const all = client.groups.gallery("1").listAll({ limit: 1 });
  assertEquals((await ids(all)).toSorted(), ties.map(({ id }) => id));
});

Deno.test("Gallery.listAll() asks 100 a page, and with files", async () => {
  const { gallery: it, queries } = gallery([], { inclusive: false });
  await ids(it.listAll());
  assertEquals(queries, [{ limit: "100", acceptFiles: "1" }]);
});

Deno.test("Gallery.listAll() stops where more stand at one time than it can ask for", async () => {
  const many = Array.from(
    { length: 150 },
    (_, n): Medium => [`${n}`, `${AT}.5000Z`],
  );
  const { gallery: it } = gallery(many, { inclusive: false });
  await assertRejects(() => ids(it.listAll()), StalledPager, "100");
});

Deno.test("Gallery.listAll() falls back on created_at, and delivers what has no time", async () => {
  const messages = [
    { id: "3", created_at: 1754052237 },
    { id: "2", created_at: 1754052236 },
    { id: "1" },
    { id: "4", gallery_ts: { toString: 1, valueOf: 1 } },
  ];
  let isFirst = true;
  const { client, sent } = recorded({
    answer: () => {
      if (!isFirst) return new Response(null, { status: 304 });
      isFirst = false;
      const response = { messages };
      return Response.json({ response, meta: { code: 200 } });
    },
  });
  const listed = await ids(client.groups.gallery("1").listAll());
  assertEquals(listed.toSorted(), ["1", "2", "3", "4"]);
  assertEquals(
    sent[1]?.url.searchParams.get("before"),
    "2025-08-01T12:43:56.0001Z",
  );
});

Deno.test("Gallery.listAll() ends where nothing has a time", async () => {
  const { client, sent } = recorded({
    answer: () => envelope({ messages: [{ id: "2" }, { id: "1" }] }),
  });
  assertEquals(await ids(client.groups.gallery("1").listAll()), ["2", "1"]);
  assertEquals(sent.map(({ url }) => url.searchParams.has("before")), [
    false,
    false,
    false,
  ]);
});

Deno.test("Gallery.listBefore(), listSince() and listAfter() list pages", async () => {
  const { gallery: it, queries } = gallery(crowd, { inclusive: false });
  const when = new Date(`${AT}.500Z`);
  const list = (page: Observable<readonly { id: string }[]>) =>
    lastValueFrom(page).then((all) => all.map(({ id }) => id));
  assertEquals(await list(it.list()), crowd.map(([id]) => id));
  assertEquals(await list(it.listBefore(when)), ["4", "3"]);
  assertEquals(await list(it.listSince(when)), ["9", "8"]);
  assertEquals(await list(it.listAfter(when, { limit: 1 })), ["8"]);
  const time = `${AT}.5000Z`;
  const acceptFiles = "1";
  assertEquals(queries, [
    { acceptFiles },
    { before: time, acceptFiles },
    { since: time, acceptFiles },
    { after: time, limit: "1", acceptFiles },
  ]);
});

Deno.test("Gallery.list() takes 304 and null for none", async () => {
  for (const status of [304, 200]) {
    const { client } = recorded({
      answer: () =>
        status === 304
          ? new Response(null, { status })
          : Response.json({ response: { messages: null }, meta: {} }),
    });
    const it = client.groups.gallery("1");
    assertEquals(await lastValueFrom(it.list()), []);
    assertEquals(await ids(it.listAll()), []);
  }
});

Deno.test("Gallery.listAll() lists all that the simulator has, both ways", async () => {
  const { client, simulator } = recorded();
  const { id } = simulator.addGroup({ history: { count: 2_000 } });
  const all = client.groups.gallery(id);
  const back = await ids(all.listAll({ limit: 7 }));
  const start = new Date("2020-01-01");
  const forth = await ids(all.listAllAfter(start, { limit: 7 }));
  assertEquals(forth.toReversed(), back);
  assertEquals(new Set(back).size, back.length);
  const group = await lastValueFrom(client.groups.get(id));
  const media = await ids(group.gallery.listAll());
  assertEquals(media, back);
});

Deno.test("Gallery names the argument that it cannot use, before any request", () => {
  const { gallery: it, queries } = gallery([], { inclusive: false });
  const wrong = new Date(NaN);
  const right = new Date();
  assertThrows(() => it.list({ before: wrong }), TypeError, "before");
  assertThrows(() => it.listBefore(wrong), TypeError, "before");
  assertThrows(() => it.listSince(wrong), TypeError, "since");
  assertThrows(() => it.listAfter(wrong), TypeError, "after");
  assertThrows(() => it.listAll({ since: wrong }), TypeError, "since");
  assertThrows(() => it.listAllBefore(wrong), TypeError, "before");
  assertThrows(() => it.listAllAfter(wrong), TypeError, "after");
  const text = "2025-08-01" as unknown as Date;
  assertThrows(() => it.listBefore(text), TypeError, "before");
  const two = { before: right, after: right };
  assertThrows(() => it.list(two), TypeError, "after");
  assertThrows(() => it.list({ limit: 0 }), RangeError, "limit");
  assertThrows(() => it.list({ limit: 201 }), RangeError, "limit");
  assertThrows(() => it.listAll({ limit: 0 }), RangeError, "limit");
  assertEquals(queries, []);
});

Deno.test("Gallery.listAll() gives each message without an id", async () => {
  const media: readonly Medium[] = Array.from(
    { length: 12 },
    (_, i) => [i % 3 === 0 ? `${i}` : "", `${AT}.${1_000 + i}Z`],
  );
  for (const limit of [1, 5, 100]) {
    const { gallery: it } = gallery(media, { inclusive: false });
    const all = await lastValueFrom(it.listAll({ limit }).pipe(toArray()));
    const times = all.map(({ data }) => data.gallery_ts);
    assertEquals(times, media.map(([, ts]) => ts).toReversed());
  }
});
