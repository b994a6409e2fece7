import type { GroupMeError } from "../errors.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { Reaction } from "../resources/likes.ts";

/** Somebody in a conversation. */
export interface Person {
  /** The user's id. */
  readonly id: string;
  /** The name in this conversation. */
  readonly name: string | undefined;
  /** The picture in this conversation. */
  readonly avatarUrl: string | undefined;
  /** Whether it is a member now; `false` for authors who left. */
  readonly isMember: boolean;
}

/** All who reacted to a message in one way. */
export interface Tally {
  /** A character, or a picture out of one of GroupMe's packs. */
  readonly reaction: Reaction;
  /** How many reacted so. */
  readonly count: number;
  /** Their user ids, each once. */
  readonly userIds: readonly string[];
  /** Whether you are among them. */
  readonly isMine: boolean;
}

/** A change of a message of which the server has not told yet. */
export type ChangeKind = "edit" | "delete" | "react" | "pin";

/** One row of a conversation, as a UI shows it. Never changed afterwards. */
export interface TimelineItem<M = AnyMessage> {
  /**
   * Identifies the row in a keyed list. It stays the same when the message is
   * sent, edited, deleted, and taken out of the window and loaded again.
   */
  readonly key: string;
  /** The message's id; absent until it stands on the server. */
  readonly id?: string;
  /**
   * The message; another object after an edit, a deletion or a pin, else the
   * same. Reactions are current in `reactions`, not in here.
   */
  readonly message: M;
  /**
   * - `sent`: it stands on the server.
   * - `waiting`: behind another one, offline, or held back by a limit.
   * - `sending`: its request is under way.
   * - `failed`: refused; `error` says why. See {@linkcode LiveTimeline.retry}.
   * - `unsure`: it may stand on the server, and nothing tells whether it does.
   */
  readonly state: "sent" | "waiting" | "sending" | "failed" | "unsure";
  /** Why sending failed, or, where the message stands, why `change` did. */
  readonly error?: GroupMeError;
  /** A change that is shown and not confirmed yet, or that failed. */
  readonly change?: ChangeKind;
  /** Whether you wrote it. */
  readonly isOwn: boolean;
  /** Whether it is deleted; it then has no text. */
  readonly isDeleted: boolean;
  /** When it was last edited. */
  readonly editedAt?: Date;
  /** The reactions by kind; the same array while they are equal. */
  readonly reactions: readonly Tally[];
  /** Whether it is the first of its day, in the time zone of the timeline. */
  readonly startsDay: boolean;
  /** Whether the row above is of another author, another day, or beyond a gap. */
  readonly startsRun: boolean;
  /** Messages may be missing between the row above and this one. */
  readonly gapBefore?: GapState;
}

/** How a gap is: not filled, being filled, or not to be filled just now. */
export type GapState = "open" | "loading" | "failed";

/** One end of what is loaded. */
export interface Edge {
  /**
   * - `more`: there is more, or may be.
   * - `loading`: more is being read.
   * - `failed`: reading more failed with `error`; asking again tries again.
   * - `end`: there is nothing beyond.
   */
  readonly state: "more" | "loading" | "failed" | "end";
  /** Messages known to be beyond it. */
  readonly unseen: number;
  /** The error of reading more. */
  readonly error?: GroupMeError;
}

/** The unread messages. */
export interface UnreadMark {
  /** The first unread row: where a "new messages" line stands. */
  readonly firstKey?: string;
  /** Unread messages of others. */
  readonly count: number;
  /** The newest message that was read. */
  readonly readUpTo?: string;
}

/** How a timeline is connected. */
export interface TimelineStatus {
  /**
   * - `loading`: the first page is not there yet.
   * - `live`: up to date; changes arrive.
   * - `catchingUp`: reading what it missed.
   * - `offline`: not subscribed to, or failing and trying again.
   * - `closed`: refused for good, with 401, 403 or 404.
   */
  readonly state: "loading" | "live" | "catchingUp" | "offline" | "closed";
  /** The reason as a stable name, for a program. */
  readonly code: string;
  /** The reason in words, for a person. */
  readonly reason: string;
  /** The error that it fails with. */
  readonly error?: unknown;
  /** When it tries again, on the device's clock. */
  readonly retryAt?: Date;
}

/** How far the other person of a chat has read. */
export interface ReadBy {
  /** The newest message that was read. */
  readonly id: string;
  /** When it was read. */
  readonly at: Date;
}

/** A conversation as a UI shows it at one moment. Frozen, as `items` is. */
export interface Timeline<M = AnyMessage> {
  /** The rows, oldest first; at the end those that are not sent yet. */
  readonly items: readonly TimelineItem<M>[];
  /**
   * The absolute index of `items[0]`. Rows that come in or go away above a row
   * change `firstIndex`, and not the absolute index of that row.
   */
  readonly firstIndex: number;
  /** The end above `items[0]`. */
  readonly older: Edge;
  /** The end below the last confirmed row; `end` means attached to live. */
  readonly newer: Edge;
  /** How it is connected. */
  readonly status: TimelineStatus;
  /** The unread messages; a count of 0 without the option `read`. */
  readonly unread: UnreadMark;
  /** The people who are typing, without yourself. */
  readonly typing: readonly Person[];
  /** Members, and authors who left, by user id. */
  readonly people: ReadonlyMap<string, Person>;
  /** How far the other person has read; in chats only. */
  readonly readBy?: ReadBy;
  /** Your user id, once it is known. */
  readonly me: string | undefined;
}
