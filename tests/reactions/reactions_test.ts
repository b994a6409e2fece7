import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { NotFound, type Reaction } from "@rxgroupme/client";
import {
  clearReaction,
  reactionBy,
  reactionChanges,
  REACTIONS,
  reactionsOf,
  reactWith,
  setLikeIcon,
  setReaction,
  watchReactions,
} from "@rxgroupme/client/reactions";
import type { PushEvent } from "@rxgroupme/client/push";
import { forkJoin, from, lastValueFrom, map, of, Subject, toArray } from "rxjs";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { oneOf, randomOf, seedOf } from "../support/mutate.ts";
import { envelope } from "../support/recorded.ts";
import { type Answer, refusal, scripted } from "../support/scripted.ts";
import { watch } from "../support/watch.ts";
import { world } from "../support/world.ts";

const GROUP = "98115240";
const ID = "175405230148217736";
const PATH = `https://api.groupme.com/v3/messages/${GROUP}/${ID}`;
const FIRE = { type: "unicode", code: "🔥", pack_id: 0, pack_index: 0 };
const LIKE = `POST ${PATH}/like {"like_icon":{"type":"unicode","code":"🔥"}}`;
const UNLIKE = `POST ${PATH}/unlike`;

function here(answers: readonly Answer[]) {
  const made = scripted(answers);
  const manager = made.client.groups.messages(GROUP);
  const read = (fields: object) =>
    manager.source.read({ id: ID, group_id: GROUP, ...fields });
  return { ...made, target: { manager, id: ID }, read };
}

function counted(...ids: string[]): Response {
  return envelope({ reactions: [{ ...FIRE, user_ids: ids }] });
}

Deno.test("REACTIONS are the fifteen that GroupMe draws", () => {
  assertEquals(REACTIONS.length, 15);
  assertEquals(new Set(REACTIONS).size, 15);
});

Deno.test("setReaction() takes back, then likes, where one may have reacted", async () => {
  const { target, read, lines } = here([
    envelope({ reactions: [] }),
    counted("1"),
    envelope({ reactions: [] }),
    counted("1", "2"),
  ]);
  assertEquals(await lastValueFrom(setReaction(target, "🔥")), [
    { reaction: "🔥", userIds: ["1"] },
  ]);
  const reacted = read({ favorited_by: ["9"] });
  assertEquals(await lastValueFrom(setReaction(reacted, "🔥")), [
    { reaction: "🔥", userIds: ["1", "2"] },
  ]);
  assertEquals(lines, [UNLIKE, LIKE, UNLIKE, LIKE]);
});

Deno.test("setReaction() of a message without reactions is one request", async () => {
  const { read, lines } = here([counted("1")]);
  await lastValueFrom(setReaction(read({ reactions: [] }), "🔥"));
  assertEquals(lines, [LIKE]);
});

Deno.test("setReaction() replaces what another device had given", async () => {
  const heart = { type: "unicode", code: "❤️", user_ids: ["1"] };
  const { read, lines } = here([
    envelope({ reactions: [heart] }),
    envelope({ reactions: [] }),
    counted("1"),
  ]);
  const counts = await lastValueFrom(setReaction(read({}), "🔥"));
  assertEquals(counts.map(({ reaction }) => reaction), ["🔥"]);
  assertEquals(lines, [LIKE, UNLIKE, LIKE]);
});

Deno.test("setReaction() reads the message where an older server says nothing", async () => {
  const { read, lines } = here([
    new Response(null, { status: 200 }),
    envelope({ message: { id: ID, favorited_by: ["1", "1"] } }),
  ]);
  const counts = await lastValueFrom(setReaction(read({}), "🔥"));
  assertEquals(counts, [{ reaction: "❤️", userIds: ["1"] }]);
  assertEquals(lines.length, 2);
  assertEquals(lines[1]?.startsWith("GET "), true);
});

Deno.test("setReaction() sends a picture of a pack", async () => {
  const { read, lines } = here([
    envelope({
      reactions: [{
        type: "emoji",
        pack_id: "1",
        pack_index: 12,
        user_ids: ["1"],
      }],
    }),
  ]);
  const reaction = { packId: 1, packIndex: 12 };
  const counts = await lastValueFrom(setReaction(read({}), reaction));
  assertEquals(counts, [{ reaction, userIds: ["1"] }]);
  assertEquals(
    lines[0],
    `POST ${PATH}/like {"like_icon":{"type":"emoji","pack_id":1,"pack_index":12}}`,
  );
});

