import type { Route } from "../server/router.ts";
import { BLOCK_ROUTES } from "./blocks.ts";
import { BOT_ROUTES } from "./bots.ts";
import { CALENDAR_ROUTES } from "./calendar.ts";
import { CHAT_ROUTES } from "./chats.ts";
import { CONTACT_ROUTES } from "./contacts.ts";
import { DIRECT_MESSAGE_ROUTES } from "./direct_messages.ts";
import { FILE_ROUTES } from "./files.ts";
import { GALLERY_ROUTES } from "./gallery.ts";
import { GROUP_CHANGE_ROUTES } from "./group_changes.ts";
import { GROUP_ROUTES } from "./groups.ts";
import { JOIN_ROUTES } from "./joins.ts";
import { JOINING_ROUTES } from "./joining.ts";
import { LEADERBOARD_ROUTES } from "./leaderboard.ts";
import { LIKE_ROUTES } from "./likes.ts";
import { MEDIA_ROUTES } from "./media.ts";
import { MEMBER_ROUTES } from "./members.ts";
import { MESSAGE_CHANGE_ROUTES } from "./message_changes.ts";
import { MESSAGE_ROUTES } from "./messages.ts";
import { OWNERSHIP_ROUTES } from "./ownership.ts";
import { PICTURE_ROUTES } from "./pictures.ts";
import { MODERATION_ROUTES } from "./moderation.ts";
import { MUTE_ROUTES } from "./mutes.ts";
import { PIN_ROUTES } from "./pins.ts";
import { PINNED_CONVERSATION_ROUTES } from "./pinned_conversations.ts";
import { POLL_ROUTES } from "./polls.ts";
import { READ_RECEIPT_ROUTES } from "./read_receipts.ts";
import { RELATIONSHIP_ROUTES } from "./relationships.ts";
import { TOPIC_ROUTES } from "./topics.ts";
import { USER_ROUTES } from "./users.ts";
import { VIDEO_ROUTES } from "./videos.ts";
import { WRONG_PATH_ROUTES } from "./wrong_paths.ts";

/** All routes; where two match, the first one answers. */
export const ALL_ROUTES: readonly Route[] = [
  ...OWNERSHIP_ROUTES,
  ...JOIN_ROUTES,
  ...JOINING_ROUTES,
  ...GROUP_ROUTES,
  ...GROUP_CHANGE_ROUTES,
  ...TOPIC_ROUTES,
  ...MEMBER_ROUTES,
  ...MODERATION_ROUTES,
  ...MESSAGE_ROUTES,
  ...MESSAGE_CHANGE_ROUTES,
  ...DIRECT_MESSAGE_ROUTES,
  ...CONTACT_ROUTES,
  ...CHAT_ROUTES,
  ...LIKE_ROUTES,
  ...LEADERBOARD_ROUTES,
  ...GALLERY_ROUTES,
  ...BOT_ROUTES,
  ...BLOCK_ROUTES,
  ...USER_ROUTES,
  ...RELATIONSHIP_ROUTES,
  ...PIN_ROUTES,
  ...POLL_ROUTES,
  ...CALENDAR_ROUTES,
  ...READ_RECEIPT_ROUTES,
  ...MUTE_ROUTES,
  ...PINNED_CONVERSATION_ROUTES,
  ...FILE_ROUTES,
  ...VIDEO_ROUTES,
  ...MEDIA_ROUTES,
  ...PICTURE_ROUTES,
  ...WRONG_PATH_ROUTES,
];
