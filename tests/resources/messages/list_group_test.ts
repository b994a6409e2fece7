import { assertEquals, assertThrows } from "@std/assert";
import { listGroup, Unauthorized } from "@rxgroupme/client";
import { lastValueFrom, map, take, toArray } from "rxjs";
import { recorded } from "../../support/recorded.ts";

Deno.test("listGroup() lists all messages as the class does, in the same requests", async () => {
  const { client, simulator, sent, clock } = recorded();
  const { id } = simulator.addGroup({ history: 450 });
  const plain = lastValueFrom(listGroup(client.session, id).pipe(toArray()));
  const messages = await clock.until(plain);
  const asked = () =>
    sent.splice(0).map(({ path, url: { searchParams } }) =>
      `${path} ${[...searchParams].map(String).toSorted()}`
    );
  const requests = asked();
  const all = client.groups.messages(id).listAll().pipe(toArray());
  const expected = await clock.until(lastValueFrom(all));
  assertEquals(messages.length, 450);
  assertEquals(
    messages.map(({ id, createdAt, data }) => ({ id, createdAt, data })),
    expected.map(({ id, createdAt, data }) => ({ id, createdAt, data })),
  );
  assertEquals(requests, asked());
});

Deno.test("listGroup() lists after, before and since a message", async () => {
  const { client, simulator } = recorded();
  const group = simulator.addGroup({ history: 30 });
  const at = (index: number) => group.messageAt(index)?.id ?? "";
  const ids = (options: Parameters<typeof listGroup>[2]) =>
    lastValueFrom(
      listGroup(client.session, group.id, options)
        .pipe(map(({ id }) => id), toArray()),
    );
  assertEquals(await ids({ afterId: at(27) }), [at(28), at(29)]);
  assertEquals(await ids({ beforeId: at(2) }), [at(1), at(0)]);
  assertEquals(await ids({ sinceId: at(27) }), [at(29), at(28)]);
});

Deno.test("listGroup() requests no page before it is needed, and pulls by for await", async () => {
  const { client, simulator, sent } = recorded();
  const { id } = simulator.addGroup({ history: 350 });
  const messages = listGroup(client.session, id, { limit: 100 });
  assertEquals(sent, []);
  await lastValueFrom(messages.pipe(take(150)));
  assertEquals(sent.length, 2);
  for await (const _ of messages) break;
  assertEquals(sent.length, 3);
});

Deno.test("listGroup() tries again after a failure, and ends with one that is final", async () => {
  const { client, simulator, clock } = recorded();
  const { id } = simulator.addGroup({ history: 10 });
  simulator.fault({ status: 503, times: 2 });
  const messages = listGroup(client.session, id).pipe(toArray());
  assertEquals((await clock.until(lastValueFrom(messages))).length, 10);
  simulator.fault({ status: 401, times: 1 });
  const error = await lastValueFrom(messages).catch((error) => error);
  assertEquals(error instanceof Unauthorized, true);
});

Deno.test("listGroup() refuses what it cannot use before any request", () => {
  const { client: { session }, sent } = recorded();
  assertThrows(() => listGroup(session, ".."), TypeError, "groupId");
  assertThrows(() => listGroup(session, "1", { limit: 0 }), RangeError);
  assertThrows(
    () => listGroup(session, "1", { afterId: "1", beforeId: "2" }),
    TypeError,
  );
  assertEquals(sent, []);
});
