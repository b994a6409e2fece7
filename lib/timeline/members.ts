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
import type { Api } from "../resource.ts";
import { groupPath } from "../util/validate.ts";
import type { GroupData, MemberData } from "../wire/group.ts";
import { readObject, toId, toObjects } from "../wire/json.ts";
import type { Context } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { personOf } from "./people.ts";
import { spaced } from "./spaced.ts";
import type { Person } from "./types.ts";

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
      return membersOf(session, toId(data?.parent_id) || key.groupId).pipe(
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

function membersOf(
  session: Api,
  groupId: string,
): Observable<readonly Person[]> {
  return session.request({
    path: groupPath(groupId),
    read: (answer) =>
      toObjects<MemberData>(readObject<GroupData>(answer, "group").members)
        .map(({ user_id, nickname, name, image_url }) =>
          personOf(toId(user_id), nickname ?? name, image_url, true)
        ),
  });
}
