import { type Observable, tap, toArray } from "rxjs";
import type { Group } from "../../resources/groups/group.ts";
import { dateAndTime, withCommas } from "../quantities.ts";
import { sanitize } from "../sanitize.ts";
import type { Context } from "../connection.ts";

/**
 * Lists the groups, the most recently active first: a table on a terminal, and
 * without its frills, parted by tabs, for another program.
 */
export function groups({ client, screen }: Context): Observable<unknown> {
  return client.groups.listAll({ omit: "memberships" }).pipe(
    toArray(),
    tap((groups) => {
      if (groups.length === 0) screen.note("You are in no group");
      screen.print(screen.isTerminal ? table(groups, screen) : groups.map(tsv));
    }),
  );
}

function tsv(group: Group): string {
  const { id, messagesCount = "", updatedAt, name = "" } = group;
  const time = updatedAt?.toISOString() ?? "";
  return [sanitize(id), messagesCount, time, sanitize(name)].join("\t");
}

function table(
  groups: readonly Group[],
  { style: { dim, bold } }: Context["screen"],
): string[] {
  const rows = groups.map(({ id, messagesCount, updatedAt, name = "" }) => ({
    id: sanitize(id),
    count: messagesCount === undefined ? "?" : withCommas(messagesCount),
    time: dateAndTime(updatedAt),
    name: sanitize(name),
  }));
  const idWidth = Math.max(2, ...rows.map(({ id }) => id.length));
  const countWidth = Math.max(8, ...rows.map(({ count }) => count.length));
  const head = [
    "id".padEnd(idWidth),
    "messages".padStart(countWidth),
    "last active".padEnd(19),
    "name",
  ];
  const lines = rows.map(({ id, count, time, name }) =>
    [id.padEnd(idWidth), count.padStart(countWidth), dim(time), bold(name)]
      .join("  ")
  );
  return rows.length === 0 ? [] : [dim(head.join("  ")), ...lines];
}
