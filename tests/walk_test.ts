import { assert, assertEquals } from "@std/assert";
import { instrument, type Place } from "../_tools/walk/instrument.ts";
import { walkOfPoll } from "../_tools/walk/poll.ts";
import { sum, Walker } from "../_tools/walk/walk.ts";
import { testWithEsbuild } from "./build/esbuild.ts";

/** How many borders between rooms its calls may cross. */
const MAX_BORDERS = 71;

/** How many files it may reach. */
const MAX_FILES = 31;

const SCRIPT = `
  export class Pager {
    #size = 2;
    get size() { return this.#size; }
    read(use) { return use(this.size); }
    async open() { return this.size; }
  }
  const double = (n) => n * 2;
  export function run() { return new Pager().read(double); }
`;

Deno.test("instrument() leaves results as they are, and tells of each call", async () => {
  const places: Place[] = [];
  const inner = instrument(SCRIPT, "lib/paging/pager.ts", places);
  const outer = instrument(
    "export const call = (run) => { return run(); };",
    "lib/tail/tail.ts",
    places,
  );
  const walker = new Walker(places);
  Object.assign(globalThis, { walk: walker });
  const load = (code: string) =>
    import(`data:text/javascript,${encodeURIComponent(code)}`);
  const { run, Pager } = await load(inner);
  const { call } = await load(outer);
  assertEquals(call(run), 4);
  assertEquals(await new Pager().open(), 2);
  const { files, functions, borders } = walker.walk;
  assertEquals([...files], [["lib/tail/tail.ts", 1], [
    "lib/paging/pager.ts",
    6,
  ]]);
  assertEquals([...functions], [
    ["lib/tail/tail.ts call", 1],
    ["lib/paging/pager.ts run", 1],
    ["lib/paging/pager.ts read", 1],
    ["lib/paging/pager.ts size", 2],
    ["lib/paging/pager.ts double", 1],
    ["lib/paging/pager.ts open", 1],
  ]);
  assertEquals([...borders], [["tail > paging", 1]]);
});

testWithEsbuild(
  "a poll of three messages stays within what its walk takes",
  async () => {
    const { files, borders } = await walkOfPoll();
    assert(sum(borders) <= MAX_BORDERS, `${sum(borders)} borders`);
    assert(files.size <= MAX_FILES, `${files.size} files`);
  },
);
