import type { Session } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { fieldsOf, listOf, type Place, textOf } from "./said.ts";

/** A poll, as far as it is known. */
export interface Poll {
  readonly subject: string | undefined;
  readonly options: readonly PollOption[];
  readonly endsAt?: Date;
  readonly isOver: boolean;
}

/** A choice; of an anonymous poll the votes are not told. */
export interface PollOption {
  readonly title: string;
  readonly votes: number | undefined;
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
  /** How many say that they come. */
  readonly going: number;
  readonly isCancelled: boolean;
}

/** A poll as it stands; one value, then completion. */
export function pollAt(
  session: Session,
  { conversationId, id }: Place,
): Observable<Poll> {
  return session.request({
    path: `/poll/${encodeURIComponent(conversationId)}/` +
      encodeURIComponent(id),
    read: (answer) => readPoll(fieldsOf(fieldsOf(answer).poll).data),
  });
}

/** Reads the JSON of a poll. */
export function readPoll(json: unknown): Poll {
  const data = fieldsOf(json);
  const isPublic = data.visibility !== "anonymous";
  const ends = dateOf(Number(data.expiration) * 1_000);
  return {
    subject: textOf(data.subject),
    options: listOf(data.options).map(fieldsOf).map(({ title, votes }) => ({
      title: textOf(title) ?? "",
      votes: isPublic ? Number(votes) || 0 : undefined,
    })),
    ...ends && { endsAt: ends },
    isOver: data.status === "past",
  };
}

/** An event as it stands; one value, then completion. */
export function eventAt(
  session: Session,
  { conversationId, id }: Place,
): Observable<Event> {
  return session.request({
    path: `/conversations/${encodeURIComponent(conversationId)}/events/show`,
    query: { event_id: id },
    read: (answer) => {
      const data = fieldsOf(fieldsOf(answer).event);
      return {
        name: textOf(data.name),
        place: textOf(fieldsOf(data.location).name),
        startsAt: dateOf(textOf(data.start_at)),
        endsAt: dateOf(textOf(data.end_at)),
        isAllDay: data.is_all_day === true,
        timeZone: textOf(data.timezone),
        going: listOf(data.going).length,
        isCancelled: !!data.deleted_at,
      };
    },
  });
}

function dateOf(time: string | number | undefined): Date | undefined {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
