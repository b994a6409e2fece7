/** The top of the checkout, where every child runs. */
export const root: URL = new URL("../", import.meta.url);

/**
 * Takes npm's packages as the lock file has them. It is a flag, as with a lock
 * file that `deno.json` names each task would first fetch all there is in it.
 */
export const pinned = "--lock=deno.lock";

/** Prepares the very Deno that runs this, never another one on the path. */
export function command(
  args: readonly string[],
  options: Deno.CommandOptions = {},
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: root,
    stdin: "null",
    ...options,
  });
}

/**
 * Runs Deno to its end, in silence.
 *
 * @param args What stands after `deno`.
 * @param timeout How long it may take, in ms.
 * @param env What is set in its environment besides.
 * @returns Whether it ended well and in time, and all that it wrote.
 */
export async function run(
  args: readonly string[],
  timeout: number,
  env?: Record<string, string>,
): Promise<{ ok: boolean; text: string }> {
  const signal = AbortSignal.timeout(timeout);
  const { success, stdout, stderr } = await command(args, { signal, env })
    .output();
  const decoder = new TextDecoder();
  const text = decoder.decode(stdout) + decoder.decode(stderr);
  return { ok: success, text: signal.aborted ? `${text}Out of time\n` : text };
}
