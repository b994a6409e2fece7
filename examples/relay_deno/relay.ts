import { catchUp, type Message, type Messages } from "@rxgroupme/client";
import { type DenoKv, denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import type { Observable, ObservableInput } from "rxjs";

/** The options of {@linkcode relay}. */
export interface RelayOptions {
  /** The messages of the group. */
  readonly messages: Messages;
  /** The store of the cursor. */
  readonly kv: DenoKv;
  /** Passes a message on; done when it completes. */
  readonly send: (message: Message) => ObservableInput<unknown>;
  /** Where the very first run starts: from now on, or the `"beginning"`. */
  readonly since?: string;
  /** See {@linkcode catchUp}. */
  readonly quiet?: number;
}

/** One run: passes on what is new, in order, then completes. */
export function relay(options: RelayOptions): Observable<Message> {
  const { messages, kv, send, since, quiet } = options;
  // Of its own for each run: it is the store that they share.
  const cursor = denoKvCursor(kv, ["relay", messages.groupId]);
  return catchUp(messages.tail({ cursor, since }), {
    cursor,
    handle: send,
    quiet,
  });
}
