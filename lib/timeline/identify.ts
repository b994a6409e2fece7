import { catchError, EMPTY, type Observable, retry, tap, timer } from "rxjs";
import type { Api } from "../resource.ts";
import { isTransient } from "../transport/retry.ts";
import type { Context } from "./context.ts";
import type { TimelineMessage } from "./host.ts";

/** Finds out who one is. */
export function identify<M extends TimelineMessage>(
  { host, store }: Context<M>,
): Observable<unknown> {
  return endured(host, host.me).pipe(
    tap((id) => store.soon({ type: "me", id })),
  );
}

/** Tries on while the failure is transient, and gives up in silence else. */
export function endured<T>(
  { session }: { readonly session: Api },
  work: Observable<T>,
): Observable<T> {
  return work.pipe(
    retry({
      delay: (error, n) => {
        if (!isTransient(error)) throw error;
        return timer(session.backoff(n, 2_000, 60_000), session.scheduler);
      },
    }),
    // The tail tells of what is wrong with the token.
    catchError(() => EMPTY),
  );
}
