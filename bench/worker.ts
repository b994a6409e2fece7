/**
 * One contender in a process of its own: reads the history for each line of
 * its input, which is a base address, and answers with a line of JSON. Its
 * arguments are which contender, and how many times in a row it is to read.
 *
 * @module
 */

import process from "node:process";
import type { ReadHistory, Tally } from "./contenders/contender.ts";
import { GROUP_ID } from "./history.ts";

/** How one reading went. */
export interface Reading extends Tally {
  /** How long it took, in ms. */
  ms: number;
  /** The processor time that the process spent on it, in ms. */
  cpuMs: number;
  /** The most memory (RSS) the process had so far, in bytes. */
  peakMemory: number;
}

if (import.meta.main) {
  const [name, times] = Deno.args;
  const { readHistory }: { readHistory: ReadHistory } = await import(
    `./contenders/${name}.ts`
  );
  const lines = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  for await (const base of lines) {
    const started = performance.now();
    const used = process.cpuUsage();
    const tally: Tally = { messages: 0, characters: 0 };
    for (let n = 0; n < Number(times); n++) {
      const read = await readHistory(base.trim(), GROUP_ID);
      tally.messages += read.messages;
      tally.characters += read.characters;
    }
    const ms = performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    const cpuMs = (user + system) / 1_000;
    const peakMemory = process.resourceUsage().maxRSS * 1024;
    const reading: Reading = { ...tally, ms, cpuMs, peakMemory };
    console.log(JSON.stringify(reading));
  }
}
