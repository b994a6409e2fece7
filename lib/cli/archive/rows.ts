import type { ListedConversation } from "../../mirror/conversation_list.ts";
import type { MirrorStore } from "../../mirror/store.ts";
import { toId } from "../../wire/json.ts";
import type { MessageData } from "../../wire/message.ts";

/** Messages that are read at once. */
const CHUNK = 500;
/** How long reading may keep all else waiting, in ms. */
const HEAR_EVERY_MS = 200;

/** Reads all messages of a conversation. */
export type ReadRows = (
  conversation: ListedConversation,
) => AsyncGenerator<MessageData>;

/**
 * All stored messages of a conversation; memory is one chunk.
 *
 * @param onRows Called with the number of rows before they are given.
 */
export async function* rowsOf(
  store: MirrorStore,
  name: string,
  isOldestFirst: boolean,
  signal: AbortSignal,
  onRows: (count: number) => void,
): AsyncGenerator<MessageData> {
  let last: string | undefined = isOldestFirst ? "0" : undefined;
  let heardAt = performance.now();
  for (;;) {
    const anchor = isOldestFirst ? { after: last } : { before: last };
    const rows = await store.read(name, { ...anchor, limit: CHUNK });
    if (performance.now() > heardAt + HEAR_EVERY_MS) {
      // A turn of the event loop, in which Ctrl-C is heard.
      await new Promise((resolve) => setTimeout(resolve));
      heardAt = performance.now();
    }
    signal.throwIfAborted();
    onRows(rows.length);
    yield* rows;
    if (rows.length < CHUNK) return;
    last = toId(rows.at(-1)?.id);
  }
}
