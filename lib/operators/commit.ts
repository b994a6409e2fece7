import { concatMap, map, type MonoTypeOperatorFunction } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import type { Timestamped } from "../tail/dedupe_window.ts";
import { Checkpoint } from "../tail/checkpoint.ts";

/**
 * Moves a cursor on past each message: place it after the work. The message,
 * and all that the tail delivered before it, count as done from then on; so
 * keep them in order (`concatMap`), and pass each message itself on.
 *
 * A program that ends before the commit does the work again when it starts
 * anew; it skips none. A clean restart repeats nothing.
 *
 * @param cursor The one that the tail was given.
 * @returns Each message once its commit is kept; or what the cursor failed
 * with, or a {@linkcode CursorConflict} when another program moved it.
 *
 * @example A relay that survives restarts
 * ```ts
 * import { Client, commit } from "@rxgroupme/client";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * let kept: string | undefined;
 * const cursor = { get: () => kept, set: (text: string) => kept = text };
 * client.groups.messages("1234").tail({ cursor }).pipe(
 *   concatMap(async (message) => {
 *     await fetch("https://relay.example", { method: "POST" });
 *     return message;
 *   }),
 *   commit(cursor),
 * ).subscribe();
 * ```
 */
export function commit<M extends Timestamped>(
  cursor: Cursor,
): MonoTypeOperatorFunction<M> {
  return concatMap((message) =>
    Checkpoint.commit(cursor, message).pipe(map(() => message))
  );
}
