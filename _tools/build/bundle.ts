import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { root } from "../deno.ts";
import { entryPoints, ourEntryPoints } from "./entry_points.ts";
import { importsOfRxjs, type Rxjs, rxjsInside, rxjsOutside } from "./rxjs.ts";

/** What esbuild makes, in memory. */
export type Bundles = esbuild.BuildResult<{ metafile: true; write: false }>;

const DIR = fileURLToPath(root);

/** Bundles one program, which imports the package by its name. */
export function bundleProgram(program: string, rxjs: Rxjs): Promise<Bundles> {
  return bundle({ stdin: { contents: program, resolveDir: DIR } }, rxjs);
}

/**
 * Bundles every entry point, with source maps. Those for browsers and workers
 * share what they have in common, so that two on one page are one library.
 *
 * @param outdir Where the bundles will be.
 */
export async function bundleEntryPoints(
  rxjs: Rxjs,
  outdir: string,
): Promise<Bundles[]> {
  const files = Object.entries(await entryPoints()).map((
    [entry, file],
  ): [string, string] => [
    entry === "." ? "mod" : entry.slice("./".length),
    file,
  ]);
  const isForDeno = ([, file]: [string, string]) =>
    /\/(?:cli\/|init\/|deno_)/.test(file);
  const options: esbuild.BuildOptions = {
    outdir,
    chunkNames: "shared/[hash]",
    splitting: true,
    sourcemap: "linked",
  };
  return [
    await bundle({
      ...options,
      entryPoints: Object.fromEntries(files.filter((it) => !isForDeno(it))),
    }, rxjs),
    // For Deno only: the others are not cut up for their sake.
    await bundle({
      ...options,
      chunkNames: "shared/deno-[hash]",
      entryPoints: Object.fromEntries(files.filter(isForDeno)),
    }, rxjs),
  ];
}

async function bundle(
  options: esbuild.BuildOptions,
  rxjs: Rxjs,
): Promise<Bundles> {
  if (rxjs === "inside") return build(options, await rxjsInside());
  // Each file of ours would keep its own import of rxjs, used or not.
  const draft = await build({ ...options, minify: false }, rxjsOutside());
  return build(options, rxjsOutside(importsOfRxjs(draft.outputFiles)));
}

async function build(
  options: esbuild.BuildOptions,
  rxjs: esbuild.Plugin,
): Promise<Bundles> {
  return await esbuild.build({
    minify: true,
    ...options,
    plugins: [ourEntryPoints(await entryPoints()), rxjs],
    absWorkingDir: DIR,
    bundle: true,
    format: "esm",
    target: "es2022",
    // Of rxjs, which otherwise comes as ES5.
    conditions: ["es2015"],
    // What only `./cli` and `./testing/msw` import.
    external: ["commander", "msw", "node:*", "ws"],
    // None, as rxjs has one that leads to its own sources.
    tsconfigRaw: {},
    metafile: true,
    write: false,
    logLevel: "silent",
  });
}
