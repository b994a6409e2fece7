import type { Group } from "./group.ts";
import type { User } from "./people.ts";
import type { World } from "./world.ts";

/** The contacts that users added or removed themselves. */
export class Contacts {
  readonly #chosen = new Map<string, boolean>();

  /** Adds a contact of a user, or removes it. */
  set(userId: string, otherId: string, isContact: boolean): void {
    this.#chosen.set(`${userId} ${otherId}`, isContact);
  }

  /** Whether a user added or removed a contact; `undefined` for neither. */
  get(userId: string, otherId: string): boolean | undefined {
    return this.#chosen.get(`${userId} ${otherId}`);
  }
}

/** The groups that two users share. */
function sharedGroups(
  { groups }: World,
  oneId: string,
  otherId: string,
): Group[] {
  return [...groups.values()]
    .filter(({ members }) => members.has(oneId) && members.has(otherId));
}

/** The ids of a user's contacts: those of common groups and chats, and added. */
export function contactsOf(world: World, { id: me }: User): Set<string> {
  const known = new Set<string>();
  for (const { members } of world.groups.values()) {
    if (members.has(me)) { for (const id of members.keys()) known.add(id); }
  }
  for (const { userIds, requestedBy } of world.chats.values()) {
    const isRequest = requestedBy !== undefined && requestedBy !== me;
    const isContact = userIds.includes(me) && !isRequest;
    if (isContact) { for (const id of userIds) known.add(id); }
  }
  for (const id of world.users.keys()) {
    const chosen = world.contacts.get(me, id);
    if (chosen === true) known.add(id);
    else if (chosen === false) known.delete(id);
  }
  known.delete(me);
  return known;
}

/** Shared groups as profiles and requests list them, with ids as numbers. */
export function sharedGroupsWire(
  world: World,
  oneId: string,
  otherId: string,
): object[] {
  return sharedGroups(world, oneId, otherId).map((group) => ({
    group_id: Number(group.id),
    group_name: group.name,
    group_avatar: group.imageUrl,
  }));
}
