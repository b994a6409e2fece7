import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  Client,
  type CreateOptions,
  type GenericMessage,
  RateLimited,
} from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import fc from "fast-check";
import { lastValueFrom, type Observable, type SchedulerLike } from "rxjs";
import { recorded } from "../../support/recorded.ts";
import { world } from "../../support/world.ts";

const SEED = 20_261_128;

/** What happens to an attempt at the post, or to a look for it. */
const trouble = fc.record({
  fault: fc.constantFrom(
    { lostAnswer: true },
    { connectionError: true },
    { truncate: "text" as const },
    { status: 502, processed: true },
    { status: 503 },
    { hang: true },
    { hang: true, processed: true },
    { delay: 70_000, lostAnswer: true },
    { emptyBody: true, processed: true },
    { htmlBody: true, processed: true },
    { status: 429 },
    { status: 429, headers: { "retry-after": "600" } },
  ),
  method: fc.constantFrom("POST", "GET"),
});

/** What is done to the device's clock at some moment, in ms. */
const jump = fc.record({
  at: fc.integer({ min: 0, max: 300_000 }),
  by: fc.constantFrom(-86_400_000, -120_000, -31_000, 45_000, 3_600_000),
});

Deno.test("Messages.create() leaves one message through 500 schedules of lost answers, limits and a clock that jumps", async () => {
  console.log(`seed ${SEED}`);
  let posts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(trouble, { maxLength: 4 }),
      fc.array(jump, { maxLength: 3 }),
      fc.integer({ min: 0, max: 150 }),
      fc.boolean(),
      async (troubles, jumps, chatter, isCopied) => {
        const clock = new VirtualClock();
        const simulator = new GroupMeSimulator({ scheduler: clock });
        const other = simulator.addUser({ name: "Other" });
        const group = simulator.addGroup({ members: [other], history: 120 });
        let off = 0;
        const scheduler: SchedulerLike = {
          now: () => clock.now() + off,
          schedule: clock.schedule.bind(clock),
        };
        for (const { at, by } of jumps) clock.schedule(() => off += by, at);
        const { token, fetch } = simulator;
        const client = new Client({ token, fetch, scheduler });
        for (const { fault, method } of troubles) {
          simulator.fault({ ...fault, match: { method }, times: 1 });
        }
        const sourceGuid = "seen by everybody";
        const options = isCopied ? { sourceGuid } : {};
        const posting = lastValueFrom(
          client.groups.messages(group.id).create("mine", options),
        );
        for (let i = 0; i < chatter; i++) {
          clock.schedule(
            () => simulator.inject(group, { userId: other.id, text: `${i}` }),
            i * 2_000,
          );
        }
        if (isCopied) {
          const copy = { userId: other.id, text: "another's", sourceGuid };
          clock.schedule(() => simulator.inject(group, copy), 1_000);
        }
        const message = await clock.until(posting);
        assertEquals(message.text, "mine");
        const mine = Array.from(
          { length: group.size },
          (_, i) => group.messageAt(i),
        ).filter((it) => it?.text === "mine");
        assertEquals(mine.map((it) => it?.id), [message.id]);
        posts += simulator.requests
          .filter(({ method }) => method === "POST").length;
      },
    ),
    { numRuns: 500, seed: SEED },
  );
  console.log(`500 messages in ${posts} posts`);
});

Deno.test("Messages.create() does not look for a post that met nothing but limits", async () => {
  const { clock, simulator, client } = world({ retry: { attempts: 4 } });
  const group = simulator.addGroup({ history: 120 });
  simulator.fault({ status: 429, match: { method: "POST" }, times: 3 });
  await clock.until(
    lastValueFrom(client.groups.messages(group.id).create("hello")),
  );
  const methods = simulator.requests.map(({ method }) => method);
  assertEquals(methods, ["POST", "POST", "POST", "POST"]);
});

Deno.test("Messages.create() looks once for a post under the caller's own id, before it sends", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 300 });
  const create = client.groups.messages(group.id)
    .create("hello", { sourceGuid: "mine" });
  await clock.until(lastValueFrom(create));
  const methods = simulator.requests.map(({ method }) => method);
  assertEquals(methods, ["GET", "POST"]);
});

