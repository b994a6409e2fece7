import { defer, map, type Observable, of, switchMap } from "rxjs";
import { Checkpoint } from "./checkpoint.ts";
import type { Page } from "./pages.ts";
import { ConversationReader, type Start } from "./conversation_reader.ts";
import {
  conversationKey,
  type ConversationSource,
  type Timestamped,
} from "./conversation_source.ts";
import type { FullTailOptions } from "./options.ts";
import type { BeginRun } from "./poll_loop.ts";
import { messagesOf } from "./row.ts";

/** Tails one conversation. */
export function tailOne<M extends Timestamped>(
  source: ConversationSource<M>,
  { since, cursor }: FullTailOptions,
): BeginRun<M> {
  const name = conversationKey(source.key);
  return (context) => {
    const checkpoint = cursor && new Checkpoint(cursor);
    let reader: ConversationReader<M> | undefined;

    function begin(): Observable<ConversationReader<M>> {
      const start = checkpoint?.load().pipe(
        map(() => checkpoint.startOf(name)),
      ) ?? of(undefined);
      return start.pipe(map((restored) => {
        const start: Start = restored ?? startAfter(since);
        reader = new ConversationReader(source, context, start);
        if (restored ?? start.after) checkpoint?.begin(name, start);
        if (start.shown) keep(reader);
        return reader;
      }));
    }

    /** Notes where the run begins, and what was received beyond that. */
    function keep({ dedupeWindow }: ConversationReader<M>): void {
      const after = dedupeWindow.lowWatermark ?? "beginning";
      checkpoint?.begin(name, { after, seen: dedupeWindow.written() });
    }

    /** From now on is from now on, also if the program ends before a commit. */
    function keepStart(page: Page<M>): Observable<Page<M>> {
      if (!checkpoint || !reader || checkpoint.startOf(name)) return of(page);
      keep(reader);
      return checkpoint.save().pipe(map(() => page));
    }

    function deliver(page: Page<M>): readonly M[] {
      const lowWatermark = reader?.dedupeWindow.lowWatermark;
      return checkpoint?.deliver(name, page, lowWatermark) ?? messagesOf(page);
    }

    return {
      get progress() {
        return reader?.progress ?? "behind";
      },
      step: () =>
        defer(() => reader ? of(reader) : begin()).pipe(
          switchMap((it) => it.step()),
          switchMap(keepStart),
          map(deliver),
        ),
      receive() {
        if (!reader) return [];
        const pushed = context.pushBuffer.take();
        const page = reader.accept(pushed.map(({ data }) => source.read(data)));
        if (reader.dedupeWindow.isOverfull) context.pollNow();
        return deliver(page);
      },
    };
  };
}

function startAfter(since: FullTailOptions["since"]): Start {
  if (typeof since === "object") {
    return since.length > 0 ? { shown: since } : { after: "beginning" };
  }
  return since === "beginning" ? { after: since } : { since };
}
