import { assertInteger, got, invalidArgument } from "../../util/validate.ts";
import { asFields } from "../server/body.ts";
import type { HistoryOptions } from "../history/history_options.ts";
import type {
  EventOptions,
  PollOptions,
  TopicOptions,
} from "./handle_options.ts";
import type { WireAttachment, WireMessage } from "./wire.ts";

/** A user, a group, a topic or a chat: its handle, or its id. */
export type Reference = string | { readonly id: string };

/** A seeded history: its number of messages, or its options. */
export type HistorySize = number | HistoryOptions;

/** A user of the simulator. */
export interface SimulatedUser {
  /** The id. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The email address, unique. */
  readonly email: string;
  /** The phone number, unique. */
  readonly phoneNumber: string;
  /** An access token of 40 characters. */
  readonly token: string;
}

/**
 * A conversation of the simulator. An index counts from 0, the oldest message.
 * The methods that act do so past the API, with the notices and push frames of the
 * real server.
 */
export interface SimulatedConversation {
  /** The id of the group or topic, or the two users' ids, lower first. */
  readonly id: string;
  /** The number of listed messages. */
  readonly size: number;
  /**
   * The id of a listed message.
   *
   * @throws {RangeError} If there is no message at `index`.
   */
  idAt(index: number): string;
  /** The message at an index; `undefined` where it was deleted. */
  messageAt(index: number): WireMessage | undefined;
  /**
   * Marks the conversation as read by a user. In a chat the other user sees the
   * read receipt, and `read_receipt.create` is pushed.
   *
   * @param messageId The newest message that was read; the newest of all by
   * default.
   * @throws {RangeError} If the user is not in the conversation, or the message is
   * not.
   */
  readBy(user: Reference, messageId?: string): void;
  /**
   * Pushes `typing` of a user on the channel of the conversation.
   *
   * @throws {RangeError} If the user is not in the conversation.
   */
  typing(user: Reference): void;
  /**
   * The number of messages that a user has not read. A seeded history counts as
   * read; the user's own messages do not count.
   *
   * @param user The first user by default.
   * @throws {RangeError} If the user is not in the conversation.
   */
  unread(user?: Reference): number;
  /**
   * Marks the newest messages as unread, and those before them as read.
   *
   * @param count The number of unread messages, an integer of 0 or more.
   * @param user The first user by default.
   * @throws {RangeError} If `count` is out of range, or the user is not in the
   * conversation.
   */
  setUnread(count: number, user?: Reference): void;
  /**
   * Edits a user's own message, whatever its age.
   *
   * @param text The new text, 1 to 1000 characters.
   * @throws {RangeError} If there is no such message of the user, or the text is
   * too long.
   */
  editBy(user: Reference, messageId: string, text: string): void;
  /**
   * Deletes a message: a tombstone stays of a user's own, nothing of what an admin
   * deletes.
   *
   * @param user The user; `"system"` is GroupMe itself, which leaves a tombstone.
   * @throws {RangeError} If there is no such message, or the user may not.
   */
  deleteBy(user: Reference, messageId: string): void;
  /**
   * Adds a user's reaction to a message; a second one is ignored.
   *
   * @param code The emoji, one of GroupMe's 15, `"❤️"` by default; `null` removes
   * the reaction.
   * @throws {RangeError} If there is no such message, or no such reaction.
   */
  reactBy(user: Reference, messageId: string, code?: string | null): void;
  /**
   * Pins a message; a pinned one stays pinned.
   *
   * @throws {RangeError} If there is no such message.
   */
  pinBy(user: Reference, messageId: string): void;
  /**
   * Creates a poll, which a message of its owner announces.
   *
   * @throws {RangeError} If it ends before now, or the owner is not in the
   * conversation.
   * @throws {TypeError} If there are fewer than two options.
   */
  addPoll(options: PollOptions): SimulatedPoll;
  /**
   * Creates a calendar event, which a message of its creator announces.
   *
   * @throws {RangeError} If the server would refuse it, or the creator is not in
   * the conversation.
   * @throws {TypeError} If a time is not a valid `Date`.
   */
  addEvent(options: EventOptions): SimulatedEvent;
}

