import {
  catchError,
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  map,
  type Observable,
  switchMap,
  tap,
  throwError,
} from "rxjs";
import { explain } from "../explain.ts";
import { Failure } from "../failure.ts";
import { type Conversation, findConversation } from "../find_conversation.ts";
import { OutputClosed } from "../io.ts";
import { messageLine } from "../message_line.ts";
import { NdjsonFile } from "../ndjson_file.ts";
import { quantity } from "../quantities.ts";
import { jsonLine, sanitize } from "../sanitize.ts";
import type { Context } from "../connection.ts";
import { writeHistory } from "./write_history.ts";

/** How a history is to be had. */
export interface HistoryOptions {
  /** The file for it, as a line of JSON for each message; `-` prints them. */
  ndjson?: string;
  /** The file for it, as a table; `-` prints it. */
  csv?: string;
  /** Begin with the oldest message: printed once all were read. */
  oldestFirst?: boolean;
  /** So many messages at most, from where it begins. */
  limit?: number;
}

const FULL_PAGE = 100;

/** Reads the whole history of a group or a chat, newest first, to the terminal or into a file. */
export function history(
  context: Context,
  wanted: string,
  options: HistoryOptions,
): Observable<unknown> {
  const { ndjson, csv, oldestFirst, limit } = options;
  const isPart = csv !== undefined || oldestFirst || limit !== undefined;
  return findConversation(context.client, wanted).pipe(
    switchMap((conversation) => {
      if (isPart) {
        return writeHistory(context, conversation, options, {
          ...taskOf(conversation),
          done: 0,
        });
      }
      return ndjson === undefined || ndjson === "-"
        ? show(context, conversation, ndjson !== undefined)
        : save(context, conversation, ndjson);
    }),
  );
}

function show(
  { screen }: Context,
  conversation: Conversation,
  isJson: boolean,
): Observable<unknown> {
  return conversation.messages.listAll({ prefetch: 1 }).pages().pipe(
    tap((page) =>
      screen.print(
        page.map((message) =>
          isJson ? jsonLine(message) : messageLine(message, screen.style)
        ),
      )
    ),
    screen.progress({ ...taskOf(conversation), done: 0 }),
  );
}

/**
 * Goes on where the file ends. Messages that came since it was begun would have
 * to stand before its first line: they are not in it, and a note says so.
 */
function save(
  { screen }: Context,
  conversation: Conversation,
  path: string,
): Observable<unknown> {
  return defer(() => {
    const file = NdjsonFile.open(path, conversation.key);
    const { count: before, oldest: beforeId } = file;
    if (before > 0) {
      screen.note(`Going on after ${quantity(before, "message")} in ${path}`);
    }
    const walk = conversation.messages.listAll({ beforeId, prefetch: 1 })
      .pages().pipe(
        tap((page) => file.append(page.map(({ data }) => data))),
        screen.progress({ ...taskOf(conversation), done: before }),
        tap({
          unsubscribe: () =>
            screen.note(`Interrupted: ${stateOf(file)}, ${how}`),
        }),
        catchError((error) =>
          throwError(() =>
            error instanceof OutputClosed
              ? error
              : new Failure(`${explain(error)}. ${stateOf(file)}, ${how}`)
          )
        ),
      );
    const end = defer(() => {
      file.assertOurs();
      screen.note(`${stateOf(file)}: that is all`);
      return newer(conversation, file);
    }).pipe(tap((text) => screen.note(text)));
    return concat(walk, end).pipe(finalize(() => file.close()));
  });
}

const how = "the same command goes on from there";

function stateOf({ count, path }: NdjsonFile): string {
  return `${quantity(count, "message")} in ${path}`;
}

/** Tells of messages that came too late for the file. */
function newer(
  conversation: Conversation,
  { newest, path }: NdjsonFile,
): Observable<string> {
  const options = { sinceId: newest, limit: FULL_PAGE };
  return newest === undefined
    ? EMPTY
    : conversation.messages.list(options).pipe(
      filter((page) => page.length > 0),
      map(({ length }) => {
        const atLeast = length === FULL_PAGE ? "At least " : "";
        return `${atLeast}${
          quantity(length, "newer message")
        } came since ${path} was begun, for another file`;
      }),
    );
}

function taskOf({ title, count = 0 }: Conversation) {
  return { title: sanitize(title), total: count };
}
