import {
  BehaviorSubject,
  catchError,
  concat,
  concatMap,
  distinctUntilChanged,
  filter,
  map,
  NEVER,
  type Observable,
  retry,
  switchMap,
  timer,
} from "rxjs";
import { invalidArgument, waitMs } from "../util/validate.ts";
import type { Client } from "../client.ts";
import { GroupMeError } from "../errors.ts";
import type {
  ConversationKey,
  LiveSignal,
  LiveSource,
} from "../tail/live_source.ts";
import type { ShareTabs } from "./tabs/share_tabs.ts";
import { type Bayeux, bayeux } from "./bayeux/client.ts";
import { channelOf, userChannel } from "./events/channels.ts";
import { codec } from "./bayeux/codec.ts";
import type { PushEvent } from "./events/events.ts";
import { delayOf, isFatal, refusal } from "./bayeux/failures.ts";
import { fetchWire } from "./transports/long_polling.ts";
import { readEvent } from "./events/read_event.ts";
import { down, type State } from "./bayeux/signal.ts";
import type { MakeWire } from "./transports/transport.ts";

/** How to be pushed to; times in ms. */
export interface PushOptions {
  /**
   * What carries it: long polling, or a WebSocket.
   *
   * @default {fetchWire}
   */
  wire?: MakeWire;
  /**
   * When to introduce oneself to GroupMe anew: it may forget who listens after
   * an hour, and say nothing.
   *
   * @default {3_300_000, 55 minutes}
   */
  renewEvery?: number;
  /**
   * Shares the connection with a browser's other tabs: `acrossTabs()`, from
   * `push/tabs`.
   */
  tabs?: ShareTabs;
}

/** How push stands. */
export interface PushStatus {
  /** Does what is pushed arrive? */
  readonly state: "up" | "down";
  /** Why, in words for a person. */
  readonly reason: string;
  /** What it failed with, while `down` for that. */
  readonly error?: unknown;
}

/**
 * What GroupMe pushes, as it happens. All who subscribe to anything of it share
 * one connection, which is closed when the last of them leaves.
 *
 * Push is quick, not certain: what happens while it is down is not pushed
 * later. `status$` and the client's `activity$` tell of each interruption, and
 * {@linkcode Tail} fills in what it took: `tail({ via: push(client) })`.
 *
 * While idle it costs a request each time GroupMe's patience ends, which is
 * half a minute, or ten.
 */
export class Push implements LiveSource {
  /** How it stands: at once, and whenever it changes. */
  readonly status$: Observable<PushStatus>;
  readonly #client: Client;
  readonly #bayeux: Bayeux;
  readonly #userId: Observable<string>;

  /**
   * Binds it to a client; nothing is sent yet.
   *
   * @throws {RangeError} With a time that makes no sense.
   */
  constructor(client: Client, options: PushOptions = {}) {
    const { wire = fetchWire, renewEvery = 3_300_000, tabs } = options;
    waitMs(renewEvery, "renewEvery");
    const { session, user } = client;
    const { scheduler } = session;
    const status = new BehaviorSubject<PushStatus>({
      state: "down",
      reason: "not started",
    });
    const tell = (now: State) => {
      const { type: state, ...why } = { reason: "connected", ...now };
      status.next({ state, ...why });
      session.report({ type: "push", state, ...why });
    };
    const delay = delayOf(session);
    this.status$ = status.pipe(
      distinctUntilChanged((a, b) => a.reason === b.reason),
    );
    this.#client = client;
    this.#userId = user.id.pipe(
      map((id) => {
        if (id) return id;
        throw new GroupMeError("Cannot push: no user id");
      }),
      retry({
        delay: (error, n) => {
          tell(down(error));
          if (isFatal(error)) throw error;
          return timer(delay(n, error), scheduler);
        },
      }),
    );
    const own: Bayeux = bayeux({
      wire: wire(session, codec(session, () => own.renew())),
      scheduler,
      renewEvery,
      delay,
      isFinal: isFatal,
      refusal,
    }, tell);
    this.#bayeux = tabs?.(own, this.#userId, tell) ?? own;
  }

  /**
   * All that is pushed, once: to you, and, for a conversation, what is done in it
   * besides writing, such as typing, reactions, edits and deletions.
   *
   * @param conversation Only what is of this one; without it, whatever comes.
   * @returns Events; it does not complete. Errors with
   * {@linkcode Unauthorized} or another {@linkcode GroupMeError} when GroupMe
   * refuses; passing failures are on `status$`.
   * @throws {TypeError} When it is no conversation.
   */
  events(conversation?: ConversationKey): Observable<PushEvent> {
    return this.#signals(conversation, true).pipe(
      filter((it) => "channel" in it),
    );
  }

  /**
   * Watches for messages, notices included, of one conversation or of all.
   *
   * @throws {TypeError} When it is no conversation.
   */
  watch(conversation?: ConversationKey): Observable<LiveSignal> {
    return this.#signals(conversation).pipe(
      concatMap((it): LiveSignal[] => {
        if (!("channel" in it)) return [it];
        const { type, conversation, data } = it;
        const isWritten = type === "line.create" ||
          type === "direct_message.create";
        return isWritten && conversation
          ? [{ type: "message", conversation, data: data.subject }]
          : [];
      }),
      catchError((error) => concat([down(error)], NEVER)),
    );
  }

  /**
   * Shows the others that you are typing, for some seconds: repeat it each
   * second while you are. Emits `true`, then completes; errors while push is
   * down.
   *
   * @throws {TypeError} When it is no conversation.
   */
  typing(conversation: ConversationKey): Observable<true> {
    validate(conversation);
    const { session, user } = this.#client;
    return user.id.pipe(
      switchMap((id) =>
        this.#bayeux.publish(channelOf(conversation, id), {
          type: "typing",
          user_id: id,
          started: session.scheduler.now(),
        })
      ),
    );
  }

  #signals(
    conversation?: ConversationKey,
    isDeep = false,
  ): Observable<PushEvent | State> {
    if (conversation) validate(conversation);
    return this.#userId.pipe(switchMap((id) => {
      const own = conversation && channelOf(conversation, id);
      const channels = [userChannel(id), ...own && isDeep ? [own] : []];
      return this.#bayeux.watch(channels).pipe(
        map((it) =>
          it.type === "event" ? readEvent(it.channel, it.data, id) : it
        ),
        filter((it) =>
          !own || !("channel" in it) ||
          !!it.conversation && channelOf(it.conversation, id) === own
        ),
      );
    }));
  }
}

/**
 * Listens to what GroupMe pushes; nothing is sent before someone subscribes.
 *
 * @example A live tail that polls only while push is down
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { push } from "@rxgroupme/client/push";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail({ via: push(client) })
 *   .subscribe((message) => console.log(message.text));
 * ```
 * @returns Without options the same for the same client, so that all that it
 * is given to share one connection.
 * @throws {RangeError} With a time that makes no sense.
 */
export function push(client: Client, options?: PushOptions): Push {
  if (options) return new Push(client, options);
  const known = pushes.get(client) ?? new Push(client);
  pushes.set(client, known);
  return known;
}

const pushes = new WeakMap<Client, Push>();

function validate(key: ConversationKey): void {
  const id = "groupId" in key ? key.groupId : key.otherUserId;
  if (!/^\d+$/.test(id)) {
    throw invalidArgument("conversation", `${id} is no id`);
  }
}
