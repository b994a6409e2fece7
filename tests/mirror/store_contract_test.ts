import { assert, assertEquals, assertRejects } from "@std/assert";
import type { MirrorBatch, MirrorStore } from "@rxgroupme/client/mirror";
import type { MessageData } from "../../lib/wire/message.ts";
import { STORE_KINDS, type StoreKind, type TestStore } from "./stores.ts";

const NAME = "group:98115240";
const OTHER = "chat:7305518+41870263";
const SECONDS = 1_754_052_400;
const AS_OF = 1_754_052_300_000;

/** The id of a message at a second. */
function id(second: number): string {
  return `${1_754_052_300 + second}00000000`;
}

function row(second: number, fields: Partial<MessageData> = {}): MessageData {
  return {
    id: id(second),
    created_at: 1_754_052_300 + second,
    text: `low tide at ${second}`,
    name: "Ines Calder",
    sender_id: "41870263",
    attachments: [],
    ...fields,
  };
}

function batch(fields: Partial<MirrorBatch> = {}): MirrorBatch {
  return { name: NAME, rows: [], changes: [], coverage: [], ...fields };
}

async function ids(
  store: MirrorStore,
  range: { before?: string; after?: string; limit: number },
  name = NAME,
): Promise<(string | undefined)[]> {
  return (await store.read(name, range)).map((it) => it.id);
}

function test(
  what: string,
  use: (
    store: TestStore,
    reopen: () => Promise<TestStore>,
    kind: StoreKind,
  ) => Promise<void>,
): void {
  for (const kind of STORE_KINDS) {
    Deno.test(`${kind.name} ${what}`, () =>
      kind.place(async (open) => {
        let store = open();
        const reopen = async () => {
          await store[Symbol.asyncDispose]();
          return store = open();
        };
        try {
          await use(store, reopen, kind);
        } finally {
          await store[Symbol.asyncDispose]();
        }
      }));
  }
}

test("is empty at first", async (store) => {
  assertEquals(await store.coverage(NAME), []);
  assertEquals(await store.read(NAME, { limit: 10 }), []);
  assertEquals(await store.meta?.get("account"), undefined);
});

test("reads by anchors in the order of the server", async (store, reopen) => {
  const rows = [3, 1, 5, 2, 4].map((it) => row(it));
  const coverage = [{ from: "0", to: id(5), asOf: AS_OF }];
  await store.write(batch({ rows, coverage }));
  const again = await reopen();
  assertEquals(await again.coverage(NAME), coverage);
  const of = (...seconds: number[]) => seconds.map(id);
  assertEquals(await ids(again, { limit: 10 }), of(5, 4, 3, 2, 1));
  assertEquals(await ids(again, { limit: 2 }), of(5, 4));
  assertEquals(await ids(again, { before: id(4), limit: 2 }), of(3, 2));
  assertEquals(await ids(again, { after: id(2), limit: 2 }), of(3, 4));
  assertEquals(
    await ids(again, { after: id(1), before: id(4), limit: 9 }),
    of(3, 2),
  );
  assertEquals(await ids(again, { after: id(5), limit: 2 }), []);
  assertEquals(await again.read(NAME, { limit: 1 }), [row(5)]);
});

test("keeps the latest version, whatever the order", async (store) => {
  const edited = row(1, { text: "at seven", updated_at: 1_754_052_400 });
  await store.write(batch({ rows: [edited] }));
  await store.write(batch({ rows: [row(1)] }));
  assertEquals(await store.read(NAME, { limit: 1 }), [edited]);
});

test("applies changes to rows that it has", async (store) => {
  await store.write(batch({ rows: [row(1), row(2), row(3)] }));
  const at = new Date(1_754_052_400_000);
  await store.write(batch({
    changes: [
      {
        type: "edited",
        messageId: id(1),
        at,
        text: "new",
        attachments: [],
        by: undefined,
      },
      { type: "removed", messageId: id(2), at, actor: "sender", by: undefined },
      { type: "removed", messageId: id(3), at, actor: "admin", by: undefined },
    ],
  }));
  assertEquals(await store.read(NAME, { limit: 9 }), [
    row(2, {
      text: "This message was deleted",
      deleted_at: SECONDS,
      deletion_actor: "sender",
    }),
    row(1, { text: "new", updated_at: SECONDS }),
  ]);
});

test("keeps changes for rows that come later", async (store, reopen) => {
  const at = new Date(1_754_052_400_000);
  await store.write(batch({
    changes: [
      {
        type: "edited",
        messageId: id(1),
        at,
        text: "new",
        attachments: [],
        by: undefined,
      },
      { type: "removed", messageId: id(2), at, actor: "admin", by: undefined },
    ],
  }));
  const again = await reopen();
  await again.write(batch({ rows: [row(1), row(2)] }));
  assertEquals(await again.read(NAME, { limit: 9 }), [
    row(1, { text: "new", updated_at: SECONDS }),
  ]);
});

