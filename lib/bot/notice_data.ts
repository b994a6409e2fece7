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

/** Who made the change. */
export interface NoticeBy {
  /** The user who did it. */
  readonly user?: NoticeUser;
}

/** A calendar event, and who changed it. */
export interface EventNotice extends NoticeBy {
  /** The calendar event. */
  readonly event?: NoticeEvent;
}

/** A topic (subgroup) of a group, and who changed it. */
export interface TopicNotice extends NoticeBy {
  /** The topic's name. */
  readonly subgroup_topic?: string;
  /** The id of the group that the topic is in. */
  readonly parent_id?: string;
}

/** A poll, and the group or chat that it is in. */
export interface PollNotice {
  /** The conversation that the poll is in. */
  readonly conversation?: { readonly id?: string };
  /** The poll. */
  readonly poll?: NoticePoll;
}

/** How a group or topic is open now. */
export interface OpennessNotice {
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
  /** A bot was added to the group. */
  "bot.add": NoticeBy & { readonly bot?: string };
  /** A bot was removed from the group. */
  "bot.del": NoticeBy & { readonly bot?: string };
  /** A bot was renamed. */
  "bot.rename": NoticeBy & {
    readonly bot_name_old?: string;
    readonly bot_name_new?: string;
  };
  /** A calendar event was cancelled. */
  "calendar.event.cancelled": EventNotice & {
    readonly conversation?: { readonly id?: string };
  };
  /** A calendar event was created. */
  "calendar.event.created": EventNotice & {
    readonly url?: string;
    readonly original_url?: string;
  };
  /** A calendar event starts soon, or now. */
  "calendar.event.starting": {
    readonly event_name?: string;
    /** How many minutes before it starts, as a text; `"0"`: now. */
    readonly minutes?: string;
    readonly call_started?: boolean;
  };
  /** A calendar event was changed. */
  "calendar.event.updated": EventNotice & {
    /** Such as `calendar.event.field.time`. */
    readonly updated_fields?: readonly string[];
  };
  /** A user goes to a calendar event. */
  "calendar.event.user.going": EventNotice;
  /** A user does not go to a calendar event. */
  "calendar.event.user.not_going": EventNotice;
  /** A user took an answer to a calendar event back. */
  "calendar.event.user.undecided": EventNotice;
  /** GroupMe says how Copilot uses the group's messages. */
  "copilot.group.privacy_notice": { readonly trigger_message?: string };
  /** The group was added to a directory. */
  "group.added_to_directory": NoticeBy & { readonly directory_name?: string };
  /** The group's picture was changed. */
  "group.avatar_change": NoticeBy & { readonly avatar_url?: string };
  /** A call of the group ended. */
  "group.call.ended": NoticeBy & {
    /** In ms. */
    readonly call_duration?: number;
  };
  /** A call of the group started. */
  "group.call.started": NoticeBy & { readonly meeting_id?: string };
  /** The group's like icon was removed. */
  "group.like_icon_removed": NoticeBy;
  /** The group got a like icon. */
  "group.like_icon_set": NoticeBy & {
    readonly like_icon?: { readonly [field: string]: unknown };
  };
  /** The group was renamed. */
  "group.name_change": NoticeBy & { readonly name?: string };
  /** Office mode was switched off: messages notify again. */
  "group.office_mode_disabled": NoticeBy;
  /** Office mode was switched on: messages do not notify. */
  "group.office_mode_enabled": NoticeBy;
  /** The group has another owner. */
  "group.owner_changed": {
    readonly old_owner?: NoticeUser;
    readonly new_owner?: NoticeUser;
  };
  /** Joining needs no approval any more. */
  "group.requires_approval_disabled": NoticeBy;
  /** Joining needs approval. */
  "group.requires_approval_enabled": NoticeBy;
  /** A member became an admin, or is none any more. */
  "group.role_change_admin": NoticeBy & {
    /** `admin` or `user`. */
    readonly role?: string;
    readonly member?: NoticeUser;
  };
  /** The group got a share URL. */
  "group.shared": NoticeBy & {
    readonly share_url?: string;
    readonly share_qr_code_url?: string;
  };
  /** A topic's picture was changed. */
  "group.subgroup_avatar_change": TopicNotice & {
    readonly subgroup_avatar_url?: string | null;
  };
  /** A topic was created. */
  "group.subgroup_created": NoticeBy & {
    readonly subgroup_topic?: string;
    readonly subgroup_id?: string;
    readonly subgroup_avatar_url?: string | null;
  };
  /** A topic's description was changed. */
  "group.subgroup_description_change": TopicNotice & {
    readonly subgroup_description?: string;
  };
  /** A topic's like icon was changed. */
  "group.subgroup_like_icon_change": TopicNotice & {
    readonly like_icon?: { readonly [field: string]: unknown };
  };
  /** A topic was renamed. */
  "group.subgroup_name_change": TopicNotice;
  /** A topic was removed. */
  "group.subgroup_removed": NoticeBy & {
    readonly subgroup_topic?: string;
    readonly subgroup_id?: string;
  };
  /** A topic was opened, closed, or made an announcement topic. */
  "group.subgroup_type_change": TopicNotice & OpennessNotice;
  /** The group's theme was changed. */
  "group.theme_change": NoticeBy & { readonly theme_name?: string };
  /** The group's description was changed. */
  "group.topic_change": NoticeBy & { readonly topic?: string };
  /** The group was opened, closed, or made an announcement group. */
  "group.type_change": NoticeBy & OpennessNotice;
  /** The group's share URL was withdrawn. */
  "group.unshared": NoticeBy;
  /** The group is shown to a community. */
  "group.visibility_set.community": NoticeBy;
  /** The group is hidden from searches. */
  "group.visibility_set.hidden": NoticeBy;
  /** The group can be found by searching. */
  "group.visibility_set.searchable": NoticeBy;
  /** Users were added. */
  "membership.announce.added": {
    readonly added_users?: readonly NoticeUser[];
    readonly adder_user?: NoticeUser;
  };
  /** A user joined. */
  "membership.announce.joined": NoticeBy;
  /** A user came back. */
  "membership.announce.rejoined": NoticeBy;
  /** A member has another picture. */
  "membership.avatar_changed": NoticeBy & { readonly avatar_url?: string };
  /** A member has another nickname. */
  "membership.nickname_changed": NoticeBy & {
    /** The new nickname. */
    readonly name?: string;
  };
  /** A member was removed by GroupMe. */
  "membership.notifications.autokicked": NoticeBy;
  /** A member left. */
  "membership.notifications.exited": { readonly removed_user?: NoticeUser };
  /** A member was removed. */
  "membership.notifications.removed": {
    readonly remover_user?: NoticeUser;
    readonly removed_user?: NoticeUser;
  };
  /** A message was deleted. */
  "message.deleted": {
    readonly message_id?: string;
    /** In seconds since 1970. */
    readonly deleted_at?: number;
    /** `sender`, `admin` or `system`. */
    readonly deletion_actor?: string;
    readonly deleter_id?: string;
  };
  /** A message was pinned, or unpinned. */
  "message.pinned": {
    readonly message_id?: string;
    readonly pinned?: boolean;
    /** The id of the user who pinned it. */
    readonly pinned_by?: string;
    /** In seconds since 1970. */
    readonly pinned_at?: number;
  };
  /** A message was edited. */
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
  /** A poll was created. */
  "poll.created": PollNotice & NoticeBy;
  /** A poll ended. */
  "poll.finished": PollNotice & {
    readonly options?: readonly {
      readonly id?: string;
      readonly title?: string;
      readonly votes?: number;
      readonly voter_ids?: readonly string[];
    }[];
  };
  /** A poll ends soon. */
  "poll.reminder": PollNotice;
}

/** The types of notices that are known. */
export type NoticeType = keyof NoticeData;
