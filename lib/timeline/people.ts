import { toText } from "../wire/json.ts";
import type { Draft } from "./draft.ts";
import { kept, sameFields } from "./same.ts";
import type { Row } from "./row.ts";
import type { Person } from "./types.ts";

/**
 * Adds the authors of messages who are no members, by the name of their newest
 * message: an older page tells of older names.
 */
export function takeAuthors<M>(
  { timeline, rows, to }: Draft<M>,
  fresh: readonly Row<M>[],
): void {
  let people: Map<string, Person> | undefined;
  for (const { id, sender, data } of fresh.toReversed()) {
    const isUser = (data.sender_type ?? "user") === "user" &&
      sender !== "system";
    const known = (people ?? timeline.people).get(sender);
    if (!sender || !isUser || known?.isMember) continue;
    const person = personOf(sender, data.name, data.avatar_url, false);
    if (known) {
      // Beyond a window that is not at the live end there may be a newer one.
      const isNewest = to === undefined && !sameFields(known, person) &&
        rows.findLast((row) => row.sender === sender)?.id === id;
      if (!isNewest) continue;
    }
    people ??= new Map(timeline.people);
    people.set(sender, person);
  }
  if (people) timeline.people = people;
}

/** Sets the members; authors who are none stay as they are. */
export function takeMembers<M>(
  { timeline }: Draft<M>,
  members: ReadonlyMap<string, Person>,
): void {
  const people = new Map<string, Person>();
  for (const [id, person] of members) {
    const known = timeline.people.get(id);
    people.set(id, kept(known, person));
  }
  for (const [id, person] of timeline.people) {
    if (!people.has(id)) {
      people.set(id, kept(person, { ...person, isMember: false }));
    }
  }
  const isSame = people.size === timeline.people.size &&
    [...people].every(([id, it]) => timeline.people.get(id) === it);
  if (!isSame) timeline.people = people;
}

/** Makes a person of what the wire holds. */
export function personOf(
  id: string,
  name: unknown,
  avatarUrl: unknown,
  isMember: boolean,
): Person {
  return Object.freeze({
    id,
    name: toText(name),
    avatarUrl: toText(avatarUrl) || undefined,
    isMember,
  });
}
