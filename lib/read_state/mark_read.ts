import { type Observable, of, switchMap } from "rxjs";
import { type Api, command } from "../resource.ts";
import { compareIds } from "../util/ids.ts";
import { pathId } from "../util/validate.ts";
import { readList, toId } from "../wire/json.ts";

interface Receipt {
  readonly conversation_id?: string;
  readonly last_read_message_id?: string;
}

/** The newest message read, by conversation id, by one request. */
export function listReceipts(
  session: Api,
): Observable<ReadonlyMap<string, string>> {
  return session.request({
    host: "v4",
    path: "/read_receipts",
    read: (answer) =>
      new Map(
        readList<Receipt>(answer, "receipts").map((it) => [
          toId(it.conversation_id),
          toId(it.last_read_message_id),
        ]),
      ),
  });
}

/**
 * Marks a conversation as read up to a message; emits `true`, then completes.
 *
 * @param conversation Its id.
 * @param newest Of a chat, its newest message: the other user is told where that
 * is what was read. `false` for a group.
 * @throws {TypeError} Without an id.
 */
export function markRead(
  session: Api,
  conversation: string,
  id: string,
  newest: Observable<readonly { readonly id: string }[]> | false,
): Observable<true> {
  pathId(id, "id");
  const place = pathId(conversation, "conversation");
  const marked = command(session, {
    host: "v4",
    path: `/read_receipts/${place}`,
    isApart: true,
    body: { last_read_message_id: id },
  });
  if (!newest) return marked;
  return marked.pipe(
    switchMap(() => newest),
    switchMap(([last]) =>
      last && compareIds(last.id, id) > 0
        ? of(true as const)
        : command(session, {
          path: `/conversations/${place}/read_receipt`,
          isApart: true,
        })
    ),
  );
}
