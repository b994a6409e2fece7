import type { Conversation } from "./conversation.ts";
import { activityOf, type Group } from "./group.ts";
import { qrCodeUrl } from "../server/hosts.ts";
import { secondsOfId } from "../history/ids.ts";
import type { Member } from "./people.ts";
import { readWire } from "./reading.ts";
import type { World } from "./world.ts";

const FOR_EVER_SECONDS = 2_147_483_647;
const MAX_MEMBERS = 5000;
const PHONE_NUMBER = "+1 5555550142";

/** A member as groups list them, with the flags that indexes leave out. */
interface WireMember {
  readonly autokicked: boolean;
  readonly muted: boolean;
  readonly [field: string]: unknown;
}

/** A member as groups list them. */
export function memberWire(world: World, member: Member): WireMember {
  return {
    user_id: member.userId,
    nickname: member.nickname,
    image_url: member.imageUrl,
    id: member.id,
    muted: member.mutedUntil > world.seconds(),
    autokicked: false,
    roles: member.roles,
    name: world.users.get(member.userId)?.name ?? member.nickname,
  };
}

/** The link that lets people into a group. */
export function shareUrl({ id, shareToken }: Group): string | null {
  return shareToken && `https://groupme.com/join_group/${id}/${shareToken}`;
}

/** The user who reads a group, and the fields asked for besides. */
export interface Viewer {
  /** The user's id. */
  readonly id: string;
  /** The fields asked for that are `null` otherwise. */
  readonly include?: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** A group as the server shows it today. */
export function groupWire(world: World, group: Group, viewer: Viewer): object {
  const members = [...group.members.values()];
  return {
    ...head(world, group, viewer),
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

/** The same under `omit=memberships`: members are not counted, and more fields are left out. */
export function bareGroupWire(
  world: World,
  group: Group,
  viewer: Viewer,
): object {
  return { ...head(world, group, viewer), members: null, members_count: 0 };
}

/** The link as a picture of a QR code. */
export function shareQrCodeUrl(
  { settings }: World,
  { id, shareToken }: Group,
): string | null {
  const path = `join_group/${id}/${shareToken}/preview`;
  return shareToken && qrCodeUrl(settings, path);
}

/** A group as pushed to a user who was added. */
export function addedGroupWire(group: Group): object {
  return {
    avatar_url: group.imageUrl,
    created_at: group.createdAt,
    creator_id: group.ownerId,
    description: group.description,
    disable_sharing: group.shareToken === null,
    id: group.id,
    max_memberships: MAX_MEMBERS,
    name: group.name,
    phone_number: PHONE_NUMBER,
    preview_url: null,
    share_url: shareUrl(group),
    shared: null,
    theme_name: group.themeName,
    thread_id: null,
    type: group.type,
    updated_at: secondsOfId(activityOf(group)),
  };
}

/** A group as shown to a user who is not a member. */
export function groupPreviewWire(world: World, group: Group): object {
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
    children_count: world.topicsOf(group.id).length,
    members_count: group.members.size,
  };
}

function head(
  world: World,
  group: Group,
  { id: userId, include = NOTHING }: Viewer,
): object {
  const { settings } = world;
  const mutedUntil = group.members.get(userId)?.mutedUntil ?? 0;
  return {
    id: group.id,
    group_id: group.id,
    name: group.name,
    phone_number: PHONE_NUMBER,
    type: group.type,
    description: group.description,
    image_url: group.imageUrl,
    creator_user_id: group.ownerId,
    created_at: group.createdAt,
    updated_at: secondsOfId(activityOf(group)),
    muted_until: mutedUntil > world.seconds() ? mutedUntil : null,
    // Gone from today's wire, but the clients of that time cannot do without.
    ...settings.legacyUpdateBugs && { office_mode: group.officeMode },
    messages: messagesWire(group.conversation),
    max_members: MAX_MEMBERS,
    theme_name: group.themeName,
    like_icon: group.likeIcon,
    requires_approval: group.requiresApproval,
    show_join_question: group.showJoinQuestion,
    join_question: group.joinQuestion,
    message_deletion_period: FOR_EVER_SECONDS,
    message_deletion_mode: group.messageDeletionMode,
    message_edit_period: group.messageEditPeriod,
    system_message_settings: {
      all_notifications: true,
      categories: {
        albums: ["member", "creator", "admin"],
        events: ["member", "host", "admin"],
        join_leave: ["member", "admin"],
      },
    },
    children_count: world.topicsOf(group.id).length,
    share_url: shareUrl(group),
    share_qr_code_url: shareQrCodeUrl(world, group),
    ...readWire(world, group, userId, include),
  };
}

/** The summary of the messages of a group or a topic in an index. */
export function messagesWire(conversation: Conversation): object {
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
