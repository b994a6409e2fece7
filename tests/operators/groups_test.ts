import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  addTo,
  type Block,
  block,
  destroy,
  type DirectMessage,
  findOne,
  leave,
  type Message,
  MultipleMatchesError,
  NoMatchesError,
  NotFound,
  pollResults,
  post,
  remove,
  ResultsNotReady,
  unblock,
} from "@rxgroupme/client";
import {
  concatMap,
  filter,
  from,
  lastValueFrom,
  of,
  switchMap,
  toArray,
} from "rxjs";
import { recorded } from "../support/recorded.ts";
import { world } from "../support/world.ts";

Deno.test("post() posts to each group in order", async () => {
  const { client, simulator } = world();
  for (const name of ["Pier", "Tide", "Reef"]) simulator.addGroup({ name });
  const messages: Message[] = await lastValueFrom(
    client.groups.listAll().pipe(
      post((group) => `hello ${group.name}`),
      toArray(),
    ),
  );
  const groups = await lastValueFrom(client.groups.list());
  assertEquals(
    messages.map(({ text }) => text).toSorted(),
    ["hello Pier", "hello Reef", "hello Tide"],
  );
  assertEquals(
    groups.map(({ lastMessageId }) => lastMessageId).toSorted(),
    messages.map(({ id }) => id).toSorted(),
  );
});

Deno.test("post() posts to members, to chats and by bots", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup({ members: 2 });
  simulator.addChat(simulator.addUser());
  simulator.addBot(id);
  const group = await lastValueFrom(client.groups.get(id));
  const toMembers: DirectMessage[] = await lastValueFrom(
    from(group.members).pipe(
      filter(({ userId }) => userId !== simulator.me.id),
      post(({ nickname }) => `hi ${nickname}`),
      toArray(),
    ),
  );
  assertEquals(toMembers.length, 2);
  const toChats: DirectMessage[] = await lastValueFrom(
    client.chats.listAll().pipe(post("hi"), toArray()),
  );
  assertEquals(toChats.length, 3);
  const byBots: true[] = await lastValueFrom(
    client.bots.list().pipe(concatMap((bots) => bots), post("beep"), toArray()),
  );
  assertEquals(byBots, [true]);
});

Deno.test("post() splits a long text when it may", async () => {
  const { client, simulator } = world();
  simulator.addGroup();
  const text = "tide ".repeat(300);
  const posted = client.groups.listAll().pipe(
    post(text, { split: true }),
    toArray(),
  );
  assertEquals((await lastValueFrom(posted)).length, 2);
  await assertRejects(
    () => lastValueFrom(client.groups.listAll().pipe(post(text))),
    RangeError,
  );
});

Deno.test("post() posts once to each although answers are lost", async () => {
  const { client, simulator, clock } = world();
  const ids = ["Pier", "Tide"].map((name) => simulator.addGroup({ name }).id);
  let n = 0;
  simulator.fault({
    lostAnswer: true,
    match: ({ method }) => method === "POST" && n++ % 2 === 0,
  });
  const posted = client.groups.listAll().pipe(post("once"), toArray());
  assertEquals((await clock.until(lastValueFrom(posted))).length, 2);
  for (const id of ids) {
    const messages = await lastValueFrom(client.groups.messages(id).list());
    assertEquals(messages.map(({ text }) => text), ["once"]);
  }
});

Deno.test("post() goes on past a group that fails, and tells of it", async () => {
  const { client, simulator } = world();
  const [pier, tide] = ["Pier", "Tide"].map((name) =>
    simulator.addGroup({ name }).id
  );
  simulator.fault({ status: 404, match: { path: new RegExp(`${pier}/mess`) } });
  const told: string[] = [];
  const messages = await lastValueFrom(
    client.groups.listAll().pipe(
      post("hi", {
        onError: (error, group) => {
          assert(error instanceof NotFound);
          told.push(group.name ?? "");
        },
      }),
      toArray(),
    ),
  );
  assertEquals(messages.map(({ groupId }) => groupId), [tide]);
  assertEquals(told, ["Pier"]);
});

Deno.test("findOne() finds the only group of a name", async () => {
  const { client, simulator } = world();
  for (const name of ["Pier", "Tide"]) simulator.addGroup({ name });
  const message = await lastValueFrom(
    client.groups.listAll().pipe(
      findOne({ name: "Tide" }),
      post("Dinner at six?"),
    ),
  );
  assertEquals(message.text, "Dinner at six?");
});

Deno.test("findOne() fails where none matches, having looked at all", async () => {
  const { client, simulator } = world();
  for (const name of ["Pier", "Tide"]) simulator.addGroup({ name });
  const tests = { name__contains: "x" };
  const error = await assertRejects(
    () => lastValueFrom(client.groups.listAll().pipe(findOne(tests))),
    NoMatchesError,
  );
  assertEquals(error.objects.length, 2);
  assertEquals(error.tests, tests);
});