for (
  const [last, expected] of [["❤️", ["❤️"]], [null, []], ["👀", [
    "👀",
  ]]] as const
) {
  Deno.test(`setReaction() and clearReaction() at the same time leave the last one: ${last}`, async () => {
    const { clock, simulator, client } = world({ simulator: { latency: 300 } });
    const group = simulator.addGroup({ members: 2, history: 2 });
    const manager = client.groups.messages(group.id);
    const message = await clock.until(
      lastValueFrom(manager.get(`${group.messageAt(1)?.id}`)),
    );
    const target = { manager, id: message.id };
    // By its id, and as it was read; another message has a turn of its own.
    const other = { manager, id: `${group.messageAt(0)?.id}` };
    const started = clock.now();
    const [, , elsewhere] = await clock.until(lastValueFrom(forkJoin([
      setReaction(target, "🔥"),
      setReaction(message, "👍"),
      setReaction(other, "🎉").pipe(map(() => clock.now() - started)),
      last ? setReaction(target, last) : clearReaction(target),
    ])));
    const codes = group.messageAt(1)?.reactions?.map(({ code }) => code) ?? [];
    assertEquals(codes, [...expected]);
    assertEquals(elsewhere, 600);
    assertEquals(clock.pending, 0);
  });
}

Deno.test("setReaction() refuses an empty reaction before any request", () => {
  const { target, lines } = here([]);
  assertThrows(() => setReaction(target, ""), TypeError, "reaction");
  assertThrows(() => reactWith(""), TypeError, "reaction");
  assertEquals(lines, []);
});

Deno.test("clearReaction() takes back, and tells what is left", async () => {
  const { target, lines } = here([counted("2"), refusal(404)]);
  assertEquals(await lastValueFrom(clearReaction(target)), [
    { reaction: "🔥", userIds: ["2"] },
  ]);
  await assertRejects(() => lastValueFrom(clearReaction(target)), NotFound);
  assertEquals(lines, [UNLIKE, UNLIKE]);
});

Deno.test("reactWith() reacts to each message, and passes it on", async () => {
  const { read } = here([counted("1")]);
  const message = read({});
  const passed = await lastValueFrom(of(message).pipe(reactWith("🔥")));
  assertEquals(passed === message, true);
});

Deno.test("reactionsOf() and reactionBy() read both views of one set", () => {
  const { read } = here([]);
  const both = read({
    favorited_by: ["1"],
    reactions: [{ ...FIRE, user_ids: ["1", 2] }],
  });
  assertEquals(reactionsOf(both), [{ reaction: "🔥", userIds: ["1", "2"] }]);
  assertEquals(reactionBy(both, "2"), "🔥");
  assertEquals(reactionBy(both, "3"), undefined);
  const malformed = read({
    favorited_by: [null, {}],
    reactions: [null, {}, { code: "x" }, { type: "emoji", user_ids: ["1"] }],
  });
  assertEquals(reactionsOf(malformed), []);
});

Deno.test("setLikeIcon() sets it, and takes it away by null", async () => {
  const { client, lines } = here([envelope(null), new Response("")]);
  assertEquals(await lastValueFrom(setLikeIcon(client, GROUP, "🔥")), true);
  assertEquals(await lastValueFrom(setLikeIcon(client, GROUP, null)), true);
  const path = `POST https://api.groupme.com/v3/groups/${GROUP}/like_icon`;
  assertEquals(lines, [
    `${path} {"like_icon":{"type":"unicode","code":"🔥"}}`,
    `${path} {"like_icon":null}`,
  ]);
});

function frame(type: string, subject: object, channel = `/group/${GROUP}`) {
  return readEvent(channel, { type, subject }, "41870263");
}

Deno.test("reactionChanges() tells each change once, and a repetition again", async () => {
  const line = { id: ID, group_id: GROUP };
  const given = {
    line,
    user_id: "5",
    reactions: [{ ...FIRE, user_ids: ["5"] }],
  };
  const taken = { line, user_id: "5", reactions: [] };
  const source = [
    frame("favorite", given),
    frame("like.create", given, "/user/41870263"),
    frame("favorite", taken),
    frame("favorite", given),
    frame("favorite", { line: {}, reactions: [] }),
    frame("favorite", { line }),
    frame("typing", given),
  ];
  const changes = await lastValueFrom(
    from(source).pipe(reactionChanges(), toArray()),
  );
  assertEquals(changes.map(({ reactions }) => reactions.length), [1, 0, 1]);
  assertEquals(changes[0], {
    messageId: ID,
    conversation: { groupId: GROUP },
    by: "5",
    reactions: [{ reaction: "🔥", userIds: ["5"] }],
  });
});

