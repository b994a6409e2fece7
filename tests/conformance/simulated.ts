import type { GroupMeSimulatorOptions } from "@rxgroupme/client/testing";

/** How the simulator of every stage is: not slow. */
export const simulated: GroupMeSimulatorOptions = {
  membershipDelay: 30,
  mediaDelay: 30,
  pushTimeout: 2_000,
};
