import { assert, assertEquals } from "@std/assert";
import { edit } from "@rxgroupme/client/changes";
import { mirror } from "@rxgroupme/client/mirror";
import { lastValueFrom } from "rxjs";
import { type Account, accountOf, heldStore } from "./account.ts";
import { STORE_KINDS, type TestStore } from "./stores.ts";

/** What the files of a store hold. */
async function contentOf(path: string): Promise<string> {
  const texts: string[] = [];
  for await (const { name } of Deno.readDir(path)) {
    const bytes = await Deno.readFile(`${path}/${name}`);
    texts.push(new TextDecoder("latin1").decode(bytes));
  }
  return texts.join("\n");
}

/** Runs a mirror into the store of a place, and closes it. */
async function runOnce(
  { clock, client }: Account,
  open: () => TestStore,
  afterMs = 30_000,
): Promise<void> {
  await clock.advance(afterMs);
  const store = open();
  await clock.until(lastValueFrom(mirror(client, heldStore(store, clock))));
  await store[Symbol.asyncDispose]();
}

for (const { name, place, isLasting } of STORE_KINDS) {
  if (!isLasting || name.startsWith("indexed")) continue;
  Deno.test(`${name} forgets what was read several times, edited, and deleted`, () =>
    place(async (open, path) => {
      const account = accountOf({ groups: 1, messages: 50 });
      const { clock, client, simulator, ids } = account;
      const [groupId = ""] = ids.values();
      const texts = ["xylophone", "marimba", "glockenspiel"];
      const { id } = simulator.inject(groupId, {
        userId: simulator.me.id,
        text: texts[0],
      });
      const like = { path: `/messages/${groupId}/${id}/like` };
      const remove = { path: `/conversations/${groupId}/messages/${id}` };
      await runOnce(account, open, 1_000);
      const messages = client.groups.messages(groupId);
      for (const text of texts.slice(1)) {
        await clock.until(lastValueFrom(messages.get(id).pipe(edit(text))));
        await runOnce(account, open, 2_000);
      }
      await clock.until(
        lastValueFrom(client.request({ method: "POST", ...like })),
      );
      await runOnce(account, open);
      const before = await contentOf(path);
      assert(!before.includes("xylophone"), before);
      await clock.until(
        lastValueFrom(client.request({ method: "DELETE", ...remove })),
      );
      await runOnce(account, open);
      const after = await contentOf(path);
      await place(async (open, path) => {
        await runOnce(account, open);
        // GroupMe's notices of edits have the texts, and stay.
        const fresh = await contentOf(path);
        for (const text of texts) {
          const [held, listed] = [after, fresh].map((it) =>
            it.split(text).length - 1
          );
          assertEquals(held, listed, text);
        }
        assert(!fresh.includes("xylophone"));
      });
    }));

  Deno.test(`${name} does not grow by messages that are read again`, () =>
    place(async (open, path) => {
      const account = accountOf({ groups: 3, chats: 1, messages: 300 });
      await runOnce(account, open);
      await runOnce(account, open);
      const { length } = await contentOf(path);
      for (let n = 0; n < 3; n++) await runOnce(account, open);
      assertEquals((await contentOf(path)).length, length);
    }));
}
