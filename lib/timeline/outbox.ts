import type { Observable } from "rxjs";
import type { Client } from "../client.ts";
import { OutboxCore } from "./outbox_core.ts";
import type { OutboxEntry, PendingEntry } from "./outbox_entry.ts";
import { withInside } from "./inside.ts";
import type { OutboxStore } from "./outbox_store.ts";
import type { OutboxTabs } from "./outbox_tabs.ts";

/** How an outbox keeps what it is given. */
export interface OutboxOptions {
  /**
   * A store of the entries: one for each account.
   *
   * @default {in memory}
   */
  readonly store?: OutboxStore | undefined;
  /**
   * How old an entry may be, in ms, that a store held and that is still sent
   * automatically, 1 to 2^31 - 1 or Infinity; an older one becomes `unsure`.
   *
   * @default {604_800_000, 7 days}
   */
  readonly maxAge?: number | undefined;
  /**
   * Shares the sending with a browser's other tabs: `outboxTabs(...)`.
   *
   * @default {not shared}
   */
  readonly tabs?: OutboxTabs | undefined;
}

/**
 * Messages on their way. A timeline that is subscribed to sends those of its
 * conversation, and `flush()` those of all; nothing else sends any.
 */
export interface Outbox {
  /**
   * All entries in the order of sending: at once, and whenever one changes. The
   * first subscription reads the store.
   */
  readonly pending$: Observable<readonly PendingEntry[]>;
  /**
   * Sends what waits in all conversations, those without a timeline too.
   *
   * @returns Each entry that stands, then completion; what failed stays in
   * `pending$`. It errors with {@linkcode Unauthorized} when the token is
   * refused: the entries then wait. While another tab sends in a conversation,
   * it waits for that tab.
   */
  flush(): Observable<OutboxEntry>;
}

/**
 * Makes an outbox for the option `outbox` of timelines; one serves all
 * timelines of a client. Nothing is read or sent before one of them, or
 * `flush()`, is subscribed to.
 *
 * @param client A client, or a session with its user, for a page that has to be
 * small.
 *
 * @example Messages that survive a reload
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import {
 *   outbox,
 *   timeline,
 *   webStorageOutbox,
 * } from "@rxgroupme/client/timeline";
 *
 * const client = Client.fromToken("...");
 * const mail = outbox(client, { store: webStorageOutbox(localStorage) });
 * const live = timeline(client, "1234", { outbox: mail });
 * mail.pending$.subscribe((entries) => console.log(entries.length, "waiting"));
 * live.send("Dinner at six?");
 * live.subscribe(({ items }) => console.log(items.length));
 * ```
 * @returns The outbox, which does nothing yet.
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a `maxAge` out of its range.
 */
export function outbox(
  client: Pick<Client, "session" | "user">,
  options?: OutboxOptions,
): Outbox {
  const core = new OutboxCore(client, options);
  return withInside({
    pending$: core.pending$,
    flush: () => core.flush(),
  }, core);
}
