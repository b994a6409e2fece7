import type { GroupProfile } from "./group.ts";
import type { HistorySize, Reference } from "./handles.ts";
import type { TopicProfile } from "./topic.ts";
import type { WireAttachment, WireEvent } from "./wire.ts";

/** Options for {@linkcode GroupMeSimulator.addUser}. */
export interface UserOptions {
  /**
   * The name.
   *
   * @default {a name made from the seed}
   */
  name?: string | undefined;
  /**
   * The URL of the picture; `null` for no picture.
   *
   * @default {a URL made from the seed}
   */
  imageUrl?: string | null | undefined;
}

/** Options for {@linkcode GroupMeSimulator.addGroup}. */
export interface GroupOptions extends Partial<GroupProfile> {
  /**
   * The owner.
   *
   * @default {the first user}
   */
  owner?: Reference | undefined;
  /**
   * The other members, or the number of users to create as members, from 0.
   *
   * @default {[]}
   */
  members?: readonly Reference[] | number | undefined;
  /**
   * The messages before now, written by all members.
   *
   * @default {0}
   */
  history?: HistorySize | undefined;
  /**
   * Whether the group has a share link.
   *
   * @default {true}
   */
  share?: boolean | undefined;
}

/** Options for {@linkcode GroupMeSimulator.addChat}. */
export interface ChatOptions {
  /**
   * The messages before now, written by both users.
   *
   * @default {1}
   */
  history?: HistorySize | undefined;
}

/** Options for {@linkcode SimulatedGroup.addTopic}. */
export interface TopicOptions extends Partial<TopicProfile> {
  /**
   * The messages before now, written by all members of the group.
   *
   * @default {0}
   */
  history?: HistorySize | undefined;
  /**
   * The user who creates the topic.
   *
   * @default {the owner of the group}
   */
  creator?: Reference | undefined;
}

/** Options for {@linkcode SimulatedConversation.addPoll}. */
export interface PollOptions {
  /** The question. */
  subject: string;
  /** The titles of the options; their ids are `"1"`, `"2"` and so on. */
  options: readonly string[];
  /**
   * The end of the poll.
   *
   * @default {a day from now}
   */
  expiresAt?: Date | undefined;
  /**
   * Whether a user can choose several options.
   *
   * @default {false}
   */
  multiple?: boolean | undefined;
  /**
   * Whether votes are hidden.
   *
   * @default {false}
   */
  anonymous?: boolean | undefined;
  /**
   * The owner of the poll.
   *
   * @default {the first user}
   */
  owner?: Reference | undefined;
}

/** Options for {@linkcode SimulatedConversation.addEvent}. */
export interface EventOptions {
  /** The name of the event. */
  name: string;
  /** The start of the event. */
  startAt: Date;
  /**
   * The end of the event.
   *
   * @default {an hour after startAt}
   */
  endAt?: Date | undefined;
  /**
   * The description.
   *
   * @default {""}
   */
  description?: string | undefined;
  /**
   * The times of reminders before the start, in seconds: at most two of 0, 300,
   * 900, 1800, 3600, 7200, 86400, 172800 and 604800.
   *
   * @default {[]}
   */
  reminders?: readonly number[] | undefined;
  /**
   * The user who creates the event.
   *
   * @default {the first user}
   */
  creator?: Reference | undefined;
}

/** Options for {@linkcode GroupMeSimulator.addBot}. */
export interface BotOptions {
  /**
   * The name that its messages show.
   *
   * @default {"tide-bot"}
   */
  name?: string | undefined;
  /**
   * The URL of the picture that its messages show.
   *
   * @default {null}
   */
  avatarUrl?: string | null | undefined;
  /**
   * The URL that receives the messages of the group.
   *
   * @default {null}
   */
  callbackUrl?: string | null | undefined;
  /**
   * `null` keeps the server from ever calling `callbackUrl`.
   *
   * @default {false}
   */
  dmNotification?: boolean | null | undefined;
  /**
   * The owner of the bot.
   *
   * @default {the first user}
   */
  owner?: Reference | undefined;
}

/** Options for {@linkcode GroupMeSimulator.addFile}. */
export interface FileOptions {
  /**
   * The name of the file.
   *
   * @default {"tides.txt"}
   */
  name?: string | undefined;
  /**
   * The content: text, or bytes.
   *
   * @default {a line of text}
   */
  content?: string | Uint8Array | undefined;
  /**
   * The media type.
   *
   * @default {"text/plain" of a text, "application/octet-stream" of bytes}
   */
  contentType?: string | undefined;
}

/** Options for {@linkcode GroupMeSimulator.inject}. */
export interface InjectOptions {
  /**
   * The id of the author.
   *
   * @default {a member other than the first user}
   */
  userId?: string | undefined;
  /**
   * The bot id of the author, where a bot posts the message.
   *
   * @default {a user posts it}
   */
  botId?: string | undefined;
  /**
   * Whether the message is a notice of the server.
   *
   * @default {false}
   */
  isSystem?: boolean | undefined;
  /**
   * The event of a notice.
   *
   * @default {none}
   */
  event?: WireEvent | undefined;
  /**
   * The text; `null` for none.
   *
   * @default {"injected"}
   */
  text?: string | null | undefined;
  /**
   * The attachments.
   *
   * @default {[]}
   */
  attachments?: WireAttachment[] | undefined;
  /**
   * The `source_guid`.
   *
   * @default {a UUID made from the seed}
   */
  sourceGuid?: string | undefined;
  /**
   * The id, of any form; the message is listed as the newest all the same.
   *
   * @default {an id made from the time}
   */
  id?: string | undefined;
  /**
   * Time until the message is listed, in ms on the clock, from 0; its id and its
   * push frame are of now.
   *
   * @default {0}
   */
  visibleAfter?: number | undefined;
}
