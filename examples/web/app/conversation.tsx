import type { ConversationKey, PlainMessage } from "@rxgroupme/client";
import {
  type Timeline,
  timelineOf,
  type TimelineOptions,
  type TimelineStatus,
} from "@rxgroupme/client/timeline";
import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { ReplaySubject } from "rxjs";
import type { Account } from "./account.ts";
import type { Asked } from "./composer.tsx";
import { Composer } from "./composer_on_demand.tsx";
import { JumpToDay } from "./jump_to_day.tsx";
import { lazy } from "./lazy.tsx";
import { MessageLog } from "./log.tsx";
import type { RowActions } from "./message.tsx";
import { openAccountDialog } from "./open_account_dialog.ts";
import { LATER } from "./parts.ts";
import { keyText } from "./route.ts";
import { saidBy } from "./said.ts";
import { Statistics } from "./statistics_on_demand.tsx";
import { Status } from "./status.tsx";
import { useLive } from "./use_live.ts";
import { inARow, timeOf } from "./words.ts";
import { whyOf } from "./why.ts";

const PictureViewer = lazy(LATER, (it) => it.PictureViewer, () => null);

/** One conversation: its messages, and where one writes. */
export function Conversation(
  { account, options, conversation, title, children }: {
    account: Pick<Account, "session" | "later$" | "name">;
    conversation: ConversationKey;
    title: string;
    children?: ComponentChildren;
    options: TimelineOptions<PlainMessage>;
  },
): JSX.Element {
  const { session, later$, name } = account;
  const live = useMemo(() => timelineOf(session, conversation, options), []);
  const shown = useLive(live);
  // Kept until the composer is loaded.
  const asked = useMemo(() => new ReplaySubject<Asked>(), []);
  const [hasStatistics, setStatistics] = useState(false);
  const [picture, show] = useState<HTMLAnchorElement>();
  const actions: RowActions = useMemo(() => ({
    live,
    show,
    ask: (it) => asked.next(it),
    later$,
    conversation,
  }), []);
  const members = [...shown.people.values()].filter((it) => it.isMember).length;
  const isSignedOut = isUnauthorized(shown.status);
  return (
    <>
      <header class="bar">
        <a class="back quiet" href="#" aria-label="All conversations">←</a>
        <div class="heading">
          <h1>
            <bdi>{title}</bdi>
          </h1>
          <p>
            {members > 0 && <span>{members} members</span>}
            <Status status={shown.status} />
          </p>
        </div>
        <JumpToDay live={live} />
        <button
          type="button"
          class="quiet"
          aria-pressed={hasStatistics}
          title="Statistics"
          onClick={() => setStatistics(!hasStatistics)}
        >
          <span class="icon" aria-hidden="true">📊</span>
          <span class="words">Statistics</span>
        </button>
      </header>
      {children}
      {shown.status.state === "closed" && (
        <Closed status={shown.status} isSignedOut={isSignedOut} />
      )}
      {hasStatistics
        ? <Statistics account={account} conversation={conversation} />
        : <MessageLog timeline={shown} actions={actions} />}
      {picture && (
        <PictureViewer
          first={picture}
          closed={() => show(undefined)}
        />
      )}
      <Below timeline={shown} />
      <Composer
        account={name}
        conversation={keyText(conversation)}
        live={live}
        later$={later$}
        asked$={asked}
        isSignedOut={isSignedOut}
      />
    </>
  );
}

/** Says why nothing comes any more. */
function Closed(
  { status, isSignedOut }: { status: TimelineStatus; isSignedOut: boolean },
): JSX.Element {
  return (
    <div class="banner" role="alert">
      {isSignedOut
        ? (
          <>
            You are signed out: GroupMe no longer accepts the token. What you
            have written is kept, and goes out once you sign in again.{" "}
            <button type="button" onClick={openAccountDialog}>Sign in</button>
          </>
        )
        : `This conversation is closed to you. What you have written is kept. ${
          whyOf(status.error)
        }`}
    </div>
  );
}

function isUnauthorized({ state, error }: TimelineStatus): boolean {
  return state === "closed" &&
    (error as { status?: number } | undefined)?.status === 401;
}

/** Who is typing, and in a chat whether the other has read. */
function Below(
  { timeline: { typing, readBy, items } }: { timeline: Timeline<PlainMessage> },
): JSX.Element {
  const names = typing.map((it) => it.name ?? "Somebody");
  const last = items.findLast((it) => it.id && !saidBy(it.message).isSystem);
  const isRead = readBy && last?.isOwn && last.id === readBy.id;
  return (
    <p class="below" aria-live="polite">
      {names.length > 0
        ? `${inARow(names)} ${names.length === 1 ? "is" : "are"} typing…`
        : isRead
        ? `Read ${timeOf(readBy.at)}`
        : ""}
    </p>
  );
}
