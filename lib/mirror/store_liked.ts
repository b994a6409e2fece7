import { catchError, type Observable, of, switchMap, throwError } from "rxjs";
import { BadResponse, RateLimited, Unauthorized } from "../errors.ts";
import { readList, toId } from "../wire/json.ts";
import type { GroupMessageData, MessageData } from "../wire/message.ts";
import type { ListedConversation, SendRequest } from "./conversation_list.ts";
import { type Coverage, nextId, previousId } from "./coverage.ts";
import { storeId } from "./fold.ts";
import type { DeletedPolicy } from "./registers.ts";
import type { MirrorBatch, MirrorStore } from "./store.ts";

/** Where what was liked is read, and stored. */
interface LikedContext {
  readonly send: SendRequest;
  readonly store: MirrorStore;
  readonly write: (batch: MirrorBatch) => Promise<void>;
  readonly deleted: DeletedPolicy;
}

/**
 * Reads the leaderboard of the month of a group, and stores the reactions to the
 * messages that it names: one request, also for what is older than the lookback.
 * How many messages GroupMe names there is not documented, so nothing follows
 * from one that is not among them.
 *
 * @param coverage The ranges of the group that are whole, which stay.
 * @returns One value once it is stored.
 */
export function storeLiked(
  { send, store, write, deleted }: LikedContext,
  { name, key }: ListedConversation,
  coverage: Coverage,
): Observable<unknown> {
  // Topics and chats have no leaderboard.
  if (!name.startsWith("group:") || !("groupId" in key)) return of(true);
  const liked = send({
    path: `/groups/${key.groupId}/likes`,
    query: { period: "month" },
    priority: "background",
    read: (answer) => readList<GroupMessageData>(answer, "messages"),
  });
  return liked.pipe(
    catchError((error) => isRefusal(error) ? of([]) : throwError(() => error)),
    switchMap(async (rows) => {
      const changed: MessageData[] = [];
      for (const row of rows) {
        const stored = await storedRow(store, name, row);
        const now = stored && withReactions(stored, row);
        if (now && JSON.stringify(now) !== JSON.stringify(stored)) {
          changed.push(now);
        }
      }
      if (changed.length === 0) return;
      await write({ name, rows: changed, changes: [], coverage, deleted });
    }),
  );
}

/** A server may have no leaderboard: the lookback reads the reactions as well. */
function isRefusal(error: unknown): boolean {
  return error instanceof BadResponse && !(error instanceof Unauthorized) &&
    !(error instanceof RateLimited);
}

async function storedRow(
  store: MirrorStore,
  name: string,
  row: MessageData,
): Promise<MessageData | undefined> {
  const id = storeId(row);
  if (id === undefined) return undefined;
  const only = { after: previousId(id), before: nextId(id), limit: 1 };
  const [stored] = await store.read(name, only);
  return stored && toId(stored.id) === id ? stored : undefined;
}

/** All but the reactions stays: a list of likes may show the rest otherwise. */
function withReactions(
  stored: MessageData,
  { favorited_by, reactions }: MessageData,
): MessageData {
  return {
    ...stored,
    ...(favorited_by && { favorited_by }),
    ...(reactions && { reactions }),
  };
}
