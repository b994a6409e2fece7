import type { JsonObject } from "../wire/json.ts";
import type { AttachmentData } from "../wire/message.ts";

/** A user in a notice. */
export interface NoticeUser {
  /** The user's id, or `system`. */
  readonly id?: string;
  /** The user's nickname then. */
  readonly nickname?: string;
}

/** A calendar event in a notice. */
export interface NoticeEvent {
  /** The event's id. */
  readonly id?: string;
  /** The event's name. */
  readonly name?: string;
}

/** A poll in a notice. */
export interface NoticePoll {
  /** The poll's id. */
  readonly id?: string;
  /** The question. */
  readonly subject?: string;
  /** When it ends, in seconds since 1970; in reminders only. */
  readonly expiration?: number;
}

/** Who did it. */
interface By {
  readonly user?: NoticeUser;
}

/** What was done to a calendar event, and by whom. */
interface OfEvent extends By {
  readonly event?: NoticeEvent;
}

/** What was done to a topic (subgroup) of a group, and by whom. */
interface OfTopic extends By {
  /** The topic's name. */
  readonly subgroup_topic?: string;
  /** The id of the group that the topic is in. */
  readonly parent_id?: string;
}

/** A poll, and the group or chat that it is in. */
interface OfPoll {
  readonly conversation?: { readonly id?: string };
  readonly poll?: NoticePoll;
}

/** How a group or topic is open now. */
interface Openness {
  /** `closed`, `private`, `announcement`, ... */
  readonly type?: string;
  /** How long a message may be edited, in seconds. */
  readonly message_edit_period?: number;
}

/**
 * The data of each type of notice that GroupMe is known to write, in the words of
 * the wire but for ids, which are texts. Unknown fields are kept.
 */
export interface NoticeData {
  "bot.add": By & { readonly bot?: string };
  "bot.del": By & { readonly bot?: string };
  "bot.rename": By & {
    readonly bot_name_old?: string;
    readonly bot_name_new?: string;
  };
  "calendar.event.cancelled": OfEvent & {
    readonly conversation?: { readonly id?: string };
  };
  "calendar.event.created": OfEvent & {
    readonly url?: string;
    readonly original_url?: string;
  };
  "calendar.event.starting": {
    readonly event_name?: string;
    /** How many minutes before it starts, as a text; `"0"`: now. */
    readonly minutes?: string;
    readonly call_started?: boolean;
  };
  "calendar.event.updated": OfEvent & {
    /** Such as `calendar.event.field.time`. */
    readonly updated_fields?: readonly string[];
  };
  "calendar.event.user.going": OfEvent;
  "calendar.event.user.not_going": OfEvent;
  "calendar.event.user.undecided": OfEvent;
  "copilot.group.privacy_notice": { readonly trigger_message?: string };
  "group.added_to_directory": By & { readonly directory_name?: string };
  "group.avatar_change": By & { readonly avatar_url?: string };
  "group.call.ended": By & {
    /** In ms. */
    readonly call_duration?: number;
  };
  "group.call.started": By & { readonly meeting_id?: string };
  "group.like_icon_removed": By;
  "group.like_icon_set": By & { readonly like_icon?: JsonObject };
  "group.name_change": By & { readonly name?: string };
  "group.office_mode_disabled": By;
  "group.office_mode_enabled": By;
  "group.owner_changed": {
    readonly old_owner?: NoticeUser;
    readonly new_owner?: NoticeUser;
  };
  "group.requires_approval_disabled": By;
  "group.requires_approval_enabled": By;
  "group.role_change_admin": By & {
    /** `admin` or `user`. */
    readonly role?: string;
    readonly member?: NoticeUser;
  };
  "group.shared": By & {
    readonly share_url?: string;
    readonly share_qr_code_url?: string;
  };
  "group.subgroup_avatar_change": OfTopic & {
    readonly subgroup_avatar_url?: string | null;
  };
  "group.subgroup_created": By & {
    readonly subgroup_topic?: string;
    readonly subgroup_id?: string;
    readonly subgroup_avatar_url?: string | null;
  };
  "group.subgroup_description_change": OfTopic & {
    readonly subgroup_description?: string;
  };
  "group.subgroup_like_icon_change": OfTopic & {
    readonly like_icon?: JsonObject;
  };
  "group.subgroup_name_change": OfTopic;
  "group.subgroup_removed": By & {
    readonly subgroup_topic?: string;
    readonly subgroup_id?: string;
  };
  "group.subgroup_type_change": OfTopic & Openness;
  "group.theme_change": By & { readonly theme_name?: string };
  "group.topic_change": By & { readonly topic?: string };
  "group.type_change": By & Openness;
  "group.unshared": By;
  "group.visibility_set.community": By;
  "group.visibility_set.hidden": By;
  "group.visibility_set.searchable": By;
  "membership.announce.added": {
    readonly added_users?: readonly NoticeUser[];
    readonly adder_user?: NoticeUser;
  };
  "membership.announce.joined": By;
  "membership.announce.rejoined": By;
  "membership.avatar_changed": By & { readonly avatar_url?: string };
  "membership.nickname_changed": By & {
    /** The new nickname. */
    readonly name?: string;
  };
  "membership.notifications.autokicked": By;
  "membership.notifications.exited": { readonly removed_user?: NoticeUser };
  "membership.notifications.removed": {
    readonly remover_user?: NoticeUser;
    readonly removed_user?: NoticeUser;
  };
  "message.deleted": {
    readonly message_id?: string;
    /** In seconds since 1970. */
    readonly deleted_at?: number;
    /** `sender`, `admin` or `system`. */
    readonly deletion_actor?: string;
    readonly deleter_id?: string;
  };
  "message.pinned": {
    readonly message_id?: string;
    readonly pinned?: boolean;
    /** The id of the user who pinned it. */
    readonly pinned_by?: string;
    /** In seconds since 1970. */
    readonly pinned_at?: number;
  };
  "message.update": {
    readonly message_id?: string;
    readonly sender_id?: string;
    /** In seconds since 1970. */
    readonly updated_at?: number;
    readonly message?: {
      readonly text?: string | null;
      readonly attachments?: readonly AttachmentData[];
    };
  };
  "poll.created": OfPoll & By;
  "poll.finished": OfPoll & {
    readonly options?: readonly {
      readonly id?: string;
      readonly title?: string;
      readonly votes?: number;
      readonly voter_ids?: readonly string[];
    }[];
  };
  "poll.reminder": OfPoll;
}

/** The types of notices that are known. */
export type NoticeType = keyof NoticeData;
