const INES = { id: 41870263, nickname: "Ines" };
const MARI = { id: 118204477, nickname: "Mari" };
/** Calendar, calls and polls give ids as texts. */
const INES_AS_TEXT = { id: "41870263", nickname: "Ines" };
const NIGHT_COUNT = {
  id: "4c7e1f90ab3d4d52986e0b1af27c5d38",
  name: "Night count",
};

/** The data of each known type of notice, as GroupMe sends it. */
export const NOTICES: { readonly [type: string]: object } = {
  "bot.add": { user: INES, bot: "tide-bot" },
  "bot.del": { user: INES, bot: "tide-bot" },
  "bot.rename": {
    user: INES,
    bot_name_old: "tide-bot",
    bot_name_new: "tidy",
  },
  "calendar.event.cancelled": {
    conversation: {
      id: "98115240",
    },
    event: NIGHT_COUNT,
    user: INES_AS_TEXT,
  },
  "calendar.event.created": {
    event: NIGHT_COUNT,
    original_url:
      "https://web.groupme.com/groups/98115240/events/4c7e1f90ab3d4d52986e0b1af27c5d38",
    url: "https://group.me/demo02",
    user: INES_AS_TEXT,
  },
  "calendar.event.starting": {
    call_started: false,
    event_name: "Night count",
    minutes: "15",
  },
  "calendar.event.updated": {
    event: NIGHT_COUNT,
    updated_fields: [
      "calendar.event.field.name",
      "calendar.event.field.description",
      "calendar.event.field.time",
    ],
    user: INES_AS_TEXT,
  },
  "calendar.event.user.going": { event: NIGHT_COUNT, user: INES_AS_TEXT },
  "calendar.event.user.not_going": { event: NIGHT_COUNT, user: INES_AS_TEXT },
  "calendar.event.user.undecided": { event: NIGHT_COUNT, user: INES_AS_TEXT },
  "copilot.group.privacy_notice": {
    trigger_message: "175405230148217736",
  },
  "group.added_to_directory": {
    user: INES,
    directory_name: "Harbor College",
  },
  "group.avatar_change": {
    user: INES,
    avatar_url:
      "https://i.groupme.com/1024x768.jpeg.9af3d1c06b2e4875ad40c8e7f19b5d23",
  },
  "group.call.ended": {
    call_duration: 9770,
    user: {
      id: "system",
      nickname: "system",
    },
  },
  "group.call.started": {
    meeting_id:
      "https://api.scheduler.teams.microsoft.com/teamsforlife/9370000000000",
    user: INES_AS_TEXT,
  },
  "group.like_icon_removed": { user: INES },
  "group.like_icon_set": {
    user: INES,
    like_icon: {
      pack_id: 1,
      pack_index: 1,
      type: "emoji",
    },
  },
  "group.name_change": {
    user: INES,
    name: "Tide Pool Crew",
  },
  "group.office_mode_disabled": { user: INES },
  "group.office_mode_enabled": { user: INES },
  "group.owner_changed": {
    old_owner: INES,
    new_owner: MARI,
  },
  "group.requires_approval_disabled": { user: INES },
  "group.requires_approval_enabled": { user: INES },
  "group.role_change_admin": {
    user: INES,
    role: "admin",
    member: MARI,
  },
  "group.shared": {
    user: INES,
    share_url: "https://groupme.com/join_group/98115240/Qw7ZtR2k",
    share_qr_code_url:
      "https://image.groupme.com/qr/join_group/98115240/Qw7ZtR2k/preview",
  },
  "group.subgroup_avatar_change": {
    user: INES,
    subgroup_topic: "gear",
    subgroup_avatar_url:
      "https://i.groupme.com/1024x768.jpeg.9af3d1c06b2e4875ad40c8e7f19b5d23",
    parent_id: 98115240,
  },
  "group.subgroup_created": {
    user: INES,
    subgroup_topic: "gear",
    subgroup_avatar_url: null,
    subgroup_id: 98115377,
  },
  "group.subgroup_description_change": {
    user: INES,
    subgroup_topic: "gear",
    subgroup_description: "nets",
    parent_id: 98115240,
  },
  "group.subgroup_like_icon_change": {
    user: INES,
    subgroup_topic: "gear",
    parent_id: 98115240,
    like_icon: {
      pack_id: 1,
      pack_index: 36,
      type: "emoji",
    },
  },
  "group.subgroup_name_change": {
    user: INES,
    subgroup_topic: "gear shed",
    parent_id: 98115240,
  },
  "group.subgroup_removed": {
    user: INES,
    subgroup_topic: "gear",
    subgroup_id: 98115377,
  },
  "group.subgroup_type_change": {
    user: INES,
    subgroup_topic: "gear",
    parent_id: 98115240,
    type: "closed",
    message_edit_period: 15,
  },
  "group.theme_change": {
    user: INES,
    theme_name: "ideas",
  },
  "group.topic_change": {
    user: INES,
    topic: "meet at pier 4",
  },
  "group.type_change": {
    user: INES,
    type: "closed",
    message_edit_period: 15,
  },
  "group.unshared": { user: INES },
  "group.visibility_set.community": { user: INES },
  "group.visibility_set.hidden": { user: INES },
  "group.visibility_set.searchable": { user: INES },
  "membership.announce.added": {
    added_users: [
      MARI,
    ],
    adder_user: INES,
  },
  "membership.announce.joined": { user: MARI },
  "membership.announce.rejoined": { user: MARI },
  "membership.avatar_changed": {
    user: MARI,
    avatar_url:
      "https://i.groupme.com/512x512.png.c7e14ad0952b4f3e8b6d1a90f2c35e78",
  },
  "membership.nickname_changed": {
    user: MARI,
    name: "Mari Q",
  },
  "membership.notifications.autokicked": { user: MARI },
  "membership.notifications.exited": {
    removed_user: MARI,
  },
  "membership.notifications.removed": {
    remover_user: INES,
    removed_user: MARI,
  },
  "message.deleted": {
    message_id: "175405230148217736",
    deleted_at: 1754052376,
    deletion_actor: "sender",
    deleter_id: "41870263",
  },
  "message.pinned": {
    message_id: "175405230148217736",
    pinned: true,
    pinned_by: "118204477",
    pinned_at: 1754052391,
  },
  "message.update": {
    message_id: "175405230148217736",
    sender_id: "41870263",
    updated_at: 1754052342,
    message: {
      text: "low tide at seven",
      attachments: [],
    },
  },
  "poll.created": {
    conversation: {
      id: "98115240",
    },
    poll: {
      id: "1754052466120934",
      subject: "Which pier?",
    },
    user: INES_AS_TEXT,
  },
  "poll.finished": {
    conversation: {
      id: "98115240",
    },
    options: [
      {
        id: "1",
        title: "Four",
      },
      {
        id: "2",
        title: "Nine",
        voter_ids: [
          "7305518",
        ],
        votes: 1,
      },
    ],
    poll: {
      id: "1754052466120934",
      subject: "Which pier?",
    },
  },
  "poll.reminder": {
    conversation: {
      id: "98115240",
    },
    poll: {
      id: "1754052466120934",
      subject: "Which pier?",
      expiration: 1754138866,
    },
  },
};
