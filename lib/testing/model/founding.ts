import { editPeriodOfType } from "./conversation_context.ts";
import type { Group, GroupProfile } from "./group.ts";
import type { BotOptions } from "./handle_options.ts";
import { assertLength } from "../../util/validate.ts";
import { idOf, type SimulatedBot } from "./handles.ts";
import type { HistoryOptions } from "../history/history_options.ts";
import { secondsOfId } from "../history/ids.ts";
import type { Member, User } from "./people.ts";
import { someName } from "../history/random.ts";
import type { World } from "./world.ts";

/** A group to create. */
export interface Founding {
  /** The owner. */
  readonly owner: User;
  /** The other members. */
  readonly others: readonly User[];
  /** The settings. */
  readonly profile: Partial<GroupProfile>;
  /** Whether there is a share link. */
  readonly share: boolean;
  /** The seeded history. */
  readonly history?: HistoryOptions;
}

/** Creates a user with a token. */
export function makeUser(
  world: World,
  { name = someName(world.random), imageUrl }: {
    name?: string;
    imageUrl?: string | null;
  },
): { user: User; token: string } {
  assertLength(name, 0, Infinity, "name");
  const id = world.newId(world.users, 10_000_000);
  const token = world.secret(40);
  const now = world.seconds();
  const user: User = {
    id,
    name,
    imageUrl: imageUrl === undefined ? world.imageUrl(`user ${id}`) : imageUrl,
    email: `user${id}@example.invalid`,
    phoneNumber: `+1 555${id.slice(-7)}`,
    zipCode: null,
    smsUntil: 0,
    shareToken: world.secret(8),
    createdAt: now,
    updatedAt: now,
  };
  world.users.set(id, user);
  world.tokens.set(token, id);
  return { user, token };
}

/**
 * The user of an id.
 *
 * @throws {RangeError} If there is none.
 */
export function userOf({ users }: World, id: string): User {
  const user = users.get(id);
  if (!user) throw new RangeError(`Cannot find a user: no id ${id}`);
  return user;
}

/** Creates a membership. */
export function makeMember(
  world: World,
  { id: userId, name, imageUrl }: User,
  roles: readonly string[] = ["user"],
  nickname = name,
): Member {
  const id = String(world.random.between(1_000_000_000, 1_999_999_999));
  return { id, userId, nickname, imageUrl, mutedUntil: 0, roles: [...roles] };
}

/** Creates a group. */
export function makeGroup(
  world: World,
  { owner, others, profile, share, history }: Founding,
): Group {
  const id = world.newConversationId();
  const members = new Map<string, Member>();
  for (const user of [owner, ...others]) {
    const roles = user === owner ? ["admin", "owner"] : ["user"];
    members.set(user.id, makeMember(world, user, roles));
  }
  const users = [owner, ...others];
  const { type = "private" } = profile;
  const conversation = world.conversation(id, users, false, history);
  const group: Group = {
    name: `Group ${id}`,
    description: "",
    imageUrl: null,
    officeMode: false,
    requiresApproval: false,
    showJoinQuestion: false,
    joinQuestion: null,
    likeIcon: null,
    themeName: null,
    visibility: "hidden",
    messageDeletionMode: ["admin", "sender"],
    messageEditPeriod: editPeriodOfType(type),
    ...profile,
    type,
    id,
    ownerId: owner.id,
    shareToken: share ? world.secret(8) : null,
    createdAt: conversation.size > 0
      ? secondsOfId(conversation.sortKeyAt(0))
      : world.seconds(),
    // A history is its last activity; without one, its founding is.
    touched: conversation.size > 0 ? conversation.sortKeyAt(0) : world.nextId(),
    members,
    former: new Map(),
    pending: new Map(),
    conversation,
  };
  world.groups.set(id, group);
  return group;
}

/**
 * Creates a bot.
 *
 * @throws {RangeError} If there is no such group or owner.
 */
export function makeBot(
  world: World,
  groupId: string,
  ownerId: string,
  options: BotOptions,
): SimulatedBot {
  const { name = "tide-bot", avatarUrl = null, callbackUrl = null } = options;
  const { dmNotification = false, owner = ownerId } = options;
  if (!world.groups.has(groupId)) {
    throw new RangeError(`Cannot add a bot: no group ${groupId}`);
  }
  const bot = {
    botId: world.random.text("0123456789abcdef", 26),
    userId: world.newId(world.users, 1_000_000),
    ownerId: userOf(world, idOf(owner)).id,
    groupId,
    name,
    avatarUrl,
    callbackUrl,
    dmNotification,
  };
  world.bots.set(bot.botId, bot);
  return { botId: bot.botId, userId: bot.userId, name };
}
