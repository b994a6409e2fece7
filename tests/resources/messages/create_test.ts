import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  Conflict,
  Forbidden,
  NoResponse,
  Unauthorized,
} from "@rxgroupme/client";
import { lastValueFrom, retry, timer } from "rxjs";
import { world } from "../../support/world.ts";

/** The texts in a group, oldest first, as the server has them. */
async function texts(
  { simulator }: ReturnType<typeof world>,
  groupId: string,
): Promise<string[]> {
  const url = `https://api.groupme.com/v3/groups/${groupId}/messages?limit=100`;
  const headers = { "X-Access-Token": simulator.token };
  const response = await simulator.fetch(new Request(url, { headers }));
  if (response.status === 304) return [];
  const { response: { messages } } = await response.json();
  return messages.map(({ text }: { text: string }) => text).toReversed();
}

Deno.test("Messages.create() posts, and emits the message as the server has it", async () => {
  const here = world();
  const group = here.simulator.addGroup();
  const message = await lastValueFrom(
    here.client.groups.messages(group.id).create("hello"),
  );
  assertEquals(message.text, "hello");
  assert(message.sourceGuid);
  assertEquals(message.groupId, group.id);
  assertEquals(await texts(here, group.id), ["hello"]);
});

Deno.test("Messages.create() posts again when subscribed to after success", async () => {
  const here = world();
  const group = here.simulator.addGroup();
  const post = here.client.groups.messages(group.id).create("again");
  const first = await lastValueFrom(post);
  const second = await lastValueFrom(post);
  assert(first.sourceGuid !== second.sourceGuid);
  assertEquals(await texts(here, group.id), ["again", "again"]);
});

for (
  const fault of [
    { lostAnswer: true },
    { truncate: "text" },
    { truncate: "stream" },
    { emptyBody: true, processed: true },
    { hang: true, processed: true },
    { status: 502, processed: true },
  ] as const
) {
  const name = Object.keys(fault)[0];
  Deno.test(`Messages.create() leaves one message when its answer is lost (${name}) and emits it`, async () => {
    const here = world();
    const group = here.simulator.addGroup();
    here.simulator.fault({ ...fault, match: { method: "POST" }, times: 1 });
    const message = await here.clock.until(
      lastValueFrom(here.client.groups.messages(group.id).create("once")),
    );
    assertEquals(message.text, "once");
    assertEquals(await texts(here, group.id), ["once"]);
    assertEquals(here.clock.pending, 0);
  });
}

Deno.test("Messages.create() leaves one message when retried by the caller after GroupMe forgot it", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  simulator.fault({ lostAnswer: true, match: { method: "POST" }, times: 1 });
  const message = await clock.until(lastValueFrom(
    client.groups.messages(group.id).create("once").pipe(
      retry({ delay: () => timer(120_000, clock) }),
    ),
  ));
  assertEquals(message.text, "once");
  assertEquals(await texts(here, group.id), ["once"]);
  const posts = simulator.requests.filter(({ method }) => method === "POST");
  assertEquals(posts.length, 1, "the second attempt looks first");
});

for (const method of ["POST", "GET"]) {
  Deno.test(`Messages.create() leaves one message when a 429 of a ${method} holds it back until GroupMe forgot it`, async () => {
    const here = world();
    const { clock, simulator, client } = here;
    const group = simulator.addGroup();
    simulator.fault({ lostAnswer: true, match: { method: "POST" }, times: 1 });
    simulator.fault({ status: 429, match: { method }, times: 1 });
    const listing = lastValueFrom(client.groups.list());
    const message = await clock.until(
      lastValueFrom(client.groups.messages(group.id).create("once")),
    );
    await clock.until(listing);
    assertEquals(message.text, "once");
    assertEquals(await texts(here, group.id), ["once"]);
  });
}

Deno.test("Messages.create() posts what did not get through before a 429 held it back", async () => {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  const match = { method: "POST" };
  simulator.fault({ connectionError: true, match, times: 1 });
  simulator.fault({ status: 429, match, times: 2 });
  await clock.until(
    lastValueFrom(client.groups.messages(group.id).create("once")),
  );
  assertEquals(await texts(here, group.id), ["once"]);
  const methods = simulator.requests.map(({ method }) => method);
  // It looks for the first attempt, which may stand, before each other one.
  assertEquals(
    methods.slice(0, -1).join(" "),
    "POST GET POST GET POST GET POST",
  );
});

Deno.test("Messages.create() gets through a pace that makes each attempt late", async () => {
  const here = world({ rateLimit: { requests: 1, perMs: 60_000 } });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  const match = { method: "POST" };
  simulator.fault({ connectionError: true, match, times: 1 });
  await clock.until(
    lastValueFrom(client.groups.messages(group.id).create("once")),
  );
  assertEquals(await texts(here, group.id), ["once"]);
});

