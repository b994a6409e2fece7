import { isId } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import {
  applyToRow,
  type KnownChanges,
  mergeChanges,
  mergeRows,
  toStored,
} from "./registers.ts";
import type { MirrorBatch } from "./store.ts";

/** An id that is longer than this, in digits, has no place in a store. */
const MAX_ID_DIGITS = 18;

/** A message as a store has it. */
export interface Stored {
  /** The message as stored. */
  readonly row?: MessageData;
  /** The changes that are known of it, kept for readings to come. */
  readonly changes: KnownChanges;
}

/** A message as a store is to write it. */
export interface Folded extends Stored {
  /** The id of the message. */
  readonly id: string;
  /** Whether `row` differs from what is stored; an absent one is to be deleted. */
  readonly isRowNew: boolean;
  /** Whether `changes` differ from what is stored. */
  readonly areChangesNew: boolean;
}

/** The id under which a store keeps a message, if it can. */
export function storeId(row: MessageData): string | undefined {
  const id = toId(row.id);
  return isId(id) && id.length <= MAX_ID_DIGITS ? id : undefined;
}

/** The ids of all messages that a batch is about. */
export function idsIn({ rows, changes }: MirrorBatch): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const row of rows) {
    const id = storeId(row);
    if (id) ids.add(id);
  }
  for (const { messageId } of changes) {
    if (storeId({ id: messageId })) ids.add(messageId);
  }
  return ids;
}

/**
 * Merges a batch into the rows that are stored. The order of batches does
 * not matter to the content: each message ends as its latest version.
 *
 * @param stored The message as the store has it.
 */
export function foldBatch(
  batch: MirrorBatch,
  stored: (id: string) => Stored | undefined,
): readonly Folded[] {
  const { deleted = "follow" } = batch;
  const rows = Map.groupBy(batch.rows, storeId);
  const changes = Map.groupBy(
    batch.changes.map(toStored),
    ({ messageId }) => messageId,
  );
  return [...idsIn(batch)].map((id) => {
    const before = stored(id) ?? { changes: [] };
    const read = rows.get(id) ?? [];
    const news = changes.get(id) ?? [];
    let row = before.row;
    for (const it of read) row = mergeRows(row, it, deleted);
    // Of pins only the row tells truly: there is no notice of taking one off.
    const kept = news.filter(({ type }) => type !== "pinned")
      .reduce((all, it) => mergeChanges(all, it, deleted), before.changes);
    const pins = read.length > 0
      ? []
      : news.filter(({ type }) => type === "pinned");
    for (const change of [...kept, ...pins]) {
      row = row && applyToRow(row, change, deleted);
    }
    return {
      id,
      row,
      changes: kept,
      isRowNew: isOther(before.row, row),
      areChangesNew: isOther(before.changes, kept),
    };
  });
}

/** Whether a value differs: rows are read again and again, mostly as they were. */
function isOther(before: unknown, now: unknown): boolean {
  return before !== now && JSON.stringify(before) !== JSON.stringify(now);
}
