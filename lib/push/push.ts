import {
  BehaviorSubject,
  catchError,
  concat,
  concatMap,
  filter,
  map,
  NEVER,
  type Observable,
  retry,
  switchMap,
  timer,
} from "rxjs";
import {
  assertMethod,
  got,
  invalidArgument,
  waitMs,
} from "../util/validate.ts";
import { currentValues } from "../util/current_values.ts";
import { isId } from "../util/ids.ts";
import type { Client } from "../client.ts";
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
import { isFatal } from "../transport/retry.ts";
import { refusal } from "./bayeux/refusal.ts";
import { fetchWire } from "./transports/long_polling.ts";
import { readEvent } from "./events/read_event.ts";
import { down, type State } from "./bayeux/signal.ts";
import type { MakeTransport } from "./transports/transport.ts";

/** The options of {@linkcode push}. */
export interface PushOptions {
  /**
   * The transport: long polling, or a WebSocket (`webSocketWire()`), which a
   * browser's page needs.
   *
   * @default {fetchWire}
   */
  wire?: MakeTransport | undefined;
  /**
   * How often to repeat the handshake, in ms, from 1 to 2,147,483,647: GroupMe
   * may forget a client after an hour, without an error.
   *
   * @default {3_300_000, 55 minutes}
   */
  renewEvery?: number | undefined;
  /**
   * Shares the connection with a browser's other tabs: `acrossTabs()`, from
   * `push/tabs`.
   *
   * @default {a connection of its own}
   */
  tabs?: ShareTabs | undefined;
}

/** The state of a push connection. */
export interface PushStatus {
  /** `up` while events arrive. */
  readonly state: "up" | "down";
  /** The reason, in words for a person. */
  readonly reason: string;
  /** The failure, while it is `down` for one. */
  readonly error?: unknown;
}

/**
 * GroupMe's push events, as they happen. All subscribers share one connection,
 * which opens with the first of them and closes with the last.
 *
 * Push is fast, not certain: what happens while it is down is not pushed later.
 * `status$` and the client's `activity$` report each interruption, and a
 * {@linkcode Tail} reads what it missed: `tail({ via: push(client) })`. After the
 * device has slept it reconnects within a minute.
 *
 * While idle it costs one request each time the server's hold ends: after 30
 * seconds, or ten minutes.
 */
export class Push implements LiveSource {
  /**
   * The state of the connection: the current one at once, then each change. Hot
   * and shared; never completes.
   */
  readonly status$: Observable<PushStatus>;
  readonly #client: Pick<Client, "session" | "user">;
  readonly #bayeux: Bayeux;
  readonly #userId: Observable<string>;

  /**
   * Binds it to a client; nothing is sent yet.
   *
   * @throws {RangeError} When `renewEvery` is out of range.
   * @throws {TypeError} When `wire` makes no transport, or `tabs` is not made yet.
   */
  constructor(
    client: Pick<Client, "session" | "user">,
    options: PushOptions = {},
  ) {
    const { wire = fetchWire, renewEvery = 3_300_000, tabs } = options;
    waitMs(renewEvery, "renewEvery");
    const { session, user } = client;
    const { scheduler } = session;
    // A subject, since the state outlives each run of the connection.
    const status = new BehaviorSubject<PushStatus>({
      state: "down",
      reason: "not started",
    });
    const onState = (now: State) => {
      const { type: state, ...why } = { reason: "connected", ...now };
      status.next({ state, ...why });
      session.report({ type: "push", state, ...why });
    };
    this.status$ = currentValues(status, (a, b) => a.reason === b.reason);
    this.#client = client;
    this.#userId = user.id.pipe(
      retry({
        delay: (error, n) => {
          onState(down(error));
          if (isFatal(error)) throw error;
          return timer(session.delayOf(error, n), scheduler);
        },
      }),
    );
    const transport = wire(session, codec(session, () => own.renew()));
    // A function where `webSocketWire` is passed, which makes a wire.
    assertMethod(transport, "send", "wire");
    const own: Bayeux = bayeux({
      transport,
      scheduler,
      renewEvery,
      delay: (n, error) => session.delayOf(error, n),
      isFatal,
      refusal,
    }, onState);
    this.#bayeux = tabs?.(own, this.#userId, onState, scheduler) ?? own;
  }

  /**
   * All events, each once: those of the user's own channel (messages, reactions
   * to own messages, new groups) and, for a conversation, those of its channel
   * (typing, reactions, edits, deletions, reads).
   *
   * Any member of a conversation may publish on its channel. Messages are
   * therefore taken from the user's own channel alone, and an event that names
   * another conversation than its channel's is `unknown`.
   *
   * @param conversation Only events of this one; without it, all of the user's
   * own channel, and those of conversations that others subscribe to, or did when
   * the server sent them.
   * @returns Events; never completes. Errors with {@linkcode Unauthorized} or
   * another {@linkcode GroupMeError} when GroupMe refuses; transient failures
   * are on `status$`.
   * @throws {TypeError} When it is not a conversation.
   */
  events(conversation?: ConversationKey): Observable<PushEvent> {
    return this.#signals(conversation, true).pipe(
      filter((it) => "channel" in it),
    );
  }

  /**
   * Watches for messages, notices included, of one conversation or of all.
   *
   * @throws {TypeError} When it is not a conversation.
   */
  watch(conversation?: ConversationKey): Observable<LiveSignal> {
    return this.#signals(conversation).pipe(
      concatMap((it): LiveSignal[] => {
        if (!("channel" in it)) return [it];
        const { type, conversation, data } = it;
        const isMessage = type === "line.create" ||
          type === "direct_message.create";
        return isMessage && conversation
          ? [{ type: "message", conversation, data: data.subject }]
          : [];
      }),
      catchError((error) => concat([down(error)], NEVER)),
    );
  }

  /**
   * Shows the other members for some seconds that you are typing; repeat it each
   * second while you are. The others' typing comes as `typing` events.
   *
   * @returns `true` once it is acknowledged, then completes; errors while push
   * is down.
   * @throws {TypeError} When it is not a conversation.
   */
  typing(conversation: ConversationKey): Observable<true> {
    const key = checkedKey(conversation);
    const { session, user } = this.#client;
    return user.id.pipe(
      switchMap((id) =>
        this.#bayeux.publish(channelOf(key, id), {
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
    const key = conversation && checkedKey(conversation);
    return this.#userId.pipe(switchMap((id) => {
      const own = key && channelOf(key, id);
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
 * Listens to GroupMe's push; nothing is sent before the first subscription.
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
 * @returns Without options the same one for the same client, so that all its
 * users share one connection; with options a new one.
 * @throws {RangeError} When `renewEvery` is out of range.
 * @throws {TypeError} When `wire` makes no transport, or `tabs` is not made yet.
 */
export function push(
  client: Pick<Client, "session" | "user">,
  options?: PushOptions,
): Push {
  if (options) return new Push(client, options);
  const known = pushes.get(client) ?? new Push(client);
  pushes.set(client, known);
  return known;
}

const pushes = new WeakMap<Pick<Client, "session" | "user">, Push>();

/** A key with the id that is meant alone: the other may be there as `undefined`. */
function checkedKey(key: ConversationKey): ConversationKey {
  const { groupId, otherUserId } = Object(key);
  const id = groupId ?? otherUserId;
  if (!isId(id)) {
    throw invalidArgument("conversation", `it must hold an id${got(id)}`);
  }
  return groupId ? { groupId } : { otherUserId };
}
