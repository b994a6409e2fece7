import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { map, switchMap } from "rxjs";
import { type Account, signIn } from "./account.ts";
import { lazy } from "./lazy.tsx";
import { type KeptRow, readRows, writeRows } from "./list_cache.ts";
import { accountDialog$, openAccountDialog } from "./open_account_dialog.ts";
import { LATER } from "./parts.ts";
import { groupIdOf, hash$, keyText, type Route, routeOf } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { Topics } from "./topics.tsx";
import type { TopicRow } from "./topics_of.ts";
import { useAnswer, useLatest, useLive } from "./use_live.ts";

const AccountDialog = lazy(LATER, (it) => it.AccountDialog, () => null);

/** The whole page, for one account. */
export function Page(
  { account, changeAccount, signOut }: {
    account: Account;
    changeAccount: (account: Account) => void;
    signOut: () => void;
  },
): JSX.Element {
  const [isAccountOpen, setAccountOpen] = useState(false);
  useEffect(() => {
    const opening = accountDialog$.subscribe(setAccountOpen);
    return () => opening.unsubscribe();
  }, []);
  const route = routeOf(useLatest(hash$, location.hash));
  const { rows, status } = useLive(account.list);
  const kept = useMemo(() => readRows(account.name), [account]);
  const shown = rows.length > 0 ? rows : kept;
  useEffect(() => {
    if (rows.length > 0) writeRows(account.name, rows);
  }, [rows.map((it) => it.key + it.title).join()]);
  const hasView = route !== undefined;
  const view = useAnswer(
    () => hasView ? account.view$ : undefined,
    [hasView],
  );
  const topics = useTopics(account, route);
  const me = useAnswer(() => account.user.me, []);
  const key = route && keyText(route.key);
  const title = shown.find((it) => keyText(it.conversation) === key)?.title ||
    topics.find(({ id }) => key === keyText({ groupId: id }))?.name;
  const group = groupOf(route, shown);
  const unread = rows.reduce(
    (sum, it) => sum + (it.isMuted ? 0 : it.unread),
    0,
  );
  useEffect(() => {
    const name = [route && title, "GroupMe"].filter(Boolean).join(" · ");
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [title, unread, hasView]);
  return (
    <div class={route ? "page open" : "page"}>
      <Sidebar
        account={account}
        rows={shown}
        topics={topics}
        status={status}
        me={me?.name ?? undefined}
        selected={route}
      />
      <main class="main">
        {!route
          ? (
            <div class="welcome">
              <p>Choose a conversation.</p>
              {account.isDemo && (
                <p>
                  Everybody here is made up.{" "}
                  <button type="button" onClick={openAccountDialog}>
                    Sign in
                  </button>
                </p>
              )}
            </div>
          )
          : !view
          ? <p class="empty">Loading the conversation…</p>
          : (
            <view.Conversation
              key={key}
              conversation={route.key}
              title={title || (route.parentId ? "Topic" : "Conversation")}
            >
              {group && (
                <Topics
                  topics={topics}
                  groupId={group.groupId}
                  groupTitle={group.title}
                  selected={key}
                />
              )}
            </view.Conversation>
          )}
      </main>
      {isAccountOpen && (
        <AccountDialog
          account={account.name}
          isDemo={account.isDemo}
          me={me?.name ?? undefined}
          signIn={(token) => signIn(token).then(changeAccount)}
          signOut={signOut}
          closed={() => setAccountOpen(false)}
        />
      )}
    </div>
  );
}

/** The group that is open, or of which a topic is. */
function groupOf(
  route: Route | undefined,
  rows: readonly KeptRow[],
): { readonly groupId: string; readonly title: string } | undefined {
  const groupId = groupIdOf(route);
  const row = rows.find(({ conversation }) =>
    "groupId" in conversation && conversation.groupId === groupId
  );
  return groupId === undefined
    ? undefined
    : { groupId, title: row?.title ?? "Group" };
}

/** The topics of the group that is open, or of which one is. */
function useTopics(
  { later$ }: Account,
  route: Route | undefined,
): readonly TopicRow[] {
  const groupId = groupIdOf(route);
  const answer = useAnswer(
    () =>
      groupId === undefined ? undefined : later$.pipe(
        switchMap((it) => it.topics(groupId)),
        map((topics) => ({ groupId, topics })),
      ),
    [groupId],
  );
  return answer?.groupId === groupId && answer ? answer.topics : [];
}
