import { enter } from "./joining.ts";
import { eventUser, notice } from "./notices.ts";
import type {
  AddingOutcome,
  Member,
  MembershipJob,
  User,
  WantedMember,
} from "./people.ts";
import type { World } from "./world.ts";

/** Time that the results of adding members can be read, in ms. */
const RESULTS_LIFE_MS = 3_600_000;

/** Requests members: they are added when it is time, and the results expire. */
export function requestMembers(world: World, job: MembershipJob): void {
  const { at, id } = job;
  world.jobs.set(id, job);
  world.due.add(at + world.settings.membershipDelay, () => {
    job.outcome = run(world, job);
  });
  world.due.add(at + RESULTS_LIFE_MS, () => world.jobs.delete(id));
}

function run(
  world: World,
  { groupId, userId, wanted }: MembershipJob,
): AddingOutcome {
  const group = world.groups.get(groupId);
  const added: { guid: string; member: Member }[] = [];
  const failed: string[] = [];
  const outcome = { added, failed };
  if (!group) return outcome;
  for (const one of wanted) {
    const user = findUser(world, one);
    const { guid, nickname } = one;
    if (!user || group.members.has(user.id) || !isNickname(nickname)) {
      failed.push(guid);
    } else added.push({ guid, member: enter(world, group, user, nickname) });
  }
  if (added.length === 0) return outcome;
  const adder_user = eventUser(group, userId);
  const added_users = added.map(({ member }) =>
    eventUser(group, member.userId)
  );
  const names = added.map(({ member }) => member.nickname).join(", ");
  const text = `${adder_user.nickname} added ${names} to the group`;
  const data = { added_users, adder_user };
  notice(world, group.conversation, text, "membership.announce.added", data);
  const userIds = added.map(({ member }) => member.userId);
  const by = { conversationId: groupId, userId, userIds };
  world.changes.next({ type: "membership", ...by });
  return outcome;
}

/** Whether a nickname is valid. */
export function isNickname(text: string): boolean {
  const { length } = [...text];
  return length >= 1 && length <= 50;
}

function findUser(world: World, wanted: WantedMember): User | undefined {
  const { userId, email, phoneNumber } = wanted;
  if (userId !== undefined) return world.users.get(userId);
  for (const user of world.users.values()) {
    if (email !== undefined && user.email === email) return user;
    const isPhone = phoneNumber !== undefined &&
      digits(user.phoneNumber) === digits(phoneNumber);
    if (isPhone) return user;
  }
  return undefined;
}

function digits(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, "");
}