Deno.test("watchReactions() reads at once, at each nudge and each interval, and tells what differs", async () => {
  const row = (...ids: string[]) =>
    envelope({ message: { id: ID, reactions: [{ ...FIRE, user_ids: ids }] } });
  const on = new Subject<void>();
  const { target, clock, lines } = here([
    row("1"),
    row("1"),
    row("1", "2"),
    new TypeError("offline"),
    row("2"),
    refusal(404),
  ]);
  using watched = watch(watchReactions(target, { on, interval: 1_000 }));
  await clock.advance(500);
  on.next();
  on.next();
  await clock.advance(100);
  assertEquals(lines.length, 3);
  await clock.advance(2_100);
  assertEquals(lines.length, 5);
  const told = watched.values.map(([it]) => it?.userIds.join());
  assertEquals(told, ["1", "1,2", "2"]);
  await clock.advance(1_000);
  assertEquals(watched.error instanceof NotFound, true);
  assertEquals(on.observed, false);
});

Deno.test("watchReactions() refuses an interval that cannot be", () => {
  const { target } = here([]);
  assertThrows(
    () => watchReactions(target, { interval: 0 }),
    RangeError,
    "interval",
  );
});

Deno.test("reactionsOf() takes a pack by number and by text for one reaction", () => {
  const { read } = here([]);
  const message = read({
    reactions: [
      { type: "emoji", pack_id: 1, pack_index: 12, user_ids: ["1"] },
      { type: "emoji", pack_id: "1", pack_index: "12", user_ids: ["2", "1"] },
    ],
  });
  assertEquals(reactionsOf(message), [
    { reaction: { packId: 1, packIndex: 12 }, userIds: ["1", "2"] },
  ]);
});

Deno.test("reactionChanges() tells two reactions at a time once, in whichever order the channels tell", async () => {
  const line = { id: ID, group_id: GROUP };
  const [a, b] = [["5"], ["5", "6"]].map((user_ids) => ({
    line,
    user_id: user_ids.at(-1),
    reactions: [{ ...FIRE, user_ids }],
  }));
  const own = "/user/41870263";
  const orders = [
    [frame("favorite", a!), frame("favorite", b!)],
    [frame("like.create", a!, own), frame("like.create", b!, own)],
  ];
  for (const [first, second] of [orders, orders.toReversed()]) {
    const changes = await lastValueFrom(
      from([...first!, ...second!]).pipe(reactionChanges(), toArray()),
    );
    assertEquals(changes.map(({ by }) => by), ["5", "6"]);
  }
});

Deno.test("reactionChanges() tells a reaction given, taken back and given again, of two sources in 500 random orders", async () => {
  const line = { id: ID, group_id: GROUP };
  const event = (type: string, received_at: number, ...user_ids: string[]) => {
    const reactions = user_ids.length > 0 ? [{ ...FIRE, user_ids }] : [];
    const subject = { line, user_id: "5", reactions };
    const channel = type === "favorite" ? `/group/${GROUP}` : "/user/41870263";
    return readEvent(channel, { type, subject, received_at }, "41870263");
  };
  // Each channel keeps its order; nothing orders the two.
  const channels = () => [
    [
      event("favorite", 1, "5"),
      event("favorite", 2),
      event("favorite", 3, "5"),
    ],
    [event("like.create", 1, "5"), event("like.create", 3, "5")],
  ];
  const random = randomOf(seedOf("reactions", 20_261_128));
  for (let n = 0; n < 500; n++) {
    const waiting = [...channels(), ...channels()];
    const source: PushEvent[] = [];
    while (waiting.some((it) => it.length > 0)) {
      const next = oneOf(waiting, random).shift();
      if (next) source.push(next);
    }
    const told = await lastValueFrom(
      from(source).pipe(reactionChanges(), toArray()),
    );
    assertEquals(
      told.map(({ reactions }) => reactions.length),
      [1, 0, 1],
      `order ${n}`,
    );
  }
});

Deno.test("reactions refuse what is none, and name it, before any request", () => {
  const { client, target, lines } = here([]);
  const none = [undefined, null, ""] as unknown as Reaction[];
  for (const reaction of none) {
    for (
      const react of [
        () => setReaction(target, reaction),
        () => reactWith(reaction),
        () => setLikeIcon(client, GROUP, reaction ?? ""),
        () => target.manager.source.read({ id: ID }).like(reaction ?? ""),
      ]
    ) assertThrows(react, TypeError, "Cannot use 'reaction'");
  }
  assertEquals(lines, []);
});
