import type { JSX } from "preact";
import { switchMap } from "rxjs";
import { Card } from "./card.tsx";
import type { RowActions } from "./message.tsx";
import type { Poll } from "./polls_and_events.ts";
import type { Place } from "./said.ts";
import { useAnswer } from "./use_live.ts";
import { quantity, wholeTimeOf } from "./words.ts";

/** A poll: its question, its choices with their votes, and when it ends. */
export function PollCard(
  { place, told, actions: { later$ } }: {
    place: Place | undefined;
    /** What a notice tells of it. */
    told?: Poll;
    actions: RowActions;
  },
): JSX.Element {
  const asked = useAnswer(
    () => place && later$.pipe(switchMap((it) => it.poll(place))),
    [place?.id],
  );
  const { subject, options, endsAt, isOver } = asked ?? told ?? NOTHING;
  const text = isOver
    ? "This poll is over"
    : endsAt
    ? `Vote in GroupMe's app until ${wholeTimeOf(endsAt)}`
    : "Vote in GroupMe's app";
  return (
    <Card
      icon="📊"
      title={subject ?? "Poll"}
      text={text}
      isTall={options.length > 0}
    >
      {options.length > 0 && (
        <ul class="options">
          {options.map(({ title, votes }) => (
            <li key={title}>
              <bdi>{title}</bdi>
              {votes !== undefined && <span>{quantity(votes, "vote")}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

const NOTHING: Poll = { subject: undefined, options: [], isOver: false };
