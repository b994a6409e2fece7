import type { Venue } from "../play.ts";
import { LIMIT, type Played, script } from "./runtime.ts";

/**
 * Plays the suite in a program, such as Node.js, that runs a script.
 *
 * @param path The program.
 * @param args Its flags, and last the one that is followed by the script.
 */
export async function inProgram(
  path: string,
  args: readonly string[],
  venue: Venue,
): Promise<Played> {
  const dir = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    await Deno.writeTextFile(`${dir}/play.mjs`, await script("play.ts"));
    const code = `
      import { play } from "./play.mjs";
      const outcomes = await play(${JSON.stringify(venue)});
      const version = process.versions.bun ?? process.versions.node;
      console.log(JSON.stringify({ version, outcomes }));
    `;
    const { success, stdout, stderr } = await new Deno.Command(path, {
      args: [...args, code],
      cwd: dir,
      stdin: "null",
      // Loopback needs no proxy.
      env: {
        NO_PROXY: "127.0.0.1",
        no_proxy: "127.0.0.1",
        // Bun would keep what it compiled in the home directory.
        BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
      },
      signal: AbortSignal.timeout(LIMIT),
    }).output();
    const decoder = new TextDecoder();
    if (success) return JSON.parse(decoder.decode(stdout));
    throw new Error(`Cannot play in ${path}\n${decoder.decode(stderr)}`);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
