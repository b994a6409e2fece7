import { assert, assertEquals } from "@std/assert";
import { Client, Session } from "@rxgroupme/client";
import {
  type LiveTimeline,
  timeline,
  type TimelineMessage,
  timelineOf,
} from "@rxgroupme/client/timeline";
import { setReaction } from "@rxgroupme/client/reactions";
import type { SimulatedConversation } from "@rxgroupme/client/testing";
import { merge } from "rxjs";
import { type World, world } from "../support/world.ts";

/** Sends, edits, reacts and deletes, and looks at the server after each. */
async function use<M extends TimelineMessage>(
  { clock, simulator }: World,
  live: LiveTimeline<M>,
  conversation: SimulatedConversation,
): Promise<void> {
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const { size } = conversation;
  const stands = () => conversation.messageAt(size);
  const key = live.send("Lnad ahead");
  await clock.advance(1_000);
  assertEquals(stands()?.text, "Lnad ahead");
  const own = () => live.value.items.find((item) => item.key === key);
  assertEquals(own()?.state, "sent");
  assertEquals(own()?.id, stands()?.id);
  live.edit(key, "Land ahead");
  await clock.advance(1_000);
  assertEquals(stands()?.text, "Land ahead");
  assertEquals(own()?.error, undefined);
  live.react(key, "🔥");
  live.react(key, "❤️");
  await clock.advance(1_000);
  assertEquals(stands()?.reactions?.map(({ code }) => code), ["❤️"]);
  assertEquals(own()?.reactions.map(({ reaction }) => reaction), ["❤️"]);
  live.react(key, { packId: 1, packIndex: 12 });
  await clock.advance(1_000);
  assertEquals(own()?.reactions[0]?.reaction, { packId: 1, packIndex: 12 });
  live.react(key, null);
  await clock.advance(1_000);
  assertEquals(stands()?.favorited_by, []);
  live.remove(key);
  await clock.advance(1_000);
  assert(stands()?.deleted_at);
  assertEquals(own()?.isDeleted, true);
  assertEquals(own()?.change, undefined);
  subscription.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
  assertEquals(simulator.open, 0);
}

const PLACES = ["group", "topic", "chat"] as const;

function place(all: World, kind: typeof PLACES[number]) {
  const { simulator } = all;
  const group = simulator.addGroup({ members: 2, history: 5 });
  if (kind === "group") return { key: group.id, conversation: group };
  if (kind === "topic") {
    const conversation = group.addTopic({ history: 5 });
    return { key: conversation.id, conversation };
  }
  const other = simulator.addUser();
  const conversation = simulator.addChat(other, { history: 5 });
  return { key: { otherUserId: other.id }, conversation };
}

for (const kind of PLACES) {
  Deno.test(`timelineOf() sends, edits, reacts and deletes in a ${kind}`, async () => {
    const all = world();
    const { simulator: { token, fetch }, clock } = all;
    const session = new Session({ token, fetch, scheduler: clock });
    const { key, conversation } = place(all, kind);
    await use(all, timelineOf(session, key), conversation);
  });

  Deno.test(`timeline() sends, edits, reacts and deletes in a ${kind}`, async () => {
    const all = world();
    const { key, conversation } = place(all, kind);
    await use(all, timeline(all.client, key), conversation);
  });
}

Deno.test("timeline() takes a Group, a Chat and their messages for a conversation", async () => {
  const all = world();
  const { clock, client, simulator } = all;
  const group = simulator.addGroup({ members: 2, history: 5 });
  const other = simulator.addUser();
  simulator.addChat(other, { history: 3 });
  const lengths: number[] = [];
  const read = (live: LiveTimeline) => {
    const subscription = live.subscribe(({ status, items }) => {
      if (status.state === "live") lengths.push(items.length);
    });
    return clock.advance(1_000).then(() => subscription.unsubscribe());
  };
  client.groups.get(group.id).subscribe((it) => {
    read(timeline(client, it)).then(() => {});
  });
  client.chats.list().subscribe(([chat]) => {
    if (chat) read(timeline(client, chat)).then(() => {});
  });
  await clock.advance(5_000);
  await read(timeline(client, client.groups.messages(group.id)));
  await read(timeline(client, client.chats.messages(other.id)));
  assertEquals(new Set(lengths), new Set([5, 3]));
  await clock.settle();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveTimeline.react() waits for reactions of the same client elsewhere, and they for it", async () => {
  const { clock, simulator, client } = world({ simulator: { latency: 300 } });
  const group = simulator.addGroup({ members: 2, history: 3 });
  const stands = () => group.messageAt(2);
  const id = `${stands()?.id}`;
  const one = timeline(client, group.id);
  const two = timeline(client, group.id);
  const subscription = merge(one, two).subscribe();
  const manager = client.groups.messages(group.id);
  await clock.advance(5_000);
  type React = (reaction: string) => void;
  const inOne: React = (it) => one.react(id, it);
  const inTwo: React = (it) => two.react(id, it);
  const apart: React = (it) => setReaction({ manager, id }, it).subscribe();
  const pairs = [[inOne, inTwo], [inTwo, apart], [apart, inOne]] as const;
  for (const [before, after] of pairs) {
    for (const gap of [0, 200, 400, 600, 800]) {
      before("🔥");
      await clock.advance(gap);
      after("👀");
      await clock.advance(10_000);
      assertEquals(stands()?.reactions?.map(({ code }) => code), ["👀"]);
    }
  }
  subscription.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
});

/** Reacts where the answers of the server hold nothing. */
async function reactUntold<M extends TimelineMessage>(
  open: (client: Client, groupId: string) => LiveTimeline<M>,
): Promise<void> {
  const { clock, simulator } = world();
  const group = simulator.addGroup({ members: 2, history: 3 });
  const client = new Client({
    token: simulator.token,
    scheduler: clock,
    fetch: async (request) => {
      const response = await simulator.fetch(request);
      if (!/\/(un)?like$/.test(request.url)) return response;
      await response.text();
      return Response.json({ response: null, meta: { code: 200 } });
    },
  });
  const live = open(client, group.id);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const key = live.value.items.at(-1)?.key ?? "";
  const shown = () =>
    live.value.items.at(-1)?.reactions.map((it) =>
      `${it.reaction} ${it.count} ${it.isMine}`
    );
  live.react(key, "🔥");
  await clock.advance(1_000);
  assertEquals(live.value.items.at(-1)?.change, undefined);
  assertEquals(shown(), ["🔥 1 true"]);
  live.react(key, null);
  await clock.advance(1_000);
  assertEquals(shown(), []);
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
}

Deno.test("timelineOf() shows a reaction although the answer does not tell of it", async () => {
  await reactUntold(({ session }, id) =>
    timelineOf(session, id, { refresh: false })
  );
});

Deno.test("timeline() shows a reaction although the answer does not tell of it", async () => {
  await reactUntold((client, id) => timeline(client, id, { refresh: false }));
});
