import { bundleTraced } from "./bundle.ts";
import { type Walk, Walker } from "./walk.ts";

/** A tail that has polled before, and then finds three messages. */
const PROGRAM = `
  import { Client } from "@rxgroupme/client";
  import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

  export async function run(beforePoll: () => void): Promise<number> {
    const clock = new VirtualClock();
    const simulator = new GroupMeSimulator({ scheduler: clock });
    const group = simulator.addGroup({ history: 30 });
    const { token, fetch } = simulator;
    const client = new Client({ token, fetch, scheduler: clock });
    let count = 0;
    const tail = client.groups.messages(group.id).tail({ interval: 2_000 });
    const subscription = tail.subscribe(() => count++);
    await clock.advance(10_000);
    for (const text of ["one", "two", "three"]) simulator.inject(group, { text });
    const polled = simulator.requests.length;
    beforePoll();
    while (simulator.requests.length === polled) await clock.advance(100);
    await clock.advance(1);
    subscription.unsubscribe();
    return count;
  }
`;

/** Counts the calls of one poll of a tail that finds three messages. */
export async function walkOfPoll(): Promise<Walk> {
  const { code, places } = await bundleTraced(PROGRAM);
  const walker = new Walker(places);
  Object.assign(globalThis, { walk: walker });
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const { run }: { run(beforePoll: () => void): Promise<number> } =
    await import(url);
  const count = await run(() => walker.reset());
  if (count === 3) return walker.walk;
  throw new Error(`Cannot count: ${count} messages came, not 3`);
}
