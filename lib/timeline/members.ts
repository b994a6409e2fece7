import {
  catchError,
  EMPTY,
  filter,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  tap,
} from "rxjs";
import { toId } from "../wire/json.ts";
import type { Context } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { spaced } from "./spaced.ts";

/** Reads the members of a group, and again when a notice tells of a change. */
export function members<M extends TimelineMessage>(
  { host, store, written$ }: Context<M>,
): Observable<unknown> {
  const { key, session } = host;
  if (!("groupId" in key)) return EMPTY;
  const opened = store.timeline$.pipe(
    filter(() => store.state.from !== undefined),
    take(1),
  );
  const changed = written$.pipe(
    filter(({ event }) => /^membership\./.test(`${event?.type}`)),
  );
  return merge(opened, changed).pipe(
    spaced(session.scheduler),
    switchMap(() => {
      // A topic has its members from the group that it is in.
      const { data } = store.state.rows.at(-1) ?? {};
      return host.members(toId(data?.parent_id) || key.groupId).pipe(
        // A refusal here does not close the timeline.
        catchError(() => of([])),
      );
    }),
    filter((people) => people.length > 0),
    tap((people) => {
      const byId = new Map(people.map((person) => [person.id, person]));
      store.soon({ type: "people", people: byId });
    }),
  );
}
