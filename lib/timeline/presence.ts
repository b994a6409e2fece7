import { catchError, EMPTY, exhaustMap, type Observable, tap } from "rxjs";
import type { Context } from "./context.ts";
import { deleted } from "./facts.ts";
import type { TimelineMessage } from "./host.ts";

/**
 * Checks messages that a page lacks. A message that an admin deleted is in no
 * page any more; where its notice was lost, only a 404 is certain.
 */
export function findMissing<M extends TimelineMessage>(
  { host, store, polls: { missing$ } }: Context<M>,
): Observable<unknown> {
  return missing$.pipe(
    exhaustMap((id) =>
      host.stands(id).pipe(
        tap((stands) => {
          if (stands) return;
          store.soon({ type: "facts", facts: { id, content: deleted(0) } });
        }),
        catchError(() => EMPTY),
      )
    ),
  );
}
