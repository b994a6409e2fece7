import { defer, type Observable, of, switchMap, tap } from "rxjs";
import type { Client } from "../client.ts";
import { freshPages } from "../paging/fresh_pages.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { Manager, readResources } from "../resource.ts";
import { type Conversation, idOf, keyOf } from "../resources/conversation.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import type { ApiRequest, Query, RequestTarget } from "../transport/request.ts";
import { assertInteger, assertOneOf, pathId } from "../util/validate.ts";
import {
  isObject,
  type JsonObject,
  readObject,
  toObject,
  toText,
} from "../wire/json.ts";
import { CalendarEvent } from "./calendar_event.ts";
import type { CalendarEventData } from "./calendar_event_data.ts";
import {
  encodeEvent,
  type EventChanges,
  type NewEvent,
} from "./event_settings.ts";
import { zonedTime } from "./zoned_time.ts";

/** The events to list. */
export interface CalendarListOptions {
  /**
   * Events that end after this moment.
   *
   * @default {now in list(), the year 1970 in listAll()}
   */
  endingAfter?: Date | undefined;
  /**
   * Events on a page, 1 to 100.
   *
   * @default {20 in list(), 100 in listAll()}
   */
  limit?: number | undefined;
}

/** How far an event is cancelled. */
export interface CancelOptions {
  /**
   * Of an event that comes again: `"all"` of its series, or this one and the
   * `"following"`. Known from GroupMe's app alone.
   *
   * @experimental
   * @default {this event}
   */
  series?: "all" | "following" | undefined;
}

/**
 * The calendar of one conversation. Make one by {@linkcode calendar}. In a chat
 * the first subscription asks for your own user id, once a client.
 */
export class Calendar extends Manager {
  readonly #conversationId: Observable<string>;

  /** Binds a calendar to a client; nothing is requested yet. */
  constructor(
    { session, user }: Pick<Client, "session" | "user">,
    conversation: Conversation,
  ) {
    super(session);
    this.#conversationId = idOf(user, keyOf(conversation));
  }

  /**
   * Lists one page of events, as GroupMe orders them. Cancelled ones are not in
   * it.
   *
   * @returns One array, empty where there is none, then completion.
   * @throws {TypeError} With an `endingAfter` that is not a valid `Date`.
   * @throws {RangeError} With a `limit` that is not 1 to 100, or an `endingAfter`
   * whose year has not four digits.
   */
  list(
    { endingAfter, limit = 20 }: CalendarListOptions = {},
  ): Observable<readonly CalendarEvent[]> {
    return this.#list(limit, endingAfter)();
  }

  /**
   * Lists all events, each once; a page without a new event is the end.
   *
   * @throws {TypeError} As {@linkcode Calendar.list}.
   * @throws {RangeError} As {@linkcode Calendar.list}.
   */
  listAll(
    options: CalendarListOptions & PagerOptions = {},
  ): Pager<CalendarEvent> {
    const { endingAfter = new Date(0), limit = 100 } = options;
    const fetch = this.#list(limit, endingAfter);
    const open = () => {
      let lastId: string | undefined;
      return () =>
        fetch(lastId).pipe(
          tap((page) => lastId = page.findLast(({ id }) => id)?.id ?? lastId),
        );
    };
    return new Pager(freshPages(open), options);
  }

