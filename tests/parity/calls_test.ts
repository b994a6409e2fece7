import { assert } from "@std/assert";
import * as library from "@rxgroupme/client";
import { run } from "../../_tools/deno.ts";
import { root } from "../../_tools/project.ts";
import { type StatedRow, statedRows } from "./page.ts";

/** What is called on the page: its class. */
const THINGS: ReadonlyMap<string, string> = new Map([
  ["attachment", "Attachment"],
  ["block", "Block"],
  ["blocks", "Blocks"],
  ["bot", "Bot"],
  ["chat", "Chat"],
  ["client", "Client"],
  ["gallery", "Gallery"],
  ["group", "Group"],
  ["image", "ImageAttachment"],
  ["leaderboard", "Leaderboard"],
  ["likes", "Likes"],
  ["manager", "Manager"],
  ["member", "Member"],
  ["memberships", "Memberships"],
  ["message", "Message"],
  ["messages", "Messages"],
  ["request", "MembershipRequest"],
  ["resource", "ManagedResource<unknown>"],
  ["result", "ChangeOwnersResult"],
  ["results", "Results"],
  // Errors, and messages of two kinds, go by the class of the row.
  ["DirectMessages messages", "DirectMessages"],
  ["GroupyError error", "GroupMeError"],
  ["Response error", "BadResponse"],
]);

const KEYWORDS = ["await", "const", "for", "new", "of"];

/** A statement that compiles if what a row says does; nothing runs it. */
function statement({ seed, ours }: StatedRow, index: number): string {
  const name = `row${index}`;
  if (/^[A-Z]\w*$/.test(ours)) {
    return `export type { ${ours} as ${name} } from "@rxgroupme/client";`;
  }
  if (/^[A-Z]\w*<\w+>$/.test(ours)) return `export type ${name} = ${ours};`;
  const [section] = seed.split(".");
  const parameters = wordsOf(ours).flatMap((word) => {
    const isCalled = new RegExp(`\\b${word}\\.`).test(ours);
    if (isCalled && /^[a-z]/.test(word)) {
      const own = THINGS.get(`${section} ${word}`) ?? THINGS.get(word);
      return `${word}: ${own ?? section}`;
    }
    const isArgument = /^[a-z]/.test(word) && !(word in library);
    if (!isArgument || KEYWORDS.includes(word)) return [];
    // There can be no such argument, so each call takes it.
    return ours.includes(`...${word}`) ? `${word}: never[]` : `${word}: never`;
  });
  const body = ours.startsWith("for") ? `${ours};` : `void (${ours});`;
  return `export async function ${name}(${parameters.join(", ")}) { ${body} }`;
}

/** The names in a piece of TypeScript, but for those of fields. */
function wordsOf(code: string): string[] {
  const words = /(?<![\w"]|(?<!\.)\.)[A-Za-z]\w*\b(?![:"])/g;
  return [...new Set(code.match(words))];
}

Deno.test("every call on the page for people from Groupy compiles", async () => {
  const rows = [...(await statedRows()).values()].flat();
  const statements = rows.filter(({ ours }) => ours !== "-").map(statement);
  const names = [...THINGS.values(), ...statements].flatMap(wordsOf)
    .filter((it) => /^[A-Z]\w/.test(it) || it in library);
  const text = [
    `import { ${[...new Set(names)]} } from "@rxgroupme/client";`,
    "type T = unknown;",
    ...statements,
  ].join("\n");
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, text);
    const map = new URL("import_map.json", root).href;
    const flags = ["--quiet", "--no-lock", `--import-map=${map}`];
    const checked = await run(["check", ...flags, file], 180_000);
    assert(checked.ok, checked.text);
  } finally {
    await Deno.remove(file);
  }
});
