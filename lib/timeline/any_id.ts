import {
  catchError,
  defer,
  EMPTY,
  expand,
  last,
  map,
  type Observable,
  of,
  tap,
  throwError,
} from "rxjs";
import { BadResponse } from "../errors.ts";
import type { Api } from "../resource.ts";
import { Pages } from "../tail/pages.ts";
import type { Query } from "../transport/request.ts";
import { compareIds } from "../util/ids.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import { oldestOf, type Read } from "./page.ts";
import type { Store } from "./store.ts";

/** The answers by client: whether GroupMe takes ids of no message. */
const answers = new WeakMap<Api, boolean>();

/**
 * Whether a page may begin at an id that is of no message, which GroupMe does
 * not document. Asked once a client, by an id between two known messages.
 */
export function takesAnyId(
  session: Api,
  rows: readonly { readonly id: string }[],
  read: (anchor: Query) => Observable<Read>,
): Observable<boolean> {
  const known = answers.get(session);
  const at = rows.findIndex(({ id }, i) => {
    const next = rows[i + 1]?.id;
    return next !== undefined && BigInt(next) - BigInt(id) > 1n;
  });
  const a = rows[at]?.id;
  const b = rows[at + 1]?.id;
  if (known !== undefined || a === undefined) return of(known ?? true);
  return read({ after_id: `${BigInt(a) + 1n}` }).pipe(
    map(({ rows }) => oldestOf(rows) === b),
    catchError((error) =>
      error instanceof BadResponse && error.status === 400
        ? of(false)
        : throwError(() => error)
    ),
    tap((isTaken) => answers.set(session, isTaken)),
  );
}

/** Walks back from the newest page to what was written before an id. */
export function walkTo(
  id: string,
  read: (anchor: Query) => Observable<Read>,
): Observable<Read> {
  return read({}).pipe(
    expand(({ rows }) => {
      const first = oldestOf(rows);
      return first === undefined || compareIds(first, id) < 0
        ? EMPTY
        : read({ before_id: first });
    }),
    last(),
    map(({ rows, learned }) => ({
      rows: rows.filter((row) => compareIds(`${row.id}`, id) < 0),
      learned,
    })),
  );
}

/** The very first page of a conversation. */
export function firstOf<M extends TimelineMessage>(
  { source }: TimelineHost<M>,
  store: Store<M>,
): Observable<Read> {
  return defer(() => {
    const learned = store.learned();
    return new Pages(source).first().pipe(
      map((page) => ({
        rows: page.map(({ message }) => message.data),
        learned,
      })),
    );
  });
}
