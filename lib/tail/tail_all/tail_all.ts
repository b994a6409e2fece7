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
import {
  BadResponse,
  DeviceVerificationRequired,
  Forbidden,
  NotFound,
  StalledPager,
  Unauthorized,
} from "../../errors.ts";
import { compareIds } from "../../util/ids.ts";
import type { Api } from "../../resource.ts";
import { changedConversations, type Entry } from "./conversation_index.ts";
import {
  conversationKey,
  type ConversationSource,
} from "../conversation_source.ts";
import type { Timestamped } from "../dedupe_window.ts";
import type { TailRun } from "../poll_loop.ts";
import { ConversationReader, type Start } from "../conversation_reader.ts";
import { HighWaterMark } from "../high_water_mark.ts";
import { PushBuffer } from "../push_buffer.ts";
import type { ConversationKey } from "../live_source.ts";
import type { FullTailOptions } from "../options.ts";
import { Checkpoint } from "../checkpoint.ts";
import { PollInterval } from "../poll_interval.ts";
import { isTransient } from "../../transport/retry.ts";

/** Conversations that are read at the same time. */
const CONCURRENCY = 6;

/** How a conversation is listed. */
interface Listed {
  /** Its newest message, as the index has it. */
  readonly lastId: string;
  /** Since when it is that one. */
  readonly since: number;
  /** Was it read since that message can be late no more? */
  isRead: boolean;
}

