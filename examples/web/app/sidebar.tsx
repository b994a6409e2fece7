import type {
  ConversationRow,
  TimelineStatus,
} from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { memo } from "./memo.ts";
import { useState } from "preact/hooks";
import type { Account } from "./account.ts";
import { openAccountDialog } from "./open_account_dialog.ts";
import { Avatar } from "./avatar.tsx";
import type { KeptRow } from "./list_cache.ts";
import { NOTHING, readDraft } from "./drafts.ts";
import { fold } from "./fold.ts";
import { groupIdOf, hrefOf, keyText, type Route } from "./route.ts";
import { Status } from "./status.tsx";
import type { TopicRow } from "./topics_of.ts";
import { Topics } from "./topics.tsx";
import { Unread } from "./unread.tsx";
import { shortTimeOf } from "./words.ts";

/** All conversations, the pinned first, then by activity. */
export function Sidebar(
  { account, rows, topics, status, me, selected }: {
    account: Account;
    rows: readonly (KeptRow & Partial<ConversationRow>)[];
    /** Those of the group that is open. */
    topics: readonly TopicRow[];
    status: TimelineStatus;
    /** One's own name. */
    me: string | undefined;
    selected: Route | undefined;
  },
): JSX.Element {
  const [query, setQuery] = useState("");
  const wanted = fold(query.trim());
  const found = rows.filter(({ title }) => fold(title).includes(wanted));
  const current = selected && keyText(selected.key);
  const groupId = groupIdOf(selected);
  return (
    <nav class="sidebar" aria-label="Conversations">
      <header class="bar">
        <div class="heading">
          <h2>GroupMe</h2>
          {!selected && (
            <p>
              <Status status={status} />
            </p>
          )}
        </div>
        <button type="button" class="quiet" onClick={openAccountDialog}>
          {account.isDemo ? "Demo" : "Account"}
        </button>
      </header>
      <div class="search">
        <input
          type="search"
          aria-label="Search conversations"
          placeholder="Search"
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </div>
      {found.length > 0 && (
        <ul class="conversations" role="list">
          {found.map((row) => {
            const isCurrent = keyText(row.conversation) === current;
            return (
              <li key={row.key}>
                <ConversationLink
                  account={account.name}
                  row={row}
                  me={me}
                  isCurrent={isCurrent}
                />
                {"groupId" in row.conversation &&
                  row.conversation.groupId === groupId && (
                  <Topics
                    topics={topics}
                    groupId={groupId}
                    selected={current}
                  />
                )}
              </li>
            );
          })}
        </ul>
      )}
      {found.length === 0 && (
        <p class="empty">
          {rows.length === 0
            ? status.state === "live"
              ? "You are in no conversation yet."
              : "Loading conversations…"
            : "No conversation has that name."}
        </p>
      )}
    </nav>
  );
}

const ConversationLink = memo(
  function ConversationLink(
    { account, row, me, isCurrent }: {
      account: string;
      row: KeptRow & Partial<ConversationRow>;
      me: string | undefined;
      isCurrent: boolean;
    },
  ): JSX.Element {
    const { title, imageUrl, preview, unread = 0, isPinned, isMuted } = row;
    const name = title || "Without a name";
    const { text: draft } = isCurrent
      ? NOTHING
      : readDraft(account, keyText(row.conversation));
    // A list tells of names alone.
    const author = preview?.author && preview.author === me
      ? "You"
      : preview?.author;
    const words = preview === undefined
      ? row.lastActivity ? "No messages yet" : ""
      : preview.isDeleted
      ? "A message was deleted"
      : preview.text || "Attachment";
    const isSaid = preview && !preview.isDeleted;
    return (
      <a
        class="conversation"
        href={hrefOf(row.conversation)}
        aria-current={isCurrent ? "page" : undefined}
      >
        <Avatar name={name} url={imageUrl} size="large" />
        <span class="summary">
          <span class="title">
            {isPinned && <span aria-label="Pinned" role="img">📌</span>}
            <b>
              <bdi>{name}</bdi>
            </b>
            <time>{shortTimeOf(row.lastActivity)}</time>
          </span>
          <span class="preview">
            {draft ? <b>Draft:</b> : isSaid && author && (
              <span class="by">
                <bdi>{author}</bdi>:
              </span>
            )}
            <span class="said" dir="auto">{draft || words}</span>
            {isMuted && <span aria-label="Muted" role="img">🔕</span>}
            <Unread count={unread} />
          </span>
        </span>
      </a>
    );
  },
);
