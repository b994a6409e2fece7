import {
  GroupMeSimulator,
  type SimulatedGroup,
  type SimulatedUser,
} from "@rxgroupme/client/testing";

/** A simulated GroupMe, and who is in it. */
export interface World {
  /** GroupMe. */
  readonly simulator: GroupMeSimulator;
  /** A group with a long past. */
  readonly archive: SimulatedGroup;
  /** A group in which people talk. */
  readonly pier: SimulatedGroup;
  /** Who they are, by first name. */
  readonly cast: ReadonlyMap<string, SimulatedUser>;
}

/** As far away as GroupMe's server might be for a lucky few, in ms. */
const LATENCY = 12;

/** Makes it: the same in each run. */
export function makeWorld(): World {
  const simulator = new GroupMeSimulator({ seed: 7, latency: LATENCY });
  const people = ["Ada Quist", "Bo Larkin", "Cleo Marsh", "Dag Holm"].map(
    (name) => simulator.addUser({ name }),
  );
  const group = (name: string, count: number, everyMs: number) =>
    simulator.addGroup({ name, members: people, history: { count, everyMs } });
  group("Book Club", 640, 7_200_000);
  const archive = group("Everything since 2019", 30_000, 7_200_000);
  group("Family", 4_200, 3_600_000);
  const pier = group("Sunrise on the Pier", 60, 90_000);
  const byFirstName = people.map((user) =>
    [user.name.split(" ")[0] ?? "", user] as const
  );
  return { simulator, archive, pier, cast: new Map(byFirstName) };
}
