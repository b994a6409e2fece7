import { catchError, EMPTY, exhaustMap, type Observable } from "rxjs";
import { NotFound } from "../errors.ts";
import { compareIds } from "../util/ids.ts";
import { pathId } from "../util/validate.ts";
import type { Context } from "./context.ts";
import { deleted } from "./facts.ts";
import type { TimelineMessage } from "./host.ts";
import { newestOf, oldestOf, type Read } from "./page.ts";
import type { Row } from "./row.ts";

/**
 * Checks messages that the newest page should have, and lacks. A message that an
 * admin deleted is in no page any more; where its notice was lost, only a 404 is
 * certain.
 */
export function findMissing<M extends TimelineMessage>(
  { host: { session, endpoint }, store, polls: { newest$ } }: Context<M>,
): Observable<unknown> {
  const { path, query, host } = endpoint;
  return newest$.pipe(
    exhaustMap((page) => {
      const id = missingIn(page, store.state.rows);
      return id === undefined ? EMPTY : session.request({
        path: `${path}/${pathId(id, "id")}`,
        query,
        host,
        read: () => {},
      }).pipe(
        catchError((error) => {
          if (error instanceof NotFound) {
            store.soon({ type: "facts", facts: { id, content: deleted(0) } });
          }
          return EMPTY;
        }),
      );
    }),
  );
}

/** The newest row that stands within a page, and is not in it. */
function missingIn<M>(
  { rows: page, learned }: Read,
  rows: readonly Row<M>[],
): string | undefined {
  const [from, to] = [oldestOf(page), newestOf(page)];
  if (from === undefined || to === undefined) return undefined;
  const listed = new Set(page.map(({ id }) => `${id}`));
  // One that was only pushed may not be listed yet; rows alone tell of pins.
  return rows.findLast(({ id, content, pin }) =>
    compareIds(id, from) > 0 && compareIds(id, to) < 0 &&
    content.kind === 1 && pin.asOf > 0 && pin.asOf < learned.asOf &&
    !listed.has(id)
  )?.id;
}
