import { EMPTY, expand, merge, type Observable, reduce } from "rxjs";
import { isId } from "../../util/ids.ts";
import type { Api } from "../../resource.ts";
import type { ChatData } from "../../wire/chat.ts";
import type { GroupData } from "../../wire/group.ts";
import { readList, toId } from "../../wire/json.ts";
import type { ConversationKey } from "../live_source.ts";

/** A conversation as an index lists it. */
export interface Entry {
  /** Which one. */
  readonly key: ConversationKey;
  /** The id of its newest message; `""` where it has none. */
  readonly lastId: string;
}

const PER_PAGE = 100;

/**
 * Lists the conversations by activity, as far as they are news: one request
 * for groups and one for chats, unless a whole page of them has changed.
 */
export function changedConversations(
  session: Api,
  isNews: (entry: Entry) => boolean,
): Observable<readonly Entry[]> {
  const pages = (
    path: string,
    query: { omit?: string },
    read: (answer: unknown) => readonly Entry[],
  ) => {
    const ask = (page: number) =>
      session.request({
        path,
        query: { page, per_page: PER_PAGE, ...query },
        idempotent: false,
        read: (answer) => ({ page, entries: read(answer) }),
      });
    return ask(1).pipe(
      expand(({ page, entries }) => {
        // One without a message tells nothing of those below it.
        const last = entries.findLast((it) => it.lastId && isWhole(it));
        return entries.length >= PER_PAGE && (!last || isNews(last))
          ? ask(page + 1)
          : EMPTY;
      }),
    );
  };
  return merge(
    pages("/groups", { omit: "memberships" }, readGroups),
    pages("/chats", {}, readChats),
  ).pipe(reduce<{ entries: readonly Entry[] }, readonly Entry[]>(
    (all, { entries }) => [...all, ...entries.filter(isWhole)],
    [],
  ));
}

/** Can it be followed? Others count all the same, as a page is full of them. */
function isWhole({ key, lastId }: Entry): boolean {
  const id = "groupId" in key ? key.groupId : key.otherUserId;
  return isId(id) && (lastId === "" || isId(lastId));
}

function readGroups(answer: unknown): readonly Entry[] {
  return readList<GroupData>(answer).map((group) => ({
    key: { groupId: toId(group.id) || toId(group.group_id) },
    lastId: toId(group.messages?.last_message_id),
  }));
}

function readChats(answer: unknown): readonly Entry[] {
  return readList<ChatData>(answer).map((chat) => ({
    key: { otherUserId: toId(chat.other_user?.id) },
    lastId: toId(chat.last_message?.id),
  }));
}
