import { root } from "../support/project.ts";

/** A row as its test states it. */
export interface StatedRow {
  /** The class and the member in Groupy. */
  readonly seed: string;
  /** What to write instead. */
  readonly ours: string;
  /** What is different. */
  readonly remark: string;
}

const TEXT = /"((?:[^"\\]|\\.)*)"/.source;
const ROW = new RegExp(
  `\\brow\\(\\s*${TEXT},\\s*${TEXT},\\s*${TEXT},`,
  "g",
);

/** The rows that the tests state, by their file. */
export async function statedRows(): Promise<ReadonlyMap<string, StatedRow[]>> {
  const folder = `${root}/tests/parity`;
  const rows = new Map<string, StatedRow[]>();
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith("_test.ts") || name === "page_test.ts") continue;
    const text = await Deno.readTextFile(`${folder}/${name}`);
    const stated = [...text.matchAll(ROW)].map(([, ...texts]) => {
      const [seed = "", ours = "", remark = ""] = texts.map((it) =>
        JSON.parse(`"${it}"`) as string
      );
      return { seed, ours, remark };
    });
    rows.set(name, stated);
  }
  return rows;
}

/** The rows that Groupy has: its class and member, as `Group.leave`. */
export async function surface(): Promise<readonly string[]> {
  const text = await Deno.readTextFile(`${root}/tests/parity/surface.tsv`);
  return text.trimEnd().split("\n").slice(1).map((line) => {
    const [name = "", member = ""] = line.split("\t");
    return member === "-" ? name : `${name}.${member}`;
  });
}

const HEAD = `# From Groupy

For who knows [Groupy](https://github.com/rhgrant10/Groupy): each part of it,
and what to write here instead. Names are Groupy's in TypeScript dress; each
command is a cold Observable, which acts when it is subscribed to and emits its
result once. A test drives each row; the page is made of those tests, by
\`deno run -A tests/parity/write_page.ts\`.
`;

/** The page, in the order of Groupy's surface. */
export async function page(): Promise<string> {
  const rows = new Map(
    [...(await statedRows()).values()].flat().map((it) => [it.seed, it]),
  );
  const sections: string[] = [HEAD];
  let section = "";
  for (const seed of await surface()) {
    const [name = ""] = seed.split(/\.(?=[^.]+$)/);
    const owner = seed.includes(".") ? name : seed;
    if (owner !== section) {
      section = owner;
      sections.push(
        `\n## ${owner}\n\n| Groupy | here | |\n| --- | --- | --- |\n`,
      );
    }
    const { ours = "", remark = "" } = rows.get(seed) ?? {};
    const here = ours === "-" ? "" : `\`${escape(ours)}\``;
    sections.push(`| \`${seed}\` | ${here} | ${escape(remark)} |\n`);
  }
  return sections.join("");
}

function escape(text: string): string {
  return text.replaceAll("|", "\\|");
}
