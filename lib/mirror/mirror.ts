import { defer, type Observable } from "rxjs";
import type { Client } from "../client.ts";
import { fullOptions, type MirrorOptions } from "./options.ts";
import type { MirrorProgress } from "./progress.ts";
import { MirrorRun } from "./run.ts";
import type { MirrorStore } from "./store.ts";

/**
 * Copies conversations into a store, newest messages first and all
 * conversations in turn, until all is covered; with `live` it goes on. The store
 * is whole at any moment: the next run goes on with an interrupted one.
 *
 * Cold: it runs while it is subscribed to, as the only writer of the store. It
 * emits after each page, and completes when all is covered. A conversation that
 * disappears meanwhile is left as it is stored, and named by its progress.
 *
 * It errors with a {@linkcode StoreError} of the store, or with the error of a
 * request that failed for good, once the other conversations are done where it
 * concerns one alone. With `live`, once GroupMe has listed the conversations, only
 * a {@linkcode StoreError} and a refusal that lasts (401, 403 or 404) end it: all
 * else is waited out, and told by its progress, a {@linkcode StoreBusy} too.
 *
 * @example Copies everything into one file
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { mirror } from "@rxgroupme/client/mirror";
 * import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
 *
 * const client = Client.fromToken("...");
 * await using store = sqliteMirror("groupme.db");
 * await mirror(client, store).forEach(({ title, messages }) =>
 *   console.log(title, messages)
 * );
 * ```
 *
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a number out of its range.
 */
export function mirror(
  client: Client,
  store: MirrorStore,
  options: MirrorOptions = {},
): Observable<MirrorProgress> {
  const full = fullOptions(options);
  return defer(() => new MirrorRun(client, store, full).run());
}
