import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Block, MissingResponseError } from "@rxgroupme/client";
import { defer, lastValueFrom, type Observable } from "rxjs";
import { envelope, recorded } from "../../support/recorded.ts";

Deno.test("Blocks.block() blocks, and names both users in the query", async () => {
  const { client, simulator, sent } = recorded();
  const other = simulator.addUser();
  const block = await lastValueFrom(client.user.blocks.block(other.id));
  assertEquals(block instanceof Block, true);
  assertEquals(block.userId, simulator.me.id);
  assertEquals(block.blockedUserId, other.id);
  assertEquals(block.createdAt instanceof Date, true);
  assertEquals(sent.map(({ method, path }) => `${method} ${path}`), [
    "GET /v3/users/me",
    "POST /v3/blocks",
  ]);
  assertEquals(Object.fromEntries(sent[1]!.url.searchParams), {
    user: simulator.me.id,
    otherUser: other.id,
  });
});

Deno.test("Blocks.list() and unblock() list blocks, and remove them", async () => {
  const { client: { user: { blocks } }, simulator, sent } = recorded();
  const [one, two] = [simulator.addUser(), simulator.addUser()];
  assertEquals(await lastValueFrom(blocks.list()), []);
  const block = await lastValueFrom(blocks.block(one.id));
  await lastValueFrom(blocks.block(two.id));
  const listed = await lastValueFrom(blocks.list());
  assertEquals(listed.map(({ blockedUserId }) => blockedUserId), [
    one.id,
    two.id,
  ]);
  assertEquals(await lastValueFrom(block.exists()), true);
  assertEquals(await lastValueFrom(block.unblock()), true);
  assertEquals(await lastValueFrom(block.exists()), false);
  assertEquals(await lastValueFrom(blocks.between(two.id)), true);
  assertEquals(await lastValueFrom(blocks.unblock(two.id)), true);
  assertEquals(await lastValueFrom(blocks.list()), []);
  assertEquals(sent.filter(({ path }) => path === "/v3/users/me").length, 1);
});

for (const verb of ["block", "unblock"] as const) {
  Deno.test(`Blocks.${verb}() is sent again after a lost answer`, async () => {
    const { client, simulator, clock } = recorded();
    const other = simulator.addUser();
    await lastValueFrom(client.user.id);
    simulator.fault({ lostAnswer: true, times: 1 });
    const { blocks } = client.user;
    const command = defer((): Observable<unknown> => blocks[verb](other.id));
    await clock.until(lastValueFrom(command));
    const isBlocked = await lastValueFrom(
      client.user.blocks.between(other.id),
    );
    assertEquals(isBlocked, verb === "block");
  });
}

Deno.test("Blocks.between() takes no other answer for a no", async () => {
  const { client } = recorded({
    retry: false,
    answer: ({ url }) =>
      url.includes("/blocks/between") ? envelope({ blocks: [] }) : undefined,
  });
  await assertRejects(
    () => lastValueFrom(client.user.blocks.between("1")),
    MissingResponseError,
    "between",
  );
});

Deno.test("Blocks names the argument that it cannot use, before any request", () => {
  const { client: { user: { blocks } }, sent } = recorded();
  assertThrows(() => blocks.between(""), TypeError, "otherUserId");
  assertThrows(() => blocks.block(""), TypeError, "otherUserId");
  assertThrows(() => blocks.unblock(""), TypeError, "otherUserId");
  assertEquals(sent, []);
});
