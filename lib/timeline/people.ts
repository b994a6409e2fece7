import { toId, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { Person } from "./types.ts";

type People = ReadonlyMap<string, Person>;

/** Adds the authors of messages who are not among the people yet. */
export function withAuthors(
  people: People,
  messages: readonly MessageData[],
): People {
  let added: Map<string, Person> | undefined;
  for (const data of messages) {
    const id = toId(data.sender_id) || toId(data.user_id);
    const isUser = (data.sender_type ?? "user") === "user" && id !== "system";
    const known = people.get(id);
    if (!id || !isUser || known?.isMember) continue;
    const person = personOf(id, data.name, data.avatar_url, false);
    if (known && samePerson(known, person)) continue;
    added ??= new Map(people);
    added.set(id, person);
  }
  return added ?? people;
}

/** Sets the members; authors who are none stay as they are. */
export function withMembers(people: People, members: People): People {
  const all = new Map<string, Person>();
  for (const [id, person] of members) {
    const known = people.get(id);
    all.set(id, known && samePerson(known, person) ? known : person);
  }
  for (const [id, person] of people) {
    if (all.has(id)) continue;
    all.set(
      id,
      person.isMember ? Object.freeze({ ...person, isMember: false }) : person,
    );
  }
  const isSame = all.size === people.size &&
    [...all].every(([id, person]) => people.get(id) === person);
  return isSame ? people : all;
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
