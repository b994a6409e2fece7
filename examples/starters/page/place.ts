import { Session } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import {
  asyncScheduler,
  EMPTY,
  from,
  type Observable,
  type SchedulerLike,
  tap,
  timer,
  zipWith,
} from "rxjs";

const TEXTS = ["Low tide is at six", "Who brings the nets?", "I do"];
const PAUSE_MS = 4_000;

/** The conversation that the page shows. */
export interface Place {
  readonly title: string;
  readonly session: Session;
  readonly groupId: string;
  /** Lets the others say something; completes. */
  readonly talk$: Observable<unknown>;
}

/** A group at GroupMe. */
export function real(token: string, groupId: string): Place {
  // In the query, or the browser would ask GroupMe before each request.
  const session = new Session({ token, auth: "query" });
  return { title: `Group ${groupId}`, session, groupId, talk$: EMPTY };
}

/** A group of a GroupMe that is simulated in the page, without a server. */
export function simulated(scheduler: SchedulerLike = asyncScheduler): Place {
  const simulator = new GroupMeSimulator({ scheduler });
  const { token, fetch } = simulator;
  const title = "Tide Pool (simulated)";
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari], history: 200 });
  return {
    title,
    session: new Session({ token, fetch, scheduler }),
    groupId: group.id,
    talk$: timer(PAUSE_MS, PAUSE_MS, scheduler).pipe(
      zipWith(from(TEXTS)),
      tap(([, text]) => simulator.inject(group, { userId: mari.id, text })),
    ),
  };
}
