import { assert, assertEquals } from "@std/assert";
import { listSources, readText } from "../_tools/project.ts";

const FEW_LINES = 20;
const MAX_LINES = 300;
const MAX_SHARE_OF_SMALL_FILES = 0.03;

/** What cannot be shorter, with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "lib/attachments/attachment.ts":
    "kinds extend the base, which makes them: apart, the files would import each other",
};

/** How many lines each file under `lib/` has. */
async function countLines(): Promise<[path: string, lines: number][]> {
  const paths = await listSources("lib");
  return Promise.all(paths.map(async (path) => {
    const text = await readText(path);
    return [path, text.trimEnd().split("\n").length] as [string, number];
  }));
}

Deno.test("no file under lib/ has more than 300 lines", async () => {
  const counts = await countLines();
  const long = counts.filter(([path, lines]) =>
    lines > MAX_LINES && !(path in EXCEPTIONS)
  );
  assertEquals(long, []);
});

Deno.test("few files under lib/ have fewer than 20 lines", async () => {
  const counts = await countLines();
  const small = counts.filter(([, lines]) => lines < FEW_LINES);
  assert(
    small.length <= counts.length * MAX_SHARE_OF_SMALL_FILES,
    `${small.length} of ${counts.length}: ${small.join(" ")}`,
  );
});
