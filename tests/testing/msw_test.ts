import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { BadResponse, Client, NoResponse } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { getResponse, http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { firstValueFrom, lastValueFrom, toArray } from "rxjs";
import { pinned, run } from "../../_tools/deno.ts";

/** msw in front of a simulator, and a client that knows of neither. */
function intercepted(simulator: GroupMeSimulator) {
  const server = setupServer(...groupMeHandlers(simulator));
  server.listen({ onUnhandledRequest: "error" });
  const client = new Client({ token: simulator.token, retry: false });
  return { server, client, [Symbol.dispose]: () => server.close() };
}

Deno.test("groupMeHandlers() serve a client that fetches as ever", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Tide Pool", history: 250 });
  using here = intercepted(simulator);
  const { groups } = here.client;
  const found = await lastValueFrom(groups.listAll().pipe(toArray()));
  assertEquals(found.map(({ name }) => name), ["Tide Pool"]);
  const messages = groups.messages(group.id);
  const all = await lastValueFrom(messages.listAll().pipe(toArray()));
  assertEquals(all.length, 250);
  const posted = await firstValueFrom(messages.create("Hello"));
  assertEquals(group.idAt(250), posted.id);
});

Deno.test("groupMeHandlers() serve the hosts of pictures", async () => {
  const simulator = new GroupMeSimulator();
  using here = intercepted(simulator);
  const { images } = here.client;
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const file = new Blob([bytes], { type: "image/png" });
  const { url } = await firstValueFrom(images.upload(file));
  assertEquals(new URL(url).host, "i.groupme.com");
  const back = await firstValueFrom(images.download(url));
  assertEquals(new Uint8Array(await back.arrayBuffer()), bytes);
});

Deno.test("groupMeHandlers() make network errors of lost connections", async () => {
  const simulator = new GroupMeSimulator();
  const { id } = simulator.addGroup({ history: 100 });
  using here = intercepted(simulator);
  const list = here.client.groups.messages(id).list();
  simulator.fault({ connectionError: true, times: 1 });
  const { cause } = await assertRejects(() => firstValueFrom(list), NoResponse);
  assertMatch(String(cause), /^TypeError/);
  simulator.fault({ truncate: "stream", times: 1 });
  await assertRejects(() => firstValueFrom(list), NoResponse);
  simulator.fault({ status: 502, times: 1 });
  await assertRejects(() => firstValueFrom(list), BadResponse);
  assertEquals((await firstValueFrom(list)).length, 20);
});

Deno.test("groupMeHandlers() let go of what is aborted", async () => {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, latency: 5_000 });
  using here = intercepted(simulator);
  const left = here.client.user.getMe().subscribe();
  while (simulator.open === 0) await clock.settle();
  left.unsubscribe();
  await clock.settle();
  assertEquals([simulator.open, clock.pending], [0, 0]);
});

Deno.test("groupMeHandlers() leave the rest to others", async () => {
  const simulator = new GroupMeSimulator();
  const mine = http.get(
    "https://api.groupme.com/v3/users/me",
    () => HttpResponse.json({ response: { id: "7", name: "Me" } }),
  );
  const handlers = [mine, ...groupMeHandlers(simulator)];
  const ask = (url: string) => getResponse(handlers, new Request(url));
  const me = await ask("https://api.groupme.com/v3/users/me");
  assertEquals((await me?.json()).response.name, "Me");
  assertEquals(simulator.requests, []);
  assertEquals((await ask("https://v2.groupme.com/nothing"))?.status, 404);
  assertEquals(await ask("https://example.com/v3/groups"), undefined);
  assertEquals(await ask("https://groupme.com/v3/groups"), undefined);
});

Deno.test("groupMeHandlers() take the http of another msw", () => {
  const made: string[] = [];
  const handlers = groupMeHandlers(new GroupMeSimulator(), {
    all: (path) => made.push(path),
  });
  assertEquals(handlers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert(made.includes("https://push.groupme.com/*"));
});

Deno.test("groupMeHandlers() show what is wrong with a simulator", async () => {
  const broken = { fetch: () => Promise.reject(new RangeError("a bug")) };
  const asked = getResponse(
    groupMeHandlers(broken),
    new Request("https://api.groupme.com/v3/groups"),
  );
  await assertRejects(() => asked, RangeError, "a bug");
});

const imports = {
  2: [pinned, "--import-map=tests/import_map.json"],
  // The lock has the other one.
  3: ["--no-lock", "--import-map=tests/testing/msw/3.json"],
};
for (const [version, from] of Object.entries(imports)) {
  Deno.test(`groupMeHandlers() answer getResponse() of msw ${version}`, async () => {
    const flags = ["-A", "--quiet", ...from];
    const program = "tests/testing/msw/answers.ts";
    const { text } = await run(["run", ...flags, program], 180_000);
    // A full page, none older, a post, no such picture, not our host, a lost
    // connection, and one that was let go.
    assertEquals(text.trim(), "[100,304,201,404,null,0,0]");
  });
}