Deno.test("Messages.create() finds its message below those that were written since", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  simulator.fault({ lostAnswer: true, match: { method: "POST" }, times: 1 });
  const post = client.groups.messages(group.id).create("once");
  await assertRejects(() => clock.until(lastValueFrom(post)), NoResponse);
  for (let i = 0; i < 350; i++) simulator.inject(group, { text: "chatter" });
  const message = await clock.until(lastValueFrom(post));
  assertEquals(message.text, "once");
});

Deno.test("Messages.create() waits for a message that stands but is not listed yet", async () => {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  const sourceGuid = "the same";
  simulator.inject(group, {
    text: "once",
    userId: simulator.me.id,
    sourceGuid,
    visibleAfter: 4_000,
  });
  const message = await clock.until(lastValueFrom(
    client.groups.messages(group.id).create("once", { sourceGuid }),
  ));
  assertEquals(message.sourceGuid, sourceGuid);
});

Deno.test("Messages.create() errors with the conflict when no message stands", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  simulator.fault({ status: 409, match: { method: "POST" } });
  await assertRejects(
    () =>
      clock.until(lastValueFrom(client.groups.messages(group.id).create("x"))),
    Conflict,
  );
});

Deno.test("DirectMessages.create() leaves one message when its answer is lost", async () => {
  const { clock, simulator, client } = world();
  const other = simulator.addUser({ name: "Teo" });
  simulator.fault({ lostAnswer: true, match: { method: "POST" }, times: 1 });
  const messages = client.chats.messages(other.id);
  const message = await clock.until(lastValueFrom(messages.create("psst")));
  assertEquals(message.text, "psst");
  assertEquals(message.recipientId, other.id);
  const page = await lastValueFrom(messages.list());
  assertEquals(page.map(({ id }) => id), [message.id]);
});

Deno.test("Messages.create() refuses what cannot be posted before any request", () => {
  const { simulator, client } = world();
  const messages = client.groups.messages("1");
  assertThrows(() => messages.create(""), TypeError, "it must have text");
  assertThrows(() => messages.create("  "), TypeError, "it must have text");
  assertThrows(() => messages.create({}), TypeError, "it must have text");
  assertThrows(() => messages.create("x".repeat(1_001)), RangeError, "1001");
  assertEquals(simulator.requests.length, 0);
});

Deno.test("Message.like() and unlike() change who likes it", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup();
  simulator.inject(group, { text: "low tide" });
  const messages = client.groups.messages(group.id);
  const newest = async () => {
    const [message] = await lastValueFrom(messages.list());
    assert(message);
    return message;
  };
  const message = await newest();
  assertEquals(await lastValueFrom(message.like("🔥")), true);
  assertEquals((await newest()).favoritedBy, [simulator.me.id]);
  assertEquals((await newest()).reactions[0]?.code, "🔥");
  assertEquals(await lastValueFrom(message.unlike()), true);
  assertEquals((await newest()).favoritedBy, []);
});

Deno.test("Message.reply() refers to the message and to the base of its thread", async () => {
  const { simulator, client } = world();
  const group = simulator.addGroup();
  simulator.inject(group, { text: "bring the net?" });
  const messages = client.groups.messages(group.id);
  const [question] = await lastValueFrom(messages.list());
  assert(question);
  const answer = await lastValueFrom(question.reply("yes, both"));
  const second = await lastValueFrom(answer.reply("thanks"));
  const [reference] = second.data.attachments ?? [];
  assertEquals(reference?.type, "reply");
  assertEquals(reference?.reply_id, answer.id);
  assertEquals(reference?.base_reply_id, question.id);
});

Deno.test("Bots.post() posts once, and is not tried again", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  const { botId } = simulator.addBot(group, { name: "tide-bot" });
  assertEquals(
    await lastValueFrom(client.bots.post(botId, "High water 11:42")),
    true,
  );
  simulator.fault({ status: 502, times: 1 });
  simulator.resetRequests();
  await assertRejects(
    () => clock.until(lastValueFrom(client.bots.post(botId, "again"))),
  );
  assertEquals(simulator.requests.length, 1);
  assertThrows(() => client.bots.post("", "x"), TypeError, "botId");
  const [message] = await lastValueFrom(
    client.groups.messages(group.id).list(),
  );
  assertEquals(message?.senderType, "bot");
});

Deno.test("Messages.create() with a wrong token errors at once", async () => {
  const { simulator, client } = world({ token: "wrong" });
  const group = simulator.addGroup();
  const error = await assertRejects(
    () => lastValueFrom(client.groups.messages(group.id).create("x")),
    Unauthorized,
  );
  assert(!(error instanceof Forbidden));
  assertEquals(simulator.requests.length, 1);
});
