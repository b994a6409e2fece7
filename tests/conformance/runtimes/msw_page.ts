/**
 * The suite in a page whose requests to GroupMe a service worker of msw takes:
 * the client is given neither a `fetch` nor an address.
 *
 * @module
 */

import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import { setupWorker } from "msw/browser";
import { carryOut, commandsOf, remote } from "../commands.ts";
import type { Stage } from "../scene.ts";
import { simulated } from "../simulated.ts";
import { type Outcome, runSuite } from "../suite.ts";
import { leftOut } from "./msw_left_out.ts";

/** Plays all cases that can be shown. */
export async function play(desertedUrl: string): Promise<Outcome[]> {
  const worker = setupWorker();
  await worker.start({ quiet: true, onUnhandledRequest: "bypass" });
  const surroundings = { desertedUrl, storage: localStorage };
  const makeStage = (): Stage => {
    const simulator = new GroupMeSimulator(simulated);
    worker.resetHandlers(...groupMeHandlers(simulator));
    const commands = commandsOf(simulator);
    return {
      simulator: remote(async (name, args) =>
        await carryOut(commands, name, args)
      ),
      token: simulator.token,
      userId: simulator.me.id,
      options: {},
      webSocketUrl: "",
      close: async () => {
        // What was sent before it comes before it, and not to the next stage.
        await fetch("https://api.groupme.com/v3/users/me");
      },
    };
  };
  return await runSuite(makeStage, surroundings, leftOut);
}
