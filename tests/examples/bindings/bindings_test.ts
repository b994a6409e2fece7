import { assert, assertEquals } from "@std/assert";
import { withPage } from "../../support/page.ts";
import { bundleBinding } from "./build.ts";
import { withFrameworks } from "./install.ts";

/** What a page reports; see `harness.ts`. */
interface Step {
  readonly name: string;
  readonly rows: readonly [number, number];
  readonly wrong: readonly string[];
  readonly drawn: number;
  readonly replaced: number;
}

/** How many rows each step may draw: as many as changed. */
const DRAWN: { readonly [name: string]: readonly [number, number] } = {
  "a live one": [1, 1],
  // One more than the page, where a run of messages joins.
  "an older page": [100, 101],
  "an edit": [1, 1],
  // Solid draws the reaction alone, not the row.
  "a reaction": [0, 1],
  "the same again": [0, 0],
};

const MOUNTS = [
  "react.tsx",
  "svelte.ts",
  "solid.tsx",
  "vue.ts",
  "angular.ts",
  "lit.ts",
  "platform.ts",
];

Deno.test("examples/bindings show one timeline in seven ways, in Chromium", (t) =>
  withFrameworks(async (dir) => {
    for (const mount of MOUNTS) {
      await t.step(mount, async () => {
        const script = await bundleBinding(mount, dir, "production");
        const { steps, open, isQuiet } = await played(script);
        for (
          const { name, rows: [shown, known], wrong, replaced, drawn } of steps
        ) {
          assertEquals([name, shown], [name, known]);
          assertEquals(wrong, [], name);
          assertEquals([name, replaced], [name, 0]);
          const [least, most] = DRAWN[name] ?? [0, Infinity];
          assert(
            drawn >= least && drawn <= most,
            `${name}: ${drawn} rows drawn`,
          );
        }
        assert(
          steps.find(({ name }) => name === "1,000 messages")!.rows[0] >= 1_000,
        );
        assertEquals(steps.length, 10);
        assertEquals([open, isQuiet], [0, true]);
      });
    }
    await t.step(
      "react.tsx in StrictMode, which mounts everything twice",
      async () => {
        const script = await bundleBinding("react.tsx", dir, "development");
        const { steps, open, isQuiet } = await played(script);
        assertEquals(steps.flatMap(({ wrong }) => wrong), []);
        assertEquals(steps.map(({ replaced }) => replaced), steps.map(() => 0));
        assertEquals([open, isQuiet], [0, true]);
      },
    );
  }));

function played(script: string) {
  return withPage({ "/app.js": script }, async ({ page }) => {
    await page.addScriptTag({ url: "/app.js", type: "module" });
    await page.waitForFunction("typeof play === 'function'");
    const report: {
      steps: readonly Step[];
      open: number;
      isQuiet: boolean;
    } = await page.evaluate("play()");
    return report;
  });
}
