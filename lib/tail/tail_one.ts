import { defer, map, type Observable, of, switchMap } from "rxjs";
import type { Api } from "../resource.ts";
import { type Feed, nameOf } from "./conversation_source.ts";
import type { Following } from "./poll_loop.ts";
import { Follower } from "./conversation_reader.ts";
import { Inbox } from "./push_buffer.ts";
import type { FullTailOptions } from "./options.ts";
import type { Dated } from "./dedupe_window.ts";
import { Progress } from "./checkpoint.ts";
import { Rhythm } from "./poll_interval.ts";

/** Follows one conversation. */
export function followOne<M extends Dated>(
  feed: Feed<M>,
  session: Api,
  { overlap, since, via, cursor, ...options }: FullTailOptions,
): Following<M> {
  const name = nameOf(feed.key);
  const progress = cursor && new Progress(cursor);
  const inbox = new Inbox(session.scheduler, via, feed.key);
  const rhythm = new Rhythm(session, options);
  let follower: Follower<M> | undefined;

  function begin(): Observable<Follower<M>> {
    const known = progress?.load().pipe(map(() => progress.startOf(name)));
    return (known ?? of(undefined)).pipe(
      map((start = { after: since }) => {
        follower = new Follower(feed, session.scheduler, overlap, start);
        if (start.after) progress?.begin(name, start, follower.window);
        return follower;
      }),
    );
  }

  /** From now on is from now on, also if the program ends before a commit. */
  function keepStart(page: readonly M[]): Observable<readonly M[]> {
    if (!progress || !follower || progress.startOf(name)) return of(page);
    const { window } = follower;
    const after = window.anchor ?? "beginning";
    progress.begin(name, { after, seen: window.written() }, window);
    return progress.save().pipe(map(() => page));
  }

  function deliver(page: readonly M[]): readonly M[] {
    progress?.deliver(name, page);
    return page;
  }

  return {
    rhythm,
    inbox,
    overlap,
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
      if (follower.window.isUnsure(session.scheduler.now())) rhythm.hasten();
      return deliver(fresh);
    },
  };
}
