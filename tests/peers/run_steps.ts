import { assert, assertEquals } from "@std/assert";
import { command, pinned } from "../../_tools/deno.ts";
import type { ServedSimulator } from "../support/served_simulator.ts";
import { type Outcomes, WORKS } from "./steps.ts";

/** More than a peer needs, in ms. */
const LIMIT = 240_000;

/** What a peer cannot do, by step: what it says, and the defect of its own. */
export type Defects = Readonly<
  Record<string, { readonly says: string; readonly why: string }>
>;

/** Runs a peer's steps against `task simulate`, in a process of their own. */
export async function runSteps(
  program: string,
  { url, token }: ServedSimulator,
  ...args: string[]
): Promise<Outcomes> {
  const { success, stdout, stderr } = await command([
    "run",
    "--quiet",
    pinned,
    "--no-prompt",
    "--allow-read",
    "--allow-env",
    "--allow-sys",
    "--allow-write=/tmp",
    "--allow-net=127.0.0.1",
    "--import-map=tests/import_map.json",
    `tests/peers/${program}`,
    url,
    token,
    ...args,
  ], {
    // Loopback needs no proxy.
    env: { https_proxy: "", HTTPS_PROXY: "", http_proxy: "", HTTP_PROXY: "" },
    signal: AbortSignal.timeout(LIMIT),
  }).output();
  const decoder = new TextDecoder();
  assert(success, decoder.decode(stderr));
  return JSON.parse(decoder.decode(stdout).trimEnd().split("\n").at(-1) ?? "");
}

/** Holds that all steps work but those whose defect is the peer's own. */
export function assertSteps(
  outcomes: Outcomes,
  defects: Defects,
  count: { works: number; of: number },
): void {
  const told = Object.entries(outcomes).filter(([, it]) => it !== WORKS);
  assertEquals(
    Object.fromEntries(told),
    Object.fromEntries(
      Object.entries(defects).map(([step, { says }]) => [step, says]),
    ),
  );
  const of = Object.keys(outcomes).length;
  assertEquals({ works: of - told.length, of }, count);
}
