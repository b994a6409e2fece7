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
import { Forbidden, NotFound } from "../../errors.ts";
import type { Api } from "../../resource.ts";
import { isTransient } from "../../transport/retry.ts";
import { compareIds } from "../../util/ids.ts";
import { Checkpoint } from "../checkpoint.ts";
import { ConversationReader, type Start } from "../conversation_reader.ts";
import {
  conversationKey,
  conversationOf,
  type ConversationSource,
  type Timestamped,
} from "../conversation_source.ts";
import { elapsedTime, HighWaterMark } from "../high_water_mark.ts";
import type { ConversationKey } from "../live_source.ts";
import type { FullTailOptions } from "../options.ts";
import { type BeginRun, PartialFailure } from "../poll_loop.ts";
import { messagesOf, type Row } from "../row.ts";
import { ConversationIndex, type Entry } from "./conversation_index.ts";
import type { ExtraConversations } from "./extra_conversations.ts";
import { Listing } from "./listing.ts";
import { isItsOwn } from "./own_failure.ts";
import { UnlistedPolls } from "./unlisted_polls.ts";

/** Conversations that are read at the same time. */
const CONCURRENCY = 6;

/** Tails all groups and chats of an account, and what else is listed. */
export function tailAll<M extends Timestamped>(
  session: Api,
  sourceOf: (key: ConversationKey) => ConversationSource<M>,
  options: FullTailOptions,
  also: readonly ExtraConversations[],
): BeginRun<M> {
  type Page = readonly M[];
  return (context) => {
    const { lateness, pushBuffer, pollNow } = context;
    const elapsed = elapsedTime(session.scheduler);
    const checkpoint = options.cursor && new Checkpoint(options.cursor);
    const readers = new Map<string, ConversationReader<M>>();
    /** Those to read, in turn, and whether a refusal of one is certain. */
    const queue = new Map<ConversationReader<M>, boolean>();
    /** Those of them that failed since the last poll. */
    const failed = new Set<ConversationReader<M>>();
    const index = new ConversationIndex(session, also);
    const listing = new Listing(lateness);
    const unlisted = new UnlistedPolls(session, options, CONCURRENCY);
    let highWaterMark: HighWaterMark | undefined;
    let isRestored = false;
    /** Whether every source was read, but for those that refuse. */
    let isComplete = false;
    let failure: unknown;
    let mustPoll = false;

    function add(key: ConversationKey, start: Start): ConversationReader<M> {
      const name = conversationKey(key);
      const reader = new ConversationReader(sourceOf(key), context, start);
      readers.set(name, reader);
      checkpoint?.begin(name, start);
      return reader;
    }

    function enqueue(reader: ConversationReader<M>): void {
      if (queue.has(reader)) return;
      queue.set(reader, listing.isCertain(conversationKey(reader.key)));
    }

    /** Begins where the cursor says, or with what is newest now. */
    function begin(): Observable<Page> {
      const loaded: Observable<unknown> = checkpoint?.load() ?? of(undefined);
      return loaded.pipe(switchMap(() => {
        if (!checkpoint?.watermarks) return poll();
        // Messages from between two runs belong to this one.
        highWaterMark = new HighWaterMark(
          lateness,
          () => Infinity,
          checkpoint.watermarks,
        );
        isRestored = isComplete = true;
        index.restore(checkpoint.names);
        for (const name of checkpoint.names) {
          const start = checkpoint.startOf(name);
          if (start?.isUnlisted) add(conversationOf(name), start);
        }
        return poll();
      }));
    }

    /** Learns from the newest messages, which the indexes list. */
    function learn(
      mark: HighWaterMark,
      entries: readonly Entry[],
      isWhole: boolean,
    ): void {
      const timed = entries.filter(({ created }) => created > 0);
      const sightings = (timed.length > 0 ? timed : entries)
        .filter(({ lastId }) => lastId)
        .map(({ lastId: id, created, isFirst }) => ({
          id,
          created: created || 0,
          isFirst,
        }));
      for (const sighting of sightings) mark.see(sighting, sighting.isFirst);
      // A message that only a failed index lists may be older than the others.
      if (isWhole) mark.advance(sightings);
      if (checkpoint) checkpoint.watermarks = mark.marks;
    }

    function isNews({ key, lastId }: Pick<Entry, "key" | "lastId">): boolean {
      const name = conversationKey(key);
      return !!highWaterMark && lastId !== "" &&
        !listing.isRead(name, lastId) &&
        !readers.get(name)?.dedupeWindow.has(lastId) && !isPast(name, lastId);
    }

    /** Whether it was never read, and gets no messages. */
    function isPast(name: string, lastId: string): boolean {
      return !readers.has(name) && !checkpoint?.startOf(name) &&
        compareIds(lastId, highWaterMark?.id ?? "0") <= 0;
    }

    /** Polls the indexes: at first for what is newest, later for news. */
    function poll(): Observable<Page> {
      const isBackfill = !pushBuffer.isBackfilled;
      return index.poll(isNews).pipe(
        switchMap(({ entries, error, isFailure }) => {
          if (isFailure) throw error;
          failure = error && new PartialFailure(error);
          const isBeginning = !highWaterMark;
          const mark = highWaterMark ??= new HighWaterMark(lateness, elapsed);
          learn(mark, entries, isBeginning);
          // A cursor that lacks a source would begin it later, and skip until then.
          let mustSave = !isComplete &&
            (error === undefined || !isTransient(error));
          isComplete ||= mustSave;
          for (const entry of entries) {
            const { key, lastId } = entry;
            const name = conversationKey(key);
            listing.note(name, lastId);
            const known = readers.get(name);
            if (!known && isStart(entry, mark)) {
              mustSave ||= isComplete;
              add(key, startAt(entry, mark)).progress = "idle";
              continue;
            }
            // Or it is a group that we are no longer in.
            if (!known && listing.isRead(name, lastId)) continue;
            if (isPast(name, lastId)) continue;
            const start = checkpoint?.startOf(name) ?? { watermark: mark.id };
            const reader = known ?? add(key, start);
            const { dedupeWindow, mustRecheck } = reader;
            const mustRead = mustRecheck ||
              dedupeWindow.hasExpired(dedupeWindow.tick);
            if (mustRead || isNews(entry)) enqueue(reader);
          }
          const names = [...readers.keys()].filter((it) => !listing.has(it));
          checkpoint?.setUnlisted(names);
          for (const name of unlisted.due(names, isBackfill)) {
            const reader = readers.get(name);
            if (reader) enqueue(reader);
          }
          // Only now: what this poll did not show may have been late for it.
          if (!isBeginning) learn(mark, entries, error === undefined);
          return mustSave && checkpoint
            ? checkpoint.save().pipe(map(() => []))
            : of([]);
        }),
      );
    }

    /** Whether a run begins with what is newest in a conversation. */
    function isStart({ isFirst, lastId }: Entry, mark: HighWaterMark): boolean {
      return isFirst && !isRestored && !mark.isBefore(lastId);
    }

    function startAt({ lastId, created }: Entry, mark: HighWaterMark): Start {
      return Number.isNaN(created) && lastId
        ? { watermark: mark.id }
        : { after: lastId || "beginning" };
    }

    function readOne(reader: ConversationReader<M>): Observable<Page> {
      const name = conversationKey(reader.key);
      const isCertain = queue.get(reader) ?? false;
      return reader.step().pipe(
        map((page) => {
          if (reader.progress === "idle") {
            queue.delete(reader);
            unlisted.polled(name, page.length);
            if (isCertain && reader.isWhole) listing.setRead(name);
          }
          return deliver(reader, page);
        }),
        catchError((error) => {
          const isGone = error instanceof NotFound ||
            error instanceof Forbidden;
          if (isGone && isCertain) drop(reader);
          else if (isItsOwn(error)) queue.delete(reader);
          else {
            // Told when the others' messages are through, which go first.
            failed.add(reader);
            failure = error;
          }
          return of([]);
        }),
      );
    }

    /** Lets go of a conversation that we are no longer in. */
    function drop(reader: ConversationReader<M>): void {
      const name = conversationKey(reader.key);
      listing.setRead(name);
      queue.delete(reader);
      readers.delete(name);
      checkpoint?.drop(name);
      // Otherwise these would bring it back, and again.
      pushBuffer.discard(name);
    }

    function deliver(
      { key, dedupeWindow }: ConversationReader<M>,
      page: readonly Row<M>[],
    ): Page {
      const name = conversationKey(key);
      const { lowWatermark } = dedupeWindow;
      return checkpoint?.deliver(name, page, lowWatermark) ?? messagesOf(page);
    }

    function step(): Observable<Page> {
      if (!highWaterMark) return begin();
      const ready = [...queue.keys()].filter((it) => !failed.has(it));
      if (ready.length > 0 && !mustPoll) {
        return from(ready.slice(0, CONCURRENCY)).pipe(
          mergeMap(readOne),
          reduce<Page, Page>((all, page) => [...all, ...page], []),
        );
      }
      const error = failure;
      failure = undefined;
      failed.clear();
      // One that goes on failing does not keep the others from being polled.
      mustPoll = error !== undefined;
      return mustPoll ? throwError(() => error) : poll();
    }

    function receive(): Page {
      return pushBuffer.take().flatMap((pushed) => {
        const { conversation, data } = pushed;
        const name = conversationKey(conversation);
        const message = sourceOf(conversation).read(data);
        let reader = readers.get(name);
        if (!reader || reader.dedupeWindow.isOverfull) {
          const created = Number(message.createdAt ?? NaN);
          highWaterMark?.see({ id: message.id, created });
          // A new one: its history tells where it begins for us.
          reader ??= add(
            conversation,
            checkpoint?.startOf(name) ??
              { watermark: highWaterMark?.id, isUnlisted: !listing.has(name) },
          );
          enqueue(reader);
          pollNow();
        }
        if (queue.has(reader)) {
          // The messages of its history are delivered before.
          pushBuffer.putBack(pushed);
          return [];
        }
        return deliver(reader, reader.accept([message]));
      });
    }

    return {
      get progress() {
        if (!highWaterMark) return "behind";
        const all = [...queue.keys()];
        if (all.some(({ progress }) => progress === "behind")) return "behind";
        return all.length > 0 || failure !== undefined ? "checking" : "idle";
      },
      step: () => defer(step),
      receive,
    };
  };
}
