/**
 * A first look, on a simulated GroupMe: `deno task demo`. With GROUPME_TOKEN
 * set, `deno task demo --real` does the same reading on GroupMe itself, and
 * posts nothing.
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { Budget } from "./demo/budget.ts";
import { live } from "./demo/live.ts";
import { readReal } from "./demo/real.ts";
import { readHistory, showGroups } from "./demo/reading.ts";
import { Stage } from "./demo/stage.ts";
import { compare, isAsHeld, wordsOf } from "./demo/verdict.ts";
import { makeWorld } from "./demo/world.ts";

const stage = new Stage();

async function simulated(): Promise<boolean> {
  const { simulator, archive, pier, cast } = makeWorld();
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, retry: { initialDelay: 200 } });
  const budget = new Budget(client);

  stage.line("A simulated GroupMe: nothing leaves this machine.");
  stage.title("Groups");
  const groups = await showGroups(client, stage);
  const group = groups.find(({ id }) => id === archive.id);
  if (group === undefined) throw new Error("A group is not in the list");

  stage.title(`The history of ${archive.name}, one request in fifty failing`);
  const fault = simulator.fault({ status: 502, probability: 1 / 50 });
  const read = await readHistory(group, stage, archive.size);
  fault.remove();
  const heldThen = Array.from(
    { length: archive.size },
    (_, i) => archive.idAt(archive.size - 1 - i),
  );

  stage.title(`${pier.name}, live`);
  const before = pier.size;
  const heard = await live({ client, simulator, group: pier, cast }, stage);
  const heldNow = Array.from(
    { length: pier.size - before },
    (_, i) => pier.idAt(before + i),
  );

  const [history, tail] = [compare(read, heldThen), compare(heard, heldNow)];
  stage.title("Summary");
  stage.rows(budget.rows(read.length, heard.length));
  stage.line();
  stage.verdict(wordsOf("the history", history), isAsHeld(history));
  stage.verdict(wordsOf("the live messages", tail), isAsHeld(tail));
  stage.line(`\n${stage.dim("Next: npx -y deno@2 task groupme --help")}`);
  return isAsHeld(history) && isAsHeld(tail);
}

let isGood = false;
try {
  const isReal = Deno.args.includes("--real");
  isGood = isReal ? await readReal(stage) : await simulated();
} catch (error) {
  stage.failure(error instanceof Error ? error.message : String(error));
}
Deno.exit(isGood ? 0 : 1);
