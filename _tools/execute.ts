/**
 * Runs a program to its end.
 *
 * @param options Where, with which variables besides, and for how long at most, in ms.
 * @returns What it wrote to stdout.
 * @throws {Error} When it fails; with all that it wrote.
 */
export async function execute(
  program: string,
  args: readonly string[],
  { cwd, env, timeout = 5 * 60_000 }: {
    cwd?: string;
    env?: Readonly<Record<string, string>>;
    timeout?: number;
  } = {},
): Promise<string> {
  const { success, code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    env,
    stdin: "null",
    signal: AbortSignal.timeout(timeout),
  }).output();
  const [written, complained] = [stdout, stderr]
    .map((it) => new TextDecoder().decode(it));
  if (success) return written ?? "";
  throw new Error(
    `Cannot run ${program} ${args.join(" ")}: code ${code}\n` +
      `${written}${complained}`,
  );
}
