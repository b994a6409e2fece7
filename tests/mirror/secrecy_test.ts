import { assert, assertEquals } from "@std/assert";
import { memoryMirror, mirror, mirrored } from "@rxgroupme/client/mirror";
import { lastValueFrom, toArray } from "rxjs";
import { accountOf, heldStore, storeRows } from "./account.ts";
import { STORE_KINDS } from "./stores.ts";

for (const { name, place, isLasting } of STORE_KINDS) {
  if (!isLasting || name.startsWith("indexed")) continue;
  Deno.test(`${name} holds no token, e-mail or phone number, and nothing that was deleted`, () =>
    place(async (open, path) => {
      const account = accountOf({ groups: 2, chats: 1, messages: 50 });
      const { simulator, clock, client, ids } = account;
      const [id = ""] = ids.values();
      const secret = "xylophone-secret-of-the-reef";
      const { id: own } = simulator.inject(id, {
        userId: simulator.me.id,
        text: secret,
      });
      const store = open();
      await clock.until(
        lastValueFrom(mirror(client, heldStore(store, clock))),
      );
      const files = async () => {
        const texts: string[] = [];
        for await (const { name } of Deno.readDir(path)) {
          const bytes = await Deno.readFile(`${path}/${name}`);
          texts.push(new TextDecoder("latin1").decode(bytes));
        }
        return texts.join("\n");
      };
      await store[Symbol.asyncDispose]();
      const before = await files();
      assert(before.includes(secret));
      for (
        const it of [
          simulator.token,
          simulator.me.email,
          simulator.me.phoneNumber,
        ]
      ) {
        assert(it && !before.includes(it), it);
      }
      await clock.until(lastValueFrom(client.request({
        method: "DELETE",
        path: `/conversations/${id}/messages/${own}`,
      })));
      await clock.advance(30_000);
      const again = open();
      await clock.until(
        lastValueFrom(mirror(client, heldStore(again, clock))),
      );
      const rows = await storeRows(again, `group:${id}`);
      assert(rows.some(({ id, deleted_at }) => id === own && deleted_at));
      await again[Symbol.asyncDispose]();
      const after = await files();
      assert(!after.includes(secret), "the deleted text");
      for (const word of ["xylophone", "reef"]) {
        assert(!after.includes(word), `the deleted word ${word}`);
      }
    }));
}

Deno.test("mirrored() sends nothing, and so asks for no token", async () => {
  const account = accountOf({ groups: 1, messages: 20 });
  const kept = memoryMirror();
  const { clock, client, ids, simulator } = account;
  await clock.until(lastValueFrom(mirror(client, kept)));
  simulator.resetRequests();
  const [groupId = ""] = ids.values();
  const all = mirrored(kept, { groupId }).listAll().pipe(toArray());
  const [message] = await lastValueFrom(all);
  assertEquals(message?.id.length, 18);
  assertEquals(simulator.requests.length, 0);
});
