import type { Person } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import { matching, queryAt } from "./mentions.ts";

/** The people whose name is being typed, and which of them Enter takes. */
export interface Suggested {
  readonly people: readonly Person[];
  readonly chosen: number;
}

/** Nobody whose name is being typed. */
export const NOBODY: Suggested = { people: [], chosen: 0 };

/** The people whose name is being typed right before the caret. */
export function suggestedAt(
  caret: number,
  text: string,
  { value: { people, me } }: ConversationTimeline,
): Suggested {
  const query = queryAt(text, caret);
  if (query === undefined) return NOBODY;
  return { people: matching(people, query, me), chosen: 0 };
}

/** Chooses the next person, or with -1 the previous one. */
export function stepped(
  { people, chosen }: Suggested,
  step: 1 | -1,
): Suggested {
  const { length } = people;
  return { people, chosen: (chosen + step + length) % length };
}

/** What the field says of the list, to those who do not see it. */
export function listboxOf(
  { people, chosen }: Suggested,
): Pick<JSX.AriaAttributes, "aria-controls" | "aria-activedescendant"> {
  return people.length > 0
    ? {
      "aria-controls": "people",
      "aria-activedescendant": `person-${chosen}`,
    }
    : {};
}

/** The list of people whose name is being typed. */
export function Suggestions(
  { suggested: { people, chosen }, choose }: {
    suggested: Suggested;
    choose: (person: Person) => void;
  },
): JSX.Element | null {
  if (people.length === 0) return null;
  return (
    <ul class="suggestions" role="listbox" id="people" aria-label="People">
      {people.map((person, i) => (
        <li
          key={person.id}
          role="option"
          id={`person-${i}`}
          aria-selected={i === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            choose(person);
          }}
        >
          <bdi>{person.name}</bdi>
        </li>
      ))}
    </ul>
  );
}
