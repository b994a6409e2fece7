import { concatMap, map, type MonoTypeOperatorFunction } from "rxjs";
import type { Cursor } from "../cursors/cursor.ts";
import { tokenOf } from "../tail/commit_token.ts";
import { invalidArgument } from "../util/validate.ts";

/**
 * Moves a cursor on past each message; placed after the work. The message, and
 * everything that the tail delivered before it, count as done from then on. So
 * keep them in order (`concatMap`), and pass each message itself on.
 *
 * A program that ends before the commit repeats the work when it starts again;
 * it skips none. A clean restart repeats nothing.
 *
 * @param cursor The cursor of the tail, or a wrapper around it, which is then
 * written through.
 * @returns Emits each message once its commit is stored. Errors with what the
 * cursor fails with, with a {@linkcode CursorConflict} when another program
 * moved it, and with a `TypeError` for a message that no tail with a cursor
 * delivered.
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
export function commit<M extends { readonly id: string }>(
  cursor: Cursor,
): MonoTypeOperatorFunction<M> {
  return concatMap((message) => {
    const token = tokenOf(message);
    if (token) return token(cursor).pipe(map(() => message));
    throw invalidArgument(
      "message",
      `it must be one that a tail with a cursor delivered, got ${message.id}`,
    );
  });
}
