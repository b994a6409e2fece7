import {
  catchError,
  defer,
  from,
  map,
  mergeMap,
  type Observable,
  of,
  reduce,
  switchMap,
  throwError,
} from "rxjs";
import { Forbidden, NotFound } from "../errors.ts";
import type { Api } from "../resource.ts";
import { type AnyMessage, type Entry, feedOf, recent } from "./directory.ts";
import { nameOf } from "../tail/feed.ts";
import type { Following } from "../tail/follow.ts";
import { UNSURE } from "../tail/follow_one.ts";
import { Follower, type Start } from "../tail/follower.ts";
import { Horizon } from "../tail/horizon.ts";
import { Inbox } from "../tail/inbox.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { FullTailOptions } from "../tail/options.ts";
import { Progress } from "../tail/progress.ts";
import { Rhythm } from "../tail/rhythm.ts";

/** Conversations that are read at the same time. */
const CONCURRENCY = 6;

type Page = readonly AnyMessage[];

/** Follows all groups and chats of an account. */
export function followAll(
  session: Api,
  { overlap, via, cursor, ...options }: FullTailOptions,
): Following<AnyMessage> {
  const { scheduler } = session;
  const progress = cursor && Progress.of(cursor);
  const inbox = new Inbox(scheduler, via);
  const rhythm = new Rhythm(session, options);
  const followers = new Map<string, Follower<AnyMessage>>();
  /** Those that are to be read, in turn. */
  const queue = new Set<Follower<AnyMessage>>();
  let horizon: Horizon | undefined;
  let failure: unknown;

  function add(key: ConversationKey, start: Start): Follower<AnyMessage> {
    const feed = feedOf(session, key);
    const follower = new Follower(feed, scheduler, overlap, start);
    followers.set(nameOf(key), follower);
    progress?.begin(nameOf(key), start, follower.window);
    return follower;
  }

  /** Begins where the cursor says, or with what is newest now. */
  function begin(): Observable<Page> {
    const loaded: Observable<unknown> = progress?.load() ?? of(undefined);
    return loaded.pipe(switchMap((): Observable<Page> => {
      if (progress?.horizon) {
        horizon = new Horizon(overlap, progress.horizon);
        return look();
      }
      return recent(session, () => false).pipe(switchMap((entries) => {
        horizon = new Horizon(overlap);
        for (const { key, lastId } of entries) {
          add(key, { after: lastId || "beginning" }).isBusy = false;
        }
        see(entries);
        return progress ? progress.save().pipe(map(() => [])) : of([]);
      }));
    }));
  }

  function see(entries: readonly Entry[]): void {
    horizon?.see(entries.map(({ lastId }) => lastId), scheduler.now());
    if (progress) progress.horizon = horizon?.marks;
  }

  function isNews({ key, lastId }: Entry): boolean {
    return lastId !== "" && !followers.get(nameOf(key))?.window.has(lastId);
  }

  /** Looks which conversations have news. */
  function look(): Observable<Page> {
    return recent(session, isNews).pipe(map((entries) => {
      for (const entry of entries) {
        const { key } = entry;
        const name = nameOf(key);
        const known = progress?.startOf(name) ?? { horizon: horizon?.id };
        const follower = followers.get(name) ?? add(key, known);
        if (isNews(entry) || follower.window.isDue(scheduler.now())) {
          queue.add(follower);
        }
      }
      // Only now: what one look did not show may have been late for it.
      see(entries);
      return [];
    }));
  }

  /** Reads a page each of some of the conversations with news. */
  function read(): Observable<Page> {
    return from([...queue].slice(0, CONCURRENCY)).pipe(
      mergeMap(readOne),
      reduce<Page, Page>((all, page) => [...all, ...page], []),
    );
  }

  function readOne(follower: Follower<AnyMessage>): Observable<Page> {
    return follower.step().pipe(
      map((page) => {
        if (!follower.isBusy) queue.delete(follower);
        return deliver(follower, page);
      }),
      catchError((error) => {
        if (error instanceof NotFound || error instanceof Forbidden) {
          drop(follower);
        } else {
          // Told when the others' messages are through.
          failure = error;
        }
        return of([]);
      }),
    );
  }

  /** Lets go of a conversation that we are no longer in. */
  function drop(follower: Follower<AnyMessage>): void {
    const name = nameOf(follower.key);
    queue.delete(follower);
    followers.delete(name);
    progress?.drop(name);
  }

  function deliver(follower: Follower<AnyMessage>, page: Page): Page {
    progress?.deliver(nameOf(follower.key), page);
    return page;
  }

  function step(): Observable<Page> {
    const error = failure;
    failure = undefined;
    if (error !== undefined) return throwError(() => error);
    if (!horizon) return begin();
    return queue.size > 0 ? read() : look();
  }

  function receive(): Page {
    return inbox.take().flatMap((message) => {
      const follower = followers.get(nameOf(message.conversation));
      if (!follower) {
        // A new conversation: its history tells where it begins for us.
        queue.add(add(message.conversation, { horizon: horizon?.id }));
        inbox.putBack(message);
        rhythm.hasten();
        return [];
      }
      const read = feedOf(session, follower.key).read(message.data);
      if (follower.window.size > UNSURE) {
        queue.add(follower);
        rhythm.hasten();
      }
      return deliver(follower, follower.accept([read]));
    });
  }

  return {
    rhythm,
    inbox,
    overlap,
    isBusy: () => !horizon || queue.size > 0 || failure !== undefined,
    isBehind: () => !horizon || [...queue].some(({ isBehind }) => isBehind),
    step: () => defer(step),
    receive,
  };
}
