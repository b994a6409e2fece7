/**
 * The simulated GroupMe as request handlers for [msw](https://mswjs.io), to
 * stand beside those that a project has already.
 *
 * @example In the tests of a page or a program
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { GroupMeSimulator } from "@rxgroupme/client/testing";
 * import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
 * import { setupServer } from "msw/node";
 *
 * const simulator = new GroupMeSimulator();
 * simulator.addGroup({ name: "Tide Pool", history: 1_000 });
 * const server = setupServer(...groupMeHandlers(simulator));
 * server.listen();
 * // Nothing is injected: what this client fetches ends at the simulator.
 * Client.fromToken(simulator.token).groups.listAll().subscribe(console.log);
 * ```
 *
 * @module
 */

export {
  groupMeHandlers,
  type HandlerMaker,
  type RequestAnswerer,
} from "./server/msw_handlers.ts";
