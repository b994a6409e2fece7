import type { JSX } from "preact";
import { Card } from "./card.tsx";
import type { RowActions } from "./message.tsx";
import type { Fields, Place } from "./said.ts";
import { useAnswer } from "./use_live.ts";

/** A poll, an event or a file, as a message names it. */
export interface Named {
  readonly place: Place | undefined;
  /** What a notice calls it. */
  readonly name?: string | undefined;
  readonly actions: RowActions;
}

/** A poll of a message or of a notice. */
export interface NamedPoll extends Named {
  /** What a notice tells of its end. */
  readonly result?: Fields | undefined;
}

/** An event of a message or of a notice. */
export interface NamedEvent extends Named {
  /** Whether a notice tells of somebody's answer alone. */
  readonly isAnswer?: boolean;
}

/** A file of a message. */
export interface NamedFile extends Named {
  readonly place: Place;
}

/** A poll, once what shows polls is loaded. */
export function PollCard(props: NamedPoll): JSX.Element {
  const later = useAnswer(() => props.actions.later$, []);
  if (later) return <later.cards.Poll {...props} />;
  return <Card icon="📊" title={props.name ?? "Poll"} text="Loading…" />;
}

/** An event, once what shows events is loaded. */
export function EventCard(props: NamedEvent): JSX.Element | null {
  const later = useAnswer(() => props.actions.later$, []);
  if (later) return <later.cards.Event {...props} />;
  if (props.isAnswer) return null;
  return <Card icon="📅" title={props.name ?? "Event"} text="Loading…" />;
}

/** A file, once what shows files is loaded. */
export function FileCard(props: NamedFile): JSX.Element {
  const later = useAnswer(() => props.actions.later$, []);
  if (later) return <later.cards.File {...props} />;
  return <Card icon="📄" title="File" text="Loading…" />;
}
