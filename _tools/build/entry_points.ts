import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import { root } from "../deno.ts";

const NAME = "@rxgroupme/client";

/** The file behind each entry point. */
export async function entryPoints(): Promise<Record<string, string>> {
  const config = await Deno.readTextFile(new URL("deno.json", root));
  const { exports }: { exports: Record<string, string> } = JSON.parse(config);
  return exports;
}

/** Lets esbuild find our entry points by the names that users know. */
export function ourEntryPoints(
  entries: Readonly<Record<string, string>>,
): Plugin {
  return {
    name: "entry points",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^${NAME}(/|$)`) }, ({ path }) => {
        const file = entries[`.${path.slice(NAME.length)}`];
        return file ? { path: fileURLToPath(new URL(file, root)) } : undefined;
      });
    },
  };
}
