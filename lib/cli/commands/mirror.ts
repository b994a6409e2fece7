import {
  catchError,
  concat,
  defer,
  finalize,
  ignoreElements,
  type Observable,
  tap,
} from "rxjs";
import { mirror as copy } from "../../mirror/mirror.ts";
import { storedConversations } from "../../mirror/run_state.ts";
import type { MirrorProgress } from "../../mirror/progress.ts";
import { isMeant, withArchive } from "../archive/archive.ts";
import type { Context } from "../connection.ts";
import { explain } from "../explain.ts";
import { Failure } from "../failure.ts";
import { noConversation } from "../find_conversation.ts";
import { OutputClosed } from "../io.ts";
import { writeFailure } from "../line_file.ts";
import { requestCounts } from "../online.ts";
import { quantity } from "../quantities.ts";
import { mirrorLine } from "../progress_line.ts";
import { alongside } from "../../util/alongside.ts";

/** The options of a mirror. */
export interface MirrorCommandOptions {
  /** Ids or names of groups and chats; all unless told. */
  group?: readonly string[];
  /** Download the pictures too. */
  media?: boolean;
  /** Go on with what is new. */
  live?: boolean;
}

/** Copies conversations into a directory, or goes on with what is there. */
export function mirror(
  context: Context,
  directory: string,
  { group: wanted = [], media: withMedia = false, live = false }:
    MirrorCommandOptions,
): Observable<unknown> {
  const { client, screen } = context;
  return withArchive(directory, true, ({ store, media }) => {
    const parents = new Set<string>();
    const found = new Set<string>();
    const { scheduler } = client.session;
    const start = scheduler.now();
    let last: MirrorProgress | undefined;
    let sent = 0;
    const requests$ = requestCounts(client).pipe(
      tap((count) => {
        sent = count;
        // With many topics it takes a while to know what there is to read.
        if (!last) {
          screen.status(`Listing conversations  ${quantity(count, "request")}`);
        }
      }),
      ignoreElements(),
    );
    const gone = new Set<string>();
    const findGone = defer(async () => {
      const stored = await storedConversations(store);
      for (const it of stored.filter(({ isGone }) => isGone)) {
        for (const name of wanted) if (isMeant(it, name)) gone.add(name);
      }
    }).pipe(ignoreElements());
    const assertFound = () => {
      for (const name of wanted.filter((it) => !found.has(it))) {
        // A job of every day goes on with the others.
        if (!gone.has(name)) throw noConversation(name);
        found.add(name);
        screen.note(`${name} is gone, what was read is kept`);
      }
    };
    const run = copy(client, store, {
      live,
      media: withMedia ? media : undefined,
      conversations: (it) => {
        const names = wanted.filter((name) => isMeant(it, name));
        for (const name of names) found.add(name);
        if (names.length > 0 && "groupId" in it.key) {
          parents.add(it.key.groupId);
        }
        return wanted.length === 0 || names.length > 0 ||
          it.parentId !== undefined && parents.has(it.parentId);
      },
    });
    const state = () =>
      `${quantity(last?.messages ?? 0, "message")} read in ${
        quantity(last?.requests ?? sent, "request")
      }`;
    const how = `the same command goes on from there`;
    return concat(findGone, run).pipe(
      tap((progress) => {
        const isNew = progress.state !== last?.state;
        last = progress;
        // Before hours are spent on the others.
        if (progress.state === "reading") assertFound();
        screen.status(
          mirrorLine(progress, scheduler.now() - start, screen.columns),
        );
        if (progress.reason === "gone") {
          screen.note(`${progress.title ?? ""} is gone, what was read is kept`);
        }
        if (isNew && progress.state === "waiting") {
          if (progress.reason !== "rateLimited") {
            screen.note(`Waiting: ${progress.reason}`);
          }
        }
        if (isNew && progress.state === "live") {
          screen.note(`${state()}: following what is new`);
        }
      }),
      tap({
        complete: () => {
          assertFound();
          screen.note(`${state()}: that is all, in ${directory}`);
        },
        unsubscribe: () => screen.note(`Interrupted: ${state()}, ${how}`),
      }),
      catchError((cause) => {
        const error = writeFailure(directory, cause);
        const isTold = cause instanceof Failure ||
          cause instanceof OutputClosed;
        // Where nothing was read there is nothing to go on with.
        if (!last || isTold) throw error;
        throw new Failure(`${explain(error)}. ${state()}, ${how}`);
      }),
      alongside(requests$),
      finalize(() => screen.status(undefined)),
      ignoreElements(),
    );
  });
}
