import { map, type Observable, tap, toArray } from "rxjs";
import { dateAndTime, withCommas } from "../quantities.ts";
import { sanitize } from "../sanitize.ts";
import type { Context } from "../connection.ts";

/** A line of a list. */
interface Row {
  /** The id of the group, or of the other user. */
  readonly id: string;
  /** The name of the group, or of the other user. */
  readonly name?: string | undefined;
  /** Messages in it, as far as known. */
  readonly messagesCount?: number | undefined;
  /** When something last happened in it. */
  readonly updatedAt?: Date | undefined;
}

/**
 * Lists the groups, the most recently active first: a table on a terminal, and
 * without its frills, parted by tabs, for another program.
 */
export function groups({ client, screen }: Context): Observable<unknown> {
  return client.groups.listAll({ omit: "memberships" }).pipe(
    toArray(),
    tap((rows) => show(rows, screen, "You are in no group")),
  );
}

/** Lists the chats as {@linkcode groups} does groups, by the other user's id. */
export function chats({ client, screen }: Context): Observable<unknown> {
  return client.chats.listAll().pipe(
    map(({ otherUserId: id, name, messagesCount, updatedAt }): Row => ({
      id,
      name,
      messagesCount,
      updatedAt,
    })),
    toArray(),
    tap((rows) => show(rows, screen, "You have no chat")),
  );
}

function show(
  rows: readonly Row[],
  screen: Context["screen"],
  none: string,
): void {
  if (rows.length === 0) screen.note(none);
  screen.print(screen.isTerminal ? table(rows, screen) : rows.map(tsv));
}

function tsv({ id, messagesCount, updatedAt, name = "" }: Row): string {
  const time = updatedAt?.toISOString() ?? "";
  return [sanitize(id), messagesCount ?? "", time, sanitize(name)].join("\t");
}

function table(
  list: readonly Row[],
  { style: { dim, bold } }: Context["screen"],
): string[] {
  const rows = list.map(({ id, messagesCount, updatedAt, name = "" }) => ({
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
