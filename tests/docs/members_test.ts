import { assert, assertEquals } from "@std/assert";
import { pinned, run } from "../../_tools/deno.ts";

/** What people use of a class, wherever it is declared. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Messages: ["list", "listAll", "get", "create", "tail", "groupId"],
  DirectMessages: ["list", "listAll", "create", "tail", "otherUserId"],
  Message: [
    "kind",
    "id",
    "text",
    "name",
    "userId",
    "createdAt",
    "attachments",
    "data",
    "groupId",
    "reply",
    "like",
    "unlike",
  ],
  DirectMessage: [
    "kind",
    "id",
    "text",
    "name",
    "userId",
    "createdAt",
    "attachments",
    "data",
    "reply",
    "like",
    "unlike",
  ],
  Tail: ["status$", "concatMap", "[Symbol.asyncIterator]"],
  Pager: ["pages", "concatMap", "[Symbol.asyncIterator]"],
};

/** The names of what `deno doc` lists of a class. */
async function listMembers(name: string): Promise<string[]> {
  const { ok, text } = await run(
    ["doc", "--quiet", pinned, "--filter", name, "mod.ts"],
    60_000,
    { NO_COLOR: "1" },
  );
  assert(ok, text);
  const [, members = ""] = text.split(/^class .*$/m);
  // What belongs to it is indented once, and its comments twice.
  const line =
    /^ {2}(?:(?:get|readonly|declare|override|static|async|abstract) )*([\w$]+|\[\[?[\w.]+\]?\])\??[(<:]/gm;
  return [...members.matchAll(line)].map(([, it = ""]) =>
    it.replace(/^\[(\[.+\])\]$/, "$1")
  );
}

for (const [name, wanted] of Object.entries(MEMBERS)) {
  Deno.test(`deno doc lists what people use of ${name}`, async () => {
    const listed = await listMembers(name);
    assertEquals(wanted.filter((it) => !listed.includes(it)), []);
  });
}
