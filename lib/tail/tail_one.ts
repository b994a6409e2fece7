import { defer, map, type Observable, of, switchMap } from "rxjs";
import type { Api } from "../resource.ts";
import {
  conversationKey,
  type ConversationSource,
} from "./conversation_source.ts";
import type { TailRun } from "./poll_loop.ts";
import { ConversationReader } from "./conversation_reader.ts";
import { PushBuffer } from "./push_buffer.ts";
import type { FullTailOptions } from "./options.ts";
import type { Timestamped } from "./dedupe_window.ts";
import { Checkpoint } from "./checkpoint.ts";
import { PollInterval } from "./poll_interval.ts";

/** Follows one conversation. */
export function tailOne<M extends Timestamped>(
  feed: ConversationSource<M>,
  session: Api,
  { allowedLateness, since, via, cursor, ...options }: FullTailOptions,
): TailRun<M> {
  const name = conversationKey(feed.key);
  const progress = cursor && new Checkpoint(cursor);
  const inbox = new PushBuffer(session.scheduler, via, feed.key);
  const rhythm = new PollInterval(session, options);
  let follower: ConversationReader<M> | undefined;

  function begin(): Observable<ConversationReader<M>> {
    const known = progress?.load().pipe(map(() => progress.startOf(name)));
    return (known ?? of(undefined)).pipe(
      map((start = { after: since }) => {
        follower = new ConversationReader(
          feed,
          session.scheduler,
          allowedLateness,
          start,
        );
        if (start.after) progress?.begin(name, start, follower.window);
        return follower;
      }),
    );
  }

  /** From now on is from now on, also if the program ends before a commit. */
  function keepStart(page: readonly M[]): Observable<readonly M[]> {
    if (!progress || !follower || progress.startOf(name)) return of(page);
    const { window } = follower;
    const after = window.lowWatermark ?? "beginning";
    progress.begin(name, { after, seen: window.written() }, window);
    return progress.save().pipe(map(() => page));
  }

  function deliver(page: readonly M[]): readonly M[] {
    progress?.deliver(name, page);
    return page;
  }

  return {
    pollInterval: rhythm,
    pushBuffer: inbox,
    allowedLateness,
    isBusy: () => follower?.isBusy ?? true,
    isBehind: () => follower?.isBehind ?? true,
    step: () =>
      defer(() => follower ? of(follower) : begin()).pipe(
        switchMap((it) => it.step()),
        switchMap(keepStart),
        map(deliver),
      ),
    receive: () => {
      if (!follower) return [];
      const messages = inbox.take().map(({ data }) => feed.read(data));
      const fresh = follower.accept(messages);
      if (follower.window.isOverfull(session.scheduler.now())) rhythm.pollNow();
      return deliver(fresh);
    },
  };
}
