import { assertEquals, assertMatch } from "@std/assert";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import type { MessageData } from "../../lib/wire/message.ts";
import { META } from "../../lib/mirror/run_state.ts";
import { world } from "./archive_world.ts";
import { Shell, withDirectory } from "./shell.ts";

const FEBRUARY = Date.UTC(2025, 1) / 1_000;

/** A message of an id, which is said to be written at a time. */
function row(id: string, created_at: unknown, more = {}): MessageData {
  const text = `<${id}>`;
  return { id, created_at, text, name: "Teo", ...more } as MessageData;
}

/** The ids on each page of an export, and the pages that are beside it. */
async function exported(dir: string, rows: readonly MessageData[]) {
  const store = sqliteMirror(`${dir}/groupme.db`);
  const [name, key] = ["group:1", { groupId: "1" }];
  await store.write({ name, rows, changes: [], coverage: [] });
  const listed = [{ name, key, title: "Family", lastId: "", isMirrored: true }];
  await store.meta?.set(META.conversations, JSON.stringify(listed));
  await store[Symbol.asyncDispose]();
  const { code } = await new Shell().run("export", dir, `${dir}/to`, "--html");
  assertEquals(code, 0);
  const pages: Record<string, string[]> = {};
  for (const { name } of Deno.readDirSync(`${dir}/to/group_1`)) {
    const page = await Deno.readTextFile(`${dir}/to/group_1/${name}`);
    pages[name] = [...page.matchAll(/id="m(\d+)"/g)].map(([, id = ""]) => id);
    for (
      const [, to = "", id = ""] of page.matchAll(/href="([^"#]+)#m(\d+)"/g)
    ) {
      const target = await Deno.readTextFile(`${dir}/to/group_1/${to}`);
      assertMatch(target, new RegExp(`id="m${id}"`), `${name} to ${to}`);
    }
  }
  const search = await Deno.readTextFile(`${dir}/to/search/1.js`);
  for (
    const [, page = "", id = ""] of search.matchAll(
      /\["group_1\/([^"]+)","(\d+)"/g,
    )
  ) {
    assertEquals(pages[page]?.includes(id), true, `the search finds ${id}`);
  }
  return pages;
}

Deno.test("groupme export --html loses no message where ids and times disagree at the end of a month", () =>
  withDirectory(async (dir) => {
    const ids = [-2, -1, -1, 0, 1].map((second, n) =>
      `${FEBRUARY + second}0000000${n}`
    );
    const [first = "", late = "", last = "", start = "", end = ""] = ids;
    const reply = { attachments: [{ type: "reply", reply_id: late }] };
    const pages = await exported(dir, [
      row(first, FEBRUARY - 2),
      // Written in the second of its id, and said to be of the next.
      row(late, FEBRUARY),
      row(last, FEBRUARY - 1),
      row(start, FEBRUARY),
      row(end, FEBRUARY + 1, reply),
    ]);
    assertEquals(pages, {
      "2025-01.html": [first, late, last],
      "2025-02.html": [start, end],
    });
  }));

Deno.test("groupme export --html has each message on one page, whatever ids and times are", () =>
  withDirectory(async (dir) => {
    // Ids that are made of no time, in an order that the times have not.
    const times = [3, 1, 2, 1].map((month) => Date.UTC(2025, month) / 1_000);
    const odd = times.map((time, n) => row(`${n + 5}`, time));
    const reply = { attachments: [{ type: "reply", reply_id: "6" }] };
    const even = [
      row(`${FEBRUARY}00000001`, 4_000_000_000),
      row(`${FEBRUARY}00000002`, null),
      row(`${FEBRUARY}00000003`, 0, reply),
    ];
    const rows = [...odd, ...even];
    const pages = await exported(dir, rows);
    assertEquals(
      Object.values(pages).flat().toSorted(),
      rows.map(({ id }) => id).toSorted(),
    );
  }));

Deno.test("groupme export --html copies each picture once, however many conversations show it", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    assertEquals((await shell.run("mirror", dir, "--media")).code, 0);
    const { copyFileSync } = Deno;
    const copied: string[] = [];
    Deno.copyFileSync = (from, to) => {
      copied.push(`${from}`);
      copyFileSync(from, to);
    };
    const { code } = await shell.run("export", dir, `${dir}/to`, "--html")
      .finally(() => Deno.copyFileSync = copyFileSync);
    assertEquals([code, copied.length > 0], [0, true]);
    assertEquals(copied.toSorted(), [...new Set(copied)].toSorted());
    assertEquals(
      copied.length,
      [...Deno.readDirSync(`${dir}/to/media`)].length,
    );
  }));
