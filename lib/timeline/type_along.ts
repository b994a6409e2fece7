import {
  catchError,
  EMPTY,
  exhaustMap,
  map,
  merge,
  type Observable,
  throttleTime,
} from "rxjs";
import { type Context, intentsOf } from "./context.ts";
import type { TimelineMessage } from "./host.ts";
import { personOf } from "./people.ts";

/** It is told at most this often that one is typing. */
const PAUSE_MS = 1_000;

/** Shows who is typing, and tells the others that one is. */
export function typeAlong<M extends TimelineMessage>(
  { host, options: { typing }, store, intents$, written$ }: Context<M>,
): Observable<unknown> {
  if (!typing) return EMPTY;
  return merge(
    typing.watch(host.key, written$, host.session.scheduler).pipe(
      map((ids) => {
        const { me, people } = store.value;
        const others = ids.filter((id) => id !== me);
        store.soon({
          type: "typing",
          typing: others.map((id) =>
            people.get(id) ?? personOf(id, undefined, undefined, false)
          ),
        });
      }),
      catchError(() => EMPTY),
    ),
    intentsOf(intents$, "typing").pipe(
      throttleTime(PAUSE_MS, host.session.scheduler),
      exhaustMap(() =>
        // Fails while push is down, which the user need not know.
        typing.publish(host.key).pipe(catchError(() => EMPTY))
      ),
    ),
  );
}
