import type { JSX } from "preact";
import { switchMap } from "rxjs";
import { Card } from "./card.tsx";
import type { RowActions } from "./message.tsx";
import type { Event } from "./polls_and_events.ts";
import type { Place } from "./said.ts";
import { useAnswer } from "./use_live.ts";

/** An event: its name, when and where it is, and how many come. */
export function EventCard(
  { place, name, actions: { later$ } }: {
    place: Place | undefined;
    /** What a notice calls it. */
    name?: string | undefined;
    actions: RowActions;
  },
): JSX.Element {
  const event = useAnswer(
    () => place && later$.pipe(switchMap((it) => it.event(place))),
    [place?.id],
  );
  const words = event
    ? [
      event.isCancelled ? "Cancelled" : timesOf(event),
      event.place,
      event.going > 0 && `${event.going} going`,
    ]
    : [];
  return (
    <Card
      icon="📅"
      title={event?.name ?? name ?? "Event"}
      text={words.filter(Boolean).join(" · ") || "Answer in GroupMe's app"}
    />
  );
}

/** From when to when, in the reader's time zone. */
function timesOf(
  { startsAt, endsAt, isAllDay, timeZone }: Event,
): string | undefined {
  if (!startsAt) return;
  const format = isAllDay
    ? dayFormat(timeZone)
    : new Intl.DateTimeFormat(undefined, {
      dateStyle: "medium",
      timeStyle: "short",
    });
  return endsAt && endsAt > startsAt
    ? format.formatRange(startsAt, endsAt)
    : format.format(startsAt);
}

/** Days as they are counted where the event is, if that place is known. */
function dayFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(undefined, {
      dateStyle: "full",
      timeZone,
    });
  } catch {
    return new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
  }
}
