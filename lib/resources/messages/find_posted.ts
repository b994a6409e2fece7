import {
  concatMap,
  defer,
  filter,
  from,
  map,
  type Observable,
  take,
  takeWhile,
  tap,
} from "rxjs";
import { compareIds } from "../../util/ids.ts";
import type { GenericMessage } from "./generic_message.ts";

/** Clocks may be wrong by so much before a post is not found again. */
const MAX_CLOCK_ERROR_MS = 600_000;

/** So much of a page is younger where the next page is: one may be malformed. */
const WHOLE_PAGE = 0.9;

/** As much of a message as it is found by. */
export type Findable = Pick<
  GenericMessage,
  "id" | "createdAt" | "sourceGuid" | "userId" | "senderId"
>;

/** The message to find, and where. */
export interface PostedMessage<M> {
  /** All messages of the conversation, newest first, page by page; cold. */
  readonly pages: Observable<readonly M[]>;
  /** The id under which it was posted. */
  readonly sourceGuid: string;
  /** The own user id: everybody sees a `source_guid`, and may copy it. */
  readonly userId: Observable<string>;
  /** A message older than the post, if one is known; `""`: there was none. */
  readonly triedAfter: string | undefined;
  /** Measures the time since the post, in ms. */
  readonly clock: () => number;
}

/**
 * Finds a message of one's own by its `source_guid`, from the newest one back.
 * It reads one page at least, and goes on while all of a page may be younger
 * than the post. Points in time are the server's.
 *
 * @returns The message, if it stands, then completion.
 */
export function findPosted<M extends Findable>(
  { pages, sourceGuid, userId, triedAfter, clock }: PostedMessage<M>,
): Observable<M> {
  const begun = clock();
  let floor = triedAfter;

  /** Whether a message may be younger than the post, as a page shows it. */
  function youngerThanPost(newest: readonly M[]): (message: M) => boolean {
    const known = floor;
    if (known !== undefined) return ({ id }) => compareIds(id, known) > 0;
    const times = newest.flatMap(({ createdAt }) =>
      createdAt ? +createdAt : []
    );
    const median = medianOf(times, (a, b) => a - b) ?? 0;
    const earliest = median - (clock() - begun) - MAX_CLOCK_ERROR_MS;
    return ({ createdAt }) => !createdAt || +createdAt >= earliest;
  }

  return defer(() => {
    let isYounger: ((message: M) => boolean) | undefined;
    let median: string | undefined;
    return pages.pipe(
      takeWhile((page) => {
        median ??= medianOf(page.map(({ id }) => id), compareIds);
        isYounger ??= youngerThanPost(page);
        const younger = page.filter(isYounger);
        return younger.length >= page.length * WHOLE_PAGE;
      }, true),
      // Should it be listed later, it will be above the middle of this page.
      tap({ complete: () => floor ??= median ?? "" }),
      concatMap((page) => from(page)),
      filter((message) => message.sourceGuid === sourceGuid),
      concatMap((message) =>
        userId.pipe(
          filter((id) => id === (message.userId || message.senderId)),
          map(() => message),
        )
      ),
      take(1),
    );
  });
}

/** The middle one: as one of them alone may be malformed, it is no measure. */
function medianOf<T>(
  values: readonly T[],
  compare: (a: T, b: T) => number,
): T | undefined {
  return values.toSorted(compare)[values.length >> 1];
}
