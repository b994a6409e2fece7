import {
  BadResponse,
  type Client,
  commit,
  type Cursor,
  type Message,
} from "@rxgroupme/client";
import {
  catchError,
  concat,
  defer,
  EMPTY,
  endWith,
  ignoreElements,
  merge,
  type Observable,
  of,
  shareReplay,
  switchMap,
  timer,
} from "rxjs";
import { copiesOf, guidsSince, isCopy } from "./copies.ts";

/** After so long, in ms, GroupMe shows what an earlier run may have posted. */
const SETTLED = 6_000;

/** One side of a bridge. */
export interface Side {
  /** The group. */
  readonly groupId: string;
  /** How far its messages have been copied to the other side. */
  readonly cursor: Cursor;
}

/**
 * Copies what is said in each of two groups to the other one: each message
 * once, in order, whenever it is stopped and started again. It starts from now
 * on, or after the cursors.
 *
 * @param client Of a user who is in both groups, and posts the copies.
 * @returns Each message, of either group, once it is dealt with. It never
 * completes; it errors with what does not pass.
 */
export function bridge(
  client: Client,
  [one, other]: readonly [Side, Side],
): Observable<Message> {
  return client.user.id.pipe(
    switchMap((me) =>
      merge(
        oneWay(client, me, one, other),
        oneWay(client, me, other, one),
      )
    ),
  );
}

function oneWay(
  { groups, session: { scheduler } }: Client,
  me: string,
  { groupId, cursor }: Side,
  to: Side,
): Observable<Message> {
  const target = groups.messages(to.groupId);
  return defer(() => {
    const settled = scheduler.now() + SETTLED;
    let standing: Observable<ReadonlySet<string>> | undefined;

    /** What an earlier run posted, and may not have committed. */
    function copiedBefore(first: Message): Observable<ReadonlySet<string>> {
      const wait = Math.max(0, settled - scheduler.now());
      return timer(wait, scheduler).pipe(
        switchMap(() => guidsSince(target, first)),
        shareReplay({ bufferSize: 1, refCount: true }),
      );
    }

    function copy(message: Message): Observable<unknown> {
      standing ??= copiedBefore(message);
      return standing.pipe(
        switchMap((guids) =>
          concat(
            ...copiesOf(message).map(({ guid, draft }) =>
              guids.has(guid)
                ? EMPTY
                : target.create(draft, { sourceGuid: guid }).pipe(
                  catchError((error) => leaveOut(error, message)),
                )
            ),
          )
        ),
      );
    }

    return groups.messages(groupId).tail({ cursor }).concatMap((message) => {
      const isOurs = message.isSystem || isCopy(message, me);
      const work = isOurs ? of(message) : copy(message);
      return work.pipe(ignoreElements(), endWith(message), commit(cursor));
    });
  });
}

/** What GroupMe refuses once it refuses for ever: the rest is not to wait. */
function leaveOut(error: unknown, { id }: Message): Observable<never> {
  if (!(error instanceof BadResponse) || error.status !== 400) throw error;
  console.warn(`Refused for good: message ${id}`);
  return EMPTY;
}
