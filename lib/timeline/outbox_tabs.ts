import { fromEvent, map, type Observable, switchMap } from "rxjs";
import { GroupMeError } from "../errors.ts";
import { withInside } from "./inside.ts";
import { holdLock, type Locks } from "../push/tabs/locks.ts";
import { isObject, toText } from "../wire/json.ts";
import { isOver, type StoredEntry } from "./outbox_entry.ts";
import { readEntries } from "./outbox_store.ts";
import type { SendQueue, SharedState } from "./send_queue.ts";

/** A change of an entry that a tab tells the others. */
export type OutboxChange =
  | { readonly type: "put"; readonly entry: StoredEntry }
  | { readonly type: "remove"; readonly guid: string }
  | {
    readonly type: "state";
    readonly guid: string;
    readonly state: "waiting" | "failed" | "unsure";
    /** Why it failed. */
    readonly reason: string | undefined;
  };

/** The part of a `BroadcastChannel` that is used here. */
export interface OutboxChannel {
  /** Sends to all other tabs. */
  postMessage(message: unknown): void;
  /** Begins to listen. */
  addEventListener(
    type: "message",
    listener: (event: { readonly data: unknown }) => void,
  ): void;
  /** Stops listening. */
  removeEventListener(
    type: "message",
    listener: (event: { readonly data: unknown }) => void,
  ): void;
}

/** How the tabs of a browser share an outbox: one sends, the others show. */
export interface OutboxTabs {
  /** The changes by other tabs. */
  readonly changes$: Observable<OutboxChange>;
  /** Tells the other tabs. */
  tell(change: OutboxChange): void;
  /** Emits once no other tab sends in a conversation, and keeps it so. */
  alone(conversation: string): Observable<unknown>;
}

/**
 * Shares an outbox whose store all tabs see. One tab sends in a conversation;
 * when it closes, the next one goes on, and looks first for what was tried.
 *
 * @param locks `navigator.locks`.
 * @param channel `new BroadcastChannel("groupme outbox")`, for the outbox alone.
 */
export function outboxTabs(
  locks: Locks,
  channel: OutboxChannel,
): OutboxTabs {
  const tabs: OutboxTabs = {
    changes$: fromEvent(channel, "message").pipe(
      map(({ data }): OutboxChange[] => {
        if (!isObject(data)) return [];
        const { type, entry, state } = data;
        const guid = toText(data.guid);
        if (type === "remove" && guid) return [{ type, guid }];
        if (type === "state" && guid && isShared(state)) {
          return [{ type, guid, state, reason: toText(data.reason) }];
        }
        return readEntries([entry]).map((it) => ({ type: "put", entry: it }));
      }),
      switchMap((changes) => changes),
    ),
    tell: (change) => {
      try {
        channel.postMessage(change);
      } catch {
        // Closed: what the store holds is still true.
      }
    },
    alone: (name) => holdLock(locks, `groupme outbox ${name}`),
  };
  return withInside(tabs, hear);
}

/** Shows what another tab tells; returns an entry that it has put. */
export function hear(
  queue: SendQueue,
  change: OutboxChange,
): StoredEntry | undefined {
  if (change.type === "put") return change.entry;
  const { guid } = change;
  if (change.type === "remove") queue.drop(guid);
  else if (change.state === "waiting") queue.resume(guid);
  else {
    const { state, reason = state } = change;
    queue.change(guid, { state, error: new GroupMeError(reason) });
  }
}

function isShared(state: unknown): state is SharedState {
  return state === "waiting" || isOver(state);
}
