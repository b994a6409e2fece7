import { assert, assertEquals } from "@std/assert";
import type { MessageData } from "@rxgroupme/client";
import { edit } from "@rxgroupme/client/changes";
import { mirror } from "@rxgroupme/client/mirror";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { DatabaseSync } from "node:sqlite";
import { lastValueFrom } from "rxjs";
import { type Account, accountOf, heldStore } from "./account.ts";
import { inDirectory, STORE_KINDS, type TestStore } from "./stores.ts";

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

Deno.test("sqliteMirror() writes on while somebody reads the file, and forgets after that", () =>
  inDirectory(async (path) => {
    const file = `${path}/a.db`;
    await using store = sqliteMirror(file);
    const write = (id: string, text: string | null, more: object = {}) => {
      const row = { id, text, group_id: "1", attachments: [], ...more };
      const rows = [row as unknown as MessageData];
      store.write({ name: "group:1", rows, changes: [], coverage: [] });
    };
    write("170000000000000001", "xylophone");
    {
      using reader = new DatabaseSync(file);
      reader.exec("BEGIN; SELECT count(*) FROM messages");
      const began = performance.now();
      write("170000000000000001", null, { deleted_at: 1_700_000_100 });
      // It does not wait for the other: SQLite would, for five seconds.
      assert(performance.now() - began < 5_000);
      assert((await contentOf(path)).includes("xylophone"));
    }
    write("170000000000000002", "vibraphone");
    assert(!(await contentOf(path)).includes("xylophone"));
  }));

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

  Deno.test(`${name} forgets at once what was deleted or edited, while it is open`, () =>
    place(async (open, path) => {
      const write = async (store: TestStore, ...rows: MessageData[]) =>
        await store.write({ name: "group:1", rows, changes: [], coverage: [] });
      const row = (n: number, text: string | null, more: object = {}) => ({
        id: `17000000000000000${n}`,
        group_id: "1",
        created_at: 1_700_000_000 + n,
        text,
        attachments: [],
        ...more,
      } as unknown as MessageData);
      const image = { type: "image", url: "https://i.groupme.com/marimba" };
      const gone = { deleted_at: 1_700_000_100, deletion_actor: "sender" };
      const texts = ["xylophone", "marimba", "glockenspiel"];
      const store = open();
      await write(
        store,
        row(1, texts[0] ?? ""),
        row(2, null, { attachments: [image] }),
        row(3, texts[2] ?? "", { updated_at: 1_700_000_003 }),
        row(4, "vibraphone"),
      );
      const before = await contentOf(path);
      for (const text of texts) assert(before.includes(text), text);
      await write(store, row(1, null, gone), row(2, null, gone));
      await write(store, row(3, "celesta", { updated_at: 1_700_000_050 }));
      const after = await contentOf(path);
      for (const text of texts) assert(!after.includes(text), text);
      for (const text of ["vibraphone", "celesta"]) {
        assert(after.includes(text), text);
      }
      await store[Symbol.asyncDispose]();
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
