import { root } from "../deno.ts";

const PATH = new URL("bench/README.md", root);
const TABLE = /^\| Minified and gzipped .*\n(?:\|.*\n)*/m;

/** The table of sizes that the README of the benchmarks shows. */
export async function readTable(): Promise<string> {
  const [table = ""] = (await Deno.readTextFile(PATH)).match(TABLE) ?? [];
  return table;
}

/** Puts another one in its place. */
export async function writeTable(table: string): Promise<void> {
  const text = await Deno.readTextFile(PATH);
  await Deno.writeTextFile(PATH, text.replace(TABLE, () => table));
}