  /**
   * Gets one event.
   *
   * @returns The event, then completion; or a {@linkcode NotFound} where it is
   * unknown or was cancelled.
   * @throws {TypeError} Without an id.
   */
  get(eventId: string): Observable<CalendarEvent> {
    return this.#request("show", {
      query: idQuery(eventId),
      read: this.#read,
    });
  }

  /**
   * Makes an event. GroupMe announces it by a message of yours. Not safe to
   * repeat: there might be two.
   *
   * @returns The event, with its `shareToken`, then completion.
   * @throws {TypeError} Without a name, or without the whole time; with a place
   * without a name.
   * @throws {RangeError} When it ends before it starts, with a time zone that is
   * none, or with other reminders than GroupMe has.
   */
  create(event: NewEvent): Observable<CalendarEvent> {
    return this.#request("create", {
      method: "POST",
      body: encodeEvent(event, true),
      read: this.#read,
    });
  }

  /**
   * Changes what is given of an event of yours. Safe to repeat. Of its time all
   * or nothing is given, since GroupMe takes no part of it alone.
   *
   * @returns The event as it is then, then completion.
   * @throws {TypeError} With an empty name, of the place too, or a part of the
   * time.
   * @throws {RangeError} As {@linkcode Calendar.create}.
   */
  update(eventId: string, changes: EventChanges): Observable<CalendarEvent> {
    return this.#act(eventId, "update", {
      method: "POST",
      query: idQuery(eventId),
      body: encodeEvent(changes),
    });
  }

  /**
   * Cancels an event for everyone. Safe to repeat.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id, or with another `series`.
   */
  cancel(eventId: string, { series }: CancelOptions = {}): Observable<true> {
    assertOneOf(series, ["all", "following"], "series");
    return this.#request("delete", {
      method: "DELETE",
      query: {
        ...idQuery(eventId),
        [series === "all" ? "delete_series" : "delete_future"]: series && true,
      },
      idempotent: true,
      wrapAttempt: deleteIdempotent(),
      read: () => true as const,
    });
  }

  /**
   * Answers whether you go. Safe to repeat. GroupMe takes no "maybe".
   *
   * @param going `undefined` takes your answer back.
   * @returns The event with your answer, then completion.
   * @throws {TypeError} Without an id, or with another answer.
   */
  rsvp(eventId: string, going: boolean | undefined): Observable<CalendarEvent> {
    assertGoing(going);
    const isBack = going === undefined;
    return this.#act(eventId, isBack ? "rsvp/delete" : "rsvp", {
      method: isBack ? "DELETE" : "POST",
      query: { ...idQuery(eventId), going },
    });
  }

  /** Checks the options of a listing, and requests a page behind an event. */
  #list(
    limit: number,
    endingAfter?: Date,
  ): (lastId?: string) => Observable<readonly CalendarEvent[]> {
    assertInteger(limit, 1, 100, "limit");
    const from = (date: Date) => zonedTime(date, "UTC", "endingAfter");
    const given = endingAfter !== undefined && from(endingAfter);
    return (last_event_id) =>
      defer(() =>
        this.#request("list", {
          query: {
            // In spite of its name it is the lower bound.
            end_at: given || from(new Date(this.session.scheduler.now())),
            limit,
            last_event_id,
          },
          read: readResources(CalendarEvent, this, "events"),
        })
      );
  }

  /** Changes an event; reads it where the answer does not hold it. */
  #act(
    eventId: string,
    path: string,
    call: RequestTarget,
  ): Observable<CalendarEvent> {
    return this.#request(path, {
      ...call,
      idempotent: true,
      read: (answer) => isObject(toObject(answer).event) && this.#read(answer),
    }).pipe(switchMap((event) => event ? of(event) : this.get(eventId)));
  }

  #request<T>(path: string, call: ApiRequest<T>): Observable<T> {
    return this.#conversationId.pipe(
      switchMap((id) =>
        this.session.request({
          ...call,
          path: `/conversations/${encodeURIComponent(id)}/events/${path}`,
        })
      ),
    );
  }

  readonly #read = (answer: unknown): CalendarEvent => {
    // Of a new event the token stands beside it.
    const { event, share_token } = readObject<JsonObject>(answer, "event");
    const data = readObject<CalendarEventData>(event, "event");
    const token = toText(share_token);
    return new CalendarEvent(
      this,
      token ? { ...data, share_token: token } : data,
    );
  };
}

/**
 * Checks an answer to an event.
 *
 * @throws {TypeError} When it is none that GroupMe takes.
 */
export function assertGoing(going: boolean | undefined): void {
  assertOneOf(going, [true, false], "going");
}

function idQuery(eventId: string): Query {
  pathId(eventId, "eventId");
  return { event_id: eventId };
}

/**
 * The calendar of a group, a topic or a chat.
 *
 * @param conversation The id of a group or a topic, or `{ otherUserId }`.
 * @throws {TypeError} When it names no conversation.
 *
 * @example Show what is to come
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { calendar } from "@rxgroupme/client/calendar";
 *
 * const client = Client.fromToken("...");
 * calendar(client, "1234").listAll({ endingAfter: new Date() })
 *   .subscribe(({ name, startAt }) => console.log(name, startAt));
 * ```
 */
export function calendar(
  client: Pick<Client, "session" | "user">,
  conversation: Conversation,
): Calendar {
  return new Calendar(client, conversation);
}
