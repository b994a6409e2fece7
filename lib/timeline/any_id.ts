import {
  catchError,
  EMPTY,
  expand,
  filter,
  map,
  type Observable,
  of,
  switchMap,
  tap,
} from "rxjs";
import { BadResponse } from "../errors.ts";
import type { Api } from "../resource.ts";
import { Pages } from "../tail/pages.ts";
import type { Query } from "../transport/request.ts";
import { compareIds, isId } from "../util/ids.ts";
import { pathId } from "../util/validate.ts";
import { readList, toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import { newestOf, oldestOf, type Read, reading } from "./page.ts";
import type { Identified } from "./sorted.ts";
import type { Store } from "./store.ts";

/** The answers by client: whether GroupMe takes ids of no message. */
const answers = new WeakMap<Api, boolean>();

/**
 * Whether a page may begin at an id that is of no message, which GroupMe does
 * not document. Asked once a client, by an id between two known messages.
 */
export function takesAnyId(
  session: Api,
  rows: readonly Identified[],
  read: (anchor: Query) => Observable<Read>,
): Observable<boolean> {
  const known = answers.get(session);
  const ids = rows.map(({ id = "" }) => id).filter(isId).sort(compareIds);
  const at = ids.findIndex((id, i) =>
    BigInt(ids[i + 1] ?? id) - BigInt(id) > 1n
  );
  const a = ids[at];
  const b = ids[at + 1];
  if (known !== undefined || a === undefined) return of(known ?? true);
  return read({ after_id: `${BigInt(a) + 1n}` }).pipe(
    map(({ rows }) => oldestOf(rows) === b),
    catchError((error) => {
      if (error instanceof BadResponse && error.status === 400) {
        return of(false);
      }
      throw error;
    }),
    tap((isTaken) => answers.set(session, isTaken)),
  );
}

/**
 * Reads the page before an id where only ids of messages are taken: from the
 * nearest older picture on, if the gallery lists one, and else from the newest
 * page back.
 */
export function walkTo<M extends TimelineMessage>(
  id: string,
  date: Date,
  host: TimelineHost<M>,
  read: (anchor: Query) => Observable<Read>,
): Observable<Read> {
  const isBefore = (other: string | undefined) =>
    other !== undefined && compareIds(other, id) < 0;
  const forth = (from: string): Observable<Read> =>
    read({ after_id: from }).pipe(
      expand(({ rows }) => {
        const newest = newestOf(rows);
        return isBefore(newest) ? read({ after_id: newest }) : EMPTY;
      }),
      // The last one.
      filter(({ rows }) => !isBefore(newestOf(rows))),
      switchMap(({ rows }) => {
        const beyond = rows.filter((row) => !isBefore(`${row.id}`));
        // Without one, everything is older than the date.
        return read({ before_id: oldestOf(beyond) });
      }),
    );
  const isOver = (oldest: string | undefined) =>
    oldest === undefined || isBefore(oldest);
  const back = read({}).pipe(
    expand(({ rows }) => {
      const oldest = oldestOf(rows);
      return isOver(oldest) ? EMPTY : read({ before_id: oldest });
    }),
    filter(({ rows }) => isOver(oldestOf(rows))),
    map(({ rows, learned }) => ({
      rows: rows.filter((row) => isBefore(`${row.id}`)),
      learned,
    })),
  );
  return pictureBefore(date, host).pipe(
    catchError(() => of(undefined)),
    switchMap((from) => from === undefined ? back : forth(from)),
  );
}

/** The newest message with a picture before a date; in groups only. */
function pictureBefore<M extends TimelineMessage>(
  date: Date,
  { session, key }: TimelineHost<M>,
): Observable<string | undefined> {
  return "groupId" in key
    ? session.request({
      path: `/conversations/${pathId(key.groupId, "groupId")}/gallery`,
      // With four decimals, as GroupMe takes it.
      query: {
        acceptFiles: 1,
        limit: 1,
        before: date.toISOString().replace("Z", "0Z"),
      },
      read: (answer) =>
        toId(readList<MessageData>(answer, "messages")[0]?.id) || undefined,
    })
    : of(undefined);
}

/** The very first page of a conversation. */
export function firstOf<M extends TimelineMessage>(
  { source }: TimelineHost<M>,
  store: Store<M>,
): Observable<Read> {
  return reading(
    store,
    new Pages(source).first().pipe(
      map((page) => page.map(({ message }) => message)),
    ),
  );
}
