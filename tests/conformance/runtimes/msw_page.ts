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

/** What cannot be shown here, by the reason. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "msw's service worker does not tell its page that a request was aborted": [
    "leaving a walk aborts the page that is under way",
    "an answer that never comes is NoResponse in time, and let go",
    "unsubscribing aborts the request under way, and its timers",
    "unsubscribing aborts a post under way",
    "a stream that ends a walk ends its request",
    "leaving a tail aborts what it asks, and it starts anew when wanted",
    "timeout() of RxJS aborts as well, and the client can go on",
  ],
  "a service worker sees no WebSocket": [
    "push over a WebSocket delivers at once what is written",
  ],
};

/** Plays all cases that can be shown. */
export async function play(desertedUrl: string): Promise<Outcome[]> {
  const worker = setupWorker();
  await worker.start({ quiet: true, onUnhandledRequest: "bypass" });
  const leftOut = new Set(Object.values(LEFT_OUT).flat());
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
      close: () => Promise.resolve(),
    };
  };
  return await runSuite(makeStage, surroundings, leftOut);
}
