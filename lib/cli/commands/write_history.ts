import {
  bufferCount,
  concatMap,
  defer,
  finalize,
  from,
  identity,
  type Observable,
  take,
  tap,
  toArray,
} from "rxjs";
import type { AnyMessage } from "../../resources/messages/any_message.ts";
import { CSV_HEADER, csvLine } from "../archive/csv.ts";
import type { Context } from "../connection.ts";
import type { Conversation } from "../find_conversation.ts";
import { LineFile } from "../line_file.ts";
import { messageLine } from "../message_line.ts";
import type { Task } from "../progress_line.ts";
import { quantity } from "../quantities.ts";
import { jsonLine } from "../sanitize.ts";
import type { HistoryOptions } from "./history.ts";

/** Messages that are written together. */
const BATCH = 100;

/** Writes a history, or a part of it, into a new file or to the terminal. */
export function writeHistory(
  { screen }: Context,
  { title, messages }: Conversation,
  { ndjson, csv, oldestFirst = false, limit = Infinity }: HistoryOptions,
  task: Task,
): Observable<unknown> {
  const path = csv ?? ndjson ?? "-";
  const lineOf = (message: AnyMessage) => {
    if (csv !== undefined) return csvLine(title, message.data);
    if (ndjson !== undefined) return jsonLine(message);
    return messageLine(message, screen.style);
  };
  return defer(() => {
    const file = LineFile.open(path, screen);
    if (csv !== undefined) file.write(CSV_HEADER);
    const pages$ = messages.listAll({ prefetch: limit === Infinity ? 1 : 0 })
      .pages();
    const chosen$ = oldestFirst
      ? pages$.pipe(
        screen.progress(task),
        concatMap((page) => page),
        toArray(),
        // The server lists forwards from a known message only.
        concatMap((all) => from(all.reverse()).pipe(take(limit))),
        bufferCount(BATCH),
      )
      : pages$.pipe(
        concatMap((page) => page),
        take(limit),
        bufferCount(BATCH),
        limit > BATCH ? screen.progress(partOf(task, limit)) : identity,
      );
    let count = 0;
    return chosen$.pipe(
      tap((messages) => {
        for (const message of messages) file.write(lineOf(message));
        count += messages.length;
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

/** The task of reading `limit` messages at most. */
function partOf(task: Task, limit: number): Task {
  const { total } = task;
  if (limit === Infinity) return task;
  return { ...task, total: total > 0 ? Math.min(total, limit) : limit };
}