for (const kind of ["group", "chat"]) {
  Deno.test(`create() of a ${kind} finds a post of an earlier run of the program, behind what was written since`, async () => {
    const { clock, simulator, client } = world();
    const other = simulator.addUser({ name: "Teo" });
    const history = 10;
    const conversation = kind === "group"
      ? simulator.addGroup({ members: [other], history })
      : simulator.addChat(other, { history });
    const messages: {
      create(
        text: string,
        options: CreateOptions,
      ): Observable<GenericMessage>;
    } = kind === "group"
      ? client.groups.messages(conversation.id)
      : client.chats.messages(other.id);
    const triedAfter = conversation.messageAt(9)?.id ?? "";
    const sourceGuid = "outbox-1";
    await lastValueFrom(messages.create("hello", { sourceGuid }));
    await clock.advance(86_400_000);
    for (let i = 0; i < 350; i++) simulator.inject(conversation, {});
    simulator.resetRequests();
    const message = await clock.until(
      lastValueFrom(messages.create("hello", { sourceGuid, triedAfter })),
    );
    assertEquals(message.text, "hello");
    const posts = simulator.requests.filter(({ method }) => method === "POST");
    assertEquals(posts.length, 0);
  });
}

Deno.test("Messages.create() looks through all there is where nothing was known before", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup();
  const messages = client.groups.messages(group.id);
  const sourceGuid = "outbox-1";
  await lastValueFrom(messages.create("hello", { sourceGuid }));
  for (let i = 0; i < 250; i++) simulator.inject(group, {});
  await clock.advance(86_400_000);
  const message = await clock.until(lastValueFrom(
    messages.create("hello", { sourceGuid, triedAfter: "" }),
  ));
  assertEquals(message.text, "hello");
  assertEquals(group.size, 251);
});

Deno.test("Messages.create() posts what an earlier run of the program did not get through", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 10 });
  const triedAfter = group.messageAt(9)?.id ?? "";
  const message = await clock.until(lastValueFrom(
    client.groups.messages(group.id)
      .create("hello", { sourceGuid: "outbox-1", triedAfter }),
  ));
  assertEquals(group.messageAt(10)?.id, message.id);
});

Deno.test("Messages.create() reads no more than the pages since triedAfter", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 1_000 });
  const triedAfter = group.messageAt(750)?.id ?? "";
  await clock.until(lastValueFrom(
    client.groups.messages(group.id)
      .create("hello", { sourceGuid: "outbox-1", triedAfter }),
  ));
  const looks = simulator.requests.filter(({ method }) => method === "GET");
  assertEquals(looks.length, 2);
});

Deno.test("Messages.create() refuses a triedAfter that does not fit, before any request", () => {
  const { client, sent } = recorded();
  const messages = client.groups.messages("1");
  const refused = [
    { triedAfter: "1" },
    { sourceGuid: "a", triedAfter: "yesterday" },
    { sourceGuid: "" },
  ];
  for (const options of refused) {
    assertThrows(() => messages.create("x", options), TypeError);
  }
  assertEquals(sent, []);
});

Deno.test("Messages.create() that the caller tries again after a limit is not looked for", async () => {
  const { clock, simulator, client } = world({ retry: false });
  const group = simulator.addGroup();
  simulator.fault({ status: 429, match: { method: "POST" }, times: 1 });
  const create = client.groups.messages(group.id).create("hello");
  await assertRejects(() => clock.until(lastValueFrom(create)), RateLimited);
  await clock.until(lastValueFrom(create));
  const methods = simulator.requests.map(({ method }) => method);
  assertEquals(methods, ["POST", "POST"]);
});

Deno.test("Messages.create() refuses a sourceGuid that is no text, by which nothing is found again", () => {
  const { client } = world();
  for (const sourceGuid of [5, null, {}, true, ""] as readonly unknown[]) {
    const options = { sourceGuid: sourceGuid as string };
    assertThrows(
      () => client.groups.messages("1").create("x", options),
      TypeError,
      "Cannot use 'sourceGuid'",
    );
  }
});
