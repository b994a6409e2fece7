import { assert, assertEquals } from "@std/assert";
import { readConfig, readText, root } from "../../_tools/project.ts";

/** A class of errors, and what its messages end with. */
interface ErrorClass {
  readonly name: string;
  readonly hint?: string;
  readonly prototype: unknown;
}

function isErrorClass(value: unknown): value is ErrorClass {
  return typeof value === "function" && value.prototype instanceof Error;
}

/** The classes of errors of every entry point. */
async function exportedClasses(): Promise<ErrorClass[]> {
  const { exports } = await readConfig();
  const modules: object[] = await Promise.all(
    Object.entries(exports)
      // A plugin of `deno lint`, which runs there alone, exports no class.
      .filter(([entry]) => entry !== "./lint")
      .map(([, path]) => import(new URL(path, root).href)),
  );
  const classes = modules.flatMap((it) => Object.values(it))
    .filter(isErrorClass);
  return [...new Set(classes)];
}

// Outside of the tests, as msw opens a channel when it is loaded.
const classes = await exportedClasses();

/** What the guide's tables say of each class. */
async function rows(): Promise<Map<string, readonly string[]>> {
  const lines = (await readText("docs/errors.md"))
    .matchAll(/^\| `(\w+)` +\| (.+?) +\| (.+?) +\|$/gm);
  return new Map([...lines].map(([, name = "", ...rest]) => [name, rest]));
}

Deno.test("docs/errors.md says of each exported class of errors what it means and what to do", async () => {
  assert(classes.length > 25, `${classes.length} classes`);
  const told = await rows();
  const names = [...classes.map(({ name }) => name), "TypeError", "RangeError"];
  assertEquals([...told.keys()].toSorted(), names.toSorted());
});

Deno.test("docs/errors.md has the words that the messages of each class end with", async () => {
  const told = await rows();
  const missing = classes
    .filter(({ name, hint = "" }) => !told.get(name)?.[1]?.includes(hint))
    .map(({ name, hint }) => `${name}: ${hint}`);
  assertEquals(missing, []);
});