Deno.test("findOne() fails at the second match, and requests no more", async () => {
  const { client, simulator } = world();
  for (let n = 0; n < 6; n++) simulator.addGroup({ name: "Tide" });
  const error = await assertRejects(
    () =>
      lastValueFrom(
        client.groups.listAll({ perPage: 2 }).pipe(
          findOne((group) => group.name === "Tide"),
        ),
      ),
    MultipleMatchesError,
  );
  assertEquals(error.matches.length, 2);
  assertEquals(simulator.requests.length, 1);
});

Deno.test("leave() and destroy() end groups", async () => {
  const { client, simulator } = world();
  const other = simulator.addUser();
  const joined = simulator.addGroup({ owner: other, members: [simulator.me] });
  const own = simulator.addGroup();
  const left: true[] = await lastValueFrom(
    client.groups.get(joined.id).pipe(leave(), toArray()),
  );
  assertEquals(left, [true]);
  assertEquals(
    await lastValueFrom(client.groups.get(own.id).pipe(destroy())),
    true,
  );
  assertEquals(await lastValueFrom(client.groups.list()), []);
});

Deno.test("leave() leaves all groups of a page, several at a time", async () => {
  const { client, clock, simulator } = world();
  const owner = simulator.addUser();
  for (let n = 0; n < 9; n++) {
    simulator.addGroup({ owner, members: [simulator.me] });
  }
  const left = client.groups.listAll().pipe(
    leave({ concurrency: 4 }),
    toArray(),
  );
  assertEquals((await clock.until(lastValueFrom(left))).length, 9);
  assertEquals(await lastValueFrom(client.groups.list()), []);
});

Deno.test("destroy() ends bots", async () => {
  const { client, simulator } = world();
  simulator.addBot(simulator.addGroup());
  await lastValueFrom(
    client.bots.list().pipe(concatMap((bots) => bots), destroy()),
  );
  assertEquals(await lastValueFrom(client.bots.list()), []);
});

Deno.test("remove() takes members out, one after the other", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup({ members: 3 });
  const group = await lastValueFrom(client.groups.get(id));
  const done: true[] = await lastValueFrom(
    from(group.members).pipe(
      filter(({ userId }) => userId !== simulator.me.id),
      remove(),
      toArray(),
    ),
  );
  assertEquals(done, [true, true, true]);
  const after = await lastValueFrom(client.groups.get(id));
  assertEquals(after.members.map(({ userId }) => userId), [simulator.me.id]);
});

Deno.test("block() and unblock() take members; unblock() takes blocks too", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup({ members: 2 });
  const group = await lastValueFrom(client.groups.get(id));
  const others = group.members.filter(({ userId }) =>
    userId !== simulator.me.id
  );
  const blocks: Block[] = await lastValueFrom(
    from(others).pipe(block(), toArray()),
  );
  assertEquals(
    blocks.map(({ blockedUserId }) => blockedUserId),
    others.map(({ userId }) => userId),
  );
  await lastValueFrom(from(others.slice(1)).pipe(unblock()));
  const list = client.user.blocks.list();
  assertEquals((await lastValueFrom(list)).length, 1);
  await lastValueFrom(list.pipe(concatMap((all) => all), unblock()));
  assertEquals(await lastValueFrom(list), []);
});

Deno.test("addTo() and pollResults() add members of one group to another", async () => {
  const { client, simulator, clock } = world();
  const source = simulator.addGroup({ members: 2 });
  const target = simulator.addGroup();
  const added = client.groups.get(source.id).pipe(
    switchMap((group) => group.members),
    filter(({ userId }) => userId !== simulator.me.id),
    addTo(target, { nickname: ({ nickname }) => `${nickname} II` }),
    pollResults({ interval: 500 }),
    concatMap(({ members }) => members),
    toArray(),
  );
  const members = await clock.until(lastValueFrom(added));
  assertEquals(members.length, 2);
  assert(members.every(({ nickname }) => nickname?.endsWith(" II")));
  const after = await lastValueFrom(client.groups.get(target.id));
  assertEquals(after.members.length, 3);
});

Deno.test("addTo() leaves the name as it is unless told, and takes an id", async () => {
  const { client, simulator, sent } = recorded();
  const source = simulator.addGroup({ members: 1 });
  const target = simulator.addGroup();
  const group = await lastValueFrom(client.groups.get(source.id));
  const [member] = group.members.filter(({ userId }) =>
    userId !== simulator.me.id
  );
  await lastValueFrom(of(member!).pipe(addTo(target.id)));
  const { members: [wanted] } = sent.at(-1)?.body as {
    members: { nickname: string }[];
  };
  assertEquals(wanted?.nickname, member?.nickname);
});

Deno.test("pollResults() gives up in time", async () => {
  const { client, simulator, clock } = world({
    simulator: { membershipDelay: 60_000 },
  });
  const source = simulator.addGroup({ members: 1 });
  const target = simulator.addGroup();
  const added = client.groups.get(source.id).pipe(
    switchMap((group) => group.members),
    filter(({ userId }) => userId !== simulator.me.id),
    addTo(target),
    pollResults({ timeout: 5_000, interval: 1_000 }),
  );
  const started = clock.now();
  await assertRejects(
    () => clock.until(lastValueFrom(added)),
    ResultsNotReady,
  );
  assertEquals(clock.now() - started, 5_000);
});
