import { assertEquals } from "@std/assert";
import type { AnyMessage } from "@rxgroupme/client";
import { everyTopic, topics } from "@rxgroupme/client/topics";
import fc from "fast-check";
import { lastValueFrom, merge } from "rxjs";
import { FakeSource } from "../support/live_source.ts";
import { envelope, recorded } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { watch } from "../support/watch.ts";
import { world } from "../support/world.ts";

const SEED = 20_261_128;

const PATH = "https://api.groupme.com/v3/groups";

/** A group's row of the index, and a topic's. */
function group(id: string, children_count?: number, last_message_id = "1") {
  return { id, messages: { last_message_id }, children_count };
}

function topic(id: number, parent_id: number, last_message_id = "5") {
  return { id, parent_id, topic: "gear", messages: { last_message_id } };
}

Deno.test("everyTopic() asks for 20 groups at a time, and only for those with topics", async () => {
  const { client, lines } = scripted([
    envelope([topic(100, 1), topic(101, 2, "7")]),
    envelope([]),
  ]);
  const groups = Array.from({ length: 22 }, (_, i) => group(`${i + 1}`, 1));
  const rows = await lastValueFrom(
    everyTopic(client).changed([...groups, group("90", 0)]),
  );
  assertEquals(rows, [
    { key: { groupId: "100" }, lastId: "5", lastAt: undefined },
    { key: { groupId: "101" }, lastId: "7", lastAt: undefined },
  ]);
  const ids = groups.map(({ id }) => id);
  assertEquals(lines, [
    `GET ${PATH}/${
      ids.slice(0, 20)
    }/subgroups?page=1&per_page=100&include=unread_count`,
    `GET ${PATH}/${
      ids.slice(20)
    }/subgroups?page=1&per_page=100&include=unread_count`,
  ]);
});

Deno.test("everyTopic() requests nothing where no group has topics", async () => {
  const { client, lines } = scripted([]);
  const { changed } = everyTopic(client);
  assertEquals(await lastValueFrom(changed([group("1", 0)])), []);
  assertEquals(lines, []);
});

Deno.test("everyTopic() remembers groups that a later poll does not list", async () => {
  const { client, lines } = scripted([
    envelope([topic(100, 1)]),
    envelope([topic(100, 1, "6")]),
  ]);
  const { changed } = everyTopic(client);
  await lastValueFrom(changed([group("1", 1), group("2", 0)]));
  const rows = await lastValueFrom(changed([group("2", 0)]));
  assertEquals(rows, [{
    key: { groupId: "100" },
    lastId: "6",
    lastAt: undefined,
  }]);
  assertEquals(lines.length, 2);
});

Deno.test("everyTopic() asks for one group at a time once a list is refused", async () => {
  const { client, lines } = scripted([
    refusal(404),
    envelope([topic(100, 1)]),
    refusal(404),
    envelope([topic(100, 1)]),
  ]);
  const { changed } = everyTopic(client);
  const groups = [group("1", 1), group("2", 1)];
  assertEquals((await lastValueFrom(changed(groups))).length, 1);
  // Group 2 is gone, and not asked for until it is listed again.
  assertEquals((await lastValueFrom(changed([groups[0]!]))).length, 1);
  assertEquals(
    lines.map((line) => line.match(/groups\/([\d,]+)/)?.[1]),
    ["1,2", "1", "2", "1"],
  );
});

Deno.test("everyTopic() asks a group that does not count its topics each minute, and after each message", async () => {
  const empty = () => envelope([]);
  const { client, clock, lines } = scripted([empty(), empty(), empty()]);
  const { changed } = everyTopic(client);
  const ask = (lastId: string) =>
    lastValueFrom(changed([group("1", undefined, lastId)]));
  await ask("1");
  await ask("1");
  assertEquals(lines.length, 1);
  await ask("2");
  assertEquals(lines.length, 2);
  await clock.advance(60_000);
  await ask("2");
  assertEquals(lines.length, 3);
});

