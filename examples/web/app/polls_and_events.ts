import type { Session } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { type Fields, fieldsOf, listOf, type Place, textOf } from "./said.ts";

/** A poll, as far as it is known. */
export interface Poll {
  readonly subject: string | undefined;
  readonly options: readonly PollOption[];
  readonly endsAt: Date | undefined;
  readonly isOver: boolean;
  /** Whether one may choose several. */
  readonly isMultiple: boolean;
  readonly isAnonymous: boolean;
  /** The ids of one's own choices; of an anonymous poll they are not told. */
  readonly mine: readonly string[] | undefined;
}

/** A choice; of an anonymous poll the votes are not told. */
export interface PollOption {
  readonly id: string;
  readonly title: string;
  readonly votes: number | undefined;
  /** User ids. */
  readonly voters: readonly string[];
}

/** An event in the calendar of a conversation. */
export interface Event {
  readonly name: string | undefined;
  readonly place: string | undefined;
  readonly startsAt: Date | undefined;
  readonly endsAt: Date | undefined;
  readonly isAllDay: boolean;
  /** Of the event: days that have no hours are days there. */
  readonly timeZone: string | undefined;
  /** User ids of who comes. */
  readonly going: readonly string[];
  /** User ids of who does not. */
  readonly notGoing: readonly string[];
  readonly isCancelled: boolean;
}

/** A poll as it stands; one value, then completion. */
export function pollAt(session: Session, place: Place): Observable<Poll> {
  return session.request({ path: pathOf(place), read: toPoll });
}

/**
 * Votes for one option alone, or for several, instead of those before; none of
 * several takes a vote back. Emits the poll, if the answer holds it; completes.
 */
export function vote(
  session: Session,
  place: Place,
  { isMultiple }: Poll,
  votes: readonly string[],
): Observable<Poll | undefined> {
  const path = pathOf(place);
  return session.request({
    method: "POST",
    ...isMultiple
      ? { path, body: { votes } }
      : { path: `${path}/${encodeURIComponent(`${votes}`)}` },
    idempotent: true,
    read: (answer) => fieldsOf(answer).poll ? toPoll(answer) : undefined,
  });
}

/** Reads a poll from the JSON of its answer, or of a notice. */
export function readPoll({ data: shared, ...own }: Fields): Poll {
  const data = fieldsOf(shared);
  const isAnonymous = data.visibility === "anonymous";
  const { user_vote, user_votes } = own;
  const chosen = textsOf(user_votes ?? [user_vote]);
  return {
    subject: textOf(data.subject),
    options: listOf(data.options).map(fieldsOf).map((it) => ({
      id: `${it.id}`,
      title: textOf(it.title) ?? "",
      votes: isAnonymous ? undefined : Number(it.votes) || 0,
      voters: textsOf(it.voter_ids),
    })),
    endsAt: dateOf(Number(data.expiration) * 1_000),
    isOver: data.status === "past",
    isMultiple: data.type === "multi",
    isAnonymous,
    mine: isAnonymous && chosen.length === 0 ? undefined : chosen,
  };
}

/** An event as it stands; one value, then completion. */
export function eventAt(
  session: Session,
  { conversationId, id }: Place,
): Observable<Event> {
  return session.request({
    path: `${eventsOf(conversationId)}/show`,
    query: { event_id: id },
    read: toEvent,
  });
}

/**
 * Says whether one comes to an event, or takes that back. Emits the event,
 * if the answer holds it; completes.
 */
export function rsvp(
  session: Session,
  { conversationId, id }: Place,
  going: boolean | undefined,
): Observable<Event | undefined> {
  const isBack = going === undefined;
  return session.request({
    method: isBack ? "DELETE" : "POST",
    path: `${eventsOf(conversationId)}/rsvp${isBack ? "/delete" : ""}`,
    query: { event_id: id, going },
    idempotent: true,
    read: (answer) => fieldsOf(answer).event ? toEvent(answer) : undefined,
  });
}

function pathOf({ conversationId, id }: Place): string {
  return `/poll/${encodeURIComponent(conversationId)}/${
    encodeURIComponent(id)
  }`;
}

function eventsOf(conversationId: string): string {
  return `/conversations/${encodeURIComponent(conversationId)}/events`;
}

function toPoll(answer: unknown): Poll {
  // One's own votes are in the poll, or beside it.
  const { poll, ...own } = fieldsOf(answer);
  return readPoll({ ...own, ...fieldsOf(poll) });
}

function toEvent(answer: unknown): Event {
  const data = fieldsOf(fieldsOf(answer).event);
  return {
    name: textOf(data.name),
    place: textOf(fieldsOf(data.location).name),
    startsAt: dateOf(textOf(data.start_at)),
    endsAt: dateOf(textOf(data.end_at)),
    isAllDay: data.is_all_day === true,
    timeZone: textOf(data.timezone),
    going: textsOf(data.going),
    notGoing: textsOf(data.not_going),
    isCancelled: !!data.deleted_at,
  };
}

function textsOf(list: unknown): readonly string[] {
  return listOf(list).flatMap((it) => textOf(it) ?? []);
}

function dateOf(time: string | number | undefined): Date | undefined {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
