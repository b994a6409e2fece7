import { assertInjected } from "./handle_checks.ts";
import type { InjectOptions } from "./handle_options.ts";
import { type Author, post, SYSTEM } from "./posting.ts";
import type { ConversationContext } from "./conversation_context.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

/** Posts a message past the API. */
export function injectMessage(
  world: World,
  conversationId: string,
  meId: string,
  options: InjectOptions,
): WireMessage {
  const context = world.contextOf(conversationId);
  if (!context) {
    throw new RangeError(`Cannot inject: no conversation ${conversationId}`);
  }
  assertInjected(options);
  const { text = "injected", attachments = [], sourceGuid: guid } = options;
  const { event, visibleAfter, id } = options;
  const author = authorOf(world, context, meId, options);
  const content = { text, attachments, guid, event, visibleAfter, id };
  return post(world, context.conversation, author, content);
}

function authorOf(
  world: World,
  context: ConversationContext,
  meId: string,
  { isSystem, botId, userId }: InjectOptions,
): Author {
  if (isSystem) return SYSTEM;
  if (botId !== undefined) {
    const bot = world.bots.get(botId);
    if (bot?.groupId !== context.conversation.id) {
      throw new RangeError("Cannot inject: no such bot in the group");
    }
    const { name, avatarUrl: imageUrl } = bot;
    return { id: bot.userId, name, imageUrl, type: "bot" };
  }
  const audience = world.audienceOf(context.conversation.id);
  const id = userId ?? audience.find((other) => other !== meId) ?? meId;
  return authorIn(world, context, id);
}

/**
 * A user as the author of messages in a conversation.
 *
 * @throws {RangeError} When there is no such user.
 */
export function authorIn(
  world: World,
  { group }: ConversationContext,
  id: string,
): Author {
  const user = world.users.get(id);
  if (!user) throw new RangeError(`Cannot post: no user ${id}`);
  const { nickname: name, imageUrl } = group?.members.get(id) ??
    { nickname: user.name, imageUrl: user.imageUrl };
  return { id, name, imageUrl, type: "user" };
}