test("keeps deleted content where told to", async (store) => {
  const at = new Date(1_754_052_400_000);
  const fields = {
    deleted_at: SECONDS,
    deletion_actor: "sender",
  };
  await store.write(batch({ rows: [row(1), row(2)], deleted: "keep" }));
  await store.write(batch({
    rows: [row(2, { ...fields, text: "This message was deleted" })],
    changes: [{
      type: "removed",
      messageId: id(1),
      at,
      actor: "sender",
      by: undefined,
    }],
    deleted: "keep",
  }));
  assertEquals(await store.read(NAME, { limit: 9 }), [
    row(2, fields),
    row(1, fields),
  ]);
});

test("finds words, the newest first", async (store, reopen) => {
  const texts = [
    "Café at Seven",
    "cafe closed 🔥",
    "seven cafes",
    "日本 seven",
  ];
  const rows = texts.map((text, n) => row(n + 1, { text }));
  await store.write(batch({ rows }));
  await store.write(batch({
    name: OTHER,
    // The very same id as in the group.
    rows: [
      row(2, { text: "cafe of others", name: "Teo Marsh", sender_id: "7" }),
    ],
  }));
  const again = await reopen();
  const find = async (words: string[], more = {}) => {
    const query = { words, limit: 10, ...more };
    const hits = await again.search?.(query) ?? [];
    return hits.map(({ message }) => message.text);
  };
  const found = await find(["cafe"]);
  assertEquals(
    new Set(found.slice(0, 2)),
    new Set(["cafe closed 🔥", "cafe of others"]),
  );
  assertEquals(found.slice(2), ["Café at Seven"]);
  assertEquals(await find(["cafe", "seven"]), ["Café at Seven"]);
  assertEquals(await find(["🔥"]), ["cafe closed 🔥"]);
  assertEquals(await find(["日", "本"]), ["日本 seven"]);
  assertEquals(await find(["seven"], { limit: 1 }), ["日本 seven"]);
  assertEquals(await find(["cafe"], { names: [OTHER] }), ["cafe of others"]);
  assertEquals(await find(["cafe"], { author: "teo marsh" }), [
    "cafe of others",
  ]);
  assertEquals(await find(["cafe"], { author: "7" }), ["cafe of others"]);
  assertEquals(await find(["seven"], { after: id(1), before: id(4) }), [
    "seven cafes",
  ]);
  assertEquals(await find([], { names: [OTHER] }), ["cafe of others"]);
  assertEquals(await find(["nothing"]), []);
});

test("finds no words of what was edited or deleted", async (store) => {
  await store.write(batch({ rows: [row(1, { text: "secret pier" }), row(2)] }));
  const at = new Date(1_754_052_400_000);
  await store.write(batch({
    changes: [
      { type: "removed", messageId: id(1), at, actor: "sender", by: undefined },
      {
        type: "edited",
        messageId: id(2),
        at,
        text: "high",
        attachments: [],
        by: undefined,
      },
    ],
  }));
  const count = async (word: string) =>
    (await store.search?.({ words: [word], limit: 9 }))?.length;
  assertEquals(await count("pier"), 0);
  assertEquals(await count("low"), 0);
  assertEquals(await count("high"), 1);
  assertEquals(await count("deleted"), 1);
});

test("writes all of a batch, or nothing", async (store, _, { isLasting }) => {
  if (!isLasting) return;
  const coverage = [{ from: "0", to: id(1), asOf: AS_OF }];
  await store.write(batch({ rows: [row(1)], coverage }));
  const unfit = row(3, { odd: () => "neither JSON nor to be cloned", big: 1n });
  await assertRejects(async () =>
    await store.write(batch({
      rows: [row(2), unfit],
      coverage: [{ from: "0", to: id(3), asOf: AS_OF }],
    }))
  );
  assertEquals(await ids(store, { limit: 9 }), [id(1)]);
  assertEquals(await store.coverage(NAME), coverage);
  await store.write(batch({ rows: [row(2)], coverage }));
  assertEquals(await ids(store, { limit: 9 }), [id(2), id(1)]);
});

test("leaves out messages whose id has no order", async (store) => {
  const rows = ["x", "", "9".repeat(30), undefined]
    .map((it) => row(1, { id: it }));
  await store.write(batch({ rows: [...rows, row(1)] }));
  assertEquals(await ids(store, { limit: 9 }), [id(1)]);
});

test("keeps texts", async (store, reopen) => {
  await store.meta?.set("account", "41870263");
  await store.meta?.set("account", "7305518");
  assertEquals(await (await reopen()).meta?.get("account"), "7305518");
});

for (const { name, place } of STORE_KINDS) {
  Deno.test(`${name} has one writer`, () =>
    place(async (open) => {
      const [one, two] = [open(), open()];
      const release = await one.lock?.();
      assert(release);
      assertEquals(await two.lock?.(), undefined);
      await release();
      // A lock of the platform is free a moment later.
      let again = await two.lock?.();
      for (let n = 0; !again && n < 100; n++) again = await two.lock?.();
      assert(again);
      await again();
      await one[Symbol.asyncDispose]();
      await two[Symbol.asyncDispose]();
    }));
}