Deno.test("everyTopic() passes a failure on, and takes a topic without messages", async () => {
  const { client } = scripted([
    new TypeError("offline"),
    envelope([null, { id: 6, messages: null }]),
  ]);
  const { changed } = everyTopic(client);
  using failed = watch(changed([group("1", 1)]));
  await lastValueFrom(changed([])).then(
    (rows) =>
      assertEquals(rows, [{
        key: { groupId: "6" },
        lastId: "",
        lastAt: undefined,
      }]),
  );
  assertEquals(failed.error !== undefined, true);
});

/** A message written somewhere, after some time. */
const write = fc.record({
  place: fc.nat(4),
  size: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(120)),
  visibleAfter: fc.constantFrom(0, 0, 3_000),
  isUp: fc.boolean(),
  isMade: fc.boolean(),
  ms: fc.integer({ min: 0, max: 12_000 }),
});

for (const how of ["polling", "push"] as const) {
  Deno.test(`Client.tail() with everyTopic() delivers each message of topics once, by ${how}, in 100 random schedules`, async () => {
    console.log(`seed ${SEED}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(write, { minLength: 1, maxLength: 8 }),
        async (writes) => {
          const { clock, simulator, client } = world();
          const groups = [0, 1].map(() =>
            simulator.addGroup({ members: 1, history: 2 })
          );
          const places = groups.flatMap((it) => [
            it,
            it.addTopic({ history: 3 }),
            it.addTopic(),
          ]);
          const via = how === "push" ? new FakeSource(simulator) : undefined;
          const tail = client.tail({ via, also: [everyTopic(client)] });
          using seen = watch<AnyMessage>(tail);
          await clock.advance(30_000);
          simulator.fault({ connectionError: true, probability: 0.1 });
          simulator.fault({ delay: 700, probability: 0.2 });
          const sent: string[] = [];
          for (
            const { place, size, visibleAfter, isUp, isMade, ms } of writes
          ) {
            if (via) via.isUp = isUp;
            // A topic that appears later is read from its beginning.
            if (isMade) places.push(groups[place % 2]!.addTopic());
            const target = places[isMade ? places.length - 1 : place]!;
            for (let i = 0; i < size; i++) {
              const late = i ? {} : { visibleAfter };
              sent.push(simulator.inject(target, late).id);
            }
            await clock.advance(ms);
          }
          if (via) via.isUp = true;
          await clock.advance(120_000);
          const ids = seen.values.filter(({ isSystem }) => !isSystem)
            .map(({ id }) => id);
          assertEquals(ids.toSorted(), sent.toSorted());
          for (const { id } of places) {
            const own = seen.values.filter(({ conversationId, isSystem }) =>
              conversationId === id && !isSystem
            );
            const order = sent.filter((it) => own.some((m) => m.id === it));
            assertEquals(own.map((it) => it.id).toSorted(), order.toSorted());
          }
          assertEquals(seen.error, undefined);
        },
      ),
      { seed: SEED, numRuns: 100 },
    );
  });
}

Deno.test("Client.tail() with everyTopic() costs one request a poll more", async () => {
  const { client, clock, simulator, sent } = recorded();
  const parents = Array.from({ length: 20 }, () => simulator.addGroup());
  for (const parent of parents) parent.addTopic({ history: 2 });
  using seen = watch(
    client.tail({
      interval: 2_000,
      maxInterval: 2_000,
      also: [everyTopic(client)],
    }),
  );
  await clock.advance(10_000);
  const before = sent.length;
  await clock.advance(20_000);
  const paths = sent.slice(before).map(({ path }) => path);
  const polls = paths.filter((path) => path === "/v3/chats").length;
  assertEquals(paths.length, 3 * polls);
  assertEquals(seen.values.length, 0);
});

Deno.test("a topic that is taken away ends no tail, and comes back when it is made again", async () => {
  const { client, clock, simulator } = world();
  const parent = simulator.addGroup({ members: 1 });
  const first = parent.addTopic({ name: "gear", history: 1 });
  using seen = watch<AnyMessage>(client.tail({ also: [everyTopic(client)] }));
  await clock.advance(10_000);
  const destroyed = topics(client, parent.id).destroy(first.id);
  assertEquals(await clock.until(lastValueFrom(destroyed)), true);
  await clock.advance(60_000);
  const second = parent.addTopic({ name: "gear" });
  const { id } = simulator.inject(second);
  await clock.advance(60_000);
  assertEquals(seen.error, undefined);
  assertEquals(seen.values.filter((it) => it.id === id).length, 1);
});

Deno.test("topics() works over the simulator, byte for byte as over the wire", async () => {
  const { client, clock, simulator } = world();
  const parent = simulator.addGroup({ members: 2 });
  const here = topics(client, parent.id);
  const run = <T>(source: Parameters<typeof lastValueFrom<T>>[0]) =>
    clock.until(lastValueFrom(source));
  const topic = await run(
    here.create({ name: "gear", announcementsOnly: true }),
  );
  assertEquals([topic.name, topic.isAnnouncementsOnly], ["gear", true]);
  const renamed = await run(topic.update({ name: "nets" }));
  assertEquals(renamed.name, "nets");
  await run(renamed.messages.create("low tide"));
  const [listed] = await run(here.list());
  assertEquals([listed?.name, listed?.lastMessageId !== ""], ["nets", true]);
  assertEquals(await run(merge(renamed.mute(60), renamed.unmute())), true);
  assertEquals(await run(renamed.destroy()), true);
  assertEquals(await run(here.list()), []);
});

Deno.test("everyTopic() reads past the 100 topics of a page, and ends where a server ignores pages", async () => {
  const first = Array.from({ length: 100 }, (_, i) => topic(100 + i, 1));
  const { client, lines } = scripted([
    envelope(first),
    envelope([topic(200, 1)]),
    envelope(first),
    envelope(first),
  ]);
  const { changed } = everyTopic(client);
  const groups = [group("1", 101)];
  const ids = async () =>
    (await lastValueFrom(changed(groups))).map(({ key }) =>
      "groupId" in key ? key.groupId : ""
    );
  assertEquals((await ids()).slice(98), ["198", "199", "200"]);
  assertEquals(new Set(await ids()).size, 100);
  assertEquals(
    lines.map((line) => line.split("subgroups")[1]),
    [1, 2, 1, 2].map((page) =>
      `?page=${page}&per_page=100&include=unread_count`
    ),
  );
});

Deno.test("Client.tail() with everyTopic() delivers from each of 130 topics of a group", async () => {
  const { client, clock, simulator } = world();
  const parent = simulator.addGroup();
  const places = Array.from({ length: 130 }, () => parent.addTopic());
  using seen = watch<AnyMessage>(client.tail({ also: [everyTopic(client)] }));
  await clock.advance(10_000);
  const sent = places.map((place) => simulator.inject(place).id);
  await clock.advance(60_000);
  assertEquals(
    seen.values.filter((it) => !it.isSystem).map(({ id }) => id).toSorted(),
    sent.toSorted(),
  );
});

Deno.test("everyTopic() goes on with lists once a group that is gone is known", async () => {
  const { client, lines } = scripted([
    refusal(404),
    envelope([topic(100, 1)]),
    refusal(404),
    envelope([topic(300, 3)]),
    envelope([topic(100, 1), topic(300, 3)]),
  ]);
  const { changed } = everyTopic(client);
  const groups = ["1", "2", "3"].map((id) => group(id, 1));
  assertEquals((await lastValueFrom(changed(groups))).length, 2);
  assertEquals((await lastValueFrom(changed([]))).length, 2);
  assertEquals(
    lines.map((line) => line.match(/groups\/([\d,]+)/)?.[1]),
    ["1,2,3", "1", "2", "3", "1,3"],
  );
});

Deno.test("Client.tail() with everyTopic() costs no more requests once a group was left", async () => {
  const { client, clock, simulator, sent } = recorded();
  const parents = Array.from({ length: 5 }, () => simulator.addGroup());
  for (const parent of parents) parent.addTopic({ history: 2 });
  const interval = 2_000;
  const also = [everyTopic(client)];
  using seen = watch(
    client.tail({ interval, maxInterval: interval, also }),
  );
  await clock.advance(10_000);
  await clock.until(lastValueFrom(client.groups.destroy(parents[2]!.id)));
  await clock.advance(10_000);
  const before = sent.length;
  await clock.advance(20_000);
  const paths = sent.slice(before).map(({ path }) => path);
  const polls = paths.filter((path) => path === "/v3/chats").length;
  assertEquals(paths.length, 3 * polls);
  assertEquals(seen.error, undefined);
});
