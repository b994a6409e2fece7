import { activityOf, type Group } from "./group.ts";
import { secondsOfId } from "../history/ids.ts";
import type { Member } from "./people.ts";
import type { World } from "./world.ts";

const forEver = 2_147_483_647;
const maxMembers = 5000;

/** A member as groups list them. */
export function memberWire(world: World, member: Member): object {
  return {
    user_id: member.userId,
    nickname: member.nickname,
    image_url: member.imageUrl,
    id: member.id,
    muted: member.muted,
    autokicked: false,
    roles: member.roles,
    name: world.users.get(member.userId)?.name ?? member.nickname,
  };
}

/** The link that lets people into a group. */
export function shareUrl({ id, shareToken }: Group): string | null {
  return shareToken && `https://groupme.com/join_group/${id}/${shareToken}`;
}

/** A group as the server shows it today. */
export function groupWire(world: World, group: Group): object {
  const members = [...group.members.values()];
  return {
    ...head(world, group),
    expires_at: null,
    recap_enabled: false,
    audio_message_disabled: false,
    directories: [],
    members: members.map((member) => memberWire(world, member)),
    members_count: members.length,
    locations: [],
    visibility: group.visibility,
    category_ids: null,
    active_call_participants: null,
    bot_settings: null,
  };
}

/** The same under `omit=memberships`: nobody is counted, more is left out. */
export function bareGroupWire(world: World, group: Group): object {
  return { ...head(world, group), members: null, members_count: 0 };
}

/** What is shown to who is not in it yet. */
export function groupPreviewWire(group: Group): object {
  return {
    id: group.id,
    group_id: group.id,
    name: group.name,
    type: group.type,
    description: group.description,
    image_url: group.imageUrl,
    updated_at: secondsOfId(activityOf(group)),
    requires_approval: group.requiresApproval,
    show_join_question: group.showJoinQuestion,
    join_question: group.joinQuestion,
    children_count: 0,
    members_count: group.members.size,
  };
}

function head(world: World, group: Group): object {
  const share = shareUrl(group);
  const { settings } = world;
  return {
    id: group.id,
    group_id: group.id,
    name: group.name,
    phone_number: "+1 5555550142",
    type: group.type,
    description: group.description,
    image_url: group.imageUrl,
    creator_user_id: group.ownerId,
    created_at: group.createdAt,
    updated_at: secondsOfId(activityOf(group)),
    muted_until: null,
    // Gone from today's wire, but the clients of that time cannot do without.
    ...settings.legacyUpdateBugs && { office_mode: group.officeMode },
    messages: messagesWire(group),
    max_members: maxMembers,
    theme_name: group.themeName,
    like_icon: group.likeIcon,
    requires_approval: group.requiresApproval,
    show_join_question: group.showJoinQuestion,
    join_question: group.joinQuestion,
    message_deletion_period: forEver,
    message_deletion_mode: group.messageDeletionMode,
    message_edit_period: 15,
    system_message_settings: {
      all_notifications: true,
      categories: {
        albums: ["member", "creator", "admin"],
        events: ["member", "host", "admin"],
        join_leave: ["member", "admin"],
      },
    },
    children_count: 0,
    share_url: share,
    share_qr_code_url: share && share.replace(
          "https://groupme.com/",
          "https://image.groupme.com/qr/",
        ) + "/preview",
    unread_count: null,
    last_read_message_id: null,
    last_read_at: null,
  };
}

function messagesWire({ conversation }: Group): object {
  const last = conversation.last();
  return {
    count: conversation.lifetime,
    last_message_id: last?.id ?? null,
    last_message_created_at: last?.created_at ?? null,
    last_message_updated_at: last?.updated_at ?? last?.created_at ?? null,
    preview: {
      nickname: last?.name ?? null,
      text: last?.text ?? null,
      image_url: last?.avatar_url ?? null,
      attachments: last?.attachments ?? [],
      ...last?.deleted_at && {
        deleted_at: last.deleted_at,
        deletion_actor: last.deletion_actor,
      },
    },
  };
}
