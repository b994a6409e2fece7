import { compareIds } from "../util/ids.ts";
import { toText } from "../wire/json.ts";
import type { Draft } from "./draft.ts";
import type { Row } from "./row.ts";
import type { Person } from "./types.ts";

/** Adds the authors of messages who are no members, by their newest one. */
export function takeAuthors<M>(
  draft: Draft<M>,
  rows: readonly Row<M>[],
): void {
  const { people: before } = draft.timeline;
  const authors = rows.filter(({ sender, data }) =>
    sender && sender !== "system" && !before.get(sender)?.isMember &&
    (data.sender_type ?? "user") === "user"
  );
  if (authors.length === 0) return;
  const people = new Map(before);
  const namedBy = new Map(draft.namedBy);
  for (const { id, sender, data } of authors) {
    const known = people.get(sender);
    // An older page tells of older names.
    if (compareIds(id, namedBy.get(sender) ?? "") <= 0) continue;
    namedBy.set(sender, id);
    const person = personOf(sender, data.name, data.avatar_url, false);
    if (!known || !samePerson(known, person)) people.set(sender, person);
  }
  draft.namedBy = namedBy;
  setPeople(draft, people);
}

/** Sets the members; authors who are none stay as they are. */
export function takeMembers<M>(
  draft: Draft<M>,
  members: ReadonlyMap<string, Person>,
): void {
  const { people: before } = draft.timeline;
  const people = new Map<string, Person>();
  const namedBy = new Map(draft.namedBy);
  for (const [id, person] of members) {
    const known = before.get(id);
    people.set(id, known && samePerson(known, person) ? known : person);
  }
  for (const [id, person] of before) {
    if (people.has(id)) continue;
    if (person.isMember) namedBy.set(id, draft.rows.at(-1)?.id ?? "");
    people.set(
      id,
      person.isMember ? Object.freeze({ ...person, isMember: false }) : person,
    );
  }
  draft.namedBy = namedBy;
  setPeople(draft, people);
}

function setPeople<M>(draft: Draft<M>, people: Map<string, Person>): void {
  const { timeline } = draft;
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

function samePerson(a: Person, b: Person): boolean {
  return a.name === b.name && a.avatarUrl === b.avatarUrl &&
    a.isMember === b.isMember;
}
