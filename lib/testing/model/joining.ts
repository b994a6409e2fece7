import { makeMember } from "./founding.ts";
import type { Group } from "./group.ts";
import { eventUser, notice } from "./notices.ts";
import type { Applicant, FormerState, Member, User } from "./people.ts";
import type { World } from "./world.ts";

/** Adds a user to a group, with the former membership if there was one. */
export function enter(
  world: World,
  group: Group,
  user: User,
  nickname?: string,
): Member {
  const before = group.former.get(user.id);
  const member = before
    ? { ...before.member, roles: ["user"] }
    : makeMember(world, user, ["user"], nickname);
  if (nickname !== undefined) member.nickname = nickname;
  group.former.delete(user.id);
  group.pending.delete(user.id);
  group.members.set(user.id, member);
  return member;
}

/**
 * Files a user's application to join a group.
 *
 * @throws {RangeError} If there is no such user, or the user is in the group.
 */
export function apply(
  world: World,
  group: Group,
  userId: string,
  answer?: string,
): Applicant {
  if (!world.users.has(userId) || group.members.has(userId)) {
    throw new RangeError(`Cannot apply: user ${userId} is no stranger here`);
  }
  const known = group.pending.get(userId);
  if (known) return known;
  const id = String(world.random.between(1_000_000_000, 1_999_999_999));
  const applicant = { id, userId, answer, at: world.seconds() };
  group.pending.set(userId, applicant);
  return applicant;
}

/** Adds a user to a group, with a notice. */
export function join(world: World, group: Group, user: User): void {
  enter(world, group, user);
  announceJoined(world, group, user);
}

/** Adds an approved user to a group; the notice is pushed to the others alone. */
export function letIn(world: World, group: Group, user: User): void {
  announceJoined(world, group, user);
  enter(world, group, user);
}

function announceJoined(world: World, group: Group, { id, name }: User): void {
  // Who is not in the group yet has no nickname there.
  const nickname = eventUser(group, id).nickname || name;
  const data = { user: { id: Number(id), nickname } };
  const text = `${nickname} has joined the group`;
  notice(world, group.conversation, text, "membership.announce.joined", data);
}

/** Removes a user from a group, by the user or by another. */
export function leave(
  world: World,
  group: Group,
  userId: string,
  removerId: string,
): void {
  const member = group.members.get(userId);
  if (!member) return;
  const removed_user = eventUser(group, userId);
  const remover_user = eventUser(group, removerId);
  const isExit = userId === removerId;
  const state: FormerState = isExit ? "exited" : "removed";
  group.members.delete(userId);
  group.former.set(userId, { state, member });
  const { nickname } = member;
  const kind = `membership.notifications.${state}`;
  if (isExit) {
    notice(world, group.conversation, `${nickname} has left the group`, kind, {
      removed_user,
    });
  } else {
    const text = `${remover_user.nickname} removed ${nickname} from the group`;
    notice(world, group.conversation, text, kind, {
      remover_user,
      removed_user,
    });
  }
}
