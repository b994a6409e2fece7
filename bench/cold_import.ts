import { stop } from "esbuild";
import { bundleProgram } from "../_tools/build/bundle.ts";
import { withChromium } from "../tests/support/chromium.ts";
import { Loopback } from "../tests/support/loopback.ts";
import { withWorker } from "../tests/support/workerd.ts";
import { align, median } from "./report.ts";

const WARM_UPS = 3;
const ROUNDS = 20;

/** What is imported; the second tells what any import takes. */
interface Subjects {
  readonly core: string;
  readonly empty: string;
}

/** One import of a subject. */
interface Import {
  /** How long it took, in ms. */
  readonly ms: number;
  /** How many names came by it. */
  readonly names: number;
}

/** How long each import took, in ms. */
type Times = Record<keyof Subjects, number[]>;

/** Imports the core where nothing has been imported yet, and tells what it took. */
export async function coldImports(): Promise<string> {
  const subjects = { core: await bundleOfCore(), empty: "export {};\n" };
  const rows = Object.entries({
    workerd: await inWorkerd(subjects),
    Chromium: await inChromium(subjects),
  }).map(([name, times]) => {
    const [core, empty] = [median(times.core), median(times.empty)];
    return [name, core, empty, core - empty, core / empty]
      .map((it) => typeof it === "number" ? it.toFixed(1) : it);
  });
  const kB = (subjects.core.length / 1_000).toFixed(0);
  return `Cold import of the core, ${kB} kB, medians of ${ROUNDS}\n` +
    align([["", "core, ms", "empty, ms", "more, ms", "ratio"], ...rows]);
}

async function bundleOfCore(): Promise<string> {
  const program = 'export * from "@rxgroupme/client";';
  const { outputFiles: [file] } = await bundleProgram(program, "inside");
  await stop();
  if (!file) throw new Error("Cannot measure the core: there is no bundle");
  return file.text;
}

/** Measures the subjects in turn; each round does without what is warm. */
async function inTurn(
  importCold: (subject: keyof Subjects, round: number) => Promise<Import>,
): Promise<Times> {
  const times: Times = { core: [], empty: [] };
  for (let round = 0; round < WARM_UPS + ROUNDS; round++) {
    for (const subject of ["core", "empty"] as const) {
      const { ms, names } = await importCold(subject, round);
      if (names > 0 !== (subject === "core")) {
        throw new Error(`Cannot import ${subject}: it has ${names} names`);
      }
      if (round >= WARM_UPS) times[subject].push(ms);
    }
  }
  return times;
}

/** Each round starts a worker, in an isolate where nothing is compiled yet. */
async function inWorkerd(subjects: Subjects): Promise<Times> {
  const importer = `import * as subject from "./subject.js";
  export default {
    fetch: () => Response.json(Object.keys(subject).length),
  };`;
  const loader = `export default {
    async fetch(request, { LOADER, ...env }) {
      const [, subject, round] = new URL(request.url).pathname.split("/");
      const worker = LOADER.get(subject + round, () => ({
        compatibilityDate: "2026-01-01",
        mainModule: "main.js",
        modules: {
          "main.js": ${JSON.stringify(importer)},
          "subject.js": env[subject] + "//" + round,
        },
        globalOutbound: null,
      }));
      return await worker.getEntrypoint().fetch(request);
    },
  };`;
  const bindings = { bindings: { ...subjects }, workerLoaders: { LOADER: {} } };
  return await withWorker(loader, bindings, (worker) =>
    // From outside, as a worker's own clock stands still while it computes.
    inTurn(async (subject, round) => {
      const url = `http://localhost/${subject}/${round}`;
      const started = performance.now();
      const names: number = await (await worker.dispatchFetch(url)).json();
      return { ms: performance.now() - started, names };
    }));
}

/** Every import is in a page of its own, whose context has no cache yet. */
async function inChromium(subjects: Subjects): Promise<Times> {
  const headers = {
    "content-type": "text/javascript",
    "cache-control": "no-store",
  };
  await using server = new Loopback(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    const subject = pathname.slice(1);
    if (subject !== "core" && subject !== "empty") {
      return new Response("", { headers: { "content-type": "text/html" } });
    }
    // Like no other, as an engine keeps what it has compiled.
    const code = `${subjects[subject]}//${searchParams.get("round")}`;
    return new Response(code, { headers });
  });
  return await withChromium((browser) =>
    inTurn(async (subject, round) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(server.origin);
      const it: Import = await page.evaluate(`(async () => {
        const started = performance.now();
        const subject = await import("/${subject}?round=${round}");
        const ms = performance.now() - started;
        return { ms, names: Object.keys(subject).length };
      })()`);
      await context.close();
      return it;
    })
  );
}
