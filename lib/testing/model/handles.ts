import type { GroupProfile } from "./group.ts";
import type { HistoryOptions } from "../history/history_options.ts";
import type { TopicProfile } from "./topic.ts";
import type { WireAttachment, WireEvent, WireMessage } from "./wire.ts";

/** A user, a group or a chat: itself, or its id. */
export type Reference = string | { readonly id: string };

/** A history: how many messages, or how it is made. */
export type HistorySize = number | HistoryOptions;

/** Options for {@linkcode GroupMeSimulator.addUser}. */
export interface UserOptions {
  /** Made up unless given. */
  name?: string;
  /** Made up unless given; `null` for none. */
  imageUrl?: string | null;
}

/** Options for {@linkcode GroupMeSimulator.addGroup}. */
export interface GroupOptions extends Partial<GroupProfile> {
  /** The first user unless given. */
  owner?: Reference;
  /** Who else is in it, or how many users to make up. */
  members?: readonly Reference[] | number;
  /** What was said before, by all its members; nothing unless given. */
  history?: HistorySize;
  /**
   * Whether there is a link to join by.
   *
   * @default {true}
   */
  share?: boolean;
}

/** Options for {@linkcode GroupMeSimulator.addChat}. */
export interface ChatOptions {
  /**
   * What was said before, by both.
   *
   * @default {1}
   */
  history?: HistorySize;
}

/** Options for {@linkcode SimulatedGroup.addTopic}. */
export interface TopicOptions extends Partial<TopicProfile> {
  /** What was said before, by all members of the group; nothing unless given. */
  history?: HistorySize;
  /** Who makes it; the owner of the group unless given. */
  creator?: Reference;
}

/** Options for {@linkcode SimulatedConversation.addPoll}. */
export interface PollOptions {
  /** What is asked. */
  subject: string;
  /** What can be chosen; their ids are `"1"`, `"2"` and so on. */
  options: readonly string[];
  /** When it ends; in a day unless given. */
  expiresAt?: Date;
  /**
   * Whether several can be chosen.
   *
   * @default {false}
   */
  multiple?: boolean;
  /**
   * Whether nobody sees who chose what.
   *
   * @default {false}
   */
  anonymous?: boolean;
  /** Who asks; the first user unless given. */
  owner?: Reference;
}

/** Options for {@linkcode SimulatedConversation.addEvent}. */
export interface EventOptions {
  /** What it is called. */
  name: string;
  /** When it begins. */
  startAt: Date;
  /** When it ends; an hour later unless given. */
  endAt?: Date;
  /** More words; none unless given. */
  description?: string;
  /**
   * How long before it is called to mind, in seconds: at most two of 0, 300, 900,
   * 1800, 3600, 7200, 86400, 172800 and 604800.
   *
   * @default {[]}
   */
  reminders?: readonly number[];
  /** Who plans it; the first user unless given. */
  creator?: Reference;
}

/** Options for {@linkcode GroupMeSimulator.addBot}. */
export interface BotOptions {
  /** Shown with its messages. */
  name?: string;
  /** Shown with its messages. */
  avatarUrl?: string | null;
  /** Where the messages of the group are sent. */
  callbackUrl?: string | null;
  /** With `null` nothing is ever sent to the callback URL. */
  dmNotification?: boolean | null;
  /** The first user unless given. */
  owner?: Reference;
}

/** Options for {@linkcode GroupMeSimulator.inject}. */
export interface InjectOptions {
  /** Whose message it is; another user's than the first unless given. */
  userId?: string;
  /** The bot whose message it is. */
  botId?: string;
  /** Whether it is a notice. */
  isSystem?: boolean;
  /** What happened, in a notice. */
  event?: WireEvent;
  /** The words. */
  text?: string | null;
  /** Pictures, mentions and so on. */
  attachments?: WireAttachment[];
  /** What the sender calls it; made up unless given. */
  sourceGuid?: string;
  /** The id, however odd; made of the time unless given. It is the newest still. */
  id?: string;
  /** How long it stays out of all lists, in ms on the clock; its id is of now. */
  visibleAfter?: number;
}

/** A user of the simulator. */
export interface SimulatedUser {
  /** Digits. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** Unique. */
  readonly email: string;
  /** Unique. */
  readonly phoneNumber: string;
  /** 40 characters. */
  readonly token: string;
}

/** A conversation of the simulator; indexes count from 0, the oldest message. */
export interface SimulatedConversation {
  /** The id of the group or topic, or the two users' ids, lower first. */
  readonly id: string;
  /** How many messages are listed. */
  readonly size: number;
  /**
   * The id of a message that is listed.
   *
   * @throws {RangeError} When there is no message at `index`.
   */
  idAt(index: number): string;
  /** The message at an index; `undefined` where one was deleted. */
  messageAt(index: number): WireMessage | undefined;
  /**
   * A user reads, up to a message or to the end; in a chat the other user sees
   * it, and is told by push.
   */
  readBy(user: Reference, messageId?: string): void;
  /** A user types: it is pushed on the channel of the conversation. */
  typing(user: Reference): void;
  /**
   * How many messages a user has not read. A history counts as read, and of
   * what was posted since the user's own messages do.
   *
   * @param user The first user unless given.
   */
  unread(user?: Reference): number;
  /**
   * Makes the newest messages unread, and those before them read.
   *
   * @param count How many, 0 or more.
   * @param user The first user unless given.
   */
  setUnread(count: number, user?: Reference): void;
  /** Asks the conversation; a message of who asks tells. */
  addPoll(options: PollOptions): SimulatedPoll;
  /** Plans something; a message of who plans it tells. */
  addEvent(options: EventOptions): SimulatedEvent;
}

/** A poll of the simulator. */
export interface SimulatedPoll {
  /** 16 digits. */
  readonly id: string;
  /** A user votes; without options the user's vote is taken back. */
  vote(user: Reference, ...optionIds: readonly string[]): void;
  /** Ends it, with a notice of how it went. */
  end(): void;
}

/** An event of the simulator's calendar. */
export interface SimulatedEvent {
  /** 32 hexadecimal digits. */
  readonly id: string;
  /** A user comes or does not; `undefined` is undecided. */
  rsvp(user: Reference, going: boolean | undefined): void;
  /** Gives it up, with a notice. */
  cancel(): void;
}

/** A group of the simulator. */
export interface SimulatedGroup extends SimulatedConversation {
  /** Its name at first. */
  readonly name: string;
  /** What one joins by: 8 characters. */
  readonly shareToken: string | null;
  /** The ids of its first members, the owner first. */
  readonly memberIds: readonly string[];
  /** Adds a topic, with a notice in the group. */
  addTopic(options?: TopicOptions): SimulatedTopic;
}

/** A topic of the simulator: no list of groups shows it. */
export interface SimulatedTopic extends SimulatedConversation {
  /** Its name at first. */
  readonly name: string;
  /** The id of the group that it is in. */
  readonly parentId: string;
}

/** A bot of the simulator. */
export interface SimulatedBot {
  /** The secret by which it posts. */
  readonly botId: string;
  /** The sender of its messages. */
  readonly userId: string;
  /** Its name. */
  readonly name: string;
}

/** The id of whatever is meant. */
export function idOf(reference: Reference): string {
  return typeof reference === "string" ? reference : reference.id;
}

/** How a history is made that was given by its size alone. */
export function readHistory(
  history: HistorySize | undefined,
  count: number,
): HistoryOptions {
  if (typeof history === "object") return history;
  return { count: history ?? count };
}
