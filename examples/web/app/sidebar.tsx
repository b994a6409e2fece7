import type {
  ConversationRow,
  TimelineStatus,
} from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { memo } from "./memo.ts";
import { useRef, useState } from "preact/hooks";
import type { Account } from "./account.ts";
import { openAccountDialog } from "./open_account_dialog.ts";
import { Avatar } from "./avatar.tsx";
import type { KeptRow } from "./list_cache.ts";
import { fold } from "./fold.ts";
import { hrefOf, keyText, type Route } from "./route.ts";
import { Status } from "./status.tsx";
import type { TopicRow } from "./topics_of.ts";
import { quantity, shortTimeOf } from "./words.ts";

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
  const groupId = selected?.parentId ??
    (selected && "groupId" in selected.key ? selected.key.groupId : undefined);
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
      <ul class="conversations" role="list">
        {found.map((row) => {
          const isCurrent = keyText(row.conversation) === current;
          return (
            <li key={row.key}>
              <ConversationLink row={row} me={me} isCurrent={isCurrent} />
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
    { row, me, isCurrent }: {
      row: KeptRow & Partial<ConversationRow>;
      me: string | undefined;
      isCurrent: boolean;
    },
  ): JSX.Element {
    const { title, imageUrl, preview, unread = 0, isPinned, isMuted } = row;
    const name = title || "Without a name";
    const words = preview === undefined
      ? row.lastActivity ? "No messages yet" : ""
      : preview.isDeleted
      ? "A message was deleted"
      : [
        // A list tells of names alone.
        preview.author && preview.author === me ? "You" : preview.author,
        preview.text || "Attachment",
      ].filter(Boolean).join(": ");
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
            <span>
              <bdi>{words}</bdi>
            </span>
            {isMuted && <span aria-label="Muted" role="img">🔕</span>}
            {unread > 0 && <Unread count={unread} />}
          </span>
        </span>
      </a>
    );
  },
);

/** The topics of the group that is open, or of which one is. */
function Topics(
  { topics, groupId, selected }: {
    topics: readonly TopicRow[];
    groupId: string;
    selected: string | undefined;
  },
): JSX.Element | null {
  // What was opened is read; the list does not tell again.
  const opened = useRef(new Set<string>()).current;
  if (selected) opened.add(selected);
  if (topics.length === 0) return null;
  return (
    <ul class="topics" role="list">
      {topics.map((topic) => {
        const key = { groupId: topic.id };
        const isCurrent = keyText(key) === selected;
        return (
          <li key={topic.id}>
            <a
              class="topic"
              href={hrefOf(key, groupId)}
              aria-current={isCurrent ? "page" : undefined}
            >
              <span aria-hidden="true">#</span>
              <bdi>{topic.name}</bdi>
              {topic.unread > 0 && !opened.has(keyText(key)) && (
                <Unread count={topic.unread} />
              )}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function Unread({ count }: { count: number }): JSX.Element {
  return (
    <span class="unread" aria-label={quantity(count, "unread message")}>
      {count > 99 ? "99+" : count}
    </span>
  );
}
