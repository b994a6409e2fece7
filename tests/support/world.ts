import { Client, type ClientOptions } from "@rxgroupme/client";
import {
  GroupMeSimulator,
  type GroupMeSimulatorOptions,
  VirtualClock,
} from "@rxgroupme/client/testing";

/** A simulated GroupMe and a client of it, on one virtual clock. */
export interface World {
  readonly clock: VirtualClock;
  readonly simulator: GroupMeSimulator;
  readonly client: Client;
}

/** Makes a world of its own for a test; jitter is half of what it could be. */
export function world(
  { simulator: simulated, ...options }:
    & Partial<ClientOptions>
    & { simulator?: GroupMeSimulatorOptions } = {},
): World {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, ...simulated });
  const client = new Client({
    token: simulator.token,
    fetch: simulator.fetch,
    scheduler: clock,
    random: () => 0.5,
    ...options,
  });
  return { clock, simulator, client };
}
