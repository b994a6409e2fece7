import { fileURLToPath } from "node:url";
import { build, type Plugin, transform } from "esbuild";
import { entryPoints, ourEntryPoints } from "../build/entry_points.ts";
import { rxjsInside } from "../build/rxjs.ts";
import { root } from "../deno.ts";
import { instrument, type Place } from "./instrument.ts";

const DIR = fileURLToPath(root);

/** A program of ours and what it consists of. */
export interface Traced {
  /** The script. */
  readonly code: string;
  /** The functions of the library, by the index with which each tells. */
  readonly places: readonly Place[];
}

/** Makes one script of a program, in which the library tells of its calls. */
export async function bundleTraced(program: string): Promise<Traced> {
  const places: Place[] = [];
  const { outputFiles: [bundle] } = await build({
    stdin: { contents: program, resolveDir: DIR, loader: "ts" },
    plugins: [
      tracing(places),
      ourEntryPoints(await entryPoints()),
      await rxjsInside(),
    ],
    absWorkingDir: DIR,
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["es2015"],
    tsconfigRaw: {},
    write: false,
    logLevel: "silent",
  });
  if (!bundle) throw new Error("Cannot trace: no bundle");
  return { code: bundle.text, places };
}

/** All of the library but the simulator, which stands for the server. */
function tracing(places: Place[]): Plugin {
  return {
    name: "tracing",
    setup({ onLoad }) {
      onLoad({ filter: /\/lib\/.*\.ts$/ }, async ({ path }) => {
        const file = path.slice(DIR.length);
        if (file.startsWith("lib/testing/")) return undefined;
        const source = await Deno.readTextFile(path);
        const { code } = await transform(source, {
          loader: "ts",
          target: "es2022",
        });
        return { contents: instrument(code, file, places), loader: "js" };
      });
    },
  };
}
