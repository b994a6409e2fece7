import type { Session } from "@rxgroupme/client";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { answers } from "./answers.ts";
import { EventCard } from "./event_card.tsx";
import { FileCard } from "./file_card.tsx";
import type { NamedEvent, NamedFile, NamedPoll } from "./later_cards.tsx";
import { PollCard } from "./poll_card.tsx";
import {
  type Event,
  eventAt,
  type Poll,
  pollAt,
  readPoll,
  rsvp,
  vote,
} from "./polls_and_events.ts";
import { fieldsOf } from "./said.ts";
import { useAnswer } from "./use_live.ts";

/** What shows polls, events and files. */
export interface Cards {
  readonly Poll: ComponentType<NamedPoll>;
  readonly Event: ComponentType<NamedEvent>;
  readonly File: ComponentType<NamedFile>;
}

/**
 * Makes what shows the polls, events and files of an account. The entry points
 * `./polls`, `./calendar` and `./media` can do more, and are larger than this.
 */
export function cardsOf(session: Session): Cards {
  const polls = answers<Poll, readonly string[]>();
  const events = answers<Event, boolean | undefined>();
  return {
    File: ({ place }) => <FileCard place={place} session={session} />,
    Poll({ place, name, result, actions: { live } }) {
      const id = place?.id;
      const state = useAnswer(
        () =>
          place && !result
            ? polls.at(place.id, pollAt(session, place))
            : undefined,
        [id],
      );
      useEffect(() => {
        if (id && result) polls.told(id);
      }, [id]);
      // What it ended with is told, and more is not to be known.
      const value = result && {
        ...readPoll({ data: { ...result, ...fieldsOf(result.poll) } }),
        isOver: true,
      };
      return (
        <PollCard
          name={name}
          state={value ? { value } : state}
          vote={(poll, ids) =>
            place && state?.give?.(ids, vote(session, place, poll, ids))}
          live={live}
        />
      );
    },
    Event({ place, name, isAnswer, actions: { live } }) {
      const id = place?.id;
      const state = useAnswer(
        () =>
          place && !isAnswer
            ? events.at(place.id, eventAt(session, place))
            : undefined,
        [id],
      );
      useEffect(() => {
        if (id && isAnswer) events.told(id);
      }, [id]);
      if (isAnswer) return null;
      return (
        <EventCard
          name={name}
          state={state}
          isKnown={!!place}
          answer={(going) =>
            place && state?.give?.(going, rsvp(session, place, going))}
          live={live}
        />
      );
    },
  };
}
