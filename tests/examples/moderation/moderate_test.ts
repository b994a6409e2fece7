import { assertEquals, assertInstanceOf } from "@std/assert";
import { Client, Forbidden } from "@rxgroupme/client";
import { editMessage } from "@rxgroupme/client/changes";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import {
  moderate,
  type Moderated,
} from "../../../examples/moderation/moderate.ts";
import { Child } from "../../cli/child.ts";
import { Served } from "../../cli/served.ts";
import { world } from "../../support/world.ts";

const rules = [
  { pattern: /followers/i, why: "no advertising" },
  { pattern: /spam/, why: "no spam" },
];

/** A group with a moderator, who is its first admin. */
function moderated() {
  const { clock, simulator, client } = world();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({ members: [ada] });
  const cursor = memoryCursor();
  const outcomes: Moderated[] = [];
  const errors: unknown[] = [];
  const start = () =>
    moderate(client.groups.messages(group.id).tail({ cursor }), {
      rules,
      me: simulator.me.id,
      cursor,
    }).subscribe({
      next: (it) => outcomes.push(it),
      error: (error) => errors.push(error),
    });
  const say = async (text: string, userId = ada.id) => {
    const { id } = simulator.inject(group, { text, userId });
    await clock.advance(10_000);
    return id;
  };
  const texts = () =>
    Array.from({ length: group.size }, (_, i) => group.messageAt(i))
      .flatMap((it) => it && !it.system ? [it.text] : []);
  return { clock, simulator, group, ada, outcomes, errors, start, say, texts };
}

Deno.test("moderate() deletes what breaks a rule, and says why", async () => {
  const { clock, start, say, texts, outcomes, errors } = moderated();
  const running = start();
  await clock.advance(30_000);
  await say("hello");
  const spam = await say("Buy FOLLOWERS, no spam");
  await say("bye");
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts(), ["hello", "Ada: no advertising", "bye"]);
  assertEquals(outcomes, [{ messageId: spam, rule: rules[0] }] as Moderated[]);
  assertEquals([errors, clock.pending], [[], 0]);
});

Deno.test("moderate() deletes what breaks a rule after an edit", async () => {
  const { clock, start, say, simulator, ada, group, texts, outcomes } =
    moderated();
  const running = start();
  await clock.advance(30_000);
  const id = await say("hello");
  const { token } = ada;
  const client = new Client({
    token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const target = { manager: client.groups.messages(group.id), id };
  await clock.until(lastValueFrom(editMessage(target, "spam")));
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts(), ["An edited message: no spam"]);
  assertEquals(outcomes.map(({ messageId }) => messageId), [id]);
});

Deno.test("moderate() leaves its own user and bots alone", async () => {
  const { clock, start, say, simulator, group, texts, outcomes } = moderated();
  const { botId } = simulator.addBot(group);
  const running = start();
  await clock.advance(30_000);
  await say("spam", simulator.me.id);
  simulator.inject(group, { text: "spam", botId });
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(texts(), ["spam", "spam"]);
  assertEquals(outcomes, []);
});

Deno.test("moderate() emits a deletion that is refused, and goes on", async () => {
  const { clock, start, say, simulator, texts, outcomes, errors } = moderated();
  const running = start();
  await clock.advance(30_000);
  simulator.fault({ match: { method: "DELETE" }, status: 403, times: 1 });
  await say("spam one");
  await say("spam two");
  await clock.advance(60_000);
  running.unsubscribe();
  assertInstanceOf(outcomes[0]?.error, Forbidden);
  assertEquals(outcomes[1]?.error, undefined);
  assertEquals(texts(), ["spam one", "Ada: no spam"]);
  assertEquals(errors, []);
});

Deno.test("moderate() says once why, whatever crashes, and misses nothing meanwhile", async () => {
  const { clock, start, say, simulator, texts } = moderated();
  let running = start();
  await clock.advance(30_000);
  // It has no answer to what it says, and is killed.
  simulator.fault({ match: { method: "POST" }, lostAnswer: true, times: 9 });
  await say("spam one");
  running.unsubscribe();
  await say("spam two");
  await clock.advance(600_000);
  simulator.clearFaults();
  running = start();
  await clock.advance(120_000);
  running.unsubscribe();
  assertEquals(texts(), ["Ada: no spam", "Ada: no spam"]);
});

Deno.test("moderation/main.ts deletes as an admin", async () => {
  const simulator = new GroupMeSimulator();
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({ members: [ada] });
  let polls = 0;
  const polled = Promise.withResolvers<void>();
  await using served = new Served(simulator, ({ pathname }) => {
    if (pathname.endsWith("/messages") && ++polls === 2) polled.resolve();
  });
  await using child = new Child(
    "examples/moderation/main.ts",
    [group.id],
    { ...served.env, KV_PATH: ":memory:" },
  );
  await polled.promise;
  simulator.inject(group, { text: "Buy followers!", userId: ada.id });
  await child.hears(/is gone: no advertising here\n/);
  assertEquals(
    group.messageAt(group.size - 1)?.text,
    "Ada: no advertising here",
  );
});
