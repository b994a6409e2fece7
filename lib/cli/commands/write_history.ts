import {
  bufferCount,
  concatMap,
  defer,
  finalize,
  from,
  map,
  type Observable,
  take,
  tap,
  toArray,
} from "rxjs";
import type { Group } from "../../resources/groups/group.ts";
import type { Message } from "../../resources/messages/message.ts";
import { CSV_HEADER, csvLine } from "../archive/csv.ts";
import type { Context } from "../connection.ts";
import { LineFile } from "../line_file.ts";
import { messageLine } from "../message_line.ts";
import type { Task } from "../progress_bar.ts";
import { quantity } from "../quantities.ts";
import { jsonLine } from "../sanitize.ts";
import type { HistoryOptions } from "./history.ts";

/** Lines that are written together. */
const BATCH = 200;

/** Writes a history, or a part of it, into a new file or to the terminal. */
export function writeHistory(
  { screen }: Context,
  group: Group,
  { ndjson, csv, oldestFirst = false, limit = Infinity }: HistoryOptions,
  task: Task,
): Observable<unknown> {
  const path = csv ?? ndjson ?? "-";
  const lineOf = (message: Message) => {
    if (csv !== undefined) return csvLine(group.name ?? group.id, message.data);
    if (ndjson !== undefined) return jsonLine(message);
    return messageLine(message, screen.style);
  };
  return defer(() => {
    const file = LineFile.open(path, screen);
    if (csv !== undefined) file.write(CSV_HEADER);
    const read = group.messages.listAll({
      prefetch: limit === Infinity ? 1 : 0,
    })
      .pages().pipe(screen.progress(task));
    const messages = read.pipe(concatMap((page) => page));
    const chosen = oldestFirst
      ? messages.pipe(
        toArray(),
        // The server lists forwards from a known message only.
        concatMap((all) => from(all.reverse()).pipe(take(limit))),
      )
      : messages.pipe(take(limit));
    let count = 0;
    return chosen.pipe(
      map(lineOf),
      bufferCount(BATCH),
      tap((lines) => {
        for (const line of lines) file.write(line);
        count += lines.length;
      }),
      tap({
        complete: () => {
          file.end();
          if (path !== "-") {
            screen.note(`${quantity(count, "message")} in ${path}`);
          }
        },
      }),
      finalize(() => file[Symbol.dispose]()),
    );
  });
}
