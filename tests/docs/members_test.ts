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
async function listMembers(
  name: string,
  file = "mod.ts",
): Promise<string[]> {
  const { ok, text } = await run(
    ["doc", "--quiet", pinned, "--filter", name, file],
    60_000,
    { NO_COLOR: "1" },
  );
  assert(ok, text);
  const [, members = ""] = text.split(/^(?:abstract )?class .*$/m);
  // What belongs to it is indented once, and its comments twice.
  const line =
    /^ {2}(?:(?:get|readonly|declare|override|static|async|abstract) )*([\w$]+|\[\[?[\w.]+\]?\])\??[(<:]/gm;
  return [...members.matchAll(line)].map(([, it = ""]) =>
    it.replace(/^\[(\[.+\])\]$/, "$1")
  );
}

/**
 * The base of both kinds, by the file that it is in. `deno doc` lists no
 * inherited member, so that each kind declares them.
 */
const BASES: Readonly<Record<string, readonly string[]>> = {
  generic_message: ["GenericMessage", "Message", "DirectMessage"],
  generic_messages: ["GenericMessages", "Messages", "DirectMessages"],
};

/** Members of a base that are not for those who look. */
const INNER = ["source", "previewLength", "toString"];

for (const [file, [base = "", ...kinds]] of Object.entries(BASES)) {
  Deno.test(`deno doc lists each member of ${base} in ${kinds.join(" and ")}`, async () => {
    const path = `lib/resources/messages/${file}.ts`;
    const inherited = await listMembers(base, path);
    assert(inherited.length > 5, `${inherited}`);
    for (const kind of kinds) {
      const listed = await listMembers(kind);
      const known = [...listed, ...INNER];
      assertEquals(inherited.filter((it) => !known.includes(it)), [], kind);
    }
  });
}

for (const [name, wanted] of Object.entries(MEMBERS)) {
  Deno.test(`deno doc lists what people use of ${name}`, async () => {
    const listed = await listMembers(name);
    assertEquals(wanted.filter((it) => !listed.includes(it)), []);
  });
}
