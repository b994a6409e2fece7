import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import {
  concatMap,
  delayWhen,
  firstValueFrom,
  from,
  lastValueFrom,
  range,
  takeWhile,
  timer,
} from "rxjs";
import { median } from "./report.ts";

/** Half of it before the server has a request, half before its answer is here. */
const ROUND_TRIP = 50;
const MESSAGES = 60;

/** How long a pushed message takes from its being written to its emission. */
export async function pushDelay(): Promise<string> {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ history: 10 });
  const away = <T>(promise: Promise<T>) =>
    firstValueFrom(from(promise).pipe(delayWhen(() => timer(ROUND_TRIP / 2))));
  const client = new Client({
    token: simulator.token,
    fetch: async (request) => {
      await firstValueFrom(timer(ROUND_TRIP / 2));
      return away(simulator.fetch(request));
    },
  });
  const written = new Map<string, number>();
  const delays: number[] = [];
  const tail = client.groups.messages(group.id).tail({ via: push(client) });
  const following = tail.subscribe(({ id }) => {
    delays.push(performance.now() - (written.get(id) ?? NaN));
  });
  await lastValueFrom(
    tail.status$.pipe(takeWhile(({ reason }) => reason !== "push")),
  );
  await lastValueFrom(
    range(MESSAGES).pipe(
      // Not in step with the polls.
      concatMap(() => timer(50 + Math.random() * 250)),
      concatMap(() => {
        const at = performance.now();
        written.set(simulator.inject(group).id, at);
        return from([at]);
      }),
    ),
  );
  await firstValueFrom(timer(4 * ROUND_TRIP));
  following.unsubscribe();
  if (delays.length !== MESSAGES) {
    throw new Error(`${delays.length} of ${MESSAGES} messages were pushed`);
  }
  const trips = (ms: number) => (ms / ROUND_TRIP).toFixed(2);
  return `${MESSAGES} messages pushed over a round trip of ${ROUND_TRIP} ms: ` +
    `median ${trips(median(delays))} round trips, ` +
    `slowest ${trips(Math.max(...delays))}`;
}
