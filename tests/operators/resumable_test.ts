import { assertEquals } from "@std/assert";
import { findOne, post, reply } from "@rxgroupme/client";
import {
  concatMap,
  filter,
  firstValueFrom,
  from,
  lastValueFrom,
  map,
  retry,
  toArray,
} from "rxjs";
import { world } from "../support/world.ts";

/** What a group holds, oldest first. */
async function texts(here: ReturnType<typeof world>, groupId: string) {
  const page = await lastValueFrom(here.client.groups.messages(groupId).list());
  return page.map(({ text }) => text).toReversed();
}

Deno.test("post() leaves one message when the whole is retried after its answer was lost", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ name: "Family" });
  simulator.fault({ match: { method: "POST" }, lostAnswer: true, times: 2 });
  const message = await clock.until(lastValueFrom(
    client.groups.listAll().pipe(
      findOne({ name: "Family" }),
      post("Dinner at six?"),
      retry(),
    ),
  ));
  assertEquals(message.text, "Dinner at six?");
  assertEquals(await texts(here, group.id), ["Dinner at six?"]);
});

Deno.test("reply() leaves one answer when the whole is retried", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  simulator.inject(group, { text: "!ping" });
  simulator.fault({ match: { method: "POST" }, lostAnswer: true, times: 1 });
  await clock.until(lastValueFrom(
    client.groups.messages(group.id).list().pipe(
      concatMap((page) => page),
      filter(({ text }) => text === "!ping"),
      reply("pong"),
      retry(),
    ),
  ));
  assertEquals(await texts(here, group.id), ["!ping", "pong"]);
});

Deno.test("post() posts twice to a thing that comes twice, also at the same time", async () => {
  for (const concurrency of [1, 2]) {
    const here = world();
    const { clock, simulator, client } = here;
    const { id } = simulator.addGroup();
    const group = await lastValueFrom(client.groups.get(id));
    const posted = from([group, group]).pipe(
      post("hello", { concurrency }),
      map(({ text }) => text),
      toArray(),
    );
    assertEquals(await clock.until(lastValueFrom(posted)), ["hello", "hello"]);
    assertEquals(await texts(here, id), ["hello", "hello"]);
  }
});

Deno.test("post() leaves two messages for a thing that comes twice when the whole is retried", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const { id } = simulator.addGroup();
  const group = await lastValueFrom(client.groups.get(id));
  const match = { method: "POST" };
  simulator.fault({ match, lostAnswer: true, times: 1 });
  // Left before it reaches the server.
  simulator.fault({ match, delay: 1_000, connectionError: true, times: 1 });
  const posted = from([group, group]).pipe(
    post("hello", { concurrency: 2 }),
    retry(),
  );
  await clock.until(lastValueFrom(posted));
  assertEquals(await texts(here, id), ["hello", "hello"]);
});

Deno.test("post() that goes on after a failure posts the next content to the same thing", async () => {
  const here = world({ retry: false });
  const { clock, simulator, client } = here;
  const { id } = simulator.addGroup();
  const group = await lastValueFrom(client.groups.get(id));
  simulator.fault({ match: { method: "POST" }, status: 502, times: 1 });
  let n = 0;
  await clock.until(lastValueFrom(
    from([group, group]).pipe(
      post(() => `number ${n += 1}`, { onError: "continue" }),
    ),
  ));
  assertEquals(await texts(here, id), ["number 2"]);
});

Deno.test("post() that first() leaves after its message posts the next one as new", async () => {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup();
  let count = 0;
  const say = client.groups.get(group.id).pipe(post(() => `${++count}`));
  for (let i = 0; i < 3; i++) await clock.until(firstValueFrom(say));
  const all = clock.until(texts(here, group.id));
  assertEquals(await all, ["1", "2", "3"]);
});
