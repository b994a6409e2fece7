import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toDate, toText, toTime } from "../wire/json.ts";

/** Whether and when a message was edited, removed and pinned. */
export interface MessageState {
  /** When it was last edited; absent where it never was. */
  readonly editedAt?: Date;
  /** When it was deleted; absent where it stands. */
  readonly removedAt?: Date;
  /** Who deleted it: `sender`, `admin` or `system`. A row names no user. */
  readonly removedBy?: string;
  /** When it was pinned; absent where it is not. */
  readonly pinnedAt?: Date;
  /** User id of who pinned it. */
  readonly pinnedBy?: string;
}

/**
 * Reads of a message whether it was edited, removed and pinned.
 *
 * An untouched message may come with `updated_at` equal to `created_at`: it
 * counts as edited only where the first is later.
 */
export function stateOf(
  { createdAt, updatedAt, data }: GenericMessage,
): MessageState {
  const removedAt = toTime(data.deleted_at);
  const removedBy = toText(data.deletion_actor);
  const pinnedAt = toDate(data.pinned_at);
  const pinnedBy = toText(data.pinned_by);
  return {
    ...createdAt && updatedAt && updatedAt > createdAt &&
      { editedAt: updatedAt },
    ...removedAt && { removedAt, ...removedBy && { removedBy } },
    // Without a name, and so an empty one, nobody has pinned it.
    ...pinnedBy !== "" && {
      ...pinnedAt && { pinnedAt },
      ...pinnedBy && { pinnedBy },
    },
  };
}
