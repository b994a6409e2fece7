import { root } from "../../_tools/project.ts";

/** A row as its test states it. */
export interface StatedRow {
  /** The class and the member in Groupy. */
  readonly seed: string;
  /** What to write instead. */
  readonly ours: string;
  /** What is different. */
  readonly remark: string;
}

const TEXT = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/.source;
const ROW = new RegExp(
  `\\brow\\(\\s*${TEXT},\\s*${TEXT},\\s*${TEXT},`,
  "g",
);

/** The rows that the tests state, by their file. */
export async function statedRows(): Promise<ReadonlyMap<string, StatedRow[]>> {
  const folder = new URL("tests/parity/", root);
  const rows = new Map<string, StatedRow[]>();
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith("_test.ts") || name === "page_test.ts") continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    const stated = [...text.matchAll(ROW)].map(([, ...texts]) => {
      const [seed = "", ours = "", remark = ""] = texts.map(unquoted);
      return { seed, ours, remark };
    });
    rows.set(name, stated);
  }
  return rows;
}

/** The rows that Groupy has: its class and member, as `Group.leave`. */
export async function surface(): Promise<readonly string[]> {
  const text = await Deno.readTextFile(
    new URL("tests/parity/surface.tsv", root),
  );
  return text.trimEnd().split("\n").slice(1).map((line) => {
    const [name = "", member = ""] = line.split("\t");
    return member === "-" ? name : `${name}.${member}`;
  });
}

const HEAD = `# From Groupy

For those who know [Groupy](https://github.com/rhgrant10/Groupy): each part of
it, and what to write here instead. Names are Groupy's, in camelCase; each
command is a cold Observable, which acts when it is subscribed to and emits its
result once. A test drives each row; the page is made of those tests, by
\`deno run -A tests/parity/write_page.ts\`.
`;

/** Where the page is. */
export const PAGE: URL = new URL("docs/from_groupy.md", root);

/** The page: Groupy's classes in the order of its reference. */
export async function page(): Promise<string> {
  const rows = new Map(
    [...(await statedRows()).values()].flat().map((it) => [it.seed, it]),
  );
  const sections = Map.groupBy(await surface(), (seed) => seed.split(".")[0]);
  const texts = [...sections].map(([name, seeds]) => {
    const lines = seeds.map((seed) => {
      const { ours = "", remark = "" } = rows.get(seed) ?? {};
      const here = ours === "-" ? "" : `\`${escape(ours)}\``;
      return `| \`${seed}\` | ${here} | ${escape(remark)} |\n`;
    });
    const head = `\n## ${name}\n\n| Groupy | here | |\n| --- | --- | --- |\n`;
    return head + lines.join("");
  });
  return HEAD + texts.join("");
}

/** What a literal says; the formatter chooses its quotes. */
function unquoted(literal: string): string {
  return literal.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|");
}
