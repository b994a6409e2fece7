import { assert, assertEquals } from "@std/assert";
import { push, type PushEvent } from "@rxgroupme/client/push";
import { reactionChanges } from "@rxgroupme/client/reactions";
import { readReceipts } from "@rxgroupme/client/read_state";
import { from, lastValueFrom, map, type Observable, toArray } from "rxjs";
import { listSources, readText } from "../../../_tools/project.ts";
import { readEvent } from "../../../lib/push/events/read_event.ts";
import { oneOf, type Random, randomOf, seedOf } from "../../support/mutate.ts";
import { watch } from "../../support/watch.ts";
import { world } from "../../support/world.ts";

const SCHEDULES = 250;

/** The operators over what push alone tells, each change in few words. */
const PUSHED: {
  readonly [name: string]: (
    source: Observable<PushEvent>,
  ) => Observable<string>;
} = {
  readReceipts: (source) =>
    source.pipe(
      readReceipts(),
      map(({ userId, messageId, at }) => `${userId} ${messageId} ${+at}`),
    ),
  reactionChanges: (source) =>
    source.pipe(
      reactionChanges(),
      map(({ by, messageId, reactions }) =>
        `${by} ${messageId} ${JSON.stringify(reactions)}`
      ),
    ),
};

/** What streams of push bring of a chat and a group, and how much happened. */
interface PushedStreams {
  readonly streams: readonly (readonly PushEvent[])[];
  readonly happened: { readonly [name: string]: number };
}

/** Streams that overlap, each in its own order, in one schedule. */
async function pushedStreams(random: Random): Promise<PushedStreams> {
  const { clock, simulator, client } = world();
  const other = simulator.addUser();
  const chat = simulator.addChat(other);
  const group = simulator.addGroup({ members: 2, history: 3 });
  const { id } = simulator.inject(group, { userId: simulator.me.id });
  const live = push(client);
  const keys = [undefined, { otherUserId: other.id }, { groupId: group.id }];
  const watched = [...keys, oneOf(keys, random)]
    .map((key) => watch(live.events(key)));
  await clock.advance(2_000);
  const happened = { readReceipts: 0, reactionChanges: 0 };
  simulator.changes.subscribe(({ type }) => {
    if (type === "read") happened.readReceipts += 1;
    if (type === "reactions") happened.reactionChanges += 1;
  });
  for (let step = 0; step < 12; step++) {
    if (random() < 0.5) {
      if (random() < 0.5) simulator.inject(chat);
      chat.readBy(oneOf([other, simulator.me], random));
    } else {
      const member = oneOf(group.memberIds.slice(1), random);
      group.reactBy(member, id, oneOf(["🔥", "❤️", null], random));
    }
    // Two of one second say the same.
    await clock.advance(1_000 + Math.floor(random() * 3_000));
  }
  for (const { error, subscription } of watched) {
    assertEquals(error, undefined);
    subscription.unsubscribe();
  }
  return { streams: watched.map(({ values }) => values), happened };
}

/** Merges streams in a random order; each keeps its own. */
function interleave<T>(
  streams: readonly (readonly T[])[],
  random: Random,
): readonly T[] {
  const waiting = streams.map((it) => [...it]);
  const merged: T[] = [];
  while (waiting.some((it) => it.length > 0)) {
    merged.push(...oneOf(waiting, random).splice(0, 1));
  }
  return merged;
}

Deno.test(`operators over events tell each change once where streams of push are merged, in ${SCHEDULES} random schedules`, async () => {
  const seed = seedOf("merged push", 20_261_129);
  const totals: { [name: string]: number } = {};
  for (let n = 0; n < SCHEDULES; n++) {
    const random = randomOf(seed + n);
    const { streams, happened } = await pushedStreams(random);
    for (const [name, tell] of Object.entries(PUSHED)) {
      for (let order = 0; order < 4; order++) {
        const events = interleave(streams, random);
        const told = await lastValueFrom(tell(from(events)).pipe(toArray()));
        const what = `${name}, schedule ${n}: ${told}`;
        assertEquals(told.length, happened[name], what);
      }
      totals[name] = (totals[name] ?? 0) + (happened[name] ?? 0);
    }
  }
  for (const total of Object.values(totals)) assert(total > SCHEDULES);
});

Deno.test("readReceipts() forgets a receipt after 1000 others, and remembers nothing of another subscription", async () => {
  const channel = "/direct_message/5_7";
  const read = (read_at: number) => {
    const subject = { chat_id: "5+7", message_id: "9", user_id: "5", read_at };
    return readEvent(channel, { type: "read_receipt.create", subject }, "7");
  };
  const events = Array.from({ length: 1_001 }, (_, n) => read(n + 1));
  const count = async (...more: readonly PushEvent[]) => {
    const told = from([...events, ...more]).pipe(readReceipts(), toArray());
    return (await lastValueFrom(told)).length;
  };
  assertEquals(await count(read(2), read(1_001)), 1_001);
  assertEquals(await count(read(1)), 1_002);
});

Deno.test("every operator over events has a test that it tells each change once", async () => {
  const tests = await Promise.all(
    ["told_once_test.ts", "told_once_by_push_test.ts"].map((it) =>
      readText(`tests/push/events/${it}`)
    ),
  );
  const names: string[] = [];
  for (const path of await listSources("lib")) {
    const operators = (await readText(path)).matchAll(
      /export function (\w+)\(\): OperatorFunction<\s*(?:GenericMessage \| )?PushEvent,/g,
    );
    for (const [, name = ""] of operators) names.push(name);
  }
  assertEquals(names.length, 7);
  for (const name of names) {
    assert(tests.some((text) => text.includes(`${name}(),`)), name);
  }
});
