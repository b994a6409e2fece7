import { assertEquals } from "@std/assert";
import { allCases } from "./cases/all.ts";
import { halfway, runtimes } from "./runtimes/all.ts";
import { leftOut } from "./runtimes/msw_left_out.ts";
import type { Played, Runtime } from "./runtimes/runtime.ts";
import { Stages } from "./stages.ts";

/** What became of the suite, by runtime; each plays it once. */
const plays = new Map<string, Promise<Played>>();

/** Plays the suite in a runtime, unless it has. */
function playedIn(name: string, runtime: Runtime): Promise<Played> {
  const played = plays.get(name) ?? play(runtime);
  plays.set(name, played);
  return played;
}

async function play(runtime: Runtime): Promise<Played> {
  await using stages = await Stages.start();
  const { origin, desertedUrl } = stages;
  return await runtime({ origin, desertedUrl });
}

/** The cases that failed, and with what. */
function failuresOf({ outcomes }: Played): string[] {
  return outcomes.flatMap(({ name, error }) =>
    error === undefined ? [] : [`${name}: ${error}`]
  );
}

for (const [name, runtime] of Object.entries({ ...runtimes, ...halfway })) {
  Deno.test({
    name: `conformance suite holds in ${name}`,
    // Miniflare and Playwright tidy up after their time.
    sanitizeOps: name === "Deno",
    sanitizeResources: name === "Deno",
    async fn() {
      const failures = failuresOf(await playedIn(name, runtime));
      assertEquals(failures, [], failures.join("\n"));
    },
  });
}

Deno.test({
  name: "conformance suite has the same cases in five runtimes",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn(t) {
    assertEquals(Object.keys(runtimes).length, 5);
    for (const [name, runtime] of Object.entries({ ...runtimes, ...halfway })) {
      const played = await playedIn(name, runtime);
      // A step, as only names are shown of tests that hold.
      await t.step(rowOf(name, played), () => {
        const names = played.outcomes.map((it) => it.name);
        const all = allCases.map(([name]) => name);
        const isWhole = name in runtimes;
        assertEquals(names, all.filter((it) => isWhole || !leftOut.has(it)));
        assertEquals(failuresOf(played), []);
      });
    }
  },
});

/** A row of the table of runtimes. */
function rowOf(name: string, played: Played): string {
  const failed = failuresOf(played).length;
  const passed = played.outcomes.length - failed;
  return [
    name.padEnd(15),
    played.version.padEnd(12),
    `${passed} passed`,
    `${failed} failed`,
  ].join(" | ");
}
