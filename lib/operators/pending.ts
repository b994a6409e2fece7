import { defer, type Observable, tap } from "rxjs";
import type { EachOptions } from "./each.ts";

/** The ids by which things are told apart. */
interface Named {
  readonly id?: string;
  readonly botId?: string;
  readonly otherUserId?: string;
}

/**
 * Keeps what was begun for a thing until it has succeeded: where the whole
 * stream is subscribed to anew, as by `retry()`, a post goes on under its
 * `source_guid` instead of being made twice.
 */
export function pending<T, R, E>(
  make: (thing: T) => Observable<R>,
  { onError = "stop" }: EachOptions<T, E>,
): (thing: T) => Observable<R> {
  // A stream that goes on after a failure has given that post up.
  if (onError !== "stop") return make;
  const begun = new Map<unknown, Observable<R>>();
  return (thing) =>
    defer(() => {
      const { id, botId, otherUserId } = thing as Named;
      const key = id ?? botId ?? otherUserId ?? thing;
      const command = begun.get(key) ?? make(thing);
      // The same thing twice at the same time is meant twice.
      begun.delete(key);
      const keep = () => void begun.set(key, command);
      return command.pipe(tap({ error: keep, unsubscribe: keep }));
    });
}
