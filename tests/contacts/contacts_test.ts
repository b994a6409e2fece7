import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  Client,
  Forbidden,
  GroupMeError,
  MissingResponseError,
  NotFound,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import { Contact, contacts } from "@rxgroupme/client/contacts";
import { lastValueFrom, type Observable, Subscription, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { PROFILE, REQUESTS, ROW, TEO } from "./rows.ts";

const V3 = "https://api.groupme.com/v3";
const V4 = "https://api.groupme.com/v4";
const V2 = "https://v2.groupme.com";

Deno.test("Contacts.list() reads contacts, and leaves the time and the blocked to GroupMe", async () => {
  const rows = [ROW, { ...ROW, blocked: true }, { ...ROW, is_blocked: true }];
  const { client, lines } = scripted([envelope(rows)]);
  const [teo, ...others] = await lastValueFrom(contacts(client).list());
  assert(teo instanceof Contact);
  const { id, userId, name, avatarUrl, createdAt, updatedAt } = teo;
  assertEquals({ id, userId, name, avatarUrl, createdAt, updatedAt }, {
    id: TEO,
    userId: TEO,
    name: "Teo Marsh",
    avatarUrl: "https://i.groupme.com/640x640.jpeg.5d20a9be",
    createdAt: new Date(1658526000_000),
    updatedAt: new Date(1678148063_000),
  });
  assertEquals([teo.isBlocked, teo.isHidden], [false, false]);
  assertEquals(others.map(({ isBlocked }) => isBlocked), [true, true]);
  assertEquals(teo.createdAt === teo.createdAt, true);
  assertEquals(teo.toJSON(), ROW);
  assertEquals(lines, [`GET ${V4}/relationships`]);
});

Deno.test("Contacts.list() takes a time, and whether blocked ones are listed", async () => {
  const { client, lines } = scripted([envelope([]), envelope(null)]);
  const since = new Date("2023-03-07T00:14:23.125Z");
  const people = contacts(client);
  const page = people.list({ since, includeBlocked: true });
  assertEquals(await lastValueFrom(page), []);
  const others = people.list({ includeBlocked: false });
  assertEquals(await lastValueFrom(others), []);
  assertEquals(lines, [
    `GET ${V4}/relationships?include_blocked=true&since=2023-03-07T00%3A14%3A23.125Z`,
    `GET ${V4}/relationships?include_blocked=false`,
  ]);
});

Deno.test("Contacts.list() of odd rows has contacts without fields, and fails no page", async () => {
  const odd = {
    id: {},
    name: 5,
    avatar_url: [],
    hidden: "yes",
    created_at: {},
  };
  const { client } = scripted([envelope([null, odd, 7, ROW])]);
  const [first, teo] = await lastValueFrom(contacts(client).list());
  assertEquals(
    [first?.id, first?.userId, first?.name, first?.avatarUrl],
    ["", "", "5", undefined],
  );
  assertEquals([first?.createdAt, first?.isHidden], [undefined, false]);
  assertEquals(teo?.id, TEO);
});

Deno.test("Contacts.profile() reads a profile, with the groups in common", async () => {
  const { client, lines } = scripted([envelope(PROFILE)]);
  const profile = await lastValueFrom(contacts(client).profile(TEO));
  const { data, ...fields } = profile;
  assertEquals(data as unknown, PROFILE);
  assertEquals(fields, {
    userId: TEO,
    name: "Teo Marsh",
    avatarUrl: undefined,
    bio: "nets",
    createdAt: new Date(1567108000_000),
    sharedGroups: [{
      groupId: "98115240",
      name: "Tide Pool Crew",
      imageUrl: "https://i.groupme.com/1024x768.jpeg.9af3d1c0",
    }],
  });
  assertEquals(lines, [
    `GET ${V2}/users/${TEO}?include_shared_groups=true`,
  ]);
});

Deno.test("Contacts.profile() of what is no profile is told, and never a profile of nobody", async () => {
  for (const answer of [null, {}, { user: null }, { user: [] }]) {
    const { client } = scripted([envelope(answer)]);
    await assertRejects(
      () => lastValueFrom(contacts(client).profile(TEO)),
      MissingResponseError,
    );
  }
});

Deno.test("Contacts.requests() reads what waits for an answer", async () => {
  const { client, lines } = scripted([envelope(REQUESTS)]);
  const requests = await lastValueFrom(contacts(client).requests());
  const { data, ...lists } = requests;
  assertEquals(data as unknown, REQUESTS);
  assertEquals(lists, {
    direct: [{
      userId: "66120934",
      name: "Dov Aran",
      avatarUrl: undefined,
      text: "hello?",
      createdAt: new Date(1754052555_000),
      sharedGroups: [{
        groupId: "98115240",
        name: "Tide Pool Crew",
        imageUrl: undefined,
      }],
    }],
    received: [{
      groupId: "98115240",
      name: "Tide Pool Crew",
      imageUrl: undefined,
      count: 2,
    }],
    sent: [{
      groupId: "98120077",
      name: "Night Dive",
      imageUrl: "https://i.groupme.com/1",
      state: "requested_pending",
      updatedAt: new Date(1754052301_000),
    }],
  });
  assertEquals(lines, [`GET ${V4}/requests`]);
});

Deno.test("Contacts.requests() of odd lists has those rows that are objects", async () => {
  const { client } = scripted([
    envelope({ dm_requests: [3, { last_message: "odd" }], counts: "many" }),
    envelope([]),
  ]);
  const people = contacts(client);
  const { direct, received, sent } = await lastValueFrom(people.requests());
  assertEquals(direct.map(({ userId, text }) => [userId, text]), [
    ["", undefined],
  ]);
  assertEquals([received, sent], [[], []]);
  await assertRejects(
    () => lastValueFrom(people.requests()),
    MissingResponseError,
  );
});

Deno.test("Contacts.add(), remove(), approve() and decline() speak GroupMe's words", async () => {
  const empty = (status: number) => new Response(null, { status });
  const { client, lines } = scripted([
    envelope({}, 201),
    empty(202),
    empty(200),
    empty(200),
  ]);
  const people = contacts(client);
  for (
    const command of [
      people.add(TEO, "aB3dE5fG"),
      people.remove(TEO),
      people.approve("66120934"),
      people.decline("66120934"),
    ]
  ) assertEquals(await lastValueFrom(command), true);
  assertEquals(lines, [
    `POST ${V4}/relationships/create {"user_id":"7305518","token":"aB3dE5fG"}`,
    `DELETE ${V4}/relationships/7305518`,
    `POST ${V3}/chats/66120934/approve`,
    `DELETE ${V3}/chats/66120934`,
  ]);
});

/** Everything that sends one request. */
const requests: Record<string, (client: Client) => Observable<unknown>> = {
  "list()": (client) => contacts(client).list(),
  "listAll()": (client) => contacts(client).listAll().pipe(toArray()),
  "profile()": (client) => contacts(client).profile(TEO),
  "add()": (client) => contacts(client).add(TEO, "aB3dE5fG"),
  "remove()": (client) => contacts(client).remove(TEO),
  "requests()": (client) => contacts(client).requests(),
  "approve()": (client) => contacts(client).approve(TEO),
  "decline()": (client) => contacts(client).decline(TEO),
};

for (const [name, make] of Object.entries(requests)) {
  Deno.test(`Contacts.${name} requests nothing before it is subscribed to, and aborts with the subscription`, async () => {
    const running = new Subscription();
    const signals: AbortSignal[] = [];
    const client = new Client({
      token: "secret",
      fetch: (request) => {
        signals.push(request.signal);
        running.unsubscribe();
        return new Promise(() => {});
      },
    });
    const request = make(client);
    await Promise.resolve();
    assertEquals(signals.length, 0);
    running.add(request.subscribe());
    for (let i = 0; i < 20 && signals.length === 0; i++) {
      await Promise.resolve();
    }
    assertEquals(signals.map(({ aborted }) => aborted), [true]);
  });

  Deno.test(`Contacts.${name} errors with what GroupMe refuses`, async () => {
    const kinds = [
      [401, Unauthorized],
      [403, Forbidden],
      [404, NotFound],
      [429, RateLimited],
    ] as const;
    for (const [status, Kind] of kinds) {
      const { client, lines } = scripted([refusal(status)]);
      await assertRejects(() => lastValueFrom(make(client)), Kind);
      assertEquals(lines.length, 1);
    }
  });

  Deno.test(`Contacts.${name} is sent again after a lost answer`, async () => {
    const lost = new TypeError("connection reset");
    const answers = name === "profile()" ? envelope(PROFILE) : envelope({});
    const last = name.startsWith("list") ? envelope([]) : answers;
    const { client, clock, lines } = scripted([lost, last], { retry: {} });
    await clock.until(lastValueFrom(make(client)));
    assertEquals(lines.length, 2);
    assertEquals(lines[0], lines[1]);
  });
}

Deno.test("Contacts refuses what cannot be before any request", () => {
  const { client, lines } = scripted([]);
  const people = contacts(client);
  assertThrows(() => people.profile(" "), TypeError, "userId");
  assertThrows(() => people.add("", "aB3dE5fG"), TypeError, "userId");
  assertThrows(() => people.add(TEO, ""), TypeError, "shareToken");
  assertThrows(() => people.remove(".."), TypeError, "userId");
  assertThrows(() => people.approve(""), TypeError, "otherUserId");
  assertThrows(() => people.decline(""), TypeError, "otherUserId");
  for (const none of [new Date(NaN), 0, "", null, 1678148063]) {
    const since = none as Date;
    assertThrows(() => people.list({ since }), TypeError, "since");
  }
  assertEquals(lines, []);
});

Deno.test("Contacts.add() tells its share token to nobody but GroupMe", async () => {
  const { client } = scripted([refusal(404)]);
  const seen: unknown[] = [];
  client.activity$.subscribe((it) => seen.push(it));
  const people = contacts(client);
  const error = await assertRejects(
    () => lastValueFrom(people.add(TEO, "aB3dE5fG")),
    GroupMeError,
  );
  const odd = assertThrows(() => people.add(TEO, "\ud800aB3dE5fG"), TypeError);
  const told = [error, odd, ...seen].map((it) => Deno.inspect(it)).join();
  assertEquals(told.includes("aB3dE5fG"), false);
});
