import { defer, type Observable, of, tap } from "rxjs";
import type { Api } from "../resource.ts";
import { exclusively } from "../transport/exclusively.ts";
import { readObject, toId } from "../wire/json.ts";

/** One's own user id, by the session that requests it. */
const ids = new WeakMap<Api, Observable<string>>();

/** Lets whatever uses a session have one's own id by the same request. */
export function setMyId(session: Api, id: Observable<string>): void {
  ids.set(session, id);
}

/** One's own user id, requested once a session; emits once, then completes. */
export function myIdOf(session: Api): Observable<string> {
  return defer(() => {
    const known = ids.get(session);
    if (known) return known;
    const id = requestId(session);
    setMyId(session, id);
    return id;
  });
}

function requestId(session: Api): Observable<string> {
  let known: string | undefined;
  const requested = session.request({
    path: "/users/me",
    read: (answer) => toId(readObject<{ id?: unknown }>(answer, "user").id),
  }).pipe(tap((id) => known = id));
  // Whoever has waited finds it known.
  const id = defer(() => known === undefined ? requested : of(known));
  const waiting = exclusively(session, "me", id);
  return defer(() => known === undefined ? waiting : of(known));
}
