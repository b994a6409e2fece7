import type { ConversationKey } from "@rxgroupme/client";
import type { JSX } from "preact";
import type { Account } from "./account.ts";
import { attachmentsOf } from "./attachments.tsx";
import { Avatar } from "./avatar.tsx";
import type { ConversationTimeline, Item } from "./conversation_timeline.ts";
import { memo } from "./memo.ts";
import { Quote } from "./quote.tsx";
import { ReactButton, Reactions } from "./reactions.tsx";
import { type Said, saidBy } from "./said.ts";
import { Text } from "./text.tsx";
import { whyOf } from "./why.ts";
import { dayOf, timeOf, wholeTimeOf } from "./words.ts";

/** What a row can ask of the parts around it. */
export interface RowActions {
  readonly live: ConversationTimeline;
  /** Answers a message in the composer. */
  readonly reply: (item: Item) => void;
  /** Edits a message in the composer. */
  readonly edit: (item: Item) => void;
  /** Puts what was discarded back into the composer. */
  readonly restore: (text: string) => void;
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
        <div class="actions">
          <ReactButton itemKey={key} live={live} />
          <QuietButton label="Reply" press={() => actions.reply(item)}>
            ↩
          </QuietButton>
          {isOwn && (
            <>
              <QuietButton label="Edit" press={() => actions.edit(item)}>
                ✎
              </QuietButton>
              <QuietButton label="Delete" press={() => live.remove(key)}>
                🗑
              </QuietButton>
            </>
          )}
        </div>
      )}
    </article>
  );
}

function QuietButton(
  { label, press, children }: {
    label: string;
    press: () => void;
    children: string;
  },
): JSX.Element {
  return (
    <button
      type="button"
      class="quiet"
      aria-label={label}
      title={label}
      onClick={press}
    >
      {children}
    </button>
  );
}

/** How an outgoing message, or a change of one, goes. */
function Progress(
  { item, actions }: { item: Item; actions: RowActions },
): JSX.Element | null {
  const { state, error, change, key, id } = item;
  const { live, restore } = actions;
  const words = state === "sending"
    ? "Sending"
    : state === "waiting"
    ? "Waiting"
    : state === "failed"
    ? "Not sent"
    : state === "unsure"
    ? "Perhaps not sent"
    : change && error
    ? `Could not ${change === "react" ? "react" : change}`
    : undefined;
  if (!words) return null;
  const isOver = error !== undefined && state !== "waiting" ||
    state === "unsure";
  const discard = () => {
    const content = live.discard(key);
    const text = typeof content === "string" ? content : content.text ?? "";
    if (id === undefined && text) restore(text);
  };
  return (
    <div class="progress">
      <span>{words}</span>
      {error && <span class="why">{whyOf(error)}</span>}
      {isOver && (
        <button type="button" onClick={() => live.retry(key)}>Retry</button>
      )}
      {(isOver || state === "waiting") && (
        <button type="button" onClick={discard}>Discard</button>
      )}
    </div>
  );
}
