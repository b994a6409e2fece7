import { Client } from "@rxgroupme/client";
import type {
  GroupMeSimulator,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import { concatMap, from, type Observable, toArray } from "rxjs";

const HOUR_MS = 3_600_000;

/** What voters choose, by turns. */
const CHOICES = [1, 1, 3, 2];

/** Puts a poll to a group, with the votes of some; emits once they are given. */
export function holdPoll(
  simulator: GroupMeSimulator,
  { id }: SimulatedConversation,
  [owner, ...voters]: readonly SimulatedUser[],
): Observable<unknown> {
  return clientOf(simulator, owner).request<{
    poll: { data: { id: string } };
  }>({
    method: "POST",
    path: `/poll/${id}`,
    body: {
      subject: "Which pier on Sunday?",
      options: ["Pier four", "Pier nine", "Wherever the cake is"]
        .map((title) => ({ title })),
      expiration: Math.round((Date.now() + 50 * HOUR_MS) / 1_000),
      type: "single",
      visibility: "public",
    },
  }).pipe(
    concatMap(({ poll }) =>
      from(voters).pipe(
        concatMap((voter, i) =>
          clientOf(simulator, voter).request({
            method: "POST",
            path: `/poll/${id}/${poll.data.id}/${CHOICES[i % CHOICES.length]}`,
          })
        ),
      )
    ),
    toArray(),
  );
}

/** Puts an event into the calendar of a group; emits once it is there. */
export function planEvent(
  simulator: GroupMeSimulator,
  { id }: SimulatedConversation,
  creator: SimulatedUser | undefined,
): Observable<unknown> {
  const start = nextNight();
  const local = (ms: number) => new Date(ms).toISOString().replace(/\..*/, "");
  return clientOf(simulator, creator).request({
    method: "POST",
    path: `/conversations/${id}/events/create`,
    body: {
      name: "Night count",
      start_at: `${local(start)}+00:00`,
      end_at: `${local(start + 2 * HOUR_MS)}+00:00`,
      timezone: "UTC",
      is_all_day: false,
      location: { name: "The slipway" },
    },
  });
}

/** When the event begins: a day and some hours from now, at a full hour. */
export function nextNight(): number {
  return Math.ceil(Date.now() / HOUR_MS + 30) * HOUR_MS;
}

function clientOf(
  simulator: GroupMeSimulator,
  user: SimulatedUser | undefined,
): Client {
  return new Client({
    token: user?.token ?? simulator.token,
    fetch: (request) => simulator.fetch(request),
  });
}
