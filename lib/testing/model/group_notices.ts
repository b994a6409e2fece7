import type { Group, GroupProfile } from "./group.ts";
import { shareQrCodeUrl, shareUrl } from "./group_wire.ts";
import { eventUser, notice } from "./notices.ts";
import type { World } from "./world.ts";

/** The content of a notice. */
interface NoticeContent {
  /** The text behind the user's name. */
  readonly text: string;
  /** The type behind `group.`. */
  readonly type: string;
  /** The data of the event besides the user. */
  readonly data?: Record<string, unknown>;
}

type Before = GroupProfile & { readonly shareToken: string | null };

/** Posts a notice for each part of a group that a user has changed. */
export function postChangeNotices(
  world: World,
  group: Group,
  before: Before,
  userId: string,
): void {
  const user = eventUser(group, userId);
  for (
    const content of [
      ...profileChanges(group, before),
      ...switches(world, group, before),
    ]
  ) {
    const text = `${user.nickname} ${content.text}`;
    const data = { user, ...content.data };
    notice(world, group.conversation, text, `group.${content.type}`, data);
  }
}

function* profileChanges(
  group: Group,
  before: Before,
): Generator<NoticeContent> {
  const { name, description: topic, imageUrl: avatar_url, type } = group;
  const { themeName: theme_name, messageEditPeriod } = group;
  if (name !== before.name) {
    const text = `changed the group's name to ${name}`;
    yield { text, type: "name_change", data: { name } };
  }
  if (topic !== before.description) {
    const text = `changed the topic to: ${topic}`;
    yield { text, type: "topic_change", data: { topic } };
  }
  if (avatar_url !== before.imageUrl) {
    const text = "changed the group's avatar";
    yield { text, type: "avatar_change", data: { avatar_url } };
  }
  if (type !== before.type) {
    const text = `changed the group's type to ${type}`;
    const data = { type, message_edit_period: messageEditPeriod };
    yield { text, type: "type_change", data };
  }
  if (theme_name !== before.themeName) {
    const text = `changed the theme to ${theme_name}`;
    yield { text, type: "theme_change", data: { theme_name } };
  }
}

function* switches(
  world: World,
  group: Group,
  before: Before,
): Generator<NoticeContent> {
  const { likeIcon: like_icon, visibility } = group;
  if (JSON.stringify(like_icon) !== JSON.stringify(before.likeIcon)) {
    yield like_icon === null
      ? { text: "removed the like icon", type: "like_icon_removed" }
      : {
        text: "changed the like icon",
        type: "like_icon_set",
        data: { like_icon },
      };
  }
  if (group.officeMode !== before.officeMode) {
    yield switched("office_mode", "office mode", group.officeMode);
  }
  if (group.requiresApproval !== before.requiresApproval) {
    yield switched("requires_approval", "approvals", group.requiresApproval);
  }
  if (visibility !== before.visibility) {
    const text = `made the group ${visibility}`;
    yield { text, type: `visibility_set.${visibility}` };
  }
  const isShared = group.shareToken !== null;
  if (isShared === (before.shareToken !== null)) return;
  yield isShared
    ? {
      text: "enabled the group's share link",
      type: "shared",
      data: {
        share_url: shareUrl(group),
        share_qr_code_url: shareQrCodeUrl(world, group),
      },
    }
    : { text: "disabled the group's share link", type: "unshared" };
}

function switched(type: string, what: string, isOn: boolean): NoticeContent {
  const how = isOn ? "enabled" : "disabled";
  return { text: `${how} ${what}`, type: `${type}_${how}` };
}
