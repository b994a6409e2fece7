import { play, type Venue } from "../play.ts";
import type { Played } from "./runtime.ts";

/** Plays the suite in the Deno that runs the tests. */
export async function inDeno(venue: Venue): Promise<Played> {
  return { version: Deno.version.deno, outcomes: await play(venue) };
}
