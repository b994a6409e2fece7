import type { Person } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import type { Picture } from "./pictures.ts";

/** Says above the field that a message is answered, or written anew. */
export function Context(
  { words, label, cancel }: {
    words: string;
    label: string;
    cancel: () => void;
  },
): JSX.Element {
  return (
    <div class="context">
      <span dir="auto">{words}</span>
      <button type="button" class="quiet" aria-label={label} onClick={cancel}>
        ✕
      </button>
    </div>
  );
}

/** The pictures that go out with the message. */
export function Pictures(
  { pictures, retry, remove }: {
    pictures: readonly Picture[];
    retry: (picture: Picture) => void;
    remove: (picture: Picture) => void;
  },
): JSX.Element {
  return (
    <ul class="pictures" aria-label="Pictures to send">
      {pictures.map((picture) => (
        <li key={picture.id} class={picture.state}>
          <img src={picture.previewUrl} alt="Picture to send" />
          {picture.state === "uploading" && <span>Uploading…</span>}
          {picture.state === "failed" && (
            <>
              <span role="alert">{picture.reason}</span>
              <button type="button" onClick={() => retry(picture)}>
                Retry
              </button>
            </>
          )}
          <button
            type="button"
            class="remove"
            aria-label="Remove picture"
            onClick={() => remove(picture)}
          >
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The people whose name is being typed. */
export function Suggestions(
  { people, chosen, choose }: {
    people: readonly Person[];
    chosen: number;
    choose: (person: Person) => void;
  },
): JSX.Element {
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
