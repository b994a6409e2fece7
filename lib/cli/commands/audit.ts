import { finalize, ignoreElements, map, type Observable, tap } from "rxjs";
import { audit as compare, type AuditFault } from "../../mirror/audit.ts";
import { withArchive } from "../archive/archive.ts";
import type { Context } from "../connection.ts";
import { Failure } from "../failure.ts";
import { requestCounts } from "../online.ts";
import { quantity } from "../quantities.ts";
import { alongside } from "../../util/alongside.ts";

/** How thorough an audit is. */
export interface AuditCommandOptions {
  /** Pages to compare. */
  probes?: number;
  /** Chooses the pages. */
  seed?: number;
}

/** Compares random pages of an archive with GroupMe, and reports. */
export function audit(
  { client, screen }: Context,
  directory: string,
  options: AuditCommandOptions,
): Observable<unknown> {
  const requests$ = requestCounts(client).pipe(
    tap((count) =>
      screen.status(`Comparing with GroupMe: ${quantity(count, "request")}`)
    ),
  );
  return withArchive(
    directory,
    false,
    ({ store }) =>
      compare(client, store, options).pipe(
        alongside(requests$.pipe(ignoreElements())),
        finalize(() => screen.status(undefined)),
        tap(({ probes, compared, missing, extra, stale, atMost }) => {
          const lines = (what: string, faults: readonly AuditFault[]) =>
            faults.map(({ name, id }) => `${what} ${name} ${id}`);
          screen.print([
            `${quantity(compared, "message")} on ${
              quantity(probes, "page")
            } compared`,
            ...lines("missing", missing),
            ...lines("extra", extra),
            ...lines("stale", stale),
            `Pages that differ: less than ${
              (atMost * 100).toFixed(1)
            } %, with 95 % confidence`,
          ]);
        }),
        map(({ missing, extra, stale }) => {
          const count = missing.length + extra.length + stale.length;
          if (count === 0) return;
          throw new Failure(
            `${
              quantity(count, "message")
            } of the archive differ: "groupme mirror ${directory}" reads them again`,
          );
        }),
      ),
  );
}
