import type { JSX } from "preact";
import type { Answered } from "./answers.ts";
import { Card } from "./card.tsx";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import type { Event } from "./polls_and_events.ts";
import { nameOf } from "./reactions.tsx";
import { whyOf } from "./why.ts";

/** An event: its name, when and where it is, who comes, and one's own answer. */
export function EventCard(
  { name, state = {}, isKnown, answer, live }: {
    /** What a notice calls it. */
    name: string | undefined;
    state: Answered<Event, boolean | undefined> | undefined;
    /** Whether its id is. */
    isKnown: boolean;
    answer: (going: boolean | undefined) => void;
    live: ConversationTimeline;
  },
): JSX.Element {
  const { value: event, given, error } = state;
  const title = event?.name ?? name ?? "Event";
  const { me = "" } = live.value;
  const mine = given ? given.answer : event?.going.includes(me) ||
    (event?.notGoing.includes(me) ? false : undefined);
  const isPast = event?.endsAt && event.endsAt.getTime() < Date.now();
  const words = event
    ? [
      event.isCancelled ? "Cancelled" : timesOf(event),
      isPast && "over",
      event.place,
      event.going.length > 0 && `${event.going.length} going`,
    ].filter(Boolean).join(" · ")
    : error !== undefined
    ? whyOf(error)
    : isKnown
    ? "Loading…"
    : "Answer in GroupMe's app";
  const isOpen = event && !event.isCancelled && !isPast;
  const people = event
    ? [["Going", event.going], ["Not going", event.notGoing]] as const
    : [];
  return (
    <Card icon="📅" title={title} text={words} isTall={!!event}>
      {isOpen && (
        <div class="answers" role="group" aria-label={title}>
          {([[true, "Going"], [false, "Not going"]] as const).map((
            [going, label],
          ) => (
            <button
              key={label}
              type="button"
              class="option"
              aria-pressed={mine === going}
              onClick={() => answer(mine === going ? undefined : going)}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      {event && error !== undefined && (
        <p class="refusal" role="alert">
          Your answer was not taken. {whyOf(error)}
        </p>
      )}
      {people.some(([, ids]) => ids.length > 0) && (
        <details class="who">
          <summary>Who answered</summary>
          {people.filter(([, ids]) => ids.length > 0).map(([label, ids]) => (
            <p key={label}>
              {label}:{" "}
              <bdi>{ids.map((it) => nameOf(live, it)).join(", ")}</bdi>
            </p>
          ))}
        </details>
      )}
    </Card>
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
