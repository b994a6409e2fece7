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

/** After this long GroupMe shows what an earlier run may have posted; in ms. */
const VISIBLE_AFTER_MS = 6_000;

/** One side of a bridge. */
export interface Side {
  /** The group. */
  readonly groupId: string;
  /** How far its messages have been copied to the other side. */
  readonly cursor: Cursor;
}

/**
 * Copies the messages of each of two groups to the other one: each once, in
 * order, whenever it is stopped and started again. Without a stored cursor it
 * starts now. Notices, those of the calendar included, are left out.
 *
 * @param client Of a user who is in both groups, and posts the copies.
 * @returns Emits each message, of either group, once it is dealt with. Never
 * completes; errors with what is final.
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
    const isVisible = timer(VISIBLE_AFTER_MS, scheduler).pipe(
      shareReplay({ bufferSize: 1, refCount: true }),
    );
    let standing: Observable<ReadonlySet<string>> | undefined;

    /** The copies that an earlier run posted, and may not have committed. */
    function copiedBefore(first: Message): Observable<ReadonlySet<string>> {
      return isVisible.pipe(
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

    const tail = groups.messages(groupId).tail({ cursor });
    const copies = tail.concatMap((message) => {
      const isLeftOut = message.isSystem || isCopy(message, me);
      const copied = isLeftOut ? of(message) : copy(message);
      return copied.pipe(ignoreElements(), endWith(message), commit(cursor));
    });
    // The wait begins with the run.
    return merge(isVisible.pipe(ignoreElements()), copies);
  });
}

/** GroupMe refuses a copy for good: the messages after it go on. */
function leaveOut(error: unknown, { id }: Message): Observable<never> {
  if (!(error instanceof BadResponse) || error.status !== 400) throw error;
  console.warn(`Refused for good: message ${id}`);
  return EMPTY;
}