/** Follows all groups and chats of an account. */
export function tailAll<M extends Timestamped>(
  session: Api,
  sourceOf: (key: ConversationKey) => ConversationSource<M>,
  { allowedLateness, via, cursor, ...options }: FullTailOptions,
): TailRun<M> {
  type Page = readonly M[];
  const { scheduler } = session;
  const progress = cursor && new Checkpoint(cursor);
  const inbox = new PushBuffer(scheduler, via);
  const rhythm = new PollInterval(session, options);
  const followers = new Map<string, ConversationReader<M>>();
  /** Those that are to be read, in turn, and since when. */
  const queue = new Map<ConversationReader<M>, number>();
  const listed = new Map<string, Listed>();
  let horizon: HighWaterMark | undefined;
  let failure: unknown;
  let hasFailed = false;

  function add(
    key: ConversationKey,
    start: Start,
  ): ConversationReader<M> {
    const feed = sourceOf(key);
    const follower = new ConversationReader(
      feed,
      scheduler,
      allowedLateness,
      start,
    );
    followers.set(conversationKey(key), follower);
    progress?.begin(conversationKey(key), start, follower.window);
    return follower;
  }

  function enqueue(follower: ConversationReader<M>): void {
    if (!queue.has(follower)) queue.set(follower, scheduler.now());
  }

  /** Begins where the cursor says, or with what is newest now. */
  function begin(): Observable<Page> {
    const loaded: Observable<unknown> = progress?.load() ?? of(undefined);
    return loaded.pipe(switchMap((): Observable<Page> => {
      if (progress?.horizon) {
        horizon = new HighWaterMark(allowedLateness, progress.horizon);
        return look();
      }
      return changedConversations(session, () => false).pipe(
        switchMap((entries) => {
          horizon = new HighWaterMark(allowedLateness);
          for (const { key, lastId } of entries) {
            add(key, { after: lastId || "beginning" }).isBusy = false;
          }
          see(entries);
          return progress ? progress.save().pipe(map(() => [])) : of([]);
        }),
      );
    }));
  }

  function see(entries: readonly Entry[]): void {
    horizon?.see(entries.map(({ lastId }) => lastId), scheduler.now());
    if (progress) progress.horizon = horizon?.marks;
  }

  function isNews({ key, lastId }: Entry): boolean {
    const name = conversationKey(key);
    const before = listed.get(name);
    // An index may name a message that is gone.
    const isRead = before?.isRead && before.lastId === lastId;
    return lastId !== "" && !isRead &&
      !followers.get(name)?.window.has(lastId) && !isPast(name, lastId);
  }

  /** Is it one that was never followed, and nobody writes in? */
  function isPast(name: string, lastId: string): boolean {
    return !followers.has(name) && !progress?.startOf(name) &&
      horizon?.id !== undefined && compareIds(lastId, horizon.id) <= 0;
  }

  /** Looks which conversations have news. */
  function look(): Observable<Page> {
    return changedConversations(session, isNews).pipe(map((entries) => {
      for (const entry of entries) {
        const { key, lastId } = entry;
        const name = conversationKey(key);
        let it = listed.get(name);
        if (it?.lastId !== lastId) {
          it = { lastId, since: scheduler.now(), isRead: false };
          listed.set(name, it);
        }
        // Or a group that we are no longer in.
        if (it.isRead && !followers.has(name)) continue;
        if (isPast(name, lastId)) continue;
        const known = progress?.startOf(name) ?? { horizon: horizon?.id };
        const follower = followers.get(name) ?? add(key, known);
        if (isNews(entry) || follower.window.hasExpired(scheduler.now())) {
          enqueue(follower);
        }
      }
      // Only now: what one look did not show may have been late for it.
      see(entries);
      return [];
    }));
  }

  /** Reads a page each of some of the conversations with news. */
  function read(): Observable<Page> {
    return from([...queue.keys()].slice(0, CONCURRENCY)).pipe(
      mergeMap(readOne),
      reduce<Page, Page>((all, page) => [...all, ...page], []),
    );
  }

  function readOne(follower: ConversationReader<M>): Observable<Page> {
    const since = queue.get(follower) ?? 0;
    const it = listed.get(conversationKey(follower.key));
    // Earlier than that a message may be late, and a refusal a passing one.
    const isCertain = !it || it.since + allowedLateness <= since;
    return follower.step().pipe(
      map((page) => {
        if (!follower.isBusy) {
          queue.delete(follower);
          if (it && isCertain) it.isRead = true;
        }
        return deliver(follower, page);
      }),
      catchError((error) => {
        const isGone = error instanceof NotFound || error instanceof Forbidden;
        if (isGone && isCertain) {
          drop(follower);
        } else if (isItsOwn(error)) {
          queue.delete(follower);
        } else {
          // Told when the others' messages are through, which go first.
          queue.delete(follower);
          queue.set(follower, since);
          failure = error;
        }
        return of([]);
      }),
    );
  }

  /** Lets go of a conversation that we are no longer in. */
  function drop(follower: ConversationReader<M>): void {
    const name = conversationKey(follower.key);
    const it = listed.get(name);
    if (it) it.isRead = true;
    queue.delete(follower);
    followers.delete(name);
    progress?.drop(name);
    // Otherwise these would bring it back, and again.
    inbox.discard(name);
  }

  function deliver(follower: ConversationReader<M>, page: Page): Page {
    progress?.deliver(conversationKey(follower.key), page);
    return page;
  }

  function step(): Observable<Page> {
    const error = failure;
    failure = undefined;
    if (error !== undefined) {
      hasFailed = true;
      return throwError(() => error);
    }
    if (!horizon) return begin();
    // One that goes on failing keeps nobody from looking at the others.
    const isLook = queue.size === 0 || hasFailed;
    hasFailed = false;
    return isLook ? look() : read();
  }

  function receive(): Page {
    return inbox.take().flatMap((message) => {
      const { conversation, data } = message;
      let follower = followers.get(conversationKey(conversation));
      if (!follower || follower.window.isOverfull(scheduler.now())) {
        // A new one: its history tells where it begins for us.
        follower ??= add(conversation, { horizon: horizon?.id });
        enqueue(follower);
        rhythm.pollNow();
      }
      if (queue.has(follower)) {
        // What its history shows comes before.
        inbox.putBack(message);
        return [];
      }
      const read = sourceOf(conversation).read(data);
      return deliver(follower, follower.accept([read]));
    });
  }

  return {
    pollInterval: rhythm,
    pushBuffer: inbox,
    allowedLateness,
    isBusy: () => !horizon || queue.size > 0 || failure !== undefined,
    isBehind: () =>
      !horizon || [...queue.keys()].some(({ isBehind }) => isBehind),
    step: () => defer(step),
    receive,
  };
}

/** Is it one conversation that fails, and not the way to all of them? */
function isItsOwn(error: unknown): boolean {
  if (error instanceof StalledPager) return true;
  return error instanceof BadResponse && !isTransient(error) &&
    !(error instanceof Unauthorized) &&
    !(error instanceof DeviceVerificationRequired);
}
