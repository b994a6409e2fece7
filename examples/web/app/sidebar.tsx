import type { ConversationKey } from "@rxgroupme/client";
import type {
  ConversationRow,
  TimelineStatus,
} from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { memo } from "./memo.ts";
import { useRef, useState } from "preact/hooks";
import { switchMap } from "rxjs";
import type { Account } from "./account.ts";
import { openAccountDialog } from "./open_account_dialog.ts";
import { Avatar } from "./avatar.tsx";
import type { KeptRow } from "./list_cache.ts";
import { hrefOf, keyText } from "./route.ts";
import { Status } from "./status.tsx";
import { useAnswer } from "./use_live.ts";
import { quantity, shortTimeOf } from "./words.ts";

/** All conversations, the pinned first, then by activity. */
export function Sidebar(
  { account, rows, status, me, selected }: {
    account: Account;
    rows: readonly (KeptRow & Partial<ConversationRow>)[];
    status: TimelineStatus;
    /** One's own name. */
    me: string | undefined;
    selected: ConversationKey | undefined;
  },
): JSX.Element {
  const [query, setQuery] = useState("");
  const wanted = fold(query.trim());
  const found = rows.filter(({ title }) => fold(title).includes(wanted));
  const current = selected && keyText(selected);
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
              {"groupId" in row.conversation && (
                <TopicsOf
                  account={account}
                  groupId={row.conversation.groupId}
                  selected={selected}
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
            {unread > 0 && (
              <span
                class="unread"
                aria-label={quantity(unread, "unread message")}
              >
                {unread > 99 ? "99+" : unread}
              </span>
            )}
          </span>
        </span>
      </a>
    );
  },
);

/** The topics of a group, while it or one of them is open. */
function TopicsOf(
  { account, groupId, selected }: {
    account: Account;
    groupId: string;
    selected: ConversationKey | undefined;
  },
): JSX.Element | null {
  const id = selected && "groupId" in selected ? selected.groupId : undefined;
  // What was opened is read; the list does not tell again.
  const opened = useRef(new Set<string>()).current;
  if (id) opened.add(id);
  const isGroup = id === groupId;
  const known = useAnswer(
    () =>
      isGroup
        ? account.later$.pipe(switchMap((it) => it.topics(groupId)))
        : undefined,
    [isGroup],
  ) ?? [];
  const isOpen = isGroup || known.some((topic) => topic.id === id);
  if (!isOpen || known.length === 0) return null;
  return (
    <ul class="topics" role="list">
      {known.map((topic) => (
        <li key={topic.id}>
          <a
            class="topic"
            href={hrefOf({ groupId: topic.id })}
            aria-current={topic.id === id ? "page" : undefined}
          >
            <span aria-hidden="true">#</span>
            <bdi>{topic.name}</bdi>
            {topic.unread > 0 && !opened.has(topic.id) && (
              <span
                class="unread"
                aria-label={quantity(topic.unread, "unread message")}
              >
                {topic.unread}
              </span>
            )}
          </a>
        </li>
      ))}
    </ul>
  );
}

function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