/** A poll of the simulator. */
export interface SimulatedPoll {
  /** The id: 16 digits. */
  readonly id: string;
  /**
   * Sets the vote of a user; without options the vote is withdrawn.
   *
   * @throws {RangeError} If the poll is over, has no such option, or takes one alone.
   */
  vote(user: Reference, ...optionIds: readonly string[]): void;
  /** Ends the poll, with a notice of the result. */
  end(): void;
}

/** An event of the simulator's calendar. */
export interface SimulatedEvent {
  /** The id: 32 hexadecimal digits. */
  readonly id: string;
  /** Sets the answer of a user; `undefined` is undecided. */
  rsvp(user: Reference, going: boolean | undefined): void;
  /**
   * Changes settings of the event, in the name of its creator, with a notice.
   *
   * @throws {RangeError} If the server would refuse them.
   * @throws {TypeError} If a time is not a valid `Date`.
   */
  update(changes: Partial<Omit<EventOptions, "creator">>): void;
  /** Cancels the event, with a notice. */
  cancel(): void;
}

/** A group of the simulator. */
export interface SimulatedGroup extends SimulatedConversation {
  /** The name at creation. */
  readonly name: string;
  /** The token of the share link, 8 characters; `null` where there is none. */
  readonly shareToken: string | null;
  /** The ids of the members at creation, the owner first. */
  readonly memberIds: readonly string[];
  /** Adds a topic, with a notice in the group. */
  addTopic(options?: TopicOptions): SimulatedTopic;
  /**
   * Adds a user who waits for approval.
   *
   * @param user A new user by default.
   * @param answer The answer to the group's question.
   * @returns The user.
   * @throws {RangeError} If there is no such user, or the user is in the group.
   */
  addApplicant(user?: SimulatedUser, answer?: string): SimulatedUser;
}

/** A topic of the simulator; no list of groups holds it. */
export interface SimulatedTopic extends SimulatedConversation {
  /** The name at creation. */
  readonly name: string;
  /** The id of the parent group. */
  readonly parentId: string;
}

/** A file of the simulator. */
export interface SimulatedFile {
  /** The id: a UUID. */
  readonly id: string;
  /** The name. */
  readonly name: string;
  /** The length, in bytes. */
  readonly size: number;
  /** The media type. */
  readonly contentType: string;
  /** The attachment of a message that shows the file. */
  readonly attachment: WireAttachment;
}

/** A bot of the simulator. */
export interface SimulatedBot {
  /** The secret that the bot posts with. */
  readonly botId: string;
  /** The sender id of its messages. */
  readonly userId: string;
  /** The name. */
  readonly name: string;
}

/**
 * The id of a reference.
 *
 * @throws {TypeError} If it is none.
 */
export function idOf(reference: Reference): string {
  // Without the types it may be anything.
  const given: unknown = reference;
  const id = typeof given === "string" ? given : asFields(given).id;
  if (typeof id === "string") return id;
  const rule = "it must be an id, or an object with one";
  throw invalidArgument("reference", `${rule}${got(given)}`);
}

/** The options of a history; a number is its size. */
export function readHistory(
  history: HistorySize | undefined,
  count: number,
): HistoryOptions {
  if (typeof history === "object") return history;
  return { count: history ?? count };
}

/**
 * The other members of a group; a number of them is made.
 *
 * @throws {RangeError} If the number is out of range.
 */
export function readMembers(
  members: readonly Reference[] | number,
  addUser: () => SimulatedUser,
): readonly Reference[] {
  if (typeof members !== "number") return members;
  const length = assertInteger(members, 0, Infinity, "members");
  return Array.from({ length }, addUser);
}
