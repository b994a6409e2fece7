import { empty, failure, NOT_FOUND, ok, plain } from "../server/answer.ts";
import { asFields, asText, type Fields } from "../server/body.ts";
import { eventUser, notice } from "../model/notices.ts";
import type { Bot } from "../model/people.ts";
import { makeBot } from "../model/founding.ts";
import { post, readPost } from "../model/posting.ts";
import type { Route, RoutedRequest } from "../server/router.ts";
import type { WireAttachment } from "../model/wire.ts";

/** Makes, lists and destroys bots, and lets them post by their secret alone. */
export const BOT_ROUTES: readonly Route[] = [
  { method: "GET", path: "/v3/bots", handle: list },
  { method: "POST", path: "/v3/bots", handle: create },
  { method: "POST", path: "/v3/bots/post", handle: postAsBot, isOpen: true },
  { method: "POST", path: "/v3/bots/destroy", handle: destroy },
];

function create({ world, user, fields }: RoutedRequest) {
  const wanted = asFields(fields.bot);
  const name = asText(wanted.name);
  const groupId = asText(wanted.group_id);
  if (!name || !groupId) {
    return failure(400, ["name and group_id are required"]);
  }
  const group = world.groupOf(groupId, user.id);
  if (!group) return NOT_FOUND;
  const { dm_notification } = wanted;
  const { botId } = makeBot(world, groupId, user.id, {
    name,
    avatarUrl: asText(wanted.avatar_url),
    callbackUrl: asText(wanted.callback_url),
    // A null is kept as a setting of its own: such a bot is never called.
    dmNotification: dm_notification === null ? null : Boolean(dm_notification),
  });
  const data = { user: eventUser(group, user.id), bot: name };
  const text = `${data.user.nickname} added the ${name} bot to the group`;
  notice(world, group.conversation, text, "bot.add", data);
  const bot = world.bots.get(botId);
  return ok({ bot: bot && botWire(bot) }, 201);
}

function destroy({ world, user, fields }: RoutedRequest) {
  const bot = world.bots.get(asText(fields.bot_id) ?? "");
  if (bot?.ownerId !== user.id) return NOT_FOUND;
  world.bots.delete(bot.botId);
  const group = world.groups.get(bot.groupId);
  if (!group) return empty(200);
  const data = { user: eventUser(group, user.id), bot: bot.name };
  const text = `${data.user.nickname} removed the ${bot.name} bot`;
  notice(world, group.conversation, text, "bot.del", data);
  return empty(200);
}

function list({ world, user }: RoutedRequest) {
  const mine = [...world.bots.values()]
    .filter(({ ownerId }) => ownerId === user.id);
  return ok(mine.map(botWire));
}

/** A bot as the server shows it to its owner. */
function botWire(bot: Bot): object {
  return {
    bot_id: bot.botId,
    group_id: bot.groupId,
    name: bot.name,
    avatar_url: bot.avatarUrl,
    callback_url: bot.callbackUrl,
    dm_notification: bot.dmNotification,
    active: true,
  };
}

function postAsBot({ world, fields, query }: RoutedRequest) {
  const text = asText(fields.text) ?? query.get("text") ?? undefined;
  const bot = world.bots.get(
    asText(fields.bot_id) ?? query.get("bot_id") ?? "",
  );
  const group = world.groups.get(bot?.groupId ?? "");
  if (!bot || !group) return NOT_FOUND;
  const attachments = [...pictures(fields), ...attachmentsOf(fields)];
  const content = readPost(world, { text, attachments });
  if (!content) return failure(400, ["text or attachments are invalid"]);
  const { name, avatarUrl: imageUrl, userId: id } = bot;
  post(world, group.conversation, { id, name, imageUrl, type: "bot" }, content);
  // As the real server: no JSON, and not quite nothing.
  return plain(201, " ");
}

function attachmentsOf({ attachments }: Fields): WireAttachment[] {
  return Array.isArray(attachments)
    ? attachments.filter((value) => typeof asFields(value).type === "string")
    : [];
}

/** The documented way to attach a picture, before there were attachments. */
function pictures({ picture_url }: Fields): WireAttachment[] {
  const url = asText(picture_url);
  return url === undefined ? [] : [{ type: "image", url }];
}
