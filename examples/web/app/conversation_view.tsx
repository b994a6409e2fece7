// Loaded behind the first screen, in which whatever both need is then bundled.
import "./app.tsx";
import type { ConversationKey, PlainMessage } from "@rxgroupme/client";
import {
  indexedDbCache,
  type Outbox,
  outbox,
  outboxTabs,
  readPlaceOf,
  type TimelineOptions,
  typingOf,
} from "@rxgroupme/client/timeline";
import type { ComponentChildren, ComponentType } from "preact";
import { ignoreElements, merge, switchMap, tap } from "rxjs";
import type { Account } from "./account.ts";
import { Conversation } from "./conversation.tsx";
import { cacheName, outboxName } from "./kept_data.ts";
import { outboxStore } from "./outbox_store.ts";
import { visible$ } from "./visible.ts";

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
  /** Stands below the title. */
  readonly children?: ComponentChildren;
}

/** Makes what shows the conversations of an account. */
export function viewOf(
  account: Omit<Account, "isDemo" | "view$">,
): ConversationView {
  const { session, user, list, later$, name } = account;
  const mail = outbox({ session, user }, {
    store: outboxStore(name),
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
      <Conversation {...props} account={account} options={options} />
    ),
  };
}
