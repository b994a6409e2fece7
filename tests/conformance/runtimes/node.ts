import type { Venue } from "../play.ts";
import { inProgram } from "./program.ts";
import type { Played } from "./runtime.ts";

/** Plays the suite in the Node.js of this machine, which is to be 20 or later. */
export async function inNode(venue: Venue): Promise<Played> {
  // Until 22 it has a WebSocket only if told so, and takes the flag later too.
  const args = ["--experimental-websocket", "--input-type=module", "--eval"];
  const played = await inProgram("node", args, venue);
  if (parseInt(played.version) >= 20) return played;
  throw new Error(`Cannot play in Node.js: it is ${played.version}, not 20`);
}
