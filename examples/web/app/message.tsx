import type { ConversationKey } from "@rxgroupme/client";
import type { JSX } from "preact";
import type { Account } from "./account.ts";
import { attachmentsOf } from "./attachments.tsx";
import { Avatar } from "./avatar.tsx";
import type { Asked } from "./composer.tsx";
import type { ConversationTimeline, Item } from "./conversation_timeline.ts";
import { memo } from "./memo.ts";
import { Quote } from "./quote.tsx";
import { MessageActions } from "./message_actions.tsx";
import { Progress } from "./progress.tsx";
import { Reactions } from "./reactions.tsx";
import { type Said, saidBy } from "./said.ts";
import { Text } from "./text.tsx";
import { dayOf, timeOf, wholeTimeOf } from "./words.ts";

/** What a row can ask of the parts around it. */
export interface RowActions {
  readonly live: ConversationTimeline;
  /** Shows the picture of a link large. */
  readonly show: (picture: HTMLAnchorElement) => void;
  /** Asks something of the composer. */
  readonly ask: (asked: Asked) => void;
  /** What is asked about a message. */
  readonly later$: Account["later$"];
  readonly conversation: ConversationKey;
}

/** One message; drawn again only when its item, or the unread line, changes. */
export const Row = memo(
  function Row(
    { item, isFirstUnread, actions }: {
      item: Item;
      isFirstUnread: boolean;
      actions: RowActions;
    },
  ): JSX.Element {
    const { message, startsDay, gapBefore, key } = item;
    const said = saidBy(message);
    const { live } = actions;
    return (
      <div class="row" data-key={key}>
        {startsDay && (
          <div
            class="day"
            role="separator"
            aria-label={dayOf(message.createdAt)}
          >
            <span>{dayOf(message.createdAt)}</span>
          </div>
        )}
        {gapBefore && (
          <div class="gap">
            Messages are missing here.
            <button
              type="button"
              disabled={gapBefore === "loading"}
              onClick={() => live.fill(key)}
            >
              {gapBefore === "loading"
                ? "Loading…"
                : gapBefore === "failed"
                ? "Try again"
                : "Load them"}
            </button>
          </div>
        )}
        {isFirstUnread && (
          <div class="unread-line" role="separator" aria-label="New messages">
            <span>New</span>
          </div>
        )}
        {said.isSystem
          ? <Notice said={said} at={message.createdAt} actions={actions} />
          : <Article item={item} said={said} actions={actions} />}
      </div>
    );
  },
);

function Notice(
  { said, at, actions }: {
    said: Said;
    at: Date | undefined;
    actions: RowActions;
  },
): JSX.Element {
  return (
    <article class="notice" aria-label={`Notice, ${timeOf(at)}`}>
      <p dir="auto">{said.text}</p>
      {attachmentsOf(said, actions)}
    </article>
  );
}

function Article(
  { item, said, actions }: { item: Item; said: Said; actions: RowActions },
): JSX.Element {
  const { message, isOwn, isDeleted, startsRun, state, editedAt, key } = item;
  const { live } = actions;
  const name = said.name ?? "Somebody";
  const at = message.createdAt;
  const attached = isDeleted ? null : attachmentsOf(said, actions);
  const meta = (
    <span class="meta">
      {editedAt && <span title={wholeTimeOf(editedAt)}>edited</span>}
      <time
        dir="auto"
        dateTime={at?.toISOString()}
        title={wholeTimeOf(at)}
      >
        {timeOf(at)}
      </time>
    </span>
  );
  const classes = ["message", isOwn && "own", startsRun && "first", state];
  return (
    <article
      class={classes.filter(Boolean).join(" ")}
      aria-label={`${name}${at ? `, ${timeOf(at)}` : ""}`}
      // A tap shows what can be done with it, as a pointer does.
      tabIndex={-1}
    >
      <div class="face">
        {startsRun && !isOwn &&
          <Avatar name={name} url={said.avatarUrl} size="small" />}
      </div>
      <div class="body">
        {startsRun && !isOwn && (
          <div class="author">
            <bdi>{name}</bdi>
            {said.isBot && <span class="badge">bot</span>}
          </div>
        )}
        <div class="bubble">
          {isDeleted
            ? <p class="deleted">This message was deleted{meta}</p>
            : (
              <>
                <Quote said={said} actions={actions} />
                {said.text && <Text said={said}>{!attached && meta}</Text>}
                {attached}
                {(attached || !said.text) && meta}
              </>
            )}
        </div>
        <Reactions itemKey={key} tallies={item.reactions} live={live} />
        <Progress item={item} actions={actions} />
      </div>
      {item.id && !isDeleted && (
        <MessageActions
          item={item}
          actions={actions}
        />
      )}
    </article>
  );
}
