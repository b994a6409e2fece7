import type { Route } from "../server/router.ts";
import { blockRoutes } from "./blocks.ts";
import { botRoutes } from "./bots.ts";
import { calendarRoutes } from "./calendar.ts";
import { chatRoutes } from "./chats.ts";
import { contactRoutes } from "./contacts.ts";
import { directMessageRoutes } from "./direct_messages.ts";
import { fileRoutes } from "./files.ts";
import { galleryRoutes } from "./gallery.ts";
import { groupChangeRoutes } from "./group_changes.ts";
import { groupRoutes } from "./groups.ts";
import { joinRoutes } from "./joins.ts";
import { joiningRoutes } from "./joining.ts";
import { leaderboardRoutes } from "./leaderboard.ts";
import { likeRoutes } from "./likes.ts";
import { mediaRoutes } from "./media.ts";
import { memberRoutes } from "./members.ts";
import { messageChangeRoutes } from "./message_changes.ts";
import { messageRoutes } from "./messages.ts";
import { ownershipRoutes } from "./ownership.ts";
import { pictureRoutes } from "./pictures.ts";
import { moderationRoutes } from "./moderation.ts";
import { muteRoutes } from "./mutes.ts";
import { pinRoutes } from "./pins.ts";
import { pinnedConversationRoutes } from "./pinned_conversations.ts";
import { pollRoutes } from "./polls.ts";
import { readReceiptRoutes } from "./read_receipts.ts";
import { relationshipRoutes } from "./relationships.ts";
import { topicRoutes } from "./topics.ts";
import { userRoutes } from "./users.ts";
import { videoRoutes } from "./videos.ts";

/** All routes; where two match, the first one answers. */
export const allRoutes: readonly Route[] = [
  ...ownershipRoutes,
  ...joinRoutes,
  ...joiningRoutes,
  ...groupRoutes,
  ...groupChangeRoutes,
  ...topicRoutes,
  ...memberRoutes,
  ...moderationRoutes,
  ...messageRoutes,
  ...messageChangeRoutes,
  ...directMessageRoutes,
  ...contactRoutes,
  ...chatRoutes,
  ...likeRoutes,
  ...leaderboardRoutes,
  ...galleryRoutes,
  ...botRoutes,
  ...blockRoutes,
  ...userRoutes,
  ...relationshipRoutes,
  ...pinRoutes,
  ...pollRoutes,
  ...calendarRoutes,
  ...readReceiptRoutes,
  ...muteRoutes,
  ...pinnedConversationRoutes,
  ...fileRoutes,
  ...videoRoutes,
  ...mediaRoutes,
  ...pictureRoutes,
];
