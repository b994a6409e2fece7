import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { MessageData } from "../wire/message.ts";
import type { MessageChange } from "./message_change.ts";

/**
 * A message as it is after a change. Pure: the message given stays as it is.
 *
 * @returns A new message of the same class and manager; the same object where
 * the change is of another message.
 *
 * @example Show a page, and what becomes of its messages
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { applyChange, changes } from "@rxgroupme/client/changes";
 * import { combineLatest, map } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const messages = client.groups.messages("1234");
 * combineLatest([messages.list(), messages.tail().pipe(changes())]).pipe(
 *   map(([page, change]) => page.map((it) => applyChange(it, change))),
 * ).subscribe((page) => console.log(page.map(({ text }) => text)));
 * ```
 */
export function applyChange<M extends AnyMessage>(
  message: M,
  change: MessageChange,
): M {
  const { data, id, manager } = message;
  if (change.messageId !== id) return message;
  const changed: AnyMessage = manager.source.read({
    ...data,
    ...fieldsOf(change, data),
  });
  return changed as M;
}

/** The fields of the wire that a change sets. */
function fieldsOf(
  change: MessageChange,
  { created_at, updated_at }: MessageData,
): MessageData {
  const seconds = change.at && Math.floor(+change.at / 1_000);
  switch (change.type) {
    case "edited": {
      const { text = null, attachments } = change;
      return {
        text,
        attachments: attachments.map((it) => it.data),
        updated_at: seconds ?? updated_at,
      };
    }
    case "removed":
      return {
        text: null,
        attachments: [],
        // Without a time of its own it still has to count as deleted.
        deleted_at: seconds ?? updated_at ?? created_at ?? 1,
        deletion_actor: change.actor,
      };
    case "pinned":
      return { pinned_at: seconds ?? null, pinned_by: change.by ?? null };
  }
}
