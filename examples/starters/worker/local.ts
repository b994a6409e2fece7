/**
 * Runs the worker on this machine; what you type is said in the group.
 *
 * @module
 */

import { createInterface } from "node:readline";
import process from "node:process";
import { startHere } from "./here.ts";

let waiting = 0;
let isLast = false;

console.log("The worker on this machine, with a simulated GroupMe ...");
const here = await startHere((text) => {
  // No character of what others wrote steers the terminal.
  const shown = text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
  console.log(`the sink took   ${shown}`);
  waiting--;
  endIfDone();
  return 204;
});
console.log("Type something to say in the group; Ctrl-C ends.\n");

say("Low tide is at six");
for await (const line of createInterface({ input: process.stdin })) say(line);
isLast = true;
endIfDone();

function say(text: string): void {
  waiting++;
  console.log(`Mari says       ${text}`);
  here.say(text);
}

/** Ends once nothing more is typed, and the sink has everything. */
function endIfDone(): void {
  if (isLast && waiting === 0) here.stop().then(() => process.exit());
}
