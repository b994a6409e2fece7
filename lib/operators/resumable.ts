import { defer, type Observable, tap } from "rxjs";
import type { LengthOptions } from "../resources/messages/draft.ts";
import type { EachOptions } from "./each.ts";

/** The ids by which things are told apart. */
interface Named {
  readonly id?: string;
  readonly botId?: string;
  readonly otherUserId?: string;
}

/**
 * Keeps the command of a thing until it has succeeded: where the whole stream is
 * subscribed to again, as by `retry()`, a post goes on under its `source_guid`
 * instead of being made twice.
 */
export function resumable<T, R, E>(
  make: (thing: T) => Observable<R>,
  { onError = "stop", split }: EachOptions<T, E> & LengthOptions,
): (thing: T) => Observable<R> {
  // A stream that goes on after a failure has given that post up.
  if (onError !== "stop") return make;
  // By command: of the same thing there may be several.
  const begun = new Map<Observable<R>, unknown>();
  return (thing) =>
    defer(() => {
      const { id, botId, otherUserId } = thing as Named;
      const key = id ?? botId ?? otherUserId ?? thing;
      const known = [...begun].find(([, named]) => named === key);
      const [command] = known ?? [make(thing)];
      begun.delete(command);
      let hasSucceeded = false;
      const keep = () => void (hasSucceeded || begun.set(command, key));
      return command.pipe(tap({
        // Whoever leaves then, as first() does, leaves nothing to be gone on
        // with, unless there are further parts.
        next: () => hasSucceeded = !split,
        error: keep,
        unsubscribe: keep,
      }));
    });
}
