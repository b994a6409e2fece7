import type { ConversationKey, PlainMessage } from "@rxgroupme/client";
import {
  indexedDbCache,
  indexedDbOutbox,
  type Outbox,
  outbox,
  outboxTabs,
  readPlaceOf,
  type Timeline,
  timelineOf,
  type TimelineOptions,
  type TimelineStatus,
  typingOf,
} from "@rxgroupme/client/timeline";
import type { ComponentType, JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import { ignoreElements, merge, switchMap, tap } from "rxjs";
import type { Account } from "./account.ts";
import { openAccountDialog } from "./open_account_dialog.ts";
import { Composer } from "./composer.tsx";
import { cacheName, outboxName } from "./kept_data.ts";
import { MessageLog, visible$ } from "./log.tsx";
import type { RowActions } from "./message.tsx";
import { loadPart, loadStyle } from "./parts.ts";
import { keyText } from "./route.ts";
import { saidBy } from "./said.ts";
import { Status } from "./status.tsx";
import { useAnswer, useLive } from "./use_live.ts";
import { inARow, timeOf } from "./words.ts";
import { whyOf } from "./why.ts";

/** What shows conversations, and sends what is written in them. */
export interface ConversationView {
  /** One conversation: its messages, and where one writes. */
  readonly Conversation: ComponentType<ConversationProps>;
  readonly outbox: Outbox;
}

/** A conversation that is to be shown. */
export interface ConversationProps {
  readonly conversation: ConversationKey;
  readonly title: string;
}

/** Makes what shows the conversations of an account. */
export function viewOf(
  account: Omit<Account, "isDemo" | "view$">,
): ConversationView {
  const { session, user, list, later$, name } = account;
  const mail = outbox({ session, user }, {
    store: indexedDbOutbox(outboxName(name)),
    // Without locks, as on a page that is not secure, each tab sends.
    ...navigator.locks && {
      tabs: outboxTabs(
        navigator.locks,
        new BroadcastChannel(outboxName(name)),
      ),
    },
  });
  // Push tells of reactions and reads as well; the list, of what is open.
  const via = {
    watch: (key?: ConversationKey) =>
      merge(
        later$.pipe(switchMap(({ push }) => push.watch(key))),
        list.watch(key).pipe(ignoreElements()),
      ),
    events: (key: ConversationKey) =>
      later$.pipe(switchMap(({ push }) => push.events(key))),
  };
  const options = {
    via,
    cache: indexedDbCache(cacheName(name)),
    outbox: mail,
    read: readPlaceOf({
      place: (key) => later$.pipe(switchMap(({ read }) => read.place(key))),
      mark: (key, id) =>
        later$.pipe(
          switchMap(({ read }) => read.mark(key, id)),
          tap(() => list.showAsRead(key)),
        ),
    }),
    typing: typingOf({
      watch: (...of) =>
        later$.pipe(switchMap(({ typing }) => typing.watch(...of))),
      publish: (key) =>
        later$.pipe(switchMap(({ typing }) => typing.publish(key))),
    }),
    visible$,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  } satisfies TimelineOptions<PlainMessage>;
  return {
    outbox: mail,
    Conversation: (props) => (
      <Shown {...props} account={account} options={options} />
    ),
  };
}

function Shown(
  { account, options, conversation, title }: ConversationProps & {
    account: Omit<Account, "isDemo" | "view$">;
    options: TimelineOptions<PlainMessage>;
  },
): JSX.Element {
  const { session, later$, name } = account;
  const live = useMemo(() => timelineOf(session, conversation, options), []);
  const shown = useLive(live);
  const composer = useRef<Composer>(null);
  const [hasStatistics, setStatistics] = useState(false);
  const actions: RowActions = useMemo(() => ({
    live,
    reply: (item) => composer.current?.reply(item),
    edit: (item) => composer.current?.edit(item),
    restore: (text) => composer.current?.restore(text),
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
          onClick={() => setStatistics(!hasStatistics)}
        >
          Statistics
        </button>
      </header>
      {shown.status.state === "closed" && (
        <Closed status={shown.status} isSignedOut={isSignedOut} />
      )}
      {hasStatistics
        ? <Statistics account={account} conversation={conversation} />
        : <MessageLog timeline={shown} actions={actions} />}
      <Below timeline={shown} />
      <Composer
        ref={composer}
        account={name}
        conversation={keyText(conversation)}
        live={live}
        later$={later$}
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

function JumpToDay({ live }: { live: ConversationTimeline }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  return (
    <span class="jump">
      <button
        type="button"
        class="quiet"
        onClick={() => field.current?.showPicker()}
      >
        Go to a day
      </button>
      <input
        ref={field}
        type="date"
        tabIndex={-1}
        aria-label="Day"
        onChange={(event) => {
          const { valueAsDate } = event.currentTarget;
          if (valueAsDate) live.jump(valueAsDate);
        }}
      />
    </span>
  );
}

type StatisticsProps = {
  account: Pick<Account, "session">;
  conversation: ConversationKey;
};

/** Loaded only when somebody asks for it. */
function Statistics(props: StatisticsProps): JSX.Element {
  const loaded = useAnswer(() => loadPart(loadStatistics), []);
  if (loaded) return <loaded.Statistics {...props} />;
  return <p class="empty">Loading statistics…</p>;
}

/** Loads what draws statistics, and how it looks. */
async function loadStatistics() {
  const [loaded] = await Promise.all([
    import("./statistics/statistics.tsx"),
    loadStyle("/statistics.css"),
  ]);
  return loaded;
}
